"""Zones and bodies that a question names, marked in its text so that every piece of it keeps them whole.

What a library's documents are of (a zone, a university) is known only to the library; what a question says is read
piece by piece. The mark ``⟦full name⟧`` carries the one to the other: inside it stands one place and nothing else.
"""

import re
from collections.abc import Iterable, Sequence

from ...figures.context.regions import Region, regions
from ...figures.context.scopes import is_scope_kind, is_scope_name, scope_aliases, scopes_named, zone_stem
from .marks import bare

_MARK = re.compile(r"⟦(?P<name>[^⟦⟧]+)⟧")
_DIVIDED = re.compile(r"(?<=.{3})片区$")


def marked(question: str, known: Iterable[str | None]) -> str:
    """The question with the known scopes that it names written in full and marked."""
    scopes = sorted({name for name in known if is_scope_name(name)} - {None}, key=str)
    names = [name for name in scopes if name]
    for scope in reversed([*scopes_named(question, names)]):
        question = f"{question[: scope.start]}⟦{scope.name}⟧{question[scope.end :]}"
    for name in names:
        for short in (*_bare(name), *_stems(names).get(name, ())):
            outside = rf"{re.escape(short)}(?![^⟦⟧]*⟧)(?![市县区州省路])"
            question = re.sub(outside, f"⟦{name}⟧", question)
    return question


def _bare(name: str) -> tuple[str, ...]:
    """A part of a zone without its kind, where that is no division: 北湾港片区 -> 北湾港."""
    found = {_DIVIDED.sub("", alias) for alias in scope_aliases(name) if _DIVIDED.search(alias)}
    return tuple(sorted(filter(_is_name, found), key=lambda short: (-len(short), short)))


def _stems(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Zones by what stands before their kind, where one alone bears it and no division does: 渤东经开区 -> 渤东."""
    bearers: dict[str, set[str]] = {}
    for name in names:
        for alias in scope_aliases(name):
            if (stem := zone_stem(alias)) and len(stem) > 1 and _is_name(stem):
                bearers.setdefault(stem, set()).add(name)
    return {
        name: tuple(sorted((s for s, of in bearers.items() if of == {name}), key=lambda s: (-len(s), s)))
        for name in names
    }


def _is_name(short: str) -> bool:
    """Whether a short form is a name of its own, and no division's."""
    return not any(r.end == len(short) for r in regions(short)) and not is_scope_kind(short)


def unmarked(text: str) -> str:
    """A text without its marks."""
    return bare(text).replace("⟦", "").replace("⟧", "")


def mentions(text: str, home: str | None = None) -> list[Region]:
    """The places of a text in order: its marked scopes, and the divisions outside of them."""
    scopes = [Region(m.start(), m.end(), m["name"]) for m in _MARK.finditer(text)]
    hidden = _MARK.sub(lambda m: "\n" * len(m.group()), text) if scopes else text
    return sorted([*regions(hidden, home), *scopes], key=lambda r: r.start)


def is_marked(text: str, region: Region) -> bool:
    """Whether a place is a marked scope."""
    return text[region.start : region.start + 1] == "⟦"
