"""What every government work report tells, asked in the words of the street."""

from collections.abc import Iterator

import pytest

from ipqa.everyday import official
from ipqa.figures.values.quantities import quantities
from ipqa.service import Ipqa
from ipqa.settings import Settings
from ipqa.statistics import read_question

REPORT = """# 2026年青海省政府工作报告

## 一、2025年工作回顾

2025年，城镇新增就业31.4万人，接待游客2.1亿人次，粮食产量412.6亿斤，生猪出栏318万头。农村贫困人口减少41万。

全体居民人均可支配收入达到3.6万元。城市低保平均标准提高到786元/月。PM2.5平均浓度降至27.9微克每立方米。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ipqa]:
    folder = tmp_path_factory.mktemp("report")
    (folder / "2026年青海省政府工作报告.md").write_text(REPORT, "utf-8")
    with Ipqa.open(Settings(index=folder / "index")) as opened:
        list(opened.ingest([folder]))
        yield opened


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("去年城里新添了多少个饭碗？", "去年城镇新增就业多少人？"),
        ("哪个给城里人添的工作岗位最多", "哪个城镇新增就业最多"),
        ("农村有多少人摘了穷帽子？", "农村贫困人口减少了多少人？"),
        ("宁波港过了多少个集装箱？", "宁波港集装箱吞吐量是多少？"),
        ("给老楼房装了多少台电梯？", "既有住宅加装电梯多少台？"),
        ("卖出去多少头猪（出栏）？", "生猪出栏多少头？"),
        ("接待了多少境外游客？", "接待了多少入境游客？"),
        ("高速路一共有多少公里？", "高速公路里程多少公里？"),
        ("打了多少斤粮食？", "粮食产量多少斤？"),
        ("两市谁那儿的空气更干净？按PM2.5看", "两市谁PM2.5浓度更低"),
        ("棚改改了多少套？", "棚户区改造多少套？"),
        ("乡下的老百姓人均能拿到手多少收入？", "农村居民人均可支配收入多少？"),
    ],
)
def test_everyday_words_of_a_work_report(said: str, plain: str) -> None:
    assert official(said) == plain


@pytest.mark.parametrize(
    "said",
    [
        "多少个贫困县摘帽？", "新建高速公路多少公里？", "出境游客多少人次？", "外国游客增长多少？",
        "提供公益性岗位多少个？", "新能源车企多少家？", "贫困人口有多少？", "集装箱班轮航线多少条？",
    ],
)  # fmt: skip
def test_near_neighbours_are_left_alone(said: str) -> None:
    assert official(said) == said


def test_heads_are_counted_without_their_unit() -> None:
    (found,) = quantities("农村贫困人口减少41万，")
    assert (str(found.normalized_value), found.normalized_unit) == ("410000", "人")
    assert not [q for q in quantities("受访比例减少41万，") if q.normalized_unit == "人"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("青海省2025年城里多了多少工作岗位？", "31.4万人"),
        ("青海省2025年农村有多少人摘了穷帽子？", "41万"),
        ("青海省2025年打了多少粮食？", "412.6亿斤"),
        ("青海省城里吃低保的2025年一个月能领多少钱？", "786元/月"),
    ],
)
def test_it_is_answered(library: Ipqa, question: str, value: str) -> None:
    answer = library.ask(question)
    assert answer.status == "answered"
    assert value in answer.text.replace(" ", "")


@pytest.mark.parametrize(
    "question",
    [
        "青海省乡下的老百姓2025年人均能拿到手多少收入？", "青海省城里人2025年人均收入多少？",
        "青海省2025年乡下新增就业多少人？",
        "青海省2025年接待了多少本地游客？", "青海省2025年接待了多少外地游客？", "青海省2025年打工的人均到手多少钱？",
    ],
)  # fmt: skip
def test_a_spoken_word_that_narrows_is_never_let_go(library: Ipqa, question: str) -> None:
    assert library.ask(question).status in ("near_miss", "no_evidence")


@pytest.mark.parametrize(
    ("question", "lowest"),
    [
        ("甲市和乙市谁的PM2.5浓度更低？", True),
        ("甲市和乙市哪个少一些？", True),
        ("各市里前两名是谁、各多少？", False),
        ("甲市和乙市哪个高？", False),
    ],
)
def test_who_has_less_comes_first(question: str, lowest: bool) -> None:
    assert read_question(question).lowest is lowest
