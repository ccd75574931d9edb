"""A target held against what there is: 距2025年目标还差多少, 还得再增加多少才够, 完成了年度目标的百分之几."""

import re
from dataclasses import replace

from ...figures.context.periods import Period, periods, year_of
from .slots import Slots

_GOAL = re.compile(r"目标|任务(?![书单型])|计划(?!书|单列)|规划(?:值|数|要求)|预期(?!寿命)")
_MUCH = r"(?:多少|几|多大|多远|百分之)"
_GAP = re.compile(
    rf"(?:还|仍|尚|再|得|要|需|须)(?:要|得|需要?|须|应)?(?:再)?(?:差|缺|欠|短)(?!距)[^，。？?]{{0,6}}?{_MUCH}"
    rf"|(?:差|缺|欠)(?:了|着)?{_MUCH}|缺口|差额|差距|相差|差值|(?:还|尚|仍)(?:剩|余)"
    rf"|(?:还|仍|尚|再)(?:要|得|需要?|须|应)?(?:再)?(?:新?增加?|多|添|来|提高|提升|上升|涨|升|发展|培育|加|努力|完成)[^，。？?]{{0,8}}?{_MUCH}"
    rf"|{_MUCH}[^，。？?]{{0,6}}?[，,]?(?:才|就|方)(?:能|可|算|会|行)?(?:以)?(?:够|达|完成|实现|到)"
    rf"|[多少高低超](?:出|了|过)?{_MUCH}|(?:增加|增长|提高|减少|降低|下降|超额)了?(?:多少|几)(?!成|百分)"
)
# What a target is set against: 距, 比, 与 before it, or 比 behind it.
_AGAINST = re.compile(r"距|离|比|较|与|和|跟|同|减|够|达到|完成|实现|达成|差|缺|欠|超")
_FULFILLED = re.compile(
    r"(?:完成|达到|实现|达成|占|相当于|是)了?[^，。？?]{0,16}?(?:目标|任务|计划)(?:值|数)?的?(?:百分之|百分比|几成|多少(?:比例|百分)|多大(?:比例|程度))"
    r"|(?:目标|任务|计划)(?:值|数)?[^，。？?]{0,6}?(?:完成|实现|达成|兑现)(?:了|到)?(?:率|比例|进度|百分比|百分之|几成|多少(?![件项家个名人户笔起份万亿元张]))"
)
# Between a year and the goal behind it: 2024年营业收入距目标; the year is that of what there is.
_BETWEEN = re.compile(r"距|离|比|较|[与和跟同]|减|差|够")
_GOAL_WORD = re.compile(r"(?:年度|全年|年初|当年|既定|原定)?(?:预期)?(?:目标|任务|计划|缺口)[数值]?")
_DONE = re.compile(r"实际|已有|已经|现有|现状|年?[末底](?!.{0,4}目标)|算|水平|基础")


def gap_asked(text: str) -> bool:
    """Whether a plain question asks how far a target lies from what there is."""
    goals = _GOAL.findall(text)
    return bool(goals) and bool(_GAP.search(text) and _AGAINST.search(text)) and not _FULFILLED.search(text)


def fulfilment_asked(text: str) -> bool:
    """Whether a plain question asks which part of a target has been reached."""
    return bool(_FULFILLED.search(text))


def aim_and_outcome(text: str, subject: Slots) -> tuple[Slots, Slots] | None:
    """The cell of the target and that of what there is; None where both years are those of targets.

    A side without a time of its own has none: the outcome is then of the target's year or the newest before it.
    """
    dates = [p for p in periods(text, years=True) if p.iso and p.kind in ("date", "plan", "range")]
    dates = list({p.iso: p for p in dates}.values())
    goal, done = _told_apart(text, dates)
    if goal is not None and done is not None and goal == done and len(dates) > 1:
        return None
    words = tuple(w for w in subject.words if not _GOAL_WORD.fullmatch(w))
    subject = replace(subject, words=words)
    aim = replace(subject, status="target", period=goal, part=None)
    return aim, replace(subject, status="actual", period=done, part=None)


def _told_apart(text: str, dates: list[Period]) -> tuple[str | None, str | None]:
    """The times of the target and of the outcome."""
    if not dates:
        return None, None
    if len(dates) == 1:
        return (None, dates[0].iso) if _of_outcome(text, dates[0]) else (dates[0].iso, None)
    stops = [*(p.start for p in dates[1:]), len(text)]
    goals = [p for p, stop in zip(dates, stops, strict=True) if _GOAL.search(text, p.end, stop)]
    if len(goals) > 1 and len(goals) == len(dates) and len(_GOAL.findall(text)) > 1:
        return dates[0].iso, dates[0].iso
    later = max(dates, key=lambda p: (year_of(p.iso) or 0, len(p.iso or "")))
    goal = goals[0] if len(goals) == 1 else later
    others = [p for p in dates if p is not goal]
    return goal.iso, max(others, key=lambda p: year_of(p.iso) or 0).iso


def _of_outcome(text: str, date: Period) -> bool:
    """Whether the only time named is that of what there is: 2024年营业收入距目标, 按2024年底算."""
    goal = _GOAL.search(text, date.end)
    if goal is None:
        return bool(_DONE.match(text, date.end))
    return bool(_BETWEEN.search(text, date.end, goal.start()))
