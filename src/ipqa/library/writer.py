"""One transaction on the library: rows, cached embeddings, and the vectors and lexicon of the next generation."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, delete, exists, func, insert, select

from ..models.embedder import Embedder
from ..reading.revision import REVISION
from ..records import Entry
from . import tables
from .catalog import write_state
from .correcting import Correcting
from .deriving import TextIndex
from .embeddings import EmbeddingCache
from .entry import Progress, PutStatus, Stage
from .figure_index import FigureEntry, FigureIndexWriter
from .generations import figures_path, lexicon_path, remove_files, vectors_path
from .lexicon import LexicalEntry, LexiconWriter, sync_folder
from .originals import keep
from .rows import (
    Row,
    box_rows,
    document_row,
    figure_row,
    passage_row,
)
from .state import State, next_generation
from .stored import stored_contents, stored_figures, stored_passages
from .vectors import Matrix, Vectors

_documents, _passages, _figures, _embeddings = tables.documents, tables.passages, tables.figures, tables.embeddings
_boxes = tables.boxes
_BATCH = 2048
"""Passages that are embedded and inserted at once."""
_CHUNK = 500


@dataclass(slots=True)
class _Buffer:
    """Rows not yet in the database."""

    documents: list[Row] = field(default_factory=list)
    passages: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    boxes: list[Row] = field(default_factory=list)
    lexical: list[LexicalEntry] = field(default_factory=list)
    named: list[FigureEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Stored:
    """What is known of a document that the library holds."""

    key: int
    version: str
    revision: int


class Writer:
    """Collects changes; nothing of them is seen by readers until the ``with`` block of ``Library.write`` ends well."""

    def __init__(
        self, folder: Path, connection: Connection, state: State, embedder: Embedder, progress: Progress | None = None
    ) -> None:
        self._folder = folder
        self._connection = connection
        self._state = state
        self._cache = EmbeddingCache(connection, embedder)
        self._correcting = Correcting(connection)
        self._embedder = embedder
        self._progress = progress
        self._next_key = state.next_key
        columns = (_documents.c.id, _documents.c.key, _documents.c.version, _documents.c.revision)
        self._known = {
            id_: _Stored(key, version, revision) for id_, key, version, revision in connection.execute(select(*columns))
        }
        self._buffer = _Buffer()
        self._fresh: set[int] = set()
        self._discarded: list[int] = []
        self._gone_documents: list[int] = []
        self._gone_passages: list[int] = []
        self._keys: list[int] = []
        self._matrices: list[Matrix] = []
        last = state.generation
        self._lexicon = TextIndex(
            LexiconWriter, lexicon_path(folder, self.target), lexicon_path(folder, last) if last else None
        )
        self._named = TextIndex(
            FigureIndexWriter, figures_path(folder, self.target), figures_path(folder, last) if last else None
        )
        self._rebuild = False
        self._passages_put = 0

    @property
    def target(self) -> int:
        """The generation that a commit makes."""
        return self._state.generation + 1

    def put(self, entry: Entry, *, force: bool = False, original: Path | bytes | None = None) -> PutStatus:
        """Store a document, in place of its earlier version if there is one, and keep its ``original`` where given.

        The same version again changes nothing unless it was read by earlier readers, or ``force`` says that what is
        derived from it has changed.
        """
        document = entry.document
        known = self._known.get(document.id)
        if known and (known.version, known.revision) == (document.version, REVISION) and not force:
            return "unchanged"
        if original is not None:
            keep(self._folder, document.version, original)
        if known:
            self._discard(known.key)
        key = self._take_key()
        self._known[document.id] = _Stored(key, document.version, REVISION)
        self._fresh.add(key)
        self._fill_buffer(key, entry)
        self._correcting.put(document, entry.figures)
        if max(len(self._buffer.passages), len(self._buffer.figures)) >= _BATCH:
            self._flush()
        return "replaced" if known else "added"

    def remove(self, document_id: str) -> bool:
        """Remove a document and all that was derived from it; False when it is not there."""
        known = self._known.pop(document_id, None)
        if known is None:
            return False
        self._discard(known.key)
        self._correcting.removed(document_id)
        return True

    @property
    def corrections(self) -> Correcting:
        """What is said of figures and indicators in this transaction, of documents put before it too."""
        self._flush()
        return self._correcting

    def rebuild(self) -> None:
        """Derive vectors and lexicon from the catalog alone instead of from the last generation's files."""
        self._rebuild = True

    def commit(self) -> bool:
        """Write the next generation's files, then the transaction that makes them count; False without changes."""
        self._flush()
        if not (self._rebuild or self._keys or self._gone_documents or self._correcting.changed):
            self._connection.rollback()
            return False
        self._report("commit", 0, 3)
        if self._gone_documents:
            self._prune_cache()
        vectors = self._next_vectors()
        vectors.save(vectors_path(self._folder, self.target))
        self._report("commit", 1, 3)
        figures = self._connection.execute(select(func.count()).select_from(_figures)).scalar_one()
        gone = self._gone_documents
        self._lexicon.finish(gone, len(vectors), lambda: stored_passages(self._connection, _BATCH), self._rebuild)
        self._named.finish(gone, figures, lambda: stored_figures(self._connection), self._rebuild)
        sync_folder(self._folder)
        self._report("commit", 2, 3)
        model = {"model": self._embedder.name, "dimensions": self._embedder.dimensions}
        counts = {"passages": len(vectors), "figures": figures, "next_key": self._next_key}
        write_state(self._connection, next_generation(self._state, **counts, **model))
        self._connection.commit()
        self._report("commit", 3, 3)
        return True

    def abandon(self) -> None:
        """Undo everything."""
        self._connection.rollback()
        self._lexicon.abandon()
        self._named.abandon()
        remove_files(self._folder, self.target)

    def _take_key(self) -> int:
        self._next_key += 1
        return self._next_key - 1

    def _report(self, stage: Stage, done: int, total: int) -> None:
        if self._progress:
            self._progress(stage, done, total)

    def _fill_buffer(self, document_key: int, entry: Entry) -> None:
        document, buffer = entry.document, self._buffer
        buffer.documents.append(document_row(document_key, entry, REVISION))
        buffer.boxes += box_rows(document_key, document.boxes)
        for passage, rendering in zip(entry.passages, entry.renderings, strict=True):
            key = self._take_key()
            buffer.passages.append(passage_row(key, document_key, document, passage, rendering))
            buffer.lexical.append(LexicalEntry(key, document_key, document.collection, rendering))
        for figure in entry.figures:
            key = self._take_key()
            buffer.figures.append(figure_row(key, document_key, figure))
            clause = document.text[figure.start : figure.end]
            buffer.named.append(FigureEntry(key, document_key, document.collection, figure, clause))
        self._passages_put += len(entry.passages)

    def _discard(self, key: int) -> None:
        if key in self._fresh:  # put in this very transaction: it may still be in the buffer
            self._flush()
        self._discarded.append(key)

    def _flush(self) -> None:
        self._delete_discarded()
        buffer, self._buffer = self._buffer, _Buffer()
        for table, rows in (
            (_documents, buffer.documents),
            (_passages, buffer.passages),
            (_figures, buffer.figures),
            (_boxes, buffer.boxes),
        ):
            if rows:
                self._connection.execute(insert(table), rows)
        self._fresh.clear()
        if buffer.named and not self._rebuild:
            self._named.add(buffer.named)
        if not buffer.passages:
            return
        renderings = [entry.rendering for entry in buffer.lexical]
        self._matrices.append(self._cache.vectors([row["content"] for row in buffer.passages], renderings))
        self._keys += [row["key"] for row in buffer.passages]
        if not self._rebuild:
            self._lexicon.add(buffer.lexical)
        self._report("embed", len(self._keys), self._passages_put)

    def _delete_discarded(self) -> None:
        discarded, self._discarded = self._discarded, []
        for i in range(0, len(discarded), _CHUNK):
            chunk = discarded[i : i + _CHUNK]
            keys = select(_passages.c.key).where(_passages.c.document_key.in_(chunk))
            gone = self._connection.execute(keys).scalars().all()
            self._gone_passages += gone
            self._lexicon.gone += len(gone)
            for table in (_boxes, _figures, _passages):
                removed = self._connection.execute(delete(table).where(table.c.document_key.in_(chunk))).rowcount
                if table is _figures:
                    self._named.gone += removed
            self._connection.execute(delete(_documents).where(_documents.c.key.in_(chunk)))
        self._gone_documents += discarded

    def _prune_cache(self) -> None:
        used = exists().where(_passages.c.content == _embeddings.c.content)
        self._connection.execute(delete(_embeddings).where(~used))

    def _next_vectors(self) -> Vectors:
        generation = self._state.generation
        if self._rebuild:
            return self._all_vectors()
        # An empty library may have had another model.
        if generation and self._state.passages:
            vectors = Vectors.load(vectors_path(self._folder, generation), writable=True)
        else:
            vectors = Vectors.empty(self._embedder.dimensions)
        vectors.add(self._keys, _stack(self._matrices, self._embedder.dimensions))
        vectors.remove(self._gone_passages)
        return vectors

    def _all_vectors(self) -> Vectors:
        vectors = Vectors.empty(self._embedder.dimensions)
        total = self._connection.execute(select(func.count()).select_from(_passages)).scalar_one()
        for rows in stored_contents(self._connection, _BATCH):
            entries = [entry for _, entry in rows]
            matrix = self._cache.vectors([content for content, _ in rows], [entry.rendering for entry in entries])
            vectors.add([entry.key for entry in entries], matrix)
            self._report("embed", len(vectors), total)
        return vectors


def _stack(matrices: Sequence[Matrix], dimensions: int) -> Matrix:
    return np.concatenate(matrices) if matrices else np.zeros((0, dimensions), dtype=np.float32)
