"""The rows of a grid parted: several tables on one sheet, lines over and under each, the table itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from ..structure.captions import is_aside, is_note, is_title, unit_line
from .cells import GridCell
from .rectangle import Rectangle, Row, columns

_TOP_LINES = 10
_PROSE = 40
_SHORT = 6
_STATEMENT = 8
_LOOK = 50
_MOST_SIDES = 12
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、.．](?!\d)")
_SIGNED = re.compile(
    r"(?:填表人|制表人?|审核人?|单位负责人|统计负责人|部门负责人|联系人|联系电话|电话|报出日期|填报日期|填报人|填报单位|日期|经办人|复核人?|分机号)(?:[（(].{1,8}[）)])?\s*[:：].{0,40}"
)


def _rows(cells: Sequence[GridCell]) -> list[Row]:
    """The cells that hold text, row by row, each row from left to right; of two in one place the first."""
    rows: dict[int, dict[int, GridCell]] = {}
    for cell in cells:
        words = " ".join(cell.text.split())
        if words:
            kept = cell if words == cell.text else replace(cell, text=words, boxes=() if cell.boxes else cell.boxes)
            rows.setdefault(cell.row, {}).setdefault(cell.column, kept)
    return [[line[c] for c in sorted(line)] for _, line in sorted(rows.items())]


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Runs of rows without an empty row between them; a cell merged down fills the rows it covers."""
    band: list[Row] = []
    reach = 0
    for row in rows:
        if band and row[0].row > reach:
            yield band
            band = []
        band.append(row)
        reach = max(reach, *(cell.row + cell.rows for cell in row))
    if band:
        yield band


def stacked(cells: Sequence[GridCell]) -> list[list[Row]]:
    """Bands that are one table put together: lines over and under it, and rows parted by blank ones."""
    bands = [side for run in _runs(_rows(cells)) for side in _sides(run)]
    found: list[list[Row]] = []
    lines: list[Row] = []
    for position, band in enumerate(bands):
        if all(len(row) == 1 for row in band):
            last = position + 1 == len(bands)
            if found and not lines and (is_note(band[0][0].text) or _is_tail(band)):
                found[-1] += band
            elif last or len(band) > _TOP_LINES or any(len(row[0].text) > 2 * _PROSE for row in band):
                found += [rows for rows in (lines, band) if rows]
                lines = []
            else:
                lines += band
        elif found and not lines and _continues(found[-1], band):
            found[-1] += band
        else:
            found.append([*lines, *band])
            lines = []
    return found


def _sides(band: list[Row]) -> list[list[Row]]:
    """The tables that stand side by side in a run of rows: parted by an empty column, each with names of its own."""
    wide = [row for row in band if len(row) > 1]
    used = sorted(columns(wide))
    gaps = [left for left, right in pairwise(used) if right - left > 1]
    for left in gaps if len(gaps) <= _MOST_SIDES else ():
        if any(c.column <= left and c.column + c.columns > left + 1 for row in wide for c in row):
            continue
        sides = [[cell for cell in row if cell.column <= left] for row in band]
        others = [[cell for cell in row if cell.column > left] for row in band]
        pair = [[row for row in side if row] for side in (sides, others)]
        if all(_is_whole(side) for side in pair):
            return [pair[0], *_sides(pair[1])]
    return [band]


def _is_whole(rows: list[Row]) -> bool:
    """Whether rows are a table by themselves: words name its rows, and a header its columns."""
    _, body, _ = parts(rows)
    if len(body) < 2 or len(columns(body)) < 2:
        return False
    made = Rectangle.of(body[:_LOOK])
    return made.header > 0 and 0 < made.labels < len(made.places[0])


def _continues(before: list[Row], band: list[Row]) -> bool:
    """Whether a band of rows only carries on the table above the empty row."""
    if len(band[0]) == 1 or all(len(row) == 1 for row in before[:_LOOK]):
        return False
    if not columns(band) <= columns(before[:_LOOK]):
        return False
    top, body, _ = parts(before[:_LOOK])
    grid, head = Rectangle.of(body), Rectangle.of(band[:20])
    if not any(any(c.isdigit() for c in cell.text) for row in band for cell in row):
        return True
    return not head.header or (not grid.header and not top)


def is_prose(rows: Sequence[Row]) -> bool:
    """Whether rows are no table: a single cell, or paragraphs one below the other."""
    if any(len(row) > 1 for row in rows) or len(columns(rows)) > 1:
        return False
    return len(rows) == 1 or any(len(row[0].text) > _PROSE or row[0].text.endswith("。") for row in rows)


def parts(rows: list[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """The lines above the table, the table, the lines below it."""
    first = _top(rows)
    last = len(rows)
    while last > first + 1 and _is_tail(rows[last - 1 :]):
        last -= 1
    opening = next((i for i in range(first + 1, last) if is_note(rows[i][0].text) and _all_lone(rows[i:last])), last)
    return rows[:first], rows[first:opening], rows[opening:]


def is_signature(line: str) -> bool:
    """Whether a line below a table says who filled it in."""
    return bool(_SIGNED.fullmatch(line))


def _all_lone(rows: Sequence[Row]) -> bool:
    return all(len(row) == 1 for row in rows)


def _is_tail(rows: Sequence[Row]) -> bool:
    """Whether a last row is a signature, or a sentence on its own."""
    row = rows[0]
    if all(is_signature(cell.text) for cell in row):
        return len(row) > 1 or _all_lone(rows)
    return len(row) == 1 and len(row[0].text) > _STATEMENT and row[0].text.endswith("。")


def _top(rows: Sequence[Row]) -> int:
    """How many rows at the top are lines over the table."""
    width = len(columns(rows))
    if width < 2:
        return len(list(takewhile(lambda row: is_title(row[0].text) or bool(unit_line(row[0].text)), rows[:-1])))
    first = 0
    while first < min(_TOP_LINES, len(rows) - 1) and _is_line(rows, first):
        first += 1
    lone = [row for row in rows[:first] if not unit_line(row[0].text)]
    if (
        first == 1
        and lone
        and width == 2
        and len(lone[0][0].text) <= _SHORT
        and not Rectangle.of(list(rows[1:])).header
    ):
        return 0  # a short name over two columns is their header
    return first


def _is_line(rows: Sequence[Row], position: int) -> bool:
    """Whether a row among the first ones is a line over the table: title, unit, period, form number."""
    row = rows[position]
    if len(row) > 1:
        return _is_furniture_row(rows, position)
    cell = row[0]
    if _is_furniture(cell) or is_title(cell.text) or is_note(cell.text):
        return cell.rows == 1 or not _beside(rows, position)
    if cell.rows > 1 and _beside(rows, position):
        return False
    below = columns(rows[position + 1 :])
    across = cell.column <= min(below) and (cell.columns >= len(below) or cell.columns == 1)
    return across and not _is_one_of_groups(rows, position)


def _is_furniture_row(rows: Sequence[Row], position: int) -> bool:
    """Whether a row of several cells holds a unit or the like, a period at most, and the title at most."""
    row = rows[position]
    free = [cell for cell in row if not _is_furniture(cell)]
    told = [cell for cell in row if _is_furniture(cell) and re.search("[:：]", cell.text)]
    periods = len(row) - len(free) - len(told)
    full = len(row) == len(columns(rows[position + 1 :]))
    if not told or periods > 1 or (full and told[0] is row[0] and (periods or free)):
        return False
    return not free or (len(free) == 1 and free[0] is row[0] and is_title(free[0].text))


def _is_furniture(cell: GridCell) -> bool:
    return bool(unit_line(cell.text)) or is_aside(cell.text)


def _beside(rows: Sequence[Row], position: int) -> bool:
    """Whether rows below begin beside a cell that is merged down."""
    cell = rows[position][0]
    return position + 1 < len(rows) and rows[position + 1][0].row < cell.row + cell.rows


def _is_one_of_groups(rows: Sequence[Row], position: int) -> bool:
    """Whether a lone cell is the first of several such lines that part the rows of the table into groups."""
    cell = rows[position][0]
    later = [row[0] for row in rows[position + 1 :] if len(row) == 1 and row[0].column == cell.column]
    return bool(_ORDINAL.match(cell.text)) and any(_ORDINAL.match(other.text) for other in later)


def title_of(lines: Sequence[str]) -> str | None:
    """Which of the lines over a table is its title."""
    free = [line for line in lines if not unit_line(line) and not is_aside(line) and not is_note(line)]
    return next((line for line in free if is_title(line)), free[0] if free else None)
