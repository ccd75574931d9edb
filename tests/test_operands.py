"""What is left of a question without its asking, and the cells that it names."""

import pytest

from ipqa.statistics.asked.asking import rows_of_places, subject_text
from ipqa.statistics.asked.operands import rows
from ipqa.statistics.asked.query import read_question


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("甲市商标注册量2023年是2019年的几倍？", "甲市商标注册量2023年是2019年的"),
        ("甲市技术合同成交额五年涨到原来的几倍？", "甲市技术合同成交额"),
        ("甲市2025年新增企业完成年初定的目标了吗？", "甲市2025年新增企业"),
        ("2023年商标注册量同比增长百分之几？", "2023年商标注册量"),
        ("2023年商标注册量年均增长多少？", "2023年商标注册量"),
        ("哪个市更多（按强度算）？", "强度"),
    ],
)
def test_subject(question: str, subject: str) -> None:
    assert subject_text(question) == subject


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("三省（苏浙皖）谁多", [["江苏省", "浙江省", "安徽省"]]),
        ("全球产量里中美各占多少", [["中国", "美国"]]),
        ("中日友好医院的专利", []),
        ("新增商标", []),
    ],
)
def test_places_of_one_character(text: str, places: list[list[str]]) -> None:
    assert [row[2] for row in rows_of_places(text)] == places


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("2023年风电、光电和水电的装机规模", ["风电", "光电", "水电"]),
        ("2023年软件、硬件两类收入", ["软件", "硬件"]),
        ("商标注册量", []),
    ],
)
def test_rows(text: str, items: list[str]) -> None:
    found = rows(text)
    assert (found[0][2] if found else []) == items


def test_a_containing_place_is_a_setting() -> None:
    cells = read_question("芜湖市2023年商标注册量，弋江区是镜湖区的几倍？").operands
    assert [c.region for c in cells] == ["芜湖市弋江区", "芜湖市镜湖区"]


def test_the_year_before_is_named() -> None:
    assert [c.period for c in read_question("2023年商标注册量比头一年多多少件？").operands] == ["2023", "2022"]


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("2023年商标注册量比2022年增长百分之几？", "growth"),
        ("2019到2023年商标注册量年均增长多少？", "annual"),
        ("2019到2023年商标注册量平均每年多少件？", "average"),
        ("2023年新增企业完成目标了吗？", "target"),
        ("2024年新增企业的目标比2023年调高还是调低？", "adjustment"),
        ("哪些指标排全省第一？", "list"),
        ("近三年商标注册量怎么变化的？", "trend"),
        ("距离2025年目标还差多少家企业？", "difference"),
    ],
)
def test_operation(question: str, operation: str) -> None:
    assert read_question(question).operation == operation
