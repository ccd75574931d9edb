"""Document -> Figures, paragraph by paragraph, deterministic.

A figure's indicator comes from its clause; where the clause says only how the number is meant (同比增长, 占比, 居第),
it is inherited from the figure before it in the sentence, or completed from the topic of the paragraph. Region and
period come from the nearest mention: clause, sentence, paragraph, section, document.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..records import Direction, Document, Figure, FigureStatus, Nature, Stat, Table, content_id
from ..text import sentences, simplified
from .circumstances import (
    State,
    forecast_from,
    period_of,
    region_of,
    remember,
    section_target,
    section_time,
    target_from,
    title_year,
)
from .clauses import Setting, setting
from .lexicons import table
from .lists import ListItem, aligned, runs, shifted, with_slips
from .meaning import Meaning, meaning_of
from .periods import Period, periods, year_of
from .quantities import Quantity
from .regions import Region, code_of, document_region, outside_tables, regions
from .stats import growth_direction, stat_of
from .tables import table_figures

_RUN_IN = re.compile(r"^[（(]?[一二三四五六七八九十\d]*[）)、.．]?\s*([^，。；：\d]{2,20})。")
_DIGIT = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两半]")
_VISITS = re.compile(r".{0,80}(?:浏览|阅读|点击|访问)(?:次数|量|数)\s*[:：]\s*\d*\s*次?\s*$")
_CUT = re.compile(r"[，；、：\n]|[,;:](?!\d)|(?<!\d)[ \t\u3000]|[ \t\u3000](?!\d)")
_LONGEST_SENTENCE = 2000
"""Characters; the longest sentences of reports, which list a year's achievements, have a few hundred."""


def extract(document: Document) -> tuple[Figure, ...]:
    """All figures of a document, in the order of the text; names come out in Simplified characters."""
    document = _simplified(document)
    region = document.region or document_region(document.title, outside_tables(document))
    home = code_of(region)
    anchor = year_of(title_year(document)) or year_of(document.issued_on)
    figures: list[Figure] = []
    position = 0
    lead_in: State | None = None
    before: State | None = None
    for line in document.text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        if not line.strip():
            continue
        if not _DIGIT.search(line) or _VISITS.match(line) or _in_table(document.tables, start, end):
            continue
        time = section_time(document, start, anchor)
        state = State(document, home, anchor, time, region, "document" if region else "none")
        state.target = section_target(document, start)
        run_in = _RUN_IN.match(line)
        state.topic = run_in[1] if run_in else (document.section_at(start) or ("",))[-1]
        if lead_in is not None:  # … 以下工作目标：⏎ the list that follows
            state.time, state.target, state.region = lead_in.time, lead_in.target, lead_in.region
        elif before is not None and _continues(document, before, start):
            # 截至2023年12月31日…⏎ the paragraphs behind it in the same section speak of the same day.
            state.time = before.time
        figures += _paragraph(state, start, end)
        state.start = start
        before = state
        lead_in = state if line.rstrip().endswith(("：", ":")) else None
    for found in document.tables:
        figures += table_figures(document, found, region, anchor)
    figures.sort(key=lambda f: (f.value_start, f.value_end))
    return tuple(_link_duplicates(figures))


def _simplified(document: Document) -> Document:
    """The document in Simplified characters, each in its place, so that spans hold for the original too."""
    text, title = simplified(document.text), simplified(document.title)
    if text is document.text and title is document.title:
        return document
    sections = tuple(replace(s, path=tuple(map(simplified, s.path))) for s in document.sections)
    tables = tuple(
        replace(t, title=t.title and simplified(t.title), unit=t.unit and simplified(t.unit)) for t in document.tables
    )
    return replace(document, text=text, title=title, sections=sections, tables=tables)


def _in_table(tables: Sequence[Table], start: int, end: int) -> bool:
    """Whether a line is a part of a table."""
    index = bisect_right(tables, start, key=lambda table: table.end)
    return index < len(tables) and tables[index].start < end


def _continues(document: Document, before: State, start: int) -> bool:
    """Whether a paragraph goes on in the section and in the time that the one before it gave with a date of its own."""
    text = document.text[before.start : document.text.find("\n", before.start)]
    sentence = "，" in text or "。" in text  # no imprint: 某办公室编　2023年12月20日
    return before.dated and sentence and document.section_at(before.start) == document.section_at(start)


def _paragraph(state: State, start: int, end: int) -> Iterator[Figure]:
    text = state.document.text
    found: list[Figure] = []
    for sentence in sentences(text, start, end):
        here = [figure for piece in _pieces(text, *sentence) for figure in _sentence(state, piece)]
        found += here
        if here:
            state.found = [*state.found, *here]
    yield from found


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is; one that no person wrote in pieces, for its work grows with its square.

    It is cut behind separators; a stretch without any is left out, for a cut might part a number.
    """
    while end - start > _LONGEST_SENTENCE:
        last: int | None = None
        for separator in _CUT.finditer(text, start, end):
            if separator.end() - start > _LONGEST_SENTENCE:
                last = last or separator.end()
                break
            last = separator.end()
        if last is None:
            return
        if last - start <= _LONGEST_SENTENCE:
            yield start, last
        start = last
    yield start, end


def _sentence(state: State, span: tuple[int, int]) -> Iterator[Figure]:
    text = state.document.text
    start, end = span
    sentence = text[start:end]
    times = [replace(p, start=p.start + start, end=p.end + start) for p in periods(sentence)]
    places = [replace(r, start=r.start + start, end=r.end + start) for r in regions(sentence, state.home)]
    found = [shifted(q, start) for q in with_slips(sentence)]
    # A ratio of years is no quantity, nor is a number inside a mention of time.
    found = [q for q in found if not any(p.start <= q.value_start < p.end for p in times)]
    target = target_from(sentence)
    forecast = forecast_from(sentence)
    produced: list[Figure] = []
    before: Quantity | None = None
    for run in runs(text, found):
        for index, quantity in enumerate(run):
            where = setting(text, span, before, quantity)
            item = aligned(text, span, run, index, places)
            figure = _figure(state, span, quantity, where, item, produced, times, places, target, forecast)
            before = quantity
            if figure is not None:
                produced.append(figure)
    remember(state, times, places, sentence)
    yield from produced


def _figure(
    state: State,
    span: tuple[int, int],
    quantity: Quantity,
    where: Setting,
    item: ListItem | None,
    produced: list[Figure],
    times: list[Period],
    places: list[Region],
    target: int | None,
    forecast: int | None,
) -> Figure | None:
    document = state.document
    left = item.left if item else where.left
    stat = stat_of(quantity, left, where.tail, produced[-1].stat if produced else None)
    if stat is None:
        return None
    meaning = meaning_of(state, quantity, where, item, stat, produced, places)
    iso, basis = period_of(state, span, quantity, where, times)
    region = region_of(state, span, quantity, where, places)
    start, end = _quote(document.text, span, quantity, where, produced, meaning)
    status: FigureStatus = "actual"
    if (target is not None and span[0] + target <= quantity.start) or state.target:
        status = "target"
    elif forecast is not None and span[0] + forecast <= quantity.start:
        status = "forecast"
    value_start, value_end = quantity.value_start, quantity.value_end
    return Figure(
        id=content_id(document.version, value_start, value_end, stat),
        document_id=document.id,
        indicator=meaning.indicator,
        raw_indicator=meaning.raw,
        stat=stat,
        value=quantity.value,
        unit=quantity.unit,
        normalized_value=quantity.normalized_value,
        normalized_unit=quantity.normalized_unit,
        comparator=quantity.comparator,
        status=status,
        start=start,
        end=end,
        value_start=value_start,
        value_end=value_end,
        dimensions=meaning.dimensions,
        region=region,
        direction=_direction(stat, left, where.tail),
        reference=_reference(stat, where.left),
        nature=_nature(document.text[span[0] : quantity.start], meaning.indicator),
        period=iso,
        basis=basis,
    )


def _direction(stat: Stat, left: str, tail: str) -> Direction | None:
    if stat == "diff_pp":
        if re.search(r"高于|快于|高出|领先|高", left):
            return "above"
        if re.search(r"低于|慢于|低", left):
            return "below"
    return growth_direction(left + tail) if stat in ("growth_yoy", "growth_annual", "change_abs", "diff_pp") else None


def _reference(stat: Stat, left: str) -> str | None:
    if stat not in ("rank", "diff_pp", "growth_yoy"):
        return None
    found = re.search(r"(全国|全省|全市|全区|全县|全球|世界|中国\w{0,2}|同类\w{0,4}|上年同期|去年同期|上年|去年)", left)
    return found[1] if found else None


def _nature(before: str, indicator: str) -> Nature | None:
    cues = table("cues")["nature"]
    if any(word in before[-40:] for word in cues["cumulative"]):
        return "cumulative"
    if any(word in indicator for word in cues["stock"]):
        return "stock"
    return None


def _quote(
    text: str, span: tuple[int, int], quantity: Quantity, where: Setting, produced: list[Figure], meaning: Meaning
) -> tuple[int, int]:
    """The number's own clause; with the clause before it where the meaning is inherited from there."""
    start = where.clause_start
    inherits = bool(produced) and produced[-1].raw_indicator == meaning.raw and produced[-1].end <= quantity.end
    if inherits and produced[-1].start < start and quantity.end - produced[-1].start <= 120:
        start = produced[-1].start
    while start < quantity.start and text[start].isspace():
        start += 1
    bound = re.compile(r"[，。；：！？\n\t（(]|,(?!\d)|;").search(text, quantity.end, span[1])
    end = bound.start() if bound else span[1]
    while end > quantity.end and (text[end - 1].isspace() or text[end - 1] in "。！？；”’"):
        end -= 1
    return start, max(end, quantity.end)


def _link_duplicates(figures: list[Figure]) -> Iterator[Figure]:
    """A restatement (same indicator, members, stat, period, size) points to the first of its kind."""
    first: dict[tuple[object, ...], str] = {}
    for figure in figures:
        key = (
            figure.indicator, figure.stat, figure.dimensions, figure.region, figure.normalized_value,
            figure.normalized_unit, figure.status,
        )  # fmt: skip
        original = first.setdefault(key, figure.id)
        yield figure if original == figure.id else replace(figure, duplicate_of=original)
