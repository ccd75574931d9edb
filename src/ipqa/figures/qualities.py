"""What a number is besides its meaning: status, direction, nature, and the words that are quoted for it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ..records import Basis, Direction, Figure, FigureStatus, Nature, Stat
from .clauses import AIM_MET, AIM_OF_IT, Setting
from .context.circumstances import State, ahead_from, forecast_from, target_from
from .context.periods import year_of
from .lexicons import table
from .names.naming import Meaning
from .sentence import Sentence
from .stats import growth_direction
from .values.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where in a sentence targets and forecasts begin, as offsets of the document; None where they do not."""

    target: int | None
    forecast: int | None


def outlook_of(state: State, words: str, start: int) -> Outlook:
    target, forecast = target_from(words, state.review), forecast_from(words)
    ahead = ahead_from(state, words)
    target = ahead if target is None or (ahead is not None and ahead < target) else target
    return Outlook(
        start if state.target else None if target is None else start + target,
        None if forecast is None else start + forecast,
    )


def status_of(outlook: Outlook, quantity: Quantity, ruled: bool, past: bool, aimed: bool) -> FigureStatus:
    """The status; sums and rates of a document of rules are what it sets, a year that has gone is no target."""
    if ruled:
        return "condition"
    if aimed:
        return "target"
    if outlook.target is not None and outlook.target <= quantity.start and not past:
        return "target"
    return "forecast" if outlook.forecast is not None and outlook.forecast <= quantity.start else "actual"


def met(where: Setting) -> bool:
    """Whether a number says how far a target was met: 目标 30 亿元，|已完成|24.6 亿元."""
    return _SO_FAR.search(where.left) is not None


_SO_FAR = re.compile(r"(?:已|现已|实际|累计|目前)(?:累计)?(?:完成|达到?|实现)|完成率|完成进度")


def aimed_at(sentence: Sentence, where: Setting) -> bool:
    """Whether a number is the target told behind its name: 完成年度目标（110 亿元）的 49.5 %, 年度计划为 110 亿元."""
    if where.first_in_clause and AIM_OF_IT.fullmatch(where.left):
        return True
    if AIM_MET.match(where.tail):
        return True
    start = where.clause_start
    return sentence.text[start - 1 : start] in ("（", "(") and bool(
        _GOAL_BEFORE.search(sentence.text, max(sentence.start, start - 10), start)
    )


_GOAL_BEFORE = re.compile(r"(?:目标|任务|计划)(?:任务|数|值|总额|总量)?[（(]$")


def gone_by(state: State, iso: str | None, basis: Basis) -> bool:
    """Whether the sentence itself names a year before the document's own: 去年建成 12 个 among this year's tasks."""
    year, anchor = year_of(iso), state.dates.anchor
    if anchor is None and state.dates.covers:  # a plan of 2024—2026
        anchor = int(state.dates.covers[:4])
    return basis in ("clause", "sentence") and year is not None and anchor is not None and year < anchor


_BOUND = re.compile(r"[，。；：！？\n\t（(]|,(?!\d)|;")


_ABOVE = re.compile(r"高于|快于|高出|领先|(?<![提新])高")
_BELOW = re.compile(r"低于|慢于|低")
_FEWER = re.compile(r"[少低]出?[ \u3000约近]*$|低于|少于")


def direction_of(stat: Stat, left: str, tail: str, value: Decimal) -> Direction | None:
    if value < 0 and stat in ("growth_yoy", "growth_annual"):
        return "decrease"
    if stat == "diff_pp":
        if _ABOVE.search(left):
            return "above"
        if _BELOW.search(left):
            return "below"
    if stat == "change_abs" and _FEWER.search(left):
        return "decrease"
    return growth_direction(left + tail) if stat in ("growth_yoy", "growth_annual", "change_abs", "diff_pp") else None


def nature_of(before: str, indicator: str) -> Nature | None:
    if _nature("cumulative").search(before, max(0, len(before) - 40)):
        return "cumulative"
    return "stock" if _nature("stock").search(indicator) else None


@cache
def _nature(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, table("cues")["nature"][kind])))


def quote_of(
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
            start = sentence.clause_of(told)  # 软件市场达 40 亿，同比增长 8%
    while start < quantity.start and text[start].isspace():
        start += 1
    bound = _BOUND.search(text, quantity.end, sentence.end)
    end = bound.start() if bound else sentence.end
    while end > quantity.end and (text[end - 1].isspace() or text[end - 1] in "。！？；”’"):
        end -= 1
    return start, max(end, quantity.end)
