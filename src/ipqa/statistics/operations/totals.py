"""Plans that add up: sums, means, and sums held against the total that the documents state."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..asked.asking import asking
from ..asked.query import Query
from ..asked.slots import covered, prepared, slots
from ..matching.groups import (
    addable,
    by_member,
    by_region,
    complete,
    each_part,
    neighbours,
    of_which,
    stated_total,
    varying,
)
from ..matching.library import Known, sentence_of, setting
from ..matching.match import best, ties
from ..matching.wording import own_words
from .cells import cell, named_cells
from .columns import over_column, text_and_table, total_of_places
from .jointly import together
from .numbers import signed
from .operation import Plan
from .orders import grouped
from .quarters import half_year
from .rows import named_rows
from .series import year_series

_EACH = re.compile(r"(?:和|与)?各(?P<kind>[\u4e00-\u9fff]{2,4}?)(?:的|加|合计|之和|相加|总和|数)")
_TOTAL = re.compile(r"等于(?:表里|表中|文中|原文|报告)?的?(?P<total>[^，。？?]*?)(?:吗|么|[？?]|$)")
# 有效发明专利875件和各主体: the number that the user holds against the documents is no part of the name.
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:万亿|亿|万)?(?:元|件|家|项|起|笔|个|人|户)")
_ALL_PARTS = re.compile(r"各[项类种部]|分项|[几这]几?[项类种部]|明细")
_SUMMED = re.compile(r"合计|总计|总[额量数和规]")
_ADDABLE = ("count", "amount", "quantity", "share")
_STOCKS = ("有效量", "拥有量")


def summed(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The figures to add, with the total that is stated for them; None where they may not be added."""
    named = None
    found = (
        _over_years(query, figures)
        or half_year(query, figures)
        or _each(query, figures)
        or (named := _named(query, figures))
        or grouped(replace(query, operation="sum"), figures)
        or _jointly(query, figures)
        or _parts(query, figures)
        or _tied(query, figures)
    )
    if found is None or len(found.operands) < 2 or found.operation != "sum":
        return found if found is not None and found.stock else None
    if not _may_be_added(found.operands):
        return None
    if query.top:
        return replace(found, operands=_first(found.operands, query), total=None)
    return replace(found, total=_total(found, found is named, figures))


def _total(found: Plan, named: bool, figures: Sequence[Known]) -> Known | None:
    """The total that the parts are held against; none where the question names some parts, which fall short of it."""
    total = found.total or stated_total(found.operands, figures)
    if total is None or not named:
        return total
    sizes = sum(k.figure.normalized_value for k in found.operands)
    return total if sizes >= total.figure.normalized_value else None


def _first(operands: Sequence[Known], query: Query) -> tuple[Known, ...]:
    """The largest, or smallest, so many."""
    return tuple(sorted(operands, key=lambda k: signed(k.figure), reverse=not query.lowest)[: query.top])


def average(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The mean over years, places or members, where all that are asked for are there."""
    plan = _mean_over_years(query, figures) or _named(query, figures) or grouped(query, figures)
    if plan is None or len(plan.operands) < 2 or plan.missing:
        return None
    if {k.figure.stat for k in plan.operands} & {"share", "rate", "rank"} or overlapping(plan.operands):
        return None
    return replace(plan, operation="average")


def _may_be_added(operands: Sequence[Known]) -> bool:
    first = operands[0]
    kinds = {k.figure.stat for k in operands}
    return (
        kinds <= set(_ADDABLE)
        and all(addable(first, k) for k in operands)
        and not overlapping(operands)
        and len({k.figure.status in ("target", "forecast") for k in operands}) == 1
    )


def overlapping(operands: Sequence[Known]) -> bool:
    """Whether one figure is part of another: its members are those of the other and more."""
    for a in operands:
        for b in operands:
            inside = set(b.figure.dimensions) < set(a.figure.dimensions)
            if a is not b and inside and _named_alike(a, b) and setting(a.figure) == setting(b.figure):
                return True
    return False


def _named_alike(part: Known, whole: Known) -> bool:
    same = part.concept.measures == whole.concept.measures
    return part.figure.indicator == whole.figure.indicator or (bool(part.concept.measures) and same)


def _over_years(query: Query, figures: Sequence[Known]) -> Plan | None:
    if query.dimension not in (None, "年份") and not re.fullmatch(r"\d{4}/\d{4}", query.subject.period or ""):
        return None
    if query.dimension != "年份" and not re.fullmatch(r"\d{4}/\d{4}", query.subject.period or ""):
        return None
    asked = query.subject
    stated = best(asked, prepared(query.question), figures)
    if stated and asked.period and stated[0].known.figure.period == asked.period:
        return None
    found = year_series(query, figures)
    if found is None or found.missing:
        return None
    if is_stock(found.figures):
        return Plan("trend", found.figures, dimension="年份", stock=True)
    return Plan("sum", found.figures, dimension="年份")


def is_stock(operands: Sequence[Known]) -> bool:
    """Whether figures say what there is at a time, so that those of several times do not add up."""
    return any(k.figure.nature in ("stock", "cumulative") or set(_STOCKS) & k.concept.measures for k in operands)


def _mean_over_years(query: Query, figures: Sequence[Known]) -> Plan | None:
    if not re.fullmatch(r"\d{4}/\d{4}", query.subject.period or "") and query.dimension != "年份":
        return None
    found = year_series(query, figures)
    return Plan("average", found.figures, dimension="年份", missing=found.missing) if found else None


def _named(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The cells that the question names itself."""
    operands = named_rows(query, figures) or named_cells(query, figures)
    if not operands:
        return None
    spread = len({k.figure.period for k in operands}) > 1
    if spread and is_stock(operands):
        return Plan("trend", operands, dimension="年份", stock=True)
    return Plan("sum", operands, dimension="年份" if spread and len(operands) > 2 else None)


def _tied(query: Query, figures: Sequence[Known]) -> Plan | None:
    """Figures that the question names alike and that differ in a rank of their own: 特等奖 2 项, 一等奖 23 项."""
    tied = [m.known for m in ties(best(query.whole, prepared(query.question), figures))]
    return Plan("sum", tuple(tied)) if len(tied) >= 2 and all(addable(tied[0], k) for k in tied) else None


def _each(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The parts of one sentence that the question calls 各环节, 各类, with the total that it names."""
    each = _EACH.search(query.question)
    named = (
        best(slots(_NUMBER.sub("", query.question[: each.start()])), prepared(query.question), figures) if each else []
    )
    if each is None or not named:
        return None
    total = named[0].known
    parts = each_part(each["kind"], total, figures)
    return Plan("sum", tuple(parts), total=total) if len(parts) >= 2 else None


def _jointly(query: Query, figures: Sequence[Known]) -> Plan | None:
    """Figures whose names the question says between them."""
    found = together(query, figures)
    return Plan("sum", found) if found else None


def _parts(query: Query, figures: Sequence[Known]) -> Plan | None:
    parts = neighbours(query, figures)
    return Plan("sum", tuple(parts)) if parts else None


def verified(query: Query, figures: Sequence[Known]) -> Plan | None:
    """Parts and the total that is stated for them or named in the question."""
    if told := text_and_table(query, figures):
        return told
    return _held_against(query, figures) or over_column(query, figures) or _listed(query, figures)


def _held_against(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The parts that the question names, with their total."""
    found = _each(query, figures) or _named(query, figures) or _members(query, figures)
    if found is None:
        return None
    operands = found.operands
    total = (
        stated_total(operands, figures)
        or found.total
        or _total_among(operands, figures)
        or (total_of_places(operands, figures) if query.dimension == "地区" else None)
        or _named_total(query, operands, figures)
    )
    if total is None:
        return None
    parts = tuple(k for k in operands if k.figure.id != total.figure.id)
    if not _of_one_time(parts, total):
        return None
    return Plan("verify", parts, total=total) if len(parts) >= 2 and addable(parts[0], total) else None


def _of_one_time(parts: Sequence[Known], total: Known) -> bool:
    """Whether parts of one year are not held against the total of another."""
    years = {(k.figure.period or "")[:4] for k in parts}
    year = (total.figure.period or "")[:4]
    return len(years) > 1 or not year or "" in years or year in years or "/" in (total.figure.period or "")


def _listed(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The parts that one sentence lists behind the total asked about, where the question names each of them."""
    heads = dict.fromkeys((query.subject, *(reading[0] for reading in query.readings)))
    asked = prepared(query.question)
    for head in heads:
        for match in best(head, asked, figures)[:3]:
            parts = of_which(match.known, figures)
            named = min((len(reading) for reading in query.readings), default=0)
            if len(parts) >= max(2, named - 1) and all(_said_of(k, match.known, asked) for k in parts):
                return Plan("verify", tuple(parts), total=match.known)
    return None


def _said_of(part: Known, total: Known, asked: str) -> bool:
    """Whether a question names a part: by a word that its total's name lacks; 各类 and 其他 name any."""
    own = [w for w in own_words(part.name) if not covered(w, total.name)]
    others = "其他" in part.name and re.search("其[他它余]", asked)
    return bool(others or _ALL_PARTS.search(asked) or any(covered(w, asked) for w in own))


def _total_among(operands: Sequence[Known], figures: Sequence[Known]) -> Known | None:
    """The operand that is by its name, or for want of a member that all others have, the total of the others."""
    totals = [k for k in operands if _SUMMED.search(k.figure.indicator)] or [
        k
        for k in operands
        if all(k is o or set(k.figure.dimensions) < set(o.figure.dimensions) for o in operands)
        and complete([o for o in operands if o is not k], figures)
    ]
    return totals[0] if len(totals) == 1 and len(operands) >= 3 else None


def _members(query: Query, figures: Sequence[Known]) -> Plan | None:
    asked = replace(query, whole=query.subject)
    siblings = by_region(asked, figures) if query.dimension == "地区" else by_member(asked, figures)
    return Plan("verify", tuple(siblings), dimension=varying(siblings)) if len(siblings) >= 2 else None


def _named_total(query: Query, parts: Sequence[Known], figures: Sequence[Known]) -> Known | None:
    """The total that the question names (等于总规模吗), of its parts' time and place, in their sentence at best."""
    named = _TOTAL.search(query.question)
    if not named or not named["total"].strip():
        return None
    taken = {k.figure.id for k in parts}
    others = [k for k in figures if k.figure.id not in taken and addable(parts[0], k)]
    first = parts[0]
    start, end = sentence_of(first.document, first.figure.start, first.figure.end)
    beside = [k for k in others if k.document.id == first.document.id and start <= k.figure.value_start < end]
    called = [k for k in beside if prepared(named["total"]) in k.name and k.figure.stat == first.figure.stat]
    if len(called) == 1:
        return called[0]
    wanted = slots(asking().classifier.sub("", named["total"]))
    wanted = replace(wanted, period=query.whole.period, region=query.whole.region)
    return cell(wanted, query, beside) or cell(wanted, query, others)
