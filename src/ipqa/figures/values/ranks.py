"""Ranks in running text: 居全市第 4 位, 排名第三, 位列榜首, 进入全国前 10 名."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .numerals import NUMERAL, parse
from .quantity import Quantity

_VERBS = "位居|居于|居|排名|排在|排到|排|位列|名列|列|跃居|跃升至|升至|稳居|位次|保持|继续|均"
# 第三方, 第二批, 第一梯队: what is numbered is a thing, not a place in a ranking.
_NUMBERED = "方类种批期届次个章条季产大步时一梯阵档轮线项号款"
_RANK = re.compile(
    rf"(?:{_VERBS}|(?<=[位名一二三四五六七八九十]、)|(?<=[位名]，)(?=[^，。；、\d]{{2,6}}第[^，。；]{{1,3}}[位名])"
    # 授权 126 件，全市第 5 位: a place in a ranking without a verb.
    r"|(?<=[，、；（(])(?=(?:全[国省市区县州盟]|全球|世界|[省市区州县]内)[ \u3000]*"
    rf"第[ \u3000]*(?:\d+|[{NUMERAL}]+)[ \u3000]*[位名]?[ \u3000]*(?:$|[，。；、）)\n])))"
    rf"[^，。；、\d第首]{{0,12}}?[ \u3000]*"
    rf"(?:第[ \u3000]*(?P<number>\d++|[{NUMERAL}]++)[ \u3000]*(?P<unit>位|名)?(?![{_NUMBERED}\d])|(?P<first>首位|榜首))"
)
# 排名前五名 ranks; 前五名的城市 only selects, so nothing may follow.
_TOP = re.compile(
    rf"(?<![之以目此提])前[ \u3000]*(?P<number>\d++|[{NUMERAL}]++)[ \u3000]*(?P<unit>位|名|强)"
    r"(?=[ \u3000]*(?:$|[，。；、,;）)\n]))"
)


# 在某某榜排名由 369 位上升到 235 位: two places in a ranking.
_MOVED = re.compile(
    r"(?:排名|位次|名次)[^，。；、\d]{0,6}?[由从][^，。；、\d]{0,8}?(?P<first>\d+)[ \u3000]*[位名]"
    r"[^，。；、\d]{0,4}?(?:升|跃|移|降|退)[^，。；、\d]{0,2}?[到至][^，。；、\d]{0,6}?(?P<last>\d+)[ \u3000]*[位名]"
)


def rank_quantities(text: str) -> Iterator[Quantity]:
    """The ranks of a text; 前 10 名 is a rank of at most 10."""
    for match in _RANK.finditer(text):
        if match["first"]:
            start, end = match.span("first")
            yield Quantity(start, end, start, end, Decimal(1), "位", "rank", Decimal(1), "位次", "eq")
            continue
        value = _value(match["number"])
        if value is not None:
            start = text.rindex("第", 0, match.start("number"))
            a, b = match.span("number")
            unit = match["unit"] or "位"
            yield Quantity(start, match.end(), a, b, value, unit, "rank", value, "位次", "eq")
    for match in _MOVED.finditer(text):
        for a, b in (match.span("first"), match.span("last")):
            value = Decimal(text[a:b])
            yield Quantity(a, b + 1, a, b, value, "位", "rank", value, "位次", "eq")
    for match in _TOP.finditer(text):
        value = _value(match["number"])
        if value is not None:
            a, b = match.span("number")
            yield Quantity(match.start(), match.end(), a, b, value, match["unit"], "rank", value, "位次", "le")


def _value(number: str) -> Decimal | None:
    return Decimal(number) if number.isdecimal() else parse(number)
