"""The command line: what it prints, what it exits with, and that it starts at once."""

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from fakes import ANSWERS, DOCUMENTS, HITS, QUOTE_1, FakeIpqa
from hypothesis import given
from hypothesis import strategies as st

from ipqa.batch import BadLine, BatchQuestion, read_questions
from ipqa.cli import main
from ipqa.contract import answer_to_json, hits_to_json, whole_percents
from ipqa.errors import LibraryError
from ipqa.records import Turn
from ipqa.service import IngestProgress
from ipqa.settings import Settings
from ipqa.terminal import aligned, answer_text, progress_text
from ipqa.text import display_width


class Line:
    """Runs commands on one fake service and keeps what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.service = FakeIpqa()
        self.settings: list[Settings] = []
        self._capsys = capsys

    def __call__(self, *argv: str) -> tuple[int, str, str]:
        code = main(argv, self._open)
        captured = self._capsys.readouterr()
        return code, captured.out, captured.err

    def _open(self, settings: Settings) -> FakeIpqa:
        self.settings.append(settings)
        return self.service


@pytest.fixture
def ipqa(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Line:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("IPQA_INDEX", raising=False)
    return Line(capsys)


def test_ask_prints_answer_citations_figures_and_calculation(ipqa: Line) -> None:
    code, out, err = ipqa("ask", "差")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "青河市有效发明专利量 1250 件[1]，其中企业 820 件[1]，相差 430 件。",
        "",
        "引用",
        "[1] 青河市知识产权白皮书 › 二、专利 › （二）有效量，第 5 页（青河白皮书.pdf）",
        f"    {QUOTE_1}",
        "",
        "数据",
        "指标            维度           地区    期间  数值     性质  引用",
        "有效发明专利量  —              青河市  2023  1250 件  实际  [1]",
        "有效发明专利量  权利主体=企业  青河市  2023  820 件   实际  [1]",
        "",
        "计算：1250 件 − 820 件 = 430 件",
    ]
    assert ipqa.service.closed


def test_refusals_and_conflicts_say_so_first() -> None:
    assert answer_text(ANSWERS["近似"]).startswith("【文档中没有所问的内容，只有近似项】\n")
    assert answer_text(ANSWERS["没有"]) == "【没有找到依据】\n文档中没有找到 2023年青河市商标转让 的内容。"
    assert answer_text(ANSWERS["天气"], "en").startswith("【Out of scope】\n")
    assert answer_text(ANSWERS["冲突"]).endswith("说明\n· 两处相差 14 件。[1][2]")


def test_a_recognised_quote_is_marked() -> None:
    lines = answer_text(ANSWERS["扫描"]).splitlines()
    place = "[1] 青河市知识产权白皮书 › 二、专利 › （二）有效量，第 5 页（青河白皮书.pdf）（图像识别，置信度 93%）"
    assert lines[2:] == [
        "引用", place, "    查处商标侵权案件 86 起", "", "说明", "· 引文[1]由图像识别得到，请核对原件。",
    ]  # fmt: skip
    assert "（recognised in a picture, confidence 93%）" in answer_text(ANSWERS["扫描"], "en")


def test_a_citation_says_where_it_stands() -> None:
    (shown,) = answer_to_json(ANSWERS["扫描"])["citations"]
    assert (shown["boxes"], shown["confidence"]) == (
        [
            {"page": 5, "left": 0.1, "top": 0.2, "right": 0.9, "bottom": 0.22},
            {"page": 6, "left": 0.1, "top": 0.05, "right": 0.4123, "bottom": 0.07},
        ],
        0.93,
    )
    assert [whole_percents(sure) for sure in (0.0, 0.29, 0.9312, 0.9977, 1.0)] == [0.0, 0.29, 0.93, 0.99, 1.0]
    (plain,) = answer_to_json(ANSWERS["差"])["citations"]
    assert (plain["boxes"], plain["confidence"]) == ([], None)


def test_ask_json_is_the_contract(ipqa: Line) -> None:
    code, out, _ = ipqa("ask", "冲突", "--json", "--as-of", "2026-01-31")
    assert (code, json.loads(out)) == (0, answer_to_json(ANSWERS["冲突"]))
    assert ipqa.service.asked == [("冲突", (), None, date(2026, 1, 31))]


def test_search_json_and_text(ipqa: Line) -> None:
    code, out, _ = ipqa("search", "发明专利", "-k", "1", "--json")
    assert (code, json.loads(out)) == (0, {"question": "发明专利", "passages": hits_to_json(HITS[:1])})
    code, out, _ = ipqa("search", "发明专利")
    assert out.startswith(f"1. 青河市知识产权白皮书 › 二、专利，第 5 页（青河白皮书.pdf，0.5000）\n   {QUOTE_1}\n")


def test_documents_figures_remove(ipqa: Line) -> None:
    first = json.loads(ipqa("documents", "--json")[1])["documents"][0]
    assert (first["title"], first["pages"], first["tables"]) == (DOCUMENTS[0].title, 12, 5)
    assert ipqa("documents")[1].splitlines()[1].split()[:4] == [
        "d1",
        "public",
        "青河市知识产权白皮书",
        "青河白皮书.pdf",
    ]
    assert [row["value"] for row in json.loads(ipqa("figures", "--json", "--document", "d1")[1])] == ["1250", "820"]
    lines = ipqa("figures", "--csv")[1].splitlines()
    assert lines[0].split(",")[:5] == ["id", "document_id", "source", "page", "indicator"]
    assert lines[2].split(",")[:8] == [
        "f820", "d1", "青河白皮书.pdf", "5", "有效发明专利量", "有效发明专利量", "count", "权利主体=企业",
    ]  # fmt: skip
    assert ipqa("remove", "d1") == (0, "已删除 d1。\n", "")
    assert ipqa("remove", "d9") == (2, "", "没有编号为 d9 的文档。\n")


def test_ingest_reports_each_file_and_fails_if_one_failed(ipqa: Line, tmp_path: Path) -> None:
    for name in ("甲.txt", "乙.bad"):
        (tmp_path / name).write_text("x", "utf-8")
    code, out, err = ipqa("ingest", "甲.txt", "乙.bad", "--json")
    assert code == 1
    assert json.loads(out) == {
        "documents": [
            {"source": "甲.txt", "status": "added", "pages": 2, "passages": 3, "figures": 4, "tables": 0,
             "reason": None, "warnings": []},
            {"source": "乙.bad", "status": "failed", "pages": 0, "passages": 0, "figures": 0, "tables": 0,
             "reason": None, "warnings": ["不认识这种文件。"]},
        ]
    }  # fmt: skip
    assert err == "新增 甲.txt：2 页，3 段，4 个数据项\n失败 乙.bad\n    注意：不认识这种文件。\n"
    assert ipqa("ingest", "甲.txt")[0] == 0


def test_progress_names_the_file_and_its_page() -> None:
    assert progress_text(IngestProgress("read", 2, 9, "a.pdf")) == "阅读 a.pdf"
    assert progress_text(IngestProgress("page", 3, 120, "a.pdf")) == "阅读 a.pdf（第 3 / 120 页）"
    assert progress_text(IngestProgress("document", 200, 0, "a.jsonl")) == "阅读 a.jsonl（200 个文档）"
    assert progress_text(IngestProgress("commit", 9, 9)) == "写入索引"


def test_batch_does_the_rest_when_a_line_is_bad(ipqa: Line, tmp_path: Path) -> None:
    lines = [
        '{"id": 1, "question": "差", "history": [{"role": "user", "content": "前"}], "as_of": "2025-02-03"}',
        "",
        r'{"id": "\ud800", "question": "x"}',
        '{"question": "没有编号"}',
        '{"id": "空", "question": " "}',
        '{"id": "末", "question": "没有"}',
    ]
    (tmp_path / "in.jsonl").write_text("\ufeff" + "\n".join(lines), "utf-8")
    code, out, err = ipqa("ask", "--batch", "in.jsonl", "--out", "out.jsonl", "--as-of", "2026-01-01")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "第 3 行：不是有效的 JSON。",
        "第 4 行：缺少 id。",
        "第 5 行：请输入问题。",
        "完成 2 行，失败 3 行：out.jsonl",
    ]
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert written == [answer_to_json(ANSWERS["差"]) | {"id": 1}, answer_to_json(ANSWERS["没有"]) | {"id": "末"}]
    assert list(written[0])[:2] == ["id", "contract"]
    assert ipqa.service.asked == [
        ("差", (Turn("user", "前"),), None, date(2025, 2, 3)),
        ("没有", (), None, date(2026, 1, 1)),
    ]
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["in.jsonl", "out.jsonl"]


def test_search_batch(ipqa: Line, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "q1", "question": "发明"}\n', "utf-8")
    assert ipqa("search", "--batch", "in.jsonl", "--out", "out.jsonl", "-k", "2")[0] == 0
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8")) == {"id": "q1", "passages": hits_to_json(HITS)}


def test_an_interrupted_batch_keeps_the_old_result_and_what_is_done(ipqa: Line, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": 1, "question": "差"}\n{"id": 2, "question": "库坏"}\n', "utf-8")
    (tmp_path / "out.jsonl").write_text("old", "utf-8")
    assert ipqa("ask", "--batch", "in.jsonl", "--out", "out.jsonl") == (2, "", "索引无法读取。\n")
    assert (tmp_path / "out.jsonl").read_text("utf-8") == "old"
    kept = (tmp_path / "out.jsonl.partial").read_text("utf-8")
    assert json.loads(kept) == answer_to_json(ANSWERS["差"]) | {"id": 1}


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["ask"], "用法不对：请给出一个问题，或者用 --batch 与 --out。见 ipqa ask --help。"),
        (["ask", "x", "--batch", "a", "--out", "b"],
         "用法不对：请给出一个问题，或者用 --batch 与 --out。见 ipqa ask --help。"),
        (["ask", "--batch", "a"], "用法不对：--batch 与 --out 要一起用。见 ipqa ask --help。"),
        (["ask", "x", "--as-of", "soon"], "用法不对：日期 soon 无效，请写成 2026-01-31。见 ipqa ask --help。"),
        (["ask", "x", "--nope"], "用法不对：没有选项 --nope。见 ipqa ask --help。"),
        (["ask", "\udcff"], "用法不对：问题不是有效的 UTF-8 文字。见 ipqa ask --help。"),
        (["nope"], "用法不对：没有命令 nope。见 ipqa --help。"),
        (["ingest", "无此文件"], "用法不对：找不到路径 无此文件。见 ipqa ingest --help。"),
        (["figures", "--json", "--csv"], "用法不对：--json 与 --csv 只能选一个。见 ipqa figures --help。"),
        (["search", "x", "-k", "0"], "用法不对：'-k' 的值无效：应不小于 1。见 ipqa search --help。"),
        (["ask", " "], "请输入问题。"),
        (["ask", "长" * 51], "问题超过 50 个字。"),
        (["ask", "库坏"], "索引无法读取。"),
        (["ask", "崩溃"], "程序内部出错（RuntimeError：secret detail）。"),
        (["ask", "--batch", "none.jsonl", "--out", "o"], "无法读写 none.jsonl：No such file or directory。"),
    ],
)  # fmt: skip
def test_errors_are_one_line_and_code_2(ipqa: Line, argv: Sequence[str], sentence: str) -> None:
    assert ipqa(*argv) == (2, "", sentence + "\n")


def test_an_unreadable_index_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def opener(settings: Settings) -> FakeIpqa:
        raise LibraryError("索引\n损坏。")

    assert main(["documents"], opener) == 2
    assert capsys.readouterr().err == "索引 损坏。\n"


def test_settings_come_from_options_then_environment(ipqa: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPQA_INDEX", "from-env")
    monkeypatch.setenv("IPQA_LANGUAGE", "en")
    ipqa("documents")
    ipqa("documents", "--index", "given")
    assert [s.index for s in ipqa.settings] == [Path("from-env"), Path("given")]
    assert ipqa("ask", " ") == (2, "", "Please ask a question.\n")
    monkeypatch.setenv("IPQA_PORT", "many")
    code, _, err = ipqa("documents")
    assert code == 2
    assert err.startswith("设置 IPQA_PORT 的值无效：")
    assert err.count("\n") == 1


def test_help_names_every_command() -> None:
    run = subprocess.run([sys.executable, "-m", "ipqa.cli", "--help"], capture_output=True, text=True, check=True)
    commands = [line.split()[0] for line in run.stdout.partition("Commands:")[2].strip().splitlines()]
    assert commands == [
        "ingest",
        "ask",
        "search",
        "documents",
        "remove",
        "audit",
        "eval",
        "serve",
        "figures",
        "aliases",
    ]


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f'"{sys.executable}" -m ipqa.cli ask --help; exit $?'
    run = subprocess.run(f"({command}) | true", shell=True, capture_output=True, text=True, check=True)
    assert run.stderr == ""


@given(st.text(alphabet=st.characters(codec="utf-8")), st.one_of(st.integers(), st.text()))
def test_every_question_survives_the_way_through_a_batch_line(question: str, identity: int | str) -> None:
    line = json.dumps({"id": identity, "question": question}, ensure_ascii=False)
    assert read_questions(f"\n{line}\n") == [BatchQuestion(2, identity, question)]


@given(st.text())
def test_any_line_is_a_question_or_a_bad_line_with_its_number(text: str) -> None:
    found = read_questions(text)
    assert [item.line for item in found] == [
        n for n, s in enumerate(text.removeprefix("\ufeff").split("\n"), 1) if s.strip()
    ]
    assert all(isinstance(item, BadLine | BatchQuestion) for item in found)


@given(st.lists(st.tuples(st.text("a专 ", max_size=5), st.text("b利 ", max_size=5)), min_size=1))
def test_second_columns_start_at_the_same_place(rows: list[tuple[str, str]]) -> None:
    width = max(display_width(first) for first, _ in rows)
    assert aligned(rows) == [
        (first + " " * (width - display_width(first)) + "  " + second).rstrip() for first, second in rows
    ]
