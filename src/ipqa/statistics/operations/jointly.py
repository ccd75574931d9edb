"""Figures that only together say what a question asks: 城镇居民人均收入是农村居民的几倍, 新收的比审结的多多少.

A question about several figures says each of their names, what they share mostly once. So its words are not cut into
pieces, one for each figure; the figures are sought of which one document, time and place has each, whose own names the
question says, and which leave no word of it over between them. What one says and the others do not tells them apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ...figures.vocabulary import concept
from ...records import Figure
from ..asked.lexicon import vocabulary
from ..asked.query import Query
from ..asked.slots import Slots, covered, meant, prepared
from ..matching.alignment import Alignment, align, excused
from ..matching.bystanders import alien, claim
from ..matching.differences import differences, grouped_row
from ..matching.groups import addable
from ..matching.library import Known, sentence_of, setting
from ..matching.wording import narrows, own_words, weight
from .numbers import named_unit

_HELD_AGAINST = frozenset(("period", "region", "status", "stat"))
_LEVELS = ("count", "amount", "quantity", "per_capita")
_HALF = 0.5
_TELLING = 1.0
_ENDING = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """A figure that a question names, with the words of the question that it says.

    ``alien`` is the weight of the words of its clause that the question does not say: of two 合同金额 the one that
    材料学院 stands before is another college's.
    """

    known: Known
    said: frozenset[str]
    alien: float


def together(query: Query, figures: Sequence[Known]) -> tuple[Known, ...]:
    """Two figures or more, each told apart by words of its own, in the order of the question; empty where unsure."""
    slots, question = _asked(query), prepared(query.question)
    found: list[tuple[tuple[float, ...], tuple[Fit, ...]]] = []
    for group in _groups(slots, question, figures):
        for family in _families(group):
            if not _left(slots, family):
                found.append((_worth(family), tuple(sorted(family, key=lambda f: _place(f, family, question)))))
    return _only(found)


def part_and_whole(both: tuple[Slots, Slots], query: Query, figures: Sequence[Known]) -> tuple[Known, ...]:
    """The part and the whole that a share is asked of: the part says what the whole says, and more; empty where unsure.

    Where the whole says words of its own too (高价值发明专利 of 有效发明专利), each must stand on its own side.
    """
    slots, question = _asked(query), prepared(query.question)
    part_words, whole_words = ({w for w in slots.words if covered(w, prepared(side.text))} for side in both)
    found: list[tuple[tuple[float, ...], tuple[Fit, ...]]] = []
    for group in _groups(slots, question, figures):
        for first, second in combinations(group, 2):
            for part, whole in ((first, second), (second, first)):
                own, over = part.said - whole.said, whole.said - part.said
                apart = bool(_telling(own)) and own <= part_words and over <= whole_words - part_words
                named = set(_telling(whole_words)) <= whole.said
                if named and apart and _may_be_part(part, whole) and not _left(slots, (part, whole)):
                    found.append((_worth((part, whole)), (part, whole)))
    return _only(found)


def _may_be_part(part: Fit, whole: Fit) -> bool:
    """Whether the sizes allow it; of two of one name, only the one that speaks of nothing else holds the other."""
    a, b = part.known.figure, whole.known.figure
    named = claim(a) != claim(b) or (whole.alien == 0 < part.alien and a.normalized_value < b.normalized_value)
    return named and a.normalized_value < b.normalized_value


def _only(found: Iterable[tuple[tuple[float, ...], tuple[Fit, ...]]]) -> tuple[Known, ...]:
    """The best of the families; none where another one as good has other numbers."""
    ranked = sorted(found, key=lambda pair: pair[0], reverse=True)
    if not ranked:
        return ()
    best = [tuple(f.known for f in family) for worth, family in ranked if worth[:-1] == ranked[0][0][:-1]]
    values = {tuple(k.figure.normalized_value for k in family) for family in best}
    return best[0] if len(values) == 1 else ()


def _asked(query: Query) -> Slots:
    """The question's slots without what may tell its figures apart."""
    slots = query.whole
    stat = slots.stat if slots.stat in ("growth", "rate") else None
    return replace(
        slots, stat=stat, unit=None, members=(), concept=replace(concept(""), per_head=slots.concept.per_head), focus=()
    )


def _groups(slots: Slots, question: str, figures: Iterable[Known]) -> Iterator[list[Fit]]:
    """The fitting figures of one document, time, place, status, statistic and unit."""
    groups: dict[tuple[object, ...], list[Fit]] = {}
    for known in figures:
        fit = _fit(slots, question, known)
        if fit is not None:
            key = (setting(known.figure), known.figure.normalized_unit)
            groups.setdefault(key, []).append(fit)
    return (group for group in groups.values() if len(group) > 1)


def _fit(slots: Slots, question: str, known: Known) -> Fit | None:
    """A figure whose own name, members, right and doing the question says; None for any other."""
    if known.digest or _HELD_AGAINST & set(differences(slots, known, question)):
        return None
    if slots.stat is None and known.figure.stat not in _LEVELS:
        return None
    if not known.figure.unit.endswith(named_unit(question)):
        return None
    found: Alignment = align(slots, question, known)
    if found.narrower or not _named(known, question) or not found.words:
        return None
    return Fit(known, found.words, alien(known, question))


def _named(known: Known, question: str) -> bool:
    """Whether the question says a figure's kind of right, what is done to it, and its members."""
    asked = meant(question)
    kind = known.concept.object
    if kind and not covered(prepared(kind), question):
        return False
    if known.concept.measures - {"拥有量"} - asked.measures:
        return False
    if grouped_row(known, question):
        return True
    return all(_member_said(member, question) for d, member in known.figure.dimensions if d != "专利类型" or not kind)


def _member_said(member: str, question: str) -> bool:
    """Whether a question says a member, most of it where it is a phrase: 以调解、撤诉方式结案."""
    if covered(prepared(member), question):
        return True
    words = own_words(member)
    lost = [w for w in words if not covered(w, question)]
    return bool(words) and sum(map(weight, lost)) < _HALF * sum(map(weight, words)) and not any(map(narrows, lost))


def _families(group: Sequence[Fit]) -> Iterator[tuple[Fit, ...]]:
    """Fits that share words and of which each says some that no other does."""
    for first, second in combinations(group, 2):
        shared = first.said & second.said
        if not _telling(first.said - shared) or not _telling(second.said - shared):
            continue
        if not _telling(shared) and not _side_by_side(first.known, second.known):
            continue
        family: dict[frozenset[str], Fit] = {}
        for fit in sorted(group, key=lambda f: (f.alien, f.known.figure.value_start)):
            own = fit.said - shared
            if shared <= fit.said and _telling(own):
                family.setdefault(own, fit)
        apart = all(not (a & b) for a, b in combinations(family, 2)) and not any(
            _nested(a.known.figure, b.known.figure) for a, b in combinations(family.values(), 2)
        )
        if apart and all(addable(a.known, b.known) for a, b in combinations(family.values(), 2)):
            yield tuple(family.values())


def _side_by_side(first: Known, second: Known) -> bool:
    """Whether two figures are named alike in one row or one sentence: 合同金额, 到账金额."""
    a, b = first.figure, second.figure
    if a.indicator[-_ENDING:] != b.indicator[-_ENDING:]:
        return False
    start, end = sentence_of(first.document, a.start, a.end)
    return start <= b.value_start < end


def _nested(first: Figure, second: Figure) -> bool:
    """Whether one is by its name or members a part of the other, so that they do not stand side by side."""
    a, b = sorted((first, second), key=lambda f: (len(f.dimensions), len(f.indicator)))
    return (a.indicator in b.indicator and a.dimensions != b.dimensions and set(a.dimensions) <= set(b.dimensions)) or (
        a.indicator in b.indicator and a.indicator != b.indicator
    )


def _telling(said: Iterable[str]) -> list[str]:
    return [word for word in said if weight(word) >= _TELLING]


def _left(slots: Slots, family: Sequence[Fit]) -> list[str]:
    """The words of a question that none of the figures and none of their surroundings says."""
    said = frozenset[str]().union(*(fit.said for fit in family))
    return [w for w in slots.words if w not in said and not all(_beside(w, slots, fit.known) for fit in family)]


def _beside(word: str, slots: Slots, known: Known) -> bool:
    """Whether a word is no name of anything, or stands in the headings: what a paragraph lists besides is no excuse."""
    named = weight(word) >= _TELLING and not vocabulary().agency.fullmatch(word)
    return covered(word, known.heading) if named else excused(word, slots, known)


def _worth(family: Sequence[Fit]) -> tuple[float, ...]:
    """What they say together, what they share, how little else; that they stand together; the first one first."""
    said = frozenset[str]().union(*(fit.said for fit in family))
    shared = frozenset[str].intersection(*(fit.said for fit in family))
    known = [fit.known for fit in family]
    start, end = sentence_of(known[0].document, known[0].figure.start, known[0].figure.end)
    beside = all(start <= k.figure.value_start < end for k in known) or all(k.figure.cell for k in known)
    weights = (sum(map(weight, said)), sum(map(weight, shared)), -sum(fit.alien for fit in family), float(beside))
    return (*weights, -float(known[0].figure.value_start))


def _place(fit: Fit, family: Sequence[Fit], question: str) -> int:
    """Where the question says what tells a figure apart."""
    others = frozenset[str]().union(*(f.said for f in family if f is not fit))
    return min((question.find(w) for w in _telling(fit.said - others) if w in question), default=len(question))
