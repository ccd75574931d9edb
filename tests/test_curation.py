"""``ipqa figures`` and ``ipqa aliases`` from the shell: what they print, what they refuse."""

import json
from pathlib import Path

import pytest
from ip_documents import opened, write

from ipqa.cli import main


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("curation")
    opened(folder / "index", write(folder / "docs")).close()
    return folder / "index"


class Shell:
    def __init__(self, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.index, self.capsys = index, capsys

    def __call__(self, *argv: str) -> tuple[int, str, str]:
        code = main([*argv, "--index", str(self.index)])
        return code, *self.capsys.readouterr()


@pytest.fixture
def shell(index: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(index, capsys)


def row(shell: Shell, *options: str) -> dict[str, object]:
    """The figure of 3300 grants, as listed."""
    rows = json.loads(shell("figures", "--query", "专利授权量", "--json", *options)[1])
    return next(r for r in rows if r["quote"].endswith("3300 件"))


def test_confirm_edit_reject_undo_and_log(shell: Shell) -> None:
    identity = str(row(shell)["id"])
    assert shell("figures", "confirm", identity, "--by", "李四") == (0, "已确认（更正编号 1）。\n", "")
    edited = shell("figures", "edit", identity, "--value", "3350", "--reason", "抄错", "--by", "张三")
    assert edited == (0, "已更正（更正编号 2）。\n", "")
    assert (row(shell)["value"], row(shell)["correction"]) == ("3350", "edited")
    assert row(shell)["original"] == {"value": "3300", "normalized_value": "3300"}
    assert shell("figures", "reject", identity)[1] == "已剔除（更正编号 3）。\n"
    with pytest.raises(StopIteration):
        row(shell)
    assert row(shell, "--all")["correction"] == "rejected"
    assert shell("figures", "undo", "3") == (0, "已撤销更正 3（更正编号 4）。\n", "")
    lines = json.loads(shell("figures", "log", "--json")[1])
    assert [(line["correction"], line["action"], line["state"], line["by"], line["reason"]) for line in lines] == [
        (1, "confirm", "superseded", "李四", None),
        (2, "edit", "applied", "张三", "抄错"),
        (3, "reject", "undone", None, None),
        (4, "undo", "done", None, None),
    ]
    assert lines[1]["figure_id"] == identity
    printed = shell("figures", "log")[1].splitlines()
    assert printed[0].split() == ["编号", "时间", "更正人", "操作", "数据项", "原文", "更正为", "状态", "理由", "来源"]
    assert printed[2].split()[2:] == ["张三", "更正", "专利授权量", "3300", "value=3350", "有效", "抄错", "年报.md"]


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("figures", "confirm", "f9"), "没有编号为 f9 的数据项。"),
        (("figures", "edit", "f9", "--value", "1"), "没有编号为 f9 的数据项。"),
        (("figures", "undo", "99"), "没有编号为 99 的更正。"),
        (
            ("figures", "edit", "f9"),
            "用法不对：请给出要更正的内容，如 --value、--period。见 ipqa figures edit --help。",
        ),
        (("aliases", "remove", "无名"), "“无名”不是已添加的别名。"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_code_2(shell: Shell, argv: tuple[str, ...], sentence: str) -> None:
    assert shell(*argv) == (2, "", sentence + "\n")


def test_aliases_are_added_listed_and_removed(shell: Shell) -> None:
    assert shell("aliases")[1] == "没有添加别名。\n"
    assert shell("aliases", "add", "专利授权量", "拿证数量")[1] == "已添加别名：“拿证数量”即“专利授权量”。\n"
    (line,) = json.loads(shell("aliases", "--json")[1])
    assert (line["canonical"], line["alias"], line["by"]) == ("专利授权量", "拿证数量", None)
    assert shell("aliases")[1].splitlines()[0].split() == ["别名", "指标", "时间", "添加人"]
    assert shell("aliases", "remove", "拿证数量") == (0, "已删除别名“拿证数量”。\n", "")
    assert json.loads(shell("aliases", "--json")[1]) == []
