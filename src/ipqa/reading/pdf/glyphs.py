"""The text of a PDF page as runs: pieces of one line, upright, inside the page.

PDFium gives a page's text at once, its lines parted by line breaks and its gaps by spaces. Only the first and the last
character of each word between spaces are asked where they stand; a word whose place does not fit its length is looked
at character by character.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ...text import is_han
from ..structure.signs import tidy
from .characters import Place, TextLayer
from .geometry import Edges, Run, turned
from .raised import RAISED, with_raised_digits

HIDDEN = "\x01"  # in place of a character that cannot be seen
_PIECE = re.compile(r"[^\r\n\0\x01\ufffe]*[^\s\0\x01\ufffe]\ufffe?")
_WORD = re.compile(r"[^\s\0]+")
_SPACE = re.compile(r"\s")
_NARROW = re.compile(r"[\x21-\x7e\u00a1-\u00ff\u2002\uff61-\uff9f]")
_GAP = 1.1  # of the size: runs are cut at such gaps
_TINY = 1.5  # points: nobody reads smaller print
_UPRIGHT = 0.05  # quarter turns: text at other angles is a watermark


@dataclass(slots=True)
class _Word:
    """A word between spaces, or a part of one: ``text[start:end]`` of the page, its place in upright points."""

    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float
    size: float


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
    spans = list(_pieces(layer.text))
    text = layer.text = with_raised_digits(layer, spans)
    pieces: list[tuple[int, int, int, float]] = []
    weights: Counter[int] = Counter()
    for start, end in spans:
        # The size of a line is not that of the mark it begins with behind a break.
        sized = start if text[start] not in RAISED else _first_plain(text, start, end)
        angle, size = layer.slope(sized, 0)
        turn = round(angle)
        if abs(angle - turn) < _UPRIGHT:
            pieces.append((start, end, turn % 4, size))
            weights[turn % 4] += end - start
    main = max(weights, key=lambda turn: weights[turn], default=0)
    words = _Words(layer, box, main)
    runs = _Runs(text)
    for start, end, turn, size in pieces:
        if turn == main:
            for begin, stop in _words_of(text, start, end):
                for word in words.of(begin, stop, size):
                    runs.add(word)
    return Layout(runs.finished(), main, words.unseen)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The spans of what stands between breaks, without the spaces around it."""
    for match in _PIECE.finditer(text):
        start, end = match.span()
        while text[start].isspace():
            start += 1
        yield start, end


def _first_plain(text: str, start: int, end: int) -> int:
    """The first character of ``text[start:end]`` that is no mark; ``start`` where all are."""
    return next((at for at in range(start, end) if text[at] not in RAISED), start)


def _words_of(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """The words of a piece, as their first index and the one behind the last; most pieces of running text are one."""
    if not _SPACE.search(text, start, end):
        return ((start, end),)
    return [match.span() for match in _WORD.finditer(text, start, end)]


class _Words:
    """Words of a page with their places; those outside the page or too small to read are left out and remembered."""

    def __init__(self, layer: TextLayer, box: Edges, turn: int) -> None:
        self.unseen = False
        self._layer = layer
        self._text = layer.text
        self._turn = turn
        self._place = self._turned_place if turn else layer.place
        seen = turned(Edges(box.left - 1, box.bottom - 1, box.right + 1, box.top + 1), turn)
        self._seen = (2 * seen.left, 2 * seen.bottom, 2 * seen.right, 2 * seen.top)

    def of(self, start: int, end: int, size: float) -> Sequence[_Word]:
        """The word ``text[start:end]``, in parts where its characters do not follow one another."""
        first = last = self._place(start)
        count = end - start
        if count > 1:
            last = self._place(end - 1)
        left, bottom, inner, top = first
        outer, low, right, high = last
        # The box of a stroke (一, —) may be flat, as tight as its ink. Conditions are quicker than max().
        height, wide = high - low if high - low > top - bottom else top - bottom, (right - left) / count
        height = wide if wide > height else height
        if not 0.3 * height <= size <= 3 * height:
            size = height  # a font whose own unit is not the point
        if size < _TINY and height < _TINY:
            self.unseen = True
            return ()
        # Both middles on the page, twice as far from its origin, and on one line.
        x1, y1, x2, y2 = self._seen
        first_y, last_y = bottom + top, low + high
        on_page = x1 <= left + inner <= x2 and x1 <= outer + right <= x2 and y1 <= first_y <= y2 and y1 <= last_y <= y2
        if on_page and abs(first_y - last_y) <= 0.6 * size:
            if count < 3:
                even = count == 1 or -0.6 * size <= outer - inner <= _GAP * size
            else:  # as wide as its characters make it
                expected = size * (count - len(_NARROW.findall(self._text, start, end)) / 2)
                even = 0.55 * expected <= right - left <= 1.5 * expected
            if even:
                low, high = low if low < bottom else bottom, high if high > top else top
                return (_Word(start, end, left, low, right, high, size),)
        return self._parts(start, end, size)

    def _turned_place(self, index: int) -> Place:
        edges = turned(Edges(*self._layer.place(index)), self._turn)
        return edges.left, edges.bottom, edges.right, edges.top

    def _inside(self, place: Place) -> bool:
        """Whether the middle of a place, twice as far from the origin, is on the page."""
        left, bottom, right, top = self._seen
        return left <= place[0] + place[2] <= right and bottom <= place[1] + place[3] <= top

    def _parts(self, start: int, end: int, size: float) -> list[_Word]:
        """The characters of a word, gathered where they follow one another."""
        parts: list[_Word] = []
        for index in range(start, end):
            place = self._place(index)
            if not self._inside(place):
                self.unseen = True
                continue
            word = _Word(index, index + 1, *place, size)
            part = parts[-1] if parts else None
            if part is not None and part.end == index and _follows(part, word):
                part.end = index + 1
                part.right = max(part.right, word.right)
                part.bottom, part.top = min(part.bottom, word.bottom), max(part.top, word.top)
            else:
                parts.append(word)
        return parts


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
            text, start = tidy(self._text[first.start : first.end]), first.start
            run = Run(text, first.left, first.bottom, first.right, first.top, first.size, None, start)
        else:
            text = tidy(_spelled(words, self._text))
            start = first.start if words[-1].end - first.start == len(text) else -1
            left, bottom, right, top = first.left, first.bottom, first.right, first.top
            longest = first
            for word in words:  # conditions are quicker than min() and max()
                left = word.left if word.left < left else left
                bottom = word.bottom if word.bottom < bottom else bottom
                right = word.right if word.right > right else right
                top = word.top if word.top > top else top
                longest = word if word.end - word.start > longest.end - longest.start else longest
            run = Run(text, left, bottom, right, top, longest.size, None, start)
        if text:
            self._runs.append(run)


def _follows(before: _Word, word: _Word) -> bool:
    size = before.size if before.size > word.size else word.size
    if not -0.6 * size <= word.left - before.right <= _GAP * size:
        return False
    return abs(word.bottom + word.top - before.bottom - before.top) <= 0.9 * size


def _spelled(words: Sequence[_Word], text: str) -> str:
    """The words of a run with the spaces between them; letter-spacing (知 识 产 权) is no space."""
    before = words[0]
    parts = [text[before.start : before.end]]
    gaps: list[float] = []
    for word in words[1:]:
        if word.start > before.end and " " in text[before.end : word.start]:
            gaps.append(word.left - before.right)
            parts.append(" ")
        parts.append(text[word.start : word.end])
        before = word
    loose = _letter_spacing(words, text, gaps)
    if loose is None:
        return "".join(parts)
    wide = iter(gaps)
    return "".join([part for part in parts if part != " " or next(wide) > loose])


def _letter_spacing(words: Sequence[_Word], text: str, gaps: Sequence[float]) -> float | None:
    """The widest gap that is letter-spacing; None where the text is not letter-spaced."""
    if len(gaps) < 2 or sum([word.end - word.start == 1 for word in words]) < 0.8 * len(words):
        return None
    if sum([is_han(text[word.start]) for word in words]) < 0.6 * len(words):
        return None
    return median(gaps) + 0.3 * words[0].size
