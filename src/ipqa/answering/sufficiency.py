"""Does a passage answer? What the question names must stand in it or around it, of the same time, place and kind."""

import re

from ..figures.periods import periods, year_of
from ..figures.quantities import Quantity, quantities
from ..figures.regions import contains
from ..records import Document
from ..statistics import Query
from ..statistics.library import paragraph_of
from ..statistics.slots import asked_unit, covered, prepared
from .passages import DATE, Found

# (share of the question's words held, similarity in meaning): any of the pairs suffices.
SUFFICIENT = ((0.62, 0.25), (0.35, 0.45))
SUFFICIENT_NUMBER = ((1.0, 0.3), (0.6, 0.5))
_CLAUSE = re.compile(r"[，。；：\n]|,(?!\d)|;")


def sufficient(query: Query, found: Found) -> bool:
    """Whether a span answers: it and its surroundings hold what the question names, of the same time and place."""
    context = prepared(_surroundings(found.document, found.start, found.end))
    missing = [w for w in query.whole.words if len(w) > 1 and not covered(w, context)]
    held = 1 - len(missing) / max(1, len(query.whole.words))
    if query.whole.region and not _region_fits(query.whole.region, found.document, context, query.numeric):
        return False
    if query.whole.period and not _period_fits(query.whole.period, found):
        return False
    if query.duration and not DATE.search(found.text):
        return False
    if query.numeric and (query.whole.concept.complete or not quantities(found.text)):
        return False  # what was applied for or granted is a figure or it is not there
    if query.numeric and not _beside(query, found.text):
        return False
    pairs = SUFFICIENT_NUMBER if query.numeric else SUFFICIENT
    return any(held >= share and found.similarity >= similar for share, similar in pairs)


def _beside(query: Query, text: str) -> bool:
    """Whether a number of the kind asked stands in a clause with the last word before 是多少: 利率, 补助, 代理机构."""
    for clause in _CLAUSE.split(text):
        if any(_of_the_kind(query, q) for q in quantities(clause)):
            named = prepared(clause)
            # 代理|机构: things that are counted have names of two words as often as of one.
            head = query.whole.words[-2:] if asked_unit(prepared(query.question)) else query.whole.words[-1:]
            if all(covered(word, named) for word in head):
                return True
    return False


def _of_the_kind(query: Query, quantity: Quantity) -> bool:
    """几项 wants items, 多少万元 money, a rate per cent."""
    if query.whole.unit == "amount":
        return quantity.kind == "amount"
    if query.whole.stat in ("share", "growth", "rate"):
        return quantity.kind in ("percent", "tenths", "point", "multiple")
    unit = asked_unit(prepared(query.question))
    return unit is None or quantity.unit.endswith(unit)


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
