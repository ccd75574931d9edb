"""PDFium's functions for text and objects with plain integers for handles: they are called once per line and object.

The generated bindings build a pointer object for every handle; on a dense page that costs more than PDFium itself.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

Handle = ctypes.c_void_p  # of a page or an object
Where = Any  # what ctypes.byref gives: where a number is to be written


def _plain(function: Any, result: Any = ctypes.c_int) -> Any:
    """A function that takes Handles, small integers and Wheres as they are.

    Declared argument types would take longer to check than most calls take; PYFUNCTYPE keeps the interpreter's lock.
    """
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


loose_box: Callable[[Handle, int, Where], int] = _plain(raw.FPDFText_GetLooseCharBox)
matrix_of: Callable[[Handle, int, Where], int] = _plain(raw.FPDFText_GetMatrix)
unicode_of: Callable[[Handle, int], int] = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint)
text_object: Callable[[Handle, int], int] = _plain(raw.FPDFText_GetTextObject, ctypes.c_size_t)
font_size: Callable[[Handle, int], float] = _plain(raw.FPDFText_GetFontSize, ctypes.c_double)
page_object: Callable[[Handle, int], int] = _plain(raw.FPDFPage_GetObject, ctypes.c_size_t)
form_object: Callable[[Handle, int], int] = _plain(raw.FPDFFormObj_GetObject, ctypes.c_size_t)
form_count: Callable[[Handle], int] = _plain(raw.FPDFFormObj_CountObjects)
render_mode: Callable[[Handle], int] = _plain(raw.FPDFTextObj_GetTextRenderMode)
object_kind: Callable[[Handle], int] = _plain(raw.FPDFPageObj_GetType)
fill_color: Callable[[Handle, Where, Where, Where, Where], int] = _plain(raw.FPDFPageObj_GetFillColor)
bounds_of: Callable[[Handle, Where, Where, Where, Where], int] = _plain(raw.FPDFPageObj_GetBounds)
draw_mode: Callable[[Handle, Where, Where], int] = _plain(raw.FPDFPath_GetDrawMode)
segment_count: Callable[[Handle], int] = _plain(raw.FPDFPath_CountSegments)
raw_image_size: Callable[[Handle, None, int], int] = _plain(raw.FPDFImageObj_GetImageDataRaw, ctypes.c_ulong)
set_active: Callable[[Handle, int], int] = _plain(raw.FPDFPageObj_SetIsActive)


def handle_of(owner: Any) -> Handle:
    """The plain handle of a pypdfium2 object."""
    return ctypes.cast(owner.raw, Handle)


class Numbers:
    """Four numbers that PDFium fills in ``at`` their places: ``four()`` are they, ``packed()`` their bytes."""

    def __init__(self, kind: str) -> None:
        memory = (ctypes.c_uint * 6)()  # a matrix has two more
        first = memoryview(memory).cast("B")[:16]
        self.four: Callable[[], list[Any]] = first.cast(kind).tolist  # type: ignore[call-overload]
        self.packed: Callable[[], bytes] = first.tobytes
        self.at: tuple[Where, ...] = tuple(ctypes.byref(memory, offset) for offset in (0, 4, 8, 12))
