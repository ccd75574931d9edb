"""Loads the tables of ``figures/data``, with the user's own names merged over them; each is read once per process."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..errors import SettingsError
from ..settings import Settings


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML table ``figures/data/<name>.toml``; that of indicators with the user's own (IPQA_INDICATORS) over it."""
    data = tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text("utf-8"))
    own = Settings().indicators if name == "indicators" else None
    return merged(data, own_names(own)) if own and own != Path() else data


def own_names(path: Path) -> dict[str, Any]:
    """The tables [aliases] and [dimensions] of a user's file; SettingsError where it is missing or ill-formed."""
    try:
        own = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError:
        raise _unusable(path, "无法读取", "cannot be read") from None
    except UnicodeDecodeError:
        raise _unusable(path, "不是 UTF-8 文本", "is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise _unusable(path, f"不是合法的 TOML（{error}）", f"is no TOML ({error})") from None
    for key in own:
        if key not in ("aliases", "dimensions"):
            raise _unusable(
                path, f"只能有 [aliases] 和 [dimensions] 两种表，多了“{key}”", f"has an unknown table {key}"
            )
    groups = {"aliases": own.get("aliases", {}), **_grouped(path, own.get("dimensions", {}))}
    for group, rows in groups.items():
        _check(path, group, rows)
    return own


def _grouped(path: Path, dimensions: Any) -> dict[str, Any]:
    if not isinstance(dimensions, dict):
        raise _unusable(path, '[dimensions] 应为 [dimensions."维度"] 的形式', "has no dimensions with members")
    return {f"dimensions.{name}": rows for name, rows in dimensions.items()}


def _check(path: Path, group: str, rows: Any) -> None:
    """Every row is a name and the list of its other names."""
    if not isinstance(rows, dict):
        raise _unusable(path, f"[{group}] 应为一行一个名称", f"has no rows in {group}")
    for name, words in rows.items():
        strings = isinstance(words, list) and all(isinstance(word, str) and word.strip() for word in words)
        if not name.strip() or not strings:
            raise _unusable(path, f"[{group}] 中“{name}”应等于一列名称", f"has no list of names for {name}")


def _unusable(path: Path, chinese: str, english: str) -> SettingsError:
    return SettingsError(
        f"设置 IPQA_INDICATORS 的文件 {path} 不能用：{chinese}。", f"The file {path} of IPQA_INDICATORS {english}."
    )


def merged(data: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The table of indicators with a user's names over it: names are added, those given twice go to the user's row."""
    dimensions = dict(data["dimensions"])
    for dimension, members in own.get("dimensions", {}).items():
        dimensions[dimension] = _rows(dimensions.get(dimension, {}), members)
    return data | {"aliases": _rows(data["aliases"], own.get("aliases", {})), "dimensions": dimensions}


def _rows(ours: dict[str, list[str]], theirs: dict[str, list[str]]) -> dict[str, list[str]]:
    taken = {word for words in theirs.values() for word in words}
    kept = {name: [word for word in words if word not in taken] for name, words in ours.items()}
    for name, words in theirs.items():
        kept[name] = [*kept.get(name, []), *words]
    return kept


@cache
def region_lines() -> tuple[tuple[str, str], ...]:
    """(code, name) of every administrative division, in the order of codes."""
    text = (files(__package__) / "data" / "regions.tsv").read_text("utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((code, name) for code, name in pairs)


def longest_first(words: "list[str] | dict[str, Any]") -> list[str]:
    """Words ordered so that an alternation tries the longest first."""
    return sorted(words, key=len, reverse=True)
