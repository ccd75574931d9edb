"""The road from a question to an Answer: statistics first, passages else, a typed refusal where neither holds it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..everyday import official
from ..records import (
    Answer,
    AnswerStatus,
    Calculation,
    Chart,
    Citation,
    Document,
    Figure,
    Hit,
    Note,
    Series,
    Turn,
    content_id,
)
from ..statistics import FigureLibrary, Known, Match, Query, Result, best, carry_out, near, plan, read_question
from ..statistics.doubts import doubts, slip
from ..statistics.match import compared, rivals, ties
from ..statistics.slots import prepared
from .citing import Citing, mark, quote_span, tidy
from .dialogue import parts, standalone
from .gate import passing
from .passages import Found, Similarity, best_spans, sufficient
from .phrasing import brief, computed, itemised, ordered, period_label, stated, twin, written

MOST_TIED = 6
"""More figures than this that fit a question equally well mean that the question names none of them."""
CLOSE = 0.88
"""A second quote is given where it scores at least this share of the first one."""
SearchFunction = Callable[[str], list[Hit]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer is made from: the question and the library's three ways in."""

    question: str
    history: tuple[Turn, ...]
    as_of: date
    generation: int
    search: SearchFunction
    figures: Callable[[str, Sequence[Hit]], list[Figure]]
    document: Callable[[str], Document]
    similarity: Similarity
    home: str | None = None


@dataclass(slots=True)
class _Draft:
    """An answer while it is written."""

    status: AnswerStatus = "answered"
    sentences: list[str] = field(default_factory=list)
    citing: Citing = field(default_factory=Citing)
    calculation: Calculation | None = None
    chart: Chart | None = None
    notes: list[Note] = field(default_factory=list)


# What only arithmetic answers: a quote that holds the operands is not the answer.
_COMPUTED = ("difference", "ratio", "sum")


def answer(asked: Asked) -> Answer:
    """The answer to a question: each of its parts answered in turn, then the gate."""
    alone = standalone(asked.question, asked.history, asked.home)
    draft = _Draft()
    questions = _chain(alone, asked)
    drafts = [_one(question, asked) for question in questions]
    answered = [d.status in ("answered", "conflict") for d in drafts]
    if len(drafts) > 1 and answered[0]:
        draft = _joined(questions, answered, asked)
    elif len(drafts) > 1:
        draft = _one(alone, asked)
    else:
        draft = drafts[0]
    return _finished(draft, asked, alone)


def _chain(alone: str, asked: Asked) -> list[str]:
    """The questions of one turn, each made standalone by the ones before it."""
    pieces = parts(alone)
    if len(pieces) == 1:
        return pieces
    said: list[Turn] = list(asked.history)
    questions = []
    for piece in pieces:
        question = standalone(piece, said, asked.home)
        questions.append(question)
        said.append(Turn("user", question))
    return questions


def _joined(questions: Sequence[str], answered: Sequence[bool], asked: Asked) -> _Draft:
    """Several answers as one, sharing their citations; what has no answer is said."""
    draft = _Draft()
    for question, has_answer in zip(questions, answered, strict=True):
        if has_answer:
            _one(question, asked, draft)
        else:
            draft.sentences.append(f"资料中没有“{question.rstrip('？?')}”的答案。")
            draft.notes.append(Note("partial", "问题的一部分在资料中没有答案。"))
    draft.sentences = list(dict.fromkeys(draft.sentences))
    return draft


def _one(question: str, asked: Asked, draft: _Draft | None = None) -> _Draft:
    draft = draft or _Draft()
    said = official(question)
    query = read_question(said, asked.home, asked.as_of.year)
    hits = asked.search(question if said == question else f"{question} {said}")
    library = FigureLibrary(asked.figures(question, hits), asked.document)
    known = library.known(library.figures)
    if _wants_figures(query) and _statistics(query, known, draft):
        return draft
    twins = near(query.whole, prepared(query.question), known) if _wants_figures(query) else []
    if twins and query.numeric and twins[0].named >= 0.66 and len(twins[0].mismatches) + len(twins[0].residue) <= 2:
        draft.status = "near_miss"
        draft.sentences.append(twin(twins[0], question, draft.citing))
        return draft
    spans = (
        best_spans(query, hits, asked.document, asked.similarity, most=3) if query.operation not in _COMPUTED else []
    )
    good = [span for span in spans if sufficient(query, span)]
    if good:
        _extracted(query, good, known, draft)
        return draft
    if twins and len(twins[0].mismatches) + len(twins[0].residue) <= 2:
        draft.status = "near_miss"
        draft.sentences.append(twin(twins[0], question, draft.citing))
    else:
        _refuse(query, spans, draft)
    return draft


def _wants_figures(query: Query) -> bool:
    """Whether a figure may be the answer: a number is asked, or the question is a bare name of an indicator."""
    return (
        query.numeric
        or query.operation != "lookup"
        or query.dimension == "地区"
        or (not query.duration and _terse(query.question))
    )


def _terse(question: str) -> bool:
    words = (
        "哪些",
        "哪几",
        "什么",
        "怎样",
        "如何",
        "为什么",
        "吗",
        "谁",
        "哪家",
        "哪个",
        "能否",
        "是否",
        "可以",
        "怎么",
        "哪里",
        "什么样",
    )
    return len(question) <= 40 and not any(word in question for word in words)


def _statistics(query: Query, known: list[Known], draft: _Draft) -> bool:
    """Answer from figure records; False where they do not hold what is asked."""
    asked = prepared(query.question)
    if query.operation != "lookup":
        made = plan(query, known)
        if made is not None:
            return _computed(carry_out(made), known, draft)
        if len(query.operands) > 1 or query.operation in ("difference", "ratio", "verify"):
            return False
    found = [] if query.dimension == "地区" else best(query.whole, asked, known)  # which place, not how much in all
    if found:
        tied = ties(found)
        return _listed(tied, draft) if len(tied) > 1 else _stated(query, found, known, draft)
    made = plan(replace(query, operation="lookup"), known)
    return made is not None and _computed(carry_out(made), known, draft)


def _stated(query: Query, found: list[Match], known: Sequence[Known], draft: _Draft) -> bool:
    first = found[0]
    draft.sentences.append(stated(first.known, draft.citing))
    if "平均" in query.question or "相比" in query.question:
        draft.sentences += [stated(k, draft.citing) for k in compared(first.known, known)]
    others = rivals(found)
    if others:
        draft.status = "conflict"
        numbers = []
        for match in others[:3]:
            draft.sentences.append("另一处记载不一致：" + stated(match.known, draft.citing))
            numbers.append(draft.citing.figure(match.known))
        draft.notes.append(
            Note(
                "conflict",
                "资料中对同一指标有不同的数值，口径可能不同，请核对原文。",
                (draft.citing.figure(first.known), *numbers),
            )
        )
    _warn([first.known], known, draft)
    return True


def _listed(tied: Sequence[Match], draft: _Draft) -> bool:
    """Several figures that the question does not tell apart: all of them, each under its own name."""
    if len(tied) > MOST_TIED:
        return False
    items = [f"{itemised(m.known)}{mark(draft.citing.figure(m.known))}" for m in tied]
    draft.sentences.append(f"所问的指标在资料中不止一条，分别为：{'；'.join(items)}。")
    return True


def _computed(result: Result, known: Sequence[Known], draft: _Draft) -> bool:
    if result.formula is None:
        draft.sentences.append(ordered(result, draft.citing))
    elif result.value is None:
        return False
    else:
        draft.sentences.append(computed(result, draft.citing))
        positions = {shown.figure.id: i for i, shown in enumerate(draft.citing.figures)}
        inputs = tuple(positions[result.operands[i].figure.id] for i in result.inputs)
        before = draft.calculation  # of an earlier part of the same question
        formula = f"{before.formula}；{result.formula}" if before else result.formula
        inputs = (*before.inputs, *inputs) if before else inputs
        draft.calculation = Calculation(formula, inputs, result.value, result.unit)
        if result.difference:
            cited = tuple(draft.citing.figure(k) for k in result.operands)
            draft.status = "conflict"
            draft.notes.append(Note("conflict", "各分项之和与原文所载合计不一致。", tuple(dict.fromkeys(cited))))
    draft.chart = _chart(result.operands, result)
    if result.plan.operation == "difference":
        _warn(result.operands[:1], known, draft)
    return True


def _warn(shown: Sequence[Known], known: Sequence[Known], draft: _Draft) -> None:
    """What speaks against the figures shown: said after them, with its own citation."""
    for figure in shown:
        typo = slip(figure)
        if typo:
            number = draft.citing.figure(figure)
            draft.sentences.append(f"注意：{typo}。{mark(number)}")
            draft.notes.append(Note("suspect", typo, (number,)))
        for doubt in doubts(figure, known)[:2]:
            number = draft.citing.figure(figure)
            other = draft.citing.quote(doubt.other.document, *quote_span(doubt.other))
            text = f"{doubt.text}（原文{brief(doubt.other)} {written(doubt.other)}），请核对原文"
            draft.sentences.append(f"注意：{text}。{mark(number, other)}")
            draft.notes.append(Note("suspect", text, (number, other)))
    draft.sentences[:] = list(dict.fromkeys(draft.sentences))


def _chart(operands: Sequence[Known], result: Result) -> Chart | None:
    figures = [k.figure for k in operands if k is not result.plan.total]
    if len(figures) < 2 or len({f.normalized_unit for f in figures}) > 1 or len({f.stat for f in figures}) > 1:
        return None
    yearly = result.plan.dimension == "年份"
    labels = tuple(period_label(f.period) if yearly else _label(k) for k, f in zip(operands, figures, strict=False))
    same = len({f.unit for f in figures}) == 1
    values = tuple(f.value if same else f.normalized_value for f in figures)
    unit = figures[0].unit if same else figures[0].normalized_unit
    return Chart("line" if yearly else "bar", unit, labels, (Series(figures[0].indicator, values),))


def _label(known: Known) -> str:
    return brief(known)


def _extracted(query: Query, spans: list[Found], known: Sequence[Known], draft: _Draft) -> None:
    """The best span, and a second one only where it adds words of the question that the first lacks."""
    kept = [spans[0]]
    wanted = set(query.whole.words)
    held = {w for w in wanted if w in prepared(spans[0].text)}
    for span in spans[1:]:
        added = {w for w in wanted if w in prepared(span.text)} - held
        close = span.score >= CLOSE * spans[0].score and len(kept) < 2
        if close or (len(added) >= 2 and span.score >= 0.7 * spans[0].score):
            kept.append(span)
            held |= added
    for span in kept:
        number = draft.citing.quote(span.document, span.start, span.end)
        draft.sentences.append(f"{_line(span)}{mark(number)}")
        slips = [
            k for k in known if k.document.id == span.document.id and span.start <= k.figure.value_start < span.end
        ]
        for typo in filter(None, map(slip, slips)):
            draft.sentences.append(f"注意：{typo}。{mark(number)}")
            draft.notes.append(Note("suspect", typo, (number,)))


def _line(span: Found) -> str:
    lines = [tidy(line) for line in span.text.split("\n") if line.strip()]
    return "\n".join(lines)


def _refuse(query: Query, spans: Sequence[Found], draft: _Draft) -> None:
    words = "、".join(word for word in query.whole.words[:6] if not word[0].isdigit())
    draft.status = "no_evidence"
    text = f"资料中没有找到能回答这个问题的内容（查找了：{words or '问题中的词语'}）。"
    if spans and spans[0].coverage >= 0.45:
        number = draft.citing.quote(spans[0].document, spans[0].start, spans[0].end)
        section = " › ".join(spans[0].document.section_at(spans[0].start)[-1:]) or spans[0].document.title
        text += f"较相关的段落见《{spans[0].document.title}》{section}{mark(number)}，但它没有回答所问。"
    draft.sentences.append(text)


def _finished(draft: _Draft, asked: Asked, alone: str) -> Answer:
    text = "\n".join(draft.sentences)
    citations: tuple[Citation, ...] = tuple(draft.citing.citations)
    words = " ".join([asked.question, alone, *(turn.content for turn in asked.history)])
    kept, dropped = passing(text, citations, draft.calculation, words, draft.citing.figures)
    notes = list(draft.notes)
    status = draft.status
    if dropped:
        notes.append(Note("gate", f"有 {dropped} 句因其中的数字在引文中找不到依据而没有给出。"))
        if not kept.strip():
            status, kept = "no_evidence", "资料中没有找到有依据的回答。"
    return Answer(
        id=content_id(asked.question, asked.generation, asked.as_of, *(t.content for t in asked.history)),
        generation=asked.generation,
        question=asked.question,
        standalone_question=alone,
        status=status,
        text=kept.strip(),
        citations=citations,
        figures=tuple(draft.citing.figures),
        calculation=draft.calculation,
        notes=tuple(notes),
        chart=draft.chart,
    )
