"""PDF as offices print it: notes' marks, mastheads, drawn leaders, hanging items, what browsers add, open tables."""

import numpy as np
import pytest
from pdf_writer import Text, pdf

from ipqa.figures.extraction import extract
from ipqa.reading import Options
from ipqa.reading.ocr.pictures import NO_STROKES
from ipqa.reading.ocr.pieces import pieces
from ipqa.reading.ocr.tidy import tidy
from ipqa.reading.pdf.reader import read_pdf
from ipqa.reading.structure.assembly import assemble
from ipqa.reading.structure.blocks import Block, Source
from ipqa.reading.structure.furniture import without_furniture
from ipqa.reading.tables.grid import GridCell, table_blocks
from ipqa.records import Document

BODY = "各县区落实专利转化运用要求，健全服务体系，完善政策措施，促进成果落地见效"


def read(*pages: list[Text]) -> Document:
    return read_pdf(pdf(pages), Source("a.pdf", "c", "v", "application/pdf"), Options(ocr=False))


def marked(mark: str, rise: float, size: float = 7.5) -> Document:
    """A line with a small mark between a number and its unit."""
    line = [Text(90, 700, "发明专利授权量达到8539"), Text(246, 700 + rise, mark, size), Text(246 + size, 700, "件。")]
    return read([*line, *(Text(90, 660 - 20 * i, BODY) for i in range(4))])


@pytest.mark.parametrize(("rise", "text"), [(4.5, "8539¹件"), (-2, "8539₁件"), (0, "85391件")])
def test_the_mark_of_a_note_is_no_digit_of_the_number_before_it(rise: float, text: str) -> None:
    size = 7.5 if rise else 12
    found = marked("1", rise, size)
    assert text in found.text.splitlines()[0].replace(" ", "")


def test_a_marked_number_keeps_its_value_and_its_unit() -> None:
    figure = extract(marked("1", 4.5))[0]
    assert (str(figure.value), figure.unit) == ("8539", "件")


def test_a_masthead_is_no_title_and_the_lines_of_the_title_are_one() -> None:
    page = [
        Text(120, 780, "临澜市人民政府办公室文件", 28),
        Text(200, 740, "云政办发〔2024〕8号", 12),
        Text(150, 690, "临澜市人民政府办公室", 18),
        Text(120, 660, "关于印发专利导航工作办法的通知", 18),
        *(Text(90, 600 - 20 * i, BODY) for i in range(5)),
    ]
    assert read(page).title == "临澜市人民政府办公室关于印发专利导航工作办法的通知"


def test_what_kind_of_paper_a_cover_shows_and_its_year_belong_to_the_title() -> None:
    cover = [
        Text(120, 600, "临澜市知识产权保护状况", 30),
        Text(250, 550, "白皮书", 24),
        Text(240, 500, "（2024年）", 24),
        Text(220, 200, "临澜市知识产权局", 18),
    ]
    assert (
        read(cover, [Text(90, 700 - 20 * i, BODY) for i in range(6)]).title == "临澜市知识产权保护状况白皮书（2024年）"
    )


def test_contents_whose_leaders_are_drawn_are_not_text() -> None:
    names = ["第一章 创造", "第二章 运用", "第三章 保护", "附录 指标"]
    contents = [Text(260, 780, "目录", 18)]
    for row, name in enumerate(names):
        contents += [Text(90, 740 - 22 * row, name), Text(500, 740 - 22 * row, str(row + 1))]
    chapters = [[Text(90, 780, name, 16), Text(90, 740, BODY), Text(90, 720, "见效。")] for name in names[:3]]
    found = read(contents, *chapters)
    assert found.text.startswith("第一章 创造\n各县区")
    assert "附录" not in found.text


def test_an_item_that_hangs_under_its_mark_is_one_paragraph() -> None:
    page = [Text(90, 760 - 20 * i, BODY) for i in range(6)]
    page += [Text(90, 620, "· " + BODY[:34]), Text(108, 600, "分点；"), Text(90, 580, "· 第二项。")]
    assert f"· {BODY[:34]}分点；\n· 第二项。" in read(page).text


def test_what_a_browser_prints_around_a_page_is_furniture() -> None:
    pages = [
        ["2025/3/6 16:20 工作动态", "2025-03-05 10:30 来源：市局", "正文。", "https://example.gov.cn/a.html 1/2"],
        ["2025/3/6 16:20 工作动态", "另一段。", "https://example.gov.cn/a.html 2/2"],
        ["2025-03-05 10:30 来源：市局", "没有打印页脚的一页。"],
    ]
    assert without_furniture(pages) == [[1, 2], [1], [0, 1]]


def test_the_number_of_a_short_page_goes() -> None:
    assert without_furniture([["表", "注：说明。", "2"], ["一", "二", "三", "四", "3"]]) == [[0, 1], [0, 1, 2, 3]]


def test_a_dash_in_quotes_that_a_note_explains_is_a_dash() -> None:
    assert tidy("注：“一”表示无数据。") == "注：“—”表示无数据。"
    assert tidy("“一”字形结构。") == "“一”字形结构。"


def test_a_note_of_a_table_is_no_heading() -> None:
    blocks = [
        Block("表1 授权量"),
        *table_blocks([GridCell("地区", 0, 0), GridCell("件", 0, 1), GridCell("东区", 1, 0), GridCell("5", 1, 1)]),
        Block("注：1.“—”表示无数据。"),
        Block("2.按登记地统计。"),
    ]
    found = assemble(blocks, Source("a.pdf", "c", "v", "application/pdf"))
    assert [found.text[a:b] for a, b in found.tables[0].notes] == ["注：1.“—”表示无数据。", "2.按登记地统计。"]
    assert found.sections == ()


def test_the_year_in_brackets_under_a_title_belongs_to_it() -> None:
    blocks = [Block("20-5 各区县专利情况"), Block("（2023年）"), Block("单位：件")]
    blocks += table_blocks(
        [GridCell("地区", 0, 0), GridCell("授权", 0, 1), GridCell("东区", 1, 0), GridCell("5", 1, 1)]
    )
    found = assemble(blocks, Source("a.pdf", "c", "v", "application/pdf"))
    assert (found.tables[0].title, found.tables[0].unit) == ("20-5 各区县专利情况（2023年）", "单位：件")


def test_a_rule_that_leans_is_no_figure_one() -> None:
    ink = np.zeros((200, 300), np.uint8)
    for left in (20, 200):
        ink[90:110, left : left + 60] = 255
    ink[92:108, 130:134] = 255  # a figure one that detection missed
    ink[40:160, 100:103] = 255  # a rule
    quads = np.array([[[x, 88], [x + 60, 88], [x + 60, 112], [x, 112]] for x in (20, 200)], np.float32)
    found = pieces(quads, ink, NO_STROKES)
    assert [round(piece.ink[0]) for piece in found] == [20, 128, 200]
