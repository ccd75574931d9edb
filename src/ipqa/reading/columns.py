"""Columns: the rows of a page, each a few segments of text, put into reading order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .layout import EM, Line, text_line, width

_WIDE_GAP = re.compile(r"\s{3,}")
_LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,3}(?:部分|[编章节篇])|(?:图|表|专题|专栏)\s*[\d一二三四五六七八九十]{1,3})$"
)
_MIN_ROWS = 8


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text between two horizontal positions, in any unit that grows to the right."""

    left: float
    right: float
    text: str


def gutter(rows: Sequence[Sequence[Segment]], minimum: int = _MIN_ROWS) -> float | None:
    """Where a page of two columns is divided; None for one column or a table.

    Both sides must hold running text: at least ``minimum`` rows with a segment beyond the division that fills most of
    its side, and few rows that cross it.
    """
    filled = [row for row in rows if row]
    if len(filled) < minimum:
        return None
    left = min(s.left for row in filled for s in row)
    right = max(s.right for row in filled for s in row)
    best: tuple[int, float] | None = None
    starts = sorted({s.left for row in filled for s in row if 0.3 < (s.left - left) / (right - left or 1) < 0.7})
    for start in starts:
        crossing = sum(1 for row in filled if any(s.left < start - 1e-6 and s.right > start - 1e-6 for s in row))
        beyond = [[s for s in row if s.left >= start - 1e-6] for row in filled]
        before = [[s for s in row if s.right <= start + 1e-6] for row in filled]
        column = right - start
        text_rows = sum(1 for row in beyond if len(row) == 1 and row[0].right - row[0].left > 0.6 * column)
        left_rows = sum(1 for row in before if len(row) == 1 and row[0].right - row[0].left > 0.6 * (start - left))
        busy = sum(1 for row in beyond if row)
        if text_rows >= max(minimum // 2, 0.4 * busy) and left_rows >= minimum // 2 and crossing <= 0.25 * len(filled):
            score = busy - 3 * crossing
            if best is None or score > best[0]:
                best = (score, start)
    return best[1] if best else None


def in_order(rows: Sequence[Sequence[Segment]], division: float) -> list[tuple[int, list[Segment]]]:
    """(column, row of that column) in reading order: 0 is what crosses the division, 1 the left column, 2 the right.

    A row that crosses the division ends the columns above it, which are read one after the other.
    """
    ordered: list[tuple[int, list[Segment]]] = []
    sides: tuple[list[tuple[int, list[Segment]]], list[tuple[int, list[Segment]]]] = ([], [])
    for row in rows:
        if any(s.left < division - 1e-6 and s.right > division + 1e-6 for s in row):
            ordered += [*sides[0], *sides[1]]
            sides = ([], [])
            ordered.append((0, list(row)))
            continue
        for side in (0, 1):
            if part := [s for s in row if (s.left >= division - 1e-6) == bool(side)]:
                sides[side].append((side + 1, part))
    return [*ordered, *sides[0], *sides[1]]


def dump_lines(raw: Sequence[str], page: int) -> list[Line]:
    """The lines of one page of a text dump in reading order; columns are told by wide runs of spaces."""
    rows = [_segments(line) for line in raw]
    if sum(1 for row in rows if len(row) > 1 or (row and row[0].left > 20)) >= _MIN_ROWS:
        division = gutter(rows)
        if division is not None:
            return [_column_line(column, row, page) for column, row in in_order(rows, division)]
    # In a layout dump a space of the indent stands for about half an ideograph more than it is wide.
    return [text_line(line, page, space=EM) for line in raw if line.strip()]


def _segments(line: str) -> list[Segment]:
    """The pieces of a line between wide gaps; positions count characters, as layout dumps align them."""
    segments: list[Segment] = []
    position = 0
    for gap in [*_WIDE_GAP.finditer(line), None]:
        end = gap.start() if gap else len(line)
        text = line[position:end].strip()
        if text and segments and _LABEL.match(segments[-1].text):
            # The gap behind a label (第一部分, 图 3) does not divide columns.
            begin = segments[-1].left
            segments[-1] = Segment(begin, begin + len(segments[-1].text) + 1 + len(text), f"{segments[-1].text} {text}")
        elif text:
            begin = position + line[position:end].index(text)
            segments.append(Segment(begin, begin + len(text), text))
        position = gap.end() if gap else end
    return segments


def _column_line(column: int, row: Sequence[Segment], page: int) -> Line:
    text = " ".join(segment.text for segment in row)
    left = row[0].left * EM
    return Line(text, page, left, left + width(text), frame=column)
