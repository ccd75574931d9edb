"""HTML: what a reader of the page sees, without scripts, hidden text, navigation and footers. Nothing is fetched."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..errors import ReadingError
from ..records import Document
from ..text import INVISIBLE
from . import text as plain
from .assembly import assemble
from .blocks import Block, Source
from .grid import plain_rows, table_blocks
from .layout import join
from .options import DEFAULTS, Options

_DROPPED_TAGS = """
    script style noscript nav header footer aside template iframe svg canvas form button select input textarea object
    embed audio video head meta link map dialog math
"""
_BLOCK_TAGS = """
    address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 hr
    html legend li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_DROPPED = frozenset(_DROPPED_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|sidebar|footer|foot|share|sharing|top-?bar|header|toolbar|copyright"
    r"|related|recommend|advert|ads?|login|qrcode|pagination|cookie)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt)?\s*(?:;|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)"
)
_RULES = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)$")
_LINK_BARS = frozenset(("div", "ul", "ol", "p", "td", "section"))
_LINE_BOILERPLATE = re.compile(
    r"(?:扫一扫.{0,12}|分享到?[:：]?|【?(?:打印|关闭)(?:本页|窗口)?】?|返回顶部|字号[:：]?.{0,8})$"
)
# A line break of the source between two ideographs is no space.
_SOURCE_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t\r]*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])")
_DEPTH = 150


def read_html(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """An HTML file as a Document; raises ReadingError or EmptyDocument."""
    tree = LexborHTMLParser(_markup(data, source.name))
    if tree.body is None:
        raise ReadingError(f"{source.name} 不是可读的网页。", f"{source.name} is not a readable web page.")
    walker = _Walker(_hidden_classes(tree))
    walker.walk(tree.body, 0)
    walker.end_line()
    title = _page_title(tree)
    if title and not any(block.level == 1 for block in walker.blocks):
        return assemble(walker.blocks, replace(source, title=title))
    return assemble(walker.blocks, source)


def _markup(data: bytes, name: str) -> str:
    """The markup decoded, by the page's own declaration first."""
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.IGNORECASE)
    if declared:
        encoding = declared[1].decode().lower()
        try:
            return data.decode("gb18030" if encoding.startswith("gb") else encoding).translate(INVISIBLE)
        except (LookupError, UnicodeDecodeError):
            pass
    return plain.decode(data, name)


def _page_title(tree: LexborHTMLParser) -> str | None:
    """The <title> without the site's name behind it."""
    node = tree.css_first("title")
    title = " ".join(node.text(deep=True).split()) if node else ""
    parts = re.split(r"\s*[_|｜]\s*|\s+[-–—]\s+", title)
    return parts[0] or None


def _hidden_classes(tree: LexborHTMLParser) -> frozenset[str]:
    """Classes that the page's own style sheet hides, or writes in white."""
    hidden: set[str] = set()
    for style in tree.css("style"):
        for selectors, body in _RULES.findall(style.text(deep=True)):
            if _HIDDEN.search(body) or _white(body):
                hidden.update(m[1] for s in selectors.split(",") if (m := _CLASS.search(s.strip())))
    return frozenset(hidden)


def _white(style: str) -> bool:
    return bool(re.search(r"(?<!-)color\s*:\s*(?:#fff(?:fff)?\b|white\b)", style, re.IGNORECASE)) and bool(
        re.search(r"font-size\s*:\s*[0-4](?:\.\d+)?(?:px|pt)", style)
    )


@dataclass(slots=True)
class _Walker:
    """The blocks found so far and the line being gathered."""

    hidden: frozenset[str]
    blocks: list[Block] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    level: int | None = None

    def walk(self, node: LexborNode, depth: int) -> None:
        """Gathers the text under a node, in order."""
        if depth > _DEPTH:
            self.line.append(node.text(deep=True))
            return
        child = node.child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                self.line.append(child.text_content or "")
            elif tag == "br":
                self.end_line()
            elif tag == "table" and not self._dropped(child):
                self.end_line()
                self._table(child, depth)
            elif tag == "pre" and not self._dropped(child):
                self.end_line()
                self.blocks += plain.blocks(child.text(deep=True).translate(INVISIBLE))
            elif tag and not tag.startswith(("-", "!")) and not self._dropped(child):
                self._element(child, tag, depth)
            child = child.next

    def _element(self, node: LexborNode, tag: str, depth: int) -> None:
        block = tag in _BLOCKS
        if block:
            self.end_line()
        level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else None
        outer, self.level = self.level, level if level is not None else self.level
        self.walk(node, depth + 1)
        if block:
            self.end_line()
        self.level = outer

    def end_line(self) -> None:
        """Closes the line being gathered."""
        text = _SOURCE_BREAK.sub("", "".join(self.line).translate(INVISIBLE))
        self.line = []
        stripped = re.sub(r"[ \t\r\n\f\xa0]+", " ", text).strip()
        if stripped and not _LINE_BOILERPLATE.match(stripped):
            self.blocks.append(Block(stripped, level=self.level))

    def _dropped(self, node: LexborNode) -> bool:
        attributes = node.attributes
        if node.tag in _DROPPED and not (node.tag in ("header", "form") and node.css_first("h1, p")):
            return True
        if "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return True
        style = attributes.get("style") or ""
        if style and (_HIDDEN.search(style) or _white(style)):
            return True
        if node.tag in _LINK_BARS and _is_link_bar(node):
            return True
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
        if not names:
            return False
        if self.hidden.intersection(names.split()):
            return True
        # A wrapper around the whole page may bear such a name: only what is short is boilerplate.
        return bool(_BOILERPLATE.search(names)) and len(node.text(deep=True)) < 600 and node.css_first("h1") is None

    def _table(self, table: LexborNode, depth: int) -> None:
        """A table of data as rows; a table that only lays out the page as its contents."""
        nested = any(inner.mem_id != table.mem_id for inner in table.css("table"))
        rows = [] if nested else list(_rows(table))
        if max((len(row) for row in rows), default=0) < 2:
            self._layout(table, depth)
            return
        caption = table.css_first("caption")
        title = " ".join(caption.text(deep=True).split()) if caption else None
        if title:
            self.blocks.append(Block(title, plain=True))
        self.blocks += table_blocks(plain_rows(list(self._grid(rows))), title)

    def _layout(self, node: LexborNode, depth: int) -> None:
        self.walk(node, depth + 1)
        self.end_line()

    def _grid(self, rows: Sequence[Sequence[LexborNode]]) -> Iterator[list[str]]:
        """The cells by column: a merged cell stands where it begins and is empty where it goes on."""
        below: dict[int, int] = {}
        for row in rows:
            cells: list[str] = []
            for cell in row:
                while below.get(len(cells), 0) > 0:
                    below[len(cells)] -= 1
                    cells.append("")
                down, across = _span(cell, "rowspan") - 1, _span(cell, "colspan")
                below.update({len(cells) + i: down for i in range(across) if down})
                cells += [self._cell(cell), *[""] * (across - 1)]
            while below.get(len(cells), 0) > 0:
                below[len(cells)] -= 1
                cells.append("")
            yield cells

    def _cell(self, cell: LexborNode) -> str:
        """The text of a cell; breaks inside it are joined."""
        inner = _Walker(self.hidden)
        inner.walk(cell, 0)
        inner.end_line()
        text = ""
        for block in inner.blocks:
            text += join(text, block.text) + block.text
        return text


def _span(cell: LexborNode, attribute: str) -> int:
    value = (cell.attributes.get(attribute) or "1").strip()
    return min(max(int(value), 1), 200) if value.isascii() and value.isdigit() else 1


def _is_link_bar(node: LexborNode) -> bool:
    """Whether an element is hardly more than a row of links."""
    links = node.css("a")
    if len(links) < 3:
        return False
    text = len("".join(node.text(deep=True).split()))
    linked = sum(len("".join(link.text(deep=True).split())) for link in links)
    return text < 300 and linked >= 0.7 * text


def _rows(table: LexborNode) -> Iterator[list[LexborNode]]:
    for row in table.css("tr"):
        cells: list[LexborNode] = []
        child = row.child
        while child is not None:
            if child.tag in ("td", "th"):
                cells.append(child)
            child = child.next
        if cells:
            yield cells
