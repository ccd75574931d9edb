"""Plans that put figures side by side: comparisons, rankings, distributions, series, and lookups that need one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ..asked.axes import latest
from ..asked.operation import Operation
from ..asked.query import Query
from ..asked.slots import prepared
from ..matching.groups import by_member, by_region, varying
from ..matching.library import Known
from ..matching.match import best
from .cells import named_cells, years_apart
from .changes import growth_of_lookup
from .jointly import together
from .operation import Plan
from .portions import share
from .quarters import half_year, quarters
from .rows import named_rows, ordered_column
from .series import year_series
from .targets import fulfilled

_FELL = re.compile(r"(?:下降|减少|降低|负增长)的?(?:[？?]|$|有|是)")
_ROSE = re.compile(r"(?:增长|增加|上升|提高)的(?:[？?]|$|有|是)")
# 哪一年增加最多: between which years a level moved most, not when it was highest.
_MOVED_MOST = re.compile(
    r"(?:(?P<up>增长|增加|上升|提高|上涨|增幅|涨幅|[涨增升])|(?P<down>下降|减少|回落|下滑|降低|降幅|跌幅|[降跌]))(?:得|了|量|额|的)?最(?P<how>[多快大猛高])"
)
# 甲比全国平均高还是低: how the first stands to the second, not which of them wins.
_WHICH_WAY = re.compile(
    r"(?:比|与|和|跟|较|同)[^，。？?]{2,}?(?:(?:更|要)?[高多大快](?:于|了|些)?[，,]?(?:还是|或者?|或是)(?:更)?[低少小慢]"
    r"|(?:更|要)?[低少小慢](?:于|了|些)?[，,]?(?:还是|或者?|或是)(?:更)?[高多大快])"
    r"|(?:高于|多于|大于|超过)[，,]?(?:还是|或者?|或是)(?:低于|少于|小于|不及)"
)


def looked_up(query: Query, figures: Sequence[Known]) -> Plan | None:
    """A lookup that one figure does not answer: a series, all places, a share or a growth that is computed."""
    if told := fulfilled(query, figures) or quarters(query, figures) or half_year(query, figures):
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
    moved = _MOVED_MOST.search(query.question) if query.operation in ("argmax", "trend") else None
    levels = replace(query, subject=replace(query.subject, stat=None)) if moved and moved["how"] in "多大" else query
    found = year_series(levels, figures)
    if found is None:
        return _of_all_years(query, figures)
    if moved:
        return _steepest(found.figures, moved) if not found.missing else None
    operation: Operation = "argmax" if query.operation == "argmax" else "trend"
    return Plan(operation, found.figures, dimension="年份", missing=found.missing, lowest=query.lowest)


# 近五年…达到 6 万: said of all the years together.
_NEWEST = re.compile(r"[近过这][去来]?(?P<count>[一二三四五六七八九十\d]+)年")
_YEAR_BY_YEAR = re.compile(r"逐年|历年|每一?年|各年|变化|变动|走势|趋势|年度")


def _of_all_years(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The one number that a document gives of the newest N years together, where no years stand by themselves."""
    if not query.latest or query.operation != "trend" or _YEAR_BY_YEAR.search(query.question):
        return None
    told = [k for k in figures if _told_together(k, query.latest)]
    found = best(query.subject, prepared(query.question), told) if told else []
    return Plan("lookup", (found[0].known,)) if found else None


def _told_together(known: Known, years: int) -> bool:
    span = re.fullmatch(r"(\d{4})/(\d{4})", known.figure.period or "")
    if span:
        return int(span[2]) - int(span[1]) + 1 == years
    said = _NEWEST.search(known.document.text, known.figure.start, known.figure.end)
    return known.figure.period is None and said is not None and latest(f"近{said['count']}年") == years


def _steepest(years: Sequence[Known], moved: re.Match[str]) -> Plan | None:
    """The two years between which a level rose, or fell, the most; of a rate that is told itself the highest."""
    if all(k.figure.stat.startswith("growth") for k in years):
        return Plan("argmax", tuple(years), dimension="年份", lowest=bool(moved["down"]))
    relative = moved["how"] in ("快", "猛") and all(k.figure.normalized_value > 0 for k in years)
    size = -1 if moved["down"] else 1

    def step(pair: tuple[Known, Known]) -> Decimal:
        earlier, later = pair[0].figure.normalized_value, pair[1].figure.normalized_value
        return size * ((later - earlier) / earlier if relative else later - earlier)

    pairs = [(a, b) for a, b in pairwise(years) if years_apart(a, b) == 1]
    steepest = max(pairs, key=step, default=None)
    if steepest is None or step(steepest) <= 0 or len({k.figure.normalized_unit for k in years}) > 1:
        return None
    earlier, later = steepest
    if relative and later.figure.stat in ("count", "amount", "quantity"):
        return Plan("growth", (later, earlier), percent=True)
    return Plan("difference", (later, earlier), dimension="变化")


def compared(query: Query, figures: Sequence[Known]) -> Plan | None:
    """Each cell its own figure; all must be there and of one unit."""
    operands = named_rows(query, figures) or named_cells(query, figures)
    apart = len({k.figure.normalized_value for k in operands}) == len(operands) == 2
    if apart and _WHICH_WAY.search(query.question):
        return Plan("difference", operands)
    if operands:
        axis = "年份" if _by_year(operands) else None
        return Plan(query.operation, operands, lowest=query.lowest, contrast=query.contrast, dimension=axis)
    if query.readings and _named(query):
        return None
    pair = together(query, figures) if query.operation == "compare" else ()
    if pair:
        return Plan(query.operation, pair, lowest=query.lowest, contrast=query.contrast)
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
    if query.operation in ("argmax", "ranking", "compare") and (made := ordered_column(query, figures)):
        return made
    siblings = by_region(query, figures) if query.dimension == "地区" else by_member(query, figures)
    if len(siblings) < 2:
        return None
    dimension = varying(siblings) or query.dimension
    return Plan(query.operation, tuple(siblings), lowest=query.lowest, dimension=dimension, contrast=query.contrast)
