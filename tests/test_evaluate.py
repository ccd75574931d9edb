"""The scorer: each mark on hand-made answers, and agreement with the outside scorer where it is at hand."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.errors import QuestionError
from ipqa.evaluate import Marks, QuestionGold, evaluate, mark, read_figures, read_golds, score, score_figures
from ipqa.evaluate.answers import MARKS, gives, ungated
from ipqa.evaluate.matching import covers, holds, numbers, plain, scaled
from ipqa.records import Answer, Citation, Turn

DATA = Path(__file__).parent / "data"
OUTSIDE = Path(__file__).parents[2] / "shared" / "eval"
WHITE_PAPER = "2023年襄阳市樊城区知识产权保护与发展状况.txt"

LOAN = QuestionGold(
    id="1",
    type="lookup",
    question="2023年质押融资金额是多少？",
    answerable=True,
    text="6.38亿元。",
    value=Decimal(638000000),
    unit="亿元",
    key_strings=(("6.38",),),
    must_not=("8亿元",),
    quotes=("专利质押融资金额6.38亿元",),
    pages=(2,),
)
NOTHING = QuestionGold(
    id="2", type="unanswerable", question="2022年呢？", answerable=False, text="没有。", must_not=("为6.38",)
)


def answer(text: str, status: str = "answered", **more: Any) -> dict[str, Any]:
    """An answer of the contract, with the fields that the scorer looks at."""
    return {"status": status, "text": text, "citations": [], "figures": [], "calculation": None, **more}


def citation(quote: str, page: int | None = 2, source: str = WHITE_PAPER) -> dict[str, Any]:
    return {"quote": quote, "page": page, "source": source, "title": "状况", "section": []}


GOOD = answer("专利质押融资金额6.38亿元。[1]", citations=[citation("涉及专利213件，专利质押融资金额6.38亿元，")])


@pytest.mark.parametrize(
    ("given_answer", "marks"),
    [
        (GOOD, Marks(True, False, True, evidence=True, page=True, concise=True)),
        (
            GOOD | {"citations": [citation("专利质押融资金额6.38亿元", page=3)]},
            Marks(True, False, True, True, False, None, True),
        ),
        (answer("6.38亿元。"), Marks(True, False, False, evidence=False, concise=True)),
        (answer("7.2亿元。"), Marks(False, True, False, evidence=False, concise=True)),
        (answer("没有。", "near_miss"), Marks(False, False, True, evidence=False, concise=True)),
        (answer("6.38亿元，目标8亿元。"), Marks(False, False, False, evidence=False, concise=True)),
        (answer("不清楚。"), Marks(False, False, True, evidence=False, concise=True)),
    ],
)
def test_marks_of_an_answerable_question(given_answer: dict[str, Any], marks: Marks) -> None:
    assert mark(LOAN, given_answer) == marks


@pytest.mark.parametrize(
    ("given_answer", "marks"),
    [
        (answer("文档中没有2022年的数据。", "near_miss"), Marks(True, False, True)),
        (answer("没有。", "out_of_scope"), Marks(True, False, True)),
        (answer("没有，但金额为6.38亿元。", "near_miss"), Marks(False, False, False)),
        (answer("46笔。"), Marks(False, True, False)),
        (answer("增长了。"), Marks(False, False, True)),
    ],
)
def test_marks_of_an_unanswerable_question(given_answer: dict[str, Any], marks: Marks) -> None:
    assert mark(NOTHING, given_answer) == marks


def test_quotes_are_checked_in_the_documents_at_hand() -> None:
    texts = {WHITE_PAPER: plain("办理专利质押登记46笔，涉及专利213\n件，专利质押融资金额6.38亿元")}
    assert mark(LOAN, GOOD | {"citations": [citation("涉及专利213件")]}, texts).quoted is True
    assert mark(LOAN, GOOD | {"citations": [citation("涉及专利214件")]}, texts).quoted is False
    assert mark(LOAN, GOOD | {"citations": [citation("涉及专利214件", source="其他.pdf")]}, texts).quoted is None


def test_a_dump_is_not_an_answer() -> None:
    dump = GOOD | {"text": "专利质押融资金额6.38亿元。" + "其他情况另行说明。" * 50}
    assert (mark(LOAN, dump).right, mark(LOAN, dump).concise) == (False, False)


def test_the_value_may_stand_in_the_calculation_or_be_rounded() -> None:
    calculation = {"formula": "2 − 1 = 1", "value": "0.3333333", "unit": "万元"}
    assert gives(answer("", calculation=calculation), Decimal("3333.333"), None)
    assert gives(answer("约33.33%"), Decimal("33.333333"), None)
    assert not gives(answer("约33.3%"), Decimal("33.333333"), None)
    assert gives(answer("下降6.2%"), Decimal("-6.2"), None)
    assert not gives(answer("下降6.3%"), Decimal("-6.2"), None)
    assert gives(answer("下降6.3%"), Decimal("-6.2"), Decimal("0.1"))


def test_ungated_numbers_are_named() -> None:
    shown = answer("共46笔，另有48笔。[1]", citations=[citation("办理专利质押登记46笔")])
    assert ungated(LOAN, shown) == ["48"]
    assert ungated(LOAN, answer("·3）2023年没有数据")) == []


def test_strict_caveats_become_keys() -> None:
    record = {
        "id": "c",
        "type": "contradictory",
        "question": "几笔？",
        "answerable": True,
        "answer": {
            "text": "46或48笔，前后不一。",
            "value": True,
            "key_strings": [["46"], ["48"]],
            "must_mention_any": [["不一", "矛盾"]],
            "caveat_strict": True,
        },
        "as_of": "2026-11-22",
    }
    gold = QuestionGold.from_json(record)
    assert (gold.key_strings, gold.value) == ((("46",), ("48",), ("不一", "矛盾")), None)
    assert gold.as_of == date(2026, 11, 22)
    assert not mark(gold, answer("46笔，也写48笔。")).right
    assert mark(gold, answer("46笔，也写48笔，两处矛盾。")).right


@pytest.mark.parametrize(
    ("text", "key", "held"),
    [
        ("共1423件", "423", False),
        ("占65.8%", "65.8", True),
        ("占65.82%", "65.8", False),
        ("共12件。", "12", True),
        ("第二十三位", "十三", False),
        ("１２件", "12件", True),
        ("1,423 件", "1423件", True),
    ],
)
def test_keys_are_not_found_inside_longer_numbers(text: str, key: str, held: bool) -> None:
    assert holds(plain(text), key) is held


def test_numbers_are_read_in_base_units() -> None:
    assert numbers("6.38亿元和8650万元") == {Decimal(638000000), Decimal(86500000)}
    assert numbers("三千五百家，百分之三十，第十四位，一般来说") == {Decimal(3500), Decimal(30), Decimal(14)}
    assert scaled("14170.56", "万元") == Decimal("141705600.00")
    assert scaled(None, "万元") is None


@given(st.text(alphabet="专利授权量12件，", min_size=5, max_size=40), st.data())
def test_a_quote_covers_its_own_parts(quote: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(quote) - 1))
    end = data.draw(st.integers(start + 1, len(quote)))
    assert covers(quote, quote[start:end])


def test_the_report_groups_and_lists_failures(tmp_path: Path) -> None:
    report = score([(LOAN, GOOD), (NOTHING, answer("46笔。"))])
    assert [(row.name, row.count, row.rates["right"]) for row in report.rows] == [
        ("all", 2, 0.5),
        ("answerable", 1, 1.0),
        ("unanswerable", 1, 0.0),
        ("lookup", 1, 1.0),
    ]
    assert report.overall["wrong_number"] == 0.5
    assert [one.gold.id for one in report.failures] == ["2"]
    assert report.table().splitlines()[-1].split() == [
        "lookup",
        "1",
        "1.000",
        "0.000",
        "1.000",
        "1.000",
        "1.000",
        "-",
        "1.000",
    ]
    assert report.to_json()["failures"] == [
        {"id": "2", "question": "2022年呢？", "want": "没有。", "got": "46笔。", "status": "answered"}
    ]


class Echo:
    """Answers with what it was asked, and remembers the history and the date."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Turn, ...], date | None]] = []

    def __call__(self, question: str, *, history: Sequence[Turn], as_of: date | None) -> Answer:
        self.asked.append((question, tuple(history), as_of))
        quote = Citation(1, "d", "状况", WHITE_PAPER, "public", (), 1, 0, 4, "共46笔")
        return Answer("a", 1, question, question, "answered", "共46笔。[1]", citations=(quote,))


def test_evaluate_asks_with_history_and_date(tmp_path: Path) -> None:
    line = {
        "id": "q",
        "type": "multi_turn",
        "question": "几笔？",
        "history": [{"role": "user", "content": "2023年的质押"}],
        "answerable": True,
        "answer": {"text": "46笔", "value": 46, "unit": "笔", "key_strings": [["46笔"]]},
        "gold_quotes": ["共46笔"],
        "gold_pages": [1],
        "as_of": "2026-11-22",
    }
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps(line, ensure_ascii=False) + "\n\n", "utf-8")
    echo = Echo()
    report = evaluate(questions, echo, {WHITE_PAPER: "共 46 笔"})
    assert echo.asked == [("几笔？", (Turn("user", "2023年的质押"),), date(2026, 11, 22))]
    assert report.scored[0].marks == Marks(True, False, True, True, True, True, True)


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text('\n{"id": "x"}\n', "utf-8")
    with pytest.raises(QuestionError, match=r"q\.jsonl 第 2 行"):
        read_golds(questions)


def test_figures_are_matched_one_to_one() -> None:
    common = {"doc": "a.txt", "comparator": "eq", "status": "actual", "period": "2023"}
    grants = {"indicator": "专利授权量", "stat": "count", "value": "46", "unit": "件", "quote": "专利授权46件"}
    loans = {"indicator": "金额", "stat": "amount", "value": "1.4", "unit": "亿元", "quote": "金额超过1.4亿元"}
    gold: list[dict[str, Any]] = [
        common | grants | {"region": "襄阳市樊城区"},
        common | loans | {"comparator": "gt"},
        {"doc": "a.txt", "value": "9", "unit": "元", "quote": "不到9元", "optional": True},
    ]
    right = gold[0] | {"source": "a.txt", "quote": "其中，专利授权46件，", "region": "樊城区"}
    wide = common | loans | {"source": "a.txt", "value": "14000", "unit": "万元"}
    stray = right | {"value": "47"}
    report = score_figures(gold, [right, stray, wide, right | {"source": "b.txt"}])
    assert (report.recall, report.precision, round(report.f1, 3)) == (1.0, 2 / 3, 0.8)
    assert (report.missed, report.extra) == ((), (stray,))
    assert report.attributes == {
        "indicator": 1.0, "period": 1.0, "stat": 1.0, "comparator": 0.5, "status": 1.0, "region": 1.0,
    }  # fmt: skip
    assert score_figures(gold, [stray]).missed == tuple(gold[:2])


def test_the_gold_of_the_test_documents_stands_in_them() -> None:
    texts = {path.name: plain(re.sub(r"(?s)<style.*?</style>|<[^>]+>", "", path.read_text("utf-8")))
             for path in (DATA / "docs").iterdir()}  # fmt: skip
    pages = [plain(page) for page in (DATA / "docs" / WHITE_PAPER).read_text("utf-8").split("\f")]
    golds = read_golds(DATA / "questions.jsonl")
    assert len({gold.id for gold in golds}) == 60
    for gold in golds:
        for quote, page in zip(gold.quotes, gold.pages, strict=True):
            homes = [text for text in ([pages[page - 1]] if page else texts.values()) if plain(quote) in text]
            assert homes, (gold.id, quote)
        assert all(any(holds(plain(gold.text), key) for key in group) for group in gold.key_strings), gold.id
    for figure in read_figures(DATA / "figures.jsonl"):
        assert plain(figure["quote"]) in texts[figure["doc"]], figure["id"]
        assert plain(figure["value"].lstrip("-")) in plain(figure["quote"]), figure["id"]


def printed_by(script: str, *arguments: Path) -> str:
    """What an outside scorer prints."""
    command = [sys.executable, str(OUTSIDE / script), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def variants(gold: QuestionGold) -> list[dict[str, Any]]:
    """Five answers to a question: right, without evidence, a wrong number, a refusal, a dump."""
    citations = [citation(quote, page, "x.pdf") for quote, page in zip(gold.quotes, gold.pages, strict=True)]
    return [
        answer(gold.text, citations=citations, status="answered" if gold.answerable else "no_evidence"),
        answer(gold.text),
        answer("一共9999件。", citations=[item | {"page": 99} for item in citations[:1]]),
        answer("文档中没有这项数据。", "near_miss"),
        answer(gold.text + "其余内容照录如下，共5段。" * 40, citations=citations),
    ]


@pytest.mark.skipif(not (OUTSIDE / "score.py").exists(), reason="the outside scorer is not at hand")
def test_agrees_with_the_outside_scorer(tmp_path: Path) -> None:
    golds = read_golds(DATA / "questions.jsonl")
    for number in range(5):
        pairs = [(gold, variants(gold)[number]) for gold in golds]
        answers = tmp_path / f"{number}.jsonl"
        lines = [json.dumps({"id": gold.id} | given_answer, ensure_ascii=False) for gold, given_answer in pairs]
        answers.write_text("\n".join(lines), "utf-8")
        table = printed_by("score.py", DATA / "questions.jsonl", answers)
        theirs = {line.split()[0]: line.split()[1:] for line in table.splitlines()[1:]}
        columns = ["right", "evidence", "page", "wrong_number", "gated", "quoted", "concise"]
        for row in score(pairs).rows:
            ours = [f"{row.rates[c]:.3f}" if c in row.rates else "-" for c in columns]
            assert [str(row.count), *ours] == theirs[row.name], (number, row.name)
    assert set(columns) == set(MARKS)


@pytest.mark.skipif(not (OUTSIDE / "score_figures.py").exists(), reason="the outside scorer is not at hand")
def test_agrees_with_the_outside_figure_scorer(tmp_path: Path) -> None:
    gold = read_figures(DATA / "figures.jsonl")
    extracted = [f | {"source": f["doc"], "id": f"x{f['id']}"} for i, f in enumerate(gold) if i % 4]
    extracted += [f | {"source": f["doc"], "value": "12345", "normalized_value": 12345} for f in gold[::10]]
    extracted[0] |= {"stat": "rank", "region": None}
    figures = tmp_path / "figures.json"
    figures.write_text(json.dumps(extracted, ensure_ascii=False), "utf-8")
    printed = printed_by("score_figures.py", DATA / "figures.jsonl", figures)
    report = score_figures(gold, extracted)
    assert f"recall {report.recall:.3f}  precision {report.precision:.3f}  F1 {report.f1:.3f}" in printed
    for name, rate in report.attributes.items():
        assert f"{name} {rate:.3f}" in printed
