"""A change on the year before that a document states itself: 214 件，较上年减少 26 件."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ...figures.context.periods import year_of
from ..asked.query import Query
from ..asked.slots import asked_unit, prepared
from ..matching.library import Known
from ..matching.match import best
from .operation import Plan

_BEFORE = re.compile(r"(?:[比较]|同)(?:上一?年|去年|前一年|头一年|年初|期初)|同比")
_STATED = re.compile(r"(?:[比较]|同)(?:上一?年|去年|前一年|头一年|年初|(?:19|20)\d{2}年)|同比")
_POINTS = re.compile(r"百分点|个点")


def stated_change(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The change that a document tells, where the question asks for it on the year before, in the unit asked."""
    period = _later(query)
    if period is None or query.subject.status == "target":
        return None
    wanted = replace(query.subject, stat="growth", status="actual", period=period or None)
    unit = asked_unit(query.question)
    points = bool(_POINTS.search(query.question))
    changes = [k for k in figures if k.figure.stat == ("diff_pp" if points else "change_abs") and _on_year_before(k)]
    told = {k.figure.id: k for k in changes}
    plain = [replace(k, figure=replace(k.figure, stat="change_abs")) for k in changes]
    for match in best(wanted, prepared(query.question), plain):
        if unit is None or points or match.known.figure.unit.endswith(unit):
            return Plan("lookup", (told[match.known.figure.id],))
    return None


def told_move(query: Query, figures: Sequence[Known]) -> Plan | None:
    """By how much a document says that something rose or fell in the one time asked: 贫困人口减少 213 万人."""
    whole = query.whole
    times = {c.period for reading in query.readings for c in reading}
    if len(query.operands) > 1 or len(times) > 1 or whole.period is None or _AGAINST.search(query.question):
        return None
    unit = asked_unit(query.question)
    way = bool(_FALLEN.search(query.question))
    moves = [k for k in figures if k.figure.stat == "change_abs" and bool(_FALLEN.search(_lead(k))) == way]
    for match in best(whole, prepared(query.question), moves):
        if unit is None or match.known.figure.unit.endswith(unit):
            return Plan("lookup", (match.known,))
    return None


_FALLEN = re.compile(r"减少|下降|降低|缩短|压减|压缩|减[了掉]|降了|少了|下滑|回落")
_AGAINST = re.compile(r"[比较同]|距|离|差|目标|到\d|从")


def _lead(known: Known) -> str:
    """The words of a figure's clause before its number, which say whether it rose or fell."""
    return known.document.text[known.figure.start : known.figure.value_start][-12:]


def _later(query: Query) -> str | None:
    """The year whose change on the one before is asked; empty where it names none; None where another span is."""
    years = sorted({c.period or "" for reading in query.readings[:1] for c in reading} - {""})
    if len(years) == 2:
        first, last = (year_of(y) or 0 for y in years)
        return years[1] if last - first == 1 and len(years[1]) == 4 else None
    if len(years) > 2 or not _BEFORE.search(query.question):
        return None
    period = query.subject.period or ""
    return period if len(period) in (0, 4) else None


def _on_year_before(known: Known) -> bool:
    """Whether a stated change is on the year before, and on no month or quarter."""
    said = known.document.text[known.figure.start : known.figure.value_start]
    return bool(_STATED.search(re.sub(r"\s", "", said))) and "环比" not in said
