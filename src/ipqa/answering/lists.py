"""Lists in running text: a lead-in and its items are quoted together. Pure functions of a document and a span."""

import re

from ..records import Document

LIST_LEAD = re.compile(r"(?:[：:]|如下|下列[^。]{0,20}|以下[^。]{0,20})$")
_ITEM = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[·•●○▪\-—*]|[①-⑳]|第[一二三四五六七八九十]+[，、])"
)


def whole_list(document: Document, start: int, end: int, limit: int = 700) -> tuple[int, int]:
    """A lead-in takes its items along, and an item that ends in a semicolon its lead-in and the items beside it."""
    text = document.text
    lead = start if _leads(text[start:end]) else _lead_of(text, start, end, limit)
    if lead is None:
        return start, end
    stop = text.find("\n", lead)
    position = found = stop if stop >= 0 and lead < start else end
    within = document.section_at(lead)
    while position < len(text) and position - lead < limit:
        line_start = position
        while line_start < len(text) and text[line_start].isspace():
            line_start += 1
        line_end = text.find("\n", line_start)
        line_end = len(text) if line_end < 0 else line_end
        listed = _ITEM.match(text[line_start:line_end]) or _ended(text[line_start:line_end], text[:position])
        if not listed or line_end - lead > limit:
            break
        if document.section_at(line_start)[: len(within)] != within:
            break  # 二、… is the heading of what comes next
        found = position = line_end
    return (lead, found) if found >= end else (start, end)


def _leads(text: str) -> bool:
    return bool(LIST_LEAD.search(text.rstrip("。"))) or text.rstrip().endswith(("：", ":"))


def _ended(line: str, before: str) -> bool:
    """Whether a line without a mark is an item: it ends in a semicolon, or one that does stands before it."""
    return bool(line) and (line.rstrip().endswith(("；", ";")) or before[-9:].rstrip().endswith(("；", ";")))


def _lead_of(text: str, start: int, end: int, limit: int) -> int | None:
    """Where the line starts that leads in the list of which a span is an item; None where it is none."""
    position = start
    if not text[start:end].rstrip().endswith(("；", ";")):
        return None
    while position > 0 and start - position < limit:
        stop = len(text[:position].rstrip())
        position = text.rfind("\n", 0, stop) + 1
        line = text[position:stop]
        if line.endswith(("：", ":")):
            return position
        if not line.endswith(("；", ";")):
            return None
    return None
