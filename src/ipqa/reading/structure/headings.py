"""Headings: numbering and explicit levels become a tree of sections.

A heading is an explicit one (Markdown #, h1–h6, a DOCX style) or a paragraph that opens with a numbering.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ...records import Section
from .numbering import ARTICLE, ENDS_OPEN, STOP, Heading, number_value, numbering_of, recognise

_ATTACHED = re.compile(r"^附件\s*[：:]\s*")
_LONGEST_ITEM = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block as the outline sees it: where it starts, its text, an explicit level, and whether it can be a heading."""

    start: int
    text: str
    level: int | None = None
    plain: bool = False


def outline(blocks: Sequence[Candidate], length: int) -> tuple[Section, ...]:
    """The sections of a text of ``length`` characters made of ``blocks``, in order, nested by rank."""
    headings = _select(blocks)
    sections: list[Section] = []
    stack: list[tuple[int, int]] = []  # (rank, position in sections)
    ends: list[int] = []
    for heading in headings:
        start = blocks[heading.index].start
        while stack and stack[-1][0] >= heading.rank:
            ends[stack.pop()[1]] = start
        parent = sections[stack[-1][1]].path if stack else ()
        stack.append((heading.rank, len(sections)))
        ends.append(length)
        sections.append(Section(len(stack), (*parent, heading.title), start, _body(blocks, heading, length), length))
    return tuple(
        Section(s.level, s.path, s.start, min(s.body, end), end) for s, end in zip(sections, ends, strict=True)
    )


def _body(blocks: Sequence[Candidate], heading: Heading, length: int) -> int:
    if heading.body is not None:
        return blocks[heading.index].start + heading.body
    return blocks[heading.index + 1].start if heading.index + 1 < len(blocks) else length


def _select(blocks: Sequence[Candidate]) -> list[Heading]:
    found: list[Heading] = []
    article = 0
    in_article = False
    items: dict[str, int] = {}  # the last number of each kind that was an item of a list
    for index, block in enumerate(blocks):
        if block.plain:
            continue
        heading = recognise(index, block.text, block.level, article)
        if block.level is None and _is_item(block.text, heading, items):
            continue
        if heading is None:
            continue
        if in_article and block.level is None and 20 <= heading.rank < ARTICLE:
            continue  # items of an article are its text
        if heading.kind == "article":
            in_article, article = True, article + 1
        else:
            in_article = False
            article = article if heading.rank > 6 else 0 if heading.rank == 1 else article
        found.append(heading)
    return _without_lists(found, blocks)


def _is_item(text: str, heading: Heading | None, items: dict[str, int]) -> bool:
    """Whether a numbered paragraph is an item of a list: it ends in a semicolon, or follows one that did."""
    numbered = numbering_of(text.lstrip())
    if numbered is None or numbered[0].rank < 20 or numbered[0].rank == ARTICLE:
        return False
    kind, value = numbered[0].name, number_value(numbered[1][1])
    if text.rstrip().endswith(ENDS_OPEN) or (heading is not None and items.get(kind) == value - 1):
        items[kind] = value
        return True
    return False


def _without_lists(found: list[Heading], blocks: Sequence[Candidate]) -> list[Heading]:
    """Headings without runs of items that have no text of their own, and without a list of contents."""
    again = Counter(h.title for h in found)
    seen: Counter[str] = Counter()
    kept: list[Heading] = []
    for position, heading in enumerate(found):
        seen[heading.title] += 1
        if blocks[heading.index].level is not None or heading.kind == "article":
            kept.append(heading)
            continue
        before = found[position - 1] if position else None
        after = found[position + 1] if position + 1 < len(found) else None
        bare = after is not None and after.index == heading.index + 1 and heading.body is None
        listed = (bare and after is not None and _next_item(heading, after)) or (
            heading.body is None
            and before is not None
            and before.body is None
            and before.index == heading.index - 1
            and _next_item(before, heading)
        )
        contents = bare and seen[heading.title] < again[heading.title]
        if not listed and not contents and not _beside_item(heading, blocks):
            kept.append(heading)
    return kept


def _beside_item(heading: Heading, blocks: Sequence[Candidate]) -> bool:
    """Whether the line right above or below carries the number before or after, and no text: 1. 2. 3. of a list."""
    if heading.body is not None or heading.kind not in ("digit", "digit-bracket"):
        return False
    value, above, below = number_value(heading.number), heading.index - 1, heading.index + 1
    if below < len(blocks) and _item(blocks[below]) == (heading.kind, value + 1):
        return True
    short = (
        above >= 0 and len(blocks[above].text) <= _LONGEST_ITEM and not STOP.search(blocks[above].text.rstrip()[:-1])
    )
    return short and _item(blocks[above]) == (heading.kind, value - 1)


def _item(block: Candidate) -> tuple[str, int] | None:
    """The kind and the value of the number that a line opens with, behind 附件： too."""
    numbered = None if block.plain or block.level is not None else numbering_of(_ATTACHED.sub("", block.text.lstrip()))
    return (numbered[0].name, number_value(numbered[1][1])) if numbered else None


def _next_item(one: Heading, other: Heading) -> bool:
    """Whether two headings are numbered alike, one after the other."""
    if one.kind != other.kind or not one.number or "." in one.number:
        return False
    return number_value(other.number) == number_value(one.number) + 1
