"""Query -> Plan: which figures the operation works on. Every operand is one exact match or a group of siblings.

A plan counts only where it is sound and leaves nothing of the question over; else the next reading is tried, and the
figures without one of its operands.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from .accounting import unaccounted
from .asked.operation import Operation
from .asked.plan_json import looks_like_json
from .asked.query import Query
from .compute import carry_out
from .matching.library import Known
from .operations.changes import annual, difference, growth, ratio
from .operations.operation import Plan
from .operations.orders import compared, grouped, looked_up, trend
from .operations.portions import share
from .operations.ranks import ranked_at
from .operations.targets import adjustment, verdict
from .operations.totals import average, summed, verified
from .soundness import WHOLE_AMONG, broken

_MONEY = re.compile(r"(?:多少|几)(?:个)?(万亿|亿|万)(?:元|(?=[？?，。了]|$))")

_MOST_TRIED = 4
_GROUPS: tuple[Operation, ...] = ("sum", "average", "ranking", "argmax", "compare", "distribution", "trend", "list")

_MAKERS: dict[Operation, Callable[[Query, Sequence[Known]], Plan | None]] = {
    "lookup": looked_up,
    "verify": verified,
    "ratio": ratio,
    "share": share,
    "difference": difference,
    "growth": growth,
    "annual": annual,
    "sum": summed,
    "average": average,
    "ranking": compared,
    "argmax": compared,
    "compare": compared,
    "distribution": grouped,
    "trend": trend,
    "target": verdict,
    "adjustment": adjustment,
    "list": ranked_at,
}


def plan(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The first plan for a query that holds; None where an operand is not in the library or no plan holds."""
    made = _made(query, figures)
    if made is None or holds(query, made):
        return made
    for asked, known in _other_ways(query, made, figures):
        other = _made(asked, known)
        if other is not None and holds(asked, other):
            return other
    return None


def holds(query: Query, made: Plan) -> bool:
    """Whether a plan is sound, and its result what the question asks for."""
    return flaw(query, made) is None


def flaw(query: Query, made: Plan) -> str | None:
    """What speaks against a plan; None where nothing does."""
    structure = broken(query, made)
    if structure or looks_like_json(query.question):
        return structure
    return unaccounted(query, made, carry_out(made).unit)


def _other_ways(query: Query, made: Plan, figures: Sequence[Known]) -> Iterator[tuple[Query, list[Known]]]:
    """The query without its first readings, and the figures without each operand of a plan that does not hold."""
    for first in range(1, len(query.readings) + 1):
        yield replace(query, readings=query.readings[first:]), list(figures)
    # Of a group only what is none of its members may be left out: without one of them it is another group.
    if made.operation in _GROUPS and broken(query, made) != WHOLE_AMONG:
        return
    for operand in made.operands[:_MOST_TRIED]:
        yield query, [k for k in figures if k.figure.id != operand.figure.id]


def _made(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The plan as its maker reads the question."""
    maker = _MAKERS.get(query.operation)
    made = maker(query, figures) if maker else None
    if made is None:
        return None
    money = _MONEY.search(query.question)
    return replace(
        made, money=f"{money[1]}元" if money else made.money, top=query.top if made.top is None else made.top
    )


def conversion(query: Query, known: Known) -> Plan | None:
    """The figure in the unit of money that the question asks for, where it is written in another."""
    money = _MONEY.search(query.question)
    figure = known.figure
    if not money or figure.normalized_unit != "元" or figure.stat != "amount" or figure.unit == f"{money[1]}元":
        return None
    return Plan("convert", (known,), money=f"{money[1]}元")
