"""Shares: whether each is part ÷ total, and whether those of one whole make 100 %."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ..records import Figure
from ..statistics.compute import written
from .exact import HUNDRED, exact, half, is_rounding, number, ratio, rounded, step
from .findings import Finding, Severity, finding
from .lexicon import lexicon
from .parts import families, label
from .view import Item, View, grouped
from .wholes import wholes

_BASE = re.compile(
    r"占(?!比|有率)(?P<base>[^占，。；、]*?)(?:的?(?:比重|比例|份额|比))?(?:分别)?(?:为|达到?|是|约)?\s*$"
)
_BARE = re.compile(r"(?:占比|占|比重|比例|份额)(?:分别)?(?:为|达到?|是)?\s*$")
_STRUCTURE = re.compile(
    r"(?:产业结构|产业比例|结构比例?|结构|比例)[^，。；\d]{0,12}(?P<parts>\d+(?:\.\d+)?(?:\s*[:：∶]\s*\d+(?:\.\d+)?){2,3})(?![\d.]|\s*[:：∶])"
)
NEAR = Decimal(5)
"""Shares of things that no table knows as parts of one whole are only doubted where they come this near to 100 %."""
LEAST_RUN = 3
"""Shares in a row of which all but one come out over a total, so that this one is wrong."""
MOST_BEFORE = 20
"""Numbers before a row of shares that may be their total."""
LARGE = Decimal(2)
"""Points by which a share that is off is an error and no slip of rounding."""


def share_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document."""
    bases = bases_of(view)
    told = list(_of_parts(view, bases))
    yield from told
    shown = {f.figures[0] for f in told}
    yield from (f for f in _of_runs(view, bases) if f.figures[0] not in shown)
    yield from _of_one_whole(view, bases)
    yield from _structures(view)


def bases_of(view: View) -> dict[str, str]:
    """What each share is said to be a share of, by figure id; the empty string where the text does not say."""
    bases: dict[str, str] = {}
    for items in view.by_sentence().values():
        before = ""
        for item in items:
            if item.figure.stat != "share":
                continue
            said = _BASE.search(item.lead)
            if said:
                before = re.sub(r"\s+", "", said["base"])
            elif not re.fullmatch(r"[\s%％、和及与，]*", item.lead):
                before = "" if _BARE.search(item.lead) else before if not re.search(r"[，。；]", item.lead) else ""
            bases[item.figure.id] = before
    return bases


def _of_parts(view: View, bases: dict[str, str]) -> Iterator[Finding]:
    """Shares that stand behind the number they are the share of."""
    totals = _totals(view)
    for items in view.by_sentence().values():
        part: Item | None = None
        for item in items:
            if item.sized:
                part = item
                continue
            if item.figure.stat == "share" and part is None and bases[item.figure.id]:
                part = _named_before(view, item)
            if item.figure.stat == "share" and part is not None and _belongs(part, item):
                yield from _checked(view, part, item, totals.get(part.figure.id, []), bases[item.figure.id])
                part = None
            elif item.figure.stat not in ("growth_yoy", "growth_annual"):
                part = None


def _named_before(view: View, share: Item) -> Item | None:
    """The one number of its paragraph that a share goes on about: 发明专利 40 件 …。发明专利增长 9%，占总量的 20%."""
    same = [i for i in view.between((share.line[0], share.figure.value_start)) if i.sized and _belongs(i, share)]
    return same[0] if len({i.figure.normalized_value for i in same}) == 1 else None


def _of_runs(view: View, bases: dict[str, str]) -> Iterator[Finding]:
    """Shares in a row that come out over one total named before them, but for one."""
    by_section = grouped((i for i in view.items if i.sized and i.table is None), lambda i: i.section)
    for items in view.by_sentence().values():
        every = [
            (part, share)
            for part, share in pairwise(items)
            if part.sized and share.figure.stat == "share" and exact(part.figure, share.figure)
        ]
        yield from _of_their_sum(view, every)
        couples = [
            (part, share)
            for part, share in every
            if not lexicon().outer.search(_inner(bases[share.figure.id]))
        ]  # fmt: skip
        if len(couples) >= LEAST_RUN:
            yield from _but_one(view, couples, by_section.get(items[0].section, []))


def _of_their_sum(view: View, couples: list[tuple[Item, Item]]) -> Iterator[Finding]:
    """Shares that are those of all parts in the parts' own sum, but for one: whatever they are said to be of."""
    if len(couples) <= LEAST_RUN or len({(p.figure.stat, p.figure.normalized_unit) for p, _ in couples}) > 1:
        return
    added = sum((p.figure.normalized_value for p, _ in couples), Decimal(0))
    wrong = [(p, s) for p, s in couples if not _near_share(p, added, s)]
    if len(wrong) != 1 or not added:
        return
    part, share = wrong[0]
    value = rounded(ratio(part.figure.normalized_value, added))
    text = f"{label(part)}的占比写作 {written(share.figure)}，按所列各项之和计算为 {value}%"
    whole = number(added / (part.figure.normalized_value / part.figure.value))
    formula = f"{written(part.figure)} ÷ {whole} {part.figure.unit} × 100% = {value}% ≠ {written(share.figure)}"
    ids = (share.figure.id, part.figure.id)
    yield finding("share_mismatch", "warning", text, view.quotes((part, share)), formula, ids)


def _near_share(part: Item, added: Decimal, share: Item) -> bool:
    gap = abs(ratio(part.figure.normalized_value, added) - share.figure.normalized_value)
    return gap <= step(share.figure)


def _but_one(view: View, couples: list[tuple[Item, Item]], before: Sequence[Item]) -> Iterator[Finding]:
    first = couples[0][0].figure
    at = bisect_left(before, first.value_start, key=lambda i: i.figure.value_start)
    for total in reversed(before[max(0, at - MOST_BEFORE) : at]):
        t = total.figure
        fits = (t.stat, t.normalized_unit) == (first.stat, first.normalized_unit) and exact(t)
        if not fits or any(p.figure.normalized_value > t.normalized_value for p, _ in couples):
            continue
        wrong = [(p, s) for p, s in couples if not agrees(p.figure, t, s.figure)]
        if len(wrong) == 1:
            yield _differing(view, *wrong[0], total)
        if len(wrong) <= 1:
            return


def _inner(base: str) -> str:
    """What a share is said to be a share of, without the place that the document is about: 全县申请总量."""
    return re.sub(r"^全[市省区县州](?=.{2,})", "", base)


def _totals(view: View) -> dict[str, list[Item]]:
    """The wholes that a figure may be a part of, by its id."""
    totals: dict[str, list[Item]] = {}
    for parts, total in families(view):
        for part in parts:
            totals.setdefault(part.figure.id, []).append(total)
    for items in view.by_sentence().values():
        for whole, parts in wholes(items, view.text):
            for part in parts:
                totals.setdefault(part.figure.id, []).append(whole)
    return totals


def _belongs(part: Item, share: Item) -> bool:
    f, g = part.figure, share.figure
    return (f.dimensions, f.indicator) == (g.dimensions, g.indicator) and share.done


def _checked(view: View, part: Item, share: Item, totals: Sequence[Item], base: str) -> Iterator[Finding]:
    named = [t for t in totals if _names(base, t)]
    if any(agrees(part.figure, t.figure, share.figure) for t in _before(view, part)):
        return  # 60岁以上 …，占 12%，其中 65岁以上 …，占 8%: both of what was said before them
    usable = [t for t in named if exact(t.figure, part.figure, share.figure) and t.figure.normalized_value]
    if not usable or len(usable) < len(named) or any(agrees(part.figure, t.figure, share.figure) for t in usable):
        return
    yield _differing(view, part, share, usable[0])


def _differing(view: View, part: Item, share: Item, total: Item) -> Finding:
    f, g = part.figure, total.figure
    value = ratio(f.normalized_value, g.normalized_value)
    severity: Severity = "error" if abs(value - share.figure.normalized_value) >= LARGE else "warning"
    text = f"{label(part)}占{label(total)}的比重写作 {written(share.figure)}，按原文数值计算为 {rounded(value)}%"
    formula = f"{written(f)} ÷ {written(g)} × 100% = {rounded(value)}% ≠ {written(share.figure)}"
    return finding(
        "share_mismatch", severity, text, view.quotes((part, share, total)), formula, (share.figure.id, f.id, g.id)
    )


def _before(view: View, part: Item) -> Iterator[Item]:
    """The larger numbers of the same unit that stand before a part in its paragraph."""
    for item in view.between(part.line):
        like = (item.figure.stat, item.figure.normalized_unit) == (part.figure.stat, part.figure.normalized_unit)
        larger = item.figure.normalized_value > part.figure.normalized_value
        if like and larger and item.figure.value_start < part.figure.value_start:
            yield item


def _names(base: str, total: Item) -> bool:
    """Whether what a share is said to be a share of is this total."""
    if lexicon().share_total.match(base):
        return True
    if lexicon().outer.search(base):
        return False
    name = total.figure.indicator
    short = re.sub(r"(?:总?[量数]|件数)$", "", base)
    return len(short) >= 2 and (short in name or name in base or (name[:-1] in base and len(name) > 3))


def agrees(part: Figure, total: Figure, share: Figure) -> bool:
    """Whether a share is the quotient, rounded or cut off, as far as the rounded numbers themselves are known."""
    value = ratio(part.normalized_value, total.normalized_value)
    low = ratio(part.normalized_value - half(part), total.normalized_value + half(total))
    high = ratio(part.normalized_value + half(part), total.normalized_value - half(total) or Decimal(1))
    # 八成 is 80, known to ten points.
    one, said = step(share), share.normalized_value
    return is_rounding(value, said, one) or low - one / 2 <= said <= high + one / 2


def _of_one_whole(view: View, bases: dict[str, str]) -> Iterator[Finding]:
    """Shares of one whole in one paragraph: never more than 100 %; less only where they are not all."""
    shares = [
        (i, d)
        for i in view.items
        if i.figure.stat == "share" and i.done and i.table is None
        and not lexicon().outer.search(bases.get(i.figure.id, ""))
        for d, _ in i.figure.dimensions
    ]  # fmt: skip
    for pairs in grouped(shares, lambda pair: _share_key(*pair, bases)).values():
        items, dimension = [i for i, _ in pairs], pairs[0][1]
        members = {dict(i.figure.dimensions)[dimension] for i in items}
        if len(items) >= 2 and len(members) == len(items) and exact(*(i.figure for i in items)):
            yield from _added(view, dimension, members, items)


def _share_key(item: Item, dimension: str, bases: dict[str, str]) -> tuple[object, ...]:
    f = item.figure
    rest = tuple(d for d in f.dimensions if d[0] != dimension)
    right, measures, left, per_head = item.kind
    kind = (None if dimension == "专利类型" else right, measures, left, per_head)
    place = item.sentence if dimension == "成员" else item.line
    return dimension, kind, rest, f.region, f.period, f.entity, bases.get(f.id, ""), place


def _added(view: View, dimension: str, members: set[str], items: list[Item]) -> Iterator[Finding]:
    if any(inner & members for outer, inner in lexicon().contains.items() if outer in members):
        return
    figures = [i.figure for i in items]
    total = sum((f.normalized_value for f in figures), Decimal(0))
    tolerance = sum(map(half, figures), Decimal(0))
    gap = total - HUNDRED
    complete = lexicon().complete.get(dimension, frozenset())
    rest = gap < 0 and _beside(view, items)
    wrong = abs(gap) > tolerance and not rest and (
        (dimension != "成员" and gap > 0) or (members == complete) or (len(items) >= 3 and abs(gap) <= NEAR)
    )  # fmt: skip
    formula = f"{' + '.join(f'{number(f.normalized_value)}%' for f in figures)} = {number(total)}%"
    ids = tuple(f.id for f in figures)
    names = "、".join(label(i) for i in items)
    if wrong:
        severity: Severity = "error" if gap > 0 and dimension != "成员" else "warning"
        text = f"{names}的占比之和为 {number(total)}%，不是 100%"
        yield finding("shares_not_100", severity, text, view.quotes(items), formula, ids)
    elif gap < -tolerance and total >= 50 and dimension != "成员" and not _beside(view, items):
        text = f"{names}的占比之和为 {number(total)}%，其余 {number(-gap)}% 未列出，不可把所列各项当作全部"
        yield finding("share_incomplete", "info", text, view.quotes(items), formula, ids)


def _beside(view: View, items: Sequence[Item]) -> bool:
    """Whether the sentences of some shares give other shares, which may be the rest."""
    known = {i.figure.id for i in items}
    sentences = {i.sentence for i in items}
    return any(
        i.figure.stat == "share" and i.figure.id not in known for s in sentences for i in view.by_sentence().get(s, [])
    )


def _structures(view: View) -> Iterator[Finding]:
    """三次产业结构为 5.1:39.8:55.1, which make 100."""
    from .findings import quoted

    for match in _STRUCTURE.finditer(view.text):
        parts = [Decimal(p) for p in re.findall(r"\d+(?:\.\d+)?", match["parts"])]
        exponents = [int(p.as_tuple().exponent) for p in parts]
        tolerance = sum((Decimal(1).scaleb(e) / 2 for e in exponents), Decimal(0))
        gap = sum(parts, Decimal(0)) - HUNDRED
        if tolerance < abs(gap) <= NEAR:
            formula = f"{' + '.join(map(number, parts))} = {number(sum(parts, Decimal(0)))}"
            text = f"结构比例各项之和为 {number(sum(parts, Decimal(0)))}，不是 100"
            yield finding("shares_not_100", "warning", text, (quoted(view.document, *match.span()),), formula)
