"""Reading in processes: what comes back, in which order, and what a file that misbehaves costs."""

import json
import os
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from misbehaving import DEEDS, LIES
from pdf_writer import Text, pdf

from ipqa.errors import ReadingError
from ipqa.ingestion import EntryRead, FileBegun, Limits, Pool, Reading, ReadingProblem, Unchanged, draw_page
from ipqa.ingestion.archives import part_starts
from ipqa.ingestion.bundles import parts
from ipqa.ingestion.checks import Asked, Lie, checked, one_line
from ipqa.ingestion.entries import entry_of
from ipqa.ingestion.wire import BadFrame, Done, Read, Same, decoded, encoded, listed
from ipqa.reading import read
from ipqa.reading.page_image import render_page
from ipqa.reading.structure.blocks import version_of
from ipqa.records import Box, Entry, Graphic, Page, Section, Table

MISBEHAVING = (sys.executable, str(Path(__file__).with_name("misbehaving.py")))
ORDINARY = "甲地通报\n\n2023年，甲地专利授权量 320 件。\n"
STRICT = Limits(workers=2, memory_mb=400, output_mb=8, seconds=1.5, total_seconds=2.5)


def outcome(events: Iterable[object]) -> list[tuple[str, str]]:
    """(source, what became of it) for all but progress."""
    told: list[tuple[str, str]] = []
    for event in events:
        match event:
            case EntryRead(entry):
                told.append((entry.document.source, "read"))
            case Unchanged(source):
                told.append((source, "unchanged"))
            case ReadingProblem(source, message):
                told.append((source, message))
    return told


def read_all(files: Sequence[Path], known: dict[str, str] | None = None, limits: Limits | None = None) -> list[object]:
    with Pool(limits or Limits(workers=2)) as pool:
        return list(Reading(pool, files, "c", known or {}))


def written(folder: Path, texts: dict[str, str]) -> list[Path]:
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


def test_files_come_in_their_order_as_in_one_process(tmp_path: Path) -> None:
    files = written(tmp_path, {f"{i}.md": f"# 第{i}号通报\n\n2023年，甲地专利授权量 {i}20 件。\n" for i in range(9)})
    events = read_all(files)
    assert events == [
        what
        for number, path in enumerate(files)
        for what in (FileBegun(number, path), EntryRead(entry_of(read(path, "c")), path))
    ]


def test_what_is_known_is_not_read(tmp_path: Path) -> None:
    files = written(tmp_path, {"a.txt": ORDINARY, "b.txt": ORDINARY})
    known = {"a.txt": read(files[0], "c").version}
    with Pool(Limits(workers=1), command=("/nonexistent",)) as pool:  # no process is started
        assert list(Reading(pool, files[:1], "c", known)) == [
            FileBegun(0, files[0]),
            Unchanged("a.txt", known["a.txt"]),
        ]
    assert outcome(read_all(files, known)) == [("a.txt", "unchanged"), ("b.txt", "read")]


def test_each_misdeed_costs_one_file(tmp_path: Path) -> None:
    expected = {
        "挂起": "挂起.txt 读取超时（1.5 秒没有进展），已停止读取。",
        "空转": "空转.txt 读取超时（超过 2.5 秒），已停止读取。",
        "占内存": "占内存.txt 占用内存过多（超过 400 MB），已停止读取。",
        "退出": "退出.txt 无法读取：读取程序意外退出。",
        "段错误": "段错误.txt 无法读取：读取程序意外退出。",
        "异常": "异常.txt 的内容异常，无法读取（IndexError）。",
        "递归": "read",
        "越界": "read",
        "乱码": "乱码.txt 无法读取：读取程序给出的结果无效。",
        "假消息": "假消息.txt 无法读取：读取程序给出的结果无效。",
        "巨大": "巨大.txt 读取结果过大（超过 8 MB），已停止读取。",
        "空回答": "空回答.txt 无法读取：读取程序给出的结果无效。",
        "多话": "read",
    }
    assert expected.keys() == DEEDS.keys()
    texts = {}
    for deed in DEEDS:
        texts |= {f"{deed}.txt": f"{deed}\n\n正文。\n", f"在{deed}之后.txt": ORDINARY}
    files = written(tmp_path, texts)
    with Pool(STRICT, MISBEHAVING) as pool:
        told = outcome(Reading(pool, files, "c", {}))
    assert told == [pair for deed in DEEDS for pair in ((f"{deed}.txt", expected[deed]), (f"在{deed}之后.txt", "read"))]


def test_lies_are_not_believed(tmp_path: Path) -> None:
    files = written(
        tmp_path, {"真.txt": ORDINARY} | {f"{lie}.txt": f"{lie}\n\n正文。\n" for lie in LIES if lie != "半字"}
    )
    with Pool(Limits(workers=1), MISBEHAVING) as pool:
        told = outcome(Reading(pool, [*files, files[0]], "c", {}))
    lies = [(path.name, f"{path.name} 无法读取：读取程序给出的结果无效。") for path in files[1:]]
    assert told == [("真.txt", "read"), *lies, ("真.txt", "read")]


def with_document(**wrong: object) -> Callable[[Entry], Entry]:
    return lambda entry: replace(entry, document=replace(entry.document, **wrong))  # type: ignore[arg-type]


def with_figure(**wrong: object) -> Callable[[Entry], Entry]:
    return lambda entry: replace(entry, figures=(replace(entry.figures[0], **wrong),))  # type: ignore[arg-type]


def with_passage(**wrong: object) -> Callable[[Entry], Entry]:
    return lambda entry: replace(entry, passages=(replace(entry.passages[0], **wrong),))  # type: ignore[arg-type]


ONE_PAGE = (Page(1, 0, 4),)
CONTRADICTIONS: tuple[tuple[str, Callable[[Entry], Entry]], ...] = (
    ("source", with_document(source="b.txt")),
    ("source", with_document(source="a.txt#b.txt")),
    ("collection", with_document(collection="机密")),
    ("id", with_document(id="0" * 16)),
    ("version", with_document(version="0" * 16)),
    ("text", with_document(text=" ")),
    ("pages", with_document(pages=(Page(0, 0, 4),))),
    ("pages", with_document(pages=(Page(1, 0, 9), Page(2, 8, 10)))),
    ("pages", with_document(pages=(Page(1, 0, 10_000),))),
    ("pages", with_document(pages=(Page(1, 0, 4, 1.5),))),
    ("sections", with_document(sections=(Section(1, ("甲",), 3, 1, 4),))),
    ("sections", with_document(sections=(Section(1, ("甲",), 3, 4, 10_000),))),
    ("sections", with_document(sections=(Section(1, ("甲",), 3, 4, 5), Section(1, ("乙",), 0, 1, 2)))),
    ("tables", with_document(tables=(Table(0, 4, None, (((0, 1), (1, 9)),)),))),
    ("tables", with_document(tables=(Table(0, 4, None, (((0, 1), (1, 2)), ((0, 1),))),))),
    ("tables", with_document(tables=(Table(0, 4, None, (), notes=((0, 10_000),)),))),
    ("graphics", with_document(graphics=(Graphic("图1", 0, 2),))),
    ("seams", with_document(seams=(0,))),
    ("seams", with_document(seams=(3, 2))),
    ("seams", with_document(seams=(10_000,))),
    ("boxes", with_document(pages=ONE_PAGE, boxes=(Box(0, 1, 1, 0.5, 0.1, float("nan"), 0.2),))),
    ("boxes", with_document(pages=ONE_PAGE, boxes=(Box(0, 1, 7, 0.1, 0.1, 0.2, 0.2),))),
    ("boxes", with_document(pages=ONE_PAGE, boxes=(Box(2, 3, 1, 0, 0, 1, 1), Box(0, 1, 1, 0, 0, 1, 1)))),
    ("passages", with_passage(end=10_000)),
    ("passages", with_passage(id="0" * 16)),
    ("passages", with_passage(document_id="0" * 16)),
    ("figures", with_figure(end=10_000)),
    ("figures", with_figure(value_start=0, start=1)),
    ("figures", with_figure(document_id="0" * 16)),
)


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Entry:
    (path,) = written(tmp_path_factory.mktemp("one"), {"a.txt": ORDINARY})
    return entry_of(read(path, "c"))


@pytest.mark.parametrize(("what", "falsify"), CONTRADICTIONS)
def test_every_claim_is_checked(entry: Entry, what: str, falsify: Callable[[Entry], Entry]) -> None:
    asked = Asked("a.txt", "c", entry.document.version, container=False)
    assert checked(entry, asked) is entry
    with pytest.raises(Lie, match=what):
        checked(falsify(entry), asked)


def test_entries_survive_the_wire(entry: Entry) -> None:
    document = replace(entry.document, pages=(Page(1, 0, 4, 0.5),), boxes=(Box(0, 1, 1, 0.1, 0.2, 1 / 3, 1.0, 0.9),))
    items = [Read(replace(entry, document=document)), Same("甲", "0"), Done()]
    assert decoded(listed([encoded(item) for item in items])) == items


@pytest.mark.parametrize(
    "frame",
    [
        b"", b"{}", b"[1]", b'[{"kind":"nope"}]', b'[{"done":"1","total":2,"kind":"pages"}]', b"[" * 100_000,
        b'[{"source":"\\ud800","version":"","kind":"same"}]', b'[{"done":1.5,"total":2,"kind":"pages"}]',
    ],
)  # fmt: skip
def test_what_is_no_reply_is_refused(frame: bytes) -> None:
    with pytest.raises(BadFrame):
        decoded(frame)


def test_what_a_stranger_says_is_shown_on_one_line() -> None:
    assert one_line("坏\x1b[2J\n文\u202e件\u3000。") == "坏 [2J 文 件 。"
    assert one_line("长" * 9999) == "长" * 300


def bundle(path: Path, lines: Iterable[tuple[str, str]]) -> Path:
    path.write_text("".join(json.dumps({"id": i, "text": t}, ensure_ascii=False) + "\n" for i, t in lines), "utf-8")
    return path


def test_a_large_bundle_is_read_in_parts(tmp_path: Path) -> None:
    filler = "甲" * 3600
    path = bundle(tmp_path / "b.jsonl", ((str(n % 290), f"第{n}条。{filler}") for n in range(300)))
    plans = list(parts(path, {}))
    assert [p.first_line for p in plans] == [1, 98, 195, 292]
    assert [p.start for p in plans[1:]] == [p.end for p in plans[:-1]]
    assert (plans[0].start, plans[-1].end) == (0, path.stat().st_size)
    assert sum(p.lines for p in plans) == 300
    assert outcome(read_all([path])) == [(f"b.jsonl#{n}", "read") for n in range(290)] + [
        (f"b.jsonl#{n}", f"b.jsonl 里的 {n} 重复，只保留第一个。") for n in range(10)
    ]


def test_of_a_bundle_only_new_lines_are_read(tmp_path: Path) -> None:
    path = bundle(tmp_path / "b.jsonl", [("1", "甲。"), ("2", "乙。")])
    known = {e.entry.document.source: e.entry.document.version for e in read_all([path]) if isinstance(e, EntryRead)}
    assert list(known) == ["b.jsonl#1", "b.jsonl#2"]
    with Pool(Limits(workers=1), command=("/nonexistent",)) as pool:
        again = outcome(Reading(pool, [path], "c", known))
    assert again == [("b.jsonl#1", "unchanged"), ("b.jsonl#2", "unchanged")]
    bundle(path, [("1", "甲。"), ("2", "丙。"), ("2", "丁。"), ("3", "甲。")])
    assert outcome(read_all([path], known)) == [
        ("b.jsonl#1", "unchanged"),
        ("b.jsonl#2", "read"),
        ("b.jsonl:3", "b.jsonl:3 这一行的 id 2 重复。"),
        ("b.jsonl#3", "read"),
    ]


def test_an_archive_loses_only_the_member_that_misbehaves(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        bad = "退出\n\n正文。\n", "异常\n\n正文。\n"
        members = (("a.txt", ORDINARY), ("坏/x.txt", bad[0]), ("y.txt", bad[1]), ("b.txt", ORDINARY), ("c.exe", "MZ"))
        for name, text in members:
            archive.writestr(name, text)
    known = {"包.zip#b.txt": version_of(ORDINARY.encode())}
    with Pool(Limits(workers=1), MISBEHAVING) as pool:
        told = outcome(Reading(pool, [path], "c", known))
    assert told[:4] == [
        ("包.zip#a.txt", "read"),
        ("包.zip#坏/x.txt", "包.zip#坏/x.txt 无法读取：读取程序意外退出。"),
        ("包.zip#y.txt", "包.zip#y.txt 的内容异常，无法读取（IndexError）。"),
        ("包.zip#b.txt", "unchanged"),
    ]
    assert told[4][0] == "包.zip#c.exe"
    assert told[4][1].startswith("不支持 c.exe 的格式；可读取 pdf、docx、xlsx、")


def test_a_large_archive_is_read_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(21):
            archive.writestr(f"{n}.txt", f"第{n}份通报全文。")
    assert part_starts(path, 2) == [0, 6, 12, 18]
    assert part_starts(path, 100) == [0, 4, 8, 12, 16, 20]
    assert part_starts(path.rename(tmp_path / "a.docx"), 2) == [0]
    (tmp_path / "a.docx").rename(path)
    assert outcome(read_all([path])) == [(f"a.zip#{n}.txt", "read") for n in range(21)]
    damaged = tmp_path / "b.zip"
    damaged.write_bytes(path.read_bytes().replace(b"PK\x01\x02", b"PK\x01\x03"))
    assert outcome(read_all([damaged])) == [("b.zip", "b.zip 已损坏，或不是 ZIP 压缩包。")]


def test_what_is_no_file_is_told_at_once(tmp_path: Path) -> None:
    pipe, odd = tmp_path / "pipe", tmp_path / os.fsdecode(b"a\xff.txt")
    os.mkfifo(pipe)
    odd.write_text("x")
    with Pool(command=("/nonexistent",)) as pool:
        assert outcome(Reading(pool, [pipe, odd, *written(tmp_path, {"a.txt": ORDINARY})], "c", {})) == [
            ("pipe", "pipe 不是文件。"),
            ("a?.txt", "a?.txt 的文件名不是有效的 UTF-8 文字。"),
            ("a.txt", "a.txt 无法读取：读取程序无法启动。"),
        ]


def test_half_characters_cost_the_document_that_holds_them(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (("a.txt", "半字\n\n正文。\n"), ("b.txt", ORDINARY)):
            archive.writestr(name, text)
    with Pool(Limits(workers=1), MISBEHAVING) as pool:
        assert outcome(Reading(pool, [path], "c", {})) == [
            ("a.zip#a.txt", "a.zip#a.txt 含有无效字符。"),
            ("a.zip#b.txt", "read"),
        ]


def test_a_page_is_drawn_by_a_process_too(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([[Text(72, 700, "第一页。")], [Text(72, 700, "第二页。")]]))
    box = Box(0, 4, 2, 0.1, 0.1, 0.3, 0.2)
    with Pool(Limits(workers=1)) as pool:
        marked = draw_page(pool, path, "甲.pdf", "application/pdf", 2, [box], 300)
        assert marked == render_page(path.read_bytes(), "application/pdf", 2, [box], 300)
        with pytest.raises(ReadingError) as caught:
            draw_page(pool, path, "甲.pdf", "application/pdf", 3)
        assert "3" in str(caught.value)
        path.write_bytes(b"nothing")
        with pytest.raises(ReadingError):
            draw_page(pool, path, "甲.pdf", "application/pdf", 1)


def test_a_pool_that_is_left_early_leaves_no_process(tmp_path: Path) -> None:
    files = written(tmp_path, {f"{n}.txt": "挂起\n" for n in range(5)})
    with Pool(Limits(workers=2), MISBEHAVING) as pool:
        assert next(iter(Reading(pool, files, "c", {}))) == FileBegun(0, files[0])
        while not pool.process_ids:
            time.sleep(0.01)
        ids = pool.process_ids
    for process in ids:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
