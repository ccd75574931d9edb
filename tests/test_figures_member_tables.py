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


def test_the_region_stands_over_the_column_and_the_right_in_the_title() -> None:
    rows = [
        ["技术分支", "全球申请量（件）", "中国申请量（件）", "湖北申请量（件）", "湖北有效发明专利（件）"],
        ["界面改性", "3210", "1365", "82", "31"],
    ]
    found = extract(document(rows, "各一级分支专利申请量与有效发明专利", name="湖北省固态电池产业专利导航报告"))
    assert told(found, "indicator region value") == [
        ("专利申请量", "全球", Decimal("3210")),
        ("专利申请量", "全国", Decimal("1365")),
        ("专利申请量", "湖北省", Decimal("82")),
        ("有效发明专利", "湖北省", Decimal("31")),
    ]


def test_what_only_says_where_a_body_is_from_is_neither_place_nor_member() -> None:
    head = ["企业", "所在区", "研发人员（人）"]
    rows = [head, ["峡光陶瓷公司", "伍家岗区", "954"], ["清江新材公司", "西陵区", "285"]]
    found = extract(document(rows, name="宜昌市2024年重点企业情况"))
    assert told(found, "region dimensions value") == [
        ("宜昌市", (("成员", "峡光陶瓷公司"),), Decimal("954")),
        ("宜昌市", (("成员", "清江新材公司"),), Decimal("285")),
    ]


def test_a_zone_and_an_autonomous_county_by_their_short_names_are_places() -> None:
    rows = [["县（市、区）", "笔数（笔）"], ["宜昌高新区", "48"], ["长阳县", "8"]]
    found = extract(document(rows, "各县（市、区）知识产权质押融资情况", name="宜昌市2024年知识产权质押融资报告"))
    assert told(found, "indicator region dimensions value") == [
        ("知识产权质押融资笔数", "宜昌市高新区", (), Decimal("48")),
        ("知识产权质押融资笔数", "宜昌市长阳土家族自治县", (), Decimal("8")),
    ]


def test_sums_and_terms_of_pledges_under_banks() -> None:
    rows = [["银行", "发放金额（万元）", "笔均金额（万元）", "平均期限（月）"], ["湖北银行", "48120", "501.2", "12"]]
    found = extract(document(rows, "2024年各银行知识产权质押贷款发放情况", name="宜昌市2024年知识产权质押融资报告"))
    assert told(found, "indicator unit stat") == [
        ("知识产权质押融资发放金额", "万元", "amount"),
        ("知识产权质押融资笔均金额", "万元", "amount"),
        ("平均期限", "个月", "quantity"),
    ]


def test_goods_counted_by_what_they_are_divided_by() -> None:
    rows = [["渠道", "数量（万件）"], ["海运", "1302.7"], ["空运", "21.5"]]
    found = extract(document(rows, "2024年按运输（监管）渠道扣留情况", name="江门海关2024年知识产权保护状况"))
    assert told(found, "indicator dimensions") == [("扣留", (("成员", "海运"),)), ("扣留", (("成员", "空运"),))]
