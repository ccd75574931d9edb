"""Office files that hold nothing but pictures of pages, as scanners and photocopiers make them: read as scans."""

import io
import warnings
from collections.abc import Iterator, Sequence

from PIL import Image

from ...errors import NeedsOcr
from ...records import Document
from ..ocr.image import on_paper, read_image
from ..options import Options
from ..structure.blocks import Source

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_MOST = 300
_SHORTEST = 200  # pixels: what is smaller is a logo or a seal
_MOST_PIXELS = 89_000_000


def read_scans(pictures: Sequence[bytes], source: Source, options: Options) -> Document:
    """The pictures of a file without text, each a page; raises NeedsOcr as ``read_image`` does."""
    refused = NeedsOcr(
        f"{source.name} 里只有图片，需要打开文字识别（OCR）才能读取。",
        f"{source.name} holds pictures only and needs OCR.",
    )
    if not options.ocr:
        raise refused
    frames = list(_frames(pictures))
    if not frames:
        raise refused
    pages = io.BytesIO()
    frames[0].save(pages, "TIFF", save_all=True, append_images=frames[1:])
    return read_image(pages.getvalue(), source, options)


def _frames(pictures: Sequence[bytes]) -> Iterator[Image.Image]:
    """The pictures that can be pages; a broken one, or a drawing that only Office can paint, is none."""
    for data in pictures[:_MOST]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                    if min(image.size) >= _SHORTEST and image.width * image.height <= _MOST_PIXELS:
                        yield on_paper(image)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            continue
