"""What is found and said: hits, citations, and the answer contract."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from .documents import Box, Passage
from .figures import Figure

AnswerStatus = Literal["answered", "conflict", "near_miss", "no_evidence", "out_of_scope"]


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
