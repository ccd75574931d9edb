"""The pieces of text on a level page: cut at rules and wide gaps, measured by their ink, put into reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from .pictures import Pixels, Quads, Strokes

Place = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""
_GAP = 1.5  # of the height of the ink: what stands further apart is not one piece
_LONGEST = 48  # times its height: a longer line is recognised in portions
_EDGE = 0.3  # of a piece's height: a rule so near its edge runs beside it
_THIN = 0.4  # of a row's height: a figure 1, or a rule
_ROW = 2  # pieces make a row in which nothing may be overlooked


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of one line: ``place`` with the margin that the recogniser is used to, ``ink`` without it."""

    place: Place
    ink: Place

    @property
    def height(self) -> float:
        return self.ink[3] - self.ink[1]

    @property
    def is_flat(self) -> bool:
        """Whether it is nothing but one stroke across."""
        wide, high = self.ink[2] - self.ink[0], self.place[3] - self.place[1]
        return self.height < 0.3 * high and 0.25 * high < wide < 1.6 * high

    @property
    def middle(self) -> float:
        return (self.ink[1] + self.ink[3]) / 2


def pieces(quads: Quads, ink: Pixels, rules: Strokes) -> list[Piece]:
    """The pieces in reading order. ``ink`` is not 0 where the page is dark; the rules are taken out of it here."""
    ink = ink.copy()
    for h in rules.horizontal:
        ink[max(0, round(h.at) - 3) : round(h.at) + 4, int(h.start) : int(h.end) + 1] = 0
    for v in rules.vertical:
        ink[int(v.start) : int(v.end) + 1, max(0, round(v.at) - 3) : round(v.at) + 4] = 0
    found = [piece for place in places(quads) for part in _within(place, rules) for piece in _cut(part, ink)]
    return ordered([*found, *_overlooked(found, ink)])


def places(quads: Quads) -> list[Place]:
    """The places of pieces that stand level: the means of their edges."""
    x, y = np.sort(quads[..., 0], axis=1), np.sort(quads[..., 1], axis=1)
    sides = np.stack([x[:, :2].mean(1), y[:, :2].mean(1), x[:, 2:].mean(1), y[:, 2:].mean(1)], axis=1)
    return [(left, top, right, bottom) for left, top, right, bottom in sides.tolist()]


def _within(place: Place, rules: Strokes) -> Iterator[Place]:
    """A place cut where a vertical rule goes through it, and trimmed where a horizontal one runs along its edge."""
    left, top, right, bottom = place
    reach = _EDGE * (bottom - top)
    for h in rules.horizontal:
        if h.start < right and h.end > left:
            if top <= h.at <= top + reach:
                top = h.at + 2
            elif bottom - reach <= h.at <= bottom:
                bottom = h.at - 2
    middle = (top + bottom) / 2
    borders = [left, *sorted(v.at for v in rules.vertical if v.start < middle < v.end and left < v.at < right), right]
    for start, end in pairwise(borders):
        if end - start > reach or len(borders) == 2:
            yield start + 3 * (start != left), top, end - 3 * (end != right), bottom


def _cut(place: Place, ink: Pixels) -> Iterator[Piece]:
    """The pieces of a place between gaps in its ink; the place itself where no ink is to be seen."""
    left, top = max(0, int(place[0])), max(0, int(place[1]))
    part = ink[top : int(np.ceil(place[3])), left : int(np.ceil(place[2]))] > 0
    rows = np.flatnonzero(part.sum(axis=1) > 1)
    if not part.size or not len(rows):
        if place[2] - place[0] > 2 and place[3] - place[1] > 2:
            yield Piece(place, place)
        return
    first, last = int(rows[0]), int(rows[-1]) + 1
    columns = part[first:last].sum(axis=0)
    # One dark point is dust.
    filled = np.flatnonzero(np.convolve(columns, (1, 1, 1), "same") > 2)
    if not len(filled):
        return
    breaks = np.flatnonzero(np.diff(filled) > max(_GAP * (last - first), 12))
    starts = [int(filled[0]), *(int(filled[b + 1]) for b in breaks)]
    ends = [*(int(filled[b]) + 1 for b in breaks), int(filled[-1]) + 1]
    margin = 0.25 * (last - first)
    for start, end in zip(starts, ends, strict=True):
        for a, b in _portions(start, end, columns, place[3] - place[1]):
            outer = (
                max(place[0], left + a - (margin if a == start else 0)),
                min(place[2], left + b + (margin if b == end else 0)),
            )
            yield Piece((outer[0], place[1], outer[1], place[3]), (left + a, top + first, left + b, top + last))


def _portions(start: int, end: int, columns: NDArray[np.int64], height: float) -> Iterator[tuple[int, int]]:
    """A long line in portions that the recogniser can take, parted at the widest blank near equal lengths."""
    parts = int((end - start) / (_LONGEST * height)) + 1
    for part in range(parts - 1, 0, -1):
        aim = start + (end - start) // (part + 1)
        reach = int(2.5 * height)
        # The ink within a few columns: least in the middle of the widest blank.
        ink = np.convolve(columns[aim - reach : aim + reach], np.hanning(9), "same")
        middle = aim - reach + int(np.argmin(ink))
        yield start, middle
        start = middle
    yield start, end


def _overlooked(found: Sequence[Piece], ink: Pixels) -> list[Piece]:
    """Small signs that detection missed in rows of pieces, in a table: a dash, a single digit."""
    rows = [row for row in _rows(found) if len(row) >= _ROW]
    if not rows:
        return []
    rest = ink.copy()
    for piece in found:
        left, top, right, bottom = (max(0, int(edge)) for edge in piece.place)
        rest[top:bottom, left:right] = 0
    missed: list[Piece] = []
    left, right = (int(edge(p.ink[side] for row in rows for p in row)) for edge, side in ((min, 0), (max, 2)))
    for row in rows:
        height = float(np.median([piece.height for piece in row]))
        middle = float(np.median([piece.middle for piece in row]))
        top, bottom = max(0, int(middle - 0.6 * height)), int(middle + 0.6 * height)
        missed += [
            Piece((x - 0.4 * height, middle - height, x + w + 0.4 * height, middle + height), (x, y, x + w, y + h))
            for x, y, w, h in _blobs(rest[top:bottom, left:right], left, top)
            if _is_sign(x, y, w, h, height, middle) and not _goes_on(rest, x, w, top, bottom, height)
        ]
    return missed


def _blobs(part: Pixels, left: int, top: int) -> Iterator[tuple[int, int, int, int]]:
    if part.size:
        joined = cv2.dilate(part, np.ones((1, 5), np.uint8))
        for x, y, w, h, area in cv2.connectedComponentsWithStats(joined)[2][1:].tolist():
            # Scattered dust fills little of its box.
            if area > 0.3 * w * h:
                yield left + x, top + y, w, h


def _is_sign(x: float, y: float, w: float, h: float, height: float, middle: float) -> bool:
    """Whether a blob is as large as a dash in the middle of its row, or as a digit."""
    dash = 0.35 * height <= w <= 2.6 * height and h <= 0.3 * height and abs(y + h / 2 - middle) < 0.25 * height
    digit = 0.6 * height <= h <= 1.3 * height and 0.15 * height <= w <= 1.2 * height
    return dash or digit


def _goes_on(ink: Pixels, x: int, w: int, top: int, bottom: int, height: float) -> bool:
    """Whether what stands at x in a row goes on above and below it: a rule that is not quite upright, a chart's bar."""
    reach = max(3, int(0.3 * height))
    above, below = ink[max(0, top - reach) : top, x : x + w].any(), ink[bottom : bottom + reach, x : x + w].any()
    return bool(above or below) if w < _THIN * height else bool(above and below)


def _rows(found: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line, from the top."""
    rows: list[list[Piece]] = []
    for piece in sorted(found, key=lambda p: p.middle):
        last = rows[-1][-1] if rows else None
        if last and piece.middle - last.middle < 0.4 * max(piece.height, last.height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def ordered(found: Sequence[Piece]) -> list[Piece]:
    """Pieces from the top, those of one line from the left."""
    return [piece for row in _rows(found) for piece in sorted(row, key=lambda p: p.ink[0])]


def dark(pixels: Pixels) -> NDArray[np.uint8]:
    """Where an RGB page is darker than its surroundings: 255, elsewhere 0."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return np.asarray(
        cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 18), np.uint8
    )
