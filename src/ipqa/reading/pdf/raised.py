"""Digits set as exponents or as the marks of notes (8539¹件), which must never read as part of a number before them."""

import re
from typing import Protocol

from ..structure.ordinals import raised
from .geometry import Edges, turned

# PDFium may part what does not stand on the line by a line break.
_DIGITS = re.compile(r"(?P<before>[^\s\0\x01\ufffe])(?:\r\n| )?(?P<digits>(?<!\d)\d+)")
_SMALLER = 0.9  # of the size of what stands before
_OFF = 0.1  # of that size: how far the middle of an exponent lies above, or that of an index below
RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")
_NEAR = 0.4  # of that size: how far behind it an exponent begins

Place = tuple[float, float, float, float]


class Characters(Protocol):
    """The characters of a page (a TextLayer): places are left, bottom, right, top, slopes quarter turns and size."""

    text: str

    def place(self, index: int) -> Place: ...
    def slope(self, index: int) -> tuple[float, float]: ...
    def object_at(self, index: int) -> int: ...


def with_raised_digits(layer: Characters) -> str:
    """The text of a page, as long as before, in which small digits above or below the line are such characters."""
    text = layer.text
    parts: list[str] = []
    done = position = 0
    while match := _DIGITS.search(text, position):
        before, begin, end = match.start("before"), *match.span("digits")
        position = end - 1
        if layer.object_at(before) == layer.object_at(end - 1):
            continue  # drawn together, in one size
        first = _small_from(layer, before, begin, end)
        side = _side(layer, before if first == begin else first - 1, first) if first < end else 0
        if side:
            parts += [text[done:first], raised(text[first:end], side < 0)]
            done = end
    return "".join([*parts, text[done:]]) if parts else text


def _small_from(layer: Characters, before: int, begin: int, end: int) -> int:
    """Where the small digits at the end of ``text[begin:end]`` begin; ``end`` where there are none."""
    last = layer.slope(end - 1)[1]
    sizes = [layer.slope(before)[1], layer.slope(begin)[1]]
    if last > _SMALLER * max(sizes):
        return end
    first = end - 1
    while first > begin and layer.slope(first - 1)[1] <= _SMALLER * max(sizes):
        first -= 1
    return first


def _side(layer: Characters, before: int, index: int) -> int:
    """1 for a character that stands right behind and above the line of another, -1 below, 0 on it or elsewhere."""
    angle, size = layer.slope(before)
    turn = round(angle) % 4
    one, other = (turned(Edges(*layer.place(at)), turn) for at in (before, index))
    off = (other.bottom + other.top - one.bottom - one.top) / 2
    if abs(other.left - one.right) > _NEAR * size or not _OFF * size <= abs(off) <= size:
        return 0
    return 1 if off > 0 else -1
