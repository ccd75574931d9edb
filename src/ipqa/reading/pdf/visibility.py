"""What a PDF page draws, and which of its text nobody can see.

Text may be drawn without ink, transparent, in the colour of what lies under it, outside its clipping, or be covered
afterwards. What cannot be told from the objects alone is told by drawing the page with and without it.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from . import pdfium
from .characters import Place, TextLayer
from .geometry import Edges, PageGeometry
from .glyphs import HIDDEN

_NO_INK = frozenset((3, 7))  # render modes: neither filled nor stroked
_STROKED_ONLY = frozenset((1, 5))
_LIGHT = 225  # of 255, the least of red, green and blue: may be paper on paper
_ALIKE = 24  # of 255: colours that an eye does not part
_SHAPE = 4.0  # points: a smaller shape is a rule or a dot
_OPAQUE = 230
_DEPTH = 4
_OBJECTS = 200_000
_SEGMENTS_LOOKED_AT = 20_000
_FILL_NONE = 0
_SCALE = 1.0  # pixels per point
_PIXELS = 2400
_DIFFERENCE = 20  # of 255: what an eye sees
_TEXT, _PATH, _IMAGE, _SHADING, _FORM = (
    raw.FPDF_PAGEOBJ_TEXT,
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_SHADING,
    raw.FPDF_PAGEOBJ_FORM,
)

Color = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Veil:
    """A picture that may cover text: where it lies and how many bytes it has; the same one on another page is equal."""

    place: Edges
    size: int


@dataclass(slots=True)
class Drawing:
    """What a page draws: ``images`` are their places in the page's own points, ``segments`` those of all its paths.

    ``inkless`` and ``doubtful`` are text objects, as numbers, that are never or perhaps not to be seen; ``veils`` the
    pictures drawn over text, with the text objects below. ``others`` are the page's own objects that are no text.
    """

    images: list[Edges] = field(default_factory=list)
    paths: int = 0
    segments: int = 0
    inkless: set[int] = field(default_factory=set)
    doubtful: set[int] = field(default_factory=set)
    veils: dict[Veil, set[int]] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)


def drawing(page: Any, veils: Set[Veil] = frozenset(), plain: bool = False) -> Drawing:
    """What a page draws, by its objects; those inside forms stand in the form's place.

    ``veils`` are pictures known to let the text under them through (a watermark on every page). With ``plain`` all
    text is known to be drawn dark and opaque.
    """
    return _Survey(page, veils, plain).found


def hide(page: Any, layer: TextLayer, found: Drawing, geometry: PageGeometry, veils: set[Veil]) -> bool:
    """Puts HIDDEN in place of the text of a page that nobody can see; whether there was any.

    Pictures that turn out to let text through are added to ``veils``.
    """
    if not found.inkless and not found.doubtful:
        return False
    owners = layer.owners()
    unseen = found.inkless | _unseen(page, layer, owners, found.doubtful, geometry)
    veils.update(veil for veil, below in found.veils.items() if unseen.isdisjoint(below))
    text = [
        HIDDEN if owner in unseen and _has_ink(character) else character
        for character, owner in zip(layer.text, owners, strict=True)
    ]
    layer.text = "".join(text)
    return HIDDEN in text


def _has_ink(character: str) -> bool:
    """Whether a character would be seen at all."""
    return character.isprintable() and not character.isspace()


class _Survey:
    """One walk over the objects of a page in the order in which they are drawn."""

    def __init__(self, page: Any, veils: Set[Veil], plain: bool) -> None:
        self.found = Drawing()
        self._veils = veils
        self._plain = plain
        self._color = pdfium.Numbers("I")
        self._mode = pdfium.Numbers("i")
        self._bounds = pdfium.Numbers("f")
        self._texts: list[int] = []
        self._holders: dict[int, int] = {}  # the form on the page that holds a text object
        self._colors: dict[bytes, list[int]] = {}
        self._shapes: set[Color] = set()
        self._page(pdfium.handle_of(page), min(raw.FPDFPage_CountObjects(page.raw), _OBJECTS))
        self._judge_colors()

    def _page(self, page: pdfium.Handle, count: int) -> None:
        """The objects of the page itself: thousands on a page of justified text, so this loop is written for speed."""
        page_object, render_mode, fill_color = pdfium.page_object, pdfium.render_mode, pdfium.fill_color
        color, (red, green, blue, alpha) = self._color.packed, self._color.at
        texts, plain, held = self._texts, self._plain, pdfium.Handle()
        last, same = b"", list[int]()
        for index in range(count):
            held.value = item = page_object(page, index)
            mode = render_mode(held)
            if mode:
                if mode < 0:
                    self.found.others.append(item)
                self._object(item, 0, mode)
                continue
            texts.append(item)
            if plain:
                continue
            fill_color(held, red, green, blue, alpha)
            if color() != last:
                last = color()
                same = self._colors.setdefault(last, [])
            same.append(item)

    def _object(self, item: int, outer: int, mode: int, depth: int = 0) -> None:
        if mode >= 0:
            self._text(item, outer, mode)
            return
        handle = pdfium.Handle(item)
        kind = pdfium.object_kind(handle)
        if kind == _PATH:
            self._path(item, outer)
        elif kind in (_IMAGE, _SHADING):
            bounds = self._edges(outer or item)
            if bounds is not None:
                size = 0
                if kind == _IMAGE:
                    self.found.images.append(bounds)
                    size = pdfium.raw_image_size(handle, None, 0)
                self._cover(bounds, Veil(bounds, size) if size else None)
        elif kind == _FORM and depth < _DEPTH:
            for index in range(min(pdfium.form_count(handle), _OBJECTS)):
                inner = pdfium.form_object(handle, index)
                self._object(inner, outer or item, pdfium.render_mode(pdfium.Handle(inner)), depth + 1)

    def _text(self, item: int, outer: int, mode: int) -> None:
        self._texts.append(item)
        if outer:
            self._holders[item] = outer
        if mode in _NO_INK:
            self.found.inkless.add(item)
        elif mode not in _STROKED_ONLY and pdfium.fill_color(pdfium.Handle(item), *self._color.at):
            self._colors.setdefault(self._color.packed(), []).append(item)

    def _path(self, item: int, outer: int) -> None:
        found, handle = self.found, pdfium.Handle(item)
        found.paths += 1
        if found.segments < _SEGMENTS_LOOKED_AT:
            found.segments += pdfium.segment_count(handle)
        if not pdfium.draw_mode(handle, *self._mode.at[:2]) or self._mode.four()[0] == _FILL_NONE:
            return
        bounds = self._edges(outer or item)
        if bounds is None or min(bounds.width, bounds.height) < _SHAPE:
            return
        if not pdfium.fill_color(handle, *self._color.at):
            self._cover(bounds)
            return
        red, green, blue, alpha = self._color.four()
        if alpha >= _OPAQUE:
            self._shapes.add((red, green, blue))
            self._cover(bounds)

    def _edges(self, item: int) -> Edges | None:
        return Edges(*self._bounds.four()) if pdfium.bounds_of(pdfium.Handle(item), *self._bounds.at) else None

    def _cover(self, shape: Edges, veil: Veil | None = None) -> None:
        """Text that was drawn before a shape in the same place may be covered by it."""
        if veil in self._veils:
            return
        below = set()
        for item in self._texts:
            edges = self._edges(self._holders.get(item, item))
            if edges is not None and _meets(edges, shape):
                below.add(item)
        self.found.doubtful |= below
        if veil is not None:
            self.found.veils.setdefault(veil, set()).update(below)

    def _judge_colors(self) -> None:
        shapes = self._shapes
        for color, items in self._colors.items():
            red, green, blue, alpha = memoryview(color).cast("I")
            if alpha == 0:
                self.found.inkless.update(items)
            elif (
                min(red, green, blue) >= _LIGHT
                or alpha < 40
                or any(max(abs(red - r), abs(green - g), abs(blue - b)) <= _ALIKE for r, g, b in shapes)
            ):
                self.found.doubtful.update(items)


def _meets(one: Edges, other: Edges) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.top, other.top) - max(one.bottom, other.bottom)
    return across > 1 and down > 1


def _unseen(page: Any, layer: TextLayer, owners: Sequence[int], doubtful: set[int], geometry: PageGeometry) -> set[int]:
    """Of doubtful text objects, those whose absence leaves the page as it is."""
    text = layer.text
    places = [(owner, i) for i, owner in enumerate(owners) if owner in doubtful and _has_ink(text[i])]
    if not places:
        return set()
    scale = min(_SCALE, _PIXELS / max(1.0, page.get_width(), page.get_height()))
    shape = ceil(page.get_height() * scale), ceil(page.get_width() * scale)
    lefts, bottoms, rights, tops = zip(*(layer.place(index) for _, index in places), strict=True)
    area = _pixels(geometry, (min(lefts), min(bottoms), max(rights), max(tops)), shape)
    whole = _rendered(page, scale, area, shape)
    for item in doubtful:
        pdfium.set_active(pdfium.Handle(item), 0)
    try:
        without = _rendered(page, scale, area, shape)
    finally:
        for item in doubtful:
            pdfium.set_active(pdfium.Handle(item), 1)
    seen: set[int] = set()
    for owner, index in places:
        if owner not in seen:
            rows, columns = _pixels(geometry, layer.place(index), shape)
            where = _shifted(rows, area[0].start), _shifted(columns, area[1].start)
            change = np.abs(whole[where].astype(np.int16) - without[where])
            if change.size and change.max() >= _DIFFERENCE:
                seen.add(owner)
    return {owner for owner, _ in places} - seen


def _shifted(pixels: slice, start: int) -> slice:
    return slice(max(0, pixels.start - start), max(0, pixels.stop - start))


def _rendered(page: Any, scale: float, area: tuple[slice, slice], shape: tuple[int, int]) -> NDArray[np.uint8]:
    """The pixels of a page in an area of it: the rest of its ``shape`` in pixels need not be drawn."""
    (rows, columns), (height, width) = area, shape
    if rows.start >= height or columns.start >= width:
        return np.zeros((0, 0, 3), np.uint8)
    beside = (columns.start, max(0, height - rows.stop), max(0, width - columns.stop), rows.start)
    # Half a pixel less, which PDFium's wrapper rounds up.
    crop = tuple(max(0.0, (pixels - 0.5) / scale) for pixels in beside)
    bitmap = page.render(scale=scale, crop=crop, draw_annots=False, rev_byteorder=True)
    try:
        return np.array(bitmap.to_numpy()[:, :, :3])
    finally:
        bitmap.close()


def _pixels(geometry: PageGeometry, place: Place, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """The pixels of a character's place in the page's own points."""
    shown = geometry.fractions(Edges(*place))
    height, width = shape[:2]
    top, bottom = int(shown.top * height), int(shown.bottom * height) + 1
    left, right = int(shown.left * width), int(shown.right * width) + 1
    return slice(top, bottom), slice(left, right)
