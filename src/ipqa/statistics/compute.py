"""Plan -> Result: arithmetic in Decimal, with the formula as it is shown."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from ..contract import plain_decimal
from ..records import Figure
from .library import Known
from .plan import Plan

PRECISION = 28
_MAGNITUDES = (("万亿", Decimal(10) ** 12), ("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4))


@dataclass(frozen=True, slots=True)
class Result:
    """What a plan gives: the figures in the order shown, and for computed ones formula, value and unit.

    ``value`` is unrounded; ``inputs`` are positions in ``operands``. ``difference`` is what a sum differs by from its
    stated total.
    """

    plan: Plan
    operands: tuple[Known, ...]
    formula: str | None = None
    value: Decimal | None = None
    unit: str = ""
    inputs: tuple[int, ...] = ()
    difference: Decimal | None = None


def carry_out(plan: Plan) -> Result:
    """The result of a plan; sorting for rankings, arithmetic for the others."""
    match plan.operation:
        case "difference":
            return _difference(plan)
        case "ratio":
            return _ratio(plan)
        case "sum" | "verify":
            return _sum(plan)
        case "ranking" | "compare" | "argmax":
            return _sorted(plan)
    return Result(plan, plan.operands)


def written(figure: Figure) -> str:
    """A number as its document writes it: 14170.56 万元, 4 %."""
    unit = figure.unit
    number = plain_decimal(figure.value)
    return f"{number}{unit}" if unit in ("%", "‰", "成", "倍") else f"{number} {unit}".rstrip()


def rounded(value: Decimal) -> str:
    """A computed number for the text: two decimals at most, half up, ≈ where that loses something."""
    short = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    exact = short == value
    text = plain_decimal(short.normalize()) if short == short.to_integral() else plain_decimal(short).rstrip("0")
    return text if exact else f"≈{text}"


def _scale(figure: Figure) -> tuple[Decimal, str]:
    """The factor from the base unit to the unit as written, and that unit: 万元 -> (10000, 万元)."""
    for name, factor in _MAGNITUDES:
        if figure.unit.startswith(name) and figure.normalized_unit == figure.unit.removeprefix(name):
            return factor, figure.unit
    return Decimal(1), figure.normalized_unit


def _difference(plan: Plan) -> Result:
    a, b = plan.operands[0].figure, plan.operands[1].figure
    factor, unit = _scale(a)
    unit = "个百分点" if unit == "%" else unit
    with localcontext(prec=PRECISION):
        value = (a.normalized_value - b.normalized_value) / factor
    first, second = (a, b) if value >= 0 else (b, a)
    formula = f"{written(first)} − {written(second)} = {plain_decimal(abs(value).normalize())} {unit}"
    return Result(plan, plan.operands, formula, abs(value), unit, (0, 1))


def _ratio(plan: Plan) -> Result:
    a, b = plan.operands[0].figure, plan.operands[1].figure
    if not b.normalized_value:
        return Result(plan, plan.operands)
    factor, unit = _scale(a)
    with localcontext(prec=PRECISION):
        value = a.normalized_value / b.normalized_value
        if plan.percent:
            value, unit, shown = value * 100, "%", " × 100%"
        elif a.normalized_unit == b.normalized_unit:
            unit, shown = "倍", ""
        else:
            value, unit, shown = value / factor, f"{unit}/{b.normalized_unit}", ""
    number = rounded(value)
    equals = number if number.startswith("≈") else f"= {number}"
    formula = f"{written(a)} ÷ {written(b)}{shown} {equals.replace('≈', '≈ ')}{unit if unit == '%' else ' ' + unit}"
    return Result(plan, plan.operands, formula, value, unit, (0, 1))


def _sum(plan: Plan) -> Result:
    figures = [k.figure for k in plan.operands]
    factor, unit = _scale(figures[0])
    with localcontext(prec=PRECISION):
        value = sum((f.normalized_value for f in figures), Decimal(0)) / factor
        difference = None
        if plan.total is not None:
            difference = value - plan.total.figure.normalized_value / factor
    formula = " + ".join(written(f) for f in figures) + f" = {plain_decimal(value.normalize())} {unit}"
    if plan.total is not None and difference:
        stated = plan.total.figure
        larger, smaller = (f"{plain_decimal(value.normalize())} {unit}", written(stated))
        if difference < 0:
            larger, smaller = smaller, larger
        formula += f"；{larger} − {smaller} = {plain_decimal(abs(difference).normalize())} {unit}"
    operands = (*plan.operands, plan.total) if plan.total is not None else plan.operands
    return Result(plan, operands, formula, value, unit, tuple(range(len(figures))), difference)


def _sorted(plan: Plan) -> Result:
    if plan.dimension == "年份":
        return Result(plan, plan.operands)
    ordered = sorted(plan.operands, key=lambda k: k.figure.normalized_value, reverse=not plan.lowest)
    return Result(plan, tuple(ordered))
