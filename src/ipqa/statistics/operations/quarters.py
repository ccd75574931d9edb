"""The parts of one year in order: its quarters, and what is counted up to the half, the third quarter, the year."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..asked.asking import EACH_QUARTER, UP_TO
from ..asked.operation import Operation
from ..asked.query import Query
from ..matching.library import Known
from .cells import matches
from .operation import Plan

_QUARTERS = (("01", "03"), ("04", "06"), ("07", "09"), ("10", "12"))
_HALF = re.compile(r"(\d{4})-(0[17])/\1-(06|12)")
_HALF_SAID = re.compile(r"([上下])半年")
_IN_HALF = {"01": (("01", "03"), ("04", "06")), "07": (("07", "09"), ("10", "12"))}


def quarters(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The quarters of the year asked, all four, or what was counted up to its half, its third quarter and its end."""
    year = query.subject.period or ""
    if not re.fullmatch(r"\d{4}", year):
        return None
    if UP_TO.search(query.question):
        wanted = [f"{year}-01/{year}-03", f"{year}-01/{year}-06", f"{year}-01/{year}-09", year]
        found = _cells(wanted, query, figures)
        return _series("trend", found) if len(found) >= 2 and found[-1].figure.period == year else None
    if not EACH_QUARTER.search(query.question):
        return None
    wanted = [f"{year}-{a}/{year}-{b}" for a, b in _QUARTERS]
    found = _cells(wanted, query, figures)
    operation: Operation = query.operation if query.operation in ("argmax", "sum", "average") else "trend"
    return _series(operation, found, query.lowest) if len(found) == len(wanted) else None


def half_year(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The sum of the two quarters of a half year that no document states."""
    half = _HALF.fullmatch(_half_asked(query))
    if half is None or query.subject.stat is not None:
        return None
    year = half[1]
    found = _cells([f"{year}-{a}/{year}-{b}" for a, b in _IN_HALF[half[2]]], query, figures)
    flows = all(k.figure.stat in ("count", "amount") and k.figure.nature not in ("stock", "cumulative") for k in found)
    counted = all(k.figure.normalized_unit not in ("天", "日", "个月", "小时") for k in found)
    return Plan("sum", tuple(found)) if len(found) == 2 and flows and counted else None


def _half_asked(query: Query) -> str:
    """The half year asked, where it stands apart from its year too: 2024年某市下半年."""
    period = query.subject.period or ""
    said = _HALF_SAID.search(query.question)
    if said and re.fullmatch(r"\d{4}", period):
        return f"{period}-01/{period}-06" if said[1] == "上" else f"{period}-07/{period}-12"
    return period


def _cells(wanted: Sequence[str], query: Query, figures: Sequence[Known]) -> list[Known]:
    """The figures of those times, of one series: document, name and unit of the first."""
    asked = replace(query.subject, words=tuple(w for w in query.subject.words if w not in ("季度", "各季度")))
    found: list[Known] = []
    for period in wanted:
        of_time = [k for k in figures if k.figure.period == period]
        for match in matches(replace(asked, period=period), query, of_time):
            if not found or _series_of(match.known) == _series_of(found[0]):
                found.append(match.known)
                break
    return found


def _series_of(known: Known) -> tuple[object, ...]:
    f = known.figure
    return f.document_id, f.indicator, f.dimensions, f.region, f.stat, f.normalized_unit, f.cell is None


def _series(operation: Operation, found: Sequence[Known], lowest: bool = False) -> Plan:
    return Plan(operation, tuple(found), dimension="年份", lowest=lowest)
