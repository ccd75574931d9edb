"""Everyday words -> official ones: 押给银行 -> 质押融资. Tables (everyday.toml) that a domain expert extends."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Everyday:
    """The compiled tables: ``spoken`` word -> official word, a pattern that finds both, and turns of phrase."""

    spoken: dict[str, str]
    either: re.Pattern[str]
    turns: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _tables() -> Everyday:
    data = tomllib.loads((files(__package__) / "everyday.toml").read_text("utf-8"))
    spoken = {word: official for official, words in data["spoken"].items() for word in words}
    both = sorted({*spoken, *data["spoken"]}, key=len, reverse=True)
    turns = tuple((re.compile(row["say"]), row["official"]) for row in data["word"])
    return Everyday(spoken, re.compile("|".join(map(re.escape, both))), turns)


def official(text: str) -> str:
    """A question in the words that documents use; unchanged where it holds no everyday word."""
    tables = _tables()
    text = tables.either.sub(lambda m: tables.spoken.get(m.group(), m.group()), text)
    for pattern, word in tables.turns:
        text = pattern.sub(word, text)
    return text
