"""The road from a question to an Answer: statistics first, passages else, a typed refusal where neither holds it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..everyday import official
from ..library.entry import StoredGraphic
from ..records import Answer, Document, Figure, Hit, Note, Turn, content_id
from ..statistics import FigureLibrary, Known, Match, Query, best, carry_out, given_plan, near, plan, read_question
from ..statistics.asked.localities import localised
from ..statistics.asked.query import excludes
from ..statistics.asked.slots import prepared
from ..statistics.matching.bearing import bearers
from ..statistics.matching.match import ties
from ..text import simplified
from .amended import correction_notes
from .checking import checked, doubts_sum, in_table
from .compose import (
    Draft,
    growth_of,
    write_figure,
    write_list,
    write_quotes,
    write_refusal,
    write_result,
    write_twin,
)
from .dialogue import new_subject, standalone
from .disputed import chosen, contradict, offered, role_notes, settled, without_suspicion, write_choice
from .doubtful import Findings, audit_notes
from .gate import passing
from .graphics import chart_notes
from .passages import Similarity, best_spans
from .phrasing import stated
from .pieces import pieced
from .several import ANSWERED, answer_parts
from .sufficiency import sufficient
from .telling import asks_who, of_another_place
from .wanted import gives, kind_of, of_another_time, only_planned

SearchFunction = Callable[[str], list[Hit]]
# What no single figure answers; a sentence may (完成全年目标的 49.3%).
_COMPOSED = (
    "difference", "ratio", "share", "sum", "growth", "annual", "average", "verify", "target", "adjustment", "list",
)  # fmt: skip
# A short question without one of these names an indicator and asks for its figure.
_ASKING_WORDS = (
    "哪些", "哪几", "什么", "啥", "咋", "为何", "如何", "怎样", "为什么", "吗", "谁", "哪家", "哪个", "能否", "是否",
    "可以", "怎么", "哪里", "什么样", "有没有", "没有", "要不要", "能不能", "是不是",
)  # fmt: skip
_TERSE = 40
_SPANS = 3


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
    draft = answer_parts(
        alone, asked.history, asked.home, asked.as_of.year, lambda question, draft: _one(question, asked, draft)
    )
    if draft.status not in ANSWERED and (other := new_subject(asked.question, asked.history, asked.home)):
        attempt = _one(other, asked, Draft())
        if attempt.status in ANSWERED:
            draft, alone = attempt, other
    return _finished(draft, asked, alone)


def _one(question: str, asked: Asked, draft: Draft) -> Draft:
    """One question answered into ``draft``."""
    own = given_plan(question)
    if own is not None and write_result(carry_out(own), (), draft):
        return draft
    as_asked = question
    question, draft.disputed = without_suspicion(question)
    said = official(asked.renamed(question))
    hits = asked.search(question if said == question else f"{question} {said}")
    library = FigureLibrary(asked.figures(question, hits), asked.document)
    known = library.known(library.figures)
    said = localised(said, {k.figure.region for k in known}, bearers(known))
    query = read_question(said, asked.home, asked.as_of.year)
    if numbers := offered(query.question):
        pairs = chosen(query, numbers, known)
        text = write_choice(pairs, query.question, draft.citing)
        if text:
            draft.status = "conflict" if contradict(pairs) else draft.status
            draft.sentences.append(text)
            return draft
    wanted = _wants_figures(query) and not (query.unread or excludes(question))
    if draft.disputed and (made := in_table(read_question(official(as_asked), asked.home, asked.as_of.year), known)):
        write_result(carry_out(made), known, draft)
        return draft
    if wanted and _statistics(query, known, draft):
        draft.sentences += settled(as_asked, draft.status, draft.sentences) if draft.disputed else []
        return draft
    twin = _twin(query, known) if wanted else None
    # A sentence of the place that is named may say the number after all; of no place, another city's would,
    # and what is planned reads like what was done.
    first = kind_of(query) == "words" or (kind_of(query) == "number" and query.whole.region is None)
    first = first or (twin is not None and "status" in twin.mismatches)
    if twin and first and twin.named >= 0.66 and _asks_figure(query):
        write_twin(twin, draft)
        return draft
    return _quoted(query, hits, known, asked, twin, draft)


def _twin(query: Query, known: Sequence[Known]) -> Match | None:
    """The figure nearest to what was asked; one that does not even know the last word (费用, 利率) is no twin."""
    twins = near(query.whole, prepared(query.question), known)[:1]
    if kind_of(query) in ("order", "foremost", "course"):
        twins = [t for t in twins if not {"stat", "unit"} & set(t.mismatches)]
    close = [t for t in twins if len(t.mismatches) + len(t.residue) <= 2 and query.whole.words[-1:] != t.residue[-1:]]
    return close[0] if close else None


def _asks_figure(query: Query) -> bool:
    return query.numeric or _terse(query.question)


def _quoted(
    query: Query, hits: Sequence[Hit], known: Sequence[Known], asked: Asked, twin: Match | None, draft: Draft
) -> Draft:
    """The sentences that answer, else the twin, else a refusal."""
    computed = query.unread or excludes(query.question) or kind_of(query) == "computed"
    # Of what must hold a number, a time or a name, most sentences that come near hold none.
    most = _SPANS if kind_of(query) == "words" and not (query.duration or asks_who(query.question)) else _SPANS * 4
    spans = [] if computed else best_spans(query, hits, asked.document, asked.similarity, most)
    if kind_of(query) == "number":
        spans = [s for s in spans if not only_planned(query, s, known) and not of_another_time(s, twin)]
        spans = [s for s in spans if not of_another_place(query, s, known)]
    good = [span for span in spans if sufficient(query, span)][: _SPANS if kind_of(query) == "words" else 1]
    if good:
        write_quotes(query, good, known, draft)
        sentences, notes = role_notes(query.question, draft.citing, asked.document)
        draft.sentences += sentences
        draft.notes += notes
        draft.status = "conflict" if notes else draft.status
    elif twin:
        write_twin(twin, draft)
    else:
        write_refusal(query, spans, draft)
    return draft


def _wants_figures(query: Query) -> bool:
    """Whether a figure may be the answer: a number is asked, or the question is a bare name of an indicator."""
    return (
        query.numeric
        or query.operation != "lookup"
        or query.dimension == "地区"
        or query.timed
        or (not query.duration and _terse(query.question))
    )


def _terse(question: str) -> bool:
    return len(question) <= _TERSE and not any(word in question for word in _ASKING_WORDS)


def _statistics(query: Query, known: Sequence[Known], draft: Draft) -> bool:
    """Answer from figure records; False where they do not hold what is asked."""
    if query.operation != "lookup" or doubts_sum(query):
        made = (plan(query, known) if query.operation != "lookup" else None) or checked(query, known)
        if made is not None and made.total is not None and _only_in_all(query) and carry_out(made).difference:
            made = None  # parts of several kinds beside each other are no sum, and the total is told
        if made is not None:
            return write_result(carry_out(made), known, draft)
        if len(query.operands) > 1 or (query.operation in _COMPOSED and not _only_in_all(query)):
            return False
    # Where a place is asked, how much there is in all does not answer.
    found = [] if query.dimension == "地区" else _exact(query, known)
    found = [match for match in found if gives(query, match.known)]
    if query.whole.stat == "share" and found and found[0].known.figure.stat != "share":
        made = plan(replace(query, operation="lookup"), known)  # 完成年度目标的 49% is no share of a place in another
        if made is not None and write_result(carry_out(made), known, draft):
            return True
    if found:
        tied = ties(found)
        if len(tied) > 1:
            return write_list(tied, draft)
        level = query.operation == "trend" and query.whole.stat is None
        grown = growth_of(query, found[0].known, known) if level else None
        if level and grown is None:
            return False  # how much there was does not say how it went
        write_figure(query, found, known, draft)
        if grown is not None:
            draft.sentences.append(stated(grown, draft.citing))
        return True
    made = plan(replace(query, operation="lookup"), known)
    if made is None or not all(gives(query, k) for k in made.operands[: max(0, 2 - len(made.operands))]):
        return False
    return write_result(carry_out(made), known, draft)


def _exact(query: Query, known: Sequence[Known]) -> list[Match]:
    """The figures that are just what the whole of a question asks."""
    return best(query.whole, prepared(query.question), known)


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
    if status in ANSWERED:
        notes += audit_notes(draft.citing, asked.findings, asked.document, notes)
    if dropped:
        notes.append(Note("gate", f"有 {dropped} 句因其中的数字在引文中找不到依据而没有给出。"))
        if not kept.strip():
            status, kept = "no_evidence", "资料中没有找到有依据的回答。"
    # After the gate, for a title is no source of what the sentences say.
    if status not in ANSWERED and (graphics := asked.graphics()):
        query = read_question(official(alone), asked.home, asked.as_of.year)
        notes += chart_notes(query, graphics, asked.document, draft.citing)
    given = Answer(
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
    return pieced(given, asked.document, words)


def _answer_id(asked: Asked) -> str:
    return content_id(asked.question, asked.generation, asked.as_of, *(t.content for t in asked.history))
