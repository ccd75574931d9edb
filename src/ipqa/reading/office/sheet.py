"""XLSX: each visible sheet a section, its tables with merged cells, values as they are shown."""

import re
import zipfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml.etree import LxmlError

from ...records import Document
from ...text import INVISIBLE
from ..options import DEFAULTS, Options
from ..structure.assembly import assemble
from ..structure.blocks import Block, Source
from ..structure.layout import join
from ..tables.cells import GridCell
from ..tables.grid import table_blocks
from .archives import check_package, damaged
from .formats import displayed
from .workbook import Book, Hidden, Merge, SheetInfo, StoredCell

ROW_LIMIT = 200_000  # rows with text that are read of one sheet
CELL_LIMIT = 1_500_000  # cells with text that are read of one workbook
_UNNAMED = re.compile(r"(?:sheet|工作表|chart|page|table)\s*[（(]?\d*[）)]?(?:\s*[（(]\d+[）)])?", re.IGNORECASE)
_BROKEN_FILE = (KeyError, ValueError, TypeError, IndexError, OverflowError, OSError, zipfile.BadZipFile, LxmlError)
_BROKEN = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|_x000[dDaA]_")
_WARNINGS = {
    "row": "已忽略隐藏的行（{} 个单元格）",
    "column": "已忽略隐藏的列（{} 个单元格）",
    "faint": "已忽略看不见的文字（{} 个单元格）",
    "error": "{} 个单元格的公式出错，已留空",
    "formula": "{} 个公式没有保存计算结果，只给出公式本身",
    "rows": "工作表的行数过多，其后的行没有读取",
    "cells": "工作簿的单元格过多，其后的内容没有读取",
}


def read_xlsx(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """An XLSX file as a Document; raises EncryptedFile, TooLarge, DamagedFile or EmptyDocument."""
    check_package(data, source.name, "XLSX")
    reader = _Reader()
    try:
        blocks = list(reader.blocks(Book(data)))
    except _BROKEN_FILE as error:
        raise damaged(source.name, "XLSX") from error
    left_out = [text.format(reader.left_out[key]) for key, text in _WARNINGS.items() if reader.left_out[key]]
    warnings = [f"已忽略隐藏的工作表：{_listed(reader.hidden)}", *left_out] if reader.hidden else left_out
    title = source.title or next((b.table.title for b in blocks if b.table and b.table.title), None)
    return assemble(
        blocks, replace(source, title=title or source.fallback_title, warnings=(*source.warnings, *warnings))
    )


def _listed(names: Sequence[str]) -> str:
    return "、".join(name[:20] for name in names[:5]) + (f"等 {len(names)} 个" if len(names) > 5 else "")


@dataclass(slots=True)
class _Reader:
    """The hidden sheets, what else was left out so far, by reason, and how many cells were read."""

    hidden: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    cells: int = 0

    def blocks(self, book: Book) -> Iterator[Block]:
        shown = [sheet for sheet in book.sheets if sheet.visible]
        self.hidden = [sheet.name for sheet in book.sheets if not sheet.visible]
        for sheet in shown:
            found = table_blocks(self._grid(book, sheet))
            if found and (len(shown) > 1 or not _UNNAMED.fullmatch(sheet.name.strip())):
                yield Block(" ".join(sheet.name.translate(INVISIBLE).split()), level=1)
            yield from found

    def _grid(self, book: Book, sheet: SheetInfo) -> list[GridCell]:
        """The cells that are shown, at the places they have once hidden rows and columns are folded away."""
        hidden, merges = book.layout(sheet)
        reach = _Merged.of(merges, hidden)
        found: list[GridCell] = []
        rows, last = 0, -1
        for cell in book.cells(sheet):
            origin = reach.origins.get((cell.row, cell.column))
            if origin is None and reach.covers(cell.row, cell.column):
                continue
            if cell.value is None and not cell.formula:
                continue
            if not self._is_shown(cell, hidden, origin) or not (text := self._text(cell, book.from_1904)):
                continue
            rows, last = rows + (cell.row != last), cell.row
            if rows > ROW_LIMIT or self.cells >= CELL_LIMIT:
                self.left_out["rows" if rows > ROW_LIMIT else "cells"] += 1
                break
            self.cells += 1
            found.append(_placed(text, cell, hidden, origin))
        return found

    def _is_shown(self, cell: StoredCell, hidden: Hidden, origin: Merge | None) -> bool:
        top, left, bottom, right = origin or (cell.row, cell.column, cell.row, cell.column)
        reason = None
        if cell.style.faint:
            reason = "faint"
        elif _is_gone(hidden.rows, top, bottom):
            reason = "row"
        elif _is_gone(hidden.columns, left, right):
            reason = "column"
        if reason:
            self.left_out[reason] += 1
        return reason is None

    def _text(self, cell: StoredCell, from_1904: bool) -> str:
        """What a cell shows, on one line."""
        if cell.kind == "e":
            self.left_out["error"] += 1
            return ""
        if cell.value is None:
            self.left_out["formula"] += 1
            return f"={_one_line(cell.formula or '')}"
        if cell.kind == "b":
            return "TRUE" if cell.value.strip() == "1" else "FALSE"
        if cell.kind == "d":
            return cell.value.replace("T00:00:00", "").replace("T", " ").removesuffix("Z")
        if cell.kind != "n":
            return _one_line(cell.value) if not cell.style.code.replace(" ", "").startswith(";;;") else ""
        return displayed(cell.value, cell.style.code, from_1904)


@dataclass(slots=True)
class _Merged:
    """Merged ranges by the cell where they begin, and which columns they cover, row by row."""

    origins: dict[tuple[int, int], Merge]
    by_column: dict[int, list[tuple[int, int]]]
    wide: list[Merge]

    @classmethod
    def of(cls, merges: list[Merge], hidden: Hidden) -> "_Merged":
        by_column: dict[int, list[tuple[int, int]]] = {}
        wide: list[Merge] = []
        for merge in merges:
            top, left, bottom, right = merge
            if right - left > 500:
                wide.append(merge)
                continue
            for column in range(left, right + 1):
                by_column.setdefault(column, []).append((top, bottom))
        for ranges in by_column.values():
            ranges.sort()
        return cls({(merge[0], merge[1]): merge for merge in merges}, by_column, wide[:100])

    def covers(self, row: int, column: int) -> bool:
        ranges = self.by_column.get(column, [])
        at = bisect_left(ranges, (row + 1, -1)) - 1
        if at >= 0 and ranges[at][0] <= row <= ranges[at][1]:
            return True
        return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.wide)


def _is_gone(hidden: list[int], first: int, last: int) -> bool:
    """Whether all of a range is hidden."""
    return bisect_left(hidden, last + 1) - bisect_left(hidden, first) > last - first


def _placed(text: str, cell: StoredCell, hidden: Hidden, origin: Merge | None) -> GridCell:
    top, left, bottom, right = origin or (cell.row, cell.column, cell.row, cell.column)
    row, column = top - bisect_left(hidden.rows, top), left - bisect_left(hidden.columns, left)
    rows = bottom + 1 - bisect_left(hidden.rows, bottom + 1) - row
    columns = right + 1 - bisect_left(hidden.columns, right + 1) - column
    return GridCell(text, row, column, rows, columns)


def _one_line(text: str) -> str:
    """Lines of a cell joined as Chinese joins them."""
    if not _BROKEN.search(text):
        return " ".join(text.translate(INVISIBLE).split())
    joined = ""
    for line in re.sub(r"_x000[dDaA]_", "\n", text).translate(INVISIBLE).splitlines():
        piece = " ".join(line.split())
        joined += join(joined, piece) + piece
    return joined
