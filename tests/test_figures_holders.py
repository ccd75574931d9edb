"""Whose number it is, of what, where and when: rows of bodies and districts, shares with their whole, lengths of time,
parts of a total, targets met, and the place that a document is about."""

from decimal import Decimal

import pytest
from figure_documents import make_document

from ipqa.figures.context.regions import Region
from ipqa.figures.context.shorthand import short_places
from ipqa.figures.context.whereabouts import document_region
from ipqa.figures.extraction import extract
from ipqa.records import Figure

CITY = "襄阳市"


def figures(text: str, title: str = "襄阳市2023年工作总结", region: str | None = CITY) -> tuple[Figure, ...]:
    return extract(make_document(text, title, region))


@pytest.mark.parametrize(
    ("title", "text", "issuer", "source", "region"),
    [
        ("2025年永春县政府工作报告", "", None, "", "泉州市永春县"),
        ("青岛市2016—2022年专利申请授权情况", "", None, "", "青岛市"),
        ("政府工作报告", "2025年1月8日在丰都县第十八届人民代表大会第五次会议上\n县长 某某", None, "", "重庆市丰都县"),
        ("2025年鼓楼区政府工作报告", "在南京市鼓楼区第十九届人民代表大会上", None, "", "南京市鼓楼区"),
        ("2025年鼓楼区政府工作报告", "", None, "", "鼓楼区"),
        ("工作总结", "2023年，荔波县获授权专利 8 件。全县商标 12 件。", None, "", "黔南布依族苗族自治州荔波县"),
        ("工作简报", "根据国家知识产权局通知，某公司申请专利 100 件。", None, "", None),
        ("工作简报", "国家知识产权局\n2023年5月", None, "", "全国"),
        ("专利数据", "", "嘉兴市市场监督管理局", "", "嘉兴市"),
        ("专利数据", "", None, "宜兴市专利统计.csv", "无锡市宜兴市"),
        ("专利数据", "", None, "宜兴专利统计.csv", None),
        ("武汉大学2023年科技年报", "", None, "", "武汉大学"),
    ],
)
def test_the_place_of_a_document(title: str, text: str, issuer: str | None, source: str, region: str | None) -> None:
    assert document_region(title, text, issuer, source) == region


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        (
            "枣阳、老河口、宜城三市",
            "4206",
            [
                Region(0, 2, "襄阳市枣阳市", "420683"),
                Region(3, 6, "襄阳市老河口市", "420682"),
                Region(7, 11, "襄阳市宜城市", "420684"),
            ],
        ),
        (
            "思明、湖里两区拥有",
            None,
            [Region(0, 2, "厦门市思明区", "350203"), Region(3, 7, "厦门市湖里区", "350206")],
        ),
        ("樊城880件", "4206", [Region(0, 2, "襄阳市樊城区", "420606")]),
        ("樊城880件", None, []),
        ("推进樊城建设", "4206", []),
        ("和平、解放两区", None, []),
    ],
)
def test_places_in_short(text: str, home: str | None, expected: list[Region]) -> None:
    assert short_places(text, home, ()) == expected


def test_districts_of_a_row_have_their_places() -> None:
    found = figures("樊城专利授权 1920 件，襄城 880 件。谷城、南漳两县分别为 310 件、210 件。")
    assert [(f.region, f.indicator, f.value) for f in found] == [
        ("襄阳市樊城区", "专利授权量", Decimal(1920)),
        ("襄阳市襄城区", "专利授权量", Decimal(880)),
        ("襄阳市谷城县", "专利授权量", Decimal(310)),
        ("襄阳市南漳县", "专利授权量", Decimal(210)),
    ]


def test_bodies_of_a_row_share_what_was_told_before() -> None:
    found = figures("全市质押贷款金额 60 亿元。从银行看，工商银行 33.18 亿元、汉口银行 9.5 亿元。")
    assert [(f.entity, f.indicator, f.dimensions, f.period) for f in found] == [
        (None, "知识产权质押融资金额", (), "2023"),
        ("工商银行", "知识产权质押融资金额", (("成员", "工商银行"),), "2023"),
        ("汉口银行", "知识产权质押融资金额", (("成员", "汉口银行"),), "2023"),
    ]


def test_bodies_of_a_row_share_the_words_behind_the_first() -> None:
    found = figures("襄江大学专利授权量 128 件、隆中学院 101 件、汉水学院 86 件。")
    assert [(f.entity, f.indicator, f.value) for f in found] == [
        ("襄江大学", "专利授权量", Decimal(128)),
        ("隆中学院", "专利授权量", Decimal(101)),
        ("汉水学院", "专利授权量", Decimal(86)),
    ]


def test_kinds_of_bodies_hold_nothing() -> None:
    found = figures("新增上市公司 3 家、本科高校 2 所。")
    assert [f.entity for f in found] == [None, None]


@pytest.mark.parametrize(
    ("text", "indicator", "whole"),
    [
        ("高价值发明专利拥有量 910 件，占有效发明专利的 35.1%。", "高价值发明专利拥有量", "有效发明专利"),
        ("高价值发明专利占有效发明专利的 35.1%。", "高价值发明专利", "有效发明专利"),
        ("工业增加值占地区生产总值比重达到 28%。", "工业增加值占地区生产总值比重", "地区生产总值"),
        ("出货量 12 万台，占全国出货量的 8%。", "出货量", "全国"),
        ("专利授权量 90 件，占全市专利授权量的 8%。", "专利授权量", "专利授权量"),
    ],
)
def test_a_share_names_its_whole(text: str, indicator: str, whole: str) -> None:
    share = figures(text)[-1]
    assert (share.stat, share.indicator, share.reference) == ("share", indicator, whole)


def test_a_target_that_was_met_is_the_whole_of_a_share() -> None:
    first, met, growth = figures("一般公共预算收入 42.5 亿元，完成年度目标的 104.2%，增长 8.1%。")
    assert (met.stat, met.indicator, met.reference, met.status) == ("share", first.indicator, "年度目标", "actual")
    assert (growth.stat, growth.indicator, growth.status) == ("growth_yoy", first.indicator, "actual")


def test_parts_of_a_total_are_members_of_one_dimension() -> None:
    found = figures("立案查处知识产权案件 26 件，其中商标 14 件、专利 8 件、地理标志 3 件、其他 1 件。")
    assert [(f.value, f.dimensions) for f in found] == [
        (Decimal(26), ()),
        (Decimal(14), (("成员", "商标"),)),
        (Decimal(8), (("成员", "专利"),)),
        (Decimal(3), (("成员", "地理标志"),)),
        (Decimal(1), (("成员", "其他"),)),
    ]
    assert {f.indicator for f in found} == {found[0].indicator}


def test_lengths_of_time_that_are_measured() -> None:
    found = figures("平均审理天数由 128 天缩短到 103 天，同比减少 25 天。平均办理时间 5.2 个工作日，压减至 3 天。")
    assert [(f.value, f.unit, f.stat, f.indicator, f.reference) for f in found] == [
        (Decimal(128), "天", "quantity", "平均审理天数", "基期"),
        (Decimal(103), "天", "quantity", "平均审理天数", "128天"),
        (Decimal(25), "天", "change_abs", "平均审理天数", None),
        (Decimal("5.2"), "个工作日", "quantity", "平均办理时间", None),
        (Decimal(3), "天", "quantity", "平均办理时间", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "申请人应当自收到通知之日起 15 个工作日内补正。",
        "会议为期 3 天，历时 2 个月完成。",
        "当事人不服的，可以在三十日内起诉。",
    ],
)
def test_deadlines_are_no_figures(text: str) -> None:
    assert figures(text) == ()


def test_kinds_are_counted_where_their_size_stands_for_the_unit() -> None:
    assert [(f.value, f.unit, f.indicator) for f in figures("全市培育5大产业集群。")] == [
        (Decimal(5), "个", "产业集群")
    ]


def test_years_of_a_series_each_have_their_own() -> None:
    found = figures("质押融资规模持续扩大，2019年只有26.5亿元，2020年48.32亿元，2021年达到90.1亿元。", region=CITY)
    assert [(f.period, f.indicator, f.value) for f in found] == [
        ("2019", "质押融资规模", Decimal("26.5")),
        ("2020", "质押融资规模", Decimal("48.32")),
        ("2021", "质押融资规模", Decimal("90.1")),
    ]


@pytest.mark.parametrize(
    ("heading", "text", "status", "period"),
    [
        ("一、2024年工作回顾", "全年预计实现工业增加值增长7.5%。", "forecast", "2024"),
        ("一、2024年工作回顾", "围绕年度目标，新增高新技术企业48家。", "actual", "2024"),
        ("一、2024年工作回顾", "实施人才培养计划，引进博士12名。", "actual", "2024"),
        ("二、2025年主要预期目标", "新增高新技术企业50家。", "target", "2025"),
        ("三、2025年工作安排", "去年建成创新平台12个。", "actual", "2024"),
        ("三、2025年工作安排", "培育专精特新企业20家。", "target", "2025"),
    ],
)
def test_reviews_and_plans_of_a_work_report(heading: str, text: str, status: str, period: str) -> None:
    document = make_document(text, "2025年宜都市政府工作报告", "宜昌市宜都市", headings=(heading,))
    assert [(f.status, f.period) for f in extract(document)] == [(status, period)]


def test_a_review_of_the_year_of_the_title_is_no_plan() -> None:
    document = make_document("受理案件 5 件。", "知识产权司法保护状况（2023年）", headings=("一、2023年审判工作概况",))
    assert [(f.status, f.period) for f in extract(document)] == [("actual", "2023")]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("截至2023年底，有效发明专利 9120 件。", "2023"),
        ("截至2024年6月末，有效发明专利 9120 件。", "2024-06"),
        ("6月底，有效发明专利 9120 件。", "2023-06"),
        ("2023年末，有效发明专利 9120 件。", "2023"),
    ],
)
def test_a_stock_is_of_its_day(text: str, period: str) -> None:
    assert [(f.indicator, f.period) for f in figures(text)] == [("有效发明专利", period)]


def test_what_was_carried_over_dates_itself_alone() -> None:
    found = figures("全年新收案件 983 件，上年旧存 60 件，审结 871 件。")
    assert [(f.value, f.period) for f in found] == [
        (Decimal(983), "2023"),
        (Decimal(60), "2022"),
        (Decimal(871), "2023"),
    ]


def test_words_before_a_comma_belong_to_the_number_before() -> None:
    assert [(f.value, f.indicator) for f in figures("汇聚3家百亿企业、12所高校。")] == [
        (Decimal(3), "百亿企业"),
        (Decimal(12), "高校"),
    ]


def test_towns_of_a_row_are_members_of_a_place() -> None:
    found = figures("质押融资金额 60 亿元。\n从镇街看，隆中镇 8 亿元、鱼梁洲街道 5 亿元。")
    assert [(f.region, f.entity, f.indicator, f.dimensions) for f in found] == [
        (CITY, None, "知识产权质押融资金额", ()),
        (CITY, None, "知识产权质押融资金额", (("地区", "隆中镇"),)),
        (CITY, None, "知识产权质押融资金额", (("地区", "鱼梁洲街道"),)),
    ]


def test_deeds_are_of_the_cases_told_before() -> None:
    found = figures("受理专利案件 90 件。\n樊城、襄城两区法院分别受理 41 件、29 件。\n全年审结 87 件。")
    assert [(f.region, f.indicator, f.value) for f in found] == [
        (CITY, "受理专利案件", Decimal(90)),
        ("襄阳市樊城区", "受理专利案件", Decimal(41)),
        ("襄阳市襄城区", "受理专利案件", Decimal(29)),
        (CITY, "专利案件审结", Decimal(87)),
    ]
