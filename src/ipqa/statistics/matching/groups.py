"""Sibling figures: those that differ in one thing only, their member, place or year, and the total they add up to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ...figures.context.regions import contains
from ...figures.vocabulary import Member
from ...records import Figure
from ..asked.query import Query
from ..asked.slots import Slots, prepared
from .library import Known, paragraph_of, sentence_of, setting
from .match import Match, assess, best

KINDS = frozenset(
    ("类型", "主体", "权利", "单位", "机构", "专利类型", "权利主体", "渠道", "三种", "各类", "类别", "专利")
)
"""Words that name the kind of a group and none of its members."""

_LISTS = re.compile(r"其中|包括|包含|分别(?:为|是)|分为|按[^，。]{1,8}[分看]")
NEXT_TO = 300
"""Characters between figures that stand next to each other."""
_SAME_UNITS = {"名": "人", "位": "人"}


def by_member(query: Query, figures: Sequence[Known]) -> list[Known]:
    """The figures of one document that differ only in the member of one dimension; empty where one is missing."""
    chosen: list[Known] = []
    highest = 0.0
    for (dimension, _), family in _families(query, figures).items():
        unique: dict[str, Match] = {}
        for match in sorted(family, key=lambda m: -m.score):
            unique.setdefault(dict(match.known.figure.dimensions)[dimension], match)
        score = len(unique) * 0.01 + max(m.score for m in unique.values())
        if len(unique) >= 2 and score > highest:
            highest = score
            chosen = _in_order(m.known for m in unique.values())
    return chosen if complete(chosen, figures) else []


def _families(query: Query, figures: Sequence[Known]) -> dict[tuple[str, tuple[object, ...]], list[Match]]:
    """By a dimension and all else that they share: the figures that answer the question for one member or another."""
    whole = query.whole
    asked = prepared(query.question)
    families: dict[tuple[str, tuple[object, ...]], list[Match]] = {}
    for known in figures:
        f = known.figure
        for name, member in f.dimensions:
            if query.dimension not in (None, "地区", "年份", name):
                continue
            if dict(whole.members).get(name, member) != member and len(whole.members) == 1:
                continue
            found = best(_relaxed(whole, known, name, member), asked + prepared(member), [known])
            if found:
                rest = _without(f, name) if name != "专利类型" else ()
                families.setdefault((name, (setting(f), rest, known.concept.measures)), []).append(found[0])
    return families


def _in_order(found: Iterable[Known]) -> list[Known]:
    return sorted(found, key=lambda k: k.figure.value_start)


def _relaxed(whole: Slots, known: Known, dimension: str, member: str) -> Slots:
    """The question's slots as if it had named this member."""
    concept = whole.concept
    if dimension == "专利类型" and concept.object in (None, "专利"):
        concept = replace(concept, object=known.concept.object)
    kept = tuple(m for m in whole.members if m[0] != dimension)
    return replace(
        whole,
        members=(*kept, (dimension, member)),
        concept=concept,
        words=tuple(w for w in whole.words if w not in KINDS),
    )


def complete(siblings: Sequence[Known], figures: Sequence[Known]) -> bool:
    """Whether a group leaves out none of the like figures of its sentence, but for their total."""
    if not siblings:
        return True
    first = siblings[0]
    start, end = sentence_of(first.document, first.figure.start, first.figure.end)
    dimension = varying(siblings)
    taken = {k.figure.id for k in siblings}
    for known in figures:
        f = known.figure
        like = setting(f) == setting(first.figure) and f.normalized_unit == first.figure.normalized_unit
        if like and start <= f.value_start < end and f.id not in taken and not _total_of(known, first, dimension):
            return False
    return True


def _total_of(known: Known, part: Known, dimension: str | None) -> bool:
    return (
        known.figure.dimensions == _without(part.figure, dimension) or known.concept.measures != part.concept.measures
    )


def by_region(query: Query, figures: Sequence[Known]) -> list[Known]:
    """The same figure of one document for each of several places, without the place that holds them all.

    Of several families that fit, the best named one; then the one of the newest year and of most places.
    """
    whole = query.whole
    asked = prepared(query.question)
    found: dict[tuple[object, ...], dict[str, Match]] = {}
    for known in figures:
        f = known.figure
        place = _place(known)
        if place is None or not _inside(place, known, whole.region):
            continue
        named = replace(whole, region=f.region, members=_with_place(whole.members, f))
        matched = best(named, asked + prepared(place), [known])
        if matched:
            found.setdefault(_family(known), {}).setdefault(place, matched[0])
    many = [places for places in found.values() if len(places) >= 2]
    chosen = max(many, key=_worth, default={})
    places = {name: m.known for name, m in chosen.items()}
    apart = [k for name, k in places.items() if not any(n != name and contains(name, n) for n in places)]
    return _in_order(apart) if len(apart) >= 2 else []


def _worth(places: Mapping[str, Match]) -> tuple[float, int]:
    """How well a family is named, to the tenth, and how many places it has."""
    return round(max(m.score for m in places.values()), 1), len(places)


def _place(known: Known) -> str | None:
    """The place that a figure is of: its member in 地区 (高新区 has no code of its own), else its region."""
    return dict(known.figure.dimensions).get("地区") or known.figure.region


def _with_place(members: tuple[Member, ...], figure: Figure) -> tuple[Member, ...]:
    return (*members, *(d for d in figure.dimensions if d[0] == "地区" and d not in members))


def _inside(place: str, known: Known, around: str | None) -> bool:
    """Whether a place lies in the one asked; one without a code lies where its document is from."""
    if around is None:
        return True
    if "地区" in dict(known.figure.dimensions) and not contains(around, place):
        return known.document.region in (None, around)
    return place != around and contains(around, place)


def _family(known: Known) -> tuple[object, ...]:
    """What the figures of several places share."""
    f = known.figure
    members = tuple(d for d in f.dimensions if d[0] != "地区")
    return (f.document_id, f.indicator, members, f.stat, f.period, f.status, f.normalized_unit)


def each_part(kind: str, total: Known, figures: Sequence[Known]) -> list[Known]:
    """The figures of that kind, as their document calls them, that stand in one sentence and are like their total."""
    first = total.figure
    sentences: dict[int, list[Known]] = {}
    for known in figures:
        f = known.figure
        like = setting(f) == setting(first) and addable(known, total)
        if like and f.id != first.id and kind in f.raw_indicator:
            sentences.setdefault(sentence_of(known.document, f.start, f.end)[0], []).append(known)
    return max(sentences.values(), key=len, default=[])


def of_which(total: Known, figures: Sequence[Known]) -> list[Known]:
    """The figures that a sentence lists behind its total with 其中 or 包括, all of them."""
    f, text = total.figure, total.document.text
    _, end = sentence_of(total.document, f.start, f.end)
    behind = [
        k
        for k in figures
        if k.figure.document_id == f.document_id and f.value_end <= k.figure.value_start < end and addable(k, total)
    ]
    behind = [k for k in _in_order(behind) if (k.figure.stat, k.figure.status) == (f.stat, f.status)]
    if len(behind) < 2 or not _LISTS.search(text[f.value_end : behind[0].figure.value_start]):
        return []
    cut = re.compile("其中").search(text, behind[0].figure.value_end, end)
    return [k for k in behind if not cut or k.figure.value_start < cut.start()]


def neighbours(query: Query, figures: Sequence[Known]) -> list[Known]:
    """Figures of one paragraph that differ only in a member: 产业专利导航 1 项, 企业专利导航 3 项; two or more.

    Or of neighbouring ones whose clauses name what is asked behind the number: 授予 2 项成果进步奖一等奖.
    """
    asked = prepared(query.question)
    matches = [assess(query.whole, asked, k) for k in figures]
    fitting = [
        m
        for m in matches
        if m.named >= 0.5 and not m.residue and set(m.mismatches) <= {"member"} and _kind_of(query.whole, m)
    ]
    if len(fitting) < 2:
        return []
    first = max(fitting, key=lambda m: m.score).known
    same = [m.known for m in fitting if _beside(m.known, first) and addable(m.known, first)]
    names = {(k.figure.indicator, k.figure.dimensions) for k in same}
    return same if len(names) == len(same) >= 2 else []


def _kind_of(whole: Slots, match: Match) -> bool:
    """Whether a figure is of a kind of what is asked; 案件结案 is no kind of 案件: what tells apart stands in front."""
    figure = match.known.figure
    if not whole.words:
        return False
    behind = prepared(match.known.document.text[figure.value_end : figure.end])
    named_behind = match.named >= 0.99 and all(word in behind for word in whole.words)
    return named_behind or prepared(figure.indicator).endswith(whole.words[-1])


def _beside(known: Known, first: Known) -> bool:
    """Whether a figure stands in the paragraph of another, or next to it in its section, in the same setting."""
    f, g = known.figure, first.figure
    if f.document_id != g.document_id or (f.stat, f.period, f.status) != (g.stat, g.period, g.status):
        return False
    start, end = paragraph_of(first.document, g.start)
    near = abs(f.start - g.start) < NEXT_TO and known.document.section_at(f.start) == first.document.section_at(g.start)
    return near or start <= f.start < end


def stated_total(parts: Sequence[Known], figures: Sequence[Known]) -> Known | None:
    """The stated total of which the parts are members: the same indicator without the dimension that varies."""
    first = parts[0].figure
    dimension = varying(parts)
    if dimension is None:
        return None
    rest = _without(first, dimension)
    for known in figures:
        f = known.figure
        if setting(f) == setting(first) and f.dimensions == rest and _same_kind(known, parts[0], dimension):
            return known
    return None


def _without(figure: Figure, dimension: str | None) -> tuple[Member, ...]:
    """A figure's members in all dimensions but one."""
    return tuple(d for d in figure.dimensions if d[0] != dimension)


def _same_kind(total: Known, part: Known, dimension: str) -> bool:
    if dimension == "专利类型":
        return total.concept.object == "专利" and total.concept.measures == part.concept.measures
    return total.figure.indicator == part.figure.indicator or (
        total.concept == part.concept and total.concept.object is not None
    )


def varying(siblings: Sequence[Known]) -> str | None:
    """The dimension in which siblings differ."""
    names = {d for k in siblings for d, _ in k.figure.dimensions}
    for name in sorted(names):
        values = [dict(k.figure.dimensions).get(name) for k in siblings]
        if all(values) and len(set(values)) == len(values):
            return name
    return None


def addable(a: Known, b: Known) -> bool:
    """Whether two figures are of one unit; people are counted as 人 or 名."""
    return unit_of(a) == unit_of(b)


def unit_of(known: Known) -> str:
    """The base unit of a figure, one name for those that count the same."""
    unit = known.figure.normalized_unit
    return _SAME_UNITS.get(unit, unit)
