"""Document -> Figures, paragraph by paragraph, deterministic.

A figure's indicator comes from its clause; where the clause says only how the number is meant (同比增长, 占比, 居第), it
is inherited from the figure before it in the sentence, or completed from the topic of the paragraph. Region and period
come from the nearest mention: clause, sentence, paragraph, section, document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ..records import Basis, Comparator, Direction, Document, Figure, FigureStatus, Nature, Stat, content_id
from ..text import sentences
from .clauses import Setting, head, noun_behind, noun_phrase, opens, setting, weak
from .lexicons import longest_first, table
from .periods import Period, periods, year_of
from .quantities import Quantity, quantities
from .regions import Region, code_of, document_region, is_scope, regions
from .stats import growth_direction, stat_of
from .tables import table_figures
from .vocabulary import Member, canonical, concept, leading_member, member_of, members

_RUN_IN = re.compile(r"^[（(]?[一二三四五六七八九十\d]*[）)、.．]?\s*([^，。；：\d]{2,20})。")
_SHARE_OF = re.compile(r"占([^，。；\d]*?)(?:总量|总数|总额|的?比重|的?比例)?(?:的|比重)*$")
_DIGIT = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两半]")
_SLIP = re.compile(r"(?P<number>\d{2,}(?:\.\d+)?)[ \u3000]*(?P<unit>[\u4e00-\u9fff])(?=[，。；、,;])")


@dataclass(slots=True)
class _Time:
    """The period in force while a paragraph is read."""

    iso: str | None
    basis: Basis


@dataclass(slots=True)
class _State:
    """What a paragraph carries from sentence to sentence."""

    document: Document
    home: str | None
    anchor: int | None
    time: _Time
    region: str | None
    region_basis: Basis
    target: bool = False
    topic: str = ""
    found: list[Figure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a quantity measures, before time and place."""

    indicator: str
    raw: str
    dimensions: tuple[Member, ...]


def extract(document: Document) -> tuple[Figure, ...]:
    """All figures of a document, in the order of the text."""
    region = document.region or document_region(document.title, document.text)
    home = code_of(region)
    anchor = year_of(_title_year(document)) or year_of(document.issued_on)
    figures: list[Figure] = []
    tables = [(t.start, t.end) for t in document.tables]
    position = 0
    lead_in: _State | None = None
    for line in document.text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        if not line.strip():
            continue
        if not _DIGIT.search(line) or any(a < end and start < b for a, b in tables):
            continue
        time = _section_time(document, start, anchor)
        state = _State(document, home, anchor, time, region, "document" if region else "none")
        state.target = _section_target(document, start)
        run_in = _RUN_IN.match(line)
        state.topic = run_in[1] if run_in else (document.section_at(start) or ("",))[-1]
        if lead_in is not None:  # … 以下工作目标：⏎ the list that follows
            state.time, state.target, state.region = lead_in.time, lead_in.target, lead_in.region
        figures += _paragraph(state, start, end)
        lead_in = state if line.rstrip().endswith(("：", ":")) else None
    for found in document.tables:
        figures += table_figures(document, found, region, anchor)
    figures.sort(key=lambda f: (f.value_start, f.value_end))
    return tuple(_link_duplicates(figures))


def _title_year(document: Document) -> str | None:
    return next((p.iso for p in periods(document.title) if p.iso and p.kind == "date"), None)


def _section_time(document: Document, offset: int, anchor: int | None) -> _Time:
    """The period a heading names, nearest first; none otherwise."""
    for heading in reversed(document.section_at(offset)):
        named = [p.resolve(anchor) for p in periods(heading) if p.kind in ("date", "range", "relative")]
        if named and named[-1]:
            return _Time(named[-1], "section")
        plan = [p.iso for p in periods(heading) if p.kind == "plan"]
        if plan:
            return _Time(plan[-1], "section")
    yearly = re.search(r"((?:19|20)\d{2})[ \u3000]*年度", document.title)
    return _Time(yearly[1], "document") if yearly else _Time(None, "none")


def _section_target(document: Document, offset: int) -> bool:
    """Whether a heading announces what is to come: 目标, 安排, or the tasks of the report's own year."""
    anchor = year_of(_title_year(document))
    for heading in document.section_at(offset):
        if "回顾" in heading:
            continue
        if re.search(r"目标|安排|计划|打算", heading):
            return True
        years = [p.resolve(anchor) for p in periods(heading) if p.kind in ("date", "relative")]
        if anchor and str(anchor) in years and re.search(r"工作|任务|重点", heading):
            return True
    return False


def _paragraph(state: _State, start: int, end: int) -> Iterator[Figure]:
    text = state.document.text
    found: list[Figure] = []
    for sentence in sentences(text, start, end):
        here = list(_sentence(state, sentence))
        found += here
        if here:
            state.found = [*state.found, *here]
    yield from found


def _sentence(state: _State, span: tuple[int, int]) -> Iterator[Figure]:
    text = state.document.text
    start, end = span
    sentence = text[start:end]
    times = [replace(p, start=p.start + start, end=p.end + start) for p in periods(sentence)]
    places = [replace(r, start=r.start + start, end=r.end + start) for r in regions(sentence, state.home)]
    found = [_shift(q, start) for q in _with_slips(sentence)]
    # A ratio of years is no quantity, nor is a number inside a mention of time.
    found = [q for q in found if not any(p.start <= q.value_start < p.end for p in times)]
    target = _is_target(sentence)
    forecast = _is_forecast(sentence)
    produced: list[Figure] = []
    before: Quantity | None = None
    for run in _runs(text, found):
        for index, quantity in enumerate(run):
            where = setting(text, span, before, quantity)
            aligned = _aligned(text, span, run, index, before if index == 0 else None, places)
            figure = _figure(state, span, quantity, where, aligned, produced, times, places, target, forecast)
            before = quantity
            if figure is not None:
                produced.append(figure)
    _remember(state, times, places, sentence)
    yield from produced


def _with_slips(sentence: str) -> list[Quantity]:
    """The quantities, and numbers whose unit is a slip of the pen (5424 将) between siblings that have a unit."""
    found = quantities(sentence)
    counted = [q for q in found if q.kind == "count" and not q.per]
    if len(counted) < 2:
        return found
    for match in _SLIP.finditer(sentence):
        start, end = match.span()
        if any(q.start < end and start < q.end for q in found):
            continue
        sibling = counted[0]
        if (
            all(q.normalized_unit == sibling.normalized_unit for q in counted)
            and match["unit"] not in "年月日号届级条款章页岁时分秒"
        ):
            value = Decimal(match["number"])
            found.append(
                Quantity(
                    start,
                    end,
                    start,
                    match.end("number"),
                    value,
                    match["unit"],
                    "count",
                    value,
                    sibling.normalized_unit,
                    "eq",
                )
            )
    return sorted(found, key=lambda q: q.start)


def _shift(quantity: Quantity, by: int) -> Quantity:
    return replace(
        quantity,
        start=quantity.start + by,
        end=quantity.end + by,
        value_start=quantity.value_start + by,
        value_end=quantity.value_end + by,
    )


def _runs(text: str, found: list[Quantity]) -> Iterator[list[Quantity]]:
    """Quantities in a row that only 、和 separate: the values of a 分别-list."""
    run: list[Quantity] = []
    for quantity in found:
        if run and not re.fullmatch(r"[\s、，,和与及]*", text[run[-1].end : quantity.start]):
            yield run
            run = []
        elif run and re.fullmatch(r"\s*[，,]\s*", text[run[-1].end : quantity.start]):
            yield run
            run = []
        run.append(quantity)
    if run:
        yield run


@dataclass(frozen=True, slots=True)
class _List:
    """A 分别-list: the member that belongs to a value, what all values measure, and the words before the first value."""

    member: str
    common: str
    left: str


def _aligned(
    text: str, span: tuple[int, int], run: list[Quantity], index: int, before: Quantity | None, places: list[Region]
) -> _List | None:
    """Member and common noun for one value of a list: 企业、医院的申请量分别为 3 件、4 件."""
    if len(run) < 2:
        return None
    first = run[0]
    where = setting(text, span, None, first)
    head = text[where.clause_start : first.start]
    local = [
        replace(r, start=r.start - where.clause_start, end=r.end - where.clause_start)
        for r in places
        if where.clause_start <= r.start < first.start
    ]
    phrase = noun_phrase(head, local)
    phrase = re.sub(r"(?:分别|同比|增长|增加|下降|占比)+$", "", phrase)
    parts = [p for p in re.split(r"[、和与及]", phrase) if p]
    if (
        len(parts) < len(run)
        and len(parts) == 1
        and re.fullmatch(rf"[一二三四五六]{{{len(run)}}}(?:次?产业?).*", phrase)
    ):
        parts = [*phrase[: len(run) - 1], phrase[len(run) - 1 :]]
    if len(parts) != len(run):
        return None
    last = parts[-1]
    member, _, common = last.partition("的")
    if not common:
        known = leading_member(last)
        size = known[1] if known else min(len(parts[-2]), len(last))
        member, common = last[:size], last[size:]
    names = [*parts[:-1], member]
    if re.fullmatch(r"[一二三]", names[0]) and common.startswith(("产", "次产业")):
        names = [f"{name}产" for name in names]
        common = re.sub(r"^(?:次?产业|产)", "", common)
    return _List(names[index], common, head)


def _figure(
    state: _State,
    span: tuple[int, int],
    quantity: Quantity,
    where: Setting,
    aligned: _List | None,
    produced: list[Figure],
    times: list[Period],
    places: list[Region],
    target: int | None,
    forecast: int | None,
) -> Figure | None:
    document = state.document
    left = aligned.left if aligned else where.left
    stat = stat_of(quantity, left, where.tail, produced[-1].stat if produced else None)
    if stat is None:
        return None
    meaning = _meaning(state, quantity, where, aligned, stat, produced, places)
    iso, basis = _period(state, span, quantity, where, times)
    region = _region(state, span, quantity, where, places)
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
        comparator=_comparator(quantity),
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


def _comparator(quantity: Quantity) -> Comparator:
    return quantity.comparator


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


# ------------------------------------------------------------------------------------------------ what is measured


def _meaning(
    state: _State,
    quantity: Quantity,
    where: Setting,
    aligned: _List | None,
    stat: Stat,
    produced: list[Figure],
    places: list[Region],
) -> _Meaning:
    if aligned:
        known = member_of(aligned.member)
        extra = (known or ("成员", aligned.member),)
        common = _strip_cues(aligned.common) or (produced[-1].indicator if produced else state.topic)
        return _complete(state, common, common, extra, produced, stat)
    local = [
        replace(r, start=r.start - where.left_start, end=r.end - where.left_start)
        for r in places
        if where.left_start <= r.start and r.end <= quantity.start and not is_scope(state.document.text, r)
    ]
    phrase = noun_phrase(where.left, local)
    if stat in ("share", "rank", "growth_yoy", "growth_annual", "diff_pp", "change_abs", "ratio"):
        own = _strip_cues(phrase)
        if (not own or weak(own) or own.startswith("占")) and produced:
            base = produced[-1]
            return _Meaning(base.indicator, base.raw_indicator, base.dimensions)
        phrase = own or phrase
        if phrase.startswith("占"):  # 智能算力…，占全国算力的 59%: the subject stands in the clause before
            phrase = _earlier_clause(state.document.text, where, places) + phrase
    behind = noun_behind(where.tail)
    if not phrase or weak(phrase) or len(phrase) == 1:
        earlier = _earlier_clause(state.document.text, where, places)
        phrase = behind or earlier or (produced[-1].indicator if produced else state.topic)
    elif behind and len(behind) >= 2 and not concept(phrase).object and not canonical(phrase) and _verbal(phrase):
        phrase = phrase + behind
    raw, phrase = phrase, head(phrase)
    if (
        len(phrase) <= 3
        and produced
        and not canonical(phrase)
        and not concept(phrase).object
        and stat in ("count", "amount")
    ):
        # 结案 10 起, 罚没 6.74 万元: a verb says what became of the things counted before.
        phrase = head(_VERB.sub("", produced[-1].raw_indicator)) + phrase
    return _complete(state, phrase, raw, (), produced, stat)


_VERB = re.compile(
    r"^(?:共|累计)?(?:查处|受理|破获|办理|查获|立案|审结|收缴|扣留|抓获)(?:的|了)?(?=..)|(?:结案|罚没|审结)$"
)


def _verbal(phrase: str) -> bool:
    """A short phrase of verbs whose object stands behind the number: 查获|4起|案件, 可实现|250家|托管."""
    return len(phrase) <= 6 and not re.search(r"[量数额率值入度费比]$", phrase)


def _earlier_clause(text: str, where: Setting, places: list[Region]) -> str:
    """The noun phrase of the clause just before, if that clause has no number of its own."""
    stop = where.clause_start - 1
    begin = max((text.rfind(c, max(0, stop - 60), stop) for c in "，。；：\n,;"), default=-1) + 1
    clause = text[begin:stop]
    if stop <= begin or re.search(r"\d", clause):
        return ""
    local = [replace(r, start=r.start - begin, end=r.end - begin) for r in places if begin <= r.start and r.end <= stop]
    phrase = noun_phrase(clause, local)
    return phrase if 2 <= len(phrase) <= 30 else ""


_CUE_WORDS = re.compile(
    r"(?:同比|环比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?|较上一年同期的?|名义|实际|年均|年平均|平均|复合|分别)*"
    r"(?:增长率?|增加|增速|增幅|涨幅|上涨|上升|提高|提升|下降|降低|减少|降幅|回落|下滑|占比|比重|比例|排名|位次|占|达到?|居|位)?$"
)


def _strip_cues(phrase: str) -> str:
    """A noun phrase without the words of growth, share and rank at its end."""
    share = re.match(r"(.+?)占.+", phrase)
    if share and len(share[1]) >= 2:
        return phrase
    previous = None
    while phrase != previous:
        previous = phrase
        phrase = _CUE_WORDS.sub("", phrase)
    return phrase


def _complete(
    state: _State, phrase: str, raw: str, extra: tuple[Member, ...], produced: list[Figure], stat: Stat
) -> _Meaning:
    """The indicator in full: a bare kind of right (发明专利 1217 件) takes its measure from the topic (授权量)."""
    dimensions = [*extra]
    body = re.sub(r"^(?:其中|共|的)+", "", phrase)
    lead = leading_member(body)
    if lead and lead[1] < len(body) and lead[0][0] == "权利主体":
        rest = re.sub(r"^(?:的|累计|类)+", "", body[lead[1] :])
        if concept(rest).object:
            dimensions.append(lead[0])
            body = rest
    meant = concept(body)
    dimensions += [m for m in members(body) if m[0] == "专利类型" and "高价值" not in body and m not in dimensions][:1]
    if member_of(body) and not meant.measures and meant.object:
        measure = _topic_measure(state, produced)
        indicator = body if not measure else _named(meant.object, measure)
    else:
        indicator = canonical(body) or _tidy(body, stat)
    unique = tuple(sorted(dict.fromkeys(dimensions)))
    return _Meaning(indicator or state.topic or "数量", raw, unique)


def _tidy(phrase: str, stat: Stat) -> str:
    """A phrase as an indicator's name: 专利申请 -> 专利申请量, 总量 -> 量."""
    phrase = re.sub(r"(?:总量|总数|件数|数量)$", lambda m: "量" if m.group() in ("总量", "数量") else "数", phrase)
    meant = concept(phrase)
    if (
        stat in ("count", "per_capita")
        and meant.complete
        and re.search(r"(?:申请|授权|注册|转让|许可|登记|受理)$", phrase)
    ):
        return phrase + "量"
    return re.sub(r"^每?万人口?(?=.*(?:专利|拥有))", "每万人", phrase)


def _named(right: str, measure: str) -> str:
    return f"有效{right}量" if measure == "有效量" else right + measure


def _topic_measure(state: _State, produced: list[Figure]) -> str | None:
    """申请量, 授权量 … of the figures read before in the paragraph, else of its heading."""
    order = list(table("indicators")["measures"])
    for figure in [*reversed(produced), *reversed(state.found)]:
        measures = concept(figure.indicator).measures
        if measures and concept(figure.indicator).object == "专利":
            return min(measures, key=order.index)
    for phrase in (state.topic, *reversed(state.document.section_at(0))):
        measures = concept(phrase).measures
        if len(measures) == 1:
            return min(measures, key=order.index)
    return None


# ---------------------------------------------------------------------------------------------------- time and place


def _period(
    state: _State, span: tuple[int, int], quantity: Quantity, where: Setting, times: list[Period]
) -> tuple[str | None, Basis]:
    """The nearest mention before the number in its sentence; a baseline (较上年同期的 842 件) only in the number's own clause."""
    inside = [p for p in times if p.end <= quantity.start]
    in_clause = [p for p in inside if p.start >= where.left_start]
    if (
        in_clause
        and in_clause[-1].baseline
        and re.search(r"同期的?[ \u3000]*$", state.document.text[: quantity.start][-4:])
    ):
        iso = _year_before(state, inside[:-1])
        return iso, "clause"
    plain = [
        p for p in inside if not p.baseline and not (p.kind == "relative" and p.offset < 0 and _compared(state, p))
    ]
    if plain:
        nearest = plain[-1]
        basis: Basis = "clause" if nearest.start >= where.clause_start else "sentence"
        return nearest.resolve(state.anchor), basis
    later = [
        p for p in times if p.start >= quantity.end and p.iso and p.start - quantity.end < 12 and p.kind == "range"
    ]
    if later:
        return later[0].iso, "sentence"
    return state.time.iso, state.time.basis


def _compared(state: _State, period: Period) -> bool:
    """Whether 上年 only names what is compared with: 比上年, 较去年."""
    return state.document.text[period.start - 1 : period.start] in ("比", "较", "为")


def _year_before(state: _State, earlier: list[Period]) -> str | None:
    iso = next((p.resolve(state.anchor) for p in reversed(earlier) if not p.baseline), None) or state.time.iso
    year = year_of(iso) or state.anchor
    return str(year - 1) if year else None


def _region(
    state: _State, span: tuple[int, int], quantity: Quantity, where: Setting, places: list[Region]
) -> str | None:
    """The nearest place before the number in its sentence that is not the scope of a ranking; else the paragraph's."""
    text = state.document.text
    usable = [
        r
        for r in places
        if r.end <= quantity.start
        and not (r.relative and r.code != state.home)
        and not is_scope(text, r)
        and (r.start >= where.clause_start or (r.code and opens(text[span[0] : r.start])))
    ]
    if usable:
        return usable[-1].name
    return state.region


def _remember(state: _State, times: list[Period], places: list[Region], sentence: str) -> None:
    """What the rest of the paragraph inherits: the sentence's first plain mention of time; 截至目前 ends it."""
    plain = [
        p
        for p in times
        if not p.baseline and p.kind in ("date", "range", "open") and (p.iso is None or len(p.iso) <= 10)
    ]
    leading = [p for p in plain if p.kind == "open" or not _in_brackets(state.document.text, p)]
    if leading:
        nearest = leading[0]
        iso = nearest.resolve(state.anchor)
        state.time = _Time(iso, "paragraph" if iso else "none")
    leading_places = [r for r in places if not r.relative and r.code and not is_scope(state.document.text, r)]
    if leading_places and sentence.startswith(state.document.text[leading_places[0].start : leading_places[0].end]):
        state.region, state.region_basis = leading_places[0].name, "paragraph"
    if re.search(r"(?:目标|任务)(?:[：:是为]|如下)", sentence):
        state.target = True


def _in_brackets(text: str, period: Period) -> bool:
    """A year inside 《…》, “…” or (2020)448号 names something and dates nothing."""
    before = text[max(0, period.start - 30) : period.start]
    return any(before.rfind(a) > before.rfind(b) for a, b in ("《》", "“”", "()", "（）"))


# ------------------------------------------------------------------------------------------------------ actual or not


def _is_target(sentence: str) -> int | None:
    """Where in the sentence what follows is a target; None if it is not."""
    return _first(sentence, table("cues")["status"]["target"])


def _is_forecast(sentence: str) -> int | None:
    return _first(sentence, table("cues")["status"]["forecast"])


_NOT_TARGET = re.compile(
    r"(?:完成|超过|高于|实现|达到|超额完成|好于|圆满完成)[^，。；]{0,8}(?:目标|任务)|即将|将军|将其|将为|目标(?:人群|责任|管理)"
)


def _first(sentence: str, cues: list[str]) -> int | None:
    masked = _NOT_TARGET.sub(lambda m: "□" * len(m.group()), sentence)
    match = re.search("|".join(map(re.escape, longest_first(cues))), masked)
    return match.start() if match else None


# ------------------------------------------------------------------------------------------------ quotes, duplicates


def _quote(
    text: str, span: tuple[int, int], quantity: Quantity, where: Setting, produced: list[Figure], meaning: _Meaning
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
