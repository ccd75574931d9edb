"""Query -> Plan: which figures the operation works on. Every operand is one exact match or a group of siblings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .groups import addable, by_member, by_region, by_year, each_part, neighbours, stated_total, varying
from .library import Known, paragraph_of, setting
from .match import best, ties
from .query import Operation, Query
from .slots import Slots, prepared, slots

_OVER = re.compile(
    r"(?P<part>[^，。]+?)(?:占|相当于|是)(?P<whole>[^，。]+?)的?(?:比重|比例|份额|百分之|多少|几成|几倍|多大)"
)
_MONEY = re.compile(r"多少((?:万亿|亿|万)元)")
_PER = re.compile(r"(?:平均)?[每一单](?P<unit>件|笔|家|户|人|项|起|份|个)")
_EACH = re.compile(r"(?:和|与)?各(?P<kind>[\u4e00-\u9fff]{2,4}?)(?:的|加|合计|之和|相加|总和|数)")
_FELL = re.compile(r"(?:下降|减少|降低|负增长)的?(?:[？?]|$|有|是)")
_ROSE = re.compile(r"(?:增长|增加|上升|提高)的(?:[？?]|$|有|是)")


@dataclass(frozen=True, slots=True)
class Plan:
    """An operation over figures, in order; ``total`` is what a sum is held against."""

    operation: Operation
    operands: tuple[Known, ...]
    total: Known | None = None
    lowest: bool = False
    percent: bool = False
    dimension: str | None = None
    money: str | None = None


def plan(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The plan for a query; None where an operand is not in the library."""
    made = _MAKERS[query.operation](query, figures)
    money = _MONEY.search(query.question)
    return replace(made, money=money[1]) if made and money else made


def _exact(wanted: Slots, query: Query, figures: Sequence[Known]) -> Known | None:
    found = best(wanted, prepared(query.question), figures)
    return found[0].known if found else None


def _lookup(query: Query, figures: Sequence[Known]) -> Plan | None:
    series = by_year(query, figures)
    if series:
        return Plan("ranking", tuple(series), dimension="年份")
    if query.dimension == "地区":
        asked = query
        if query.whole.stat is None and (_FELL.search(query.question) or _ROSE.search(query.question)):
            asked = replace(query, whole=replace(query.whole, stat="growth"))
        places = _directed(query.question, by_region(asked, figures))
        return Plan("ranking", tuple(places), dimension="地区") if places else None
    if query.whole.stat == "share":
        return _share(query, figures)
    return None


def _directed(question: str, places: list[Known]) -> list[Known]:
    """Those that fell, or rose, where the question asks only for them."""
    down = [k for k in places if k.figure.direction == "decrease" or k.figure.value < 0]
    if _FELL.search(question):
        return down
    return [k for k in places if k not in down] if _ROSE.search(question) else places


def _share(query: Query, figures: Sequence[Known]) -> Plan | None:
    """A share that no document states: the part over the whole, both stated (专利转让里高校院所占多大比例)."""
    sides = _sides(query)
    found = _pair(*sides, query, figures) if sides else None
    if found:
        return Plan("ratio", found, percent=True)
    if not query.whole.members:
        return None
    part = _exact(replace(query.whole, stat=None), query, figures)
    if part is None:
        return None
    names = dict(query.whole.members)
    without = tuple(d for d in part.figure.dimensions if d not in query.whole.members)
    if any(d in names for d, _ in without):
        return None
    for candidate in figures:
        f = candidate.figure
        named = (f.indicator, f.dimensions) == (part.figure.indicator, without)
        if named and setting(f) == setting(part.figure):
            return Plan("ratio", (part, candidate), percent=True)
    return None


def _sides(query: Query) -> tuple[Slots, Slots] | None:
    """The slots of A and B where the question says A 占 B or A 是 B 的几倍."""
    over = _OVER.search(query.question)
    return (_piece(over["part"], query), _piece(over["whole"], query)) if over else None


def _piece(text: str, query: Query) -> Slots:
    """One side of A 占 B, with the place and time of the whole question."""
    found = slots(text)
    return replace(
        found,
        stat=None,
        period=query.whole.period,
        region=found.region or query.whole.region,
        status=query.whole.status,
        unit=None,
    )


def _pair(part: Slots, whole: Slots, query: Query, figures: Sequence[Known]) -> tuple[Known, Known] | None:
    """The figures of two slots; None where one is missing, both are the same or their units differ."""
    a, b = _exact(part, query, figures), _exact(whole, query, figures)
    return (a, b) if a and b and a.figure.id != b.figure.id and addable(a, b) else None


def _pairwise(query: Query, figures: Sequence[Known]) -> Plan | None:
    """Each operand its own figure; all must be there and of one unit."""
    if len(query.operands) >= 2:
        found = [_exact(o, query, figures) for o in query.operands]
        distinct = [k for k in found if k is not None]
        if len(distinct) == len(found) and len({k.figure.id for k in distinct}) == len(distinct) >= 2:
            if all(addable(distinct[0], k) for k in distinct[1:]):
                return Plan(query.operation, tuple(distinct), lowest=query.lowest)
            return None
    return _grouped(query, figures)


def _grouped(query: Query, figures: Sequence[Known]) -> Plan | None:
    siblings = by_region(query, figures) if query.dimension == "地区" else by_member(query, figures)
    if len(siblings) >= 2:
        dimension = varying(siblings) or query.dimension
        return Plan(query.operation, tuple(siblings), lowest=query.lowest, dimension=dimension)
    return None


def _difference(query: Query, figures: Sequence[Known]) -> Plan | None:
    found = _pairwise(query, figures)
    return found if found and len(found.operands) == 2 else None


def _ratio(query: Query, figures: Sequence[Known]) -> Plan | None:
    per = _PER.search(query.question) if re.search("平均|每", query.question) else None
    if per and per["unit"] and not re.search("每万", query.question):
        return _average(query, per["unit"], figures)
    sides = _sides(query)
    if sides:
        part, whole = sides
        if whole.concept.object is None and whole.concept.measures:
            # 专利授权量相当于申请量: the second names only what is done.
            whole = replace(whole, concept=replace(whole.concept, object=part.concept.object))
        found = _pair(part, whole, query, figures)
        if found:
            return Plan("ratio", found, percent="倍" not in query.question)
    return None


def _average(query: Query, unit: str, figures: Sequence[Known]) -> Plan | None:
    """An amount over a count of the same paragraph: 质押融资金额每笔平均."""
    asked = replace(query.whole, stat=None, unit="amount")
    # 平均每件专利: the right is what the amount is divided by, and need not be in the amount's own name.
    loose = replace(asked, concept=replace(asked.concept, object=None), words=_without_object(asked))
    amount = _exact(asked, query, figures) or _exact(loose, query, figures)
    if amount is None:
        return None
    where = paragraph_of(amount.document, amount.figure.start)
    counts = [
        k
        for k in figures
        if k.figure.document_id == amount.figure.document_id
        and k.figure.stat == "count"
        and k.figure.normalized_unit == unit
        and where[0] <= k.figure.start < where[1]
        and (k.figure.period, k.figure.region, k.figure.status)
        == (amount.figure.period, amount.figure.region, amount.figure.status)
    ]
    counts.sort(key=lambda k: abs(k.figure.value_start - amount.figure.value_start))
    return Plan("ratio", (amount, counts[0])) if counts else None


def _without_object(asked: Slots) -> tuple[str, ...]:
    return tuple(word for word in asked.words if word != prepared(asked.concept.object or ""))


def _sum(query: Query, figures: Sequence[Known]) -> Plan | None:
    found = _each(query, figures) or _pairwise(query, figures) or _parts(query, figures) or _tied(query, figures)
    if found is None or len(found.operands) < 2:
        return None
    return replace(found, total=found.total or stated_total(found.operands, figures))


def _tied(query: Query, figures: Sequence[Known]) -> Plan | None:
    """Figures that the question names alike and that differ in a rank of their own: 特等奖 2 项, 一等奖 23 项."""
    tied = [m.known for m in ties(best(query.whole, prepared(query.question), figures))]
    return Plan("sum", tuple(tied)) if len(tied) >= 2 and all(addable(tied[0], k) for k in tied) else None


def _each(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The parts of one sentence that the question calls 各环节, 各类, with the total that it names."""
    each = _EACH.search(query.question)
    total = _exact(slots(query.question[: each.start()]), query, figures) if each else None
    if each is None or total is None:
        return None
    parts = each_part(each["kind"], total, figures)
    return Plan("sum", tuple(parts), total=total) if len(parts) >= 2 else None


def _parts(query: Query, figures: Sequence[Known]) -> Plan | None:
    parts = neighbours(query, figures)
    return Plan("sum", tuple(parts)) if parts else None


def _verify(query: Query, figures: Sequence[Known]) -> Plan | None:
    found = _each(query, figures) or _pairwise(query, figures)
    if found is None:
        return None
    operands = found.operands
    total = stated_total(operands, figures) or found.total
    if total is None:
        return None
    parts = tuple(k for k in operands if k.figure.id != total.figure.id)
    return Plan("verify", parts, total=total) if len(parts) >= 2 else None


_MAKERS: dict[Operation, Callable[[Query, Sequence[Known]], Plan | None]] = {
    "lookup": _lookup,
    "verify": _verify,
    "ratio": _ratio,
    "difference": _difference,
    "sum": _sum,
    "ranking": _pairwise,
    "argmax": _pairwise,
    "compare": _pairwise,
    "distribution": _grouped,
}
