"""Text -> slots: what is asked of which indicator, where, when, of whom."""

import pytest

from ipqa.statistics.asked.slots import asked_unit, covered, prepared, slots


def test_slots_of_a_question() -> None:
    found = slots("2023年芜湖市企业发明专利授权量是多少件？")
    assert (found.period, found.region, found.stat, found.unit, found.status) == ("2023", "芜湖市", None, "count", None)
    assert (found.concept.object, set(found.concept.measures)) == ("发明专利", {"授权量"})
    assert ("权利主体", "企业") in found.members


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("2023年专利授权量", "2023"),
        ("2021至2023年专利授权量", "2021/2023"),
        ("2023年上半年专利授权量", "2023-01/2023-06"),
        ("2023年3月专利授权量", "2023-03"),
        ("专利授权量 2021 芜湖市", "2021"),
        ("“十四五”期间专利授权量", "2021/2025"),
        ("专利授权量", None),
    ],
)
def test_period(question: str, period: str | None) -> None:
    assert slots(question).period == period


def test_relative_years_are_counted_from_the_anchor() -> None:
    assert slots("去年专利授权量", anchor=2024).period == "2023"
    assert slots("今年专利授权量", anchor=2024).period == "2024"
    assert slots("去年专利授权量").period is None


def test_the_year_that_is_compared_with_is_not_the_year_asked() -> None:
    assert slots("2023年专利授权量较上年同期增长多少").period == "2023"


@pytest.mark.parametrize(
    ("question", "stat"),
    [
        ("专利授权量占比", "share"), ("专利授权量同比增速", "growth"), ("专利授权量在全市排第几", "rank"),
        ("每万人有效发明专利拥有量", "per_capita"), ("专利授权量是多少", None),
    ],
)  # fmt: skip
def test_stat(question: str, stat: str | None) -> None:
    assert slots(question).stat == stat


@pytest.mark.parametrize(
    ("question", "status"),
    [("2024年计划新增多少家", "target"), ("2024年实际新增多少家", "actual"), ("2024年新增多少家", None)],
)
def test_status(question: str, status: str | None) -> None:
    assert slots(question).status == status


def test_a_place_inside_a_name_is_no_region() -> None:
    assert slots("中国银行质押融资金额").region is None
    assert slots("芜湖市质押融资金额").region == "芜湖市"


def test_asking_words_are_no_content() -> None:
    assert slots("请问2023年芜湖市一共有多少家知识产权优势企业？").words == ("知识产权", "优势", "企业")


def test_covered_knows_short_forms_synonyms_and_parts() -> None:
    assert covered(prepared("规上"), prepared("规模以上工业"))
    assert covered("公司", prepared("高新技术企业"))
    assert covered("贯标认证", prepared("贯标体系认证"))
    assert not covered("商标", prepared("专利授权量"))


@pytest.mark.parametrize(
    ("question", "unit"), [("质押融资几笔？", "笔"), ("有多少家优势企业？", "家"), ("专利授权量是多少？", None)]
)
def test_asked_unit(question: str, unit: str | None) -> None:
    assert asked_unit(question) == unit
