"""Does a passage answer? What the question names must stand in it or around it, of the same time, place and kind."""

import re

from ..figures.context.periods import periods, year_of
from ..figures.context.regions import contains
from ..figures.vocabulary import kinds_of_right
from ..records import Document
from ..statistics import Query
from ..statistics.asked.slots import covered, prepared
from ..statistics.matching.alignment import weight
from ..statistics.matching.library import paragraph_of
from .passages import Found, times_asked
from .wanted import kind_of, says

# (share of the question's words held, similarity in meaning): any of the pairs suffices.
SUFFICIENT = ((0.62, 0.25), (0.35, 0.45))
SUFFICIENT_NUMBER = ((1.0, 0.3), (0.6, 0.5))
_OWN, _WRITTEN = 0.6, 0.4


def sufficient(query: Query, found: Found) -> bool:
    """Whether a span answers: it and its surroundings hold what the question names, of the same time and place."""
    context = prepared(_surroundings(found.document, found.start, found.end))
    missing = [w for w in query.whole.words if len(w) > 1 and not covered(w, context)]
    if query.numeric and any(weight(w) >= 1 for w in missing):
        return False  # a number of what was deposited is none of what was destroyed
    held = 1 - len(missing) / max(1, len(query.whole.words))
    if query.whole.region and not _region_fits(query.whole.region, found.document, context, query.numeric):
        return False
    if query.whole.period and not _period_fits(query.whole.period, found):
        return False
    if query.duration and not times_asked(query.question).search(found.text):
        return False
    if (query.numeric or query.duration) and not _of_the_right(query, found):
        return False
    if query.numeric and query.operation == "lookup" and query.whole.concept.complete:
        return False  # what was applied for or granted is a figure or it is not there
    if not says(query, found) or (kind_of(query) == "words" and not _meant(query, found)):
        return False
    pairs = SUFFICIENT_NUMBER if query.numeric else SUFFICIENT
    return any(held >= share and found.similarity >= similar for share, similar in pairs)


def _of_the_right(query: Query, found: Found) -> bool:
    """Whether a span, up to a semicolon, speaks of the kind of right asked or of none: 商标案件 9 件，罚没 3 万元."""
    asked, last = kinds_of_right(query.question), query.whole.words[-1:]
    parts = [part for part in re.split("[；;]", found.text) if all(covered(word, prepared(part)) for word in last)]
    named = kinds_of_right("".join(parts or (found.text,)))
    return not asked or not named or bool(asked & named)


def _meant(query: Query, found: Found) -> bool:
    """Whether a span and the headings over it speak of what is asked, and not only of the same subject.

    They hold most words of the question, or its last one, which is mostly what is asked about; where it has but one
    word, much of how it is written.
    """
    own = prepared("".join((found.text, *found.document.section_at(found.start)[-2:])))
    asked = prepared(query.question)
    words = [w for w in query.whole.words if len(w) > 1 and w in asked]  # not what is only read from them: 未受理
    if len(words) < 2:
        return found.coverage >= _WRITTEN
    held = [w for w in words if covered(w, own)]
    return len(held) >= (0.5 if query.duration else _OWN) * len(words) or words[-1] in held


def _region_fits(region: str, document: Document, context: str, strictly: bool) -> bool:
    own = document.region
    if strictly and own and own != region and contains(region, own):
        return False  # a number of the district is none of the city
    short = prepared(re.sub(r"(?:省|市|区|县|自治区)$", "", region[-4:]))
    return own == region or short in context or prepared(region) in context


def _period_fits(period: str, found: Found) -> bool:
    """Whether a year asked is that of the sentence, its paragraph, its heading or the document, nearest first."""
    year = year_of(period)
    document = found.document
    inside = [p for p in periods(found.text) if p.iso]
    if inside:
        return any(year_of(p.iso) == year or (p.iso and p.kind == "range" and str(year) in p.iso) for p in inside)
    start, _ = paragraph_of(document, found.start)
    before = [year_of(p.iso) for p in periods(document.text[start : found.start]) if p.iso]
    if before:
        return before[-1] == year
    named = [year_of(p.iso) for p in periods("，".join((document.title, *document.section_at(found.start)))) if p.iso]
    return year in named


def _surroundings(document: Document, start: int, end: int) -> str:
    a, b = paragraph_of(document, start)
    around = document.text[max(a, start - 300) : max(end, min(b, end + 200))]
    return "".join((around, *document.section_at(start), document.title))
