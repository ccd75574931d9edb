"""Cells of a table -> Figures: the row's and the column's words, the year, the unit line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..records import Basis, Cell, Document, Figure, Stat, Table, content_id
from .lexicons import table as lexicon
from .periods import Period, periods, year_of
from .quantities import quantities
from .regions import code_of, regions
from .vocabulary import canonical, concept, members

_NUMBER = re.compile(r"[-+－−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)")
_UNIT_LINE = re.compile(r"单位[：:]\s*([^\s）)，。；]+)")
_HEADER_UNIT = re.compile(r"[（(]([^（）()]{1,8})[）)]\s*$")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NUMBERED = re.compile(r"序号|编号|No\.?", re.IGNORECASE)
# Columns whose numbers name things and count nothing.
_NAMES = re.compile(r"(?:No\.?|年份|年度|期限|备注|.{0,6}(?:号|代码|日期|时间|电话|邮编))", re.IGNORECASE)
_RELATIVE_SIZE = re.compile(r"增速|增长|增幅|涨幅|降幅|同比|环比|比重|占比|比例|率")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all cells of a table share: its document, region, unit line, and the period of its caption."""

    document: Document
    table: Table
    region: str | None
    home: str | None
    unit_line: str | None
    period: str | None
    basis: Basis


def table_figures(document: Document, table: Table, region: str | None, anchor: int | None) -> Iterator[Figure]:
    """The figures of a table, row by row; the first row names the columns, the first worded column the rows.

    ``anchor`` is the year that 上年 and 本年 count from where the caption names none.
    """
    if len(table.rows) < 2:
        return
    text = document.text
    header = [text[a:b].strip() for a, b in table.rows[0]]
    named = 1 if len(header) > 2 and _NUMBERED.fullmatch(header[0]) else 0
    period, basis = _caption_period(document, table, anchor)
    frame = _Frame(document, table, region, code_of(region), _unit_line(document, table), period, basis)
    for row in table.rows[1:]:
        cells = [text[a:b].strip() for a, b in row]
        name = cells[named] if named < len(cells) else ""
        if not name or (_NUMBER.fullmatch(name) and not _YEAR.fullmatch(name)):
            continue
        for column in range(named + 1, min(len(cells), len(header))):
            figure = (
                None if _NAMES.fullmatch(header[column]) else _cell_figure(frame, name, header[column], row, column)
            )
            if figure is not None:
                yield figure


def _unit_line(document: Document, table: Table) -> str | None:
    around = document.text[max(0, table.start - 120) : table.start] + (table.title or "")
    found = _UNIT_LINE.findall(around) or _UNIT_LINE.findall(document.text[table.start : table.end])
    return found[-1] if found else None


def _caption_period(document: Document, table: Table, anchor: int | None) -> tuple[str | None, Basis]:
    """The period a table's caption names, else the headings over it, else the document's title."""
    above = document.text[max(0, table.start - 240) : table.start].rstrip().split("\n")
    captions = [line for line in reversed(above[-2:]) if len(line) <= 60 and not line.rstrip().endswith("。")]
    for words in (table.title or "", *captions, *reversed(document.section_at(table.start))):
        if (iso := _named_period(words, anchor)) is not None:
            return iso, "section"
    iso = _named_period(document.title, anchor)
    return iso, "document" if iso else "none"


def _named_period(words: str, anchor: int | None) -> str | None:
    found = [p.resolve(anchor) for p in periods(_year(words)) if _dates(p)]
    return next(filter(None, found), None)


def _dates(period: Period) -> bool:
    return period.kind in ("date", "range", "relative")


def _cell_figure(
    frame: _Frame, row_name: str, column_name: str, row: tuple[tuple[int, int], ...], column: int
) -> Figure | None:
    document, span = frame.document, row[column]
    cell = document.text[span[0] : span[1]].strip()
    number = _NUMBER.match(cell)
    if number is None or (number.end() < len(cell) and not _measured(cell, number.end())):
        return None
    sized = _sized(cell, number, column_name, row_name, frame.unit_line)
    indicator = _indicator(row_name, column_name, frame.table.title)
    if not indicator:
        return None
    anchor = year_of(frame.period)
    named = next((iso for name in (row_name, column_name) if (iso := _named_period(name, anchor))), None)
    place = next((r.name for name in (row_name, column_name) for r in regions(name, frame.home) if r.code), None)
    value_start = document.text.index(number.group(), span[0])
    value_end = value_start + len(number.group())
    stat = _stat(sized.unit, f"{indicator}{column_name}")
    return Figure(
        id=content_id(document.version, value_start, value_end, "cell"),
        document_id=document.id,
        indicator=canonical(indicator) or indicator,
        raw_indicator=f"{row_name} {column_name}".strip(),
        stat=stat,
        value=sized.value,
        unit=sized.unit or ("位" if stat == "rank" else ""),
        normalized_value=sized.normalized_value,
        normalized_unit="位次" if stat == "rank" else sized.normalized_unit,
        comparator="eq",
        status="target" if re.search("目标|计划", column_name + row_name) else "actual",
        start=row[0][0],
        end=row[-1][1],
        value_start=value_start,
        value_end=value_end,
        dimensions=tuple(sorted(dict.fromkeys(members(f"{row_name} {column_name}")))),
        region=place or frame.region,
        period=named or frame.period,
        basis="clause" if named else frame.basis,
        cell=Cell(row_name, column_name, frame.unit_line),
    )


def _measured(cell: str, end: int) -> bool:
    """Whether what stands behind the number in a cell is a unit or a magnitude, so that the cell is one size."""
    rest = cell[end:].strip()
    return bool(quantities(f"1{rest}")) or rest in lexicon("units")["magnitudes"]


def _year(name: str) -> str:
    return f"{name}年" if _YEAR.fullmatch(name) else name


def _indicator(row_name: str, column_name: str, title: str | None) -> str:
    """The header that names a measure: the column's; the row's where the column is a time; else both."""
    column, row = _measure(column_name), _measure(row_name)
    if column and (concept(column).complete or canonical(column) or not row):
        return column
    if row and column and not any(r.code for r in regions(row)):
        return f"{row}{column}"
    return column or row or (title or "")


def _measure(name: str) -> str:
    """A header without its unit; nothing where it only says a time: 2023年末, 上年."""
    name = _HEADER_UNIT.sub("", name).strip()
    rest = _year(name)
    for period in reversed([p for p in periods(rest) if _dates(p)]):
        rest = rest[: period.start] + rest[period.end :]
    return name if rest.strip(" \u3000末底数值") else ""


@dataclass(frozen=True, slots=True)
class _Sized:
    """A cell's number with its unit, as written and in the base unit."""

    unit: str
    value: Decimal
    normalized_value: Decimal
    normalized_unit: str


def _sized(cell: str, number: re.Match[str], column_name: str, row_name: str, unit_line: str | None) -> _Sized:
    """The unit stands behind the number, in a header's brackets, or in the unit line; the nearest one counts."""
    value = Decimal(re.sub("[－−]", "-", number.group()).replace(",", ""))
    rest = cell[number.end() :].strip()
    factor = Decimal(lexicon("units")["magnitudes"].get(rest, 1))
    scale = rest if factor != 1 else ""
    for source in (rest, *_header_units(column_name, row_name), *_line_units(unit_line, column_name + row_name)):
        probe = quantities(f"1{source}")
        if source and probe and probe[0].value == 1:
            found = probe[0]
            size = value * factor * found.normalized_value
            return _Sized(scale + found.unit, value, size, found.normalized_unit)
    return _Sized(scale, value, value * factor, "")


def _header_units(*names: str) -> list[str]:
    return [m[1] for name in names if (m := _HEADER_UNIT.search(name))]


def _line_units(unit_line: str | None, names: str) -> list[str]:
    """The units of a unit line that fit a cell: of 亿元、%, the percent for growth and shares, 亿元 for the rest."""
    units = re.split("[、，,；;]", unit_line or "")
    if len(units) == 1:
        return units
    percent = [unit for unit in units if unit in lexicon("units")["percent"]["units"]]
    others = [unit for unit in units if unit not in percent]
    return [*percent, *others] if _RELATIVE_SIZE.search(names) else [*others, *percent]


def _stat(unit: str, names: str) -> Stat:
    units = lexicon("units")
    if unit in units["percent"]["units"]:
        if re.search(r"增速|增长|增幅|涨幅|降幅|同比", names):
            return "growth_yoy"
        return "share" if re.search(r"占|比重|比例", names) else "rate"
    if unit in units["point"]["units"]:
        return "diff_pp"
    if re.search(r"位次|排名|名次", names) and unit in ("", "位", "名"):
        return "rank"
    if any(unit.endswith(per) for per in units["per"]["per_capita"]):
        return "per_capita"
    if unit.endswith("元") or (re.search(r"额|收入|产值|增加值|经费", names) and not unit):
        return "amount"
    return "quantity" if any(unit.endswith(u) for u in units["quantity"]["units"]) else "count"
