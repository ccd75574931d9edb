"""The runs and insets of PDF pages become rows, and rows become the lines of text in reading order."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ...text import is_han
from ..structure.blocks import Block, Place
from ..structure.columns import divisions, in_order
from ..structure.layout import is_caption
from ..structure.lines import EM, Line
from ..tables.grid import table_blocks
from .geometry import PageGeometry, Run
from .pages import Inset, PageContent

_SAME_ROW = 0.52  # of the size: how far the middles of runs on one row may lie apart
_COLUMN_ROWS = 5
_CELL_GAP = 1.1  # of the size
_ROW_CELLS = 3
_SMALL = 0.86  # of the body's size: footnotes, labels inside charts
_SMALL_SCANNED = 0.72  # sizes in scans are guesses
_LEADING = 1.7  # times the usual distance between lines: a blank line
_SPACED = 3.0  # ems: the widest letter-spacing of a heading
_LEADER = 4.0  # ems: the least gap before a number alone at the end of a row
_PAGE_NUMBER = re.compile(r"\d{1,4}|[ivxIVX]{1,6}")
_INSET = "▦"  # stands for a table or picture among texts
_CLOSED = tuple("。！？；：.!?;:”）)")

Item = Run | Inset
Row = list[Item]


@dataclass(slots=True)
class Rows:
    """The rows of a page from the top, each from the left."""

    number: int
    geometry: PageGeometry
    rows: list[Row]
    recognised: bool = False

    def texts(self) -> list[str]:
        """What each row says, for telling running heads; an inset is no such thing."""
        return [" ".join([i.text for i in row if isinstance(i, Run)]) or _INSET for row in self.rows]


def rows_of(content: PageContent) -> Rows:
    """The runs of a page that stand on one line together, and its insets, each a row of its own."""
    rows: list[tuple[float, Row]] = []
    current: list[tuple[float, float]] = []  # (middle, size) of the runs of the last row
    tallest = 0.0
    for below, _, _, run in sorted([(-run.middle, run.left, index, run) for index, run in enumerate(content.runs)]):
        middle, size = -below, run.size
        # The run before is the nearest; where it is too far even for the tallest, the others need no look.
        near = current and current[-1][0] - middle <= _SAME_ROW * max(size, tallest)
        if near and any(abs(middle - other) <= _SAME_ROW * max(size, tall) for other, tall in current):
            rows[-1][1].append(run)
            current.append((middle, size))
            tallest = max(tallest, size)
        else:
            rows.append((middle, [run]))
            current = [(middle, size)]
            tallest = size
    if content.insets:
        rows += [(inset.top, [inset]) for inset in content.insets]
        rows.sort(key=lambda row: -row[0])
    ordered = [_unspaced(sorted(row, key=lambda i: i.left)) if len(row) > 1 else row for _, row in rows]
    return Rows(content.number, content.geometry, ordered, content.recognised)


def _unspaced(row: Row) -> Row:
    """A row without the wide letter-spacing of a short heading (目　录)."""
    runs = [item for item in row if isinstance(item, Run)]
    if len(runs) < len(row) or not all(len(run.text) == 1 and is_han(run.text) for run in runs):
        return row
    gaps = [other.left - run.right for run, other in pairwise(runs)]
    size = runs[0].size
    if max(gaps) > _SPACED * size or max(gaps) - min(gaps) > 0.4 * size or (len(runs) > 2 and max(gaps) > 2.2 * size):
        return row
    first, last = runs[0], runs[-1]
    return [replace(first, text="".join(run.text for run in runs), right=last.right, start=-1)]


def body_size(pages: Sequence[Rows]) -> float:
    """The size of most of the characters."""
    exact: defaultdict[float, int] = defaultdict(int)
    for page in pages:
        for row in page.rows:
            for item in row:
                if isinstance(item, Run):
                    exact[item.size] += len(item.text)
    weights: defaultdict[float, int] = defaultdict(int)
    for size, characters in exact.items():  # a few sizes are rounded sooner than all runs
        weights[round(size, 1)] += characters
    return max(weights, key=lambda size: (weights[size], size), default=10.0)


def lines_of(page: Rows, kept: Sequence[int], body: float) -> list[Line]:
    """The lines of a page in reading order, of the rows at the positions ``kept``."""
    rows = [page.rows[position] for position in kept]
    cuts = divisions(rows, _COLUMN_ROWS, 0.5 * body) if _may_have_columns(rows) else ()
    ordered = in_order(rows, cuts, 0.5 * body) if cuts else [(0, row) for row in rows]
    lines = [
        _plain_line(row[0], column, page, body)
        if len(row) == 1 and isinstance(row[0], Run)  # nearly every row
        else _line(row, column, page, body)
        for column, row in ordered
    ]
    _mark_gaps(lines, [row for _, row in ordered], body)
    return list(_labels_behind_captions(lines))


def _may_have_columns(rows: Sequence[Row]) -> bool:
    if len(rows) < _COLUMN_ROWS:
        return False
    left = min([row[0].left for row in rows])
    inner = left + 0.25 * (max([item.right for row in rows for item in row]) - left)
    return sum([row[-1].left > inner for row in rows]) >= _COLUMN_ROWS // 2


def _line(row: Sequence[Item], column: int, page: Rows, body: float) -> Line:
    unit = body / EM
    inset = next((item for item in row if isinstance(item, Inset)), None)
    if inset is not None:
        blocks = tuple(table_blocks(inset.table.cells)) if inset.table else inset.blocks
        return Line("", page.number, inset.left / unit, inset.right / unit, frame=column, table=blocks)
    runs = [item for item in row if isinstance(item, Run)]
    text = ""
    boxes: list[Place] = []
    cells = 1 + sum(1 for run, other in pairwise(runs) if other.left - run.right > _CELL_GAP * other.size)
    is_row = cells >= _ROW_CELLS
    stands_alone = is_row or _ends_in_page(runs)
    for position, run in enumerate(runs):
        if position:
            text += _between(runs[position - 1], run, is_row)
        boxes.append(_place(run, len(text), page))
        text += run.text
    size = max(runs, key=lambda run: len(run.text)).size
    return Line(
        text,
        page.number,
        runs[0].left / unit,
        runs[-1].right / unit,
        frame=column,
        aside=size < (_SMALL_SCANNED if page.recognised else _SMALL) * body,
        boxes=tuple(boxes),
        # A row of cells is nobody's sentence.
        table=(Block(text, ((0, page.number),), plain=True, boxes=tuple(boxes)),) if stands_alone else (),
    )


def _plain_line(run: Run, column: int, page: Rows, body: float) -> Line:
    """The line of one run."""
    unit = body / EM
    aside = run.size < (_SMALL_SCANNED if page.recognised else _SMALL) * body
    boxes = (_place(run, 0, page),)
    return Line(run.text, page.number, run.left / unit, run.right / unit, column, False, aside, boxes)


def _ends_in_page(runs: Sequence[Run]) -> bool:
    """Whether a number stands alone at the end of a row, as in contents whose leaders are drawn."""
    if len(runs) < 2 or not _PAGE_NUMBER.fullmatch(runs[-1].text):
        return False
    return runs[-1].left - runs[-2].right > _LEADER * runs[-1].size


def _between(before: Run, run: Run, is_row: bool) -> str:
    """What stands between two runs of a row: a tab between cells, a space at a gap, nothing between ideographs."""
    gap = run.left - before.right
    if gap > _CELL_GAP * run.size:
        return "\t" if is_row else " "
    wide = is_han(before.text[-1]) and is_han(run.text[0])
    return " " if gap > (0.5 if wide else 0.15) * run.size else ""


def _place(run: Run, start: int, page: Rows) -> Place:
    shown = run.shown
    if shown is None:
        left, bottom, right, top = page.geometry.shown(run.left, run.bottom, run.right, run.top)
    else:
        left, bottom, right, top = shown.left, shown.bottom, shown.right, shown.top
    return Place(start, start + len(run.text), page.number, left, top, right, bottom, run.confidence)


def _mark_gaps(lines: Sequence[Line], rows: Sequence[Row], body: float) -> None:
    """Sets ``gap`` of lines just made where more than the usual distance to the line above is left blank."""
    tops = [_top(row[0]) for row in rows]
    frames = [line.frame for line in lines]
    steps = [
        above - top if before == frame else 0.0
        for (above, top), (before, frame) in zip(pairwise(tops), pairwise(frames), strict=True)
    ]
    usual = [step for step, line in zip(steps, lines[1:], strict=True) if step > 0.5 * body and not line.aside]
    if len(usual) < 4:
        return
    blank = _LEADING * median(usual)
    right = max([line.right for line in lines])
    for step, (before, line) in zip(steps, pairwise(lines), strict=True):
        if step > blank:
            open_sentence = before.right >= right - 3 * EM and not before.text.endswith(_CLOSED)
            line.gap = not open_sentence and bool(before.text) and bool(line.text)


def _top(item: Item) -> float:
    return item.middle if isinstance(item, Run) else item.top


def _labels_behind_captions(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with what was read inside a picture behind the caption below it."""
    held: Line | None = None
    for line in lines:
        if held is not None:
            first, second = (line, held) if is_caption(line.text) else (held, line)
            yield first
            held = None
            if not _is_label(second):
                yield second
            elif second is line:
                held = line
            else:
                yield second
        elif _is_label(line):
            held = line
        else:
            yield line
    if held is not None:
        yield held


def _is_label(line: Line) -> bool:
    """Whether a line stands for the text inside a picture."""
    return not line.text and bool(line.table) and all(block.table is None for block in line.table)
