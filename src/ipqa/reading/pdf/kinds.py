"""What the lines of a PDF page are: numbers with a label, prose, captions, contents, fields, a chart's axis."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ..structure.layout import is_caption
from ..structure.numbering import is_contents_line
from .cells import Lines, Piece, is_quantity
from .columns import Columns

YEAR = re.compile(r"(?:19|20)\d{2}\s*年?")
_LEADER = re.compile(r"[.．…·]{4,}")
_PROSE = re.compile(r"[。；;]|[，,].*[，,].*[，,]")
_FIELD = re.compile(r"[：:]\s*[_＿]*$")


def is_counting(line: Sequence[Piece]) -> bool:
    """Whether a line is a label with quantities beside it, or quantities only."""
    if len(line) < 2 or is_prose(line):
        return False
    numbers = sum(1 for piece in line[1:] if is_quantity(piece.text))
    return 2 * numbers >= len(line) - 1


def is_years(line: Sequence[Piece]) -> bool:
    years = [p for p in line[1:] if YEAR.fullmatch(p.text)]
    return len(years) == len(line) - 1 and not is_quantity(line[0].text)


def is_prose(line: Sequence[Piece]) -> bool:
    return any(len(p.text) > 24 and _PROSE.search(p.text) for p in line) or is_caption(" ".join(p.text for p in line))


def is_captioned(line: Sequence[Piece]) -> bool:
    return is_caption(" ".join(piece.text for piece in line))


def is_contents(lines: Lines) -> bool:
    """Whether lines are a table of contents: leaders, or headings with page numbers that never fall."""
    leaders = sum(1 for line in lines if is_contents_line(" ".join(p.text for p in line)) or _leads(line))
    return 3 * leaders >= len(lines)


def _leads(line: Sequence[Piece]) -> bool:
    return any(_LEADER.search(p.text) for p in line)


def are_fields(lines: Lines) -> bool:
    """Whether lines are the fields of a form: a name with a colon, and what is filled in."""
    return 2 * sum(1 for line in lines if any(_FIELD.search(p.text) for p in line)) > len(lines)


def has_axis(lines: Lines, columns: Columns) -> bool:
    """Whether a column is a chart's axis: numbers that fall in equal steps, line by line."""
    for column in range(len(columns.borders) - 1):
        texts = [p.text for line in lines for p in line if columns.at(p.centre) == column]
        values = [
            float(t) for text in texts if re.fullmatch(r"-?\d+(?:\.\d+)?", t := text.replace(",", "").rstrip("%％"))
        ]
        steps = [round(b - a, 6) for a, b in pairwise(values)]
        if len(steps) >= 3 and len(set(steps)) == 1 and steps[0] < 0 and not YEAR.fullmatch(texts[0]):
            return True
    return False
