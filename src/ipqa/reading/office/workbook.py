"""The parts of an XLSX package as a stream: sheets by name and state, cells with their formats, merges, hidden ranges.

Read with our own parser: openpyxl keeps merged cells and hidden rows only where it holds a sheet in memory, and gives
a formula or its stored result but not both.
"""

import io
import posixpath
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, range_boundaries

from .formats import format_code

_RELATION = re.compile(r"\}id$")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_WHITE = frozenset(("FFFFFFFF", "00FFFFFF", "FFFFFF"))
_STRINGS = 20_000_000  # shared strings kept at most


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of the book: its name, its part of the package, and whether it is shown."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's style says: the number format, and whether its text is white on nothing."""

    code: str = "General"
    faint: bool = False


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell as stored; row and column count from 0. ``value`` is None where none is kept, ``formula`` likewise."""

    row: int
    column: int
    kind: str
    value: str | None
    formula: str | None
    style: Style


@dataclass(slots=True)
class Hidden:
    """Rows and columns that are not shown, counted from 0, in order."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)

    def row(self, number: int) -> bool:
        return _holds(self.rows, number)

    def column(self, number: int) -> bool:
        return _holds(self.columns, number)


def _holds(ordered: list[int], number: int) -> bool:
    at = bisect_left(ordered, number)
    return at < len(ordered) and ordered[at] == number


Merge = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0


class Book:
    """An opened package: sheets, strings, styles. Raises KeyError, ValueError, OSError or LxmlError if broken."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.lower(): name for name in self._archive.namelist()}
        main = self._main_part()
        root = self._tree(main)
        properties = next((x for x in root.iter() if _local(x) == "workbookPr"), None)
        self.from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        links = self._links(main)
        self.sheets = [
            SheetInfo(sheet.get("name") or "", links[key], sheet.get("state", "visible") == "visible")
            for sheet in root.iter()
            if _local(sheet) == "sheet"
            and (key := next((v for k, v in sheet.attrib.items() if _RELATION.search(k)), "")) in links
        ]
        folder = posixpath.dirname(main)
        parts = {posixpath.basename(part).lower(): part for part in links.values()}
        self._strings = self._shared(parts.get("sharedstrings.xml", f"{folder}/sharedStrings.xml"))
        self._styles = self._style_table(parts.get("styles.xml", f"{folder}/styles.xml"))

    def layout(self, sheet: SheetInfo) -> tuple[Hidden, list[Merge]]:
        """What is hidden in a sheet, and its merged ranges."""
        hidden = Hidden()
        merges: list[Merge] = []
        for node in self._nodes(sheet.part, ("row", "col", "mergeCell")):
            name = _local(node)
            if name == "row" and _is_hidden(node, "ht"):
                hidden.rows.append(int(node.get("r") or 0) - 1)
            elif name == "col" and _is_hidden(node, "width"):
                hidden.columns += range(int(node.get("min")) - 1, min(int(node.get("max")), 16_384))
            elif name == "mergeCell" and len(merges) < 500_000:
                left, top, right, bottom = range_boundaries(node.get("ref"))
                merges.append((top - 1, left - 1, bottom - 1, right - 1))
        hidden.rows.sort()
        hidden.columns.sort()
        return hidden, merges

    def cells(self, sheet: SheetInfo) -> Iterator[StoredCell]:
        """The cells of a sheet that hold anything, in order."""
        row = -1
        for node in self._nodes(sheet.part, ("row",)):
            row = int(node.get("r")) - 1 if node.get("r") else row + 1
            column = -1
            for cell in node:
                place = _REFERENCE.fullmatch(cell.get("r") or "")
                column = column_index_from_string(place[1]) - 1 if place else column + 1
                if len(cell):
                    yield self._cell(cell, row, column)

    def _cell(self, node: Any, row: int, column: int) -> StoredCell:
        kind = node.get("t") or "n"
        value = formula = None
        for child in node:
            name = _local(child)
            if name == "v":
                value = child.text
            elif name == "f":
                formula = child.text or ""
            elif name == "is":
                value = _string(child)
        if kind == "s" and value is not None:
            value, kind = self._string(value), "str"
        style = int(node.get("s") or 0)
        return StoredCell(
            row, column, kind, value, formula, self._styles[style] if style < len(self._styles) else Style()
        )

    def _string(self, index: str) -> str:
        at = int(index)
        return self._strings[at] if 0 <= at < len(self._strings) else ""

    def _main_part(self) -> str:
        for kind, target in self._relations("_rels/.rels", ""):
            if kind.endswith("/officeDocument"):
                return target
        raise KeyError("no workbook")

    def _links(self, part: str) -> dict[str, str]:
        folder, name = posixpath.split(part)
        root = self._tree(f"{folder}/_rels/{name}.rels")
        return {
            node.get("Id") or "": _resolved(folder, node.get("Target") or "")
            for node in root
            if node.get("TargetMode") != "External"
        }

    def _relations(self, part: str, folder: str) -> Iterator[tuple[str, str]]:
        for node in self._tree(part):
            if node.get("TargetMode") != "External":
                yield node.get("Type") or "", _resolved(folder, node.get("Target") or "")

    def _open(self, part: str) -> Any:
        return self._archive.open(self._names[part.lower().lstrip("/")])

    def _tree(self, part: str) -> Any:
        with self._open(part) as stream:
            return etree.fromstring(stream.read(), _parser())

    def _nodes(self, part: str, names: tuple[str, ...]) -> Iterator[Any]:
        """The elements of these names as they end, each let go of afterwards, so that memory does not grow."""
        with self._open(part) as stream:
            events = etree.iterparse(
                stream, tag=[f"{{*}}{name}" for name in names], resolve_entities=False, no_network=True, load_dtd=False
            )
            for _, node in events:
                yield node
                node.clear(keep_tail=False)
                while node.getprevious() is not None:
                    del node.getparent()[0]

    def _shared(self, part: str) -> list[str]:
        if part.lower() not in self._names:
            return []
        strings: list[str] = []
        for node in self._nodes(part, ("si",)):
            strings.append(_string(node))
            if len(strings) >= _STRINGS:
                break
        return strings

    def _style_table(self, part: str) -> list[Style]:
        if part.lower() not in self._names:
            return []
        root = self._tree(part)
        sections: dict[str, list[Any]] = {_local(child): list(child) for child in root if isinstance(child.tag, str)}
        codes = {int(x.get("numFmtId")): x.get("formatCode") or "" for x in sections.get("numFmts", ())}
        white = [_is_white(font) for font in sections.get("fonts", ())]
        bare = [_is_bare(fill) for fill in sections.get("fills", ())]
        styles = []
        for node in sections.get("cellXfs", ()):
            number, font, fill = (int(node.get(key) or 0) for key in ("numFmtId", "fontId", "fillId"))
            faint = font < len(white) and white[font] and (fill >= len(bare) or bare[fill])
            styles.append(Style(format_code(number, codes.get(number)), faint))
        return styles


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)


def _local(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _resolved(folder: str, target: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path)


def _string(node: Any) -> str:
    """The text of a shared or inline string without its phonetic guide."""
    parts: list[str] = []
    for child in node:
        name = _local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [x.text or "" for x in child if _local(x) == "t"]
    return "".join(parts)


def _is_hidden(node: Any, size: str) -> bool:
    given = node.get(size)
    return node.get("hidden") in ("1", "true") or (given is not None and float(given) == 0)


def _is_white(font: Any) -> bool:
    color = next((x for x in font if _local(x) == "color"), None)
    if color is None:
        return False
    # The first colour of a theme is the paper's.
    return (color.get("rgb") or "").upper() in _WHITE or (color.get("theme") == "0" and not color.get("tint"))


def _is_bare(fill: Any) -> bool:
    pattern = next((x for x in fill if _local(x) == "patternFill"), None)
    if pattern is None:
        return len(fill) == 0
    kind = pattern.get("patternType") or "none"
    color = next((x for x in pattern if _local(x) == "fgColor"), None)
    white = color is not None and (color.get("rgb") or "").upper() in _WHITE
    return kind == "none" or (kind == "solid" and white)
