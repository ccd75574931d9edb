"""The index of figures loses nothing that looking at every figure would have found."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_corrections import entry, put, say

import ipqa.service as service_module
from ipqa.candidates import candidates, figure_query
from ipqa.everyday import official
from ipqa.library import Library
from ipqa.library.figure_index import FigureQuery, period_terms
from ipqa.models.hashing import HashingEmbedder
from ipqa.service import Ipqa
from ipqa.settings import Settings
from ipqa.statistics import FigureLibrary, best, read_question
from ipqa.statistics.asked.slots import prepared

DATA = Path(__file__).parent / "data"
QUESTIONS = [json.loads(line) for line in (DATA / "questions.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def ipqa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ipqa]:
    with Ipqa.open(Settings(index=tmp_path_factory.mktemp("index"))) as opened:
        list(opened.ingest([DATA / "docs"]))
        yield opened


def test_every_figure_that_is_asked_for_is_a_candidate(ipqa: Ipqa) -> None:
    lost = []
    with ipqa._library.snapshot() as snapshot:
        library = FigureLibrary(snapshot.figures(), snapshot.document)
        known = library.known(library.figures)
        for line in QUESTIONS:
            query = read_question(official(line["question"]), None, 2026)
            ids = {f.id for f in candidates(snapshot, line["question"], (), None, None, 2026)}
            for slots in (query.whole, *query.operands):
                found = best(slots, prepared(query.question), known)
                lost += [
                    (line["question"], match.known.figure.id) for match in found if match.known.figure.id not in ids
                ]
    assert lost == []


def test_answers_are_the_same_by_index(ipqa: Ipqa, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [line["question"] for line in QUESTIONS if not line.get("history")][::4]
    before = [ipqa.ask(question).text for question in asked]
    monkeypatch.setattr(service_module, "MANY_FIGURES", 0)
    ipqa._figures = None
    assert [ipqa.ask(question).text for question in asked] == before


def test_a_question_gives_words_places_and_times() -> None:
    query = figure_query("2021年洛阳市企业专利授权量比2019年多多少？")
    assert (query.words[0], query.regions, query.periods) == ("企业专利授权量比", ("洛阳市",), ("2021", "2019"))
    assert figure_query("2018-2020年商标申请量").periods == ("2018/2020", "2018", "2019", "2020")
    assert figure_query("今年的商标申请量", anchor=2024).periods == ("2024",)
    assert figure_query("专利密度", {"专利密度": ["每万人专利数"]}).words == ("专利密度", "每万人专利数")


def test_periods_are_found_by_their_years() -> None:
    assert period_terms("2018/2022") == ("2018/2022", "2018", "2022")
    assert period_terms("2023-01/2023-06") == ("2023-01/2023-06", "2023")
    assert period_terms(None) == ()


def test_the_index_follows_revisions_and_corrections(tmp_path: Path) -> None:
    with Library.open(tmp_path / "索引", HashingEmbedder()) as library:
        put(library, entry(("甲类专利数", 12), ("乙类商标数", 30)))
        put(library, entry(("甲类专利数", 12), ("丙类商标数", 31), ("丁类地标数", 8)))

        def named(*words: str, **other: tuple[str, ...]) -> list[str]:
            with library.snapshot() as snapshot:
                assert snapshot.problems() == []
                return [f.indicator for f in snapshot.named_figures(FigureQuery(words, **other), 5)]

        assert named("商标") == ["丙类商标数"]
        assert named("专利", regions=("河南省",), periods=("2023",)) == ["甲类专利数"]
        assert named("专利", regions=("湖北省",)) == []
        assert named("专利", periods=("2022",)) == []
        assert named("专利", collections=()) == []
        assert named() == []
        with library.snapshot() as snapshot:
            identity = next(f.id for f in snapshot.figures() if f.indicator == "丁类地标数")
        say(library, identity, "edit", indicator="戊类标志数", region="湖北省")
        assert named("标志", regions=("湖北省",)) == ["戊类标志数"]
        with library.write() as writer:
            writer.remove(entry(("甲类专利数", 12)).document.id)
        assert (named("专利"), named("标志")) == ([], [])
