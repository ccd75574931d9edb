"""Plans along the axis of planned and actual: what is missing to a target, whether it was met, how it was changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...figures.context.periods import year_of
from ..asked.aims import aim_and_outcome, fulfilment_asked, gap_asked
from ..asked.query import Query
from ..asked.slots import Slots, covered, prepared
from ..matching.library import Known
from ..matching.match import Match
from ..matching.wording import DONE, may_be_left_out, own_words, stem, weight
from .cells import cells, comparable, matches
from .operation import Plan

_MOST = 3
_PERCENT = ("%", "‰")


def distance(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The target less what there is: 距离2026年目标还差多少家."""
    both = _asked_for(query, figures) if gap_asked(query.question) else ()
    return Plan("difference", both, dimension="目标") if both else None


def fulfilled(query: Query, figures: Sequence[Known]) -> Plan | None:
    """What there is as a part of its target: 完成了年度目标的百分之几; of rates there is none."""
    both = _asked_for(query, figures) if fulfilment_asked(query.question) else ()
    if not both or any(k.figure.normalized_unit in _PERCENT or k.figure.normalized_value <= 0 for k in both):
        return None
    return Plan("ratio", both[::-1], percent=True, dimension="目标")


def verdict(query: Query, figures: Sequence[Known]) -> Plan | None:
    """What there is beside its target, of the same year."""
    both = _asked_for(query, figures)
    return Plan("target", both, dimension="目标") if both else None


def _asked_for(query: Query, figures: Sequence[Known]) -> tuple[Known, ...]:
    """The target and the outcome that a question sets against each other."""
    asked = aim_and_outcome(query.question, query.subject)
    if asked is None or len({c.region for reading in query.readings for c in reading}) > 1:
        return ()
    for stat in dict.fromkeys((query.subject.stat, None, "growth", "rate")):
        aim, done = (replace(side, stat=stat) for side in asked)
        for pair in _pairs(aim, done, query, figures):
            if _of_one_thing(*pair, query):
                return pair
    return ()


def _pairs(aim: Slots, done: Slots, query: Query, figures: Sequence[Known]) -> Iterator[tuple[Known, Known]]:
    """Targets and outcomes that fit, best first."""
    outcomes: list[Match] | None = matches(done, query, figures) if done.period else None
    for planned in _planned(aim, done, query, figures)[:_MOST]:
        if planned.known.figure.status != "target":
            continue
        actual = outcomes if outcomes is not None else _outcomes(done, planned.known, query, figures)
        for reached in actual[:_MOST]:
            if _alike(planned.known, reached.known):
                yield planned.known, reached.known


def _planned(aim: Slots, done: Slots, query: Query, figures: Sequence[Known]) -> list[Match]:
    """The targets asked for; where only the outcome is dated, those of its year, else the next ones behind it."""
    if aim.period or not done.period:
        return matches(aim, query, figures)
    if found := matches(replace(aim, period=done.period), query, figures):
        return found
    year = year_of(done.period) or 0
    ahead = [m for m in matches(aim, query, figures) if (year_of(m.known.figure.period) or 0) > year]
    return sorted(ahead, key=lambda m: year_of(m.known.figure.period) or 0)


def _outcomes(done: Slots, aim: Known, query: Query, figures: Sequence[Known]) -> list[Match]:
    """What there is in the target's year, else before it, newest first; a verdict is of that year alone."""
    year = year_of(aim.figure.period)
    found = matches(replace(done, period=str(year) if year else None), query, figures)
    if found or query.operation == "target":
        return found
    dated = [m for m in matches(done, query, figures) if (year_of(m.known.figure.period) or 9999) <= (year or 9999)]
    return sorted(dated, key=lambda m: year_of(m.known.figure.period) or 0, reverse=True)


def _alike(aim: Known, done: Known) -> bool:
    a, b = aim.figure, done.figure
    same = (a.normalized_unit, a.stat, a.region) == (b.normalized_unit, b.stat, b.region)
    return same and _members(aim, done) == _members(done, aim)


def _members(known: Known, other: Known) -> set[tuple[str, str]]:
    """The members of a figure, but for the one that the other's sentence opens with: 四大产业126家企业…."""
    named = set(known.figure.dimensions)
    return {m for m in named if m[0] not in ("成员", "行业") or not covered(prepared(m[1]), _lead(other))}


def _lead(known: Known) -> str:
    """What a figure's sentence says before its first number, but that of a year."""
    return re.split(r"(?<!\d)\d+(?![\d年])", known.sentence, maxsplit=1)[0]


def _of_one_thing(aim: Known, done: Known, query: Query) -> bool:
    """Whether one figure is the other's target: what the name of one has more, the words around the other say.

    六大产业有效发明专利 and 有效发明专利, told of 六大产业; not 企业有效发明专利 and that of all.
    """
    return _told_by(aim, done, query) and _told_by(done, aim, query)


def _told_by(known: Known, other: Known, query: Query) -> bool:
    said = prepared(query.question + (known.figure.region or "")) + other.name + _lead(other) + other.heading
    return all(
        covered(w, said) or weight(w) < 1 or may_be_left_out(w) or stem(w) in DONE
        for w in own_words(known.figure.indicator)
    )


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
