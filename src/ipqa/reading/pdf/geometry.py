"""The places of a page: upright coordinates, in which its text runs rightwards, and fractions of the page on show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edges:
    """A rectangle. In points y grows upwards and ``bottom < top``; in fractions of a page ``top < bottom``."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return abs(self.top - self.bottom)


@dataclass(slots=True)
class Run:
    """Characters that follow one another on one line; edges in upright points, y upwards, ``size`` of the font.

    ``confidence`` (0 to 1) where they were recognised in a picture. ``start`` is the index of the first character on
    the page where all the others follow it there, else -1. ``shown`` is where a recognised run stands, in fractions
    of the page, when that is elsewhere: the edges are those of the page set level.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    confidence: float | None = None
    start: int = -1
    shown: Edges | None = None

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """How a page's own coordinates lie on the page on show.

    ``box`` is the visible part (crop box) in the page's own points, ``rotation`` the clockwise quarter turns (0 to 3)
    by which a viewer shows the page, ``turn`` the quarter turns to the left of its text in the page's own coordinates.
    Upright points are the page's own, turned clockwise about the origin by ``turn`` quarters.
    """

    number: int
    box: Edges
    rotation: int = 0
    turn: int = 0

    def upright(self, own: Edges) -> Edges:
        """A rectangle in the page's own points, in upright points."""
        return turned(own, self.turn)

    def own(self, upright: Edges) -> Edges:
        """A rectangle in upright points, in the page's own points."""
        return turned(upright, -self.turn % 4)

    def fractions(self, upright: Edges) -> Edges:
        """A rectangle in upright points, in fractions of the page on show, from its upper left corner."""
        return Edges(*self.shown(upright.left, upright.bottom, upright.right, upright.top))

    def shown(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """The edges of a rectangle in upright points, in the same order in fractions of the page on show."""
        box = self.box
        if self.turn:
            own = self.own(Edges(left, bottom, right, top))
            left, bottom, right, top = own.left, own.bottom, own.right, own.top
        wide, high = box.right - box.left or 1.0, abs(box.top - box.bottom) or 1.0
        x1, x2 = (left - box.left) / wide, (right - box.left) / wide
        y1, y2 = (bottom - box.bottom) / high, (top - box.bottom) / high
        if not self.rotation:  # nearly every page, and every line of it
            left, bottom, right, top = x1, 1 - y1, x2, 1 - y2
        else:
            left, top, right, bottom = {
                1: (y1, x1, y2, x2),
                2: (1 - x2, y1, 1 - x1, y2),
                3: (1 - y2, 1 - x2, 1 - y1, 1 - x1),
            }[self.rotation]
        if 0 < left < 1 and 0 < bottom < 1 and 0 < right < 1 and 0 < top < 1:
            return left, bottom, right, top
        return _clamped(left), _clamped(bottom), _clamped(right), _clamped(top)

    def from_fractions(self, shown: Edges) -> Edges:
        """The reverse of ``fractions``: a rectangle on the page on show, in upright points."""
        left, top, right, bottom = shown.left, shown.top, shown.right, shown.bottom
        x1, x2, y1, y2 = {
            0: (left, right, 1 - bottom, 1 - top),
            1: (top, bottom, left, right),
            2: (1 - right, 1 - left, top, bottom),
            3: (1 - bottom, 1 - top, 1 - right, 1 - left),
        }[self.rotation]
        box = self.box
        left, right = box.left + x1 * box.width, box.left + x2 * box.width
        bottom, top = box.bottom + y1 * box.height, box.bottom + y2 * box.height
        return self.upright(Edges(left, bottom, right, top))


def turned(edges: Edges, turn: int) -> Edges:
    """A rectangle turned clockwise about the origin by quarter turns."""
    left, bottom, right, top = edges.left, edges.bottom, edges.right, edges.top
    if turn == 0:
        return edges
    if turn == 1:
        return Edges(bottom, -right, top, -left)
    if turn == 2:
        return Edges(-right, -top, -left, -bottom)
    return Edges(-top, left, -bottom, right)


def _clamped(value: float) -> float:
    return min(1.0, max(0.0, value))
