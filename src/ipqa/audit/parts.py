"""Parts and their total: sums that do not come out, parts that are larger than the whole, parts that are not all."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..records import Figure
from ..statistics.compute import written
from .exact import exact, half, sum_shown
from .findings import Finding, Severity, finding
from .lexicon import lexicon
from .naming import tidy, when_said
from .standing import alike
from .view import Item, View, grouped

MOSTLY = Decimal("0.5")
"""Parts that make up less of a total than this were never meant to be all of it."""
BEFORE, BEHIND = 3000, 400
"""Characters of running text by which a total may stand before its parts, or behind them."""
_TYPES = ("发明专利", "实用新型专利", "外观设计专利")


def part_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document."""
    for parts, total in families(view):
        yield from _compared(view, parts, total)


def families(view: View) -> Iterator[tuple[list[Item], Item]]:
    """Parts that differ in the member of one dimension only, in order, each family with its stated total."""
    sized = [i for i in view.items if i.sized and not i.aside]
    plain = grouped(sized, _total_key)
    for (dimension, _, _), parts in grouped(
        ((i, d) for i in sized for d, _ in i.figure.dimensions if d != "成员"), lambda pair: _part_key(*pair)
    ).items():
        for run in _runs(dimension, [i for i, _ in parts]):
            total = _total(view, run, dimension, plain)
            if total is not None:
                yield run, total


def _part_key(item: Item, dimension: str) -> tuple[str, tuple[object, ...], int | tuple[int, int]]:
    """What the parts of one total share; in a table, the row or the column is told apart by period and region."""
    f = item.figure
    rest = tuple(d for d in f.dimensions if d[0] != dimension)
    place = item.section if item.table is None else (item.table, 0)
    return dimension, (*_setting(item, rest, dimension),), place


def _total_key(item: Item) -> tuple[object, ...]:
    return _setting(item, item.figure.dimensions, None)


def _setting(item: Item, rest: tuple[tuple[str, str], ...], dimension: str | None) -> tuple[object, ...]:
    f = item.figure
    right, measures, left, per_head = item.kind
    # 发明专利授权量 and 专利授权量 are one kind where the types of patent are the parts.
    if dimension == "专利类型" and right in _TYPES:
        right = "专利"
    return (right, measures, left, per_head, rest, f.region, f.period, f.stat, f.normalized_unit, f.entity)


def _runs(dimension: str, parts: list[Item]) -> Iterator[list[Item]]:
    """The parts, each member once; where a member comes twice with another number, paragraph by paragraph."""
    for chosen in (parts, *grouped(parts, lambda i: i.line).values()):
        unique: dict[str, Item] = {}
        values: dict[str, set[Decimal]] = {}
        for item in chosen:
            member = dict(item.figure.dimensions)[dimension]
            unique.setdefault(member, item)
            values.setdefault(member, set()).add(item.figure.normalized_value)
        if all(len(v) == 1 for v in values.values()):
            if _disjoint(unique):
                yield list(unique.values())
            if chosen is parts:
                return


def _disjoint(members: dict[str, Item]) -> bool:
    """Whether no member contains another one."""
    return not any(inner & members.keys() for outer, inner in lexicon().contains.items() if outer in members)


def _total(
    view: View, parts: Sequence[Item], dimension: str, plain: dict[tuple[object, ...], list[Item]]
) -> Item | None:
    """The total that stands nearest before the parts, else behind them; one that comes out wins.

    It stands in their table, in their section, or in one around it.
    """
    first = parts[0]
    rest = tuple(d for d in first.figure.dimensions if d[0] != dimension)
    found = plain.get(_setting(first, rest, dimension), [])
    inside = [i for i in found if i.table == first.table and _around(view, i, first) and alike(view, i, first)]
    added = sum((p.figure.normalized_value for p in parts), Decimal(0))
    right = [i for i in inside if i.figure.normalized_value == added]
    before = [i for i in inside if i.figure.value_start < first.figure.value_start]
    return next(iter((*right, *before[::-1], *inside)), None)


def _around(view: View, total: Item, part: Item) -> bool:
    """Whether a part stands in the innermost section of its total."""
    at, total_at = part.figure.start, total.figure.start
    if part.table is None and not -BEHIND <= at - total_at <= BEFORE:
        return False
    if total.section == part.section or total.section < 0:
        return True
    sections = view.document.sections
    begun = bisect_left(sections, total.section, key=lambda s: s.start)
    return begun < len(sections) and sections[begun].start <= at < sections[begun].end


def _others(view: View, parts: Sequence[Item], total: Item) -> bool:
    """Whether the sentences of the parts count other things too, which may be the rest of the total."""
    known = {total.figure.id, *(p.figure.id for p in parts)}
    beside = (i for s in {p.sentence for p in parts} for i in view.by_sentence().get(s, []))
    return any(
        i.sized
        and i.figure.id not in known
        and i.figure.normalized_unit == total.figure.normalized_unit
        and i.figure.normalized_value < total.figure.normalized_value
        and i.figure.value_start > parts[0].figure.value_start
        for i in beside
    )


def _compared(view: View, parts: list[Item], total: Item) -> Iterator[Finding]:
    """What a family of disjoint parts and their total say."""
    t = total.figure
    if not exact(t):
        return
    larger = [p for p in parts if exact(p.figure) and exceeds(p.figure, t)]
    if larger:
        yield from (larger_part(view, p, total) for p in larger)
        return
    if len(parts) < 2 or not exact(*(p.figure for p in parts)):
        return
    gap, tolerance = gap_of(parts, total)
    if not gap:
        return
    if abs(gap) <= tolerance:
        if tolerance and abs(gap) >= half(t) * 2:
            yield summed(view, "rounding", "info", parts, total, "相差在四舍五入的范围之内")
    elif gap > 0:
        yield summed(view, "sum_mismatch", "error", parts, total, "各项之和大于合计")
    elif _complete(parts) or (_whole_by_shares(view, parts) and not _others(view, parts, total)):
        yield summed(view, "sum_mismatch", "error", parts, total, "各项之和小于合计")
    elif total.table is None and -gap <= t.normalized_value * (1 - MOSTLY) and not _others(view, parts, total):
        text = "所列各项之和小于合计，其余未列出，不可把所列各项当作全部"
        yield summed(view, "sum_incomplete", "info", parts, total, text)


def gap_of(parts: Sequence[Item], total: Item) -> tuple[Decimal, Decimal]:
    """What the parts add up to beyond their total, and what rounding can account for."""
    figures = [p.figure for p in parts]
    added = sum((f.normalized_value for f in figures), Decimal(0))
    return added - total.figure.normalized_value, sum(map(half, figures), Decimal(0)) + half(total.figure)


def exceeds(part: Figure, whole: Figure) -> bool:
    return part.normalized_value - whole.normalized_value > half(part) + half(whole)


def _complete(parts: Sequence[Item]) -> bool:
    """Whether these are all members that their dimension has."""
    members = [dict(p.figure.dimensions) for p in parts]
    return any(
        all(dimension in m for m in members) and {m[dimension] for m in members} == all_of
        for dimension, all_of in lexicon().complete.items()
    )


def _whole_by_shares(view: View, parts: Sequence[Item]) -> bool:
    """Whether the document gives each part's share, and these make 100 %."""
    wanted = {(p.figure.dimensions, p.kind): p for p in parts}
    found: dict[object, Decimal] = {}
    for item in view.between((parts[0].figure.value_start, parts[-1].figure.end + 60)):
        if item.figure.stat == "share" and (item.figure.dimensions, item.kind) in wanted:
            found.setdefault((item.figure.dimensions, item.kind), item.figure.normalized_value)
    return len(found) == len(wanted) and abs(sum(found.values(), Decimal(0)) - 100) <= Decimal(len(found)) / 2


def larger_part(view: View, part: Item, whole: Item) -> Finding:
    a, b = part.figure, whole.figure
    text = f"部分大于总体：{label(part)} {written(a)}，{label(whole)} {written(b)}"
    return finding(
        "part_gt_whole", "error", text, view.quotes((whole, part)), f"{written(a)} > {written(b)}", (b.id, a.id)
    )


def summed(view: View, kind: str, severity: Severity, parts: Sequence[Item], total: Item, said: str) -> Finding:
    figures = [p.figure for p in parts]
    # Parts that are the years of the total are called by their year.
    by_year = all(p.figure.period for p in parts) and len({p.figure.period for p in parts}) == len(parts)
    names = "、".join(dict.fromkeys(when_said(p.figure.period).rstrip() if by_year else label(p) for p in parts))
    text = f"{label(total)} {written(total.figure)}，{names}：{said}"
    ids = (total.figure.id, *(f.id for f in figures))
    return finding(kind, severity, text, view.quotes((total, *parts)), sum_shown(figures, total.figure), ids)


def label(item: Item) -> str:
    """What a figure is called in a finding: its member with its indicator, without scraps of the sentence."""
    name = tidy(item.figure.indicator)
    members = [tidy(m) for d, m in item.figure.dimensions if m not in item.figure.indicator and d != "专利类型"]
    # 商标案件 of 查办知识产权案件 says what it is without the name of the whole.
    if any(d == "成员" and len(m) > 2 for d, m in item.figure.dimensions):
        return "".join(members)
    # 有机水稻 of 水稻种植面积 is 有机水稻种植面积.
    said = "".join(members)
    shared = next((n for n in (4, 3, 2) if said[-n:] == name[:n]), 0)
    return said + name[shared if said else 0 :] or "该项"
