"""How files are to be read, and whom to tell about progress."""

from collections.abc import Callable
from dataclasses import dataclass

PageDone = Callable[[int, int], None]
MemberOpened = Callable[[int, str], None]


def _unheard(done: int, total: int) -> None:
    """Progress that nobody listens to."""


def _unseen(number: int, source: str) -> None:
    """A member that nobody asked about."""


@dataclass(frozen=True, slots=True)
class Options:
    """``ocr``: pages without a text layer are recognised; ``ocr_figures``: so is the text inside charts.

    ``page_done`` is called with (pages done, pages in all) after each page of a format that has pages,
    ``member_opened`` with (number, source) before a member of an archive is read.
    """

    ocr: bool = True
    ocr_figures: bool = False
    page_done: PageDone = _unheard
    member_opened: MemberOpened = _unseen


DEFAULTS = Options()
