"""Tables that stand in plain text with tabs between their cells, as one gets them by copying from a sheet."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .structure.blocks import Block
from .structure.lines import Line, solid
from .structure.numbering import is_contents_line
from .tables.cells import GridCell, kind
from .tables.grid import table_blocks

Numbered = tuple[int, str]
"""A line of a file and how many characters other than white space stand before it."""

_ALIKE = 0.7
# 第一章 总则 ⇥ 3: a row of a table of contents, not of a table.
_LISTED = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
)


def tabbed(raw: Sequence[Numbered]) -> Iterator[Numbered | Line]:
    """The lines of a text, each run of rows with tabs between their cells as one line that holds the table."""
    run: list[Numbered] = []
    held: list[Numbered] = []  # blank lines behind a row
    for at, line in [*raw, (0, "\0")]:
        if "\t" in line.strip():
            run += [(at, line)]
            held = []
            continue
        if run and not line.strip():
            held.append((at, line))
            continue
        yield from _table(run) if run else ()
        yield from held
        run, held = [], []
        if line != "\0":
            yield at, line


def _table(run: Sequence[Numbered]) -> Iterator[Numbered | Line]:
    """A run of rows as a table; as the lines they are where they make none."""
    rows = _rows([line for _, line in run])
    cells = [GridCell(cell, r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell]
    blocks = table_blocks(cells) if cells else []
    if any(block.table for block in blocks):
        yield Line("", at=run[0][0], table=tuple(_placed(blocks, run)))
    else:
        yield from run


def _rows(lines: Sequence[str]) -> list[list[str]]:
    """The cells of the rows; none where the lines are no rows of one table."""
    rows = [[cell.strip() for cell in line.strip("\r\n ").split("\t")] for line in lines]
    if len({len(row) for row in rows}) > 1:  # several tabs set one cell apart from the next
        rows = [[cell for cell in row if cell] for row in rows]
    width, count = Counter(map(len, rows)).most_common(1)[0]
    listed = sum(1 for line in lines if is_contents_line(line.strip()) or (width == 2 and _LISTED.match(line.strip())))
    numbers = any(kind(cell) in ("number", "measure") for row in rows[1:] for cell in row)
    alike = len(rows) > 1 and width > 1 and count >= _ALIKE * len(rows) and max(map(len, rows)) == width
    return rows if alike and numbers and listed < len(rows) / 2 else []


def _placed(blocks: Sequence[Block], run: Sequence[Numbered]) -> Iterator[Block]:
    """The blocks of a table with where they stand in the file, where they hold all of its rows in their order."""
    sizes = [solid(block.text) for block in blocks]
    text, told = "".join(block.text for block in blocks), "".join(line for _, line in run)
    whole = "".join(text.split()) == "".join(told.split())
    start = run[0][0]
    for block, size in zip(blocks, sizes, strict=True):
        yield replace(block, origin=(start, start + size)) if whole else block
        start += size
