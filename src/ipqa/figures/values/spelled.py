"""Numbers spelled in Chinese that count something: 三成, 两倍, 百分之三十, 二十五万元以下, 一点五个百分点."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ..lexicons import longest_first
from .comparators import compare
from .numerals import NUMERAL, parse
from .quantity import DURATION, Kind, Quantity, unit_kinds

# 立 and the like behind 成 make it a verb: 12 家成立, 由五成员组成, 一成不变.
TENTHS_TAIL = r"(?![立就为员本果效功熟长都绩交品分套型片批不])"
_PARTS = {"百": "%", "千": "‰", "万": "‱"}
# 上百家, 近千件, 逾亿元: a lone multiplier counts behind these.
_REACHING = ("上", "近", "超", "逾", "达", "过", "破")


@cache
def _pattern() -> re.Pattern[str]:
    units = [unit for unit, kind in unit_kinds().items() if kind in ("count", "amount", "quantity")]
    alternation = "|".join(map(re.escape, longest_first(units)))
    whole = rf"[{NUMERAL}]++"
    number = rf"{whole}(?:点{whole})?"
    free = rf"(?<![{NUMERAL}点第])"
    return re.compile(
        rf"(?=[{NUMERAL}半])(?:(?<!前)(?P<parts>[百千万])分之(?P<percent>{number})"
        rf"|(?<![{NUMERAL}\d第完形组构])(?P<tenths>[一二三四五六七八九两])成(?P<half>[一二三四五六七八九半])?{TENTHS_TAIL}"
        rf"|{free}(?P<times>{number})(?P<multiple>倍|番)"
        rf"|{free}(?P<points>{number})个?百分点"
        r"|(?P<halved>一半|半数)(?!以?[年天月])"
        rf"|{free}(?P<numeral>{number})(?P<inside>[余多])?(?P<unit>{alternation}))"
    )


def spelled_quantities(text: str) -> Iterator[Quantity]:
    """The spelled quantities of a text, in order."""
    for match in _pattern().finditer(text):
        quantity = _read(text, match)
        if quantity is not None:
            yield quantity


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    if match["halved"]:
        return _spelled(text, match, Decimal(50), "%", "percent", Decimal(50), "%")
    if match["tenths"]:
        return _tenths(text, match)
    value = parse(match["percent"] or match["times"] or match["points"] or match["numeral"])
    if value is None:
        return None
    if match["percent"]:
        unit = _PARTS[match["parts"]]
        return _spelled(text, match, value, unit, "percent", value, unit)
    if match["points"]:
        return _spelled(text, match, value, "个百分点", "point", value, "个百分点")
    if match["times"]:
        return _spelled(text, match, value, match["multiple"], "multiple", value, match["multiple"])
    if not _counts(text, match):
        return None
    unit = match["unit"]
    return _spelled(text, match, value, unit, unit_kinds()[unit], value, unit)


def _tenths(text: str, match: re.Match[str]) -> Quantity:
    """三成 -> 30 %, 三成半 -> 35 %, 七成二 -> 72 %."""
    half = match["half"]
    part = Decimal("0.5") if half == "半" else (parse(half or "零") or Decimal(0)) / 10
    value = (parse(match["tenths"]) or Decimal(0)) + part
    return _spelled(text, match, value, "成", "tenths", value * 10, "%")


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a spelled numeral before a unit is a count and not part of a word (一般, 统一, 一种方法)."""
    start, end = match.span()
    numeral, unit = match["numeral"], match["unit"]
    if DURATION.match(text, end - len(unit)) or (unit == "个" and DURATION.match(text, end)):
        return False
    before = text[max(0, start - 3) : start]
    # 数十万件, 几十家 say no number; 成千上万 is an idiom.
    if before.endswith(("数", "几", "若干")) or before.endswith("成千上"):
        return False
    if match["inside"] or "点" in numeral:
        return True
    multiplier = any(c in "十百千万亿" for c in numeral)
    if multiplier and all(c in "百千万亿" for c in numeral):
        return before.endswith(_REACHING) or text.startswith(("以上", "以下"), end)
    if multiplier and len(numeral) >= 2:
        return True
    counted = re.search(r"(?:共|达|为|有|计|仅|获|得|到|中)[ \u3000]*$", before[-2:])
    closed = re.match(r"[ \u3000]*(?:$|[，。；、,;）)\n])", text[end : end + 3])
    return bool(not multiplier and len(numeral) == 1 and counted and closed)


def _spelled(
    text: str, match: re.Match[str], value: Decimal, unit: str, kind: Kind, normalized: Decimal, base: str
) -> Quantity:
    comparator, end = compare(text, match.start(), match.end(), match["inside"])
    return Quantity(match.start(), end, match.start(), match.end(), value, unit, kind, normalized, base, comparator)
