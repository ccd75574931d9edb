"""The shapes of a slide: where each stands once its groups are opened, and in which order people read them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .package import Element, children, find, q, value

_ROW = 0.04  # shapes whose tops differ by less than this share of the slide's height stand side by side
_GROUPS = 20


@dataclass(frozen=True, slots=True)
class Placed:
    """A shape and its edges on the slide in EMU; a shape without a place of its own covers the slide."""

    node: Element
    left: float
    top: float
    right: float
    bottom: float
    placeholder: str | None = None
    known: bool = True

    @property
    def hidden(self) -> bool:
        found = next((n for n in self.node.iter(q("p:cNvPr"))), None)
        return found is not None and found.get("hidden") in ("1", "true")

    @property
    def is_text(self) -> bool:
        return bool(self.node.tag in (q("p:sp"), q("p:cxnSp")))

    @property
    def has_words(self) -> bool:
        return any((t.text or "").strip() for t in self.node.iter(q("a:t")))

    def touches(self, width: int, height: int) -> bool:
        """Whether any of the shape is on the slide."""
        return not self.known or (self.right > 0 and self.bottom > 0 and self.left < width and self.top < height)

    def covers(self, other: "Placed") -> bool:
        """Whether the middle of another shape lies on this one."""
        x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the coordinates inside a group become those of the slide: factor and offset per axis."""

    wide: float = 1
    high: float = 1
    right: float = 0
    down: float = 0

    def inside(self, group: Element) -> "_Frame":
        box = find(group, "p:grpSpPr/a:xfrm")
        if box is None:
            return self
        x, y, w, h = _numbers(box, "a:off", "x", "y") + _numbers(box, "a:ext", "cx", "cy")
        ix, iy, iw, ih = _numbers(box, "a:chOff", "x", "y") + _numbers(box, "a:chExt", "cx", "cy")
        wide, high = (w / iw if iw else 1) * self.wide, (h / ih if ih else 1) * self.high
        return _Frame(wide, high, self.right + x * self.wide - ix * wide, self.down + y * self.high - iy * high)


def shapes_of(slide: Any) -> Iterator[Placed]:
    """The shapes of a slide in drawing order, groups opened; a placeholder's place may be its layout's."""
    layout = slide.slide_layout
    inherited = [*layout._element.iter(q("p:sp")), *layout.slide_master._element.iter(q("p:sp"))]
    tree = find(slide._element, "p:cSld/p:spTree")
    if tree is not None:
        yield from _walk(tree, _Frame(), inherited, 0)


def in_order(shapes: Sequence[Placed], height: int) -> list[Placed]:
    """Shapes row by row from the top, each row from the left."""
    rows: list[list[Placed]] = []
    for shape in sorted(shapes, key=lambda p: (p.top, p.left)):
        if rows and shape.top - rows[-1][0].top <= _ROW * height:
            rows[-1].append(shape)
        else:
            rows.append([shape])
    return [shape for row in rows for shape in sorted(row, key=lambda p: p.left)]


def _walk(parent: Element, frame: _Frame, inherited: Sequence[Element], depth: int) -> Iterator[Placed]:
    for node in children(parent):
        if node.tag == q("p:grpSp"):
            own = find(node, "p:nvGrpSpPr/p:cNvPr")
            if depth < _GROUPS and (own is None or own.get("hidden") not in ("1", "true")):
                yield from _walk(node, frame.inside(node), inherited, depth + 1)
        elif node.tag in (q("p:sp"), q("p:cxnSp"), q("p:pic"), q("p:graphicFrame")):
            yield _placed(node, frame, inherited)


def _placed(node: Element, frame: _Frame, inherited: Sequence[Element]) -> Placed:
    holder = next(node.iter(q("p:ph")), None)
    kind = None if holder is None else holder.get("type", "obj")
    box = _box(node)
    if box is None and holder is not None:
        box = next((b for n in inherited if _same(next(n.iter(q("p:ph")), None), holder) and (b := _box(n))), None)
    if box is None:
        return Placed(node, 0, 0, 0, 0, kind, known=False)
    left, top, width, height = box
    x, y = left * frame.wide + frame.right, top * frame.high + frame.down
    return Placed(node, x, y, x + width * frame.wide, y + height * frame.high, kind)


def _same(other: Element | None, holder: Element) -> bool:
    """Whether a layout's placeholder is the one that a slide fills."""
    if other is None:
        return False
    kinds = {holder.get("type", "obj"), other.get("type", "obj")}
    return holder.get("idx", "0") == other.get("idx", "0") or len(kinds) == 1 or kinds == {"title", "ctrTitle"}


def _box(node: Element) -> tuple[float, float, float, float] | None:
    box = find(node, "p:xfrm") if node.tag == q("p:graphicFrame") else find(node, "p:spPr/a:xfrm")
    if box is None or find(box, "a:off") is None:
        return None
    x, y, w, h = _numbers(box, "a:off", "x", "y") + _numbers(box, "a:ext", "cx", "cy")
    return x, y, w, h


def _numbers(box: Element, path: str, *names: str) -> list[float]:
    found = [value(box, path, name) or "0" for name in names]
    return [float(text) if text.lstrip("-").isdigit() else 0.0 for text in found]
