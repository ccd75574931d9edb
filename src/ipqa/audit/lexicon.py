"""Loads ``data/audit.toml``; it is read once per process."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Order:
    """Two measures of which the first cannot exceed the second; ``held`` where the first is a holding."""

    small: str
    large: str
    held: bool
    text: str


@dataclass(frozen=True, slots=True)
class Total:
    """A total whose parts go by other names, and how many there are."""

    name: str
    part: re.Pattern[str]
    count: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled tables."""

    orders: tuple[Order, ...]
    complete: dict[str, frozenset[str]]
    contains: dict[str, frozenset[str]]
    totals: tuple[Total, ...]
    scope: re.Pattern[str]
    total_label: re.Pattern[str]
    within_label: re.Pattern[str]
    names_label: re.Pattern[str]
    adjusted: re.Pattern[str]
    outer: re.Pattern[str]
    share_total: re.Pattern[str]
    role: str
    organisation: str
    unique: re.Pattern[str]
    no_units: str
    rule: re.Pattern[str]
    opposites: tuple[frozenset[str], ...]
    narrow: re.Pattern[str]
    heading: re.Pattern[str]
    plain: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The tables, compiled."""
    data: dict[str, Any] = tomllib.loads((files(__package__) / "data" / "audit.toml").read_text("utf-8"))
    return Lexicon(
        tuple(Order(**row) for row in data["order"]),
        {name: frozenset(members) for name, members in data["complete"].items()},
        {name: frozenset(members) for name, members in data["contains"].items()},
        tuple(Total(row["name"], re.compile(row["part"]), row["count"]) for row in data["total"]),
        re.compile("|".join(data["scope"]["words"])),
        re.compile(data["table"]["total"]),
        re.compile(data["table"]["within"]),
        re.compile(data["table"]["names"]),
        re.compile(data["growth"]["adjusted"]),
        re.compile(data["share"]["outer"]),
        re.compile(data["share"]["total"]),
        data["roles"]["role"],
        data["roles"]["organisation"],
        re.compile(data["roles"]["unique"]),
        data["unit"]["names"],
        re.compile("|".join(data["rule"]["words"])),
        tuple(frozenset(pair) for pair in data["opposites"]["pairs"]),
        re.compile("|".join(data["subject"]["narrow"])),
        re.compile("|".join(data["subject"]["heading"])),
        re.compile("|".join(data["subject"]["plain"])),
    )
