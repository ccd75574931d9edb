"""Pictures of pages (PNG, JPEG, TIFF, BMP, WebP): each frame a page, its text recognised."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from PIL import Image, ImageOps

from ...errors import DamagedFile, NeedsOcr, TooLarge
from ...records import Document
from ..options import DEFAULTS, Options
from ..pdf.lines import Rows, body_size, rows_of
from ..pdf.reader import first_title, lines
from ..structure.assembly import assemble
from ..structure.blocks import Source
from ..structure.layout import paragraphs
from .pages import recognition_warning, scanned_page

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_MOST_PIXELS = 89_000_000
"""A page of A3 at 600 dots per inch has 70 million; Pillow itself warns above 89.5 million."""
_MOST_FRAMES = 2_000
_ENOUGH = 4000  # pixels: the decoder of JPEG may leave out what is finer
_POINTS = 842.0  # points: the longer edge of A4, which a page is taken for
_BROKEN = (
    ArithmeticError, EOFError, IndexError, KeyError, OSError, SyntaxError, TypeError, ValueError, struct.error,
    zlib.error,
)  # fmt: skip
"""What Pillow's decoders raise on broken files."""


def read_image(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """A picture as a Document with a page per frame (TIFF may hold many) and a box per recognised piece of a line.

    Raises NeedsOcr when recognition is switched off or finds nothing, TooLarge before a bomb is unpacked, DamagedFile.
    """
    if not options.ocr:
        raise NeedsOcr(
            f"{source.name} 是图片，需要打开文字识别（OCR）才能读取。", f"{source.name} is a picture and needs OCR."
        )
    rows: list[Rows] = []
    unread: list[int] = []
    confidences: list[float] = []
    with warnings.catch_warnings():
        # Odd metadata is no matter; a bomb is.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        for number, total, frame in _frames(data, source.name):
            if frame is None:
                unread.append(number)
            else:
                content = scanned_page(frame, number, _POINTS / max(frame.size))
                confidences += [line.confidence for line in content.runs if line.confidence is not None]
                confidences += [b.confidence for i in content.insets if i.table for c in i.table.cells for b in c.boxes
                                if b.confidence is not None]  # fmt: skip
                rows.append(rows_of(content))
            options.page_done(number, total)
    if not any(page.rows for page in rows):
        if unread:
            raise _damaged(source.name)
        raise NeedsOcr(
            f"{source.name} 里没有认出文字：可能是照片、图案，或者太模糊。", f"OCR found no text in {source.name}."
        )
    notes = [recognition_warning([page.number for page in rows if page.rows], confidences)]
    notes += [f"第 {'、'.join(map(str, unread))} 页已损坏，没有读入"] if unread else []
    body = body_size(rows)
    source = replace(source, title=source.title or first_title(rows, body), warnings=(*source.warnings, *notes))
    return assemble(paragraphs(lines(rows, body)), source)


def _frames(data: bytes, name: str) -> Iterator[tuple[int, int, Image.Image | None]]:
    """(number, how many, picture) of each frame as it is displayed, one in memory at a time; None for a broken one."""
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            total = _pages(image, name)
            for number in range(1, total + 1):
                yield number, total, _frame(image, number, total, name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(name) from error
    except _BROKEN as error:
        raise _damaged(name) from error


def _pages(image: Image.Image, name: str) -> int:
    """How many pages a picture has. They are counted no further than allowed: Pillow needs the square of their number.

    Only TIFF has pages; further frames of other formats are previews and animations.
    """
    if image.format != "TIFF":
        return 1
    for number in range(1, _MOST_FRAMES + 1):
        try:
            image.seek(number)
        except EOFError:
            image.seek(0)
            return number
        except _BROKEN:  # the pages before a broken one are read, and it is told
            image.seek(0)
            return number + 1
    raise TooLarge(f"{name} 超过 {_MOST_FRAMES} 页的上限。", f"{name} has more than {_MOST_FRAMES} pages.")


def _frame(image: Image.Image, number: int, total: int, name: str) -> Image.Image | None:
    try:
        if number > 1:
            image.seek(number - 1)
        if image.width * image.height > _MOST_PIXELS:
            raise _too_large(name)
        if image.format == "JPEG":
            scale = min(1.0, _ENOUGH / max(image.size))
            image.draft(image.mode, (round(image.width * scale), round(image.height * scale)))
        return on_paper(ImageOps.exif_transpose(image))
    except _BROKEN as error:
        if total == 1:
            raise _damaged(name) from error
        return None


def on_paper(image: Image.Image) -> Image.Image:
    """A picture in red, green and blue, on white where it is transparent; sixteen bits of grey become eight."""
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L").convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("RGB")


def _damaged(name: str) -> DamagedFile:
    return DamagedFile(f"{name} 已损坏，或不是图片。", f"{name} is damaged or not a picture.")


def _too_large(name: str) -> TooLarge:
    return TooLarge(
        f"{name} 的像素太多（上限 8900 万），已拒绝读取。", f"{name} has too many pixels; the limit is 89 million."
    )
