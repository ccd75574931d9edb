"""Ruled cells that lie over one another because a border has a gap: the outer one keeps what is left of it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

Bounds = tuple[float, float, float, float]
_SAME = 0.5  # points: edges so near are one
_MOST = 2_000  # cells: more are not compared with one another


def disjoint(cells: Sequence[Bounds]) -> list[Bounds]:
    """The cells (left, bottom, right, top) of a table, each that holds others cut into the columns they leave of it."""
    if len(cells) > _MOST:
        return list(cells)
    found: list[Bounds] = []
    for cell in cells:
        inner = [other for other in cells if other != cell and _holds(cell, other)]
        found += _rest(cell, inner) if inner else [cell]
    return found


def _holds(outer: Bounds, inner: Bounds) -> bool:
    below = outer[0] <= inner[0] + _SAME and outer[1] <= inner[1] + _SAME
    return below and outer[2] >= inner[2] - _SAME and outer[3] >= inner[3] - _SAME


def _rest(cell: Bounds, inner: Sequence[Bounds]) -> Iterator[Bounds]:
    """What is left of a cell: in each column between the inner edges, the stretches that no inner cell covers."""
    xs = sorted({cell[0], cell[2], *(x for other in inner for x in (other[0], other[2]))})
    ys = sorted({cell[1], cell[3], *(y for other in inner for y in (other[1], other[3]))})
    for left, right in pairwise(xs):
        start = None
        for bottom, top in pairwise(ys):
            x, y = (left + right) / 2, (bottom + top) / 2
            covered = any(other[0] < x < other[2] and other[1] < y < other[3] for other in inner)
            if covered and start is not None:
                yield left, start, right, bottom
            start = None if covered else (bottom if start is None else start)
        if start is not None:
            yield left, start, right, ys[-1]
