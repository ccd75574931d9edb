"""Records to catalog rows and back. JSON holds ranges as lists; Decimals are text; nothing is pickled.

Rows are written as dicts by column and read as tuples in the order of the column lists below, JSON as text.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from struct import Struct
from typing import Any

from ..records import Box, Cell, Document, Entry, Figure, Graphic, Page, Passage, Section, Table
from .entry import DocumentSummary, StoredPassage

Row = dict[str, Any]
_PLACE = "\x1a"
_WHOLE, _FILLED = "=", "~"

DOCUMENT_COLUMNS = tuple(field.name for field in fields(Document) if field.name != "boxes")
_COUNTS = {"pages": "page_count", "passages": "passage_count", "figures": "figure_count", "tables": "table_count"}
SUMMARY_COLUMNS = tuple(_COUNTS.get(field.name, field.name) for field in fields(DocumentSummary))
PASSAGE_COLUMNS = ("key", "id", "section", "start", "end", "page", "text")
PASSAGE_DOCUMENT_COLUMNS = ("id", "title", "source", "collection")
"""What a passage needs of its document's row."""
FIGURE_COLUMNS = tuple(
    field.name for field in fields(Figure) if field.name not in ("document_id", "correction", "original")
)
BOX_COLUMNS = ("page", "first", "last", "data")


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


def document_row(key: int, entry: Entry, revision: int) -> Row:
    """The row of ``documents`` for an entry that was read with the readers of a revision."""
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
        "page_count": len({page.number for page in document.pages}),
        "passage_count": len(entry.passages),
        "figure_count": len(entry.figures),
        "table_count": len(document.tables),
        "revision": revision,
        "supersedes": list(document.supersedes),
        "warnings": list(document.warnings),
        "graphics": [[g.title, g.start, g.end] for g in document.graphics],
        "attachments": list(document.attachments),
        "seams": list(document.seams),
        "pages": [[p.number, p.start, p.end, p.confidence] for p in document.pages],
        "sections": [[s.level, s.path, s.start, s.body, s.end] for s in document.sections],
        "tables": [[t.start, t.end, t.title, t.rows, t.header, t.labels, t.unit, t.notes] for t in document.tables],
        "text": document.text,
    }


def to_document(row: Sequence[Any]) -> Document:
    """The document of a row of ``DOCUMENT_COLUMNS``."""
    values = dict(zip(DOCUMENT_COLUMNS, row, strict=True))
    decoded = {name: decode(json.loads(values[name])) for name, decode in DOCUMENT_JSON.items()}
    return Document(**{**values, **decoded})


def to_summary(row: Sequence[Any]) -> DocumentSummary:
    """The summary of a row of ``SUMMARY_COLUMNS``."""
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


def to_stored_passage(row: Sequence[Any]) -> StoredPassage:
    """The passage of a row of ``PASSAGE_COLUMNS`` and ``PASSAGE_DOCUMENT_COLUMNS``."""
    key, id_, section, start, end, page, text, document_id, title, source, collection = row
    passage = Passage(id_, document_id, tuple(json.loads(section)), start, end)
    return StoredPassage(key, passage, text, page, title, source, collection)


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
    """The figure of a row of ``FIGURE_COLUMNS`` and its document's id.

    The same few dimensions and cells come again and again, and are decoded once.
    """
    (
        id_, indicator, raw_indicator, stat, value, unit, normalized_value, normalized_unit,
        comparator, status, start, end, value_start, value_end, dimensions, region, entity, direction, reference,
        nature, period, basis, cell, duplicate_of, document_id,
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


def _spans(stored: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in stored)


def _table(stored: list[Any]) -> Table:
    start, end, title, lines, *rest = stored
    rows = tuple(_spans(line) for line in lines)
    if not rest:  # stored by revision 0001
        return Table(start, end, title, rows)
    header, labels, unit, notes = rest
    return Table(start, end, title, rows, header, labels, unit, _spans(notes))


def graphics_of(stored: str) -> tuple[Graphic, ...]:
    """The charts of a row's JSON."""
    return _graphics(json.loads(stored))


def _graphics(stored: list[Any]) -> tuple[Graphic, ...]:
    return tuple(Graphic(*graphic) for graphic in stored)


def box_rows(document_key: int, boxes: Sequence[Box]) -> list[Row]:
    """The rows of ``boxes`` for a document: its boxes page by page, in their order."""
    pages: dict[int, list[Box]] = {}
    for box in boxes:
        pages.setdefault(box.page, []).append(box)
    return [
        {
            "document_key": document_key,
            "page": page,
            "first": min(box.start for box in found),
            "last": max(box.end for box in found),
            "data": b"".join(_packed(box) for box in found),
        }
        for page, found in pages.items()
    ]


def to_boxes(row: Sequence[Any]) -> list[Box]:
    """The boxes of a row of ``BOX_COLUMNS``."""
    page, _, _, data = row
    return [_unpacked(page, packed) for packed in _BOX.iter_unpack(bytes(data))]


# Start and end, then the edges and the confidence in ten-thousandths: a tenth of a point on a page of A4.
_BOX = Struct("<IIHHHHH")
_PARTS = 10_000
_NO_CONFIDENCE = 0xFFFF


def _packed(box: Box) -> bytes:
    edges = (box.left, box.top, box.right, box.bottom)
    confidence = _NO_CONFIDENCE if box.confidence is None else _parts(box.confidence)
    return _BOX.pack(box.start, box.end, *map(_parts, edges), confidence)


def _parts(fraction: float) -> int:
    return round(min(max(fraction, 0.0), 1.0) * _PARTS)


def _unpacked(page: int, stored: tuple[int, ...]) -> Box:
    start, end, *edges, confidence = stored
    left, top, right, bottom = (edge / _PARTS for edge in edges)
    return Box(
        start, end, page, left, top, right, bottom, None if confidence == _NO_CONFIDENCE else confidence / _PARTS
    )


DOCUMENT_JSON: dict[str, Callable[[list[Any]], tuple[Any, ...]]] = {
    "pages": lambda stored: tuple(Page(*page) for page in stored),
    "sections": lambda stored: tuple(Section(level, tuple(path), *offsets) for level, path, *offsets in stored),
    "tables": lambda stored: tuple(map(_table, stored)),
    "supersedes": tuple,
    "warnings": tuple,
    "graphics": _graphics,
    "attachments": tuple,
    "seams": tuple,
}
