"""Names and paths made to do harm, and what is printed of them."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_files import BODY, READ
from hostile_reading import LIMITS, outcomes, told

from ipqa.ingestion import EntryRead, Limits, Pool, Reading, ReadingProblem, sources
from ipqa.ingestion.checks import one_line
from ipqa.service import IngestProgress, IngestReport
from ipqa.terminal import aligned, progress_text, report_text


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(LIMITS) as pool:
        yield pool


NAMES = (
    "--help.txt", "-rf.txt", "a\nb.txt", "c\x1b[31md.txt", "e\u202etxt.exe.txt", ";id;$(id).txt", "~.txt", "%s.txt",
    "长" * 80 + ".txt",
)  # fmt: skip


def test_names_are_only_names(pool: Pool, tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_text(BODY, "utf-8")
    found = [event for event in told(pool, *sources([tmp_path])) if isinstance(event, EntryRead)]
    assert sorted(event.entry.document.source for event in found) == sorted(NAMES)


def test_what_is_printed_cannot_command_a_terminal() -> None:
    evil = "a\x1b[2J\x9b31m\u202e\r\n\x07b"
    assert report_text(IngestReport(evil, "failed", warnings=(evil,))) == "失败 a[2J31m b\n    注意：a[2J31m b"
    assert progress_text(IngestProgress("read", 0, 1, evil)) == "阅读 a[2J31m b"
    assert aligned([(evil, "甲")]) == ["a[2J31m b  甲"]


def test_what_is_told_of_a_name_cannot_move_a_cursor(pool: Pool, tmp_path: Path) -> None:
    path = tmp_path / "e\x1b]0;x\x07\x1b[2J\u202e.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    (problem,) = told(pool, path)
    assert isinstance(problem, ReadingProblem)
    assert problem.message == one_line(problem.message)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x\x1b[2J\u202ey.txt", BODY)
    (event,) = told(pool, path)
    assert isinstance(event, EntryRead)
    assert event.entry.document.source == "a.zip#x_[2J_y.txt"


def test_members_that_lead_out_or_are_links_are_refused(pool: Pool, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../up.txt", "/root.txt", "C:\\x.txt", "a/../../b.txt"):
            archive.writestr(name, BODY)
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.txt", BODY)
    outward = "的路径指向压缩包之外，已拒绝读取。"
    assert outcomes(pool, path) == [
        *(f"#{name} {outward}" for name in ("../up.txt", "/root.txt", "C:/x.txt", "a/../../b.txt")),
        "#link.txt 是链接或特殊文件，已拒绝读取。",
        READ + BODY,
    ]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.zip"]


def test_odd_paths_neither_hang_nor_lead_astray(pool: Pool, tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere.txt").symlink_to(tmp_path / "none")
    (folder / "device.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
    (folder / "a.txt").write_text(BODY, "utf-8")
    assert sources([folder]) == [folder / "a.txt"]
    odd = [folder / "pipe.txt", folder / "device.txt", Path("/dev/zero"), folder / "nowhere.txt", folder]
    assert outcomes(pool, *odd) == ["不是文件。"] * 5


def test_a_file_that_vanishes_or_changes_meanwhile_is_told(tmp_path: Path) -> None:
    first, gone, changed = (tmp_path / f"{name}.txt" for name in "abc")
    for path in (first, gone, changed):
        path.write_text(BODY, "utf-8")
    with Pool(Limits(workers=1)) as pool:
        reading = Reading(pool, [first, gone, changed], "c", {})  # their versions are taken, nothing is read yet
        gone.unlink()
        changed.write_text(BODY * 2, "utf-8")
        said = [e.message for e in reading if isinstance(e, ReadingProblem)]
    assert said == [f"找不到文件：{gone}。", "c.txt 在读取时有改动，请重新导入。"]
