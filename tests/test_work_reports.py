"""Sentences of yearly work reports and what people ask of them: changes told in pairs, budgets set, both of two."""

from pathlib import Path

import pytest
from figure_documents import make_document
from ip_documents import opened, write

from ipqa.everyday import official
from ipqa.figures.extraction import extract

REPORT = """# 泸州市2031年政府工作报告

泸州市人民政府

## 一、2030年工作回顾

2030年，全市城乡居民人均可支配收入分别达5.2万元、2.6万元。新评定市级甲类基地 9 家、乙类基地 3 家、丙类基地 1 家。

## 二、2031年工作安排

今年安排技改专项债券 12 亿元。
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "认定区域总部、研发中心分别从 71 家、48 家增加到 106 家、63 家。",
            [("认定区域总部", "71"), ("研发中心", "48"), ("认定区域总部", "106"), ("研发中心", "63")],
        ),
        ("技工学校由 71 所优化整合为 47 所。", [("技工学校", "71"), ("技工学校", "47")]),
        ("地区生产总值连续迈上4个千亿元台阶、达8.2千亿元。", [("地区生产总值", "8.2")]),
        (
            "城乡居民人均可支配收入分别达6.9万元、3.4万元。",
            [("居民人均可支配收入", "6.9"), ("居民人均可支配收入", "3.4")],
        ),
    ],
)
def test_changes_in_pairs(text: str, told: list[tuple[str, str]]) -> None:
    assert [(f.indicator, f"{f.value:f}") for f in extract(make_document(text))] == told


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        ("泸州市2031年安排技改专项债券多少？", "answered", "12 亿元"),
        ("泸州市2031年实际安排技改专项债券多少？", "near_miss", "目标"),
        ("泸州市2030年城乡居民人均可支配收入分别是多少？", "answered", "2.6万元"),
    ],
)
def test_asked_of_a_report(tmp_path: Path, question: str, status: str, said: str) -> None:
    ipqa = opened(tmp_path / "index", write(tmp_path / "docs", {"报告.md": REPORT}))
    answer = ipqa.ask(question)
    assert (answer.status, said in answer.text) == (status, True)


def test_the_whole_country_is_no_company() -> None:
    assert official("甲市比全国高多少？") == "甲市比全国高多少？"
    assert official("甲市国高有几家？") == "甲市高新技术企业有几家？"
