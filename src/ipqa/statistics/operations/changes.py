"""Plans of two figures: how far apart, how many times, how much grown; between years, ends of a change, or things."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ...figures.context.periods import year_of
from ..asked.operation import Operation
from ..asked.query import Query
from ..asked.slots import Slots, prepared
from ..matching.library import Known
from ..matching.match import best
from .apiece import per_item
from .cells import baseline_of, cell, cells, comparable, ends_of_change, in_year, years_apart
from .jointly import together
from .numbers import signed
from .operation import Plan
from .portions import sides
from .rows import named_rows, stated_mean
from .stated import stated_change, told_move
from .targets import distance

_LEVELS = ("count", "amount", "quantity", "per_capita")
_PERCENT = ("%", "‰")
_CHANGED = re.compile(r"(?:提高|增加|增长|减少|下降|降低|上升|缩短|延长|净增|[涨升降增减])了?(?:多少|几|百分)")
_YEARLY = ("年均", "年均增长", "年均增长率", "复合", "递增", "平均")
_YEAR = re.compile(r"\d{4}")
_SPAN = re.compile(r"(\d{4})/(\d{4})")
_TIMES = re.compile(r"倍|番|百分之|几成|几分之|比[值率]|之比|相当于|抵|顶")
_ITEM = re.compile(r"(?:平均)?[每一单](?P<unit>批次|件次|人次|批|件|笔|家|户|人|项|起|份|个|宗|次)")


def difference(query: Query, figures: Sequence[Known]) -> Plan | None:
    """How far two figures lie apart; of more than two the order and the distance of the first two."""
    aim = distance(query, figures)
    if aim:
        return aim
    rows = named_rows(query, figures)
    if len(rows) == 2:
        return Plan("difference", _straight(query, rows))
    for reading in _ends_of_span(query) or query.readings:
        found = cells(_levels(reading, query), query, figures)
        operands = comparable(found) or _with_baseline(reading, found, figures)
        if len(operands) == 2:
            return Plan("difference", _straight(query, operands))
        if len(operands) > 2:
            return Plan("compare", operands, lowest=query.lowest, contrast=True)
    ends = _ends_over_span(query, figures)
    if ends:
        return Plan("difference", (ends[1], ends[0]), dimension="两端")
    if query.readings and _names_two_times(query):
        return stated_change(query, figures)
    pair = together(query, figures)
    if len(pair) == 2:
        return Plan("difference", _straight(query, pair))
    ends = ends_of_change(query, figures)
    if ends:
        return Plan("difference", (ends[1], ends[0]), dimension="两端")
    return _from_levels("difference", query, figures) or stated_change(query, figures) or told_move(query, figures)


def _ends_of_span(query: Query) -> tuple[tuple[Slots, ...], ...]:
    """The first and the last year of a span over which a change is asked: 2022到2024年涨了几个百分点."""
    bounds = _SPAN.fullmatch(query.subject.period or "")
    if not bounds or not _CHANGED.search(query.question):
        return ()
    return (tuple(replace(query.subject, period=year) for year in bounds.groups()),)


def _ends_over_span(query: Query, figures: Sequence[Known]) -> tuple[Known, Known] | None:
    """The ends of the change that one clause tells of a span of years: 十四五期间里程从 30 公里增加到 52 公里.

    What a plan has added is counted from the year before it, which the clause need not name.
    """
    bounds = _SPAN.fullmatch(query.subject.period or "")
    if not bounds or not _CHANGED.search(query.question):
        return None
    first, last = int(bounds[1]), bounds[2]
    ends = ends_of_change(replace(query, subject=replace(query.subject, period=last)), figures)
    if ends is None or str(year_of(ends[1].figure.period)) != last:
        return None
    return ends if year_of(ends[0].figure.period) in (None, first, first - 1) else None


def _with_baseline(
    reading: Sequence[Slots], found: Sequence[Known | None], figures: Sequence[Known]
) -> tuple[Known, ...]:
    """Two years, where only the sentence of the later one tells the earlier, or both bear one name in full."""
    if len(found) != 2 or (found[0] is None) == (found[1] is None):
        return ()
    years = [year_of(c.period) or 0 for c in reading]
    have = 0 if found[0] is not None else 1
    known = found[have]
    if known is None:
        return ()
    other = baseline_of(known, figures) if years[have] - years[1 - have] == 1 else None
    other = other or in_year(known, reading[1 - have].period, figures)
    return ((known, other) if have == 0 else (other, known)) if other else ()


def _straight(query: Query, operands: Sequence[Known]) -> tuple[Known, ...]:
    """The operands with the later one first where a change over time is asked; else as the question names them."""
    first, second = operands
    if query.contrast:  # 谁高，高多少: the higher one first
        return tuple(sorted(operands, key=lambda k: signed(k.figure), reverse=True))
    if _CHANGED.search(query.question) and years_apart(first, second) > 0:
        return second, first
    return first, second


def _levels(reading: Sequence[Slots], query: Query) -> tuple[Slots, ...]:
    """Cells of a question for the change of a level: 多多少件 wants the levels themselves."""
    if query.whole.stat != "growth" or not _changes(query):
        return tuple(reading)
    return tuple(replace(c, stat=_own_stat(query)) for c in reading)


def _own_stat(query: Query) -> str | None:
    """The statistic of the subject itself: the share in 占比提高了多少, none in 申请量提高了多少."""
    stat = query.subject.stat
    if re.search(r"增速|增幅|增长率|涨幅|同比", query.subject.text):
        return "growth"
    if query.subject.concept.per_head:
        return "per_capita"
    return None if stat == "growth" else stat


def _changes(query: Query) -> bool:
    return bool(re.search(r"提高|增加|增长|增|减少|下降|降低|上升|涨|降|升|多|少|缩短", query.question))


def _names_two_times(query: Query) -> bool:
    return len({c.period for c in query.readings[0]}) > 1


def growth(query: Query, figures: Sequence[Known]) -> Plan | None:
    """How much later is above earlier: as stated, else from the two levels; in per cent unless units are asked."""
    later, earlier = _two_times(query)
    if later is None or earlier is None:
        return None
    levels = re.search("变化|变动|增减", query.question) or _own_stat(query) == "growth"
    if query.relative and not levels and year_of(later.period) == (year_of(earlier.period) or 0) + 1:
        stated = best(replace(query.subject, stat="growth", period=later.period), prepared(query.question), figures)
        if stated and stated[0].known.figure.stat == "growth_yoy":
            return Plan("lookup", (stated[0].known,))
    stat = _own_stat(query)
    wanted = (replace(later, stat=stat), replace(earlier, stat=stat))
    found = cells(wanted, query, figures)
    operands = comparable(found) or _with_baseline(wanted, found, figures)
    if operands:
        return _grown(operands[0], operands[1], query)
    return None if query.relative else stated_change(query, figures)


def _two_times(query: Query) -> tuple[Slots | None, Slots | None]:
    readings = (*_ends_of_span(query), *query.readings)
    reading = next((r for r in readings if len(r) == 2 and r[0].period != r[1].period), None)
    if reading is None:
        return None, None
    first, second = sorted(reading, key=lambda c: year_of(c.period) or 0)
    return second, first


def _grown(later: Known, earlier: Known, query: Query) -> Plan | None:
    """The growth of a level; of a rate the distance in points."""
    rate = later.figure.normalized_unit in _PERCENT
    if rate or not (query.relative or query.operation == "lookup"):
        return Plan("difference", (later, earlier), dimension="变化")
    positive = earlier.figure.normalized_value > 0 and later.figure.stat in _LEVELS
    return Plan("growth", (later, earlier), percent=True) if positive else None


def growth_of_lookup(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The growth on the year before (同比) that no document states, from the levels of both years."""
    ends = _ends_over_span(query, figures) if query.whole.period else ends_of_change(query, figures)
    if ends:
        made = _grown(ends[1], ends[0], query)
        return replace(made, dimension="两端") if made else None
    return _from_levels("growth", query, figures)


def _from_levels(operation: Operation, query: Query, figures: Sequence[Known]) -> Plan | None:
    """The change on the year before, where the question names one year and 同比, 比上年 or 增长."""
    period = query.subject.period or ""
    before = re.search(r"同比|比上一?年|较上一?年|比头一年|比前一年|增速|增长|增幅|涨幅", query.question)
    if not _YEAR.fullmatch(period) or not before or query.subject.status == "target":
        return None
    stat = _own_stat(query)
    stat = None if stat == "growth" else stat
    wanted = tuple(replace(query.subject, stat=stat, period=str(int(period) - back)) for back in (0, 1))
    found = cells(wanted, query, figures)
    operands = comparable(found) or _with_baseline(wanted, found, figures)
    if not operands or operands[0].figure.stat not in _LEVELS:
        return None
    if operation == "difference":
        return Plan("difference", operands, dimension="变化")
    return _grown(operands[0], operands[1], replace(query, relative=True))


def annual(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The mean annual growth between two years: as stated, else the root of the ratio of the two levels."""
    words = tuple(w for w in query.subject.words if w not in _YEARLY)
    query = replace(query, subject=replace(query.subject, words=words))
    stated = best(replace(query.subject, stat="growth"), prepared(query.question), figures)
    means = [m.known for m in stated if m.known.figure.stat == "growth_annual"]
    if means:
        return Plan("lookup", (means[0],))
    bounds = re.fullmatch(r"(\d{4})/(\d{4})", query.subject.period or "")
    if bounds:
        first, last = bounds[1], bounds[2]
    else:
        later, earlier = _two_times(query)
        if later is None or earlier is None:
            return None
        first, last = earlier.period or "", later.period or ""
    wanted = tuple(replace(query.subject, stat=None, period=p) for p in (last, first))
    operands = comparable(cells(wanted, query, figures))
    if not operands or operands[0].figure.stat not in _LEVELS or operands[1].figure.normalized_value <= 0:
        return None
    apart = years_apart(operands[1], operands[0])
    return Plan("annual", operands, percent=True, years=apart) if apart > 0 else None


def ratio(query: Query, figures: Sequence[Known]) -> Plan | None:
    """One figure over another: an amount per item, A over B, a year over another, a change's end over its start."""
    rows = named_rows(query, figures)
    if rows:
        several = len(rows) == 2 and _TIMES.search(query.question)
        return Plan("ratio", rows, percent="倍" not in query.question) if several else None
    item = _ITEM.search(query.question) if re.search("平均|每", query.question) else None
    if item and not re.search("每万", query.question):
        stated = named_rows(query, figures, 1) or stated_mean(query, figures)
        return Plan("lookup", stated) if len(stated) == 1 else per_item(query, item["unit"], figures)
    later, earlier = _two_times(query)
    if later is not None and earlier is not None:
        operands = comparable(cells((replace(later, stat=None), replace(earlier, stat=None)), query, figures))
        return Plan("ratio", operands) if operands else None
    both = sides(query)
    if both:
        operands = _over(both, query, figures)
        if operands:
            return Plan("ratio", operands, percent="倍" not in query.question)
    for reading in query.readings:
        operands = comparable(cells(reading, query, figures))
        if len(operands) == 2:
            return Plan("ratio", operands, percent="倍" not in query.question)
    pair = together(query, figures)
    if len(pair) == 2:
        return Plan("ratio", pair, percent="倍" not in query.question)
    ends = ends_of_change(query, figures)
    return Plan("ratio", (ends[1], ends[0]), dimension="两端") if ends else None


def _over(both: tuple[Slots, Slots], query: Query, figures: Sequence[Known]) -> tuple[Known, ...]:
    part, whole = both
    if whole.concept.object is None and whole.concept.measures:
        # 专利授权量相当于申请量: the second names only what is done.
        whole = replace(whole, concept=replace(whole.concept, object=part.concept.object))
    return comparable([cell(part, query, figures), cell(whole, query, figures)])
