"""A sentence -> Figures: its numbers one by one, each with what the words around it say of it."""

import re
from dataclasses import replace
from typing import NamedTuple

from ..records import Basis, Direction, Document, Figure, FigureStatus, Nature, Stat, content_id
from .clauses import Setting, setting
from .context.circumstances import State, region_of, remember
from .context.entities import Entity, entity_before
from .context.regions import Region, is_scope
from .context.timing import period_of
from .names.before import Before
from .names.changes import against_other, joined, paired, reaches
from .names.holders import PLACES, body_named, holders, member_named
from .names.lists import ListItem, aligned, runs
from .names.meaning import meaning_of
from .names.naming import Meaning, with_sum
from .names.pairs import alongside
from .names.partitions import partition_of, place_named
from .names.parts import TRADE, total_before
from .names.references import place_of_share, reference_of
from .names.series import continued, repeated, times_of
from .names.slips import with_slips
from .qualities import Outlook, aimed_at, direction_of, gone_by, met, nature_of, outlook_of, quote_of, status_of
from .sentence import Sentence, plain_sentence, sentence_at
from .stats import stat_of
from .values.quantities import Quantity


def sentence_figures(state: State, start: int, end: int) -> list[Figure]:
    """The figures of the sentence at ``start``..``end``; ``state`` learns what the rest of its paragraph inherits."""
    text = state.document.text
    words = text[start:end]
    found = with_slips(words, state.rules)
    if not found:
        return _told_nothing(state, start, end)
    sentence = sentence_at(text, start, end, state.home)
    outlook = outlook_of(state, words, start)
    # A ratio of years is no quantity, nor is a number inside a mention of time.
    moved = [q.moved(start) for q in found]
    found = [q for q in moved if not any(p.start <= q.value_start < p.end for p in sentence.times)]
    bodies = holders(sentence, found)
    part = partition_of(sentence, found, state.lead)
    produced: list[Figure] = []
    last: Quantity | None = None
    row: list[Figure] = []
    base: list[Figure] = []
    times: tuple[str, ...] = ()
    several = None if state.yearly else state.several
    earlier = _parted(state, found[0]) if found and words.lstrip().startswith("其中") else ()
    for run in runs(text, found):
        own: list[Figure] = []
        climbed = reaches(sentence, row, run)
        times = tuple(times_of(sentence, run, state.now()) or continued(sentence, run, times, last))
        for index, quantity in enumerate(run):
            if index == 0:
                base = [] if times else _base_of(produced, row, len(run)) or repeated(state, sentence, run, produced)
            beside = alongside(base, own[0], quantity) if own and 0 < index < len(base) else base
            before = Before(produced, beside, index, earlier, times, part)
            where = setting(sentence, last, quantity)
            figure = _figure(state, sentence, quantity, where, run, before, outlook, bodies.get(quantity.start))
            last = quantity
            if figure is not None:
                own.append(figure)
                produced[:] = [*produced, figure] if climbed else joined(sentence, produced, figure, several)
        if climbed and len(own) == len(row):
            own = paired(sentence, produced, row, own, several)
        row = own if len(own) > 1 else row
    remember(state, sentence)
    state.latest = produced
    return produced


def _parted(state: State, first: Quantity) -> tuple[Figure, ...]:
    """What a sentence that opens with 其中 parts: the sentence before; one further up where that is too small."""
    alike = [f for f in state.latest if f.normalized_unit == first.normalized_unit]
    if first.kind != "count" or not alike or any(f.normalized_value >= first.normalized_value for f in alike):
        return tuple(state.latest)
    further = (f for f in reversed([*state.heard, *state.found]) if f.normalized_unit == first.normalized_unit)
    whole = next((f for f in further if f.stat == "count" and f.normalized_value >= first.normalized_value), None)
    return (whole, *state.latest) if whole else tuple(state.latest)


def _told_nothing(state: State, start: int, end: int) -> list[Figure]:
    """A sentence without numbers, which may say when and where those behind it are."""
    remember(state, plain_sentence(state.document.text, start, end, state.home))
    state.latest = []
    return []


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
    outlook: Outlook,
    body: Entity | None,
) -> Figure | None:
    produced = before.figures
    item = None if before.times else aligned(sentence, run, before.index)
    left = item.left if item else _left(sentence, where, quantity, run, before)
    stat = stat_of(quantity, left, where.tail, produced[-1].stat if produced else None)
    if stat is None or (stat in ("change_abs", "count", "amount") and against_other(sentence, quantity)):
        return None
    begin = sentence.clause_of(run[0].start) if before.index else where.left_start
    whole = place_of_share(sentence, begin, quantity, stat)
    own = item.region if item else place_named(sentence, where) if before.part else None
    meaning, entity = _meant(state, sentence, quantity, where, item, stat, before, whole, body, own)
    stat = _as_meant(stat, quantity, meaning)
    nature = nature_of(sentence.text[sentence.start : quantity.start], meaning.indicator)
    iso, basis = _time_of(state, sentence, quantity, where, run, before, stat, nature)
    if stat == "growth_yoy" and "/" in (iso or "") and _SPEED.match(where.tail):
        stat = "growth_annual"  # 未来五年将以 50 % 的速度增长
    ruled = state.rules and stat in _THRESHOLDS
    around = _Circumstances(
        status=status_of(outlook, quantity, ruled, gone_by(state, iso, basis) or met(where), aimed_at(sentence, where)),
        region=_region(state, sentence, quantity, where, own, meaning, whole, produced, stat),
        entity=entity.name if entity and not entity.name.endswith(PLACES) else None,
        direction=direction_of(stat, left, where.tail, quantity.value),
        reference=whole.name if whole and stat == "share" else reference_of(stat, left),
        nature=nature,
        period=iso,
        basis=basis,
    )
    quote = quote_of(sentence, quantity, where, produced, meaning)
    return _made(state.document, quantity, stat, meaning, quote, around)


def _meant(
    state: State,
    sentence: Sentence,
    quantity: Quantity,
    where: Setting,
    item: ListItem | None,
    stat: Stat,
    before: Before,
    whole: Region | None,
    body: Entity | None,
    own_place: Region | None,
) -> tuple[Meaning, Entity | None]:
    """What a number measures, and the body whose number it is."""
    listed = body_named(item.member, quantity.start) if item else None
    entity = body or listed or entity_before(sentence, quantity.start)
    meaning = with_sum(meaning_of(state, sentence, quantity, where, item, stat, before, whole, entity), stat)
    if body:
        meaning = replace(meaning, dimensions=tuple(sorted({*meaning.dimensions, member_named(body)})))
    if own_place:
        meaning = replace(meaning, dimensions=tuple(m for m in meaning.dimensions if m[0] != "成员"))
    if not body and entity and entity.end <= where.clause_start and _of_another(meaning, entity):
        entity = None
    return meaning, entity


_STOOD: tuple[Stat, ...] = ("count", "share", "per_capita")
_RANGE = re.compile(r"\d{4}-\d{2}/(\d{4}-\d{2})")


def _of_another(meaning: Meaning, entity: Entity) -> bool:
    """Whether a number of a clause behind the one that names a body is of another member."""
    member = dict(meaning.dimensions).get("成员")
    return member is not None and member not in entity.name and entity.name not in member


def _as_meant(stat: Stat, quantity: Quantity, meaning: Meaning) -> Stat:
    """The statistic as what is measured has it: 每万人拥有量 22 件，其中2024年、2025年分别为 16 件、19 件."""
    if stat == "rate" and meaning.base and meaning.base.stat == "share":
        return "share"  # 占比超过六成，达 61 %
    per_head = stat == "count" and quantity.kind == "count" and _PER_HEAD.match(meaning.indicator)
    return "per_capita" if per_head else stat


_PER_HEAD = re.compile(r"每(?:百|千|十)?万人口?.*(?:专利|商标|拥有|作品|版权)")
_SPEED = re.compile(r"[ \u3000]*的?(?:速度|增速)")


def _time_of(
    state: State,
    sentence: Sentence,
    quantity: Quantity,
    where: Setting,
    run: list[Quantity],
    before: Before,
    stat: Stat,
    nature: Nature | None,
) -> tuple[str | None, Basis]:
    """The time of a number; that of its place in a list over time, or of the first value of a list that dates all.

    A stock in a paragraph on a half-year is what there was at its end.
    """
    if before.times:
        return before.times[before.index], "clause"
    first = before.figures[-before.index] if 0 < before.index <= len(before.figures) else None
    if (
        first
        and (first.basis == "clause" or first.stat == stat)
        and not sentence.times_in(run[0].start, quantity.start)
    ):
        return first.period, first.basis
    iso, basis = period_of(sentence, quantity, where, stat, state.now())
    if nature == "stock" and stat in _STOOD and basis == "paragraph" and (closed := _RANGE.fullmatch(iso or "")):
        iso = closed[1]
    return iso, basis


def _left(sentence: Sentence, where: Setting, quantity: Quantity, run: list[Quantity], before: Before) -> str:
    """The words before a number; for one that only 、和 part from the value before it, those before the first one."""
    if _BY_HOW_MUCH.fullmatch(where.left) and not where.first_in_clause:
        return sentence.text[where.clause_start : quantity.start]  # 比上年的 12 件|少|3 件
    if not before.index or where.left.strip(" 、和与及，,"):
        return where.left
    clause = sentence.clause_of(run[0].start)
    return sentence.text[max(clause, before.run[-1].value_end if before.run else clause) : run[0].start]


_BY_HOW_MUCH = re.compile(r"[ \u3000]*(?:高|多|少|低|增加|减少)[出了]?[ \u3000]*")


class _Circumstances(NamedTuple):
    """What a figure says besides its number and what that measures."""

    status: FigureStatus
    region: str | None
    entity: str | None
    direction: Direction | None
    reference: str | None
    nature: Nature | None
    period: str | None
    basis: Basis


def _made(
    document: Document,
    quantity: Quantity,
    stat: Stat,
    meaning: Meaning,
    quote: tuple[int, int],
    around: _Circumstances,
) -> Figure:
    """The figure of a number, its meaning and its circumstances."""
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
        status=around.status,
        start=quote[0],
        end=quote[1],
        value_start=quantity.value_start,
        value_end=quantity.value_end,
        dimensions=meaning.dimensions,
        region=around.region,
        entity=around.entity,
        direction=around.direction,
        reference=around.reference,
        nature=around.nature,
        period=around.period,
        basis=around.basis,
    )


_THRESHOLDS = ("amount", "rate", "ratio")


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
    if country and not TRADE.search(meaning.indicator):
        return country
    base = meaning.base or total_before(sentence, quantity, stat, produced)
    begin = where.left_start if meaning.base else where.clause_start
    named_places = (r for r in sentence.places if r != whole and not (r.relative and is_scope(sentence.text, r)))
    if base and not any(begin <= r.start and r.end <= quantity.start for r in named_places):
        return base.region
    return region_of(state, sentence, begin, quantity.start, whole)
