"""Lists in running text that name the same thing twice."""

import re
from collections.abc import Iterator

from .findings import Finding, finding, quoted
from .view import View

_TITLES = re.compile(r"《[^《》\n]{2,80}》(?:(?:\s|、|，|,|和|及|以及|与|；)*《[^《》\n]{2,80}》)+")
_TITLE = re.compile(r"《([^《》\n]{2,80})》")
_RUN = re.compile(r"[^，。；：:！？!?\n“”《》、（）()]{2,40}(?:、[^，。；：:！？!?\n“”《》、（）()]{1,40}){2,}")
_INTRODUCED = re.compile(r"^.*(?:分别是|分别为|包括|包含|涉及|覆盖|现有|其中有?|即|如|由|为|是|有|在|对|向|与|把|将)")
_CLOSED = re.compile(r"(?:等|共|和|及|以及|与).*$")
_NO_NAMEED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*(\S.{3,60}?)\s*[；;。]?$")
_PLACE = re.compile(r"(?:街道|[镇乡村县市区]|社区|公司|大学|学院|医院|研究[院所]|[局厂])$")
_SAID = re.compile(r"的|由|都|可以|或者|应当|必须")
# A way may lead along the same road twice.
_NO_NAME = re.compile(r"\d|[%％]|百分之|^[!-~]+$|(?:路|(?<!街)道|线)$")
LEAST = 3
"""Characters of a thing that is named; shorter ones are figures of speech."""


def list_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document."""
    yield from _titles(view)
    yield from _names(view)
    yield from _numbered(view)


def _titles(view: View) -> Iterator[Finding]:
    """《A》、《B》、《A》."""
    for run in _TITLES.finditer(view.text):
        first: dict[str, tuple[int, int]] = {}
        for match in _TITLE.finditer(view.text, run.start(), run.end()):
            name = re.sub(r"\s+", "", match[1])
            before = first.setdefault(name, match.span())
            if before != match.span():
                yield _twice(view, f"《{name}》", before, match.span())


def _names(view: View) -> Iterator[Finding]:
    """甲镇、乙镇、甲镇: the first of a list may have its verb before it, the last what follows behind it."""
    for run in _RUN.finditer(view.text):
        first: dict[str, tuple[int, int]] = {}
        position = run.start()
        for word in run.group().split("、"):
            name = re.sub(r"\s+", "", word)
            name = _CLOSED.sub("", name if first else _INTRODUCED.sub("", name))
            if name not in first and len(name) > LEAST:
                # 、南桥街道设立了…: what follows the last name of a list is no part of it.
                name = next((n for n in first if name.startswith(n) and _PLACE.search(n)), name)
            span = (position, position + len(word))
            position += len(word) + 1
            if len(name) >= LEAST and not _NO_NAME.search(name) and (before := first.setdefault(name, span)) != span:
                yield _twice(view, name, before, span)
            if _CLOSED.search(word) or (len(first) > 1 and _SAID.search(word)):
                first = {}


def _numbered(view: View) -> Iterator[Finding]:
    """（1）甲…（2）乙…（3）甲 in lines that follow each other."""
    first: dict[str, tuple[int, int]] = {}
    position = 0
    for line in view.text.split("\n"):
        start = position
        position += len(line) + 1
        if not line.strip():
            continue
        match = _NO_NAMEED.fullmatch(line.strip())
        if match is None:
            first.clear()
            continue
        name = re.sub(r"\s+", "", match[1])
        before = first.setdefault(name, (start, start + len(line)))
        if before[0] != start and not re.search(r"[:：]$|_{2,}", name):
            yield _twice(view, name, before, (start, start + len(line)))


def _twice(view: View, name: str, a: tuple[int, int], b: tuple[int, int]) -> Finding:
    """One quote over both where they stand near each other, so that the list can be read."""
    near = b[1] - a[0] <= 200
    spans = [(a[0], b[1])] if near else []
    quotes = tuple(quoted(view.document, *span) for span in (*spans, a, b))
    return finding("duplicate_item", "warning", f"同一列举中“{name}”出现两次", quotes)
