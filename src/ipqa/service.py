"""Ipqa: the only wiring. Opens the library and the model, ingests, asks, searches, lists."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from .answering import Asked, answer
from .answering.places import placed, quote_boxes
from .audit import Finding, audit, audit_document, concerning
from .candidates import candidates
from .contract import FigureRow
from .errors import NotInLibrary, QuestionError
from .figures.context.regions import code_of
from .figures.lexicons import table as lexicon
from .intake import IngestEvent, IngestProgress, IngestReport, ingest, limits_of
from .library import DocumentSummary, Library, Snapshot
from .library.curating import Curating
from .models.embedder import Embedder, load_embedder
from .records import Answer, Document, Figure, Hit, Turn
from .search import search
from .settings import Settings
from .statistics.asked.slots import covered, prepared, slots

if TYPE_CHECKING:
    from .ingestion import Pool

__all__ = ["IngestEvent", "IngestProgress", "IngestReport", "Ipqa"]

PAGE_WIDTH = 1200
"""Pixels across a page's picture."""
DRAWERS = 2
"""Processes that draw pages."""
MANY_FIGURES = 5000
"""Above this many figures only those are read whose indicator or document the question is near."""

MANY_TO_AUDIT = 2000
"""A document of more figures is audited by ``audit`` only, lest a question wait for it."""


class Ipqa(Curating):
    """One opened library with its model; ``ask``, ``search`` and the lists may be called from any thread."""

    def __init__(self, settings: Settings, library: Library, embedder: Embedder) -> None:
        self.settings = settings
        self._library = library
        self._embedder = embedder
        self._lock = Lock()
        self._figures: tuple[int, list[Figure]] | None = None
        self._place: tuple[tuple[int, tuple[str, ...] | None], str | None] | None = None
        self._audited: tuple[int, dict[str, list[Finding]]] | None = None
        self._pool: Pool | None = None

    @classmethod
    def open(cls, settings: Settings) -> "Ipqa":
        """Open the index of the settings, creating an empty one; LibraryError, ModelError, SettingsError."""
        lexicon("indicators")  # the user's own file of names is refused here, and not in the middle of a document
        embedder = load_embedder(settings.embed_model)
        return cls(settings, Library.open(settings.index, embedder), embedder)

    def close(self) -> None:
        """Let go of files, connections and processes."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()
        self._library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def generation(self) -> int:
        """The generation that a question asked now would see."""
        with self._library.snapshot() as snapshot:
            return snapshot.generation

    def ingest(self, paths: Sequence[Path], collection: str | None = None) -> Iterator[IngestEvent]:
        """Read files and folders into the library; a file that fails is reported and the rest goes in.

        Raises ReadingError for a path that is not there, LibraryBusy when another process writes.
        """
        yield from ingest(self._library, self.settings, paths, collection)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        collections: Sequence[str] | None = None,
        as_of: date | None = None,
    ) -> Answer:
        """The answer to a question; QuestionError when it is empty or too long."""
        started = time.perf_counter()
        self._check(question)
        with self._library.snapshot() as snapshot:
            document = _Documents(snapshot)
            today, home = as_of or date.today(), self._home(snapshot, collections)
            given = answer(
                Asked(
                    question=question.strip(),
                    history=tuple(history),
                    as_of=today,
                    generation=snapshot.generation,
                    search=lambda text: self._search(snapshot, text, 20, collections),
                    figures=lambda text, hits: self._figures_for(snapshot, text, hits, collections, home, today.year),
                    document=document,
                    similarity=self._similarities,
                    home=home,
                    graphics=lambda: snapshot.graphics(collections),
                    amended=snapshot.amended_figures,
                    renamed=snapshot.overlay.renaming(),
                    findings=lambda shown: self._findings_for(snapshot, shown, document),
                )
            )
            given = placed(given, snapshot.boxes, document)
        return replace(given, elapsed_ms=(time.perf_counter() - started) * 1000)

    def search(self, question: str, k: int = 10, collections: Sequence[str] | None = None) -> list[Hit]:
        """The ``k`` best passages for a question; QuestionError when it is empty or too long."""
        self._check(question)
        with self._library.snapshot() as snapshot:
            return self._search(snapshot, question.strip(), k, collections)

    def figures(
        self, document_id: str | None = None, query: str | None = None, rejected: bool = False
    ) -> list[FigureRow]:
        """The figures of a document, or of all; with ``query`` those whose name holds all its words.

        They come as people corrected them; those that were rejected only with ``rejected``.
        """
        with self._library.snapshot() as snapshot:
            document = _Documents(snapshot)
            wanted = slots(snapshot.overlay.renaming()(query)).words if query else ()
            rows = []
            for figure in snapshot.figures(document_id, rejected=rejected):
                members = "".join(m for _, m in figure.dimensions)
                label = prepared(figure.indicator + members + figure.raw_indicator)
                if all(covered(word, label) for word in wanted):
                    source = document(figure.document_id)
                    quote = source.text[figure.start : figure.end]
                    rows.append(FigureRow(figure, source.source, quote, source.page_at(figure.value_start)))
            return rows

    def documents(self) -> list[DocumentSummary]:
        """All documents of the library, by collection and source."""
        with self._library.snapshot() as snapshot:
            return snapshot.documents()

    def audit(self, document_id: str | None = None) -> list[Finding]:
        """What does not agree inside and between documents; with ``document_id`` what concerns that document.

        NotInLibrary when there is no such document.
        """
        with self._library.snapshot() as snapshot:
            if document_id is not None:
                snapshot.document(document_id)
            documents = (snapshot.document(summary.id) for summary in snapshot.documents())
            return audit(documents, snapshot.figures, document_id)

    def page_image(self, document_id: str, page: int, highlight: str | None = None, width: int = PAGE_WIDTH) -> bytes:
        """A page of a document's original as a PNG, the lines of the quote ``highlight`` marked where it stands there.

        NotInLibrary when there is no such document or its original was not kept; ReadingError when there is no such
        page or the original cannot be shown.
        """
        with self._library.snapshot() as snapshot:
            document = snapshot.document(document_id)
            boxes = quote_boxes(highlight, document, page, snapshot.boxes) if highlight else ()
            original = self._library.original(document.version)
        if original is None:
            raise NotInLibrary(
                f"没有保存《{document.title}》的原件，无法显示页面。",
                f"The original of {document.source} was not kept, so its pages cannot be shown.",
            )
        from .ingestion import draw_page

        return draw_page(self._drawers(), original, document.source, document.media_type, page, boxes, width)

    def _drawers(self) -> "Pool":
        """The processes that draw pages, started by the first page and kept for the next ones."""
        from .ingestion import Pool

        with self._lock:
            if self._pool is None:
                self._pool = Pool(replace(limits_of(self.settings), workers=DRAWERS))
            return self._pool

    def remove(self, document_id: str) -> bool:
        """Remove a document and everything derived from it; False when it is not there."""
        with self._library.write() as writer:
            return writer.remove(document_id)

    def _check(self, question: str) -> None:
        if not question.strip():
            raise QuestionError("请输入问题。", "Please enter a question.")
        limit = self.settings.question_limit
        if len(question) > limit:
            raise QuestionError(
                f"问题太长：{len(question)} 字，最多 {limit} 字。",
                f"The question is too long: {len(question)} characters, at most {limit}.",
            )

    def _search(self, snapshot: Snapshot, question: str, k: int, collections: Sequence[str] | None) -> list[Hit]:
        return search(snapshot, self._embedder, question, k, self.settings.search_depth, collections)

    def _similarities(self, question: str, texts: Sequence[str]) -> list[float]:
        """The cosine of each text with the question."""
        if not texts:
            return []
        vector = self._embedder.embed_questions([question])[0]
        return [float(x) for x in self._embedder.embed_passages(texts) @ vector]

    def _figures_for(
        self,
        snapshot: Snapshot,
        question: str,
        hits: Sequence[Hit],
        collections: Sequence[str] | None,
        home: str | None,
        year: int,
    ) -> list[Figure]:
        """The figures a question may be about: all of a small library, else those its words and passages lead to."""
        if collections is None:
            everything = self._all_figures(snapshot)
            if everything is not None:
                return everything
        if snapshot.figure_count() <= MANY_FIGURES:
            return snapshot.figures(collections=collections)
        return candidates(snapshot, question, hits, collections, home, year)

    def _findings_for(
        self, snapshot: Snapshot, shown: Sequence[Figure], document: Callable[[str], Document]
    ) -> list[Finding]:
        """What the audit finds about the figures shown; each of their documents is audited once per generation."""
        with self._lock:
            if self._audited is None or self._audited[0] != snapshot.generation:
                self._audited = (snapshot.generation, {})
            kept = self._audited[1]
        found: list[Finding] = []
        for document_id in dict.fromkeys(f.document_id for f in shown):
            if document_id not in kept:
                figures = snapshot.figures(document_id=document_id)
                kept[document_id] = (
                    audit_document(document(document_id), figures) if len(figures) <= MANY_TO_AUDIT else []
                )
            found += kept[document_id]
        return concerning(found, shown)

    def _home(self, snapshot: Snapshot, collections: Sequence[str] | None) -> str | None:
        """The one region all documents are about; looked up once per generation."""
        wanted = (snapshot.generation, None if collections is None else tuple(collections))
        with self._lock:
            if self._place is None or self._place[0] != wanted:
                self._place = (wanted, _home(snapshot.documents(collections)))
            return self._place[1]

    def _all_figures(self, snapshot: Snapshot) -> list[Figure] | None:
        """Every figure of a small library, read once per generation; None for a large one."""
        with self._lock:
            if self._figures is None or self._figures[0] != snapshot.generation:
                total = snapshot.figure_count()
                self._figures = (snapshot.generation, snapshot.figures() if total <= MANY_FIGURES else [])
                if total > MANY_FIGURES:
                    self._figures = None
                    return None
            return self._figures[1]


class _Documents:
    """Documents by id, each read once per question."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._read: dict[str, Document] = {}

    def __call__(self, document_id: str) -> Document:
        if document_id not in self._read:
            self._read[document_id] = self._snapshot.document(document_id)
        return self._read[document_id]


def _home(summaries: Sequence[DocumentSummary]) -> str | None:
    """The one region all documents are about, as a code; None where they differ."""
    found = {code for s in summaries if (code := code_of(s.region))}
    return found.pop() if len(found) == 1 else None
