"""Tables in plain text whose cells are parted by tabs: cells and quotes, and lines that are no rows."""

from pathlib import Path

from ip_documents import opened
from test_reading_text import document

TABLE = """青河市2023年专利情况通报

全年全市专利授权 900 件。

表1　2023年各区专利情况（单位：件）

地区\t专利申请量\t专利授权量
东岭区\t700\t500
西滩区\t600\t400
合计\t1300\t900

各区要继续努力。
"""


def test_rows_with_tabs_are_a_table_and_stay_verbatim(tmp_path: Path) -> None:
    found = document(tmp_path, TABLE)
    (table,) = found.tables
    assert [[found.text[a:b] for a, b in row] for row in table.rows] == [
        ["地区", "专利申请量", "专利授权量"],
        ["东岭区", "700", "500"],
        ["西滩区", "600", "400"],
        ["合计", "1300", "900"],
    ]
    assert "东岭区\t700\t500\n西滩区\t600\t400" in found.text
    assert found.text.endswith("各区要继续努力。")


def test_several_tabs_set_one_cell_apart(tmp_path: Path) -> None:
    found = document(tmp_path, "情况\n\n年份\t\t授权量（件）\n2022\t\t81\n2023\t93\n")
    (table,) = found.tables
    assert [[found.text[a:b] for a, b in row] for row in table.rows] == [
        ["年份", "授权量（件）"],
        ["2022", "81"],
        ["2023", "93"],
    ]


def test_contents_and_single_rows_are_no_tables(tmp_path: Path) -> None:
    contents = "目录\n\n一、基本情况\t1\n二、主要做法\t4\n三、下一步工作\t9\n\n一、基本情况\n\n全年授权专利 900 件。\n"
    assert document(tmp_path, contents).tables == ()
    assert document(tmp_path, "青河市专利情况\n\n联系人：张三\t电话：1234567\n\n全年授权专利 900 件。\n").tables == ()


def test_a_cell_of_such_a_table_answers_and_is_quoted(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "通报.txt").write_text(TABLE, "utf-8")
    with opened(tmp_path / "index", folder) as service:
        answer = service.ask("2023年西滩区专利授权量多少件？")
    assert "400 件" in answer.text
    assert answer.citations[0].quote == "西滩区\t600\t400"
