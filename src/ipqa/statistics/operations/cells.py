"""One cell of the cube: the figure that is the subject at one place, time and member, or none."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...figures.context.periods import year_of
from ...figures.vocabulary import Member
from ...records import Figure
from ..asked.operands import Cells
from ..asked.query import Query
from ..asked.slots import Slots, asked_unit, covered, prepared
from ..matching.bystanders import one_of_many
from ..matching.groups import addable, unit_of
from ..matching.library import Known, sentence_of
from ..matching.match import Match, best

CLOSE = 0.06
"""Matches whose scores differ by less are as good as each other."""
_GROWS = re.compile(r"增长|增速|增幅|涨幅|上涨")
# Between the two numbers of one change: 从28件提高到70件, 由1795亿元增至5260亿元.
_RISES = re.compile(r"^[^，。；、\d]{1,12}(?:到|至|为|成)[^，。；、\d]{0,10}$")
_BASELINE = re.compile(r"(?:较|比|由|从|对比)(?:上一?年|去年|前一年|头一年)(?:度)?(?:同期|末|底)?的?$")
_FROM = re.compile(r"(?:从|由)[^，。；]{0,16}$")


def matches(wanted: Slots, query: Query, figures: Iterable[Known]) -> list[Match]:
    """The figures that a cell may be, best first; what is planned counts where nothing else is there and is shown so.

    A growth stands for an indicator that is asked for by its growth only in the words of its name (增长目标).
    """
    question = prepared(_said(wanted, query) + (wanted.region or ""))
    candidates = list(figures)
    for slots in _ways(wanted):
        found = _told_apart(best(slots, question, candidates))
        if found:
            return found
    if wanted.status is None:
        planned = best(replace(wanted, status="target"), question, candidates)
        if early := [m for m in planned if m.known.figure.status == "forecast"]:
            return early
    # 两类案件 of a paragraph on patents: asked as 两类专利案件, 专利 stands around it.
    unnamed = [k for k in candidates if k.concept.object is None and not k.concept.measures]
    loose = replace(wanted, concept=replace(wanted.concept, object=None), members=_without_kind(wanted))
    return best(loose, question, unnamed) if wanted.concept.object and not wanted.concept.measures else []


def _told_apart(found: list[Match]) -> list[Match]:
    """Without figures of which a document has three and more that their names do not tell apart."""
    known = [m.known for m in found]
    return [m for m in found if not one_of_many(m.known, known)]


def _without_kind(wanted: Slots) -> tuple[Member, ...]:
    return tuple(m for m in wanted.members if m[0] != "专利类型")


def _said(wanted: Slots, query: Query) -> str:
    """What a figure's words are held against: the question; for an item of a row its own words alone."""
    shared = wanted.text in (query.subject.text, query.whole.text)
    # 微软 ，云的营收: what was taken out between an item and the rest left a mark.
    own = re.sub(r"[，\s]", "", wanted.text)
    return query.question if shared else f"{own}多少{asked_unit(query.question) or ''}"


def _ways(wanted: Slots) -> Iterable[Slots]:
    yield wanted
    if wanted.stat is None and _GROWS.search(wanted.text):
        yield replace(wanted, stat="growth")
    if wanted.stat == "growth":
        # 失业率, 物价涨幅: what is a rate by its name has no growth of its own.
        yield replace(wanted, stat="rate")


def cell(wanted: Slots, query: Query, figures: Iterable[Known]) -> Known | None:
    """The figure of a cell; None where the documents do not hold it."""
    found = matches(wanted, query, figures)
    return found[0].known if found else None


def cells(wanted: Cells, query: Query, figures: Sequence[Known]) -> list[Known | None]:
    """The figure of each cell: its best, but all of one kind, and of one name and document where that is as good."""
    lists = [_of_own_name(slots, wanted, matches(slots, query, figures)) for slots in wanted]
    kinds = list(dict.fromkeys(_kind(m[0].known) for m in lists if m))
    best_found: list[Known | None] = [None] * len(lists)
    for kind in kinds[:4]:
        of_kind = [[m for m in found if _kind(m.known) == kind] for found in lists]
        if sum(map(bool, of_kind)) > sum(k is not None for k in best_found):
            best_found = _agreeing(of_kind)
    return best_found


def _of_own_name(wanted: Slots, beside: Cells, found: list[Match]) -> list[Match]:
    """Those whose own name says the words that only this cell has, where there are any.

    An enumerating sentence says the words of every cell: 新评定甲级基地 9 家、乙级基地 3 家、丙级基地 1 家.
    """
    shared = [set(other.words) for other in beside if other is not wanted]
    own = [word for word in wanted.words if shared and not any(word in words for words in shared)]
    held = [[covered(word, m.known.name) for word in reversed(own)] for m in found]
    most = max(((sum(one), one) for one in held), default=(0, []))
    # As many words said, those nearer the end of a name count more: 新评定的|甲级, and not the 新评定 of another.
    return [m for m, one in zip(found, held, strict=True) if (sum(one), one) == most] if most[0] else found


def _kind(known: Known) -> tuple[object, ...]:
    return (known.figure.stat, unit_of(known))


def _agreeing(lists: Sequence[Sequence[Match]]) -> list[Known | None]:
    """The best of each list; in place of a best one, another as good that has the name and document of the first."""
    anchor = next((found[0].known for found in lists if found), None)
    chosen: list[Known | None] = []
    for found in lists:
        close = [m.known for m in found if m.score >= found[0].score - CLOSE]
        close.sort(key=lambda k: _strangeness(k, anchor))
        fresh = [k for k in close if k not in chosen] or close
        chosen.append(fresh[0] if fresh else None)
    return chosen


def _strangeness(known: Known, anchor: Known | None) -> tuple[bool, bool]:
    if anchor is None:
        return False, False
    a, b = known.figure, anchor.figure
    return a.indicator != b.indicator, a.document_id != b.document_id


def comparable(found: Sequence[Known | None]) -> tuple[Known, ...]:
    """The figures of all cells, where none is missing, none stands twice and all are of one unit; else empty."""
    distinct = [k for k in found if k is not None]
    whole = len(distinct) == len(found) >= 2 and len({k.figure.id for k in distinct}) == len(distinct)
    growths = {k.figure.stat.startswith("growth") for k in distinct}
    # The same thing told twice is no pair.
    told = {_claim(k.figure) for k in distinct}
    if not whole or len(told) < len(distinct) or len(growths) > 1:
        return ()
    return tuple(distinct) if all(addable(distinct[0], k) for k in distinct[1:]) else ()


def _claim(figure: Figure) -> tuple[object, ...]:
    """What a figure claims to be, whatever its value."""
    return (
        figure.indicator, figure.dimensions, figure.region, figure.period, figure.entity, figure.status, figure.stat,
    )  # fmt: skip


def named_cells(query: Query, figures: Sequence[Known], least: int = 2) -> tuple[Known, ...]:
    """The cells of the first reading that the documents hold as a whole.

    Where the question names no time, its cells are of one time: a year of one place is not held against another year of
    the next. Only where no reading gives that may some be of no known time.
    """
    held: list[tuple[Known, ...]] = []
    timed = [any(c.period for c in reading) for reading in query.readings]
    for reading, named in zip(query.readings, timed, strict=True):
        operands = comparable(cells(reading, query, figures))
        if len(operands) >= least and (named or len({k.figure.period for k in operands}) <= 1):
            return operands
        held.append(operands)
    for operands, named in zip(held, timed, strict=True):
        of_one = len({k.figure.period for k in operands} - {None}) <= 1
        if len(operands) >= least and (named or of_one):
            return operands
    return ()


def change_around(known: Known, figures: Iterable[Known]) -> tuple[Known, Known] | None:
    """The ends of the change that a clause tells (从28件提高到70件), earlier first, where a figure is one of them."""
    text = known.document.text
    near = [
        k
        for k in figures
        if k.figure.document_id == known.figure.document_id
        and k.figure.id != known.figure.id
        and abs(k.figure.value_start - known.figure.value_start) < 60
        and addable(k, known)
    ]
    for other in near:
        first, second = sorted((known, other), key=lambda k: k.figure.value_start)
        if first.figure.reference == _BASE:
            if _reached_from(second, first):
                return first, second
            continue
        unit = len(first.figure.unit) if text.startswith(first.figure.unit, first.figure.value_end) else 0
        between = text[first.figure.value_end + unit : second.figure.value_start]
        before = text[max(0, first.figure.value_start - 24) : first.figure.value_start]
        if _RISES.match(re.sub(r"\s", "", between)) and _FROM.search(before):
            return first, second
    return None


_BASE = "基期"


def _reached_from(end: Known, start: Known) -> bool:
    """Whether a figure is what another one of its name has come to: 分别从 3 家、4 家增加到 5 家、6 家."""
    size = re.match(r"[\d.,]+", end.figure.reference or "")
    text = start.document.text[start.figure.value_start : start.figure.value_end]
    alike = (start.figure.indicator, start.figure.dimensions) == (end.figure.indicator, end.figure.dimensions)
    return alike and size is not None and size.group() == text


def baseline_of(later: Known, figures: Sequence[Known]) -> Known | None:
    """What a sentence compares a figure with: the 842 件 of 较上年同期的842件增长43.6%, a year earlier."""
    start, end = sentence_of(later.document, later.figure.start, later.figure.end)
    year = year_of(later.figure.period)
    for known in figures:
        f = known.figure
        inside = f.document_id == later.figure.document_id and start <= f.value_start < end
        if not inside or f.id == later.figure.id or not addable(known, later):
            continue
        apart = any(
            k.figure.document_id == f.document_id
            and later.figure.value_start < k.figure.value_start < f.value_start
            and addable(k, later)
            for k in figures
        )
        if apart or f.value_start < later.figure.value_start:
            continue  # it is what the nearer figure is compared with
        before = later.document.text[max(start, f.value_start - 12) : f.value_start]
        earlier = year is None or year_of(f.period) in (None, year - 1)
        if _BASELINE.search(re.sub(r"\s", "", before)) and earlier:
            return known
    return None


def of_one_name(a: Known, b: Known) -> bool:
    """Whether two figures are one thing at two times: of one name, members, place, kind, unit and document."""
    bodies = {a.figure.entity, b.figure.entity} - {None}
    return len(bodies) <= 1 and _identity(a.figure) == _identity(b.figure)


def _identity(f: Figure) -> tuple[object, ...]:
    return f.document_id, f.indicator, f.dimensions, f.region, f.stat, f.normalized_unit, f.status


def in_year(known: Known, period: str | None, figures: Iterable[Known]) -> Known | None:
    """The figure of the very same name in another year; None where there is none, or two of unlike value."""
    found = [k for k in figures if period and k.figure.period == period and of_one_name(k, known)]
    return found[0] if found and len({k.figure.normalized_value for k in found}) == 1 else None


def ends_of_change(query: Query, figures: Sequence[Known]) -> tuple[Known, Known] | None:
    """The two ends of the change that the subject went through, as one clause tells it."""
    asked = query.subject
    wanted = replace(asked, stat=None if asked.stat in ("growth", None) else asked.stat, status=None)
    if wanted.stat is None and wanted.concept.per_head:
        wanted = replace(wanted, stat="per_capita")
    for slots in (wanted, replace(wanted, stat="rate"), replace(wanted, stat="share")):
        for match in matches(slots, query, figures)[:6]:
            ends = change_around(match.known, figures)
            if ends:
                return ends
    return None


def years_apart(earlier: Known, later: Known) -> int:
    """How many years lie between two figures; 0 where that is not known."""
    first, last = year_of(earlier.figure.period), year_of(later.figure.period)
    return last - first if first and last else 0
