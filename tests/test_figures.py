"""Document -> Figures over small documents: what is measured, when, where, and from which words."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from figure_documents import make_document, make_table
from hypothesis import given
from hypothesis import strategies as st

from ipqa.figures.extraction import extract
from ipqa.records import Cell, Document, Figure


@dataclass(frozen=True, slots=True)
class Row:
    """What a test compares of a figure."""

    indicator: str
    stat: str
    value: str
    unit: str
    quote: str


def rows(document: Document) -> list[Row]:
    return [Row(f.indicator, f.stat, f"{f.value:f}", f.unit, document.text[f.start : f.end]) for f in extract(document)]


def figures(text: str, **more: str) -> tuple[Figure, ...]:
    return extract(make_document(text, **more))


def test_a_sentence_of_count_growth_and_share() -> None:
    document = make_document("2023年，全市发明专利授权量 1200 件，同比增长 15.5%，占授权总量的 30%。", region="杭州市")
    name, start = "发明专利授权量", "全市发明专利授权量 1200 件"
    assert rows(document) == [
        Row(name, "count", "1200", "件", start),
        Row(name, "growth_yoy", "15.5", "%", f"{start}，同比增长 15.5%"),
        Row(name, "share", "30", "%", f"{start}，同比增长 15.5%，占授权总量的 30%"),
    ]
    found = extract(document)
    assert [(f.period, f.region, f.status) for f in found] == [("2023", "杭州市", "actual")] * 3
    assert [f.direction for f in found] == [None, "increase", None]
    assert found[0].dimensions == (("专利类型", "发明专利"),)


def test_members_of_a_list_belong_to_its_values() -> None:
    found = figures("2022年，企业、高校的专利申请量分别为 300 件、120 件。")
    assert [(f.indicator, f.dimensions, f.value) for f in found] == [
        ("专利申请量", (("权利主体", "企业"),), 300),
        ("专利申请量", (("权利主体", "高校"),), 120),
    ]


def test_a_target_with_its_comparator() -> None:
    (found,) = figures("到2025年，力争有效发明专利拥有量突破 2 万件。")
    assert (found.value, found.unit, found.normalized_value, found.normalized_unit) == (2, "万件", 20000, "件")
    assert (found.comparator, found.status, found.period, found.nature) == ("gt", "target", "2025", "stock")


def test_an_amount_and_its_rank() -> None:
    amount, rank = figures("商标质押金额超过 3.2 亿元，居全省第 2 位。", region="杭州市")
    assert (amount.stat, amount.comparator, amount.normalized_value) == ("amount", "gt", 320000000)
    assert (rank.stat, rank.value, rank.reference, rank.indicator) == ("rank", 2, "全省", amount.indicator)
    assert (amount.region, rank.region) == ("杭州市", "杭州市")


def test_a_spelled_count() -> None:
    text = "查处商标侵权案件三百二十五起。"
    (found,) = figures(text)
    assert (found.value, found.unit, text[found.value_start : found.value_end]) == (325, "起", "三百二十五起")


@pytest.mark.parametrize(
    "text",
    [
        "商标注册申请应当在52天内提交，逾期不予受理。",
        "质押登记 5 个工作日内办结，有效期为 10 年。",
        "依据《专利法》第六十八条，拨打 12315 热线。",
        "本办法自2021年6月1日起施行。",
        "",
    ],
)
def test_deadlines_and_names_are_no_figures(text: str) -> None:
    assert figures(text) == ()


def test_a_heading_dates_the_paragraph_under_it() -> None:
    (found,) = extract(make_document("商标注册量 50 件。", headings=("2022年商标工作",)))
    assert (found.period, found.basis) == ("2022", "section")


def test_a_relative_year_counts_from_the_day_of_issue() -> None:
    (found,) = figures("去年专利授权量 70 件。", issued_on="2024-04-26")
    assert (found.period, found.basis) == ("2023", "clause")


def test_a_restatement_points_to_the_first() -> None:
    first, second = figures("专利授权量 70 件。\n如上所述，专利授权量 70 件。")
    assert (first.duplicate_of, second.duplicate_of) == (None, first.id)


def test_extraction_is_reproducible() -> None:
    text = "2023年商标注册量 50 件，同比增长 2%。"
    assert figures(text) == figures(text)


# ------------------------------------------------------------------------------------------------------------ tables


def test_a_table_of_years() -> None:
    document = make_table(
        ["指标\t2022年\t2023年", "专利授权量（件）\t120\t1,500", "质押融资金额（万元）\t3000\t4500.5"], region="杭州市"
    )
    found = extract(document)
    assert [(f.indicator, f.stat, f.period, f.value, f.unit, f.normalized_value) for f in found] == [
        ("专利授权量", "count", "2022", 120, "件", 120),
        ("专利授权量", "count", "2023", 1500, "件", 1500),
        ("知识产权质押融资金额", "amount", "2022", 3000, "万元", 30000000),
        ("知识产权质押融资金额", "amount", "2023", Decimal("4500.5"), "万元", 45005000),
    ]
    assert [document.text[f.value_start : f.value_end] for f in found] == ["120", "1,500", "3000", "4500.5"]
    assert found[0].cell == Cell("专利授权量（件）", "2022年")
    assert document.text[found[0].start : found[0].end] == "专利授权量（件）\t120\t1,500"
    assert {f.region for f in found} == {"杭州市"}


@pytest.mark.parametrize(
    ("title", "above", "period", "basis"),
    [
        ("2023年商标统计表", "", "2023", "document"),
        ("商标统计表", "表1 2022年商标情况\n", "2022", "section"),
        ("2023年商标统计表", "表1 2022年商标情况\n单位：件\n", "2022", "section"),
        ("商标统计表", "2022年我们做了许多工作。\n", None, "none"),
    ],
)
def test_a_table_takes_its_year_from_the_caption_or_title(
    title: str, above: str, period: str | None, basis: str
) -> None:
    (found,) = extract(make_table(["类别\t数量", "商标注册量\t50"], above, title))
    assert (found.period, found.basis, found.value) == (period, basis, 50)


def test_last_year_in_a_header_counts_from_the_table_year() -> None:
    found = extract(make_table(["指标\t本年\t上年", "商标注册量\t50\t40"], title="2023年商标统计表"))
    assert [(f.indicator, f.period, f.basis, f.value) for f in found] == [
        ("商标注册量", "2023", "clause", 50),
        ("商标注册量", "2022", "clause", 40),
    ]


def test_serial_numbers_and_certificate_numbers_are_no_figures() -> None:
    document = make_table(
        ["序号\t类别\t申请量\t增速（%）\t证书号", "1\t发明专利\t1,200\t-3.5\t998", "2\t商标\t2.1万\t5.0\t999"],
        "单位：件\n",
    )
    found = extract(document)
    assert [(f.indicator, f.stat, f.value, f.unit, f.normalized_value) for f in found] == [
        ("发明专利申请量", "count", 1200, "件", 1200),
        ("发明专利增速", "growth_yoy", Decimal("-3.5"), "%", Decimal("-3.5")),
        ("商标申请量", "count", Decimal("2.1"), "万件", 21000),
        ("商标增速", "growth_yoy", 5, "%", 5),
    ]
    assert found[0].dimensions == (("专利类型", "发明专利"),)
    assert found[0].cell == Cell("发明专利", "申请量", "件")


def test_a_unit_line_of_two_units() -> None:
    found = extract(make_table(["指标\t数额\t同比增速", "技术合同成交额\t3.5\t12.1"], "单位：亿元、%\n"))
    assert [(f.stat, f.value, f.unit) for f in found] == [
        ("amount", Decimal("3.5"), "亿元"),
        ("growth_yoy", Decimal("12.1"), "%"),
    ]


def test_rows_of_regions() -> None:
    found = extract(make_table(["地区\t专利授权量（件）", "余杭区\t70", "西湖区\t60"], region="杭州市"))
    assert [(f.region, f.indicator, f.value) for f in found] == [
        ("杭州市余杭区", "专利授权量", 70),
        ("杭州市西湖区", "专利授权量", 60),
    ]


def test_ranks_and_rates_per_head_in_a_table() -> None:
    found = extract(make_table(["地区\t排名\t发明专利拥有量（件/万人）", "杭州市\t1\t80.5"]))
    assert [(f.stat, f.value, f.unit, f.normalized_unit) for f in found] == [
        ("rank", 1, "位", "位次"),
        ("per_capita", Decimal("80.5"), "件/万人", "件/万人"),
    ]


@pytest.mark.parametrize("cell", ["—", "", "2023年", "约定", "2023.1.2", "见附件"])
def test_cells_that_hold_no_size(cell: str) -> None:
    assert extract(make_table(["类别\t数量", f"商标注册量\t{cell}"])) == ()


# --------------------------------------------------------------------------------------------------------- invariants

PIECES = st.sampled_from(
    [
        "2023年", "上年同期", "截至目前", "全市", "余杭区", "专利申请量", "发明专利", "商标",
        "企业、高校", "的", "分别为", "同比增长",
        "占", "居全省第", "力争", "达到", "超过", " 12 ", "3.5", "1,200", "三百二十", "三成", "件", "%",
        "万元", "亿", "个百分点", "位",
        "以上", "、", "，", "。", "；", "\n", "（", "）", "《", "》", "：", "和",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80))
def test_quotes_re_slice_and_values_stand_inside(text: str) -> None:
    document = make_document(text, region="杭州市")
    found = extract(document)
    assert [f.value_start for f in found] == sorted(f.value_start for f in found)
    assert len({f.id for f in found}) == len(found)
    for figure in found:
        assert 0 <= figure.start <= figure.value_start < figure.value_end <= figure.end <= len(text)
        assert "\n" not in text[figure.start : figure.end]
        assert text[figure.start : figure.end].strip()
        assert figure.indicator


@given(
    st.lists(
        st.lists(st.text(alphabet="专利商标量年位%万件0123456789.,-（） ", max_size=8), min_size=3, max_size=3),
        min_size=1,
        max_size=4,
    )
)
def test_any_table_is_read(cells: list[list[str]]) -> None:
    document = make_table(["\t".join(row) for row in cells])
    for figure in extract(document):
        assert figure.start <= figure.value_start < figure.value_end <= figure.end
        assert any(c.isdigit() for c in document.text[figure.value_start : figure.value_end])


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("2023年全市研究与试验发展（R&D）经费支出56.38亿元。", "研发经费投入"),
        ("2023年，全年地区生产总值（GDP）1234.5亿元。", "地区生产总值"),
    ],
)
def test_an_abbreviation_in_brackets_parts_no_name(sentence: str, indicator: str) -> None:
    assert [figure.indicator for figure in figures(sentence)] == [indicator]


def test_a_summary_of_a_year_speaks_of_that_year() -> None:
    found = extract(make_document("查处案件96件。", title="某区知识产权局2023年工作总结"))
    assert [(f.indicator, f.period) for f in found] == [("查处案件", "2023")]


def test_the_line_of_a_page_that_counts_its_visits_holds_no_figure() -> None:
    assert rows(make_document("发布日期：2024-01-05   来源：某局   浏览次数：128次")) == []


def test_the_day_of_an_imprint_is_not_the_time_of_the_next_paragraph() -> None:
    found = extract(make_document("某办公室编 2023年12月20日\n全市专利授权量5230件。"))
    assert [(f.value, f.period) for f in found] == [(Decimal(5230), None)]
