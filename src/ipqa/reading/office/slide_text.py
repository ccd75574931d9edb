"""The words of a shape on a slide, with automatic numbers, without what nobody can see."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...text import INVISIBLE
from ..structure.layout import join
from ..structure.ordinals import circled, han, letter, raised, roman
from .docx_styles import is_white
from .package import Element, children, find, q, value
from .slide_shapes import Placed
from .symbols import without_private

_INVISIBLE_SIZE = 100  # hundredths of a point
_PAPER = frozenset(("bg1", "lt1"))
# Names of numberings (ISO 29500-1, 20.1.10.61): how the number is written, and what stands around it.
_NUMBERINGS = (
    (re.compile(r"ea1ChsPeriod|ea1ChtPeriod|ea1JpnChsDbPeriod"), han, "{}、"),
    (re.compile(r"ea1"), han, "{}"),
    (re.compile(r"circleNum"), circled, "{}"),
    (re.compile(r"arabicParenBoth"), str, "({})"),
    (re.compile(r"arabicParenR"), str, "{})"),
    (re.compile(r"arabic\w*Period"), str, "{}."),
    (re.compile(r"arabic"), str, "{}"),
    (re.compile(r"alphaLcParenBoth"), letter, "({})"),
    (re.compile(r"alphaLcParenR"), letter, "{})"),
    (re.compile(r"alphaLc"), letter, "{}."),
    (re.compile(r"alphaUc"), lambda n: letter(n).upper(), "{}."),
    (re.compile(r"romanLc"), roman, "{}."),
    (re.compile(r"romanUc"), lambda n: roman(n).upper(), "{}."),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a shape, and its largest size in hundredths of a point where it says one."""

    text: str
    size: int | None = None


class Backdrop:
    """What lies behind the text of a slide, so that white words on white can be told."""

    def __init__(self, slide: Any, placed: Sequence[Placed]) -> None:
        self._placed = placed
        sheets = [slide._element, slide.slide_layout._element, slide.slide_layout.slide_master._element]
        self._white = next((w for sheet in sheets if (w := _white_page(sheet)) is not None), True)
        trees = [tree for sheet in sheets[1:] if (tree := find(sheet, "p:cSld/p:spTree")) is not None]
        below = [node for tree in trees for node in children(tree)]
        # A picture or a coloured band of the layout may lie anywhere.
        self._white = self._white and not any(n.tag == q("p:pic") or _filled(n) for n in below)

    def is_white(self, shape: Placed) -> bool:
        """Whether nothing but white paper is behind a shape's text."""
        if not self._white or _filled(shape.node):
            return False
        for other in self._placed:
            if other is shape:
                break
            if (other.node.tag == q("p:pic") or _filled(other.node)) and (not other.known or other.covers(shape)):
                return False
        return True


def lines_of(shape: Placed, backdrop: Backdrop) -> tuple[list[Line], bool]:
    """The paragraphs of a shape, and whether words that nobody sees were left out."""
    body = find(shape.node, "p:txBody")
    if body is None:
        return [], False
    paper = backdrop.is_white(shape)
    lines: list[Line] = []
    counts: dict[int, int] = {}
    unseen = False
    for node in body.iterchildren(q("a:p")):
        line, left_out = _line(node, paper)
        unseen = unseen or left_out
        if line.text:
            lines.append(Line(_number(node, counts) + line.text, line.size))
    return lines, unseen


def one_line(lines: Sequence[Line]) -> str:
    """The lines joined as a title or a cell is."""
    text = ""
    for line in lines:
        words = " ".join(line.text.translate(INVISIBLE).split())
        text += join(text, words) + words
    return text


def _line(node: Element, paper: bool) -> tuple[Line, bool]:
    text, size, unseen = "", 0, False
    for run in children(node):
        properties = find(run, "a:rPr")
        if run.tag == q("a:br"):
            text = text.rstrip() + "\n"
            continue
        if run.tag not in (q("a:r"), q("a:fld")):
            if run.tag.endswith("}m"):
                text += "".join(t.text or "" for t in run.iter(q("m:t")))
            continue
        words = without_private(run.findtext(q("a:t")) or "")
        own = properties.get("sz", "") if properties is not None else ""
        points = int(own) if own.isdigit() else None
        if words.strip() and ((points is not None and points <= _INVISIBLE_SIZE) or (paper and _white(properties))):
            unseen = True
            continue
        size = max(size, points or 0)
        shift = properties.get("baseline", "0") if properties is not None else "0"
        text += raised(words, shift.startswith("-")) if shift not in ("0", "") else words
    return Line(one_line([Line(part) for part in text.split("\n")]), size or None), unseen


def _white(properties: Element | None) -> bool:
    return properties is not None and bool(_paper_colour(find(properties, "a:solidFill")))


def _paper_colour(fill: Element | None) -> bool | None:
    """Whether a solid fill is white; None where there is none."""
    if fill is None:
        return None
    own = value(fill, "a:srgbClr", "val")
    if own:
        return is_white(own)
    theme = find(fill, "a:schemeClr")
    # A shade of the paper's colour is no longer white.
    return theme is not None and theme.get("val") in _PAPER and not len(theme)


def _white_page(sheet: Element) -> bool | None:
    """Whether a sheet's own background is white; None where it has none."""
    page = find(sheet, "p:cSld/p:bg")
    if page is None:
        return None
    reference = find(page, "p:bgRef")
    if reference is not None:
        return reference.get("idx") in ("0", "1000", "1001") and value(reference, "a:schemeClr", "val") in _PAPER
    return bool(_paper_colour(find(page, "p:bgPr/a:solidFill")))


def _filled(node: Element) -> bool:
    """Whether a shape has a colour of its own that is not white, or a picture."""
    properties = find(node, "p:spPr")
    if properties is None:
        return False
    if any(find(properties, f"a:{kind}") is not None for kind in ("gradFill", "pattFill", "blipFill")):
        return True
    solid = _paper_colour(find(properties, "a:solidFill"))
    if solid is not None:
        return not solid
    styled = value(node, "p:style/a:fillRef", "idx")
    return find(properties, "a:noFill") is None and styled not in (None, "0")


def _number(paragraph: Element, counts: dict[int, int]) -> str:
    """The automatic number before a paragraph; ``counts`` holds how far each level has come."""
    properties = find(paragraph, "a:pPr")
    level = int(properties.get("lvl", "0")) if properties is not None else 0
    for deeper in [one for one in counts if one > level]:
        del counts[deeper]
    kind = value(properties, "a:buAutoNum", "type")
    if kind is None:
        counts.pop(level, None)
        return ""
    start = value(properties, "a:buAutoNum", "startAt") or "1"
    counts[level] = counts[level] + 1 if level in counts else int(start)
    for pattern, write, around in _NUMBERINGS:
        if pattern.match(kind):
            text = around.format(write(counts[level]))
            return text if text.endswith("、") else f"{text} "
    return ""
