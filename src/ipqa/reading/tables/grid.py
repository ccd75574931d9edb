"""Tables as the formats give them, cells with their reach, become blocks: title, unit, the table itself, notes.

A table is one block; what stands in its first and last rows and is no row of it (a title across all columns, the line
that gives the unit, notes) becomes plain blocks around it. ``column_path`` and ``row_path`` name a place of a table.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ...records import Span, Table
from ..structure.blocks import Block
from ..structure.captions import split_unit, unit_line
from .bands import is_prose, is_signature, parts, stacked, title_of
from .cells import GridCell, is_index_row, plain_rows
from .rectangle import Rectangle, Row

__all__ = ["GridCell", "column_path", "plain_rows", "row_path", "table_blocks"]

_GROUP_REACH = 100  # rows below the line that names them
_GROUP = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|(?:[\d.、]*\s*)?按.{1,14}分(?:类|组|列)?[：:]?$|.{2,}[：:]$"
)


def table_blocks(cells: Sequence[GridCell], title: str | None = None) -> list[Block]:
    """The blocks of a table, or of several parted by empty rows; empty when no cell holds text.

    A merged cell is written once, where it begins, and its span covers all its places; rows and columns in which no
    text begins are left out.
    """
    blocks: list[Block] = []
    for band in stacked(cells):
        blocks += _band_blocks(band, title)
        title = None
    return blocks


def column_path(table: Table, text: str, column: int) -> tuple[str, ...]:
    """The words over a column, from the top: 专利授权量, 2022年; a row that numbers the columns says nothing.

    ``text`` is what the table's spans count in.
    """
    named = [row for row in table.rows[: table.header] if not is_index_row([text[a:b] for a, b in row])]
    return _distinct(text, [row[column] for row in named if column < len(row)])


def row_path(table: Table, text: str, row: int) -> tuple[str, ...]:
    """The words before a row, from the left, after the line across the table that the row stands under."""
    own = table.rows[row][: table.labels]
    above = range(row - 1, max(table.header, row - _GROUP_REACH) - 1, -1)
    group = next((span for r in above if (span := _group(table, text, r))), None)
    return _distinct(text, [*([group] if group and not _group(table, text, row) else []), *own])


def _distinct(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    words: list[str] = []
    for start, end in dict.fromkeys(spans):
        word = text[start:end].strip()
        if word and (not words or words[-1] != word):
            words.append(word)
    return tuple(words)


def _group(table: Table, text: str, row: int) -> Span | None:
    """The only words of a row below the header, where they name the rows under it."""
    places = table.rows[row]
    first, last = places[0], places[-1]
    words = text[slice(*first)]
    if len(places) < 2 or not words.strip():
        return None
    if first == last:
        return None if words.endswith("。") or any(place != first for place in places) else first
    lone = all(start == end for start, end in places[1:])
    return first if lone and _GROUP.match(words) else None


def _band_blocks(rows: list[Row], title: str | None) -> list[Block]:
    top, body, tail = parts(rows)
    if not body or is_prose(body):
        return [_line(cell, plain=False) for row in rows for cell in row]
    lines = [cell.text for row in top for cell in row]
    named = split_unit(title or title_of(lines) or "")
    unit = next((unit for line in lines if (unit := unit_line(line))), named.unit)
    table = Rectangle.of(body).block(named.title, unit)
    start, notes = len(table.text) + 1, []
    after = [_line(cell, plain=True) for row in tail for cell in row]
    for block in after:
        if not is_signature(block.text):
            notes.append((start, start + len(block.text)))
        start += len(block.text) + 1
    record = replace(table.table, notes=tuple(notes)) if table.table else None
    return [*(_line(cell, plain=True) for row in top for cell in row), replace(table, table=record), *after]


def _line(cell: GridCell, plain: bool) -> Block:
    return Block(cell.text, ((0, cell.page),) if cell.page is not None else (), plain=plain, boxes=cell.boxes)
