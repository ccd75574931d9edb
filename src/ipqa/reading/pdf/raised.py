"""Digits set as exponents or as the marks of notes (8539¹件), which must never read as part of a number before them."""

import re
from collections.abc import Callable, Iterable
from typing import Protocol

from ..structure.ordinals import raised
from .geometry import Edges, turned

_DIGITS = re.compile(r"\d+")
_BREAK = "\r\n"  # PDFium may part what does not stand on the line by one
_NO_CHARACTER = frozenset("\0\x01\ufffe")
_SMALLER = 0.9  # of the size of what stands before
_OFF = 0.1  # of that size: how far the middle of an exponent lies above, or that of an index below
RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")
_NEAR = 0.4  # of that size: how far behind it an exponent begins

Place = tuple[float, float, float, float]


class Characters(Protocol):
    """The characters of a page (a TextLayer): places are left, bottom, right, top, slopes quarter turns and size."""

    text: str
    place: Callable[[int], Place]
    slope: Callable[[int, int], tuple[float, float]]
    object_at: Callable[[int], int]


def with_raised_digits(layer: Characters, pieces: Iterable[tuple[int, int]]) -> str:
    """The text of a page, as long as before, in which small digits above or below the line are such characters.

    ``pieces`` are the spans of its lines: all its digits stand in them.
    """
    text = layer.text
    parts: list[str] = []
    done = 0
    for start, stop in pieces:
        # The characters of one object stand together: only a number in front may be set off from the piece before.
        alone = layer.object_at(start) == layer.object_at(stop - 1)
        if alone and not text[start].isdecimal():
            continue
        for match in _DIGITS.finditer(text, start, stop):
            first, end = match.span()
            first, side = _raised_from(layer, _before(text, first), first, end)
            if side:
                parts += [text[done:first], raised(text[first:end], side < 0)]
                done = end
            if alone:
                break
    return "".join([*parts, text[done:]]) if parts else text


def _raised_from(layer: Characters, before: int, begin: int, end: int) -> tuple[int, int]:
    """Where the small digits at the end of ``text[begin:end]`` begin and their side of the line; 0 for none."""
    if before < 0:
        return end, 0
    one, last = layer.object_at(before), layer.object_at(end - 1)
    if one == last:
        return end, 0  # drawn together, in one size
    owner, size = layer.object_at(begin), layer.slope(end - 1, last)[1]
    small = _SMALLER * max(layer.slope(before, one)[1], size if owner == last != 0 else layer.slope(begin, owner)[1])
    if size > small:
        return end, 0  # as large: in many papers numbers have a font of their own
    first = end - 1
    while first > begin and layer.slope(first - 1, 0)[1] <= small:
        first -= 1
    return first, _side(layer, before if first == begin else first - 1, first)


def _before(text: str, begin: int) -> int:
    """The index of the character that digits follow, at most a space or a break away; -1 where none is."""
    at = begin - 1
    if at > 0 and text[at].isspace():
        if text[at] == " ":
            at -= 1
        elif text.startswith(_BREAK, at - 1):
            at -= 2
    return at if at >= 0 and text[at] not in _NO_CHARACTER and not text[at].isspace() else -1


def _side(layer: Characters, before: int, index: int) -> int:
    """1 for a character that stands right behind and above the line of another, -1 below, 0 on it or elsewhere."""
    angle, size = layer.slope(before, 0)
    turn = round(angle) % 4
    one, other = (turned(Edges(*layer.place(at)), turn) for at in (before, index))
    off = (other.bottom + other.top - one.bottom - one.top) / 2
    if abs(other.left - one.right) > _NEAR * size or not _OFF * size <= abs(off) <= size:
        return 0
    return 1 if off > 0 else -1
