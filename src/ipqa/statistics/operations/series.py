"""The same figure year by year: the years of a span, the newest N, or all that the documents hold."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ...figures.context.periods import year_of
from ...records import Figure
from ..asked.query import Query
from ..asked.slots import Slots
from ..matching.library import Known
from ..matching.match import Match
from .cells import matches, of_one_name

_GROWTH = re.compile(r"增速|增幅|涨幅|增长率|同比")

_SINCE = re.compile(r"((?:19|20)\d{2})年?以来")


@dataclass(frozen=True, slots=True)
class YearSeries:
    """Figures by year, in order, and the years asked for that have none."""

    figures: tuple[Known, ...]
    missing: tuple[str, ...] = ()


def year_series(query: Query, figures: Sequence[Known]) -> YearSeries | None:
    """The series that a question asks for; None where fewer than two of its years are there.

    Of several series (another issuer, another scope) the one that covers most of the years, then the best match.
    """
    asked = query.subject
    wanted = _wanted_years(asked.period) or _listed_years(query)
    if asked.period and not wanted:
        return None
    known = [k for k in figures if k.figure.period]
    found = _dated(asked, query, known)
    if not found and asked.stat == "growth" and not _GROWTH.search(query.question):
        found = _dated(replace(asked, stat=None), query, known)  # 升还是降: the levels tell
    if not found:
        return None
    years = _completed(_fullest(found, wanted), wanted, known)
    if wanted is None and (since := _SINCE.search(query.question)):
        years = {y: k for y, k in years.items() if y >= int(since[1])}
        wanted = range(int(since[1]), max(years, default=0) + 1)
    if wanted is None and query.latest:
        newest = max(years)
        years = {y: k for y, k in years.items() if y > newest - query.latest}
        wanted = range(newest - query.latest + 1, newest + 1)
    missing = tuple(str(year) for year in wanted or () if year not in years)
    return YearSeries(tuple(years[y] for y in sorted(years)), missing) if len(years) >= 2 else None


def _wanted_years(period: str | None) -> Collection[int] | None:
    span = re.fullmatch(r"(\d{4})/(\d{4})", period or "")
    return range(int(span[1]), int(span[2]) + 1) if span else None


def _listed_years(query: Query) -> Collection[int] | None:
    """The years that a question names one by one: 2019年、2021年和2024年."""
    named = [cell.period or "" for cell in query.readings[0]] if query.readings else []
    whole = all(re.fullmatch(r"\d{4}", year) for year in named)
    return sorted(map(int, named)) if whole and len(set(named)) == len(named) > 1 else None


def _dated(asked: Slots, query: Query, known: Sequence[Known]) -> list[tuple[int, Match]]:
    """The matches of whole years, best first."""
    found = matches(replace(asked, period=None), query, known)
    if asked.status is None:
        # 预计值 of one year stands beside the actual values of the others.
        have = {m.known.figure.id for m in found}
        found += [m for m in matches(replace(asked, period=None, status="target"), query, known)
                  if m.known.figure.status == "forecast" and m.known.figure.id not in have]  # fmt: skip
    whole = [m for m in found if re.fullmatch(r"\d{4}(?:-12(?:-31)?)?", m.known.figure.period or "")]
    return [(year, m) for m in whole if (year := year_of(m.known.figure.period))]


def _fullest(found: Sequence[tuple[int, Match]], wanted: Collection[int] | None) -> dict[int, Known]:
    """Year -> figure of the series that covers most; within a year of the table or text that holds most years."""
    series: dict[tuple[object, ...], dict[int, list[Known]]] = {}
    for year, match in found:
        if wanted is None or year in wanted:
            series.setdefault(_kind(match.known.figure), {}).setdefault(year, []).append(match.known)
    fullest = max(series.values(), key=len, default={})
    sources = Counter(source for years in fullest.values() for source in {_source(k) for k in years})
    # 39 件 in the text does not go on a series of a table that has its own number of that year.
    return {year: max(known, key=lambda k: sources[_source(k)]) for year, known in fullest.items()}


def _completed(years: dict[int, Known], wanted: Collection[int] | None, figures: Sequence[Known]) -> dict[int, Known]:
    """The series with the years that bear the very name of one found: behind 甲海关查扣 9 批次, 上年查扣 8 批次."""
    if not years:
        return years
    first = years[max(years)]
    others: dict[int, list[Known]] = {}
    for known in figures:
        year = year_of(known.figure.period)
        whole = re.fullmatch(r"\d{4}(?:-12(?:-31)?)?", known.figure.period or "")
        asked = year is not None and year not in years and (wanted is None or year in wanted)
        if year is not None and whole and asked and of_one_name(known, first):
            others.setdefault(year, []).append(known)
    sure = {y: ks[0] for y, ks in others.items() if len({k.figure.normalized_value for k in ks}) == 1}
    return {**years, **sure}


def _source(known: Known) -> tuple[str, int]:
    """The document of a figure and, of a cell, its table."""
    at = known.figure.value_start
    tables = known.document.tables if known.figure.cell is not None else ()
    return known.document.id, next((t.start for t in tables if t.start <= at < t.end), -1)


def _kind(figure: Figure) -> tuple[object, ...]:
    """What the figures of one series share."""
    return figure.stat, figure.dimensions, figure.region, figure.entity, figure.normalized_unit
