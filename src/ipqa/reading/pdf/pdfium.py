"""PDFium's functions for text and objects with plain integers for handles: they are called once per line and object.

The generated bindings build a pointer object for every handle; on a dense page that costs more than PDFium itself.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

_NUMBER, _INDEX = ctypes.c_size_t, ctypes.c_int


def _plain(function: Any, *arguments: Any, result: Any = _INDEX) -> Callable[..., int]:
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    # PYFUNCTYPE keeps the interpreter's lock: each call takes less than a microsecond.
    plain: Callable[..., int] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return plain


loose_box = _plain(raw.FPDFText_GetLooseCharBox, _NUMBER, _INDEX, _NUMBER)
matrix_of = _plain(raw.FPDFText_GetMatrix, _NUMBER, _INDEX, _NUMBER)
unicode_of = _plain(raw.FPDFText_GetUnicode, _NUMBER, _INDEX, result=ctypes.c_uint)
text_object = _plain(raw.FPDFText_GetTextObject, _NUMBER, _INDEX, result=_NUMBER)
page_object = _plain(raw.FPDFPage_GetObject, _NUMBER, _INDEX, result=_NUMBER)
form_object = _plain(raw.FPDFFormObj_GetObject, _NUMBER, ctypes.c_ulong, result=_NUMBER)
form_count = _plain(raw.FPDFFormObj_CountObjects, _NUMBER)
render_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, _NUMBER)
object_kind = _plain(raw.FPDFPageObj_GetType, _NUMBER)
fill_color = _plain(raw.FPDFPageObj_GetFillColor, _NUMBER, _NUMBER, _NUMBER, _NUMBER, _NUMBER)
bounds_of = _plain(raw.FPDFPageObj_GetBounds, _NUMBER, _NUMBER, _NUMBER, _NUMBER, _NUMBER)
draw_mode = _plain(raw.FPDFPath_GetDrawMode, _NUMBER, _NUMBER, _NUMBER)
segment_count = _plain(raw.FPDFPath_CountSegments, _NUMBER)
has_transparency = _plain(raw.FPDFPageObj_HasTransparency, _NUMBER)
raw_image_size = _plain(raw.FPDFImageObj_GetImageDataRaw, _NUMBER, _NUMBER, ctypes.c_ulong, result=ctypes.c_ulong)
set_active = _plain(raw.FPDFPageObj_SetIsActive, _NUMBER, _INDEX)
font_size = ctypes.PYFUNCTYPE(ctypes.c_double, _NUMBER, _INDEX)(
    ctypes.cast(raw.FPDFText_GetFontSize, ctypes.c_void_p).value or 0
)


def address(handle: Any) -> int:
    """The number behind a pypdfium2 object's handle."""
    return int(ctypes.cast(handle.raw, ctypes.c_void_p).value or 0)


class Numbers:
    """Four numbers that PDFium fills in, with the addresses of each; ``pairs`` holds two of them in each place."""

    def __init__(self, kind: str) -> None:
        self._memory = (ctypes.c_uint * 8)()
        self.pairs: Any = memoryview(self._memory).cast("B").cast("Q")
        self.values: Any = memoryview(self._memory).cast("B").cast(kind)  # type: ignore[call-overload]
        start = ctypes.addressof(self._memory)
        self.at = (start, start + 4, start + 8, start + 12)
