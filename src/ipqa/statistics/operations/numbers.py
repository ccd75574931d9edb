"""How numbers of figures are written in formulas and answers, and the units they are computed in."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ...contract import plain_decimal
from ...records import Figure

_MAGNITUDES = (("万亿", Decimal(10) ** 12), ("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4))
_COMPARATORS = {"gt": "超过 ", "ge": "不少于 ", "lt": "不足 ", "le": "不超过 ", "approx": "约 "}
_SIGNED = ("growth_yoy", "growth_annual", "change_abs", "diff_pp")
_TIGHT = ("%", "‰", "成", "倍")
_SMALL = Decimal("0.1")


_NAMED_UNIT = re.compile(r"(批次|件次|人次|场次)|(?<!多)(?<!少)([件笔家户起])数(?!字|据|量|额)")


def named_unit(question: str) -> str:
    """The unit that a question names by itself: 批次 in 按批次占多少, 件 in 案件件数; empty where it names none."""
    found = _NAMED_UNIT.search(question)
    return (found[1] or found[2]) if found else ""


def number(value: Decimal) -> str:
    """A value as written but for the .0 of a spreadsheet: 162680.0 -> 162680; 5.0 per cent is the caller's."""
    text = plain_decimal(value)
    return text[:-2] if text.endswith(".0") else text


def shown_value(figure: Figure) -> str:
    """A figure's number; a rate keeps its decimals (11.0%), a count of a table has none (162680.0)."""
    return plain_decimal(figure.value) if figure.unit in ("%", "‰") else number(figure.value)


def written(figure: Figure) -> str:
    """A number for a formula, in its document's unit and with its comparator: 14170.56 万元, 4%, 约 300 件, (−3.2%)."""
    unit = figure.unit
    value = shown_value(figure)
    if figure.comparator == "gt_approx":
        return f"{value} 余{unit}"
    sized = f"{value}{unit}" if unit in _TIGHT else f"{value} {unit}".rstrip()
    return _COMPARATORS.get(figure.comparator, "") + (f"(−{sized})" if signed(figure) < 0 else sized)


def alike(figures: Sequence[Figure]) -> list[str]:
    """Numbers for one formula: as written; counts of unlike sizes (25846 件, 2.3857 万件) in their base unit."""
    units = {f.unit for f in figures}
    base = figures[0].normalized_unit
    sizes = all(f.unit.removeprefix("万").removeprefix("亿") == base == f.normalized_unit for f in figures)
    counted = all(f.stat == "count" and f.comparator == "eq" for f in figures)
    if len(units) < 2 or not sizes or not counted:
        return [written(f) for f in figures]
    return [with_unit(plain_decimal(f.normalized_value.normalize()), base) for f in figures]


def signed(figure: Figure) -> Decimal:
    """The value in the base unit, below zero where the document says 下降, 减少 or 低于."""
    falls = figure.stat in _SIGNED and figure.direction in ("decrease", "below")
    return -figure.normalized_value if falls else figure.normalized_value


def inexact(figures: Sequence[Figure]) -> bool:
    """Whether one of the inputs is itself a bound or an estimate."""
    return any(f.comparator != "eq" for f in figures)


def rounded(value: Decimal, inexact: bool = False) -> str:
    """A computed number for the text: two decimals, half up, below 0.1 three digits; ≈ where that or an input loses."""
    places = max(2, 2 - value.adjusted()) if value and abs(value) < _SMALL else 2
    short = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    exact = short == value and not inexact
    text = plain_decimal(short.normalize()) if short == short.to_integral() else plain_decimal(short).rstrip("0")
    return text if exact else f"≈{text}"


def with_unit(value: str, unit: str) -> str:
    """43.1%, 12 件, 5."""
    return f"{value}{unit}" if unit in _TIGHT[:3] else f"{value} {unit}".rstrip()


def scale(figure: Figure, money: str | None = None) -> tuple[Decimal, str]:
    """The factor from the base unit to the unit as written, or as asked for, and that unit: 万元 -> (10000, 万元)."""
    for name, factor in _MAGNITUDES:
        if money == f"{name}元" and figure.normalized_unit == "元":
            return factor, money
    for name, factor in _MAGNITUDES:
        if figure.unit.startswith(name) and figure.normalized_unit == figure.unit.removeprefix(name):
            return factor, figure.unit
    return Decimal(1), figure.normalized_unit


def readable(value: Decimal, figure: Figure) -> tuple[Decimal, str]:
    """The factor and unit for a quotient, given in the base unit: as the figure's, or smaller where that is below 1."""
    factor, unit = scale(figure)
    if not value or abs(value) >= factor:
        return factor, unit
    name, least = next(((n, f) for n, f in _MAGNITUDES if abs(value) >= f), ("", Decimal(1)))
    return least, name + figure.normalized_unit


def in_full(value: Decimal, unit: str) -> str:
    """A result in full, and rounded as the text gives it where that differs: 7.245 亿元 ≈ 7.25 亿元."""
    short = rounded(value)
    full = with_unit(plain_decimal(value.normalize()), unit)
    return f"{full} ≈ {with_unit(short.removeprefix('≈'), unit)}" if short.startswith("≈") else full


def equals(value: Decimal, unit: str, inexact: bool) -> str:
    """= 4 倍, ≈ 69.23%."""
    short = rounded(value, inexact)
    return f"≈ {with_unit(short[1:], unit)}" if short.startswith("≈") else f"= {with_unit(short, unit)}"
