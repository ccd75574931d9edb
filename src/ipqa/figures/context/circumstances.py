"""What a paragraph carries from sentence to sentence: time, place, whether targets are announced."""

import re
from dataclasses import dataclass, field
from functools import cache

from ...records import Document, Figure
from ..clauses import opens
from ..lexicons import longest_first, table
from ..sentence import Sentence
from .calendars import Calendar, Time, is_work_report, reviewed, title_year
from .periods import Period, heading_periods, year_of
from .regions import NATION, Region, is_scope
from .scopes import names_scope
from .timing import Now, aside, in_stock, looks_back


@dataclass(slots=True)
class State:
    """What a paragraph carries from sentence to sentence; ``heard`` are the figures before it."""

    document: Document
    home: str | None
    dates: Calendar
    time: Time
    region: str | None
    target: bool = False
    review: bool = False
    topic: str = ""
    start: int = 0
    several: str | None = None
    rules: bool = False
    dated: bool = False
    spanned: bool = False
    yearly: bool = False
    fresh: bool = True
    found: list[Figure] = field(default_factory=list)
    latest: list[Figure] = field(default_factory=list)
    heard: list[Figure] = field(default_factory=list)
    scope: str | None = None
    lead: str = ""
    """The line that announces the list in which the paragraph is an item: 居前五位的企业为：."""

    def now(self) -> Now:
        """The time in force."""
        return Now(self.time, self.dates, self.target, self.spanned, self.several)


# A heading that looks back, and one that looks ahead.
_LOOKS_BACK = re.compile(r"回顾|概况|情况|成[效绩就]|总结|进展|完成|执行|开展|亮点|取得")
_LOOKS_AHEAD = re.compile(r"目标|安排|计划|打算|展望|下一步|对(?:今|明)年.*建议")


def section_target(document: Document, offset: int) -> bool:
    """Whether a heading announces what is to come: 目标, 安排, or the tasks of the report's own year."""
    anchor = year_of(title_year(document))
    report = is_work_report(document.title)
    if anchor is None and report:  # 政府工作报告 whose year stands in the line below its title
        anchor = year_of(document.issued_on)
    plan = _PLAN.search(document.title) is not None
    for heading in document.section_at(offset):
        if plan and _TASKS.search(heading) and not _LOOKS_BACK.search(heading):
            return True
        if _LOOKS_BACK.search(heading):
            if _BOTH.search(heading) and _turned(document, heading, offset):
                return True
            continue
        if _LOOKS_AHEAD.search(heading):
            return True
        years = [p.resolve(anchor) for p in heading_periods(heading) if p.kind in ("date", "relative")]
        ahead = anchor is not None and max((year_of(y) or 0 for y in years), default=0) > anchor
        if anchor and (ahead or str(anchor) in years) and re.search(r"工作|任务|重点", heading):
            return True
    return False


# What a plan sets itself, under its own headings.
_PLAN = re.compile(r"规划|纲要|行动计划|行动方案|工作要点|工作计划|实施方案|三年行动|专项行动")
_TASKS = re.compile(r"任务|举措|工程|行动|目标|重点|安排")


# “十三五”成就和“十四五”目标任务: one section that looks back first and then ahead, from where it says so.
_BOTH = re.compile(r"(?:回顾|成[效绩就]|情况|总结)[^，。]{0,3}[和及与、][^，。]*(?:目标|任务|安排|打算|展望)")
_TURN = re.compile(
    r"主要目标|目标任务|(?:今后|未来)[一三五]?年|时期[^，。]{0,8}(?:是我|要(?![求闻])|将)|下一步|今年.{0,8}(?:要|任务)"
)


def _turned(document: Document, heading: str, offset: int) -> bool:
    begin = next((s.start for s in document.sections if s.path and heading in s.path), 0)
    end = document.text.find("\n", offset)
    return _TURN.search(document.text, begin + len(heading), len(document.text) if end < 0 else end) is not None


def section_review(document: Document, offset: int) -> bool:
    """Whether a heading looks back: what its paragraphs call 目标 or 计划 was met or carried out."""
    headings = document.section_at(offset)
    return any(map(_LOOKS_BACK.search, headings)) and not any(
        _LOOKS_AHEAD.search(h) and not _LOOKS_BACK.search(h) for h in headings
    )


def region_of(state: State, sentence: Sentence, clause: int, position: int, whole: Region | None) -> str | None:
    """The nearest place before the number in its sentence that is not the scope of a ranking; else the paragraph's.

    ``whole`` is the place that a share is a share of, which says nothing of where the part lies.
    """
    usable = [
        r
        for r in _single(sentence)
        if r.end <= position
        and r != whole
        and not (r.relative and r.code != state.home)
        and not is_scope(sentence.text, r)
        and not (state.scope and _of_the_scope(state.scope, sentence.text, r, clause))
        and (r.start >= clause or (r.code and opens(sentence, sentence.start, r.start)))
    ]
    return usable[-1].name if usable else state.region


def _of_the_scope(scope: str, text: str, place: Region, clause: int) -> bool:
    """Whether a place says nothing new in a document of a zone or a body: it opens its name, or is how far it tells.

    全国 counts where a clause begins with it (全国 178 家高新区), not in 其中全国复制推广 3 项.
    """
    return names_scope(text, place.start, scope) or (place.name == NATION and place.start > clause)


def _single(sentence: Sentence) -> list[Region]:
    """The places of a sentence without those of a list: 广东、江苏、浙江等 16 个省 is nowhere in particular."""
    kept: list[Region] = []
    row: list[Region] = []
    for region in sentence.places:
        if row and sentence.text[row[-1].end : region.start].strip() in ("、", "和", "及", "与"):
            row.append(region)
            continue
        kept += row if len(row) < 2 else ()
        row = [region]
    return [*kept, *(row if len(row) < 2 else ())]


_ANNOUNCED = re.compile(r"(?:目标|任务)(?:[：:是为]|如下)")


def remember(state: State, sentence: Sentence) -> None:
    """What the rest of the paragraph inherits: the sentence's first plain mention of time; 截至目前 ends it."""
    if not (state.time.iso and sentence.words.lstrip().startswith("其中")):
        _remember_time(state, sentence)  # 前三季度授权 120 件。其中，一季度 50 件: the parts date themselves alone
    text = sentence.text
    leading = [
        r
        for r in sentence.places
        if not r.relative and r.code and not is_scope(text, r) and not names_scope(text, r.start, state.scope)
    ]
    # Where a province reports, a city that opens a sentence has that sentence only; it has the paragraph it opens.
    if leading and text.startswith(text[leading[0].start : leading[0].end], sentence.start):
        within = bool(state.home and leading[0].code.startswith(state.home) and leading[0].code != state.home)
        if (not within or state.fresh) and leading[0] in _single(sentence):
            state.region = leading[0].name
    state.fresh = False
    if _ANNOUNCED.search(words := sentence.words) and _ANNOUNCED.search(_without_met(words)):
        state.target = True


_DATED = re.compile(r"[ \u3000]*(?:为|是|达到?|有|[:：])?[ \u3000]*(?:约|近|超过?)?[ \u3000]*\d")


def _remember_time(state: State, sentence: Sentence) -> None:
    plain = [
        p
        for p in sentence.times
        if not (p.kind == "range" and _GREW.search(sentence.words))  # 2014—2023年，由 2 件增长至 9 件 is of itself
    ]
    plain = [
        p
        for p in plain
        if (p.kind in ("date", "range", "open", "part") or (p.kind == "relative" and p.part and p.offset <= 0))
        # The first quarter opens a review of the year; in a bulletin of months it is what all else is of.
        and (p.kind != "part" or (p.part and state.dates.review is None))
        and (p.iso is None or len(p.iso) <= 10)
        and not aside(sentence, p)
        and not _of_event(sentence, p)
        and not looks_back(state.dates.told, sentence, p)
    ]
    leading = [p for p in plain if p.kind == "open" or not _in_brackets(sentence.text, p.start)]
    if len({p.iso for p in leading if _DATED.match(sentence.text, p.end)}) > 1:
        return  # 2022年 9 件、2023年 8 件: years in a row date nothing behind them
    for nearest in leading:
        if in_stock(sentence, nearest) and state.dates.told:
            continue  # 现有 in a report on one year is of that year
        told = reviewed(state.dates, state.time, state.target) if nearest.kind == "part" else None
        year = told or state.dates.counted(nearest)
        iso = nearest.resolve(year)
        if iso in (f"{state.dates.told}-12-31", f"{state.dates.told}-12"):
            iso = state.dates.told  # what follows in a report on the year is of the year
        if iso or nearest.kind == "open":
            state.time = Time(iso, "paragraph" if iso else "none")
            state.dated = bool(iso and len(iso) == 10) or (state.dated and bool(iso))
            state.spanned = False
            return
    if leading:
        return
    spans = [p for p in sentence.times if p.kind == "span" and p.years > 1]
    if spans and opens(sentence, sentence.start, spans[0].start):
        iso = spans[0].covering(state.dates.review)
        if iso:
            state.time = Time(iso, "paragraph")
            state.spanned = True


_GREW = re.compile(r"[由从][^，。；]{1,20}(?:到|至)|年均")


def _of_event(sentence: Sentence, period: Period) -> bool:
    """Whether a mention is a day on which something happened, and none that numbers are counted up to."""
    day = len(period.iso or "") == 10 or (len(period.part) == 1 and len(period.part[0]) == 5)
    return day and not _UP_TO.search(sentence.text, max(sentence.start, period.start - 4), period.start)


_UP_TO = re.compile(r"(?:截[至止]到?|到|至|止)[ \u3000]*$")


def _in_brackets(text: str, position: int) -> bool:
    """A year inside 《…》, “…” or (2020)448号 names something and dates nothing."""
    before = text[max(0, position - 30) : position]
    return any(before.rfind(a) > before.rfind(b) for a, b in ("《》", "“”", "()", "（）"))


def target_from(sentence: str, review: bool = False) -> int | None:
    """Where in the sentence what follows is a target; None if it is not.

    ``review``: the section looks back, where only a verb that looks ahead (力争, 争取, 将实现) announces a target.
    """
    return _first(sentence, _cue("target_verbs" if review else "target"))


_BY_A_YEAR = re.compile(
    r"(?:^|[，。；：])[ \u3000]*到[ \u3000]*(?P<year>(?:19|20)\d{2})[ \u3000]*年(?:[底末]|前)?"
    r"(?=[^。；]*(?:达|突破|超|建成|实现|完成|降|提高|增|培育|控制))"
)


def ahead_from(state: State, sentence: str) -> int | None:
    """Where a sentence says by which year to come something is to be there: 到2030年，有效发明专利达到 90 件."""
    found = None if state.review else _BY_A_YEAR.search(sentence)
    if found is None:
        return None
    title = state.document.title
    years = [year_of((p.iso or "")[:4]) for p in heading_periods(title) if p.kind in ("plan", "range")]
    opened = next((year - 1 for year in years if year), None) if _PLAN.search(title) else None
    known = opened or year_of(state.dates.told) or state.dates.review or state.dates.anchor
    return found.start() if known and int(found["year"]) > known else None


def forecast_from(sentence: str) -> int | None:
    """Where in the sentence what follows is a forecast; None if it is not."""
    return _first(sentence, _cue("forecast"))


# Targets that were met or are worked for, and plans that are the name of something.
_NOT_TARGET = re.compile(
    r"(?<![要将争保力])(?:完成|超过|高于|低于|实现|达到|达成|超额完成|好于|圆满完成|占)了?[^，。；]{0,14}(?:目标|任务|计划)|即将|将军|将其|将为"
    r"|(?<=[，、（(])(?:(?:年度|全年|年初|当年|本年|既定|原定)+的?)(?:预期)?(?:目标|计划|任务)(?:数|值)?(?:则)?(?:为|是)(?=[约近]?\d)"
    r"|争取(?:到|了|获得|(?=[^，。；、]{0,14}(?:资金|专项债|债券|贷款额度|补助|试点|项目|指标)[^，。；]{0,6}\d)|(?=国家|中央|上级|省级|两重|[“\"]))"
    r"|目标(?:市场|国(?!家)|客户|群体|企业|公司|对象|人群|责任|管理|导向|要求|体系|任务体系|考核|完成|进度|的\d)"
    r"|(?:聚焦|围绕|锚定|紧扣|对标|对照|按照|根据|依据|瞄准|朝着|紧盯|坚持|提前|距离?|较|比)[^，。；]{0,24}(?:目标|计划)(?:任务)?"
    r"|(?:行动|倍增|提升|培育|专项|工程|年度|三年|五年|成长|发展|人才|推进|实施|试点|转化|护航|领航)计划|计划(?:单列|生育|进度|完成)"
)


# One of these is in all of them.
_MAY_BE_NONE = re.compile(r"争取|目标|任务|计划|[即其]将|将[军为]")


def _without_met(words: str) -> str:
    if not _MAY_BE_NONE.search(words):
        return words
    return _NOT_TARGET.sub(lambda m: "□" * len(m.group()), words)


@cache
def _cue(status: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, longest_first(table("cues")["status"][status]))))


def _first(sentence: str, cue: re.Pattern[str]) -> int | None:
    if not cue.search(sentence):
        return None
    match = cue.search(_without_met(sentence))
    return match.start() if match else None
