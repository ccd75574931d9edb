"""Pictures of pages: what recognition makes of them, and what it refuses. The scans are made by data/scans/make.py."""

import io
import json
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from ipqa.errors import DamagedFile, NeedsOcr, TooLarge
from ipqa.reading.ocr.engine import OCR_DPI, OcrLine, recognise
from ipqa.reading.ocr.image import on_paper, read_image
from ipqa.reading.ocr.pages import recognition_warning
from ipqa.reading.ocr.pictures import without_seals
from ipqa.reading.ocr.tidy import tidy
from ipqa.reading.options import DEFAULTS
from ipqa.reading.structure.blocks import Source
from ipqa.records import Document

SCANS = Path(__file__).parent / "data" / "scans"
SHARED = Path(__file__).parents[2] / "shared" / "eval" / "dev" / "formats"
NOTICE = [
    "松岭县专利转化情况通报",
    "2023年，全县专利转让417件，同比增长8.6%；",
    "合同金额合计1,205.38万元，惠及企业96家。",
    "松岭县知识产权局",
    "2024年1月15日",
]


def source(name: str) -> Source:
    return Source(name, "c", "v", "image/png", fallback_title=name)


def scanned(name: str) -> Document:
    return read_image((SCANS / name).read_bytes(), source(name))


def texts(lines: list[OcrLine]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize(
    ("raw", "uniform"),
    [
        ("２０２３年，增长８．６％", "2023年，增长8.6%"),
        ("（七)强化源头保护", "（七）强化源头保护"),
        ("共7，749万元，合1，205，330元", "共7,749万元，合1,205,330元"),
        ("检查市场主体490，199户次,责令改正13户;", "检查市场主体490,199户次，责令改正13户；"),
        ("单位:件、万元", "单位：件、万元"),
        ("上午9：30至11:30", "上午9:30至11:30"),
        ("云政发〔2020]8号", "云政发〔2020〕8号"),
        ("云政发(2020)8号", "云政发（2020）8号"),
        ("知 识 产 权 局", "知识产权局"),
        ("R&D 经费 12.5 亿元", "R&D 经费 12.5 亿元"),
        ("2O24年1l0件", "2024年110件"),
        ("合计1O起，型号A10O", "合计1O起，型号A10O"),
        ("2020一2024年", "2020—2024年"),
        ("一九九八年", "一九九八年"),
        ("(1,234)", "(1,234)"),
        ("World Trade Organization, Geneva", "World Trade Organization, Geneva"),
        ("达到12.5件.", "达到12.5件。"),
    ],
)
def test_signs_are_made_uniform(raw: str, uniform: str) -> None:
    assert tidy(raw) == uniform


@given(st.text(alphabet="年件万元一二O0l1235.,，:：()（）〔〕[] %％　-—专利局Aa", max_size=24))
def test_a_uniform_text_stays(raw: str) -> None:
    once = tidy(raw)
    assert tidy(once) == once


def test_a_scan_is_a_document_with_boxes_and_a_warning() -> None:
    document = scanned("notice.png")
    assert document.title == NOTICE[0]
    assert document.text.split("\n") == NOTICE
    assert document.warnings == ("第 1 页的文字由图像识别得到，请核对原件",)
    assert [(box.page, document.text[box.start : box.end]) for box in document.boxes] == [(1, line) for line in NOTICE]
    title = document.boxes[0]
    # The title was drawn from (190, 40), 440 pixels wide and 40 high, on a sheet of 900 by 640.
    assert [title.left, title.top, title.right, title.bottom] == pytest.approx([0.21, 0.08, 0.70, 0.14], abs=0.015)
    assert all(box.confidence is not None and box.confidence > 0.95 for box in document.boxes)


def test_the_camera_knows_which_side_is_up() -> None:
    upright, turned = scanned("notice.png"), scanned("camera.jpg")
    assert turned.text == upright.text
    for one, other in zip(upright.boxes, turned.boxes, strict=True):
        assert [one.left, one.top, one.right, one.bottom] == pytest.approx(
            [other.left, other.top, other.right, other.bottom], abs=0.01
        )


@pytest.mark.parametrize("angle", [90, 180, 270, 3, -4])
def test_a_turned_page_is_read_upright(angle: int) -> None:
    with Image.open(SCANS / "notice.png") as image:
        turned = image.convert("RGB").rotate(angle, expand=True, fillcolor="white")
    lines = recognise(turned)
    assert texts(lines) == NOTICE
    # Where the ink of the title went: its box is that of the turned picture.
    title = lines[0]
    box = tuple(round(edge) for edge in (title.left, title.top, title.right, title.bottom))
    assert 0 <= box[0] < box[2] <= turned.width and 0 <= box[1] < box[3] <= turned.height
    dark_inside = 255 - np.asarray(turned.convert("L").crop(box))
    with Image.open(SCANS / "notice.png") as image:
        dark_before = 255 - np.asarray(image.convert("L").crop((185, 35, 640, 100)))
    assert float(dark_inside.sum()) == pytest.approx(float(dark_before.sum()), rel=0.1)


def test_a_ruled_table_that_leans_is_a_table() -> None:
    document = scanned("ruled.png")
    (table,) = document.tables
    assert (table.title, table.unit) == ("各乡镇专利授权情况表", "单位：件")
    assert [[document.text[a:b] for a, b in row] for row in table.rows] == [
        ["地区", "2022年", "2023年"],
        ["松岭镇", "108", "1,367"],
        ["双河乡", "7", "—"],
        ["合计", "115", "1,367"],
    ]
    sure = {document.text[box.start : box.end]: box.confidence for box in document.boxes}
    assert sure["108"] is not None and sure["108"] > 0.9


def test_each_frame_of_a_tiff_is_a_page() -> None:
    seen: list[tuple[int, int]] = []
    options = replace(DEFAULTS, page_done=lambda done, total: seen.append((done, total)))
    document = read_image((SCANS / "pages.tif").read_bytes(), source("pages.tif"), options)
    assert document.text == "第一页：商标注册1260件。\n第二页：地理标志6件。"
    assert [(page.number, document.text[page.start : page.end].strip()) for page in document.pages] == [
        (1, "第一页：商标注册1260件。"),
        (2, "第二页：地理标志6件。"),
    ]
    assert seen == [(1, 2), (2, 2)]
    assert document.warnings == ("第 1—2 页的文字由图像识别得到，请核对原件",)


def test_the_scanned_fixture_is_read_to_the_last_digit() -> None:
    path = SHARED / "f03_scanned.pdf"
    if not path.exists():
        pytest.skip("the shared fixtures are not beside the checkout")
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    image = pdf[0].render(scale=OCR_DPI / 72).to_pil()
    pdf.close()
    expected = json.loads((SHARED / "expected.json").read_text("utf-8"))
    scan = next(entry for entry in expected if entry["file"] == path.name)
    assert texts(recognise(image)) == scan["text_lines_after_ocr"]


def test_noise_and_blank_paper_hold_no_text() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (500, 400, 3), dtype=np.uint8)
    assert recognise(noise) == []
    assert recognise(np.full((300, 300), 255, np.uint8)) == []
    assert recognise(np.zeros((1, 1), np.uint8)) == []
    with pytest.raises(NeedsOcr, match="没有认出文字"):
        read_image(_png(Image.new("RGB", (200, 100), "white")), source("white.png"))


def test_recognition_may_be_switched_off() -> None:
    with pytest.raises(NeedsOcr, match="需要打开文字识别"):
        read_image(_png(Image.new("L", (9, 9))), source("a.png"), replace(DEFAULTS, ocr=False))


def test_a_bomb_is_refused_by_its_declared_size() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    )
    with pytest.raises(TooLarge, match="像素太多"):
        read_image(bomb, source("bomb.png"))


@pytest.mark.parametrize("name", ["notice.png", "camera.jpg"])
def test_half_a_file_is_damaged(name: str) -> None:
    data = (SCANS / name).read_bytes()
    with pytest.raises(DamagedFile):
        read_image(data[: len(data) // 2], source(name))
    with pytest.raises(DamagedFile):
        read_image(b"no picture at all", source(name))


def test_a_broken_page_does_not_take_the_others_with_it() -> None:
    data = bytearray((SCANS / "pages.tif").read_bytes())
    with Image.open(io.BytesIO(bytes(data))) as image:
        image.seek(1)
        start = image.tag_v2[273][0]
    data[start : start + 60] = b"\xff" * 60
    document = read_image(bytes(data), source("pages.tif"))
    assert document.text.startswith("第一页：商标注册1260件。")


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "LA", "RGBA"])
def test_every_kind_of_pixels_comes_onto_white_paper(mode: str) -> None:
    picture = Image.new("L", (8, 4), 255)
    picture.paste(0, (0, 0, 4, 4))
    if mode == "I;16":
        made = Image.fromarray(np.asarray(picture).astype(np.uint16) * 257)
    elif mode in ("LA", "RGBA"):
        made = Image.new(mode, (8, 4), 0)  # black all over, seen through on the right
        made.putalpha(Image.eval(picture, lambda value: 255 - value))
    else:
        made = picture.convert(mode)
    shown = on_paper(made)
    assert (shown.mode, shown.getpixel((1, 1)), shown.getpixel((6, 1))) == ("RGB", (0, 0, 0), (255, 255, 255))


def test_seals_go_and_red_headings_stay() -> None:
    page = Image.new("RGB", (800, 1000), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((100, 60, 700, 70), fill=(220, 20, 30))
    draw.ellipse((500, 700, 680, 880), outline=(215, 30, 40), width=8)
    draw.polygon([(590, 760), (610, 820), (560, 785), (620, 785), (570, 820)], fill=(215, 30, 40))
    draw.rectangle((420, 780, 640, 790), fill=(10, 10, 10))
    cleaned = Image.fromarray(without_seals(np.asarray(page)))
    assert cleaned.getpixel((300, 65)) == (220, 20, 30)
    assert min(cleaned.getpixel((590, 703))) > 200
    assert max(cleaned.getpixel((600, 785))) < 60


def test_the_warning_names_pages_and_doubt() -> None:
    assert recognition_warning([1, 2, 3, 5], [0.99]) == "第 1—3、5 页的文字由图像识别得到，请核对原件"
    assert recognition_warning([4], [0.8, 0.9]) == "第 4 页的文字由图像识别得到（平均置信度 0.85），请核对原件"


def test_recognition_writes_nothing_and_says_nothing(tmp_path: Path) -> None:
    code = "from ipqa.reading.ocr.engine import recognise; import numpy; recognise(numpy.zeros((99, 99), 'uint8'))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={"HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr, list(tmp_path.iterdir())) == ("", "", [])


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
