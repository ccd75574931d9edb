"""The figures of a document held against each other: what is said twice is linked, what cannot be is marked."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..records import Figure

_GOAL = re.compile(r"(?:目标|任务|计划|预算|预期)(?:任务|数|值|进度|总额|总量)?$")
_NEAR = 200
"""Characters between a total and a part of it, at most."""


def checked(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures in their order, restatements linked to the first of their kind, impossible ones marked suspect."""
    return tuple(_linked(list(_marked(text, figures))))


def _linked(figures: Sequence[Figure]) -> Iterator[Figure]:
    """A restatement says the same of the same time; one that gives no time restates what does."""
    first: dict[tuple[object, ...], dict[str | None, Figure]] = defaultdict(dict)
    for figure in figures:
        key = (
            figure.indicator, figure.stat, figure.dimensions, figure.region, figure.normalized_value,
            figure.normalized_unit, figure.status,
        )  # fmt: skip
        known = first[key]
        original = known.get(figure.period)
        if original is None and known and (figure.period is None or next(iter(known)) is None):
            original = next(iter(known.values()))
        if original is None:
            known[figure.period] = figure
            yield figure
        else:
            yield replace(figure, duplicate_of=original.id)


def _marked(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    recent: list[Figure] = []
    for figure in figures:
        recent = [f for f in recent if figure.value_start - f.value_end <= _NEAR]
        impossible = _more_than_all(figure) or any(
            _exceeds(figure, total) and "其中" in text[total.value_end : figure.value_start] for total in recent
        )
        yield replace(figure, status="suspect") if impossible else figure
        recent.append(figure)


def _more_than_all(figure: Figure) -> bool:
    """A share of more than the whole; a target may be passed."""
    passed = figure.reference is not None and _GOAL.search(figure.reference)
    return not passed and figure.stat == "share" and figure.normalized_unit == "%" and figure.normalized_value > 100


def _exceeds(part: Figure, total: Figure) -> bool:
    """Whether a part is larger than its total: the same indicator, place and time, with members of its own."""
    if part.indicator != total.indicator or part.stat not in ("count", "amount"):
        return False
    same = (
        (part.stat, part.region, part.period, part.normalized_unit, part.status)
        == (total.stat, total.region, total.period, total.normalized_unit, total.status)
    )  # fmt: skip
    return (
        same
        and (part.comparator, total.comparator) == ("eq", "eq")
        and part.cell is None
        and set(part.dimensions) > set(total.dimensions)
        and part.normalized_value > total.normalized_value
    )
