"""What is measured: one number in a document with everything that makes it comparable."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Stat = Literal[
    "count", "amount", "quantity", "share", "rate", "growth_yoy", "growth_annual",
    "change_abs", "rank", "diff_pp", "per_capita", "ratio",
]  # fmt: skip
Comparator = Literal["eq", "gt", "ge", "lt", "le", "approx", "gt_approx"]
FigureStatus = Literal["actual", "target", "forecast", "condition", "given", "suspect"]
Nature = Literal["flow", "stock", "cumulative"]
Basis = Literal["clause", "sentence", "paragraph", "section", "document", "none"]
Direction = Literal["increase", "decrease", "above", "below"]
Mark = Literal["confirmed", "edited", "rejected"]
"""What a person said of a figure that was extracted."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a figure stands: the words of its row, of its column, and of the line that gives the unit."""

    row: str
    column: str
    unit_line: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in a document.

    ``value`` and ``unit`` are as written (14170.56 万元); ``normalized_value`` and ``normalized_unit`` in the base
    unit (141705600 元; a percentage stays a number of percent). ``period`` is ISO 8601 text or None. ``start`` and
    ``end`` delimit the number's own clause, which is its quote. ``dimensions`` are sorted (dimension, member) pairs.

    ``correction`` says what a person made of it; for an edited figure ``original`` holds the fields that differ from
    what was extracted, as they were extracted, each as text (None where there was nothing).
    """

    id: str
    document_id: str
    indicator: str
    raw_indicator: str
    stat: Stat
    value: Decimal
    unit: str
    normalized_value: Decimal
    normalized_unit: str
    comparator: Comparator
    status: FigureStatus
    start: int
    end: int
    value_start: int
    value_end: int
    dimensions: tuple[tuple[str, str], ...] = ()
    region: str | None = None
    entity: str | None = None
    direction: Direction | None = None
    reference: str | None = None
    nature: Nature | None = None
    period: str | None = None
    basis: Basis = "none"
    cell: Cell | None = None
    duplicate_of: str | None = None
    correction: Mark | None = None
    original: tuple[tuple[str, str | None], ...] = ()

    @property
    def restated(self) -> bool:
        """Whether a person gave it another number than its document: value, unit or comparator."""
        return any(name in ("value", "unit", "comparator") for name, _ in self.original)
