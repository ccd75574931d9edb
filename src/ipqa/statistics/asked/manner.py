"""What a question wants, and the operation that follows from it. Reads ``data/manner.toml`` once."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from .operation import Operation

Kind = Literal["rank", "multiple", "percent", "points", "year", "days", "which", "number", "verdict", "words"]
"""What an answer is: a place in an order, a number of times, a part in a hundred, percentage points, a year, a length
of time, one of several, a number of things or of money, yes or no; ``words`` for all else."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the table: what it holds for, and the operation and statistic that it gives."""

    to: Operation
    stat: str | None
    origins: frozenset[str]
    kinds: frozenset[str]
    cue: re.Pattern[str]
    lacks: re.Pattern[str]
    sides: int
    times: bool
    several: bool | None


@dataclass(frozen=True, slots=True)
class Unread:
    """Where an operation gives no answer of the kind wanted."""

    kinds: frozenset[str]
    operations: frozenset[str]
    cue: re.Pattern[str]
    lacks: re.Pattern[str]
    sides: int


@dataclass(frozen=True, slots=True)
class Manner:
    """The compiled table."""

    kinds: tuple[tuple[Kind, re.Pattern[str]], ...]
    several: re.Pattern[str]
    rules: tuple[Rule, ...]
    unread: tuple[Unread, ...]


@cache
def manner() -> Manner:
    """The table, compiled."""
    data = tomllib.loads((files(__package__) / "data" / "manner.toml").read_text("utf-8"))
    rules = tuple(
        Rule(
            row["to"],
            row.get("stat"),
            frozenset(row["from"]),
            frozenset(row.get("kind", ())),
            re.compile(row.get("cue", "")),
            re.compile(row.get("lacks", "$^")),
            row.get("sides", 0),
            row.get("times", False),
            row.get("several"),
        )
        for row in data["rule"]
    )
    kinds = tuple((row["name"], re.compile(row["pattern"])) for row in data["kind"])
    return Manner(kinds, re.compile(data["several"]["pattern"]), rules, tuple(map(_unread, data["unread"])))


def _unread(row: dict[str, Any]) -> Unread:
    return Unread(
        frozenset(row.get("kind", ())),
        frozenset(row["operations"]),
        re.compile(row.get("cue", "")),
        re.compile(row.get("lacks", "$^")),
        row.get("sides", 0),
    )


def kind_wanted(text: str) -> Kind:
    """The kind of answer that a plain question wants."""
    return next((name for name, pattern in manner().kinds if pattern.search(text)), "words")


def directed(text: str, operation: Operation, sides: int, times: bool) -> tuple[Operation, str | None]:
    """The operation, and the statistic where the manner of asking decides it.

    ``operation`` is what the phrases of the question name; ``sides`` how many places or years it names, ``times``
    whether those are years or a span of them.
    """
    table, kind = manner(), kind_wanted(text)
    several = sides > 1 or times or bool(table.several.search(text))
    for rule in table.rules:
        held = (
            operation in rule.origins
            and (not rule.kinds or kind in rule.kinds)
            and sides >= rule.sides
            and (times or not rule.times)
            and rule.several in (None, several)
        )
        if held and rule.cue.search(text) and not rule.lacks.search(text):
            return rule.to, rule.stat
    return operation, None


def misread(text: str, operation: Operation, sides: int) -> bool:
    """Whether the operation gives no answer of the kind that a plain question wants, so that it was not understood."""
    kind = kind_wanted(text)
    return any(
        (not row.kinds or kind in row.kinds)
        and operation in row.operations
        and sides >= row.sides
        and row.cue.search(text)
        and not row.lacks.search(text)
        for row in manner().unread
    )
