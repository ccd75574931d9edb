"""Tables as the formats give them, cells with their reach, become one block each."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..records import Box, Span, Table
from .blocks import Block, moved


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as a format gives it: its text on one line, where it begins (from 0), and how far it reaches.

    ``heading`` says that the format itself calls it a header (th, a repeated header row). ``boxes`` count from the
    start of the text; ``page`` is the page on which the cell stands.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    heading: bool = False
    page: int | None = None
    boxes: tuple[Box, ...] = ()


def plain_rows(rows: Sequence[Sequence[str]]) -> list[GridCell]:
    """The cells of rows without merged ones."""
    return [GridCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)]


def table_blocks(cells: Sequence[GridCell], title: str | None = None) -> list[Block]:
    """The blocks of one table: a merged cell is written once, where it begins, and its span covers all its places.

    Empty when no cell holds text.
    """
    height = max((c.row + c.rows for c in cells), default=0)
    width = max((c.column + c.columns for c in cells), default=0)
    lines: list[list[GridCell | None]] = [[None] * width for _ in range(height)]
    for given in cells:
        lines[given.row][given.column] = given
    spans: list[list[Span | None]] = [[None] * width for _ in range(height)]
    text = ""
    pages: list[tuple[int, int]] = []
    boxes: list[Box] = []
    for r, line in enumerate(lines):
        if not any(cell and cell.text.split() for cell in line):
            continue
        text += "\n" if text else ""
        for c, cell in enumerate(line):
            text += "\t" if c else ""
            if cell is None:
                spans[r][c] = spans[r][c] or (len(text), len(text))
                continue
            if cell.page is not None and (not pages or pages[-1][1] != cell.page):
                pages.append((len(text) if pages else 0, cell.page))
            boxes += moved(cell.boxes, len(text))
            words = " ".join(cell.text.split())
            span = (len(text), len(text) + len(words))
            for rr in range(r, r + cell.rows):
                spans[rr][c : c + cell.columns] = [span] * cell.columns
            text += words
    rows = tuple(tuple(s for s in row if s is not None) for row in spans if None not in row)
    table = Table(0, len(text), title, rows)
    return [Block(text, tuple(pages), table=table, plain=True, boxes=tuple(boxes))] if text.split() else []
