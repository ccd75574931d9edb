"""A span of a document that is no sentence tells no number: the row of a table, the lead-in of a list or table."""

import re

from ..statistics import Query
from .passages import Found

_LEAD_IN = re.compile(r"(?:(?:下表|下图|附表|表\s?\d+)[^。；]{0,40}|如下|(?:下列|以下)[^。]{0,12}|[：:])[。：:]?$")
_ROW = re.compile(r"\t|(?:[^；;，。]{1,14}[；;]){3,}[^；;，。]{0,14}$")
_OF_NUMBERS = (
    "difference", "ratio", "share", "sum", "growth", "annual", "average", "trend", "ranking", "argmax", "verify",
    "compare", "distribution",
)  # fmt: skip


def tells(query: Query, found: Found) -> bool:
    """Whether a span may be quoted for a question: where numbers are asked, only sentences may."""
    if not query.numeric and query.operation not in _OF_NUMBERS:
        return True
    text = found.text.strip()
    inside = any(t.start <= found.start and found.end <= t.end for t in found.document.tables)
    return not (inside or _ROW.search(text) or (len(text) < 120 and _LEAD_IN.search(text)))
