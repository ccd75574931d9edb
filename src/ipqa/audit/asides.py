"""Numbers said beside the one that counts: （2023年为 110 件）, 比上年的 110 件."""

import re

from ..figures.context.periods import periods
from ..records import Figure

_OPEN, _CLOSED = "（(", "）)"
_AGAINST = re.compile(
    r"(?:(?:较|比|与)[^，。；、]{0,14}(?:上年|去年|前年|上一年|前一年|同期|20\d{2}年)|(?:上年|去年|前年|上一年)?同期|由|从)[^，。；]{0,14}$"
)
_EARLIER = re.compile(r"(?:上年|去年|前年|上一年|前一年|上期)[^，。；]{0,10}$")


def is_aside(text: str, start: int, figure: Figure, main: Figure | None) -> bool:
    """Whether a number is only said for comparison with ``main``, the one before it, or stands in brackets."""
    if main is None or figure.cell is not None:
        return False
    before = text[start : figure.value_start]
    opened = _opened(before)
    if opened >= 0 and (inside := before[opened:]):
        return "其中" not in inside and bool(periods(inside) or _EARLIER.search(inside) or _AGAINST.search(inside))
    clause = re.split(r"[，。；,;]", text[main.value_end : figure.value_start])[-1]
    return bool(_AGAINST.search(clause) or _EARLIER.search(clause))


def past_aside(text: str, aside: Figure, figure: Figure) -> bool:
    """Whether a number stands behind the brackets or the clause of one said aside, and has no time of its own."""
    between = text[aside.value_end : figure.value_start]
    closed = max(between.rfind(c) for c in _CLOSED)
    bracketed = _opened(text[max(0, aside.value_start - 60) : aside.value_start]) >= 0
    parted = closed >= 0 if bracketed else bool(re.search(r"[，；]", between))
    return parted and not periods(between[closed + 1 :])


def _opened(before: str) -> int:
    """Where the bracket that is still open at the end of some text stands; -1 where none is."""
    depth = 0
    for index in range(len(before) - 1, -1, -1):
        if before[index] in _CLOSED:
            depth += 1
        elif before[index] in _OPEN:
            if not depth:
                return index
            depth -= 1
    return -1
