"""PDF with a text layer: characters by their place on the page, put back into lines, columns and paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

import pypdfium2

from ..errors import ReadingError
from ..records import Document
from ..text import INVISIBLE
from .assembly import assemble
from .blocks import Block, Source
from .columns import Segment, gutter, in_order
from .furniture import without_furniture
from .glyphs import Run, page_text
from .grid import plain_rows, table_blocks
from .layout import EM, Line, paragraphs
from .options import DEFAULTS, Options

_WRONG_PASSWORD = "password"
_SMALL = 0.86  # of the body's size: footnotes, labels inside charts
_PAGE_LIMIT = 20_000
_COLUMN_ROWS = 5
_YEAR = re.compile(r"(?:19|20)\d{2}\s*年?[EeFf]?")
_QUANTITY = re.compile(r"[-+]?[\d.,]+\s*(?:[%％‰]|\D{1,2})?")
_CELL_GAP = 1.1  # of the size: runs are cut at such gaps
_ROW_CELLS = 3
_TABLE_ROWS = 3


def read_pdf(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """A PDF as a Document with pages; raises ReadingError when it is encrypted, broken, or has no text layer."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if _WRONG_PASSWORD in str(error).lower():
            raise ReadingError(f"{source.name} 已加密，需要密码。", f"{source.name} is encrypted.") from error
        raise _broken(source.name) from error
    try:
        found = [page_text(document, index) for index in range(min(len(document), _PAGE_LIMIT))]
        title = document.get_metadata_value("Title").translate(INVISIBLE).strip()
    except pypdfium2.PdfiumError as error:
        raise _broken(source.name) from error
    finally:
        document.close()
    if not found:
        raise _broken(source.name)
    if any(page.hidden for page in found):
        source = replace(source, warnings=(*source.warnings, "已忽略页面上看不见的文字"))
    if pictures := [str(number) for number, page in enumerate(found, 1) if page.picture]:
        source = replace(source, warnings=(*source.warnings, f"第 {'、'.join(pictures)} 页没有文字层，可能是扫描页"))
    return _document([page.runs for page in found], title, source)


def _broken(name: str) -> ReadingError:
    return ReadingError(f"{name} 已损坏，或不是 PDF 文件。", f"{name} is damaged or not a PDF.")


def _document(pages: Sequence[Sequence[Run]], title: str, source: Source) -> Document:
    if sum(len(run.text) for page in pages for run in page) < 2:
        raise ReadingError(
            f"{source.name} 没有文字层，可能是扫描件，需要先做文字识别。",
            f"{source.name} has no text layer; it looks like a scan and needs OCR first.",
        )
    body = _body_size(pages)
    rows = [_rows(runs) for runs in pages]
    kept = without_furniture([[" ".join(run.text for run in row) for row in page] for page in rows])
    lines: list[Line] = []
    for number, (page, positions) in enumerate(zip(rows, kept, strict=True), 1):
        lines += _lines([page[position] for position in positions], number, body)
    found = _with_tables(list(paragraphs(lines)))
    first = _first_title(pages[0], body) or _usable(title)
    return assemble(found, _named(source, first))


def _with_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with tables marked: a header and two rows or more in sequence with the same number of cells."""
    marked: list[Block] = []
    for _, group in groupby(blocks, key=lambda block: block.text.count("\t")):
        rows = list(group)
        if "\t" not in rows[0].text or len(rows) < _TABLE_ROWS or not _is_header(rows[0].text.split("\t")):
            marked += rows
            continue
        page = rows[0].pages[0][1] if rows[0].pages else None
        cells = [replace(c, page=page) for c in plain_rows([row.text.split("\t") for row in rows])]
        marked += table_blocks(cells)
    return marked


def _is_header(cells: Sequence[str]) -> bool:
    """Whether a row names columns: words or years, no quantities."""
    return all(_YEAR.fullmatch(cell) or not _QUANTITY.fullmatch(cell) for cell in cells)


def _named(source: Source, title: str | None) -> Source:
    return replace(source, title=title)


def _usable(title: str) -> str | None:
    """A title from the file's properties, unless it is a file name or a template's."""
    bad = (
        "Microsoft",
        "untitled",
        "Untitled",
        "未命名",
        "无标题",
        "幻灯片",
        "PowerPoint",
        "文档",
        ".doc",
        ".pdf",
        ".ppt",
        ".indd",
    )
    return None if len(title) < 4 or any(word in title for word in bad) else title


def _first_title(page: Sequence[Run], body: float) -> str | None:
    """The largest lines of the first page, when they are clearly larger than the body."""
    han = [run for run in page if len(run.text.strip()) >= 2]
    largest = max((run.size for run in han), default=0)
    if largest < 1.25 * body:
        return None
    lines = [run for run in han if run.size > 0.93 * largest]
    title = "".join(run.text.strip() for run in lines[:3])
    return title if 4 <= len(title) <= 80 else None


def _body_size(pages: Sequence[Sequence[Run]]) -> float:
    """The size of most of the characters."""
    weights: dict[float, int] = {}
    for page in pages:
        for run in page:
            weights[round(run.size, 1)] = weights.get(round(run.size, 1), 0) + len(run.text)
    return max(weights, key=lambda size: (weights[size], size), default=10.0)


def _lines(rows: Sequence[Sequence[Run]], number: int, body: float) -> list[Line]:
    """The lines of a page in reading order."""
    segments = [[Segment(run.left, run.right, run.text) for run in row] for row in rows]
    pairs = [pair for row, found in zip(segments, rows, strict=True) for pair in zip(row, found, strict=True)]
    sizes = {id(segment): run.size for segment, run in pairs}
    division = gutter(segments, _COLUMN_ROWS) if len(segments) >= _COLUMN_ROWS else None
    ordered = [(0, row) for row in segments] if division is None else in_order(segments, division)
    return [_line(row, column, number, body, [sizes[id(s)] for s in row]) for column, row in ordered]


def _rows(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that stand on one line together, from the top of the page, each row from the left."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (-r.middle, r.left)):
        if rows and any(abs(run.middle - other.middle) <= 0.52 * max(run.size, other.size) for other in rows[-1]):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda r: r.left) for row in rows]


def _line(row: Sequence[Segment], column: int, number: int, body: float, sizes: Sequence[float]) -> Line:
    cells: list[str] = []
    last = 0.0
    for segment, size in zip(row, sizes, strict=True):
        gap = segment.left - last
        if not cells or gap > _CELL_GAP * size:
            cells.append(segment.text)
        else:
            cells[-1] += (" " if gap > 0.15 * size else "") + segment.text
        last = segment.right
    is_row = len(cells) >= _ROW_CELLS
    unit = body / EM
    size = median(sizes)
    return Line(
        ("\t" if is_row else " ").join(cells).strip(),
        number,
        row[0].left / unit,
        row[-1].right / unit,
        frame=column,
        aside=size < _SMALL * body,
        # A row of cells is nobody's sentence.
        table=(Block("\t".join(cells).strip(), ((0, number),), plain=True),) if is_row else (),
    )
