"""A sentence -> Figures: its numbers one by one, each with what the words around it say of it."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ..records import Basis, Direction, Document, Figure, FigureStatus, Nature, Stat, content_id
from .changes import joined
from .circumstances import State, forecast_from, region_of, remember, target_from
from .clauses import Setting, setting
from .entities import Entity, entity_before
from .holders import PLACES, body_named, holders, member_named
from .lexicons import table
from .lists import aligned, runs, shifted, with_slips
from .meaning import Before, meaning_of
from .naming import Meaning, with_sum
from .parts import total_before
from .periods import year_of
from .quantities import Quantity
from .references import place_of_share, reference_of
from .regions import Region
from .sentence import Sentence, plain_sentence, sentence_at
from .stats import growth_direction, stat_of
from .timing import period_of


@dataclass(frozen=True, slots=True)
class _Outlook:
    """Where in a sentence targets and forecasts begin, as offsets of the document; None where they do not."""

    target: int | None
    forecast: int | None


def sentence_figures(state: State, start: int, end: int) -> list[Figure]:
    """The figures of the sentence at ``start``..``end``; ``state`` learns what the rest of its paragraph inherits."""
    text = state.document.text
    words = text[start:end]
    found = with_slips(words, state.rules)
    if not found:
        remember(state, plain_sentence(text, start, end, state.home))
        state.latest = []
        return []
    sentence = sentence_at(text, start, end, state.home)
    outlook = _outlook(state, words, start)
    found = [shifted(q, start) for q in found]
    # A ratio of years is no quantity, nor is a number inside a mention of time.
    found = [q for q in found if not any(p.start <= q.value_start < p.end for p in sentence.times)]
    bodies = holders(sentence, found)
    produced: list[Figure] = []
    last: Quantity | None = None
    row: list[Figure] = []
    base: list[Figure] = []
    earlier = tuple(state.latest) if words.lstrip().startswith("其中") else ()
    for run in runs(text, found):
        own: list[Figure] = []
        for index, quantity in enumerate(run):
            if index == 0:
                base = _base_of(produced, row, len(run))
            before = Before(produced, base, index, earlier)
            where = setting(sentence, last, quantity)
            figure = _figure(state, sentence, quantity, where, run, before, outlook, bodies.get(quantity.start))
            last = quantity
            if figure is not None:
                own.append(figure)
                produced[:] = joined(sentence, produced, figure, state.several)
        row = own if len(own) > 1 else row
    remember(state, sentence)
    state.latest = produced
    return produced


def _outlook(state: State, words: str, start: int) -> _Outlook:
    target, forecast = target_from(words, state.review), forecast_from(words)
    return _Outlook(
        start if state.target else None if target is None else start + target,
        None if forecast is None else start + forecast,
    )


def _base_of(produced: list[Figure], row: list[Figure], count: int) -> list[Figure]:
    """The figures that a list of ``count`` values goes on from: the list just before it, or as many single ones."""
    if count < 2:
        return []
    levels = [f for f in produced if f.stat not in ("share", "rank", "growth_yoy", "growth_annual", "diff_pp")]
    if len(row) == count and sum(f.value_start > row[-1].value_start for f in levels) < count:
        return row
    return levels[-count:] if len(levels) >= count else []


def _figure(
    state: State,
    sentence: Sentence,
    quantity: Quantity,
    where: Setting,
    run: list[Quantity],
    before: Before,
    outlook: _Outlook,
    body: Entity | None,
) -> Figure | None:
    produced = before.figures
    item = aligned(sentence, run, before.index)
    left = item.left if item else _left(sentence, where, run, before)
    stat = stat_of(quantity, left, where.tail, produced[-1].stat if produced else None)
    if stat is None:
        return None
    begin = sentence.clause_of(run[0].start) if before.index else where.left_start
    whole = place_of_share(sentence, begin, quantity, stat)
    listed = body_named(item.member, quantity.start) if item else None
    entity = body or listed or entity_before(sentence, quantity.start)
    meaning = with_sum(meaning_of(state, sentence, quantity, where, item, stat, before, whole, entity), stat)
    if body:
        meaning = replace(meaning, dimensions=tuple(sorted({*meaning.dimensions, member_named(body)})))
    iso, basis = period_of(sentence, quantity, where, stat, state.now())
    if stat == "growth_yoy" and "/" in (iso or "") and _SPEED.match(where.tail):
        stat = "growth_annual"  # 未来五年将以 50 % 的速度增长
    return replace(
        _bare(state.document, quantity, stat, meaning, _quote(sentence, quantity, where, produced, meaning)),
        status=_status(outlook, quantity, state.rules and stat in _THRESHOLDS, _gone(state, iso, basis)),
        region=_region(state, sentence, quantity, where, item.region if item else None, meaning, whole, produced, stat),
        entity=entity.name if entity and not entity.name.endswith(PLACES) else None,
        direction=_direction(stat, left, where.tail, quantity.value),
        reference=whole.name if whole and stat == "share" else reference_of(stat, left),
        nature=_nature(sentence.text[sentence.start : quantity.start], meaning.indicator),
        period=iso,
        basis=basis,
    )


def _left(sentence: Sentence, where: Setting, run: list[Quantity], before: Before) -> str:
    """The words before a number; for one that only 、和 part from the value before it, those before the first one."""
    if not before.index or where.left.strip(" 、和与及，,"):
        return where.left
    clause = sentence.clause_of(run[0].start)
    return sentence.text[max(clause, before.run[-1].value_end if before.run else clause) : run[0].start]


def _bare(document: Document, quantity: Quantity, stat: Stat, meaning: Meaning, quote: tuple[int, int]) -> Figure:
    """The figure of a number and its meaning, without its circumstances."""
    return Figure(
        id=content_id(document.version, quantity.value_start, quantity.value_end, stat),
        document_id=document.id,
        indicator=meaning.indicator,
        raw_indicator=meaning.raw,
        stat=stat,
        value=quantity.value,
        unit=quantity.unit,
        normalized_value=quantity.normalized_value,
        normalized_unit=quantity.normalized_unit,
        comparator=quantity.comparator,
        status="actual",
        start=quote[0],
        end=quote[1],
        value_start=quantity.value_start,
        value_end=quantity.value_end,
        dimensions=meaning.dimensions,
    )


_THRESHOLDS = ("amount", "rate", "ratio")


def _status(outlook: _Outlook, quantity: Quantity, ruled: bool, past: bool) -> FigureStatus:
    """The status; sums and rates of a document of rules are what it sets, a year that has gone is no target."""
    if ruled:
        return "condition"
    if outlook.target is not None and outlook.target <= quantity.start and not past:
        return "target"
    return "forecast" if outlook.forecast is not None and outlook.forecast <= quantity.start else "actual"


def _gone(state: State, iso: str | None, basis: Basis) -> bool:
    """Whether the sentence itself names a year before the document's own: 去年建成 12 个 among this year's tasks."""
    year, anchor = year_of(iso), state.dates.anchor
    return basis in ("clause", "sentence") and year is not None and anchor is not None and year < anchor


def _region(
    state: State,
    sentence: Sentence,
    quantity: Quantity,
    where: Setting,
    own: Region | None,
    meaning: Meaning,
    whole: Region | None,
    produced: list[Figure],
    stat: Stat,
) -> str | None:
    """The member's own place; that of the figure whose meaning a number takes on, unless its clause names another."""
    if own:
        return own.name
    country = dict(meaning.dimensions).get("国家和地区")
    if country and not _TRADE.search(meaning.indicator):
        return country
    base = meaning.base or total_before(sentence, quantity, stat, produced)
    begin = where.left_start if meaning.base else where.clause_start
    if base and not any(begin <= r.start and r.end <= quantity.start for r in sentence.places if r != whole):
        return base.region
    return region_of(state, sentence, begin, quantity.start, whole)


_TRADE = re.compile(r"进口|出口|贸易|投资|往来|合作")  # 对美国进出口 is the place's own
_SPEED = re.compile(r"[ \u3000]*的?(?:速度|增速)")
_BOUND = re.compile(r"[，。；：！？\n\t（(]|,(?!\d)|;")


def _direction(stat: Stat, left: str, tail: str, value: Decimal) -> Direction | None:
    if value < 0 and stat in ("growth_yoy", "growth_annual"):
        return "decrease"
    if stat == "diff_pp":
        if re.search(r"高于|快于|高出|领先|高", left):
            return "above"
        if re.search(r"低于|慢于|低", left):
            return "below"
    return growth_direction(left + tail) if stat in ("growth_yoy", "growth_annual", "change_abs", "diff_pp") else None


def _nature(before: str, indicator: str) -> Nature | None:
    cues = table("cues")["nature"]
    if any(word in before[-40:] for word in cues["cumulative"]):
        return "cumulative"
    if any(word in indicator for word in cues["stock"]):
        return "stock"
    return None


def _quote(
    sentence: Sentence, quantity: Quantity, where: Setting, produced: list[Figure], meaning: Meaning
) -> tuple[int, int]:
    """The number's own clause; with the clause before it where the meaning is inherited from there."""
    text, start = sentence.text, where.clause_start
    inherits = bool(produced) and produced[-1].raw_indicator == meaning.raw and produced[-1].end <= quantity.end
    if inherits and produced[-1].start < start and quantity.end - produced[-1].start <= 120:
        start = produced[-1].start
    name = meaning.raw[:3]
    if meaning.base is None and len(name) > 1 and name not in text[start : quantity.end + 40]:
        told = text.rfind(name, sentence.start, start)
        if told >= 0 and quantity.end - told <= 120:
            start = sentence.clause_of(told)  # PaaS 市场达 598 亿，同比增长 74.9 %
    while start < quantity.start and text[start].isspace():
        start += 1
    bound = _BOUND.search(text, quantity.end, sentence.end)
    end = bound.start() if bound else sentence.end
    while end > quantity.end and (text[end - 1].isspace() or text[end - 1] in "。！？；”’"):
        end -= 1
    return start, max(end, quantity.end)
