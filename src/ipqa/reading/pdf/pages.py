"""The pages of a PDF, one after the other: their runs of text, their tables, and what is only a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2
from pypdfium2 import raw

from ...errors import DamagedFile, EncryptedFile, TooLarge
from ..options import Options
from ..structure.blocks import Block
from .cells import estimated_edges
from .characters import TextLayer
from .geometry import Edges, PageGeometry, Run
from .glyphs import page_runs
from .ink import Ink, ink_of
from .tables import NO_RULES, PlacedTable, aligned_tables, page_rules, ruled_tables
from .visibility import Drawing, Veil, drawing, hide

PAGE_LIMIT = 20_000
_WRONG_PASSWORD = "password"
_PICTURE = 0.05  # of the page: a picture that may hold text
_WHOLE_PAGE = 0.6
_STAMPED = 50  # characters: a page number or a running head printed over a scan
_MANY_OBJECTS = 500  # on a page whose characters are set one by one
_OUTLINES = 300  # segments of paths on a page without text: letters drawn as shapes


@dataclass(frozen=True, slots=True)
class Inset:
    """What stands in one place of a page instead of lines: a table, or the text inside a picture (``blocks``)."""

    left: float
    bottom: float
    right: float
    top: float
    table: PlacedTable | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(slots=True)
class PageContent:
    """One page: its runs and insets in upright points, and what it says about itself.

    ``hidden``: it held text that nobody can see. ``recognised``: its text was read from a picture. ``picture``: it has
    text in a picture that was not read.
    """

    number: int
    geometry: PageGeometry
    runs: list[Run] = field(default_factory=list)
    insets: list[Inset] = field(default_factory=list)
    hidden: bool = False
    recognised: bool = False
    picture: bool = False


def open_document(data: bytes, name: str) -> Any:
    """The PDFium document of a file's bytes; raises EncryptedFile, DamagedFile or TooLarge."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if _WRONG_PASSWORD in str(error).lower():
            raise EncryptedFile(f"{name} 已加密，需要密码。", f"{name} is encrypted.") from error
        raise damaged(name) from error
    if len(document) > PAGE_LIMIT:
        count = len(document)
        document.close()
        raise TooLarge(
            f"{name} 有 {count} 页，超过 {PAGE_LIMIT} 页的上限。",
            f"{name} has {count} pages; the limit is {PAGE_LIMIT}.",
        )
    return document


def damaged(name: str) -> DamagedFile:
    """The error for a file that is broken."""
    return DamagedFile(f"{name} 已损坏，或不是 PDF 文件。", f"{name} is damaged or not a PDF.")


@dataclass(slots=True)
class _Seen:
    """What is known of a document from its pages so far, and what its streams are drawn with once that was asked."""

    data: bytes
    veils: set[Veil] = field(default_factory=set)
    before: PlacedTable | None = None
    ink: Ink | None = None

    def drawing(self, page: Any) -> Drawing:
        """What a page draws; of a page of very many objects only the shapes, where all text is drawn in plain ink."""
        count = raw.FPDFPage_CountObjects(page.raw)
        if count < _MANY_OBJECTS:
            return drawing(page, self.veils)
        self.ink = self.ink or ink_of(self.data)
        if self.ink.plain and not self.ink.shapes:
            return Drawing()
        return drawing(page, self.veils, self.ink.plain)


def pages(document: Any, data: bytes, options: Options) -> Iterator[PageContent]:
    """The pages of an open document in order; each is closed before the next is opened. ``data`` are its bytes."""
    total = len(document)
    seen = _Seen(data)
    for number in range(1, total + 1):
        page = document[number - 1]
        try:
            content = _page(page, number, options, seen)
        finally:
            page.close()
        seen.before = max(
            (i for i in content.insets if i.table), key=lambda i: -i.bottom, default=Inset(0, 0, 0, 0)
        ).table
        options.page_done(number, total)
        yield content


def _page(page: Any, number: int, options: Options, seen: _Seen) -> PageContent:
    geometry = geometry_of(page, number)
    found = seen.drawing(page)
    textpage = page.get_textpage()
    try:
        layer = TextLayer(textpage)
        hidden = hide(page, layer, found, geometry, seen.veils)
        layout = page_runs(layer, geometry.box)
        geometry = replace(geometry, turn=layout.turn)
        content = PageContent(number, geometry, layout.runs, hidden=hidden or layout.unseen)
        if is_picture(content, found):
            if options.ocr:
                from .scans import recognised

                return recognised(page, content)
            content.picture = True
            return content
        _take_tables(page, content, found, layer, seen.before)
        if options.ocr_figures and found.images:
            from .scans import figures

            content.insets += figures(page, content, found.images)
        return content
    finally:
        textpage.close()


def geometry_of(page: Any, number: int) -> PageGeometry:
    """How a page lies: its visible part and its rotation."""
    left, bottom, right, top = page.get_bbox()
    return PageGeometry(number, Edges(left, bottom, right, top), raw.FPDFPage_GetRotation(page.raw) % 4)


def is_picture(content: PageContent, found: Drawing) -> bool:
    """Whether the text of a page stands in a picture: a scan, or letters drawn as shapes."""
    box = content.geometry.box
    area = box.width * box.height or 1.0
    largest = max((image.width * image.height / area for image in found.images), default=0.0)
    written = sum(len(run.text) for run in content.runs)
    if not written:
        return largest >= _PICTURE or found.segments >= _OUTLINES
    return written < _STAMPED and largest >= _WHOLE_PAGE


def _take_tables(page: Any, content: PageContent, found: Drawing, layer: TextLayer, before: PlacedTable | None) -> None:
    """Moves the tables of a page from its runs to its insets."""
    runs = content.runs
    if not runs:
        return

    def edges(index: int) -> Sequence[float]:
        return layer.edges(runs[index], content.geometry.turn) or estimated_edges(runs[index])

    rules = page_rules(page, content.geometry, found.others) if found.paths > 1 else NO_RULES
    tables = ruled_tables(rules, content.geometry, runs, edges) if rules != NO_RULES else []
    taken = {index for table in tables for index in table.used}
    tables += aligned_tables(runs, content.geometry, rules, taken, edges, before)
    if tables:
        taken |= {index for table in tables for index in table.used}
        content.insets = [Inset(t.left, t.bottom, t.right, t.top, t) for t in tables]
        content.runs = [run for index, run in enumerate(runs) if index not in taken]
