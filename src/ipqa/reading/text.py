"""Plain text: encodings, hard-wrapped files, dumps of PDFs, and free text with one paragraph per line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import charset_normalizer

from ..errors import EmptyDocument, ReadingError
from ..records import Document
from ..text import INVISIBLE
from .options import DEFAULTS, Options
from .structure.assembly import assemble
from .structure.blocks import Block, Source
from .structure.columns import dump_lines
from .structure.furniture import without_furniture
from .structure.layout import join, paragraphs, text_line
from .structure.lines import EM, Line, is_wrapped, solid
from .structure.numbering import opens_heading
from .tabbed import Numbered, tabbed

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "這為個國時來們對會發動過說產種後經學與權專標條應當"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# A line that holds nothing but invisible characters breaks a sentence, it does not part paragraphs.
_BROKEN_LINE = re.compile(r"(?<=[^\n])\n[\u200b\u200c\u200d\u2060\ufeff]+\n(?=[^\n])")
_URL = re.compile(r"(?:https?://|www\.)\S+$")
_OPEN_END = tuple("，、（《「『“‘【(〈的和与及")
_FRAGMENT = re.compile(r"[\d.]{1,5}$")
_CLOSED = re.compile(r"[。！？!?；;：:…][”’」』）)》】\]]*$")
_NO_START = tuple("，。、；：！？）》」』”’】％%〉")
_DOUBLED = 0.8


def read_text(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """A text file as a Document; raises ReadingError for binary data, EmptyDocument for none."""
    return assemble(blocks(decode(data, source.name)), source)


def decode(data: bytes, name: str) -> str:
    """The text of bytes in UTF-8, UTF-16, GB18030 or Big5, with line feeds and without invisible characters."""
    if not data.strip(b"\0 \t\r\n"):
        raise EmptyDocument(f"{name} 是空文件。", f"{name} is empty.")
    text = _decoded(data)
    if text is None or len(_CONTROL.findall(text)) + 2 * text.count("\ufffd") > 0.02 * len(text):
        raise ReadingError(f"{name} 不是文本文件，无法识别其文字编码。", f"{name} is not text in any known encoding.")
    text = _BROKEN_LINE.sub("\n", re.sub(r"\r\n?|[\u2028\u2029\x85\x0b]", "\n", text))
    return _CONTROL.sub("", text.translate(INVISIBLE))


def _decoded(data: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    if b"\0" in data:
        return _wide(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    readings = [text for encoding in ("gb18030", "big5hkscs") if (text := _strict(data, encoding)) is not None]
    if readings:
        return max(readings, key=_plausible)  # the first, GB18030, where both are as plausible
    lossy = data.decode("utf-8", errors="replace")
    if lossy.count("\ufffd") <= 0.01 * len(lossy):
        return lossy
    best = charset_normalizer.from_bytes(data[:200_000]).best()
    return data.decode(best.encoding, errors="replace") if best else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark, when one byte order gives plausible text."""
    readings = [_strict(data, encoding) for encoding in ("utf-16-le", "utf-16-be")]
    texts = [text for text in readings if text and "\0" not in text and _legible(text)]
    return max(texts, key=_plausible) if texts else None


def _legible(text: str) -> bool:
    sample = text[:20_000]
    return sum(1 for c in sample if c.isascii() or "\u3000" <= c <= "\u9fff" or c >= "\uff00") > 0.9 * len(sample)


def _plausible(text: str) -> float:
    """The share of very common ideographs, simplified or traditional, among the first characters."""
    sample = text[:20_000]
    return sum(1 for c in sample if c in _COMMON) / max(1, len(sample))


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a decoded text."""
    if "\f" in text:
        yield from _paged(_numbered(page.split("\n") for page in text.split("\f")))
        return
    raw = text.split("\n")
    (numbered,) = _numbered([raw])
    if _doubled(raw, [line for line in raw if line.strip()]):
        pages = _dump_pages(numbered)
        yield from _paged(pages) if len(pages) > 1 else _wrapped(numbered, doubled=True)
    else:
        yield from _wrapped(numbered, doubled=False)


def inner_blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a text that is a part of a file: where they stand in that file is not known."""
    return (replace(block, origin=None) for block in blocks(text))


def _numbered(pages: Iterable[Sequence[str]]) -> list[list[Numbered]]:
    """The lines of pages, each with the number of characters other than white space before it in the file."""
    found: list[list[Numbered]] = []
    at = 0
    for page in pages:
        found.append([])
        for line in page:
            found[-1].append((at, line))
            at += solid(line)
    return found


def _doubled(raw: Sequence[str], filled: Sequence[str]) -> bool:
    """Whether blank lines mean nothing because about nine lines in ten are followed by one, and the lines are short."""
    if len(filled) < 12 or sum(map(len, filled)) > 60 * len(filled):
        return False
    followed = sum(1 for a, b in pairwise(raw) if a.strip() and not b.strip())
    return followed >= _DOUBLED * len(filled)


def _dump_pages(raw: Sequence[Numbered]) -> list[list[Numbered]]:
    """The pages of a dump with doubled line breaks: a page starts at a single break before a line with a space."""
    pages: list[list[Numbered]] = [[]]
    for (_, before), (at, line) in zip([(0, ""), *raw], raw, strict=False):
        if before.strip() and line.startswith((" ", "\u3000")) and line.strip():
            pages.append([])
        if line.strip():
            # The space is the dump's mark of a page, not an indent.
            pages[-1].append((at, line.strip() if not pages[-1] else line))
    return pages


def _paged(pages: Sequence[Sequence[Numbered]]) -> Iterator[Block]:
    if pages and not any(line.strip() for _, line in pages[-1]):
        pages = pages[:-1]
    lines: list[Line] = []
    for number, kept in enumerate(without_furniture([[line for _, line in page] for page in pages]), 1):
        lines += dump_lines([pages[number - 1][index] for index in kept], number)
    return paragraphs(lines)


def _wrapped(raw: Sequence[Numbered], doubled: bool) -> Iterator[Block]:
    """A text of one page: wrapped lines joined, or each line a paragraph when none is wrapped."""
    lines = _with_gaps(raw, doubled)
    return paragraphs(lines) if is_wrapped(lines) else _mended(lines)


def _with_gaps(raw: Sequence[Numbered], doubled: bool) -> list[Line]:
    lines: list[Line] = []
    gap = False
    for piece in tabbed(raw):
        if isinstance(piece, Line):
            lines.append(piece)
            gap = True
        elif piece[1].strip():
            lines.append(text_line(piece[1], gap=gap, at=piece[0]))
            gap = False
        else:
            gap = not doubled
    return lines


def _mended(lines: Sequence[Line]) -> Iterator[Block]:
    """Free text: one paragraph per line, and lines that were broken inside a sentence mended."""
    ended = [i for i, line in enumerate(lines) if _CLOSED.search(line.text)]
    gaps = sum(1 for i in ended if i + 1 >= len(lines) or lines[i + 1].gap)
    spaced = gaps >= 0.6 * max(1, len(ended))  # paragraphs are parted by blank lines
    full = _full_width(lines)
    text, start, before = "", 0, 0.0
    mended = False
    for line in lines:
        if line.table:
            if text:
                yield Block(text, origin=(start, start + solid(text)))
            yield from line.table
            text = ""
        elif text and _broken(text, line, spaced or mended or (full is not None and before >= full)):
            mended = not line.text.startswith(_NO_START)
            text += ("" if _FRAGMENT.match(line.text) else join(text, line.text)) + line.text
        else:
            if text:
                yield Block(text, origin=(start, start + solid(text)))
            text, start, mended = line.text, line.at or 0, False
        before = line.right
    if text:
        yield Block(text, origin=(start, start + solid(text)))


def _full_width(lines: Sequence[Line]) -> float | None:
    """From which width a line may go on in the next, where paragraphs are told by their indents; None elsewhere."""
    opening = [b for a, b in pairwise(lines) if _CLOSED.search(a.text)]
    if len(opening) < 2 or sum(1 for line in opening if line.left >= EM) < 0.8 * len(opening):
        return None
    return max(line.right for line in lines) - 3 * EM


def _broken(text: str, line: Line, spaced: bool) -> bool:
    """Whether a line carries on the paragraph before it although a line break stands between."""
    if line.gap or line.left > 0 or _URL.match(line.text) or _URL.search(text):
        return False
    if line.text.startswith(_NO_START):
        return not _CLOSED.search(text) or line.text[0] in "，。、；：！？"
    if opens_heading(line.text) or _CLOSED.search(text):
        return False
    if text.endswith(_OPEN_END) or (_FRAGMENT.match(line.text) and text[-1].isascii() and text[-1].isalpha()):
        return True
    return spaced and (len(line.text) <= 2 or len(text) >= 30)
