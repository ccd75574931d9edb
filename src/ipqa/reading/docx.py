"""DOCX: paragraphs and tables in document order, heading styles, merged cells once; running heads are not text."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from ..errors import ReadingError
from ..records import Document
from ..text import INVISIBLE
from .assembly import assemble
from .blocks import Block, Source
from .grid import plain_rows, table_blocks
from .layout import join
from .options import DEFAULTS, Options

_EXPANDED_LIMIT = 200 * 1024 * 1024
_RATIO_LIMIT = 150
_RATIO_FREE = 20 * 1024 * 1024  # small files may compress as well as they like
# A second rendering of a drawing, for old programs.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)


def read_docx(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """A DOCX file as a Document; raises ReadingError when it is broken, too large once unpacked, or not a DOCX."""
    _check_archive(data, source.name)
    try:
        document = open_docx(io.BytesIO(data))
        blocks = list(_blocks(document))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, LxmlError) as error:
        raise _broken(source.name) from error
    return assemble(blocks, source)


def _broken(name: str) -> ReadingError:
    return ReadingError(f"{name} 已损坏，或不是 DOCX 文件。", f"{name} is damaged or not a DOCX file.")


def _check_archive(data: bytes, name: str) -> None:
    """Refuses an archive whose declared, or actual, size is out of proportion; nothing is kept in memory."""
    too_large = ReadingError(f"{name} 解压后过大，已拒绝读取。", f"{name} is too large once unpacked.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            declared = sum(entry.file_size for entry in entries)
            allowed = min(_EXPANDED_LIMIT, max(_RATIO_FREE, _RATIO_LIMIT * len(data)))
            if declared > allowed:
                raise too_large
            actual = 0
            for entry in entries:
                with archive.open(entry) as stream:
                    while chunk := stream.read(1 << 20):
                        actual += len(chunk)
                        if actual > allowed:
                            raise too_large
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise _broken(name) from error


def _blocks(document: Any) -> Iterator[Block]:
    for item in _items(document.element.body, document._body):
        if isinstance(item, Paragraph):
            for line in _text(item).split("\n"):
                if text := line.translate(INVISIBLE).strip():
                    yield Block(text, level=_level(item))
        elif isinstance(item, DocxTable):
            yield from table_blocks(plain_rows(list(_rows(item))))


def _items(parent: Any, owner: Any) -> Iterator[Paragraph | DocxTable]:
    """Paragraphs and tables in order, those inside content controls and tracked insertions as well."""
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(child, owner)
        elif child.tag == qn("w:tbl"):
            yield DocxTable(child, owner)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _items(child, owner)


def _text(paragraph: Paragraph) -> str:
    """The text as it stands when all changes are accepted: insertions in, deletions out."""
    parts: list[str] = []
    gone = {qn("w:del"), qn("w:moveFrom"), _FALLBACK}
    for node in paragraph._p.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:cr"), qn("w:noBreakHyphen")):
        if any(above.tag in gone for above in node.iterancestors()):
            continue
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag == qn("w:tab"):
            # A tab stop of the paragraph's properties is no character.
            parts.append(" " if node.getparent().tag == qn("w:r") else "")
        else:
            parts.append("-" if node.tag == qn("w:noBreakHyphen") else "\n")
    return "".join(parts)


def _level(paragraph: Paragraph) -> int | None:
    style = paragraph.style
    name = (style.name or "") if style is not None else ""
    if name.lower() in ("title", "标题"):
        return 0
    match = _HEADING.match(name)
    return int(match[1]) if match else None


def _rows(table: DocxTable) -> Iterator[list[str]]:
    """The rows; a cell merged across columns or rows is given where it begins and is empty where it goes on."""
    above: set[Any] = set()
    for row in table.rows:
        cells: list[str] = []
        here: set[Any] = set()
        for cell in row.cells:
            cells.append("" if cell._tc in above or cell._tc in here else _cell_text(cell))
            here.add(cell._tc)
        above |= here
        if any(cells):
            yield cells


def _cell_text(cell: Any) -> str:
    """The text of a cell; breaks inside it are joined."""
    text = ""
    for item in _items(cell._tc, cell):
        lines = _text(item) if isinstance(item, Paragraph) else "\n".join(" ".join(row) for row in _rows(item))
        for line in lines.translate(INVISIBLE).split("\n"):
            piece = " ".join(line.split())
            text += join(text, piece) + piece
    return text
