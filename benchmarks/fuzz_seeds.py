"""Small files of every format that a reader takes, rich in the structures that readers know; and mutations of them."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence

from papers import FONT
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_TEXT = (
    "某市知识产权通报\n某市发〔2024〕12号\n一、总体情况\n2023年专利授权量1234件，同比增长5.6%；超过60万元的3项，占12.5个百分点。\n"
    "（一）质押\n质押登记12项，金额3.4亿元，主要有：\n1.甲类，约三成；\n2.乙类，不少于200件。\n表1 各区情况\n单位：件\n"
    "注：数据截至2023年12月31日。\n本通知自2024年1月1日起施行，有效期五年。《某办法》同时废止。\n"
)
_ROWS = (("县区", "2022年", "2023年", "增长"), ("甲区", "12", "34", "5.6%"), ("乙区", "56", "78", "-1.2%"))
_EXTREMES = (
    b"0", b"-1", b"1", b"65535", b"4294967295", b"99999999999999999999", b"1e309", b"nan", b"", b"\0\0\0\0",
    b"\xff\xff\xff\xff", "一".encode(), b"<", b'"', b"&#0;", b"&#xd800;", b"9" * 400, b".", b"(" * 50,
)  # fmt: skip
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_MEMBER_BYTES = 1 << 20
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")


def seeds() -> dict[str, bytes]:
    """File names, which begin with the dot of the suffix, and contents."""
    found = {".txt": _TEXT.encode("gb18030"), ".utf16.txt": _TEXT.encode("utf-16")}
    found |= {".pdf": _paper(plain=True), ".packed.pdf": _paper(plain=False), **_markup(), **_office(), **_pictures()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for suffix in (".txt", ".csv", ".pdf", ".docx", ".jsonl"):
            archive.writestr(f"件/一{suffix}", found[suffix])
    return {**found, ".zip": out.getvalue()}


def mutated(seed: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A mutated copy: of a ZIP container mostly the members are mutated, of all else the bytes or the tokens."""
    if seed.startswith(_ZIPPED) and chance.random() < 0.9:
        return _package(seed, others, chance)
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        chance.choices(_MUTATIONS, _WEIGHTS)[0](data, others, chance)
    return bytes(data)


def _place(data: bytearray, chance: random.Random) -> slice:
    at = chance.randrange(len(data) + 1)
    return slice(at, min(len(data), at + chance.choice((1, 2, 4, 16, 64, 512, 4096))))


def _flip(data: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    place = _place(data, chance)
    for at in range(place.start, min(place.stop, place.start + 8)):
        data[at] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    del data[_place(data, chance)]


def _truncate(data: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _repeat(data: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    place = _place(data, chance)
    data[place.start : place.start] = data[place] * chance.choice((1, 2, 50))


def _fill(data: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    place = _place(data, chance)
    data[place] = chance.choice((*_EXTREMES, chance.randbytes(place.stop - place.start)))


def _splice(data: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    other = chance.choice(others)
    start = chance.randrange(len(other) + 1)
    data[_place(data, chance)] = other[start : start + chance.choice((4, 64, 1024))]


def _renumber(data: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    """Put an extreme where a number is."""
    numbers = list(_NUMBER.finditer(data))
    if numbers:
        found = chance.choice(numbers)
        data[found.start() : found.end()] = chance.choice(_EXTREMES)


def _retag(data: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    """Remove a tag, or put it somewhere else too."""
    tags = list(_TAG.finditer(data))
    if not tags:
        return
    found, other = chance.choice(tags), chance.choice(tags)
    if chance.random() < 0.5:
        del data[found.start() : found.end()]
    else:
        data[other.start() : other.start()] = found[0] * chance.choice((1, 1, 300))


_Mutation = Callable[[bytearray, Sequence[bytes], random.Random], None]
_MUTATIONS: tuple[_Mutation, ...] = (_flip, _cut, _truncate, _repeat, _fill, _splice, _renumber, _retag)
_WEIGHTS = (2, 2, 0.5, 2, 2, 1, 4, 4)


def _package(seed: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A ZIP container with one to three members mutated, dropped, doubled, or renamed to a climbing path."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as source, zipfile.ZipFile(out, "w") as target:
        infos = source.infolist()
        chosen = {info.filename for info in chance.sample(infos, min(len(infos), chance.randint(1, 3)))}
        for info in infos:
            name = info.filename
            if info.file_size > _MEMBER_BYTES:  # a bomb among the seeds
                return seed
            content = source.read(info)
            if name in chosen:
                content = mutated(content, others, chance)
                name = chance.choice((name,) * 12 + (f"../{name}", f"/{name}", name + "x", ""))
            if name:
                target.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def _markup() -> dict[str, bytes]:
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in _ROWS)
    text = "".join(f"<p>{line}</p>" for line in _TEXT.splitlines())
    page = (
        '<html><head><meta charset="utf-8"><title>通报</title><style>.x{display:none} p{color:#000}</style></head>'
        f'<body><nav><a href="/">首页</a></nav><h1>通报</h1>{text}<p style="color:#fff;font-size:1px">看不见</p>'
        '<p class="x">无</p>'
        f'<ul><li>甲<ul><li>乙</li></ul></li></ul><table border="1"><caption>表2 情况</caption>'
        f'<tr><th rowspan="2">区</th><th colspan="3">年</th></tr>{rows}</table></body></html>'
    )
    table = "\n".join("|" + "|".join(row) + "|" for row in (_ROWS[0], ("---",) * 4, *_ROWS[1:]))
    line = '{"id": "%d", "title": "甲", "text": "一、情况\\n专利授权量%d件。", "issued_on": "2024-01-02"}\n'
    return {
        ".html": page.encode(),
        ".md": (
            f"---\ntitle: 通报\n---\n# 通报\n\n{_TEXT}\n{table}\n\n- 甲\n  - 乙[^1]\n\n"
            "[^1]: 注。\n\n```\n码\n```\n<b>粗</b>"
        ).encode(),
        ".csv": "\n".join(",".join(row) for row in (("表3",), *_ROWS)).encode("utf-8-sig"),
        ".jsonl": "".join(line % (n, 12 * n) for n in range(1, 4)).encode(),
        ".json": '{"a": [1, {"b": "专利授权量12件", "c": null}], "d": {"e": 1.5}}'.encode(),
    }


def _office() -> dict[str, bytes]:
    import docx
    import openpyxl
    import pptx
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    word, book, slides = docx.Document(), openpyxl.Workbook(), pptx.Presentation()
    word.add_heading("通报", 0)
    for number, line in enumerate(_TEXT.splitlines()):
        word.add_paragraph(line, style=("List Number", "Normal", "Heading 1", "List Bullet", "Normal")[number % 5])
    table = word.add_table(3, 4)
    for r, row in enumerate(_ROWS):
        for c, value in enumerate(row):
            table.cell(r, c).text = value
        book.active.append([*row, 1234.5, "=SUM(B2:B3)"])
    table.cell(0, 0).merge(table.cell(0, 1))
    book.active.merge_cells("A5:C6")
    book.active["E1"].number_format = "0.00%"
    book.create_sheet("隐藏").append(["看不见"])
    book["隐藏"].sheet_state = "hidden"
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "通报", _TEXT
    slide.shapes.add_table(3, 4, 0, 0, 100, 100).table.cell(0, 0).text = "区"
    data = CategoryChartData()
    data.categories = ["甲", "乙"]
    data.add_series("授权量", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 100, 100, data)
    return {suffix: _saved(made.save) for suffix, made in ((".docx", word), (".xlsx", book), (".pptx", slides))}


def _pictures() -> dict[str, bytes]:
    from PIL import Image

    found = {}
    for suffix in ("png", "jpeg", "tiff", "bmp", "webp"):
        found[f".{suffix}"] = _saved(lambda out, s=suffix: Image.new("RGB", (60, 40), "white").save(out, s))
    return found


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def _paper(plain: bool) -> bytes:
    """Two pages of text, a ruled table, hidden text, an outline and a picture; ``plain``: nothing is compressed."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=0 if plain else 1)
    for number in (1, 2):
        canvas.setFont(FONT, 12)
        for line, text in enumerate(_TEXT.splitlines()):
            canvas.drawString(72, 780 - 20 * line, text)
        canvas.grid([72, 172, 272, 372, 472], [300, 324, 348, 372])
        for r, row in enumerate(_ROWS):
            for c, value in enumerate(row):
                canvas.drawString(76 + 100 * c, 355 - 24 * r, value)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 200, "看不见的文字")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawImage(ImageReader(Image.new("RGB", (20, 20), "red")), 300, 100, 50, 50)
        canvas.bookmarkPage(f"p{number}")
        canvas.addOutlineEntry(f"第{number}页", f"p{number}")
        canvas.drawCentredString(A4[0] / 2, 40, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
