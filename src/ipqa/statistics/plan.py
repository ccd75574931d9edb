"""Query -> Plan: which figures the operation works on. Every operand is one exact match or a group of siblings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..figures.periods import year_of
from ..figures.regions import contains
from ..records import Figure
from .library import Known, paragraph_of, sentence_of
from .match import Match, assess, best, ties
from .slots import Operation, Query, Slots, prepared, slots

_OVER = re.compile(
    r"(?P<part>[^，。]+?)(?:占|相当于|是)(?P<whole>[^，。]+?)的?(?:比重|比例|份额|百分之|多少|几成|几倍|多大)"
)
_MONEY = re.compile(r"多少((?:万亿|亿|万)元)")
_PER = re.compile(r"(?:平均)?[每一单](?P<unit>件|笔|家|户|人|项|起|份|个)")


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
    series = _years(query, figures)
    if series:
        return Plan("ranking", series, dimension="年份")
    if query.dimension == "地区":
        asked = query
        if query.whole.stat is None and (_FELL.search(query.question) or _ROSE.search(query.question)):
            asked = replace(query, whole=replace(query.whole, stat="growth"))
        places = _directed(query.question, by_region(asked, figures))
        return Plan("ranking", tuple(places), dimension="地区") if places else None
    if query.whole.stat == "share":
        return _share(query, figures)
    return None


def _share(query: Query, figures: Sequence[Known]) -> Plan | None:
    """A share that no document states: the part over the whole, both stated (专利转让里高校院所占多大比例)."""
    over = _OVER.search(query.question)
    if over:
        pair = tuple(_piece(over[name], query) for name in ("part", "whole"))
        found = [_exact(p, query, figures) for p in pair]
        if found[0] and found[1] and found[0].figure.id != found[1].figure.id and _addable(found[0], found[1]):
            return Plan("ratio", (found[0], found[1]), percent=True)
    if not query.whole.members:
        return None
    part = _exact(replace(query.whole, stat=None), query, figures)
    if part is None:
        return None
    names = dict(query.whole.members)
    without = tuple(d for d in part.figure.dimensions if d not in query.whole.members)
    for candidate in figures:
        f = candidate.figure
        if (
            f.indicator == part.figure.indicator
            and f.dimensions == without
            and not any(f.dimensions and d in names for d, _ in f.dimensions)
            and (f.stat, f.region, f.period, f.status)
            == (part.figure.stat, part.figure.region, part.figure.period, part.figure.status)
            and f.document_id == part.figure.document_id
        ):
            return Plan("ratio", (part, candidate), percent=True)
    return None


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


def _pairwise(query: Query, figures: Sequence[Known]) -> Plan | None:
    """Each operand its own figure; all must be there and of one unit."""
    if len(query.operands) >= 2:
        found = [_exact(o, query, figures) for o in query.operands]
        distinct = [k for k in found if k is not None]
        if len(distinct) == len(found) and len({k.figure.id for k in distinct}) == len(distinct) >= 2:
            if all(_addable(distinct[0], k) for k in distinct[1:]):
                return Plan(query.operation, tuple(distinct), lowest=query.lowest)
            return None
    return _grouped(query, figures)


def _grouped(query: Query, figures: Sequence[Known]) -> Plan | None:
    siblings = by_region(query, figures) if query.dimension == "地区" else group(query, figures)
    if len(siblings) >= 2:
        dimension = _varying(siblings) or query.dimension
        return Plan(query.operation, tuple(siblings), lowest=query.lowest, dimension=dimension)
    return None


def _difference(query: Query, figures: Sequence[Known]) -> Plan | None:
    found = _pairwise(query, figures)
    return found if found and len(found.operands) == 2 else None


def _ratio(query: Query, figures: Sequence[Known]) -> Plan | None:
    per = _PER.search(query.question) if re.search("平均|每", query.question) else None
    if per and per["unit"] and not re.search("每万", query.question):
        return _average(query, per["unit"], figures)
    over = _OVER.search(query.question)
    if over:
        part, whole = (_piece(over[name], query) for name in ("part", "whole"))
        if whole.concept.object is None and whole.concept.measures:
            # 专利授权量相当于申请量: the second names only what is done.
            whole = replace(whole, concept=replace(whole.concept, object=part.concept.object))
        found = [_exact(part, query, figures), _exact(whole, query, figures)]
        if found[0] and found[1] and found[0].figure.id != found[1].figure.id and _addable(found[0], found[1]):
            return Plan("ratio", (found[0], found[1]), percent="倍" not in query.question)
    return None


def _average(query: Query, unit: str, figures: Sequence[Known]) -> Plan | None:
    """An amount over a count of the same paragraph: 质押融资金额每笔平均."""
    asked = replace(query.whole, stat=None, unit="amount")
    amount = _exact(asked, query, figures)
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


def _sum(query: Query, figures: Sequence[Known]) -> Plan | None:
    found = _each(query, figures) or _pairwise(query, figures) or _parts(query, figures) or _tied(query, figures)
    if found is None or len(found.operands) < 2:
        return None
    return replace(found, total=found.total or _total(query, figures, found.operands))


def _tied(query: Query, figures: Sequence[Known]) -> Plan | None:
    """Figures that the question names alike and that differ in a rank of their own: 特等奖 2 项, 一等奖 23 项."""
    tied = [m.known for m in ties(best(query.whole, prepared(query.question), figures))]
    return Plan("sum", tuple(tied)) if len(tied) >= 2 and all(_addable(tied[0], k) for k in tied) else None


_EACH = re.compile(r"(?:和|与)?各(?P<kind>[\u4e00-\u9fff]{2,4}?)(?:的|加|合计|之和|相加|总和|数)")


def _each(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The parts of one sentence that the question calls 各环节, 各类, with the total that it names."""
    each = _EACH.search(query.question)
    if each is None:
        return None
    total = _exact(slots(query.question[: each.start()]), query, figures)
    if total is None:
        return None
    first = total.figure
    sentences: dict[int, list[Known]] = {}
    for known in figures:
        f = known.figure
        same = (f.document_id, f.stat, f.region, f.period, f.status, f.normalized_unit) == (
            first.document_id, first.stat, first.region, first.period, first.status, first.normalized_unit,
        )  # fmt: skip
        if same and f.id != first.id and each["kind"] in f.raw_indicator:
            sentences.setdefault(sentence_of(known.document, f.start, f.end)[0], []).append(known)
    parts = max(sentences.values(), key=len, default=[])
    return Plan("sum", tuple(parts), total=total) if len(parts) >= 2 else None


def _parts(query: Query, figures: Sequence[Known]) -> Plan | None:
    """Neighbours in one paragraph that differ only in a member: 产业专利导航 1 项, 企业专利导航 3 项."""
    asked = prepared(query.question)
    matches = [assess(query.whole, asked, k) for k in figures]
    fitting = [m for m in matches if m.named >= 0.5 and not m.residue and set(m.mismatches) <= {"member"}]
    if len(fitting) < 2:
        return None
    first = max(fitting, key=lambda m: m.score).known
    where = paragraph_of(first.document, first.figure.start)
    same = [
        m.known
        for m in fitting
        if m.known.figure.document_id == first.figure.document_id
        and where[0] <= m.known.figure.start < where[1]
        and _addable(m.known, first)
        and (m.known.figure.stat, m.known.figure.period, m.known.figure.status)
        == (first.figure.stat, first.figure.period, first.figure.status)
    ]
    names = {(k.figure.indicator, k.figure.dimensions) for k in same}
    return Plan("sum", tuple(same)) if len(same) >= 2 and len(names) == len(same) else None


def _verify(query: Query, figures: Sequence[Known]) -> Plan | None:
    found = _each(query, figures) or _pairwise(query, figures)
    if found is None:
        return None
    operands = found.operands
    total = _total(query, figures, operands) or found.total
    if total is None:
        return None
    parts = tuple(k for k in operands if k.figure.id != total.figure.id)
    return Plan("verify", parts, total=total) if len(parts) >= 2 else None


def _total(query: Query, figures: Sequence[Known], parts: Sequence[Known]) -> Known | None:
    """The stated total of which the operands are parts: the same indicator without the member that varies."""
    first = parts[0].figure
    varying = _varying(parts)
    rest = tuple(d for d in first.dimensions if d[0] != varying) if varying else None
    for known in figures:
        f = known.figure
        if (
            rest is not None
            and (f.document_id, f.region, f.period, f.status, f.stat)
            == (first.document_id, first.region, first.period, first.status, first.stat)
            and f.dimensions == rest
            and _same_kind(known, parts[0], varying)
        ):
            return known
    return None


def _same_kind(total: Known, part: Known, varying: str | None) -> bool:
    if varying == "专利类型":
        return total.concept.object == "专利" and total.concept.measures == part.concept.measures
    return total.figure.indicator == part.figure.indicator or (
        total.concept == part.concept and total.concept.object is not None
    )


def _varying(siblings: Sequence[Known]) -> str | None:
    """The dimension in which siblings differ."""
    names = {d for k in siblings for d, _ in k.figure.dimensions}
    for name in sorted(names):
        values = [dict(k.figure.dimensions).get(name) for k in siblings]
        if all(values) and len(set(values)) == len(values):
            return name
    return None


def group(query: Query, figures: Sequence[Known]) -> list[Known]:
    """The figures of one document that differ only in the member of one dimension."""
    whole = query.whole
    dimension = query.dimension if query.dimension not in ("地区", "年份") else None
    asked = prepared(query.question)
    matched: dict[tuple[object, ...], list[tuple[Match, Known]]] = {}
    for known in figures:
        f = known.figure
        for name, member in f.dimensions:
            if dimension and name != dimension:
                continue
            if dict(whole.members).get(name, member) != member and len(whole.members) == 1:
                continue
            relaxed = _relaxed(whole, known, name, member)
            found = best(relaxed, asked + prepared(member), [known])
            if found:
                rest = tuple(d for d in f.dimensions if d[0] != name)
                measured = known.concept.measures
                key: tuple[object, ...] = (
                    f.document_id,
                    name,
                    rest if name != "专利类型" else (),
                    measured,
                    f.stat,
                    f.region,
                    f.period,
                    f.status,
                )
                matched.setdefault(key, []).append((found[0], known))
    best_group: list[Known] = []
    best_score = 0.0
    for siblings, pairs in matched.items():
        unique: dict[str, tuple[Match, Known]] = {}
        for match, known in sorted(pairs, key=lambda p: -p[0].score):
            unique.setdefault(dict(known.figure.dimensions)[str(siblings[1])], (match, known))
        score = len(unique) * 0.01 + max(m.score for m, _ in unique.values())
        if len(unique) >= 2 and score > best_score:
            best_score = score
            best_group = sorted((k for _, k in unique.values()), key=lambda k: k.figure.value_start)
    return best_group if _complete(best_group, figures) else []


def _complete(siblings: Sequence[Known], figures: Sequence[Known]) -> bool:
    """Whether a group leaves out none of the like figures of its sentence, but for their total."""
    if not siblings:
        return True
    first = siblings[0]
    start, end = sentence_of(first.document, first.figure.start, first.figure.end)
    varying = _varying(siblings)
    taken = {k.figure.id for k in siblings}
    for known in figures:
        f = known.figure
        like = (f.document_id, f.stat, f.normalized_unit, f.status) == (
            first.figure.document_id, first.figure.stat, first.figure.normalized_unit, first.figure.status,
        )  # fmt: skip
        if like and start <= f.value_start < end and f.id not in taken and not _total_of(known, first, varying):
            return False
    return True


def _total_of(known: Known, part: Known, varying: str | None) -> bool:
    rest = tuple(d for d in part.figure.dimensions if d[0] != varying)
    return known.figure.dimensions == rest or known.concept.measures != part.concept.measures


def by_region(query: Query, figures: Sequence[Known]) -> list[Known]:
    """The same figure of one document for each of several places, without the place that holds them all."""
    whole = query.whole
    asked = prepared(query.question)
    found: dict[tuple[object, ...], dict[str, Known]] = {}
    for known in figures:
        f = known.figure
        if f.region is None or (whole.region and (f.region == whole.region or not contains(whole.region, f.region))):
            continue
        if best(replace(whole, region=f.region), asked + prepared(f.region), [known]):
            key = (f.document_id, f.indicator, f.dimensions, f.stat, f.period, f.status, f.normalized_unit)
            found.setdefault(key, {}).setdefault(f.region, known)
    places = max(found.values(), key=len, default={})
    apart = [k for name, k in places.items() if not any(n != name and contains(name, n) for n in places)]
    return sorted(apart, key=lambda k: k.figure.value_start) if len(apart) >= 2 else []


def _directed(question: str, places: list[Known]) -> list[Known]:
    """Those that fell, or rose, where the question asks only for them."""
    down = [k for k in places if k.figure.direction == "decrease" or k.figure.value < 0]
    if _FELL.search(question):
        return down
    return [k for k in places if k not in down] if _ROSE.search(question) else places


_FELL = re.compile(r"(?:下降|减少|降低|负增长)的?(?:[？?]|$|有|是)")
_ROSE = re.compile(r"(?:增长|增加|上升|提高)的(?:[？?]|$|有|是)")


def _relaxed(whole: Slots, known: Known, dimension: str, member: str) -> Slots:
    """The question's slots as if it had named this member."""
    concept = whole.concept
    if dimension == "专利类型" and concept.object in (None, "专利"):
        concept = replace(concept, object=known.concept.object)
    kept = tuple(m for m in whole.members if m[0] != dimension)
    noise = {"类型", "主体", "权利", "单位", "机构", "专利类型", "权利主体", "渠道", "三种", "各类", "类别", "专利"}
    return replace(
        whole,
        members=(*kept, (dimension, member)),
        concept=concept,
        words=tuple(w for w in whole.words if w not in noise),
    )


def _years(query: Query, figures: Sequence[Known]) -> tuple[Known, ...]:
    """The same figure year by year, where a span of years or 逐年 is asked."""
    period = query.whole.period
    spanned = bool(period and re.fullmatch(r"\d{4}/\d{4}", period))
    if not spanned and query.dimension != "年份":
        return ()
    asked = replace(query.whole, period=None)
    found = best(asked, prepared(query.question), [k for k in figures if k.figure.period])
    if not found:
        return ()
    first = found[0].known.figure
    years: dict[int, Known] = {}
    low, high = (int(y) for y in period.split("/")) if spanned and period else (0, 9999)
    for match in found:
        f = match.known.figure
        year = year_of(f.period)
        if year and low <= year <= high and len(f.period or "") == 4 and _sibling(f, first):
            years.setdefault(year, match.known)
    return tuple(years[y] for y in sorted(years)) if len(years) >= 2 else ()


def _sibling(a: Figure, b: Figure) -> bool:
    return (a.stat, a.dimensions, a.region, a.status, a.normalized_unit) == (
        b.stat, b.dimensions, b.region, b.status, b.normalized_unit,
    )  # fmt: skip


def _addable(a: Known, b: Known) -> bool:
    return a.figure.normalized_unit == b.figure.normalized_unit


_MAKERS = {
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
