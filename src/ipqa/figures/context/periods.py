"""Mentions of time in running text as ISO 8601 text: 2021年3月 -> 2021-03, 2018-2022年 -> 2018/2022, 今年 -> anchor.

Periods (统计期间) are what a figure is about; dates of events are found too, because a figure may hang on them.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ...text import simplified
from ..values.numerals import parse

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
_TO = "[ \u3000]*(?:[-~～—–－至到]+|──)[ \u3000]*"
# 一至三季度, 第1—3季度, 一季度到三季度
_RANGE = rf"第?(?P<q1>[一二三1-3])(?:个?季度)?{_TO}第?(?P<q2>[二三四2-4])个?季度"
_DASH = rf"{_SPACE}(?:[-~～—–－至到]+|──){_SPACE}"
_PARTS = "|".join(sorted(_QUARTERS, key=len, reverse=True))
_MONTH = r"1[0-2]|0?[1-9]"
_DAY = r"[12]\d|3[01]|0?[1-9]"
# 一九八五年 and 二〇二三年三月十五日, as the dates of laws and notices are spelled.
_SPELLED = (
    r"(?P<spelled>(?<![〇○零一二三四五六七八九十])(?P<sy>(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2})年(?:度)?"
    r"(?:(?P<sm>十[一二]?|[一二三四五六七八九])月(?:份)?(?:(?P<sd>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日)?)?)"
)
# 1月至9月, 1-9月, 上半年: the part of a year, behind it.
_PART = (
    rf"{_SPACE}(?:{_RANGE}|(?P<part>{_PARTS})|(?P<first>{_MONTH}){_DASH}(?P<last>{_MONTH}){_SPACE}月(?:份)?"
    rf"|(?P<month>{_MONTH}){_SPACE}月(?:份)?(?:{_SPACE}(?P<day>{_DAY}){_SPACE}日)?"
    rf"(?:{_DASH}(?P<month2>{_MONTH}){_SPACE}月(?:份)?(?:{_SPACE}(?P<day2>{_DAY}){_SPACE}日)?)?)"
)
# 23年底, 24年上半年: the century left out. A question may say it so anywhere (24年的指标); 用了24年, 24年来 count.
_SHORT_YEAR = r"(?<![\d.．,/—–~～至到第近过历时满经用长达约超每前这整连续共有花隔年期限持立效为护-])[012]\d"
_SURE = (
    r"(?=年(?:度?(?:底|末(?!期)|全年|[上下]半年|第?[一二三四]季度|前[三两]个?季度"
    rf"|(?:{_MONTH})(?:{_DASH}(?:{_MONTH}))?月)))"
)
_ASKED = (
    r"(?=年(?!以?来|间|内|期|末期|后(?!半)|前(?![三两]个?季)|多|以上|以下|左右|历|时长"
    r"|[的之]?(?:时间|期限|历史|经验|老)|才|就|中|里|龄|级|版|一遇))"
)


def _pattern(short: str) -> re.Pattern[str]:
    """The pattern of all mentions; ``short`` tells where two digits before 年 are a year."""
    year = rf"(?:(?<!\d){_YEAR}|{_SHORT_YEAR}{short})"
    return re.compile(_MENTIONS.replace("<YEAR>", year))


_MENTIONS = (
    # No mention opens otherwise: most places in a text are passed at once.
    r"(?=[\d一二三四五六七八九十两〇○零“\"近过最这未今本上去前明下次截目迄至现全第])(?:"
    rf"(?P<range>(?<!\d)(?P<from>{_YEAR}){_SPACE}年?{_DASH}(?P<to>{_YEAR}){_SPACE}年(?!版))"
    # 2022、2023和2024年: the first ones have no 年 of their own.
    rf"|(?P<listed>(?<![\d.]){_YEAR}(?=(?:{_SPACE}[、和与及]{_SPACE}{_YEAR})*{_SPACE}[、和与及]{_SPACE}{_YEAR}{_SPACE}年))"
    rf"|(?P<dated>(?P<year><YEAR>){_SPACE}年(?:度)?(?:{_PART})?)"
    rf"|{_SPELLED}"
    r"|(?P<plan>(?<![〇零一二三四五六七八九十第])[“\"]?(?P<ordinal>十[一二三四五六]?)五[”\"]?(?:时期|期间|以来|末|规划)?)"
    # 过去五年, 五年来, 未来三年; 过去一年 is last year.
    r"|(?P<span>(?P<ahead>未来|今后)?(?:近|过去|最近|这)?(?<!前)(?P<years>[两二三四五六七八九十]|\d{1,2})年(?:以?来|间)"
    r"|(?:近|过去|最近|这|(?P<next>未来|今后))(?P<years2>[两二三四五六七八九十]|\d{1,2})年"
    r"|(?<![\d第一二三四五六七八九十])(?P<years3>[两二三四五六七八九十])年(?=年均|累计|平均))"
    # 发明年均, 如今年, 以上年限, 首次年检, 成本年增长, 以前年度: the mention is part of other words.
    rf"|(?P<relative>(?<!如)今年(?:{_PART.replace('?P<', '?P<r_')})?|(?<![基资成样])本年度?|过去一年"
    r"|上一年(?:同期|度)?|(?<!过)去年(?:同期|末|底|度)?|(?<!以)上年(?:同期|末|底|度)?"
    r"|(?<![以之目])前年|(?<![发证说表声])明年|下一年|(?<![首每一二三多])次年)"
    r"|(?P<open>截[止至](?:到)?目前|(?<![项题科栏节数])目前|截[止至]今(?!年)|迄今|至今(?!年)"
    r"|(?<![实呈出发体表])现有|现已)"
    # 全年, 上半年, 3月末: the year stands elsewhere.
    r"|(?P<bare>(?P<whole>全年(?!龄|目标|任务|计划|预算|预期|均))|(?<![\d.个上本当每第])"
    rf"{_PART.replace('?P<', '?P<b_')}(?![活均度薪租费供报刊嫂票]))"
    r"|(?P<iso>(?<![\d.])(?P<iy>(?:19|20)\d{2})-(?P<im>0[1-9]|1[0-2])(?:-(?P<id>0[1-9]|[12]\d|3[01]))?(?![\d-])))"
)
_PATTERN, _IN_QUESTIONS = _pattern(_SURE), _pattern(_ASKED)
# Years from the anchor; 上年末, 上年同期 count as 上年.
_OFFSETS = {
    "今年": 0, "本年": 0, "过去一年": -1, "去年": -1, "上年": -1, "上一年": -1, "前年": -2,
    "明年": 1, "下一年": 1, "次年": 1,
}  # fmt: skip
_DEICTIC = ("今年", "去年", "前年", "明年")
# No mention of time is without one of these; most sentences are.
_MAY_HOLD = re.compile(r"[年月季五]|目前|现[有已]|[至迄]今|\d{4}-\d")
_WIDE = re.compile(r"[０-９]")
# Same length after translation, so that spans stay true.
_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Period:
    """A mention of time at ``start``..``end``.

    ``iso`` is None where the text says only 目前 or 近三年 and gives no date. ``relative`` mentions need an anchor year
    and carry ``offset`` instead, and in ``part`` the months of 今年上半年. ``open`` mentions (截至目前) end the reach
    of earlier ones. ``baseline`` ones (较上年同期的842件) are what is compared with. ``part`` mentions (全年, 3月末)
    are of a year that stands elsewhere. ``span`` mentions cover ``years`` up to the year spoken of, or behind it (< 0).
    ``deictic`` ones (今年, 去年) count from the day on which it was said, 本年 and 上年 from the year told of.
    """

    start: int
    end: int
    iso: str | None
    kind: str
    offset: int = 0
    baseline: bool = False
    part: tuple[str, ...] = ()
    years: int = 0
    deictic: bool = False

    def moved(self, by: int) -> "Period":
        """The same mention at another place of the text."""
        start, end = self.start + by, self.end + by
        return replace(self, start=start, end=end)

    def resolve(self, anchor: int | None) -> str | None:
        """The period in ISO 8601; relative mentions are counted from the anchor year, parts lie in it."""
        if self.kind not in ("relative", "part"):
            return self.iso
        return _within(str(anchor + self.offset), self.part) if anchor else None

    def covering(self, year: int | None) -> str | None:
        """The years of a span that ends in a year, or of one that begins behind it."""
        if not year or not self.years:
            return None
        return f"{year - self.years + 1}/{year}" if self.years > 0 else f"{year + 1}/{year - self.years}"


def periods(text: str, parts: bool = False, years: bool = False) -> list[Period]:
    """All mentions of time, in order; they do not overlap. ``parts`` asks for those of a year that stands elsewhere.

    ``years``: two digits before 年 are a year wherever nothing counts them (24年的指标), as people ask.
    """
    found = mentions(simplified(text), years)
    return found if parts else [one for one in found if one.kind != "part"]


@lru_cache(maxsize=1 << 12)
def heading_periods(text: str) -> tuple[Period, ...]:
    """The mentions of time of a heading or a title, which is asked for once for every paragraph under it."""
    return tuple(periods(text))


def mentions(text: str, years: bool = False) -> list[Period]:
    """All mentions of time of a text in Simplified characters; ``years`` as for ``periods``."""
    if not _MAY_HOLD.search(text):
        return []
    plain = text.translate(_WIDTH) if _WIDE.search(text) else text
    return [
        one for match in (_IN_QUESTIONS if years else _PATTERN).finditer(plain) if (one := _read(match)) is not None
    ]


def _read(match: re.Match[str]) -> Period | None:
    start, end = match.span()
    if match["range"]:
        return Period(start, end, f"{match['from']}/{match['to']}", "range")
    if match["iso"] or match["listed"]:
        return Period(start, end, match["iso"] or match["listed"], "date")
    if match["dated"]:
        return Period(start, end, _within(_in_full(match["year"]), _part(match, "")), "date")
    if match["spelled"]:
        return Period(start, end, _spelled(match), "date")
    if match["plan"]:
        return _plan(match)
    if match["relative"]:
        word = match["relative"]
        offset = next(years for name, years in _OFFSETS.items() if word.startswith(name))
        deictic = word.startswith(_DEICTIC)
        return Period(start, end, None, "relative", offset, word.endswith("同期"), _part(match, "r_"), deictic=deictic)
    if match["bare"]:
        return Period(start, end, None, "part", part=() if match["whole"] else _part(match, "b_"))
    return Period(start, end, None, "span", years=_years(match)) if match["span"] else Period(start, end, None, "open")


def _years(match: re.Match[str]) -> int:
    """How many years a span covers; negative where they lie ahead."""
    word = match["years"] or match["years2"] or match["years3"]
    count = int(word) if word.isdecimal() else int(parse(word) or 0)
    return -count if match["ahead"] or match["next"] else count


def _in_full(year: str) -> str:
    """24 -> 2024."""
    return year if len(year) == 4 else f"20{year}"


def _within(year: str, part: tuple[str, ...]) -> str:
    """A year and the first and last month or day within it: 2023, ("01", "09") -> 2023-01/2023-09."""
    return "/".join(f"{year}-{one}" for one in part) or year


def _part(match: re.Match[str], prefix: str) -> tuple[str, ...]:
    """The months or days behind a year, each as MM or MM-DD; empty for the whole year."""
    words = {
        name: match[prefix + name] for name in ("part", "q1", "q2", "first", "last", "month", "day", "month2", "day2")
    }
    if words["part"]:
        return _QUARTERS[words["part"]]
    if words["q1"]:
        first, last = ("一二三四".find(words[q]) + 1 or int(words[q]) for q in ("q1", "q2"))
        return (_two(str(3 * first - 2)), _two(str(3 * last))) if first < last else ()
    if words["first"]:
        return _two(words["first"]), _two(words["last"])
    if not words["month"]:
        return ()
    begin = "-".join(_two(w) for w in (words["month"], words["day"]) if w)
    end = "-".join(_two(w) for w in (words["month2"], words["day2"]) if w)
    return (begin, end) if end else (begin,)


def _two(number: str) -> str:
    return f"{int(number):02}"


def _spelled(match: re.Match[str]) -> str:
    parts = [value for name in ("sy", "sm", "sd") if (value := parse(match[name] or "")) is not None]
    return "-".join([f"{parts[0]:04}", *(f"{int(part):02}" for part in parts[1:])])


def _plan(match: re.Match[str]) -> Period | None:
    text, ordinal = match["plan"], match["ordinal"]
    # Without quotes 十五 is a number as often as a plan (十五件); 十四五 is always a plan.
    ends = ("时期", "期间", "以来", "规划", "末")
    if ordinal == "十" and text[0] not in '“"' and not text.endswith(ends):
        return None
    first = PLANS[ordinal]
    return Period(match.start(), match.end(), str(first + 4) if text.endswith("末") else f"{first}/{first + 4}", "plan")


_FOUR = re.compile(r"\d{4}")


@lru_cache(maxsize=1 << 12)
def year_of(iso: str | None) -> int | None:
    """The (last) year of an ISO period: 2018/2022 -> 2022."""
    years = _FOUR.findall(iso or "")
    return int(years[-1]) if years else None
