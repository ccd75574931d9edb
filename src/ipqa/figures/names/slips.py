"""Quantities of a sentence, and numbers whose unit is a slip of the pen among siblings that have one."""

import re
from decimal import Decimal

from ..clauses import STEPS
from ..values.durations import durations
from ..values.quantities import Quantity, sizes
from ..values.scores import scores

_SLIP = re.compile(r"(?P<number>\d{2,}(?:\.\d+)?)[ \u3000]*(?P<unit>[\u4e00-\u9fff])(?=[，。；、,;])")


def with_slips(sentence: str, rules: bool = False) -> list[Quantity]:
    """The quantities, and numbers whose unit is a slip of the pen (5424 将) between siblings that have a unit.

    Lengths of time that are measured, and scores, are among them; not in a document of ``rules``, which sets them.
    """
    found = [q for q in sizes(sentence) if not any(m.start() <= q.start < m.end() for m in STEPS.finditer(sentence))]
    lengths = () if rules else (*durations(sentence), *scores(sentence))
    if apart := [d for d in lengths if not any(q.start < d.end and d.start < q.end for q in found)]:
        found = sorted([*found, *apart], key=lambda q: q.start)
    counted = [q for q in found if q.kind == "count" and not q.per]
    if len(counted) < 2:
        return found
    for match in _SLIP.finditer(sentence):
        start, end = match.span()
        if any(q.start < end and start < q.end for q in found):
            continue
        sibling = counted[0]
        if (
            all(q.normalized_unit == sibling.normalized_unit for q in counted)
            and match["unit"] not in "年月日天周号届级条款章页岁时分秒"
        ):
            value = Decimal(match["number"])
            found.append(
                Quantity(
                    start,
                    end,
                    start,
                    match.end("number"),
                    value,
                    match["unit"],
                    "count",
                    value,
                    sibling.normalized_unit,
                    "eq",
                )
            )
    return sorted(found, key=lambda q: q.start)
