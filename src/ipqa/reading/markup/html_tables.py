"""Tables of a page: which hold data, which only arrange the page, and where each cell of them begins and reaches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .html_tree import BLOCKS, Node

_WIDEST = 300
_PROSE = 300
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: its element, where it begins (from 0), its reach, and whether the page calls it a header."""

    node: Node
    row: int
    column: int
    rows: int
    columns: int
    heading: bool


def is_data(table: Node) -> bool:
    """Whether a table holds data in rows and columns rather than arranging text."""
    if table.get("role") in ("presentation", "none"):
        return False
    rows = [list(_cells(row)) for row, _ in rows_of(table)]
    rows = [row for row in rows if any(cell.length for cell in row)]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    if any(inner.tag == "table" and inner is not table for inner in table.iter()):
        return False
    largest = max((cell for row in rows for cell in row), key=lambda cell: cell.length)
    blocks = sum(1 for inner in largest.iter() if inner.tag in BLOCKS) - 1
    return not (largest.length > _PROSE and largest.length > 0.7 * table.length and blocks >= 3)


def is_line(table: Node) -> bool:
    """Whether a table is a single row of a few words."""
    rows = [row for row, _ in rows_of(table) if row.length]
    return len(rows) == 1 and all(
        cell.length <= _SHORT and not any(inner.tag in BLOCKS for inner in cell.iter() if inner is not cell)
        for cell in _cells(rows[0])
    )


def places(table: Node) -> Iterator[Place]:
    """The cells in reading order; a cell that reaches further down pushes those below it to the right."""
    rows = list(rows_of(table))
    taken: dict[int, int] = {}  # the row in which a column is free again
    for r, (row, heading) in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while taken.get(column, 0) > r:
                column += 1
            if column >= _WIDEST:
                break
            across = min(_span(cell, "colspan"), _WIDEST - column)
            down = _span(cell, "rowspan")
            down = len(rows) - r if down == 0 else min(down, len(rows) - r)
            for c in range(column, column + across):
                taken[c] = r + down
            yield Place(cell, r, column, down, across, heading or cell.tag == "th")
            column += across


def rows_of(table: Node) -> Iterator[tuple[Node, bool]]:
    """The rows, and whether they stand in the table's head; those of tables inside it are not among them."""
    for child in table.nodes():
        if child.tag == "tr":
            yield child, table.tag == "thead"
        elif child.tag not in ("table", "td", "th", "caption"):
            yield from rows_of(child)


def _cells(row: Node) -> Iterator[Node]:
    for child in row.nodes():
        if child.tag in ("td", "th"):
            yield child


def _span(cell: Node, name: str) -> int:
    found = re.match(r"\s*(\d{1,4})", cell.get(name))
    value = int(found[1]) if found else 1
    return value if value or name == "rowspan" else 1
