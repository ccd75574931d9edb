"""PDF: pages of runs become lines, lines become paragraphs, with tables, positions and what could not be read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2

from ...errors import EmptyDocument, NeedsOcr
from ...records import Document
from ...text import INVISIBLE
from ..options import DEFAULTS, Options
from ..structure.assembly import assemble
from ..structure.blocks import Source
from ..structure.furniture import without_furniture
from ..structure.layout import paragraphs
from ..structure.lines import Line
from ..structure.titles import stands_above
from .geometry import Run
from .lines import Rows, body_size, lines_of, rows_of
from .pages import Inset, damaged, open_document, pages
from .tables import PlacedTable, continued

_NAMED_PAGES = 20
_LARGER = 1.25  # times the body: a title
_KIND_OF_PAPER = re.compile(r"[\u4e00-\u9fff]{0,6}(?:皮书|报告|公报|年报|年鉴)")
_YEAR_BELOW = re.compile(
    r"[（(]\s*(?:19|20)\d{2}[^（）()]{0,12}[）)]|(?:19|20)\d{2}\s*(?:[-—–]\s*(?:19|20)\d{2}\s*)?年?度?"
)
_TEMPLATES = (
    "Microsoft", "untitled", "Untitled", "未命名", "无标题", "幻灯片", "PowerPoint", "文档",
    ".doc", ".pdf", ".ppt", ".indd", ".wps", ".xls", ".htm", "://",
)  # fmt: skip


def read_pdf(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """A PDF as a Document with pages and boxes.

    Raises EncryptedFile, DamagedFile, TooLarge, NeedsOcr when its text stands in pictures that are not to be read or
    hold none, EmptyDocument when its pages are blank.
    """
    document = open_document(data, source.name)
    try:
        title = document.get_metadata_value("Title").translate(INVISIBLE).strip()
        rows: list[Rows] = []
        hidden: list[int] = []
        unread: list[int] = []
        for content in pages(document, data, options):
            rows.append(rows_of(content))
            hidden += [content.number] if content.hidden else []
            unread += [content.number] if content.picture else []
    except pypdfium2.PdfiumError as error:
        raise damaged(source.name) from error
    finally:
        document.close()
    _check(rows, unread, data, source.name, options)
    source = replace(source, warnings=(*source.warnings, *_warnings(hidden, unread, options)))
    body = body_size(rows)
    source = replace(source, title=first_title(rows, body) or _usable(title))
    found = assemble(paragraphs(lines(rows, body)), source, len(rows))
    sure = {page.number: page.confidence for page in found.pages if page.confidence is not None}
    if not sure:
        return found
    from ..ocr.pages import recognition_warning  # loads the libraries of recognition

    return replace(found, warnings=(*found.warnings, recognition_warning([*sure], [*sure.values()])))


def _check(rows: Sequence[Rows], unread: Sequence[int], data: bytes, name: str, options: Options) -> None:
    """Raises the error of a document without text."""
    if any(page.rows for page in rows):
        return
    count = len(rows)
    if unread and options.ocr:
        raise NeedsOcr(
            f"{name} 共 {count} 页，都没有文字层，文字识别（OCR）也没有认出文字。",
            f"None of the {count} pages of {name} has a text layer, and OCR found no text.",
        )
    if unread:
        raise NeedsOcr(
            f"{name} 共 {count} 页，都没有文字层，可能是扫描件，需要先做文字识别（OCR）。",
            f"None of the {count} pages of {name} has a text layer; it looks like a scan and needs OCR first.",
        )
    if not count or not _is_whole(data):
        raise damaged(name)
    raise EmptyDocument(
        f"{name} 共 {count} 页，没有文字层，也没有图像。", f"The {count} pages of {name} are blank; OCR would not help."
    )


def _is_whole(data: bytes) -> bool:
    """Whether a file ends as a PDF must: PDFium repairs what it can, and then gives empty pages."""
    return b"startxref" in data[-2048:] and b"%%EOF" in data[-2048:]


def _warnings(hidden: Sequence[int], unread: Sequence[int], options: Options) -> Iterator[str]:
    if hidden:
        yield f"已忽略第 {_named(hidden)} 页上看不见的文字"
    if unread and options.ocr:
        yield f"第 {_named(unread)} 页是图像，没有认出文字"
    elif unread:
        yield f"第 {_named(unread)} 页没有文字层，可能是扫描页，未做文字识别"


def _named(numbers: Sequence[int]) -> str:
    """Page numbers for a sentence: 3、5、8."""
    listed = "、".join(map(str, numbers[:_NAMED_PAGES]))
    return listed if len(numbers) <= _NAMED_PAGES else f"{listed} 等 {len(numbers)} "


def lines(rows: list[Rows], body: float) -> list[Line]:
    kept = without_furniture([page.texts() for page in rows])
    _join_tables(rows, kept)
    lines: list[Line] = []
    for page, positions in zip(rows, kept, strict=True):
        lines += lines_of(page, positions, body)
    return lines


def _join_tables(rows: Sequence[Rows], kept: list[list[int]]) -> None:
    """Joins tables that go on on the next page; their second part is taken from ``kept``."""
    last: tuple[Rows, int, PlacedTable] | None = None
    between: list[str] = []
    for page, positions in zip(rows, kept, strict=True):
        for position in list(positions):
            table = _table(page, position)
            if table is None:
                if last is not None:
                    between += [item.text for item in page.rows[position] if isinstance(item, Run)]
                continue
            joined = continued(last[2], table, between) if last is not None else None
            if last is not None and joined is not None:
                last = (last[0], last[1], joined)
                inset = last[0].rows[last[1]][0]
                assert isinstance(inset, Inset)
                last[0].rows[last[1]] = [replace(inset, table=joined)]
                positions.remove(position)
            else:
                last = (page, position, table)
            between = []


def _table(page: Rows, position: int) -> PlacedTable | None:
    item = page.rows[position][0]
    return item.table if isinstance(item, Inset) else None


def _usable(title: str) -> str | None:
    """A title from the file's properties, unless it is a file name or a template's."""
    return None if len(title) < 4 or any(word in title for word in _TEMPLATES) else title


def first_title(pages: Sequence[Rows], body: float) -> str | None:
    """The largest lines of the first page with text, when they are clearly larger than the body.

    A masthead (…文件) is no title; a line below that says what kind of paper it is, or its year, belongs to it.
    """
    first = next((page for page in pages if page.rows), None)
    runs = [item for row in first.rows for item in row if isinstance(item, Run)] if first else []
    runs = [run for run in runs if len(run.text.strip()) >= 2 and run.size >= _LARGER * body]
    head, rest = _largest(runs)
    if rest and stands_above("".join(head), rest[0]):
        head, rest = _largest([run for run in runs if run.text.strip() in rest])
    title = "".join(head[:3])
    for line in rest[:2]:
        if not (_KIND_OF_PAPER.fullmatch(line) or _YEAR_BELOW.fullmatch(line)):
            break
        title += line
    return title if 4 <= len(title) <= 80 else None


def _largest(runs: Sequence[Run]) -> tuple[list[str], list[str]]:
    """The texts of the runs of the largest size, and those that stand below the last of them."""
    largest = max((run.size for run in runs), default=0)
    positions = [i for i, run in enumerate(runs) if run.size > 0.93 * largest]
    below = runs[positions[-1] + 1 :] if positions else []
    return [runs[i].text.strip() for i in positions], [run.text.strip() for run in below]
