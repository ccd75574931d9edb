"""Chart data of two or more comparable values: a line over years, a pie for the shares of a whole, bars else."""

from decimal import Decimal
from typing import Literal

from ..records import Chart, Figure, Series
from ..statistics.compute import Result
from ..statistics.matching.library import Known
from .phrasing import brief
from .sentences import item
from .timenames import period_label

ChartKind = Literal["bar", "line", "pie"]
_WHOLE = (Decimal(98), Decimal(102))
"""Shares that add up to this much are those of one whole, each rounded by itself."""


def chart_of(result: Result) -> Chart | None:
    """The chart of a result; None where its values are fewer than two or not of one kind and unit."""
    operands = [k for k in result.operands if k is not result.plan.total]
    figures = [k.figure for k in operands]
    if len(figures) < 2 or result.plan.operation == "list" or not _of_one_kind(figures):
        return None
    yearly = result.plan.dimension == "年份"
    if yearly:
        operands = sorted(operands, key=lambda k: k.figure.period or "")
        figures = [k.figure for k in operands]
    same = len({f.unit for f in figures}) == 1
    values = tuple(_size(f, f.value if same else f.normalized_value) for f in figures)
    unit = figures[0].unit if same else figures[0].normalized_unit
    labels = _labels(operands, result, yearly)
    return Chart(_kind(yearly, figures, values), unit, labels, (Series(figures[0].indicator, values),))


def _of_one_kind(figures: list[Figure]) -> bool:
    return len({f.normalized_unit for f in figures}) == 1 and len({f.stat for f in figures}) == 1


def _size(figure: Figure, value: Decimal) -> Decimal:
    """Below zero where the document says 下降."""
    falls = figure.stat in ("growth_yoy", "growth_annual", "change_abs") and figure.direction == "decrease"
    return -abs(value) if falls else value


def _labels(operands: list[Known], result: Result, yearly: bool) -> tuple[str, ...]:
    if yearly:
        return tuple(period_label(k.figure.period) for k in operands)
    labels = tuple(brief(k) for k in operands)
    return labels if len(set(labels)) == len(labels) else tuple(item(k, result) for k in operands)


def _kind(yearly: bool, figures: list[Figure], values: tuple[Decimal, ...]) -> ChartKind:
    if yearly:
        return "line"
    shares = all(f.stat == "share" and f.normalized_unit == "%" for f in figures)
    return "pie" if shares and _WHOLE[0] <= sum(values) <= _WHOLE[1] else "bar"
