"""Markdown: # headings, pipe tables, emphasis marks removed, front matter dropped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..records import Document
from . import text as plain
from .assembly import assemble
from .blocks import Block, Source
from .grid import plain_rows, table_blocks
from .headings import opens_heading
from .options import DEFAULTS, Options

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"(?:-\s*){3,}$|(?:\*\s*){3,}$|(?:_\s*){3,}$|={3,}$")
_DIVIDER = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_FENCE = re.compile(r"(?:```|~~~)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)")
_ITALIC = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![*\w])")
_CODE = re.compile(r"`([^`]+)`")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?(?:br|b|i|em|strong|sup|sub|span|div|p|u|font|center|a|img)\b[^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]*(?:[-*+][ \t]+|\d{1,3}[.)][ \t]+)")
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+")
_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)


def read_markdown(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """A Markdown file as a Document; a page dump that is only called .md is read as text."""
    text = plain.decode(data, source.name)
    if "\f" in text:
        return assemble(plain.blocks(text), source)
    if front := _FRONT.match(text):
        text = text[front.end() :]
        if title := _FRONT_TITLE.search(front[1]):
            source = replace(source, fallback_title=title[1])
    text = _COMMENT.sub("", text)
    if not re.search(r"^(?:#{1,6}\s|\s*\|.*\||\s*[-*+]\s|```)", text, re.MULTILINE) and "**" not in text:
        return assemble(plain.blocks(text), source)
    return assemble(_blocks(text.split("\n")), source)


def inline(text: str) -> str:
    """A line without emphasis marks, links and images; marks that do not pair stay."""
    if not any(mark in text for mark in "*_`[<\\"):
        return text.strip()
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _BOLD.sub(lambda m: m[1] or m[2], text)
    text = _ITALIC.sub(r"\1", text)
    text = _TAG.sub("", _CODE.sub(r"\1", text))
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!|>])", r"\1", text).strip()


@dataclass(slots=True)
class _Reader:
    """The paragraph and the table being read."""

    lines: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    fenced: bool = False

    def flush(self) -> Iterator[Block]:
        if self.lines:
            # Inside a Markdown paragraph single line breaks mean nothing unless the lines read as their own.
            text = "\n".join(self.lines)
            for block in plain.blocks(text):
                yield replace(block, text=inline(block.text))
            self.lines = []
        if self.rows:
            yield from self._table()
            self.rows = []

    def _table(self) -> Iterator[Block]:
        rows = [_cells(row) for row in self.rows if not _DIVIDER.match(row.strip())]
        yield from table_blocks(plain_rows(rows))


def _blocks(raw: Sequence[str]) -> Iterator[Block]:
    reader = _Reader()
    for position, line in enumerate(raw):
        stripped = line.strip()
        if _FENCE.match(stripped):
            reader.fenced = not reader.fenced
            yield from reader.flush()
        elif reader.fenced:
            reader.lines.append(line)
        elif _is_row(raw, position, bool(reader.rows)):
            if reader.lines:
                yield from reader.flush()
            reader.rows.append(stripped)
        elif heading := _HEADING.match(stripped):
            yield from reader.flush()
            title = inline(heading[2])
            yield Block(title, level=len(heading[1]))
        elif not stripped or _RULE.match(stripped):
            yield from reader.flush()
        else:
            if reader.rows or _starts_paragraph(stripped, line):
                yield from reader.flush()
            reader.lines.append(_BULLET.sub("", line.lstrip("> ") if stripped.startswith(">") else line))
    yield from reader.flush()


def _starts_paragraph(stripped: str, line: str) -> bool:
    return bool(_ITEM.match(line)) or opens_heading(stripped.lstrip("*_")) or line.startswith("\u3000")


def _is_row(raw: Sequence[str], position: int, inside: bool) -> bool:
    """Whether a line is a row of a pipe table: inside one, or the header above its divider."""
    line = raw[position].strip()
    if "|" not in line:
        return False
    if inside or (line.startswith("|") and line.endswith("|") and len(line) > 1):
        return True
    return position + 1 < len(raw) and "-" in raw[position + 1] and bool(_DIVIDER.match(raw[position + 1].strip()))


def _cells(row: str) -> list[str]:
    body = row.strip()
    body = body[1:] if body.startswith("|") else body
    body = body[:-1] if body.endswith("|") and not body.endswith("\\|") else body
    return [inline(cell.replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", body)]
