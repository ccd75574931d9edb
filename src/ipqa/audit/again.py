"""Totals whose parts stand apart from them: in a sentence that names them again, or in the rows of a table below."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..figures.context.regions import contains
from .exact import exact
from .findings import Finding
from .lexicon import lexicon
from .naming import tidy
from .parts import gap_of, summed
from .view import Item, View, grouped

NEAR = Decimal("0.05")
"""A sum this close to a total was surely meant to come out."""
LEAST = 3
"""Fewer parts than this come near a total by chance."""
LEAST_ROWS = 4
_WITHIN = re.compile(r"(?:中|其中包括|包括)[，,：:、]?[^，。；\d]{0,16}$")
_COUNTED = re.compile(r"数量?$|案件$|总[数量]$")


def again_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document."""
    yield from _named_again(view)
    yield from _in_rows(view)


def _named_again(view: View) -> Iterator[Finding]:
    """新收民事案件中，A 案 12 件，B 案 8 件 …, behind a sentence that says how many 民事案件 there were."""
    before: list[Item] = []
    for items in view.by_sentence().values():
        parts = [i for i in items if i.sized and not i.aside]
        same_line = [i for i in before if i.line == items[0].line]
        before = [*same_line, *parts]
        if len(parts) < LEAST or len(parts) < len(items) or not exact(*(p.figure for p in parts)):
            continue
        lead = view.text[items[0].sentence[0] : parts[0].figure.value_start]
        whole = next((i for i in reversed(same_line) if _is_named(i, lead) and _of_one_kind(i, parts)), None)
        if whole is not None and _WITHIN.search(lead) and exact(whole.figure):
            yield from _off(view, parts, whole)


def _is_named(whole: Item, lead: str) -> bool:
    name = tidy(whole.figure.indicator)
    return len(name) >= LEAST and f"{name}中" in lead


def _of_one_kind(whole: Item, parts: Sequence[Item]) -> bool:
    """Whether all are of one unit and time, and no part is named or as large as the total."""
    w = whole.figure
    alike = {(p.figure.stat, p.figure.normalized_unit, p.figure.period) for p in parts}
    smaller = all(p.figure.normalized_value < w.normalized_value for p in parts)
    return (
        alike == {(w.stat, w.normalized_unit, w.period)}
        and smaller
        and len({p.figure.raw_indicator for p in parts}) == len(parts)
    )


def _in_rows(view: View) -> Iterator[Finding]:
    """A number of the text and the rows of a table behind it in its section, a place each, whose title names it."""
    tables = grouped((i for i in view.items if i.table is not None and i.sized), lambda i: i.table)
    for index, cells in tables.items():
        if index is None or any(lexicon().total_label.match(_row(i)) for i in cells):
            continue
        columns = grouped(cells, lambda i: i.figure.cell.column if i.figure.cell else "")
        title = _title(view, view.document.tables[index].start)
        for column, rows in _leading(columns):
            if len(rows) < LEAST_ROWS or lexicon().within_label.search(column) or not exact(*(r.figure for r in rows)):
                continue
            whole = next((i for i in _above(view, rows) if _titled(i, column, title) and _holds(i, rows)), None)
            if whole is not None:
                yield from _off(view, rows, whole)


def _leading(columns: dict[str, list[Item]]) -> Iterator[tuple[str, list[Item]]]:
    """The first column of each unit: what stands behind it is a part of it, or was done with it later."""
    told: set[str] = set()
    for column, rows in columns.items():
        unit = rows[0].figure.normalized_unit
        if unit not in told:
            yield column, rows
        told.add(unit)


def _row(item: Item) -> str:
    return item.figure.cell.row.split("/")[-1] if item.figure.cell else ""


def _title(view: View, start: int) -> str:
    """The line over a table."""
    lines = view.text[max(0, start - 120) : start].rstrip().rsplit("\n", 1)
    return re.sub(r"\s+", "", lines[-1])


def _above(view: View, rows: Sequence[Item]) -> Iterator[Item]:
    """The numbers of the text in the section of a table, the nearest before it first."""
    first = rows[0]
    inside = [i for i in view.items if i.table is None and i.section == first.section and i.sized and not i.aside]
    yield from (i for i in reversed(inside) if i.figure.value_start < first.figure.value_start)


def _titled(item: Item, column: str, title: str) -> bool:
    """Whether the title or the column says the last words of a number's name: 查办…违法案件 of 查办…违法案件情况."""
    name = _COUNTED.sub("", re.sub(r"[\s、，]", "", tidy(item.figure.indicator)))
    said = re.sub(r"[\s、，]", "", title + column)
    return len(name) >= LEAST and name[-4:] in said


def _holds(whole: Item, rows: Sequence[Item]) -> bool:
    """Whether rows are of several places inside that of the total, of its unit and time."""
    w = whole.figure
    same = all(
        (r.figure.stat, r.figure.normalized_unit, r.figure.period) == (w.stat, w.normalized_unit, w.period)
        for r in rows
    )
    places = {r.figure.region for r in rows} - {w.region}
    # 其他地区 and a zone without a code may be among them.
    inside = sum(bool(p) and contains(w.region, p) for p in places)
    return same and exact(w) and inside * 2 > len(rows)


def _off(view: View, parts: Sequence[Item], whole: Item) -> Iterator[Finding]:
    gap, tolerance = gap_of(parts, whole)
    size = whole.figure.normalized_value
    if abs(gap) > tolerance and abs(gap) <= size * NEAR:
        yield summed(view, "sum_mismatch", "warning", parts, whole, f"各项之和略{'大' if gap > 0 else '小'}于总数")
