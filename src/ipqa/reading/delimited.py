"""CSV and TSV: one table with the lines over and under it, cells exactly as they are written."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..errors import DamagedFile
from ..records import Document
from . import text as plain
from .options import DEFAULTS, Options
from .structure.assembly import assemble
from .structure.blocks import Source
from .structure.captions import is_note
from .structure.layout import join
from .tables.cells import GridCell
from .tables.grid import table_blocks

ROW_LIMIT = 200_000
_DELIMITERS = ",\t;|，"
_SAMPLE = 400
_CONSISTENT = 0.4
_STRICT = 0.9  # for a mark that also stands between words


def read_csv(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """A CSV or TSV file as a Document; a file without columns is read as text. Raises DamagedFile or EmptyDocument."""
    text = plain.decode(data, source.name)
    delimiter = delimiter_of(text)
    if delimiter is None:
        return assemble(plain.blocks(text), source)
    try:
        rows = list(_rows(text, delimiter))
    except csv.Error as error:
        raise DamagedFile(f"{source.name} 不是可读的表格文件。", f"{source.name} is not a readable table.") from error
    if len(rows) > ROW_LIMIT:
        rows = rows[:ROW_LIMIT]
        source = replace(source, warnings=(*source.warnings, "表格的行数过多，其后的行没有读取"))
    cells = [GridCell(cell, r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell]
    blocks = table_blocks(cells)
    title = source.title or next((b.table.title for b in blocks if b.table and b.table.title), None)
    return assemble(blocks, replace(source, title=title or source.fallback_title))


def delimiter_of(text: str) -> str | None:
    """What parts the cells: the mark that gives most lines the same number of cells; None where no mark does."""
    sample = "\n".join(text.split("\n", _SAMPLE)[:_SAMPLE])
    best, most = None, (0.0, 0.0)
    for delimiter in _DELIMITERS:
        covered, alike = _consistency(sample, delimiter) if delimiter in sample else (0.0, 0.0)
        if alike >= (_STRICT if delimiter == "，" else _CONSISTENT) and (round(covered, 1), alike) > most:
            best, most = delimiter, (round(covered, 1), alike)
    return best


def _consistency(sample: str, delimiter: str) -> tuple[float, float]:
    """The share of rows that a mark parts at all, at least half, and of these the share with as many cells as most."""
    try:
        rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
    except csv.Error:
        return 0.0, 0.0
    found = [_trimmed(row) for row in rows]
    full = [len(row) for row in rows if row]
    if len(full) > 2 and min(full) == max(full) > 1:
        return 1.0, 1.0  # however few of the cells are filled
    widths = [len(row) for row in found if row]
    # Lines over and under the table have a single cell.
    counted = Counter(width for width in widths if width > 1)
    parted = sum(counted.values())
    if not parted or parted < 0.5 * len(widths):
        return 0.0, 0.0
    return parted / len(widths), counted.most_common(1)[0][1] / parted


def _trimmed(row: Sequence[str]) -> list[str]:
    cells = list(row)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        cells = [_one_line(cell) for cell in row]
        yield _whole_note(cells, delimiter)


def _whole_note(cells: Sequence[str], delimiter: str) -> list[str]:
    """A note below a table put together again where its own commas parted it."""
    first = next((i for i, cell in enumerate(cells) if cell), 0)
    if len(cells) <= 1 or not is_note(cells[first] if cells else "") or (first and cells[first - 1]):
        return list(cells)
    return [*cells[:first], delimiter.join(_trimmed(cells[first:]))]


def _one_line(cell: str) -> str:
    joined = ""
    for line in cell.splitlines():
        piece = " ".join(line.split())
        joined += join(joined, piece) + piece
    return joined
