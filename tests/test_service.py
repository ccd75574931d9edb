"""The wiring: ingest, remove, lists, generations, and the questions that are refused as such."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from ip_documents import DOCUMENTS, opened, write
from pdf_writer import Text, pdf

from ipqa.errors import QuestionError, ReadingError
from ipqa.service import IngestEvent, IngestProgress, IngestReport, Ipqa
from ipqa.settings import Settings


def reports(events: Iterator[IngestEvent]) -> list[tuple[str, str]]:
    return [(e.source, e.status) for e in events if isinstance(e, IngestReport)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "docs")


def ingested(ipqa: Ipqa, paths: Sequence[Path]) -> list[tuple[str, str]]:
    return sorted(reports(ipqa.ingest(paths)))


NAMES = sorted(DOCUMENTS)


def test_ingesting_twice_changes_nothing(tmp_path: Path, folder: Path) -> None:
    with opened(tmp_path / "index", folder) as ipqa:
        before, generation = ipqa.documents(), ipqa.generation
        figures = ipqa.figures()
        assert ingested(ipqa, [folder]) == [(name, "unchanged") for name in NAMES]
        assert (ipqa.documents(), ipqa.figures(), ipqa.generation) == (before, figures, generation)


def test_a_revised_file_replaces_its_version(tmp_path: Path, folder: Path) -> None:
    with opened(tmp_path / "index", folder) as ipqa:
        generation = ipqa.generation
        ids = {d.source: d.id for d in ipqa.documents()}
        (folder / "年报.md").write_text(DOCUMENTS["年报.md"].replace("3300 件", "3350 件"), "utf-8")
        assert ingested(ipqa, [folder]) == [(n, "replaced" if n == "年报.md" else "unchanged") for n in NAMES]
        assert ipqa.ask("2022年鸠江区专利授权量是多少？").text == "2022年：鸠江区专利授权量 3350 件。[1]"
        assert {d.source: d.id for d in ipqa.documents()} == ids
        assert ipqa.generation == generation + 1


def test_a_file_that_fails_is_reported_and_the_rest_goes_in(tmp_path: Path, folder: Path) -> None:
    (folder / "坏.docx").write_bytes(b"not a zip")
    (folder / "空.txt").write_text("  \n", "utf-8")
    with opened(tmp_path / "index", tmp_path / "docs") as ipqa:
        assert sorted(d.source for d in ipqa.documents()) == NAMES
        found = [e for e in ipqa.ingest([folder]) if isinstance(e, IngestReport) and e.status == "failed"]
        assert sorted(e.source for e in found) == ["坏.docx", "空.txt"]
        assert all(len(e.warnings) == 1 and e.warnings[0].endswith("。") for e in found)


def test_reasons_pages_and_tables_are_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "docs", {"表.md": "# 甲地通报\n\n| 类别 | 件数 |\n|---|---|\n| 专利 | 5 |\n"})
    (folder / "页.pdf").write_bytes(pdf([[Text(72, 700, f"第{n}页的正文在这里。")] for n in (1, 2)]))
    (folder / "旧.doc").write_bytes(b"{\\rtf1 x}")
    with Ipqa.open(Settings(index=tmp_path / "index")) as ipqa:
        events = list(ipqa.ingest([folder]))
    told = [(e.source, e.status, e.pages, e.tables, e.reason) for e in events if isinstance(e, IngestReport)]
    assert told == [
        ("旧.doc", "failed", 0, 0, "unsupported"), ("表.md", "added", 0, 1, None), ("页.pdf", "added", 2, 0, None),
    ]  # fmt: skip
    progress = [e for e in events if isinstance(e, IngestProgress)]
    files = [IngestProgress("read", n, 3, name) for n, name in enumerate(("旧.doc", "表.md", "页.pdf"))]
    assert [e for e in progress if e.stage == "read"] == files
    assert progress[-3:] == [
        IngestProgress("page", 2, 2, "页.pdf"), IngestProgress("commit", 3, 3), IngestProgress("done", 3, 3),
    ]  # fmt: skip


def test_a_path_that_is_not_there(tmp_path: Path, folder: Path) -> None:
    with opened(tmp_path / "index", folder) as ipqa, pytest.raises(ReadingError):
        list(ipqa.ingest([tmp_path / "没有"]))


def test_a_removed_document_leaves_nothing_behind(tmp_path: Path, folder: Path) -> None:
    with opened(tmp_path / "index", folder) as ipqa:
        yearbook = next(d for d in ipqa.documents() if d.source == "年报.md")
        generation = ipqa.generation
        assert ipqa.remove(yearbook.id) is True
        assert ipqa.generation == generation + 1
        assert sorted(d.source for d in ipqa.documents()) == ["办法.md", "白皮书.md"]
        assert ipqa.figures(yearbook.id) == []
        assert ipqa.ask("2021年鸠江区专利授权量是多少？").status == "near_miss"
        assert all(hit.source != "年报.md" for hit in ipqa.search("2021年专利授权量", 50))
        assert ipqa.remove(yearbook.id) is False


@pytest.mark.parametrize("question", ["", "  \n\u3000"])
def test_an_empty_question(tmp_path: Path, question: str) -> None:
    with opened(tmp_path / "index", write(tmp_path / "docs", {})) as ipqa:
        for use in (ipqa.ask, ipqa.search):
            with pytest.raises(QuestionError) as raised:
                use(question)
            assert (str(raised.value), raised.value.english) == ("请输入问题。", "Please enter a question.")


def test_a_question_that_is_too_long(tmp_path: Path) -> None:
    with opened(tmp_path / "index", write(tmp_path / "docs", {}), limit=10) as ipqa:
        assert ipqa.ask("专" * 10).status == "no_evidence"
        with pytest.raises(QuestionError) as raised:
            ipqa.ask("专" * 11)
        assert str(raised.value) == "问题太长：11 字，最多 10 字。"


def test_an_empty_library_refuses(tmp_path: Path) -> None:
    with opened(tmp_path / "index", write(tmp_path / "docs", {})) as ipqa:
        answer = ipqa.ask("2023年专利授权量是多少？")
        assert (answer.status, answer.citations) == ("no_evidence", ())
        assert (ipqa.documents(), ipqa.figures(), ipqa.search("专利")) == ([], [], [])


def test_figures_by_query_and_document(tmp_path: Path, folder: Path) -> None:
    with opened(tmp_path / "index", folder) as ipqa:
        rows = ipqa.figures(query="质押融资金额")
        assert sorted((str(r.figure.value), r.figure.unit, r.source) for r in rows) == [
            ("24500", "万元", "白皮书.md"),
            ("3", "亿元", "白皮书.md"),
        ]
        yearbook = next(d.id for d in ipqa.documents() if d.source == "年报.md")
        assert sorted(str(r.figure.value) for r in ipqa.figures(yearbook, "专利授权量")) == ["3050", "3300"]
        assert ipqa.figures(query="植物新品种") == []
        assert all(r.quote.strip() and str(r.figure.value) in r.quote for r in ipqa.figures())


def test_collections_are_asked_apart(tmp_path: Path, folder: Path) -> None:
    with opened(tmp_path / "index", folder) as ipqa:
        inner = write(tmp_path / "inner", {"内部.md": "# 芜湖市鸠江区内部简报\n\n2020年，鸠江区专利授权量 2900 件。\n"})
        assert reports(ipqa.ingest([inner], "inner")) == [("内部.md", "added")]
        question = "2020年鸠江区专利授权量是多少？"
        assert ipqa.ask(question).text == "2020年：鸠江区专利授权量 2900 件。[1]"
        assert ipqa.ask(question, collections=["inner"]).citations[0].collection == "inner"
        assert ipqa.ask(question, collections=["public"]).status == "near_miss"


def test_the_index_opens_again(tmp_path: Path, folder: Path) -> None:
    question = "2023年鸠江区专利授权量是多少？"
    with opened(tmp_path / "index", folder) as ipqa:
        first, generation = ipqa.ask(question), ipqa.generation
    with Ipqa.open(ipqa.settings) as again:
        assert again.generation == generation
        assert (again.ask(question).text, again.ask(question).generation) == (first.text, generation)
