"""The road from a question to an Answer: statistics first, passages else, a typed refusal where neither holds it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..everyday import official
from ..library.entry import StoredGraphic
from ..records import Answer, Document, Figure, Hit, Note, Turn, content_id
from ..statistics import FigureLibrary, Known, Query, best, carry_out, given_plan, near, plan, read_question
from ..statistics.localities import localised
from ..statistics.match import ties
from ..statistics.query import excludes
from ..statistics.slots import prepared, slots
from ..text import simplified
from .amended import correction_notes
from .compose import (
    Draft,
    write_figure,
    write_growth,
    write_list,
    write_quotes,
    write_refusal,
    write_result,
    write_twin,
)
from .dialogue import new_subject, parts, standalone
from .doubtful import Findings, audit_notes
from .gate import passing
from .graphics import chart_notes
from .passages import Similarity, best_spans
from .sufficiency import sufficient
from .telling import tells

SearchFunction = Callable[[str], list[Hit]]
# What only arithmetic answers: a quote that holds the operands is not the answer.
_COMPUTED = ("difference", "ratio", "share", "sum", "growth", "annual", "average")
# What no single figure answers; a sentence may (完成全年目标的 49.3%).
_COMPOSED = (*_COMPUTED, "verify", "target", "adjustment", "list")
# A short question without one of these names an indicator and asks for its figure.
_ASKING_WORDS = (
    "哪些", "哪几", "什么", "怎样", "如何", "为什么", "吗", "谁", "哪家", "哪个", "能否", "是否", "可以", "怎么",
    "哪里", "什么样", "有没有", "没有", "要不要", "能不能", "是不是",
)  # fmt: skip
_TERSE = 40
_ANSWERED = ("answered", "conflict")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer is made from: the question and the library's ways in."""

    question: str
    history: tuple[Turn, ...]
    as_of: date
    generation: int
    search: SearchFunction
    figures: Callable[[str, Sequence[Hit]], list[Figure]]
    document: Callable[[str], Document]
    similarity: Similarity
    home: str | None = None
    graphics: Callable[[], Sequence[StoredGraphic]] = tuple
    amended: Callable[[str], Sequence[Figure]] = lambda _: ()
    renamed: Callable[[str], str] = str
    findings: Findings = lambda _: ()


def answer(asked: Asked) -> Answer:
    """The answer to a question: each of its parts answered in turn, then the gate.

    A question in Traditional characters is understood in Simplified ones, as documents are; it is shown as asked.
    """
    plain = _simplified(asked)
    done = _answered(plain)
    if plain is asked:
        return done
    as_asked = done.standalone_question == plain.question
    return replace(
        done,
        id=_answer_id(asked),
        question=asked.question,
        standalone_question=asked.question if as_asked else done.standalone_question,
    )


def _simplified(asked: Asked) -> Asked:
    """The same with question and conversation in Simplified characters; itself where they are."""
    said = [asked.question, *(turn.content for turn in asked.history)]
    plain = [simplified(text) for text in said]
    if plain == said:
        return asked
    turns = tuple(replace(turn, content=text) for turn, text in zip(asked.history, plain[1:], strict=True))
    return replace(asked, question=plain[0], history=turns)


def _answered(asked: Asked) -> Answer:
    alone = standalone(asked.question, asked.history, asked.home)
    questions = _chain(alone, asked)
    draft = _one(questions[0], asked, Draft())
    if len(questions) > 1:
        answered = draft.status in _ANSWERED
        draft = _continued(draft, questions, parts(alone), asked) if answered else _one(alone, asked, Draft())
    if draft.status not in _ANSWERED and (other := new_subject(asked.question, asked.history, asked.home)):
        attempt = _one(other, asked, Draft())
        if attempt.status in _ANSWERED:
            draft, alone = attempt, other
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


def _continued(draft: Draft, questions: Sequence[str], pieces: Sequence[str], asked: Asked) -> Draft:
    """The draft with the answers to the other parts of a question, sharing its citations; what has none is said.

    A part that the words of the one before it lead astray is asked once more by itself, in the time and place of that.
    """
    before = slots(official(questions[0]), asked.home, asked.as_of.year)
    setting = f"{before.period_text or ''}{before.region or ''}"
    for question, piece in zip(questions[1:], pieces[1:], strict=True):
        ways = dict.fromkeys((question, f"{setting}{piece}"))
        attempts = (_one(way, asked, draft.copy()) for way in ways)
        found = next((attempt for attempt in attempts if attempt.status in _ANSWERED), None)
        if found is not None:
            draft = found
        else:
            draft.sentences.append(f"资料中没有“{piece.rstrip('？?')}”的答案。")
            draft.notes.append(Note("partial", "问题的一部分在资料中没有答案。"))
    draft.sentences = list(dict.fromkeys(draft.sentences))
    return draft


def _one(question: str, asked: Asked, draft: Draft) -> Draft:
    """One question answered into ``draft``."""
    own = given_plan(question)
    if own is not None and write_result(carry_out(own), (), draft):
        return draft
    said = official(asked.renamed(question))
    hits = asked.search(question if said == question else f"{question} {said}")
    library = FigureLibrary(asked.figures(question, hits), asked.document)
    known = library.known(library.figures)
    query = read_question(localised(said, {k.figure.region for k in known}), asked.home, asked.as_of.year)
    excluding = excludes(question)
    wanted = _wants_figures(query) and not excluding
    if wanted and _statistics(query, known, draft):
        return draft
    twins = near(query.whole, prepared(query.question), known) if wanted else []
    # A figure that does not even know the last word (费用, 利率) is no twin of what was asked.
    close = (
        bool(twins)
        and len(twins[0].mismatches) + len(twins[0].residue) <= 2
        and query.whole.words[-1:] != twins[0].residue[-1:]
    )
    told = query.operation in ("target", "adjustment")  # a sentence may say it: 与预期目标略有差距
    if close and not told and (query.numeric or _terse(query.question)) and twins[0].named >= 0.66:
        write_twin(twins[0], draft)
        return draft
    computed = excluding or query.operation in _COMPUTED
    spans = [] if computed else best_spans(query, hits, asked.document, asked.similarity, most=3)
    good = [span for span in spans if sufficient(query, span) and tells(query, span)]
    if good:
        write_quotes(query, good, known, draft)
    elif close:
        write_twin(twins[0], draft)
    else:
        write_refusal(query, spans, draft)
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
    return len(question) <= _TERSE and not any(word in question for word in _ASKING_WORDS)


def _statistics(query: Query, known: Sequence[Known], draft: Draft) -> bool:
    """Answer from figure records; False where they do not hold what is asked."""
    if query.operation != "lookup":
        made = plan(query, known)
        if made is not None:
            return write_result(carry_out(made), known, draft)
        if len(query.operands) > 1 or (query.operation in _COMPOSED and not _only_in_all(query)):
            return False
    # Where a place is asked, how much there is in all does not answer.
    found = [] if query.dimension == "地区" else best(query.whole, prepared(query.question), known)
    if query.whole.stat == "share" and found and found[0].known.figure.stat != "share":
        made = plan(replace(query, operation="lookup"), known)  # 完成年度目标的 49% is no share of a place in another
        if made is not None and write_result(carry_out(made), known, draft):
            return True
    if found and query.operation == "argmax" and not _FOREMOST.search(found[0].known.clause):
        return False  # how much there is in all is not which part is the most
    if found:
        tied = ties(found)
        if len(tied) > 1:
            return write_list(tied, draft)
        write_figure(query, found, known, draft)
        if query.operation == "trend" and query.whole.stat is None:
            write_growth(query, found[0].known, known, draft)
        return True
    made = plan(replace(query, operation="lookup"), known)
    return made is not None and write_result(carry_out(made), known, draft)


_FOREMOST = re.compile(r"最|第[一1]|首位|居首|榜首|末位")
# 一共做了几笔 asks how many there are; 合计, 加起来 ask for a sum.
_ADDED = re.compile(r"合计|加|相加|之和|总和|累加|合起来|合在|各")


def _only_in_all(query: Query) -> bool:
    """Whether 一共 and 总共 only stress how much, and no sum is asked."""
    return query.operation == "sum" and query.dimension is None and not _ADDED.search(query.question)


def _finished(draft: Draft, asked: Asked, alone: str) -> Answer:
    """The draft behind the gate, which drops the sentences whose numbers stand nowhere."""
    text = "\n".join(draft.sentences)
    citations, figures = tuple(draft.citing.citations), tuple(draft.citing.figures)
    words = " ".join([asked.question, alone, *(turn.content for turn in asked.history)])
    kept, dropped = passing(text, citations, draft.calculation, words, figures)
    notes = list(draft.notes)
    status = draft.status
    notes += correction_notes(citations, figures, asked.amended, asked.document)
    if status in _ANSWERED:
        notes += audit_notes(draft.citing, asked.findings, asked.document, notes)
    if dropped:
        notes.append(Note("gate", f"有 {dropped} 句因其中的数字在引文中找不到依据而没有给出。"))
        if not kept.strip():
            status, kept = "no_evidence", "资料中没有找到有依据的回答。"
    # After the gate, for a title is no source of what the sentences say.
    if status not in _ANSWERED and (graphics := asked.graphics()):
        query = read_question(official(alone), asked.home, asked.as_of.year)
        notes += chart_notes(query, graphics, asked.document, draft.citing)
    return Answer(
        id=_answer_id(asked),
        generation=asked.generation,
        question=asked.question,
        standalone_question=alone,
        status=status,
        text=kept.strip(),
        citations=tuple(draft.citing.citations),
        figures=figures,
        calculation=draft.calculation,
        notes=tuple(notes),
        chart=draft.chart,
    )


def _answer_id(asked: Asked) -> str:
    return content_id(asked.question, asked.generation, asked.as_of, *(t.content for t in asked.history))
