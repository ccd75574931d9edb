"""Records to catalog rows and back. JSON holds ranges as lists; Decimals are text; nothing is pickled."""

import json
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from ..records import Cell, Document, Figure, Page, Passage, Section, Table
from .entry import DocumentSummary, Entry, StoredPassage

Row = dict[str, Any]
_PLACE = "\x1a"
_WHOLE, _FILLED = "=", "~"


def content_hash(rendering: str) -> bytes:
    """What the cache of embeddings knows a rendering by."""
    return blake2b(rendering.encode(), digest_size=16).digest()


def make_template(rendering: str, text: str) -> str:
    """The rendering with the passage's own text taken out, since that is stored beside it."""
    if not text or _PLACE in rendering:
        return _WHOLE + rendering
    return _FILLED + rendering.replace(text, _PLACE, 1)


def fill_template(template: str, text: str) -> str:
    """The rendering that ``make_template`` was given."""
    rendering = template[1:]
    return rendering.replace(_PLACE, text, 1) if template[0] == _FILLED else rendering


def document_row(key: int, entry: Entry) -> Row:
    """The row of ``documents`` for an entry."""
    document = entry.document
    return {
        "key": key,
        "id": document.id,
        "version": document.version,
        "source": document.source,
        "collection": document.collection,
        "title": document.title,
        "media_type": document.media_type,
        "issuer": document.issuer,
        "number": document.number,
        "issued_on": document.issued_on,
        "effective_on": document.effective_on,
        "expires_on": document.expires_on,
        "region": document.region,
        "page_count": len(document.pages),
        "passage_count": len(entry.passages),
        "figure_count": len(entry.figures),
        "supersedes": list(document.supersedes),
        "warnings": list(document.warnings),
        "pages": [[p.number, p.start, p.end] for p in document.pages],
        "sections": [[s.level, s.path, s.start, s.body, s.end] for s in document.sections],
        "tables": [[t.start, t.end, t.title, t.rows] for t in document.tables],
        "text": document.text,
    }


def to_document(row: Any) -> Document:
    """The document of a whole row of ``documents``."""
    return Document(
        id=row.id,
        version=row.version,
        source=row.source,
        collection=row.collection,
        title=row.title,
        media_type=row.media_type,
        text=row.text,
        pages=tuple(Page(*page) for page in row.pages),
        sections=tuple(Section(level, tuple(path), *offsets) for level, path, *offsets in row.sections),
        tables=tuple(
            Table(start, end, title, tuple(tuple((cell[0], cell[1]) for cell in line) for line in lines))
            for start, end, title, lines in row.tables
        ),
        issuer=row.issuer,
        number=row.number,
        issued_on=row.issued_on,
        effective_on=row.effective_on,
        expires_on=row.expires_on,
        region=row.region,
        supersedes=tuple(row.supersedes),
        warnings=tuple(row.warnings),
    )


def to_summary(row: Sequence[Any]) -> DocumentSummary:
    """The summary of a row whose columns are in the order of the type's fields."""
    return DocumentSummary(*row)


def passage_row(key: int, document_key: int, document: Document, passage: Passage, rendering: str) -> Row:
    """The row of ``passages`` for one passage of a document."""
    text = document.text[passage.start : passage.end]
    return {
        "key": key,
        "id": passage.id,
        "document_key": document_key,
        "section": list(passage.section),
        "start": passage.start,
        "end": passage.end,
        "page": document.page_at(passage.start),
        "content": content_hash(rendering),
        "text": text,
        "template": make_template(rendering, text),
    }


def to_stored_passage(row: Any) -> StoredPassage:
    """The passage of a row of ``passages`` joined with its document's id, title, source and collection."""
    passage = Passage(row.id, row.document_id, tuple(row.section), row.start, row.end)
    return StoredPassage(row.key, passage, row.text, row.page, row.title, row.source, row.collection)


def figure_row(key: int, document_key: int, figure: Figure) -> Row:
    """The row of ``figures`` for one figure."""
    cell = figure.cell
    return {
        "key": key,
        "id": figure.id,
        "document_key": document_key,
        "indicator": figure.indicator,
        "raw_indicator": figure.raw_indicator,
        "stat": figure.stat,
        "value": str(figure.value),
        "unit": figure.unit,
        "normalized_value": str(figure.normalized_value),
        "normalized_unit": figure.normalized_unit,
        "comparator": figure.comparator,
        "status": figure.status,
        "start": figure.start,
        "end": figure.end,
        "value_start": figure.value_start,
        "value_end": figure.value_end,
        "dimensions": list(figure.dimensions) or None,
        "region": figure.region,
        "entity": figure.entity,
        "direction": figure.direction,
        "reference": figure.reference,
        "nature": figure.nature,
        "period": figure.period,
        "basis": figure.basis,
        "cell": [cell.row, cell.column, cell.unit_line] if cell else None,
        "duplicate_of": figure.duplicate_of,
    }


def to_figure(row: Sequence[Any]) -> Figure:
    """The figure of a row in the order of ``Figure``'s fields, with ``dimensions`` and ``cell`` as JSON text."""
    (
        id_, document_id, indicator, raw_indicator, stat, value, unit, normalized_value, normalized_unit,
        comparator, status, start, end, value_start, value_end, dimensions, region, entity, direction, reference,
        nature, period, basis, cell, duplicate_of,
    ) = row  # fmt: skip
    return Figure(
        id_, document_id, indicator, raw_indicator, stat, Decimal(value), unit, Decimal(normalized_value),
        normalized_unit, comparator, status, start, end, value_start, value_end,
        _dimensions(dimensions) if dimensions else (),
        region, entity, direction, reference, nature, period, basis, _cell(cell) if cell else None, duplicate_of,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _dimensions(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, member) for name, member in json.loads(text))


@lru_cache(maxsize=4096)
def _cell(text: str) -> Cell:
    return Cell(*json.loads(text))
