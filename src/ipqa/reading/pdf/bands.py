"""Tables of a PDF page between long rules: three-line tables, and those with a rule under each row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..structure.layout import is_caption
from .cells import Lines, Piece, in_rows, rows_by_gaps
from .columns import Columns, columns_of
from .kinds import is_captioned, is_contents, is_counting, is_years
from .rules import SNAP, Rule, Rules

ROWS = 3
PITCH = 3.2  # of the height: rows further apart do not belong together
_TITLE_GAP = 1.9  # of the height: a title stands further above a header than its lines from one another
_LONG = 100.0  # points: the least length of the rules of a table
_COMPARED = 500
_PROSE_WIDTH = 0.6  # of the rules: no cell is as wide as a line of a paragraph


@dataclass(frozen=True, slots=True)
class Found:
    """Header lines and body rows of a table, and its columns."""

    header: Lines
    body: Lines
    columns: Columns


def between_rules(lines: Lines, rules: Rules) -> Iterator[Found]:
    """Tables between three or more long rules of the same reach: the first band is the header."""
    for group in long_rules(rules.horizontal):
        bands: list[Lines] = []
        for upper, lower in pairwise(group):
            inside = [_within(line, upper, lower) for line in lines]
            band = [line for line in inside if line]
            if not band:
                continue
            if _tabular(band, upper, lower) and not (bands and any(map(is_captioned, band))):
                bands = bands or _heading(lines, upper, band)
                bands.append(band if bands else _untitled(band))
                continue
            yield from _of_bands(bands)
            bands = []
        yield from _of_bands(bands)


def _untitled(band: Lines) -> Lines:
    """The first band without the title above the header, where it hangs under the last rule of another table."""
    for position, (line, following) in enumerate(pairwise(band)):
        far = line[0].middle - following[0].middle > _TITLE_GAP * line[0].height
        if len(line) > 1 and not is_captioned(line):
            return band[position:]
        if not far and not is_captioned(line):
            return band[position:]
    return band[-1:]


def _heading(lines: Lines, rule: Rule, below: Lines) -> list[Lines]:
    """The header that stands on a rule, a text for each column under it; else empty."""
    above = [kept for line in lines if (kept := _within(line, replace(rule, at=float("inf")), rule))]
    if not above:
        return []
    line = above[-1]
    near = line[0].bottom - rule.at <= 1.2 * line[0].height
    alike = 1 < len(line) == max(map(len, below)) and not any(is_caption(p.text) or _unit(p.text) for p in line)
    return [[line]] if near and alike else []


def _unit(text: str) -> bool:
    return "单位" in text and (":" in text or "：" in text)


def long_rules(lines: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of three or more horizontal rules that begin and end at the same places, each from the top."""
    groups: list[list[Rule]] = []
    for line in sorted(lines, reverse=True)[:_COMPARED]:
        if line.length < _LONG:
            continue
        for group in groups:
            if abs(group[0].start - line.start) <= SNAP and abs(group[0].end - line.end) <= SNAP:
                group.append(line)
                break
        else:
            groups.append([line])
    return [group for group in groups if len(group) >= 3]


def _within(line: Sequence[Piece], upper: Rule, lower: Rule) -> list[Piece]:
    return [p for p in line if lower.at < p.middle < upper.at and upper.start - SNAP <= p.centre <= upper.end + SNAP]


def _tabular(band: Lines, upper: Rule, lower: Rule) -> bool:
    """Whether the lines between two rules are cells side by side, no prose and no gap where something else stands."""
    wide = upper.length
    several = sum(1 for line in band if len(line) > 1)
    prose = sum(
        1
        for line in band
        if is_captioned(line) or (len(line) < 3 and any(p.right - p.left > _PROSE_WIDTH * wide for p in line))
    )
    heights = [upper.at, *(line[0].middle for line in band), lower.at]
    dense = all(a - b <= PITCH * band[0][0].height for a, b in pairwise(heights))
    return dense and 3 * several >= len(band) and 4 * prose <= len(band)


def _of_bands(bands: Sequence[Lines]) -> Iterator[Found]:
    if len(bands) < 2 or sum(map(len, bands)) < ROWS or any(is_counting(x) and not is_years(x) for x in bands[0]):
        return  # coloured bands or a rule under each row, without the header: found by its numbers
    body_lines = [line for band in bands[1:] for line in band]
    columns = columns_of(body_lines, bands[0])
    if columns is None or is_contents(body_lines):
        return
    if len(bands) > 2:
        body = [row for band in bands[1:] for row in in_rows(band, columns.borders[1])]
    else:
        body = in_rows(body_lines, columns.borders[1])
        if len(body) == 1 and len(body_lines) > 1:
            body = rows_of_words(body_lines, columns)
    if len(body) + 1 >= ROWS or len(columns.borders) > 3:
        yield Found(bands[0], body, columns)


def rows_of_words(lines: Lines, columns: Columns) -> Lines:
    """Rows of words: told by the gaps between them, else one begins where the first column has a text."""
    by_column = [
        [found for line in lines if (found := [p for p in line if columns.at(p.centre) == c])]
        for c in range(len(columns.spans))
    ]
    return rows_by_gaps(by_column) or _by_labels(lines, columns)


def _by_labels(lines: Lines, columns: Columns) -> Lines:
    """Rows of words: one begins where the first column has a text, unless all lines begin there."""
    first = [line[0].centre < columns.borders[1] for line in lines]
    filled = [len({columns.at(p.centre) for p in line}) for line in lines]
    rows: Lines = []
    for line, label, count in zip(lines, first, filled, strict=True):
        if not rows or (label and count > 1):
            rows.append(list(line))
        else:
            rows[-1] += line
    return rows
