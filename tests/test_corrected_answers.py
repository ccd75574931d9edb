"""Answers over corrected figures: a number that no document holds stands only where it says so."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from ip_documents import DOCUMENTS, opened, write

from ipqa.answering.gate import ungated
from ipqa.contract import answer_to_json
from ipqa.library import Edit
from ipqa.records import Answer
from ipqa.service import Ipqa
from ipqa.web.models import AnswerModel

GRANTED = "2022年鸠江区专利授权量是多少？"


@pytest.fixture
def ipqa(tmp_path: Path) -> Iterator[Ipqa]:
    with opened(tmp_path / "index", write(tmp_path / "docs")) as service:
        yield service


def figure(ipqa: Ipqa, value: str, indicator: str = "专利授权量") -> str:
    found = [
        row.figure.id for row in ipqa.figures() if (row.figure.indicator, str(row.figure.value)) == (indicator, value)
    ]
    assert len(found) == 1
    return found[0]


def notes(answer: Answer) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(n.kind, n.text, n.citations) for n in answer.notes if n.kind == "correction"]


def test_an_edited_number_is_told_with_what_the_document_says(ipqa: Ipqa) -> None:
    ipqa.correct([figure(ipqa, "3300")], "edit", Edit(value="3350"), reason="数字抄错", by="张三")
    answer = ipqa.ask(GRANTED)
    assert (answer.status, answer.text) == (
        "answered",
        "2022年芜湖市鸠江区：专利授权量 3350 件（人工更正，原文为“3300 件”）。[1]",
    )
    assert "3300 件" in answer.citations[0].quote and "3350" not in answer.citations[0].quote
    assert notes(answer) == [("correction", "人工更正（专利授权量）：原文为“3300 件”，更正为 3350 件。", (1,))]
    row = answer_to_json(answer)["figures"][0]
    assert (row["value"], row["correction"], row["original"]) == (
        "3350", "edited", {"value": "3300", "normalized_value": "3300"},
    )  # fmt: skip
    AnswerModel.model_validate(answer_to_json(answer))


def test_the_gate_takes_an_edited_number_only_where_it_is_told_as_such(ipqa: Ipqa) -> None:
    ipqa.correct([figure(ipqa, "3300")], "edit", Edit(value="3350"))
    answer = ipqa.ask(GRANTED)
    citations, shown = answer.citations, answer.figures
    assert ungated(answer.text, citations, None, GRANTED, shown) == []
    assert ungated("鸠江区专利授权量 3350 件。[1]", citations, None, GRANTED, shown) == ["3350件"]
    assert ungated("鸠江区专利授权量 3300 件。[1]", citations, None, GRANTED, shown) == []
    assert ungated("专利授权量 3360 件（人工更正）。[1]", citations, None, GRANTED, shown) == ["3360件"]


def test_what_is_computed_from_an_edited_number_says_so_too(ipqa: Ipqa) -> None:
    ipqa.correct([figure(ipqa, "420", "发明专利授权量")], "edit", Edit(value="440"))
    question = "2023年鸠江区实用新型专利授权量比发明专利授权量多多少件？"
    answer = ipqa.ask(question)
    assert answer.calculation is not None
    assert answer.calculation.value == Decimal(2060)
    assert "440 件（人工更正，原文为“420 件”）" in answer.text
    assert [text for _, text, _ in notes(answer)] == ["人工更正（发明专利授权量）：原文为“420 件”，更正为 440 件。"]
    bare = "实用新型专利授权量比发明专利授权量多 2060 件。[1]"
    assert ungated(bare, answer.citations, answer.calculation, question, answer.figures) == ["2060件"]


def test_another_time_is_told_and_the_number_stays_the_documents(ipqa: Ipqa) -> None:
    ipqa.correct([figure(ipqa, "3300")], "edit", Edit(period="2020"))
    answer = ipqa.ask("2020年鸠江区专利授权量是多少？")
    assert answer.figures[0].figure.value == Decimal(3300)
    assert "3300 件" in answer.text
    assert notes(answer) == [("correction", "人工更正（专利授权量）：统计期间由“2022”改为“2020”。", (1,))]


def test_a_rejected_figure_answers_nothing(ipqa: Ipqa) -> None:
    rejected = figure(ipqa, "3300")
    ipqa.correct([rejected], "reject")
    answer = ipqa.ask(GRANTED)
    assert answer.status != "answered"
    assert rejected not in [shown.figure.id for shown in answer.figures]
    assert rejected not in [row.figure.id for row in ipqa.figures()]
    assert [row.figure.correction for row in ipqa.figures(rejected=True) if row.figure.id == rejected] == ["rejected"]


def test_a_confirmed_figure_answers_as_before(ipqa: Ipqa) -> None:
    before = ipqa.ask(GRANTED)
    (line,) = ipqa.correct([figure(ipqa, "3300")], "confirm", by="李四")
    answer = ipqa.ask(GRANTED)
    assert (answer.text, answer.notes) == (before.text, before.notes)
    assert answer.figures[0].figure.correction == "confirmed"
    assert answer.generation == before.generation + 1
    ipqa.undo(line.key)
    assert ipqa.ask(GRANTED).figures == before.figures


def test_corrections_survive_a_revised_file(ipqa: Ipqa, tmp_path: Path) -> None:
    ipqa.correct([figure(ipqa, "3300")], "edit", Edit(value="3350"))
    file = tmp_path / "docs" / "年报.md"
    file.write_text(DOCUMENTS["年报.md"] + "\n2020年，鸠江区专利授权量 2800 件。\n", "utf-8")
    list(ipqa.ingest([tmp_path / "docs"]))
    assert ipqa.ask(GRANTED).text == "2022年芜湖市鸠江区：专利授权量 3350 件（人工更正，原文为“3300 件”）。[1]"
    assert [(line.state, line.correction.by) for line in ipqa.corrections()] == [("applied", None)]


def test_another_process_sees_what_was_said(ipqa: Ipqa) -> None:
    with Ipqa.open(ipqa.settings) as other:
        other.ask(GRANTED)
        ipqa.correct([figure(ipqa, "3300")], "edit", Edit(value="3350"))
        assert "3350 件（人工更正" in other.ask(GRANTED).text


def test_an_alias_is_understood_in_questions_and_lists(ipqa: Ipqa) -> None:
    before = ipqa.ask(GRANTED)
    ipqa.add_alias("专利授权量", "红章子数", by="张三")
    question = "2022年鸠江区红章子数是多少？"
    answer = ipqa.ask(question)
    assert (answer.question, answer.text, answer.status) == (question, before.text, "answered")
    assert {row.figure.indicator for row in ipqa.figures(query="红章子数")} >= {"专利授权量"}
    ipqa.remove_alias("红章子数")
    assert ipqa.aliases() == []
    assert ipqa.ask(question).status != "answered"
