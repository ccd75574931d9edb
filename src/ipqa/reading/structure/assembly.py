"""Blocks become a Document: joined by line breaks, with title, pages, sections, tables, origin."""

from collections.abc import Iterable, Iterator, Sequence

from ...errors import EmptyDocument
from ...records import Box, Document, Page, Span, content_id
from .annexes import annex_levels
from .blocks import Block, Source, parted
from .captions import heads_table, located
from .contents import without_contents
from .graphics import graphics
from .headings import Candidate, outline
from .metadata import evident
from .titles import title_of


def assemble(blocks: Iterable[Block], source: Source, page_count: int = 0) -> Document:
    """The document made of blocks; raises EmptyDocument when there is no text.

    Of ``page_count`` pages, those without text are empty ones in their place.
    """
    kept = without_contents([block for block in blocks if block.text.strip()])
    if not kept:
        raise EmptyDocument(f"{source.name} 里没有可读的文字。", f"{source.name} holds no readable text.")
    starts: list[int] = []
    position = 0
    for block in kept:
        starts.append(position)
        position += len(block.text) + 1
    text = "\n".join(block.text for block in kept)
    title = source.title or title_of(kept) or _table_title(kept) or source.fallback_title or source.name
    annexes = annex_levels(kept)
    tables = located(kept, starts)
    notes = {start for table in tables for start, _ in table.notes}
    candidates = [
        Candidate(
            start,
            b.text,
            annexes.get(i, _heading_level(b, title)),
            start in notes or _is_no_heading(kept, i),
        )
        for i, (start, b) in enumerate(zip(starts, kept, strict=True))
    ]
    evidence = evident([b.text for b in kept if b.table is None or len(b.text) < 400], title)
    return Document(
        id=content_id(source.collection, source.name),
        version=source.version,
        source=source.name,
        collection=source.collection,
        title=title,
        media_type=source.media_type,
        text=text,
        pages=_pages(kept, starts, len(text), page_count),
        sections=outline(candidates, len(text)),
        tables=tables,
        issuer=evidence.issuer or source.issuer,
        number=evidence.number or source.number,
        issued_on=evidence.issued_on or source.issued_on,
        effective_on=evidence.effective_on,
        expires_on=evidence.expires_on,
        supersedes=evidence.supersedes,
        graphics=graphics(kept, starts),
        warnings=source.warnings,
        seams=tuple(_seams(kept, starts)),
        boxes=_boxes(kept, starts),
    )


def _boxes(blocks: Sequence[Block], starts: Sequence[int]) -> tuple[Box, ...]:
    """The boxes of all blocks, their offsets counted from the start of the document."""
    return tuple(
        [
            Box(b.start + start, b.end + start, b.page, b.left, b.top, b.right, b.bottom, b.confidence)
            for block, start in zip(blocks, starts, strict=True)
            for b in block.boxes
        ]
    )


def _seams(blocks: Sequence[Block], starts: Sequence[int]) -> Iterator[int]:
    """The seams of all blocks, and those between blocks that do not follow one another in a text file."""
    last: Span | None = None
    for block, start in zip(blocks, starts, strict=True):
        if parted(last, block.origin):
            yield start
        yield from (start + seam for seam in block.seams)
        last = block.origin


def _table_title(blocks: Sequence[Block]) -> str | None:
    """The title of the first table that has one, for a file that is nothing but tables."""
    return next((block.table.title for block in blocks if block.table and block.table.title), None)


def _is_no_heading(blocks: Sequence[Block], position: int) -> bool:
    block = blocks[position]
    return block.plain or block.table is not None or (block.level is None and heads_table(blocks, position))


def _heading_level(block: Block, title: str) -> int | None:
    """The explicit level for the outline: a title's line is a section only through its own numbering."""
    if block.level == 0 or (block.level == 1 and " ".join(block.text.split()) == title):
        return None
    return block.level


def _pages(blocks: Sequence[Block], starts: Sequence[int], length: int, count: int) -> tuple[Page, ...]:
    marks: list[tuple[int, int]] = []
    for block, start in zip(blocks, starts, strict=True):
        for offset, number in block.pages:
            if not marks or marks[-1][1] != number:
                marks.append((start + offset if marks else 0, number))
    if not marks:
        return ()
    ends = [start for start, _ in marks[1:]] + [length]
    sure = _confidences(blocks)
    pages: list[Page] = []
    present = {number for _, number in marks}
    missing = [number for number in range(1, count + 1) if number not in present]
    for (start, number), end in zip(marks, ends, strict=True):
        while missing and missing[0] < number:
            pages.append(Page(missing.pop(0), start, start))
        pages.append(Page(number, start, end, sure.get(number)))
    return (*pages, *(Page(number, length, length) for number in missing if marks))


def _confidences(blocks: Sequence[Block]) -> dict[int, float]:
    """The mean confidence of the recognised characters of each page that has some."""
    sums: dict[int, tuple[float, int]] = {}
    for page, sure, weight in [
        (b.page, b.confidence, b.end - b.start) for block in blocks for b in block.boxes if b.confidence is not None
    ]:
        total, characters = sums.get(page, (0.0, 0))
        sums[page] = (total + sure * weight, characters + weight)
    return {page: round(total / characters, 4) for page, (total, characters) in sums.items() if characters}
