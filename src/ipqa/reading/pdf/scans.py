"""Text in the pictures of a PDF: whole pages that were scanned, and charts on request."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...records import Box
from ..ocr.engine import OCR_DPI, OcrLine, recognise
from ..ocr.pages import scanned_page
from ..structure.blocks import Block
from .geometry import Edges
from .pages import Inset, PageContent

_POINTS = 72.0
_LONGEST = 4000  # pixels
_LARGE = 0.04  # of the page: a picture worth reading


def recognised(page: Any, content: PageContent) -> PageContent:
    """A page whose text stands in a picture, read; where nothing is recognised, what its text layer shows."""
    pixels, points = _rendered(page)
    found = scanned_page(pixels, content.number, points)
    if not found.runs and not found.insets:
        content.picture = not content.runs
        return content
    found.hidden = content.hidden
    return found


def figures(page: Any, content: PageContent, images: Sequence[Edges]) -> list[Inset]:
    """The text inside the larger pictures of a page, a plain block per line; ``images`` in the page's own points."""
    box = content.geometry.box
    large = [i for i in images if i.width * i.height >= _LARGE * box.width * box.height]
    if not large:
        return []
    pixels, _ = _rendered(page)
    height, wide = pixels.shape[:2]
    written = [content.geometry.fractions(Edges(r.left, r.bottom, r.right, r.top)) for r in content.runs]
    found: list[Inset] = []
    for image in large:
        upright = content.geometry.upright(image)
        shown = content.geometry.fractions(upright)
        left, top = int(shown.left * wide), int(shown.top * height)
        part = np.ascontiguousarray(pixels[top : int(shown.bottom * height) + 1, left : int(shown.right * wide) + 1])
        blocks = []
        for line in recognise(part):
            place = _fractions(line, wide, height, left, top)
            if not any(_meet(place, other) for other in written):
                blocks.append(_label(line, place, content.number))
        if blocks:
            found.append(Inset(upright.left, upright.bottom, upright.right, upright.top, blocks=tuple(blocks)))
    return found


def _label(line: OcrLine, place: Edges, number: int) -> Block:
    box = Box(0, len(line.text), number, place.left, place.top, place.right, place.bottom, line.confidence)
    return Block(line.text, ((0, number),), plain=True, boxes=(box,))


def _rendered(page: Any) -> tuple[NDArray[np.uint8], float]:
    """The page as it is displayed, and the points per pixel."""
    scale = min(OCR_DPI / _POINTS, _LONGEST / max(1.0, page.get_width(), page.get_height()))
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        return np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8), 1 / scale
    finally:
        bitmap.close()


def _fractions(line: OcrLine, wide: int, height: int, left: int = 0, top: int = 0) -> Edges:
    return Edges(
        max(0.0, (line.left + left) / wide),
        min(1.0, (line.bottom + top) / height),
        min(1.0, (line.right + left) / wide),
        max(0.0, (line.top + top) / height),
    )


def _meet(one: Edges, other: Edges) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0 and down > 0.4 * min(one.height, other.height)
