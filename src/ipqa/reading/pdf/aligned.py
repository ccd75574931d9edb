"""Tables of a PDF page without borders: three-line tables between long rules, and columns of numbers under a header."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ...text import is_han
from ..structure.layout import is_caption
from ..structure.numbering import is_contents_line
from ..tables.grid import GridCell
from .bands import PITCH, ROWS, Found, between_rules, long_rules, rows_of_words
from .cells import (
    CharacterEdges,
    Lines,
    Piece,
    PlacedTable,
    PlacedText,
    cell,
    cut,
    end_of,
    estimated_edges,
    in_lines,
    in_rows,
    is_quantity,
    pieces,
)
from .columns import Columns, columns_of, fits
from .geometry import PageGeometry
from .headers import header_cells
from .kinds import YEAR, are_fields, has_axis, is_contents, is_counting, is_prose, is_years
from .rules import NO_RULES, Rules

_TOKENS = 40
_WIDE_SPACE = 0.6  # of the height: wider than the spaces of a sentence
_HEADER_LINES = 5
_BETWEEN = 2  # lines without numbers between two with numbers: wrapped labels, headings inside the table
_INDEX = re.compile(r"\d{1,4}")
_SPACED_NUMBER = re.compile(r"\s\S*\d\S{0,4}$")
_LATE_DIGIT = re.compile(r"\d")  # of the last five characters
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?")
_TITLE_NUMBER = re.compile(r"(?:附?表|续表)\s*\d|\d{1,2}[-–—]\d{1,3}(?:\s|$)")
_INDEX_HEAD = re.compile(r"序\s*号|编\s*号|项\s*次|No\.?", re.IGNORECASE)


def aligned_tables(
    texts: Sequence[PlacedText],
    geometry: PageGeometry,
    rules: Rules = NO_RULES,
    taken: Collection[int] = (),
    edges: CharacterEdges | None = None,
    before: PlacedTable | None = None,
) -> list[PlacedTable]:
    """The tables without borders, in order from the top.

    ``rules`` are the page's (three-line tables stand between them), ``taken`` the indices of texts that ruled tables
    hold, ``edges`` those of a text's characters (estimated when not given). ``before`` is the last table of the page
    before: rows at the top of this page that stand in its columns need no header.
    """
    if rules == NO_RULES and before is None and not _may_align(texts):
        return []
    wide = bool(long_rules(rules.horizontal))
    found = [p for whole in pieces(texts) if whole.index not in taken for p in _loosened(whole, texts, edges, wide)]
    lines = in_lines(found)
    tables: list[PlacedTable] = []
    used: set[int] = set(taken)
    for candidate in between_rules(lines, rules):
        tables.append(_placed(_parted(candidate, texts, edges), geometry, rules))
        used |= tables[-1].used
    lines = [kept for line in lines if (kept := [p for p in line if p.index not in used])]
    for candidate in _free(lines, before):
        tables.append(_placed(_parted(candidate, texts, edges), geometry, rules))
    return sorted(tables, key=lambda t: (-t.top, t.left))


def _may_align(texts: Sequence[PlacedText]) -> bool:
    """Whether two texts of a page stand on one line, or one may be parted: no running text does, and most pages are."""
    if not texts:
        return False
    doubled = sorted(text.bottom + text.top for text in texts)
    height = max(text.top - text.bottom for text in texts)
    beside = any(other - one <= height for one, other in pairwise(doubled))
    return beside or any(_ends_in_number(text.text) for text in texts)


def _ends_in_number(text: str) -> bool:
    """Whether the last of several words is a quantity; the patterns before only make the answer quick."""
    return bool(_LATE_DIGIT.search(text, len(text) - 5) and _SPACED_NUMBER.search(text)) and is_quantity(
        text.split()[-1]
    )


def _loosened(whole: Piece, texts: Sequence[PlacedText], edges: CharacterEdges | None, wide: bool) -> list[Piece]:
    """A text parted where narrow columns run into one another.

    That is at its spaces, where what follows them are numbers; on a page with long rules at ``wide`` spaces too.
    """
    tokens = whole.text.split()
    if len(tokens) < 2 or len(tokens) > _TOKENS or _GROUPED.fullmatch(whole.text):
        return [whole]
    if all(len(token) == 1 and is_han(token) for token in tokens):
        return [whole]  # letter-spaced: 地 区
    numbers = all(map(is_quantity, tokens[1:]))
    if not numbers and not (wide and edges):
        return [whole]
    places = edges(whole.index) if edges else estimated_edges(texts[whole.index])
    spaces = [m.start() for m in re.finditer(r"\s(?=\S)", whole.text)]
    least = 0.0 if numbers else _WIDE_SPACE * whole.height
    gaps = [places[k + 1] - end_of(whole, k - 1, places) for k in spaces]
    return cut(whole, [places[k + 1] - 0.1 for k, gap in zip(spaces, gaps, strict=True) if gap >= least], places)


# --- without rules


def _parted(found: Found, texts: Sequence[PlacedText], edges: CharacterEdges | None) -> Found:
    """The table with names of two columns parted that run into one another at a space."""

    def parts(piece: Piece) -> list[Piece]:
        whole = texts[piece.index].text.rstrip()
        if piece.text != whole or any(len(word) < 2 for word in whole.split()) or len(found.columns.covered(piece)) < 2:
            return [piece]
        places = edges(piece.index) if edges else estimated_edges(texts[piece.index])
        spaces = [places[m.start() + 1] - 0.1 for m in re.finditer(r"\s(?=\S)", whole)]
        cuts = [x for x in spaces for border in found.columns.borders[1:-1] if abs(x - border) <= piece.height]
        return cut(piece, cuts, places)

    header = [[part for piece in line for part in parts(piece)] for line in found.header]
    return replace(found, header=header)


def _free(lines: Lines, before: PlacedTable | None) -> Iterator[Found]:
    """Tables of numbers under a header: three or more lines with numbers in the same columns."""
    start = 0
    while start < len(lines):
        listed = _listed(lines, start, before)
        if listed is not None:
            yield listed[0]
            start = listed[1]
            continue
        end = _run_end(lines, start)
        if end is None:
            start += 1
            continue
        found = _region(lines, start, end, before if not start else None)
        if found is not None:
            yield found
        start = end


def _listed(lines: Lines, start: int, before: PlacedTable | None) -> tuple[Found, int] | None:
    """A list of words whose first column counts 1, 2, 3 under a header (序号), and where it ends; None elsewhere.

    One that began on the page before goes on with the next number.
    """
    head = lines[start]
    counted = _last_number(before) if before is not None and not start else 0
    if len(head) < 3:
        return None
    headed = bool(_INDEX_HEAD.fullmatch(head[0].text))
    if not headed and not (counted and head[0].text == str(counted + 1)):
        return None
    first = end = start + headed
    count = counted if not headed or (first < len(lines) and lines[first][0].text == str(counted + 1)) else 0
    begun = count
    while end < len(lines):
        line = lines[end]
        if end > start and lines[end - 1][0].middle - line[0].middle > PITCH * head[0].height:
            break
        if abs(line[0].centre - head[0].centre) <= 2 * head[0].height and line[0].right < head[1].left + head[0].height:
            if not (_INDEX.fullmatch(line[0].text) and int(line[0].text) == count + 1):
                break
            count += 1
        elif line[0].left < head[0].right:
            break
        end += 1
    body = lines[first:end]
    columns = columns_of(body, [head] if headed else []) if count - begun >= (1 if counted else ROWS) else None
    if columns is None or len(columns.spans) < 3:
        return None
    return Found([head] if headed else [], rows_of_words(body, columns), columns), end


def _last_number(table: PlacedTable) -> int:
    """The number at which a list on the page before ends, 0 when it counts nothing."""
    last = max((c for c in table.cells if c.column == 0 and c.text), key=lambda c: c.row, default=None)
    return int(last.text) if last is not None and _INDEX.fullmatch(last.text) else 0


def _run_end(lines: Lines, start: int) -> int | None:
    """Where the lines of numbers that begin at ``start`` end (exclusive); None when it is no line of numbers."""
    if not is_counting(lines[start]):
        return None
    last = start
    for position in range(start + 1, len(lines)):
        gap = lines[position - 1][0].middle - lines[position][0].middle
        if gap > PITCH * max(p.height for p in lines[position]):
            break
        if is_counting(lines[position]):
            last = position
        elif position - last > _BETWEEN or is_prose(lines[position]):
            break
    end = last + 1
    # The last label may be wrapped below its numbers.
    if end < len(lines) and len(lines[end]) == 1 and _wraps(lines[last], lines[end][0]):
        end += 1
    return end


def _wraps(line: Sequence[Piece], piece: Piece) -> bool:
    label = line[0]
    near = 0 < label.middle - piece.middle <= 1.5 * label.height
    return (
        near and abs(piece.left - label.left) <= label.height and piece.right <= label.right + 2 and len(label.text) > 4
    )


def _region(lines: Lines, start: int, end: int, before: PlacedTable | None) -> Found | None:
    """The table whose lines of numbers are ``lines[start:end]``, with its header above; None when it is none."""
    body = lines[start:end]
    header: Lines = []
    while len(body) > 1 and is_years(body[0]):
        header.append(body[0])
        body = body[1:]
    anchors = [line for line in body if is_counting(line)]
    columns = columns_of(body, header)
    if (
        columns is None
        or is_contents(body)
        or are_fields(anchors)
        or has_axis(anchors, columns)
        or not fits(anchors, columns)
    ):
        return None
    if not header:
        first = _headed(lines, start, columns)
        body = [*lines[first:start], *body]
        start = first
    header = [*_header_above(lines[max(0, start - _HEADER_LINES) : start], columns, lines[start]), *header]
    carried = before is not None and _same_columns(before.columns, columns.borders)
    named = len({columns.at(p.centre) for line in header for p in line} - {0})
    enough = len(anchors) >= ROWS or (len(anchors) == 2 and len(columns.borders) > 3)
    if not carried and (not enough or 2 * named < len(columns.borders) - 2):
        return None
    if not carried and not _labelled(anchors, columns):
        return None
    return Found(header, in_rows(body, columns.borders[1]), columns)


def _same_columns(before: Sequence[float], now: Sequence[float]) -> bool:
    return len(before) == len(now) and all(abs(b - n) <= 20 for b, n in zip(before[1:-1], now[1:-1], strict=True))


def _labelled(anchors: Lines, columns: Columns) -> bool:
    """Whether the first column names the rows: words, years or running numbers."""
    labels = [line[0].text for line in anchors if columns.at(line[0].centre) == 0]
    words = sum(1 for text in labels if not is_quantity(text) or YEAR.fullmatch(text))
    return 2 * words >= len(anchors) or (len(columns.borders) > 4 and 2 * len(labels) >= len(anchors))


def _headed(lines: Lines, start: int, columns: Columns) -> int:
    """Where the body begins: headings inside the table may stand between its header and its first numbers."""
    for first in range(start - 1, max(-1, start - _BETWEEN - 2), -1):
        line = lines[first]
        if lines[first][0].middle - lines[first + 1][0].middle > PITCH * line[0].height:
            break
        if len(line) > 1:
            return first + 1
        if line[0].right > columns.borders[1] or is_caption(line[0].text):
            break
    return start


def _header_above(lines: Lines, columns: Columns, first: Sequence[Piece]) -> Lines:
    """The lines above the numbers that name the columns, from the top."""
    header: Lines = []
    set_between: Lines = []
    below = first
    for line in reversed(lines):
        height = max(p.height for p in line)
        gap = line[0].middle - below[0].middle
        outside = any(p.right < columns.left - 2 * height or p.left > columns.right + 2 * height for p in line)
        if gap > PITCH * height or outside or is_prose(line) or any(len(p.text) > 24 for p in line):
            break
        if any(is_contents_line(p.text) for p in line) or (set_between and gap > height):
            break
        if _TITLE_NUMBER.match(line[0].text):
            break
        below = line
        if len(line) == 1 and line[0].left < columns.borders[1] and line[0].right < columns.borders[-2]:
            if gap > height or not header:
                break
            set_between = [line]  # the label of the first column, set to the middle between two lines
        elif len(line) == 1 and not header:
            break
        else:
            header = [line, *set_between, *header]
            set_between = []
    return header


# --- cells


def _placed(found: Found, geometry: PageGeometry, rules: Rules) -> PlacedTable:
    columns = found.columns
    cells = header_cells(found.header, columns, rules, geometry)
    above = max((c.row + c.rows for c in cells), default=0)
    for position, row in enumerate(found.body):
        cells += _row(row, above + position, columns, geometry)
    everything = [p for line in (*found.header, *found.body) for p in line]
    return PlacedTable(
        tuple(cells),
        min(p.left for p in everything),
        min(p.bottom for p in everything),
        max(p.right for p in everything),
        max(p.top for p in everything),
        frozenset(p.index for p in everything),
        columns.borders,
        geometry.number,
        geometry.number,
    )


def _row(row: Sequence[Piece], number: int, columns: Columns, geometry: PageGeometry) -> list[GridCell]:
    """The cells of one row: a text alone that reaches over several columns is one merged cell."""
    count = len(columns.borders) - 1
    if len(row) == 1:
        covered = columns.covered(row[0])
        if len(covered) > 1:
            first, last = covered[0], covered[-1]
            filled = [cell(row, number, first, geometry, 1, last - first + 1)]
            return filled + [cell((), number, c, geometry) for c in range(count) if not first <= c <= last]
    held: list[list[Piece]] = [[] for _ in range(count)]
    for piece in row:
        held[columns.at(piece.centre)].append(piece)
    return [cell(found, number, column, geometry) for column, found in enumerate(held)]
