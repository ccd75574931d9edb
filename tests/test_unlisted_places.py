"""Cities and districts that no table of divisions knows, and who has which part of what speech counts."""

from pathlib import Path

import pytest
from figure_documents import make_document

from ipqa.figures.context.divisions import is_unlisted_division, titled_division
from ipqa.figures.context.regions import contains
from ipqa.figures.extraction import extract
from ipqa.service import Ipqa
from ipqa.settings import Settings

PAPER = """# 青林市知识产权白皮书（2024年）

2024年，全市授权专利1806件，见表1。

表1 各县区专利情况

单位：件

| 地区 | 2023年授权量 | 2024年授权量 | 2024年立案 |
| --- | --- | --- | --- |
| 南台县 | 500 | 600 | 30 |
| 北塘区 | 700 | 800 | 40 |
| 青林高新区 | 350 | 400 | 20 |
| 合计 | 1550 | 1800 | 90 |

问：2022年的质押贷款由哪些银行发放？

答：青林银行质押贷款3.6亿元，东湖银行质押贷款2.4亿元。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder: Path = tmp_path_factory.mktemp("unlisted")
    (folder / "白皮书.md").write_text(PAPER, encoding="utf-8")
    service = Ipqa.open(Settings(index=folder / "index"))
    list(service.ingest([folder / "白皮书.md"]))
    return service


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("青林市2024年知识产权白皮书", "青林市"),
        ("2024年青林市商标工作情况", "青林市"),
        ("关于青林市2024年预算执行情况的报告", "青林市"),
        ("成都市柳溪区2024年工作总结", "成都市柳溪区"),
        ("青林市人民政府工作报告", "青林市"),
        ("宁波市鄞州区知识产权白皮书", None),
        ("鼓楼区知识产权白皮书", None),
        ("国家知识产权强市建设纲要", None),
        ("城市知识产权发展报告", None),
        ("上市公司知识产权报告", None),
        ("示范区知识产权工作", None),
        ("贫困县科技工作", None),
        ("全市知识产权情况", None),
    ],
)
def test_unlisted_divisions_of_titles(title: str, place: str | None) -> None:
    assert titled_division(title) == place


def test_parts_of_an_unlisted_city_lie_in_it() -> None:
    assert is_unlisted_division("青林市南台县")
    assert contains("青林市", "青林市南台县")
    assert not contains("青林市", "宁波市鄞州区")
    assert not is_unlisted_division("宁波市鄞州区")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("2024年青林市南台县授权专利多少件？", "600"),
        ("2024年青林高新区授权专利多少件？", "400"),
        ("2024年南台县和北塘区授权专利合计多少件？", "1400"),
        ("2024年北塘区授权专利比南台县多多少件？", "200"),
        ("2024年青林市授权专利总数，正文与表1是否一致？", "比原文少 6"),
        ("2024年青林市授权专利总数，表1和正文对得上吗？", "比原文少 6"),
    ],
)
def test_unlisted_places_are_found_and_computed(service: Ipqa, question: str, answer: str) -> None:
    assert answer in service.ask(question).text.replace("1,800", "1800")


def named(text: str) -> list[tuple[str, str, str]]:
    """(what the members say, the value with its unit, the statistic) of each figure."""
    found = extract(make_document(text, "山东省2024年知识产权统计公报", "山东省"))
    return [("、".join(m for _, m in f.dimensions), f"{f.value:f}{f.unit}", f.stat) for f in found]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "授权的发明专利一共是940件。这940件都在谁手里？企业拿走610件，高等学校230件。",
            [("发明专利", "940件", "count"), ("发明专利", "940件", "count"),
             ("企业、发明专利", "610件", "count"), ("高校、发明专利", "230件", "count")],
        ),
        (
            "2024年授权发明专利940件。归属于企业的：610件，比2023年多30件；归属于个人的：41件。",
            [("发明专利", "940件", "count"), ("企业、发明专利", "610件", "count"),
             ("企业、发明专利", "30件", "change_abs"), ("个人、发明专利", "41件", "count")],
        ),
        (
            "发明专利申请量900件，其中职务发明800件，占88.9%，非职务发明100件。",
            [("发明专利", "900件", "count"), ("职务发明、发明专利", "800件", "count"),
             ("职务发明、发明专利", "88.9%", "share"), ("非职务发明、发明专利", "100件", "count")],
        ),
        (
            "发明专利授权量940件。其中，企业占了610件，高校占230件。",
            [("发明专利", "940件", "count"), ("企业、发明专利", "610件", "count"),
             ("高校、发明专利", "230件", "count")],
        ),
    ],
)  # fmt: skip
def test_who_has_which_part(text: str, figures: list[tuple[str, str, str]]) -> None:
    found = named(text)
    assert [("、".join(sorted(m.split("、"))), v, s) for m, v, s in found] == [
        ("、".join(sorted(m.split("、"))), v, s) for m, v, s in figures
    ]


def test_an_answer_tells_of_the_year_of_its_question() -> None:
    text = "问：2022年的贷款由哪些银行发放？\n\n答：青林银行质押贷款3.6亿元，东湖银行质押贷款2.4亿元。"
    found = extract(make_document(text, "青林市知识产权质押融资扶持办法", None))
    assert [(f.period, f.region) for f in found] == [("2022", "青林市")] * 2


def test_a_year_held_against_another_dates_nothing_else() -> None:
    text = "被侵权的企业比例为6.7%，2023年为7.7%。大型企业比例为9.2%。"
    found = extract(make_document(text, "山东省2024年知识产权统计公报", "山东省"))
    assert [(str(f.value), f.period) for f in found] == [("6.7", "2024"), ("7.7", "2023"), ("9.2", "2024")]
