"""Pictures of pages as the content of pages: recognised runs, and the tables that stand on the page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean

import numpy as np
from PIL import Image

from ..pdf.geometry import Edges, PageGeometry, Run
from ..pdf.pages import Inset, PageContent
from ..pdf.rules import Rule, Rules, promising
from ..pdf.tables import NO_RULES, aligned_tables, ruled_tables
from ..structure.layout import width
from ..structure.lines import EM
from ..tables.cells import GridCell
from .engine import OcrLine, Scan, scan
from .pictures import Pixels, Stroke

_TALL, _LOW = 0.92, 0.72  # of the type size: the ink of ideographs, of digits
_SURE = 0.9  # mean confidence: below it the reader is told
_LISTED = 20


@dataclass(frozen=True, slots=True)
class ScanGeometry(PageGeometry):
    """A page set upright and level, which is displayed as it was scanned.

    ``back`` takes upright points (y upwards) to fractions of the picture on show: x, y = a x + b y + c, d x + e y + f.
    """

    back: tuple[float, float, float, float, float, float] = (1, 0, 0, 0, 1, 0)

    def shown(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """The edges of what holds the turned corners of a rectangle in upright points, in fractions of the picture."""
        a, b, c, d, e, f = self.back
        corners = [(x, y) for x in (left, right) for y in (bottom, top)]
        across = [_within(a * x + b * y + c) for x, y in corners]
        down = [_within(d * x + e * y + f) for x, y in corners]
        return min(across), max(down), max(across), min(down)


def scanned_page(image: Image.Image | Pixels, number: int, points: float, threads: int = 0) -> PageContent:
    """The content of a page whose text stands in a picture; ``points`` per pixel of the picture, number from 1.

    Runs and tables lie on the page set upright and level, ``shown`` and the boxes of cells on the picture as given.
    """
    size = image.size if isinstance(image, Image.Image) else (image.shape[1], image.shape[0])
    found = scan(image, threads)
    points *= max(size) / max(found.width, found.height)
    geometry = _geometry(found, number, points, size)
    runs = [_run(line, found.height, points, size) for line in found.lines]
    content = PageContent(number, geometry, runs, recognised=True, picture=not runs)
    rules = _rules(found, points)
    tables = ruled_tables(rules, geometry, runs) if promising(rules, found.width * points) else []
    taken = {index for table in tables for index in table.used}
    tables += aligned_tables(runs, geometry, rules if tables else NO_RULES, taken)
    for table in tables:
        taken |= table.used
        held = [runs[index] for index in table.used]
        cells = tuple(_confident(cell, held) for cell in table.cells)
        content.insets.append(Inset(table.left, table.bottom, table.right, table.top, replace(table, cells=cells)))
    content.runs = [run for index, run in enumerate(runs) if index not in taken]
    return content


def recognition_warning(pages: Sequence[int], confidences: Sequence[float]) -> str:
    """The sentence that tells a reader which pages were recognised, and how surely where that is in doubt."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    named = "、".join(f"{a}" if a == b else f"{a}—{b}" for a, b in spans[:_LISTED])
    more = f" 等 {len(pages)} 页" if len(spans) > _LISTED else " 页"
    level = mean(confidences) if confidences else 1.0
    doubt = f"（平均置信度 {level:.2f}）" if level < _SURE else ""
    return f"第 {named}{more}的文字由图像识别得到{doubt}，请核对原件"


def _geometry(found: Scan, number: int, points: float, size: tuple[int, int]) -> ScanGeometry:
    up = np.array([[1 / points, 0, 0], [0, -1 / points, found.height], [0, 0, 1]], np.float64)
    a, b, c, d, e, f = (np.diag([1 / size[0], 1 / size[1], 1.0]) @ found.back @ up)[:2].ravel().tolist()
    box = Edges(0, 0, found.width * points, found.height * points)
    return ScanGeometry(number, box, back=(a, b, c, d, e, f))


def _run(line: OcrLine, height: int, points: float, size: tuple[int, int]) -> Run:
    level = line.level
    wide, high = size
    shown = Edges(
        _within(line.left / wide), _within(line.bottom / high), _within(line.right / wide), _within(line.top / high)
    )
    return Run(
        line.text,
        level.left * points,
        (height - level.bottom) * points,
        level.right * points,
        (height - level.top) * points,
        round(2 * _size(line) * points) / 2 or 0.5,
        line.confidence,
        shown=shown,
    )


def _size(line: OcrLine) -> float:
    """The type size of a line in pixels, by its width where it is long enough to tell, else by its height."""
    tall = line.level.bottom - line.level.top
    ems = width(line.text) / EM
    by_height = tall / (_LOW if line.text.isascii() else _TALL)
    if len(line.text) == 1:  # a dash is flat
        return max(by_height, (line.level.right - line.level.left) / ems)
    if ems < 4:
        return by_height
    return min(max((line.level.right - line.level.left) / ems, 0.8 * by_height), 1.3 * by_height)


def _rules(found: Scan, points: float) -> Rules:
    def across(stroke: Stroke) -> Rule:
        return Rule((found.height - stroke.at) * points, stroke.start * points, stroke.end * points)

    def down(stroke: Stroke) -> Rule:
        return Rule(stroke.at * points, (found.height - stroke.end) * points, (found.height - stroke.start) * points)

    return Rules(tuple(sorted(map(across, found.rules.horizontal))), tuple(sorted(map(down, found.rules.vertical))))


def _confident(cell: GridCell, held: Sequence[Run]) -> GridCell:
    """A cell whose boxes know how sure the recognition of the run below them was."""
    boxes = []
    for box in cell.boxes:
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        below = [r.confidence for r in held if r.shown and _holds(r.shown, x, y) and r.confidence is not None]
        boxes.append(replace(box, confidence=min(below)) if below else box)
    return replace(cell, boxes=tuple(boxes))


def _holds(edges: Edges, x: float, y: float) -> bool:
    return edges.left - 1e-3 <= x <= edges.right + 1e-3 and edges.top - 1e-3 <= y <= edges.bottom + 1e-3


def _within(value: float) -> float:
    return min(1.0, max(0.0, value))
