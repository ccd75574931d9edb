"""Styles of a DOCX: what a paragraph or a run inherits. ISO 29500-1, 17.7."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Self

from .package import Element, Package, find, q, switched_on, value

_HEADING = re.compile(r"(?:heading|标题|標題)\s*(\d)(?!\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|标题|標題|文档标题|公文标题|文件标题|主标题)$", re.IGNORECASE)
_SUBTITLE = re.compile(r"(?:subtitle|副标题|副標題)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*(?:\d|heading|标题)$|table of figures$|图表目录$", re.IGNORECASE)
_WHITE = 0xF4  # from here on, in all three colours, nobody tells the paper from the ink
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Look:
    """What decides whether a run can be seen; None is inherited. ``size`` is in half points."""

    hidden: bool | None = None
    white: bool | None = None
    shaded: bool | None = None
    size: int | None = None
    raised: str | None = None

    def over(self, other: Self) -> Self:
        """These properties where they are set, the other's elsewhere."""
        if self == _PLAIN:
            return other
        return replace(other, **{f.name: own for f in fields(self) if (own := getattr(self, f.name)) is not None})

    def unseen(self, shaded: bool) -> bool:
        """Whether nobody sees the text; ``shaded`` says that something dark is behind it."""
        if self.hidden or (self.size is not None and self.size <= 2):
            return True
        return bool(self.white) and not self.shaded and not shaded


_PLAIN = Look()


def look(properties: Element | None) -> Look:
    """The look that run properties ask for."""
    if properties is None or not len(properties):
        return _PLAIN
    size = value(properties, "w:sz") or ""
    shade = fill(find(properties, "w:shd"))
    marker = value(properties, "w:highlight")
    if marker is not None:
        shade = marker not in ("none", "white")
    return Look(
        switched_on(properties, "w:vanish"),
        _white(find(properties, "w:color")),
        shade,
        int(size) if size.isdigit() else None,
        value(properties, "w:vertAlign"),
    )


def fill(node: Element | None) -> bool | None:
    """Whether a shading is darker than paper; None where it says nothing."""
    if node is None:
        return None
    if node.get(q("w:val")) in ("solid", "pct75", "pct80", "pct85", "pct90", "pct95"):
        return True
    if node.get(q("w:themeFill")):
        return not node.get(q("w:themeFill"), "").startswith(("background1", "light1"))
    colour = node.get(q("w:fill")) or "auto"
    return colour != "auto" and not is_white(colour)


def is_white(colour: str) -> bool:
    """Whether six hexadecimal digits name white, or as good as."""
    if not re.fullmatch(r"#?[0-9A-Fa-f]{6}", colour):
        return colour.lower() == "white"
    return all(int(colour[-6:][i : i + 2], 16) >= _WHITE for i in (0, 2, 4))


def _white(node: Element | None) -> bool | None:
    if node is None:
        return None
    theme = node.get(q("w:themeColor"))
    if theme:
        return theme in ("background1", "light1") and not node.get(q("w:themeShade"))
    return is_white(node.get(q("w:val"), "auto"))


class Styles:
    """The styles of one document by id."""

    def __init__(self, package: Package, main: str) -> None:
        root = package.part(main, "styles")
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self._base = Look()
        self._levels: dict[str | None, int | None] = {}
        self._runs: dict[str | None, Look] = {}
        self._paragraphs: dict[str | None, Look] = {}
        if root is None:
            return
        self._base = look(find(root, "w:docDefaults/w:rPrDefault/w:rPr"))
        for style in root.iter(q("w:style")):
            name = style.get(q("w:styleId"), "")
            self._styles[name] = style
            if style.get(q("w:type")) == "paragraph" and style.get(q("w:default")) in ("1", "true", "on"):
                self._default = name

    def chain(self, style: str | None) -> Iterator[Element]:
        """A style and those it is based on."""
        for _ in range(_DEEPEST):
            found = self._styles.get(style or "")
            if found is None:
                return
            yield found
            style = value(found, "w:basedOn")

    def name(self, style: str | None) -> str:
        """The name that a person sees, or the id."""
        return value(next(self.chain(style), None), "w:name") or style or ""

    def of(self, paragraph: Element) -> str | None:
        """The id of a paragraph's style."""
        return value(paragraph, "w:pPr/w:pStyle") or self._default

    def paragraph_look(self, style: str | None) -> Look:
        """The look of runs in paragraphs of a style."""
        if style not in self._paragraphs:
            self._paragraphs[style] = self.run_look(style).over(self._base)
        return self._paragraphs[style]

    def run_look(self, style: str | None) -> Look:
        """The look that a style itself asks for."""
        if style not in self._runs:
            found = Look()
            for one in self.chain(style):
                found = found.over(look(find(one, "w:rPr")))
            self._runs[style] = found
        return self._runs[style]

    def level(self, paragraph: Element) -> int | None:
        """The heading level of a paragraph: 0 for the title, 1 to 9 below it, None for text."""
        direct = value(paragraph, "w:pPr/w:outlineLvl") or ""
        if direct.isdigit():
            return int(direct) + 1 if int(direct) < 9 else None
        style = self.of(paragraph)
        if style not in self._levels:
            self._levels[style] = self._level(style)
        return self._levels[style]

    def _level(self, name: str | None) -> int | None:
        chain = list(self.chain(name))
        for style in chain:
            shown = value(style, "w:name") or ""
            if _TITLE.match(shown):
                return 0
            if heading := _HEADING.match(shown):
                return int(heading[1])
            outline = value(style, "w:pPr/w:outlineLvl") or ""
            if outline.isdigit():
                return int(outline) + 1 if int(outline) < 9 else None
        heading = None if chain else _HEADING.match(name or "")
        return int(heading[1]) if heading else None

    def is_subtitle(self, paragraph: Element) -> bool:
        """Whether a paragraph stands under the title as part of it."""
        return bool(_SUBTITLE.match(self.name(value(paragraph, "w:pPr/w:pStyle"))))

    def is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph is a line of the table of contents."""
        return bool(_CONTENTS.match(self.name(value(paragraph, "w:pPr/w:pStyle"))))

    def shades(self, style: str | None) -> bool:
        """Whether a table style fills any of its cells."""
        return any(fill(node) for one in self.chain(style) for node in one.iter(q("w:shd")))
