"""The header of a table without borders: which texts name one column, which stand over several."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..tables.grid import GridCell
from .cells import Lines, Piece, cell
from .columns import Columns
from .geometry import PageGeometry
from .rules import Rules

_CENTRED = 0.8  # of the height: how far a text may stand off the middle of the columns that it is over
_TEXT_TO_RULE = 1.5  # of the height: how far below a text the rule under it may lie


@dataclass(slots=True)
class _Named:
    """Texts that name the columns ``first`` to ``last``, on lines ``top`` to ``bottom`` of the header."""

    first: int
    last: int
    top: int
    bottom: int
    held: list[Piece]


def header_cells(lines: Lines, columns: Columns, rules: Rules, geometry: PageGeometry) -> list[GridCell]:
    """The header's cells: lines of one name are joined, a text over several columns becomes a merged cell."""
    names = _names(lines, columns, rules)
    count = len(columns.spans)
    stacks = [[n for n in names if n.first <= c <= n.last] for c in range(count)]
    height = max((len(stack) for stack in stacks), default=0)
    if not height:
        return []
    cells: list[GridCell] = []
    for name in names:
        level = max(stacks[c].index(name) for c in range(name.first, name.last + 1))
        deepest = all(stacks[c][-1] is name for c in range(name.first, name.last + 1))
        rows = height - level if deepest else 1
        cells.append(cell(name.held, level, name.first, geometry, rows, name.last - name.first + 1))
    cells += [cell((), 0, c, geometry, height) for c, stack in enumerate(stacks) if not stack]
    return sorted(cells, key=lambda c: (c.row, c.column))


def _names(lines: Lines, columns: Columns, rules: Rules) -> list[_Named]:
    """What names which columns, from the top; a text right under one for the same columns carries it on."""
    names: list[_Named] = []
    for number, line in enumerate(lines):
        ranges = _ranges(line, lines[number + 1 :], columns, rules)
        for piece, (first, last) in zip(line, ranges, strict=True):
            same = [n for n in names if (n.first, n.last) == (first, last)]
            later = [n for n in names if n.first <= last and first <= n.last]
            if same and later[-1] is same[-1]:
                same[-1].held.append(piece)
                same[-1].bottom = number
            else:
                names.append(_Named(first, last, number, number, [piece]))
    return names


def _ranges(line: Sequence[Piece], below: Lines, columns: Columns, rules: Rules) -> list[tuple[int, int]]:
    """The first and last column that each text of a header line names."""
    beneath = {c for other in below for piece in other for c in columns.covered(piece)} - {0}
    over = [piece for piece in line if columns.at(piece.centre) > 0]
    shared = _partition(over, columns, sorted(beneath))
    ranges: list[tuple[int, int]] = []
    for i, piece in enumerate(line):
        ruled = _ruled(piece, columns, rules)
        if ruled is not None:
            ranges.append(ruled)
        elif shared and piece in over:
            ranges.append(shared[over.index(piece)])
        else:
            low = ranges[-1][1] if ranges else 0
            high = columns.at(line[i + 1].centre) if i + 1 < len(line) else len(columns.spans)
            ranges.append(_range(piece, low, high, beneath, columns))
    return ranges


def _ruled(piece: Piece, columns: Columns, rules: Rules) -> tuple[int, int] | None:
    """The columns over which the short rule right under a text reaches."""
    for rule in rules.horizontal:
        near = 0 <= piece.bottom - rule.at + 1 <= _TEXT_TO_RULE * piece.height
        if near and rule.start <= piece.centre <= rule.end and rule.length < 0.9 * (columns.right - columns.left):
            inside = [c for c, (a, b) in enumerate(columns.spans) if rule.start <= (a + b) / 2 <= rule.end]
            if len(inside) > 1:
                return inside[0], inside[-1]
    return None


def _partition(line: Sequence[Piece], columns: Columns, beneath: Sequence[int]) -> list[tuple[int, int]]:
    """Successive stretches that share out all the columns named beneath, a text over the middle of each; else empty."""
    if not line or len(line) >= len(beneath) or beneath != list(range(1, len(columns.spans))):
        return []
    # From the left: where the stretches may end so far, with the stretches that lead there.
    open_ends: dict[int, list[tuple[int, int]]] = {0: []}
    for piece in line:
        following: dict[int, list[tuple[int, int]]] = {}
        for end, ranges in open_ends.items():
            for last in range(end + 1, len(columns.spans)):
                if _off(piece, end + 1, last, columns) <= _CENTRED * piece.height:
                    following.setdefault(last, [*ranges, (end + 1, last)])
        open_ends = following
    return open_ends.get(len(columns.spans) - 1, [])


def _range(piece: Piece, low: int, high: int, beneath: set[int], columns: Columns) -> tuple[int, int]:
    """The stretch of columns between low and high that a text names: the one whose middle it is nearest to."""
    covered = columns.covered(piece)
    at = columns.at(piece.centre)
    if len(covered) == 1 and (at not in beneath or _off(piece, at, at, columns) <= _CENTRED * piece.height):
        # Over an odd number of columns it could as well stand over them; a name in two lines is more likely.
        return covered[0], covered[0]
    stretches = [
        (first, last)
        for first in range(max(1, low + 1), at + 2)
        for last in range(max(first + 1, at), high)
        if beneath.issuperset(range(first, last + 1)) and first <= covered[0] and covered[-1] <= last
    ]
    best = min(stretches, key=lambda s: _off(piece, s[0], s[1], columns), default=None)
    if best is not None and _off(piece, best[0], best[1], columns) <= _CENTRED * piece.height:
        return best
    return covered[0], covered[-1]


def _off(piece: Piece, first: int, last: int, columns: Columns) -> float:
    """How far a text stands off the middle of a stretch of columns."""
    spans, borders = columns.spans, columns.borders
    middles = (spans[first][0] + spans[last][1]) / 2, (borders[first] + borders[last + 1]) / 2
    return min(abs(middle - piece.centre) for middle in middles)
