"""Totals that a sentence names with their parts: 其中, a list below it, 两类合计, or parts by other names."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..records import Figure
from .exact import exact, half
from .findings import Finding
from .lexicon import lexicon
from .parts import exceeds, gap_of, larger_part, summed
from .view import Item, View, grouped

NEAR = Decimal("0.05")
"""A sum this close to a total that only the sentence names as such was surely meant to come out."""
NEARLY_ALL = Decimal("0.02")
_COUNTED_OFF = re.compile(r"([两二三四五六])[类项者种个]|合计|总计|共计")
_ANNOUNCED = re.compile(r"(?:其中|包括|分别为|分别是|具体为|具体是|如下)[:：]$")
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_SIDE_STATS = ("growth_yoy", "growth_annual", "rank", "diff_pp", "share", "change_abs", "per_capita", "rate", "ratio")


def whole_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document."""
    yield from _among_these(view)
    yield from _below(view)
    yield from _counted_off(view)
    yield from _other_names(view)


def wholes(items: Sequence[Item], text: str) -> Iterator[tuple[Item, list[Item]]]:
    """Totals of a sentence with the like figures that 其中 introduces behind them, up to the next semicolon."""
    whole: Item | None = None
    parts: list[Item] = []
    last: Item | None = None
    for item in items:
        if "其中" in item.lead and last is not None:
            if whole is not None and parts:
                yield whole, parts
            # A；其中 B: what B is a part of was said further before.
            whole, parts = (None if re.search(r"[；;]", item.lead) else last), []
        elif whole is not None and re.search(r"[；;。]", item.lead):
            if parts:
                yield whole, parts
            whole, parts = None, []
        if item.sized:
            if whole is not None and _alike(item, whole):
                parts.append(item)
            last = item
        elif item.figure.stat not in _SIDE_STATS:
            last = None
    if whole is not None and parts:
        yield whole, parts


def _alike(a: Item, b: Item) -> bool:
    """Whether two figures may be part and whole: one unit, one time, one place."""
    f, g = a.figure, b.figure
    return (f.stat, f.normalized_unit, f.period, a.done) == (g.stat, g.normalized_unit, g.period, b.done)


def _among_these(view: View) -> Iterator[Finding]:
    """What 其中 introduces: the first part is never larger than the whole; several that nearly come out were to."""
    for items in view.by_sentence().values():
        for whole, parts in wholes(items, view.text):
            first = parts[0]
            if not exact(whole.figure):
                continue
            # A later one may begin anew: 其中发明 50 件，商标注册 400 件.
            if "其中" in first.lead and exact(first.figure) and exceeds(first.figure, whole.figure):
                if first.figure.region == whole.figure.region:
                    yield larger_part(view, first, whole)
            elif len(parts) >= 2 and exact(*(p.figure for p in parts)):
                yield from _nearly(view, parts, whole)


def _below(view: View) -> Iterator[Finding]:
    """A total whose line ends in 其中：, and the lines that follow it, a part each."""
    lines = list(grouped((i for i in view.items if i.table is None), lambda i: i.line).values())
    for index, line in enumerate(lines):
        whole = line[-1]
        if not whole.sized or not exact(whole.figure) or not _ANNOUNCED.search(_behind(view, whole)):
            continue
        parts: list[Item] = []
        end = whole.line[1]
        for following in lines[index + 1 :]:
            first = following[0]
            joined = not view.text[end : first.line[0]].strip()
            same = (first.figure.stat, first.figure.unit) == (whole.figure.stat, whole.figure.unit)
            if not (joined and same and first.sized):
                break
            parts.append(first)
            end = first.line[1]
            if view.text[slice(*first.line)].rstrip().endswith("。"):
                break
        if len(parts) >= 2 and exact(*(p.figure for p in parts)):
            yield from _nearly(view, parts, whole)


def _behind(view: View, item: Item) -> str:
    """What is said behind a number up to the end of its line."""
    return view.text[item.figure.value_end : item.line[1]].rstrip()


def _nearly(view: View, parts: list[Item], whole: Item) -> Iterator[Finding]:
    gap, tolerance = gap_of(parts, whole)
    size = whole.figure.normalized_value
    if not gap or not size:
        return
    if abs(gap) <= tolerance:
        if abs(gap) >= half(whole.figure) * 2 > 0:
            yield summed(view, "rounding", "info", parts, whole, "相差在四舍五入的范围之内")
    elif 0 < gap <= size * NEAR:
        yield summed(view, "sum_mismatch", "warning", parts, whole, "各项之和略大于合计")
    elif gap < 0 and -gap <= size * NEARLY_ALL:
        yield summed(view, "sum_incomplete", "info", parts, whole, "各项之和略小于合计，可能有一项未列或有误")


def _counted_off(view: View) -> Iterator[Finding]:
    """Totals behind their parts: A 245 件，B 964 件；两类合计 1209 件."""
    for items in view.by_sentence().values():
        for index, total in enumerate(items):
            said = _COUNTED_OFF.search(total.lead)
            if not said or not total.sized or not exact(total.figure):
                continue
            count = _NUMERALS.get(said[1] or "", 0)
            parts = [i for i in items[:index] if i.sized and _alike(i, total)]
            if count and re.search(r"合计|总计|共计|总[数量额]|共", total.lead):
                parts = parts[-count:] if len(parts) >= count else []
            elif count or len(parts) < 2:
                continue
            if not parts or not exact(*(p.figure for p in parts)):
                continue
            gap, tolerance = gap_of(parts, total)
            if abs(gap) > tolerance and abs(gap) <= total.figure.normalized_value * NEAR * (4 if count else 1):
                yield summed(view, "sum_mismatch", "error", parts, total, "各项之和与合计不符")


def _other_names(view: View) -> Iterator[Finding]:
    """Totals whose parts go by other names: the three sectors and the gross product."""
    for rule in lexicon().totals:
        key = _outside
        totals = grouped((i for i in view.items if i.sized and i.figure.indicator == rule.name), key)
        parts = grouped((i for i in view.items if i.sized and rule.part.match(_plain(i.figure))), key)
        for where, found in parts.items():
            unique = {_plain(i.figure): i for i in reversed(found)}
            total = totals.get(where, [])
            if len(unique) == rule.count == len(found) and len(total) >= 1 and exact(total[0].figure):
                chosen = list(unique.values())[::-1]
                gap, tolerance = gap_of(chosen, total[0])
                if exact(*(p.figure for p in chosen)) and abs(gap) > tolerance:
                    yield summed(view, "sum_mismatch", "error", chosen, total[0], "各项之和与合计不符")


def _plain(figure: Figure) -> str:
    return "".join(m for d, m in figure.dimensions if d == "产业" and m not in figure.indicator) + figure.indicator


def _outside(item: Item) -> tuple[object, ...]:
    f = item.figure
    return f.region, f.period, f.stat, f.normalized_unit, item.table, item.section
