"""A page of a PDF or a picture as a PNG, with marked boxes: what a person compares a quote with.

It reads files that strangers made, so the service runs it in a process of its own.
"""

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from ..errors import DamagedFile, EncryptedFile, ReadingError, TooLarge, UnsupportedFormat
from ..records import Box

if TYPE_CHECKING:
    from PIL.Image import Image

PDF = "application/pdf"
WIDTH = 1200
_WIDTHS = (100, 3000)
_MOST_PIXELS = 16_000_000
"""Of a rendered page: more than A4 at 3000 pixels across."""
_LONGEST = 16_000
"""Pixels of the longer side of a rendered page."""
_MOST_SOURCE_PIXELS = 89_000_000
"""Of a picture before it is made smaller: a page of A3 at 600 dots per inch has 70 million."""
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_BROKEN = (
    ArithmeticError, EOFError, IndexError, KeyError, OSError, SyntaxError, TypeError, ValueError, struct.error,
    zlib.error,
)  # fmt: skip
"""What Pillow's decoders raise on broken files."""
_MARKER = (255, 242, 159)
_OUTLINE = (235, 180, 0)
_MARGIN = 2
_SIXTEEN_BITS = "I;16"


def can_render(media_type: str) -> bool:
    """Whether pages of such a file can be shown."""
    return media_type == PDF or media_type.startswith("image/")


def render_page(data: bytes, media_type: str, page: int, highlight: Sequence[Box] = (), width: int = WIDTH) -> bytes:
    """A page, counted from 1, as a PNG ``width`` pixels wide (a picture is never made larger than it is).

    The boxes of ``highlight`` that stand on the page are marked. ReadingError when there is no such page, DamagedFile,
    EncryptedFile, TooLarge, UnsupportedFormat.
    """
    if not can_render(media_type):
        raise UnsupportedFormat("这种文件没有可显示的页面。", "A file of this kind has no pages to show.")
    width = min(max(width, _WIDTHS[0]), _WIDTHS[1])
    image = _pdf_page(data, page, width) if media_type == PDF else _picture(data, page, width)
    out = BytesIO()
    _marked(image, [box for box in highlight if box.page == page]).save(out, "PNG")
    return out.getvalue()


def _pdf_page(data: bytes, number: int, width: int) -> "Image":
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile("文件已加密，需要密码。", "The file is encrypted.") from error
        raise _damaged() from error
    try:
        _check_page(number, len(document))
        page = document[number - 1]
        across, down = page.get_size()
        if across <= 0 or down <= 0:
            raise _damaged()
        scale = min(width / across, (_MOST_PIXELS / (across * down)) ** 0.5, _LONGEST / max(across, down))
        image: Image = page.render(scale=scale).to_pil()
        return image.convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise _damaged() from error
    finally:
        document.close()


def _picture(data: bytes, number: int, width: int) -> "Image":
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as source:
            _check_page(number, getattr(source, "n_frames", 1))
            source.seek(number - 1)
            _check_size(source)
            upright = ImageOps.exif_transpose(source)
            shown = _opaque(upright)
    except _BROKEN as error:
        raise _damaged() from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    scale = min(width / shown.width, _LONGEST / shown.height)
    if scale >= 1:
        return shown
    return shown.resize((max(1, round(shown.width * scale)), max(1, round(shown.height * scale))))


def _check_size(image: "Image") -> None:
    if image.width * image.height > _MOST_SOURCE_PIXELS:
        raise _too_large()


def _opaque(image: "Image") -> "Image":
    """Red, green and blue on white paper; sixteen grey bits become eight."""
    from PIL import Image

    if image.mode.startswith(_SIXTEEN_BITS) or image.mode == "I":
        return image.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L").convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("RGB")


def _marked(image: "Image", boxes: Sequence[Box]) -> "Image":
    """The image with the lines marked as with a highlighter: white becomes yellow, and ink stays as dark as it was.

    Each has an outline besides, for a highlighter leaves nothing on dark ground.
    """
    if not boxes:
        return image
    from PIL import Image, ImageChops, ImageDraw

    layer = Image.new("RGB", image.size, "white")
    outlines = []
    for box in boxes:
        left, right = sorted((box.left * image.width, box.right * image.width))
        top, bottom = sorted((box.top * image.height, box.bottom * image.height))
        edges = (left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN)
        outlines.append(tuple(round(edge) for edge in edges))
        ImageDraw.Draw(layer).rectangle(outlines[-1], fill=_MARKER)
    marked = ImageChops.multiply(image, layer)
    for outline in outlines:
        ImageDraw.Draw(marked).rectangle(outline, outline=_OUTLINE)
    return marked


def _check_page(number: int, count: int) -> None:
    if not 1 <= number <= count:
        raise ReadingError(f"没有第 {number} 页，文件共 {count} 页。", f"No page {number}: the file has {count}.")


def _damaged() -> DamagedFile:
    return DamagedFile("原件已损坏，无法显示。", "The original is damaged and cannot be shown.")


def _too_large() -> TooLarge:
    return TooLarge("图片太大，无法显示。", "The picture is too large to show.")
