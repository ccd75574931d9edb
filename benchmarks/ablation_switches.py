"""Tables and checks of the package switched off from outside, one at a time, for ``ablation.py``.

A function that modules import by name is replaced in every module that holds it, and what was computed with it is
forgotten before and after.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ipqa.records import Figure

Swap = Callable[[Any], Any]
"""What stands in the place of an object of the package, made from it."""
_NEVER = "\0"
"""A cue that no text holds; an empty list would make a pattern that fits everywhere."""


@dataclass(frozen=True, slots=True)
class Switch:
    """One thing that can be off; ``extracts`` says that the figures themselves depend on it."""

    name: str
    off: Callable[[], AbstractContextManager[None]]
    extracts: bool = True


def cleared() -> None:
    """Forget all that the package has computed from its tables."""
    for module in _modules():
        for value in list(vars(module).values()):
            if callable(forget := getattr(value, "cache_clear", None)):
                forget()


def _modules() -> list[Any]:
    return [module for name, module in sys.modules.items() if name == "ipqa" or name.startswith("ipqa.")]


@contextmanager
def replaced(swaps: Mapping[str, Swap]) -> Iterator[None]:
    """Objects, named ``module:name`` or ``module:class.name`` below the package, replaced wherever they are known."""
    with ExitStack() as stack:
        for path, swap in swaps.items():
            stack.enter_context(_one(path, swap))
        yield


@contextmanager
def _off(swaps: Mapping[str, Swap]) -> Iterator[None]:
    cleared()
    with replaced(swaps):
        cleared()
        yield
        cleared()
    cleared()


@contextmanager
def _one(path: str, swap: Swap) -> Iterator[None]:
    module_name, _, name = path.partition(":")
    home = sys.modules[f"ipqa.{module_name}"]
    owner, _, attribute = name.rpartition(".")
    holders: list[Any] = [getattr(home, owner)] if owner else _modules()
    original = (vars(holders[0]) if owner else vars(home))[attribute]
    found = [(holder, key) for holder in holders for key, value in list(vars(holder).items()) if value is original]
    new = swap(original)
    for holder, key in found:
        setattr(holder, key, new)
    try:
        yield
    finally:
        for holder, key in found:
            setattr(holder, key, original)


def _given(value: object) -> Swap:
    """A function that gives the same whatever it is called with."""
    return lambda _: lambda *args, **named: value


def _table(name: str, edit: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Swap]:
    """The table ``figures/data/<name>.toml`` with some rows changed."""

    def swap(read: Callable[[str], dict[str, Any]]) -> Callable[[str], dict[str, Any]]:
        return lambda asked: edit(read(asked)) if asked == name else read(asked)

    return {"figures.lexicons:table": swap}


def _group(name: str, key: str, value: object) -> dict[str, Swap]:
    return _table(name, lambda data: data | {key: value})


def _growth(data: dict[str, Any]) -> dict[str, Any]:
    return data | {"growth": data["growth"] | {"yoy": [_NEVER], "annual": [_NEVER]}}


def _magnitudes(data: dict[str, Any]) -> dict[str, Any]:
    return data | {"magnitudes": dict.fromkeys(data["magnitudes"], 1)}


def _post(change: Callable[[Figure], Figure]) -> dict[str, Swap]:
    """Figures changed after they were extracted."""

    def swap(extract: Callable[..., tuple[Figure, ...]]) -> Callable[..., tuple[Figure, ...]]:
        return lambda document: tuple(map(change, extract(document)))

    return {"figures.extraction:extract": swap}


def _timeless(basis: str) -> dict[str, Swap]:
    return _post(lambda f: replace(f, period=None, basis="none") if f.basis == basis else f)


def _without_row(name: str) -> dict[str, Swap]:
    return {"statistics.matching.differences:_CHECKS": lambda rows: tuple(row for row in rows if row[0] != name)}


def _changed(**fields: object) -> Swap:
    """A function whose result, a frozen record, comes with other values in some fields."""
    return lambda call: lambda *args: replace(call(*args), **fields)


def _every_word(clauses: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """All words of a question, whether they tell figures apart or not."""
    return [word for _, words in clauses for word in words]


def _enough(_: object) -> property:
    return property(lambda match: not match.mismatches and not match.residue)


_FIGURES: dict[str, dict[str, Swap]] = {
    "magnitudes": _table("units", _magnitudes),
    "spelled numbers": {"figures.values.spelled:spelled_quantities": _given(())},
    "comparators": {"figures.values.comparators:compare": lambda _: lambda text, start, end, inside: ("eq", end)},
    "cues of growth": _table("cues", _growth),
    "cues of share": _group("cues", "share", {"cues": [_NEVER]}),
    "ranks": {"figures.values.ranks:rank_quantities": _given(())},
    "targets, forecasts": {
        "figures.context.circumstances:target_from": _given(None),
        "figures.context.circumstances:forecast_from": _given(None),
        "figures.context.circumstances:section_target": _given(False),
        "figures.context.circumstances:_ANNOUNCED": lambda _: re.compile(_NEVER),
    },
    "empty verbs": _group("cues", "verbs", {"empty": [_NEVER]}),
    "aliases": _group("indicators", "aliases", {}),
    "dimensions": _group("indicators", "dimensions", {}),
    "short names of places": {"figures.context.regions:short_name": lambda _: lambda name: name},
    "entities": {"figures.context.entities:entity_before": _given(None)},
    "noun behind": {"figures.clauses:noun_behind": _given("")},
    "from … to …": {
        "figures.names.changes:joined": lambda _: lambda sentence, before, figure, several: [*before, figure]
    },
    "lists (分别)": {"figures.names.lists:aligned": _given(None)},
    "parts (其中)": {"figures.names.meaning:total_before": _given(None)},
    **{f"period: {basis}": _timeless(basis) for basis in ("clause", "sentence", "paragraph", "section", "document")},
    "column headers": {"figures.tabular.table_grid:over": _given(())},
    "units of tables": {"figures.tabular.tables:_unit_of": _given(None)},
    "restatements": {"figures.consistency:checked": lambda _: lambda text, figures: tuple(figures)},
}
_QUESTIONS: dict[str, dict[str, Swap]] = {
    **{f"slot: {name}": _without_row(name) for name in ("period", "region", "status", "stat", "unit", "object")},
    "slot: measure": _without_row("measure"),
    "slot: part of a share": _without_row("part"),
    "slot: member": {"statistics.matching.differences:_members_differ": _given(False)},
    "slot: nature": _without_row("nature"),
    "slot: occasion": _without_row("occasion"),
    "slot: denied": _without_row("denied"),
    "counting words": {"statistics.matching.counting:counted_otherwise": _given(False)},
    "rows and bodies named": {"statistics.matching.bearing:bearers": _given({})},
    "telling words": {"statistics.asked.telling:telling": lambda _: _every_word},
    "bystanders": {"statistics.matching.bystanders:strangers": _given(frozenset())},
    "plans: sound": {"statistics.soundness:broken": _given(None)},
    "plans: accounted for": {"statistics.accounting:unaccounted": _given(None)},
    "residue": {"statistics.matching.alignment:align": _changed(residue=())},
    "reverse check": {"statistics.matching.alignment:align": _changed(unsaid=(), said=1.0)},
    "share named": {"statistics.matching.match:Match.exact": _enough},
    "broadest": {"statistics.matching.match:_broadest": lambda _: lambda exact, matches: exact},
    "preference": {"statistics.matching.match:_preference": _given(0.0)},
    "everyday words": {"everyday:official": lambda _: lambda text: text},
    "synonyms": {"statistics.asked.lexicon:vocabulary": _changed(same={}, kinds={})},
    "light, implied words": {"statistics.asked.lexicon:vocabulary": _changed(light=frozenset(), implied=frozenset())},
    "narrowing words": {"statistics.asked.lexicon:vocabulary": _changed(narrowing=frozenset())},
    "abbreviations": {"statistics.asked.lexicon:operations": _changed(abbreviations=())},
    "embeddings": {
        "library.snapshot:Snapshot.dense": _given([]),
        "service:Ipqa._similarities": lambda _: lambda self, question, texts: [0.0] * len(texts),
    },
    "gate": {"answering.gate:passing": lambda _: lambda text, *shown: (text, 0)},
}


def _switches(table: Mapping[str, Mapping[str, Swap]], extracts: bool) -> Sequence[Switch]:
    return [Switch(name, partial(_off, swaps), extracts) for name, swaps in table.items()]


SWITCHES = (*_switches(_FIGURES, True), *_switches(_QUESTIONS, False))
