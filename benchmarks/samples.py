"""Invented files of every format that offices send, each with what a reader must find in it and must not."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from content import CELLS, GOAL, GROUPS, HEAD, HIDDEN, NOTE, OPENING, PLEDGES, ROWS, TITLE, Cell, Sample
from reportlab.lib.pdfencrypt import StandardEncryption
from sample_papers import canvas, paper_samples

_BOMB = 128 << 20  # characters in a file of a thousandth of that
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEXT = "\n".join((TITLE, OPENING, PLEDGES, GOAL))
_TRADITIONAL = ("松嶺縣2023年智慧財產權工作情況", "2023年，全縣專利授權量1523件，同比增長8.6%。", "質押金額2.45億元。")


def samples() -> list[Sample]:
    """All files; those of one format stand together."""
    plain = Sample("", b"", (TITLE, OPENING, PLEDGES, GOAL))
    return [*paper_samples(), *_office(plain), *_texts(plain), *_broken()]


# --- office files


def _office(plain: Sample) -> list[Sample]:
    return [
        replace(
            plain, name="report.docx", data=_docx(), cells=CELLS, hidden=(HIDDEN,), furniture=(HEAD,),
            lines=(TITLE, OPENING, f"1.{PLEDGES}", f"2.{GOAL}"),
        ),
        Sample("table.xlsx", _xlsx(), (TITLE,), (*CELLS, Cell("南屏区", ("占比",), "12.5%")), hidden=("99871",)),
        Sample(
            "slides.pptx", _pptx(), (TITLE, OPENING, NOTE, PLEDGES, GOAL), CELLS, (HIDDEN,),
            pages=((OPENING, 1), (PLEDGES, 2)),
        ),
    ]  # fmt: skip


def _grid(table: Any, merge: Callable[[int, int, int, int], object]) -> None:
    """Fills a table of python-docx or python-pptx: a header of two rows with merged cells, then the values."""
    for column, (group, years) in zip((1, 3), GROUPS, strict=True):
        merge(0, column, 0, column + 1)
        table.cell(0, column).text = group
        for offset, year in enumerate(years):
            table.cell(1, column + offset).text = year
    merge(0, 0, 1, 0)
    table.cell(0, 0).text = "县区"
    for number, row in enumerate(ROWS, 2):
        for column, value in enumerate(row):
            table.cell(number, column).text = str(value)


def _docx() -> bytes:
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = HEAD
    document.add_heading(TITLE, 1)
    document.add_paragraph(OPENING).add_run(HIDDEN).font.hidden = True
    table = document.add_table(5, 5)
    _grid(table, lambda a, b, c, d: table.cell(a, b).merge(table.cell(c, d)))
    document.add_paragraph(PLEDGES, style="List Number")
    document.add_paragraph(GOAL, style="List Number")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([TITLE])
    sheet.append(["县区", "授权量", None, "有效量", None, "占比"])
    sheet.append([None, "2022年", "2023年", "2022年", "2023年"])
    for row, share in zip(ROWS, (0.125, 0.31, 0.42), strict=True):
        sheet.append([*row, share])
        sheet.cell(sheet.max_row, 6).number_format = "0.0%"
    for place in ("A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3"):
        sheet.merge_cells(place)
    draft = book.create_sheet("草稿")
    draft.append(["南屏区", 99871])
    draft.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _pptx() -> bytes:
    import pptx
    from pptx.util import Cm

    show = pptx.Presentation()
    for title, body in ((TITLE, OPENING), ("质押融资", PLEDGES), ("目标", GOAL)):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = title, body
    show.slides[0].notes_slide.notes_text_frame.text = NOTE
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "分县区情况"
    table = slide.shapes.add_table(5, 5, Cm(1), Cm(5), Cm(22), Cm(8)).table
    _grid(table, lambda a, b, c, d: table.cell(a, b).merge(table.cell(c, d)))
    hidden = show.slides.add_slide(show.slide_layouts[1])
    hidden.shapes.title.text, hidden.placeholders[1].text = "草稿", HIDDEN
    hidden._element.set("show", "0")
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


# --- text


def _texts(plain: Sample) -> list[Sample]:
    heads = ["县区", *(f"{group}{year}" for group, years in GROUPS for year in years)]
    table = "\n".join(",".join(map(str, row)) for row in (heads, *ROWS)) + "\n"
    cells = tuple(replace(cell, heads=("".join(cell.heads),)) for cell in CELLS)
    zipped = _zip({"情况.txt": _TEXT.encode("gb18030"), "表.csv": table.encode()})
    page = replace(plain, cells=CELLS, hidden=(HIDDEN, "脚本文字"), furniture=("机构职能",))
    return [
        Sample("table.csv", table.encode(), (), cells),
        Sample("table-gb18030.csv", table.encode("gb18030"), (), cells),
        replace(page, name="page.html", data=_html().encode()),
        replace(plain, name="utf-8.txt", data=_TEXT.encode()),
        replace(plain, name="gb18030.txt", data=_TEXT.encode("gb18030")),
        replace(plain, name="utf-8.log", data=_TEXT.encode()),
        Sample("big5.txt", "\n".join(_TRADITIONAL).encode("big5"), _TRADITIONAL),
        replace(plain, name="files.zip", data=zipped, cells=cells),
    ]


def _html() -> str:
    head = '<tr><th rowspan="2">县区</th><th colspan="2">授权量</th><th colspan="2">有效量</th></tr>'
    years = "<tr>" + "".join(f"<th>{year}</th>" for _, years in GROUPS for year in years) + "</tr>"
    rows = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in ROWS)
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("首页", "机构职能", "政务公开"))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title>'
        "<style>.x{display:none}</style><script>document.write('脚本文字')</script></head><body>"
        f"<nav><ul>{menu}</ul></nav>"
        f'<h1>{TITLE}</h1><p>{OPENING}</p><p class="x">{HIDDEN}</p><p>{PLEDGES}</p><p>{GOAL}</p>'
        f"<table>{head}{years}{rows}</table></body></html>"
    )


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


# --- files that cannot be read


def _broken() -> list[Sample]:
    whole = canvas(lambda canvas: canvas.drawString(72, 780, TITLE))
    text = f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>'
    bomb = {"[Content_Types].xml": b"<Types/>", "word/document.xml": (text % ("0" * _BOMB)).encode()}
    locked = canvas(lambda canvas: canvas.drawString(72, 780, TITLE), encrypt=StandardEncryption("secret"))
    return [
        Sample("locked.pdf", locked, fails=True),
        Sample("half.pdf", whole[: len(whole) // 3], fails=True),
        Sample("bomb.docx", _zip(bomb), fails=True),
        Sample("empty.txt", b"", fails=True),
    ]


def described(folder: Path) -> list[Sample]:
    """The files of a folder with an ``expected.json``: file, result, text_lines, tables and so on."""
    return [_described(folder, entry) for entry in json.loads((folder / "expected.json").read_text("utf-8"))]


def _described(folder: Path, entry: dict[str, Any]) -> Sample:
    def listed(*keys: str) -> tuple[str, ...]:
        values = [entry.get(key) or [] for key in keys]
        return tuple(text for value in values for text in ([value] if isinstance(value, str) else value))

    table = entry.get("tables", [[]])[0]
    heads = entry.get("flat_header") or (table[0] if table else [])
    rows = table if entry.get("flat_header") else table[1:]
    cells = [Cell(row[0], tuple(heads[i].split("/")), row[i]) for row in rows for i in range(1, len(row))]
    return Sample(
        entry["file"],
        (folder / entry["file"]).read_bytes(),
        listed("reading_order") or listed("text_lines") or listed("text_lines_after_ocr"),
        tuple(cells),
        listed("must_not_contain", "hidden_text", "off_page_text"),
        listed("boilerplate", "should_not_contain"),
        fails=entry["result"] == "error",
    )
