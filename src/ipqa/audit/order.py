"""Numbers whose order their meaning fixes: granted and applied, held and granted; equal numbers that should differ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..figures.lexicons import table
from ..figures.vocabulary import Concept
from ..records import Figure
from ..statistics.compute import written
from ..statistics.matching.library import Known, setting
from .exact import exact
from .findings import Finding, finding
from .lexicon import Order, lexicon
from .naming import tidy
from .parts import exceeds, larger_part
from .standing import standing
from .view import Item, View, grouped, kind_of, pairs

LEAST_EQUAL = 100
"""Smaller numbers are often equal by chance."""
_ALL_EVER = re.compile(r"截[至止]|累计|历年|历来")
_ONE_YEAR = re.compile(r"全年|当年|本年|新增|今年|上半年|季度")
_SOME_YEARS = re.compile(
    r"五年|[一二三四五六七八九十]+五[”\"]?(?:时期|期间|以来|规划)|近[一二两三四五六几\d]+年|年以来|\d{4}\s?年?\s?[—–至到~～-]{1,2}\s?\d{4}"
)
_CHOSEN = "高价值"
_SAME = frozenset({"拥有量", "有效量"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a figure may be wrong, and the figure that it does not agree with."""

    text: str
    other: Known


def doubts(known: Known, figures: Sequence[Known]) -> list[Doubt]:
    """What speaks against a figure among the figures of the same document, region, period and kind of right."""
    if known.figure.stat != "count" or known.concept.object is None or not known.concept.measures:
        return []
    found: list[Doubt] = []
    for other in figures:
        if not _comparable(known, other):
            continue
        if _one_stock(known, other) and _size(known.figure) != _size(other.figure):
            found.insert(0, Doubt("拥有量与有效量通常指同一存量，原文所载数值却不同", other))
        for order in lexicon().orders:
            for small, large in ((known, other), (other, known)):
                fits = measured(small.concept, order.small) and measured(large.concept, order.large)
                if fits and _all_ever(order, large.figure) and _size(small.figure) > _size(large.figure):
                    found.append(Doubt(order.text, other))
        if _differ(known.concept, other.concept) and _size(known.figure) == _size(other.figure) >= LEAST_EQUAL:
            found.append(Doubt(f"与{other.figure.indicator}数值完全相同，疑有误植", other))
    return list({(d.text, d.other.figure.indicator): d for d in found}.values())


def slip(known: Known) -> str | None:
    """A note on a unit that is a slip of the pen: 5424 将 among figures in 件."""
    figure = known.figure
    if not is_slip(figure):
        return None
    unit, meant = figure.unit, figure.normalized_unit
    return f"原文“{figure.value}{unit}”的“{unit}”疑为“{meant}”之误（同句其他数据的单位均为“{meant}”）"


def is_slip(figure: Figure) -> bool:
    """Whether the unit as written is no unit, and another one was put in its place."""
    odd = figure.stat == "count" and len(figure.unit) == 1 and figure.unit != figure.normalized_unit
    known = _known_units() | set(lexicon().no_units)
    return odd and figure.value == figure.normalized_value and figure.unit not in known


@cache
def _known_units() -> frozenset[str]:
    """Every unit and magnitude of the table: none of them is a slip of the pen."""
    rows = [row for row in table("units").values() if isinstance(row, dict)]
    listed = [word for row in rows for words in row.values() if isinstance(words, list) for word in words]
    return frozenset([*listed, *(name for row in rows for name in row)])


def measured(concept: Concept, measure: str) -> bool:
    """Whether a concept is of that measure; what is 有效 (有效注册商标, 有效…拥有量) is of no other."""
    return measure in concept.measures and (measure == "有效量" or "有效量" not in concept.measures)


def order_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document; per group a few measures are compared, never all figures."""
    counted = (i for i in view.items if i.sized and i.figure.stat == "count" and i.concept.object and i.kind[1])
    groups = grouped(
        counted,
        lambda i: (i.figure.region, i.figure.period, i.figure.dimensions, i.concept.object, _left(i), i.kind[3],
                   i.figure.normalized_unit, i.figure.entity, standing(view, i).subject),
    )  # fmt: skip
    for group in groups.values():
        measures = grouped(group, lambda i: i.kind[1])
        if len(measures) < 2:
            continue
        broken = list(_broken(view, group))
        yield from (found for _, _, found in broken)
        yield from _equal(view, measures, [(a, b) for a, b, _ in broken], group)


def narrower_findings(view: View) -> Iterator[Finding]:
    """What is 高价值 among all of its kind: never more than these, and hardly as many."""
    held = [i for i in view.items if i.sized and i.figure.stat == "count" and i.kind[1] and not i.kind[3]]
    plain = [i for i in held if not _members(i) and exact(i.figure) and set(i.kind[1]) <= _SAME]
    groups = grouped(plain, lambda i: (i.figure.region, i.figure.period, i.figure.normalized_unit, i.figure.entity))
    for group in groups.values():
        inner = [i for i in group if _CHOSEN in i.figure.indicator]
        for a, b in ((a, b) for a in inner for b in group if not b.kind[2] and b not in inner):
            kind = kind_of(a.figure.indicator.replace(_CHOSEN, ""))
            if kind[0] != b.kind[0] or kind[2] or standing(view, a).subject != standing(view, b).subject:
                continue
            if exceeds(a.figure, b.figure):
                yield larger_part(view, a, b)
            elif _size(a.figure) == _size(b.figure) >= LEAST_EQUAL:
                yield _as_many(view, a, b)


def _as_many(view: View, a: Item, b: Item) -> Finding:
    f, g = a.figure, b.figure
    text = f"{tidy(f.indicator)}与{tidy(g.indicator)}数值完全相同（{written(f)}），疑有误植"
    formula = f"{written(f)} = {written(g)}"
    return finding("suspicious_equal", "warning", text, view.quotes((a, b)), formula, (f.id, g.id))


def _members(item: Item) -> bool:
    return any(d != "专利类型" for d, _ in item.figure.dimensions)


def _left(item: Item) -> str:
    """The words of a name besides object and measure, without those that only say how: 核准注册."""
    return re.sub(r"核准|提交|受理|新增|当年|全年|新", "", item.kind[2])


def _broken(view: View, group: Sequence[Item]) -> Iterator[tuple[Item, Item, Finding]]:
    for order in lexicon().orders:
        small = _least([i for i in group if measured(i.concept, order.small) and i.figure.comparator == "eq"])
        large = _least([i for i in group if measured(i.concept, order.large) and i.figure.comparator == "eq"])
        if small is None or large is None or _size(small.figure) <= _size(large.figure):
            continue
        yearly = bool(large.figure.period) and large.figure.nature != "cumulative"
        if order.held and (yearly or not _said_all_ever(view, large)):
            continue
        yield small, large, _disordered(view, order, small, large, yearly)


def _least(items: Sequence[Item]) -> Item | None:
    """The one number of a measure; None where there are several, for then they were counted over different things."""
    return items[0] if items and len({i.figure.normalized_value for i in items}) == 1 else None


def _disordered(view: View, order: Order, small: Item, large: Item, yearly: bool) -> Finding:
    a, b = small.figure, large.figure
    numbers = f"{tidy(a.indicator)} {written(a)}，{tidy(b.indicator)} {written(b)}"
    text = f"{order.text}：{numbers}"
    if yearly:
        said = f"同期{order.small}大于{order.large}"
        text = f"{said}：{numbers}。{order.small}中可能有往年申请的，请核对"
    gap = f"{written(a)} − {written(b)} = {_size(a) - _size(b)} {a.normalized_unit}"
    return finding(
        "part_gt_whole", "info" if yearly else "warning", text, view.quotes((small, large)), gap, (a.id, b.id)
    )


def _equal(
    view: View, measures: dict[tuple[str, ...], list[Item]], broken: list[tuple[Item, Item]], group: Sequence[Item]
) -> Iterator[Finding]:
    firsts = [items[0] for items in measures.values()]
    for a, b in pairs(firsts):
        f, g = a.figure, b.figure
        if _size(f) != _size(g) or _size(f) < LEAST_EQUAL or _size(f) % 100 == 0 or not _differ(a.concept, b.concept):
            continue
        text = f"{tidy(f.indicator)}与{tidy(g.indicator)}数值完全相同（{written(f)}），疑有误植"
        beside = [i for small, large in broken if small in (a, b) or large in (a, b) for i in (small, large)]
        if beside:
            beside += [i for i in firsts if i not in (a, b) and i not in beside]
            others = "、".join(f"{tidy(i.figure.indicator)} {written(i.figure)}" for i in beside if i not in (a, b))
            text += f"；另见{others}"
        items = [a, b, *(i for i in beside if i not in (a, b))]
        yield finding(
            "suspicious_equal", "warning", text, view.quotes(items), f"{written(f)} = {written(g)}",
            tuple(i.figure.id for i in items),
        )  # fmt: skip


def _said_all_ever(view: View, item: Item) -> bool:
    """Whether the text says that all that was ever done is counted."""
    before = view.text[item.line[0] : item.figure.value_start]
    if _SOME_YEARS.search(before):
        return False  # “十四五”时期累计授权: what came in five years is not all that is held
    if item.figure.nature == "cumulative":
        return True
    return bool(_ALL_EVER.search(before)) and not _ONE_YEAR.search(view.text[slice(*item.sentence)])


def _comparable(a: Known, b: Known) -> bool:
    f, g = a.figure, b.figure
    return (
        f.id != g.id
        and setting(f) == setting(g)
        and f.dimensions == g.dimensions
        and a.concept.object == b.concept.object
        and f.normalized_unit == g.normalized_unit
    )


def _all_ever(order: Order, large: Figure) -> bool:
    # What was granted in one year says nothing of what is held: only all that was ever granted does.
    return not (order.held and large.period and large.nature != "cumulative")


def _differ(a: Concept, b: Concept) -> bool:
    """Whether two concepts are of different measures; 拥有量 and 有效量 are two names of one."""
    return bool(b.measures) and a.measures != b.measures and not (a.measures | b.measures <= _SAME)


def _one_stock(a: Known, b: Known) -> bool:
    """Whether two figures are of one stock by its two names: 发明专利拥有量 and 有效发明专利量."""
    both = a.concept.measures | b.concept.measures
    plain = not (a.concept.per_head or b.concept.per_head) and a.figure.nature == b.figure.nature
    return plain and both == _SAME and a.concept.measures != b.concept.measures


def _size(figure: Figure) -> int:
    return int(figure.normalized_value)
