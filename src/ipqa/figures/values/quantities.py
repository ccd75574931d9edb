"""Numbers with units in running text: 14170.56 万元, 36 万余元, 三成, 第 4 位, 12.5 个百分点, 二十五万元以下.

A scanner over the tables of units and cues; spelled numbers and ranks have their own modules. What is not a quantity is
never returned: dates and durations, numbered names (12315, 3.15, C919), document numbers, ordinals, list numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from ...text import simplified
from ..lexicons import longest_first, table
from .comparators import compare
from .quantity import DURATION, Kind, Quantity, unit_kinds
from .ranks import rank_quantities
from .spelled import TENTHS_TAIL, spelled_quantities

__all__ = ["Kind", "Quantity", "quantities"]

# Same length after translation, so that spans stay true.
_WIDTH = str.maketrans("０１２３４５６７８９．％／", "0123456789.%/")
_WIDE = re.compile(r"[０-９．％／]")
_FIGURE = re.compile(r"\d")
_RANKED = re.compile(r"第|前|首位|榜首|排名|位次|名次")
# A minus sign belongs to the number only where nothing but a value can follow; elsewhere it is a dash or a range.
_SIGN = r"(?:(?<=[长幅速率为比是达和、（(])[-－−])?"
# Thousands parted by spaces (12 345件) are told from numbers in a row by the words on both sides.
_SPACED = r"(?<=[\u4e00-\u9fff，：（])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?(?=[\u4e00-\u9fff%])"
_DIGITS = rf"{_SIGN}(?:{_SPACED}|\d{{1,3}}(?:[,，]\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
# The mark of a note between a number and its unit: 8539¹件. 10⁴ is a number by itself.
_MARK = r"(?:(?<!10)(?:[¹²³⁴-⁹][⁰¹²³⁴-⁹]?|[①-⑳]|[\[［]\d{1,2}[\]］])(?=[ \u3000]*[\u4e00-\u9fff%]))?"
_NAME_TAIL = re.compile(
    r"\s*(?:号|平台|热线|届|级|版|型|系|路|楼|室|栋楼|#|G网|G(?![A-Za-z])|D(?![A-Za-z])|[A-Za-z]+[-+]\d|\+\d)"
)
# Before the number: C919, 3.15, 第 12, 〔2023〕.
_IN_NAME = re.compile(r"[A-Za-z][-]?$|\d[.．·/]$|第[ \u3000]*$|[(（〔\[]\d{4}[)）〕\]]$|[·.]$")
# 全球排名前|1%: which ones; 每|10 万人口…: of how many each.
_OF_NAME = re.compile(r"(?:排名|进入|位列|全球|世界|居)前[ \u3000]*$")
_EVERY = re.compile(r"(?<![一-龥])每[ \u3000]*$|[，。；、：]每[ \u3000]*$")
# 过|百亿元|企业, 10 万亿元|省份, 100 亿元|级产业集群: of what size the things are that are told of.
_KIND_BY_SUM = re.compile(
    r"(?:[^，。；、\d]{0,6}级[^，。；、\d]{0,8}|(?:的)?[^，。；、\d和与及]{0,8}?)?(?:省份|城市|县区|区县|强县|企业|产业集群|产业|园区|项目)(?=[，。；、\d和及与]|$)"
)
_OF_TIME = re.compile(r"\s*(?:五年|世纪|半|星期)")
_LIST_LINK = re.compile(r"\s*[、，,和与及/]\s*$")
_RANGE_LINK = re.compile(r"\s*(?:[-~～—–―－]+|至|到)\s*$")
# The title of a document; an address on the web.
_TITLE = re.compile(r"《[^》]*》|(?:https?[:：]|www\.)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BASE = {"人/次": "人次", "人民币元": "元", "微克每立方米": "微克/立方米"}
# 农村贫困人口减少213万: heads, though no unit says so.
_PEOPLE = re.compile(
    r"人口(?:[再又净共已]|增加|增至|增长到|减少|减至|下降到?|降到|达到?|超过?|突破|为|有|了|约|近)*[ \u3000]*$"
)


# 7大产业集群: the things are counted, and 大 stands for their unit.
_KINDS = re.compile(
    r"[ \u3000]*大(?=[\u4e00-\u9fff]{0,6}(?:产业|集群|产业链|园区|基地|平台|板块|中心|体系)"
    r"(?:[对的已]|$|[^\u4e00-\u9fff]))"
)


class _Units(NamedTuple):
    pattern: re.Pattern[str]
    magnitudes: dict[str, Decimal]


@cache
def _units() -> _Units:
    data = table("units")
    alternation = "|".join(
        re.escape(unit) + (TENTHS_TAIL if unit == "成" else "") for unit in longest_first(list(unit_kinds()))
    )
    magnitudes = {name: Decimal(value) for name, value in data["magnitudes"].items()}
    # 百 before 分 belongs to 百分点.
    scale = "|".join(name + ("(?!分)" if name == "百" else "") for name in longest_first(magnitudes))
    per = "|".join(map(re.escape, longest_first(data["per"]["suffixes"])))
    pattern = re.compile(
        rf"(?P<number>{_DIGITS}){_MARK}(?:[ \u3000]*(?P<special>百?亿亿次/秒)|[ \u3000]*(?P<scale>{scale})?"
        rf"[ \u3000]*(?P<inside>[余多来])?[ \u3000]*(?P<scale2>万亿|亿|万)?"
        rf"[ \u3000]*(?:(?P<unit>{alternation})(?P<per>(?:[ ]*(?:{per})|每万人)?))?)"
    )
    return _Units(pattern, magnitudes)


def quantities(text: str) -> list[Quantity]:
    """All quantities of a text, in order; they do not overlap."""
    return sizes(simplified(text))


def sizes(text: str) -> list[Quantity]:
    """All quantities of a text in Simplified characters."""
    plain = text.translate(_WIDTH) if _WIDE.search(text) else text
    found = _points(plain, [*_arabic(plain)]) if _FIGURE.search(plain) else []
    found += spelled_quantities(plain)
    if _RANKED.search(plain):
        found += rank_quantities(plain)
    if not found:
        return []
    titles = [m.span() for m in _TITLE.finditer(plain)]
    found = [q for q in found if not any(a <= q.start and q.end <= b for a, b in titles)]
    found = [q for q in found if not (q.kind == "amount" and _KIND_BY_SUM.match(plain, q.end))]
    found.sort(key=lambda q: (q.start, -q.end))
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _arabic(text: str) -> Iterator[Quantity]:
    pending: list[Quantity] = []
    for match in _units().pattern.finditer(text):
        quantity = _read(text, match)
        if quantity is None:
            pending.clear()
            continue
        if pending and pending[-1].unit and pending[-1].end == quantity.start:  # 2亿3000万元
            quantity = _compound(pending.pop(), quantity)
        elif pending and not _linked(text[pending[-1].end : quantity.start]):
            pending.clear()
        if quantity.kind == "unknown":
            pending.append(quantity)
            continue
        # 12、15 和 20 件: the numbers before share the unit that only the last one carries.
        yield from (_with_unit(q, quantity) for q in pending)
        pending.clear()
        yield quantity


def _points(text: str, found: list[Quantity]) -> list[Quantity]:
    """3.7 个、12.7 个百分点: the 个 of a list that ends in 个百分点 are percentage points too."""
    for i in range(len(found) - 2, -1, -1):
        quantity, behind = found[i], found[i + 1]
        if quantity.unit == "个" and behind.kind == "point" and _linked(text[quantity.end : behind.start]):
            found[i] = replace(quantity, unit=behind.unit, kind="point", normalized_unit=behind.normalized_unit)
    return found


def _linked(between: str) -> bool:
    return bool(_LIST_LINK.fullmatch(between) or _RANGE_LINK.fullmatch(between))


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    """One Arabic number with its unit; unit "" where none was found; None where the number counts nothing."""
    start, end = match.span()
    left = text[max(0, start - 12) : start]
    if _IN_NAME.search(left):
        return None
    number_end = match.end("number")
    if DURATION.match(text, number_end) or _NAME_TAIL.match(text, number_end):
        return None
    unit = match["special"] or match["unit"] or ""
    if _OF_NAME.search(left) if unit in ("%", "％", "‰") else _EVERY.search(left) and unit != "%":
        return None
    if match["unit"] and DURATION.match(text, match.start("unit")):
        return None
    if unit == "个" and _OF_TIME.match(text, end):
        return None
    scale = (match["scale"] or "") + (match["scale2"] or "")
    if not unit and not scale and (kinds := _KINDS.match(text, number_end)):
        value = _decimal(match["number"])
        return Quantity(start, kinds.end(), start, number_end, value, "个", "count", value, "个", "eq")
    if not unit and scale and _PEOPLE.search(left):
        unit = "人"
    return _quantity(text, match, start, end if unit or scale else number_end, scale, unit)


def _quantity(text: str, match: re.Match[str], start: int, end: int, scale: str, unit: str) -> Quantity:
    value = _decimal(match["number"])
    factor = _factor(match["scale"], match["scale2"])
    kind: Kind = unit_kinds().get(unit, "quantity" if match["special"] else "unknown")
    per = (match["per"] or "").strip().replace("每", "/") if unit else ""
    comparator, end = compare(text, start, end, match["inside"] if unit or scale else None)
    base = _BASE.get(unit, unit)
    if kind == "tenths":  # 3 成 is 30 %
        factor, base = factor * 10, "%"
    return Quantity(
        start, end, start, match.end("number"), value, scale + unit + per, kind, value * factor, base + per,
        comparator, per,
    )  # fmt: skip


@lru_cache(maxsize=256)
def _factor(scale: str | None, scale2: str | None) -> Decimal:
    """What the magnitudes of a number make together."""
    magnitudes = _units().magnitudes
    return (magnitudes[scale] if scale else Decimal(1)) * (magnitudes[scale2] if scale2 else Decimal(1))


_PARTED = re.compile(r"[,，\s]")


@lru_cache(maxsize=1 << 12)
def _decimal(number: str) -> Decimal:
    return Decimal(_PARTED.sub("", number).replace("－", "-").replace("−", "-"))


def _compound(upper: Quantity, lower: Quantity) -> Quantity:
    """2亿3000万元 -> 230000000 元: a number in two magnitudes is one number, in the base unit."""
    total = upper.normalized_value + lower.normalized_value
    return replace(
        lower, start=upper.start, value_start=upper.value_start, value=total, unit=lower.normalized_unit,
        normalized_value=total, comparator=lower.comparator if lower.comparator != "eq" else upper.comparator,
    )  # fmt: skip


def _with_unit(bare: Quantity, model: Quantity) -> Quantity:
    """A number that shares the unit of a later one: 12、15 和 20 件; 10万至20万元 has a magnitude of its own."""
    if bare.unit:
        return replace(
            bare, unit=bare.unit + model.normalized_unit, kind=model.kind, normalized_unit=model.normalized_unit,
            per=model.per,
        )  # fmt: skip
    factor = model.normalized_value / model.value if model.value else Decimal(1)
    return replace(
        bare, unit=model.unit, kind=model.kind, normalized_value=bare.value * factor,
        normalized_unit=model.normalized_unit, per=model.per,
    )  # fmt: skip
