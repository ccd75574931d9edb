"""Page furniture: running heads, running feet and page numbers, told by their place and by repetition."""

import re
from collections.abc import Iterator, Sequence

_DASH = r"[-—–－―‐·•~～]"
_OF = r"[(（]?\s*共?\s*[\d一二三四五六七八九十]{1,4}\s*页?\s*[)）]?"
_FRAMED = (
    rf"{_DASH}+\s*(?:\d{{1,4}}|[ivxIVX]{{1,6}})\s*{_DASH}+"
    rf"|[(（]?第\s*[\d一二三四五六七八九十百]{{1,5}}\s*页(?:\s*[,，/]?\s*{_OF})?\s*[)）]?"
    r"|共\s*\d{1,4}\s*页\s*[,，/]?\s*第\s*\d{1,4}\s*页|(?i:page)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)
_LONE_NUMBER = re.compile(
    rf"(?:{_FRAMED}|{_DASH}?\s*\d{{1,4}}\s*{_DASH}?|[ivxIVXⅠ-ⅻ]{{1,6}}|\d{{1,4}}\s*/\s*\d{{1,4}})$"
)
_FRAMED_NUMBER = re.compile(rf"(?:{_FRAMED})$")
# What a browser prints under a page, its address and number, and over it, the time.
_ADDRESS = re.compile(r"(?:https?|file)://\S+\s+(?:第\s*)?\d{1,4}\s*(?:/\s*\d{1,4}|页.{0,12})$")
_TIME = re.compile(
    r"(?:\d{4}[/年.-]\d{1,2}[/月.-]\d{1,2}日?|\d{1,2}/\d{1,2}/\d{2,4})[,，]?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}"
)
_NEAR = 2  # pages: heads of left and of right pages take turns
_DEPTH = 3
_LETTER = re.compile(r"[^\W\d]")
_DIGITS = re.compile(r"\d+")


def without_furniture(pages: Sequence[Sequence[str]]) -> list[list[int]]:
    """For each page, the positions of its lines that are text; empty lines are none.

    A running line stands among the first or last three lines of at least three pages and a quarter of all, digits
    aside, or on three neighbouring pages (the head of a chapter). A number alone at an edge is a page number where
    there are several pages, a framed one (- 3 -) always.
    """
    filled = [[index for index, line in enumerate(page) if line and not line.isspace()] for page in pages]
    edges = [list(_edges([page[i] for i in kept])) for page, kept in zip(pages, filled, strict=True)]
    running_keys = _running(edges)
    number = _LONE_NUMBER if len(pages) > 1 else _FRAMED_NUMBER
    cleaned: list[list[int]] = []
    for page, kept, outer in zip(pages, filled, edges, strict=True):
        drop: set[int] = set()
        printed = _printed(page, kept)
        for place, key, index in outer:
            outermost = drop.issuperset(range(index) if place > 0 else range(index + 1, len(kept)))
            near = min(index, len(kept) - 1 - index) < 2
            lone = (outermost or near) and number.match(page[kept[index]].strip())
            running = outermost and (place, key) in running_keys
            if lone or running or index in printed:
                drop.add(index)
        cleaned.append([position for index, position in enumerate(kept) if index not in drop])
    # Pages that say nothing but the same (a form) are no pages of heads.
    return cleaned if any(cleaned) else filled


def _printed(page: Sequence[str], kept: Sequence[int]) -> set[int]:
    """Which of the lines ``kept`` a browser printed: the last, an address with a number, and a time over the page."""
    if not kept or not _ADDRESS.match(page[kept[-1]].strip()):
        return set()
    return {len(kept) - 1, *([0] if _TIME.match(page[kept[0]].strip()) else [])}


def _running(edges: Sequence[Sequence[tuple[int, str, int]]]) -> set[tuple[int, str]]:
    """The (place, text) of lines with letters that stand on enough pages, or on enough neighbouring ones."""
    seen: dict[tuple[int, str], list[int]] = {}
    for number, page in enumerate(edges):
        for place, text, _ in page:
            seen.setdefault((place, text), []).append(number)
    needed = max(3, len(edges) // 4)
    return {
        key
        for key, pages in seen.items()
        if (len(pages) >= needed or any(c - a <= 2 * _NEAR for a, c in zip(pages, pages[2:], strict=False)))
        and _LETTER.search(key[1])
    }


def _edges(page: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """(place, text with digits masked, index) of the outer lines; place is 1, 2… from the top, -1, -2… from below."""
    top = min(_DEPTH, len(page))
    for index in range(top):
        yield index + 1, _masked(page[index]), index
    for back in range(1, min(_DEPTH, len(page) - top) + 1):
        yield -back, _masked(page[-back]), len(page) - back


def _masked(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))
