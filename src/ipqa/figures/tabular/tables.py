"""Cells of a table -> Figures: the words over a cell's column and before its row, its unit, time, place and status.

Rows and columns are read alike (``table_lines``), so a table may stand either way: years as rows or as columns,
indicators as columns, rows, or only in the title.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ...records import Cell, Document, Figure, FigureStatus, Span, Stat, Table, content_id
from ..context.periods import periods, year_of
from ..context.regions import code_of, common_home
from ..context.scopes import home_of, is_scope_kind
from ..lexicons import table as lexicon
from ..names.parts import TRADE
from ..vocabulary import Member, concept
from .table_grid import Grid, before, grid_of, numbers_columns, over, unfolded
from .table_lines import Line, Scene, inherited, line
from .table_names import Name, named
from .table_notes import Surroundings, planned, status_of_marks, status_of_year, surroundings
from .table_units import (
    GROWTH,
    Unit,
    beside_growth,
    counted_unit,
    default_unit,
    fitting,
    named_units,
    unit,
    unit_words,
    units_in,
    without_units,
)
from .table_values import Value, value_of

_WHOLE_FLOAT = re.compile(r"\d+\.0")
# Words of growth, share and rank: what they say has no unit of the indicator's own.
_MEANT = re.compile(r"[增减降占比率]|排[名位]|[位名]次|变化|较上")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all cells of a table share."""

    document: Document
    around: Surroundings
    region: str | None
    units: tuple[Unit, ...]
    named_units: tuple[tuple[str, Unit], ...]
    unit_words: str | None


def table_figures(document: Document, table: Table, region: str | None, anchor: int | None) -> Iterator[Figure]:
    """The figures of a table, row by row.

    ``anchor`` is the year that 上年 and 本年 count from where the caption names none.
    """
    for part in unfolded(document.text, table):
        if grid := grid_of(document.text, part):
            yield from _grid_figures(document, part, grid, region, anchor)


def _grid_figures(
    document: Document, table: Table, grid: Grid, region: str | None, anchor: int | None
) -> Iterator[Figure]:
    around = surroundings(document, table, grid.captions, anchor)
    scene = Scene(home_of(region), around.period, anchor)
    frame = _frame(document, around, region)
    lines = list(inherited([line(over(grid, c), scene) for c in grid.values]))
    columns = dict(zip(grid.values, _dated(lines, around), strict=True))
    rows = list(
        inherited([line(words, scene, places, members, aside) for words, places, members, aside in before(grid)])
    )
    if frame.region is None:
        frame = replace(frame, region=common_home(one.region for one in (*rows, *lines)))
    exported = _exported(grid)
    seen: set[Span] = set()
    for row, texts, spans in zip(rows, grid.body, grid.spans, strict=True):
        if row.path and not row.names and not numbers_columns(texts):
            own = unit(texts[grid.units]) if grid.units is not None else None
            yield from _row_figures(
                frame, replace(row, units=(own,)) if own else row, columns, texts, spans, seen, exported
            )


def _dated(columns: Sequence[Line], around: Surroundings) -> Iterator[Line]:
    """Columns with what the others say: growth without a time is of the last time, the end of a plan is a target."""
    periods_given = [column.period for column in columns]
    last = max(filter(None, periods_given), default=None)
    target = planned(around.titles, periods_given)
    for position, column in enumerate(columns):
        if column.period is None and not column.part and around.basis in ("none", "document"):
            yield replace(column, period=last)
        elif column.period is None and GROWTH.search(column.path) and any(periods_given[:position]):
            # Growth behind the years is that of the last of them.
            yield replace(column, period=max(filter(None, periods_given[:position])))
        elif target is not None and column.period == target and column.status is None:
            yield replace(column, status="target")
        else:
            yield column


def _row_figures(
    frame: _Frame,
    row: Line,
    columns: dict[int, Line],
    texts: Sequence[str],
    spans: Sequence[Span],
    seen: set[Span],
    exported: frozenset[Span],
) -> Iterator[Figure]:
    for position, column in columns.items():
        value = None if column.names or spans[position] in seen else value_of(texts[position])
        if value is not None:
            seen.add(spans[position])
            if spans[position] in exported:
                value = replace(value, number=value.number.to_integral_value())
            yield _figure(frame, row, column, value, spans[position])


def _exported(grid: Grid) -> frozenset[Span]:
    """The cells of whole numbers that a program wrote with a decimal, by row or column: 162680.0 over 143535.0."""
    cells = [{c: (texts[c], spans[c]) for c in grid.values} for texts, spans in zip(grid.body, grid.spans, strict=True)]
    lines = [[row[c] for row in cells] for c in grid.values] + [list(row.values()) for row in cells]
    found: set[Span] = set()
    for cells_of_one in lines:
        numbers = [(text, span) for text, span in cells_of_one if text[:1].isdecimal()]
        if len(numbers) > 1 and all(_WHOLE_FLOAT.fullmatch(text) for text, _ in numbers):
            found.update(span for _, span in numbers)
    return frozenset(found)


def _frame(document: Document, around: Surroundings, region: str | None) -> _Frame:
    words = unit_words(around.unit_line) if around.unit_line else None
    pairs = named_units((*around.notes, around.unit_line or ""))
    return _Frame(document, around, region, units_in(words or ""), pairs, words)


def _figure(frame: _Frame, row: Line, column: Line, value: Value, span: Span) -> Figure:
    document = frame.document
    name = named(row.words, column.words, frame.around.titles)
    headers = f"{row.path}/{column.path}"
    members = _members(name, row, column)
    size = _size(frame, row, column, value, name.indicator)
    period = _period(row, column, frame.around.period)
    stat = _stat(size.base if size else "", column.path, row.path, name.indicator)
    start, end = _line_around(document.text, span)
    begin = span[0] + len(document.text[span[0] : span[1]]) - len(document.text[span[0] : span[1]].lstrip())
    scale = value.unit if size and value.bare else ""
    return Figure(
        id=content_id(document.version, begin + value.start, begin + value.end, "cell"),
        document_id=document.id,
        indicator=name.indicator,
        raw_indicator=f"{row.path} {column.path}".strip(),
        stat=stat,
        value=value.number,
        unit=scale + size.written if size else value.unit or ("位" if stat == "rank" else ""),
        normalized_value=value.number * value.factor * (size.factor if size and value.bare else 1),
        normalized_unit="位次" if stat == "rank" else size.base if size else "",
        comparator=value.comparator,
        status=_status(frame, row, column, value, period),
        start=start,
        end=end,
        value_start=begin + value.start,
        value_end=begin + value.end,
        dimensions=members,
        region=_region(frame, row, column, members, name.indicator),
        nature="cumulative" if "累计" in headers else None,
        period=period or frame.around.period,
        basis="clause" if period else frame.around.basis,
        cell=Cell(row.path, column.path, frame.unit_words),
    )


def _region(frame: _Frame, row: Line, column: Line, members: tuple[Member, ...], indicator: str) -> str | None:
    """The place of a header; the country that a row is of; else the table's own."""
    named_place = row.region or column.region or _whole_name(row.place or column.place, frame.region)
    country = None if TRADE.search(indicator) else dict(members).get("国家和地区")
    return named_place or country or frame.region


def _whole_name(place: str | None, home: str | None) -> str | None:
    """The region of a row that no table of divisions knows: 高新区 of 襄阳市 is 襄阳市高新区."""
    return f"{home}{place}" if place and is_scope_kind(place) and code_of(home) else place


def _members(name: Name, row: Line, column: Line) -> tuple[Member, ...]:
    places = [("地区", place) for place in (row.place, column.place) if place and not is_scope_kind(place)]
    return tuple(sorted({*name.members, *places, *row.members}))


def _line_around(text: str, span: Span) -> tuple[int, int]:
    """The line of a cell: its row."""
    end = text.find("\n", span[1])
    return text.rfind("\n", 0, span[0]) + 1, len(text) if end < 0 else end


def _size(frame: _Frame, row: Line, column: Line, value: Value, indicator: str) -> Unit | None:
    """The unit behind the number, of a header, of the notes, of the unit line, or the indicator's own; the first."""
    if not value.bare:
        return Unit(value.unit, value.factor, value.base)
    return _unit_of(frame.units, frame.named_units, column, row, indicator)


@lru_cache(maxsize=1 << 14)
def _unit_of(
    units: tuple[Unit, ...], pairs: tuple[tuple[str, Unit], ...], column: Line, row: Line, indicator: str
) -> Unit | None:
    names = f"{row.path}{column.path}"
    # How a number is meant stands in the column or in the row, never in a title: 占比 of the one, 金额 of the other.
    asked = f"{names}{indicator}"
    growth = GROWTH.search(column.path)
    for given in (column.units, row.units):
        if growth and given and given is not column.units:
            return beside_growth(column.path, given[0])
        if given:
            return given[0] if len(given) == 1 else fitting(asked, given)
    for key, one in pairs:
        if key and key in names.replace("/", ""):
            return fitting(asked, (one,))
    rest = tuple(one for key, one in pairs if not key) or units
    if growth and len(rest) == 1:
        return beside_growth(column.path, rest[0])
    if rest:
        return fitting(asked, rest)
    headers = (without_units(one.path.rsplit("/", 1)[-1]) for one in (column, row))
    counted = next(filter(None, map(counted_unit, headers)), None)
    return counted or default_unit(_whole(column, row, indicator))


def _whole(column: Line, row: Line, indicator: str) -> str:
    """The indicator, with the words of growth and share that its name leaves out."""
    headers = f"{column.path}/{row.path}"
    return headers if _MEANT.search(headers) else indicator


def _period(row: Line, column: Line, whole: str | None) -> str | None:
    """The time that the headers name, a part of a year completed from the other header or the caption."""
    part = column.part or row.part
    own = column.period or row.period
    if column.period and row.period and len(row.period) > len(column.period):
        own = row.period
    year = year_of(own or whole)
    if part and year:
        return next((p.iso for p in periods(f"{year}年{part}") if p.iso), own)
    return own


def _status(frame: _Frame, row: Line, column: Line, value: Value, period: str | None) -> FigureStatus:
    notes = frame.around.notes
    marked = status_of_marks((*value.marks, *column.marks, *row.marks), notes) if notes else None
    year = year_of(period) if period else None
    status = marked or column.status or row.status or (status_of_year(year, notes) if notes else None)
    return status or ("condition" if frame.around.ruled else "actual")


@lru_cache(maxsize=1 << 14)
def _stat(base: str, column: str, row: str, indicator: str) -> Stat:
    names = f"{column}/{row}"
    units = lexicon("units")
    if base in units["percent"]["units"] or (not base and GROWTH.search(column)):
        if re.search(r"增速|增长|增幅|涨幅|降幅|同比|环比", names + indicator):
            return "growth_annual" if "年均" in names + indicator else "growth_yoy"
        return "share" if re.search(r"占|比重|比例|构成", names + indicator) else "rate"
    if base in units["point"]["units"] or base.endswith("百分点"):
        return "diff_pp"
    if re.search(r"位次|排名|名次|排位", names) and base in ("", "位", "名"):
        return "rank"
    if re.search(r"增减|净增|变化|升降|(?:增长|增加|减少|同比|比上年|较上年)[^/]{0,4}(?:额|量|数)", names):
        return "change_abs"
    if any(base.endswith(per) for per in units["per"]["per_capita"]) or concept(indicator).per_head:
        return "per_capita"
    if base.split("/")[0].endswith("元") or (not base and re.search(r"额|收入|产值|增加值|经费", names + indicator)):
        return "amount"
    measured = base in _MEASURED or any(base.endswith(u) for u in units["quantity"]["units"])
    return "quantity" if measured else "count"


_MEASURED = ("分", "天", "日", "个工作日", "工作日", "小时", "分钟", "个月")
"""Scores and lengths of time, as running text has them."""
