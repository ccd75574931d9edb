"""What the lines around a table say of it: its title, the line that gives the unit, the notes below."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..records import Table
from .blocks import Block

_UNIT_LINE = re.compile(r"[（(]?(?:计量)?单位[:：]")
_TABLE_TITLE = re.compile(
    r"^附?表\s*[\d一二三四五六七八九十]|(?:表|情况|图|统计)(?:\s*[（(].{1,20}[）)])?$|^.{2,40}[（(]单位[:：].{1,12}[）)]$"
)


def located(blocks: Sequence[Block], starts: Sequence[int]) -> tuple[Table, ...]:
    """The tables of a document in order, with the titles that the lines above them give; ``starts`` of each block."""
    tables: list[Table] = []
    for position, (block, start) in enumerate(zip(blocks, starts, strict=True)):
        if block.table is not None:
            table = _moved(block.table, start)
            title = table.title or table_title(blocks[max(0, position - 3) : position])
            tables.append(replace(table, title=title))
    return tuple(tables)


def table_title(before: Sequence[Block]) -> str | None:
    """What the lines right above a table call it, with the line that gives its unit."""
    title = unit = None
    for block in reversed(before[-3:]):
        if block.table or len(block.text) > 60:
            break
        if unit is None and title is None and _UNIT_LINE.match(block.text):
            unit = block.text
        elif _TABLE_TITLE.search(block.text):
            title = block.text
            break
        else:
            break
    return " ".join(part for part in (title, unit) if part) or None


def _moved(table: Table, by: int) -> Table:
    rows = tuple(tuple((start + by, end + by) for start, end in row) for row in table.rows)
    notes = tuple((start + by, end + by) for start, end in table.notes)
    return replace(table, start=table.start + by, end=table.end + by, rows=rows, notes=notes)
