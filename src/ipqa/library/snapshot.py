"""One generation of the library, read: the view that search, statistics and answers work on."""

from collections.abc import Sequence

import numpy as np

from ..errors import NotInLibrary
from ..records import Box, Document
from .entry import DocumentSummary, Scored, StoredGraphic, StoredPassage
from .figure_queries import FigureQueries, chunks, where_collection
from .reader import among, names
from .rows import (
    BOX_COLUMNS,
    DOCUMENT_COLUMNS,
    PASSAGE_COLUMNS,
    PASSAGE_DOCUMENT_COLUMNS,
    SUMMARY_COLUMNS,
    graphics_of,
    to_boxes,
    to_document,
    to_stored_passage,
    to_summary,
)
from .vectors import Keys, Matrix

_PASSAGES_JOINED = 'passages p JOIN documents d ON d."key" = p.document_key'
_PASSAGES = (
    f"SELECT {names(PASSAGE_COLUMNS, 'p')}, {names(PASSAGE_DOCUMENT_COLUMNS, 'd')} FROM {_PASSAGES_JOINED} WHERE "
)
_BOXES = (
    f'SELECT {names(BOX_COLUMNS, "b")} FROM boxes b JOIN documents d ON d."key" = b.document_key'
    ' WHERE d.id = :id AND b."first" < :end AND b."last" > :start ORDER BY b.page'
)
# JSON is compared as text, for PostgreSQL cannot compare it otherwise.
_CHARTED = "CAST(d.graphics AS TEXT) <> '[]'"
_PROBLEMS = {
    "boxes without a document": 'boxes WHERE document_key NOT IN (SELECT "key" FROM documents)',
    "passages without a document": 'passages WHERE document_key NOT IN (SELECT "key" FROM documents)',
    "figures without a document": 'figures WHERE document_key NOT IN (SELECT "key" FROM documents)',
    "corrections of figures that are not there": (
        "resolutions WHERE figure_id IS NOT NULL AND figure_id NOT IN (SELECT id FROM figures)"
    ),
    "cached embeddings of no passage": "embeddings WHERE content NOT IN (SELECT content FROM passages)",
    "passages without a cached embedding": "passages WHERE content NOT IN (SELECT content FROM embeddings)",
}


class Snapshot(FigureQueries):
    """What the library held when the snapshot was taken, whatever is written meanwhile.

    A snapshot belongs to one thread; each thread takes its own, which costs less than a millisecond.
    """

    @property
    def generation(self) -> int:
        """The number of commits so far; 0 for a library that never held anything."""
        return self._derived.generation

    def dense(self, vector: Matrix, k: int, collections: Sequence[str] | None = None) -> list[Scored]:
        """The ``k`` passages of the greatest inner product with ``vector`` (dimensions,), best first."""
        vectors = self._derived.vectors
        return vectors.search(vector, k, self._members(collections)) if vectors else []

    def lexical(self, question: str, k: int, collections: Sequence[str] | None = None) -> list[Scored]:
        """The ``k`` best passages by BM25, best first."""
        lexicon = self._derived.lexicon
        return lexicon.search(question, k, collections) if lexicon else []

    def similarities(self, vector: Matrix, keys: Sequence[int]) -> list[float]:
        """The inner product of ``vector`` with the vector of each passage."""
        vectors = self._derived.vectors
        return vectors.similarities(vector, keys) if vectors else []

    def passages(self, keys: Sequence[int]) -> list[StoredPassage]:
        """The passages of these keys, in their order; keys that are not there are left out."""
        found: dict[int, StoredPassage] = {}
        for chunk in chunks(keys):
            condition, values = among('p."key"', "key", chunk)
            for row in self._reading.rows(_PASSAGES + condition, values):
                stored = to_stored_passage(row)
                found[stored.key] = stored
        return [found[key] for key in keys if key in found]

    def document_passages(self, document_id: str) -> list[StoredPassage]:
        """All passages of a document, in its order."""
        query = _PASSAGES + 'd.id = :id ORDER BY p."start", p."key"'
        return [to_stored_passage(row) for row in self._reading.rows(query, {"id": document_id})]

    def document(self, document_id: str) -> Document:
        """The current version of a document; NotInLibrary when there is none."""
        query = f"SELECT {names(DOCUMENT_COLUMNS)} FROM documents WHERE id = :id"
        for row in self._reading.rows(query, {"id": document_id}):
            return to_document(row)
        raise NotInLibrary(f"索引中没有文档 {document_id}。", f"No document {document_id} in the index.")

    def documents(self, collections: Sequence[str] | None = None) -> list[DocumentSummary]:
        """All documents without their texts, by collection and source."""
        where, values = where_collection(collections)
        query = f"SELECT {names(SUMMARY_COLUMNS)} FROM documents d{where} ORDER BY d.collection, d.source"
        return [to_summary(row) for row in self._reading.rows(query, values)]

    def boxes(self, document_id: str, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of the lines that hold a character of ``text[start:end]``, in the order of the text."""
        rows = self._reading.rows(_BOXES, {"id": document_id, "start": start, "end": end})
        found = (box for row in rows for box in to_boxes(row) if box.start < end and box.end > start)
        return tuple(sorted(found, key=lambda box: box.start))

    def graphics(self, collections: Sequence[str] | None = None) -> list[StoredGraphic]:
        """The charts whose data no text holds, by collection and source."""
        where, values = where_collection(collections)
        condition = f"{where} AND {_CHARTED}" if where else f" WHERE {_CHARTED}"
        query = f"SELECT d.id, d.graphics FROM documents d{condition} ORDER BY d.collection, d.source"
        return [
            StoredGraphic(document_id, graphic)
            for document_id, stored in self._reading.rows(query, values)
            for graphic in graphics_of(stored)
        ]

    def collections(self) -> list[str]:
        """The names of the collections that hold a document."""
        return [name for (name,) in self._reading.rows("SELECT DISTINCT collection FROM documents ORDER BY collection")]

    def problems(self) -> list[str]:
        """What does not agree between catalog, vectors and lexicon, one line each; empty for a sound library."""
        keys = [key for (key,) in self._reading.rows('SELECT "key" FROM passages ORDER BY "key"')]
        vectors, lexicon = self._derived.vectors, self._derived.lexicon
        found = []
        if sorted(vectors.keys().tolist() if vectors else []) != keys:
            found.append("the vectors are not those of the catalog's passages")
        if (lexicon.keys() if lexicon else []) != keys:
            found.append("the lexicon's passages are not those of the catalog")
        figures = [key for (key,) in self._reading.rows('SELECT "key" FROM figures ORDER BY "key"')]
        if (self._derived.figures.keys() if self._derived.figures else []) != figures:
            found.append("the figure index is not that of the catalog's figures")
        for problem, rows in _PROBLEMS.items():
            if self._reading.rows(f"SELECT 1 FROM {rows} LIMIT 1"):
                found.append(problem)
        return found

    def _members(self, collections: Sequence[str] | None) -> Keys | None:
        """Keys of the passages of some collections; None for all, so that nothing need be filtered."""
        if collections is None:
            return None
        wanted = frozenset(collections)
        if wanted not in self._derived.members:
            everything = wanted.issuperset(self.collections())
            self._derived.members[wanted] = None if everything else self._keys_in(sorted(wanted))
        return self._derived.members[wanted]

    def _keys_in(self, collections: Sequence[str]) -> Keys:
        where, values = where_collection(collections)
        rows = self._reading.rows(f'SELECT p."key" FROM {_PASSAGES_JOINED}{where} ORDER BY p."key"', values)
        return np.fromiter((key for (key,) in rows), dtype=np.int64, count=len(rows))
