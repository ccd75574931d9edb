"""Question -> query: its operation, its operands, and the kind of answer that it wants."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipqa.statistics.asked.query import excludes, read_question


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("2023年专利授权量是多少？", "lookup"),
        ("发明专利授权量占专利授权量的比重是多少？", "lookup"),
        ("专利申请量比专利授权量多多少件？", "difference"),
        ("2022年和2023年专利授权量相差多少？", "difference"),
        ("专利授权量是商标注册量的几倍？", "ratio"),
        ("质押融资金额平均到每笔是多少万元？", "ratio"),
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


@pytest.mark.parametrize(
    ("question", "numeric", "duration"),
    [("专利权质押登记要几个工作日？", False, True),
     ("专利授权量是多少？", True, False), ("专利授权量", True, False), ("审核要多长时间？", False, True),
     ("能否申请贴息？", False, False), ("申请贴息要哪些材料？", False, False)],
)  # fmt: skip
def test_what_kind_of_answer_is_wanted(question: str, numeric: bool, duration: bool) -> None:
    found = read_question(question)
    assert (found.numeric, found.duration) == (numeric, duration)


@settings(deadline=None)  # the first call loads the tables
@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert read_question(text).operands


@pytest.mark.parametrize(
    ("question", "excluding"),
    [
        ("云溪市有效发明专利，不是企业的有多少件？", True),
        ("云溪市专利授权量，不要发明专利的有几件？", True),
        ("除发明专利以外，云溪市授权了多少件专利？", True),
        ("除企业以外的申请人有多少家？", True),
        ("商标申请量是多少，不是注册量", False),
        ("有效发明专利是不是有多少件都能质押？", False),
        ("个税每月能扣除多少？", False),
    ],
)
def test_all_but_some_is_no_question_for_a_total(question: str, excluding: bool) -> None:
    assert excludes(question) is excluding
