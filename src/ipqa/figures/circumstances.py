"""Time, place and status of a figure: the nearest mention, from the clause up to the document."""

import re
from dataclasses import dataclass, field

from ..records import Basis, Document, Figure
from .clauses import Setting, opens
from .lexicons import longest_first, table
from .periods import Period, periods, year_of
from .quantities import Quantity
from .regions import Region, is_scope


@dataclass(slots=True)
class Time:
    """The period in force while a paragraph is read."""

    iso: str | None
    basis: Basis


@dataclass(slots=True)
class State:
    """What a paragraph carries from sentence to sentence."""

    document: Document
    home: str | None
    anchor: int | None
    time: Time
    region: str | None
    region_basis: Basis
    target: bool = False
    topic: str = ""
    start: int = 0
    dated: bool = False
    found: list[Figure] = field(default_factory=list)


# A title whose year is that of the numbers; a 工作报告 of 2024 speaks of 2023 as well.
_YEARLY = re.compile(r"((?:19|20)\d{2})[ \u3000]*年(?:度|(?=[^年]{0,30}(?:总结|工作汇报|统计公报|快报)(?:的报告)?$))")


def title_year(document: Document) -> str | None:
    return next((p.iso for p in periods(document.title) if p.iso and p.kind == "date"), None)


def section_time(document: Document, offset: int, anchor: int | None) -> Time:
    """The period a heading names, nearest first; none otherwise."""
    for heading in reversed(document.section_at(offset)):
        named = [p.resolve(anchor) for p in periods(heading) if p.kind in ("date", "range", "relative")]
        if named and named[-1]:
            return Time(named[-1], "section")
        plan = [p.iso for p in periods(heading) if p.kind == "plan"]
        if plan:
            return Time(plan[-1], "section")
    yearly = _YEARLY.search(document.title)
    return Time(yearly[1], "document") if yearly else Time(None, "none")


def section_target(document: Document, offset: int) -> bool:
    """Whether a heading announces what is to come: 目标, 安排, or the tasks of the report's own year."""
    anchor = year_of(title_year(document))
    for heading in document.section_at(offset):
        if "回顾" in heading:
            continue
        if re.search(r"目标|安排|计划|打算", heading):
            return True
        years = [p.resolve(anchor) for p in periods(heading) if p.kind in ("date", "relative")]
        if anchor and str(anchor) in years and re.search(r"工作|任务|重点", heading):
            return True
    return False


def period_of(
    state: State, span: tuple[int, int], quantity: Quantity, where: Setting, times: list[Period]
) -> tuple[str | None, Basis]:
    """The nearest mention before the number in its sentence; a baseline (较上年的 842 件) only in its own clause."""
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


def _compared(state: State, period: Period) -> bool:
    """Whether 上年 only names what is compared with: 比上年, 较去年."""
    return state.document.text[period.start - 1 : period.start] in ("比", "较", "为")


def _year_before(state: State, earlier: list[Period]) -> str | None:
    iso = next((p.resolve(state.anchor) for p in reversed(earlier) if not p.baseline), None) or state.time.iso
    year = year_of(iso) or state.anchor
    return str(year - 1) if year else None


def region_of(
    state: State, span: tuple[int, int], quantity: Quantity, where: Setting, places: list[Region]
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


def remember(state: State, times: list[Period], places: list[Region], sentence: str) -> None:
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
        state.time = Time(iso, "paragraph" if iso else "none")
        state.dated = bool(iso and len(iso) == 10) or (state.dated and bool(iso))
    leading_places = [r for r in places if not r.relative and r.code and not is_scope(state.document.text, r)]
    if leading_places and sentence.startswith(state.document.text[leading_places[0].start : leading_places[0].end]):
        state.region, state.region_basis = leading_places[0].name, "paragraph"
    if re.search(r"(?:目标|任务)(?:[：:是为]|如下)", sentence):
        state.target = True


def _in_brackets(text: str, period: Period) -> bool:
    """A year inside 《…》, “…” or (2020)448号 names something and dates nothing."""
    before = text[max(0, period.start - 30) : period.start]
    return any(before.rfind(a) > before.rfind(b) for a, b in ("《》", "“”", "()", "（）"))


def target_from(sentence: str) -> int | None:
    """Where in the sentence what follows is a target; None if it is not."""
    return _first(sentence, table("cues")["status"]["target"])


def forecast_from(sentence: str) -> int | None:
    return _first(sentence, table("cues")["status"]["forecast"])


_NOT_TARGET = re.compile(
    r"(?:完成|超过|高于|实现|达到|超额完成|好于|圆满完成)[^，。；]{0,8}(?:目标|任务)|即将|将军|将其|将为|目标(?:人群|责任|管理|导向|要求|体系|任务体系)|(?:聚焦|围绕|锚定|紧扣|对标)[^，。；]{0,24}目标(?:任务)?"
)


def _first(sentence: str, cues: list[str]) -> int | None:
    masked = _NOT_TARGET.sub(lambda m: "□" * len(m.group()), sentence)
    match = re.search("|".join(map(re.escape, longest_first(cues))), masked)
    return match.start() if match else None
