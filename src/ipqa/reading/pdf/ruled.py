"""Ruled tables of a PDF page: the grid from the rules by pdfplumber, the text from PDFium."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ..tables.grid import GridCell
from .cells import (
    CharacterEdges,
    Lines,
    Piece,
    PlacedTable,
    PlacedText,
    cell,
    cut,
    estimated_edges,
    in_lines,
    in_rows,
    is_quantity,
    pieces,
    rows_by_gaps,
)
from .geometry import PageGeometry
from .overlaps import Bounds, disjoint
from .rules import SNAP, Rule, Rules, crosses

_PAIRS = 400_000  # rules against rules: beyond that it is a drawing
_POINTS = 6_000
_FILLED = 0.25  # of a table's cells hold text
_BROKEN = 0.25  # of its texts run across its borders: labels over a chart's grid
_SPLIT = 0.1  # of the height: the least gap between texts of two cells
_SPACER = 8.0  # points: an empty column no wider is a double line


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell of the ruled grid: its place in rows and columns, its rectangle, what stands in it."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    bottom: float
    right: float
    top: float
    held: list[Piece]


def ruled_tables(
    rules: Rules,
    geometry: PageGeometry,
    texts: Sequence[PlacedText],
    edges: CharacterEdges | None = None,
) -> list[PlacedTable]:
    """The tables whose cells have borders, in order from the top.

    ``rules`` as ``page_rules`` gives them, ``texts`` what the page shows in upright points; ``edges`` of a text's
    characters, estimated when not given. Cells without a border between them are one (merged); open sides are closed.
    """
    left = pieces(texts)
    tables: list[PlacedTable] = []
    # From the smallest, so that a table inside a cell keeps its texts.
    for bounds in sorted(_grids(rules), key=_area):
        table = _table(bounds, geometry, texts, left, edges)
        if table is not None:
            table = _extended(table, bounds, rules, geometry, texts, left, edges)
            left = [piece for piece in left if piece.index not in table.used]
            tables.append(table)
    return sorted((t for t in tables if not _band(t, tables)), key=lambda t: (-t.top, t.left))


def _extended(
    table: PlacedTable,
    bounds: Sequence[Bounds],
    rules: Rules,
    geometry: PageGeometry,
    texts: Sequence[PlacedText],
    free: Sequence[Piece],
    edges: CharacterEdges | None,
) -> PlacedTable:
    """A table with what stands between its last row and the rules of its width below: only its header has borders."""
    lower = [rule for rule in reversed(rules.horizontal) if _below(rule, table)]
    cells = list(bounds)
    for rule in lower:
        if any(crosses(rule, other) for other in rules.vertical):
            break
        floor = min(c[1] for c in cells)
        cells += [(c[0], rule.at, c[2], floor) for c in cells if c[1] == floor]
        longer = _table(cells, geometry, texts, free, edges, broken=0)
        if longer is None or len({c.column for c in longer.cells if c.text and c.row >= _height(table)}) < 2:
            break
        table = longer
    return table


def _below(rule: Rule, table: PlacedTable) -> bool:
    return (
        rule.at < table.bottom - SNAP and abs(rule.start - table.left) <= SNAP and abs(rule.end - table.right) <= SNAP
    )


def _height(table: PlacedTable) -> int:
    return max(c.row + c.rows for c in table.cells)


def _band(table: PlacedTable, tables: Sequence[PlacedTable]) -> bool:
    """Whether a single row is one of the coloured bands of a table whose other rows are plain."""
    alike = [t for t in tables if len(t.columns) == len(table.columns) and abs(t.left - table.left) <= SNAP]
    return all(c.row == 0 for c in table.cells) and len(alike) > 1


def _area(cells: Sequence[Bounds]) -> float:
    wide = max(c[2] for c in cells) - min(c[0] for c in cells)
    return wide * (max(c[3] for c in cells) - min(c[1] for c in cells))


def _grids(rules: Rules) -> list[list[Bounds]]:
    """The cell rectangles (left, bottom, right, top) of each group of rules that cross."""
    if len(rules.horizontal) * len(rules.vertical) > _PAIRS:
        return []
    grids: list[list[Bounds]] = []
    for horizontal, vertical in _groups(rules):
        across = [_as_wide(rule, horizontal) for rule in _closed(horizontal, vertical)]
        down = _closed(vertical, [*horizontal, *across])
        grids += _cells([*horizontal, *across], [*vertical, *down])
    return grids


def _groups(rules: Rules) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together, each group with a horizontal and a vertical one at least."""
    owner = list(range(len(rules.horizontal)))

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    first: list[int | None] = []
    for line in rules.vertical:
        met = [i for i, other in enumerate(rules.horizontal) if crosses(other, line)]
        for i in met[1:]:
            owner[root(i)] = root(met[0])
        first.append(met[0] if met else None)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, line in enumerate(rules.horizontal):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for line, met_first in zip(rules.vertical, first, strict=True):
        if met_first is not None:
            groups[root(met_first)][1].append(line)
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def _closed(lines: Sequence[Rule], others: Sequence[Rule]) -> list[Rule]:
    """The borders, parallel to ``lines``, that an open table leaves out at its two sides."""
    added: list[Rule] = []
    low, high = min(o.start for o in others), max(o.end for o in others)
    for side, reaching in (
        (low, [o for o in others if o.start <= low + SNAP]),
        (high, [o for o in others if o.end >= high - SNAP]),
    ):
        if len(reaching) < 2 or 2 * len(reaching) < len(others):
            continue
        start, end = min(o.at for o in reaching), max(o.at for o in reaching)
        there = sum(line.length for line in lines if abs(line.at - side) <= SNAP)
        if there < 0.5 * (end - start):
            added.append(Rule(side, start, end))
    return added


def _as_wide(rule: Rule, lines: Sequence[Rule]) -> Rule:
    """A border that closes a table at the page's end, as wide as the table's other rules: its sides may be open."""
    widest = max(lines, key=lambda line: line.length)
    covered = widest.start <= rule.start + SNAP and widest.end >= rule.end - SNAP
    return replace(rule, start=widest.start, end=widest.end) if covered else rule


def _cells(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[list[Bounds]]:
    """The cells of each table that rules make, by pdfplumber's geometry (which counts y downwards)."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    edges: list[dict[str, Any]] = [
        {"orientation": "h", "x0": r.start, "x1": r.end, "top": -r.at, "bottom": -r.at} for r in horizontal
    ]
    edges += [{"orientation": "v", "x0": r.at, "x1": r.at, "top": -r.end, "bottom": -r.start} for r in vertical]
    points = edges_to_intersections(edges, SNAP, SNAP)
    if len(points) > _POINTS:
        return []
    tables = cells_to_tables(intersections_to_cells(points))
    return [disjoint([(x0, -bottom, x1, -top) for x0, top, x1, bottom in cells]) for cells in tables]


def _table(
    bounds: Sequence[Bounds],
    geometry: PageGeometry,
    texts: Sequence[PlacedText],
    free: Sequence[Piece],
    edges: CharacterEdges | None,
    broken: float = _BROKEN,
) -> PlacedTable | None:
    """The table of these cells; None when it is a frame, a chart's grid, or empty."""
    xs = sorted({x for b in bounds for x in (b[0], b[2])})
    ys = sorted({y for b in bounds for y in (b[1], b[3])}, reverse=True)
    if len(xs) < 3 or len(ys) < 2 or (len(ys) == 2 and len(xs) < 4):
        return None
    slots = [
        _Slot(ys.index(t), xs.index(x0), ys.index(b) - ys.index(t), xs.index(x1) - xs.index(x0), x0, b, x1, t, [])
        for x0, b, x1, t in bounds
    ]
    used, across = _fill(slots, xs, ys, texts, free, edges)
    held = sum(1 for slot in slots if slot.held)
    if held < 3 or held < _FILLED * len(slots) or across > broken * len(used):
        return None
    cells, columns = _compact(sorted(_split(slots, geometry), key=lambda c: (c.row, c.column)), xs)
    return PlacedTable(
        tuple(cells), xs[0], ys[-1], xs[-1], ys[0], frozenset(used), tuple(columns), geometry.number, geometry.number
    )


def _fill(
    slots: Sequence[_Slot],
    xs: Sequence[float],
    ys: Sequence[float],
    texts: Sequence[PlacedText],
    free: Sequence[Piece],
    edges: CharacterEdges | None,
) -> tuple[set[int], int]:
    """Put the texts into the slots they stand in; which were used, and how many run across borders within a word."""
    used: set[int] = set()
    broken = 0
    rows: list[list[_Slot]] = [[] for _ in ys]
    for slot in slots:
        for number in range(slot.row, slot.row + slot.rows):
            rows[number].append(slot)
    for whole in free:
        index = whole.index
        if not (ys[-1] < whole.middle < ys[0] and xs[0] - SNAP <= whole.centre <= xs[-1] + SNAP):
            continue
        row = rows[bisect_left(ys, -whole.middle, key=lambda y: -y) - 1]
        borders = sorted({slot.left for slot in row} | {slot.right for slot in row})
        inside = [b for b in borders if whole.left + 1 < b < whole.right - 1]
        parts = cut(whole, inside, edges(index) if edges else estimated_edges(texts[index])) if inside else [whole]
        placed = [(slot, part) for part in parts for slot in row if slot.left <= part.centre < slot.right]
        if not placed:
            continue
        used.add(index)
        broken += any(b.left - a.right < _SPLIT * whole.height for a, b in pairwise(parts))
        for slot, part in placed:
            slot.held.append(part)
    return used, broken


def _split(slots: Sequence[_Slot], geometry: PageGeometry) -> list[GridCell]:
    """The cells of the grid; a row that holds several lines of numbers becomes as many rows."""
    count = max(slot.row + slot.rows for slot in slots)
    parts = [_parts([slot for slot in slots if slot.row == r and slot.rows == 1]) for r in range(count)]
    starts = [0]
    for lines in parts:
        starts.append(starts[-1] + max(1, len(lines)))
    cells: list[GridCell] = []
    for slot in slots:
        row, rows = starts[slot.row], starts[slot.row + slot.rows] - starts[slot.row]
        lines = parts[slot.row]
        if slot.rows > 1 or len(lines) < 2:
            cells.append(cell(slot.held, row, slot.column, geometry, rows, slot.columns))
            continue
        held = {id(piece) for piece in slot.held}
        cells += [
            cell([p for p in line if id(p) in held], row + i, slot.column, geometry, 1, slot.columns)
            for i, line in enumerate(lines)
        ]
    return cells


def _parts(row: Sequence[_Slot]) -> Lines:
    """The rows inside one ruled row whose cells hold a number per line, else none."""
    if len(row) < 2:
        return []
    many = [s for s in row if len(in_lines(s.held)) > 1 and sum(map(is_quantity, (p.text for p in s.held))) > 1]
    first = min(row, key=lambda slot: slot.column)
    lines = in_lines(piece for slot in row for piece in slot.held)
    if not many:
        return _worded(row, first)
    rows = in_rows(lines, first.right)
    return rows if len(rows) > 1 and 2 * len(many) >= len(row) - 1 else []


def _worded(row: Sequence[_Slot], first: _Slot) -> Lines:
    """The rows of words inside one ruled row: each has a text in its first column and in most of the others."""
    rows = rows_by_gaps([in_lines(slot.held) for slot in row])
    for found in rows:
        held = {id(piece) for piece in found}
        filled = sum(1 for slot in row if any(id(piece) in held for piece in slot.held))
        if not any(id(piece) in held for piece in first.held) or filled < max(2, len(row) - 1):
            return []
    return rows


def _compact(cells: Sequence[GridCell], xs: Sequence[float]) -> tuple[list[GridCell], list[float]]:
    """The cells without the columns that are only a double line, and the borders that remain."""
    filled = {c.column for c in cells if c.text and c.columns == 1}
    empty = [c for c, (start, end) in enumerate(pairwise(xs)) if end - start <= _SPACER and c not in filled]
    kept: list[GridCell] = []
    for found in cells:
        columns = found.columns - sum(1 for c in empty if found.column <= c < found.column + found.columns)
        if columns:
            column = found.column - sum(1 for c in empty if c < found.column)
            kept.append(replace(found, column=column, columns=columns))
    return kept, [x for i, x in enumerate(xs) if i not in empty]
