"""The whole path: ingest our own documents, ask 60 questions, extract all figures; the rates may not fall below these.

`tests/data/docs` holds an invented white paper (text with pages), policy (Markdown) and bulletin (HTML with a table).
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ipqa.contract import figure_to_json
from ipqa.evaluate import FigureReport, Report, evaluate, read_figures, score_figures
from ipqa.service import Ipqa
from ipqa.settings import Settings

ANSWER_FLOORS = {"right": 0.88, "evidence": 0.88, "page": 1.0, "gated": 1.0, "quoted": 1.0, "concise": 0.88}
WRONG_NUMBER_CEILING = 0.0
REFUSAL_FLOOR = 1.0  # of the questions that the documents do not answer
FIGURE_FLOORS = {"recall": 0.97, "precision": 0.98}
ATTRIBUTE_FLOORS = {
    "indicator": 0.90, "stat": 0.97, "comparator": 0.99, "status": 0.98, "period": 0.97, "region": 0.98,
}  # fmt: skip

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Run:
    """Both reports over one index."""

    answers: Report
    figures: FigureReport


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    documents = sorted((DATA / "docs").iterdir())
    service = Ipqa.open(Settings(index=tmp_path_factory.mktemp("index")))
    for _ in service.ingest(documents):
        pass
    texts = {path.name: source_text(path) for path in documents}
    extracted = [figure_to_json(row) for row in service.figures()]
    figures = score_figures(read_figures(DATA / "figures.jsonl"), extracted)
    yield Run(evaluate(DATA / "questions.jsonl", service.ask, texts), figures)
    service.close()


def source_text(path: Path) -> str:
    """The text of a source file, read without ipqa's own readers."""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"(?s)<(script|style)\b.*?</\1>|<[^>]+>", "", text))
    return text


def unmet(rates: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """The rates that are below their floor."""
    return {name: rates.get(name, 0.0) for name, floor in floors.items() if rates.get(name, 0.0) < floor}


def test_answers_meet_their_floors(run: Run) -> None:
    failures = run.answers.to_json()["failures"]
    assert not unmet(dict(run.answers.overall), ANSWER_FLOORS), failures


def test_wrong_numbers_are_rare(run: Run) -> None:
    wrong = [(one.gold.id, one.answer["text"]) for one in run.answers.scored if one.marks.wrong_number]
    assert run.answers.overall["wrong_number"] <= WRONG_NUMBER_CEILING, wrong


def test_what_is_not_there_is_refused(run: Run) -> None:
    rates = {row.name: row.rates["right"] for row in run.answers.rows}
    answered = [(one.gold.question, one.answer["text"]) for one in run.answers.failures if not one.gold.answerable]
    assert rates["unanswerable"] >= REFUSAL_FLOOR, answered


def test_figures_meet_their_floors(run: Run) -> None:
    rates = {"recall": run.figures.recall, "precision": run.figures.precision}
    missed = [(f["indicator"], f["value"], f["quote"]) for f in run.figures.missed]
    extra = [(f["indicator"], f["value"], f["quote"]) for f in run.figures.extra]
    assert not unmet(rates, FIGURE_FLOORS), {"missed": missed, "extra": extra}


def test_attributes_of_figures_meet_their_floors(run: Run) -> None:
    assert not unmet(dict(run.figures.attributes), ATTRIBUTE_FLOORS), run.figures.attributes
