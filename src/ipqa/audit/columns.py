"""Columns of a table that are worked out from the column beside them: shares of the total, growth from row to row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..figures.context.periods import year_of
from ..records import Figure, Span, Table
from ..statistics.compute import written
from .exact import HUNDRED, exact, number, ratio, rounded
from .findings import Finding, Quote, finding, quoted
from .growth import agrees as grows
from .lexicon import lexicon
from .shares import agrees
from .view import View

ADDED = ("count", "amount", "quantity")
LEAST_RATES = 3
"""Rates of a column of which most come out, so that the others are wrong."""
_SHARE = re.compile(r"占比|比重|份额|占.{0,8}[%％]|构成")
_GROWTH = re.compile(r"增长|增速|增幅|同比")


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its label and its figures by where they stand along it."""

    index: int
    label: str
    cells: dict[int, Figure]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as rows and columns of figures."""

    table: Table
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    row_spans: tuple[Span, ...]


def column_findings(view: View, sheet: Sheet) -> Iterator[Finding]:
    """The findings of this module for one table."""
    yield from _shares(view, sheet)
    yield from _growth(view, sheet)


def row_quote(view: View, sheet: Sheet, figure: Figure) -> Quote:
    """The row in which a cell stands."""
    for start, end in sheet.row_spans:
        if start <= figure.value_start < end:
            return quoted(view.document, start, end, ((figure.value_start, figure.value_end),))
    return quoted(view.document, figure.value_start, figure.value_end)


def _shares(view: View, sheet: Sheet) -> Iterator[Finding]:
    """A column of shares beside the column they are shares of, over the row of the total."""
    words = lexicon()
    total = next((r for r in sheet.rows if words.total_label.match(r.label.split("/")[-1])), None)
    for before, column in pairwise(sheet.columns):
        if total is None or before.index not in total.cells or not _SHARE.search(column.label.split("/")[-1]):
            continue
        whole = total.cells[before.index]
        couples = [(before.cells[r], f) for r, f in column.cells.items() if r in before.cells and r != total.index]
        if whole.stat not in ADDED or not whole.normalized_value or not exact(whole, *(f for c in couples for f in c)):
            continue
        wrong = [c for c in couples if not agrees(c[0], whole, c[1])]
        if len(couples) < LEAST_RATES or len(wrong) * 2 >= len(couples):
            continue
        for part, share in wrong:
            value = rounded(ratio(part.normalized_value, whole.normalized_value))
            row = part.cell.row if part.cell else ""
            formula = f"{written(part)} ÷ {written(whole)} × 100% = {value}% ≠ {number(share.value)}%"
            quotes = tuple(row_quote(view, sheet, f) for f in (part, share, whole))
            text = f"表格中“{row}”的占比写作 {number(share.value)}%，按表中数值计算为 {value}%"
            yield finding("share_mismatch", "error", text, quotes, formula, (share.id, part.id, whole.id))


def _growth(view: View, sheet: Sheet) -> Iterator[Finding]:
    """A column of growth beside that of the levels, in rows of one year after the other."""
    rows = [row.index for row in sheet.rows]
    for levels, column in pairwise(sheet.columns):
        if not _GROWTH.search(column.label.split("/")[-1]):
            continue
        trios = [
            (levels.cells[now], levels.cells[before], column.cells[now])
            for before, now in pairwise(rows)
            if now in column.cells and now in levels.cells and before in levels.cells
            and _following(levels.cells[before], levels.cells[now])
        ]  # fmt: skip
        wrong = [t for t in trios if not grows(*t)]
        if len(trios) < LEAST_RATES or len(wrong) * 2 >= len(trios):
            continue
        for now, before, rate in wrong:
            if not exact(now, before, rate) or now.stat not in ADDED or rate.unit not in ("%", "％"):
                continue
            value = rounded(ratio(now.normalized_value, before.normalized_value) - HUNDRED)
            said, row = number(rate.value), now.cell.row if now.cell else now.period
            formula = f"({written(now)} − {written(before)}) ÷ {written(before)} × 100% = {value}% ≠ {said}%"
            text = f"表格中“{row}”的增幅写作 {said}%，按表中数值计算为 {value}%"
            quotes = tuple(row_quote(view, sheet, f) for f in (now, rate, before))
            yield finding("growth_mismatch", "error", text, quotes, formula, (rate.id, now.id, before.id))


def _following(before: Figure, now: Figure) -> bool:
    """Whether two cells are of one year and the next."""
    first, second = year_of(before.period), year_of(now.period)
    return first is not None and second == first + 1
