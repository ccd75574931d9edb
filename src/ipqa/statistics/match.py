"""Slots against figures: which figure is the one asked for, and which is only its twin.

The words that the slots leave over must all stand in the figure's name, clause, paragraph or section: a word that
nothing accounts for (the residue) means that another question was asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..figures.periods import year_of
from ..records import Figure
from ..text import is_han, words
from .differences import differences
from .lexicon import operations
from .library import Known
from .slots import Slots, asked_unit, covered, prepared


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


def assess(slots: Slots, question: str, known: Known) -> Match:
    """One figure against the slots; ``question`` is the whole question, prepared."""
    mismatches = differences(slots, known, question)
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
    """The figures that are what was asked, best first; restatements and digests behind their originals.

    Where a table has no final number of the time asked, its preliminary one, which is shown as what it is.
    """
    matches = [assess(slots, question, k) for k in figures]
    exact = [m for m in matches if m.exact] or [m for m in matches if _preliminary(slots, m)]
    exact.sort(key=lambda m: (-m.score, m.known.figure.document_id, m.known.figure.value_start))
    return exact


def _preliminary(slots: Slots, match: Match) -> bool:
    """Whether a figure is what was asked but for a mark in its table: ①为预计数."""
    figure = match.known.figure
    marked = figure.status == "forecast" and figure.cell is not None and slots.status is None
    asked = slots.period is not None and match.mismatches == ("status",)
    return marked and asked and replace(match, mismatches=()).exact


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
        if _claim(other) == _claim(first) and other.normalized_value not in values:
            values.add(other.normalized_value)
            found.append(match)
    return found


def _claim(figure: Figure) -> tuple[object, ...]:
    """What a figure claims to be, whatever its value and document."""
    return (
        figure.indicator, figure.dimensions, figure.region, figure.period, figure.stat, figure.normalized_unit,
        figure.status,
    )  # fmt: skip


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
