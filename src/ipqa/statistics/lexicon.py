"""Loads the table of operations; it is read once per process."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Named = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Operations:
    """The compiled table of ``data/operations.toml``."""

    operations: Named
    stats: Named
    units: Named
    target: re.Pattern[str]
    actual: re.Pattern[str]
    stop: frozenset[str]
    abbreviations: tuple[tuple[str, str], ...]
    synonyms: dict[str, str]
    terms: re.Pattern[str]


@cache
def operations() -> Operations:
    """The table, compiled."""
    data = tomllib.loads((files(__package__) / "data" / "operations.toml").read_text("utf-8"))
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
        frozenset(data["stop"]["words"]),
        tuple(data["abbreviations"].items()),
        data["synonyms"],
        re.compile("|".join(sorted(data["terms"]["words"], key=len, reverse=True))),
    )


def expand(text: str) -> str:
    """Short forms written out, so that 规上 and 规模以上 are the same words; white space dropped."""
    text = re.sub(r"\s+", "", text)
    for short, full in operations().abbreviations:
        if full not in text:
            text = text.replace(short, full)
    return text
