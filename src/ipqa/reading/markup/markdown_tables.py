"""Tables in Markdown: between pipes, and as HTML, the way converters of scanned pages write them."""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..structure.blocks import Block
from ..structure.layout import join
from ..tables.cells import GridCell, kind
from ..tables.grid import table_blocks
from .markdown_inline import Inline

_DIVIDER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$")
_PIPE = re.compile(r"(?<!\\)\|")
_TABLE = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_REACH_LIMIT = 1000
_NESTED_LIMIT = 40


def is_divider(line: str) -> bool:
    """Whether a line parts the header of a pipe table from its rows."""
    return "-" in line and bool(_DIVIDER.match(line.strip()))


def pipe_blocks(lines: Sequence[str], inline: Inline) -> list[Block]:
    """The blocks of a pipe table, its divider included in ``lines``."""
    divider = next((i for i, line in enumerate(lines[:4]) if is_divider(line)), 0)
    rows = [_cells(line, inline) for i, line in enumerate(lines) if not (is_divider(line) and i == divider)]
    # The syntax wants a header even of a table that has none: a row with quantities is no header.
    named = divider == 1 and not any(kind(text) in ("number", "measure") for text in rows[0])
    return table_blocks(
        [GridCell(text, r, c, heading=named and r == 0) for r, row in enumerate(rows) for c, text in enumerate(row)]
    )


def _cells(line: str, inline: Inline) -> list[str]:
    body = line.strip().removeprefix("|")
    body = body[:-1] if body.endswith("|") and not body.endswith("\\|") else body
    return [inline.words(cell.replace("\\|", "|")) for cell in _PIPE.split(body)]


def html_tables(text: str) -> Iterator[str | list[Block]]:
    """The text between HTML tables, and the blocks of each table, in order."""
    at = depth = start = 0
    for match in _TABLE.finditer(text):
        if match[1]:
            depth = max(0, depth - 1)
            if depth == 0 and start >= at:
                yield text[at:start]
                yield _blocks(text[start : match.end()])
                at = match.end()
                start = at
        else:
            start = match.start() if depth == 0 else start
            depth += 1
    if depth:  # an unfinished table goes on to the end
        yield text[at:start]
        yield _blocks(text[start:])
        return
    yield text[at:]


def _blocks(markup: str) -> list[Block]:
    if len(_TABLE.findall(markup)) > _NESTED_LIMIT and markup.lower().count("</table") < _NESTED_LIMIT // 2:
        markup = _TABLE.sub("", markup)  # openings without an end are no tables
        return [Block(words, plain=True)] if (words := " ".join(_ANY_TAG.sub(" ", markup).split())) else []
    table = LexborHTMLParser(markup).css_first("table")
    if table is None:
        return []
    caption = table.css_first("caption")
    title = _words(caption) if caption else ""
    above = [Block(title, plain=True)] if title else []
    return [*above, *table_blocks(list(_grid(table)), title or None)]


def _grid(table: LexborNode) -> Iterator[GridCell]:
    """The cells of a table, each where the ones before it and above it leave room."""
    below: dict[int, int] = {}  # column -> rows that a cell above still covers
    for number, row in enumerate(_rows(table)):
        column = 0
        here: dict[int, int] = {}
        for cell in row:
            while below.get(column, 0) > 0:
                column += 1
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
            text = _words(cell)
            if text:
                yield GridCell(text, number, column, rows, columns, heading=cell.tag == "th")
            here.update(dict.fromkeys(range(column, column + columns), rows))
            column += columns
        below = {c: n - 1 for c, n in below.items() if n > 1} | {c: n - 1 for c, n in here.items() if n > 1}


def _rows(table: LexborNode) -> Iterator[list[LexborNode]]:
    """The rows of a table; those of tables inside its cells are text of these cells."""
    inner = {row.mem_id for nested in table.css("table table") for row in nested.css("tr")}
    for row in table.css("tr"):
        if row.mem_id not in inner:
            cells, child = [], row.child
            while child is not None:
                cells += [child] if child.tag in ("td", "th") else []
                child = child.next
            yield cells


def _span(cell: LexborNode, attribute: str) -> int:
    value = (cell.attributes.get(attribute) or "1").strip()
    return min(max(int(value), 1), _REACH_LIMIT) if value.isascii() and value.isdigit() else 1


def _words(node: LexborNode) -> str:
    """The text of a cell on one line."""
    joined = ""
    for br in node.css("br"):
        br.replace_with("\n")
    for line in node.text(deep=True).split("\n"):
        piece = " ".join(line.split())
        joined += join(joined, piece) + piece
    return joined
