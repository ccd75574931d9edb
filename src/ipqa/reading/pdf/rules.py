"""The straight lines that a PDF page draws: rules of tables, told from decoration; PDFium's path objects only."""

import ctypes
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from pypdfium2 import raw

from . import pdfium
from .geometry import Edges, PageGeometry

SNAP = 3.0  # points; pdfplumber's own tolerance for lines that are meant to be one
_COMPARED = 300
_THIN = 3.0  # a filled rectangle no thicker is a line
_SHORT = 3.0
_LONG = 0.25  # of the page's width: a rule of a three-line table
_WHITE = 250
_MARGIN = 9.0  # points: how far a colour may end from the border of its cell
_PATHS = 20_000  # a page with more is a drawing
_SEGMENTS = 4_000
_CORNERS = 5  # segments of a line or rectangle
_DEPTH = 3

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A straight line: a horizontal one at height ``at`` from x ``start`` to ``end``, a vertical one the other way."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rules:
    """The horizontal and vertical rules of a page in upright points, pieces of one line joined, in order of ``at``."""

    horizontal: tuple[Rule, ...] = ()
    vertical: tuple[Rule, ...] = ()


NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class _Mark:
    """A flat rectangle where a line is drawn, or where a colour ends."""

    edges: Edges
    drawn: bool


def has_rules(page: Any) -> bool:
    """Whether a page may hold a ruled table: rules that cross, or three long horizontal ones of the same reach.

    ``page`` is a pypdfium2 page. A header's line, underlines and frames are not enough.
    """
    return promising(_joined(list(_drawn(page))), page.get_width())


def page_rules(page: Any, geometry: PageGeometry, objects: Sequence[int] | None = None) -> Rules:
    """The rules of a page in upright points; none when the page can hold no ruled table.

    ``objects`` are its own objects that may be paths or forms; all are asked where they are not given.
    """
    own = list(_drawn(page, objects))
    if not promising(_joined(own), page.get_width()):
        return NO_RULES
    return _joined([_Mark(geometry.upright(mark.edges), mark.drawn) for mark in own])


def promising(rules: Rules, width: float) -> bool:
    """Whether rules may make a table: two of each kind that cross, or three alike on a page ``width`` points wide."""
    for lines, others in ((rules.horizontal, rules.vertical), (rules.vertical, rules.horizontal)):
        if len(alike([line for line in lines if line.length >= _LONG * width])) >= 3:
            return True
        crossed = [
            line
            for line in lines[: 4 * _COMPARED]
            if sum(1 for other in others[:_COMPARED] if crosses(line, other)) >= 2
        ]
        if len(crossed) >= 2 and len(others) >= 2 and (len(lines) > 2 or len(others) > 2):
            return True
    return False


def crosses(line: Rule, other: Rule) -> bool:
    """Whether a rule and one across it meet."""
    along = line.start - SNAP <= other.at <= line.end + SNAP
    return along and other.start - SNAP <= line.at <= other.end + SNAP


def alike(lines: Sequence[Rule]) -> list[Rule]:
    """The most parallel rules that begin and end at the same places, in order."""
    best: list[Rule] = []
    lines = lines[:_COMPARED]
    for line in lines:
        same = [o for o in lines if abs(o.start - line.start) <= SNAP and abs(o.end - line.end) <= SNAP]
        best = same if len(same) > len(best) else best
    return best


def _joined(marks: Sequence[_Mark]) -> Rules:
    """Marks as rules: those on one line snapped together, their pieces joined.

    The edge of a colour counts only where no line is drawn near it: shading leaves a margin inside its cell.
    """
    kinds = [[(m.edges.width >= m.edges.height) == across for m in marks] for across in (True, False)]
    both: list[tuple[Rule, ...]] = []
    for across, chosen in zip((True, False), kinds, strict=True):
        mine = [m for m, yes in zip(marks, chosen, strict=True) if yes]
        drawn = list(_merged([_rule(m.edges, across) for m in mine if m.drawn]))
        shades = [r for m in mine if not m.drawn and not _near(r := _rule(m.edges, across), drawn)]
        both.append(tuple(_merged(drawn + shades) if shades else drawn))
    return Rules(both[0], both[1])


def _rule(edges: Edges, across: bool) -> Rule:
    if across:
        return Rule((edges.bottom + edges.top) / 2, edges.left, edges.right)
    return Rule((edges.left + edges.right) / 2, edges.bottom, edges.top)


def _near(shade: Rule, drawn: Sequence[Rule]) -> bool:
    """Whether a line is drawn along a colour's edge, so near that they belong to one border."""
    first = bisect_left(drawn, shade.at - _MARGIN, key=lambda line: line.at)
    for line in islice(drawn, first, None):
        if line.at > shade.at + _MARGIN:
            return False
        if min(line.end, shade.end) - max(line.start, shade.start) >= 0.8 * shade.length:
            return True
    return False


def _merged(lines: list[Rule]) -> Iterator[Rule]:
    group: list[Rule] = []
    for line in sorted(lines):
        if group and line.at - group[-1].at > SNAP:
            yield from _pieces(group)
            group = []
        group.append(line)
    if group:
        yield from _pieces(group)


def _pieces(group: Sequence[Rule]) -> Iterator[Rule]:
    """The rules on one line: pieces that touch become one; what stays short is no rule."""
    at = sum(line.at for line in group) / len(group)
    start = end = None
    for line in sorted(group, key=lambda g: g.start):
        if start is None or end is None:
            start, end = line.start, line.end
        elif line.start <= end + SNAP:
            end = max(end, line.end)
        else:
            if end - start > _SHORT:
                yield Rule(at, start, end)
            start, end = line.start, line.end
    if start is not None and end is not None and end - start > _SHORT:
        yield Rule(at, start, end)


def _drawn(page: Any, objects: Sequence[int] | None = None) -> Iterator[_Mark]:
    """Where lines are drawn and colours end, in the page's own points: at most _SEGMENTS of them."""
    area = page.get_width() * page.get_height()
    bounds, mode = pdfium.Numbers("f"), pdfium.Numbers("i")
    count = 0
    for path, matrix in islice(_paths(_own(page) if objects is None else objects), _PATHS):
        handle = pdfium.Handle(path)
        if not pdfium.draw_mode(handle, mode.at[0], mode.at[1]):
            continue
        fill, stroke, *_ = mode.four()
        if not (fill or stroke):
            continue
        marks: Iterable[_Mark] | None = None
        if pdfium.segment_count(handle) <= _CORNERS and matrix == _IDENTITY and pdfium.bounds_of(handle, *bounds.at):
            edges = Edges(*bounds.four())
            if min(edges.right - edges.left, edges.top - edges.bottom) <= _THIN:
                marks = (_Mark(edges, True),)
        if marks is None:
            marks = _lines(path, matrix, area, fill, stroke)
        for mark in marks:
            count += 1
            if count > _SEGMENTS:
                return
            yield mark


def _own(page: Any) -> Iterator[int]:
    """The objects of the page itself."""
    handle = pdfium.handle_of(page)
    return (pdfium.page_object(handle, position) for position in range(raw.FPDFPage_CountObjects(page.raw)))


def _paths(objects: Iterable[int]) -> Iterator[tuple[int, Matrix]]:
    """The path objects of a page, with the matrix from the form that holds them to the page."""
    for found in objects:
        kind = pdfium.object_kind(pdfium.Handle(found))
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield found, _IDENTITY
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _inside(found, _IDENTITY, 1)


def _inside(form: int, outer: Matrix, depth: int) -> Iterator[tuple[int, Matrix]]:
    """The paths of a form (a reused drawing), with the matrix from its space to the page's."""
    matrix, handle = _times(_matrix(form), outer), pdfium.Handle(form)
    for position in range(pdfium.form_count(handle)):
        found = pdfium.form_object(handle, position)
        kind = pdfium.object_kind(pdfium.Handle(found))
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield found, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            yield from _inside(found, matrix, depth + 1)


def _pointer(found: int) -> Any:
    return ctypes.cast(found, raw.FPDF_PAGEOBJECT)


def _matrix(found: int) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(_pointer(found), matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _lines(path: int, outer: Matrix, area: float, fill: int, stroke: int) -> Iterator[_Mark]:
    """The straight lines of one path object: what is stroked, and the edges of filled rectangles."""
    pointer = _pointer(path)
    if stroke and not fill and not _visible(pointer):
        return
    matrix = _times(_matrix(path), outer)
    for points, closed in _subpaths(pointer, matrix):
        if fill:
            yield from _rectangle(pointer, points, area, bool(stroke))
        if stroke:
            yield from (_Mark(edges, True) for edges in _strokes(points, closed))


def _visible(path: Any) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    return not raw.FPDFPageObj_GetStrokeColor(path, *colour) or colour[3].value > 0


def _filled_visibly(path: Any) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(path, *colour):
        return True
    return colour[3].value > 0 and min(c.value for c in colour[:3]) < _WHITE


def _subpaths(path: Any, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The points of each subpath, and whether it is closed; a curve parts the straight pieces before and after it."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    for position in range(min(raw.FPDFPath_CountSegments(path), _SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, position)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind != raw.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points, False
            points = [point]
        else:
            points.append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            if len(points) > 1:
                yield points, True
            points = []
    if len(points) > 1:
        yield points, False


def _rectangle(path: Any, points: Sequence[Point], area: float, stroked: bool) -> Iterator[_Mark]:
    """A filled rectangle: a line when it is thin, its four edges when it is a cell's colour."""
    corners = points[:-1] if len(points) == 5 and points[0] == points[-1] else points
    left, right = min(p[0] for p in corners), max(p[0] for p in corners)
    bottom, top = min(p[1] for p in corners), max(p[1] for p in corners)
    square = len(corners) == 4 and all(
        min(x - left, right - x) < 0.1 and min(y - bottom, top - y) < 0.1 for x, y in corners
    )
    if not square:
        return
    if right - left <= _THIN or top - bottom <= _THIN:
        yield _Mark(Edges(left, bottom, right, top), True)
    elif not stroked and (right - left) * (top - bottom) < 0.5 * area and _filled_visibly(path):
        yield from (_Mark(edges, False) for edges in _strokes(corners, True))


def _strokes(points: Sequence[Point], closed: bool) -> Iterator[Edges]:
    ends = [*points, points[0]] if closed and points[0] != points[-1] else points
    for (x1, y1), (x2, y2) in pairwise(ends):
        wide, high = abs(x2 - x1), abs(y2 - y1)
        if min(wide, high) <= 0.5 < max(wide, high):
            yield Edges(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
