"""The rectangle of a table: the cell at each place, merged ones unfolded, and the table's text and spans."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...records import Box, Span, Table
from ..structure.blocks import Block, moved
from ..structure.captions import unit_line
from .cells import GridCell
from .headers import header_rows, label_columns

SAMPLED = 250  # rows whose words are looked at
_MERGE_BUDGET = 4  # places that merged cells may cover, per place of the table

_TOTAL = re.compile(r"[总合]\s*计|全[国省市区县州盟]|总\s*[数量额]$")

Row = list[GridCell]


def columns(band: Sequence[Row]) -> set[int]:
    return {cell.column for row in band for cell in row}


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A table's rectangle: the cell at each place, or None."""

    places: list[list[GridCell | None]]
    origins: list[set[int]]
    header: int
    labels: int

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Rectangle":
        places, origins = _unfolded(rows)
        texts = [[cell.text if cell else "" for cell in line] for line in places[:SAMPLED]]
        flagged = [all(cell.heading for cell in row) for row in rows[:SAMPLED]]
        header = header_rows(texts, places, flagged)
        labels = label_columns(texts, places, header)
        _infer(places, header, labels)
        return cls(places, origins, header, labels)

    def block(self, title: str | None, unit: str | None) -> Block:
        """The table as text, a line per row; ``unit`` may also stand in the header."""
        rows: list[tuple[Span, ...]] = []
        spans: dict[int, Span] = {}
        parts: list[str] = []
        pages: list[tuple[int, int]] = []
        boxes: list[Box] = []
        at = 0
        for line, origins in zip(self.places, self.origins, strict=True):
            row: list[Span] = []
            for c, cell in enumerate(line):
                if c or parts:
                    parts.append("\t" if c else "\n")
                    at += 1
                if cell is None:
                    row.append((at, at))
                elif c in origins:
                    if cell.page is not None and (not pages or pages[-1][1] != cell.page):
                        pages.append((at if pages else 0, cell.page))
                    if cell.boxes:
                        boxes += moved(cell.boxes, at)
                    parts.append(cell.text)
                    spans[id(cell)] = (at, at + len(cell.text))
                    row.append(spans[id(cell)])
                    at += len(cell.text)
                else:
                    row.append(spans[id(cell)])
            rows.append(tuple(row))
        named = (unit_line(cell.text) for line in self.places[: self.header] for cell in line if cell)
        unit = unit or next(filter(None, named), None)
        text = "".join(parts)
        table = Table(0, at, title, tuple(rows), self.header, self.labels, unit)
        return Block(text, tuple(pages), table=table, plain=True, boxes=tuple(boxes))


def _infer(places: list[list[GridCell | None]], header: int, labels: int) -> None:
    """Unfolds cells that are merged to the eye alone: blanks beside a name over several columns, or below a group's.

    In a header row above another a blank belongs to the name left of it where the row below goes on; in a column of
    groups it belongs to the name above unless the row is a total.
    """
    for above, below in pairwise(places[:header]):
        for c in range(max(1, labels), len(above)):
            if above[c] is None and below[c] is not None and below[c - 1] is not None and c > labels:
                above[c] = above[c - 1]
    for before, row in pairwise(places[header:]):
        for c in range(labels - 1):
            inner = row[c + 1]
            if row[c] is None and inner is not None and before[c] is not None and before[c + 1] is not None:
                if _TOTAL.match(inner.text):
                    break
                row[c] = before[c]


def _unfolded(rows: Sequence[Row]) -> tuple[list[list[GridCell | None]], list[set[int]]]:
    """The cell at each place of rows, merged ones repeated where nothing else stands; and where cells begin."""
    numbers = [row[0].row for row in rows]
    kept = sorted(columns(rows))
    at = {column: index for index, column in enumerate(kept)}
    places: list[list[GridCell | None]] = []
    origins: list[set[int]] = []
    for row in rows:
        line: list[GridCell | None] = [None] * len(kept)
        for cell in row:
            line[at[cell.column]] = cell
        places.append(line)
        origins.append({at[cell.column] for cell in row})
    budget = _MERGE_BUDGET * len(rows) * len(kept) + 1000
    for r, row in enumerate(rows):
        for cell in row:
            if cell.rows == 1 and cell.columns == 1:
                continue
            below, right = bisect_left(numbers, cell.row + cell.rows), bisect_left(kept, cell.column + cell.columns)
            left = at[cell.column]
            budget -= (below - r) * (right - left)
            if budget < 0:
                return places, origins
            for line in places[r:below]:
                line[left:right] = [cell if place is None else place for place in line[left:right]]
    return places, origins
