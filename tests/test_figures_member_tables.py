"""Tables whose rows are banks, courts, colleges or industries: members, named by the header over them."""

from decimal import Decimal

import pytest
from test_figures_tables import document, told

from ipqa.figures.extraction import extract
from ipqa.figures.tabular.table_grid import member_kind
from ipqa.figures.tabular.table_units import counted_unit

FIELDS = "indicator dimensions value unit"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("银行", "成员"), ("放贷金融机构", "成员"), ("学院", "成员"), ("案由", "成员"), ("申请人", "成员"),
        ("行业", "行业"), ("技术领域", "行业"), ("指标", ""), ("地区", ""), ("专利类型", ""), ("机构类型", ""),
    ],
)  # fmt: skip
def test_what_stands_under_a_header(header: str, kind: str) -> None:
    assert member_kind(header) == kind


@pytest.mark.parametrize(
    ("header", "unit"),
    [("批次", "批次"), ("登记笔数", "笔"), ("转化项数", "项"), ("金额", None), ("人均件数占比", None)],
)
def test_a_header_that_is_a_counting_word(header: str, unit: str | None) -> None:
    found = counted_unit(header)
    assert (found.written if found else None) == unit


def test_banks_in_a_table_of_pledges() -> None:
    rows = [
        ["银行", "笔数", "金额", "占比"],
        ["中国银行徐州分行", "58", "4.03", "10.8%"],
        ["合计", "526", "37.42", "100%"],
    ]
    made = document(rows, title="表1 银行业金融机构知识产权质押融资情况", unit="单位：笔、亿元")
    bank = (("成员", "中国银行徐州分行"),)
    assert told(extract(made), f"{FIELDS} region") == [
        ("知识产权质押融资笔数", bank, 58, "笔", None),
        ("知识产权质押融资金额", bank, Decimal("4.03"), "亿元", None),
        ("知识产权质押融资金额", bank, Decimal("10.8"), "%", None),
        ("知识产权质押融资笔数", (), 526, "笔", None),
        ("知识产权质押融资金额", (), Decimal("37.42"), "亿元", None),
        ("知识产权质押融资金额", (), 100, "%", None),
    ]


def test_industries_over_years_take_the_measure_of_the_title() -> None:
    rows = [["行业", "2023年", "2024年"], ["装备制造", "8", "11"]]
    made = document(rows, title="表3 分行业融资金额", name="某市知识产权质押融资简报")
    assert told(extract(made), "indicator dimensions value period stat") == [
        ("知识产权质押融资金额", (("行业", "装备制造"),), 8, "2023", "amount"),
        ("知识产权质押融资金额", (("行业", "装备制造"),), 11, "2024", "amount"),
    ]


def test_kinds_of_pledges_with_their_sums() -> None:
    rows = [
        ["类别", "登记笔数", "登记金额（亿元）", "惠及企业（家）"],
        ["专利质押", "11", "8", "9"],
        ["合计", "13", "10", "12"],
    ]
    assert told(extract(document(rows, title="专利商标质押登记情况")), FIELDS) == [
        ("专利质押登记笔数", (), 11, "笔"),
        ("专利质押登记金额", (), 8, "亿元"),
        ("专利质押惠及企业", (), 9, "家"),
        ("专利商标质押登记笔数", (), 13, "笔"),
        ("专利商标质押登记金额", (), 10, "亿元"),
        ("惠及企业", (), 12, "家"),
    ]


def test_causes_of_a_court_are_members_of_its_cases() -> None:
    rows = [["案由", "收案数（件）", "结案数（件）"], ["著作权权属、侵权纠纷", "14", "13"], ["合计", "31", "28"]]
    cause = (("成员", "著作权权属、侵权纠纷"),)
    assert told(extract(document(rows, title="表1 民事一审案件案由分布")), FIELDS) == [
        ("民事一审案件收案数", cause, 14, "件"),
        ("民事一审案件结案数", cause, 13, "件"),
        ("民事一审案件收案数", (), 31, "件"),
        ("民事一审案件结案数", (), 28, "件"),
    ]


def test_a_country_is_the_place_of_its_row() -> None:
    rows = [["国家/地区", "2023年"], ["日本", "28"], ["韩国", "17"]]
    found = extract(document(rows, title="主要国家专利申请量（件）"))
    assert [(f.indicator, f.region, f.value) for f in found] == [("专利申请量", "日本", 28), ("专利申请量", "韩国", 17)]


def test_an_applicant_named_like_a_city_is_no_place() -> None:
    rows = [["申请人", "申请量"], ["松原电器", "26"], ["丰木汽车", "38"]]
    found = extract(document(rows, title="主要申请人专利布局"))
    assert [(f.region, dict(f.dimensions)["成员"]) for f in found] == [(None, "松原电器"), (None, "丰木汽车")]
