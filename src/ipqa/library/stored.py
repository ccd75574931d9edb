"""What the catalog holds, read again to derive an index from it alone."""

from collections.abc import Iterator

from sqlalchemy import Connection, select, text

from . import tables
from .figure_index import FigureEntry
from .lexicon import LexicalEntry
from .reader import names
from .rows import FIGURE_COLUMNS, fill_template, to_figure

_documents, _passages = tables.documents, tables.passages
_FIGURES_OF = text(f'SELECT "key", {names(FIGURE_COLUMNS)} FROM figures WHERE document_key = :key ORDER BY "key"')


def stored_contents(connection: Connection, batch: int) -> Iterator[list[tuple[bytes, LexicalEntry]]]:
    """All passages of the catalog with the hashes of their renderings, in batches, by key."""
    names = ("key", "document_key", "content", "text", "template")
    columns = [*(_passages.c[name] for name in names), _documents.c.collection]
    last = -1
    while True:
        query = select(*columns).join_from(_passages, _documents).where(_passages.c.key > last)
        rows = connection.execute(query.order_by(_passages.c.key).limit(batch)).all()
        if not rows:
            return
        last = rows[-1].key
        yield [
            (
                row.content,
                LexicalEntry(row.key, row.document_key, row.collection, fill_template(row.template, row.text)),
            )
            for row in rows
        ]


def stored_passages(connection: Connection, batch: int) -> Iterator[list[LexicalEntry]]:
    for rows in stored_contents(connection, batch):
        yield [entry for _, entry in rows]


def stored_figures(connection: Connection) -> Iterator[list[FigureEntry]]:
    """All figures of the catalog, a document at a time, by key."""
    columns = (_documents.c.key, _documents.c.id, _documents.c.collection, _documents.c.text)
    keys = connection.execute(select(_documents.c.key).order_by(_documents.c.key)).scalars().all()
    for document_key in keys:
        row = connection.execute(select(*columns).where(_documents.c.key == document_key)).one()
        stored = connection.execute(_FIGURES_OF, {"key": document_key}).all()
        figures = ((key, to_figure((*values, row.id))) for key, *values in stored)
        yield [
            FigureEntry(key, document_key, row.collection, figure, row.text[figure.start : figure.end])
            for key, figure in figures
        ]
