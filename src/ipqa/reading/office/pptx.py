"""PPTX: a page and a section per slide, shapes from the top left, tables and charts as tables.

Hidden slides, footers, dates, slide numbers and the speaker's notes are left out: the audience does not see them.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml.etree import LxmlError
from pptx import Presentation
from pptx.exc import PythonPptxError

from ...errors import DamagedFile
from ...records import Document
from ..options import DEFAULTS, Options
from ..structure.assembly import assemble
from ..structure.blocks import Block, Source
from ..structure.numbering import is_heading_line
from ..tables.grid import GridCell, table_blocks
from .archives import check_package
from .charts import chart_blocks
from .docx_drawings import diagram_blocks
from .package import parse, q, value
from .scans import read_scans
from .slide_shapes import Placed, in_order, shapes_of
from .slide_text import Backdrop, Line, lines_of, one_line

_FURNITURE = frozenset(("ftr", "dt", "sldNum", "hdr"))
_TITLES = frozenset(("title", "ctrTitle"))
_LONGEST_TITLE = 40
_SHORTEST_TITLE = 5
_COVER_LINES = 8


def read_pptx(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """A PPTX file as a Document; raises ReadingError when it is broken, too large once unpacked, or not a PPTX."""
    check_package(data, source.name, "PPTX")
    try:
        deck = _Deck(Presentation(io.BytesIO(data)), options)
        blocks = list(deck.blocks())
        pictures = [] if blocks else deck.pictures
    except (PythonPptxError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, LxmlError) as error:
        raise DamagedFile(
            f"{source.name} 已损坏，或不是 PPTX 文件。", f"{source.name} is damaged or not a PPTX file."
        ) from error
    if pictures:
        return read_scans(pictures, source, options)
    return assemble(blocks, replace(source, warnings=(*source.warnings, *deck.warnings())))


class _Deck:
    """Reads the slides of one presentation in order."""

    def __init__(self, presentation: Any, options: Options) -> None:
        self._slides = list(presentation.slides)
        self._size = (presentation.slide_width or 12_192_000, presentation.slide_height or 6_858_000)
        self._done = options.page_done
        self._unseen = False
        self._hidden: list[int] = []
        self.pictures: list[bytes] = []

    def blocks(self) -> Iterator[Block]:
        for number, slide in enumerate(self._slides, 1):
            if slide._element.get("show") in ("0", "false"):
                self._hidden.append(number)
            else:
                yield from (replace(b, pages=((0, number),)) for b in self._slide(slide, number == 1))
            self._done(number, len(self._slides))

    def warnings(self) -> list[str]:
        """What a person should know about the reading, in Chinese; complete once the blocks have been read."""
        found = ["已忽略页面上看不见的文字。"] if self._unseen else []
        if self._hidden:
            found.append(f"已忽略隐藏的幻灯片：第 {'、'.join(map(str, self._hidden))} 页。")
        if self.pictures:
            found.append(f"幻灯片中有 {len(self.pictures)} 幅图片，图片里的文字没有读取。")
        return found

    def _slide(self, slide: Any, first: bool) -> list[Block]:
        placed = list(shapes_of(slide))
        backdrop = Backdrop(slide, placed)
        shown = [p for p in placed if not p.hidden and p.touches(*self._size)]
        self._unseen = self._unseen or any(p.has_words for p in placed if p not in shown)
        shown = in_order([p for p in shown if p.placeholder not in _FURNITURE], self._size[1])
        texts = {id(p): self._lines(p, backdrop) for p in shown if p.is_text}
        title = _title(shown, texts, self._size[1])
        cover = _cover(shown, texts) if first and (title is None or title.placeholder not in _TITLES) else None
        title = cover or title
        blocks: list[Block] = []
        if title is not None:
            words = one_line(texts[id(title)])
            blocks.append(Block(words, level=0 if cover or (first and title.placeholder == "ctrTitle") else 1))
        for shape in shown:
            if shape is not title:
                blocks += self._shape(shape, slide, texts.get(id(shape), []))
        return [b for b in blocks if b.text.strip()]

    def _lines(self, shape: Placed, backdrop: Backdrop) -> list[Line]:
        lines, unseen = lines_of(shape, backdrop)
        self._unseen = self._unseen or unseen
        return lines

    def _shape(self, shape: Placed, slide: Any, lines: Sequence[Line]) -> list[Block]:
        node = shape.node
        if shape.is_text:
            return [Block(line.text, plain=shape.placeholder == "subTitle") for line in lines]
        if node.tag == q("p:pic"):
            picture = slide.part.rels.get(value(node, "p:blipFill/a:blip", "r:embed") or "")
            self.pictures += [] if picture is None or picture.is_external else [picture.target_part.blob]
        chart = next(node.iter(q("c:chart")), None) if node.tag == q("p:graphicFrame") else None
        if chart is not None:
            return chart_blocks(slide.part.related_part(chart.get(q("r:id")))._element)
        diagram = next(node.iter(q("dgm:relIds")), None)
        if diagram is not None:
            return diagram_blocks(parse(slide.part.related_part(diagram.get(q("r:dm"))).blob))
        table = next(node.iter(q("a:tbl")), None)
        return [] if table is None else table_blocks(list(_cells(table)))


def _title(shown: Sequence[Placed], texts: dict[int, list[Line]], height: int) -> Placed | None:
    """The shape that names the slide: its title, or a short line at the top, the largest or numbered as one."""
    boxes = [p for p in shown if p.is_text and texts[id(p)]]
    for shape in boxes:
        if shape.placeholder in _TITLES:
            return shape
    if not boxes:
        return None
    top = boxes[0]
    lines = texts[id(top)]
    size = max(line.size or 0 for line in lines)
    others = [line.size or 0 for p in boxes[1:] for line in texts[id(p)]]
    words = one_line(lines)
    fits = len(lines) <= 2 and len(words) <= _LONGEST_TITLE and not words.endswith(("。", "；", "，"))
    letters = any("\u4e00" <= c <= "\u9fff" or c.isalpha() for c in words)
    largest = max(others, default=0)
    stands_out = size > largest or (size == largest and len(lines) == 1 and is_heading_line(words))
    return top if fits and letters and top.top < height / 4 and stands_out else None


def _cover(shown: Sequence[Placed], texts: dict[int, list[Line]]) -> Placed | None:
    """The shape that names a deck on a first slide of a few short lines without placeholders: the largest, anywhere."""
    boxes = [p for p in shown if p.is_text and texts[id(p)]]
    lines = [line for p in boxes for line in texts[id(p)]]
    bare = all(p.is_text or p.node.tag != q("p:graphicFrame") for p in shown)
    if not bare or len(boxes) < 2 or len(lines) > _COVER_LINES or any(x.text.endswith(("。", "；")) for x in lines):
        return None
    sizes = [max(line.size or 0 for line in texts[id(p)]) for p in boxes]
    largest = [p for p, size in zip(boxes, sizes, strict=True) if size == max(sizes)]
    words = one_line(texts[id(largest[0])])
    named = _SHORTEST_TITLE <= len(words) <= _LONGEST_TITLE and not is_heading_line(words)
    return largest[0] if named and len(largest) == 1 else None


def _cells(table: Any) -> Iterator[GridCell]:
    """The cells of a table; one that a merged cell covers is not given."""
    header = value(table, "a:tblPr", "firstRow") in ("1", "true")
    for r, row in enumerate(table.iter(q("a:tr"))):
        for c, cell in enumerate(row.iterchildren(q("a:tc"))):
            if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
                continue
            lines = ["".join(t.text or "" for t in p.iter(q("a:t"))) for p in cell.iter(q("a:p"))]
            text = one_line([Line(line) for line in lines])
            down, across = (int(cell.get(name, "1")) for name in ("rowSpan", "gridSpan"))
            yield GridCell(text, r, c, down, across, heading=header and r == 0)
