"""How exactly a written number is known, and arithmetic over such numbers as it is shown."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext

from ..contract import plain_decimal
from ..records import Figure

HUNDRED = Decimal(100)
_PRECISION = 28


def step(figure: Figure) -> Decimal:
    """What one more in the last digit written stands for, in the base unit; 0 where things were counted one by one."""
    exponent = figure.value.as_tuple().exponent
    digits = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)
    if not figure.value:
        return Decimal(0)
    factor = figure.normalized_value / figure.value
    whole = figure.value == figure.value.to_integral_value()
    # 1 200 件, and 1200.0 件 of a file that writes all its numbers so, are counted; 3.5 万件 and 12 亿元 are rounded.
    counted = figure.stat in ("count", "rank") and factor == 1 and whole
    return Decimal(0) if counted else digits * factor


def half(figure: Figure) -> Decimal:
    """The most that rounding can have changed a number by."""
    return step(figure) / 2


def exact(*figures: Figure) -> bool:
    """Whether all were written as they are: no 约, 超过, 余."""
    return all(f.comparator == "eq" for f in figures)


def is_rounding(value: Decimal, written: Decimal, one: Decimal) -> bool:
    """Whether ``written`` is ``value`` rounded half up, or cut off, at a digit that is worth ``one``."""
    if not one:
        return value == written
    scaled, shown = value / one, written / one
    rounded = scaled.to_integral_value(ROUND_HALF_UP)
    return shown in (rounded, scaled.to_integral_value(ROUND_FLOOR)) or abs(scaled - shown) <= Decimal("0.5")


def in_one_unit(figures: Sequence[Figure]) -> tuple[list[Decimal], str]:
    """The numbers in the unit they were written in, where that is one, else in the base unit."""
    units = {f.unit for f in figures}
    factors = {f.normalized_value / f.value for f in figures if f.value}
    if len(units) == 1 and len(factors) <= 1:
        return [f.value for f in figures], units.pop()
    return [f.normalized_value for f in figures], figures[0].normalized_unit


def sum_shown(parts: Sequence[Figure], total: Figure) -> str:
    """466 + 328 = 794 件；总数 875 件，少 81 件."""
    values, unit = in_one_unit([*parts, total])
    whole = values.pop()
    with localcontext(prec=_PRECISION):
        added = sum(values, Decimal(0))
        gap = added - whole
    said = "相等" if not gap else f"{'多' if gap > 0 else '少'} {number(abs(gap))} {unit}".rstrip()
    return f"{' + '.join(map(number, values))} = {number(added)} {unit}；合计 {number(whole)} {unit}，{said}"


def number(value: Decimal) -> str:
    """A number without an exponent and without empty decimals."""
    return plain_decimal(value.normalize()) if value == value.to_integral_value() else plain_decimal(value)


def rounded(value: Decimal, places: int = 2) -> str:
    """A number for display, rounded half up."""
    return plain_decimal(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize())


def ratio(part: Decimal, whole: Decimal) -> Decimal:
    """A share in per cent."""
    with localcontext(prec=_PRECISION):
        return part / whole * HUNDRED
