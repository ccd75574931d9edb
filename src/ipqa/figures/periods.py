"""Mentions of time in running text as ISO 8601 text: 2021年3月 -> 2021-03, 2018-2022年 -> 2018/2022, 今年 -> anchor.

Periods (统计期间) are what a figure is about; dates of events are found too, because a figure may hang on them.
"""

import re
from dataclasses import dataclass

# 第N个五年规划: the years of each national five-year plan.
PLANS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}

_QUARTERS = {
    "上半年": ("01", "06"), "下半年": ("07", "12"), "一季度": ("01", "03"), "第一季度": ("01", "03"),
    "二季度": ("04", "06"), "第二季度": ("04", "06"), "三季度": ("07", "09"), "第三季度": ("07", "09"),
    "四季度": ("10", "12"), "第四季度": ("10", "12"), "前三季度": ("01", "09"), "前三个季度": ("01", "09"),
    "前两个季度": ("01", "06"),
}  # fmt: skip
_YEAR = r"(?:19|20)\d{2}"
_SPACE = r"[ \u3000]*"
_DASH = rf"{_SPACE}(?:[-~～—–－至到]+|──){_SPACE}"
_PATTERN = re.compile(
    rf"(?P<range>(?<!\d)(?P<from>{_YEAR}){_SPACE}年?{_DASH}(?P<to>{_YEAR}){_SPACE}年(?!版))"
    rf"|(?P<dated>(?<!\d)(?P<year>{_YEAR}){_SPACE}年(?:度)?(?:{_SPACE}(?:(?P<part>{'|'.join(sorted(_QUARTERS, key=len, reverse=True))})"
    rf"|(?P<month>1[0-2]|0?[1-9]){_SPACE}月(?:份)?(?:{_SPACE}(?P<day>[12]\d|3[01]|0?[1-9]){_SPACE}日)?"
    rf"(?:{_DASH}(?P<month2>1[0-2]|0?[1-9]){_SPACE}月(?:份)?(?:{_SPACE}(?P<day2>[12]\d|3[01]|0?[1-9]){_SPACE}日)?)?))?)"
    r"|(?P<plan>[“\"]?(?P<ordinal>十[一二三四五六]?)五[”\"]?(?:时期|期间|以来|末|规划)?)"
    r"|(?P<span>(?:近|过去|最近)(?P<years>[一两二三四五六七八九十]|\d{1,2})年|(?P<five>五年来))"
    r"|(?P<relative>今年|本年度|本年|过去一年|去年同期|上年同期|上一年同期|去年末|上年末|上年底|去年底|去年|上年|上一年|前年|明年|下一年|次年)"
    r"|(?P<open>截[止至](?:到)?目前|目前|截[止至]今|迄今|至今|(?<![实呈出发体表])现有|现已)"
    r"|(?P<iso>(?<![\d.])(?P<iy>(?:19|20)\d{2})-(?P<im>0[1-9]|1[0-2])(?:-(?P<id>0[1-9]|[12]\d|3[01]))?(?![\d-]))"
)
_OFFSETS = {
    "今年": 0, "本年度": 0, "本年": 0, "过去一年": -1, "去年": -1, "去年末": -1, "上年末": -1, "上年底": -1, "去年底": -1, "去年同期": -1, "上年": -1, "上一年": -1, "上年同期": -1,
    "上一年同期": -1, "前年": -2, "明年": 1, "下一年": 1, "次年": 1,
}  # fmt: skip
_BASELINE = {"去年同期", "上年同期", "上一年同期"}


@dataclass(frozen=True, slots=True)
class Period:
    """A mention of time at ``start``..``end``.

    ``iso`` is None where the text says only 目前 or 近三年 and gives no date. ``relative`` mentions need an anchor year and
    carry ``offset`` instead. ``open`` mentions (截至目前) end the reach of earlier ones. ``baseline`` ones (较上年同期的842件)
    are what is compared with.
    """

    start: int
    end: int
    iso: str | None
    kind: str
    offset: int = 0
    baseline: bool = False

    def resolve(self, anchor: int | None) -> str | None:
        """The period in ISO 8601, relative mentions counted from the anchor year."""
        if self.kind != "relative":
            return self.iso
        return str(anchor + self.offset) if anchor else None


def periods(text: str) -> list[Period]:
    """All mentions of time, in order."""
    return [found for match in _PATTERN.finditer(text) if (found := _read(match)) is not None]


def _read(match: re.Match[str]) -> Period | None:
    start, end = match.span()
    if match["range"]:
        return Period(start, end, f"{match['from']}/{match['to']}", "range")
    if match["iso"]:
        return Period(start, end, match["iso"], "date")
    if match["dated"]:
        return Period(start, end, _dated(match), "date")
    if match["plan"]:
        return _plan(match)
    if match["relative"]:
        word = match["relative"]
        return Period(start, end, None, "relative", _OFFSETS[word], word in _BASELINE)
    return Period(start, end, None, "span" if match["span"] else "open")


def _dated(match: re.Match[str]) -> str:
    year = match["year"]
    if match["part"]:
        first, last = _QUARTERS[match["part"]]
        return f"{year}-{first}/{year}-{last}"
    if not match["month"]:
        return year
    begin = f"{year}-{int(match['month']):02}" + (f"-{int(match['day']):02}" if match["day"] else "")
    if match["month2"]:
        return f"{begin}/{year}-{int(match['month2']):02}" + (f"-{int(match['day2']):02}" if match["day2"] else "")
    return begin


def _plan(match: re.Match[str]) -> Period | None:
    text, ordinal = match["plan"], match["ordinal"]
    # Without quotes 十五 is a number as often as a plan (二十五, 十五件).
    if text[0] not in '“"' and not text.endswith(("时期", "期间", "以来", "规划")):
        return None
    first = PLANS.get(ordinal)
    if first is None:
        return None
    return Period(match.start(), match.end(), str(first + 4) if text.endswith("末") else f"{first}/{first + 4}", "plan")


def year_of(iso: str | None) -> int | None:
    """The (last) year of an ISO period: 2018/2022 -> 2022."""
    years = re.findall(r"\d{4}", iso or "")
    return int(years[-1]) if years else None
