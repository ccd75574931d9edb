"""What every reader yields: blocks of logical text, and where the document comes from."""

from dataclasses import dataclass, replace
from hashlib import blake2b

from ..records import Box, Table


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading line of logical text, without line breaks, or a whole table, a line per row.

    ``pages`` holds (offset into text, page number) where each page begins, first at 0; empty without pages.
    ``boxes`` say where the text stands on its pages, and ``table`` what the cells are; their offsets count from the
    block's start. ``level`` is an explicit heading level (1 is the highest, 0 the document's title), None for ordinary
    text. ``plain`` marks text that is never a heading (a contents line, a caption, a footnote).
    """

    text: str
    pages: tuple[tuple[int, int], ...] = ()
    level: int | None = None
    table: Table | None = None
    plain: bool = False
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from, and what a bundle says about it."""

    name: str
    collection: str
    version: str
    media_type: str
    title: str | None = None
    fallback_title: str = ""
    warnings: tuple[str, ...] = ()


def version_of(data: bytes) -> str:
    """The version of a document: the hash of its bytes."""
    return blake2b(data, digest_size=8).hexdigest()


def moved(boxes: tuple[Box, ...], by: int) -> tuple[Box, ...]:
    """Boxes whose text stands ``by`` characters further on."""
    return tuple(replace(box, start=box.start + by, end=box.end + by) for box in boxes) if by else boxes
