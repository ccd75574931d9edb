"""Follow-up questions -> standalone ones, and the questions of one turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.answering.dialogue import follows, parts, standalone
from ipqa.records import Turn
from ipqa.statistics.asked.slots import slots


def after(question: str, *before: str) -> str:
    return standalone(question, [Turn("user", text) for text in before])


GRANTED = "2023年芜湖市发明专利授权量是多少？"


@pytest.mark.parametrize(
    ("question", "period", "region", "object_", "measures"),
    [
        ("2022年呢？", "2022", "芜湖市", "发明专利", {"授权量"}),
        ("前一年呢？", "2022", "芜湖市", "发明专利", {"授权量"}),
        ("合肥市呢？", "2023", "合肥市", "发明专利", {"授权量"}),
        ("申请量呢？", "2023", "芜湖市", "发明专利", {"申请量"}),
        ("那实用新型专利呢？", "2023", "芜湖市", "实用新型专利", {"授权量"}),
    ],
)
def test_what_a_turn_names_replaces_what_the_last_one_named(
    question: str, period: str, region: str, object_: str, measures: set[str]
) -> None:
    found = slots(after(question, GRANTED))
    assert (found.period, found.region, found.concept.object, set(found.concept.measures)) == (
        period, region, object_, measures,
    )  # fmt: skip


def test_a_chain_of_follow_ups_keeps_what_each_named() -> None:
    found = slots(after("实用新型专利呢？", GRANTED, "2022年呢？"))
    assert (found.period, found.region, found.concept.object) == ("2022", "芜湖市", "实用新型专利")


def test_a_new_question_stands_alone() -> None:
    question = "2024年合肥市知识产权质押融资金额是多少？"
    assert not follows(question)
    assert after(question, GRANTED) == question


def test_the_assistant_says_nothing_about_the_question() -> None:
    history = [Turn("assistant", "2019年黄山市商标注册量 5 件。")]
    assert standalone("2022年呢？", history) == "2022年呢？"
    both = [Turn("user", GRANTED), *history]
    assert standalone("2022年呢？", both) == after("2022年呢？", GRANTED)


def test_both_of_two_turns() -> None:
    found = after("两者相差多少？", GRANTED, "2022年呢？")
    assert "两者" not in found
    assert found.endswith("相差多少？")
    assert "2023年" in found
    assert "2022年" in found


@given(st.text(max_size=30))
def test_without_a_conversation_nothing_changes(question: str) -> None:
    assert standalone(question, ()) == question


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("专利授权量增长了多少？在全市排第几？", ["专利授权量增长了多少？", "在全市排第几？"]),
        ("有效发明专利有多少件，商标有多少件", ["有效发明专利有多少件", "商标有多少件"]),
        ("2023年专利授权量和增速是多少？", ["2023年专利授权量", "增速是多少？"]),
        ("专利授权量是多少？", ["专利授权量是多少？"]),
        ("发明专利和商标哪个多", ["发明专利和商标哪个多"]),
    ],
)
def test_parts(question: str, expected: list[str]) -> None:
    assert parts(question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("2022年度省科学技术奖一等奖给了谁？", "那二等奖有几项？", "2022年度省科学技术奖二等奖，二等奖有几项？"),
        ("2023年城镇居民人均可支配收入是多少？", "农村呢？", "2023年居民人均可支配收入，农村？"),
        ("2023年芜湖市出口额是多少？", "进口呢？", "2023年芜湖市进口额，进口？"),
        ("2023年上半年专利授权量是多少？", "下半年呢？", "2023年下半年专利授权量，下半年？"),
        ("2023年芜湖市专利批了多少件？", "换成合肥看看", "2023年专利授权，合肥"),
    ],
)
def test_what_excludes_each_other_is_replaced(before: str, question: str, expected: str) -> None:
    assert after(question, before) == expected


def test_the_parts_of_a_question_joined_by_a_mark() -> None:
    assert parts("去年申请了多少件发明专利、批下来多少？") == ["去年申请了多少件发明专利", "批下来多少？"]


def test_a_rank_alone_is_of_what_was_asked_before() -> None:
    assert follows("在全国能排第几？")
