"""Query -> Plan: which figures the operation works on. Every operand is one exact match or a group of siblings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from .changes import annual, difference, growth, ratio
from .library import Known
from .operation import Operation, Plan
from .orders import compared, grouped, looked_up, trend
from .portions import share
from .query import Query
from .ranks import ranked_at
from .targets import adjustment, verdict
from .totals import average, summed, verified

_MONEY = re.compile(r"(?:多少|几)(?:个)?(万亿|亿|万)(?:元|(?=[？?，。了]|$))")

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
    """The plan for a query; None where an operand is not in the library."""
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
