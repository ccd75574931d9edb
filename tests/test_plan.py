"""Plans and their arithmetic: which figures, the exact formula, the exact Decimal."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ip_documents import known, write

from ipqa.records import Comparator, Figure
from ipqa.statistics import Known, Plan, Result, carry_out, plan, read_question
from ipqa.statistics.compute import rounded, signed, written


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> list[Known]:
    return known(write(tmp_path_factory.mktemp("plan")))


def result(question: str, figures: list[Known]) -> Result:
    made = plan(read_question(question), figures)
    assert made is not None
    return carry_out(made)


@pytest.mark.parametrize(
    ("question", "formula", "value", "unit"),
    [
        ("2023年专利申请量比专利授权量多多少件？", "5200 件 − 3600 件 = 1600 件", "1600", "件"),
        ("2023年专利授权量比专利申请量少多少件？", "5200 件 − 3600 件 = 1600 件", "1600", "件"),
        ("2021年专利授权量和2023年专利授权量相差多少？", "3600 件 − 3050 件 = 550 件", "550", "件"),
        ("2022年商标注册量同比增速比2023年高多少？", "5.1% − (−3.2%) = 8.3 个百分点", "8.3", "个百分点"),
        ("2023年专利授权量相当于专利申请量的百分之多少？", "3600 件 ÷ 5200 件 × 100% ≈ 69.23%",
         "69.23076923076923076923076923", "%"),
        ("2023年专利申请量是发明专利申请量的几倍？", "5200 件 ÷ 1300 件 = 4 倍", "4", "倍"),
        ("质押融资金额平均到每笔是多少万元？", "24500 万元 ÷ 16 笔 = 1531.25 万元/笔", "1531.25", "万元/笔"),
        ("专利转让里高校占多大比例？", "12 件 ÷ 260 件 × 100% ≈ 4.62%", "4.615384615384615384615384615", "%"),
        ("企业和高校的有效发明专利合计多少件？",
         "820 件 + 310 件 = 1130 件", "1130", "件"),
        ("2023年商标注册量和专利授权量合计多少件？", "约 9600 件 + 3600 件 ≈ 13200 件", "13200", "件"),
    ],
)  # fmt: skip
def test_formula_and_value(figures: list[Known], question: str, formula: str, value: str, unit: str) -> None:
    found = result(question, figures)
    assert (found.formula, found.value, found.unit) == (formula, Decimal(value), unit)


def test_a_sum_knows_its_stated_total(figures: list[Known]) -> None:
    found = result("各权利主体的有效发明专利加在一起总共多少件？", figures)
    assert (found.value, found.difference, found.inputs) == (Decimal(1230), Decimal(-20), (0, 1, 2))
    assert [k.figure.value for k in found.operands] == [Decimal(820), Decimal(310), Decimal(100), Decimal(1250)]


def test_a_sum_that_its_total_confirms(tmp_path: Path) -> None:
    text = (
        "# 芜湖市白皮书\n\n2023年，芜湖市有效发明专利 900 件。其中企业有效发明专利 600 件，高校有效发明专利 300 件。\n"
    )
    found = result("企业和高校的有效发明专利合计等于总量吗？", known(write(tmp_path, {"a.md": text})))
    assert (found.plan.operation, found.value, found.difference) == ("verify", Decimal(900), Decimal(0))
    assert found.formula == "600 件 + 300 件 = 900 件"


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("2023年三类专利授权量从多到少怎么排？", [2500, 700, 420]),
        ("2023年三类专利授权量从少到多怎么排？", [420, 700, 2500]),
        ("2023年三类专利里申请量最多的是哪一类？", [3100, 1300, 800]),
        ("2023年三类专利中申请量最少的是哪一类？", [800, 1300, 3100]),
        ("企业有效发明专利多还是高校有效发明专利多？", [820, 310]),
        ("2021到2023年专利授权量逐年变化？", [3050, 3300, 3600]),
    ],
)
def test_order(figures: list[Known], question: str, values: list[int]) -> None:
    found = result(question, figures)
    assert [int(k.figure.value) for k in found.operands] == values
    assert (found.formula, found.value) == (None, None)


@pytest.mark.parametrize(
    "question",
    [
        "2019年专利授权量比2023年专利授权量少多少？",
        "2023年专利授权量比集成电路布图设计登记量多多少？",
        "2023年专利授权量和质押融资金额合计多少？",
        "2023年专利授权量和质押融资金额谁多？",
    ],
)
def test_no_plan_where_an_operand_is_missing_or_of_another_unit(figures: list[Known], question: str) -> None:
    assert plan(read_question(question), figures) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [("3542.64", "3542.64"), ("2.8688", "≈2.87"), ("0.125", "≈0.13"), ("1200", "1200"), ("1.50", "1.5"),
     ("1E+3", "1000"), ("0.105", "≈0.11"), ("-2.5", "-2.5")],
)  # fmt: skip
def test_rounding_is_half_up_and_said(value: str, text: str) -> None:
    assert rounded(Decimal(value)) == text


def test_an_estimate_is_marked_even_when_nothing_is_rounded() -> None:
    assert rounded(Decimal(1200), inexact=True) == "≈1200"


@pytest.mark.parametrize(
    ("comparator", "text"),
    [("eq", "300 件"), ("gt", "超过 300 件"), ("ge", "不少于 300 件"), ("lt", "不足 300 件"), ("le", "不超过 300 件"),
     ("approx", "约 300 件"), ("gt_approx", "300 余件")],
)  # fmt: skip
def test_a_formula_keeps_comparators(figures: list[Known], comparator: Comparator, text: str) -> None:
    figure = replace(figures[0].figure, value=Decimal(300), unit="件", comparator=comparator, stat="count")
    assert written(figure) == text


@pytest.fixture(scope="module")
def any_known(figures: list[Known]) -> Known:
    return figures[0]


def sized(known: Known, value: Decimal, unit: str, factor: int, **other: object) -> Known:
    figure: Figure = replace(
        known.figure, id=f"{value}{unit}{other}", value=value, unit=unit, normalized_value=value * factor,
        normalized_unit="元", stat="amount", comparator="eq", direction=None, **other,  # type: ignore[arg-type]
    )  # fmt: skip
    return replace(known, figure=figure)


MONEY = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(999999), places=2)


@given(MONEY, MONEY)
def test_units_of_different_size_are_subtracted_in_the_unit_of_the_first(
    any_known: Known, first: Decimal, second: Decimal
) -> None:
    a, b = sized(any_known, first, "亿元", 10**8), sized(any_known, second, "万元", 10**4)
    found = carry_out(Plan("difference", (a, b)))
    assert (found.value, found.unit) == (abs(first - second / 10**4), "亿元")


@given(st.lists(MONEY, min_size=2, max_size=6))
def test_a_sum_is_exact(any_known: Known, values: list[Decimal]) -> None:
    found = carry_out(
        Plan("sum", tuple(sized(any_known, v, "万元", 10**4, document_id=str(i)) for i, v in enumerate(values)))
    )
    assert (found.value, found.unit, found.inputs) == (sum(values), "万元", tuple(range(len(values))))


def test_a_sum_that_the_text_rounds_shows_both(any_known: Known) -> None:
    parts = (sized(any_known, Decimal("6.38"), "亿元", 10**8), sized(any_known, Decimal(8650), "万元", 10**4))
    assert carry_out(Plan("sum", parts)).formula == "6.38 亿元 + 8650 万元 = 7.245 亿元 ≈ 7.25 亿元"


def test_nothing_is_divided_by_zero(any_known: Known) -> None:
    zero = sized(any_known, Decimal(0), "元", 1)
    found = carry_out(Plan("ratio", (sized(any_known, Decimal(3), "元", 1), zero)))
    assert (found.value, found.formula) == (None, None)


def test_a_fall_counts_below_zero(any_known: Known) -> None:
    growth = replace(any_known.figure, stat="growth_yoy", value=Decimal(3), normalized_value=Decimal(3))
    assert signed(replace(growth, direction="decrease")) == Decimal(-3)
    assert signed(replace(growth, direction="increase")) == Decimal(3)
    assert signed(replace(growth, stat="count", direction="decrease")) == Decimal(3)
