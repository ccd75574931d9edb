"""Charts drawn by an office program: the numbers it keeps beside the drawing, as a table. ISO 29500-1, 21.2."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from ..structure.blocks import Block
from ..tables.grid import GridCell, table_blocks
from .package import Element, find, q, value

_POINTS = 20_000
_UNIT = re.compile(r"[（(]?(?:计量)?单位[:：]")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ON = ("1", "true")
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class _Series:
    name: str
    categories: Mapping[int, str]
    values: Mapping[int, str]


def chart_blocks(chart_space: Element) -> list[Block]:
    """The title and the data of one chart; empty when the file holds no data for it."""
    chart = find(chart_space, "c:chart")
    series = [_series(node) for node in chart_space.iter(q("c:ser"))]
    series = [one for one in series if one.values]
    if chart is None or not series:
        return []
    title = _words(find(chart, "c:title")) or (series[0].name if len(series) == 1 else "")
    blocks = [Block(title, plain=True)] if title else []
    blocks += [Block(unit, plain=True) for unit in _units(chart)]
    return blocks + table_blocks(list(_cells(series)), title or None)


def _cells(series: Sequence[_Series]) -> Iterator[GridCell]:
    """The series as columns, the categories as rows."""
    named: dict[int, str] = {}
    for one in series:
        named = {**one.categories, **named}
    points = sorted({point for one in series for point in (*one.values, *named)})[:_POINTS]
    yield GridCell("", 0, 0, heading=True)
    for column, one in enumerate(series, 1):
        yield GridCell(one.name, 0, column, heading=True)
    for row, point in enumerate(points, 1):
        yield GridCell(named.get(point, ""), row, 0)
        for column, one in enumerate(series, 1):
            yield GridCell(one.values.get(point, ""), row, column)


def _series(node: Element) -> _Series:
    name = " ".join(_cached(find(node, "c:tx")).values()) or _words(find(node, "c:tx"))
    categories = find(node, "c:cat")
    categories = find(node, "c:xVal") if categories is None else categories
    values = find(node, "c:val")
    values = find(node, "c:yVal") if values is None else values
    return _Series(name, _cached(categories), _cached(values, _label_pattern(node)))


def _label_pattern(series: Element) -> str:
    """The pattern of the labels that show the values themselves; some programs keep it there alone."""
    for node in (series, series.getparent()):
        labels = None if node is None else find(node, "c:dLbls")
        if labels is not None and value(labels, "c:showVal", "val") in _ON:
            plain = value(labels, "c:showPercent", "val") not in _ON
            return value(labels, "c:numFmt", "formatCode") or "" if plain else ""
    return ""


def _cached(node: Element | None, shown: str = "") -> dict[int, str]:
    """The cached points of a reference; the levels of a grouped axis stand together, the outermost first.

    ``shown`` is the pattern where the reference has none of its own.
    """
    if node is None:
        return {}
    levels = list(node.iter(q("c:lvl")))
    if levels:
        return _levels([_points(level, "") for level in levels])
    pattern = next((n.text or "" for n in node.iter(q("c:formatCode"))), "")
    pattern = shown if pattern in ("", "General") else pattern
    alone = find(node, "c:v")
    return _points(node, pattern) or ({} if alone is None else {0: alone.text or ""})


def _levels(levels: Sequence[Mapping[int, str]]) -> dict[int, str]:
    named: dict[int, str] = {}
    for point in sorted(levels[0]):
        outer = [max(((i, t) for i, t in level.items() if i <= point), default=(0, "")) for level in levels[1:]]
        named[point] = " ".join([*(text for _, text in reversed(outer)), levels[0][point]]).strip()
    return named


def _points(node: Element, pattern: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for point in node.iter(q("c:pt")):
        text, index = point.findtext(q("c:v")), point.get("idx", "")
        if text and index.isdigit():
            found[int(index)] = _shown(text, point.get("formatCode") or pattern)
    return found


def _shown(text: str, pattern: str) -> str:
    """A number as its pattern shows its kind: a share as a percentage, a day as a date; no digit is dropped."""
    plain = _QUOTED.sub("", pattern).lower()
    try:
        # A spreadsheet keeps fifteen significant digits; what lies behind them is binary noise.
        number = Decimal(f"{Decimal(text):.15g}")
    except InvalidOperation:
        return " ".join(text.split())
    if not number.is_finite():
        return ""
    if "%" in plain:
        return f"{_digits(number * 100)}%"
    if "y" in plain and 0 < number < 100_000:
        return _day(int(number), plain)
    return _digits(number)


def _digits(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(serial: int, pattern: str) -> str:
    day = _EPOCH + timedelta(days=serial)
    parts = [f"{day.year}年", f"{day.month}月", f"{day.day}日"]
    return "".join(parts[: 1 + ("m" in pattern) + ("m" in pattern and "d" in pattern)])


def _units(chart: Element) -> Iterator[str]:
    """The titles of axes that say in which unit the values are."""
    for axis in chart.iter(q("c:valAx")):
        words = _words(find(axis, "c:title"))
        if _UNIT.match(words):
            yield words


def _words(node: Element | None) -> str:
    if node is None:
        return ""
    parts = [t.text or "" for t in node.iter(q("a:t"))] or [t.text or "" for t in node.iter(q("c:v"))]
    return " ".join("".join(parts).split())
