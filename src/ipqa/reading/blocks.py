"""What every reader yields, and how it becomes a Document: blocks of logical text, joined by line breaks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from ..errors import EmptyDocument
from ..records import Document, Page, Table, content_id
from .headings import Candidate, outline
from .metadata import evident

_UNIT_LINE = re.compile(r"[（(]?(?:计量)?单位[:：]")
_TABLE_TITLE = re.compile(
    r"^附?表\s*[\d一二三四五六七八九十]|(?:表|情况|图|统计)(?:\s*[（(].{1,20}[）)])?$|^.{2,40}[（(]单位[:：].{1,12}[）)]$"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading line or a table row of logical text, without line breaks.

    ``pages`` holds (offset into text, page number) where each page begins, first at 0; empty without pages.
    ``level`` is an explicit heading level (1 is the highest, 0 the document's title), None for ordinary text.
    ``table`` numbers the table a row belongs to (0: none), ``cells`` the row's spans, ``caption`` the table's title.
    ``plain`` marks text that is never a heading (a contents line, a caption, a footnote).
    """

    text: str
    pages: tuple[tuple[int, int], ...] = ()
    level: int | None = None
    table: int = 0
    cells: tuple[tuple[int, int], ...] = ()
    caption: str | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from, and what a bundle says about it."""

    name: str
    collection: str
    version: str
    media_type: str
    title: str | None = None
    fallback_title: str = ""
    warnings: tuple[str, ...] = ()


def version_of(data: bytes) -> str:
    """The version of a document: the hash of its bytes."""
    return blake2b(data, digest_size=8).hexdigest()


def row_block(cells: Sequence[str], table: int, caption: str | None = None) -> Block:
    """A table row as a block: cells joined by tabs, white space inside a cell folded."""
    spans: list[tuple[int, int]] = []
    position = 0
    clean = [" ".join(cell.split()) for cell in cells]
    for cell in clean:
        spans.append((position, position + len(cell)))
        position += len(cell) + 1
    return Block("\t".join(clean), table=table, cells=tuple(spans), caption=caption)


def table_title(before: Sequence[Block]) -> str | None:
    """What the lines right above a table call it, with the line that gives its unit."""
    title = unit = None
    for block in reversed(before[-3:]):
        if block.table or len(block.text) > 60:
            break
        if unit is None and title is None and _UNIT_LINE.match(block.text):
            unit = block.text
        elif _TABLE_TITLE.search(block.text):
            title = block.text
            break
        else:
            break
    return " ".join(part for part in (title, unit) if part) or None


def assemble(blocks: Iterable[Block], source: Source) -> Document:
    """The document made of blocks; raises EmptyDocument when there is no text."""
    kept = [block for block in blocks if block.text.strip()]
    if not kept:
        raise EmptyDocument(f"{source.name} 里没有可读的文字。", f"{source.name} holds no readable text.")
    starts: list[int] = []
    position = 0
    for block in kept:
        starts.append(position)
        position += len(block.text) + 1
    text = "\n".join(block.text for block in kept)
    title = source.title or _title(kept) or source.fallback_title or source.name
    candidates = [
        Candidate(start, b.text, _heading_level(b, title), b.plain or bool(b.table))
        for start, b in zip(starts, kept, strict=True)
    ]
    evidence = evident([b.text for b in kept])
    return Document(
        id=content_id(source.collection, source.name),
        version=source.version,
        source=source.name,
        collection=source.collection,
        title=title,
        media_type=source.media_type,
        text=text,
        pages=_pages(kept, starts, len(text)),
        sections=outline(candidates, len(text)),
        tables=_tables(kept, starts),
        issuer=evidence.issuer,
        number=evidence.number,
        issued_on=evidence.issued_on,
        warnings=source.warnings,
    )


def _title(blocks: Sequence[Block]) -> str | None:
    """The explicit title, the first highest heading, or the first line that can be one."""
    for block in blocks[:50]:
        if block.level == 0:
            return " ".join(block.text.split())
    for block in blocks[:20]:
        if block.level == 1:
            return " ".join(block.text.split())
    for block in blocks[:5]:
        line = " ".join(block.text.split())
        if not line.startswith(("http://", "https://", "www.")) and not block.table and not block.plain:
            return line if len(line) <= 100 else None
    return None


def _heading_level(block: Block, title: str) -> int | None:
    """The explicit level for the outline: a title's line is a section only through its own numbering."""
    if block.level == 0 or (block.level == 1 and " ".join(block.text.split()) == title):
        return None
    return block.level


def _pages(blocks: Sequence[Block], starts: Sequence[int], length: int) -> tuple[Page, ...]:
    marks: list[tuple[int, int]] = []
    for block, start in zip(blocks, starts, strict=True):
        for offset, number in block.pages:
            if not marks or marks[-1][1] != number:
                marks.append((start + offset if marks else 0, number))
    ends = [start for start, _ in marks[1:]] + [length]
    return tuple(Page(number, start, end) for (start, number), end in zip(marks, ends, strict=True)) if marks else ()


def _tables(blocks: Sequence[Block], starts: Sequence[int]) -> tuple[Table, ...]:
    tables: list[Table] = []
    open_table = 0
    rows: list[tuple[tuple[int, int], ...]] = []
    begin = end = 0
    caption: str | None = None
    spanning: str | None = None
    for block, start in [*zip(blocks, starts, strict=True), (Block(""), 0)]:
        if block.table != open_table:
            if open_table:
                tables.append(Table(begin, end, caption or spanning, tuple(rows)))
            open_table, rows, begin, caption = block.table, [], start, block.caption
            # A first row with one cell over all columns is the table's title.
            lone = [block.text[left:right] for left, right in block.cells if left < right]
            spanning = lone[0] if len(lone) == 1 and len(block.cells) > 1 else None
        if block.table:
            rows.append(tuple((start + left, start + right) for left, right in block.cells))
            end = start + len(block.text)
    return tuple(tables)
