"""Near neighbours over three invented documents: what they do not say is refused, the same facts in plain words found.

`none.txt` asks for another member, bank, company, product, stage, crime, right, industry, channel, sex or country, or
narrows what the documents do say; none has an answer. `said.tsv` asks for what they say, and its second column is the
value.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipqa.service import Ipqa
from ipqa.settings import Settings

DATA = Path(__file__).parent / "data" / "neighbours"
ANSWERED = ("answered", "conflict")
SAID_FLOOR = 0.8


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ipqa]:
    opened = Ipqa.open(Settings(index=tmp_path_factory.mktemp("neighbours")))
    for _ in opened.ingest(sorted((DATA / "docs").iterdir())):
        pass
    yield opened
    opened.close()


def test_no_neighbour_is_answered(service: Ipqa) -> None:
    asked = (DATA / "none.txt").read_text("utf-8").splitlines()
    answers = {question: service.ask(question) for question in asked}
    assert len(answers) >= 150
    assert {q: a.text for q, a in answers.items() if a.status in ANSWERED} == {}


def test_what_is_said_is_found(service: Ipqa) -> None:
    rows = [line.split("\t") for line in (DATA / "said.tsv").read_text("utf-8").splitlines()]
    answers = [(question, value, service.ask(question)) for question, value in rows]
    missed = {q: a.text for q, value, a in answers if a.status not in ANSWERED or value not in a.text}
    assert len(rows) == 60
    assert len(missed) <= (1 - SAID_FLOOR) * len(rows), missed
