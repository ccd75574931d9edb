"""Columns of a table without borders: where no line of it has text, and whether what stands in them is aligned."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from .cells import Lines, Piece, is_quantity

_STRAY = 0.08  # of the lines may reach across the space between two columns
_GAP = 1.5  # points between two columns at least
_ALIGNED = 0.7  # of a column's numbers share an edge, their middle or their point


@dataclass(frozen=True, slots=True)
class Columns:
    """``borders`` around and between columns from the left, in points; ``spans`` what the text of each takes."""

    borders: tuple[float, ...]
    spans: tuple[tuple[float, float], ...]

    @property
    def left(self) -> float:
        return self.borders[0]

    @property
    def right(self) -> float:
        return self.borders[-1]

    def at(self, x: float) -> int:
        """The column in which x lies."""
        return min(max(bisect_right(self.borders, x) - 1, 0), len(self.spans) - 1)

    def covered(self, piece: Piece) -> list[int]:
        """The columns whose text a piece stands over or under, from the left; at least the one at its centre."""
        found = [
            c
            for c, (left, right) in enumerate(self.spans)
            if min(piece.right, right) - max(piece.left, left) > 0.2 * min(piece.right - piece.left, right - left)
        ]
        return found or [self.at(piece.centre)]


def columns_of(body: Lines, header: Lines) -> Columns | None:
    """The columns of a table's lines; None when there are fewer than two.

    They are parted where hardly any line with several texts has one; a text alone on its line does not count.
    """
    rows = [line for line in body if len(line) > 1]
    if not rows:
        return None
    low, high = floor(min(p.left for r in rows for p in r)), ceil(max(p.right for r in rows for p in r))
    taken = [0] * (high - low + 2)
    for row in rows:
        for piece in row:
            for x in range(max(0, round(piece.left) - low), max(0, round(piece.right) - low)):
                taken[x] += 1
    stray = int(_STRAY * len(rows))
    spans: list[tuple[float, float]] = []
    start = None
    for x, count in enumerate(taken):
        if count > stray and start is None:
            start = x
        elif count <= stray and start is not None:
            if spans and low + start - spans[-1][1] < _GAP:
                spans[-1] = (spans[-1][0], low + x)
            else:
                spans.append((low + start, low + x))
            start = None
    if len(spans) < 2:
        return None
    _stretch(spans, header)
    borders = [spans[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(spans)), spans[-1][1]]
    for line in header:
        borders[0] = min(borders[0], line[0].left)
        borders[-1] = max(borders[-1], line[-1].right)
    return Columns(tuple(float(b) for b in borders), tuple((float(a), float(b)) for a, b in spans))


def _stretch(spans: list[tuple[float, float]], header: Lines) -> None:
    """Widen the columns to the names over them, on the line of the header that has most."""
    if not header:
        return
    for piece in max(reversed(header), key=len):
        at = min(range(len(spans)), key=lambda c: max(spans[c][0] - piece.centre, piece.centre - spans[c][1]))
        left, right = min(spans[at][0], piece.left), max(spans[at][1], piece.right)
        free = (not at or spans[at - 1][1] < left) and (at + 1 == len(spans) or right < spans[at + 1][0])
        if free:
            spans[at] = (left, right)


def fits(lines: Lines, columns: Columns) -> bool:
    """Whether most columns of numbers are aligned: by their left edges, right edges, middles or decimal points."""
    good = bad = 0
    for column in range(1, len(columns.spans)):
        found = [p for line in lines for p in line if columns.at(p.centre) == column and is_quantity(p.text)]
        if 2 * len(found) < len(lines):
            bad += 1
            continue
        good += _aligned(found)
        bad += not _aligned(found)
    return good > bad


def _aligned(found: Sequence[Piece]) -> bool:
    height = max(p.height for p in found)
    ways = ([p.left for p in found], [p.right for p in found], [p.centre for p in found], [_point(p) for p in found])
    return any(_shared(way, 0.3 * height) >= _ALIGNED * len(found) for way in ways)


def _point(piece: Piece) -> float:
    """Where the decimal point of a number stands, judged by the share of its characters."""
    whole = piece.text.partition(".")[0]
    return piece.left + (piece.right - piece.left) * len(whole) / max(1, len(piece.text))


def _shared(values: Sequence[float], tolerance: float) -> int:
    """How many values at most lie within the tolerance of one of them."""
    ordered = sorted(values)
    return max(bisect_right(ordered, v + tolerance) - bisect_left(ordered, v - tolerance) for v in ordered)
