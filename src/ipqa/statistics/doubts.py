"""Figures that contradict each other by their meaning: more granted than applied for, more held than granted.

The first part of the audit: what a question's answer must warn of. Pure functions over figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .library import Known, setting

# (the smaller by its meaning, the larger by its meaning, what to say when it is the other way round)
_ORDER = (
    ("授权量", "申请量", "授权量大于申请量，不合常理"),
    ("拥有量", "授权量", "拥有量大于累计授权量，不合常理"),
    ("有效量", "授权量", "有效量大于累计授权量，不合常理"),
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a figure may be wrong, and the figure that it does not agree with."""

    text: str
    other: Known


def doubts(known: Known, figures: Sequence[Known]) -> list[Doubt]:
    """What speaks against a figure among the figures of the same document, region, period and kind of right."""
    if known.figure.stat != "count" or known.concept.object is None or not known.concept.measures:
        return []
    found: list[Doubt] = []
    for other in figures:
        if not _comparable(known, other):
            continue
        for less, more, text in _ORDER:
            held = less != "授权量"
            for small, large in ((known, other), (other, known)):
                if _is(small, less, False) and _is(large, more, held) and _size(small) > _size(large):
                    found.append(Doubt(text, other))
        if not _equal_measures(known, other) and _size(known) == _size(other) >= 100:
            found.append(Doubt(f"与{other.figure.indicator}数值完全相同，疑有误植", other))
    return list({(d.text, d.other.figure.indicator): d for d in found}.values())


def slip(known: Known) -> str | None:
    """A note on a unit that is a slip of the pen: 5424 将 among figures in 件."""
    figure = known.figure
    if figure.unit and figure.stat == "count" and figure.unit != figure.normalized_unit and len(figure.unit) == 1:
        unit, meant = figure.unit, figure.normalized_unit
        return f"原文“{figure.value}{unit}”的“{unit}”疑为“{meant}”之误（同句其他数据的单位均为“{meant}”）"
    return None


def _comparable(a: Known, b: Known) -> bool:
    f, g = a.figure, b.figure
    return (
        f.id != g.id
        and setting(f) == setting(g)
        and f.dimensions == g.dimensions
        and a.concept.object == b.concept.object
        and f.normalized_unit == g.normalized_unit
    )


def _is(known: Known, measure: str, stock: bool) -> bool:
    measures = known.concept.measures
    # What was granted in one year says nothing of what is held: only all that was ever granted does.
    if stock and known.figure.period and known.figure.nature != "cumulative":
        return False
    return measure in measures and not (measure == "拥有量" and "有效量" in measures)


def _equal_measures(a: Known, b: Known) -> bool:
    return a.concept.measures == b.concept.measures or not b.concept.measures


def _size(known: Known) -> int:
    return int(known.figure.normalized_value)
