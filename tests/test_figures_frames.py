"""Names in work reports: behind lists and 等, of things by their sum, of how long; money won is no target."""

import pytest
from figure_documents import make_document

from ipqa.figures.extraction import extract

TITLE = "2026年松江省政府工作报告"


def told(text: str) -> list[tuple[str, str, str, str | None, str]]:
    return [
        (f.indicator, f.stat, f"{f.value}{f.unit}", f.period, f.status) for f in extract(make_document(text, TITLE))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "新增卓越工厂3个、高产良田26万亩，浪涛、海若等14个行业大模型上线。",
            [("新增卓越工厂", "3个"), ("高产良田", "26万亩"), ("行业大模型上线", "14个")],
        ),
        ("392个新投产项目增加产值51亿元。", [("新投产项目", "392个"), ("新投产项目增加产值", "51亿元")]),
        ("开工建设亿元以上项目40个。", [("开工建设亿元以上项目", "40个")]),
        ("护理型床位占比提升至76.4%。", [("护理型床位", "76.4%")]),
        (
            "事故起数、死亡人数、直接经济损失分别下降36%、38%、39%。",
            [("事故起数", "36%"), ("死亡人数", "38%"), ("直接经济损失", "39%")],
        ),
        ("内河港口吞吐量5年增长1.6倍。", [("内河港口吞吐量", "1.6倍")]),
    ],
)
def test_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(name, size) for name, _, size, _, _ in told(text)] == expected


def test_money_that_was_won_is_no_target() -> None:
    assert [f[4] for f in told("一、2025年工作回顾\n一年来，争取国家政策性资金47亿元。")] == ["actual"]
