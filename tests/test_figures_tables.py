"""Figures of tables: headers of several rows, either way up, units, footnote marks, totals, members, places."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.figures.extraction import extract
from ipqa.figures.tabular.table_units import default_unit, fitting, header_units, named_units, units_in, without_units
from ipqa.figures.tabular.table_values import value_of
from ipqa.reading.structure.assembly import assemble
from ipqa.reading.structure.blocks import Block, Source
from ipqa.reading.tables.grid import GridCell, plain_rows, table_blocks
from ipqa.records import Document, Figure


def document(
    cells: Sequence[Sequence[str]] | Sequence[GridCell],
    title: str | None = None,
    unit: str | None = None,
    notes: Sequence[str] = (),
    header: int = 1,
    labels: int = 1,
    name: str = "统计资料",
) -> Document:
    """A document of one table, whose header, labels, title, unit and notes are given as a reader would find them."""
    grid = [c for c in cells if isinstance(c, GridCell)] or plain_rows(
        [c for c in cells if not isinstance(c, GridCell)]
    )
    blocks = [*table_blocks(grid), *(Block(note, plain=True) for note in notes)]
    made = assemble(blocks, Source("表.xlsx", "c", "v1", "text/plain", title=name))
    (table,) = made.tables
    spans = tuple((made.text.index(note), made.text.index(note) + len(note)) for note in notes)
    return replace(made, tables=(replace(table, header=header, labels=labels, title=title, unit=unit, notes=spans),))


def told(found: Iterable[Figure], fields: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(figure, name) for name in fields.split()) for figure in found]


def brief(found: Sequence[Figure]) -> list[tuple[object, ...]]:
    return [(f.indicator, f.period, f.value, f.unit) for f in found]


def merged() -> Document:
    cells = [GridCell("地区", 0, 0, rows=2), GridCell("专利授权量", 0, 1, columns=2)]
    cells += [GridCell("其中：发明专利授权量", 0, 3), GridCell("质押融资金额", 0, 4, columns=2)]
    years = ["2022年", "2023年", "2023年", "2022年", "2023年"]
    cells += [GridCell(year, 1, column) for column, year in enumerate(years, 1)]
    rows = [["余杭区", "70", "90", "31", "980", "1,420"], ["某新城", "7", "9", "3", "—", "300①"]]
    rows += [["合计", "77", "99", "34", "980", "1720"]]
    cells += [GridCell(text, r + 2, c) for r, row in enumerate(rows) for c, text in enumerate(row)]
    notes = ["注：1.“—”为缺数。", "2.带①的为预计数。3.质押融资金额单位为万元，其余为件。"]
    return document(cells, "杭州市2022—2023年授权情况表", "单位：件、万元", notes, header=2, name="杭州市资料")


def test_headers_of_two_rows_are_joined_and_carry_the_year() -> None:
    found = extract(merged())
    assert brief(found)[:5] == [
        ("专利授权量", "2022", 70, "件"),
        ("专利授权量", "2023", 90, "件"),
        ("发明专利授权量", "2023", 31, "件"),
        ("知识产权质押融资金额", "2022", 980, "万元"),
        ("知识产权质押融资金额", "2023", 1420, "万元"),
    ]
    assert [f.cell.column for f in found[:5] if f.cell] == [
        "专利授权量/2022年", "专利授权量/2023年", "其中：发明专利授权量/2023年", "质押融资金额/2022年",
        "质押融资金额/2023年",
    ]  # fmt: skip
    assert found[4].normalized_value == Decimal(14200000)
    assert {f.cell.unit_line for f in found if f.cell} == {"件、万元"}


def test_rows_are_places_and_the_total_is_of_the_documents_own() -> None:
    found = extract(merged())
    granted = [f for f in found if f.indicator == "专利授权量" and f.period == "2023"]
    assert told(granted, "region dimensions value") == [
        ("杭州市余杭区", (), 90),
        ("某新城", (("地区", "某新城"),), 9),
        ("杭州市", (), 99),
    ]


def test_a_footnote_mark_is_no_part_of_the_number_and_says_its_status() -> None:
    made = merged()
    marked = [f for f in extract(made) if f.value == 300]
    assert [(f.status, made.text[f.value_start : f.value_end]) for f in marked] == [("forecast", "300")]
    assert [made.text[f.start : f.end] for f in marked] == ["某新城\t7\t9\t3\t—\t300①"]
    assert {f.status for f in extract(made) if f.value != 300} == {"actual"}


def test_indicators_as_rows_with_kinds_under_them_and_a_column_of_units() -> None:
    rows = [["指标", "计量单位", "2022年", "2023年", "同比增长（%）"], ["专利授权量", "件", "120", "150", "25.0"]]
    rows += [["其中：发明", "件", "30", "40", "33.3"], ["实用新型", "件", "60", "70", "16.7"]]
    rows += [["商标注册量", "件", "500", "520", "4.0"], ["质押融资金额", "亿元", "1.2", "1.5", "25.0"]]
    found = extract(document(rows))
    assert brief(found) == [
        (name, period, Decimal(value), unit)
        for name, values in (
            ("专利授权量", ("120", "150", "25.0")),
            ("发明专利授权量", ("30", "40", "33.3")),
            ("实用新型专利授权量", ("60", "70", "16.7")),
            ("商标注册量", ("500", "520", "4.0")),
            ("知识产权质押融资金额", ("1.2", "1.5", "25.0")),
        )
        for period, value, unit in zip(
            ("2022", "2023", "2023"), values, ("亿元" if "金额" in name else "件",) * 2 + ("%",), strict=True
        )
    ]
    assert [f.stat for f in found[:3]] == ["count", "count", "growth_yoy"]
    assert found[3].dimensions == (("专利类型", "发明专利"),)


def test_years_as_rows_take_full_width_digits_and_leave_gaps_out() -> None:
    rows = [
        ["年份", "专利申请量", "专利授权量", "增速"],
        ["2021", "1,200", "９００", "—"],
        ["2022", "1,300", "950*", "5.6"],
    ]
    found = extract(document(rows, "历年专利情况", "单位：件、%", ["注：*为初步统计数。"]))
    assert [(f.period, f.indicator, f.value, f.unit, f.status) for f in found] == [
        ("2021", "专利申请量", 1200, "件", "actual"),
        ("2021", "专利授权量", 900, "件", "actual"),
        ("2022", "专利申请量", 1300, "件", "actual"),
        ("2022", "专利授权量", 950, "件", "forecast"),
        ("2022", "增速", Decimal("5.6"), "%", "actual"),
    ]


def test_members_in_the_columns_count_what_the_title_names() -> None:
    rows = [["区县", "发明专利", "实用新型", "合计"], ["余杭区", "401", "903", "1304"], ["全市", "742", "1986", "2728"]]
    found = extract(document(rows, "表1 杭州市2024年分区县专利授权量（单位：件）", name="杭州市简报"))
    assert told(found, "indicator dimensions region period value") == [
        (name, members, region, "2024", value)
        for region, values in (("杭州市余杭区", (401, 903, 1304)), ("杭州市", (742, 1986, 2728)))
        for (name, members), value in zip(
            (
                ("发明专利授权量", (("专利类型", "发明专利"),)),
                ("实用新型专利授权量", (("专利类型", "实用新型"),)),
                ("专利授权量", ()),
            ),
            values,
            strict=True,
        )
    ]


def test_members_in_the_rows_count_what_the_title_names() -> None:
    rows = [["主体", "数量", "占比"], ["企业", "328", "37%"], ["高校", "120", "13.5%"], ["合计", "498", "100%"]]
    found = extract(document(rows, "2023年专利授权量按权利主体分布（件）"))
    assert [(f.indicator, f.stat, dict(f.dimensions), f.value, f.unit) for f in found] == [
        ("专利授权量", "count", {"权利主体": "企业"}, 328, "件"),
        ("专利授权量", "share", {"权利主体": "企业"}, 37, "%"),
        ("专利授权量", "count", {"权利主体": "高校"}, 120, "件"),
        ("专利授权量", "share", {"权利主体": "高校"}, Decimal("13.5"), "%"),
        ("专利授权量", "count", {}, 498, "件"),
        ("专利授权量", "share", {}, 100, "%"),
    ]


def test_a_header_path_of_deed_and_kind() -> None:
    cells = [GridCell("地区", 0, 0, rows=2), GridCell("申请量", 0, 1, columns=2), GridCell("授权量", 0, 3, columns=2)]
    cells += [GridCell(kind, 1, column) for column, kind in enumerate(["小计", "发明", "小计", "发明"], 1)]
    cells += [GridCell(text, 2, column) for column, text in enumerate(["杭州市", "100", "40", "80", "30"])]
    found = extract(document(cells, "2024年专利情况", "件", header=2))
    assert brief(found) == [
        ("专利申请量", "2024", 100, "件"),
        ("发明专利申请量", "2024", 40, "件"),
        ("专利授权量", "2024", 80, "件"),
        ("发明专利授权量", "2024", 30, "件"),
    ]


def test_lines_over_groups_of_rows_say_of_which_right_they_are() -> None:
    rows = [
        ["指标", "2023年"],
        ["一、专利", ""],
        ["申请量", "100"],
        ["二、商标", ""],
        ["申请量", "200"],
        ["注册量", "150"],
    ]
    assert brief(extract(document(rows, unit="单位：件"))) == [
        ("专利申请量", "2023", 100, "件"),
        ("商标申请量", "2023", 200, "件"),
        ("商标注册量", "2023", 150, "件"),
    ]


def test_months_and_the_same_months_of_last_year() -> None:
    rows = [["月份", "商标申请量"], ["1月", "10"], ["1—6月", "60"], ["全年", "120"]]
    assert [f.period for f in extract(document(rows, "2024年商标情况", "件"))] == ["2024-01", "2024-01/2024-06", "2024"]
    rows = [["指标", "本期", "上年同期"], ["甲", "1", "2"], ["商标申请量", "10", "9"]]
    assert brief(extract(document(rows, "2024年1—6月统计表", "件"))) == [
        ("商标申请量", "2024-01/2024-06", 10, "件"),
        ("商标申请量", "2023-01/2023-06", 9, "件"),
    ]


def test_a_table_of_support_gives_conditions_and_one_of_payments_does_not() -> None:
    rows = [["类别", "首次认定", "复核通过"], ["优势企业", "8", "3"]]
    found = extract(document(rows, "支持标准表", "单位：万元"))
    assert told(found, "indicator status value unit") == [
        ("优势企业首次认定", "condition", 8, "万元"),
        ("优势企业复核通过", "condition", 3, "万元"),
    ]
    rows = [["序号", "企业名称", "金额（万元）", "电话", "文号", "备注"]]
    rows += [["1", "甲公司", "50", "13812345678", "5", "3"], ["2", "乙公司", "30.5（含配套）", "0571-8888", "", "—"]]
    found = extract(document(rows, "2023年专利奖励资金发放情况"))
    assert [(f.indicator, f.dimensions, f.status, f.value) for f in found] == [
        ("专利奖励资金发放金额", (("成员", "甲公司"),), "actual", 50),
        ("专利奖励资金发放金额", (("成员", "乙公司"),), "actual", Decimal("30.5")),
    ]


def test_targets_of_a_plan_and_of_a_column() -> None:
    rows = [["指标", "2020年", "2025年", "属性"], ["每万人口高价值发明专利拥有量（件）", "4.2", "≥12", "预期性"]]
    found = extract(document(rows, "“十四五”发展主要指标"))
    assert [(f.stat, f.period, f.comparator, f.status, f.value) for f in found] == [
        ("per_capita", "2020", "eq", "actual", Decimal("4.2")),
        ("per_capita", "2025", "ge", "target", 12),
    ]
    rows = [["指标", "2024年目标", "2024年完成", "完成率"], ["专利授权量", "1000", "1100", "110%"]]
    assert told(extract(document(rows, unit="件")), "indicator status value") == [
        ("专利授权量", "target", 1000),
        ("专利授权量", "actual", 1100),
        ("专利授权量完成率", "actual", 110),
    ]


def test_an_indicator_counted_in_one_unit_only_has_it_where_the_table_gives_none() -> None:
    rows = [["", "国内专利申请受理量", "企业发明专利申请受理量", "技术市场成交额"], ["2009年", "", "", ""]]
    rows += [["2010年", "1083997.0", "7.0", "68880.0"]]
    found = extract(document(rows, name="年度数据"))
    assert [(f.indicator, dict(f.dimensions), f.unit, str(f.value), f.period) for f in found] == [
        ("国内专利申请量", {}, "件", "1083997", "2010"),
        ("发明专利申请量", {"专利类型": "发明专利", "权利主体": "企业"}, "件", "7", "2010"),
        ("技术合同成交额", {}, "", "68880", "2010"),
    ]


def test_a_merged_number_counts_once() -> None:
    cells = [*plain_rows([["指标", "数值"]]), GridCell("商标申请量", 1, 0), GridCell("5", 1, 1, rows=2)]
    cells.append(GridCell("商标注册量", 2, 0))
    assert told(extract(document(cells)), "indicator value") == [("商标申请量", 5)]


@pytest.mark.parametrize(
    ("cell", "number", "unit", "comparator", "marks"),
    [
        ("1,500", "1500", "", "eq", ()),
        ("３０００①", "3000", "", "eq", ("①",)),
        ("120* ", "120", "", "eq", ("*",)),
        ("56 注2", "56", "", "eq", ("注2",)),
        ("56[1]", "56", "", "eq", ("[1]",)),
        ("120（扩招）", "120", "", "eq", ()),
        ("-3.5%", "-3.5", "%", "eq", ()),
        ("−3.5", "-3.5", "", "eq", ()),
        ("2.1万", "2.1", "万", "eq", ()),
        ("2.1万件", "2.1", "万件", "eq", ()),
        ("≥300", "300", "", "ge", ()),
        ("不少于300件", "300", "件", "ge", ()),
        ("82以上", "82", "", "ge", ()),
        ("68880.0", "68880.0", "", "eq", ()),
    ],
)
def test_values_of_cells(cell: str, number: str, unit: str, comparator: str, marks: tuple[str, ...]) -> None:
    value = value_of(cell)
    assert value is not None
    assert (str(value.number), value.unit, value.comparator, value.marks) == (number, unit, comparator, marks)


@pytest.mark.parametrize(
    "cell",
    ["", "—", "-", "…", "/", "无", "10-20", "10—20", "10~20万", "2023年", "2023.1.2", "3/5", "0571", "13812345678",
     "第3", "A1", "约定", "2024年5月", "1.2.3", "12,34"],
)  # fmt: skip
def test_cells_without_a_value(cell: str) -> None:
    assert value_of(cell) is None


def test_units_of_headers_lines_and_notes() -> None:
    assert [u.written for u in header_units("金额（万元）")] == ["万元"]
    assert [u.written for u in header_units("授权量（件，%）")] == ["件", "%"]
    assert (header_units("比重（2023年）"), without_units("金额(万元)")) == ((), "金额")
    pairs = named_units(["3.质押融资金额单位为万元，其余为件。", "注：数据来自年报。"])
    assert [(name, u.written) for name, u in pairs] == [("质押融资金额", "万元"), ("", "件")]
    units = units_in("件、家、万元、%")
    found = [fitting(name, units) for name in ("专利授权量", "企业数", "质押融资金额", "同比增速", "贷款企业数")]
    assert [u and u.written for u in found] == ["件", "家", "万元", "%", "家"]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("专利申请数", "件"),
        ("有效发明专利数", "件"),
        ("商标注册量", "件"),
        ("专利申请人数", None),
        ("专利授权率", None),
        ("专利质押融资金额", None),
        ("每万人发明专利拥有量", None),
        ("专利授权量同比增长", None),
        ("研发经费", None),
    ],
)
def test_default_units(name: str, unit: str | None) -> None:
    found = default_unit(name)
    assert (found.written if found else None) == unit


CELLS = st.sampled_from(
    ["", "—", "12", "1,500", "3.5%", "30①", "专利授权量", "其中：发明", "发明专利", "2023年", "1—6月", "合计", "企业",
     "杭州市", "金额（万元）", "同比增长", "序号", "备注", "甲", "一、专利", "2024", "目标"]
)  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=5), st.integers(0, 3), st.integers(0, 2))
def test_any_table_gives_figures_that_stand_in_it(rows: list[list[str]], header: int, labels: int) -> None:
    if not table_blocks(plain_rows(rows)) or len(table_blocks(plain_rows(rows))) > 1:
        return
    try:
        made = document(rows, "2023年专利情况表", "单位：件", header=header, labels=labels)
    except ValueError:  # no table in it
        return
    found = extract(made)
    assert len({f.id for f in found}) == len(found)
    for figure in (f for f in found if f.cell):
        assert figure.start <= figure.value_start < figure.value_end <= figure.end
        assert "\n" not in made.text[figure.start : figure.end]
        assert Decimal(made.text[figure.value_start : figure.value_end].replace(",", "")) == figure.value


def test_growth_beside_a_column_of_units_is_in_percent_and_of_the_last_year() -> None:
    rows = [["指标", "单位", "2022年", "2023年", "增速"], ["技术合同成交额", "万元", "10", "12", "20.0"]]
    rows += [["专利授权量", "件", "9", "8", "-11.1"], ["R&D人员", "人年", "118", "126", "7.0"]]
    found = extract(document(rows, "2022—2023年主要指标", labels=2))
    assert told(found, "indicator stat period unit") == [
        ("技术合同成交额", "amount", "2022", "万元"),
        ("技术合同成交额", "amount", "2023", "万元"),
        ("技术合同成交额", "growth_yoy", "2023", "%"),
        ("专利授权量", "count", "2022", "件"),
        ("专利授权量", "count", "2023", "件"),
        ("专利授权量", "growth_yoy", "2023", "%"),
        ("R&D人员", "count", "2022", "人年"),
        ("R&D人员", "count", "2023", "人年"),
        ("R&D人员", "growth_yoy", "2023", "%"),
    ]


def test_a_header_that_ends_in_percent_gives_growth() -> None:
    found = extract(document([["指标", "累计", "同比%"], ["商标注册量", "520", "-3.6"]], "2024年1—6月月报", "单位：件"))
    assert told(found, "stat value unit") == [("count", Decimal(520), "件"), ("growth_yoy", Decimal("-3.6"), "%")]


def test_a_table_has_nothing_of_the_table_before_it() -> None:
    first = [
        Block("表1 商标注册情况"),
        Block("单位：件"),
        *table_blocks(plain_rows([["地区", "2023年"], ["甲县", "9"]])),
    ]
    rows = [["指标", "2023年"], ["企业数", "5"], ["专利申请数", "30"], ["#发明专利", "12"]]
    second = [Block("表2 企业研发活动情况"), *table_blocks(plain_rows(rows))]
    made = assemble([*first, *second], Source("年鉴.xlsx", "c", "v", "text/plain", title="表1 商标注册情况"))
    found = [figure for figure in extract(made) if figure.start > made.tables[1].start]
    assert [(f.indicator, f.unit, f.cell.unit_line if f.cell else "") for f in found] == [
        ("企业数", "", None),
        ("专利申请数", "件", None),
        ("发明专利申请数", "件", None),
    ]


def test_a_lead_in_to_bureaus_is_no_unit_line() -> None:
    blocks = [Block("通知"), Block("各有关单位："), Block("现将事项通知如下："), Block("一、标准"), Block("见下。")]
    blocks += table_blocks(plain_rows([["档次", "上限（万元）"], ["一档", "25"]]))
    found = extract(assemble(blocks, Source("a", "c", "v", "text/plain", title="通知")))
    assert [(f.value, f.unit, f.cell.unit_line if f.cell else "") for f in found] == [(Decimal(25), "万元", None)]


def test_places_that_name_rows_are_not_the_region_of_the_whole() -> None:
    rows = plain_rows([["县区", "授权量"], ["昌平区", "9"], ["顺义区", "8"]])
    again = plain_rows([["县区", "注册量"], ["昌平区", "7"]])
    blocks = [Block("表1 专利情况"), *table_blocks(rows), Block("表2 商标情况"), *table_blocks(again)]
    blocks += [Block("表3 商标总数"), *table_blocks(plain_rows([["指标", "2023年"], ["商标注册量", "9"]]))]
    found = extract(assemble(blocks, Source("a", "c", "v", "text/plain", title="资料")))
    assert [f.region for f in found] == ["北京市昌平区", "北京市顺义区", "北京市昌平区", None]


def test_lists_that_stand_side_by_side_are_read_one_by_one() -> None:
    rows = plain_rows([["城市", "商标注册量（件）"] * 2, ["甲市", "301", "丙市", "120"], ["乙市", "198", "丁市", "88"]])
    found = extract(assemble(table_blocks(rows), Source("a", "c", "v", "text/plain", title="资料")))
    assert {(f.cell.row if f.cell else "", str(f.value)) for f in found} == {
        ("甲市", "301"), ("丙市", "120"), ("乙市", "198"), ("丁市", "88"),
    }  # fmt: skip


def test_an_intensity_of_input_is_a_share_where_the_units_are_money_and_percent() -> None:
    rows = plain_rows([["地区", "R&D经费", "R&D经费投入强度"], ["甲市", "8345.6", "1.80"]])
    blocks = [Block("表1 R&D经费情况"), Block("单位：万元、%"), *table_blocks(rows)]
    found = extract(assemble(blocks, Source("a", "c", "v", "text/plain", title="资料")))
    assert [(str(f.value), f.unit) for f in found] == [("8345.6", "万元"), ("1.80", "%")]


def test_a_cell_may_part_thousands_by_spaces() -> None:
    found = [value_of(cell) for cell in ("1 021", "102 345.6", "12 34")]
    assert [str(v.number) if v else None for v in found] == ["1021", "102345.6", None]


def test_spaces_inside_headers_say_nothing() -> None:
    found = extract(
        document(
            [["类型", "2023 年 1—9月", "2024 年 1—9月"], ["全  市", "7", "9"], ["安 澜 县", "3", "4"]], "专利授权量"
        )
    )
    assert told(found, "period region value") == [
        ("2023-01/2023-09", None, 7), ("2024-01/2024-09", None, 9),
        ("2023-01/2023-09", "安澜县", 3), ("2024-01/2024-09", "安澜县", 4),
    ]  # fmt: skip


def test_a_total_beside_years_is_of_all_of_them() -> None:
    across = [["费用", "2024年", "2025年", "2026年", "合计"], ["服务器", "45", "15", "15", "75"]]
    years = ["2024", "2025", "2026", "2024/2026"]
    assert [f.period for f in extract(document(across, "投资估算", "单位：万元"))] == years
    down = [["年份", "设备费（万元）"], ["2024年", "45"], ["2025年", "15"], ["2026年", "15"], ["合计", "75"]]
    assert [f.period for f in extract(document(down, "投资估算"))] == years
    kinds = [["类型", "2023年", "合计"], ["服务器", "45", "60"]]
    assert [f.period for f in extract(document(kinds, "投资估算", "单位：万元"))] == ["2023", "2023"]


def test_times_and_scores_are_units_in_a_table() -> None:
    rows = [["指标", "计量单位", "2024年"], ["预审平均周期", "工作日", "9"], ["平均得分", "分", "86.4"]]
    assert brief(extract(document(rows))) == [
        ("预审平均周期", "2024", 9, "工作日"), ("平均得分", "2024", Decimal("86.4"), "分"),
    ]  # fmt: skip
    scores = extract(document([["二级指标", "得分（分）"], ["立项规范性", "8.0"]], "2023年绩效评价得分表"))
    assert brief(scores) == [("立项规范性得分", "2023", 8, "分")]


def test_a_bracket_inside_a_header_keeps_its_other_half() -> None:
    found = extract(document([["指标", "2023年"], ["出口额（含转口）", "12"]], unit="单位：万元"))
    assert brief(found) == [("出口额（含转口）", "2023", 12, "万元")]


def test_budget_and_account_are_of_what_the_row_names() -> None:
    rows = [
        ["项目", "年初预算数", "决算数"],
        ["（一）财政拨款收入", "2900", "2895.4"],
        ["（二）项目支出", "1810", "1706"],
    ]
    assert brief(extract(document(rows, "2023年度收支决算表", "单位：万元"))) == [
        ("财政拨款收入年初预算数", "2023", 2900, "万元"), ("财政拨款收入决算数", "2023", Decimal("2895.4"), "万元"),
        ("项目支出年初预算数", "2023", 1810, "万元"), ("项目支出决算数", "2023", 1706, "万元"),
    ]  # fmt: skip
    share = document([["项目", "完成预算"], ["项目支出", "94.3%"]], "2023年度收支决算表")
    assert brief(extract(share)) == [("项目支出完成预算", "2023", Decimal("94.3"), "%")]


def test_a_heading_by_what_kinds_are_told_apart_is_no_member() -> None:
    cells = [GridCell("地区", 0, 0, rows=3), GridCell("专利授权量", 0, 1, columns=2)]
    cells += [GridCell("合计", 1, 1, rows=2), GridCell("按专利类型分", 1, 2), GridCell("外观设计", 2, 2)]
    cells += [GridCell(text, 3, column) for column, text in enumerate(["全市", "90", "23"])]
    found = extract(document(cells, "2024年授权情况", "单位：件", header=3))
    assert told(found, "indicator dimensions value") == [
        ("专利授权量", (), 90),
        ("外观设计专利授权量", (("专利类型", "外观设计"),), 23),
    ]


def test_a_title_of_two_deeds_names_both() -> None:
    found = extract(document([["转让方类型", "2024年"], ["企业", "1051"]], "专利转让许可按转让方类型分", "单位：次"))
    assert brief(found) == [("专利转让许可量", "2024", 1051, "次")]


def test_international_registrations_are_not_of_the_right_in_the_title() -> None:
    found = extract(document([["年份", "马德里申请（件）"], ["2024", "28"]], "专利与马德里申请"))
    assert brief(found) == [("马德里申请量", "2024", 28, "件")]


def test_a_report_inside_a_policy_gives_no_conditions() -> None:
    rows = [["指标", "2022年"], ["指导案件数（件）", "18"]]
    report = extract(document(rows, "近三年指导案件情况", name="海外维权补助办法"))
    assert told(report, "value status") == [(18, "actual")]
    ruled = extract(document(rows, "分档标准", name="海外维权补助办法"))
    assert told(ruled, "value status") == [(18, "condition")]
