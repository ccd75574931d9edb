"""Shares of a part in the whole that it is told of, however the question is put: by members, tables, lists and names.

A document tells what a part is of: by a member that its total lacks, by the row of totals of its column, by the
words that lead a list in (新收民事案件中，…), by 其中, or by a name that holds the total's own (高价值发明专利). So a
question need not be cut into part and whole: it names what tells the part from its whole, and nothing that neither
says.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...figures.vocabulary import Member, concept, kinds_of_right
from ..asked.lexicon import vocabulary
from ..asked.query import Query
from ..asked.slots import Slots, covered, meant, prepared
from ..matching.alignment import excused
from ..matching.differences import differences
from ..matching.groups import addable
from ..matching.library import Known, paragraph_of, sentence_of, setting
from ..matching.wording import is_kind, may_be_left_out, narrows, own_words, short_for, stem, weight
from .columns import is_total_of
from .numbers import named_unit

_HELD_AGAINST = frozenset(("period", "region", "status"))
_LEVELS = ("count", "amount", "quantity")
_TELLING = 1.0
_PAIR = 2
_OF_LAW = ("民事", "刑事", "行政", "二审", "再审")
_MOST_LOST = 0.5
"""The share of a whole's own name that a question may leave unsaid."""
_HELD = frozenset(("拥有量", "有效量"))
_HALVED = 4
_STANDING = ("有效", "拥有量", "拥有", "保有量", "有效量")
_ALL = re.compile(r"全部|总[数量额和]|合计|总计|整体|所有|总的|总体")
_OF = re.compile(r"其中|包括|包含")
_LEAD = re.compile(r"(?P<lead>[^。；;]{2,40}?)(?<!其)(?:之?中|里|当中)[，,]")
# What a share may be put beside: its own asking, and words that only say that it is all.
_ASKING = frozenset(("占比", "比例", "比重", "份额", "百分比", "总量", "总数", "合计", "全部", "总额"))


@dataclass(frozen=True, slots=True)
class Inside:
    """A part and a whole that it is told of; the lower ``rank``, the more surely."""

    part: Known
    whole: Known
    rank: int


def in_its_whole(query: Query, part: str, whole: str, figures: Sequence[Known]) -> tuple[Known, ...]:
    """The part and its whole; empty where none or more than one pair of numbers fits.

    ``part`` and ``whole`` are the words of the question for each; empty where it does not say them apart.
    """
    slots, question = _asked(query), prepared(query.question)
    unit = named_unit(question)
    near = [k for k in figures if k.figure.stat in _LEVELS and not k.digest and k.figure.unit.endswith(unit)]
    parts = [k for k in near if _may_be_part(slots, question, k)]
    found = [
        pair
        for known in parts
        for pair in _wholes(known, near)
        if _fits(pair, slots, question, prepared(part), prepared(whole))
    ]
    if not found:
        return ()
    worth = {id(pair): _worth(pair, slots) for pair in found}
    most = max(worth.values())
    best = [pair for pair in found if worth[id(pair)] == most]
    values = {(p.part.figure.normalized_value, p.whole.figure.normalized_value) for p in best}
    return (best[0].part, best[0].whole) if len(values) == 1 else ()


def as_asked(query: Query, operands: Sequence[Known]) -> bool:
    """Whether a part and its whole are of the stage asked, and the question says most of the whole's own name.

    审结 is not 新收, and whoever asks for a part of 全部案件 gets none of 民事案件.
    """
    if len(operands) != _PAIR:
        return True
    part, whole = operands
    told = "".join(k.name + k.clause + k.sentence + k.heading for k in operands)
    if not all(covered(w, told) for w in query.whole.words if w in vocabulary().stages):
        return False
    said = prepared(query.question) + part.name + prepared((whole.figure.region or "") + (whole.figure.entity or ""))
    if any(kind in whole.figure.indicator and kind not in said for kind in _OF_LAW):
        return False
    own = own_words(whole.figure.indicator)
    lost = [w for w in own if not covered(w, said) and not may_be_left_out(w)]
    return sum(map(weight, lost)) <= _MOST_LOST * sum(map(weight, own))


def _asked(query: Query) -> Slots:
    """The question's slots without what tells a part from its whole, and without the words of a share."""
    slots = query.whole
    words = tuple(w for w in slots.words if w not in _ASKING and not _ALL.fullmatch(w))
    bare = replace(concept(""), per_head=slots.concept.per_head)
    return replace(slots, stat=None, unit=None, members=(), concept=bare, focus=(), words=words)


def _may_be_part(slots: Slots, question: str, known: Known) -> bool:
    """Whether a figure is of the time and place asked, and the question says its right and what is done to it."""
    if _HELD_AGAINST & set(differences(slots, known, question)):
        return False
    right, asked = known.concept.object, meant(question)
    if right and right != asked.object and not all(covered(w, question) for w in own_words(right)):
        return False
    return not known.concept.measures - _HELD - asked.measures - _doing_left_out(known)


def _doing_left_out(known: Known) -> set[str]:
    """What need not be said of a member: its total is asked for by what it counts."""
    return set(known.concept.measures) if known.figure.dimensions and known.concept.object is None else set()


def _wholes(part: Known, figures: Sequence[Known]) -> Iterator[Inside]:
    """The wholes that a part's document tells of it, and the wholes of those."""
    direct = [Inside(part, k, rank) for k in figures if (rank := _rank(part, k, figures)) is not None]
    yield from direct
    for pair in direct:
        for known in figures:
            rank = _rank(pair.whole, known, figures)
            if rank is not None and known.figure.id != part.figure.id:
                yield Inside(part, known, pair.rank + rank + 1)


def _rank(part: Known, whole: Known, figures: Sequence[Known]) -> int | None:
    """How surely a figure is another's whole: 0 by member or table, 1 by name, 2 by words between; else None."""
    f, g = part.figure, whole.figure
    alike = setting(f) == setting(g) and addable(part, whole) and f.normalized_value < g.normalized_value
    if not alike or f.id == g.id:
        return None
    if is_total_of(whole, part):
        return 0
    one_more = len(f.dimensions) == len(g.dimensions) + 1 and set(g.dimensions) < set(f.dimensions)
    if f.indicator == g.indicator and one_more:
        return 0
    if _named_inside(part, whole):
        return 1
    return 2 if _led_in(part, whole) or _of_which(part, whole) else None


def _named_inside(part: Known, whole: Known) -> bool:
    """Whether a name is another's with a narrower right or a word more: 发明专利授权量, 高价值发明专利."""
    f, g = part.figure, whole.figure
    doing = part.concept.measures - _HELD == whole.concept.measures - _HELD
    if not doing or not set(_members(whole)) <= set(_members(part)):
        return False
    rest = [w for w in own_words(g.indicator) if not _is_right(w) and w not in _STANDING]
    if not all(covered(w, part.name) or _left_out(w) for w in rest):
        return False
    if _narrower_right(part, whole):
        return True
    a, b = set(own_words(f.indicator)), set(own_words(g.indicator))
    return part.concept.object == whole.concept.object and b < a and _members(part) == _members(whole)


def _members(known: Known) -> tuple[Member, ...]:
    """A figure's members but its kind of patent, which is its right."""
    return tuple(d for d in known.figure.dimensions if d[0] != "专利类型")


def _is_right(word: str) -> bool:
    return concept(word).object is not None or word == "知识产权"


def _narrower_right(part: Known, whole: Known) -> bool:
    """Whether one name is of one right and the other of several, or of all patents."""
    narrow, wide = kinds_of_right(part.figure.indicator), kinds_of_right(whole.figure.indicator)
    if wide == narrow == {"专利"}:
        kinds = (part.concept.object or "", whole.concept.object or "")
        return kinds[0] != kinds[1] and (kinds[1] == "专利" or kinds[0].endswith(kinds[1]))
    return len(narrow) == 1 and (narrow < wide or (not wide and "知识产权" in whole.figure.indicator))


def _led_in(part: Known, whole: Known) -> bool:
    """Whether the words that lead a part's list in name the whole: 新收一审民事案件中，著作权纠纷 40 件."""
    f, g, text = part.figure, whole.figure, part.document.text
    if f.cell is not None or g.cell is not None or g.value_start > f.value_start:
        return False
    start, _ = sentence_of(part.document, f.start, f.end)
    found = _LEAD.match(text[start : f.value_start])
    if not found:
        return False
    own, said = own_words(g.indicator), own_words(found["lead"])
    lead = prepared(found["lead"])
    if not own or not said or not covered(said[-1], whole.name) or not _same_section(part, whole):
        return False
    return all(covered(w, lead) for w in own) or all(covered(w, whole.name) for w in said)


def _same_section(a: Known, b: Known) -> bool:
    return a.document.section_at(a.figure.start) == b.document.section_at(b.figure.start)


def _of_which(part: Known, whole: Known) -> bool:
    """Whether 其中 stands between a whole and its part in one paragraph, and no larger number of the unit between."""
    f, g, text = part.figure, whole.figure, part.document.text
    start, end = paragraph_of(part.document, g.start)
    if f.cell is not None or g.cell is not None or not (start <= g.value_end <= f.start < end):
        return False
    between = text[g.value_end : f.value_start]
    return bool(_OF.search(between)) and len(re.findall(r"。", between)) <= int("。其中" in between)


def _fits(pair: Inside, slots: Slots, question: str, part: str, whole: str) -> bool:
    """Whether a question says what tells the part apart, and no word that neither part nor whole accounts for."""
    own = _own(pair)
    if not any(weight(w) >= _TELLING and _said(w, question, slots) for w in own):
        return False
    if any(not _said(w, question, slots) and not _left_out(w) and not is_kind(w) for w in own):
        return False
    if not _whole_said(pair, slots, question, whole):
        return False
    if part and any(weight(w) >= _TELLING and covered(w, whole) and not covered(w, part) for w in own if whole):
        return False
    return not any(_left(word, slots, pair) for word in slots.words)


def _own(pair: Inside) -> list[str]:
    """The words of a part's name and members that its whole lacks."""
    f, g = pair.part.figure, pair.whole.figure
    theirs = dict(g.dimensions)
    members = "".join(m for d, m in f.dimensions if theirs.get(d) != m)
    shared = prepared(g.indicator + "".join(theirs.values()))
    name = "" if f.indicator == g.indicator else f.indicator
    words = dict.fromkeys((*own_words(name), *own_words(members)))
    if _narrower_right(pair.part, pair.whole) and kinds_of_right(g.indicator) != kinds_of_right(f.indicator):
        return [w for w in words if _is_right(w)]
    return [w for w in words if w not in own_words(g.indicator) and not (len(w) > 1 and w in shared and members == "")]


def _left_out(word: str) -> bool:
    return may_be_left_out(word) and not narrows(word)


def _whole_said(pair: Inside, slots: Slots, question: str, whole: str) -> bool:
    """Whether the words of the question for the whole are the whole's, and it has none of its own besides."""
    known = pair.whole
    label = known.name + known.clause + known.heading + lead_of(pair.part)
    place = prepared((known.figure.region or "") + (known.document.region or "") + (known.figure.entity or ""))
    told = label + place + known.sentence
    words = [w for w in slots.words if whole and w in whole and weight(w) >= _TELLING]
    if not all(covered(w, told) or _left_out(w) or excused(w, slots, known) for w in words):
        return False
    if pair.rank == 0 or not whole:
        return True
    said = question + pair.part.name
    if any(kind in known.figure.indicator and kind not in said for kind in _OF_LAW):
        return False
    rights = _narrower_right(pair.part, known)
    own = [w for w in own_words(known.figure.indicator) if not (rights and _is_right(w))]
    return all(_said(w, said, slots) or _left_out(w) or stem(w) in question for w in own)


def lead_of(part: Known) -> str:
    """The words of a part's sentence before it, which may name its whole; empty for cells."""
    f = part.figure
    if f.cell is not None:
        return ""
    start, _ = sentence_of(part.document, f.start, f.end)
    return prepared(part.document.text[start : f.start])


def _left(word: str, slots: Slots, pair: Inside) -> bool:
    """Whether neither figure nor what leads to it accounts for a word; a stage of a case must stand in a sentence."""
    labels = "".join(k.name + k.clause for k in (pair.part, pair.whole)) + lead_of(pair.part)
    if covered(word, labels) or short_for(word, labels):
        return False
    around = "".join(k.sentence + k.heading for k in (pair.part, pair.whole))
    if word in vocabulary().stages:
        return not covered(word, around)
    return not (covered(word, around) or all(excused(word, slots, k) for k in (pair.part, pair.whole)))


def _said(word: str, text: str, slots: Slots) -> bool:
    """Whether a text says a word of a name, or the question half of it (民事案件 as 民事) or its short form."""
    half = word[:2] if len(word) == _HALVED else "-"
    return covered(word, text) or any(w == half or short_for(w, word) for w in slots.words)


def _worth(pair: Inside, slots: Slots) -> tuple[float, float, float]:
    """How much of the question the part says, then how surely the other is its whole, then how much that says."""
    part, whole = pair.part.name + pair.part.clause, pair.whole.name + pair.whole.clause
    said = sum(weight(w) for w in slots.words if covered(w, part))
    return said, -pair.rank, sum(weight(w) for w in slots.words if covered(w, whole))
