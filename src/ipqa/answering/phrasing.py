"""Figures and results -> sentences, in the document's own words and digits."""

import re
from functools import cache

from ..figures.lexicons import longest_first, table
from ..figures.values.quantities import quantities
from ..records import Figure
from ..statistics.matching.library import Known
from ..statistics.matching.match import Match
from ..statistics.operations.numbers import shown_value
from .amended import restated
from .citing import Citing, mark, tidy
from .timenames import period_label

_STAT_NAMES = {
    "share": "占比", "growth_yoy": "同比增速", "growth_annual": "年均增速", "rank": "排名", "diff_pp": "差距",
    "change_abs": "增减量",
}  # fmt: skip
_DIFFERS = {
    "period": "统计时间", "region": "地区", "status": "目标或实际", "stat": "统计口径", "unit": "计量单位",
    "object": "对象", "measure": "指标", "member": "分类", "part": "占比的分子与分母",
    "nature": "累计或当期", "occasion": "所属活动", "denied": "所指相反",
}  # fmt: skip


def written(known: Known) -> str:
    """The number exactly as written, with its comparator and unit: 突破 600 家, 36 万余元, 第 4 位."""
    figure, text = known.figure, known.document.text
    if figure.restated:
        return restated(figure, known.document)
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
        value = _number(known) + (unit.group() if unit else apart.rstrip())
    ahead = _before().search(text[max(start, figure.value_start - 6) : figure.value_start])
    cue = ahead[1] if ahead and not value.startswith("第") else ""
    falls = "下降 " if figure.stat in ("growth_yoy", "growth_annual") and figure.direction == "decrease" else ""
    return tidy(falls + (f"{cue} {value}" if cue else value)).strip()


def _number(known: Known) -> str:
    """The digits as they stand, but for the .0 that a spreadsheet adds to what is counted."""
    digits = known.document.text[known.figure.value_start : known.figure.value_end]
    return shown_value(known.figure) if digits.endswith(".0") else digits


@cache
def _before() -> re.Pattern[str]:
    """A comparator right before a number."""
    words = "|".join(map(re.escape, longest_first(table("cues")["comparator_before"])))
    return re.compile(rf"({words})(?:了|过)?[ \u3000]*$")


def name(figure: Figure, said: str = "") -> str:
    """What a figure is, with its members, as ``said`` writes them where it does: 企业有效发明专利量."""
    own = [
        as_written(d, m, said)
        for d, m in figure.dimensions
        if m not in figure.indicator and not (d == "专利类型" and m[:2] in figure.indicator)
    ]
    return tidy("".join(own) + figure.indicator)


def as_written(dimension: str, member: str, said: str) -> str:
    """A member in the words of a text: 高校 of 大专院校 1947 件; itself where the text does not say it."""
    if member in said:
        return member
    other = table("indicators")["dimensions"].get(dimension, {}).get(member, ())
    return next((alias for alias in longest_first(other) if alias in said), member)


def clause(known: Known) -> str:
    """A figure in its document's words where its clause says what it is; else named from the record."""
    figure, text = known.figure, known.document.text
    own = tidy(text[figure.start : figure.end])
    several = sum(q.kind != "rank" for q in quantities(own)) > 2 or ("分别" in own)
    named = all(
        part in re.sub(r"\s", "", own)
        for part in [tidy(figure.raw_indicator), *(m for d, m in figure.dimensions if d != "成员")][:1]
    )
    if (
        figure.cell is None
        and not figure.restated
        and named
        and not several
        and len(own) <= 80
        and _says_measure(figure, own)
    ):
        return own
    label = _STAT_NAMES.get(figure.stat, "")
    subject = name(figure, own)
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


def brief(known: Known) -> str:
    """A figure's name with its statistic and, for a target, that it is one."""
    figure = known.figure
    label = _STAT_NAMES.get(figure.stat, "") if figure.stat in ("growth_yoy", "share", "growth_annual") else ""
    own = name(figure, known.document.text[figure.start : figure.end])
    status = "目标" if figure.status == "target" and "目标" not in own else ""
    return own + ("" if label and label in own else label) + status


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
