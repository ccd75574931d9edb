"""Where a quote stands: the boxes of its lines, the first and the last one cut to it. Pure functions."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ..records import Box
from ..text import display_width

_TALL = 1.2
_SEVERAL = 4


def positions(text: str, boxes: Sequence[Box], start: int, end: int) -> tuple[Box, ...]:
    """The pieces of ``boxes`` that ``text[start:end]`` stands in, in order, each without white space at its ends.

    A line that is inside whole keeps its box; of one that is not, the part is taken in proportion to display width.
    """
    pieces = (_piece(text, box, *_trimmed(text, max(start, box.start), min(end, box.end))) for box in boxes)
    return tuple(piece for piece in pieces if piece is not None)


def least_confidence(boxes: Sequence[Box]) -> float | None:
    """The least confidence of lines that were recognised in a picture; None where none was."""
    return min((box.confidence for box in boxes if box.confidence is not None), default=None)


def _spread(quote: str) -> int:
    """How far a quote may reach when white space is set into it."""
    return 2 * len(quote) + 200


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _piece(text: str, box: Box, start: int, end: int) -> Box | None:
    if start >= end:
        return None
    if (start, end) == _trimmed(text, box.start, box.end):
        return replace(box, start=start, end=end)
    whole = display_width(text[box.start : box.end])
    before, upto = display_width(text[box.start : start]) / whole, display_width(text[box.start : end]) / whole
    if _is_upright(box, whole):
        top, bottom = _between(box.top, box.bottom, before, upto)
        return replace(box, start=start, end=end, top=top, bottom=bottom)
    left, right = _between(box.left, box.right, before, upto)
    return replace(box, start=start, end=end, left=left, right=right)


def _is_upright(box: Box, width: int) -> bool:
    """Whether a line runs down the page: several characters, and taller than wide on paper of any format."""
    return width >= _SEVERAL and box.bottom - box.top > _TALL * (box.right - box.left)


def _between(low: float, high: float, before: float, upto: float) -> tuple[float, float]:
    """The part of an edge from one share of its length to another; never beyond it."""
    length = high - low
    return min(low + before * length, high), min(low + upto * length, high)


def occurrence(text: str, quote: str, start: int, end: int) -> tuple[int, int] | None:
    """The first span of ``text`` that is the quote and touches ``text[start:end]``; else one that is it but for space.

    None where there is none, or the quote holds nothing but white space.
    """
    wanted = "".join(quote.split())
    if not wanted:
        return None
    exact = quote.strip()
    position = text.find(exact, max(0, start - len(exact) + 1), end + len(exact) - 1)
    if position >= 0:
        return position, position + len(exact)
    around = range(max(0, start - _spread(quote)), min(len(text), end + _spread(quote)))
    places = [i for i in around if not text[i].isspace()]
    squeezed = "".join(text[i] for i in places)
    low = max(0, bisect_left(places, start) - len(wanted) + 1)
    found = squeezed.find(wanted, low, bisect_left(places, end) + len(wanted) - 1)
    return (places[found], places[found + len(wanted) - 1] + 1) if found >= 0 else None
