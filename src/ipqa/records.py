"""The frozen records that cross the boundaries between stages.

| record | 中文 | what |
|---|---|---|
| Document | 文档 | one version of one source file, as logical text with offset ranges |
| Table | 表格 | the cells of a table, headers and notes told apart |
| Box | 位置 | where a stretch of text stands on a page |
| Graphic | 统计图 | a chart whose title is in the text and whose data is not |
| Passage | 段落 | a span of a document that search returns |
| Figure | 数据项 | one number in a document with everything that makes it comparable |
| Citation | 引用 | a numbered quote in an answer |
| Answer | 回答 | the answer contract |

All offsets count characters of ``Document.text``, end exclusive. The invariant of the project:
``document.text[c.start:c.end] == c.quote`` for every citation and every figure.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b
from typing import Literal

Stat = Literal[
    "count", "amount", "quantity", "share", "rate", "growth_yoy", "growth_annual",
    "change_abs", "rank", "diff_pp", "per_capita", "ratio",
]  # fmt: skip
Comparator = Literal["eq", "gt", "ge", "lt", "le", "approx", "gt_approx"]
FigureStatus = Literal["actual", "target", "forecast", "condition", "given", "suspect"]
Nature = Literal["flow", "stock", "cumulative"]
Basis = Literal["clause", "sentence", "paragraph", "section", "document", "none"]
Direction = Literal["increase", "decrease", "above", "below"]
AnswerStatus = Literal["answered", "conflict", "near_miss", "no_evidence", "out_of_scope"]


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


Span = tuple[int, int]


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


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document that search returns; its text is ``document.text[start:end]``."""

    id: str
    document_id: str
    section: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a figure stands: the words of its row, of its column, and of the line that gives the unit."""

    row: str
    column: str
    unit_line: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in a document.

    ``value`` and ``unit`` are as written (14170.56 万元); ``normalized_value`` and ``normalized_unit`` in the base
    unit (141705600 元; a percentage stays a number of percent). ``period`` is ISO 8601 text or None. ``start`` and
    ``end`` delimit the number's own clause, which is its quote. ``dimensions`` are sorted (dimension, member) pairs.
    """

    id: str
    document_id: str
    indicator: str
    raw_indicator: str
    stat: Stat
    value: Decimal
    unit: str
    normalized_value: Decimal
    normalized_unit: str
    comparator: Comparator
    status: FigureStatus
    start: int
    end: int
    value_start: int
    value_end: int
    dimensions: tuple[tuple[str, str], ...] = ()
    region: str | None = None
    entity: str | None = None
    direction: Direction | None = None
    reference: str | None = None
    nature: Nature | None = None
    period: str | None = None
    basis: Basis = "none"
    cell: Cell | None = None
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of a document with everything derived from it; a rendering (what is embedded) per passage."""

    document: Document
    passages: tuple[Passage, ...]
    renderings: tuple[str, ...]
    figures: tuple[Figure, ...] = ()

    def __post_init__(self) -> None:
        if len(self.passages) != len(self.renderings):
            raise ValueError(f"{len(self.passages)} passages but {len(self.renderings)} renderings")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that search found, best first; ``text`` is the passage, ``score`` only orders hits of one search."""

    passage: Passage
    score: float
    title: str
    source: str
    collection: str
    page: int | None
    text: str
    dense_rank: int | None = None
    lexical_rank: int | None = None
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote. ``page`` is None where the format has no pages; ``start``, ``end`` are offsets, never dates.

    ``boxes`` say where the quote stands on its pages; ``confidence`` is the least of its lines' where it was recognised
    in a picture.
    """

    number: int
    document_id: str
    title: str
    source: str
    collection: str
    section: tuple[str, ...]
    page: int | None
    start: int
    end: int
    quote: str
    boxes: tuple[Box, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """A figure record shown in an answer, and the number of the citation it stands in (None for the user's own)."""

    figure: Figure
    citation: int | None


@dataclass(frozen=True, slots=True)
class Calculation:
    """A displayed calculation; ``inputs`` are positions in the answer's figures, ``value`` is unrounded."""

    formula: str
    inputs: tuple[int, ...]
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on the answer with the citations it rests on; ``kind`` is e.g. conflict, gate, period, digest."""

    kind: str
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One line or group of bars; a value per x of the chart."""

    name: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Data to draw: kind is bar, line or pie."""

    kind: Literal["bar", "line", "pie"]
    unit: str
    x: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer contract, version 1; ``to_json`` in ``ipqa.contract`` writes it."""

    id: str
    generation: int
    question: str
    standalone_question: str
    status: AnswerStatus
    text: str
    citations: tuple[Citation, ...] = ()
    figures: tuple[AnswerFigure, ...] = ()
    calculation: Calculation | None = None
    notes: tuple[Note, ...] = ()
    chart: Chart | None = None
    mode: str = "extractive"
    elapsed_ms: float = 0.0
    contract: int = field(default=1)
