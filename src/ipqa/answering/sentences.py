"""Results -> sentences: the answer first, then the formula, then every number that went into it with its mark."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from ..records import Figure
from ..statistics.compute import Result
from ..statistics.matching.library import Known
from ..statistics.operations.numbers import rounded, signed, with_unit
from .citing import Citing, mark
from .phrasing import brief, clause, itemised, where, written
from .timenames import period_label

_THINGS = ("count", "amount", "quantity")
# Amounts and quantities that are high or low, and not many.
_HEIGHTS = ("浓度", "强度", "密度", "标准", "价格", "均价", "指数", "单价")
_BESIDE = 4
"""So many of an order are shown where only its first one is asked; the chart has them all."""


def computed(result: Result, citing: Citing) -> str:
    """A computed result: what it says, the formula, and its inputs with their marks."""
    if all(k.figure.status == "given" for k in result.operands):
        return given(result, citing)
    numbers = [citing.figure(k) for k in result.operands]
    named = [item(k, result) for k in result.operands]
    if result.plan.dimension == "两端":
        named = [_thing(result)] * 2
        head = _from_end_to_end(result)
    else:
        head = _HEADS.get(result.plan.operation, _total)(result, named)
    labels = labelled(result)[1] if result.plan.total is None and result.plan.dimension != "两端" else named
    listed = "，".join(
        f"{label} {written(k)}{mark(n)}" for label, k, n in zip(labels, result.operands, numbers, strict=True)
    )
    head = _shared(result.operands, head) + head
    return f"{head}（{result.formula}，由原文数字计算得出）：{listed}。{_against(result)}"


def _from_end_to_end(result: Result) -> str:
    """A change that one clause tells: from what to what, and by how much or how many times."""
    later, earlier = result.operands
    said = {
        "ratio": f"是原来的 {amount(result)}",
        "growth": f"{'增长' if result.rises else '下降'} {amount(result)}",
    }.get(result.plan.operation, f"{_moved(result)} {amount(result)}")
    return f"{_thing(result)}从 {written(earlier)}变为 {written(later)}，{said}"


def _thing(result: Result) -> str:
    """What changed: the name that its clause gives it, which stands before 从."""
    later, earlier = result.operands
    own = re.sub(r"(?:从|由)的?$", "", brief(earlier))
    return own or brief(later)


def converted(result: Result, citing: Citing) -> str:
    """A figure in the unit that was asked for."""
    return f"即 {amount(result)}（{result.formula}，由原文数字换算得出）。{mark(citing.figure(result.operands[0]))}"


def given(result: Result, citing: Citing) -> str:
    """What the user's own numbers come to; no document says it."""
    for known in result.operands:
        citing.figure(known)
    return f"{amount(result)}（{result.formula}，按所给数字计算，不是资料中的数据）。"


def amount(result: Result) -> str:
    """The value with its unit, rounded as an answer gives it."""
    assert result.value is not None
    return with_unit(rounded(result.value, result.inexact), result.unit)


def _difference(result: Result, named: Sequence[str]) -> str:
    first, second = result.operands[0], result.operands[1]
    if result.plan.dimension == "目标":
        over = signed(second.figure) >= signed(first.figure)
        said = "已超过目标" if over else "距离目标还差"
        return f"{brief(second)}{said} {amount(result)}"
    if result.plan.dimension == "变化":
        return f"{_moment(first)}{brief(first)}比{_before(second)}{_moved(result)} {amount(result)}"
    word = _degree(first.figure, signed(first.figure) >= signed(second.figure))
    return f"{named[0]}比{named[1]}{word} {amount(result)}"


def _moved(result: Result) -> str:
    """增加 or 减少; of a rate 提高 or 下降."""
    rate = result.operands[0].figure.stat not in _THINGS
    if result.rises:
        return "提高" if rate else "增加"
    return "下降" if rate else "减少"


def _before(earlier: Known) -> str:
    """The earlier end of a change: its year, or 原来 where the clause gives none of its own."""
    return _moment(earlier) or "原来的"


def _moment(known: Known) -> str:
    return period_label(known.figure.period) if known.figure.period else ""


def _growth(result: Result, named: Sequence[str]) -> str:
    earlier = result.operands[1]
    if not result.value:
        return f"{named[0]}与{_before(earlier)}持平，增长 0%"
    return f"{named[0]}比{_before(earlier)}{'增长' if result.rises else '下降'} {amount(result)}"


def _annual(result: Result, named: Sequence[str]) -> str:
    later, earlier = result.operands[0], result.operands[1]
    span = f"{period_label(earlier.figure.period)}至{period_label(later.figure.period)}"
    return f"{span}{brief(later)}年均{'增长' if result.rises else '下降'} {amount(result)}"


def _ratio(result: Result, named: Sequence[str]) -> str:
    if result.plan.dimension == "目标":
        return f"{brief(result.operands[0])}完成{_moment(result.operands[1])}目标的 {amount(result)}"
    if result.plan.operation == "share" and named[0] == named[1]:
        members = dict(result.operands[0].figure.dimensions)
        inside = [m for d, m in members.items() if (d, m) not in result.operands[1].figure.dimensions]
        if not inside:
            return f"{clause(result.operands[0])}，占{named[1]}的 {amount(result)}"
        return f"{named[0]}中{'、'.join(inside)}占 {amount(result)}"
    if result.plan.operation == "share" and len(result.operands) > 2:
        return f"{named[result.inputs[0]]}占各项合计的 {amount(result)}"
    if result.unit == "%":
        return f"{named[0]}{'占' if result.plan.operation == 'share' else '相当于'}{named[1]}的 {amount(result)}"
    if result.unit == "倍":
        return f"{named[0]}是{named[1]}的 {amount(result)}"
    return f"{named[0]}平均为 {amount(result)}"


def _total(result: Result, named: Sequence[str]) -> str:
    if result.plan.operation == "verify" and result.met is not None:
        return f"{'不矛盾' if result.met else '矛盾'}：各项合计 {amount(result)}"
    if result.plan.operation == "verify" and result.difference is not None:
        return f"{'相等' if not result.difference else '不相等'}：各项合计 {amount(result)}"
    return f"合计 {amount(result)}"


def _average(result: Result, named: Sequence[str]) -> str:
    return f"{'各年' if result.plan.dimension == '年份' else ''}平均为 {amount(result)}"


def _target(result: Result, named: Sequence[str]) -> str:
    aim, done = result.operands
    verdict = "完成了目标" if result.met else "没有完成目标"
    if not result.value:
        return f"{verdict}：实际与目标持平（{written(done)}）"
    degree = _degree(done.figure, bool(result.rises))
    return f"{verdict}：目标为 {written(aim)}，实际为 {written(done)}，比目标{degree} {amount(result)}"


def _adjustment(result: Result, named: Sequence[str]) -> str:
    later, earlier = result.operands
    word = "没有调整" if not result.value else "调高了" if result.rises else "调低了"
    return (
        f"{word}：{brief(later)}{period_label(earlier.figure.period)}为 {written(earlier)}，"
        f"{period_label(later.figure.period)}为 {written(later)}，相差 {amount(result)}"
    )


_HEADS: dict[str, Callable[[Result, Sequence[str]], str]] = {
    "difference": _difference,
    "growth": _growth,
    "annual": _annual,
    "ratio": _ratio,
    "share": _ratio,
    "average": _average,
    "target": _target,
    "adjustment": _adjustment,
}


def _degree(figure: Figure, more: bool) -> str:
    if figure.stat in _THINGS and figure.unit != "分" and not figure.indicator.endswith(_HEIGHTS):
        return "多" if more else "少"
    return "高" if more else "低"


def _shared(operands: Sequence[Known], said: str) -> str:
    """Region and period in front of a result, as far as its inputs share them."""
    figures = [k.figure for k in operands]
    first = figures[0]
    return where(
        replace(
            first,
            period=first.period if all(f.period == first.period for f in figures) else None,
            region=first.region if all(f.region == first.region for f in figures) else None,
        ),
        said,
    )


def _against(result: Result) -> str:
    """What a sum says of the stated total."""
    total, difference, value = result.plan.total, result.difference, result.value
    if total is not None and result.met is not None:
        return f"与原文{brief(total)} {written(total)}{'相符，不矛盾' if result.met else '不符'}。"
    if total is None or difference is None or value is None:
        return ""
    if not difference:
        return f"与原文合计 {written(total)}一致。"
    more = "多" if difference > 0 else "少"
    apart = with_unit(rounded(abs(difference)), result.unit)
    if result.rounding:
        return f"与原文{brief(total)} {written(total)}相差 {apart}，在四舍五入的误差范围内。"
    return f"与原文{brief(total)} {written(total)}不一致，比原文{more} {apart}，对不上。"


def ordered(result: Result, citing: Citing) -> str:
    """Several figures in order; for a comparison the winner first, for years which way they go."""
    named, labels = labelled(result)
    shown = list(zip(labels, result.operands, strict=True))
    if result.plan.operation == "argmax":
        shown = shown[:_BESIDE]
    items = [f"{label} {written(k)}{mark(citing.figure(k))}" for label, k in shown]
    first = result.operands[0]
    body = f"{lead(result) or named}{'、'.join(items)}{'等' if len(shown) < len(labels) else ''}"
    said = f"{_shared(result.operands, ''.join(items))}{body}。"
    if result.formula and result.value is not None:
        degree = _degree(first.figure, not result.plan.lowest)
        said += (
            f"{item(first, result)}比{item(result.operands[1], result)}{degree} {amount(result)}"
            f"（{result.formula}，由原文数字计算得出）。"
        )
    return said


def labelled(result: Result) -> tuple[str, list[str]]:
    """What all figures share, to be said once, and what tells each apart: 商标注册量：, [2021年, 2022年]."""
    names = {brief(k) for k in result.operands}
    own = [item(k, result).removesuffix(brief(k)) for k in result.operands]
    if len(names) > 1 or not all(own) or len(set(own)) < len(own):
        return "", [item(k, result) for k in result.operands]
    return f"{names.pop()}，", own


def listed(result: Result, citing: Citing) -> str:
    """Figures of one kind, each in its own words."""
    items = [f"{itemised(k)}{mark(citing.figure(k))}" for k in result.operands]
    return f"{'；'.join(dict.fromkeys(items))}。"


def lead(result: Result) -> str:
    """What the order says: which is the most."""
    first = result.operands[0]
    if result.plan.operation not in ("compare", "argmax") or len(result.operands) < 2:
        return ""
    if result.plan.dimension == "年份" and result.plan.operation == "compare":
        return ""
    if signed(first.figure) == signed(result.operands[1].figure):
        return "两者相同：" if len(result.operands) == 2 else "并列："
    if len(result.operands) == 2 and len({k.figure.period for k in result.operands}) == 2 and labelled(result)[0]:
        later, earlier = sorted(result.operands, key=lambda k: k.figure.period or "", reverse=True)
        more = signed(later.figure) > signed(earlier.figure)
        return f"{item(later, result)}比{period_label(earlier.figure.period)}{_degree(later.figure, more)}："
    degree = _degree(first.figure, not result.plan.lowest)
    most = "最" if len(result.operands) > 2 or result.plan.operation == "argmax" else "更"
    return f"{item(first, result)}{most}{degree}："


def item(known: Known, result: Result) -> str:
    """A figure's name with the region and period where they are needed to tell the operands apart."""
    if result.plan.dimension == "年份":
        return f"{period_label(known.figure.period)}{brief(known)}"
    regions = {k.figure.region for k in result.operands}
    place = _short_place(known.figure.region or "", regions) if len(regions) > 1 else ""
    place = "" if place in brief(known) else place
    periods = {k.figure.period for k in result.operands}
    year = period_label(known.figure.period) if len(periods) > 1 else ""
    entity = known.figure.entity or ""
    who = entity if len({k.figure.entity for k in result.operands}) > 1 and entity not in brief(known) else ""
    return f"{year}{place}{who}{brief(known)}"


def _short_place(place: str, places: Collection[str | None]) -> str:
    """A place without the name of the city or province that all of several share."""
    above = {(_ABOVE.match(p) or _NOWHERE)[0] for p in places if p}
    shared = above.pop() if len(above) == 1 else ""
    return place.removeprefix(shared)


_ABOVE = re.compile(r"^(?:.+?(?:省|自治区|自治州|地区|市|盟)(?=.{2,}))?")
_NOWHERE = ("",)
