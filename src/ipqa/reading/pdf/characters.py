"""The characters of a PDF page as PDFium sees them: which they are, where they stand, what drew them."""

import ctypes
from collections.abc import Callable
from functools import partial
from math import atan2, hypot, pi
from typing import Any

from pypdfium2 import raw

from . import pdfium
from .geometry import Edges, Run, turned
from .pdfium import font_size, loose_box, matrix_of, text_object

_HYPHEN = "\ufffe"  # what PDFium gives for a hyphen that ends a line, whose line break it leaves out

Place = tuple[float, float, float, float]  # left, bottom, right, top
Slope = tuple[float, float]  # angle in quarter turns, size in points


class TextLayer:
    """The characters of one page as PDFium sees them: ``text`` has one character per index.

    ``place``: the left, bottom, right and top edge of a character in the page's own points. ``object_at``: the text
    object that drew it, as a number; 0 for what PDFium generated. ``slope``: its angle in quarter turns to the left
    and its size in points; a second argument is its object, if known.
    """

    def __init__(self, textpage: Any) -> None:
        self._handle = pdfium.handle_of(textpage)
        self.place = _places(self._handle)
        self.slope = _slopes(self._handle)
        self.object_at: Callable[[int], int] = partial(text_object, self._handle)
        self.text = self._text(textpage)

    def _text(self, textpage: Any) -> str:
        count = raw.FPDFText_CountChars(textpage)
        if count <= 0:
            return ""
        units = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(textpage, 0, count, units) - 1
        if written == count:
            text = bytes(memoryview(units)[:count]).decode("utf-16-le", "replace")
            if len(text) == count:
                return text
        codes = [pdfium.unicode_of(self._handle, index) for index in range(count)]
        return "".join(_character(code) for code in codes)

    def edges(self, run: Run, turn: int) -> list[float]:
        """The x in upright points where each character of a run begins, and where the last one ends."""
        if run.start < 0:
            return []
        places = [turned(Edges(*self.place(run.start + offset)), turn) for offset in range(len(run.text))]
        return [*(place.left for place in places), run.right]

    def owners(self) -> list[int]:
        """``object_at`` of every character."""
        return list(map(self.object_at, range(len(self.text))))


# Functions of a few local names: they are called several times for each word.


def _places(handle: pdfium.Handle) -> Callable[[int], Place]:
    box = pdfium.Numbers("f")
    where, corners = box.at[0], box.four

    def place(index: int) -> Place:
        loose_box(handle, index, where)
        left, top, right, bottom = corners()
        return left, bottom, right, top

    return place


def _slopes(handle: pdfium.Handle) -> Callable[[int, int], Slope]:
    matrix = pdfium.Numbers("f")
    where, numbers = matrix.at[0], matrix.four
    known: dict[int, Slope] = {}  # of text objects: their characters share them

    def slope(index: int, owner: int) -> Slope:
        owner = owner or text_object(handle, index)
        found = known.get(owner)
        if found is None:
            matrix_of(handle, index, where)
            a, b, c, d = numbers()
            size = font_size(handle, index) * (hypot(c, d) if c else abs(d))
            found = 0.0 if b == 0 and a > 0 else atan2(b, a) / (pi / 2), size
            if owner:
                known[owner] = found
        return found

    return slope


def _character(code: int) -> str:
    if code == 2:
        return _HYPHEN
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\0"
