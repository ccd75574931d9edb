"""A small PDF writer for tests: lines of text and shapes at given places, in a font that every reader knows by name."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """A line at (x, y) in points from the lower left corner; ``white`` hides it, ``turn`` turns it.

    ``mode`` is the render mode (3 draws nothing), ``alpha`` the opacity, 0 or 1, ``color`` in PDF's words.
    """

    x: float
    y: float
    text: str
    size: float = 12
    white: bool = False
    turn: tuple[float, float, float, float] = (1, 0, 0, 1)
    mode: int = 0
    alpha: int = 1
    color: str = "0 0 0"


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled rectangle with its lower left corner at (x, y); ``image`` draws a grey picture in its place."""

    x: float
    y: float
    width: float
    height: float
    color: str = "0 0 0"
    image: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with more than plain lines: items in the order in which they are drawn, boxes, a rotation in degrees."""

    items: Sequence[Text | Shape]
    width: float = 595
    height: float = 842
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    clip: tuple[float, float, float, float] | None = None
    raw: bytes = field(default=b"")


_FONTS = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    b"stream\n\xb0\nendstream",
    b"<< /Type /ExtGState /ca 0 >>",
)


def pdf(pages: Sequence[Sequence[Text] | Sheet], width: int = 595, height: int = 842) -> bytes:
    """A PDF whose pages hold the given lines."""
    first = 3 + len(_FONTS)
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        *_FONTS,
    ]
    for index, page in enumerate(pages):
        sheet = page if isinstance(page, Sheet) else Sheet(page, width, height)
        clip = b"%s re W n\n" % " ".join(map(str, sheet.clip)).encode() if sheet.clip else b""
        stream = clip + b"\n".join(_drawn(item) for item in sheet.items) + sheet.raw
        crop = f"/CropBox [{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] {crop} /Rotate {sheet.rotate}"
            f" /Contents {first + 2 * index + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R >> /XObject << /I1 6 0 R >> /ExtGState << /G0 7 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _file(objects)


def _drawn(item: Text | Shape) -> bytes:
    if isinstance(item, Shape):
        if item.image:
            return f"q {item.width} 0 0 {item.height} {item.x} {item.y} cm /I1 Do Q".encode()
        return f"{item.color} rg {item.x} {item.y} {item.width} {item.height} re f".encode()
    return _line(item)


def _line(line: Text) -> bytes:
    codes = line.text.encode("utf-16-be").hex()
    color = "1 1 1 rg" if line.white else f"{line.color} rg"
    turn = " ".join(f"{value:g}" for value in line.turn)
    drawn = f"BT {color} {line.mode} Tr /F1 {line.size} Tf {turn} {line.x} {line.y} Tm <{codes}> Tj ET"
    return (drawn if line.alpha else f"q /G0 gs {drawn} Q").encode()


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
