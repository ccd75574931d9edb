"""Tables of a DOCX: where each cell begins and how far it reaches. ISO 29500-1, 17.4."""

from collections.abc import Iterator
from dataclasses import dataclass

from .docx_styles import Styles, fill
from .package import Element, children, find, q, switched_on, value

_WRAPPERS = frozenset(q(n) for n in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:moveTo"))
_WIDEST = 300


@dataclass(slots=True)
class Place:
    """A cell of a table: its element, where it begins (from 0), its reach, and what its row and its look say."""

    node: Element
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    heading: bool = False
    shaded: bool = False


def places(table: Element, styles: Styles) -> list[Place]:
    """The cells of a table in reading order; one that only carries on a merged one lengthens that."""
    found: list[Place] = []
    above: dict[int, Place] = {}
    dark = styles.shades(value(table, "w:tblPr/w:tblStyle")) or bool(fill(find(table, "w:tblPr/w:shd")))
    for row, node in enumerate(_rows(table)):
        heading = bool(switched_on(node, "w:trPr/w:tblHeader"))
        column = _count(value(node, "w:trPr/w:gridBefore"), 0)
        here: dict[int, Place] = {}
        for cell in _cells(node):
            width = _count(value(cell, "w:tcPr/w:gridSpan"), 1)
            begun = above.get(column)
            if _goes_on(cell, "w:hMerge") and here:
                last = here[max(here)]
                last.columns = column + width - last.column
            elif _goes_on(cell, "w:vMerge") and begun is not None:
                begun.rows = row + 1 - begun.row
                here[column] = begun
            else:
                shaded = fill(find(cell, "w:tcPr/w:shd"))
                own = Place(cell, row, column, 1, width, heading, dark if shaded is None else shaded)
                here[column] = own
                found.append(own)
            column = min(column + width, _WIDEST)
        above = here
    return found


def _goes_on(cell: Element, merge: str) -> bool:
    """Whether a cell carries on the one above it (vMerge) or before it (hMerge)."""
    node = find(cell, f"w:tcPr/{merge}")
    return node is not None and node.get(q("w:val"), "continue") == "continue"


def _count(text: str | None, least: int) -> int:
    return min(max(int(text), least), _WIDEST) if text and text.isdigit() else least


def _rows(table: Element) -> Iterator[Element]:
    for child in children(table):
        if child.tag == q("w:tr"):
            if find(child, "w:trPr/w:del") is None and not switched_on(child, "w:trPr/w:hidden"):
                yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in children(row):
        if child.tag == q("w:tc"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)
