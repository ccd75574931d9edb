"""One generation of the library, read: the view that search, statistics and answers work on."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Text, cast, func, select

from ..errors import LibraryError
from ..records import Document, Figure
from . import tables
from .entry import DocumentSummary, IndicatorCount, Scored, StoredPassage
from .generations import Derived
from .rows import to_document, to_figure, to_stored_passage, to_summary
from .vectors import Keys, Matrix

_documents, _passages, _figures, _embeddings = tables.documents, tables.passages, tables.figures, tables.embeddings
_CHUNK = 5000
_PASSAGE_COLUMNS = [
    *(_passages.c[name] for name in ("key", "id", "section", "start", "end", "page", "text")),
    _documents.c.id.label("document_id"),
    *(_documents.c[name] for name in ("title", "source", "collection")),
]
_SUMMARY_COLUMNS = [
    _documents.c[{"pages": "page_count", "passages": "passage_count", "figures": "figure_count"}.get(name, name)]
    for name in DocumentSummary.__dataclass_fields__
]
# JSON stays text here: the same few dimensions come again and again, and are decoded once (see ``rows.to_figure``).
_FIGURE_EXPRESSIONS: dict[str, Any] = {
    "document_id": _documents.c.id,
    "dimensions": cast(_figures.c.dimensions, Text),
    "cell": cast(_figures.c.cell, Text),
}
_FIGURE_COLUMNS = [
    _FIGURE_EXPRESSIONS[name] if name in _FIGURE_EXPRESSIONS else _figures.c[name]
    for name in Figure.__dataclass_fields__
]


class Snapshot:
    """What the library held when the snapshot was taken, whatever is written meanwhile.

    A snapshot belongs to one thread; each thread takes its own, which costs less than a millisecond.
    """

    def __init__(self, connection: Connection, derived: Derived) -> None:
        self._connection = connection
        self._derived = derived

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
        for chunk in _chunks(keys):
            query = select(*_PASSAGE_COLUMNS).join_from(_passages, _documents).where(_passages.c.key.in_(chunk))
            for row in self._connection.execute(query):
                found[row.key] = to_stored_passage(row)
        return [found[key] for key in keys if key in found]

    def document_passages(self, document_id: str) -> list[StoredPassage]:
        """All passages of a document, in its order."""
        query = select(*_PASSAGE_COLUMNS).join_from(_passages, _documents).where(_documents.c.id == document_id)
        rows = self._connection.execute(query.order_by(_passages.c.start, _passages.c.key))
        return [to_stored_passage(row) for row in rows]

    def document(self, document_id: str) -> Document:
        """The current version of a document; LibraryError when there is none."""
        row = self._connection.execute(select(_documents).where(_documents.c.id == document_id)).one_or_none()
        if row is None:
            raise LibraryError(f"索引中没有文档 {document_id}。", f"No document {document_id} in the index.")
        return to_document(row)

    def documents(self, collections: Sequence[str] | None = None) -> list[DocumentSummary]:
        """All documents without their texts, by collection and source."""
        query = select(*_SUMMARY_COLUMNS).order_by(_documents.c.collection, _documents.c.source)
        if collections is not None:
            query = query.where(_documents.c.collection.in_(collections))
        return [to_summary(row) for row in self._connection.execute(query)]

    def collections(self) -> list[str]:
        """The names of the collections that hold a document."""
        query = select(_documents.c.collection).distinct().order_by(_documents.c.collection)
        return list(self._connection.execute(query).scalars())

    def figures(
        self,
        document_id: str | None = None,
        collections: Sequence[str] | None = None,
        indicators: Sequence[str] | None = None,
    ) -> list[Figure]:
        """The figures that meet every condition given, document by document in their order."""
        query: Any = select(*_FIGURE_COLUMNS).join_from(_figures, _documents).order_by(_figures.c.key)
        if document_id is not None:
            query = query.where(_documents.c.id == document_id)
        if collections is not None:
            query = query.where(_documents.c.collection.in_(collections))
        if indicators is not None:
            query = query.where(_figures.c.indicator.in_(indicators))
        return [to_figure(row) for row in self._connection.execute(query)]

    def figure_indicators(self, collections: Sequence[str] | None = None) -> list[IndicatorCount]:
        """Every indicator with the number of its figures, sorted by name."""
        query: Any = select(_figures.c.indicator, func.count()).group_by(_figures.c.indicator)
        if collections is not None:
            query = query.join_from(_figures, _documents).where(_documents.c.collection.in_(collections))
        rows = self._connection.execute(query.order_by(_figures.c.indicator))
        return [IndicatorCount(indicator, count) for indicator, count in rows]

    def problems(self) -> list[str]:
        """What does not agree between catalog, vectors and lexicon, one line each; empty for a sound library."""
        keys = list(self._connection.execute(select(_passages.c.key).order_by(_passages.c.key)).scalars())
        vectors, lexicon = self._derived.vectors, self._derived.lexicon
        found = []
        if sorted(vectors.keys().tolist() if vectors else []) != keys:
            found.append("the vectors are not those of the catalog's passages")
        if (lexicon.keys() if lexicon else []) != keys:
            found.append("the lexicon's passages are not those of the catalog")
        for table in (_passages, _figures):
            orphans = select(func.count()).where(table.c.document_key.not_in(select(_documents.c.key)))
            if self._connection.execute(orphans).scalar_one():
                found.append(f"{table.name} without a document")
        used = select(_passages.c.content)
        for lost in (
            select(func.count()).where(_embeddings.c.content.not_in(used)),
            select(func.count()).where(_passages.c.content.not_in(select(_embeddings.c.content))),
        ):
            if self._connection.execute(lost).scalar_one():
                found.append("the cached embeddings are not those of the catalog's passages")
        return found

    def _members(self, collections: Sequence[str] | None) -> Keys | None:
        """Keys of the passages of some collections; None for all, so that nothing need be filtered."""
        if collections is None:
            return None
        wanted = frozenset(collections)
        if wanted not in self._derived.members:
            everything = wanted.issuperset(self.collections())
            self._derived.members[wanted] = None if everything else self._keys_in(wanted)
        return self._derived.members[wanted]

    def _keys_in(self, collections: frozenset[str]) -> Keys:
        query = select(_passages.c.key).join_from(_passages, _documents)
        query = query.where(_documents.c.collection.in_(sorted(collections))).order_by(_passages.c.key)
        return np.fromiter(self._connection.execute(query).scalars(), dtype=np.int64)


def _chunks(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[i : i + _CHUNK] for i in range(0, len(keys), _CHUNK))
