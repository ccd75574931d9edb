"""The characters of a PDF page: upright, inside the page, visible, gathered into runs on one line."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pypdfium2 import raw

from ..text import INVISIBLE

_SOFT_BREAK = 2  # how PDFium gives a hyphen at the end of a line
_TINY = 7.0  # points, the height of a character's box


@dataclass(slots=True)
class Run:
    """Characters that follow one another on one line; edges in points, y upwards."""

    text: str
    left: float
    right: float
    middle: float
    size: float


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    left: float
    bottom: float
    right: float
    top: float
    hidden: bool

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def size(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PageText:
    """The runs of a page in content order, whether it held text that nobody can see, and whether it is a picture."""

    runs: list[Run]
    hidden: bool
    picture: bool


def page_text(document: Any, index: int) -> PageText:
    """The runs of one page in content order, upright and inside the page box."""
    page = document[index]
    textpage = page.get_textpage()
    try:
        characters = list(_characters(page, textpage))
        hidden = any(c.hidden and c.text.strip() for c in characters)
        runs = list(_runs(c for c in characters if not (c.hidden and c.text.strip())))
        picture = not runs and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2))
        return PageText(runs, hidden, picture)
    finally:
        textpage.close()
        page.close()


def _characters(page: Any, textpage: Any) -> Iterator[_Char]:
    """The characters of a page in content order, turned upright; text at other angles (a watermark) is left out."""
    found = list(_placed(page, textpage))
    turns = Counter(turn for _, turn in found if turn is not None and turn >= 0)
    main = turns.most_common(1)[0][0] if turns else 0
    for character, turn in found:
        if turn is None or turn == main:
            yield _upright(character, main) if turn else character


def _upright(character: _Char, turn: int) -> _Char:
    """A character of a page whose text runs upwards (1), upside down (2) or downwards (3), turned to run rightwards."""
    left, bottom, right, top = character.left, character.bottom, character.right, character.top
    left, bottom, right, top = {
        1: (bottom, -right, top, -left),
        2: (-right, -top, -left, -bottom),
        3: (-top, left, -bottom, right),
    }[turn]
    return replace(character, left=left, bottom=bottom, right=right, top=top)


def _placed(page: Any, textpage: Any) -> Iterator[tuple[_Char, int | None]]:
    """Each character with the quarter turns to the left of its text (None for spaces, -1 for a slant)."""
    left, bottom, right, top = page.get_bbox()
    box = raw.FS_RECTF()
    for position in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, position)
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if raw.FPDFText_IsGenerated(textpage, position) == 1 or text in ("\r", "\n"):
            yield _Char(" " if text == " " else "\n", 0, 0, 0, 0, True), None
            continue
        text = "-" if code == _SOFT_BREAK else text.translate(INVISIBLE)
        if not text or (code < 32 and code != _SOFT_BREAK):
            continue
        raw.FPDFText_GetLooseCharBox(textpage, position, box)
        middle_x, middle_y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        outside = not (left - 1 <= middle_x <= right + 1 and bottom - 1 <= middle_y <= top + 1)
        hidden = outside or _unseen(textpage, position, min(box.top - box.bottom, box.right - box.left))
        angle = raw.FPDFText_GetCharAngle(textpage, position) / (math.pi / 2)
        turn = -round(angle) % 4 if abs(angle - round(angle)) < 0.05 else -1
        yield _Char(text, box.left, box.bottom, box.right, box.top, hidden), turn


def _unseen(textpage: Any, position: int, size: float) -> bool:
    """Whether a character is transparent, or tiny and white."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFText_GetFillColor(textpage, position, red, green, blue, alpha):
        return False
    return alpha.value == 0 or (size < _TINY and min(red.value, green.value, blue.value) >= 245)


def _runs(characters: Iterable[_Char]) -> Iterator[Run]:
    """Characters in content order, cut where the line, or the flow inside it, is broken."""
    run: Run | None = None
    space = False
    for character in characters:
        if character.hidden or character.text.isspace():
            space = space or character.text != "\n" or space
            continue
        if run is not None and _follows(run, character):
            run.text += (" " if space else "") + character.text
            run.right = max(run.right, character.right)
        else:
            if run is not None:
                yield run
            run = Run(character.text, character.left, character.right, character.middle, character.size)
        space = False
    if run is not None:
        yield run


def _follows(run: Run, character: _Char) -> bool:
    size = max(run.size, character.size)
    near = -0.6 * size <= character.left - run.right <= 1.1 * size
    return near and abs(character.middle - run.middle) <= 0.45 * size
