"""Slots against figures: which figure is the one asked for, and which is only its twin.

The slots are compared as wholes (``differences``); the words that they leave over are aligned with the figure's name,
clause and surroundings in both directions (``alignment``): a word of the question that nothing accounts for, or a word
of the figure's own name that the question does not say, means that another question was asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...figures.context.periods import year_of
from ...records import Figure
from ..asked.slots import Slots, asked_unit
from .alignment import align
from .bystanders import strangers
from .differences import differences, grouped_row
from .library import Known, written_in

_MOST = 0.66
_NAMED = 0.34
"""The share of a question's words that a figure's own name or clause must say: most of them, or the last telling one
(托管, in 贯标认证和托管) and a third, or that one and its sentence the rest."""
_TOLD = 0.85


@dataclass(frozen=True, slots=True)
class Match:
    """A figure held against slots: its score, the slots that differ, the words that nothing accounts for.

    ``named`` is the share of the question's words that the figure's own name or clause says; ``unsaid`` are the words
    of its name that the question does not say; ``headed``: its name says the last telling word of the question;
    ``told``: its sentence says the other ones.
    """

    known: Known
    score: float
    mismatches: tuple[str, ...]
    residue: tuple[str, ...]
    named: float
    unsaid: tuple[str, ...] = ()
    headed: bool = False
    told: bool = False

    @property
    def exact(self) -> bool:
        """Whether the figure is what was asked."""
        enough = self.named >= _MOST or (self.headed and (self.named >= _NAMED or self.told))
        return enough and not self.mismatches and not self.residue


def assess(slots: Slots, question: str, known: Known) -> Match:
    """One figure against the slots; ``question`` is the whole question, prepared."""
    return _aligned(slots, question, known, differences(slots, known, question))


def _aligned(slots: Slots, question: str, known: Known, mismatches: tuple[str, ...]) -> Match:
    found = align(slots, question, known)
    if found.narrower and "member" not in mismatches:
        mismatches = (*mismatches, "member")
    named = found.named if slots.words else float(slots.concept.complete and not mismatches)
    score = (
        0.6 * named + 0.1 * found.told + 0.05 * found.placed + 0.35 * found.said + _preference(slots, known, question)
    )
    headed = found.headed if slots.words else True
    return Match(known, score, mismatches, found.residue, named, found.unsaid, headed, found.told >= _TOLD)


def best(slots: Slots, question: str, figures: Iterable[Known]) -> list[Match]:
    """The figures that are what was asked, best first; restatements and digests behind their originals.

    Where a table has no final number of the time asked, its preliminary one, which is shown as what it is.
    """
    apart = [(k, differences(slots, k, question)) for k in figures]
    # Words are aligned, which costs most, only where the slots leave a figure a part to play below.
    matches = [_aligned(slots, question, k, slipped) for k, slipped in apart if _may_count(slipped)]
    exact = [m for m in matches if m.exact] or [m for m in matches if _preliminary(slots, m)]
    exact = exact or _only_row(matches, question)
    exact = _so_counted(_broadest(exact, matches), asked_unit(question))
    others = strangers([(m.known, m.named) for m in exact], question)
    exact = _headed([m for m in exact if m.known.figure.id not in others])
    exact.sort(key=lambda m: (-m.score, m.known.figure.document_id, m.known.figure.value_start))
    return exact


def _may_count(mismatches: tuple[str, ...]) -> bool:
    return set(mismatches) <= _PLACED or mismatches == ("member",)


def _only_row(matches: Sequence[Match], question: str) -> list[Match]:
    """The one row of its name, where the question leaves out the group that it stands in: 行政类/商标侵权."""
    found = [m for m in matches if m.mismatches == ("member",) and grouped_row(m.known, question)]
    found = [m for m in found if replace(m, mismatches=()).exact]
    return found if len({(m.known.document.id, m.known.figure.normalized_value) for m in found}) == 1 else []


def _so_counted(exact: list[Match], unit: str | None) -> list[Match]:
    """Of counts those in the unit asked, where there are any: 多少笔 is not answered with 件."""
    counted = [m for m in exact if m.known.figure.stat == "count" and unit and m.known.figure.unit.endswith(unit)]
    others = [m for m in exact if m.known.figure.stat != "count"]
    return counted + others if counted else exact


def _headed(exact: list[Match]) -> list[Match]:
    """Of one document those that say the last telling word asked, which is what is counted: 案值, not 批次."""
    heads = {m.known.figure.document_id for m in exact if m.headed}
    return [m for m in exact if m.headed or m.known.figure.document_id not in heads]


_OF_RATE = 0.15
"""What a rate loses where none is asked: 财政赤字多少 is the amount before it is 赤字率."""
_PLACED = frozenset(("period", "region", "status"))


def _broadest(exact: list[Match], matches: Sequence[Match]) -> list[Match]:
    """Without those that fit worse by their name, where the library knows one that is named just as the question says.

    Asked 算力规模, 智能算力规模 is another one as soon as an 算力规模 of any place and year is known; asked 服务类投诉,
    商品类投诉 of the same paragraph is not it, although the paragraph says 服务.
    """
    if all(not m.unsaid and m.named >= 1 for m in exact):
        return exact
    # What has been reached tells nothing of how its target is named.
    aims = any(m.known.figure.status == "target" for m in exact)
    placed = _PLACED - {"status"} if aims else _PLACED
    plain = [m for m in matches if not m.unsaid and not m.residue and m.named >= 1 and set(m.mismatches) <= placed]
    kinds = {(m.known.figure.stat, m.known.figure.document_id) for m in plain}
    return [
        m
        for m in exact
        if (not m.unsaid and (m.named >= 1 or m.told)) or (m.known.figure.stat, m.known.figure.document_id) not in kinds
    ]


def _preliminary(slots: Slots, match: Match) -> bool:
    """Whether a figure is what was asked but for being a first count: marked so in its table, or of a year then over.

    预计2025年增长5% in a report of 2026 counts what has happened; in a report of 2024 it is a hope.
    """
    figure = match.known.figure
    if figure.status != "forecast" or slots.status not in (None, "actual") or match.mismatches != ("status",):
        return False
    marked = figure.cell is not None and slots.period is not None
    over = (year_of(figure.period) or 9999) < written_in(match.known.document)
    return (marked or over) and replace(match, mismatches=()).exact


def near(slots: Slots, question: str, figures: Iterable[Known]) -> list[Match]:
    """The twins: figures of that name which differ in time, place, members or kind, nearest first."""
    found = [m for m in (assess(slots, question, k) for k in figures) if not m.exact and m.named >= 0.5]
    found = [m for m in found if "object" not in m.mismatches or m.named >= 0.7]
    found.sort(key=lambda m: (len(m.mismatches) + len(m.residue) - m.score, m.known.figure.value_start))
    return found


def rivals(matches: Sequence[Match]) -> list[Match]:
    """Behind the first of ``matches``: those that claim to be the same figure with another value."""
    if not matches:
        return []
    first = matches[0].known.figure
    found: list[Match] = []
    values = {first.normalized_value}
    for match in matches[1:]:
        other = match.known.figure
        # 突破 3 万亿元、达到 31250 亿元: one clause does not contradict itself.
        apart = (other.document_id, other.start) != (first.document_id, first.start)
        if _rounds(other, first) or _rounds(first, other):
            continue
        if apart and _claim(other) == _claim(first) and other.normalized_value not in values:
            values.add(other.normalized_value)
            found.append(match)
    return found


def _rounds(short: Figure, full: Figure) -> bool:
    """Whether one figure is the other in fewer digits: 9.65 万件 of 96542 件."""
    if short.comparator not in ("eq", "approx") or not short.value or short.normalized_value == full.normalized_value:
        return False
    exponent = short.value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * short.normalized_value / short.value
    return short.unit != full.unit and abs(short.normalized_value - full.normalized_value) * 2 <= abs(step)


_QUANTITY = re.compile(r"(?<=.{2})(?:的?(?:总量|总数|数量|总额|总值|拥有量|保有量|修订|修正)|[数量])+$")


def plain_name(indicator: str) -> str:
    """An indicator without what only says that it is a quantity: 有效注册商标总量 -> 有效注册商标."""
    return _QUANTITY.sub("", indicator)


def _claim(figure: Figure) -> tuple[object, ...]:
    """What a figure claims to be, whatever its value and document."""
    return (
        plain_name(figure.indicator), figure.dimensions, figure.region, figure.period, figure.stat,
        figure.normalized_unit, figure.status,
    )  # fmt: skip


def ties(matches: Sequence[Match], margin: float = 0.06) -> list[Match]:
    """The figures that fit as well as the first but are named and say otherwise: 二等奖 148 项, 一等奖 23 项."""
    if not matches:
        return []
    first = matches[0]
    found = [first]
    names = {(plain_name(first.known.figure.indicator), first.known.figure.dimensions)}
    for match in matches[1:]:
        figure = match.known.figure
        name = (plain_name(figure.indicator), figure.dimensions)
        if first.score - match.score > margin or name in names or match.known.digest != first.known.digest:
            continue
        same_kind = figure.stat == first.known.figure.stat and figure.document_id == first.known.figure.document_id
        if same_kind and figure.normalized_value != first.known.figure.normalized_value:
            names.add(name)
            found.append(match)
    return found


def compared(known: Known, figures: Iterable[Known]) -> list[Known]:
    """The distances from an average that a document states of a figure: 高于全市平均水平 12.5 个百分点."""
    figure = known.figure
    return [
        k
        for k in figures
        if k.figure.stat == "diff_pp"
        and (k.figure.indicator, k.figure.document_id, k.figure.period, k.figure.region)
        == (figure.indicator, figure.document_id, figure.period, figure.region)
    ]


def _preference(slots: Slots, known: Known, question: str) -> float:
    figure = known.figure
    value = 0.0
    if known.digest:
        value -= 0.3
    if figure.duplicate_of:
        value -= 0.02
    if unit := asked_unit(question):
        value += 0.12 if figure.unit.endswith(unit) else -0.04
    if not slots.concept.measures and known.concept.measures:
        value -= 0.05
    if slots.concept.measures and slots.concept.measures == known.concept.measures:
        value += 0.05
    if slots.period and figure.period and slots.period != figure.period:
        value -= 0.1
    if not slots.period and not slots.open_period and (year := year_of(figure.period)):
        value += (year - 2000) / 2000  # the latest, other things equal
    if not slots.region and figure.region != known.document.region:
        value -= 0.15
    if figure.comparator == "eq":
        value += 0.01
    if figure.status == "target" and slots.status is None:
        value -= 0.2  # of what was arranged, what has been done before what is to be
    if figure.indicator.endswith("率") and "率" not in slots.text:
        value -= _OF_RATE if figure.stat == "rate" else 0.0
    return value
