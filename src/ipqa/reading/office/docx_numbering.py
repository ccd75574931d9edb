"""Automatic numbering of a DOCX, written out as Word shows it: 一、, （二）, 第3章, 1.2. ISO 29500-1, 17.9."""

import re
from dataclasses import dataclass, replace

from ..structure.ordinals import written
from .docx_styles import Styles
from .package import Element, Package, find, q, value

_PLACE = re.compile(r"%([1-9])")
_SYMBOL_FONT = re.compile(r"wingdings|webdings|symbol", re.IGNORECASE)
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_CLOSED = tuple("、，。．：；）】」』〉》〕")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the first number, the kind of number, the text around it, when it begins anew."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    style: str | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    levels: tuple[Level, ...]
    restarts: tuple[int | None, ...]


class Numbering:
    """The lists of one document and how far each has counted; paragraphs must be asked for in their order."""

    def __init__(self, package: Package, main: str, styles: Styles) -> None:
        self._styles = styles
        self._root = package.part(main, "numbering")
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if self._root is not None:
            self._abstract = {n.get(q("w:abstractNumId"), ""): n for n in self._root.iter(q("w:abstractNum"))}
            self._nums = {n.get(q("w:numId"), ""): n for n in self._root.iter(q("w:num"))}

    def label(self, paragraph: Element) -> str:
        """What stands before a paragraph, with the space behind it; counts on. Empty where it is in no list."""
        number, index = self._place(paragraph)
        found = self._list(number) if number else None
        if found is None or number is None or not 0 <= index < _LEVELS:
            return ""
        counters = self._count(found, number, index)
        return _label(found.levels, counters, index)

    def _place(self, paragraph: Element) -> tuple[str | None, int]:
        """The list of a paragraph and its level in it, by itself or by its style."""
        number = value(paragraph, "w:pPr/w:numPr/w:numId")
        level = value(paragraph, "w:pPr/w:numPr/w:ilvl") or ""
        if number is not None:
            return (None if number == "0" else number), _digit(level)
        named: set[str] = set()
        for style in self._styles.chain(self._styles.of(paragraph)):
            named.add(style.get(q("w:styleId"), ""))
            level = level or value(style, "w:pPr/w:numPr/w:ilvl") or ""
            number = value(style, "w:pPr/w:numPr/w:numId")
            if number is not None:
                found = self._list(number) if number != "0" else None
                if found is None:
                    return None, 0
                linked = next((i for i, one in enumerate(found.levels) if one.style in named), _digit(level))
                return number, linked if not level else _digit(level)
        return None, 0

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._read(number)
        return self._lists[number]

    def _read(self, number: str) -> _List | None:
        node = self._nums.get(number)
        key = value(node, "w:abstractNumId") or ""
        abstract = self._defined(key)
        if node is None or abstract is None:
            return None
        levels = [Level()] * _LEVELS
        for level in abstract.iter(q("w:lvl")):
            levels[min(_digit(level.get(q("w:ilvl"), "")), _LEVELS - 1)] = _level(level)
        restarts: list[int | None] = [None] * _LEVELS
        for change in node.iter(q("w:lvlOverride")):
            index = min(_digit(change.get(q("w:ilvl"), "")), _LEVELS - 1)
            own = find(change, "w:lvl")
            if own is not None:
                levels[index] = _level(own)
            start = value(change, "w:startOverride") or ""
            if start.isdigit():
                restarts[index] = int(start)
        return _List(key, tuple(levels), tuple(restarts))

    def _defined(self, key: str) -> Element | None:
        """The definition of a list; one that only names a list style is looked up there."""
        node = self._abstract.get(key)
        link = value(node, "w:numStyleLink")
        if link is None:
            return node
        for other in self._abstract.values():
            if value(other, "w:styleLink") == link:
                return other
        return node

    def _count(self, found: _List, number: str, index: int) -> list[int]:
        counters = self._counters.setdefault(found.abstract, [None] * _LEVELS)
        restart, last = found.restarts[index], counters[index]
        if restart is not None and (number, index) not in self._begun:
            counters[index] = restart
        else:
            counters[index] = found.levels[index].start if last is None else last + 1
        self._begun.add((number, index))
        for deeper in range(index + 1, _LEVELS):
            rule = found.levels[deeper].restart
            if rule is None or index < rule:
                counters[deeper] = None
        return [found.levels[i].start if c is None else c for i, c in enumerate(counters)]


def _digit(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _level(node: Element) -> Level:
    kind = next((n.get(q("w:val"), "decimal") for n in node.iter(q("w:numFmt"))), "decimal")
    text = value(node, "w:lvlText") or ""
    font = find(node, "w:rPr/w:rFonts")
    if kind == "bullet" and font is not None and any(_SYMBOL_FONT.match(name) for name in font.attrib.values()):
        text = ""  # a letter that only this font draws as a dot
    level = Level(kind=kind, text=_PRIVATE.sub("", text), suffix=value(node, "w:suff") or "tab")
    restart, start = value(node, "w:lvlRestart") or "", value(node, "w:start") or ""
    return replace(
        level,
        start=int(start) if start.isdigit() else 1,
        restart=int(restart) if restart.isdigit() else None,
        style=value(node, "w:pStyle"),
        legal=find(node, "w:isLgl") is not None,
    )


def _label(levels: tuple[Level, ...], counters: list[int], index: int) -> str:
    level = levels[index]
    if level.kind == "bullet":
        text = level.text
    else:
        text = _PLACE.sub(lambda m: _number(levels, counters, int(m[1]) - 1, level.legal), level.text)
    text = " ".join(text.split())
    return text if not text or level.suffix == "nothing" or text.endswith(_CLOSED) else f"{text} "


def _number(levels: tuple[Level, ...], counters: list[int], index: int, legal: bool) -> str:
    kind = levels[index].kind
    return written(counters[index], "decimal" if legal else kind)
