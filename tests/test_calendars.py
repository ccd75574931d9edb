"""Which year the words of a paper count from: 去年 from the day it was said, 上年 from the year it tells of."""

from dataclasses import replace

import pytest
from figure_documents import make_document

from ipqa.figures.extraction import extract

# What a press officer says in April 2025 of 2024.
SPOKEN = [
    ("去年，全市授权专利120件。", ["120件 2024"]),
    ("去年全市授权专利120件，前年是98件。", ["120件 2024", "98件 2023"]),
    ("到去年年底，有效商标310件，前年年底是280件。", ["310件 2024", "280件 2023"]),
    ("今年一季度，全市授权专利31件。", ["31件 2025-01/2025-03"]),
    ("本年授权专利120件，上年为98件。", ["120件 2024", "98件 2023"]),
]
# Titles of what is reviewed and planned in one paper, and the time of what they tell without any.
TITLES = [
    ("桐州市2024年知识产权工作总结", "2024"),
    ("桐州市2024年知识产权工作总结暨2025年工作打算", "2024"),
    ("桐州市2024年知识产权工作总结和2025年工作计划", "2024"),
    ("桐州市2024年工作情况及2025年重点工作安排", "2024"),
    ("桐州市2025年工作计划", None),
]


@pytest.mark.parametrize(("text", "expected"), SPOKEN, ids=[text for text, _ in SPOKEN])
def test_spoken_years_count_from_the_day_of_speaking(text: str, expected: list[str]) -> None:
    document = replace(make_document(text, "桐州市2024年知识产权发展状况新闻发布会实录"), issued_on="2025-04-24")
    assert [f"{f.value:f}{f.unit} {f.period}" for f in extract(document)] == expected


@pytest.mark.parametrize(("title", "year"), TITLES, ids=[title for title, _ in TITLES])
def test_a_review_with_plans_tells_of_the_year_reviewed(title: str, year: str | None) -> None:
    assert [f.period for f in extract(make_document("全市授权专利120件。", title))] == [year]


def test_a_paper_may_say_which_year_its_words_mean() -> None:
    text = "说明：本报告所称“本年”指2022年，“上年”指2021年。\n\n本年登记作品96件，上年为81件。文字类41件。"
    found = extract(make_document(text, "桐州市版权发展报告"))
    assert [(f"{f.value:f}", f.period) for f in found] == [("96", "2022"), ("81", "2021"), ("41", "2022")]


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("授权专利126件，同比+6.1%，全市第5位。", ["5"]),
        ("每万人发明专利拥有量18.7件（全省第二）。", ["2"]),
        ("建成中心1个，全国第一批。", []),
    ],
)
def test_a_place_in_a_ranking_needs_no_verb(text: str, ranks: list[str]) -> None:
    found = extract(make_document(text, "桐州市2024年知识产权工作总结"))
    assert [f"{f.value:f}" for f in found if f.stat == "rank"] == ranks
