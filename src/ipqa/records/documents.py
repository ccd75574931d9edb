"""What is read: a document with its pages, sections and tables, and the passages it is cut into."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

Span = tuple[int, int]


def content_id(*parts: object) -> str:
    """A 16-digit hexadecimal id made of the content itself, so that a rebuild gives the same ids."""
    digest = blake2b(digest_size=8)
    for part in parts:
        digest.update(str(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Page:
    """Text of one page of the source file is ``text[start:end]``, which may be empty; ``number`` counts from 1.

    A page has a second range where its footnotes stand behind a sentence that goes on overleaf.

    ``confidence`` (0 to 1) is the mean confidence of a page whose text was recognised in a picture, else None.
    """

    number: int
    start: int
    end: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """Where ``text[start:end]`` stands on a page: a piece of one line.

    Edges are fractions (0 to 1) of the page's width and height as it is displayed, from its upper left corner.
    ``confidence`` (0 to 1) where the text was recognised in a picture, else None.
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
class Section:
    """A heading and what stands under it.

    ``start`` is where the heading line begins, ``body`` where the text under it begins, ``end`` where the next
    heading of the same or a higher level begins. ``level`` counts from 1. ``path`` holds the headings from the
    outermost to this one.
    """

    level: int
    path: tuple[str, ...]
    start: int
    body: int
    end: int

    @property
    def title(self) -> str:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Table:
    """A table inside ``text``: rows are lines, cells are separated by tabs; each cell is its (start, end) span.

    ``rows`` is a rectangle. A merged cell stands in ``text`` once, where it begins, and each place it covers bears its
    span; an empty cell is an empty span. The first ``header`` rows name the columns, the first ``labels`` columns name
    the rows. ``unit`` is the line that gives the unit (单位：件), wherever it stands. ``notes`` are the spans of the
    notes below the table.
    """

    start: int
    end: int
    title: str | None
    rows: tuple[tuple[Span, ...], ...]
    header: int = 1
    labels: int = 1
    unit: str | None = None
    notes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Graphic:
    """A chart of the source whose title, ``text[start:end]``, is in the text, and whose data is not."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one source file. A document is (collection, source); a version is the hash of its bytes.

    ``boxes``, in order of ``start``, are there for formats with pages when the document was just read; the library
    keeps them apart, for they are many. ``attachments`` are the names of files that the source says are attached.

    ``seams`` are the offsets, in order, before which something else stands in a text file: there columns were read one
    after the other, or a running head was left out. Elsewhere white space and marks of the format are all that differs.
    """

    id: str
    version: str
    source: str
    collection: str
    title: str
    media_type: str
    text: str
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    issuer: str | None = None
    number: str | None = None
    issued_on: str | None = None
    effective_on: str | None = None
    expires_on: str | None = None
    region: str | None = None
    supersedes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    graphics: tuple[Graphic, ...] = ()
    attachments: tuple[str, ...] = ()
    seams: tuple[int, ...] = ()
    boxes: tuple[Box, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The number of the page on which the character at ``offset`` stands; None where there are no pages."""
        low, high = 0, len(self.pages)
        while low < high:
            middle = (low + high) // 2
            if self.pages[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return self.pages[min(low, len(self.pages) - 1)].number if self.pages else None

    def section_at(self, offset: int) -> tuple[str, ...]:
        """The path of headings over the character at ``offset``; empty outside all sections."""
        begun = bisect_right(self.sections, offset, key=lambda section: section.start)
        # The innermost one is nearly always the last to begin: a walk from the start would cost its square.
        for index in range(begun - 1, -1, -1):
            if offset < self.sections[index].end:
                return self.sections[index].path
        return ()

    def pieces(self, start: int, end: int) -> tuple[Span, ...]:
        """``text[start:end]`` cut at its seams: each piece stands as it is in the source; one where it has none."""
        inside = self.seams[bisect_right(self.seams, start) : bisect_left(self.seams, end)]
        if not inside:
            return ((start, end),)
        cuts = (start, *inside, end)
        return tuple(span for pair in pairwise(cuts) if (span := _trimmed(self.text, *pair)))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A span without white space at its ends; None where it holds nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document that search returns; its text is ``document.text[start:end]``."""

    id: str
    document_id: str
    section: tuple[str, ...]
    start: int
    end: int
