"""Slots against figures: which figure is the one asked for, and which is only its twin.

Every slot that the question fills is compared as a whole (period, region, statistic, status, kind of right, what is
done to it, members); then the words that are left must all stand in the figure's name, clause, paragraph or section: a
word that nothing accounts for (the residue) means that another question was asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..figures.periods import year_of
from ..figures.regions import NATION
from ..figures.vocabulary import member_of
from ..text import is_han, words
from .lexicon import operations
from .library import Known
from .slots import Slots, covered, prepared

ACCEPTED_STATS = {
    "share": {"share", "rate"},
    "growth": {"growth_yoy", "growth_annual", "change_abs"},
    "rank": {"rank"},
    "per_capita": {"per_capita"},
    "rate": {"rate", "share", "growth_yoy"},
}
_LEVELS = {"count", "amount", "quantity", "per_capita"}
# A name that is itself a rate or a share: 研发投入强度, 城镇化率, 占…比重.
_RATIO_NAME = re.compile(r"率|强度|比重|占比|占.+|密度|系数")
_ASKED_UNIT = re.compile(r"(?:多少|几|每)(?:万|亿|千)*(件次|人次|批次|件|项|家|个|名|人|户|笔|起|份|条|种|类|批|所|宗)")


@dataclass(frozen=True, slots=True)
class Match:
    """A figure held against slots: its score, the slots that differ, the words that nothing accounts for."""

    known: Known
    score: float
    mismatches: tuple[str, ...]
    residue: tuple[str, ...]
    named: float

    @property
    def exact(self) -> bool:
        """Whether the figure is what was asked."""
        return not self.mismatches and not self.residue and self.named >= 0.34


def asked_unit(question: str) -> str | None:
    """The counting word a question asks with: 几笔, 多少家."""
    found = _ASKED_UNIT.search(question)
    return found[1] if found else None


def assess(slots: Slots, question: str, known: Known) -> Match:
    """One figure against the slots; ``question`` is the whole question, prepared."""
    mismatches = tuple(name for name, differs in _CHECKS if differs(slots, known, question))
    weights = {word: _weight(word) for word in slots.words}
    total = sum(weights.values())
    label = known.name + known.clause
    named = sum(w for word, w in weights.items() if covered(word, label))
    placed = sum(w for word, w in weights.items() if covered(word, known.context))
    residue = tuple(
        word
        for word in slots.words
        if len(word) > 1
        and not covered(word, label)
        and (
            word in slots.focus or not covered(word, known.context)
        )  # what is asked must be in the figure's own clause
    )
    coverage = named / total if total else float(slots.concept.complete and not mismatches)
    context = placed / total if total else 0.0
    own = [w for w in words(prepared(known.figure.indicator)) if len(w) > 1 or not is_han(w)]
    precision = sum(w in question or w in operations().stop for w in own) / len(own) if own else 0.0
    score = 0.6 * coverage + 0.15 * context + 0.35 * precision + _preference(slots, known, question)
    return Match(known, score, mismatches, residue, coverage)


def best(slots: Slots, question: str, figures: Iterable[Known]) -> list[Match]:
    """The figures that are what was asked, best first; restatements and digests behind their originals."""
    exact = [m for m in (assess(slots, question, k) for k in figures) if m.exact]
    exact.sort(key=lambda m: (-m.score, m.known.figure.document_id, m.known.figure.value_start))
    return exact


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
        same = (other.indicator, other.dimensions, other.region, other.stat, other.normalized_unit, other.status) == (
            first.indicator, first.dimensions, first.region, first.stat, first.normalized_unit, first.status,
        )  # fmt: skip
        if same and _same_time(first.period, other.period) and other.normalized_value not in values:
            values.add(other.normalized_value)
            found.append(match)
    return found


def ties(matches: Sequence[Match], margin: float = 0.06) -> list[Match]:
    """The figures that fit as well as the first but are named and say otherwise: 二等奖 148 项, 一等奖 23 项."""
    if not matches:
        return []
    first = matches[0]
    found = [first]
    names = {(first.known.figure.indicator, first.known.figure.dimensions)}
    for match in matches[1:]:
        figure = match.known.figure
        name = (figure.indicator, figure.dimensions)
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


def _same_time(a: str | None, b: str | None) -> bool:
    return a == b


def _weight(word: str) -> float:
    """Longer words say more; a number or a Latin word names something."""
    return 1.5 if not is_han(word[0]) else min(len(word), 4) / 2


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
    if figure.comparator == "eq":
        value += 0.01
    return value


# ------------------------------------------------------------------------------ one function per slot: does it differ?


def _period_differs(slots: Slots, known: Known, question: str) -> bool:
    asked, have = slots.period, known.figure.period
    if not asked:
        return False
    if not have:
        return True
    if asked == have:
        return False
    # The end of a plan asked, its target found under the plan's own years.
    if have.endswith(f"/{asked}") and known.figure.status in ("target", "forecast"):
        return False
    # A year asked, a date within it found: 2021 and 2021-03-15.
    return not (len(asked) == 4 and have.startswith(asked) and "/" not in have)


def _region_differs(slots: Slots, known: Known, question: str) -> bool:
    asked, have = slots.region, known.figure.region
    if not asked:
        return False
    if have is None:
        return asked not in known.context and asked != NATION
    return asked != have


def _status_differs(slots: Slots, known: Known, question: str) -> bool:
    planned = known.figure.status in ("target", "forecast")
    if slots.status == "target":
        return not planned
    if slots.status == "actual":
        return planned
    return planned  # a target answers only who asks for one


def _stat_differs(slots: Slots, known: Known, question: str) -> bool:
    stat = known.figure.stat
    if slots.stat:
        if slots.stat == "per_capita":
            return stat != "per_capita"
        return stat not in ACCEPTED_STATS[slots.stat]
    if stat == "per_capita":
        return not slots.concept.per_head
    if stat == "rate":
        return False
    if stat == "share":
        return not _RATIO_NAME.search(known.figure.indicator)
    return stat not in _LEVELS


def _unit_differs(slots: Slots, known: Known, question: str) -> bool:
    if slots.stat in ("growth", "share", "rank", "rate"):
        return False  # the growth of an amount is no amount
    if slots.unit == "amount":
        return known.figure.stat not in ("amount", "change_abs") and "元" not in known.figure.unit
    return slots.unit == "count" and known.figure.stat == "amount"


def _object_differs(slots: Slots, known: Known, question: str) -> bool:
    asked, have = slots.concept.object, known.concept.object
    if asked is None or asked == have:
        return False
    kind = member_of(asked)
    if kind and kind in known.figure.dimensions and have in (None, "专利"):
        return False
    return not (have is None and prepared(asked) in _own_words(slots, known))


def _measures_differ(slots: Slots, known: Known, question: str) -> bool:
    asked = slots.concept.measures - {"拥有量"}
    have = known.concept.measures - {"拥有量"}
    if "质押融资" in asked and "质押融资" in have:
        asked, have = asked - {"登记量"}, have - {"登记量"}
    if not asked:
        # 拥有量 is the holding: never what was applied for or granted in a year.
        return bool(slots.concept.measures) and "拥有量" not in known.concept.measures
    if not have and known.concept.object is None:
        return not any(covered(word[:2], _own_words(slots, known)) for word in asked)
    return asked != have


def _own_words(slots: Slots, known: Known) -> str:
    """Where the kind of right must stand; with a clause of its own that asks (罚没了多少) the rest sets the scene."""
    return known.name + known.clause + (known.context if slots.focus else "")


def _members_differ(slots: Slots, known: Known, question: str) -> bool:
    have = dict(known.figure.dimensions)
    for dimension, member in slots.members:
        if dimension in have:
            if have[dimension] != member:
                return True
        elif member_of(slots.concept.object or "") != (dimension, member) and not covered(
            prepared(member), known.name + known.clause
        ):
            return True
    asked = dict(slots.members)
    for dimension, member in have.items():
        if dimension in asked or (dimension == "专利类型" and slots.concept.object == known.concept.object):
            continue
        if not covered(prepared(member), question):
            return True
    return False


def _part_differs(slots: Slots, known: Known, question: str) -> bool:
    """A of B asked, C of A found: 智能算力占全国算力 is not 某行业占智能算力."""
    asked = _OF.match(prepared(slots.text))
    have = _OF.match(prepared(known.figure.indicator))
    if slots.stat != "share" or not asked or not have:
        return False
    wanted = [w for w in slots.words if w in asked["part"]]
    return bool(wanted) and not any(covered(w, have["part"]) for w in wanted)


_OF = re.compile(r"(?P<part>[^，。]+?)占(?P<whole>[^，。]{2,})")
_CHECKS = (
    ("part", _part_differs),
    ("period", _period_differs),
    ("region", _region_differs),
    ("status", _status_differs),
    ("stat", _stat_differs),
    ("unit", _unit_differs),
    ("object", _object_differs),
    ("measure", _measures_differ),
    ("member", _members_differ),
)
