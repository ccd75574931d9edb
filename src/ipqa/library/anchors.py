"""Where in a document a correction belongs, so that it is found again in another version of it. Pure functions.

A figure in running text is found by the words of its clause and the place of its number in them; a figure of a table
by the heads of its row and column. Both must bear the same number as written; white space and the width of characters
do not count.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..records import Figure

GONE = "原文已改，找不到这句话"
NOT_EXTRACTED = "这句话还在，但没有再从中提取出这一数值"
NO_CELL = "表中没有同一行、同一列的这一数值"
AMBIGUOUS = "原文中有多处与之相同，无法确定是哪一处"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A figure of one version as another version may hold it.

    ``quote`` is its clause and ``value`` its number as written; ``offset`` counts characters other than white space
    from the quote to the number. It is number ``ordinal`` (from 0) of the ``alike`` figures for which all this holds.
    ``row``, ``column`` are None outside of tables.
    """

    quote: str
    value: str
    offset: int
    ordinal: int
    alike: int
    indicator: str
    stat: str
    row: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The figure that an anchor is found at, or why there is none."""

    figure: Figure | None
    problem: str | None = None


def anchor_of(figure: Figure, text: str, figures: Sequence[Figure]) -> Anchor:
    """The anchor of a figure of a document: its text, and all the figures in it as they were extracted."""
    quote = text[figure.start : figure.end]
    value = text[figure.value_start : figure.value_end]
    offset = len(_plain(text[figure.start : figure.value_start])[0])
    cell = figure.cell
    row, column = (cell.row, cell.column) if cell else (None, None)
    lone = Anchor(quote, value, offset, 0, 1, figure.indicator, figure.stat, row, column)
    alike = [f.id for f in _alike(lone, text, figures)]
    ordinal = alike.index(figure.id) if figure.id in alike else 0
    return Anchor(
        quote, value, offset, ordinal, max(1, len(alike)), figure.indicator, figure.stat, row, column
    )  # fmt: skip


def locate(anchor: Anchor, text: str, figures: Sequence[Figure]) -> Place:
    """The one figure of a document that an anchor means; none where there is no such figure or it might be several."""
    found = _alike(anchor, text, figures)
    if not found:
        return Place(None, _why_not(anchor, text))
    if len(found) == anchor.alike:
        return Place(found[anchor.ordinal])
    named = [f for f in found if f.indicator == anchor.indicator]
    if anchor.alike == 1 and len(named) == 1:
        return Place(named[0])
    return Place(None, AMBIGUOUS)


def _why_not(anchor: Anchor, text: str) -> str:
    if anchor.row is not None:
        return NO_CELL
    return NOT_EXTRACTED if _plain(anchor.quote)[0] in _plain(text)[0] else GONE


def _alike(anchor: Anchor, text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures for which the words and the number of an anchor hold, in the order of the text."""
    value = _plain(anchor.value)[0]
    same = [f for f in figures if f.stat == anchor.stat and _plain(text[f.value_start : f.value_end])[0] == value]
    if anchor.row is not None:
        found = [f for f in same if f.cell and (f.cell.row, f.cell.column) == (anchor.row, anchor.column)]
    else:
        starts = _number_starts(anchor, text) if same else set()
        found = [f for f in same if f.value_start in starts]
    return sorted(found, key=lambda f: (f.value_start, f.id))


def _number_starts(anchor: Anchor, text: str) -> set[int]:
    """Where the number would stand in every occurrence of the anchor's words, as offsets into the text."""
    plain, origins = _plain(text)
    quote = _plain(anchor.quote)[0]
    starts, at = set(), plain.find(quote)
    while at >= 0:
        starts.add(origins[at + anchor.offset])
        at = plain.find(quote, at + 1)
    return starts


def _plain(text: str) -> tuple[str, list[int]]:
    """A text without white space, in half-width lower case, and where each of its characters came from."""
    characters: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        if character.isspace():
            continue
        for folded in (
            unicodedata.normalize("NFKC", character).casefold() if ord(character) > 127 else character.lower()
        ):
            characters.append(folded)
            origins.append(index)
    return "".join(characters), origins
