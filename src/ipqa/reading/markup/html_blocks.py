"""The blocks of a visible page: lines, headings, numbered lists, tables, preformatted text, attached files."""

import re
from dataclasses import dataclass, field

from ...text import INVISIBLE
from .. import text as plain
from ..structure.blocks import Block
from ..structure.layout import join
from ..structure.ordinals import han, letter, raised, roman
from ..tables.grid import GridCell, table_blocks
from .html_furniture import attachment, imprint_start, without_controls
from .html_tables import is_data, is_line, places, rows_of
from .html_tree import BLOCKS, Node

# A line break of the source between two ideographs is no space.
_SOURCE_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t\r]*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])")
_SPACES = re.compile(r"[ \t\r\n\f\xa0\u2002\u2003]+")
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十\d①-⑳]{1,3}[、.．）)]|第[一二三四五六七八九十百\d]+[条章节款项]|[①-⑳]"
)
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_TAIL = 15
_LONGEST_HEADING = 100


@dataclass(slots=True)
class Writer:
    """The blocks found so far and the line being gathered."""

    blocks: list[Block] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    level: int | None = None
    label: str = ""

    def walk(self, node: Node) -> None:
        """Gathers what stands in an element, in order."""
        for child in node.children:
            if isinstance(child, str):
                self.line.append(child)
            elif child.tag == "br":
                if self.level is None:
                    self.end_line()
            elif child.tag == "table":
                self.end_line()
                self._table(child)
            elif child.tag == "pre":
                self.end_line()
                self.blocks += plain.inner_blocks(child.text().translate(INVISIBLE))
            elif child.tag in ("ol", "ul", "menu"):
                self.end_line()
                self._list(child)
            else:
                self._element(child)

    def _element(self, node: Node) -> None:
        if node.tag in ("sup", "sub"):
            self.line.append(raised(node.text(), node.tag == "sub"))
            return
        if node.tag == "a" and (name := attachment(node)) and name not in self.attachments:
            self.attachments.append(name)
        block = node.tag in BLOCKS
        if block:
            self.end_line()
        level = int(node.tag[1]) if len(node.tag) == 2 and node.tag[0] == "h" and node.tag[1] in "123456" else None
        outer, self.level = self.level, level if level is not None else self.level
        self.walk(node)
        if block:
            self.end_line()
        self.level = outer

    def end_line(self) -> None:
        """Closes the line being gathered."""
        text = _SOURCE_BREAK.sub("", "".join(self.line).translate(INVISIBLE))
        self.line = []
        text = without_controls(_SPACES.sub(" ", text).strip())
        if text:
            if self.label and not _NUMBERED.match(text):
                text = self.label + text
            self.label = ""
            long = len(text) > _LONGEST_HEADING or "。" in text[:-1]
            self.blocks.append(Block(text, level=None if long else self.level))

    def _list(self, node: Node) -> None:
        """The items of a list, an ordered one with the numbers that the page shows."""
        items = [child for child in node.nodes() if child.tag == "li"]
        backward = "reversed" in node.attributes
        number = _integer(node.get("start"), len(items) if backward else 1)
        for child in node.children:
            if isinstance(child, Node) and child.tag == "li":
                number = _integer(child.get("value"), number)
                kind = _TYPES.get(child.get("type") or node.get("type"), "") or child.marker or node.marker
                self.label = _number(number, kind or "decimal") if node.tag == "ol" else ""
                number += -1 if backward else 1
                self._element(child)
                self.label = ""
            elif isinstance(child, Node):
                self.walk(Node("ul", children=[child]))
            elif child.strip():
                self.line.append(child)
        self.end_line()

    def _table(self, table: Node) -> None:
        """A table of data as one; one that only lays out the page as its contents."""
        if not is_data(table):
            if is_line(table):
                for row, _ in rows_of(table):
                    words = [self._cell(cell) for cell in row.nodes()]
                    self.line.append(" ".join(word for word in words if word))
            else:
                self.walk(table)
            self.end_line()
            return
        caption = next((self._cell(child) for child in table.nodes() if child.tag == "caption"), "")
        if caption:
            self.blocks.append(Block(caption, plain=True))
        cells = [GridCell(self._cell(p.node), p.row, p.column, p.rows, p.columns, p.heading) for p in places(table)]
        self.blocks += table_blocks(cells, caption or None)

    def _cell(self, cell: Node) -> str:
        """The text of a cell; breaks inside it are joined."""
        inner = Writer(attachments=self.attachments)
        inner.walk(cell)
        inner.end_line()
        text = ""
        for block in inner.blocks:
            piece = " ".join(block.text.split())
            text += join(text, piece) + piece
        return text


def blocks_of(root: Node) -> tuple[list[Block], list[str]]:
    """The blocks of a page without its imprint, and the names of the attached files."""
    writer = Writer()
    writer.walk(root)
    writer.end_line()
    blocks = writer.blocks
    tail = min(_TAIL, len(blocks) // 2)
    if tail:
        last = [block.text for block in blocks[-tail:]]
        blocks = blocks[: len(blocks) - tail + imprint_start(last)]
    return blocks, writer.attachments


def _integer(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise


def _number(number: int, kind: str) -> str:
    """The number of an item as a browser shows it; empty where there is none."""
    kind = kind.replace("!important", "").strip()
    if kind in ("none", "disc", "circle", "square", "inside", "outside"):
        return ""
    if kind in (
        "cjk-ideographic",
        "simp-chinese-informal",
        "trad-chinese-informal",
        "cjk-decimal",
        "japanese-informal",
    ):
        return f"{han(number)}、"
    if kind.endswith(("alpha", "latin")):
        text = letter(number)
        return f"{text.upper() if kind.startswith('upper') else text}. "
    if kind.endswith("roman"):
        return f"{roman(number).upper() if kind.startswith('upper') else roman(number)}. "
    return f"{number:02d}. " if kind == "decimal-leading-zero" else f"{number}. "
