"""The time of a figure: the nearest mention, from its clause up to the document."""

import re
from dataclasses import dataclass

from ..records import Basis, Document, Stat
from .clauses import Setting
from .numerals import parse
from .periods import Period, heading_periods, year_of
from .quantities import Quantity
from .sentence import Sentence


@dataclass(frozen=True, slots=True)
class Time:
    """The period in force while a paragraph is read; ``whole`` is a range of years that levels close (五年来)."""

    iso: str | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Now:
    """What is in force where a sentence begins; ``several`` are the years that a heading reviews together."""

    time: Time
    dates: "Calendar"
    target: bool
    spanned: bool
    several: str | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which years a document counts from: ``anchor`` is 今年, ``review`` the year that 全年 and 一年来 speak of."""

    anchor: int | None
    review: int | None
    title: int | None
    covers: str | None = None
    """The years of a title that names several: 2021—2023年."""


# A title whose year is that of the numbers; a 工作报告 of 2024 speaks of 2023.
_YEARLY = re.compile(r"((?:19|20)\d{2})[ \u3000]*年(?:度|(?=[^年]{0,30}(?:总结|工作汇报|统计公报|快报)(?:的报告)?$))")
# A title whose time, a year or a part of one, is that of all it tells: 2024年上半年专利统计简报.
_TIMED = re.compile(r"(?:情况|概况|简报|通报|数据|月报|季报|快报|公报|统计表?)(?:[（(].*[）)])?$")
_WORK_REPORT = re.compile(r"工作的?报告(?:[（(].*[）)])?$")
_REVIEW = re.compile(
    r"回顾|总结|(?:过去|刚刚过去的?|上)一年|一年来|五年来|完成情况|执行情况|取得的?成[效绩就]|主要成[效绩就]"
)
_SEVERAL = re.compile(r"(?:过去|这|和|过去的)([二三四五两])年")
_LEVEL = re.compile(r"(?:到了?|达|至|突破|超过?|为|稳定在|保持在|居|位列?)[ \u3000约近逾]*$")
_STANDS = re.compile(r"(?:达到?|为|增至|提高到|保持在)[ \u3000]*$")
_FLOW = re.compile(r"累计|年均|新增|增加(?!到|至|值)|共|五年[^，。]*(?:增长|建成)")
_COMPARED = re.compile(r"(?:[比较]|高于|低于|[好快慢优高低多少大小]于|相当于)[ \u3000]*$")
# 2021年以来, 2006年起: since when, not when.
_SINCE = re.compile(r"(?:以来|起|开始|以前|之前|后|建成|成立|颁布|实施|修[订正]|版)")
# 上年旧存 60 件，审结 871 件: the year of what was carried over is that of its number alone.
_CARRIED = re.compile(r"[^，。；\d]{0,4}(?:旧存|结转|遗留|未结|转入|留存)")
_OF_IT = re.compile(
    r"[ \u3000]*(?:末|底|同期|全年|时|首发时)?[ \u3000]*的?[ \u3000]*(?:约|近|超过?|逾|不到|不足)?[ \u3000]*"
    r"|的[\u4e00-\u9fff]{2,10}[ \u3000]*"
)
_BEGINS = re.compile(r"(?:从|由|自)[^，。；]{0,6}$")
_START = re.compile(r"[从由][ \u3000]*$")
_FROM = re.compile(r"(?:[比较由从自]|上升自)[ \u3000]*$")


def calendar(document: Document) -> Calendar:
    """The years a document counts from."""
    title = title_year(document)
    ranged = next((p.iso for p in heading_periods(document.title) if p.kind == "range"), None)
    anchor = year_of(title) or year_of(document.issued_on)
    yearly = _YEARLY.search(document.title)
    if yearly:
        return Calendar(anchor, int(yearly[1]), int(yearly[1]))
    report = anchor is not None and is_work_report(document.title)
    return Calendar(anchor, anchor - 1 if report and anchor else None, year_of(title), ranged)


def is_work_report(title: str) -> bool:
    """Whether a title is that of a report to a congress, which tells of the year before its own."""
    return _WORK_REPORT.search(title.strip()) is not None


def title_year(document: Document) -> str | None:
    return next((p.iso for p in heading_periods(document.title) if p.iso and p.kind == "date"), None)


def section_time(document: Document, offset: int, dates: Calendar) -> Time:
    """The period a heading names, nearest first; else what the document as a whole reports on."""
    headings = document.section_at(offset)
    for heading in reversed(headings):
        named = [p.resolve(dates.anchor) for p in heading_periods(heading) if p.kind in ("date", "range", "relative")]
        if named and named[-1]:
            return Time(named[-1], "section")
        plan = [p.iso for p in heading_periods(heading) if p.kind == "plan"]
        if plan:
            return Time(plan[-1], "section")
    yearly = _YEARLY.search(document.title)
    if yearly:
        return Time(yearly[1], "document")
    if dates.review and any(_REVIEW.search(h) for h in headings):
        return Time(str(dates.review), "document")
    titled = [p.iso for p in heading_periods(document.title) if p.kind in ("date", "range")]
    if len(titled) == 1 and titled[0] and _TIMED.search(document.title.strip()):
        return Time(titled[0], "document")
    return Time(None, "none")


def several_years(document: Document, offset: int, dates: Calendar) -> str | None:
    """The years that a heading reviews together: 过去一年和五年工作回顾, “十四五”时期工作回顾."""
    for heading in document.section_at(offset):
        found = _SEVERAL.search(heading)
        if found and dates.review:
            years = int(parse(found[1]) or 0)
            return f"{dates.review - years + 1}/{dates.review}" if years > 1 else None
        plan = next((p.iso for p in heading_periods(heading) if p.kind == "plan" and p.iso), None)
        if plan and dates.review == year_of(plan) and _REVIEW.search(heading):
            return plan
    return None


def reviewed(dates: Calendar, time: Time, target: bool = False) -> int | None:
    """The year that 全年 and 3 月末 are told of: that under review, or the year ahead where targets are announced."""
    if dates.review and not (time.basis == "section" and re.fullmatch(r"\d{4}", time.iso or "")):
        return dates.anchor if target else dates.review
    return year_of(time.iso) or dates.title


def period_of(sentence: Sentence, quantity: Quantity, where: Setting, stat: Stat, now: Now) -> tuple[str | None, Basis]:
    """The nearest mention before the number in its sentence; a baseline (较上年的 842 件) only for its own number."""
    inside = [p for p in sentence.times if p.end <= quantity.start]
    own = inside[-1] if inside and inside[-1].start >= where.left_start else None
    if own and _baseline(sentence, own) and _OF_IT.fullmatch(sentence.text, own.end, quantity.start):
        return _of_baseline(sentence, own, inside[:-1], now), "clause"
    if own and _CARRIED.match(sentence.text, own.end):
        return _resolved(own, [], now), "clause"
    plain = [p for p in inside if not aside(sentence, p)]
    if plain:
        nearest = plain[-1]
        basis: Basis = "clause" if nearest.start >= where.clause_start else "sentence"
        iso = _resolved(nearest, plain[:-1], now)
        if iso is None and nearest.kind == "span" and nearest.start < where.clause_start and _STANDS.search(where.left):
            return now.time.iso, now.time.basis  # 近六年出货 2000 万台，总规模达到 300
        if iso or nearest.kind != "part":
            spanned = nearest.kind == "span" and nearest.years > 0
            return _closed(iso, where.left, stat) if spanned else iso, basis
    later = [
        p
        for p in sentence.times
        if p.start >= quantity.end and p.iso and p.start - quantity.end < 12 and p.kind == "range"
    ]
    if later:
        return later[0].iso, "sentence"
    if now.spanned:
        return _closed(now.time.iso, where.left, stat), now.time.basis
    if stat == "growth_annual" and now.time.basis in ("section", "document") and len(now.time.iso or "") == 4:
        return now.several or now.time.iso, now.time.basis
    return now.time.iso, now.time.basis


def _baseline(sentence: Sentence, period: Period) -> bool:
    before = sentence.text[max(sentence.start, period.start - 4) : period.start]
    return period.baseline or _FROM.search(before) is not None


def _of_baseline(sentence: Sentence, own: Period, earlier: list[Period], now: Now) -> str | None:
    """The time of what is compared with: 较 2021 年的 12 件, 较上年同期的 842 件."""
    if own.kind not in ("relative", "part"):
        return own.iso
    said = next((p for p in reversed(earlier) if not aside(sentence, p)), None)
    dates = now.dates
    iso = _resolved(said, [], now) if said else now.time.iso
    year = year_of(iso) or dates.review or dates.anchor
    if year is None:
        return None
    if own.kind == "relative" and own.baseline and iso and str(year) in iso:
        return iso.replace(str(year), str(year + own.offset))
    return own.resolve(year) if own.kind == "relative" and (iso or dates.review) else own.resolve(dates.anchor)


def aside(sentence: Sentence, period: Period) -> bool:
    """Whether a mention says since when, or what is compared with, and not when."""
    text = sentence.text
    before = text[max(sentence.start, period.start - 4) : period.start]
    if period.kind == "date" and _START.search(before):  # 从 2021 年的 210 件增加到 365 件
        return True
    if _CARRIED.match(text, period.end):
        return True
    if period.baseline or (_COMPARED.search(before) and period.kind != "open"):
        return True
    if period.kind == "relative" and period.offset < 0 and before[-1:] == "为":
        return True
    if period.kind == "open":
        return False
    return period.kind == "date" and _SINCE.match(text, period.end) is not None and period.iso is not None


def _resolved(period: Period, earlier: list[Period], now: Now) -> str | None:
    dates, time = now.dates, now.time
    dated = (p.resolve(dates.anchor) for p in reversed(earlier) if p.kind != "part")
    told = next(filter(None, map(year_of, dated)), None)
    if period.kind == "span":
        if dates.covers and period.covering(year_of(dates.covers)) == dates.covers:
            return dates.covers
        # 近三年 of a document that reports on no one year says no years.
        sure = dates.review or time.basis in ("section", "document") or period.years < 0
        return period.covering(told or (reviewed(dates, time, now.target) if sure else None))
    if period.kind == "part":
        year = told or reviewed(dates, time, now.target) or (dates.anchor if period.part else None)
        return period.resolve(year)
    return period.resolve(dates.anchor or (year_of(time.iso) if period.kind == "relative" else None))


def _closed(iso: str | None, left: str, stat: Stat) -> str | None:
    """A level that several years led up to is of the last of them: 五年来…增加到 7 万家."""
    if iso is None or stat.startswith("growth") or stat in ("change_abs", "diff_pp", "ratio"):
        return iso
    if _BEGINS.search(left):
        return iso
    level = stat in ("rate", "share", "per_capita", "rank") or _LEVEL.search(left)
    return iso[-4:] if level and not _FLOW.search(left) else iso
