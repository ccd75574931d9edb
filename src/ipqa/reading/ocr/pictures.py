"""Pictures of pages made ready for recognition: seals taken off, pages set upright and level, ruled lines found."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Matrix = NDArray[np.float64]
Quads = NDArray[np.float32]

_RED = 50  # how much more red than green or blue a seal's ink is, of 255
_SEAL_SIDES = (0.05, 0.4)  # of the page's shorter edge: the least and the greatest side of a seal
_SEAL_FILL = (0.05, 0.65)  # of its box: a ring with a star, no block of colour
_SIDEWAYS = 1.5  # a piece this much taller than wide runs down or up the page
_LEAST_LEAN = math.radians(0.1)
_ENOUGH = 1.5  # of the page's width: so much text, end to end, tells how a page leans
_MOST_LEAN = math.radians(15)
_LONG_RULE = 12  # the least length of a horizontal rule is the width divided by this
_THICK = 14  # pixels: what is thicker is no rule
_TOUCH = 8  # pixels: how near a vertical rule comes to a horizontal one


@dataclass(frozen=True, slots=True)
class Stroke:
    """A ruled line in pixels: ``at`` the row (or column) of its middle, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Strokes:
    """The horizontal and vertical rules of a level page."""

    horizontal: tuple[Stroke, ...] = ()
    vertical: tuple[Stroke, ...] = ()


NO_STROKES = Strokes()


def without_seals(pixels: Pixels) -> Pixels:
    """An RGB page with the red ink of its seals made white; black text below them stays, and so do red headings."""
    small = pixels[::4, ::4].astype(np.int16)
    red = (small[..., 0] - np.maximum(small[..., 1], small[..., 2]) > _RED).astype(np.uint8)
    if red.mean() < 0.0005:
        return pixels
    # The characters around a ring stand apart by less than this.
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    edge = min(red.shape)
    cleaned = pixels
    for x, y, w, h, area in cv2.connectedComponentsWithStats(joined)[2][1:]:
        inside = all(_SEAL_SIDES[0] * edge <= side <= _SEAL_SIDES[1] * edge for side in (w, h))
        ring = _SEAL_FILL[0] * w * h <= area <= _SEAL_FILL[1] * w * h and 0.55 <= w / h <= 1.8
        if inside and ring:
            cleaned = cleaned.copy() if cleaned is pixels else cleaned
            part = cleaned[4 * y : 4 * (y + h) + 4, 4 * x : 4 * (x + w) + 4]
            part[...] = _without_red(part)
    return cleaned


def _without_red(part: Pixels) -> Pixels:
    """Pixels as seen through a red glass: red ink vanishes, black stays."""
    channel = part[..., 0].astype(np.float32)
    paper = float(np.percentile(channel, 90)) or 255.0
    through: Pixels = np.clip(channel / paper * 255, 0, 255).astype(np.uint8)
    return through[..., None].repeat(3, axis=2)


def is_sideways(quads: Quads) -> bool:
    """Whether most of the text found, by length, runs down or up the page."""
    across, along = _sides(quads)
    long = np.maximum(across, along)
    clear = long > 2.5 * np.minimum(across, along)
    return bool(long[clear & (along > _SIDEWAYS * across)].sum() > 0.6 * long[clear].sum() > 0)


def lean_of(quads: Quads, pixels: Pixels) -> float:
    """By how much the lines of a page fall to the right (radians); 0 where they are level or disagree."""
    across, along = _sides(quads)
    wide = across > 6 * along
    if across[wide].sum() < _ENOUGH * pixels.shape[1]:
        lean = _profiled_lean(pixels)
    else:
        edges = (quads[wide, 1] - quads[wide, 0]) + (quads[wide, 2] - quads[wide, 3])
        angles = np.arctan2(edges[:, 1], edges[:, 0])
        order = np.argsort(angles)
        weights = np.cumsum(across[wide][order])
        lean = float(angles[order][np.searchsorted(weights, weights[-1] / 2)])
    return lean if _LEAST_LEAN <= abs(lean) <= _MOST_LEAN else 0.0


def _profiled_lean(pixels: Pixels) -> float:
    """The lean of a page of short pieces (a table): at it the rows of the page differ most in how dark they are."""
    scale = 800 / max(pixels.shape[:2])
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = small.shape
    dark = np.asarray(255 - small, np.uint8)

    def contrast(lean: float) -> float:
        # A shear is enough: only the rows are looked at.
        shear = np.array([[1, 0, 0], [-math.tan(lean), 1, width / 2 * math.tan(lean)]], np.float64)
        profile = cv2.warpAffine(dark, shear, (width, height)).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(profile)).sum())

    coarse = max((math.radians(step / 4) for step in range(-16, 17)), key=contrast)
    return max((coarse + math.radians(step / 20) for step in range(-5, 6)), key=contrast)


def _sides(quads: Quads) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The lengths of the upper and the left edges."""
    return np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1), np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)


def turned_left(pixels: Pixels) -> tuple[Pixels, Matrix]:
    """A picture turned by a quarter against the clock, and where its points go."""
    width = pixels.shape[1]
    return np.ascontiguousarray(np.rot90(pixels)), np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], np.float64)


def upside_down(pixels: Pixels) -> tuple[Pixels, Matrix]:
    """A picture turned by half, and where its points go."""
    height, width = pixels.shape[:2]
    matrix = np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], np.float64)
    return np.ascontiguousarray(pixels[::-1, ::-1]), matrix


def levelled(pixels: Pixels, lean: float) -> tuple[Pixels, Matrix]:
    """A picture turned so that lines that fell by ``lean`` are level, and where its points go; the size stays."""
    height, width = pixels.shape[:2]
    part = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(lean), 1.0)
    turned = cv2.warpAffine(pixels, part, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8), np.vstack([part, [0, 0, 1]])


def moved_by(matrix: Matrix, points: NDArray[np.floating]) -> NDArray[np.float32]:
    """Points (…, 2) after a matrix of homogeneous coordinates."""
    return (points @ matrix[:2, :2].T + matrix[:2, 2]).astype(np.float32)


def strokes(ink: Pixels) -> Strokes:
    """The ruled lines of a level page, of its dark points: long horizontal ones, and vertical ones that meet them."""
    width = ink.shape[1]
    horizontal = _opened(ink, width // _LONG_RULE, across=True)
    if not horizontal:
        return NO_STROKES
    vertical = _opened(ink, max(20, width // 60), across=False)
    met = tuple(v for v in vertical if any(_meet(v, h) for h in horizontal))
    return Strokes(tuple(horizontal), met)


def _opened(ink: NDArray[np.uint8], length: int, across: bool) -> list[Stroke]:
    """Strokes of at least this length; a line that leans by a pixel is still one."""
    thick = cv2.dilate(ink, np.ones((3, 1) if across else (1, 3), np.uint8))
    mask = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length) if across else (length, 1), np.uint8))
    found = []
    for x, y, w, h, _ in cv2.connectedComponentsWithStats(mask)[2][1:]:
        at, start, long, thickness = (y + h / 2, x, w, h) if across else (x + w / 2, y, h, w)
        if thickness <= _THICK:
            found.append(Stroke(float(at), float(start), float(start + long)))
    return found


def _meet(vertical: Stroke, horizontal: Stroke) -> bool:
    along = horizontal.start - _TOUCH <= vertical.at <= horizontal.end + _TOUCH
    return along and vertical.start - _TOUCH <= horizontal.at <= vertical.end + _TOUCH


def blank_cuts(pixels: Pixels, pieces: int) -> list[int]:
    """Rows at which a tall picture can be cut into about this many pieces: the emptiest ones near equal parts."""
    height = pixels.shape[0]
    spread = pixels[:, :: max(1, pixels.shape[1] // 400)].reshape(height, -1).astype(np.float32).std(axis=1)
    cuts = []
    for part in range(1, pieces):
        middle, reach = part * height // pieces, height // pieces // 4
        window: Sequence[float] = spread[middle - reach : middle + reach]
        cuts.append(middle - reach + int(np.argmin(window)))
    return [0, *cuts, height]
