"""Tables of PDF pages: ruled ones, aligned ones without rules, and those that go on on the next page.

For each page: ``page_rules`` once; ``ruled_tables`` when there are any; ``aligned_tables`` over the texts that are
left; ``continued`` over the last table of a page and the first of the next. All places are upright points (geometry).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..tables.grid import GridCell
from .aligned import aligned_tables
from .cells import CharacterEdges, PlacedTable, PlacedText, is_quantity
from .ruled import ruled_tables
from .rules import NO_RULES, Rule, Rules, has_rules, page_rules

__all__ = [
    "NO_RULES",
    "CharacterEdges",
    "PlacedTable",
    "PlacedText",
    "Rule",
    "Rules",
    "aligned_tables",
    "continued",
    "has_rules",
    "page_rules",
    "ruled_tables",
]


_SHIFT = 60.0  # points: left and right pages may have different margins
_APART = 4.0  # points: how far the same border may lie off on the next page
_LOOSE = 0.35  # of a column's width: the same for columns without rules
_HEADER_ROWS = 4
_CONTINUES = re.compile(r"[（(]?(?:续|接)(?:上|前)?\s*(?:表|页)|.{0,60}[（(]续(?:表)?\s*\d*[）)]?$|续$")
_UNIT = re.compile(r"[（(]?(?:计量)?单位\s*[:：]")


def continued(previous: PlacedTable, following: PlacedTable, between: Sequence[str] = ()) -> PlacedTable | None:
    """One table of two on successive pages, without the repeated header; None when they are two tables.

    ``between`` are the lines that stand between them, running heads and page numbers left out: only the unit may stand
    there, or anything when a line says that the table goes on (续表). A note or another title parts tables.
    The joined table keeps the place and the ``used`` of ``previous``; the cells know their own pages.
    """
    if following.page != previous.last_page + 1 or not _same_columns(previous.columns, following.columns):
        return None
    says = any(_CONTINUES.match(line.strip()) for line in between)
    others = [line for line in between if line.strip() and not _UNIT.match(line.strip())]
    if others and not says:
        return None
    header = _repeated(previous, following)
    height = max(c.row + c.rows for c in previous.cells)
    if not header and not says and _all_words(following, 0) and not _all_words(previous, height - 1):
        return None  # a header of its own over numbers
    added = [replace(c, row=c.row - header + height) for c in following.cells if c.row >= header]
    return replace(previous, cells=_mended(previous.cells, added, height), last_page=following.last_page)


def _mended(before: Sequence[GridCell], after: Sequence[GridCell], height: int) -> tuple[GridCell, ...]:
    """Both parts' cells; a merged label that the page break cuts, empty in its second part, is one cell again."""
    last = {(c.column, c.columns): c for c in before if c.row + c.rows == height}
    top = sorted((c for c in after if c.row == height), key=lambda c: c.column)
    cut: dict[GridCell, GridCell] = {}
    for part in top:
        label = last.get((part.column, part.columns))
        if part.text or label is None or not label.text or max(label.rows, part.rows) < 2:
            break
        cut[part] = label
    grown = {label: replace(label, rows=label.rows + part.rows) for part, label in cut.items()}
    return (*(grown.get(c, c) for c in before), *(c for c in after if c not in cut))


def _same_columns(first: Sequence[float], second: Sequence[float]) -> bool:
    if len(first) != len(second):
        return False
    inner = range(1, len(first) - 1)
    shifts = [second[i] - first[i] for i in inner] or [second[0] - first[0]]
    shift = sorted(shifts)[len(shifts) // 2]
    if abs(shift) > _SHIFT:
        return False
    return all(
        abs(second[i] - first[i] - shift) <= max(_APART, _LOOSE * min(first[i] - first[i - 1], first[i + 1] - first[i]))
        for i in inner
    )


def _repeated(previous: PlacedTable, following: PlacedTable) -> int:
    """How many rows at the top of the second table are the header of the first again."""
    count = 0
    for row in range(_HEADER_ROWS):
        cells = _line(following, row)
        if not any(text for _, _, _, text in cells) or cells != _line(previous, row):
            break
        count = row + 1
    count = count or _named_alike(previous, following)
    # A merged cell that begins in the header must end there too.
    return count if all(c.row >= count or c.row + c.rows <= count for c in following.cells) else 0


def _named_alike(previous: PlacedTable, following: PlacedTable) -> int:
    """The rows of a header that names the same columns although its rows are cut otherwise, as in a scan."""
    known = {_names(previous, rows) for rows in range(2, _HEADER_ROWS + 1)}
    counts = range(_HEADER_ROWS, 1, -1)
    return next((rows for rows in counts if all(_names(following, rows)) and _names(following, rows) in known), 0)


def _names(table: PlacedTable, rows: int) -> tuple[str, ...]:
    """What the cells that begin in the first rows say over each column."""
    return tuple(
        "".join("".join(c.text.split()) for c in over)
        for column in range(len(table.columns) - 1)
        for over in [[c for c in table.cells if c.row < rows and c.column <= column < c.column + c.columns]]
    )


def _line(table: PlacedTable, row: int) -> list[tuple[int, int, int, str]]:
    return sorted((c.column, c.rows, c.columns, "".join(c.text.split())) for c in table.cells if c.row == row)


def _all_words(table: PlacedTable, row: int) -> bool:
    """Whether a row has words in all of its cells and no quantity, as one that names columns."""
    texts = [c.text for c in table.cells if c.row == row]
    return all(text and not is_quantity(text) for text in texts)
