"""The plan of an operation: which figures it works on, in order."""

from dataclasses import dataclass

from ..asked.operation import Operation
from ..matching.library import Known


@dataclass(frozen=True, slots=True)
class Plan:
    """An operation over figures, in order.

    ``total`` is what a sum is held against. ``dimension`` is the axis along which the operands differ: 年份, 地区, 目标
    (planned and actual), 变化 (two years), 两端 (the ends of one change told in a clause) or a dimension of figures.
    ``missing`` names the coordinates of the axis that the documents do not hold. ``years`` is the distance in years of
    a mean annual growth. ``contrast`` asks for the difference besides the order; ``stock``: what is there at a time,
    which does not add up over years. ``top``: only the first so many of an order are shown.
    """

    operation: Operation
    operands: tuple[Known, ...]
    total: Known | None = None
    lowest: bool = False
    percent: bool = False
    dimension: str | None = None
    money: str | None = None
    missing: tuple[str, ...] = ()
    years: int = 0
    contrast: bool = False
    stock: bool = False
    top: int | None = None
