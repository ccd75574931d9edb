"""What must hold of every plan, however its question is worded: an auditor's rules on the operands among themselves.

A plan is drawn up by reading words, and words may be misread; these rules read no words of asking. They hold of the
figures alone, of their names, places, times and sizes, so that a plan that breaks one computes nothing that anyone
would ask for. What a question says of its plan is held against it in ``accounting``.

1. No figure stands twice, nor one that only restates another (质押融资金额 and 融资金额 of the same 96 亿元).
2. A part is smaller than its whole, of its unit, statistic, status and time, and of its place or of one inside.
3. What is added, averaged or put in order holds no whole beside its members: none that its name makes the place,
   member or sort that others are of, and none that is the very sum of the others.
4. Figures set side by side are the same thing but for what tells them apart: by their names where the question says
   what each name has of its own, else by one axis, their place, time or member. A figure of another name stands for no
   other year or place of the first: 新认定高新技术企业 is not 拥有高新技术企业, nor 锂电池有效发明专利 that of all.
5. They are of one statistic (a level is held against no rate) and, but for a target and its outcome, of one status.
6. An amount per thing is divided by the things that are asked: 每件转化专利 by none that were granted.
7. They are of one time, unless time is what tells them apart or the question names as many times.
"""

import re
from collections.abc import Callable, Sequence
from itertools import combinations

from ..figures.context.periods import year_of
from ..figures.context.regions import contains
from ..records import Figure
from .asked.query import Query
from .asked.slots import covered, meant, prepared
from .matching.columns import plain_label
from .matching.groups import varying
from .matching.library import Known
from .matching.match import plain_name
from .matching.share_sides import sides
from .matching.wording import DONE, may_be_left_out, narrows, own_words, stem, weight
from .operations.inside import lead_of
from .operations.operation import Plan

WHOLE_AMONG = "a whole among its members"
_ADDED = ("sum", "average")
_ORDERED = ("ranking", "argmax", "distribution", "compare")
_PAIRED = ("difference", "ratio", "growth", "annual", "compare", "adjustment")
_LEVELS = ("count", "quantity")
_TELLING = 1.0
_SLIGHT = 0.3
"""The share of a name that another year's may lack and be the same indicator."""
# What came to be in a time, and is not all that there is: 新认定, 新增, 净增. Not 新材料, 高新技术, 创新.
_NEW = re.compile(r"(?<![高创更革])新(?=[增认登注获授受收入培引建设签成立核])|净增|新(?=国家级|省级)")

Rule = Callable[[Query, Plan], bool]


def broken(query: Query, plan: Plan) -> str | None:
    """The first rule that a plan breaks; None where it is sound."""
    return next((name for name, holds in _RULES if not holds(query, plan)), None)


def _per_item(plan: Plan) -> bool:
    """Whether an amount is held against the things that it was paid for: 万元 over 笔."""
    return plan.operation == "ratio" and len({k.figure.normalized_unit for k in plan.operands}) > 1


def _divided_as_asked(query: Query, plan: Plan) -> bool:
    """Whether an amount is held against things to which nothing was done that neither it nor the question says.

    每件转化专利 are not those granted in the year, though both are counted in 件.
    """
    if not _per_item(plan):
        return True
    amount, counted = plan.operands[0], plan.operands[-1]
    done = counted.concept.measures - amount.concept.measures - meant(query.question).measures - {"登记量", "拥有量"}
    return not done or not counted.concept.object or amount.sentence == counted.sentence


def _once(query: Query, plan: Plan) -> bool:
    """Whether no operand stands twice or restates another."""
    operands = plan.operands[1:] if plan.operation == "share" and len(plan.operands) > 2 else plan.operands
    return not any(a.figure.id == b.figure.id or _restates(a, b) for a, b in combinations(operands, 2))


def _restates(a: Known, b: Known) -> bool:
    """Whether two figures of one value tell the same: the names, places and times of one are those of the other."""
    f, g = a.figure, b.figure
    if (f.normalized_value, f.normalized_unit, f.stat) != (g.normalized_value, g.normalized_unit, g.stat):
        return False
    apart = (f.region != g.region, f.period != g.period, f.dimensions != g.dimensions, f.entity != g.entity)
    if any(apart):
        return False
    return bool(_named_within(f.indicator, g.indicator) or _named_within(g.indicator, f.indicator))


def _named_within(short: str, long: str) -> bool:
    """Whether every word of a name is one of another."""
    return all(covered(w, prepared(long)) for w in own_words(plain_name(short)))


def _part_in_whole(query: Query, plan: Plan) -> bool:
    """Whether the part of a share is one of its whole."""
    if plan.operation != "share":
        return True
    part, wholes = plan.operands[0].figure, [k.figure for k in plan.operands[1:]]
    if len(wholes) > 1:
        return part.id in {f.id for f in wholes}
    whole = wholes[0]
    same = (part.stat, part.normalized_unit, part.status) == (whole.stat, whole.normalized_unit, whole.status)
    inside = part.region == whole.region or contains(whole.region, part.region) or None in (part.region, whole.region)
    narrower = {d for d, _ in whole.dimensions} <= {d for d, _ in part.dimensions} or part.region != whole.region
    return (
        same
        and inside
        and (narrower or part.indicator != whole.indicator)
        and _of_one_time(part, whole)
        and part.normalized_value < whole.normalized_value
        and _whole_as_asked(query, *plan.operands)
    )


def _whole_as_asked(query: Query, part: Known, whole: Known) -> bool:
    """Whether the whole is as narrow as the question names it: 占首次贷款企业 is not 占全部企业."""
    asked = sides(prepared(query.question))
    if asked is None:
        return True
    own = whole.name + whole.clause
    said = own + whole.sentence + whole.heading + prepared(whole.figure.region or "")
    said += lead_of(part)  # 新收一审民事案件中，著作权纠纷 9 件
    # What narrows both sides must be the whole's own: its sentence may say it of the part alone.
    return all(covered(w, own if w in asked[0] else said) for w in own_words(asked[1]) if narrows(w))


def _of_one_time(a: Figure, b: Figure) -> bool:
    """Whether two times are one: equal, one unknown, or the end of a year and the year."""
    if a.period == b.period or a.period is None or b.period is None:
        return True
    return a.period.startswith(b.period) or b.period.startswith(a.period)


def _no_whole_among(query: Query, plan: Plan) -> bool:
    """Whether none of several operands is the whole of the others."""
    operands = plan.operands
    if plan.operation not in (*_ADDED, *_ORDERED) or len(operands) < 2:
        return True
    if plan.operation not in _ADDED and len(operands) == 2:
        return True  # a whole and its part may be set against each other, where both are named
    if any(_is_whole(a, [b for b in operands if b is not a]) for a in operands):
        return False
    if varying(operands) is not None:
        return True  # all are members: that one is as large as the others together is chance
    values = [k.figure.normalized_value for k in operands]
    return len(values) < 3 or not any(v and 2 * v == sum(values) for v in values)


def _is_whole(known: Known, others: Sequence[Known]) -> bool:
    """Whether a figure holds others: by its place, or for want of a member, or of a word of its own, that they have."""
    f = known.figure
    same_time = [o for o in others if o.figure.period == f.period]
    if not same_time:
        return False
    if any(o.figure.region != f.region and contains(f.region, o.figure.region) for o in same_time):
        return True
    alike = [o for o in same_time if (o.figure.region, o.figure.entity) == (f.region, f.entity)]
    if len(alike) < len(others) or known.figure.document_id != alike[0].figure.document_id:
        return False
    title = prepared(known.document.title)
    own = [w for w in own_words(f.indicator) if not covered(w, title) and not all(covered(w, o.name) for o in alike)]
    if own or any(f.dimensions and not set(f.dimensions) < set(o.figure.dimensions) for o in alike):
        return False
    if any(_siblings(known, o) for o in alike):
        return False
    base = set(own_words(f.indicator))
    more = [set(own_words(o.figure.indicator)) - base or len(o.figure.dimensions) > len(f.dimensions) for o in alike]
    return all(more) and all(o.figure.normalized_value <= f.normalized_value for o in alike)


def _siblings(a: Known, b: Known) -> bool:
    """Whether two figures are of two rights, or of two things done to one: 专利转让, 专利许可."""
    rights = {a.concept.object, b.concept.object} - {None, "知识产权", "专利"}
    done = (a.concept.measures - b.concept.measures, b.concept.measures - a.concept.measures)
    return len(rights) > 1 or all(done)


def _alike(query: Query, plan: Plan) -> bool:
    """Whether figures of unlike names are those that the question names, and not one thing and another's neighbour."""
    if plan.operation not in (*_PAIRED, *_ADDED, *_ORDERED) or plan.dimension in ("目标", "两端") or _per_item(plan):
        return True
    if _row(plan.operands) or _one_column(plan.operands):
        return True
    return all(_same_or_named(query, a, b) for a, b in combinations(plan.operands, 2))


def _row(operands: Sequence[Known]) -> bool:
    """Whether three or more of one document are a row: 特等奖, 一等奖, 二等奖, each with its own words and one rest."""
    names = [set(own_words(k.figure.indicator)) for k in operands]
    shared = set.intersection(*names)
    rest = [name - shared for name in names]
    alone = all(rest) and all(not (a & b) for a, b in combinations(rest, 2))
    news = {_new(k) for k in operands}
    return (
        len(operands) > 2 and len({k.document.id for k in operands}) == 1 and bool(shared) and alone and len(news) == 1
    )


def _one_column(operands: Sequence[Known]) -> bool:
    """Whether all are cells below one head, which is what each of them is called: 涉案金额 of 行政类 and of 涉外类."""
    cells = [k.figure.cell for k in operands]
    heads = {(k.document.id, cell.column) for k, cell in zip(operands, cells, strict=True) if cell is not None}
    if None in cells or len(heads) != 1:
        return False
    head = prepared(plain_label(next(iter(heads))[1]))
    return len(head) > 1 and all(head in prepared(k.figure.indicator) for k in operands)


def _same_or_named(query: Query, a: Known, b: Known) -> bool:
    """Whether two figures are of one name, or of two that the question says; not one of what is new, one of all."""
    if _new(a) != _new(b) and not (_NEW.search(query.question) and _of_unlike_names(a, b)):
        return False
    question = prepared(query.question)
    first, second = _of_its_own(question, a, b), _of_its_own(question, b, a)
    if not (first and second) and _years_apart(a, b):
        return _slight(first or second, a if first else b)
    return not (first or second)


def _years_apart(a: Known, b: Known) -> bool:
    """Whether two figures are of one place and of two years."""
    first, second = year_of(a.figure.period), year_of(b.figure.period)
    return first is not None and second is not None and first != second and a.figure.region == b.figure.region


def _slight(words: Sequence[str], known: Known) -> bool:
    """Whether words that one year's name has more make it no other indicator: 扣留进出口货物, 扣留货物."""
    total = sum(map(weight, own_words(known.figure.indicator)))
    return not any(map(narrows, words)) and sum(map(weight, words)) <= _SLIGHT * total


def _new(known: Known) -> bool:
    """Whether a figure counts only what came to be in its time: 新认定, 新增, 净增."""
    return bool(_NEW.search(known.figure.indicator))


def _of_unlike_names(a: Known, b: Known) -> bool:
    return plain_name(a.figure.indicator) != plain_name(b.figure.indicator)


def _of_its_own(question: str, known: Known, other: Known) -> list[str]:
    """The telling words of a figure's name that neither the question, the other's name nor their places say."""
    f, g = known.figure, other.figure
    if plain_name(f.indicator) == plain_name(g.indicator):
        return []
    kinds = _member_words(known, other)
    places = prepared("".join(p or "" for p in (f.region, known.document.region, f.entity, *kinds)))
    return [
        w
        for w in own_words(f.indicator)
        if weight(w) >= _TELLING
        and not covered(w, question + places + other.name)
        and not may_be_left_out(w)
        and stem(w) not in DONE
    ]


def _member_words(known: Known, other: Known) -> list[str]:
    """The members of a figure in dimensions in which the other has another one: they tell the two apart."""
    others = dict(other.figure.dimensions)
    return [member for d, member in known.figure.dimensions if d in others and others[d] != member]


def _of_one_kind(query: Query, plan: Plan) -> bool:
    """Whether operands that are set against each other are of one statistic and status."""
    if plan.operation not in (*_PAIRED, *_ADDED, *_ORDERED) or _per_item(plan):
        return True
    figures = [k.figure for k in plan.operands]
    stats = {"level" if f.stat in _LEVELS else "growth" if f.stat.startswith("growth") else f.stat for f in figures}
    if len(stats) > 1:
        return False
    planned = {f.status == "target" for f in figures}
    return len(planned) == 1 or plan.dimension == "目标" or bool(re.search("目标|计划|预期|任务", query.question))


def _of_like_times(query: Query, plan: Plan) -> bool:
    """Whether operands of several places, members or names are of one time."""
    if plan.operation not in (*_PAIRED, *_ADDED, *_ORDERED) or plan.dimension in ("目标", "两端", "年份", "变化"):
        return True
    for a, b in combinations((k.figure for k in plan.operands), 2):
        years = {year_of(a.period), year_of(b.period)} - {None}
        if len(years) > 1 and a.region != b.region and a.region and b.region and not _names(query, years):
            return False
    return True


def _names(query: Query, years: set[int | None]) -> bool:
    return all(str(year) in query.question or str(year)[2:] in query.question for year in years)


_RULES: tuple[tuple[str, Rule], ...] = (
    ("a figure stands twice", _once),
    ("a part that is none of its whole", _part_in_whole),
    (WHOLE_AMONG, _no_whole_among),
    ("unlike names", _alike),
    ("unlike kinds", _of_one_kind),
    ("divided by something else", _divided_as_asked),
    ("unlike times", _of_like_times),
)
