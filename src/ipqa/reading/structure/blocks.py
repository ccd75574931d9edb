"""What every reader yields: blocks of logical text, and where the document comes from."""

from dataclasses import dataclass
from hashlib import blake2b

from ...records import Box, Span, Table


@dataclass(slots=True)
class Place:
    """A Box in the making: where ``text[start:end]`` of a line or a block stands, in fractions of the page.

    Every line of a PDF has one that is moved with it; not frozen, it is made in a fifth of the time of a Box.
    """

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading line of logical text, without line breaks, or a whole table, a line per row.

    ``pages`` holds (offset into text, page number) where each page begins, first at 0; empty without pages.
    ``boxes`` say where the text stands on its pages, and ``table`` what the cells are; their offsets count from the
    block's start. ``level`` is an explicit heading level (1 is the highest, 0 the document's title), None for ordinary
    text. ``plain`` marks text that is never a heading (a contents line, a caption, a footnote).
    Of a text file ``origin`` says where the block's first and last character stand among those that are no white space,
    and ``seams`` before which offsets of it something else stands there.
    """

    text: str
    pages: tuple[tuple[int, int], ...] = ()
    level: int | None = None
    table: Table | None = None
    plain: bool = False
    boxes: tuple[Box | Place, ...] = ()
    origin: Span | None = None
    seams: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from, and what a bundle or the file's own properties say about it.

    ``issuer``, ``number`` and ``issued_on`` (ISO 8601) count only where the text itself is silent.
    """

    name: str
    collection: str
    version: str
    media_type: str
    title: str | None = None
    fallback_title: str = ""
    warnings: tuple[str, ...] = ()
    issuer: str | None = None
    number: str | None = None
    issued_on: str | None = None


def parted(before: Span | None, after: Span | None) -> bool:
    """Whether something else stands between two origins in their text file."""
    return before is not None and after is not None and before[1] != after[0]


def version_of(data: bytes) -> str:
    """The version of a document: the hash of its bytes."""
    return blake2b(data, digest_size=8).hexdigest()


def moved(boxes: tuple[Box, ...], by: int) -> tuple[Box, ...]:
    """Boxes whose text stands ``by`` characters further on."""
    # dataclasses.replace takes twice as long, and every cell of a table passes here.
    return (
        tuple(Box(b.start + by, b.end + by, b.page, b.left, b.top, b.right, b.bottom, b.confidence) for b in boxes)
        if by
        else boxes
    )
