"""A first look at the streams of a PDF: whether all its text is drawn in plain dark ink.

Programs that set every character by itself make a page of thousands of objects; asking each for its colour would take
longer than reading the page. Where no stream of the file sets another colour, mode or opacity, none needs to be asked.
Everything that is not understood counts as not plain.
"""

import re
import zlib
from dataclasses import dataclass
from itertools import islice

_LARGEST = 32 * 1024 * 1024  # bytes of a file
_UNPACKED = 64 * 1024 * 1024  # bytes of all its streams
_DICTIONARY = 2000  # bytes before a stream in which its dictionary stands
_LIGHT = 0.8  # of 1
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_CODED = re.compile(rb"/(\w+Decode)\b")
_PICTURE = (b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode")
_FONT_MAGIC = (b"\0\1\0\0\0", b"OTTO\0", b"\1\0\4")
# What may hide text: encryption, layers, soft masks, names written in codes; or streams that are not seen here.
_STRANGE = re.compile(
    rb"/Encrypt\b|/OC(?:G|MD|Properties)\b|/S\s*/(?:Luminosity|Alpha)\b|/BM\s*/(?!Normal\b)|/(?:Predictor|FFilter|Pattern)\b"
    rb"|/[A-Za-z]*#[4-7][0-9A-Fa-f]"
)
_OPACITY = re.compile(rb"/(?:ca|CA)(?![A-Za-z0-9_+])\s*([\d.]+)?")
# What sets a colour or the mode of letters (the first group), and what draws anything but letters (the second). A space
# stands before each, as it does where programs write them; what else stands there is looked for with _GLUED.
_OPERATOR = re.compile(rb"[\s\0](?:(g|rg|k|sc|scn|Tr|cs)|(f\*?|F|B\*?|b\*?|S|s|sh|Do|BI))(?![^\s\0\[\(</%])")
_GLUED = re.compile(rb"[\])>](?:g|rg|k|scn?|Tr|cs|f\*?|F|B\*?|b\*?|S|s|sh|Do|BI)(?![^\s\0\[\(</%])")
# The drawing of one character of a font says first how wide it is.
_GLYPH = re.compile(rb"\s*(?:[-+.\d]+\s+){2}(?:d0|(?:[-+.\d]+\s+){4}d1)\s(?!.*\bBT\b)", re.DOTALL)
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)$")


@dataclass(frozen=True, slots=True)
class Ink:
    """``plain``: all text is drawn dark and opaque; ``shapes``: something else than text is drawn."""

    plain: bool
    shapes: bool = True


def ink_of(data: bytes) -> Ink:
    """What the streams of a PDF draw with; not plain where a stream cannot be looked into."""
    if len(data) > _LARGEST:
        return Ink(False)
    left, shapes, end = _UNPACKED, False, 0
    outside: list[bytes] = []
    while match := _STREAM.search(data, end):
        outside.append(data[end : match.start()])
        begin = match.end()
        end = data.find(b"endstream", begin)
        head = data[max(0, begin - _DICTIONARY) : begin]
        content = _unpacked(data[begin:end], head[max(0, head.rfind(b" obj")) :], left) if end >= 0 else None
        if content is None:
            return Ink(False)
        left -= len(content)
        if content.startswith(_FONT_MAGIC):
            continue
        if (b"ObjStm" in head and _is_strange(content)) or _GLUED.search(content):
            return Ink(False)
        glyph = bool(_GLYPH.match(content))
        for operator in _OPERATOR.finditer(b"\n" + content):
            if operator[1] and not _is_dark(operator):
                return Ink(False)
            shapes = shapes or not (operator[1] or glyph)
    outside.append(data[end:])
    return Ink(not _is_strange(b"\n".join(outside)), shapes)


def _is_strange(data: bytes) -> bool:
    if _STRANGE.search(data):
        return True
    return any(m[1] is None or not _NUMBER.match(m[1]) or float(m[1]) < _LIGHT for m in _OPACITY.finditer(data))


def _unpacked(stream: bytes, head: bytes, limit: int) -> bytes | None:
    """A stream's content; empty for a picture, None where it cannot be known."""
    coded = _CODED.findall(head)
    if len(coded) == 1 and coded[0] in _PICTURE:
        return b""
    if coded == [b"FlateDecode"] and limit > 0:
        unpacker = zlib.decompressobj()
        try:
            content = unpacker.decompress(stream, limit)
        except zlib.error:
            return None
        return content if unpacker.eof else None
    if coded or b"/Filter" in head or b"/F " in head:
        return None
    return stream


def _is_dark(operator: re.Match[bytes]) -> bool:
    """Whether an operator sets a dark colour, or the render mode that fills letters."""
    name = operator[1]
    if name == b"cs":
        return False
    start = operator.start()
    before = operator.string[max(0, start - 80) : start].split()
    count = {b"g": 1, b"rg": 3, b"k": 4, b"Tr": 1}.get(name, 0)
    numbers = list(islice(reversed(before), count))
    if len(numbers) < count or not count or not all(_NUMBER.match(number) for number in numbers):
        return False
    values = [float(number) for number in numbers]
    if name == b"Tr":
        return values == [0.0]
    if name == b"k":
        return max(values) > 1 - _LIGHT
    return min(values) < _LIGHT
