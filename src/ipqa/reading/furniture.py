"""Page furniture: running heads, running feet and page numbers, told by their place and by repetition."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_LONE_NUMBER = re.compile(
    r"(?:[-—–－·~]?\s*\d{1,4}\s*[-—–－·~]?|[ivxIVX]{1,6}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4})$"
)
_FRAMED_NUMBER = re.compile(r"(?:[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页.*)$")
_DEPTH = 3


def without_furniture(pages: Sequence[Sequence[str]]) -> list[list[int]]:
    """For each page, the positions of its lines that are text; empty lines are none.

    A running line stands among the first or last three lines of at least three pages and a quarter of all, digits
    aside. A number alone at an edge is a page number where there are several pages, a framed one (- 3 -) always.
    """
    filled = [[index for index, line in enumerate(page) if line.strip()] for page in pages]
    edges = [list(_edges([page[i] for i in kept])) for page, kept in zip(pages, filled, strict=True)]
    counts = Counter(key for page in edges for key in {(place, text) for place, text, _ in page})
    needed = max(3, len(pages) // 4)
    number = _LONE_NUMBER if len(pages) > 1 else _FRAMED_NUMBER
    cleaned: list[list[int]] = []
    for page, kept, outer in zip(pages, filled, edges, strict=True):
        drop: set[int] = set()
        for place, key, index in outer:
            beyond = range(index) if place > 0 else range(index + 1, len(kept))
            outermost = drop.issuperset(beyond)
            running = counts[place, key] >= needed and re.search(r"[^\W\d]", key)
            lone = number.match(page[kept[index]].strip())
            if (lone and (outermost or abs(place) <= 2)) or (running and outermost):
                drop.add(index)
        cleaned.append([position for index, position in enumerate(kept) if index not in drop])
    return cleaned


def _edges(page: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """(place, text with digits masked, index) of the outer lines; place is 1, 2… from the top, -1, -2… from below."""
    top = min(_DEPTH, len(page))
    for index in range(top):
        yield index + 1, _masked(page[index]), index
    for back in range(1, min(_DEPTH, len(page) - top) + 1):
        yield -back, _masked(page[-back]), len(page) - back


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", "".join(text.split()))
