"""Rows of pairs: 甲区 5 笔、8 亿元；乙区 3 笔、4 亿元. The second number is of the member of the first."""

from dataclasses import replace

from ...records import Figure
from ..values.quantities import Quantity
from .sums import in_money


def alongside(base: list[Figure], first: Figure, quantity: Quantity) -> list[Figure]:
    """A row with what its first number says of the next ones in other units: 甲区 5 笔、8 亿元；乙区 3 笔、|4 亿元."""
    was = base[0]
    if quantity.normalized_unit == first.normalized_unit:
        return base
    taken = [f for f in base if f.value_start >= first.value_start]
    if taken or (first.indicator, first.dimensions, first.region) == (was.indicator, was.dimensions, was.region):
        return base
    return [_as_told(f, was, first) for f in base]


def _as_told(figure: Figure, was: Figure, first: Figure) -> Figure:
    """A figure of the row before, of the member and the place that the first number of the new row is of."""
    kept = {m for m in figure.dimensions if m not in was.dimensions}
    same = figure.indicator if first.indicator == was.indicator else first.indicator
    raw = figure.raw_indicator if same == figure.indicator else first.raw_indicator
    if figure.stat == "amount" and first.stat == "count" and same == first.indicator:
        same = in_money(same) or same
    dimensions = tuple(sorted({*kept, *first.dimensions}))
    return replace(
        figure, indicator=same, raw_indicator=raw, dimensions=dimensions, region=first.region, entity=first.entity
    )
