"""Splitting: a Document becomes Passages along its sections, paragraphs, sentences and table rows."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .reading.tables.grid import column_path, row_path
from .records import Document, Passage, Section, Span, Table, content_id
from .text import sentences

TARGET = 300
LONGEST = 450
LONGEST_ARTICLE = 800
_SHORT_TAIL = 60
_LEAD = 60
_HEADER_LENGTH = 400
_LOOK_BACK = 3000
_LEAD_LENGTH = 160
# The marks of list items from the outermost kind to the innermost, and what an item's line must not be taken for.
_ITEM = re.compile(
    r"\s*(?:(?P<a>第[〇零一二三四五六七八九十百千\d]+条)|(?P<b>[一二三四五六七八九十]{1,3}[、.．])"
    r"|(?P<c>[（(][一二三四五六七八九十]{1,3}[）)])|(?P<d>\d{1,2}[.．、](?!\d))|(?P<e>[（(]?\d{1,2}[）)])"
    r"|(?P<f>[①-⑳])|(?P<g>[·•●○▪◆■\-—–*]\s*(?!\d)))"
)
_LEADS_IN = re.compile(r"[：:]\s*$")


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


@dataclass(frozen=True, slots=True)
class _Ties:
    """Lines that are not parted from others, by the offset at which their words begin.

    ``ahead``: a table's title, unit, header and the lines over groups of rows, which go with the row behind them;
    ``behind``: its notes, which go with its last row.
    """

    ahead: frozenset[int]
    behind: frozenset[int]


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in order; together they hold every character that is not white space, once.

    A passage stays inside one section, has about 300 and at most about 450 characters, and ends where a sentence, a
    list item or a table row ends; a table's title, unit and header stay with its first row, its notes with its last.
    An article (第X条) of up to 800 characters, and a sentence of any length, stay whole.
    """
    found: list[Passage] = []
    ties = _ties(document)
    for region in _regions(document):
        for start, end in _spans(document, region, ties):
            found.append(Passage(content_id(document.version, start, end), document.id, region.path, start, end))
    return tuple(found)


def rendering(document: Document, passage: Passage) -> str:
    """What is embedded for a passage: title, headings, what its table or list says above it, its text, a line each.

    Of a table that is its title, unit, the words over the columns and those before the rows, as far as the text lacks
    them; of a list the sentence that leads in.
    """
    path = " > ".join(heading for heading in passage.section if heading != document.title)
    header = "\n".join(_headers(document, passage))
    text = document.text[passage.start : passage.end]
    lead = "\n".join(_lead_ins(document, passage.start))
    return "\n".join(part for part in (document.title, path, header, lead, text) if part)


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


def _spans(document: Document, region: _Region, ties: _Ties) -> Iterator[tuple[int, int]]:
    """The spans of a region's passages, without surrounding white space."""
    start, end = _trimmed(document.text, region.start, region.end)
    if start >= end:
        return
    article = bool(region.path) and _is_article(region.path[-1])
    if end - start <= (LONGEST_ARTICLE if article else LONGEST):
        yield start, end
        return
    yield from _packed(_atoms(document, region, start, end, ties))


def _is_article(title: str) -> bool:
    return title.startswith("第") and ("条" in title[:12] or "條" in title[:12])


def _ties(document: Document) -> _Ties:
    ahead, behind = set[int](), set[int]()
    for table in document.tables:
        opening = [row for r, row in enumerate(table.rows) if r < table.header or _lone(row)]
        ahead.update(_line_start(document.text, row) for row in opening)
        ahead.update(_captions(document.text, table))
        behind.update(start for start, _ in table.notes)
    return _Ties(frozenset(ahead), frozenset(behind))


def _lone(row: Sequence[Span]) -> bool:
    """Whether a row holds one cell only: the line over a group of rows."""
    return len({span for span in row if span[0] < span[1]}) == 1


def _line_start(text: str, row: Sequence[Span]) -> int:
    """Where the words of a row's line begin; a cell that is merged with one above stands on another line."""
    start = text.rfind("\n", 0, max((a for a, _ in row), default=0)) + 1
    return _trimmed(text, start, len(text))[0]


def _captions(text: str, table: Table) -> Iterator[int]:
    """The starts of the lines right above a table that hold its title and its unit."""
    end = table.start - 1
    for _ in range(2):
        start = text.rfind("\n", 0, max(end, 0)) + 1
        words = text[start:end].strip()
        if not words or len(words) > 80 or not any(words in said or said in words for said in _said(table)):
            return
        yield start
        end = start - 1


def _said(table: Table) -> list[str]:
    return [words for words in (table.title, table.unit) if words]


def _atoms(document: Document, region: _Region, start: int, end: int, ties: _Ties) -> list[_Atom]:
    """The smallest pieces that may stand apart: paragraphs, sentences of long ones, rows; headings join the next."""
    atoms: list[_Atom] = []
    glue: int | None = None
    for left, right in _paragraphs(document.text, start, end):
        if right <= region.body or left in ties.ahead:  # a heading line, or headings above it; a table's opening
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
        if left in ties.behind and atoms and right - atoms[-1].start <= LONGEST_ARTICLE:
            atoms[-1] = replace(atoms[-1], end=right)
            continue
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
    """What the tables of a passage say of its rows outside of its text: title, unit, words over and before them."""
    text, tables = document.text, document.tables
    own = text[passage.start : passage.end]
    for table in tables[bisect_right(tables, passage.start, key=lambda t: t.end) :]:
        if table.start >= passage.end:
            break
        yield from (words for words in _said(table) if words not in own)
        begun = passage.start > table.start
        if begun or table.header > 1:
            width = len(table.rows[0]) if table.rows else 0
            paths = ("/".join(column_path(table, text, column)) for column in range(width))
            yield " ".join(dict.fromkeys(filter(None, paths)))[:_HEADER_LENGTH]
        if begun and (labels := " ".join(_labels(text, table, passage.start, own))):
            yield labels


def _labels(text: str, table: Table, start: int, own: str) -> list[str]:
    """What names the row in which a passage starts and stands above it: merged cells, the line of its group."""
    index = bisect_left(table.rows, start, key=lambda row: max(a for a, _ in row))
    if index >= len(table.rows):
        return []
    merged = [text[a:b] for a, b in dict.fromkeys(table.rows[index]) if a < b <= start]
    named = [word for word in row_path(table, text, index) if word not in own]
    return list(dict.fromkeys([*named, *merged]))


def _lead_ins(document: Document, start: int) -> list[str]:
    """The sentences that lead in to the list whose later items a passage begins with, outermost first."""
    text, within = document.text, document.section_at(start)
    begins = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    item = _ITEM.match(text, start) if begins else None
    found: list[str] = []
    floor, position = max(0, start - _LOOK_BACK), start
    while item and position > floor:
        line_start = text.rfind("\n", 0, position - 1) + 1
        line = text[line_start : position - 1].rstrip()
        above = _ITEM.match(line)
        position = line_start
        if above and str(above.lastgroup) >= str(item.lastgroup):
            continue  # an item beside it, or of a list within one
        around = document.section_at(line_start)
        if not _LEADS_IN.search(line) or within[: len(around)] != around:  # it led in to a list of another section
            break
        found.insert(0, _last_sentence(line))
        item = above
    return found


def _last_sentence(line: str) -> str:
    *_, (start, end) = sentences(line)
    return line[start:end][-_LEAD_LENGTH:]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
