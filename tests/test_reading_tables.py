"""Tables of every format through the grid; XLSX, CSV and Markdown."""

import io
import time
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from ipqa.errors import DamagedFile, EncryptedFile, ReadingError, TooLarge
from ipqa.reading.delimited import delimiter_of, read_csv
from ipqa.reading.markup.markdown import read_markdown
from ipqa.reading.office.archives import check_package
from ipqa.reading.office.formats import displayed
from ipqa.reading.office.sheet import read_xlsx
from ipqa.reading.structure.assembly import assemble
from ipqa.reading.structure.blocks import Block, Source
from ipqa.reading.structure.captions import caption, is_title, split_unit, unit_line
from ipqa.reading.tables.grid import GridCell, column_path, row_path, table_blocks
from ipqa.records import Document, Table

SOURCE = Source("a", "c", "v", "t", fallback_title="甲文")


def grid(spec: str) -> list[GridCell]:
    """Cells of a drawing: | parts cells, < goes on from the left, ^ from above."""
    rows = [[cell.strip() for cell in line.split("|")] for line in spec.strip("\n").split("\n")]
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text not in ("", "<", "^"):
                width = next((i for i, cell in enumerate(row[c + 1 :]) if cell != "<"), len(row) - c - 1) + 1
                below = [line[c] if c < len(line) else "" for line in rows[r + 1 :]]
                height = next((i for i, cell in enumerate(below) if cell != "^"), len(below)) + 1
                cells.append(GridCell(text, r, c, height, width))
    return cells


def read(spec: str) -> Document:
    return assemble(table_blocks(grid(spec)), SOURCE)


def values(document: Document, table: int = 0) -> list[list[str]]:
    return [[document.text[a:b] for a, b in row] for row in document.tables[table].rows]


def columns(document: Document, table: int = 0) -> list[str]:
    found = document.tables[table]
    return ["/".join(column_path(found, document.text, c)) for c in range(len(found.rows[0]))]


def rows(document: Document, table: int = 0) -> list[str]:
    found = document.tables[table]
    return ["/".join(row_path(found, document.text, r)) for r in range(found.header, len(found.rows))]


def shape(table: Table) -> tuple[int, int]:
    return table.header, table.labels


def notes(document: Document, table: int = 0) -> list[str]:
    return [document.text[a:b] for a, b in document.tables[table].notes]


def test_title_unit_and_notes_inside_a_table_stand_around_it() -> None:
    found = read("""
某市2022—2023年授权情况表|<|<|<|<
||||单位：件、万元
县区|授权量|<|质押金额|<
^|2022年|2023年|2022年|2023年
东区|1602|1588|9800|—
西区|790|783|4100|3000①
注：1.“—”表示无数据。|<|<|<|<
2.①为预计数。|<|<|<|<
""")
    assert found.text == (
        "某市2022—2023年授权情况表\n单位：件、万元\n县区\t授权量\t\t质押金额\t\n\t2022年\t2023年\t2022年\t2023年\n"
        "东区\t1602\t1588\t9800\t—\n西区\t790\t783\t4100\t3000①\n注：1.“—”表示无数据。\n2.①为预计数。"
    )
    table = found.tables[0]
    assert (table.title, table.unit, shape(table)) == ("某市2022—2023年授权情况表", "单位：件、万元", (2, 1))
    assert notes(found) == ["注：1.“—”表示无数据。", "2.①为预计数。"]
    assert columns(found) == ["县区", "授权量/2022年", "授权量/2023年", "质押金额/2022年", "质押金额/2023年"]
    assert rows(found) == ["东区", "西区"]
    assert values(found)[0] == ["县区", "授权量", "授权量", "质押金额", "质押金额"]
    assert values(found)[1] == ["县区", "2022年", "2023年", "2022年", "2023年"]


# Each drawing with what names its columns and rows.
SHAPES = {
    "yearbook": (
        "地 区|申请量|<|授权量|<\n^|发明|外观|发明|外观\n全 国|100|50|20|10\n某 省|30|20|10|5",
        (2, 1),
        ["地 区", "申请量/发明", "申请量/外观", "授权量/发明", "授权量/外观"],
        ["全 国", "某 省"],
    ),
    "merged to the eye alone": (
        "县区|授权量|||金额|\n|2021年|2022年|2023年|2022年|2023年\n东区|16|15|14|98|142\n西区|7|7|7|—|30",
        (2, 1),
        ["县区", "授权量/2021年", "授权量/2022年", "授权量/2023年", "金额/2022年", "金额/2023年"],
        ["东区", "西区"],
    ),
    "units below the names": (
        "指标|授权量|增速\n|（件）|（%）\n全市|12|3.4\n东区|10|1.4",
        (2, 1),
        ["指标", "授权量/（件）", "增速/（%）"],
        ["全市", "东区"],
    ),
    "columns are numbered": (
        "指标名称|计量单位|代码|本年|上年\n甲|乙|丙|1|2\n申请数|件|01|12|10\n其中：发明|件|02|5|4",
        (2, 3),
        ["指标名称", "计量单位", "代码", "本年", "上年"],
        ["申请数/件/01", "其中：发明/件/02"],
    ),
    "years are names": ("|2019|2020\n授权量|1602|1588\n商标|790|783", (1, 1), ["", "2019", "2020"], ["授权量", "商标"]),
    "years name rows": ("年份|申请|授权\n2019|30|20\n2020|40|30", (1, 1), ["年份", "申请", "授权"], ["2019", "2020"]),
    "rows in groups": (
        "年份|权利人|发明|外观\n2022年|企业|10|20\n^|高校|4|5\n2023年|企业|11|22\n^|高校|5|6",
        (1, 2),
        ["年份", "权利人", "发明", "外观"],
        ["2022年/企业", "2022年/高校", "2023年/企业", "2023年/高校"],
    ),
    "groups without merging": (
        "年份|权利人|发明\n2022年|企业|10\n|高校|4\n|合计|14",
        (1, 2),
        ["年份", "权利人", "发明"],
        ["2022年/企业", "2022年/高校", "合计"],
    ),
    "lines across name groups": (
        "指标|2022年|2023年\n一、创造|<|<\n授权量|10|20\n二、运用|<|<\n授权量|1|2",
        (1, 1),
        ["指标", "2022年", "2023年"],
        ["一、创造", "一、创造/授权量", "二、运用", "二、运用/授权量"],
    ),
    "counted rows": (
        "序号|类别|<|奖励（万元）\n1|专利|金奖|50\n2|^|银奖|30",
        (1, 3),
        ["序号", "类别", "类别", "奖励（万元）"],
        ["1/专利/金奖", "2/专利/银奖"],
    ),
    "words alone": (
        "序号|任务|责任单位\n1|制定办法|某局\n2|开展培训|某处",
        (1, 2),
        ["序号", "任务", "责任单位"],
        ["1/制定办法", "2/开展培训"],
    ),
    "key and value": ("有效发明专利量|328件\n授权量|12件", (0, 1), ["", ""], ["有效发明专利量", "授权量"]),
    "a form": (
        "索引号|AB12|主题分类|知识产权\n发文机关|某局|成文日期|2024年3月1日\n文号|某知〔2024〕3号|有效性|有效",
        (0, 1),
        ["", "", "", ""],
        ["索引号", "发文机关", "文号"],
    ),
    "unit in the corner": (
        "单位：件|2022年|2023年\n东区|1|2\n西区|3|4",
        (1, 1),
        ["单位：件", "2022年", "2023年"],
        ["东区", "西区"],
    ),
    "first rows are empty of data": (
        "|申请|授权\n1978年||\n1995年|68880.0|41248.0",
        (1, 1),
        ["", "申请", "授权"],
        ["1978年", "1995年"],
    ),
    "sizes name rows": (
        "规模|企业数|占比\n100人以下|30|20%\n100—500人|20|80%",
        (1, 1),
        ["规模", "企业数", "占比"],
        ["100人以下", "100—500人"],
    ),
    "one row": ("东区|2|3", (0, 1), ["", "", ""], ["东区"]),
    "three rows of header": (
        "地区|专利|<|<|<|商标\n^|申请|<|授权|<|^\n^|总量|发明|总量|发明|^\n东区|1|2|3|4|5\n西区|1|2|3|4|5",
        (3, 1),
        ["地区", "专利/申请/总量", "专利/申请/发明", "专利/授权/总量", "专利/授权/发明", "商标"],
        ["东区", "西区"],
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_headers_and_labels(name: str) -> None:
    spec, expected, over, before = SHAPES[name]
    found = read(spec)
    assert (shape(found.tables[0]), columns(found), rows(found)) == (expected, over, before)


def test_a_report_form_keeps_its_head_and_its_signatures_apart() -> None:
    found = read("""
某项工作调查表|<|<|<|<
||||表号：甲101表
填报单位：某公司||2023年||计量单位：件
指标名称|代码|本年|上年|增长（%）
甲|乙|1|2|3=1/2
申请量|01|3|2|50
授权量|02|4|2|100
单位负责人：张某||填表人：李某||报出日期：2024年1月
""")
    table = found.tables[0]
    assert (table.title, table.unit, shape(table), notes(found)) == ("某项工作调查表", "计量单位：件", (2, 2), [])
    assert found.text.split("\n")[1:5] == ["表号：甲101表", "填报单位：某公司", "2023年", "计量单位：件"]
    assert found.text.split("\n")[-3:] == ["单位负责人：张某", "填表人：李某", "报出日期：2024年1月"]


def test_tables_below_each_other_are_several_and_blank_rows_part_no_table() -> None:
    found = read("""
表1 授权量（单位：件）||
县区|发明|外观
东区|1|2
西区|3|4
注：含预计数。||

表2 质押||
单位：万元||
县区|2022年|2023年
东区|10|20

西区|30|40
""")
    assert [(t.title, t.unit, shape(t)) for t in found.tables] == [
        ("表1 授权量", "单位：件", (1, 1)),
        ("表2 质押", "单位：万元", (1, 1)),
    ]
    assert notes(found, 0) == ["注：含预计数。"]
    assert values(found, 1) == [["县区", "2022年", "2023年"], ["东区", "10", "20"], ["西区", "30", "40"]]


def test_tables_beside_each_other_are_read_one_after_the_other() -> None:
    found = read("""
表1 发明|||表2 外观|
区|件||区|件
东区|1||南区|3
西区|2||北区|4
""")
    assert found.text == "表1 发明\n区\t件\n东区\t1\n西区\t2\n表2 外观\n区\t件\n南区\t3\n北区\t4"
    assert [(t.title, shape(t)) for t in found.tables] == [("表1 发明", (1, 1)), ("表2 外观", (1, 1))]


def test_a_single_cell_is_a_paragraph_and_enormous_merges_end_with_the_table() -> None:
    assert read("全文都在一个格里。").text == "全文都在一个格里。"
    assert read("全文都在一个格里。").tables == ()
    cells = [
        GridCell("县区", 0, 0),
        GridCell("发明", 0, 1, 1, 1 << 30),
        GridCell("东区", 1, 0, 1 << 30),
        GridCell("3", 1, 1),
    ]
    found = assemble(table_blocks(cells), SOURCE)
    assert values(found) == [["县区", "发明"], ["东区", "3"]]
    many = [GridCell(f"格{i}", i, 0, 1 << 20, 1 << 14) for i in range(2000)] + [GridCell("3", 0, 1)]
    assert len(assemble(table_blocks(many), SOURCE).tables[0].rows) == 2000


@st.composite
def drawings(draw: st.DrawFn) -> list[GridCell]:
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    words = st.sampled_from(
        [
            "",
            "县区",
            "发明",
            "2022年",
            "2023",
            "12",
            "3.4%",
            "—",
            "单位：件",
            "注：预计数。",
            "合计",
            "表1 情况表",
            "甲",
        ]
    )
    places = draw(st.lists(st.tuples(st.integers(0, height), st.integers(0, width)), unique=True, max_size=20))
    return [GridCell(draw(words), r, c, draw(st.integers(1, 3)), draw(st.integers(1, 3))) for r, c in places]


@given(drawings())
def test_every_cell_is_written_once_and_every_span_reslices(cells: list[GridCell]) -> None:
    blocks = table_blocks(cells)
    written = sorted(cell.text for cell in cells if cell.text)
    assert sorted(piece for b in blocks for piece in b.text.replace("\n", "\t").split("\t") if piece) == written
    for block in blocks:
        if block.table is None:
            continue
        lines = block.text.split("\n")
        assert len(lines) == len(block.table.rows)
        width = len(block.table.rows[0])
        assert {len(row) for row in block.table.rows} == {width}
        assert {line.count("\t") for line in lines} == {width - 1}
        assert 0 <= block.table.header <= len(lines)
        assert 0 <= block.table.labels <= width
        words = {cell.text for cell in cells} | {""}
        assert all(block.text[a:b] in words for row in block.table.rows for a, b in row)


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 3), st.integers(0, 3))
def test_a_merged_cell_covers_all_its_places(height: int, width: int, top: int, left: int) -> None:
    inside = {(r, c) for r in range(top, top + height) for c in range(left, left + width)}
    cells = [GridCell(f"{r},{c}字", r, c) for r in range(9) for c in range(9) if (r, c) not in inside]
    cells.append(GridCell("合并", top, left, height, width))
    (block,) = table_blocks(cells)
    assert block.table is not None
    found = {
        (r, c) for r, row in enumerate(block.table.rows) for c, (a, b) in enumerate(row) if block.text[a:b] == "合并"
    }
    assert found == inside


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：件", "单位：件"),
        ("（单位：件、万元）", "单位：件、万元"),
        ("单位:万元（人民币）", "单位:万元（人民币）"),
        ("计量单位：%", "计量单位：%"),
        ("单位：某市某某局", None),
        ("填报单位：某公司", None),
        ("单位名称：件", None),
    ],
)
def test_unit_lines(line: str, unit: str | None) -> None:
    assert unit_line(line) == unit


@pytest.mark.parametrize(
    ("line", "title", "unit"),
    [
        ("表1 授权量（单位：件）", "表1 授权量", "单位：件"),
        ("表2-1 授权量  单位：件", "表2-1 授权量", "单位：件"),
        ("附表2 名单", "附表2 名单", None),
        ("3-1 分地区申请（2023年）", "3-1 分地区申请（2023年）", None),
        ("支持标准一览表", "支持标准一览表", None),
        ("2023年授权量，单位：件", "2023年授权量", "单位：件"),
    ],
)
def test_titles_of_tables(line: str, title: str, unit: str | None) -> None:
    assert is_title(line)
    found = split_unit(line)
    assert (found.title, found.unit) == (title, unit)


@pytest.mark.parametrize(
    "line",
    [
        "具体情况如下表",
        "表1所示的情况",
        "表1显示，全市有三件",
        "全市工作进展顺利。",
        "各县区高度重视，扎实推进",
        "如下：",
    ],
)
def test_ordinary_lines_are_no_titles(line: str) -> None:
    assert not is_title(line)
    assert caption([Block(line)]).title is None


def test_captions_around_a_table() -> None:
    rows_of_table = table_blocks(grid("县区|发明\n东区|3①"))
    blocks = [
        Block("全市进展顺利。"),
        Block("各县区授权进度"),
        Block("（2023年）"),
        Block("单位：件"),
        *rows_of_table,
        Block("注：1.含预计数。"),
        Block("2.不含外观。"),
        Block("①为快报数。"),
        Block("资料来源：某局。"),
        Block("下一段。"),
    ]
    found = assemble(blocks, SOURCE)
    assert (found.tables[0].title, found.tables[0].unit) == ("各县区授权进度（2023年）", "单位：件")
    assert notes(found) == ["注：1.含预计数。", "2.不含外观。", "①为快报数。", "资料来源：某局。"]
    bare = assemble([Block("全市授权情况说明如下："), *rows_of_table, Block("② 别处的脚注。", plain=True)], SOURCE)
    assert (bare.tables[0].title, bare.tables[0].unit, bare.tables[0].notes) == (None, None, ())


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("0.123", "0.0%", "12.3%"),
        ("1519.0", "General", "1519"),
        ("0.30000000000000004", "General", "0.3"),
        ("1519", "#,##0", "1519"),
        ("1519.456", "#,##0.00", "1519.46"),
        ("2.5", "0", "3"),
        ("-1519.456", "#,##0.00;(#,##0.00)", "-1519.46"),
        ("-3.2", "0.0;[Red]0.0", "-3.2"),
        ("-0.001", "0.0", "0.0"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0.00"),
        ("12345", '0!.0,"万"', "12345"),
        ("12345", "[>=10000]0!.0,;0", "12345"),
        ("1519", '0"件"', "1519件"),
        ("12.5", '0.0"2年"', "12.52年"),
        ("12.5", "[$¥-804]#,##0.00", "¥12.50"),
        ("5", "00000", "00005"),
        ("0.0123", "0.0‰", "12.3‰"),
        ("1e20", "General", "1" + 20 * "0"),
        ("0.1", "0.00E+00", "0.1"),
        ("100", "[DBNum1]General", "100"),
        ("7", "@", "7"),
        ("1519", ";;;", ""),
        ("0", "0;-0;;@", ""),
        ("45352", "yyyy-mm-dd", "2024-03-01"),
        ("45352.5", "m/d/yy h:mm", "2024-03-01 12:00"),
        ("0.375", "h:mm", "09:00"),
        ("45352", 'yyyy"年"m"月"', "2024年3月"),
        ("45352", 'm"月"d"日"', "3月1日"),
        ("1.5", "[h]:mm", "36:00"),
        ("45352", "[$-F800]dddd, mmmm dd, yyyy", "2024-03-01"),
        ("12", "Standard", "12"),
        ("x", "0", "x"),
    ],
)
def test_numbers_and_dates_as_they_are_shown(raw: str, code: str, shown: str) -> None:
    assert displayed(raw, code) == shown


@given(st.decimals(-(10**9), 10**9, places=2))
def test_shown_numbers_keep_their_value(value: object) -> None:
    assert float(displayed(str(value), "General")) == pytest.approx(float(str(value)))
    assert float(displayed(str(value), "#,##0.00")) == float(str(value))


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def statistics_book() -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = "授权"
    for row in (
        ["某市授权情况表"],
        [None, None, None, "单位：件"],
        ["县区", "2022年", None, "占比"],
        [None, "发明", "外观"],
        ["东\n区", 1602.0, 15, 0.123],
        ["暗区", 9999, 9999, 9999],
        ["西区", 0.1 + 0.2, "—", "=1/0"],
    ):
        sheet.append(row)
    for merged in ("A1:D1", "A3:A4", "B3:C3", "D3:D4"):
        sheet.merge_cells(merged)
    sheet["D5"].number_format = "0.0%"
    sheet["B5"].number_format = "#,##0"
    sheet.row_dimensions[6].hidden = True
    sheet["F5"] = 8888
    sheet.column_dimensions["F"].hidden = True
    sheet["B5"].comment = Comment("批注里的话", "某人")
    sheet["A9"] = "看不见"
    sheet["A9"].font = Font(color="FFFFFFFF")
    sheet["A10"] = "注：白底白字不是文字。"
    sheet["A10"].font = Font(color="FFFFFFFF")
    sheet["A10"].fill = PatternFill("solid", fgColor="FF000080")
    other = book.create_sheet("明细")
    other.append(["日期", "金额"])
    other.append([date(2024, 3, 1), 12.5])
    other.append([datetime(2024, 3, 2, 9, 30), 13])
    book.create_sheet("空表")
    draft = book.create_sheet("草稿")
    draft["A1"] = 7777
    draft.sheet_state = "hidden"
    return book


def test_a_workbook_is_read_as_it_is_seen() -> None:
    found = read_xlsx(saved(statistics_book()), SOURCE)
    assert found.text == (
        "授权\n某市授权情况表\n单位：件\n县区\t2022年\t\t占比\n\t发明\t外观\t\n东区\t1602\t15\t12.3%\n西区\t0.3\t—\t=1/0\n"
        "注：白底白字不是文字。\n明细\n日期\t金额\n2024-03-01\t12.5\n2024-03-02 09:30:00\t13"
    )
    assert found.title == "某市授权情况表"
    assert [s.path for s in found.sections] == [("授权",), ("明细",)]
    assert found.warnings == (
        "已忽略隐藏的工作表：草稿",
        "已忽略隐藏的行（4 个单元格）",
        "已忽略隐藏的列（1 个单元格）",
        "已忽略看不见的文字（1 个单元格）",
        "1 个公式没有保存计算结果，只给出公式本身",
    )
    assert columns(found) == ["县区", "2022年/发明", "2022年/外观", "占比"]
    assert [(t.title, t.unit, shape(t)) for t in found.tables] == [
        ("某市授权情况表", "单位：件", (2, 1)),
        ("明细", None, (1, 1)),
    ]


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def links(kind: str, target: str) -> str:
    relation = f'<Relationship Id="a" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{relation}</Relationships>'


def package(sheet: str, **parts: str) -> bytes:
    """A minimal XLSX package around the markup of one sheet."""
    listed = '<sheets><sheet name="Sheet1" sheetId="1" r:id="a"/></sheets>'
    files = {
        "_rels/.rels": links("officeDocument", "/xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{listed}</workbook>',
        "xl/_rels/workbook.xml.rels": links("worksheet", "worksheets/s.xml"),
        "xl/worksheets/s.xml": f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>',
    } | parts
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def words(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def test_cached_results_errors_and_covered_cells() -> None:
    rich = '<c t="inlineStr"><is><t>项</t><r><t>目</t></r><rPh sb="0" eb="1"><t>xm</t></rPh></is></c>'
    lines = [
        rich + words("数量"),
        '<c t="str"><f>"甲"&amp;"项"</f><v>甲项</v></c><c><f>1+1</f><v>2</v></c>',
        words("乙项") + '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c t="b"><v>1</v></c><c><v>3</v></c><c><v>9999</v></c>',
    ]
    data = "".join(f"<row>{line}</row>" for line in lines)
    merged = '<mergeCells><mergeCell ref="B4:D4"/></mergeCells>'
    found = read_xlsx(package(f"<sheetData>{data}</sheetData>{merged}"), SOURCE)
    assert found.text == "项目\t数量\n甲项\t2\n乙项\t\nTRUE\t3"
    assert found.warnings == ("1 个单元格的公式出错，已留空",)
    assert found.sections == ()


def test_a_million_empty_rows_are_quick() -> None:
    empty = "".join(f'<row r="{i}" s="1" customFormat="1"/>' for i in range(3, 1_000_000, 5))
    data = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    merge = '<mergeCells><mergeCell ref="A1:A1048576"/><mergeCell ref="B1:XFD1"/></mergeCells>'
    began = time.perf_counter()
    found = read_xlsx(package(f"<sheetData>{data}{empty}</sheetData>{merge}"), SOURCE)
    assert found.text == "1\t2"
    assert time.perf_counter() - began < 10


def test_hostile_packages_are_refused() -> None:
    with pytest.raises(DamagedFile, match="实体"):
        read_xlsx(package("", **{"xl/x.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), SOURCE)
    with pytest.raises(TooLarge, match="解压后过大"):
        read_xlsx(package("", **{"xl/x.xml": "0" * 60_000_000}), SOURCE)
    with pytest.raises(EncryptedFile, match="已加密"):
        check_package(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "XLSX")
    for broken in (
        b"PK\x03\x04broken",
        package("<sheetData><row>"),
        saved(Workbook())[:900],
        package("", **{"_rels/.rels": "<a/>"}),
    ):
        with pytest.raises(ReadingError):
            read_xlsx(broken, SOURCE)


def test_csv_with_title_notes_quotes_and_ragged_rows() -> None:
    head = '某市授权情况表,,\n单位：件,,\n县区,"发明\n专利",外观,,\n'
    text = head + '东区,68880.0,"1,519"\n西区,3\n注：含预计数,不含外观。,,\n'
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        found = read_csv(text.encode(encoding), SOURCE)
        assert found.text == (
            "某市授权情况表\n单位：件\n县区\t发明专利\t外观\n东区\t68880.0\t1,519\n西区\t3\t\n注：含预计数,不含外观。"
        )
        table = found.tables[0]
        assert (found.title, table.title, table.unit, shape(table)) == (
            "某市授权情况表",
            "某市授权情况表",
            "单位：件",
            (1, 1),
        )
        assert notes(found) == ["注：含预计数,不含外观。"]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a\tb,c\n1\t2,3\n4\t5\n", "\t"),
        ("a;b;c\n1,5;2;3\n4,5;5;6\n", ";"),
        ("a|b\n1|2\n", "|"),
        ("县区，发明\n东区，3\n西区，4\n", "，"),
        ("全年授权，增长。\n其中，发明，外观，均增长。\n另，商标增长\n", None),
        ("一行\n二行\n", None),
    ],
)
def test_delimiters(text: str, delimiter: str | None) -> None:
    assert delimiter_of(text) == delimiter


def test_csv_without_a_title_is_called_after_the_file() -> None:
    found = read_csv("县区,发明\n东区,3\n".encode(), SOURCE)
    assert (found.title, found.text, found.tables[0].title) == ("甲文", "县区\t发明\n东区\t3", None)


MARKDOWN = """某市发展报告
====

**全年**授权[^1] 3218 件，见[公报][gb]与[年鉴]。

[gb]: http://example.org/a "公报"
[年鉴]: <http://example.org/b>

一、创造
---

> 引用一句，
> 接着说。

- 第一点：
  续在下面。
  - [x] 里层
1. 编号，并已定；

<div style="display:none">隐藏的 9999 件<div>里层</div></div><!-- 注 -->

| 县区 | 发明 |
|:-|-:|
| 东区 | 3 |
| - | - |
| 西区 | 4 \\| 5 |

<table><caption>表2 质押（单位：万元）</caption><tr><th rowspan="2">县区</th><th colspan="2">金额</th></tr>
<tr><td>2022<br>年</td><td>2023年</td></tr><tr><td>东区</td><td>12</td><td>13</td></tr></table>

之后 $12.3\\%$ 与 `a*b` &amp; 5 * 3。

| 有效量 | 328件 |
|---|---|
| 授权量 | 12件 |

[^1]: 来自某局，
    第二行。
"""


def test_markdown_structures() -> None:
    found = read_markdown(MARKDOWN.encode(), SOURCE)
    assert found.text == (
        "某市发展报告\n全年授权① 3218 件，见公报与年鉴。\n一、创造\n引用一句，接着说。\n"
        "第一点：续在下面。\n里层\n1. 编号，并已定；\n"
        "县区\t发明\n东区\t3\n-\t-\n西区\t4 | 5\n表2 质押（单位：万元）\n县区\t金额\t\n\t2022年\t2023年\n东区\t12\t13\n"
        "之后 12.3% 与 a*b & 5 * 3。\n有效量\t328件\n授权量\t12件\n① 来自某局，第二行。"
    )
    assert found.title == "某市发展报告"
    assert [s.path for s in found.sections] == [("一、创造",)]
    assert [(t.title, t.unit, shape(t), t.notes) for t in found.tables] == [
        (None, None, (1, 1), ()),
        ("表2 质押", "单位：万元", (2, 1), ()),
        (None, None, (0, 1), ()),
    ]
    assert columns(found, 1) == ["县区", "金额/2022年", "金额/2023年"]
    assert found.warnings == ("已忽略页面上看不见的文字",)
