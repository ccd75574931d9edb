"""Administrative divisions in text: names, namesakes, the document's own region, and places that are only a scope."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.figures.context.regions import (
    Region,
    ancestors,
    code_of,
    contains,
    full_name,
    is_scope,
    regions,
    short_name,
)
from ipqa.figures.context.whereabouts import document_region

HOME = "330110"  # 杭州市余杭区


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("浙江省杭州市余杭区", None, [Region(0, 9, "杭州市余杭区", "330110")]),
        ("广西南宁", None, [Region(0, 4, "南宁市", "4501")]),
        ("内蒙古专利", None, [Region(0, 3, "内蒙古自治区", "15")]),
        ("全国和全球", None, [Region(0, 2, "全国"), Region(3, 5, "全球")]),
        ("我国专利", None, [Region(0, 2, "全国")]),
        ("鼓楼区", None, [Region(0, 3, "鼓楼区")]),
        ("南京市鼓楼区", None, [Region(0, 6, "南京市鼓楼区", "320106")]),
        ("鼓楼区", "3201", [Region(0, 3, "南京市鼓楼区", "320106")]),
        ("我市与全省", HOME, [Region(0, 2, "杭州市", "3301", True), Region(3, 5, "浙江省", "33", True)]),
        ("全区", HOME, [Region(0, 2, "杭州市余杭区", HOME, True)]),
        ("余杭专利", HOME, [Region(0, 2, "杭州市余杭区", HOME)]),
        ("全县", HOME, []),
        ("全区域", HOME, []),
        ("余杭大道", HOME, []),
        ("北京大学", None, []),
        ("专利", None, []),
    ],
)
def test_mentions(text: str, home: str | None, expected: list[Region]) -> None:
    assert regions(text, home) == expected


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("洛阳市", "洛阳"), ("赵县", "赵县"), ("内蒙古自治区", "内蒙古"), ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"),
        ("恩施土家族苗族自治州", "恩施"), ("海西蒙古族藏族自治州", "海西"), ("大兴安岭地区", "大兴安岭"),
    ],
)  # fmt: skip
def test_short_name(name: str, short: str) -> None:
    assert short_name(name) == short


def test_codes_and_names() -> None:
    assert (full_name("33"), full_name("3301"), full_name(HOME)) == ("浙江省", "杭州市", "杭州市余杭区")
    assert full_name("110108") == "北京市海淀区"
    assert ancestors(HOME) == ("3301", "33")
    assert (code_of("杭州市余杭区"), code_of("余杭区"), code_of("全国"), code_of(None)) == (HOME, None, None, None)


@pytest.mark.parametrize(
    ("outer", "inner", "inside"),
    [
        ("浙江省", "杭州市余杭区", True),
        ("杭州市", "杭州市", True),
        ("杭州市", "浙江省", False),
        ("杭州市", "宁波市", False),
        ("全国", "杭州市", True),
        ("全国", "全球", False),
        ("全球", "全国", True),
        ("杭州市", "全国", False),
        ("杭州市", None, False),
        (None, None, True),
    ],
)
def test_contains(outer: str | None, inner: str | None, inside: bool) -> None:
    assert contains(outer, inner) is inside


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("居全市第 4 位", True),
        ("高于全国平均水平", True),
        ("占全省比重", True),
        ("全国12315平台", True),
        ("全市 2021 年授权", False),
        ("余杭区商标申请量", False),
    ],
)
def test_scope(text: str, scope: bool) -> None:
    assert [is_scope(text, region) for region in regions(text, HOME)] == [scope]


@pytest.mark.parametrize(
    ("title", "text", "region"),
    [
        ("浙江省杭州市知识产权白皮书", "", "杭州市"),
        ("国务院关于专利工作的意见", "", "全国"),
        ("全国专利调查报告", "", "全国"),
        ("年度报告", "苏州市发布。苏州市专利授权量增长。无锡市。", "苏州市"),
        ("年度报告", "我国专利。全国商标。", "全国"),
        ("年度报告", "苏州市一次。", None),
        ("工作简报", "", None),
    ],
)
def test_document_region(title: str, text: str, region: str | None) -> None:
    assert document_region(title, text) == region


@given(
    st.lists(
        st.sampled_from([*"省市区县全我本和与居第 ", "杭州", "余杭区", "北京市", "中国", "鼓楼区"]), max_size=20
    ).map("".join)
    | st.text(max_size=40),
    st.sampled_from([None, HOME, "3301", "33"]),
)
def test_mentions_are_ordered_disjoint_and_inside_the_text(text: str, home: str | None) -> None:
    end = 0
    for region in regions(text, home):
        assert end <= region.start < region.end <= len(text)
        assert not region.code or full_name(region.code) == region.name
        end = region.end


@pytest.mark.parametrize("text", ["中国专利奖", "中国农业银行", "其中国家级中心"])
def test_a_name_that_begins_with_the_country_is_no_place(text: str) -> None:
    assert regions(text, HOME) == []
