"""Columns: the rows of a page, each a few segments of text, put into reading order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from .layout import text_line, width
from .lines import EM, Line, solid

_WIDE_GAP = re.compile(r"\s{3,}")
_LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,3}(?:部分|[编章节篇])|(?:图|表|专题|专栏)\s*[\d一二三四五六七八九十]{1,3})$"
)
_MIN_ROWS = 8
_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text between two horizontal positions, in any unit that grows to the right; ``at`` as of a Line."""

    left: float
    right: float
    text: str
    at: int = 0


class Placed(Protocol):
    """Something that stands between two horizontal positions."""

    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...


P = TypeVar("P", bound=Placed)


def divisions(rows: Sequence[Sequence[Placed]], minimum: int = _MIN_ROWS, slack: float = 1e-6) -> tuple[float, ...]:
    """Where a page of two or three columns is divided; empty for one column or a table.

    Every column must hold running text: at least ``minimum`` / 2 rows with one segment that fills most of it, and few
    rows between the first and the last of them cross a division. Left edges within ``slack`` are one.
    """
    filled = [row for row in rows if row]
    if len(filled) < minimum:
        return ()
    left = min(s.left for row in filled for s in row)
    wide = max(s.right for row in filled for s in row) - left or 1.0
    lefts = sorted(s.left for row in filled for s in row if 0.25 < (s.left - left) / wide < 0.75)
    starts = [x for x, count in _clusters(lefts, slack) if count >= minimum // 2]
    middle = [(x,) for x in starts if 0.3 < (x - left) / wide < 0.7]
    early = [x for x in starts if (x - left) / wide < 0.42][:_CANDIDATES]
    late = [x for x in starts if (x - left) / wide > 0.58][:_CANDIDATES]
    thirds = [(x, y) for x in early for y in late]
    best: tuple[float, tuple[float, ...]] = (0.0, ())
    for cuts in (*middle, *thirds):
        score = _score(filled, cuts, minimum, slack)
        if score is not None:
            best = max(best, (score, cuts))
    return best[1]


def _clusters(values: Sequence[float], slack: float) -> list[tuple[float, int]]:
    """(the least of a cluster, how many) of sorted values that lie within ``slack`` of the cluster's first."""
    found: list[tuple[float, int]] = []
    for value in values:
        if found and value - found[-1][0] <= slack:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((value, 1))
    return found


def _score(rows: Sequence[Sequence[Placed]], cuts: tuple[float, ...], minimum: int, slack: float) -> float | None:
    """How many rows speak for divisions; None when a part holds no running text or too many rows cross."""
    parts: list[list[list[Placed]]] = [[] for _ in range(len(cuts) + 1)]
    crossing: list[bool] = []
    for row in rows:
        cross = any(_crosses(s, cut, slack) for s in row for cut in cuts)
        crossing.append(cross)
        for part, members in enumerate(parts):
            members.append([] if cross else [s for s in row if _part(s, cuts, slack) == part])
    edges = [min(s.left for row in rows for s in row), *cuts]
    spans: list[int] = []
    busy = 0
    for part, members in enumerate(parts):
        present = [row for row in members if row]
        if not present:
            return None
        right = cuts[part] if part < len(cuts) else max(s.right for row in present for s in row)
        room = right - edges[part]
        text = [i for i, row in enumerate(members) if len(row) == 1 and row[0].right - row[0].left > 0.6 * room]
        if len(text) < max(minimum // 2, 0.4 * len(present) if part else 0):
            return None
        spans.append(text[0])
        spans.append(text[-1])
        busy += len(present) if part else 0
    inside = crossing[min(spans) : max(spans) + 1]
    if sum(inside) > 0.25 * len(inside):
        return None
    return busy - 3 * sum(inside)


def _crosses(segment: Placed, cut: float, slack: float) -> bool:
    return segment.left < cut - 1e-6 and segment.right > cut + slack


def _part(segment: Placed, cuts: Sequence[float], slack: float) -> int:
    return sum(1 for cut in cuts if segment.left >= cut - 1e-6)


def in_order(rows: Sequence[Sequence[P]], cuts: Sequence[float], slack: float = 1e-6) -> list[tuple[int, list[P]]]:
    """(column, row of that column) in reading order: 0 is what crosses a division, 1 the leftmost column, and so on.

    A row that crosses a division ends the columns above it, which are read one after the other.
    """
    ordered: list[tuple[int, list[P]]] = []
    columns: list[list[tuple[int, list[P]]]] = [[] for _ in range(len(cuts) + 1)]
    for row in rows:
        if any(_crosses(s, cut, slack) for s in row for cut in cuts):
            ordered += [item for column in columns for item in column]
            columns = [[] for _ in columns]
            ordered.append((0, list(row)))
            continue
        for number, column in enumerate(columns):
            if part := [s for s in row if _part(s, cuts, slack) == number]:
                column.append((number + 1, part))
    return [*ordered, *(item for column in columns for item in column)]


def dump_lines(raw: Sequence[tuple[int, str]], page: int) -> list[Line]:
    """The lines of one page of a text dump in reading order; columns are told by wide runs of spaces.

    Each line comes with the number of characters other than white space that stand before it in the file.
    """
    rows = [_segments(line, at) for at, line in raw]
    if sum(1 for row in rows if len(row) > 1 or (row and row[0].left > 20)) >= _MIN_ROWS:
        cuts = divisions(rows)
        if cuts:
            return [_column_line(column, row, page) for column, row in in_order(rows, cuts)]
    # In a layout dump a space of the indent stands for about half an ideograph more than it is wide.
    return [text_line(line, page, space=EM, at=at) for at, line in raw if line.strip()]


def _segments(line: str, at: int) -> list[Segment]:
    """The pieces of a line between wide gaps; positions count characters, as layout dumps align them."""
    segments: list[Segment] = []
    position = 0
    for gap in [*_WIDE_GAP.finditer(line), None]:
        end = gap.start() if gap else len(line)
        text = line[position:end].strip()
        if text and segments and _LABEL.match(segments[-1].text):
            # The gap behind a label (第一部分, 图 3) does not divide columns.
            begin = segments[-1].left
            joined = f"{segments[-1].text} {text}"
            segments[-1] = Segment(begin, begin + len(joined), joined, segments[-1].at)
        elif text:
            begin = position + line[position:end].index(text)
            segments.append(Segment(begin, begin + len(text), text, at + solid(line[:begin])))
        position = gap.end() if gap else end
    return segments


def _column_line(column: int, row: Sequence[Segment], page: int) -> Line:
    text = " ".join(segment.text for segment in row)
    left = row[0].left * EM
    return Line(text, page, left, left + width(text), frame=column, at=row[0].at)
