"""Figures with the words around them, as the matcher wants them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..figures.vocabulary import Concept, concept
from ..records import Document, Figure
from ..text import sentences
from .slots import prepared

Documents = Callable[[str], Document]


@dataclass(frozen=True, slots=True)
class Known:
    """A figure with its document and the prepared words that name it (``name``) and surround it (``context``)."""

    figure: Figure
    document: Document
    concept: Concept
    name: str
    clause: str
    context: str
    digest: bool


@dataclass(slots=True)
class FigureLibrary:
    """The figures that may answer one question, dressed on demand."""

    figures: list[Figure]
    document: Documents
    _dressed: dict[str, Known] = field(default_factory=dict)

    def known(self, figures: Iterable[Figure]) -> list[Known]:
        """Figures dressed with their surroundings; each is dressed once."""
        return [self._once(f) for f in figures]

    def _once(self, figure: Figure) -> Known:
        if figure.id not in self._dressed:
            self._dressed[figure.id] = dressed(figure, self.document(figure.document_id))
        return self._dressed[figure.id]


def dressed(figure: Figure, document: Document) -> Known:
    """A figure with the words that name it and surround it."""
    members = "".join(member for _, member in figure.dimensions)
    name = figure.indicator + members + figure.raw_indicator
    if figure.cell:
        name += figure.cell.row + figure.cell.column
    text = document.text
    clause = text[figure.start : figure.end]
    section = document.section_at(figure.start)
    start, end = paragraph_of(document, figure.start)
    around = text[max(start, figure.start - 300) : min(end, figure.end + 120)]
    # The region's and the period's own words count as accounted for: they were compared as slots.
    context = "".join((around, *section, document.title, figure.region or "", document.region or ""))
    return Known(
        figure,
        document,
        concept(figure.indicator),
        prepared(name),
        prepared(clause),
        prepared(context),
        is_digest(document),
    )


def paragraph_of(document: Document, offset: int) -> tuple[int, int]:
    """The paragraph around an offset."""
    start = document.text.rfind("\n", 0, offset) + 1
    end = document.text.find("\n", offset)
    return start, len(document.text) if end < 0 else end


def sentence_of(document: Document, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span."""
    paragraph = paragraph_of(document, start)
    for a, b in sentences(document.text, *paragraph):
        if a <= start < b:
            return a, max(b, end)
    return start, end


def setting(figure: Figure) -> tuple[str, str | None, str | None, str, str]:
    """What figures that belong together share: document, region, period, status and statistic."""
    return (figure.document_id, figure.region, figure.period, figure.status, figure.stat)


_DIGEST_WORDS = ("摘编", "摘要整理", "以原文为准", "以正式文本为准", "以官方文本为准", "以官方发布")


def is_digest(document: Document) -> bool:
    """Whether a document says in its first lines that it retells another one, whose figures then win over its own."""
    opening = document.text[:400]
    return any(word in opening for word in _DIGEST_WORDS) or "摘编" in document.title
