"""A series of years -> the sentence that says which way it went, computed from its numbers."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ..figures.context.periods import year_of
from ..statistics.compute import Result
from ..statistics.matching.library import Known
from ..statistics.operations.numbers import signed
from .timenames import period_label

_WHOLE_YEAR = re.compile(r"\d{4}(?:-12(?:-31)?)?")


def course(result: Result) -> str:
    """Which way a series went: first against last, the years that fell or rose, the highest and the lowest."""
    operands = result.operands
    if result.plan.dimension != "年份" or result.plan.operation != "trend" or len(operands) < 3:
        return _two_years(operands) if result.plan.operation == "trend" else ""
    if len({k.figure.normalized_unit for k in operands}) > 1:
        return ""
    steps = [(signed(b.figure) - signed(a.figure), a, b) for a, b in pairwise(operands)]
    falls = [b for change, _, b in steps if change < 0]
    rises = [b for change, _, b in steps if change > 0]
    if not falls and not rises:
        return "各期持平。" if _step(operands) == "逐期" else "各年持平。"
    if _gaps(operands):
        return _with_gaps(falls, rises) + _extremes(steps)
    if not falls:
        said = f"{_step(operands)}上升" if len(rises) == len(steps) else "总体上升，没有下降的年份"
    elif not rises:
        said = f"{_step(operands)}下降" if len(falls) == len(steps) else "总体下降，没有上升的年份"
    else:
        overall = signed(operands[-1].figure) - signed(operands[0].figure)
        before = "比上年" if _step(operands) == "逐年" else "比上期"
        way = "总体上升" if overall > 0 else "总体下降" if overall < 0 else "首尾持平"
        said = f"{way}，其中{_years(falls)}{before}下降，{_years(rises)}{before}上升"
    return f"{said}。{_extremes(steps)}"


def _step(operands: Sequence[Known]) -> str:
    """逐年, for parts of a year 逐期."""
    return "逐年" if all(_WHOLE_YEAR.fullmatch(k.figure.period or "") for k in operands) else "逐期"


def _gaps(operands: Sequence[Known]) -> bool:
    """Whether a year between the first and the last is not there, so that no number is that of the year before."""
    years = [year_of(k.figure.period) or 0 for k in operands]
    return any(b - a > 1 for a, b in pairwise(years))


def _with_gaps(falls: Sequence[Known], rises: Sequence[Known]) -> str:
    """Each year against the one before it that is there."""
    ways = [f"{_years(years)}{way}" for years, way in ((falls, "下降"), (rises, "上升")) if years]
    return f"与此前最近一个有数据的年份相比，{'，'.join(ways)}。"


def _two_years(operands: Sequence[Known]) -> str:
    if len(operands) != 2 or operands[0].figure.normalized_unit != operands[1].figure.normalized_unit:
        return ""
    first, last = signed(operands[0].figure), signed(operands[1].figure)
    return "上升。" if last > first else "下降。" if last < first else "持平。"


def _extremes(steps: Sequence[tuple[object, Known, Known]]) -> str:
    """The year of the highest and of the lowest value."""
    figures = [steps[0][1], *(b for _, _, b in steps)]
    highest = max(figures, key=lambda k: signed(k.figure))
    lowest = min(figures, key=lambda k: signed(k.figure))
    return f"最高为{period_label(highest.figure.period)}，最低为{period_label(lowest.figure.period)}。"


def _years(operands: Sequence[Known]) -> str:
    return "、".join(period_label(k.figure.period) for k in operands)
