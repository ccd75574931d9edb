"""Numbers with units in running text: 14170.56 万元, 36 万余元, 三成, 第 4 位, 12.5 个百分点, 二十五万元以下.

A scanner over the tables of units and cues. What is not a quantity is never returned: dates and durations, numbered
names (12315, 3.15, C919), document numbers, ordinals, list numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from ..records import Comparator
from .lexicons import longest_first, table
from .numerals import NUMERAL, parse

Kind = Literal["count", "amount", "quantity", "percent", "point", "rank", "multiple", "tenths", "unknown"]

# Same length after translation, so that spans stay true.
_WIDTH = str.maketrans("０１２３４５６７８９．％／", "0123456789.%/")
_DIGITS = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_DURATION = re.compile(
    r"\s*(?:年|个?月(?!均)|日|天|小时|分钟|秒|周(?!边)|岁|时许|个(?:工作|自然)?日|个(?:半)?小时|个季度|个年度|个(?:多)?月|个五年)"
)
_NAME_TAIL = re.compile(
    r"\s*(?:号|平台|热线|届|级|版|型|系|路|楼|室|栋楼|#|G网|G(?![A-Za-z])|D(?![A-Za-z])|[A-Za-z]*[-+]\d)"
)
_LIST_LINK = re.compile(r"\s*[、，,和与及/]\s*$")
_RANGE_LINK = re.compile(r"\s*(?:[-~～—–―－]+|至|到)\s*$")
_TITLE = re.compile(r"《[^》]*》")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    ``start``/``end`` span number, unit and the comparator behind it; ``value_start``/``value_end`` the digits alone.
    ``unit`` is as written with its magnitude (万元), "" for a bare rank; ``per`` is the suffix of a rate (/万人).
    """

    start: int
    end: int
    value_start: int
    value_end: int
    value: Decimal
    unit: str
    kind: Kind
    normalized_value: Decimal
    normalized_unit: str
    comparator: Comparator
    per: str = ""


class _Units(NamedTuple):
    pattern: re.Pattern[str]
    kinds: dict[str, Kind]
    magnitudes: dict[str, Decimal]


@cache
def _units() -> _Units:
    data = table("units")
    kinds: dict[str, Kind] = {}
    for kind in ("count", "amount", "quantity", "percent", "point", "multiple", "tenths"):
        for unit in data[kind]["units"]:
            kinds.setdefault(unit, kind)
    alternation = "|".join(map(re.escape, longest_first(kinds)))
    magnitudes = {name: Decimal(value) for name, value in data["magnitudes"].items()}
    # 百 before 分 belongs to 百分点.
    scale = "|".join(name + ("(?!分)" if name == "百" else "") for name in longest_first(magnitudes))
    per = "|".join(map(re.escape, longest_first(data["per"]["suffixes"])))
    pattern = re.compile(
        rf"(?P<number>{_DIGITS})(?:[ \u3000]*(?P<special>百?亿亿次/秒)|[ \u3000]*(?P<scale>{scale})?[ \u3000]*(?P<inside>[余多来])?"
        rf"[ \u3000]*(?P<scale2>万亿|亿|万)?[ \u3000]*(?:(?P<unit>{alternation})(?P<per>(?:[ ]*(?:{per})|每万人)?))?)"
    )
    return _Units(pattern, kinds, magnitudes)


@cache
def _comparators() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table("cues")
    before = "|".join(longest_first(data["comparator_before"]))
    after = "|".join(longest_first(data["comparator_after"]))
    return re.compile(rf"({before})(?:了|过)?[ \u3000]*$"), re.compile(rf"[ \u3000]*({after})")


@cache
def _numeral_pattern() -> re.Pattern[str]:
    data = table("units")
    units = [u for kind in ("count", "amount", "quantity") for u in data[kind]["units"]]
    alternation = "|".join(map(re.escape, longest_first(units)))
    return re.compile(
        rf"百分之(?P<percent>[{NUMERAL}]+(?:点[{NUMERAL}]+)?)"
        rf"|(?<![{NUMERAL}\d第完形组构])(?P<tenths>[一二三四五六七八九两])成(?P<half>[一二三四五六七八九半])?"
        r"(?![立就为员本果效功熟长都绩交品分套型片批])"
        rf"|(?P<times>[{NUMERAL}]+)(?P<multiple>倍|番)"
        r"|(?P<halved>一半|半数)(?!以?[年天月])"
        rf"|(?<![第{NUMERAL}])(?P<numeral>[{NUMERAL}]+)(?P<inside>[余多])?(?P<unit>{alternation})"
    )


def quantities(text: str) -> list[Quantity]:
    """All quantities of a text, in order."""
    plain = text.translate(_WIDTH)
    titles = [m.span() for m in _TITLE.finditer(plain)]
    found = [*_arabic(plain), *_numerals(plain), *_ranks(plain)]
    found = [q for q in found if not any(a <= q.start and q.end <= b for a, b in titles)]
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
        if (
            pending
            and not _LIST_LINK.fullmatch(text[pending[-1].end : quantity.start])
            and not _RANGE_LINK.fullmatch(text[pending[-1].end : quantity.start])
        ):
            pending.clear()
        if quantity.kind == "unknown":
            pending.append(quantity)
            continue
        # 12、15 和 20 件: the numbers before share the unit that only the last one carries.
        yield from (_with_unit(q, quantity) for q in pending)
        pending.clear()
        yield quantity


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    """One Arabic number with its unit; unit "" where none was found; None where the number counts nothing."""
    start, end = match.span()
    left = text[max(0, start - 12) : start]
    if re.search(r"[A-Za-z][-]?$|\d[.．·/]$|第[ \u3000]*$|[(（〔\[]\d{4}[)）〕\]]$|[·.]$", left):
        return None
    number_end = match.end("number")
    if _DURATION.match(text, number_end) or _NAME_TAIL.match(text, number_end):
        return None
    unit = match["special"] or match["unit"] or ""
    scale = (match["scale"] or "") + (match["scale2"] or "")
    if match["unit"] and _DURATION.match(text, match.start("unit")):
        return None
    if unit == "个" and re.match(r"\s*(?:五年|世纪|半|星期)", text[end:]):
        return None
    if not unit and scale:
        unit_end = end
    else:
        unit_end = end if unit else number_end
    return _quantity(text, match, start, unit_end, scale if unit or scale else "", unit)


def _quantity(text: str, match: re.Match[str], start: int, end: int, scale: str, unit: str) -> Quantity:
    value = Decimal(match["number"].replace(",", "").replace("，", ""))
    magnitudes = _units().magnitudes
    factor = Decimal(1)
    for name in filter(None, (match["scale"], match["scale2"])) if scale else ():
        factor *= magnitudes[name]
    kind: Kind = _units().kinds.get(unit, "quantity" if match["special"] else "unknown")
    per = (match["per"] or "").strip().replace("每", "/") if unit else ""
    comparator, end = _compare(text, start, end, match["inside"] if unit or scale else None)
    base = {"％": "%", "人/次": "人次", "人民币元": "元", "百分点": "百分点", "个百分点": "百分点"}.get(unit, unit)
    return Quantity(
        start,
        end,
        start,
        match.end("number"),
        value,
        scale + unit + per,
        kind,
        value * factor,
        base + per,
        comparator,
        per,
    )


def _with_unit(bare: Quantity, model: Quantity) -> Quantity:
    if bare.unit:  # 10万至20万元: the scale is its own, only the unit is shared
        return replace(
            bare,
            unit=bare.unit + model.normalized_unit,
            kind=model.kind,
            normalized_unit=model.normalized_unit,
            per=model.per,
        )
    factor = model.normalized_value / model.value if model.value else Decimal(1)
    return replace(
        bare,
        unit=model.unit,
        kind=model.kind,
        normalized_value=bare.value * factor,
        normalized_unit=model.normalized_unit,
        per=model.per,
    )


def _compare(text: str, start: int, end: int, inside: str | None) -> tuple[Comparator, int]:
    """The comparator around a number, and where the quantity ends with it."""
    data = table("cues")
    before, after = _comparators()
    if behind := after.match(text, end):
        word: Comparator = data["comparator_after"][behind[1]]
        return word, behind.end()
    if inside:
        return data["comparator_inside"][inside], end
    if ahead := before.search(text[max(0, start - 6) : start]):
        return data["comparator_before"][ahead[1]], end
    return "eq", end


def _numerals(text: str) -> Iterator[Quantity]:
    for match in _numeral_pattern().finditer(text):
        quantity = _numeral(text, match)
        if quantity is not None:
            yield quantity


def _numeral(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["percent"]:
        whole, _, fraction = match["percent"].partition("点")
        digits = "".join(str(parse(c)) for c in fraction)
        value = Decimal(f"{parse(whole)}.{digits}" if digits else f"{parse(whole)}")
        return _spelled(text, match, value, "%", "percent", value, "%")
    if match["tenths"]:
        half = {"半": Decimal("0.5")}.get(match["half"] or "", (parse(match["half"] or "") or Decimal(0)) / 10)
        value = (parse(match["tenths"]) or Decimal(0)) + half
        return _spelled(text, match, value, "成", "tenths", value * 10, "%")
    if match["halved"]:
        return _spelled(text, match, Decimal(50), "%", "percent", Decimal(50), "%")
    if match["times"]:
        value = parse(match["times"]) or Decimal(0)
        return _spelled(text, match, value, match["multiple"], "multiple", value, match["multiple"])
    value = parse(match["numeral"]) or Decimal(0)
    unit, numeral = match["unit"], match["numeral"]
    if not _counts(text, start, end, numeral, unit):
        return None
    return _spelled(text, match, value, unit, _units().kinds[unit], value, unit)


def _counts(text: str, start: int, end: int, numeral: str, unit: str) -> bool:
    """Whether a spelled numeral before a unit is a count and not part of a word (一般, 统一, 一种方法)."""
    if _DURATION.match(text, end - len(unit)) or (unit == "个" and _DURATION.match(text, end)):
        return False
    multiplier = any(c in "十百千万亿" for c in numeral)
    if len(numeral) >= 2 and multiplier:
        return numeral not in ("千万", "百万", "亿万", "万万", "万千") or text[start - 1 : start] in (
            "上",
            "近",
            "超",
            "逾",
            "达",
        )
    counted = re.search(r"(?:共|达|为|有|计|仅|获|得|到|中)[ \u3000]*$", text[max(0, start - 2) : start])
    closed = re.match(r"[ \u3000]*(?:$|[，。；、,;）)\n])", text[end : end + 3])
    return bool(not multiplier and len(numeral) == 1 and counted and closed)


def _spelled(
    text: str, match: re.Match[str], value: Decimal, unit: str, kind: Kind, normalized: Decimal, base: str
) -> Quantity:
    comparator, end = _compare(text, match.start(), match.end(), match["inside"])
    return Quantity(match.start(), end, match.start(), match.end(), value, unit, kind, normalized, base, comparator)


_RANK = re.compile(
    rf"(?P<verb>位居|居于|居|排名|排在|排到|排|位列|名列|列|跃居|跃升至|升至|稳居|位次|保持|继续|均)(?P<scope>[^，。；、\d第首]{{0,12}}?)"
    rf"[ \u3000]*(?:第[ \u3000]*(?P<number>\d+|[{NUMERAL}]+)[ \u3000]*(?P<unit>位|名)?(?![方类种批期届次个章条季产大步时一])|(?P<first>首位|榜首))"
)


def _ranks(text: str) -> Iterator[Quantity]:
    for match in _RANK.finditer(text):
        number = match["number"]
        if number:
            value = Decimal(number) if number.isdigit() else parse(number)
            if value is None:
                continue
            start, end = match.span("number")
            start = text.rindex("第", 0, start)
            yield Quantity(
                start,
                match.end(),
                match.start("number"),
                end,
                value,
                match["unit"] or "位",
                "rank",
                value,
                "位次",
                "eq",
            )
        elif not text[: match.start("first")].endswith("第"):
            start, end = match.span("first")
            yield Quantity(start, end, start, end, Decimal(1), "位", "rank", Decimal(1), "位次", "eq")
