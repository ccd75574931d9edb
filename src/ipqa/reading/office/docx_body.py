"""The body of a DOCX as blocks: paragraphs with their numbers, tables, notes, text boxes, charts, in reading order."""

import re
from collections.abc import Iterator, Sequence

from ...text import INVISIBLE
from ..structure.blocks import Block
from ..structure.layout import join
from ..tables.grid import GridCell, table_blocks
from .docx_drawings import Drawings
from .docx_numbering import Numbering
from .docx_styles import Styles, is_white
from .docx_tables import Place, places
from .docx_text import Reader, Reference, Words, whole_fields
from .package import Element, Package, children, find, q, switched_on, value

_WRAPPERS = frozenset(q(n) for n in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml"))
_LONGEST_HEADING = 100
_RUN_IN = 60
_DEEPEST = 40
_ANNOUNCED = re.compile(r"目\s*[录錄次]", re.IGNORECASE)
_CONTENTS = Block("")  # stands where a table of contents was


class Body:
    """Reads the body of one document once, in order."""

    def __init__(self, package: Package, main: str) -> None:
        self._package, self._main = package, main
        root = package.xml(main)
        found = find(root, "w:body")
        self._body = root if found is None else found
        self._styles = Styles(package, main)
        self._numbering = Numbering(package, main, self._styles)
        colour = find(root, "w:background")
        paper = colour is None or is_white(colour.get(q("w:color"), "FFFFFF"))
        self._reader = Reader(self._styles, whole_fields(self._body), paper)
        self._drawings = Drawings(package, main, self._body)
        self._notes = {kind: _notes(package.part(main, f"{kind}s")) for kind in ("footnote", "endnote")}
        self._carried = ""

    def blocks(self) -> list[Block]:
        """The blocks of the whole body, without tables of contents and the words that announce them."""
        found: list[Block] = []
        for block in self._walk(self._body, False, 0):
            if block is not _CONTENTS:
                found.append(block)
            elif found and _ANNOUNCED.fullmatch(found[-1].text):
                found.pop()
        return found

    def warnings(self) -> list[str]:
        """What a person should know about the reading, in Chinese; complete once the blocks have been read."""
        found = ["已忽略文档中看不见的文字。"] if self._reader.hidden else []
        if self._reader.revised:
            found.append("文档带有修订痕迹，已按接受全部修订读取。")
        if self._drawings.pictures:
            found.append(f"文档中有 {len(self._drawings.pictures)} 幅图片，图片里的文字没有读取。")
        return found

    def pictures(self) -> list[bytes]:
        """The pictures in the order in which the pages show them."""
        found = (self._package.related_bytes(self._main, name) for name in self._drawings.pictures)
        return [data for data in found if data]

    def _walk(self, parent: Element, shaded: bool, depth: int) -> Iterator[Block]:
        for child in children(parent):
            if child.tag == q("w:p"):
                yield from self._paragraph(child, shaded, depth)
            elif child.tag == q("w:tbl"):
                yield from self._table(child, depth)
            elif child.tag in _WRAPPERS:
                yield from [_CONTENTS] if _is_contents(child) else self._walk(child, shaded, depth)

    def _paragraph(self, node: Element, shaded: bool, depth: int) -> Iterator[Block]:
        words = self._reader.words(node, shaded)
        if self._styles.is_contents(node) or (words.contents and not words.text.strip()):
            yield _CONTENTS
            return
        label = "" if _is_gone(node, words) else self._numbering.label(node)
        yield from self._drawn(words.before, depth)
        text = self._carried + (label if words.text.strip() and not self._carried else "") + words.text
        self._carried = ""
        if text.strip() and _runs_on(node):
            self._carried = text
        else:
            yield from self._lines(node, text)
        yield from self._drawn(words.after, depth)
        yield from self._noted(words.notes)

    def _lines(self, node: Element, text: str) -> Iterator[Block]:
        level = self._styles.level(node)
        lines = [line for raw in text.split("\n") if (line := _clean(raw))]
        if level is not None and len(lines) > 1 and level < 2:
            lines = [_joined(lines)]  # a title broken by hand
        for line in lines:
            yield Block(line, level=_heading(line, level), plain=self._styles.is_subtitle(node))

    def _drawn(self, drawings: Sequence[Element], depth: int) -> Iterator[Block]:
        for drawing in drawings if depth < _DEEPEST else ():
            for shown in self._drawings.shown(drawing):
                if shown.box is not None:
                    yield from self._walk(shown.box, shown.shaded, depth + 1)
                yield from shown.blocks

    def _noted(self, notes: Sequence[Reference]) -> Iterator[Block]:
        for note in notes:
            node = self._notes[note.kind].get(note.id)
            if node is None:
                continue
            lines = [_clean(self._reader.words(p).text) for p in node.iter(q("w:p"))]
            text = _joined([line for line in lines if line])
            if text:
                yield Block(f"{note.mark} {text}".strip(), plain=True)

    def _table(self, node: Element, depth: int) -> Iterator[Block]:
        cells = places(node, self._styles)
        if depth >= _DEEPEST or _is_layout(cells):
            for cell in cells if depth < _DEEPEST else ():
                yield from self._walk(cell.node, cell.shaded, depth + 1)
            return
        notes: list[Reference] = []
        drawings: list[Element] = []
        grid: list[GridCell] = []
        for cell in cells:
            text = self._cell(cell.node, cell.shaded, notes, drawings)
            grid.append(GridCell(text, cell.row, cell.column, cell.rows, cell.columns, cell.heading))
        yield from table_blocks(grid)
        yield from self._drawn(drawings, depth)
        yield from self._noted(notes)

    def _cell(self, node: Element, shaded: bool, notes: list[Reference], drawings: list[Element]) -> str:
        """The text of a cell on one line; a table inside it gives its cells parted by spaces."""
        text = ""
        for child in children(node):
            if child.tag == q("w:p"):
                words = self._reader.words(child, shaded)
                label = self._numbering.label(child) if words.text.strip() else ""
                notes += words.notes
                drawings += [*words.before, *words.after]
                piece = _joined([_clean(line) for line in f"{label}{words.text}".split("\n")])
                text += join(text, piece) + piece
            elif child.tag == q("w:tbl"):
                inner = (self._cell(c.node, c.shaded, notes, drawings) for c in places(child, self._styles))
                text = " ".join([*([text] if text else []), *(piece for piece in inner if piece)])
            elif child.tag in _WRAPPERS:
                piece = self._cell(child, shaded, notes, drawings)
                text += join(text, piece) + piece
        return text


def _notes(part: Element | None) -> dict[str, Element]:
    return {} if part is None else {node.get(q("w:id"), ""): node for node in children(part)}


def _clean(text: str) -> str:
    return text.translate(INVISIBLE).strip()


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        text += join(text, line) + line
    return text


def _heading(text: str, level: int | None) -> int | None:
    """The level of a heading; a paragraph that only begins with its heading is left to its numbering."""
    if level is None or len(text) > _LONGEST_HEADING:
        return None
    stop = text.find("。")
    return None if level and (0 <= stop < len(text) - 1 or (stop > 0 and len(text) > _RUN_IN)) else level


def _is_contents(node: Element) -> bool:
    gallery = value(node, "w:sdtPr/w:docPartObj/w:docPartGallery")
    return gallery is not None and gallery.lower().startswith("table of contents")


def _is_gone(node: Element, words: Words) -> bool:
    """Whether a paragraph with its mark is deleted or hidden, so that no number is counted for it."""
    mark = find(node, "w:pPr/w:rPr")
    if words.text.strip() or mark is None:
        return False
    return find(mark, "w:del") is not None or bool(switched_on(mark, "w:vanish"))


def _runs_on(node: Element) -> bool:
    """Whether a paragraph goes on in the next: its mark was deleted, or it is the first letter set large."""
    deleted = find(node, "w:pPr/w:rPr/w:del") is not None
    return deleted or value(node, "w:pPr/w:framePr", "w:dropCap") in ("drop", "margin")


def _is_layout(cells: Sequence[Place]) -> bool:
    """Whether a table only arranges text: a single row or column, or little but a table inside another."""
    if len({cell.column for cell in cells}) < 2 or len({cell.row for cell in cells}) < 2:
        return True
    inner = sum(1 for cell in cells for _ in cell.node.iter(q("w:tc"))) - len(cells)
    return inner > len(cells)
