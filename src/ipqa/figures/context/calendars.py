"""Which years a document and its sections tell of: of the title, the cover, the headings, the lead of a news item."""

import re
from dataclasses import dataclass, replace

from ...records import Basis, Document
from ...text import simplified
from ..values.numerals import parse
from .periods import Period, heading_periods, mentions, year_of


@dataclass(frozen=True, slots=True)
class Time:
    """The period in force while a paragraph is read; ``whole`` is a range of years that levels close (五年来)."""

    iso: str | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which years a document counts from: ``anchor`` is 本年, ``review`` the year that 全年 and 一年来 speak of."""

    anchor: int | None
    review: int | None
    title: int | None
    covers: str | None = None
    """The years of a title that names several: 2021—2023年."""
    told: str | None = None
    """What the document as a whole tells of, where no heading and no sentence says: of its title, cover or lead."""
    said: int | None = None
    """The year in which it was said, which 今年 is: a paper on 2024 that came out in 2025 calls 2024 去年 and 本年."""

    def counted(self, mention: Period) -> int | None:
        """The year that a relative mention counts from."""
        return (mention.deictic and self.said) or self.anchor


# A title whose year is that of the numbers; a 工作报告 of 2024 speaks of 2023.
# 2024年工作总结和2025年工作计划 tells of the first.
_YEARLY = re.compile(
    r"((?:19|20)\d{2})[ \u3000]*年(?:度|(?=[^年]{0,30}(?:总结|小结|工作汇报|统计公报|快报|工作情况|回顾)"
    r"(?:的?报告|[、，,]?(?:暨|和|及|与|以及)[^。]{0,24}(?:打算|计划|安排|思路|要点|部署|谋划|展望|重点)(?:的报告)?)?$))"
)
# A title whose time, a year or a part of one, is that of all it tells: 2024年上半年专利统计简报, 2024年…状况白皮书.
_TIMED = re.compile(
    r"(?:情况|概况|简报|通报|数据|指标|月报|季报|年报|快报|公报|公告|统计表?|成绩单|发布会|综述|盘点|总结|纪实|实录|答记者问)(?:[（(].*[）)])?$"
)
# One whose year may be that of the numbers or that in which it came out; its text decides.
_EDITION = re.compile(
    r"(?:状况|(?:状况|知识产权|专利|商标|版权|审判|司法|检察|海关|执法|保护|运用|统计|履职|质量|转化)[^，。]{0,4}(?:白皮书|蓝皮书|绿皮书)"
    r"|(?:状况|知识产权|专利|商标|版权|审判|司法|检察|海关|执法|保护|运用|统计|转化|服务|年度|质量)(?:[^，。研预趋展]|发展){0,4}报告)"
    r"(?:[（(].*[）)])?$"
)
# A line of the cover that gives a year alone: （2024年）, 2024年度.
_COVER = re.compile(r"[ \u3000#*]*[（(]?[ \u3000]*(?P<year>(?:19|20)\d{2})[ \u3000]*年度?[ \u3000]*[）)]?[ \u3000*]*")
_COVER_LINES = 4
# A title of what is set or planned, whose numbers are of no year that it names in passing.
_SETS = re.compile(
    r"白皮书|蓝皮书|研究|预测|展望|规划|方案|意见|通知|办法|计划|纲要|法(?:[（(]|$)|条例|要点|指南|政策|细则|规定|措施|标准|问答|规则|公约|[指导]则"
)
_LEAD = 500
_COUNTS = re.compile(r"\d[ \u3000]*(?:[万亿余多][\u4e00-\u9fff]|[件项家元笔起个%％])")
_NEWS = 6000
"""Characters: the opening of a news item, and the longest text that is one."""
_WORK_REPORT = re.compile(r"工作的?报告(?:[（(].*[）)])?$")
_REVIEW = re.compile(
    r"回顾|总结|(?:过去|刚刚过去的?|上)一年|一年来|五年来|完成情况|执行情况|取得的?成[效绩就]|主要成[效绩就]"
)
_SEVERAL = re.compile(r"(?:过去|这|和|过去的)([二三四五两])年")


# “本年”指2022年: what a paper says of its own words.
_DEFINED = re.compile(
    r"[“\"]?本(?:年度?|报告期)[”\"]?(?:均|系|皆)?(?:是?指|为)[ \u3000]*(?P<year>(?:19|20)\d{2})[ \u3000]*年"
)


def calendar(document: Document) -> Calendar:
    """The years a document counts from."""
    return replace(_dated(document), said=year_of(document.issued_on))


def _dated(document: Document) -> Calendar:
    if defined := _DEFINED.search(document.text):
        year = int(defined["year"])
        return Calendar(year, year, year, told=str(year))
    title = title_year(document)
    ranged = next((p.iso for p in heading_periods(document.title) if p.kind == "range"), None)
    told = None if title or ranged else _of_cover(document) or _of_lead(document)
    anchor = year_of(title) or year_of(document.issued_on)
    yearly = _YEARLY.search(document.title)
    if yearly:
        return Calendar(anchor, int(yearly[1]), int(yearly[1]), told=yearly[1])
    report = anchor is not None and is_work_report(document.title)
    titled = [p.iso for p in heading_periods(document.title) if p.kind in ("date", "range")]
    if len(titled) == 1 and titled[0] and not report and _reports_on(document, titled[0]):
        told = titled[0]
    review = anchor - 1 if report and anchor else None
    return Calendar(anchor, review, year_of(title), ranged, None if review else told)


def _reports_on(document: Document, iso: str) -> bool:
    """Whether the year of a title is that of the numbers: by its kind, or because the text tells of that year."""
    title = document.title.strip()
    if _TIMED.search(title):
        return True
    return _EDITION.search(title) is not None and _confirmed(document.text, year_of(iso) or 0)


def _confirmed(text: str, year: int) -> bool:
    """Whether a text dates what it tells by a year, and not by the year before or by the day it came out."""
    own, before = (
        len(re.findall(rf"{y}[ \u3000]*年(?:[底末，,]|全年|[一1][ \u3000]*[-—–~至]|以来)", text))
        for y in (year, year - 1)
    )
    return own > before or (own == before == 0 and "目前" not in text)


def _of_cover(document: Document) -> str | None:
    """The year that stands alone among the first lines: （2024年）."""
    lines = [line for line in document.text[:_LEAD].split("\n") if line.strip()][:_COVER_LINES]
    found = next((m["year"] for line in lines if (m := _COVER.fullmatch(line))), None)
    return found if found and _reports_on(document, found) else None


def _of_lead(document: Document) -> str | None:
    """The one year, or part of one, that a news item opens with; None where it names several, or sets something."""
    if len(document.text) > _NEWS or _SETS.search(document.title):
        return None
    lines = document.text[: 3 * _LEAD].split("\n")
    opening = next((line for line in lines if "。" in line and _COUNTS.search(line)), "")[:_LEAD]
    found = {p.iso for p in mentions(simplified(opening)) if p.iso and _dates(p, opening)}
    years = {year_of(iso) for iso in found}
    if len(years) != 1:
        return None
    whole = {iso for iso in found if len(iso) == 4} or {iso for iso in found if len(iso) == 15}
    return min(whole) if len(whole) == 1 else None


def _dates(period: Period, text: str) -> bool:
    """Whether a mention says when numbers hold: no day of an event, no year that is compared with or begun in."""
    before = text[max(0, period.start - 30) : period.start]
    enclosed = any(before.rfind(a) > before.rfind(b) for a, b in ("《》", "“”", "()", "（）"))
    if period.kind not in ("date", "range") or enclosed or before.endswith(("比", "较", "自", "从")):
        return False
    return len(period.iso or "") < 8 or "/" in (period.iso or "")


def is_work_report(title: str) -> bool:
    """Whether a title is that of a report to a congress, which tells of the year before its own."""
    return _WORK_REPORT.search(title.strip()) is not None


def title_year(document: Document) -> str | None:
    return next((p.iso for p in heading_periods(document.title) if p.iso and p.kind == "date"), None)


def section_time(document: Document, offset: int, dates: Calendar) -> Time:
    """The period a heading names, nearest first; else what the document as a whole reports on."""
    headings = document.section_at(offset)
    for heading in reversed(headings):
        named = [
            p.resolve(dates.counted(p)) for p in heading_periods(heading) if p.kind in ("date", "range", "relative")
        ]
        if named and named[-1]:
            return Time(named[-1], "section")
        plan = [p.iso for p in heading_periods(heading) if p.kind == "plan"]
        if plan:
            return Time(plan[-1], "section")
    if dates.told and year_of(dates.told) == dates.review:
        return Time(dates.told, "document")
    if dates.review and any(_REVIEW.search(h) for h in headings):
        return Time(str(dates.review), "document")
    return Time(dates.told, "document" if dates.told else "none")


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
