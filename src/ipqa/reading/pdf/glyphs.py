"""The text of a PDF page as runs: pieces of one line, upright, inside the page.

PDFium gives a page's text at once, its lines parted by line breaks and its gaps by spaces. Only the first and the last
character of each word between spaces are asked where they stand; a word whose place does not fit its length is looked
at character by character.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, hypot, pi
from statistics import median
from typing import Any

from pypdfium2 import raw

from ...text import is_han
from ..structure.signs import tidy
from . import pdfium
from .geometry import Edges, Run, turned
from .raised import RAISED, with_raised_digits

HIDDEN = "\x01"  # in place of a character that cannot be seen
_HYPHEN = "\ufffe"  # what PDFium gives for a hyphen that ends a line, whose line break it leaves out
_PIECE = re.compile(r"[^\r\n\0\x01\ufffe]*[^\s\0\x01\ufffe]\ufffe?")
_WORD = re.compile(r"[^\s\0]+")
_NARROW = re.compile(r"[\x21-\x7e\u00a1-\u00ff\u2002\uff61-\uff9f]")
_GAP = 1.1  # of the size: runs are cut at such gaps
_TINY = 1.5  # points: nobody reads smaller print
_UPRIGHT = 0.05  # quarter turns: text at other angles is a watermark

Place = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class _Word:
    """A word between spaces, or a part of one: ``text[start:end]`` of the page, its place in upright points."""

    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float
    size: float


class TextLayer:
    """The characters of one page as PDFium sees them: ``text`` has one character per index."""

    def __init__(self, textpage: Any) -> None:
        self._handle = pdfium.address(textpage)
        self._box = pdfium.Numbers("f")
        self._matrix = pdfium.Numbers("f")
        self._values = memoryview(self._box.values)
        self._slopes: dict[int, tuple[float, float]] = {}  # of text objects: their characters share them
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

    def place(self, index: int) -> Place:
        """The left, bottom, right and top edge of a character in the page's own points."""
        pdfium.loose_box(self._handle, index, self._box.at[0])
        left, top, right, bottom = self._box.values[:4]
        return left, bottom, right, top

    def slope(self, index: int) -> tuple[float, float]:
        """The (angle in quarter turns to the left, size in points) of a character."""
        owner = pdfium.text_object(self._handle, index)
        if owner not in self._slopes or not owner:
            self._slopes[owner] = self._slope(index)
        return self._slopes[owner]

    def _slope(self, index: int) -> tuple[float, float]:
        pdfium.matrix_of(self._handle, index, self._matrix.at[0])
        a, b, c, d = self._matrix.values[:4]
        angle = 0.0 if b == 0 and a > 0 else atan2(b, a) / (pi / 2)
        return angle, pdfium.font_size(self._handle, index) * hypot(c, d)

    def edges(self, run: Run, turn: int) -> list[float]:
        """The x in upright points where each character of a run begins, and where the last one ends."""
        if run.start < 0:
            return []
        places = [turned(Edges(*self.place(run.start + offset)), turn) for offset in range(len(run.text))]
        return [*(place.left for place in places), run.right]

    def object_at(self, index: int) -> int:
        """The text object that drew a character, as a number; 0 for what PDFium generated."""
        return pdfium.text_object(self._handle, index)


@dataclass(frozen=True, slots=True)
class Layout:
    """The runs of a page in content order, the quarter turns of its text, and whether some of it could not be seen."""

    runs: list[Run]
    turn: int
    unseen: bool


def page_runs(layer: TextLayer, box: Edges) -> Layout:
    """The runs of a page inside its visible part ``box``; text at a slant (a watermark) is left out.

    Characters of ``layer.text`` that are HIDDEN are left out, too.
    """
    layer.text = with_raised_digits(layer)
    pieces: list[tuple[int, int, int, float]] = []
    weights: Counter[int] = Counter()
    for match in _PIECE.finditer(layer.text):
        start, end = match.span()
        while layer.text[start].isspace():
            start += 1
        # The size of a line is not that of the mark it begins with behind a break.
        sized = next((at for at in range(start, end) if layer.text[at] not in RAISED), start)
        angle, size = layer.slope(sized)
        turn = round(angle)
        if abs(angle - turn) < _UPRIGHT:
            pieces.append((start, end, turn % 4, size))
            weights[turn % 4] += end - start
    main = max(weights, key=lambda turn: weights[turn], default=0)
    words = _Words(layer, box, main)
    runs = _Runs(layer.text)
    for start, end, turn, size in pieces:
        if turn == main:
            for match in _WORD.finditer(layer.text, start, end):
                for word in words.of(match.start(), match.end(), size):
                    runs.add(word)
    return Layout(runs.finished(), main, words.unseen)


class _Words:
    """Words of a page with their places; those outside the page or too small to read are left out and remembered."""

    def __init__(self, layer: TextLayer, box: Edges, turn: int) -> None:
        self.unseen = False
        self._layer = layer
        self._turn = turn
        seen = Edges(box.left - 1, box.bottom - 1, box.right + 1, box.top + 1)
        self._seen = turned(seen, turn)

    def of(self, start: int, end: int, size: float) -> Iterator[_Word]:
        """The word ``text[start:end]``, in parts where its characters do not follow one another."""
        left, bottom, right, top = first = self._place(start)
        last = self._place(end - 1) if end - start > 1 else first
        right = last[2]
        # The box of a stroke (一, —) may be flat, as tight as its ink.
        height = max(top - bottom, last[3] - last[1], (right - left) / (end - start))
        if not 0.3 * height <= size <= 3 * height:
            size = height  # a font whose own unit is not the point
        if max(size, height) < _TINY:
            self.unseen = True
            return
        if self._inside(first) and self._inside(last) and self._even(start, end, first, last, size):
            yield _Word(start, end, left, min(bottom, last[1]), right, max(top, last[3]), size)
        else:
            yield from self._parts(start, end, size)

    def _place(self, index: int) -> Place:
        place = self._layer.place(index)
        if not self._turn:
            return place
        edges = turned(Edges(*place), self._turn)
        return edges.left, edges.bottom, edges.right, edges.top

    def _inside(self, place: Place) -> bool:
        seen = self._seen
        x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
        return seen.left <= x <= seen.right and seen.bottom <= y <= seen.top

    def _even(self, start: int, end: int, first: Place, last: Place, size: float) -> bool:
        """Whether a word is as wide as its characters make it, on one line."""
        count = end - start
        if abs(first[1] + first[3] - last[1] - last[3]) > 0.6 * size:
            return False
        if count < 3:
            return count == 1 or -0.6 * size <= last[0] - first[2] <= _GAP * size
        expected = size * (count - len(_NARROW.findall(self._layer.text, start, end)) / 2)
        return 0.55 * expected <= last[2] - first[0] <= 1.5 * expected

    def _parts(self, start: int, end: int, size: float) -> Iterator[_Word]:
        """The characters of a word, gathered where they follow one another."""
        part: _Word | None = None
        for index in range(start, end):
            place = self._place(index)
            if not self._inside(place):
                self.unseen = True
                continue
            word = _Word(index, index + 1, *place, size)
            if part is not None and part.end == index and _follows(part, word):
                right = max(part.right, word.right)
                bottom, top = min(part.bottom, word.bottom), max(part.top, word.top)
                part = _Word(part.start, index + 1, part.left, bottom, right, top, size)
            else:
                if part is not None:
                    yield part
                part = word
        if part is not None:
            yield part


class _Runs:
    """Words in content order become runs, cut where the line, or the flow inside it, is broken."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[_Word] = []
        self._runs: list[Run] = []

    def add(self, word: _Word) -> None:
        if self._open and not _follows(self._open[-1], word):
            self._close()
        self._open.append(word)

    def finished(self) -> list[Run]:
        if self._open:
            self._close()
        return self._runs

    def _close(self) -> None:
        words, self._open = self._open, []
        first = words[0]
        if len(words) == 1:
            text = self._text[first.start : first.end]
            run = Run(tidy(text), first.left, first.bottom, first.right, first.top, first.size, start=first.start)
        else:
            text = _spelled(words, self._text)
            left, right = min(w.left for w in words), max(w.right for w in words)
            bottom, top = min(w.bottom for w in words), max(w.top for w in words)
            size = max(words, key=lambda w: w.end - w.start).size
            run = Run(tidy(text), left, bottom, right, top, size)
            if words[-1].end - first.start == len(run.text):
                run.start = first.start
        if run.text:
            self._runs.append(run)


def _follows(before: _Word, word: _Word) -> bool:
    size = max(before.size, word.size)
    if not -0.6 * size <= word.left - before.right <= _GAP * size:
        return False
    return abs(word.bottom + word.top - before.bottom - before.top) <= 0.9 * size


def _spelled(words: Sequence[_Word], text: str) -> str:
    """The words of a run with the spaces between them; letter-spacing (知 识 产 权) is no space."""
    spaced = [other.start > word.end and " " in text[word.end : other.start] for word, other in pairwise(words)]
    gaps = [other.left - word.right for (word, other), space in zip(pairwise(words), spaced, strict=True) if space]
    loose = _letter_spacing(words, text, gaps)
    parts = [text[words[0].start : words[0].end]]
    for (word, other), space in zip(pairwise(words), spaced, strict=True):
        if space and other.left - word.right > loose:
            parts.append(" ")
        parts.append(text[other.start : other.end])
    return "".join(parts)


def _letter_spacing(words: Sequence[_Word], text: str, gaps: Sequence[float]) -> float:
    """The widest gap that is letter-spacing; less than any gap where the text is not letter-spaced."""
    single = sum(1 for word in words if word.end - word.start == 1)
    han = sum(1 for word in words if is_han(text[word.start]))
    if len(gaps) < 2 or single < 0.8 * len(words) or han < 0.6 * len(words):
        return -1000.0
    return median(gaps) + 0.3 * words[0].size


def _character(code: int) -> str:
    if code == 2:
        return _HYPHEN
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\0"
