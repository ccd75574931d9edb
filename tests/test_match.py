"""Slots against figures: what was asked, its twins, and what claims to be the same."""

from decimal import Decimal
from pathlib import Path

import pytest
from ip_documents import known, write

from ipqa.audit import doubts
from ipqa.statistics import Known, Match, best, near, read_question
from ipqa.statistics.asked.slots import prepared
from ipqa.statistics.matching.match import rivals, ties


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> list[Known]:
    return known(write(tmp_path_factory.mktemp("match")))


def exact(question: str, figures: list[Known]) -> list[Match]:
    return best(read_question(question).whole, prepared(question), figures)


def twins(question: str, figures: list[Known]) -> list[Match]:
    return near(read_question(question).whole, prepared(question), figures)


@pytest.mark.parametrize(
    ("question", "value", "period"),
    [
        ("2023年鸠江区专利授权量是多少？", "3600", "2023"),
        ("2022年专利授权量", "3300", "2022"),
        ("专利授权量是多少？", "3600", "2023"),
        ("外观设计专利申请量多少件？", "800", "2023"),
        ("有效发明专利有多少件？", "1250", "2023"),
        ("高校有效发明专利量是多少？", "310", "2023"),
        ("有效发明专利同比增速是多少？", "8.5", "2023"),
        ("有效发明专利在全市排第几？", "2", "2023"),
        ("2023年质押融资金额是多少？", "24500", "2023"),
        ("2024年质押融资金额目标是多少？", "3", "2024"),
        ("高校专利转让多少件？", "12", "2023"),
    ],
)
def test_the_figure_asked_for(figures: list[Known], question: str, value: str, period: str) -> None:
    first = exact(question, figures)[0]
    assert (first.known.figure.value, first.known.figure.period) == (Decimal(value), period)
    assert (first.mismatches, first.residue, first.exact) == ((), (), True)


@pytest.mark.parametrize(
    ("question", "mismatches", "value"),
    [
        ("2019年专利授权量是多少？", ("period",), "3300"),
        ("2023年合肥市专利授权量是多少？", ("region",), "3600"),
        ("2024年实际质押融资金额是多少？", ("status",), "3"),
        ("2023年专利授权量同比增速是多少？", ("stat",), "3600"),
    ],
)
def test_a_twin_says_in_what_it_differs(
    figures: list[Known], question: str, mismatches: tuple[str, ...], value: str
) -> None:
    assert exact(question, figures) == []
    first = twins(question, figures)[0]
    assert (first.mismatches, first.known.figure.value) == (mismatches, Decimal(value))


def test_a_word_that_nothing_accounts_for_is_the_residue(figures: list[Known]) -> None:
    first = twins("2023年海外商标注册量是多少？", figures)[0]
    assert (first.mismatches, first.residue, first.known.figure.value) == ((), ("海外",), Decimal(9600))


def test_another_kind_of_right_is_never_the_figure(figures: list[Known]) -> None:
    assert exact("2023年植物新品种权授权量是多少？", figures) == []
    assert exact("2023年发明专利有效量占比是多少？", figures) == []
    assert all(m.known.figure.value != 420 for m in exact("2023年发明专利申请量", figures))


def test_a_member_is_never_the_whole(figures: list[Known]) -> None:
    assert [m.known.figure.value for m in exact("2023年专利转让多少件？", figures)] == [Decimal(260)]


def paper(folder: Path, **texts: str) -> list[Known]:
    return known(write(folder, {f"{name}.md": text for name, text in texts.items()}))


def test_rivals_say_another_value_of_the_same(tmp_path: Path) -> None:
    figures = paper(
        tmp_path,
        a="# 芜湖市公报\n\n2023年，芜湖市专利授权量 9100 件。\n",
        b="# 芜湖市白皮书\n\n2023年，芜湖市专利授权量 9130 件。2022年，芜湖市专利授权量 8000 件。\n",
        c="# 芜湖市年报\n\n2023年，芜湖市专利授权量 9100 件。\n",
    )
    found = exact("2023年芜湖市专利授权量是多少？", figures)
    values = {found[0].known.figure.value, *(m.known.figure.value for m in rivals(found))}
    assert values == {Decimal(9100), Decimal(9130)}
    assert rivals([]) == []


def test_a_digest_stands_behind_its_original(tmp_path: Path) -> None:
    figures = paper(
        tmp_path,
        a="# 芜湖市白皮书摘编\n\n2023年，芜湖市专利授权量 9130 件。\n",
        b="# 芜湖市白皮书\n\n2023年，芜湖市专利授权量 9100 件。\n",
    )
    found = exact("2023年芜湖市专利授权量是多少？", figures)
    assert [m.known.figure.value for m in found] == [Decimal(9100), Decimal(9130)]


def test_ties_are_figures_of_other_names(figures: list[Known]) -> None:
    found = exact("2023年专利授权量", figures)
    assert [m.known.figure.value for m in ties(found)] == [Decimal(3600)]
    assert ties([]) == []


def test_more_granted_than_applied_for_is_doubtful(tmp_path: Path) -> None:
    text = "# 芜湖市白皮书\n\n2023年，芜湖市实用新型专利申请量 500 件，实用新型专利授权量 620 件。\n"
    applied, granted = paper(tmp_path, a=text)
    assert [(d.text, d.other.figure.value) for d in doubts(granted, [applied, granted])] == [
        ("授权量大于申请量，不合常理", Decimal(500))
    ]
    assert [d.other.figure.value for d in doubts(applied, [applied, granted])] == [Decimal(620)]


def test_more_held_than_granted_in_a_year_is_not(figures: list[Known]) -> None:
    held = exact("有效发明专利有多少件？", figures)[0].known
    assert doubts(held, figures) == []


def test_a_number_that_its_table_marks_as_preliminary_answers_where_there_is_no_final_one(tmp_path: Path) -> None:
    table = "# 主要指标\n\n| 年份 | 专利授权量（件） |\n|--|--|\n| 2022 | 7 |\n| 2023① | 9 |\n\n"
    table += "注：①为快报数。\n\n预计2024年专利授权量达到12件。\n"
    (tmp_path / "年鉴.md").write_text(table, encoding="utf-8")
    found = known(tmp_path)
    (match,) = exact("2023年专利授权量是多少件？", found)
    assert (match.known.figure.value, match.known.figure.status) == (Decimal(9), "forecast")
    assert exact("2024年专利授权量是多少件？", found) == []
    (tmp_path / "续.md").write_text("# 公报\n\n2023年专利授权量10件。\n", encoding="utf-8")
    assert [m.known.figure.value for m in exact("2023年专利授权量是多少件？", known(tmp_path))] == [Decimal(10)]
