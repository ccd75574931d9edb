"""Does a passage answer? What the question names must stand in it or around it, of the same time, place and kind."""

import re

from ..figures.context.periods import periods, year_of
from ..figures.context.regions import contains
from ..figures.vocabulary import kinds_of_right
from ..records import Document
from ..statistics import Query
from ..statistics.asked.places import places_named
from ..statistics.asked.slots import covered, prepared
from ..statistics.matching.counting import asks_so_far, tells_an_occasion, told_so_far
from ..statistics.matching.library import paragraph_of
from ..statistics.matching.wording import weight
from .passages import Found, times_asked
from .telling import names_who, of_another_part
from .wanted import kind_of, says

# (share of the question's words held, similarity in meaning): any of the pairs suffices.
SUFFICIENT = ((0.62, 0.25), (0.35, 0.45))
SUFFICIENT_NUMBER = ((1.0, 0.3), (0.6, 0.5))
_OWN, _WRITTEN = 0.6, 0.4
# 哪个州市, 各区县: what is put in order, told by its names.
_PLACES = re.compile(r"[省市州盟区县旗乡镇]{2}|省份|城市|地[市区]|园区|单位|机构")
_NUMBER = re.compile(r"[-－+]?\d[\d,，.]*[%％]?(?:\[\d+\])?")
_YEAR = re.compile(r"^\s*(?:19|20)\d{2}年?(?:度|的)?")
_BEHIND = 200
"""How many characters behind a span may say what it is about."""


def sufficient(query: Query, found: Found) -> bool:
    """Whether a span answers: it and its surroundings hold what the question names, of the same time and place."""
    ordered = kind_of(query) in ("order", "foremost")
    exact = query.numeric or query.duration or ordered
    # What comes after a number tells nothing of it: 涉案金额 9 亿元。其中侵犯商业秘密 3 起.
    context = prepared(_surroundings(found.document, found.start, found.end, 0 if exact else _BEHIND))
    missing = [w for w in query.whole.words if len(w) > 1 and not covered(w, context)]
    if (query.numeric or ordered) and any(weight(w) >= 1 and not _PLACES.fullmatch(w) for w in missing):
        return False  # a number of what was deposited is none of what was destroyed
    held = 1 - len(missing) / max(1, len(query.whole.words))
    if query.whole.region and not _region_fits(query.whole.region, found.document, context, query.numeric):
        return False
    if (exact and not _of_all_places(query, found.document, context)) or _row_of_numbers(found.text):
        return False
    if query.whole.period and not _period_fits(query, query.whole.period, found):
        return False
    if exact and (of_another_part(query.question, found.text) or _of_one_time(query, found)):
        return False
    if query.numeric and not _of_town_or_country(query, found):
        return False
    if exact and tells_an_occasion(found.text, query.question):
        return False
    if kind_of(query) == "words" and not names_who(query, found.text):
        return False
    if query.duration and not times_asked(query.question).search(found.text):
        return False
    if not (_of_the_right(query, found) if exact else _on_the_right(query, found)):
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


def _of_one_time(query: Query, found: Found) -> bool:
    return asks_so_far(query.question) and not told_so_far(found.text)


def _of_town_or_country(query: Query, found: Found) -> bool:
    """Whether the clause that holds the last word asked also says 城镇 or 农村, where the question does.

    城镇新增就业 9 万人，全体居民人均可支配收入 4 万元 tells nothing of the income of 城镇居民.
    """
    asked = [member for dimension, member in query.whole.members if dimension == "城乡"]
    last = query.whole.words[-1:]
    if not asked or not last or covered(last[0], asked[0]):
        return True
    clauses = [c for c in map(prepared, re.split("[，,；;。、]", found.text)) if covered(last[0], c)]
    return any(covered(prepared(member), clause) for clause in clauses for member in asked)


def _on_the_right(query: Query, found: Found) -> bool:
    """Whether the nearest of span, headings and title that speaks of any kind of right speaks of the one asked."""
    asked, document = kinds_of_right(query.question), found.document
    texts = (found.text, *reversed(document.section_at(found.start)), document.title)
    named = next((kinds for kinds in map(kinds_of_right, texts) if kinds), asked)
    return not asked or bool(asked & named) or "知识产权" in "".join(named)


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


def _of_all_places(query: Query, document: Document, context: str) -> bool:
    """Whether every place that a question names is one of those told of."""
    return all(_region_fits(place.name, document, context, False) for place in places_named(query.question))


def _row_of_numbers(text: str) -> bool:
    """Whether a span is a row of a table most of which are numbers, which says nothing by itself."""
    parts = [part.strip() for part in re.split(r"[；;\t|]", text)]
    numbers = sum(bool(_NUMBER.fullmatch(part)) for part in parts)
    return numbers >= 2 and 2 * numbers >= len(parts)


def _period_fits(query: Query, period: str, found: Found) -> bool:
    """Whether a year asked is that of the sentence, its paragraph, its heading or the document, nearest first."""
    year = year_of(period)
    document = found.document
    if len(period) > 4 and not _part_told(query, found):
        return False  # a quarter is asked, and what is told may be of the year
    inside = [p for p in periods(found.text) if p.iso]
    if inside:
        return any(year_of(p.iso) == year or (p.iso and p.kind == "range" and str(year) in p.iso) for p in inside)
    start, _ = paragraph_of(document, found.start)
    before = [year_of(p.iso) for p in periods(document.text[start : found.start]) if p.iso]
    if before:
        return before[-1] == year
    named = [year_of(p.iso) for p in periods("，".join((document.title, *document.section_at(found.start)))) if p.iso]
    return year in named


def _part_told(query: Query, found: Found) -> bool:
    """Whether a span, its paragraph so far, its headings or the title names a part of a year, or its end, as asked."""
    start, _ = paragraph_of(found.document, found.start)
    headings = (found.document.title, *found.document.section_at(found.start))
    told = "，".join((*headings, found.document.text[start : found.end]))
    period, said = query.whole.period or "", _YEAR.sub("", query.whole.period_text or "")
    end = period.rpartition("/")[2]
    return (len(said) > 1 and said in told) or any(p.iso and p.iso.endswith(end) for p in periods(told))


def _surroundings(document: Document, start: int, end: int, behind: int) -> str:
    a, b = paragraph_of(document, start)
    around = document.text[max(a, start - 300) : max(end, min(b, end + behind))]
    return "".join((around, *document.section_at(start), document.title))
