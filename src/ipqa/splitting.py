"""Splitting: a Document becomes Passages along its sections, paragraphs, sentences and table rows."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .records import Document, Passage, Section, Table, content_id
from .text import sentences

TARGET = 300
LONGEST = 450
LONGEST_ARTICLE = 800
_SHORT_TAIL = 60
_LEAD = 60
_HEADER_LENGTH = 300


@dataclass(frozen=True, slots=True)
class _Region:
    """The text of one innermost section, its heading (and bare headings above it) included."""

    path: tuple[str, ...]
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece that is never cut; ``opens`` marks the beginning of a paragraph that is longer than a passage."""

    start: int
    end: int
    opens: bool = False


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in order; together they hold every character that is not white space, once.

    A passage stays inside one section, has about 300 and at most about 450 characters, and ends where a sentence, a
    list item or a table row ends. An article (第X条) of up to 800 characters, and a sentence of any length, stay whole.
    """
    found: list[Passage] = []
    for region in _regions(document):
        for start, end in _spans(document, region):
            found.append(Passage(content_id(document.version, start, end), document.id, region.path, start, end))
    return tuple(found)


def rendering(document: Document, passage: Passage) -> str:
    """What is embedded for a passage: title, headings, the header of its table, and its text, each on its line."""
    path = " > ".join(heading for heading in passage.section if heading != document.title)
    header = "\n".join(_headers(document, passage))
    text = document.text[passage.start : passage.end]
    return "\n".join(part for part in (document.title, path, header, text) if part)


def _regions(document: Document) -> Iterator[_Region]:
    """The stretches of text between headings; a heading with nothing under it goes with the next one."""
    text = document.text
    sections = document.sections
    first = sections[0].start if sections else len(text)
    pending: int | None = None
    if text[:first].strip():
        yield _Region((), 0, 0, first)
    for index, section in enumerate(sections):
        following = sections[index + 1].start if index + 1 < len(sections) else len(text)
        start = section.start if pending is None else pending
        if not text[section.body : following].strip() and _leads_on(sections, index):
            pending = start
            continue
        pending = None
        yield _Region(section.path, start, max(section.body, start), following)


def _leads_on(sections: Sequence[Section], index: int) -> bool:
    """Whether the next heading stands under this one."""
    return index + 1 < len(sections) and sections[index + 1].level > sections[index].level


def _spans(document: Document, region: _Region) -> Iterator[tuple[int, int]]:
    """The spans of a region's passages, without surrounding white space."""
    start, end = _trimmed(document.text, region.start, region.end)
    if start >= end:
        return
    article = bool(region.path) and _is_article(region.path[-1])
    if end - start <= (LONGEST_ARTICLE if article else LONGEST):
        yield start, end
        return
    yield from _packed(_atoms(document, region, start, end))


def _is_article(title: str) -> bool:
    return title.startswith("第") and "条" in title[:12]


def _atoms(document: Document, region: _Region, start: int, end: int) -> list[_Atom]:
    """The smallest pieces that may stand apart: paragraphs, sentences of long ones, rows; headings join the next."""
    atoms: list[_Atom] = []
    glue: int | None = None
    for left, right in _paragraphs(document.text, start, end):
        if right <= region.body:  # a heading line, or headings above it
            glue = left if glue is None else glue
            continue
        pieces = [(left, right)]
        if right - left > LONGEST and not _in_table(document.tables, left):
            pieces = list(sentences(document.text, left, right))
            head, *rest = pieces
            # A run-in heading, or a short sentence that says what the paragraph is about, stays with the next one.
            if rest and (head[1] <= region.body or (head[1] - left < _LEAD and rest[0][1] - left <= LONGEST)):
                pieces = [(left, rest[0][1]), *rest[1:]]
        if glue is not None:
            pieces[0] = (glue, pieces[0][1])
            glue = None
        opens = len(pieces) > 1
        atoms += [_Atom(a, b, opens and index == 0) for index, (a, b) in enumerate(pieces)]
    if glue is not None:
        atoms.append(_Atom(glue, end))
    return atoms


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        left, right = _trimmed(text, position, stop)
        if left < right:
            yield left, right
        position = stop + 1


def _packed(atoms: Sequence[_Atom]) -> Iterator[tuple[int, int]]:
    """Atoms put together up to the target; a short tail goes with what stands before it."""
    spans: list[tuple[int, int]] = []
    for atom in atoms:
        if spans:
            start, stop = spans[-1]
            whole, begun = atom.end - start, stop - start
            fits = whole <= TARGET or (
                whole <= LONGEST and (begun < TARGET // 2 or atom.end - atom.start < _SHORT_TAIL)
            )
            if fits and not (atom.opens and begun >= TARGET // 2):
                spans[-1] = (start, atom.end)
                continue
        spans.append((atom.start, atom.end))
    if len(spans) > 1:
        (start, _), (left, right) = spans[-2:]
        if right - left < 2 * _SHORT_TAIL and right - start <= LONGEST:
            spans[-2:] = [(start, right)]
    yield from spans


def _in_table(tables: Sequence[Table], offset: int) -> bool:
    index = bisect_right(tables, offset, key=lambda table: table.start) - 1
    return index >= 0 and offset < tables[index].end


def _headers(document: Document, passage: Passage) -> Iterator[str]:
    """Title and header rows of the tables whose rows a passage holds without them."""
    for table in document.tables:
        if table.start >= passage.end:
            break
        if table.end <= passage.start or passage.start <= table.start:
            continue
        if table.title:
            yield table.title
        for row in table.rows[: table.header]:
            yield " ".join(document.text[a:b] for a, b in dict.fromkeys(row) if a < b)[:_HEADER_LENGTH]
        if labels := " ".join(_labels(document.text, table, passage.start)):
            yield labels


def _labels(text: str, table: Table, start: int) -> Iterator[str]:
    """The merged cells above ``start`` that reach into the row in which a passage starts."""
    row = next((row for row in table.rows if any(a >= start for a, _ in row)), ())
    return (text[a:b] for a, b in dict.fromkeys(row) if a < b <= start)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
