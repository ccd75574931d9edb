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
_WITHIN_A_YEAR = "(?:当年|本年|全年|今年|同比|较上年|比上年)*"
_INCREMENT = re.compile(rf"^[^其；。]*[，、（(]{_WITHIN_A_YEAR}(?:新增|净增|增加|多)[^，。；]{{0,4}}$")
_BEARERS = frozenset({"企业", "单位", "机构", "人才", "平台", "基地", "中心", "产品"})
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_SIDE_STATS = ("growth_yoy", "growth_annual", "rank", "diff_pp", "share", "change_abs", "per_capita", "rate", "ratio")


def whole_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document."""
    yield from _among_these(view)
    yield from _among_those_before(view)
    yield from _below(view)
    yield from _counted_off(view)
    yield from _by_year(view)
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
        if item.aside or _added_to(item, last):
            continue
        if item.sized:
            if whole is not None and _alike(item, whole):
                parts.append(item)
            last = item
        elif item.figure.stat not in _SIDE_STATS:
            last = None
    if whole is not None and parts:
        yield whole, parts


def _added_to(item: Item, last: Item | None) -> bool:
    """Whether a number only says what came to the one before it: 商标代理机构 412 家，新增 26 家，其中 …."""
    if last is None or not _INCREMENT.search(item.lead) or last.figure.normalized_unit != item.figure.normalized_unit:
        return False
    return last.figure.normalized_value > item.figure.normalized_value


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


def _among_those_before(view: View) -> Iterator[Finding]:
    """A sentence that begins with 其中, of parts that bear the name of the number in the sentence before."""
    before: list[Item] = []
    for items in view.by_sentence().values():
        first = items[0]
        same = [i for i in before if i.line == first.line and i.sized and not i.aside and _named_alike(i, first)]
        if same and first.lead.lstrip().startswith("其中") and exact(same[-1].figure):
            parts = [i for i in items if i.sized and not i.aside and _named_alike(i, same[-1])]
            if len(parts) >= 2 and exact(*(p.figure for p in parts)) and not any("；" in p.lead for p in parts):
                yield from _nearly(view, parts, same[-1])
        before = items


def _named_alike(a: Item, b: Item) -> bool:
    return _alike(a, b) and a.figure.indicator == b.figure.indicator


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
    elif 0 < gap <= size * NEAR * (2 if _parallel(parts) else 1):
        yield summed(view, "sum_mismatch", "warning", parts, whole, "各项之和略大于合计")
    elif gap < 0 and -gap <= size * NEARLY_ALL:
        yield summed(view, "sum_incomplete", "info", parts, whole, "各项之和略小于合计，可能有一项未列或有误")


def _parallel(parts: Sequence[Item]) -> bool:
    """Whether the names of parts rule out that one part is counted in another: 进企业、进校园、进社区; 境内、境外."""
    names = [m for p in parts for d, m in p.figure.dimensions if d == "成员" and m]
    if len(names) < len(parts) or len(set(names)) < len(names):
        return False
    # 上市企业 may be 工业企业 too: what bears a title may bear another.
    kind = {n[-2:] for n in names}
    alike = len({n[0] for n in names}) == 1 or (len(kind) == 1 and not kind & _BEARERS)
    return (len(names) >= 3 and alike) or any(set(names) == both for both in lexicon().opposites)


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


def _by_year(view: View) -> Iterator[Finding]:
    """A number over some years with that of each year: 三年共受理 980 件，其中2021年 310 件，2022年 …."""
    for line in grouped(
        (i for i in view.items if i.table is None and i.sized and not i.aside), lambda i: i.line
    ).values():
        over_years = [(total, parts) for at, total in enumerate(line) if (parts := _each_year(total, line[at + 1 :]))]
        for tried in grouped(over_years, lambda pair: pair[1][0].figure.id).values():
            gaps = [(abs(gap), tolerance, total) for total, parts in tried for gap, tolerance in [gap_of(parts, total)]]
            gap, tolerance, total = min(gaps, key=lambda g: g[0])
            if tolerance < gap <= total.figure.normalized_value * NEAR * 2:
                yield summed(view, "sum_mismatch", "error", tried[0][1], total, "各年之和与合计不符")


def _each_year(total: Item, behind: Sequence[Item]) -> list[Item]:
    """The numbers behind a number over some years that give each of these years, in order; empty where they do not."""
    years = _years_of(total)
    first = _next_dated(behind)
    parts = list(behind[first : first + len(years)])
    if len(years) < 2 or [p.figure.period for p in parts] != years or not exact(*(i.figure for i in (total, *parts))):
        return []
    known = re.search("其中|分别", parts[0].lead) or parts[0].figure.indicator == total.figure.indicator
    return parts if known and all(p.figure.normalized_unit == total.figure.normalized_unit for p in parts) else []


def _years_of(item: Item) -> list[str]:
    """The years that a number was counted over, each as a period; empty where it was one."""
    both = re.fullmatch(r"(\d{4})[/-](\d{4})", item.figure.period or "")
    return [str(y) for y in range(int(both[1]), min(int(both[2]), int(both[1]) + 10) + 1)] if both else []


def _next_dated(items: Sequence[Item]) -> int:
    """How many numbers over the same years stand before the first one of a single year."""
    return next((i for i, item in enumerate(items[:3]) if len(item.figure.period or "") == 4), 0)


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
