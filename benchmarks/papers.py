"""Invented PDF papers for the benchmarks: text pages, pages with ruled tables, scanned pages, by the hundred.

Nothing of any real document is in them; the same seed gives the same bytes.
"""

import io
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
EMBEDDED = "Embedded"
FACES = (
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/usr/share/fonts/truetype/arphic/ukai.ttc",
    "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
)
"""Open fonts with TrueType outlines that Debian packages (fonts-wqy-*, fonts-arphic-*); reportlab embeds no others."""
_LINE, _TOP, _LEFT, _SIZE, _MEASURE = 20, 770, 72, 12, 37
_SUBJECTS = (
    "全市专利授权量",
    "有效发明专利拥有量",
    "商标注册申请",
    "质押融资登记",
    "地理标志产品",
    "技术合同成交额",
    "行政裁决案件",
)
_VERBS = ("同比增长", "比上年增加", "累计达到", "较上年同期下降", "首次突破", "占全省总量的")
_ENDS = ("工作机制进一步健全。", "为产业发展提供了支撑。", "保护力度持续加大，营商环境不断改善。", "服务能力得到提升。")


def embedded_font() -> str | None:
    """The name of a Chinese font that is embedded in the file as office programs do; None where there is none."""
    face = next((face for face in FACES if Path(face).exists()), None)
    if face is None:
        return None
    pdfmetrics.registerFont(TTFont(EMBEDDED, face))
    return EMBEDDED


def text_paper(pages: int, font: str = FONT, spread: bool = False, seed: int = 1) -> bytes:
    """A paper of running text under numbered headings, a running head and page numbers.

    ``spread``: every character is set by itself, as programs do that justify lines.
    """
    chance = random.Random(seed)
    return _paper(pages, lambda canvas, number: _text_page(canvas, number, chance, spread), font)


def table_paper(pages: int, font: str = FONT, seed: int = 1) -> bytes:
    """A paper with one ruled table of 24 rows and 6 columns, its header in two rows, on each page."""
    chance = random.Random(seed)
    return _paper(pages, lambda canvas, number: _table_page(canvas, number, chance), font)


def scanned_paper(images: Sequence[Path | Image.Image], pages: int) -> bytes:
    """A paper whose pages are the given pictures in turn, without any text."""

    def draw(canvas: Canvas, number: int) -> None:
        image = images[(number - 1) % len(images)]
        picture = image if isinstance(image, Image.Image) else Image.open(image)
        canvas.drawInlineImage(picture.convert("L"), 0, 0, *A4, preserveAspectRatio=True)

    return _paper(pages, draw, FONT)


def pictures(paper: bytes, dots: int, pages: range) -> list[Image.Image]:
    """Pages of a paper as a scanner gives them, in grey, ``dots`` per inch."""
    document = pypdfium2.PdfDocument(paper)
    found = [document[index].render(scale=dots / 72, grayscale=True).to_pil() for index in pages]
    document.close()
    return found


def _paper(pages: int, draw: Callable[[Canvas, int], None], font: str) -> bytes:
    if font == FONT:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont(font, _SIZE)
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _text_page(canvas: Canvas, number: int, chance: random.Random, spread: bool) -> None:
    canvas.drawString(_LEFT, 800, "某市知识产权发展状况")
    y = _TOP
    lines = [f"{_han(number)}、第{number}部分情况"]
    while len(lines) < 34:
        text = "".join(_sentence(chance) for _ in range(chance.randint(3, 6)))
        lines.append("　　" + text[: _MEASURE - 2])
        lines += [text[i : i + _MEASURE] for i in range(_MEASURE - 2, len(text), _MEASURE)]
    for line in lines[:34]:
        if spread:
            _spread(canvas, y, line)
        else:
            canvas.drawString(_LEFT, y, line)
        y -= _LINE
    canvas.drawCentredString(A4[0] / 2, 40, f"— {number} —")


def _spread(canvas: Canvas, y: float, line: str) -> None:
    """A line set character by character, each in its own text object."""
    x = float(_LEFT)
    for character in line:
        canvas.drawString(x, y, character)
        x += _SIZE / 2 if character.isascii() else _SIZE


def _sentence(chance: random.Random) -> str:
    subject, verb = chance.choice(_SUBJECTS), chance.choice(_VERBS)
    return f"{chance.randint(2015, 2025)}年，{subject}{verb}{chance.randint(10, 99999)}件，{chance.choice(_ENDS)}"


def _table_page(canvas: Canvas, number: int, chance: random.Random) -> None:
    canvas.drawCentredString(A4[0] / 2, 790, f"表{number} 某市分县区专利情况")
    columns = [72, 172, 242, 312, 382, 452, 522]
    rows = [760 - 24 * i for i in range(27)]
    for i, y in enumerate(rows):
        canvas.line(columns[0] if i != 1 else columns[1], y, columns[-1], y)
    for i, x in enumerate(columns):
        top = rows[0] if i in (0, 1, 4, 6) else rows[1]
        canvas.line(x, top, x, rows[-1])
    canvas.drawString(columns[0] + 4, rows[1] - 6, "县区")
    for x, name in ((columns[1], "授权量（件）"), (columns[4], "有效量（件）")):
        canvas.drawString(x + 4, rows[1] + 7, name)
    for x, year in zip(columns[1:-1], ("2021年", "2022年", "2023年", "2022年", "2023年"), strict=True):
        canvas.drawString(x + 4, rows[2] + 7, year)
    for i, y in enumerate(rows[3:]):
        canvas.drawString(columns[0] + 4, y + 7, f"第{i + 1}区")
        for x in columns[1:-1]:
            canvas.drawString(x + 4, y + 7, str(chance.randint(10, 9999)))


def _han(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number % 100, 10)
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones or not tens else "")
