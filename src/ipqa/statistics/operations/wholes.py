"""Shares of a whole that is named or summed: 出口 in 进出口总额, 发明专利 in the three kinds of patents."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..asked.query import Query
from ..asked.slots import Slots, covered
from ..matching.groups import addable
from ..matching.library import Known, sentence_of, setting
from .cells import matches

_KINDS = re.compile(r"[三各](?:种|类|种类)专利|专利[三各][种类]")
_KIND = "专利类型"
_ALL_KINDS = 3


def member_of_whole(part: Slots, whole: Slots, query: Query, figures: Sequence[Known]) -> tuple[Known, ...]:
    """The figure that is the whole's own but for one member, which the part names: 其中出口 312 亿元."""
    for match in matches(whole, query, figures)[:3]:
        total = match.known
        inside = [k for k in figures if _is_member(k, total, part)]
        if len({k.figure.normalized_value for k in inside}) == 1:
            return inside[0], total
    return ()


def _is_member(known: Known, total: Known, part: Slots) -> bool:
    f, whole = known.figure, total.figure
    own = [d for d in f.dimensions if d not in whole.dimensions]
    return (
        len(own) == 1
        and len(f.dimensions) == len(whole.dimensions) + 1
        and f.indicator == whole.indicator
        and setting(f) == setting(whole)
        and addable(known, total)
        and f.normalized_value < whole.normalized_value
        and bool(part.words)
        and all(covered(word, own[0][1]) for word in part.words)
    )


def over_all_kinds(part: Slots, query: Query, figures: Sequence[Known]) -> tuple[Known, ...]:
    """The part and all three kinds of patents, where no document states their sum; empty where a kind is missing."""
    if not _KINDS.search(query.question):
        return ()
    for match in matches(part, query, figures)[:3]:
        kinds = _kinds_beside(match.known, figures)
        if len(kinds) == _ALL_KINDS:
            return match.known, *kinds
    return ()


def _kinds_beside(part: Known, figures: Sequence[Known]) -> list[Known]:
    """The figures of the part's sentence, or of its column, that differ from it in the kind of patent only."""
    f = part.figure
    kind = dict(f.dimensions).get(_KIND)
    if kind is None or f.stat != "count":
        return []
    rest = tuple(d for d in f.dimensions if d[0] != _KIND)
    start, end = sentence_of(part.document, f.start, f.end)
    found = {kind: part}
    for known in figures:
        g = known.figure
        own = dict(g.dimensions).get(_KIND)
        alike = setting(g) == setting(f) and known.concept.measures == part.concept.measures
        near = start <= g.value_start < end or (f.cell is not None and g.cell is not None)
        if own and alike and near and tuple(d for d in g.dimensions if d[0] != _KIND) == rest and addable(known, part):
            found.setdefault(own, known)
    return sorted(found.values(), key=lambda k: k.figure.value_start)


def without_share(query: Query) -> Slots:
    """What a question asks a share of, as a level."""
    return replace(query.subject, stat=None, unit=None)
