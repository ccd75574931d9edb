"""Cells of a table -> Figures: the row's and the column's words, the year, the unit line."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ..records import Cell, Document, Figure, Stat, Table, content_id
from .lexicons import table as lexicon
from .periods import periods
from .quantities import quantities
from .regions import regions
from .vocabulary import canonical, concept, members

_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_UNIT_LINE = re.compile(r"单位[：:]\s*([^\s）)，。；]+)")
_HEADER_UNIT = re.compile(r"[（(]([^（）()]{1,8})[）)]\s*$")


def table_figures(document: Document, table: Table, region: str | None, anchor: int | None) -> Iterator[Figure]:
    """The figures of a table, row by row; the first row names the columns, the first column the rows."""
    if len(table.rows) < 2:
        return
    text = document.text
    header = [text[a:b].strip() for a, b in table.rows[0]]
    unit_line = _unit_line(document, table)
    for row in table.rows[1:]:
        cells = [text[a:b].strip() for a, b in row]
        if not cells or (_NUMBER.fullmatch(cells[0]) and not re.fullmatch(r"(?:19|20)\d{2}", cells[0])):
            continue
        for column, (span, cell) in enumerate(zip(row, cells, strict=True)):
            if column and column < len(header) and cell:
                figure = _cell_figure(document, table, region, cells[0], header[column], unit_line, row, span, cell)
                if figure is not None:
                    yield figure


def _unit_line(document: Document, table: Table) -> str | None:
    around = document.text[max(0, table.start - 120) : table.start] + (table.title or "")
    found = _UNIT_LINE.findall(around) or _UNIT_LINE.findall(document.text[table.start : table.end])
    return found[-1] if found else None


def _cell_figure(
    document: Document,
    table: Table,
    region: str | None,
    row_name: str,
    column_name: str,
    unit_line: str | None,
    row: tuple[tuple[int, int], ...],
    span: tuple[int, int],
    cell: str,
) -> Figure | None:
    number = _NUMBER.match(cell)
    if number is None:
        return None
    rest = cell[number.end() :].strip()
    if rest and not quantities(cell):
        return None
    unit, value, normalized, normalized_unit = _sized(cell, number.group(), column_name, row_name, unit_line)
    year = next((p.iso for name in (row_name, column_name) for p in periods(_year(name)) if p.iso), None)
    place = next((r.name for name in (row_name, column_name) for r in regions(name) if r.code), region)
    indicator = _indicator(row_name, column_name, table.title)
    if not indicator:
        return None
    start = row[0][0]
    value_start = document.text.index(number.group(), span[0])
    return Figure(
        id=content_id(document.version, value_start, value_start + len(number.group()), "cell"),
        document_id=document.id,
        indicator=canonical(indicator) or indicator,
        raw_indicator=f"{row_name} {column_name}".strip(),
        stat=_stat(unit, indicator),
        value=value,
        unit=unit,
        normalized_value=normalized,
        normalized_unit=normalized_unit,
        comparator="eq",
        status="target" if re.search("目标|计划", column_name + row_name) else "actual",
        start=start,
        end=row[-1][1],
        value_start=value_start,
        value_end=value_start + len(number.group()),
        dimensions=tuple(sorted(dict.fromkeys(members(f"{row_name} {column_name}")))),
        region=place,
        period=year,
        basis="clause" if year else "none",
        cell=Cell(row_name, column_name, unit_line),
    )


def _year(name: str) -> str:
    return f"{name}年" if re.fullmatch(r"(?:19|20)\d{2}", name) else name


def _indicator(row_name: str, column_name: str, title: str | None) -> str:
    """The header that names a measure: the column's, the row's where the column is a year, both where neither is whole."""
    column = "" if re.fullmatch(r"(?:19|20)\d{2}年?", column_name) else _HEADER_UNIT.sub("", column_name)
    row = "" if re.fullmatch(r"(?:19|20)\d{2}年?", row_name) else row_name
    if column and (concept(column).complete or canonical(column) or not row):
        return column
    if row and column and not any(r.code for r in regions(row)):
        return f"{row}{column}"
    return column or row or (title or "")


def _sized(
    cell: str, number: str, column_name: str, row_name: str, unit_line: str | None
) -> tuple[str, Decimal, Decimal, str]:
    value = Decimal(number.replace(",", ""))
    for source in (cell[cell.index(number) + len(number) :], *_header_units(column_name, row_name), unit_line or ""):
        probe = quantities(f"1{source}")
        if source and probe and probe[0].value == 1 and probe[0].kind != "unknown":
            found = probe[0]
            return found.unit, value, value * found.normalized_value, found.normalized_unit
    return "", value, value, ""


def _header_units(*names: str) -> list[str]:
    return [m[1] for name in names if (m := _HEADER_UNIT.search(name))]


def _stat(unit: str, indicator: str) -> Stat:
    units = lexicon("units")
    if unit in units["percent"]["units"]:
        if re.search(r"增速|增长|增幅|涨幅|同比", indicator):
            return "growth_yoy"
        return "share" if re.search(r"占|比重|比例", indicator) else "rate"
    if unit.endswith("元"):
        return "amount"
    if re.search(r"额|收入|产值|增加值|经费", indicator) and not unit:
        return "amount"
    return "quantity" if any(unit.endswith(u) for u in units["quantity"]["units"]) else "count"
