"""Texts of a PDF page put into the cells of a table: cut at borders, lines joined, boxes kept."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from ...records import Box
from ..structure.layout import join, width
from ..tables.grid import GridCell
from .geometry import Edges, PageGeometry

QUANTITY = re.compile(
    r"[-+－＋﹣−]?(?:[¥$￥]\s*)?(?:\d{1,3}(?: \d{3})+(?:\.\d+)?|\d[\d,，.．]*)\s*"
    r"(?:[%％‰]|个?百分点|[+＋*①-⑩]|[亿万千百]?[元件项个家人户次起条])?"
    r"|[-—–－―/／.…·]{1,4}|[〇零一二三四五六七八九十]+位|[#＃]\d[\d.,]*"
)
_SAME_LINE = 0.5  # of the height: how far the middles of texts on one line may lie apart
_WIDER = 1.12  # of the closest lines: the distance of two cells is greater
_SLACK = 0.05  # of the height: how much wider than usual a character may be
_SPACE = 0.3  # of the height: a gap that is a space


class PlacedText(Protocol):
    """A text on one line of a page; edges in upright points, y upwards, size of its font (geometry.Run is one)."""

    @property
    def text(self) -> str: ...
    @property
    def left(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def size(self) -> float: ...


CharacterEdges = Callable[[int], Sequence[float]]
"""The x where each character of the text with this index begins, and where the last one ends: len(text) + 1 of them."""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table of a page: its cells with their text and boxes, its edges in upright points.

    ``used`` are the indices of the texts that it took. ``columns`` are the borders between and around its columns,
    from the left. ``page`` is where it begins, ``last_page`` where it ends.
    """

    cells: tuple[GridCell, ...]
    left: float
    bottom: float
    right: float
    top: float
    used: frozenset[int]
    columns: tuple[float, ...]
    page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, or the part of one, that stands in one cell; ``height`` is its font's size, ``index`` the text's."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    height: float
    index: int

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


Lines = list[list[Piece]]


def estimated_edges(text: PlacedText) -> list[float]:
    """Where the characters of a text begin, judged by their widths."""
    widths = [width(character) for character in text.text]
    total = sum(widths) or 1
    edges = [text.left]
    for part in widths:
        edges.append(edges[-1] + part / total * (text.right - text.left))
    return edges


def pieces(texts: Sequence[PlacedText]) -> list[Piece]:
    """Whole texts as pieces."""
    return [Piece(t.text.rstrip(), t.left, t.bottom, t.right, t.top, t.size, i) for i, t in enumerate(texts)]


def cut(piece: Piece, borders: Iterable[float], edges: Sequence[float]) -> list[Piece]:
    """A piece cut at the borders between its characters; ``edges`` of each of its characters.

    A border through a character goes to the nearer side of it.
    """
    at = [b for b in sorted(borders) if piece.left < b < piece.right]
    if not at:
        return [piece]
    parts: list[Piece] = []
    start = 0
    for border in [*at, float("inf")]:
        end = start
        while end < len(piece.text) and (edges[end] + edges[end + 1]) / 2 < border:
            end += 1
        text = piece.text[start:end]
        if text.strip():
            first = start + len(text) - len(text.lstrip())
            last = start + len(text.rstrip())
            parts.append(replace(piece, text=text.strip(), left=edges[first], right=end_of(piece, last - 1, edges)))
        start = end
    return parts


def end_of(piece: Piece, index: int, edges: Sequence[float]) -> float:
    """Where a character of a piece ends: the next one may begin far behind it."""
    return min(edges[index + 1], edges[index] + (width(piece.text[index]) / 4 + _SLACK) * piece.height)


def in_lines(found: Iterable[Piece]) -> Lines:
    """Pieces that stand on one line together, from the top, each line from the left."""
    lines: Lines = []
    for piece in sorted(found, key=lambda p: (-p.middle, p.left)):
        if lines and any(abs(piece.middle - o.middle) <= _SAME_LINE * max(piece.height, o.height) for o in lines[-1]):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.left) for line in lines]


def is_quantity(text: str) -> bool:
    """Whether a cell holds a number or the mark of a missing one."""
    return bool(QUANTITY.fullmatch(text.strip()))


def cell(
    found: Iterable[Piece], row: int, column: int, geometry: PageGeometry, rows: int = 1, columns: int = 1
) -> GridCell:
    """The cell of a grid that holds these pieces: lines joined as prose is, one box per piece."""
    text = ""
    boxes: list[Box] = []
    for line in in_lines(found):
        before: Piece | None = None
        for piece in line:
            words = " ".join(piece.text.split())
            if before is None:
                text += join(text, words)
            elif piece.left - before.right > _SPACE * min(piece.height, before.height):
                text += " "
            place = geometry.fractions(Edges(piece.left, piece.bottom, piece.right, piece.top))
            start, end = len(text), len(text) + len(words)
            boxes.append(Box(start, end, geometry.number, place.left, place.top, place.right, place.bottom))
            text += words
            before = piece
    return GridCell(text, row, column, rows, columns, page=geometry.number, boxes=tuple(boxes))


def in_rows(lines: Lines, border: float) -> Lines:
    """The lines of a stretch without rules as rows: each line of numbers is one, the rest belongs to the nearest.

    ``border`` ends the first column. One row when fewer than two lines hold numbers right of it.
    """
    anchors = {i for i, line in enumerate(lines) if _counts(line, border)}
    if len(anchors) < 2:
        return [[piece for line in lines for piece in line]] if lines else []
    owners = _owners(lines, anchors, border)
    rows: Lines = []
    for position, line in enumerate(lines):
        if position and owners[position] == owners[position - 1]:
            rows[-1] += line
        else:
            rows.append(list(line))
    return rows


def _counts(line: Sequence[Piece], border: float) -> bool:
    """Whether most of the pieces of a line right of the first column are quantities."""
    outside = [piece for piece in line if piece.centre > border]
    return bool(outside) and 2 * sum(1 for piece in outside if is_quantity(piece.text)) >= len(outside)


def _owners(lines: Lines, anchors: set[int], border: float) -> list[int]:
    """For each line the line of numbers whose row it belongs to; a heading inside the table is its own."""
    labels = [line[0] for line in lines if line[0].centre < border]
    edge = max((label.right for label in labels if label.right < border), default=border)
    owners = list(range(len(lines)))
    for position, line in enumerate(lines):
        if position in anchors:
            continue
        above = lines[position - 1] if position else None
        below = lines[position + 1] if position + 1 < len(lines) else None
        height = max(piece.height for piece in line)
        up = above[0].middle - line[0].middle if above else 9 * height
        down = line[0].middle - below[0].middle if below else 9 * height
        next_counts = position + 1 in anchors
        if next_counts and below and down <= 1.8 * height and below[0].centre > border:
            owners[position] = position + 1
        elif above and _goes_on(above, up, down, height, edge, border):
            owners[position] = owners[position - 1]
        elif next_counts and _full(line, edge) and down <= 2 * height:
            owners[position] = position + 1
    return owners


def _goes_on(above: Sequence[Piece], up: float, down: float, height: float, edge: float, border: float) -> bool:
    """Whether a line without numbers carries on the row of the line above it."""
    bare = above[0].centre > border
    return (
        (bare and up <= 1.8 * height)
        or (up < 0.8 * down and up <= 2.2 * height)
        or (_full(above, edge) and up <= 2 * height)
    )


def _full(line: Sequence[Piece], edge: float) -> bool:
    """Whether the label of a line reaches the right edge of its column, as one does that is wrapped there."""
    return len(line[0].text) >= 4 and edge - 1.5 * line[0].height <= line[0].right <= edge + 1


def rows_by_gaps(columns: Sequence[Lines]) -> Lines:
    """Rows of wrapped words: the lines of one cell follow one another closer than those of two; else empty.

    ``columns`` are the lines of each column.
    """
    stacks = [[line[0] for line in lines] for lines in columns]
    gaps = [a.middle - b.middle for stack in stacks for a, b in pairwise(stack)]
    close = _WIDER * min(gaps, default=0)
    if max(gaps, default=0) <= close:
        return []
    cells: Lines = []
    for lines in columns:
        for position, line in enumerate(lines):
            if position and lines[position - 1][0].middle - line[0].middle <= close:
                cells[-1] += line
            else:
                cells.append(list(line))
    rows: Lines = []
    bottom = 0.0
    for found in sorted(cells, key=lambda c: -c[0].middle):
        # Cells that stand beside one another, at the top, in the middle or at the bottom of their row, make a row.
        if rows and found[0].middle > bottom - 0.4 * found[0].height:
            rows[-1] += found
            bottom = min(bottom, found[-1].middle)
        else:
            rows.append(found)
            bottom = found[-1].middle
    return rows if len(rows) > 1 else []
