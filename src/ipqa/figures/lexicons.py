"""Loads the tables of ``figures/data``; each is read once per process."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML table ``figures/data/<name>.toml``."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def region_lines() -> tuple[tuple[str, str], ...]:
    """(code, name) of every administrative division, in the order of codes."""
    text = (files(__package__) / "data" / "regions.tsv").read_text("utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((code, name) for code, name in pairs)


def longest_first(words: "list[str] | dict[str, Any]") -> list[str]:
    """Words ordered so that an alternation tries the longest first."""
    return sorted(words, key=len, reverse=True)
