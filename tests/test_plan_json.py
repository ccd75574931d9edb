"""A plan as JSON: what validates is executed as a question is, what does not is refused with its reason."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.statistics import PLAN_SCHEMA, InvalidPlan, plan_from_json, query_of, read_question
from ipqa.statistics.asked.plan_json import PlanRequest


def test_all_fields() -> None:
    request = plan_from_json(
        {
            "operation": "sum",
            "indicator": "商标注册量",
            "members": ["企业"],
            "regions": ["芜湖市", "合肥市"],
            "periods": ["2022", "2023"],
            "stat": "growth",
            "status": "target",
            "by": "地区",
            "lowest": True,
        }
    )
    assert request == PlanRequest(
        "商标注册量", "sum", ("企业",), ("芜湖市", "合肥市"), ("2022", "2023"), "growth", "target", "地区", True
    )


def test_short_names_and_periods_in_words() -> None:
    request = plan_from_json({"op": "compare", "indicator": "专利授权量", "region": "芜湖市", "period": "2024上半年"})
    assert (request.operation, request.regions, request.periods) == ("compare", ("芜湖市",), ("2024-01/2024-06",))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ([], "a plan is an object"),
        ({}, "indicator: a text"),
        ({"indicator": ""}, "indicator: a text"),
        ({"indicator": 7}, "indicator: a text"),
        ({"indicator": "量" * 81}, "indicator: 80 characters at most"),
        ({"indicator": "专利授权量", "code": "1+1"}, "code: unknown field"),
        ({"indicator": "专利授权量", "periods": ["某年"]}, "periods: 某年 is no period"),
        ({"indicator": "专利授权量", "stat": "median"}, "stat: one of share, growth, rank, per_capita, rate"),
        ({"indicator": "专利授权量", "status": "given"}, "status: one of actual, target"),
        ({"indicator": "专利授权量", "lowest": "yes"}, "lowest: true or false"),
        ({"indicator": "专利授权量", "regions": [["芜湖市"]]}, "regions: a text"),
        ({"indicator": "专利授权量", "periods": [str(y) for y in range(1950, 2011)]}, "61 cells, 60 at most"),
    ],
)
def test_refused(data: object, reason: str) -> None:
    with pytest.raises(InvalidPlan) as refused:
        plan_from_json(data)
    assert str(refused.value) == reason


def test_an_operation_that_needs_the_users_numbers_is_none_of_a_plan() -> None:
    with pytest.raises(InvalidPlan, match="operation: one of lookup, "):
        plan_from_json({"indicator": "专利授权量", "operation": "convert"})


def test_every_cell_is_asked_for() -> None:
    query = query_of(
        plan_from_json({"indicator": "商标注册量", "regions": ["芜湖市", "合肥市"], "periods": ["2022", "2023"]}), "{}"
    )
    assert query.operation == "compare"
    assert [(cell.region, cell.period) for cell in query.operands] == [
        ("芜湖市", "2022"), ("芜湖市", "2023"), ("合肥市", "2022"), ("合肥市", "2023"),
    ]  # fmt: skip


def test_a_question_that_is_no_valid_plan_is_read_as_text() -> None:
    question = json.dumps({"operation": "drop", "indicator": "商标注册量"}, ensure_ascii=False)
    assert read_question(question).operation == "lookup"


def test_the_schema_names_every_field() -> None:
    assert list(PLAN_SCHEMA["properties"]) == [
        "operation", "indicator", "members", "regions", "periods", "stat", "status", "by", "lowest",
    ]  # fmt: skip


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*PLAN_SCHEMA["properties"], "x"]), inner)
    ),
    max_leaves=8,
)


@given(JSON)
def test_any_json_is_a_plan_or_refused(data: object) -> None:
    try:
        request = plan_from_json(data)
    except InvalidPlan:
        return
    assert request.indicator
