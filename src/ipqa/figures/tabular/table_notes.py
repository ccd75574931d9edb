"""What stands around a table and holds for its cells: captions, period, unit line, notes and footnote marks."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...records import Basis, Document, FigureStatus, Table
from ..context.periods import periods, year_of
from .table_units import units_in

_UNIT_LINE = re.compile(r"(?<![关级各属])单位[^\S\n]*[：:][^\S\n]*([^\s）)，。；]+)")
_FORECAST = re.compile(r"预计|预测|预估|估计|估算|初步|快报|推算|暂定|预期")
_TARGET = re.compile(r"目标|计划|任务")
_RULED = re.compile(
    r"(?:支持|奖励|补助|资助|收费|补贴|扶持|奖补|缴费|费用|处罚|裁量)(?:金额)?(?:标准|办法|政策|额度|幅度|基准|细则|项目)"
    r"|奖励|补助|资助|补贴|收费|奖补"
)
_DONE = re.compile(r"情况|统计|发放|兑现|名单|完成|公示|实际|支出|汇总|明细|台账|通报|公告|总结|报告|决算")
_REPORT = re.compile(r"情况|统计|名单|台账|通报|总结|决算")
_PLAN = re.compile(r"规划|目标|纲要|十[一二三四五六]五")
_NOTE = re.compile(r"\s*(?:[注说备]|[①-⑳*＊※]|\d{1,2}[.．、])")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The texts that speak of a whole table: ``titles`` nearest first, ``notes`` line by line."""

    titles: tuple[str, ...]
    notes: tuple[str, ...]
    unit_line: str | None
    period: str | None
    basis: Basis
    ruled: bool


def surroundings(document: Document, table: Table, captions: Sequence[str], anchor: int | None) -> Surroundings:
    """What is said around a table; ``captions`` are those inside it, ``anchor`` the year that 上年 counts from."""
    above = document.text[max(_begins(document, table), table.start - 240) : table.start].rstrip().split("\n")
    near = [s for s in reversed(above[-2:]) if s.strip() and len(s) <= 60 and not s.rstrip().endswith("。")]
    section = tuple(reversed(document.section_at(table.start)))
    # The title of a workbook is that of its first table, and says nothing of the others.
    whole = "" if any(t.title == document.title and t != table for t in document.tables) else document.title
    titles = tuple(dict.fromkeys(filter(None, (table.title or "", *captions, *near, *section, whole))))
    period, basis = _period((*filter(None, (table.title, *captions)), *near, *section), whole, anchor)
    ruled = not _reports(table.title, section) and any(_RULED.search(t) and not _DONE.search(t) for t in titles)
    return Surroundings(titles, tuple(_notes(document, table)), _unit_line(document, table), period, basis, ruled)


def _reports(title: str | None, section: Sequence[str]) -> bool:
    """Whether a table's own heading speaks of what was done, whatever the document rules: 近三年执行情况."""
    own = title or next(iter(section), "")
    return _REPORT.search(own) is not None and not _RULED.search(own)


def _begins(document: Document, table: Table) -> int:
    """Where the lines over a table begin: behind the table before it, if something stands between the two."""
    before = bisect_right(document.tables, table.start, key=lambda other: other.end)
    end = document.tables[before - 1].end if before else 0
    return end if document.text[end : table.start].strip() else 0


def _period(words: Sequence[str], title: str, anchor: int | None) -> tuple[str | None, Basis]:
    """The period that the nearest caption or heading names, else the document's title."""
    for line in words:
        if (iso := _named(line, anchor)) is not None:
            return iso, "section"
    iso = _named(title, anchor)
    return iso, "document" if iso else "none"


def _named(words: str, anchor: int | None) -> str | None:
    dated = f"{words}年" if re.fullmatch(r"(?:19|20)\d{2}", words) else words
    found = [p.resolve(anchor) for p in periods(dated) if p.kind in ("date", "range", "relative")]
    return next(filter(None, found), None)


def _unit_line(document: Document, table: Table) -> str | None:
    if table.unit:
        return table.unit
    around = document.text[max(_begins(document, table), table.start - 120) : table.start] + (table.title or "")
    found = _UNIT_LINE.findall(around) or _UNIT_LINE.findall(document.text[table.start : table.end])
    return found[-1] if found else _bracketed(table.title or "")


def _bracketed(title: str) -> str | None:
    """The unit in the brackets at the end of a title: 有效发明专利分布（件）."""
    found = re.search(r"[（(]([^（）()]{1,8})[）)]\s*$", title)
    return found[1] if found and units_in(found[1]) else None


def _notes(document: Document, table: Table) -> Iterator[str]:
    """The notes of a table; where its reader knows none, the lines right behind it that look like notes."""
    if table.notes:
        yield from (document.text[a:b] for a, b in table.notes)
        return
    for line in document.text[table.end : table.end + 400].lstrip("\n").split("\n")[:4]:
        if not _NOTE.match(line):
            return
        yield line


def planned(titles: Sequence[str], given: Sequence[str | None]) -> str | None:
    """The period of a plan's table for which its numbers are targets: the last of several; None for other tables."""
    years = sorted({year for iso in given if (year := year_of(iso))})
    plan = any(_PLAN.search(title) and not _DONE.search(title) for title in titles)
    return str(years[-1]) if plan and len(years) > 1 else None


def status_of_marks(marks: Sequence[str], notes: Sequence[str]) -> FigureStatus | None:
    """What the notes say of footnote marks: ①为预计数 -> forecast."""
    for mark in marks:
        digits = re.sub(r"\D", "", mark) if not re.fullmatch(r"[①-⑳⑴-⒇❶-❿]", mark) else ""
        form = rf"(?:{re.escape(mark)}|(?:^|[注\s；;。]){digits}[.．、：:\s])" if digits else re.escape(mark)
        for note in notes:
            for said in re.findall(rf"{form}[：:]?([^。；;①-⑳]*)", note):
                if found := _meaning(said):
                    return found
    return None


def status_of_year(year: int | None, notes: Sequence[str]) -> FigureStatus | None:
    """What the notes say of a year: 2024年数据为初步统计数 -> forecast."""
    if year is None:
        return None
    said = (m for note in notes for m in re.findall(rf"{year}\s*年[^。；;]{{0,12}}[为系是][^。；;]{{0,12}}", note))
    return next((found for one in said if (found := _meaning(one))), None)


def _meaning(said: str) -> FigureStatus | None:
    if _FORECAST.search(said):
        return "forecast"
    return "target" if _TARGET.search(said) else None
