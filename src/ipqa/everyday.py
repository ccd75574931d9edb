"""Everyday words -> official ones: 押给银行 -> 质押融资. A table (everyday.toml) that a domain expert extends."""

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _words() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = tomllib.loads((files(__package__) / "everyday.toml").read_text("utf-8"))
    return tuple((re.compile(row["say"]), row["official"]) for row in data["word"])


def official(text: str) -> str:
    """A question in the words that documents use; unchanged where it holds no everyday word."""
    for pattern, word in _words():
        text = pattern.sub(word, text)
    return text
