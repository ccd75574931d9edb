"""Plans that put figures side by side: comparisons, rankings, distributions, series, and lookups that need one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .cells import named_cells
from .changes import growth_of_lookup
from .columns import ordered_rows
from .groups import by_member, by_region, varying
from .library import Known
from .operation import Operation, Plan
from .portions import share
from .quarters import half_year, quarters
from .query import Query
from .series import year_series

_FELL = re.compile(r"(?:下降|减少|降低|负增长)的?(?:[？?]|$|有|是)")
_ROSE = re.compile(r"(?:增长|增加|上升|提高)的(?:[？?]|$|有|是)")
_PEAK = re.compile(r"哪一?年")


def looked_up(query: Query, figures: Sequence[Known]) -> Plan | None:
    """A lookup that one figure does not answer: a series, all places, a share or a growth that is computed."""
    if told := quarters(query, figures) or half_year(query, figures):
        return told
    series = trend(query, figures) if query.dimension == "年份" or _spans(query) else None
    if series:
        return series
    if query.dimension == "地区":
        return _places(query, figures)
    if query.whole.stat == "share":
        return share(query, figures)
    if query.whole.stat == "growth":
        return growth_of_lookup(query, figures)
    return None


def _spans(query: Query) -> bool:
    return bool(re.fullmatch(r"\d{4}/\d{4}", query.whole.period or ""))


def _places(query: Query, figures: Sequence[Known]) -> Plan | None:
    asked = query
    if query.whole.stat is None and (_FELL.search(query.question) or _ROSE.search(query.question)):
        asked = replace(query, whole=replace(query.whole, stat="growth"))
    places = _directed(query.question, by_region(asked, figures))
    return Plan("ranking", tuple(places), dimension="地区") if places else None


def _directed(question: str, places: list[Known]) -> list[Known]:
    """Those that fell, or rose, where the question asks only for them."""
    down = [k for k in places if k.figure.direction == "decrease" or k.figure.value < 0]
    if _FELL.search(question):
        return down
    return [k for k in places if k not in down] if _ROSE.search(question) else places


def trend(query: Query, figures: Sequence[Known]) -> Plan | None:
    """A figure year by year; the years that are not there are named."""
    if told := quarters(query, figures):
        return told
    found = year_series(query, figures)
    if found is None:
        return None
    operation: Operation = "argmax" if query.operation == "argmax" else "trend"
    return Plan(operation, found.figures, dimension="年份", missing=found.missing, lowest=query.lowest)


def compared(query: Query, figures: Sequence[Known]) -> Plan | None:
    """Each cell its own figure; all must be there and of one unit."""
    operands = named_cells(query, figures)
    if operands:
        axis = "年份" if _by_year(operands) else None
        return Plan(query.operation, operands, lowest=query.lowest, contrast=query.contrast, dimension=axis)
    if query.readings and _named(query):
        return None
    return grouped(query, figures)


def _by_year(operands: Sequence[Known]) -> bool:
    periods = [k.figure.period or "" for k in operands]
    return len(operands) > 2 and len(set(periods)) == len(periods) and all(re.fullmatch(r"\d{4}", p) for p in periods)


def _named(query: Query) -> bool:
    """Whether the question names its places or years itself, so that no others may stand for them."""
    first = query.readings[0]
    return len({c.region for c in first}) == len(first) or len({c.period for c in first}) == len(first)


def grouped(query: Query, figures: Sequence[Known]) -> Plan | None:
    """All members, places or years of the subject."""
    if query.dimension == "年份":
        return trend(query, figures)
    siblings = by_region(query, figures) if query.dimension == "地区" else by_member(query, figures)
    if len(siblings) < 2:
        ordered = query.operation in ("argmax", "ranking", "distribution") and query.dimension != "地区"
        return ordered_rows(query, figures) if ordered else None
    dimension = varying(siblings) or query.dimension
    return Plan(query.operation, tuple(siblings), lowest=query.lowest, dimension=dimension, contrast=query.contrast)
