"""The record of a number with its unit, and what spelled and Arabic numbers share."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from ...records import Comparator
from ..lexicons import table

Kind = Literal["count", "amount", "quantity", "percent", "point", "rank", "multiple", "tenths", "unknown"]

DURATION = re.compile(
    r"\s*(?:年|个?月(?!均)|日(?!元)|天|小时|分钟|秒|周(?!边)|岁|时许|个(?:工作|自然)?日(?!元)|个(?:半)?小时|个季度|个年度|个(?:多)?月|个五年)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    ``start``/``end`` span number, unit and the comparator behind it; ``value_start``/``value_end`` the digits alone.
    ``unit`` is as written with its magnitude (万元), "位" for a bare rank; ``per`` is the suffix of a rate (/万人).
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

    def moved(self, by: int) -> "Quantity":
        """The same quantity at another place of the text."""
        return Quantity(
            self.start + by, self.end + by, self.value_start + by, self.value_end + by, self.value, self.unit,
            self.kind, self.normalized_value, self.normalized_unit, self.comparator, self.per,
        )  # fmt: skip


@cache
def unit_kinds() -> dict[str, Kind]:
    """Every unit of the table -> its kind."""
    data = table("units")
    kinds: dict[str, Kind] = {}
    classes: tuple[Kind, ...] = ("count", "amount", "quantity", "percent", "point", "multiple", "tenths")
    for kind in classes:
        for unit in data[kind]["units"]:
            kinds.setdefault(unit, kind)
    return kinds
