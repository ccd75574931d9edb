"""Plan -> Result: arithmetic in Decimal, with the formula as it is shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from ..contract import plain_decimal
from .asked.asking import asking
from .matching.library import Known
from .operations.numbers import alike, equals, in_full, inexact, readable, rounded, scale, signed, with_unit, written
from .operations.operation import Plan

__all__ = ["PRECISION", "Result", "carry_out", "rounded", "signed", "written"]

PRECISION = 28
_PERCENT = ("%", "‰")


@dataclass(frozen=True, slots=True)
class Result:
    """What a plan gives: the figures in the order shown, and for computed ones formula, value and unit.

    ``value`` is unrounded; ``inputs`` are positions in ``operands``. ``difference`` is what a sum differs by from its
    stated total, or what there is from its target; ``rounding`` says that it is no more than rounded parts leave.
    ``inexact`` says that an input is itself a bound or an estimate (约, 超过), so that the value is one. ``rises``:
    whether what changed went up; ``met``: whether a target was.
    """

    plan: Plan
    operands: tuple[Known, ...]
    formula: str | None = None
    value: Decimal | None = None
    unit: str = ""
    inputs: tuple[int, ...] = ()
    difference: Decimal | None = None
    inexact: bool = False
    rounding: bool = False
    rises: bool | None = None
    met: bool | None = None


def carry_out(plan: Plan) -> Result:
    """The result of a plan; sorting for rankings, arithmetic for the others."""
    return _STEPS.get(plan.operation, _as_is)(plan)


def _as_is(plan: Plan) -> Result:
    return Result(plan, plan.operands)


def _difference(plan: Plan) -> Result:
    a, b = plan.operands[0].figure, plan.operands[1].figure
    factor, unit = scale(a, plan.money)
    unit = "个百分点" if unit == "%" else unit
    if plan.money is None and a.unit != b.unit and a.stat == b.stat == "count":
        factor, unit = Decimal(1), a.normalized_unit
    with localcontext(prec=PRECISION):
        value = (signed(a) - signed(b)) / factor
    first, second = (a, b) if value >= 0 else (b, a)
    about = inexact((a, b))
    more, less = alike((first, second))
    formula = f"{more} − {less} {'≈' if about else '='} {in_full(abs(value), unit)}"
    return Result(plan, plan.operands, formula, abs(value), unit, (0, 1), inexact=about, rises=value >= 0)


def _against_target(plan: Plan) -> Result:
    """What there is less its target; met where it is not below it, or for 失业率 and its like not above."""
    aim, done = plan.operands[0].figure, plan.operands[1].figure
    found = _difference(replace(plan, operands=(plan.operands[1], plan.operands[0])))
    over = signed(done) - signed(aim)
    less = aim.comparator in ("le", "lt") or bool(asking().less_is_better.search(aim.indicator))
    met = over <= 0 if less else over >= 0
    if aim.comparator == "gt" and over == 0:
        met = False
    return replace(found, plan=plan, operands=plan.operands, inputs=(1, 0), difference=over, met=met)


def _growth(plan: Plan) -> Result:
    """Later less earlier, over earlier, in per cent; the value is the size of the change, ``rises`` its direction."""
    later, earlier = plan.operands[0].figure, plan.operands[1].figure
    if earlier.normalized_value <= 0:
        return Result(plan, plan.operands)
    with localcontext(prec=PRECISION):
        value = (later.normalized_value - earlier.normalized_value) / earlier.normalized_value * 100
    rises = value >= 0
    first, second = (later, earlier) if rises else (earlier, later)
    about = inexact((later, earlier))
    formula = f"({written(first)} − {written(second)}) ÷ {written(earlier)} × 100% {equals(abs(value), '%', about)}"
    return Result(plan, plan.operands, formula, abs(value), "%", (0, 1), inexact=about, rises=rises)


def _annual(plan: Plan) -> Result:
    """The mean annual growth between two levels: (later ÷ earlier)^(1 ÷ years) − 1, in per cent."""
    later, earlier = plan.operands[0].figure, plan.operands[1].figure
    if min(later.normalized_value, earlier.normalized_value) <= 0 or plan.years <= 0:
        return Result(plan, plan.operands)
    with localcontext(prec=PRECISION):
        root = (later.normalized_value / earlier.normalized_value) ** (Decimal(1) / plan.years)
        value = (root - 1) * 100
    rises = value >= 0
    about = inexact((later, earlier))
    result = equals(abs(value), "%", about)
    shown = result if rises else result.replace("≈ ", "≈ −").replace("= ", "= −")
    formula = f"(({written(later)} ÷ {written(earlier)})^(1/{plan.years}) − 1) × 100% {shown}"
    return Result(plan, plan.operands, formula, abs(value), "%", (0, 1), inexact=about, rises=rises)


def _share(plan: Plan) -> Result:
    """A part over its whole, or over the parts of which that is the sum."""
    if len(plan.operands) == 2:
        return _ratio(plan)
    part, *others = (k.figure for k in plan.operands)
    with localcontext(prec=PRECISION):
        total = sum((f.normalized_value for f in others), Decimal(0))
        value = part.normalized_value / total * 100 if total else Decimal(0)
    if not total:
        return Result(plan, plan.operands)
    about = inexact((part, *others))
    formula = f"{written(part)} ÷ ({' + '.join(map(written, others))}) × 100% {equals(value, '%', about)}"
    shown = plan.operands[1:]
    at = next(i for i, k in enumerate(shown) if k.figure.id == part.id)
    return Result(plan, shown, formula, value, "%", (at, *range(len(shown))), inexact=about)


def _ratio(plan: Plan) -> Result:
    a, b = plan.operands[0].figure, plan.operands[1].figure
    if not b.normalized_value:
        return Result(plan, plan.operands)
    factor, unit = scale(a, plan.money)
    with localcontext(prec=PRECISION):
        value = a.normalized_value / b.normalized_value
        if plan.percent:
            value, unit, shown = value * 100, "%", " × 100%"
        elif a.normalized_unit == b.normalized_unit:
            unit, shown = "倍", ""
        else:
            factor, unit = (factor, unit) if plan.money else readable(value, a)
            value, unit, shown = value / factor, f"{unit}/{b.normalized_unit}", ""
    about = inexact((a, b))
    result = equals(value, unit, about).replace("倍", " 倍").replace("  ", " ")
    formula = f"{written(a)} ÷ {written(b)}{shown} {result}"
    return Result(plan, plan.operands, formula, value, unit, (0, 1), inexact=about)


def _sum(plan: Plan) -> Result:
    figures = [k.figure for k in plan.operands]
    factor, unit = scale(figures[0], plan.money)
    about = inexact(figures)
    difference, rounding = None, False
    with localcontext(prec=PRECISION):
        value = sum((f.normalized_value for f in figures), Decimal(0)) / factor
        # Estimates that do not add up to their total contradict nothing.
        if plan.total is not None and not about:
            stated = plan.total.figure
            difference = value - stated.normalized_value / factor
            rounding = abs(difference) * factor <= _leeway(plan)
            if stated.comparator != "eq":
                # A bound is met or not; an estimate is neither.
                met = {"gt": difference > 0, "ge": difference >= 0, "lt": difference < 0, "le": difference <= 0,
                       "gt_approx": difference >= 0}.get(stated.comparator)  # fmt: skip
                return replace(_summed(plan, value, unit, about), met=met)
    found = _summed(plan, value, unit, about)
    formula = found.formula or ""
    if plan.total is not None and difference:
        larger, smaller = with_unit(plain_decimal(value.normalize()), unit), written(plan.total.figure)
        if difference < 0:
            larger, smaller = smaller, larger
        formula += f"；{larger} − {smaller} = {with_unit(plain_decimal(abs(difference).normalize()), unit)}"
    return replace(found, formula=formula, difference=difference, rounding=rounding and bool(difference))


def _summed(plan: Plan, value: Decimal, unit: str, about: bool) -> Result:
    """The sum without what it is held against."""
    figures = [k.figure for k in plan.operands]
    formula = f"{' + '.join(map(written, figures))} {'≈' if about else '='} {in_full(value, unit)}"
    operands = (*plan.operands, plan.total) if plan.total is not None else plan.operands
    return Result(plan, operands, formula, value, unit, tuple(range(len(figures))), inexact=about)


def _leeway(plan: Plan) -> Decimal:
    """By how much a sum may differ from its total when each number was rounded by itself: half a last digit each.

    Counts of things are not rounded: 0 for them.
    """
    shown = [k.figure for k in (*plan.operands, plan.total) if k is not None]
    if any(f.stat == "count" and f.unit == f.normalized_unit for f in shown):
        return Decimal(0)
    half = Decimal(0)
    for figure in shown:
        size = figure.normalized_value / figure.value if figure.value else Decimal(1)
        exponent = figure.value.as_tuple().exponent
        half += Decimal(5).scaleb(int(exponent) - 1) * size
    return half


def _average(plan: Plan) -> Result:
    figures = [k.figure for k in plan.operands]
    factor, unit = scale(figures[0], plan.money)
    about = inexact(figures)
    with localcontext(prec=PRECISION):
        value = sum((f.normalized_value for f in figures), Decimal(0)) / len(figures) / factor
    formula = f"({' + '.join(map(written, figures))}) ÷ {len(figures)} {equals(value, unit, about)}"
    return Result(plan, plan.operands, formula, value, unit, tuple(range(len(figures))), inexact=about)


def _sorted(plan: Plan) -> Result:
    if plan.dimension == "年份" and plan.operation != "argmax" and not plan.contrast:
        return Result(plan, plan.operands)
    ordered = tuple(sorted(plan.operands, key=lambda k: signed(k.figure), reverse=not plan.lowest))
    ordered = ordered[: plan.top] if plan.top else ordered
    if not plan.contrast or len(ordered) < 2:
        return Result(plan, ordered)
    apart = _difference(replace(plan, operands=ordered[:2]))
    return replace(apart, plan=plan, operands=ordered)


def _convert(plan: Plan) -> Result:
    """An amount in another size of its unit."""
    figure = plan.operands[0].figure
    factor, unit = scale(figure, plan.money or figure.normalized_unit)
    with localcontext(prec=PRECISION):
        value = figure.normalized_value / factor
    about = inexact((figure,))
    formula = f"{written(figure)} {'≈' if about else '='} {in_full(value, unit)}"
    return Result(plan, plan.operands, formula, value, unit, (0,), inexact=about)


def _portion(plan: Plan) -> Result:
    """A share of an amount, in the amount's own unit."""
    whole, rate = plan.operands[0].figure, plan.operands[1].figure
    factor, unit = scale(whole, plan.money)
    with localcontext(prec=PRECISION):
        value = whole.normalized_value * rate.normalized_value / 100 / factor
    formula = f"{written(whole)} × {written(rate)} = {in_full(value, unit)}"
    return Result(plan, plan.operands, formula, value, unit, (0, 1))


_STEPS: dict[str, Callable[[Plan], Result]] = {
    "difference": _difference,
    "target": _against_target,
    "adjustment": _difference,
    "growth": _growth,
    "annual": _annual,
    "ratio": _ratio,
    "share": _share,
    "sum": _sum,
    "verify": _sum,
    "average": _average,
    "convert": _convert,
    "portion": _portion,
    "ranking": _sorted,
    "compare": _sorted,
    "argmax": _sorted,
}
