"""Plan -> Result: arithmetic in Decimal, with the formula as it is shown."""

from collections.abc import Sequence
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
    stated total; ``inexact`` says that an input is itself a bound or an estimate (约, 超过), so that the value is one.
    """

    plan: Plan
    operands: tuple[Known, ...]
    formula: str | None = None
    value: Decimal | None = None
    unit: str = ""
    inputs: tuple[int, ...] = ()
    difference: Decimal | None = None
    inexact: bool = False


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


_COMPARATORS = {"gt": "超过 ", "ge": "不少于 ", "lt": "不足 ", "le": "不超过 ", "approx": "约 "}
_SIGNED = ("growth_yoy", "growth_annual", "change_abs", "diff_pp")


def written(figure: Figure) -> str:
    """A number for a formula, in its document's unit and with its comparator: 14170.56 万元, 4%, 约 300 件, (−3.2%)."""
    unit = figure.unit
    number = plain_decimal(figure.value)
    if figure.comparator == "gt_approx":
        return f"{number} 余{unit}"
    sized = f"{number}{unit}" if unit in ("%", "‰", "成", "倍") else f"{number} {unit}".rstrip()
    return _COMPARATORS.get(figure.comparator, "") + (f"(−{sized})" if signed(figure) < 0 else sized)


def signed(figure: Figure) -> Decimal:
    """The value in the base unit, below zero where the document says 下降, 减少 or 低于."""
    falls = figure.stat in _SIGNED and figure.direction in ("decrease", "below")
    return -figure.normalized_value if falls else figure.normalized_value


def _inexact(figures: Sequence[Figure]) -> bool:
    return any(f.comparator != "eq" for f in figures)


def rounded(value: Decimal, inexact: bool = False) -> str:
    """A computed number for the text: two decimals at most, half up; ≈ where that loses something or the inputs did."""
    short = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    exact = short == value and not inexact
    text = plain_decimal(short.normalize()) if short == short.to_integral() else plain_decimal(short).rstrip("0")
    return text if exact else f"≈{text}"


def _scale(figure: Figure, money: str | None = None) -> tuple[Decimal, str]:
    """The factor from the base unit to the unit as written, or as asked for, and that unit: 万元 -> (10000, 万元)."""
    for name, factor in _MAGNITUDES:
        if money == f"{name}元" and figure.normalized_unit == "元":
            return factor, money
    for name, factor in _MAGNITUDES:
        if figure.unit.startswith(name) and figure.normalized_unit == figure.unit.removeprefix(name):
            return factor, figure.unit
    return Decimal(1), figure.normalized_unit


def _exactly(value: Decimal, unit: str) -> str:
    """A result in full, and rounded as the text gives it where that differs: 7.245 亿元 ≈ 7.25 亿元."""
    short = rounded(value)
    full = f"{plain_decimal(value.normalize())} {unit}"
    return f"{full} ≈ {short.removeprefix('≈')} {unit}" if short.startswith("≈") else full


def _difference(plan: Plan) -> Result:
    a, b = plan.operands[0].figure, plan.operands[1].figure
    factor, unit = _scale(a, plan.money)
    unit = "个百分点" if unit == "%" else unit
    with localcontext(prec=PRECISION):
        value = (signed(a) - signed(b)) / factor
    first, second = (a, b) if value >= 0 else (b, a)
    inexact = _inexact((a, b))
    formula = f"{written(first)} − {written(second)} {'≈' if inexact else '='} {_exactly(abs(value), unit)}"
    return Result(plan, plan.operands, formula, abs(value), unit, (0, 1), inexact=inexact)


def _ratio(plan: Plan) -> Result:
    a, b = plan.operands[0].figure, plan.operands[1].figure
    if not b.normalized_value:
        return Result(plan, plan.operands)
    factor, unit = _scale(a, plan.money)
    with localcontext(prec=PRECISION):
        value = a.normalized_value / b.normalized_value
        if plan.percent:
            value, unit, shown = value * 100, "%", " × 100%"
        elif a.normalized_unit == b.normalized_unit:
            unit, shown = "倍", ""
        else:
            value, unit, shown = value / factor, f"{unit}/{b.normalized_unit}", ""
    inexact = _inexact((a, b))
    number = rounded(value, inexact)
    equals = number if number.startswith("≈") else f"= {number}"
    formula = f"{written(a)} ÷ {written(b)}{shown} {equals.replace('≈', '≈ ')}{unit if unit == '%' else ' ' + unit}"
    return Result(plan, plan.operands, formula, value, unit, (0, 1), inexact=inexact)


def _sum(plan: Plan) -> Result:
    figures = [k.figure for k in plan.operands]
    factor, unit = _scale(figures[0], plan.money)
    with localcontext(prec=PRECISION):
        value = sum((f.normalized_value for f in figures), Decimal(0)) / factor
        difference = None
        inexact = _inexact(figures)
        # Estimates that do not add up to their total contradict nothing.
        if plan.total is not None and not inexact and plan.total.figure.comparator == "eq":
            difference = value - plan.total.figure.normalized_value / factor
    equals = "≈" if inexact else "="
    formula = f"{' + '.join(map(written, figures))} {equals} {_exactly(value, unit)}"
    if plan.total is not None and difference:
        stated = plan.total.figure
        larger, smaller = (f"{plain_decimal(value.normalize())} {unit}", written(stated))
        if difference < 0:
            larger, smaller = smaller, larger
        formula += f"；{larger} − {smaller} = {plain_decimal(abs(difference).normalize())} {unit}"
    operands = (*plan.operands, plan.total) if plan.total is not None else plan.operands
    return Result(plan, operands, formula, value, unit, tuple(range(len(figures))), difference, inexact)


def _sorted(plan: Plan) -> Result:
    if plan.dimension == "年份":
        return Result(plan, plan.operands)
    ordered = sorted(plan.operands, key=lambda k: signed(k.figure), reverse=not plan.lowest)
    return Result(plan, tuple(ordered))
