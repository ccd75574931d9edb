"""The documentation says what the program does."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ipqa.settings import Settings

ROOT = Path(__file__).parents[1]
ANSWER = re.compile(
    r"<!-- answer:begin.*?```console\n\$ ipqa ask \"(?P<question>[^\"]+)\"\n(?P<output>.*?)\n```", re.DOTALL
)


def ipqa(*arguments: str) -> str:
    """What the command prints."""
    command = [sys.executable, "-m", "ipqa.cli", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    ipqa("ingest", str(ROOT / "tests" / "data" / "docs"), "--index", str(folder))
    return folder


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_answer_on_the_first_screen_is_a_real_one(name: str, index: Path) -> None:
    shown = ANSWER.search((ROOT / name).read_text("utf-8"))
    assert shown is not None
    printed = ipqa("ask", shown["question"], "--index", str(index))
    assert printed.startswith(shown["output"])
    assert "第 2 页" in shown["output"] and "[1]" in shown["output"]


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert [name for name in Settings.model_fields if f"IPQA_{name.upper()}" not in text] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_command_of_the_readme_exists(name: str) -> None:
    commands = set(re.findall(r"`ipqa ([a-z]+)", (ROOT / name).read_text("utf-8")))
    assert commands
    listed = ipqa("--help")
    assert [c for c in commands if c not in listed] == []


def test_the_make_targets_of_the_readme_exist() -> None:
    assert shutil.which("make")
    targets = set(re.findall(r"^make (\w+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))
    rules = (ROOT / "Makefile").read_text("utf-8")
    assert targets == {"run", "test"}
    assert all(re.search(rf"^{target}:", rules, re.MULTILINE) for target in targets)
