"""Sample files with pages: running text, columns, a ruled table, text nobody sees, scans."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import papers
from content import CELLS, GOAL, GROUPS, HEAD, HIDDEN, OPENING, PLEDGES, ROWS, TITLE, Sample
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SCANS = Path(__file__).parents[1] / "tests" / "data" / "scans"
_PAGES = 4


def canvas(draw: Callable[[Canvas], None], **options: Any) -> bytes:
    """A PDF of what is drawn; ``options`` are those of reportlab's canvas."""
    pdfmetrics.registerFont(UnicodeCIDFont(papers.FONT))
    out = io.BytesIO()
    sheet = Canvas(out, pagesize=A4, invariant=1, **options)
    sheet.setFont(papers.FONT, 12)
    draw(sheet)
    sheet.save()
    return out.getvalue()


def paper_samples() -> list[Sample]:
    """PDF files and pictures."""
    notice = (
        "松岭县专利转化情况通报",
        "2023年，全县专利转让417件，同比增长8.6%；",
        "合同金额合计1,205.38万元，惠及企业96家。",
    )
    paragraphs = [f"{i}.{text}" for i in range(1, 14 * _PAGES) for text in (OPENING + PLEDGES,)]
    pages = _numbered(paragraphs)
    return [
        Sample(
            "text.pdf", canvas(lambda c: _running(c, paragraphs)), tuple(paragraphs), furniture=(HEAD,), pages=pages
        ),
        Sample("columns.pdf", canvas(_columns), (OPENING, PLEDGES, GOAL)),
        Sample("table.pdf", canvas(_table), (TITLE,), CELLS),
        Sample("hidden.pdf", canvas(_unseen), (TITLE,), hidden=(HIDDEN,)),
        Sample("scan.pdf", papers.scanned_paper([SCANS / "notice.png"], 1), notice, pages=((notice[0], 1),)),
        Sample("scan.png", (SCANS / "notice.png").read_bytes(), notice),
    ]


def _wrapped(text: str, measure: int = 37) -> list[str]:
    return [text[i : i + measure] for i in range(0, len(text), measure)]


def _pages_of(paragraphs: Sequence[str]) -> list[list[str]]:
    lines = [line for text in paragraphs for line in _wrapped(text)]
    return [lines[i : i + 34] for i in range(0, len(lines), 34)]


def _numbered(paragraphs: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """The first line of each paragraph, and its page."""
    found = {line: number for number, page in enumerate(_pages_of(paragraphs), 1) for line in page}
    return tuple((first, found[first]) for first in (_wrapped(text)[0] for text in paragraphs))


def _running(canvas: Canvas, paragraphs: Sequence[str]) -> None:
    for number, page in enumerate(_pages_of(paragraphs), 1):
        canvas.setFont(papers.FONT, 12)
        canvas.drawString(72, 800, HEAD)
        for position, line in enumerate(page):
            canvas.drawString(72, 770 - 20 * position, line)
        canvas.drawCentredString(A4[0] / 2, 40, f"— {number} —")
        canvas.showPage()


def _columns(canvas: Canvas) -> None:
    """Two columns written row by row, as many programs do."""
    halves = _wrapped(OPENING + PLEDGES, 18), _wrapped(GOAL * 2, 18)
    for position in range(max(map(len, halves))):
        for x, lines in zip((60, 320), halves, strict=True):
            if position < len(lines):
                canvas.drawString(x, 780 - 20 * position, lines[position])


def _table(canvas: Canvas) -> None:
    canvas.drawCentredString(A4[0] / 2, 790, TITLE)
    xs, ys = [72 + 80 * i for i in range(6)], [760 - 24 * i for i in range(6)]
    for i, y in enumerate(ys):
        canvas.line(xs[0] if i != 1 else xs[1], y, xs[-1], y)
    for i, x in enumerate(xs):
        canvas.line(x, ys[0] if i in (0, 1, 3, 5) else ys[1], x, ys[-1])
    for x, text in ((xs[0], "县区"), (xs[1], GROUPS[0][0]), (xs[3], GROUPS[1][0])):
        canvas.drawString(x + 4, ys[1] + 7, text)
    for x, year in zip(xs[1:-1], [y for _, years in GROUPS for y in years], strict=True):
        canvas.drawString(x + 4, ys[2] + 7, year)
    for y, row in zip(ys[3:], ROWS, strict=True):
        for x, value in zip(xs, row, strict=False):
            canvas.drawString(x + 4, y + 7, str(value))


def _unseen(canvas: Canvas) -> None:
    canvas.drawString(72, 780, TITLE)
    canvas.setFillGray(1)
    canvas.drawString(72, 700, HIDDEN)
