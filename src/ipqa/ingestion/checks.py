"""What a reading process replies is checked as if a stranger had sent it: a hostile file may have taken it over."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..records import Document, Entry, Figure, Passage, Section, Table, content_id
from .wire import Problem

_VERSION = re.compile(r"[0-9a-f]{16}")
_MESSAGE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: the file's source, collection and version; a ``container`` holds other sources."""

    source: str
    collection: str
    version: str
    container: bool


class Lie(ValueError):
    """A reply is not what was asked for, or contradicts itself."""


def checked(entry: Entry, asked: Asked) -> Entry:
    """The entry, when it is what was asked for and all its spans lie inside its text; raises Lie."""
    for name, holds in _claims(entry, asked):
        if not holds:
            raise Lie(name)
    return entry


def is_of(source: str, asked: Asked) -> bool:
    """Whether a source is the file asked for, or something inside it."""
    return source == asked.source or (
        source.startswith((f"{asked.source}#", f"{asked.source}:")) and _printable(source)
    )


def cleaned(problem: Problem, asked: Asked) -> Problem:
    """A problem as it may be shown: one line, of the file asked for, without characters that move a cursor."""
    source = problem.source if is_of(problem.source, asked) else asked.source
    return Problem(source, one_line(problem.message), one_line(problem.english), one_line(problem.code), problem.whole)


def one_line(text: str) -> str:
    """A text as one printable line of bounded length."""
    return " ".join("".join(c if _shown(c) else " " for c in text[: 2 * _MESSAGE_LENGTH]).split())[:_MESSAGE_LENGTH]


def _shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def _printable(text: str) -> bool:
    return text.isprintable() or all(_shown(c) for c in text)


def _claims(entry: Entry, asked: Asked) -> Iterator[tuple[str, bool]]:
    document = entry.document
    length = len(document.text)
    yield from _origin(document, asked)
    yield "pages", _pages(document)
    yield "sections", all(map(_section, document.sections)) and _within(document.sections, length)
    yield "sections", _sorted(s.start for s in document.sections)
    yield "tables", _within(document.tables, length) and all(_table(t, length) for t in document.tables)
    yield "graphics", all(document.text[g.start : g.end] == g.title for g in document.graphics)
    yield "seams", _sorted(document.seams) and all(0 < seam < length for seam in document.seams)
    yield "boxes", _boxes(document)
    yield "passages", _within(entry.passages, length) and all(_passage(p, document) for p in entry.passages)
    yield "passages", _sorted(p.start for p in entry.passages) and _unique(p.id for p in entry.passages)
    yield "figures", all(_figure(f, document.id, length) for f in entry.figures)
    yield "figures", _unique(f.id for f in entry.figures)


def _origin(document: Document, asked: Asked) -> Iterator[tuple[str, bool]]:
    inside = asked.container and document.source != asked.source
    yield "source", is_of(document.source, asked) if inside else document.source == asked.source
    # A line of a bundle may name its own collection.
    yield "collection", document.collection == asked.collection or (inside and _printable(document.collection))
    yield "id", document.id == content_id(document.collection, document.source)
    yield "version", bool(_VERSION.fullmatch(document.version)) if inside else document.version == asked.version
    yield "text", bool(document.text.strip()) and bool(document.title)


def _within(spans: Iterable[Section | Table | Passage], length: int) -> bool:
    return all(0 <= span.start <= span.end <= length for span in spans)


def _sorted(numbers: Iterable[int]) -> bool:
    found = list(numbers)
    return found == sorted(found)


def _unique(ids: Iterable[str]) -> bool:
    found = list(ids)
    return len(set(found)) == len(found)


def _section(section: Section) -> bool:
    return section.level > 0 and bool(section.path) and section.start <= section.body <= section.end


def _pages(document: Document) -> bool:
    """Ranges of pages follow one another; a footnote put behind a sentence that runs over may go back a page."""
    end = 0
    for page in document.pages:
        sure = page.confidence is None or 0 <= page.confidence <= 1
        if not (sure and page.number > 0 and end <= page.start <= page.end <= len(document.text)):
            return False
        end = page.end
    return True


def _table(table: Table, length: int) -> bool:
    widths = {len(row) for row in table.rows}
    cells = [cell for row in table.rows for cell in row]
    inside = all(table.start <= start <= end <= table.end for start, end in cells)
    noted = all(0 <= start <= end <= length for start, end in table.notes)
    return len(widths) <= 1 and inside and noted and min(table.header, table.labels) >= 0


def _boxes(document: Document) -> bool:
    length, numbers = len(document.text), {page.number for page in document.pages}
    return _sorted(box.start for box in document.boxes) and all(
        0 <= box.start <= box.end <= length
        and box.page in numbers
        and 0 <= box.left <= box.right <= 1
        and 0 <= box.top <= box.bottom <= 1
        and (box.confidence is None or 0 <= box.confidence <= 1)
        for box in document.boxes
    )


def _passage(passage: Passage, document: Document) -> bool:
    made = content_id(document.version, passage.start, passage.end)
    return passage.document_id == document.id and passage.id == made


def _figure(figure: Figure, document_id: str, length: int) -> bool:
    spans = 0 <= figure.start <= figure.value_start <= figure.value_end <= figure.end <= length
    return spans and figure.document_id == document_id
