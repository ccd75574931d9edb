"""Where the quotes of an answer stand on their pages, and how sure it is that they read so. Pure functions."""

from collections.abc import Callable
from dataclasses import replace

from ..library.positions import least_confidence, occurrence, positions
from ..records import Answer, Box, Citation, Document, Note

Lines = Callable[[str, int, int], tuple[Box, ...]]
"""Document id, start and end -> the boxes of the lines touched."""


def placed(given: Answer, lines: Lines, document: Callable[[str], Document]) -> Answer:
    """The answer whose citations know where they stand, with a note on those that were recognised in a picture."""
    cited = tuple(c if c.page is None else _located(c, lines, document(c.document_id)) for c in given.citations)
    recognised = tuple(c.number for c in cited if c.confidence is not None)
    notes = given.notes
    if recognised:
        marks = "".join(f"[{number}]" for number in recognised)
        notes = (*notes, Note("ocr", f"引文{marks}由图像识别得到，请核对原件。", recognised))
    return replace(given, citations=cited, notes=notes)


def quote_boxes(quote: str, document: Document, page: int, lines: Lines) -> tuple[Box, ...]:
    """The boxes of a quote that stands on a page, or begins or ends there; none where it does not."""
    for part in document.pages:
        if part.number == page and (span := occurrence(document.text, quote, part.start, part.end)):
            return positions(document.text, lines(document.id, *span), *span)
    return ()


def _located(citation: Citation, lines: Lines, document: Document) -> Citation:
    start, end = citation.start, citation.end
    boxes = positions(document.text, lines(citation.document_id, start, end), start, end)
    confidence = least_confidence(boxes)
    if not boxes:  # recognised, but where its lines stand is not known
        touched = (page for page in document.pages if page.start < end and start < page.end)
        confidence = min((page.confidence for page in touched if page.confidence is not None), default=None)
    return replace(citation, boxes=boxes, confidence=confidence)
