"""Values in a row that belong to times in a row: 一至四季度分别为 3 件、5 件, 2022—2024年分别为, 1月、2月分别为."""

import re
from collections.abc import Iterator, Sequence

from ...records import Figure
from ..context.circumstances import State
from ..context.periods import Period
from ..context.timing import Now, aside, resolved
from ..sentence import Sentence
from ..values.quantities import Quantity
from .lists import aligned

_EACH = re.compile(r"分别|依次|各(?:为|是|达)|逐[年季月]")


def times_of(sentence: Sentence, run: list[Quantity], now: Now) -> list[str] | None:
    """The time of each value of a list, where the words before it name as many; None where they do not."""
    if len(run) < 2:
        return None
    clause, stop = sentence.clause_of(run[0].start), run[0].start
    if not _EACH.search(sentence.text, clause, stop):
        return None
    inside = [p for p in sentence.times if clause <= p.start and p.end <= stop]
    if not inside:  # 一至三季度，授权量分别为
        before = sentence.clause_of(max(sentence.start, clause - 1))
        inside = [p for p in sentence.times if before <= p.start and p.end <= clause]
    inside = [p for p in inside if not aside(sentence, p)]
    if told := _listed(sentence, inside, len(run), now):
        return told
    return None if aligned(sentence, run, 0) else _spanned(sentence, inside, len(run), now)


def continued(
    sentence: Sentence, run: list[Quantity], times: tuple[str, ...], last: Quantity | None
) -> tuple[str, ...]:
    """The times of the list before one that names none and no members: 2023年和2024年…为 3、4 件，…分别为 5、6 件."""
    if not times or last is None or len(times) != len(run) or not _EACH.search(sentence.text, last.end, run[0].start):
        return ()
    named = any(last.end <= p.start < run[0].start for p in sentence.times) or aligned(sentence, run, 0)
    return () if named else times


def repeated(state: State, sentence: Sentence, run: list[Quantity], produced: list[Figure]) -> list[Figure]:
    """The figures of the sentence before, where a list tells the same of another time: 去年同期分别为 3 件、5 件."""
    levels = [f for f in state.latest if f.stat in ("count", "amount", "quantity")]
    head = sentence.text[sentence.start : run[0].start]
    alike = [f.normalized_unit for f in levels] == [q.normalized_unit for q in run]
    return levels if not produced and len(run) > 1 and alike and "分别" in head else []


def _listed(sentence: Sentence, inside: list[Period], count: int, now: Now) -> list[str] | None:
    """2022年、2023年和2024年, 一季度、二季度, 上半年和下半年."""
    for row in _rows(sentence, inside):
        if len(row) == count:
            found = [resolved(p, _before(sentence, p), now) for p in row]
            return [iso for iso in found if iso] if all(found) and len(set(found)) == count else None
    return None


def _before(sentence: Sentence, period: Period) -> list[Period]:
    return [p for p in sentence.times if p.end <= period.start and not aside(sentence, p)]


def _rows(sentence: Sentence, times: Sequence[Period]) -> Iterator[list[Period]]:
    """Mentions that only 、和 part."""
    row: list[Period] = []
    for time in times:
        if row and sentence.text[row[-1].end : time.start].strip() not in ("、", "和", "与", "及"):
            yield row
            row = []
        row.append(time)
    yield row


def _spanned(sentence: Sentence, inside: list[Period], count: int, now: Now) -> list[str] | None:
    """2022—2024年, 近三年, 一至四季度, 1—3月: as many years, quarters or months as there are values."""
    if not inside:
        return None
    iso = resolved(inside[-1], _before(sentence, inside[-1]), now) or ""
    if found := re.fullmatch(r"(\d{4})/(\d{4})", iso):
        first, last = int(found[1]), int(found[2])
        return [str(y) for y in range(first, last + 1)] if last - first + 1 == count else None
    if found := re.fullmatch(r"(\d{4})-(\d{2})/\1-(\d{2})", iso):
        year, first, last = found[1], int(found[2]), int(found[3])
        if "季" in sentence.text[inside[-1].start : inside[-1].end]:
            quarters = [f"{year}-{n:02}/{year}-{n + 2:02}" for n in range(first, last, 3)]
            return quarters if len(quarters) == count else None
        return [f"{year}-{n:02}" for n in range(first, last + 1)] if last - first + 1 == count else None
    return None
