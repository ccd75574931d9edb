"""A user's own names of indicators and members (IPQA_INDICATORS): merged over the built-in table, or refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipqa.errors import SettingsError
from ipqa.figures.lexicons import merged, own_names

OURS = {
    "aliases": {"地区生产总值": ["GDP", "经济总量"], "粮食产量": ["粮食"]},
    "dimensions": {"权利主体": {"企业": ["企业", "公司"]}},
    "objects": {"专利": ["专利"]},
}


def test_names_are_added_and_those_given_twice_go_to_the_user() -> None:
    own = {"aliases": {"经济规模": ["经济总量"], "粮食产量": ["谷物"]}, "dimensions": {"园区": {"东园": ["东片区"]}}}
    assert merged(OURS, own) == {
        "aliases": {"地区生产总值": ["GDP"], "粮食产量": ["粮食", "谷物"], "经济规模": ["经济总量"]},
        "dimensions": {"权利主体": {"企业": ["企业", "公司"]}, "园区": {"东园": ["东片区"]}},
        "objects": {"专利": ["专利"]},
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[aliases\n", "不是合法的 TOML（Expected ']' at the end of a table declaration (at line 1, column 9)）"),
        (b'[aliases]\n"a" = "b"\n', "[aliases] 中“a”应等于一列名称"),
        (b'[aliases]\n"a" = ["b", 3]\n', "[aliases] 中“a”应等于一列名称"),
        (b'aliases = "a"\n', "[aliases] 应为一行一个名称"),
        (b'[dimensions]\n"a" = ["b"]\n', "[dimensions.a] 应为一行一个名称"),
        (b'dimensions = ["a"]\n', '[dimensions] 应为 [dimensions."维度"] 的形式'),
        (b"[objects]\n", "只能有 [aliases] 和 [dimensions] 两种表，多了“objects”"),
        (b"[aliases]\n" + b"\xff\xfe", "不是 UTF-8 文本"),
        (None, "无法读取"),
    ],
)
def test_an_ill_formed_file_is_refused_in_one_sentence(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "名称.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        own_names(path)
    assert str(caught.value) == f"设置 IPQA_INDICATORS 的文件 {path} 不能用：{reason}。"
    assert caught.value.english.startswith(f"The file {path} of IPQA_INDICATORS ")


def test_documents_and_questions_are_read_with_the_users_names(tmp_path: Path) -> None:
    path = tmp_path / "names.toml"
    path.write_text('[aliases]\n"专利密度" = ["每百人专利数"]\n"全区总产出" = ["地区生产总值"]\n', "utf-8")
    code = "from ipqa.figures.vocabulary import canonical; print(canonical('每百人专利数'), canonical('GDP'))"
    environment = {**os.environ, "IPQA_INDICATORS": str(path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True)
    assert done.stdout == "专利密度 全区总产出\n"
