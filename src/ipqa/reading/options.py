"""How files are to be read, and whom to tell about progress."""

from collections.abc import Callable
from dataclasses import dataclass

PageDone = Callable[[int, int], None]


def _unheard(done: int, total: int) -> None:
    """Progress that nobody listens to."""


@dataclass(frozen=True, slots=True)
class Options:
    """``ocr``: pages without a text layer are recognised; ``ocr_figures``: so is the text inside charts.

    ``page_done`` is called with (pages done, pages in all) after each page of a format that has pages.
    """

    ocr: bool = True
    ocr_figures: bool = False
    page_done: PageDone = _unheard


DEFAULTS = Options()
