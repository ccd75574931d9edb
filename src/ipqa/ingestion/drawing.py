"""Pages as pictures, drawn in a process of their own: the file may be hostile."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from ..errors import ReadingError, ReadingLimit
from ..records import Box
from .checks import one_line
from .pool import Pool
from .wire import PageImageRequest, Picture, Problem


def draw_page(
    pool: Pool, path: Path, name: str, media_type: str, page: int, boxes: Sequence[Box] = (), width: int = 1200
) -> bytes:
    """A page (from 1) of a file as a PNG ``width`` pixels wide, with boxes marked; raises ReadingError.

    ``name`` is what messages call the file.
    """
    request = PageImageRequest(str(path), name, media_type, page, tuple(boxes), width)
    with closing(pool.replies(pool.submit(request))) as replies:
        for item in replies:
            if isinstance(item, Problem):
                raise ReadingError(one_line(item.message), one_line(item.english))
            if isinstance(item, Picture):
                try:
                    return item.data()
                except ValueError:
                    break
    raise ReadingLimit(f"{name} 的第 {page} 页无法显示。", f"Page {page} of {name} cannot be shown.")
