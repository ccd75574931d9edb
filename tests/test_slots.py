"""Question -> slots: what is asked of which indicator, where, when, of whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.statistics.slots import covered, prepared, read_question, slots


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("2023年专利授权量是多少？", "lookup"),
        ("发明专利授权量占专利授权量的比重是多少？", "lookup"),
        ("专利申请量比专利授权量多多少件？", "difference"),
        ("2022年和2023年专利授权量相差多少？", "difference"),
        ("专利授权量是商标注册量的几倍？", "ratio"),
        ("质押融资金额每笔平均多少万元？", "ratio"),
        ("企业和高校的有效发明专利合计多少件？", "sum"),
        ("各权利主体的有效发明专利之和等于总量吗？", "verify"),
        ("三类专利授权量从多到少怎么排？", "ranking"),
        ("三类专利中授权量最多的是哪一类？", "argmax"),
        ("企业有效发明专利多还是高校多？", "compare"),
        ("有效发明专利按权利主体分布", "distribution"),
        ("芜湖市和合肥市专利授权量是多少？", "compare"),
        ("2021年和2023年专利授权量分别是多少？", "compare"),
    ],
)
def test_operation(question: str, operation: str) -> None:
    assert read_question(question).operation == operation


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


def test_one_operand_per_place_and_per_year() -> None:
    assert [o.region for o in read_question("芜湖市和合肥市专利授权量谁多？").operands] == ["芜湖市", "合肥市"]
    assert [o.period for o in read_question("2022和2023年专利授权量分别是多少？").operands] == ["2022", "2023"]


def test_operands_share_what_only_one_says() -> None:
    first, second = read_question("2023年发明专利和实用新型专利的授权量相差多少？").operands
    assert [o.concept.object for o in (first, second)] == ["发明专利", "实用新型专利"]
    assert [set(o.concept.measures) for o in (first, second)] == [{"授权量"}, {"授权量"}]
    assert [o.period for o in (first, second)] == ["2023", "2023"]


def test_members_are_operands_of_a_comparison() -> None:
    found = read_question("企业和高校的有效发明专利谁多？").operands
    assert [dict(o.members)["权利主体"] for o in found] == ["企业", "高校"]


def test_a_question_as_json() -> None:
    found = read_question('{"indicator": "专利授权量", "period": "2022", "region": "芜湖市"}')
    assert (found.whole.period, found.whole.region, set(found.whole.concept.measures)) == ("2022", "芜湖市", {"授权量"})


def test_asking_words_are_no_content() -> None:
    assert slots("请问2023年芜湖市一共有多少家知识产权优势企业？").words == ("知识产权", "优势", "企业")


@pytest.mark.parametrize(
    ("question", "numeric", "duration"),
    [("专利授权量是多少？", True, False), ("专利授权量", True, False), ("审核要多长时间？", False, True),
     ("能否申请贴息？", False, False), ("申请贴息要哪些材料？", False, False)],
)  # fmt: skip
def test_what_kind_of_answer_is_wanted(question: str, numeric: bool, duration: bool) -> None:
    found = read_question(question)
    assert (found.numeric, found.duration) == (numeric, duration)


def test_covered_knows_short_forms_synonyms_and_parts() -> None:
    assert covered(prepared("规上"), prepared("规模以上工业"))
    assert covered("公司", prepared("高新技术企业"))
    assert covered("贯标认证", prepared("贯标体系认证"))
    assert not covered("商标", prepared("专利授权量"))


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    found = read_question(text)
    assert found.question == text
    assert found.operands
