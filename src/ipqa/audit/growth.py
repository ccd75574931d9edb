"""Stated growth against the two levels it is said of."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ..figures.context.periods import year_of
from ..records import Figure
from ..statistics.compute import signed, written
from .exact import HUNDRED, exact, half, ratio, rounded, step
from .findings import Finding, Severity, finding
from .lexicon import lexicon
from .naming import tidy
from .view import Item, View, grouped

_FROM_TO = re.compile(r"(?:到|至|为)\s*$|(?:到|至|增为|升为|降为)[^，。；]{0,14}$")
_FROM = re.compile(r"(?:由|从)[^，。；]{0,24}$")
_AGAINST = re.compile(r"(?:较|比)(?:上年|上一年|去年|前一年)[^，。；]{0,8}$")
_BASE_YEAR = re.compile(r"(?:较|比)\D{0,3}((?:19|20)\d{2})\s*年")
_BARE = re.compile(
    r"[^，；。]{0,4}[，；]?(?:同比|比上年|较上年)?(?:增长|增加|提高|上升|提升|增幅|下降|减少|降低|降幅)(?:了|为|达)?"
)
_LONG = re.compile(r"倍|累计|五年|[一二三四五六七八九十]+五|以来|年均|平均")


def growth_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document."""
    told: set[str] = set()
    for found in (*_in_one_sentence(view), *_across(view)):
        if found.figures[0] not in told:
            told.add(found.figures[0])
            yield found


def _in_one_sentence(view: View) -> Iterator[Finding]:
    """由 120 件增长到 150 件，增长 25%; A 150 件，较上年的 120 件增长 25%."""
    for items in view.by_sentence().values():
        for first, second, growth in zip(items, items[1:], items[2:], strict=False):
            if not (_yearly(growth) and first.sized and second.sized and _like(first.figure, second.figure)):
                continue
            if not _bare(growth):
                continue
            if _FROM.search(first.lead) and _FROM_TO.search(second.lead):
                yield from _checked(view, second, first, growth)
            elif _AGAINST.search(second.lead) or _year_before(second, first):
                yield from _checked(view, first, second, growth)


def _year_before(before: Item, now: Item) -> bool:
    """Whether the second of two numbers of one thing is that of the year before: 2023年 480 件，2022年 450 件."""
    years = year_of(before.figure.period), year_of(now.figure.period)
    single = _single_year(before.figure) and _single_year(now.figure)
    return single and years[0] is not None and years[1] == years[0] + 1 and _what(before) == _what(now)


def _bare(growth: Item) -> bool:
    """Whether a rate says of nothing else what it is the growth of."""
    return bool(_BARE.fullmatch(re.sub(r"\s+", "", growth.lead)))


def _across(view: View) -> Iterator[Finding]:
    """A growth rate with this year's and last year's number of the same thing, wherever they stand; rates of a table
    only where most of its rates come out."""
    levels = _levels(view)
    checked: list[tuple[Item, Item, Item]] = []
    for item in view.items:
        year = year_of(item.figure.period)
        if not _yearly(item) or year is None or not _single_year(item.figure):
            continue
        other = _BASE_YEAR.search(item.lead)
        now = levels.get((*_what(item), year))
        before = levels.get((*_what(item), int(other[1]) if other else year - 1))
        if now is None or before is None or not _like(now.figure, before.figure):
            continue
        # A rate of a table is of its own levels; one of a sentence may be of levels that stand elsewhere.
        if item.table is None or now.table == item.table == before.table:
            checked.append((now, before, item))
    wrong = [trio for trio in checked if not agrees(*(i.figure for i in trio))]
    tried, missed = Counter(i.table for *_, i in checked), Counter(i.table for *_, i in wrong)
    for a, b, item in wrong:
        if item.table is None or missed[item.table] * 2 < tried[item.table]:
            yield from _checked(view, a, b, item)


def _levels(view: View) -> dict[tuple[object, ...], Item]:
    """What is said of each year, where only one number is."""
    said = grouped(
        (i for i in view.items if i.sized and _single_year(i.figure)), lambda i: (*_what(i), year_of(i.figure.period))
    )
    return {key: items[0] for key, items in said.items() if len({i.figure.normalized_value for i in items}) == 1}


def _what(item: Item) -> tuple[object, ...]:
    f = item.figure
    return item.kind, f.dimensions, f.region, f.entity


def _single_year(figure: Figure) -> bool:
    return bool(figure.period) and len(figure.period or "") == 4


def _yearly(item: Item) -> bool:
    f = item.figure
    return f.stat == "growth_yoy" and f.unit in ("%", "％") and item.done and not _LONG.search(item.lead)


def _like(a: Figure, b: Figure) -> bool:
    return (a.stat, a.normalized_unit) == (b.stat, b.normalized_unit) and exact(a, b)


def agrees(now: Figure, before: Figure, growth: Figure) -> bool:
    """Whether a rate lies where the two rounded levels allow it, itself rounded or cut off."""
    lowest, highest = before.normalized_value - half(before), before.normalized_value + half(before)
    if lowest <= 0:
        return True
    low = ratio(now.normalized_value - half(now), highest) - HUNDRED
    high = ratio(now.normalized_value + half(now), lowest) - HUNDRED
    one = step(growth)
    return low - one <= signed(growth) <= high + one


def _checked(view: View, now: Item, before: Item, growth: Item) -> Iterator[Finding]:
    a, b, g = now.figure, before.figure, growth.figure
    clause = view.text[slice(*growth.sentence)] if growth.table is None else ""
    adjusted = lexicon().adjusted.search(a.indicator + growth.lead) or (a.stat != "count" and "可比" in clause)
    if adjusted or not b.normalized_value or not exact(g) or agrees(a, b, g):
        return
    value = ratio(a.normalized_value, b.normalized_value) - HUNDRED
    severity: Severity = "error" if a.stat == "count" else "warning"
    text = f"{tidy(a.indicator)}的增幅写作 {_percent(signed(g))}，按原文两期数值计算为 {_percent(value)}"
    formula = f"({written(a)} − {written(b)}) ÷ {written(b)} × 100% = {_percent(value)} ≠ {_percent(signed(g))}"
    yield finding("growth_mismatch", severity, text, view.quotes((now, before, growth)), formula, (g.id, a.id, b.id))


def _percent(value: Decimal) -> str:
    return f"{rounded(value)}%"
