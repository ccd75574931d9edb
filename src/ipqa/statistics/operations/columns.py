"""The column of a table held against its own row of totals."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ...figures.context.regions import contains
from ..asked.query import Query
from ..asked.slots import prepared, slots
from ..matching.groups import addable
from ..matching.library import Known
from ..matching.match import best
from .operation import Plan

_TOTAL_ROW = re.compile(r"^(?:合计|总计|总和|共计|小计|全[国省市区县州]|总数|总)(?:合计|总计|计|数)?$")
_GROUP = re.compile(r"其中")
_ROWS = 2
# 各案由, 各季度, 分项: words that name what the rows are.
_EACH = re.compile(r"各(?:个)?[\u4e00-\u9fff]{1,4}?(?=的|\d|办|受|授|申|注|合|加|相|之|数|[（(]|$)")


def over_column(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The rows of a column and the total in it, where the question asks whether the rows add up to the total."""
    if not _EACH.search(query.question):
        return None
    said = {w for m in _EACH.finditer(query.question) for w in query.subject.words if w in prepared(m.group())}
    asked = replace(query.subject, words=tuple(w for w in query.subject.words if w not in said), status=None)
    totals = [k for k in figures if _is_total(k)]
    # 受理数 of a column 受理: what is done need not be a measure of the record.
    loose = replace(asked, concept=replace(asked.concept, measures=frozenset()))
    found = [m for slots in (asked, loose) for m in best(slots, prepared(query.question), totals)[:2]]
    for match in found:
        parts = rows_of(match.known, figures)
        if len(parts) >= _ROWS:
            return Plan("verify", tuple(parts), total=match.known)
    return None


# 正文与表3是否一致, 表格合计和文中说的对得上吗.
_TEXT_AND_TABLE = re.compile(
    r"(?:正文|文字|文中|文内|前文|上文)[^，。？?]{0,6}[与和跟同及、][^，。？?]{0,8}表|表[^，。？?]{0,10}[与和跟同及、][^，。？?]{0,6}(?:正文|文字|文中|文内|前文|上文)"
)


def text_and_table(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The rows of a table's column and the total that the text of its document gives for them."""
    found = _TEXT_AND_TABLE.search(query.question)
    if found is None:
        return None
    # What is asked about stands before the two, or behind them.
    head = query.question[: found.start()].rstrip("，,在从 ")
    asked = slots(head if len(head) > _SHORTEST else query.question[found.end() :])
    asked = replace(asked, period=asked.period or query.whole.period, region=asked.region or query.whole.region)
    said = [m.known for m in best(asked, prepared(head), [k for k in figures if k.figure.cell is None])]
    totals = [m.known for m in best(asked, prepared(head), [k for k in figures if _is_total(k)])]
    for total in totals:
        rows = rows_of(total, figures)
        beside = next((k for k in said if k.document.id == total.document.id and _same(k, total)), None)
        if beside is not None and len(rows) >= _ROWS:
            return Plan("verify", tuple(rows), total=beside)
    return None


_SHORTEST = 6


def _same(said: Known, total: Known) -> bool:
    a, b = said.figure, total.figure
    return (a.stat, a.period, a.region) == (b.stat, b.period, b.region)


def _is_total(known: Known) -> bool:
    cell = known.figure.cell
    return cell is not None and bool(_TOTAL_ROW.match(re.sub(r"[\s*]", "", cell.row)))


def is_total_of(total: Known, part: Known) -> bool:
    """Whether a cell is the row of totals of another's column, in one table."""
    a, b = total.figure.cell, part.figure.cell
    if a is None or b is None or a.column != b.column or total.document.id != part.document.id:
        return False
    return _is_total(total) and not _is_total(part) and _table(total) == _table(part) is not None


def rows_of(total: Known, figures: Sequence[Known]) -> list[Known]:
    """The other rows of a total's column in its own table, in order; none where some of them hold others."""
    cell, table = total.figure.cell, _table(total)
    if cell is None or table is None:
        return []
    rows = [
        k
        for k in figures
        if k.figure.cell is not None
        and k.figure.id != total.figure.id
        and k.figure.cell.column == cell.column
        and k.document.id == total.document.id
        and _table(k) == table
        and addable(k, total)
    ]
    if any(_is_total(k) or _GROUP.search(k.figure.cell.row) for k in rows if k.figure.cell):
        return []
    return sorted(rows, key=lambda k: k.figure.value_start)


def _table(known: Known) -> tuple[int, int] | None:
    at = known.figure.value_start
    return next(((t.start, t.end) for t in known.document.tables if t.start <= at < t.end), None)


def total_of_places(parts: Sequence[Known], figures: Sequence[Known]) -> Known | None:
    """The figure of the place that holds all the parts' places, in their document or table: the row 合计."""
    first = parts[0].figure
    taken = {k.figure.id for k in parts}
    for known in figures:
        f = known.figure
        alike = (f.document_id, f.indicator, f.dimensions, f.stat, f.period, f.status) == (
            first.document_id, first.indicator, first.dimensions, first.stat, first.period, first.status)  # fmt: skip
        if not alike or f.id in taken or not addable(known, parts[0]) or (f.cell is None) != (first.cell is None):
            continue
        around = f.region is not None and all(k.figure.region and contains(f.region, k.figure.region) for k in parts)
        if (around and all(f.region != k.figure.region for k in parts)) or (_is_total(known) and not around):
            return known
    return None
