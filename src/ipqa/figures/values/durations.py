"""Lengths of time that are statistics: 平均审理天数由 128 天缩短到 103 天, 办理时间压减至 3 个工作日.

A rule's deadline (应当在三十日内) and a mere stretch of time (为期 5 天) are none: only where the clause measures a
length of time, or says that one was shortened, does its number count.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from .comparators import compare
from .numerals import NUMERAL, parse
from .quantity import Quantity

_MEASURED = (
    r"(?:时间|时长|天数|日数|周期|用时|时限|期限|审限|耗时|时效|工期"
    r"|办结|审结|办理|审理|审查|结案|授权|注册|预审|处理|响应|领证)"
)
# 审理周期, 平均办理时间; 缩短, 压减 of one; 由 … 天.
_TELLS = re.compile(
    r"平均[\u4e00-\u9fff]{0,12}|[\u4e00-\u9fff](?:时间|时长|天数|日数|周期|用时|审限|耗时|时效)[\u4e00-\u9fff]{0,8}"
    rf"|{_MEASURED}[\u4e00-\u9fff]{{0,6}}(?:缩短|压缩|压减|缩减|提速|减少|控制|仅需|只需)|(?:缩短|压缩|压减|缩减)"
)
# 办理时限由 20 个工作日压减至 7 个工作日
_FROM = re.compile(r"(?:由|从)[^，。；]{0,12}$")
_TO = re.compile(r"[^，。；]{0,14}(?:缩短|压缩|压减|缩减|减少|降|提速)")
_SHORTENED = re.compile(
    r"(?:缩短|压缩|压减|缩减|减少|延长|提前|降)(?:了|到|至|为|在)*|控制在|稳定在|保持在|仅需|只需|平均"
)
_RULE = re.compile(
    r"应当|应于|应在|不得|必须|须在|需在|有权|之日起|届满|期满|逾期|不超过[^，。]{0,6}的[，。]"
    r"|可以在|可以自|予以|提交|答复|责令|自[^，。]{1,16}起"
)
_BEHIND = re.compile(r"[ \u3000]*(?:内(?!部)|之内|前|后|之前|之后|起|届满)")
_LASTED = re.compile(r"(?:为期|历时|连续|持续|近|每|第|过去|最近|用了|提前)[ \u3000]*$")
_DURATION = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?|(?<![{NUMERAL}第])[{NUMERAL}]++)[ \u3000]*(?P<inside>[余多])?[ \u3000]*"
    r"(?P<unit>个(?:工作|自然)日|工作日|自然日|个月|天|日|小时|分钟)(?![元期均产报常用化夜线本])"
)
_MAY_HOLD = re.compile(r"缩短|压缩|压减|缩减|平均|时间|时长|天数|周期|用时|时限|期限|审限|耗时|时效")
_CLAUSE = re.compile(r"[，。；：！？\n]")
_DATE = re.compile(r"月[ \u3000]*$|[\d年—\-~至][ \u3000]*$")
_BASE = {"工作日": "个工作日", "自然日": "天", "个自然日": "天", "日": "天"}


def durations(sentence: str) -> Iterator[Quantity]:
    """The lengths of time of a sentence that measure something, in order."""
    if not _MAY_HOLD.search(sentence) or _RULE.search(sentence):
        return
    told = False
    for match in _DURATION.finditer(sentence):
        cuts = [m.end() for m in _CLAUSE.finditer(sentence, 0, match.start())]
        left = sentence[cuts[-1] if cuts else 0 : match.start()]
        goes_on = told and _SHORTENED.search(left)
        started = _FROM.search(left) and _TO.match(sentence, match.end())
        told = bool(_TELLS.search(left) or goes_on or started) and not _aside(sentence, match, left)
        if told and (quantity := _read(sentence, match)):
            yield quantity


def _aside(sentence: str, match: re.Match[str], left: str) -> bool:
    """Whether the number is a date, a mere stretch of time, or a deadline that no one reached."""
    deadline = _BEHIND.match(sentence, match.end()) and not _SHORTENED.search(left)
    return bool(deadline or _LASTED.search(left) or (match["unit"] in ("日", "小时", "分钟") and _DATE.search(left)))


def _read(sentence: str, match: re.Match[str]) -> Quantity | None:
    number = match["number"]
    value = Decimal(number) if number[0].isdecimal() else parse(number)
    if value is None:
        return None
    comparator, end = compare(sentence, match.start(), match.end(), match["inside"])
    unit = match["unit"]
    a, b = match.span("number")
    base = _BASE.get(unit, unit)
    return Quantity(match.start(), end, a, b, Decimal(value), unit, "quantity", Decimal(value), base, comparator)
