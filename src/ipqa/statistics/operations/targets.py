"""Plans along the axis of planned and actual: what is missing to a target, whether it was met, how it was changed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..asked.query import Query
from ..asked.slots import Slots
from ..matching.library import Known
from ..matching.match import Match
from .cells import cells, comparable, matches
from .operation import Plan

_DISTANCE = re.compile(
    r"(?:距离?|离)[^，。]{0,16}目标|目标[^，。]{0,4}(?:还|仍|尚)?(?:(?<!相)差(?!距)|缺)|比[^，。]{0,16}目标[^，。]{0,6}[多少高低]"
)


def distance(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The target less what there is: 距离2026年目标还差多少家."""
    cells = [c for reading in query.readings for c in reading]
    if not _DISTANCE.search(query.question) or len({c.period for c in cells}) > 1 or len({c.region for c in cells}) > 1:
        return None
    both = _planned_and_actual(query, figures)
    return Plan("difference", both, dimension="目标") if both else None


def verdict(query: Query, figures: Sequence[Known]) -> Plan | None:
    """What there is beside its target, of the same year."""
    both = _planned_and_actual(query, figures)
    return Plan("target", both, dimension="目标") if both else None


def _planned_and_actual(query: Query, figures: Sequence[Known]) -> tuple[Known, ...]:
    """The target of the year asked and the actual value of that year, else the newest one before it."""
    for stat in dict.fromkeys((query.subject.stat, None, "growth", "rate")):
        asked = replace(query.subject, stat=stat)
        planned = matches(replace(asked, status="target"), query, figures)
        if not planned:
            continue
        actual = matches(replace(asked, status="actual"), query, figures)
        actual = actual or _earlier(asked, planned[0].known, query, figures)
        for aim in planned[:3]:
            for done in actual[:3]:
                a, b = aim.known.figure, done.known.figure
                alike = (a.normalized_unit, a.stat, a.region, a.dimensions) == (
                    b.normalized_unit, b.stat, b.region, b.dimensions)  # fmt: skip
                if alike and a.status == "target":
                    return aim.known, done.known
    return ()


def _earlier(asked: Slots, aim: Known, query: Query, figures: Sequence[Known]) -> list[Match]:
    """Actual values before the target's year, newest first; not where the outcome of that year itself is asked."""
    if query.operation == "target":
        return []
    found = matches(replace(asked, status="actual", period=None), query, figures)
    before = [m for m in found if (m.known.figure.period or "")[:4] <= (aim.figure.period or "9999")[-4:]]
    return sorted(before, key=lambda m: (m.known.figure.period or "")[:4], reverse=True)


def adjustment(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The target of one year beside that of another, the later one first."""
    for reading in query.readings:
        if len(reading) != 2 or reading[0].period == reading[1].period:
            continue
        ordered = sorted(reading, key=lambda c: c.period or "", reverse=True)
        stats = dict.fromkeys((query.subject.stat, "growth", "rate", None))
        for stat in stats:
            aims = tuple("actual" if c.status == "actual" else "target" for c in ordered)
            wanted = tuple(replace(c, stat=stat, status=aim) for c, aim in zip(ordered, aims, strict=True))
            operands = comparable(cells(wanted, query, figures))
            if operands and all(
                (k.figure.status == "target") == (a == "target") for k, a in zip(operands, aims, strict=True)
            ):
                return Plan("adjustment", operands, dimension="目标")
    return None
