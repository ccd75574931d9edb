"""Loads the tables of operations and of words; each is read once per process."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Named = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Operations:
    """The compiled table of ``data/operations.toml``."""

    operations: Named
    stats: Named
    units: Named
    target: re.Pattern[str]
    actual: re.Pattern[str]
    forecast: re.Pattern[str]
    stop: frozenset[str]
    abbreviations: tuple[tuple[str, str], ...]
    terms: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The compiled table of ``data/words.toml``.

    ``same`` gives the other words of a word's groups, ``kinds`` what any word of a kind holds; ``asides`` finds what
    names the source or asks how much and so says nothing of what is counted; ``things`` gives the full name of a thing
    that one character names; ``before`` and ``after`` tell a place
    inside a proper name; ``common`` are short names of counties that are everyday words.
    """

    same: dict[str, tuple[str, ...]]
    kinds: dict[str, str]
    things: dict[str, str]
    light: frozenset[str]
    implied: frozenset[str]
    narrowing: frozenset[str]
    stages: frozenset[str]
    agency: re.Pattern[str]
    asides: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    common: frozenset[str]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def operations() -> Operations:
    """The table of operations, compiled."""
    data = _read("operations")
    named = {
        key: tuple((row["name"], re.compile(row["pattern"])) for row in data[key])
        for key in ("operation", "stat", "unit")
    }
    return Operations(
        named["operation"],
        named["stat"],
        named["unit"],
        re.compile(data["target"]["pattern"]),
        re.compile(data["target"]["actual"]),
        re.compile(data["target"]["forecast"]),
        frozenset(data["stop"]["words"]),
        tuple(data["abbreviations"].items()),
        re.compile("|".join(sorted(data["terms"]["words"], key=len, reverse=True))),
    )


@cache
def vocabulary() -> Vocabulary:
    """The table of words, compiled."""
    data = _read("words")
    groups = [group for theme in data["same"].values() for group in theme]
    same: dict[str, list[str]] = {}
    for group in groups:
        for word in group:
            # A lone character stands inside too many other words to stand for any.
            same.setdefault(word, []).extend(w for w in group if w != word and len(w) > 1)
    return Vocabulary(
        {word: tuple(dict.fromkeys(others)) for word, others in same.items()},
        {**data["kinds"], **data["things"]},
        {short: full for full, short in data["things"].items()},
        frozenset(data["light"]["words"]),
        frozenset(data["implied"]["words"]),
        frozenset(data["narrowing"]["words"]),
        frozenset(data["stages"]["words"]),
        re.compile(data["agencies"]["pattern"]),
        re.compile("|".join((data["source"]["pattern"], *data["asking"]["patterns"]))),
        re.compile(data["names"]["before"]),
        re.compile(data["names"]["after"]),
        frozenset(data["names"]["common"].split()),
    )


def expand(text: str) -> str:
    """Short forms written out, so that 规上 and 规模以上 are the same words; white space dropped."""
    text = re.sub(r"\s+", "", text)
    for short, full in operations().abbreviations:
        if full not in text:
            text = text.replace(short, full)
    return text
