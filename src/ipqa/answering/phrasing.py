"""Figures and results -> sentences, in the document's own words and digits."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ..figures.lexicons import longest_first, table
from ..figures.quantities import quantities
from ..records import Figure
from ..statistics.compute import Result, rounded, signed
from ..statistics.library import Known
from ..statistics.match import Match
from .citing import Citing, mark, tidy

_STAT_NAMES = {
    "share": "占比", "growth_yoy": "同比增速", "growth_annual": "年均增速", "rank": "排名", "diff_pp": "差距",
    "change_abs": "增减量",
}  # fmt: skip
_DIFFERS = {
    "period": "统计时间", "region": "地区", "status": "目标或实际", "stat": "统计口径", "unit": "计量单位",
    "object": "对象", "measure": "指标", "member": "分类", "part": "占比的分子与分母",
}  # fmt: skip


def written(known: Known) -> str:
    """The number exactly as written, with its comparator and unit: 突破 600 家, 36 万余元, 第 4 位."""
    figure, text = known.figure, known.document.text
    start, end = figure.start, figure.end
    for quantity in quantities(text[start:end]):
        if quantity.value_start + start == figure.value_start:
            value = text[quantity.start + start : quantity.end + start]
            break
    else:
        tail = text[figure.value_end : figure.value_end + 12]
        unit = re.match(rf"[ \u3000]*{re.escape(figure.unit)}", tail)
        # A cell's unit stands in the column's head or above the table.
        apart = f"{'' if figure.unit in ('%', '‰') else ' '}{figure.unit}" if figure.cell else ""
        value = text[figure.value_start : figure.value_end] + (unit.group() if unit else apart)
    ahead = _before().search(text[max(start, figure.value_start - 6) : figure.value_start])
    cue = ahead[1] if ahead and not value.startswith("第") else ""
    falls = "下降 " if figure.stat in ("growth_yoy", "growth_annual") and figure.direction == "decrease" else ""
    return tidy(falls + (f"{cue} {value}" if cue else value)).strip()


@cache
def _before() -> re.Pattern[str]:
    """A comparator right before a number."""
    words = "|".join(map(re.escape, longest_first(table("cues")["comparator_before"])))
    return re.compile(rf"({words})(?:了|过)?[ \u3000]*$")


def name(figure: Figure) -> str:
    """What a figure is, with its members: 企业有效发明专利量."""
    own = [
        m
        for d, m in figure.dimensions
        if m not in figure.indicator and not (d == "专利类型" and m[:2] in figure.indicator)
    ]
    return tidy("".join(own) + figure.indicator)


def period_label(period: str | None) -> str:
    """2021 -> 2021年; 2018/2022 -> 2018年至2022年; 2017-09-01/… as ISO dates in words."""
    if not period:
        return ""
    for half, (first, last) in _HALVES.items():
        if re.fullmatch(rf"(\d{{4}})-{first}/\1-{last}", period):
            return f"{period[:4]}年{half}"
    return "至".join(_date_words(p) for p in period.split("/"))


_HALVES = {"上半年": ("01", "06"), "下半年": ("07", "12")}


def _date_words(iso: str) -> str:
    parts = iso.split("-")
    return "".join(f"{int(p)}{unit}" for p, unit in zip(parts, "年月日", strict=False))


def clause(known: Known) -> str:
    """A figure in its document's words where its clause says what it is; else named from the record."""
    figure, text = known.figure, known.document.text
    own = tidy(text[figure.start : figure.end])
    several = sum(q.kind != "rank" for q in quantities(own)) > 2 or ("分别" in own)
    named = all(
        part in re.sub(r"\s", "", own)
        for part in [tidy(figure.raw_indicator), *(m for d, m in figure.dimensions if d != "成员")][:1]
    )
    if figure.cell is None and named and not several and len(own) <= 80 and _says_measure(figure, own):
        return own
    label = _STAT_NAMES.get(figure.stat, "")
    subject = name(figure)
    if label and not re.search(r"占|比重|率|增速|增幅|涨幅|排名", subject):
        subject += label
    return f"{subject} {written(known)}"


def _says_measure(figure: Figure, own: str) -> bool:
    """Whether the clause itself tells what was done (授权, 申请) and not only the topic above it."""
    suffix = re.search(r"(申请|授权|注册|有效|拥有|转让|许可)量$", figure.indicator)
    return suffix is None or suffix[1] in own


def stated(known: Known, citing: Citing) -> str:
    """One figure as a sentence with region, period, status and mark."""
    return f"{itemised(known)}。{mark(citing.figure(known))}"


def itemised(known: Known) -> str:
    """One of several figures in a list: its clause with place and time."""
    said = clause(known)
    return f"{where(known.figure, said)}{said}{_status(known.figure)}"


def where(figure: Figure, said: str) -> str:
    """Region and period in front of a clause that does not name them itself."""
    parts = []
    label = period_label(figure.period)
    if label and label[:5] not in re.sub(r"\s", "", said):
        parts.append(label)
    region = figure.region or ""
    short = re.sub(r"^.+?(?:省|市|州|盟)(?=.{2,})", "", region)
    if region and short[:2] not in said:
        parts.append(region)
    return f"{''.join(parts)}：" if parts else ""


def _status(figure: Figure) -> str:
    return {"target": "（目标值）", "forecast": "（预计值）"}.get(figure.status, "")


def computed(result: Result, citing: Citing) -> str:
    """A difference, ratio or sum: its result first, then the formula with its inputs' marks."""
    numbers = [citing.figure(k) for k in result.operands]
    value, unit = result.value, result.unit
    assert value is not None
    shown = rounded(value, result.inexact)
    amount = f"{shown}{unit}" if unit == "%" else f"{shown} {unit}"
    first, second = result.operands[0], result.operands[1]
    named = [_item(k, result) for k in result.operands]
    match result.plan.operation:
        case "difference":
            more, less = ("高", "低") if first.figure.normalized_unit == "%" else ("多", "少")
            word = more if signed(first.figure) >= signed(second.figure) else less
            head = f"{named[0]}比{named[1]}{word} {amount}"
        case "ratio":
            head = f"{named[0]}相当于{named[1]}的 {amount}" if unit in ("%", "倍") else f"{named[0]}平均为 {amount}"
        case _:
            head = f"合计 {amount}"
    listed = "，".join(
        f"{label} {written(k)}{mark(n)}" for label, k, n in zip(named, result.operands, numbers, strict=True)
    )
    head = _shared(result.operands, head) + head
    return f"{head}（{result.formula}，由原文数字计算得出）：{listed}。{_against(result)}"


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
    if total is None or difference is None or value is None:
        return ""
    if not difference:
        return f"与原文合计 {written(total)}一致。"
    more = "多" if difference > 0 else "少"
    return (
        f"与原文{brief(total)} {written(total)}不一致，比原文{more} {rounded(abs(difference))} {result.unit}，对不上。"
    )


def brief(known: Known) -> str:
    """A figure's name with its statistic and, for a target, that it is one."""
    figure = known.figure
    label = _STAT_NAMES.get(figure.stat, "") if figure.stat in ("growth_yoy", "share", "growth_annual") else ""
    own = name(figure)
    status = "目标" if figure.status == "target" and "目标" not in own else ""
    return own + ("" if label and label in own else label) + status


def ordered(result: Result, citing: Citing) -> str:
    """Several figures in order; for a comparison the winner first."""
    items = [f"{_item(k, result)} {written(k)}{mark(citing.figure(k))}" for k in result.operands]
    first = result.operands[0]
    operation = result.plan.operation
    lead = ""
    if operation in ("compare", "argmax") and len(result.operands) >= 2:
        tie = signed(first.figure) == signed(result.operands[1].figure)
        degree = "低" if result.plan.lowest else "高"
        if first.figure.stat in ("count", "amount", "quantity"):
            degree = "少" if result.plan.lowest else "多"
        most = "最" if len(result.operands) > 2 or operation == "argmax" else "更"
        lead = "两者相同：" if tie else f"{_item(first, result)}{most}{degree}："
    return f"{where(first.figure, ''.join(items))}{lead}{'、'.join(items)}。"


def _item(known: Known, result: Result) -> str:
    """A figure's name with the region and period where they are needed to tell the operands apart."""
    if result.plan.dimension == "年份":
        return f"{period_label(known.figure.period)}{brief(known)}"
    regions = {k.figure.region for k in result.operands}
    place = (known.figure.region or "") if len(regions) > 1 else ""
    periods = {k.figure.period for k in result.operands}
    year = period_label(known.figure.period) if len(periods) > 1 else ""
    return f"{year}{place}{brief(known)}"


def twin(match: Match, citing: Citing) -> str:
    """What was asked is not there; the nearest figure, and in what it differs."""
    number = citing.figure(match.known)
    names = "、".join(dict.fromkeys(_DIFFERS[m] for m in match.mismatches))
    reasons = [f"{names}不同"] if names else []
    if match.residue:
        reasons.append(f"其中没有提到“{'、'.join(match.residue)}”")
    return (
        f"资料中没有所问的数据。最接近的一条是：{itemised(match.known)}{mark(number)}"
        f"（{'，'.join(reasons) or '表述不同'}，不能当作答案）。"
    )
