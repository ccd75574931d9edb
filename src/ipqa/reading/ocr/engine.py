"""Text in pictures: RapidOCR's models over a page set upright and level; nothing is fetched, written or logged.

Detection works on a smaller copy of the page, recognition on the page itself, so that small print is read from every
pixel there is. The models come with the rapidocr package.
"""

import logging
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from . import pictures
from .pictures import Matrix, Pixels, Quads, Strokes
from .pieces import Piece, Place, dark, pieces, places
from .tidy import tidy

OCR_DPI = 200
"""What pages are to be rendered at. Numbers misread on noisy pages in 9 to 14 points: at 100 dots per inch 36 of 934
(a comma becomes a point), at 150 none of 899 but 3 under a grey veil, at 200 three of 910 and at 300 two of 898, all in
one line that ran together with the next column's.
"""
_DETECT = 1600  # pixels, the longer edge that detection sees of a page of the shape of A4
_SHAPE = 1.414
_LONGEST = 4000  # pixels: a larger picture is scaled down before anything else
_SHORTEST = 1200  # pixels: the longer edge of a small picture is scaled up to this, by 2 at most
_TALL = 2.2  # a picture this much longer than wide is looked at in parts
_SAMPLE = 9  # lines that tell whether a page is upside down
_LEAST, _LEAST_ALONE = 0.6, 0.7
"""Confidence below which a line, or a single character, is taken for noise."""
_ORNAMENT = re.compile(r"[■□●○▲△◆◇★☆_=~|.…·\s]+")
_HEIGHT = 48  # pixels, the height of a line that the recogniser sees
_BATCH = 6
_DASH, _ONES, _FLAT, _ORDINALS = "—", ("一", "—"), ("", "-"), ("二", "三")
"""A stroke that stands alone is the dash of an empty cell, unless its column counts on."""


@dataclass(frozen=True, slots=True)
class Level:
    """Where a line stands on its page set upright and level, in pixels of that page from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A recognised piece of one line: edges in pixels of the given picture, confidence from 0 to 1.

    ``level`` is for layout: there the pieces of one line stand at one height, however the page was turned.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    level: Level


@dataclass(frozen=True, slots=True)
class Scan:
    """A recognised page: its lines in reading order, its ruled lines, and the size of the page set upright and level.

    ``back`` takes points of the level page to pixels of the given picture (a matrix of homogeneous coordinates).
    """

    lines: tuple[OcrLine, ...]
    rules: Strokes
    width: int
    height: int
    back: Matrix


@dataclass(slots=True)
class _Page:
    """A page on its way to being upright: its pixels, the pieces of text on it, and how it came from the picture."""

    pixels: Pixels
    quads: Quads
    matrix: Matrix

    def step(self, done: tuple[Pixels, Matrix]) -> "_Page":
        pixels, matrix = done
        return _Page(pixels, pictures.moved_by(matrix, self.quads), matrix @ self.matrix)


def recognise(image: Image.Image | Pixels, threads: int = 0) -> list[OcrLine]:
    """The lines of a page in reading order: from the top, pieces of one line from the left, each by itself.

    ``image`` is a PIL picture or an array of RGB or grey pixels; ``threads`` 0 means one per core. Pages turned by a
    few degrees, by quarters or by half are read as if they stood upright. Empty when there is no text.
    """
    return list(scan(image, threads).lines)


def scan(image: Image.Image | Pixels, threads: int = 0) -> Scan:
    """A page recognised, with what its layout needs; see ``recognise``."""
    pixels, matrix = _scaled(_rgb(image))
    engine = _engine(threads)
    page = _Page(pictures.without_seals(pixels), np.zeros((0, 4, 2), np.float32), matrix)
    page.quads = _detected(engine, page.pixels)
    rules = pictures.NO_STROKES
    lines: list[OcrLine] = []
    if len(page.quads):
        page = _upright(engine, page)
        ink = dark(page.pixels)
        rules = pictures.strokes(ink)
        lines = _recognised(engine, page, pieces(page.quads, ink, rules))
    height, width = page.pixels.shape[:2]
    return Scan(tuple(lines), rules, width, height, _inverse(page.matrix))


@lru_cache(maxsize=2)
def _engine(threads: int) -> Any:
    """The models, loaded once per process."""
    # Without this onnxruntime keeps an identifier and a database in the home directory and reports its use.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import rapidocr

    # With its files named, the package never looks for one to download.
    models = Path(rapidocr.__file__).parent / "models"
    engine = rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": 100_000,
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Det.limit_type": "max",
            "Det.limit_side_len": 100_000,
            "Cls.model_path": str(models / "ch_ppocr_mobile_v2.0_cls_mobile.onnx"),
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "Rec.rec_batch_num": _BATCH,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads or -1,
        }
    )
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return engine


def _rgb(image: Image.Image | Pixels) -> Pixels:
    if isinstance(image, Image.Image):
        image = np.asarray(image if image.mode == "RGB" else image.convert("RGB"))
    return image if image.ndim == 3 else np.repeat(image[..., None], 3, axis=2)


def _scaled(pixels: Pixels) -> tuple[Pixels, Matrix]:
    """A picture of a size that text can be read at, and where its points go."""
    edge = max(pixels.shape[:2])
    short = min(pixels.shape[:2])
    scale = min(1.0, max(_LONGEST / edge, 1.2 * _DETECT / short)) if edge > _LONGEST else 1.0
    if edge < _SHORTEST:
        scale = min(2.0, _SHORTEST / edge)
    if scale != 1.0:
        pixels = _resized(pixels, scale)
    return pixels, np.diag([scale, scale, 1.0])


def _resized(pixels: Pixels, scale: float) -> Pixels:
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return np.asarray(
        cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC), np.uint8
    )


def _detected(engine: Any, pixels: Pixels) -> Quads:
    """The pieces of text on a picture: four corners each, clockwise from the upper left."""
    height, width = pixels.shape[:2]
    cuts = pictures.blank_cuts(pixels, round(height / width / _SHAPE)) if height > _TALL * width else [0, height]
    parts = []
    for top, bottom in pairwise(cuts):
        part = pixels[top:bottom]
        scale = min(1.0, _DETECT / (part.shape[0] * part.shape[1] * _SHAPE) ** 0.5)
        result = engine(_resized(part, scale) if scale < 1 else part, use_det=True, use_cls=False, use_rec=False)
        if result.boxes is not None:
            parts.append(np.asarray(result.boxes, np.float32) / scale + np.array([0, top], np.float32))
    return np.concatenate(parts) if parts else np.zeros((0, 4, 2), np.float32)


def _upright(engine: Any, page: _Page) -> _Page:
    """The page turned so that its lines run level from left to right, and stand on their feet."""
    if pictures.is_sideways(page.quads):
        page = page.step(pictures.turned_left(page.pixels))
        page.quads = np.roll(page.quads, -1, axis=1)
    if lean := pictures.lean_of(page.quads, page.pixels):
        page = page.step(pictures.levelled(page.pixels, lean))
    widest = sorted(places(page.quads), key=lambda place: place[0] - place[2])[:_SAMPLE]
    # The classifier sees pieces four times as wide as high; a longer one would be squeezed.
    crops = [_crop(page.pixels, (a, b, min(c, a + 4 * (d - b)), d)) for a, b, c, d in widest]
    weights = [crop.shape[1] for crop in crops]
    votes = engine.cls_and_rotate(crops)[1].cls_res
    turned = sum(weight * score for weight, (label, score) in zip(weights, votes, strict=True) if label == "180")
    if 2 * turned > sum(weights):
        page = page.step(pictures.upside_down(page.pixels))
    return page


def _crop(pixels: Pixels, place: Place) -> Pixels:
    height, width = pixels.shape[:2]
    left, top = max(0, int(place[0])), max(0, int(place[1]))
    right, bottom = min(width, int(np.ceil(place[2]))), min(height, int(np.ceil(place[3])))
    # The recogniser was made for OpenCV's order of colours.
    return np.ascontiguousarray(pixels[top : max(bottom, top + 2), left : max(right, left + 2), ::-1])


def _recognised(engine: Any, page: _Page, found: Sequence[Piece]) -> list[OcrLine]:
    """The texts of a level page's pieces, without what is no text."""
    if not found:
        return []
    result = engine.recognize_txt([_crop(page.pixels, piece.place) for piece in found])
    back = _inverse(page.matrix)
    texts = [tidy(raw) for raw in result.txts]
    ordinals = [piece for piece, text in zip(found, texts, strict=True) if text in _ORDINALS]
    lines = []
    for piece, text, confidence in zip(found, texts, result.scores, strict=True):
        if (text in _ONES or (text in _FLAT and piece.is_flat)) and not any(_below(piece, other) for other in ordinals):
            text, confidence = _DASH, max(confidence, _LEAST_ALONE)
        if text and confidence >= (_LEAST if len(text) > 1 else _LEAST_ALONE) and not _ORNAMENT.fullmatch(text):
            lines.append(_line(text, float(confidence), Level(*piece.ink), back))
    # Letters here and there are what a recogniser sees in a photograph.
    return lines if any(len(line.text) > 1 for line in lines) else []


def _below(piece: Piece, other: Piece) -> bool:
    """Whether two pieces stand in one column."""
    return abs(piece.ink[0] - other.ink[0]) < 2 * other.height


def _inverse(matrix: Matrix) -> Matrix:
    return np.asarray(np.linalg.inv(matrix), np.float64)


def _line(text: str, confidence: float, level: Level, back: Matrix) -> OcrLine:
    corners = np.array([[x, y] for x in (level.left, level.right) for y in (level.top, level.bottom)])
    own = pictures.moved_by(back, corners)
    (left, top), (right, bottom) = own.min(axis=0).tolist(), own.max(axis=0).tolist()
    return OcrLine(text, max(0.0, left), max(0.0, top), right, bottom, confidence, level)
