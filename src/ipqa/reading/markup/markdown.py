"""Markdown: headings, lists, quotes, pipe and HTML tables, footnotes; marks and front matter dropped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...records import Document
from .. import text as plain
from ..options import DEFAULTS, Options
from ..structure.assembly import assemble
from ..structure.blocks import Block, Source
from ..structure.numbering import opens_heading
from .markdown_inline import Inline, cleaned, joined
from .markdown_tables import html_tables, is_divider, pipe_blocks

_HEADING = re.compile(r"(#{1,6})(?:\s+|(?=[^\s#\d]))(.*?)\s*#*$")
_RULE = re.compile(r"(?:-\s*){3,}$|(?:\*\s*){3,}$|(?:_\s*){3,}$|={3,}$")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_FENCE = re.compile(r"(?:```|~~~)")
_ITEM = re.compile(r"[ \t]*(?:[-*+][ \t]+|\d{1,3}[.)][ \t]+)")
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ ]?)+")
_CALLOUT = re.compile(r"\[!\w+\][+-]?\s*")
_NOTE = re.compile(r"[ ]{0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_MARKED = re.compile(
    r"^(?:#{1,6}\s|\s*\|.*\||\s*[-*+]\s|```|\s*>|\s*\[\^)|</?[a-z]+[^<>\n]*>|^.+\n(?:=+|-+)$", re.MULTILINE
)
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]*>(.{0,400}?)</h\1\s*>", re.DOTALL | re.IGNORECASE)
_HTML_BLOCK = re.compile(
    r"</?(?:article|address|blockquote|body|center|dd|details|div|dl|dt|figcaption|figure|footer|header|hr|html|li|main|ol|p|section"
    r"|summary|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！？；;，,：:]$")
_LONGEST_HEADING = 60


def read_markdown(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """A Markdown file as a Document; a page dump that is only called .md is read as text."""
    text = plain.decode(data, source.name)
    if "\f" in text:
        return assemble(plain.blocks(text), source)
    if front := _FRONT.match(text):
        text = text[front.end() :]
        if title := _FRONT_TITLE.search(front[1]):
            source = replace(source, fallback_title=title[1])
    clean = cleaned(text)
    if clean.hidden:
        source = replace(source, warnings=(*source.warnings, "已忽略页面上看不见的文字"))
    if not _MARKED.search(clean.text) and "**" not in clean.text:
        return assemble(plain.blocks(clean.text), source)
    inline = Inline(clean.links)
    return assemble(_blocks(clean.text, inline), source)


def _blocks(text: str, inline: Inline) -> Iterator[Block]:
    for piece in html_tables(text):
        if isinstance(piece, str):
            yield from _Reader(inline).read(_unquoted(_without_markup(piece).split("\n")))
        else:
            yield from piece


def _without_markup(text: str) -> str:
    """HTML headings as Markdown's own; other block tags are blank lines."""
    if "<" not in text:
        return text
    text = _HTML_HEADING.sub(lambda m: f"\n\n{'#' * int(m[1])} {' '.join(m[2].split())}\n\n", text)
    return "\n".join(
        line if line.lstrip().startswith("|") else _HTML_BLOCK.sub("\n\n", line) for line in text.split("\n")
    )


def _unquoted(lines: Sequence[str]) -> list[str]:
    """Lines without their marks of quotation; a quote is parted from what stands around it."""
    found: list[str] = []
    quoted = fenced = False
    for line in lines:
        mark = None if fenced else _QUOTE.match(line)
        fenced ^= bool(_FENCE.match(line.strip()))
        # A line right below a quote carries it on although it bears no mark.
        lazy = quoted and not mark and bool(line.strip()) and bool(found[-1].strip()) and not _ITEM.match(line)
        if bool(mark) != quoted and not lazy:
            found.append("")
        quoted = bool(mark) or lazy
        found.append(_CALLOUT.sub("", line[mark.end() :], count=1) if mark else line)
    return found


@dataclass(slots=True)
class _Reader:
    """The paragraph and the table being read."""

    inline: Inline
    lines: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    fenced: bool = False
    item: bool = False
    note: str | None = None

    def read(self, raw: Sequence[str]) -> Iterator[Block]:
        """The blocks of lines, in order."""
        for position, line in enumerate(raw):
            stripped = line.strip()
            if _FENCE.match(stripped):
                self.fenced = not self.fenced
                yield from self._flush()
            elif self.fenced:
                self.lines.append(line)
            elif self._underlined(stripped):
                level = 1 if stripped[0] == "=" else 2
                title, self.lines = self.inline.words(self.lines[0]), []
                yield Block(title, level=level)
            elif _is_row(raw, position, bool(self.rows)):
                if self.lines:
                    yield from self._flush()
                self.rows.append(stripped)
            elif heading := _HEADING.match(stripped):
                yield from self._flush()
                if title := self.inline.words(heading[2]):
                    yield Block(title, level=len(heading[1]))
            elif not stripped or _RULE.match(stripped):
                yield from self._flush()
            else:
                yield from self._line(line, stripped)
        yield from self._flush()

    def _line(self, line: str, stripped: str) -> Iterator[Block]:
        note = _NOTE.match(line)
        if self.rows or note or _starts_paragraph(stripped, line):
            yield from self._flush()
        if note:
            self.note, line = note[1], note[2]
        self.item = self.item or bool(_ITEM.match(line))
        # An indent inside an item or a note only shows that the line belongs to it.
        self.lines.append(_BULLET.sub("", line).strip() if self.item or self.note else line)

    def _underlined(self, stripped: str) -> bool:
        """Whether a line of dashes makes the line above it a heading, and does not part two paragraphs."""
        if len(self.lines) != 1 or self.item or self.note or not _UNDERLINE.fullmatch(stripped):
            return False
        above = self.lines[0].strip()
        return len(stripped) > 1 and len(above) <= _LONGEST_HEADING and not _SENTENCE.search(above)

    def _flush(self) -> Iterator[Block]:
        if self.lines:
            # Inside a Markdown paragraph single line breaks mean nothing unless the lines read as their own.
            text = "\n".join(self.lines)
            if self.note:
                yield Block(f"{self.inline.mark(self.note)} {self.inline.words(joined(self.lines))}", plain=True)
            else:
                for block in plain.inner_blocks(joined(self.lines) if self.item else text):
                    if words := self.inline.words(block.text):
                        yield replace(block, text=words, seams=block.seams if words == block.text else ())
        if self.rows:
            yield from pipe_blocks(self.rows, self.inline)
        self.lines, self.rows, self.item, self.note = [], [], False, None


def _starts_paragraph(stripped: str, line: str) -> bool:
    return bool(_ITEM.match(line)) or opens_heading(stripped.lstrip("*_")) or line.startswith("\u3000")


def _is_row(raw: Sequence[str], position: int, inside: bool) -> bool:
    """Whether a line is a row of a pipe table: inside one, or the header above its divider."""
    line = raw[position].strip()
    if "|" not in line:
        return False
    if inside or (line.startswith("|") and line.endswith("|") and len(line) > 1):
        return True
    return position + 1 < len(raw) and "|" in raw[position + 1] and is_divider(raw[position + 1])
