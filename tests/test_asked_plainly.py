"""The operations as people ask for them, over invented documents: what is said, the exact value, what is refused."""

import pytest
from ip_documents import opened, write

from ipqa.records import Answer
from ipqa.service import Ipqa
from ipqa.statistics import read_question
from ipqa.statistics.asked.asking import subject_text
from ipqa.statistics.asked.localities import localised
from ipqa.statistics.asked.spoken import plain

CITY = """# 泸州市2023年知识产权保护状况

泸州市知识产权局

2023年，泸州市专利授权量 4000 件。有效发明专利拥有量 2000 件，商标注册量 3000 件。

表1 各区县2023年有效发明专利拥有量

| 地区 | 有效发明专利拥有量（件） |
|---|---|
| 江阳区 | 900 |
| 纳溪区 | 310 |
| 龙马潭区 | 450 |
| 泸县 | 240 |
| 合江县 | 100 |

2023年，泸州市查处知识产权案件 500 件，其中商标案件 320 件、专利案件 90 件、地理标志案件 50 件、其他案件 60 件。

2023年，泸州市法院新收知识产权案件 640 件，审结 580 件。
"""
YEARS = """# 宜宾市专利统计年报

2020年，宜宾市实用新型专利申请量 1000 件。

2021年，宜宾市实用新型专利申请量 1500 件。

2022年，宜宾市实用新型专利申请量 1200 件。
"""
LOANS = """# 2023年宜宾市各区知识产权质押融资情况

| 地区 | 质押融资笔数（笔） | 质押融资金额（万元） |
|---|---|---|
| 翠屏区 | 20 | 8000 |
| 叙州区 | 10 | 3000 |
| 全市 | 40 | 16000 |
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder = tmp_path_factory.mktemp("plainly")
    documents = write(folder / "documents", {"a泸州.md": CITY, "b宜宾.md": YEARS, "c质押.md": LOANS})
    return opened(folder / "index", documents)


def computed(answer: Answer) -> tuple[str, str]:
    """The formula and the unit of a calculation; empty where there is none."""
    found = answer.calculation
    return (found.formula, found.unit) if found else ("", "")


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("2023年江阳、纳溪、龙马潭三个区的有效发明专利拥有量合计多少件？", "900 件 + 310 件 + 450 件 = 1660 件"),
        ("泸州江阳和纳溪两个区2023年有效发明专利拥有量加一块儿有多少件？", "900 件 + 310 件 = 1210 件"),
        ("宜宾市2020年到2022年实用新型专利申请量共计多少件？", "1000 件 + 1500 件 + 1200 件 = 3700 件"),
        ("宜宾市2020—2022年三年实用新型专利申请量总共多少件？", "1000 件 + 1500 件 + 1200 件 = 3700 件"),
        ("宜宾市2020年、2021年、2022年三年实用新型专利申请量拢共多少件？", "1000 件 + 1500 件 + 1200 件 = 3700 件"),
        ("2023年江阳区有效发明专利拥有量占全市的比重是多少？", "900 件 ÷ 2000 件 × 100% = 45%"),
        ("2023年泸县的有效发明专利拥有量占泸州全市多少？", "240 件 ÷ 2000 件 × 100% = 12%"),
        ("泸州市2023年专利案件占全部知识产权案件的比重是多少？", "90 件 ÷ 500 件 × 100% = 18%"),
        ("2023年翠屏区平均每笔质押融资多少万元？", "8000 万元 ÷ 20 笔 = 400 万元/笔"),
        ("2023年叙州区质押融资平均一笔多少万元？", "3000 万元 ÷ 10 笔 = 300 万元/笔"),
        ("宜宾市实用新型专利申请量2022年比2021年变化如何？", "(1500 件 − 1200 件) ÷ 1500 件 × 100% = 20%"),
        ("宜宾市实用新型专利申请量2020到2022年增加了多少件？", "1200 件 − 1000 件 = 200 件"),
        ("泸州市2023年查处的知识产权案件，商标、专利、地理标志、其他几类加起来等于总数吗？",
         "320 件 + 90 件 + 50 件 + 60 件 = 520 件；520 件 − 500 件 = 20 件"),
    ],
)  # fmt: skip
def test_calculations(service: Ipqa, question: str, formula: str) -> None:
    answer = service.ask(question)
    assert computed(answer)[0] == formula, answer.text


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("2023年泸州各区县有效发明专利拥有量排前三的是哪些？", ["900", "450", "310"]),
        ("2023年泸州市有效发明专利拥有量前两名是哪两个区县？", ["900", "450"]),
        ("泸州各区县里2023年有效发明专利拥有量最少的两个是哪里？", ["100", "240"]),
        ("泸州下面哪个地方2023年的有效发明专利拥有量垫底？", ["100", "240", "310", "450"]),
        ("2023年泸州市有效发明专利拥有量倒数前两名是哪两个区县？", ["100", "240"]),
        ("2023年宜宾哪个区质押融资金额最多？", ["8000", "3000"]),
    ],
)
def test_orders(service: Ipqa, question: str, order: list[str]) -> None:
    answer = service.ask(question)
    assert [str(row.figure.value) for row in answer.figures] == order, answer.text


def test_the_average_of_one_district_is_not_that_of_the_whole_city(service: Ipqa) -> None:
    assert "16000" not in service.ask("2023年翠屏区平均每笔质押融资多少万元？").text


@pytest.mark.parametrize(
    "question",
    [
        "2023年江安县有效发明专利拥有量占全市的比重是多少？",
        "宜宾市2018年到2020年实用新型专利申请量共计多少件？",
        "2023年翠屏区专利授权量占全市的比重是多少？",
        "2023年江阳区有效发明专利拥有量占全省的比重是多少？",
        "2023年江阳、纳溪、兴文三个区县的有效发明专利拥有量合计多少件？",
    ],
)
def test_what_is_only_half_there_is_refused(service: Ipqa, question: str) -> None:
    answer = service.ask(question)
    assert answer.calculation is None, answer.text
    assert answer.status in ("near_miss", "no_evidence"), answer.text


def test_an_audited_mismatch_is_noted_with_its_quote(service: Ipqa) -> None:
    answer = service.ask("2023年泸州市查处了多少件知识产权案件？")
    assert [n.kind for n in answer.notes] == ["conflict"]
    assert all(citation <= len(answer.citations) for note in answer.notes for citation in note.citations)
    assert "520" in answer.notes[0].text


def test_the_first_so_many() -> None:
    asked = ("排名前三的区", "前10名", "前三季度的申请量", "进入前三了吗", "最多的那五家")
    assert [read_question(q).top for q in asked] == [3, 10, None, None, 5]


def test_short_names_of_places_are_written_out() -> None:
    places = ["泸州市江阳区", "泸州市纳溪区", "宜宾市翠屏区"]
    assert localised("江阳、纳溪两个区", places) == "泸州市江阳区、泸州市纳溪区两个区"
    assert localised("江阳有多少", places) == "江阳有多少"
    assert localised("宜宾市翠屏有多少", places) == "宜宾市宜宾市翠屏区有多少"


def test_what_only_says_what_to_do_is_taken_out() -> None:
    assert subject_text(plain("商标注册量2020年、2021年三年合一块儿")) == "商标注册量2020年、2021年"
    assert subject_text("那三百多家企业的贷款") == "企业的贷款"
