"""Sums that the text does not mention: numbers of one paragraph that add up exactly to another one."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from ..statistics.compute import written
from .exact import exact, step, sum_shown
from .findings import Finding, finding
from .parts import families, label
from .view import Item, View, grouped
from .wholes import wholes

_LISTED = re.compile(
    r"(?:按|从|以)[^，。；]{2,16}(?:看|来看|分|划分|统计|分类|来说)|(?<![；。])其中[^；。]*$|包括|分别"
)
MOST = 10
"""More like numbers than this in one paragraph: some of them add up by chance."""
MOST_NAMED = 3
"""Numbers that are not in the sum are named where they are no more than this."""
CHANCE = 50
"""A total must exceed this many times the number of sums tried, or one of them may hit it by chance."""


def hidden_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document."""
    known = {_stated(total) for _, total in families(view)}
    for items in view.by_sentence().values():
        known |= {_stated(whole) for whole, _ in wholes(items, view.text)}
    counted = (
        i
        for i in view.items
        if i.table is None and i.sized and i.figure.stat == "count" and exact(i.figure) and not step(i.figure)
    )
    for group in grouped(counted, lambda i: (i.line, i.figure.normalized_unit, i.figure.period)).values():
        if 4 <= len(group) <= MOST:
            for total in group:
                if _stated(total) not in known:
                    yield from _adding_up(view, total, [i for i in group if i is not total])


def _stated(item: Item) -> tuple[object, ...]:
    """What a number says, wherever it is repeated."""
    return item.kind, item.figure.dimensions, item.figure.normalized_value


def _adding_up(view: View, total: Item, others: Sequence[Item]) -> Iterator[Finding]:
    size = total.figure.value
    parts = [i for i in others if 0 < i.figure.value < size and i.figure.value * CHANCE >= size]
    if len({p.figure.value for p in parts}) < len(parts) or size < CHANCE * 2 ** len(parts):
        return
    hits = [
        chosen
        for count in range(3, len(parts) + 1)
        for chosen in combinations(parts, count)
        if sum(p.figure.value for p in chosen) == size
    ]
    # Where all that there is adds up behind a word of listing, the text has said so.
    if len(hits) != 1 or any("合计" in i.lead for i in (total, *hits[0])):
        return
    chosen = hits[0]
    between = view.text[total.figure.value_end : chosen[0].figure.value_start]
    if total.figure.value_start < chosen[0].figure.value_start and _LISTED.search(between):
        return
    names = "、".join(label(p) for p in chosen)
    left = [i for i in others if i not in chosen]
    text = f"{names}之和恰为{label(total)} {written(total.figure)}，原文没有说明这一关系，引用时不可重复相加"
    if 0 < len(left) <= MOST_NAMED:
        text += f"（{'、'.join(f'{label(i)} {written(i.figure)}' for i in left)}不在其内）"
    ids = (total.figure.id, *(p.figure.id for p in chosen))
    yield finding(
        "hidden_sum", "info", text, view.quotes((total, *chosen)),
        sum_shown([p.figure for p in chosen], total.figure), ids,
    )  # fmt: skip
