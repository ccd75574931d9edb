"""The small frozen types that cross the library's boundary."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..records import Graphic, Passage

PutStatus = Literal["added", "replaced", "unchanged"]
Stage = Literal["embed", "commit"]
Progress = Callable[[Stage, int, int], None]
"""Called with (stage, done, total) while a writer works: passages for ``embed``, steps for ``commit``."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage's key in the catalog and its score in one ranking, higher is better."""

    key: int
    score: float


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the catalog gives it: its text, the page its start stands on, and where it comes from."""

    key: int
    passage: Passage
    text: str
    page: int | None
    title: str
    source: str
    collection: str


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document without its text; ``pages``, ``passages``, ``figures`` and ``tables`` are counts."""

    id: str
    version: str
    source: str
    collection: str
    title: str
    media_type: str
    issuer: str | None
    number: str | None
    issued_on: str | None
    effective_on: str | None
    expires_on: str | None
    region: str | None
    pages: int
    passages: int
    figures: int
    tables: int = 0


@dataclass(frozen=True, slots=True)
class StoredGraphic:
    """A chart of a document whose title is in the text and whose data is not."""

    document_id: str
    graphic: Graphic


@dataclass(frozen=True, slots=True)
class IndicatorCount:
    """An indicator and how many figures the library holds of it."""

    indicator: str
    count: int
