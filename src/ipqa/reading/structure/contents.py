"""Tables of contents: recognised by their heading, their leaders, and by naming what stands further down; not text."""

import re
from collections import Counter
from collections.abc import Sequence

from .blocks import Block
from .numbering import is_contents_line

_HEADING = re.compile(r"(?:[图表附]{0,2}表?目[\s\u3000]*[录次]|contents|table of contents)$", re.IGNORECASE)
_PAGE = re.compile(r"[\s.．·…\t]*[（(]?\s*(?:\d{1,4}|[ivxIVX]{1,6})\s*[）)]?$")
_PAGE_ENDS = frozenset("ivxIVX）)")
_LEADERS = re.compile(r"[\s.．·…]+")
_NUMBERED = re.compile(r"^[^。；，]{2,60}\s\d{1,4}$")
_RUN = 3
_ENTRY = 80


def without_contents(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without tables of contents.

    One is a run of lines with leaders and page numbers, or what follows the heading 目录 as long as each line has
    leaders or names, with or without a page number, a line that stands further down. A list under that heading whose
    lines occur nowhere else (a catalogue) stays.
    """
    texts: list[str] = []  # made at the first heading, which most documents lack
    again: Counter[str] = Counter()
    drop: set[int] = set()
    for index, block in enumerate(blocks):
        if index in drop or block.table is not None:
            continue
        if _HEADING.match(block.text.strip()):
            if not texts:
                texts = [_name(block.text) if len(block.text) <= _ENTRY else "" for block in blocks]
                again = Counter(texts)
            end = _entries(blocks, texts, again, index + 1)
            if end - index > 2:
                drop.update(range(index, end))
        elif is_contents_line(block.text):
            end = index
            while end < len(blocks) and is_contents_line(blocks[end].text):
                end += 1
            if end - index >= _RUN:
                drop.update(range(index, end))
    return [block for index, block in enumerate(blocks) if index not in drop] if drop else list(blocks)


def _entries(blocks: Sequence[Block], texts: Sequence[str], again: Counter[str], start: int) -> int:
    """Where the entries that begin at ``start`` end: one line in between may be of another kind (a wrapped entry)."""
    end = position = start
    seen: set[str] = set()
    while position < len(blocks) and position - end <= 1:
        text = texts[position]
        if text and text in seen:
            break  # the first entry again: the text itself begins
        line = blocks[position].text
        # Leaders that are drawn leave no trace; a few entries tell that the numbers are pages.
        numbered = len(seen) >= _RUN and position == end and bool(_NUMBERED.search(line))
        if is_contents_line(line) or numbered or (text and (again[text] > 1 or _begins(text, texts, position))):
            end = position + 1
            seen.add(text)
        position += 1
    return end


def _begins(text: str, texts: Sequence[str], position: int) -> bool:
    """Whether a line further down begins with an entry (总则 before 总则 第一条 …)."""
    return len(text) >= 4 and any(other.startswith(text) for other in texts[position + 1 :])


def _name(text: str) -> str:
    """A line without its page number, leaders and white space."""
    text = text.strip()
    if text[-1:].isdecimal() or text[-1:] in _PAGE_ENDS:  # few lines; to look for a number takes long
        text = _PAGE.sub("", text)
    return _LEADERS.sub("", text)
