"""Questions over invented figures, computed: sentence, exact value, chart; and the arithmetic against a reference."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ip_documents import known, opened, write

from ipqa.records import Answer, Figure
from ipqa.service import Ipqa
from ipqa.statistics import Known, Plan, carry_out, plan, read_question

YEARS = """# 芜湖市知识产权统计年报

2019年，芜湖市商标注册量 8000 件。

2020年，芜湖市商标注册量 9000 件。

2021年，芜湖市商标注册量 8800 件。

2022年，芜湖市商标注册量 10000 件。

2023年，芜湖市商标注册量 12500 件。
"""
CHANGES = """# 合肥市2025年工作报告

五年来，合肥市每万人发明专利拥有量从 20 件提高到 50 件。技术合同成交额由 400 亿元增加到 1000 亿元。

2024年，合肥市受理专利纠纷案件 360 件，较上年同期的 300 件增长 20%。

2024年，合肥市查处商标侵权案件 40 起，涉案金额 600 万元。
"""
PLANNED = """# 蚌埠市2024年计划

2024年，蚌埠市计划新增高新技术企业 300 家。2025年，蚌埠市计划新增高新技术企业 260 家。
"""
DONE = """# 蚌埠市2024年公报

2024年，蚌埠市新增高新技术企业 320 家。
"""
PLACES = """# 2023年全省专利统计

| 地区 | 发明专利授权量（件） |
|---|---|
| 淮北市 | 320 |
| 亳州市 | 150 |
| 宿州市 | 410 |
"""
DOCUMENTS = {"a年报.md": YEARS, "b报告.md": CHANGES, "c计划.md": PLANNED, "d公报.md": DONE, "e统计.md": PLACES}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder = tmp_path_factory.mktemp("operations")
    return opened(folder / "index", write(folder / "documents", DOCUMENTS))


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> list[Known]:
    return known(write(tmp_path_factory.mktemp("figures"), DOCUMENTS))


def lines(answer: Answer) -> list[str]:
    return answer.text.split("\n")


@pytest.mark.parametrize(
    ("question", "said", "formula", "value", "unit"),
    [
        ("芜湖市商标注册量2023年比2022年增长百分之几？", "芜湖市：2023年商标注册量比2022年增长 25%",
         "(12500 件 − 10000 件) ÷ 10000 件 × 100% = 25%", "25", "%"),
        ("2021年芜湖市商标注册量同比增速是多少？", "芜湖市：2021年商标注册量比2020年下降 ≈2.22%",
         "(9000 件 − 8800 件) ÷ 9000 件 × 100% ≈ 2.22%", "2.222222222222222222222222222", "%"),
        ("芜湖市商标注册量2023年是2019年的几倍？", "芜湖市：2023年商标注册量是2019年商标注册量的 ≈1.56 倍",
         "12500 件 ÷ 8000 件 ≈ 1.56 倍", "1.5625", "倍"),
        ("2019到2023年芜湖市一共注册了多少件商标？", "芜湖市：合计 48300 件",
         "8000 件 + 9000 件 + 8800 件 + 10000 件 + 12500 件 = 48300 件", "48300", "件"),
        ("2019到2023年芜湖市商标注册量平均每年多少件？", "芜湖市：各年平均为 9660 件",
         "(8000 件 + 9000 件 + 8800 件 + 10000 件 + 12500 件) ÷ 5 = 9660 件", "9660", "件"),
        ("2019到2023年芜湖市商标注册量年均增长多少？", "芜湖市：2019年至2023年商标注册量年均增长 ≈11.8%",
         "((12500 件 ÷ 8000 件)^(1/4) − 1) × 100% ≈ 11.8%", "11.8033988749894848204586834", "%"),
        ("2021年芜湖市商标注册量比2020年减少了多少件？", "芜湖市：2021年商标注册量比2020年商标注册量少 200 件",
         "9000 件 − 8800 件 = 200 件", "200", "件"),
        ("合肥市每万人发明专利拥有量五年提高了多少件？", "每万人发明专利拥有量从 20 件变为 50 件，提高 30 件",
         "50 件 − 20 件 = 30 件", "30", "件"),
        ("合肥市技术合同成交额涨到原来的几倍？", "技术合同成交额从 400 亿元变为 1000 亿元，是原来的 2.5 倍",
         "1000 亿元 ÷ 400 亿元 = 2.5 倍", "2.5", "倍"),
        ("合肥市2024年专利纠纷案件比上年多了多少件？", "多 60 件", "360 件 − 300 件 = 60 件", "60", "件"),
        ("2024年合肥市商标侵权案平均一起涉案多少万元？", "涉案金额平均为 15 万元/起",
         "600 万元 ÷ 40 起 = 15 万元/起", "15", "万元/起"),
        ("蚌埠市2024年新增高新技术企业完成目标了吗？", "完成了目标：目标为 300 家，实际为 320 家，比目标多 20 家",
         "320 家 − 300 家 = 20 家", "20", "家"),
        ("蚌埠市2025年新增高新技术企业的目标比2024年调高还是调低？", "调低了：",
         "300 家 − 260 家 = 40 家", "40", "家"),
        ("2023年淮北市和宿州市谁的发明专利授权量多，多多少？",
         "2023年：宿州市发明专利授权量比淮北市发明专利授权量多 90 件",
         "410 件 − 320 件 = 90 件", "90", "件"),
        ("2023年淮北市、亳州市、宿州市发明专利授权量一共多少件？", "2023年：合计 880 件",
         "320 件 + 150 件 + 410 件 = 880 件", "880", "件"),
        ("2023年淮北市、亳州市、宿州市三市发明专利授权量平均是多少件？", "2023年：平均为 ≈293.33 件",
         "(320 件 + 150 件 + 410 件) ÷ 3 ≈ 293.33 件", "293.3333333333333333333333333", "件"),
    ],
)  # fmt: skip
def test_computed(service: Ipqa, question: str, said: str, formula: str, value: str, unit: str) -> None:
    answer = service.ask(question)
    assert answer.status == "answered"
    assert said in answer.text
    assert answer.calculation is not None
    assert (answer.calculation.formula, answer.calculation.value, answer.calculation.unit) == (
        formula, Decimal(value), unit,
    )  # fmt: skip


def test_a_series_says_which_way_it_went(service: Ipqa) -> None:
    answer = service.ask("2019到2023年芜湖市商标注册量逐年是多少？哪年下降了？")
    assert lines(answer) == [
        "芜湖市：商标注册量，2019年 8000 件[1]、2020年 9000 件[2]、2021年 8800 件[3]、2022年 10000 件[4]、"
        "2023年 12500 件[5]。",
        "总体上升，其中2021年比上年下降，2020年、2022年、2023年比上年上升。最高为2023年，最低为2019年。",
    ]
    assert answer.chart is not None
    assert (answer.chart.kind, answer.chart.x) == ("line", ("2019年", "2020年", "2021年", "2022年", "2023年"))


def test_years_that_are_not_there_are_named(service: Ipqa) -> None:
    answer = service.ask("2018到2020年芜湖市商标注册量逐年是多少？")
    assert lines(answer) == [
        "芜湖市：商标注册量，2019年 8000 件[1]、2020年 9000 件[2]。", "上升。", "资料中没有2018年的数据。",
    ]  # fmt: skip
    assert [note.kind for note in answer.notes] == ["partial"]


def test_years_with_a_gap_are_not_added(figures: list[Known]) -> None:
    assert plan(read_question("2017到2020年芜湖市一共注册了多少件商标？"), figures) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("2023年淮北市、亳州市和宿州市发明专利授权量从高到低排序",
         "2023年：发明专利授权量，宿州市 410 件[1]、淮北市 320 件[2]、亳州市 150 件[3]。"),
        ("2023年哪个市的发明专利授权量最多？",
         "2023年：宿州市发明专利授权量最多：宿州市 410 件[1]、淮北市 320 件[2]、亳州市 150 件[3]。"),
    ],
)  # fmt: skip
def test_places_in_order(service: Ipqa, question: str, text: str) -> None:
    answer = service.ask(question)
    assert answer.text == text
    assert answer.chart is not None
    assert answer.chart.kind == "bar"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("专利评估800万，按50%能贷多少？", "400 万元（800 万元 × 50% = 400 万元，按所给数字计算，不是资料中的数据）。"),
        (
            "评估价三百万元，按六成能贷多少？",
            "180 万元（300 万元 × 60% = 180 万元，按所给数字计算，不是资料中的数据）。",
        ),
        ("1.2亿元换算成万元是多少？", "12000 万元（1.2 亿元 = 12000 万元，按所给数字计算，不是资料中的数据）。"),
    ],
)
def test_the_users_own_numbers_cite_nothing(service: Ipqa, question: str, text: str) -> None:
    answer = service.ask(question)
    assert (answer.text, answer.citations) == (text, ())
    assert {(shown.figure.status, shown.citation) for shown in answer.figures} == {("given", None)}


def test_a_rate_of_something_else_is_not_taken_for_a_rate_of_the_amount(service: Ipqa) -> None:
    assert service.ask("贷款1000万元，按LPR的50%贴息，能补多少？").calculation is None


# The arithmetic against a reference written another way.

LEVELS = st.decimals(min_value=Decimal("0.1"), max_value=Decimal(10**7), places=1)


def level(figures: list[Known], value: Decimal, year: int) -> Known:
    figure: Figure = replace(
        figures[0].figure, id=f"{value}/{year}", value=value, unit="件", normalized_value=value, normalized_unit="件",
        stat="count", comparator="eq", direction=None, period=str(year),
    )  # fmt: skip
    return replace(figures[0], figure=figure)


def to_cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(LEVELS, LEVELS)
def test_growth(figures: list[Known], later: Decimal, earlier: Decimal) -> None:
    found = carry_out(Plan("growth", (level(figures, later, 2023), level(figures, earlier, 2022)), percent=True))
    with localcontext(prec=60):
        reference = 100 * later / earlier - 100
    assert found.value is not None
    assert to_cents(found.value) == to_cents(abs(reference))
    assert found.rises == (reference >= 0)


@given(LEVELS, st.integers(min_value=1, max_value=20), st.decimals(Decimal("-0.5"), Decimal(2), places=3))
def test_mean_annual_growth_brings_the_first_level_to_the_last(
    figures: list[Known], first: Decimal, years: int, rate: Decimal
) -> None:
    with localcontext(prec=60):
        last = first * (1 + rate) ** years
    operands = (level(figures, last, 2000 + years), level(figures, first, 2000))
    found = carry_out(Plan("annual", operands, percent=True, years=years))
    assert found.value is not None
    assert abs(found.value - abs(rate) * 100) < Decimal("0.0001")


@given(st.lists(LEVELS, min_size=2, max_size=8))
def test_mean(figures: list[Known], values: list[Decimal]) -> None:
    found = carry_out(Plan("average", tuple(level(figures, v, 2000 + i) for i, v in enumerate(values))))
    assert found.value is not None
    assert abs(found.value * len(values) - sum(values)) < Decimal("0.000001")


@given(LEVELS, LEVELS)
def test_a_target_is_met_from_above(figures: list[Known], aim: Decimal, done: Decimal) -> None:
    found = carry_out(Plan("target", (level(figures, aim, 2024), level(figures, done, 2024))))
    assert (found.met, found.value) == (done >= aim, abs(done - aim))


@given(st.lists(LEVELS, min_size=2, max_size=8, unique=True), st.booleans())
def test_order_is_that_of_the_values(figures: list[Known], values: list[Decimal], lowest: bool) -> None:
    operands = tuple(level(figures, v, 2000 + i) for i, v in enumerate(values))
    found = carry_out(Plan("ranking", operands, lowest=lowest))
    assert [k.figure.value for k in found.operands] == sorted(values, reverse=not lowest)


def test_a_rounded_sum_is_told_from_a_wrong_one(figures: list[Known]) -> None:
    def sized(value: str, year: int) -> Known:
        one = level(figures, Decimal(value), year)
        return replace(one, figure=replace(one.figure, stat="quantity", unit="公顷", normalized_unit="公顷"))

    parts = (sized("440", 1), sized("451", 2), sized("16", 3))
    near = carry_out(Plan("verify", parts, total=sized("906", 4)))
    far = carry_out(Plan("verify", parts, total=sized("900", 5)))
    assert (near.difference, near.rounding) == (Decimal(1), True)
    assert (far.difference, far.rounding) == (Decimal(7), False)
