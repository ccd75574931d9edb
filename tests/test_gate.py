"""The number gate: what may leave, and what may not for one dropped or changed character."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.answering.gate import passing, ungated
from ipqa.records import AnswerFigure, Calculation, Citation, Figure

FIGURES = (
    "2023年，芜湖市高新技术企业突破 600 家，有效发明专利 1250 件，质押融资约 3.2 亿元，惠及企业 36 万余户，增长 6.1%，"
    "占三成，提高 12.5 个百分点，居全省第 4 位"
)
RULES = (
    "依照《条例》第四十四条第二款，自受理之日起六个月内答复，不超过 15 个工作日，拨打12315，在3·15活动中，"
    "按芜政发〔2021〕20号和“十四五”规划，2021年12月31日前办结，罚款二十五万元以下，第十三届大会"
)


def cited(number: int, quote: str, title: str = "白皮书", section: tuple[str, ...] = ()) -> Citation:
    return Citation(number, "d", title, "a.txt", "public", section, None, 0, len(quote), quote)


CITATIONS = (cited(1, FIGURES), cited(2, RULES))


def record(value: str, unit: str, period: str | None = None, citation: int = 1) -> AnswerFigure:
    number = Decimal(value)
    figure = Figure(
        "f", "d", "有效发明专利量", "有效发明专利", "count", number, unit, number, unit, "eq", "actual", 0, 9, 0, 4,
        region="芜湖市", period=period,
    )  # fmt: skip
    return AnswerFigure(figure, citation)


@pytest.mark.parametrize(
    "text",
    [
        "高新技术企业突破 600 家[1]",
        "高新技术企业超过600家[1]",
        "有效发明专利 1250 件[1]",
        "有效发明专利 1,250 件[1]",
        "有效发明专利 1250[1]",
        "质押融资约 3.2 亿元[1]",
        "质押融资约 32000 万元[1]",
        "36 万余户[1]",
        "增长 6.1%[1]",
        "占三成[1]",
        "占 30%[1]",
        "提高 12.5 个百分点[1]",
        "第 4 位[1]",
        "2023年[1]",
        "1250 件[1]，罚款二十五万元以下[2]",
        "第四十四条第二款[2]",
        "六个月内[2]",
        "不超过15个工作日[2]",
        "拨打12315[2]",
        "3·15活动[2]",
        "芜政发〔2021〕20号[2]",
        "“十四五”规划[2]",
        "2021 年 12 月 31 日前[2]",
        "罚款25万元以下[2]",
        "第十三届[2]",
        "突破 600 家，第四十四条",
    ],
)
def test_what_a_quote_says_passes(text: str) -> None:
    assert ungated(text, CITATIONS) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("高新技术企业 600 家[1]", "600家"),
        ("高新技术企业 600[1]", "600"),
        ("高新技术企业近 600 家[1]", "600家"),
        ("高新技术企业不超过 600 家[1]", "600家"),
        ("质押融资 3.2 亿元[1]", "3.2亿元"),
        ("质押融资约 3.2 亿美元[1]", "3.2亿美元"),
        ("质押融资约 3.2 万元[1]", "3.2万元"),
        ("惠及企业 36 万户[1]", "36万户"),
        ("有效发明专利 1250 项[1]", "1250项"),
        ("有效发明专利超过 1250 件[1]", "1250件"),
        ("有效发明专利 1250 件以上[1]", "1250件以上"),
        ("有效发明专利 125 件[1]", "125件"),
        ("增长 6.1 个百分点[1]", "6.1个百分点"),
        ("提高 12.5%[1]", "12.5%"),
        ("占四成[1]", "四成"),
        ("≈6.1%[1]", "6.1%"),
        ("居全省第 5 位[1]", "第5位"),
        ("2024年[1]", "2024年"),
        ("罚款二十五万元[2]", "二十五万元"),
        ("15 个工作日[2]", "15个工作日"),
        ("三项政策[2]", "三项"),
        ("600 家[2]", "600家"),
    ],
)
def test_a_quantity_with_another_value_unit_or_comparator_does_not(text: str, missing: str) -> None:
    assert ungated(text, CITATIONS) == [missing]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("第44条[2]", "第44条"),
        ("第四十条[2]", "第四十条"),
        ("第四百四十四条[2]", "第四百四十四条"),
        ("第三款[2]", "第三款"),
        ("第十四届[2]", "第十四届"),
        ("三个月内[2]", "三个月"),
        ("6个月内[2]", "6个月"),
        ("拨打1231[2]", "1231"),
        ("拨打2315[2]", "2315"),
        ("3.15活动[2]", "3.15"),
        ("芜政发〔2021〕2号[2]", "芜政发〔2021〕2号"),
        ("“十三五”规划[2]", "十三五"),
        ("2021年2月[2]", "2021年2月"),
        ("2月31日[2]", "2月31日"),
        ("2021年12月3日[2]", "2021年12月3日"),
    ],
)
def test_an_identifier_is_a_string(text: str, missing: str) -> None:
    assert ungated(text, CITATIONS) == [missing]


def test_a_mark_must_exist() -> None:
    assert ungated("有效发明专利 1250 件[1][7]", CITATIONS) == ["[7]"]
    assert ungated("没有数字[3]", CITATIONS) == ["[3]"]


def test_words_with_numerals_are_no_numbers() -> None:
    assert ungated("一般应当统一标准，第一时间进一步办理，千方百计，万一不成。", ()) == []


def test_a_sentence_is_held_against_its_own_marks_only() -> None:
    assert ungated("有效发明专利 1250 件[2]", CITATIONS) == ["1250件"]
    assert ungated("有效发明专利 1250 件[2][1]", CITATIONS) == []


def test_titles_sections_and_the_question_are_sources() -> None:
    citations = (cited(1, "共 30 件", "2022年统计公报", ("第三章 十二项措施",)),)
    assert ungated("《2022年统计公报》第三章共 30 件[1]", citations) == []
    assert ungated("您说的 800 万元没有找到。", citations, asked="评估800万元的专利能贷多少？") == []
    assert ungated("您说的 900 万元没有找到。", citations, asked="评估800万元的专利能贷多少？") == ["900万元"]


def test_the_period_of_a_cited_figure_may_be_written_out() -> None:
    citations = (cited(1, "有效发明专利 1250 件"), cited(2, "商标 30 件"))
    figures = (record("1250", "件", "2022-03/2023"), record("30", "件", "2019", 2))
    assert ungated("2022年3月至2023年：有效发明专利 1250 件[1]", citations, figures=figures) == []
    assert ungated("2022年4月：有效发明专利 1250 件[1]", citations, figures=figures) == ["2022年4月"]
    assert ungated("2019年：有效发明专利 1250 件[1]", citations, figures=figures) == ["2019年"]


def test_the_unit_of_a_table_comes_from_the_record() -> None:
    citations = (cited(1, "芜湖市\t1250\t30"),)
    assert ungated("芜湖市 1250 件[1]", citations) == ["1250件"]
    assert ungated("芜湖市 1250 件[1]", citations, figures=(record("1250", "件"),)) == []
    assert ungated("芜湖市 125030[1]", citations) == ["125030"]


def test_computed_numbers_come_from_the_calculation() -> None:
    citations = (cited(1, "授权 420 件"), cited(2, "共授权 3600 件"))
    share = Decimal(420) / Decimal(3600) * 100
    calculation = Calculation("420 件 ÷ 3600 件 × 100% ≈ 11.67%", (0, 1), share, "%")
    assert ungated("占 ≈11.67%：420 件[1]，3600 件[2]", citations, calculation) == []
    assert ungated("占 11.67%：420 件[1]，3600 件[2]", citations, calculation) == ["11.67%"]
    assert ungated("占 ≈11.66%：420 件[1]，3600 件[2]", citations, calculation) == ["11.66%"]
    assert ungated("占 ≈11.67%：420 件[1]，3600 件[2]", citations) == ["11.67%"]
    assert ungated("授权 ≈420 项[1]", citations, calculation) == ["420项"]


def test_a_rounded_value_keeps_its_magnitude() -> None:
    citations = (cited(1, "共 100 万元"), cited(2, "共 3 笔"))
    calculation = Calculation("100 万元 ÷ 3 笔 ≈ 33.33 万元/笔", (0, 1), Decimal(100) / Decimal(3), "万元/笔")
    assert ungated("平均 ≈33.33 万元/笔：100 万元[1]，3 笔[2]", citations, calculation) == []
    assert ungated("平均 ≈33.33 亿元/笔：100 万元[1]，3 笔[2]", citations, calculation) == ["33.33亿元"]
    assert ungated("平均 33.33 万元/笔：100 万元[1]，3 笔[2]", citations, calculation) == ["33.33万元"]


def test_a_failing_sentence_is_dropped_and_counted() -> None:
    text = "突破 600 家。[1]\n另有 700 家。[1]第二款规定。[2]"
    assert passing(text, CITATIONS, None, "", ()) == ("突破 600 家。[1]\n第二款规定。[2]", 1)


VALUES = st.decimals(min_value=Decimal("0.1"), max_value=Decimal(99999), places=2)
UNITS = st.sampled_from(["件", "家", "万元", "亿元", "项", "%"])
BEFORE = st.sampled_from(["", "超过", "约", "不少于", "不超过", "近", "不足", "至少", "突破"])


@given(VALUES, UNITS, BEFORE)
def test_a_quote_passes_its_own_gate(value: Decimal, unit: str, before: str) -> None:
    quote = f"数量为{before} {value} {unit}"
    assert ungated(f"{quote}。[1]", (cited(1, quote),)) == []


@given(VALUES, UNITS, BEFORE.filter(bool))
def test_dropping_or_adding_a_comparator_fails(value: Decimal, unit: str, before: str) -> None:
    bare, bound = f"数量为 {value} {unit}", f"数量为{before} {value} {unit}"
    assert ungated(f"{bare}。[1]", (cited(1, bound),)) == [f"{value}{unit}"]
    assert ungated(f"{bound}。[1]", (cited(1, bare),)) == [f"{value}{unit}"]


@given(VALUES, VALUES, UNITS)
def test_another_value_fails(value: Decimal, other: Decimal, unit: str) -> None:
    expected = [] if value == other else [f"{other}{unit}"]
    assert ungated(f"数量为 {other} {unit}。[1]", (cited(1, f"数量为 {value} {unit}"),)) == expected


def test_a_denial_of_times_claims_no_number() -> None:
    assert ungated("资料中没有2019年、2020年上半年的数据。", ()) == []
    assert ungated("资料中没有2019年、37件的数据。", ()) != []
    assert ungated("资料中没有2019年的数据，只有2020年的。", ()) != []
