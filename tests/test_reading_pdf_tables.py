"""Tables of PDF pages: rules drawn with reportlab, texts placed by hand, cells with their reach and boxes expected."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ipqa.reading.pdf.geometry import Edges, PageGeometry, Run
from ipqa.reading.pdf.overlaps import disjoint
from ipqa.reading.pdf.tables import (
    NO_RULES,
    PlacedTable,
    aligned_tables,
    continued,
    has_rules,
    page_rules,
    ruled_tables,
)
from ipqa.reading.structure.layout import width
from ipqa.reading.tables.grid import GridCell

A4 = (595.0, 842.0)
SIZE = 10.0
Cell = tuple[str, int, int, int, int]


def run(text: str, left: float, middle: float, size: float = SIZE) -> Run:
    """A text as glyphs.py gives it: ideographs as wide as they are high."""
    return Run(text, left, middle - size / 2, left + width(text) / 4 * size, middle + size / 2, size)


def centred(text: str, x: float, middle: float) -> Run:
    return run(text, x - width(text) / 8 * SIZE, middle)


def ending(text: str, x: float, middle: float) -> Run:
    return run(text, x - width(text) / 4 * SIZE, middle)


@contextmanager
def page_with(draw: Callable[[Canvas], None], size: tuple[float, float] = A4) -> Iterator[pypdfium2.PdfPage]:
    """The only page of a PDF on which ``draw`` drew."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(buffer.getvalue())
    page = document[0]
    try:
        yield page
    finally:
        page.close()
        document.close()


def geometry_of(page: pypdfium2.PdfPage, turn: int = 0, number: int = 1) -> PageGeometry:
    left, bottom, right, top = page.get_bbox()
    return PageGeometry(number, Edges(left, bottom, right, top), page.get_rotation() // 90, turn)


def lines(*ends: tuple[float, float, float, float]) -> Callable[[Canvas], None]:
    """Draw these lines (x1, y1, x2, y2)."""

    def draw(canvas: Canvas) -> None:
        for x1, y1, x2, y2 in ends:
            canvas.line(x1, y1, x2, y2)

    return draw


def grid(xs: Sequence[float], ys: Sequence[float]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.grid(list(xs), list(ys))

    return draw


def ruled(draw: Callable[[Canvas], None], texts: Sequence[Run]) -> list[PlacedTable]:
    with page_with(draw) as page:
        geometry = geometry_of(page)
        return ruled_tables(page_rules(page, geometry), geometry, texts)


def aligned(texts: Sequence[Run], draw: Callable[[Canvas], None] | None = None, number: int = 1) -> list[PlacedTable]:
    if draw is None:
        return aligned_tables(texts, PageGeometry(number, Edges(0, 0, *A4)))
    with page_with(draw) as page:
        geometry = geometry_of(page)
        return aligned_tables(texts, geometry, page_rules(page, geometry))


def told(table: PlacedTable) -> list[Cell]:
    """(text, row, column, rows, columns) of each cell in reading order."""
    return sorted(((c.text, c.row, c.column, c.rows, c.columns) for c in table.cells), key=lambda c: (c[1], c[2]))


def plain(rows: Sequence[Sequence[str]], first: int = 0) -> list[Cell]:
    return [(text, r, c, 1, 1) for r, row in enumerate(rows, first) for c, text in enumerate(row)]


def box_of(cell: GridCell) -> tuple[float, float, float, float]:
    """The first box of a cell in points of an A4 page, y downwards."""
    box = cell.boxes[0]
    wide, high = A4
    return (
        round(box.left * wide, 2),
        round(box.top * high, 2),
        round(box.right * wide, 2),
        round(box.bottom * high, 2),
    )


# --- ruled tables

MERGED = lines(
    (50, 700, 450, 700), (150, 680, 350, 680), (50, 660, 450, 660), (50, 640, 450, 640), (50, 620, 450, 620),
    (50, 620, 50, 700), (150, 620, 150, 700), (250, 620, 250, 680), (350, 620, 350, 700), (450, 620, 450, 700),
)  # fmt: skip
MERGED_TEXTS = [
    run("县区", 60, 680), run("专利授权量", 200, 690), run("质押金额", 360, 686), run("（万元）", 360, 673),
    run("2022年", 160, 670), run("2023年", 260, 670),
    run("青岗县", 60, 650), run("1,021", 160, 650), run("1,007", 260, 650), run("7300.5", 360, 650),
    run("合计", 60, 630), run("3413", 160, 630), run("3381", 260, 630), run("—", 360, 630),
]  # fmt: skip
MERGED_CELLS = [
    ("县区", 0, 0, 2, 1), ("专利授权量", 0, 1, 1, 2), ("质押金额（万元）", 0, 3, 2, 1),
    ("2022年", 1, 1, 1, 1), ("2023年", 1, 2, 1, 1),
    *plain([["青岗县", "1,021", "1,007", "7300.5"], ["合计", "3413", "3381", "—"]], 2),
]  # fmt: skip


def test_cells_without_a_border_between_them_are_merged() -> None:
    (table,) = ruled(MERGED, MERGED_TEXTS)
    assert told(table) == MERGED_CELLS
    assert table.used == frozenset(range(len(MERGED_TEXTS)))
    assert (table.left, table.bottom, table.right, table.top) == (50, 620, 450, 700)
    assert table.columns == (50, 150, 250, 350, 450)


def test_each_line_of_a_cell_has_its_box() -> None:
    (table,) = ruled(MERGED, MERGED_TEXTS)
    cell = next(c for c in table.cells if c.column == 3 and c.row == 0)
    assert [(b.start, b.end, b.page, cell.text[b.start : b.end]) for b in cell.boxes] == [
        (0, 4, 1, "质押金额"),
        (4, 8, 1, "（万元）"),
    ]
    assert box_of(cell) == (360, 842 - 691, 400, 842 - 681)
    assert cell.page == 1


def test_open_sides_are_closed() -> None:
    draw = lines(
        (50, 700, 350, 700), (50, 680, 350, 680), (50, 660, 350, 660), (50, 640, 350, 640),
        (150, 640, 150, 700), (250, 640, 250, 700),
    )  # fmt: skip
    rows = [["指标", "单位", "数量"], ["发明专利", "件", "520"], ["商标", "件", "1520"]]
    texts = [run(text, 60 + 100 * c, 690 - 20 * r) for r, row in enumerate(rows) for c, text in enumerate(row)]
    (table,) = ruled(draw, texts)
    assert told(table) == plain(rows)


def test_a_ruled_row_with_several_lines_of_numbers_is_several_rows() -> None:
    draw = grid([50, 150, 250, 350], [700, 680, 600])
    rows = [["甲市", "11", "21"], ["乙市", "12", "22"], ["丙市", "13", "23"]]
    texts = [run(t, 60 + 100 * c, 690) for c, t in enumerate(["地区", "申请", "授权"])]
    texts += [run(text, 60 + 100 * c, 665 - 20 * r) for r, row in enumerate(rows) for c, text in enumerate(row)]
    (table,) = ruled(draw, texts)
    assert told(table) == plain([["地区", "申请", "授权"], *rows])


def test_wrapped_cells_are_joined() -> None:
    draw = grid([50, 150, 350], [700, 680, 620])
    texts = [run("政策", 60, 690), run("内容", 160, 690), run("贴息", 60, 650)]
    texts += [run("对以专利权质押取得", 160, 665), run("贷款的企业给予 IP", 160, 650), run("Loan 补贴", 160, 635)]
    (table,) = ruled(draw, texts)
    assert told(table) == plain([["政策", "内容"], ["贴息", "对以专利权质押取得贷款的企业给予 IP Loan 补贴"]])


def test_a_text_over_two_cells_is_cut_at_the_border() -> None:
    draw = grid([50, 150, 200, 250], [700, 680, 660])
    texts = [run("地区", 60, 690), run("申请 授权", 175, 690), run("甲县", 60, 670), run("123 456", 180, 670)]
    edges = {1: [175, 185, 195, 202, 212, 222], 3: [180, 185, 190, 195, 203, 208, 213, 218]}
    with page_with(draw) as page:
        geometry = geometry_of(page)
        (table,) = ruled_tables(page_rules(page, geometry), geometry, texts, lambda index: edges[index])
    assert told(table) == plain([["地区", "申请", "授权"], ["甲县", "123", "456"]])
    last = next(c for c in table.cells if c.text == "456")
    assert box_of(last) == (203, 842 - 675, 218, 842 - 665)


def test_tables_side_by_side_stay_apart() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([50, 100, 150], [700, 680, 660])
        canvas.grid([250, 300, 350], [700, 680, 660])

    texts = [run("甲", 60, 690), run("数", 110, 690), run("一", 60, 670), run("1", 110, 670)]
    texts += [run("乙", 260, 690), run("数", 310, 690), run("二", 260, 670), run("2", 310, 670)]
    first, second = ruled(draw, texts)
    assert told(first) == plain([["甲", "数"], ["一", "1"]])
    assert told(second) == plain([["乙", "数"], ["二", "2"]])
    assert (first.used, second.used) == (frozenset({0, 1, 2, 3}), frozenset({4, 5, 6, 7}))


def test_shading_inside_a_cell_is_no_border() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([50, 150, 250], [700, 675, 650])
        canvas.setFillColorRGB(0.8, 0.8, 1)
        for x in (50, 150):
            canvas.rect(x + 6, 679, 88, 18, stroke=0, fill=1)

    texts = [run("城市", 60, 688), run("数量", 160, 688), run("长亭", 60, 662), run("8", 160, 662)]
    (table,) = ruled(draw, texts)
    assert told(table) == plain([["城市", "数量"], ["长亭", "8"]])


def test_coloured_cells_are_borders() -> None:
    def draw(canvas: Canvas) -> None:
        for r, colour in enumerate([0.6, 0.8, 0.9]):
            canvas.setFillGray(colour)
            for x in (50, 150):
                canvas.rect(x, 680 - 20 * r, 100, 20, stroke=0, fill=1)

    rows = [["城市", "数量"], ["长亭", "8"], ["金沙", "9"]]
    texts = [run(text, 60 + 100 * c, 690 - 20 * r) for r, row in enumerate(rows) for c, text in enumerate(row)]
    (table,) = ruled(draw, texts)
    assert told(table) == plain(rows)


def test_a_table_may_have_borders_in_its_header_only() -> None:
    draw = lines(
        (50, 700, 350, 700), (50, 680, 350, 680), (50, 600, 350, 600), (150, 680, 150, 700), (250, 680, 250, 700)
    )  # fmt: skip
    rows = [["地区", "申请", "授权"], ["甲市", "11", "21"], ["乙市", "12", "22"], ["丙市", "13", "23"]]
    texts = [run(text, 60 + 100 * c, 690 - 22 * r) for r, row in enumerate(rows) for c, text in enumerate(row)]
    (table,) = ruled(draw, [*texts, run("注：数据为快报数，此行在表格之外", 60, 580)])
    assert told(table) == plain(rows)
    assert (table.bottom, table.used) == (600, frozenset(range(len(texts))))


def test_prose_under_a_header_with_borders_is_not_taken() -> None:
    draw = lines(
        (50, 700, 350, 700), (50, 680, 350, 680), (50, 660, 350, 660), (50, 500, 350, 500),
        (50, 660, 50, 700), (150, 660, 150, 700), (250, 660, 250, 700), (350, 660, 350, 700),
    )  # fmt: skip
    rows = [["地区", "申请", "授权"], ["甲市", "11", "21"]]
    texts = [run(text, 60 + 100 * c, 690 - 20 * r) for r, row in enumerate(rows) for c, text in enumerate(row)]
    texts += [run("全市专利授权量继续增长，其中发明专利的授权量位居前列，", 60, 640 - 20 * r) for r in range(4)]
    (table,) = ruled(draw, texts)
    assert told(table) == plain(rows)


def test_rows_of_words_between_vertical_rules_are_told_by_their_gaps() -> None:
    draw = grid([50, 150, 350], [700, 680, 590])
    texts = [run("政策", 60, 690), run("内容", 160, 690)]
    for i, name in enumerate(["贴息", "援助", "导航"]):
        texts.append(run(name, 60, 664 - 30 * i))
        texts += [run("给予中小企业补贴", 160, 670 - 30 * i), run("每年一次", 160, 658 - 30 * i)]
    (table,) = ruled(draw, texts)
    body = [[name, "给予中小企业补贴每年一次"] for name in ("贴息", "援助", "导航")]
    assert told(table) == plain([["政策", "内容"], *body])


def test_coloured_bands_are_no_tables_of_their_own() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.85)
        for top in (690, 658):
            for x in (50, 130, 210):
                canvas.rect(x, top - 16, 80, 16, stroke=0, fill=1)

    rows = [["指标", "2021年", "2022年"], ["申请", "11", "21"], ["授权", "12", "22"], ["有效", "13", "23"]]
    texts = columns(rows, top=698, edge=120)
    assert ruled(draw, texts) == []
    (table,) = aligned(texts, draw)
    assert told(table) == plain(rows)


def test_a_drawing_of_countless_lines_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for i in range(1500):
            canvas.line(50 + i % 37, 50 + i / 2, 300 + i % 41, 50 + i / 2)
            canvas.line(50 + i / 3, 50 + i % 43, 50 + i / 3, 700 + i % 47)

    assert ruled(draw, [run("示意", 100, 400)]) == []


@pytest.mark.parametrize("rotation", [0, 1, 2, 3])
@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_turned_pages_and_crop_boxes(rotation: int, turn: int) -> None:
    """The table is drawn so that its text runs rightwards after ``turn`` clockwise quarters."""
    upright = PageGeometry(1, Edges(0, 0, 1, 1), 0, turn)
    corners = [Edges(50, 660, 150, 680), Edges(150, 660, 250, 680), Edges(50, 640, 150, 660), Edges(150, 640, 250, 660)]
    drawn = [upright.own(Edges(e.left - 150, e.bottom - 660, e.right - 150, e.top - 660)) for e in corners]

    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((100, 200, 500, 560))
        canvas.setPageRotation(90 * rotation)
        canvas.translate(300, 380)
        for e in drawn:
            canvas.rect(e.left, e.bottom, e.width, e.height)

    centre = upright.upright(Edges(300, 380, 300, 380))
    names = ["地区", "数量", "甲县", "12"]
    texts = [
        run(name, e.left - 150 + 5 + centre.left, (e.bottom + e.top) / 2 - 660 + centre.bottom)
        for name, e in zip(names, corners, strict=True)
    ]
    with page_with(draw) as page:
        geometry = geometry_of(page, turn)
        (table,) = ruled_tables(page_rules(page, geometry), geometry, texts)
    assert told(table) == plain([["地区", "数量"], ["甲县", "12"]])
    for cell, text in zip(table.cells, sorted(texts, key=lambda t: (-t.middle, t.left)), strict=True):
        shown = geometry.fractions(Edges(text.left, text.bottom, text.right, text.top))
        box = cell.boxes[0]
        assert (cell.text, box.left, box.top, box.right, box.bottom) == (
            text.text, shown.left, shown.top, shown.right, shown.bottom,
        )  # fmt: skip
        assert 0 < box.left < box.right < 1 and 0 < box.top < box.bottom < 1


Merge = tuple[int, int, int, int]


@st.composite
def _layouts(draw: st.DrawFn) -> tuple[int, int, list[Merge]]:
    """A grid of rows and columns, and rectangles (row, column, rows, columns) that cover it."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    free = {(r, c) for r in range(rows) for c in range(columns)}
    found: list[Merge] = []
    while free:
        r, c = min(free)
        wide = draw(st.integers(1, 2))
        if (r, c + 1) not in free:
            wide = 1
        high = draw(st.integers(1, 2))
        if any((r + 1, c + i) not in free for i in range(wide)):
            high = 1
        free -= {(r + i, c + j) for i in range(high) for j in range(wide)}
        found.append((r, c, high, wide))
    return rows, columns, found


@settings(max_examples=40, deadline=None)
@given(_layouts())
def test_any_grid_is_found_as_drawn(layout: tuple[int, int, list[Merge]]) -> None:
    _, _, merges = layout

    def draw(canvas: Canvas) -> None:
        for r, c, high, wide in merges:
            canvas.rect(50 + 60 * c, 700 - 20 * (r + high), 60 * wide, 20 * high)

    texts = [run(f"字{i}", 55 + 60 * c, 690 - 20 * r) for i, (r, c, _, _) in enumerate(merges)]
    tables = ruled(draw, texts)
    # Borders that no cell begins or ends at are no borders: rows and columns count those there are.
    tops, sides = sorted({m[0] for m in merges}), sorted({m[1] for m in merges})
    ends, rights = {*tops, *(m[0] + m[2] for m in merges)}, {*sides, *(m[1] + m[3] for m in merges)}
    ys, xs = sorted(ends), sorted(rights)
    expected = [
        (f"字{i}", ys.index(r), xs.index(c), ys.index(r + h) - ys.index(r), xs.index(c + w) - xs.index(c))
        for i, (r, c, h, w) in enumerate(merges)
    ]
    if len(merges) >= 3 and len(xs) > 2 and (len(ys) > 2 or len(xs) > 3):
        assert [told(table) for table in tables] == [sorted(expected, key=lambda x: (x[1], x[2]))]
    else:
        assert tables == []


def test_frames_and_grids_of_charts_are_no_tables() -> None:
    def chart(canvas: Canvas) -> None:
        canvas.grid([100, 150, 200, 250, 300, 350], [300, 340, 380, 420, 460])

    labels = [run(str(100 + 13 * i), 90 + 50 * i, 300 + 40 * i) for i in range(5)]
    assert ruled(chart, labels) == []

    def frame(canvas: Canvas) -> None:
        canvas.rect(50, 50, 495, 742)
        canvas.line(50, 780, 545, 780)

    assert ruled(frame, [run("通知", 280, 786), run("正文", 60, 700), run("结尾", 60, 100)]) == []


# --- whether a page is worth a look


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda canvas: canvas.drawString(50, 700, "text"), False),
        (lines((50, 790, 545, 790), (50, 60, 200, 60)), False),  # a header's rule and one over the footnotes
        (lines((100, 700, 180, 700), (120, 650, 260, 650), (100, 600, 150, 600)), False),  # underlines
        (lines((50, 50, 545, 50), (50, 792, 545, 792), (50, 50, 50, 792), (545, 50, 545, 792)), False),  # a frame
        (lines((100, 300, 400, 300), (100, 300, 100, 500)), False),  # the axes of a chart
        (lines((50, 700, 545, 700), (50, 680, 545, 680), (50, 600, 545, 600)), True),  # a three-line table
        (grid([50, 150, 250], [700, 680, 660]), True),
        (MERGED, True),
    ],
)
def test_only_rules_that_may_make_a_table_count(draw: Callable[[Canvas], None], expected: bool) -> None:
    with page_with(draw) as page:
        assert has_rules(page) is expected
        assert (page_rules(page, geometry_of(page)) == NO_RULES) is not expected


# --- tables without borders

HEAD = ["地区", "专利", "商标", "版权"]
BODY = [["东坪", "123", "45", "6"], ["西岭", "23", "145", "16"], ["南山新区", "1,123", "5", "126"]]


def columns(rows: Sequence[Sequence[str]], top: float = 700, edge: float = 150, step: float = 80) -> list[Run]:
    """Rows with labels on the left and the other cells flush right."""
    return [
        run(text, 50, top - 16 * r) if not c else ending(text, edge + step * c, top - 16 * r)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    ]


def test_aligned_numbers_under_a_header_are_a_table() -> None:
    texts = [run("2023年，全市专利申请增长，情况见下表，其中各区的数据如下所示。", 50, 730), *columns([HEAD, *BODY])]
    (table,) = aligned(texts)
    assert told(table) == plain([HEAD, *BODY])
    assert table.used == frozenset(range(1, len(texts)))
    assert box_of(next(c for c in table.cells if c.text == "1,123")) == (205, 842 - 657, 230, 842 - 647)


def test_years_are_a_header() -> None:
    rows = [
        ["指标", "2021", "2022", "2023"],
        ["申请", "12", "14", "19"],
        ["授权", "7", "—", "9"],
        ["有效", "70", "77", "91"],
    ]
    (table,) = aligned(columns(rows))
    assert told(table) == plain(rows)


def test_narrow_columns_that_run_together_are_parted() -> None:
    rows = [["甲县", "123", "456", "789"], ["乙县", "111", "222", "333"], ["丙县", "100", "200", "300"]]
    texts = [centred(text, x, 716) for text, x in zip(["地", "申", "授", "效"], [60, 80, 97.5, 115], strict=True)]
    texts += [run(" ".join(row), 50, 700 - 16 * r) for r, row in enumerate(rows)]
    (table,) = aligned(texts)
    assert told(table) == plain([["地", "申", "授", "效"], *rows])


def test_headings_inside_and_wrapped_labels() -> None:
    texts = columns([["指标", "2022年", "2023年"], ["一、专利", "", ""]])
    texts += columns([["申请量", "1234", "1345"], ["授权量", "934", "945"], ["二、商标", "", ""]], 668)
    texts += [
        run("地理标志与集体", 50, 620),
        ending("34", 230, 614),
        ending("45", 310, 614),
        run("商标累计注册", 50, 608),
    ]
    texts += columns([["合计", "2202", "2335"]], 592)
    (table,) = aligned(texts)
    assert told(table) == plain(
        [
            ["指标", "2022年", "2023年"], ["一、专利", "", ""], ["申请量", "1234", "1345"], ["授权量", "934", "945"],
            ["二、商标", "", ""], ["地理标志与集体商标累计注册", "34", "45"], ["合计", "2202", "2335"],
        ]
    )  # fmt: skip


def test_a_name_over_several_columns_is_merged() -> None:
    texts = [centred("专利申请", 250, 724), centred("专利授权", 450, 724), run("地区", 50, 716)]
    texts += [centred(t, 200 + 100 * i, 708) for i, t in enumerate(["发明", "外观", "发明", "外观"])]
    rows = [["甲县", "1", "2", "3", "4"], ["乙县", "10", "20", "30", "40"], ["丙县", "11", "21", "31", "41"]]
    for r, row in enumerate(rows):
        texts.append(run(row[0], 50, 690 - 16 * r))
        texts += [centred(text, 200 + 100 * c, 690 - 16 * r) for c, text in enumerate(row[1:])]
    (table,) = aligned(texts)
    assert told(table) == [
        ("地区", 0, 0, 2, 1), ("专利申请", 0, 1, 1, 2), ("专利授权", 0, 3, 1, 2),
        ("发明", 1, 1, 1, 1), ("外观", 1, 2, 1, 1), ("发明", 1, 3, 1, 1), ("外观", 1, 4, 1, 1),
        *plain(rows, 2),
    ]  # fmt: skip


THREE_LINES = lines((50, 710, 450, 710), (50, 690, 450, 690), (50, 630, 450, 630))


def test_three_line_tables_of_words() -> None:
    texts = [centred("政策", 100, 700), centred("内容", 250, 700), centred("对象", 400, 700)]
    texts += [
        run("质押贴息", 80, 672),
        run("按照贷款利息的百分之五十", 180, 678),
        run("给予补贴", 180, 666),
        run("企业", 390, 672),
    ]
    texts += [run("维权援助", 80, 645), run("免费", 180, 645), run("个人", 390, 645)]
    (table,) = aligned(texts, THREE_LINES)
    assert told(table) == plain(
        [
            ["政策", "内容", "对象"],
            ["质押贴息", "按照贷款利息的百分之五十给予补贴", "企业"],
            ["维权援助", "免费", "个人"],
        ]
    )


def test_what_stands_outside_the_rules_is_outside_the_table() -> None:
    texts = [centred("表1 各区情况", 250, 725), ending("单位：件", 450, 717)]
    texts += columns([["地区", "2022年", "2023年"]], 700) + columns([["甲县", "1", "2"], ["乙县", "3", "4"]], 676)
    (table,) = aligned(texts, lines((50, 710, 450, 710), (50, 690, 450, 690), (50, 650, 450, 650)))
    assert told(table) == plain([["地区", "2022年", "2023年"], ["甲县", "1", "2"], ["乙县", "3", "4"]])
    assert table.used == frozenset(range(2, len(texts)))


def test_a_short_rule_tells_which_columns_a_name_is_over() -> None:
    draw = lines((50, 730, 450, 730), (180, 710, 420, 710), (50, 690, 450, 690), (50, 640, 450, 640))
    texts = [run("地区", 60, 710), centred("授权", 300, 720)]
    texts += [centred(t, 200 + 100 * i, 700) for i, t in enumerate(["发明", "实用", "外观"])]
    for r, row in enumerate([["甲县", "1", "2", "3"], ["乙县", "4", "5", "6"]]):
        texts += [centred(t, 75 if not c else 100 + 100 * c, 676 - 18 * r) for c, t in enumerate(row)]
    (table,) = aligned(texts, draw)
    assert told(table)[:5] == [
        ("地区", 0, 0, 2, 1), ("授权", 0, 1, 1, 3), ("发明", 1, 1, 1, 1), ("实用", 1, 2, 1, 1), ("外观", 1, 3, 1, 1)
    ]  # fmt: skip


def test_a_list_of_words_counts_its_rows() -> None:
    rows = [["序号", "企业名称", "所在区"], *([str(i), f"长亭科技公司{i}", "西岭区"] for i in range(1, 5))]
    texts = [run(t, 50 + (0, 60, 200)[c], 700 - 18 * r) for r, row in enumerate(rows) for c, t in enumerate(row)]
    (table,) = aligned([run("附件 获奖企业名单", 50, 730), *texts])
    assert told(table) == plain(rows)
    assert table.used == frozenset(range(1, 16))


def test_a_list_of_words_goes_on_with_the_next_number() -> None:
    rows = [["序号", "企业名称", "所在区"], *([str(i), f"长亭科技公司{i}", "西岭区"] for i in range(1, 6))]
    texts = [run(t, 50 + (0, 60, 200)[c], 700 - 18 * r) for r, row in enumerate(rows) for c, t in enumerate(row)]
    (first,) = aligned(texts[:12])
    again = [run(t.text, t.left, t.middle + 60) for t in texts[12:]]
    (second,) = aligned_tables(again, PageGeometry(2, Edges(0, 0, *A4)), before=first)
    assert aligned_tables(again, PageGeometry(2, Edges(0, 0, *A4))) == []
    joined = continued(first, second)
    assert joined is not None
    assert told(joined) == plain(rows)


def test_a_rule_under_each_row() -> None:
    ys = [690, 666, 642, 618]
    draw = lines(*((50, y, 450, y) for y in ys))
    rows = [
        ["名称", "单位", "等级"],
        ["一种装置", "北岭公司", "金奖"],
        ["一种方法", "西岭公司", "银奖"],
        ["一种材料", "东坪公司", "优秀奖"],
    ]
    texts = [run(t, 60 + 130 * c, 700 - 24 * r) for r, row in enumerate(rows) for c, t in enumerate(row)]
    (table,) = aligned([run("获奖情况", 60, 730), *texts], draw)
    assert told(table) == plain(rows)


def test_prose_between_long_rules_is_no_table() -> None:
    draw = lines(*((50, y, 450, y) for y in (710, 650, 590)))
    texts = [run("全市专利授权量继续增长，其中发明专利授权量位居前列", 60, 695 - 18 * r) for r in range(6)]
    assert aligned(texts, draw) == []


def _contents() -> list[Run]:
    names = ["一、创造情况", "二、运用情况", "三、保护情况", "四、管理情况", "五、服务情况"]
    return [
        t for i, n in enumerate(names) for t in (run(n, 50, 700 - 16 * i), ending(str(3 * i + 1), 500, 700 - 16 * i))
    ]


def _leaders() -> list[Run]:
    return [run(f"第{n}章 总则{'.' * 60}{i}", 50, 700 - 16 * i) for i, n in enumerate("一二三四五")]


def _axes() -> list[Run]:
    found = [
        t
        for k in range(6)
        for t in (run(str(200 - 40 * k), 60, 600 - 30 * k), run(f"{50 - 10 * k}%", 450, 600 - 30 * k))
    ]
    return [*found, *(run(f"{2016 + i}年", 90 + 50 * i, 435) for i in range(7))]


def _bars() -> list[Run]:
    values = [90, 70, 66, 50, 43, 20]
    return [
        t
        for i, v in enumerate(values)
        for t in (ending(f"地区{i}", 100, 600 - 20 * i), run(str(v), 104 + 3 * v, 600 - 20 * i))
    ]


def _signatures() -> list[Run]:
    texts = [["甲方（盖章）：", "乙方（盖章）："], ["代表人：张三", "代表人：李四"], ["2023年1月1日", "2023年1月2日"]]
    return [run(t, 50 + 250 * c, 600 - 16 * r) for r, row in enumerate(texts) for c, t in enumerate(row)]


def _form() -> list[Run]:
    fields = [("姓名：", "张三"), ("年龄：", "35"), ("电话：", "13800000000"), ("邮编：", "471000")]
    return [t for i, (n, v) in enumerate(fields) for t in (run(n, 50, 600 - 16 * i), run(v, 150, 600 - 16 * i))]


def _two_columns() -> list[Run]:
    left = "全市专利授权量继续增长，其中发明专利授权量位居前列"
    return [run(left, 50 + 270 * c, 700 - 16 * r) for r in range(12) for c in range(2)]


def _list() -> list[Run]:
    return [
        t
        for i in range(5)
        for t in (run(f"{i + 1}.", 50, 700 - 16 * i), run("办理专利权质押登记若干项，金额增长", 80, 700 - 16 * i))
    ]


@pytest.mark.parametrize("make", [_contents, _leaders, _axes, _bars, _signatures, _form, _two_columns, _list])
def test_what_only_looks_aligned_is_no_table(make: Callable[[], list[Run]]) -> None:
    assert aligned(make()) == []


def test_turned_paper_is_read_as_it_runs() -> None:
    geometry = PageGeometry(3, Edges(0, 0, 842, 595), rotation=1, turn=1)
    (table,) = aligned_tables(columns([HEAD, *BODY], top=-100), geometry)
    assert told(table) == plain([HEAD, *BODY])
    assert {c.page for c in table.cells} == {3}


# --- tables over pages


def _pages(
    first: Sequence[Sequence[str]], second: Sequence[Sequence[str]], shift: float = 0
) -> tuple[PlacedTable, PlacedTable]:
    tables = []
    for number, rows in enumerate((first, second), 1):
        xs = [50 + 100 * c + shift * (number - 1) for c in range(len(rows[0]) + 1)]
        ys = [700 - 20 * r for r in range(len(rows) + 1)]
        texts = [run(t, xs[c] + 5, ys[r] - 10) for r, row in enumerate(rows) for c, t in enumerate(row) if t]
        with page_with(grid(xs, ys)) as page:
            geometry = geometry_of(page, number=number)
            tables += ruled_tables(page_rules(page, geometry), geometry, texts)
    return tables[0], tables[1]


def test_a_table_goes_on_without_its_repeated_header() -> None:
    first, second = _pages([HEAD, *BODY[:2]], [HEAD, BODY[2]], shift=20)
    joined = continued(first, second, ["续表1", "单位：件"])
    assert joined is not None
    assert told(joined) == plain([HEAD, *BODY])
    assert [c.page for c in joined.cells if c.column == 0] == [1, 1, 1, 2]
    assert (joined.page, joined.last_page, joined.used, joined.columns) == (1, 2, first.used, first.columns)


def test_a_table_goes_on_without_a_header() -> None:
    first, second = _pages([HEAD, BODY[0]], [BODY[1], BODY[2]])
    joined = continued(first, second)
    assert joined is not None
    assert told(joined) == plain([HEAD, *BODY])


def test_a_table_of_words_goes_on_without_a_header() -> None:
    rows = [["政策", "内容"], ["贴息", "按利息的一半补贴"], ["援助", "免费提供"]]
    first, second = _pages(rows[:2], [rows[2], ["导航", "立项后资助"]])
    joined = continued(first, second)
    assert joined is not None
    assert told(joined) == plain([*rows, ["导航", "立项后资助"]])


def test_a_merged_label_that_a_page_break_cuts_is_one_cell() -> None:
    first = lines(
        (50, 700, 250, 700), (50, 680, 250, 680), (150, 660, 250, 660), (50, 640, 250, 640),
        (50, 640, 50, 700), (150, 640, 150, 700), (250, 640, 250, 700),
    )  # fmt: skip
    second = lines(
        (50, 700, 250, 700), (150, 680, 250, 680), (50, 660, 250, 660), (50, 640, 250, 640),
        (50, 640, 50, 700), (150, 640, 150, 700), (250, 640, 250, 700),
    )  # fmt: skip
    above = [
        run("类别", 60, 690),
        run("指标", 160, 690),
        run("创造", 60, 660),
        run("申请", 160, 670),
        run("授权", 160, 650),
    ]
    below = [run("有效", 160, 690), run("维持", 160, 670), run("运用", 60, 650), run("质押", 160, 650)]
    tables = []
    for number, (draw, texts) in enumerate(((first, above), (second, below)), 1):
        with page_with(draw) as page:
            geometry = geometry_of(page, number=number)
            tables += ruled_tables(page_rules(page, geometry), geometry, texts)
    joined = continued(*tables)
    assert joined is not None
    assert told(joined) == [
        ("类别", 0, 0, 1, 1), ("指标", 0, 1, 1, 1), ("创造", 1, 0, 4, 1), ("申请", 1, 1, 1, 1), ("授权", 2, 1, 1, 1),
        ("有效", 3, 1, 1, 1), ("维持", 4, 1, 1, 1), ("运用", 5, 0, 1, 1), ("质押", 5, 1, 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "between"),
    [
        ([BODY[1], BODY[2]], ["注：数据为快报数。"]),
        ([BODY[1], BODY[2]], ["表2 另一张表"]),
        ([["甲", "乙", "丙"], ["1", "2", "3"]], []),
        ([["城市", "金额", "项数", "占比"], ["北岭", "1", "2", "3"]], []),
    ],
)
def test_another_table_is_not_joined(rows: list[list[str]], between: list[str]) -> None:
    first, second = _pages([HEAD, BODY[0]], rows)
    assert continued(first, second, between) is None


def test_a_page_in_between_parts_tables() -> None:
    first, second = _pages([HEAD, BODY[0]], [HEAD, BODY[1]])
    joined = continued(first, second)
    assert joined is not None
    assert continued(joined, second) is None


def test_a_table_that_is_open_at_its_sides_and_at_the_end_of_the_page_keeps_its_outer_columns() -> None:
    draw = lines(
        (50, 700, 450, 700), (50, 680, 450, 680),
        (150, 600, 150, 700), (250, 600, 250, 700), (350, 600, 350, 700),
    )  # fmt: skip
    rows = [["地区", "申请", "授权", "有效"], *([f"{c}市", f"1{i}", f"2{i}", f"3{i}"] for i, c in enumerate("甲乙丙"))]
    texts = [run(text, 60 + 100 * c, 690 - 20 * r) for r, row in enumerate(rows) for c, text in enumerate(row)]
    (table,) = ruled(draw, texts)
    assert told(table) == plain(rows)


def test_thousands_parted_by_spaces_are_numbers_and_a_numbered_title_is_no_header() -> None:
    rows = [
        ["指 标", "2022", "2023"],
        ["合同数", "1 021", "1 402"],
        ["金额", "102 345.6", "155 602.1"],
        ["转让", "118", "170"],
    ]
    title = [run("20-6", 130, 730), run("技术市场成交情况", 170, 730)]
    texts = [run(row[0], 60, 710 - 18 * r) for r, row in enumerate(rows)]
    texts += [ending(text, 250 + 90 * c, 710 - 18 * r) for r, row in enumerate(rows) for c, text in enumerate(row[1:])]
    (table,) = aligned([*title, *texts])
    assert told(table) == plain(rows)


def test_a_gap_in_a_border_makes_no_cell_over_another() -> None:
    # Under a header over two columns, the border between its first column and its neighbour is missing.
    cells = [(0.0, 0.0, 30.0, 20.0), (10.0, 10.0, 30.0, 20.0), (20.0, 0.0, 30.0, 10.0), (30.0, 0.0, 40.0, 20.0)]
    assert sorted(disjoint(cells)) == [
        (0.0, 0.0, 10.0, 20.0), (10.0, 0.0, 20.0, 10.0), (10.0, 10.0, 30.0, 20.0), (20.0, 0.0, 30.0, 10.0),
        (30.0, 0.0, 40.0, 20.0),
    ]  # fmt: skip


def test_a_repeated_header_whose_rows_a_scan_cuts_otherwise_is_left_out() -> None:
    def table(page: int, last: int, values: Sequence[str]) -> PlacedTable:
        """A header of two names over columns; ``last`` is the row of the name in the last column."""
        cells = [
            GridCell("地区", 0, 0, last + 1), GridCell("人员", 0, 1, last), GridCell("专利", 0, 2, 1),
            GridCell("合计", last, 1), GridCell("发明", 1, 2, last),
            *(GridCell(text, last + 1, c) for c, text in enumerate(values)),
        ]  # fmt: skip
        return PlacedTable(tuple(cells), 0, 0, 300, 100, frozenset(), (0, 100, 200, 300), page, page)

    joined = continued(table(1, 2, ["甲市", "1", "2"]), table(2, 1, ["乙市", "3", "4"]))
    assert joined is not None
    assert [c.text for c in sorted(joined.cells, key=lambda c: (c.row, c.column)) if c.row > 2] == [
        "甲市", "1", "2", "乙市", "3", "4",
    ]  # fmt: skip
