"""Columns of tables: cells that stand beside each other and differ by what their row, or their head, names.

A table says itself what its rows are: their head (银行, 县市区), the row of totals, and that no row is left out. So a
ranking over a column knows its members, and a comparison of rows needs no reading of their names.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...figures.context.regions import NATION, ancestors, code_of, contains, full_name
from ...figures.vocabulary import Member
from ...records import Document, Figure, Table
from .groups import unit_of
from .library import Known

_BRACKETS = re.compile(r"[（(][^（）()]*[)）]|[\s*＊]")
_TOTAL = re.compile(
    r"(?:合计|总计|总和|共计|小计|总数|总)(?:合计|总计|计|数)?|全[国省市区县州](?:合计|总计|总数|平均)?|.{0,8}(?:合计|总计|平均)"
)
_REST = re.compile(r"其[他它余]")
_INSIDE = re.compile(r"^其中")
_TIME = re.compile(r"(?:19|20)\d{2}年?(?:度|末|底)?|.*(?:季度|月份?|半年)|第?[一二三四]季|\d+")
_PLACE_LEVELS = {6: "county", 4: "city", 2: "province"}
_WIDTHS = {NATION: 3, "全球": 4}


@dataclass(frozen=True, slots=True)
class Row:
    """One member of a column: its label, without units and remarks, and its figure."""

    label: str
    known: Known


@dataclass(frozen=True, slots=True)
class Column:
    """The cells of one column, or of one row of a table whose heads are the members.

    ``rows`` are the members in order, without ``total``; ``stub`` is how the table calls them; ``shared`` are the
    members of figures that all of them have; ``scope`` is the place that all are in; ``whole`` says that no number of
    the column is missing; ``nested``: that some rows are parts of others.
    """

    rows: tuple[Row, ...]
    total: Known | None
    stub: str
    shared: tuple[Member, ...]
    scope: str | None
    whole: bool
    nested: bool

    @property
    def of_places(self) -> bool:
        """Whether its members are places."""
        return len({r.known.figure.region for r in self.rows}) == len(self.rows) > 1

    @property
    def head(self) -> str:
        """What the cells are called, without their rows."""
        cell = self.rows[0].known.figure.cell
        return plain_label(cell.column) if cell else ""

    @property
    def levels(self) -> frozenset[str]:
        """Of what level its places are; empty for members that are none."""
        codes = [code_of(r.known.figure.region) or "" for r in self.rows]
        return frozenset(_PLACE_LEVELS.get(len(code), "other") for code in codes if self.of_places)

    @property
    def width(self) -> int:
        """How wide the place is that its members are of: 3 the nation, 2 a province, 1 a city, 0 what is smaller."""
        code = code_of(self.scope)
        return _WIDTHS.get(self.scope or "", {2: 2, 4: 1}.get(len(code or ""), 0))


def plain_label(label: str) -> str:
    """The label of a row or a head without units and remarks in brackets."""
    return _BRACKETS.sub("", label)


def columns(figures: Iterable[Known]) -> Iterator[Column]:
    """The columns of two members or more that figures form: those by row first, then those by head."""
    cells = [(k, table) for k, table in _placed(figures)]
    groups: dict[tuple[object, ...], list[tuple[str, Known]]] = {}
    known_at: dict[tuple[str, int], set[int]] = {}
    for known, table in cells:
        f = known.figure
        assert f.cell is not None
        at = (known.document.id, table.start)
        known_at.setdefault(at, set()).add(f.value_start)
        common = (*at, f.stat, unit_of(known), f.period, f.status)
        groups.setdefault((*common, "row", f.cell.column), []).append((f.cell.row, known))
        groups.setdefault((*common, "head", f.cell.row), []).append((f.cell.column, known))
    tables = {(k.document.id, table.start): (k.document, table) for k, table in cells}
    for key, members in groups.items():
        at = (str(key[0]), int(str(key[1])))
        column = _column(members, *tables[at], known_at[at], by_row=key[-2] == "row")
        if column is not None:
            yield column


def _placed(figures: Iterable[Known]) -> Iterator[tuple[Known, Table]]:
    """The cells among figures, each with its table."""
    starts: dict[str, list[int]] = {}
    tables: dict[str, list[Table]] = {}
    for known in figures:
        if known.figure.cell is None:
            continue
        document = known.document
        if document.id not in tables:
            tables[document.id] = sorted(document.tables, key=lambda t: t.start)
            starts[document.id] = [t.start for t in tables[document.id]]
        at = bisect_right(starts[document.id], known.figure.value_start) - 1
        if at >= 0 and known.figure.value_start < tables[document.id][at].end:
            yield known, tables[document.id][at]


def _column(
    members: Sequence[tuple[str, Known]], document: Document, table: Table, present: set[int], by_row: bool
) -> Column | None:
    """The column that cells form; None where they have no two members, or one label stands twice."""
    named = [(plain_label(label), known) for label, known in members]
    totals = [known for label, known in named if _TOTAL.fullmatch(label) or _around(known, named)]
    rows = [Row(label, known) for label, known in named if all(known is not t for t in totals)]
    labels = [row.label for row in rows]
    if len(rows) < 2 or len(set(labels)) < len(labels) or all(map(_TIME.fullmatch, labels)):
        return None
    rows.sort(key=lambda r: r.known.figure.value_start)
    dimensions = [set(r.known.figure.dimensions) for r in rows]
    return Column(
        tuple(rows),
        totals[0] if len(totals) == 1 else None,
        _stub(document, table) if by_row else "",
        tuple(sorted(set.intersection(*dimensions))),
        _scope(rows, totals, document),
        not by_row or _complete(rows[0].known, document, table, present),
        any(map(_INSIDE.match, labels)),
    )


def _around(known: Known, named: Sequence[tuple[str, Known]]) -> bool:
    """Whether a figure is of the place that holds the places of all others: a city over its districts."""
    region = known.figure.region
    others = [k.figure.region for _, k in named if k is not known]
    return len(others) > 1 and all(o != region and contains(region, o) for o in others) and region is not None


def _stub(document: Document, table: Table) -> str:
    """How a table calls its rows: 银行, 县（市、区）."""
    heads = table.rows[max(table.header - 1, 0)][: table.labels] if table.header and table.rows else ()
    return "".join(dict.fromkeys(document.text[a:b].strip() for a, b in heads))


def _scope(rows: Sequence[Row], totals: Sequence[Known], document: Document) -> str | None:
    """The place that all rows are of or in: that of the total, the next one around them, or the document's."""
    places = [r.known.figure.region for r in rows]
    if len(set(places)) == 1:
        return places[0]
    if totals and totals[0].figure.region not in places:
        return totals[0].figure.region
    codes = [code for code in map(code_of, places) if code]
    if codes and len({len(code) for code in codes}) == 1:
        above = [{full_name(a) for a in ancestors(code)} for code in codes]
        common = set.intersection(*above)
        if common:
            return max(common, key=lambda name: len(code_of(name) or ""))
        return NATION
    return document.region


def _complete(known: Known, document: Document, table: Table, present: set[int]) -> bool:
    """Whether every number of the column that a figure stands in is there."""
    at = known.figure.value_start
    place = next((i for row in table.rows for i, (a, b) in enumerate(row) if a <= at < b), None)
    if place is None:
        return True
    spans = [row[place] for row in table.rows[table.header :] if place < len(row)]
    numbered = [(a, b) for a, b in spans if re.match(r"\s*[-−+]?\d", document.text[a:b])]
    return all(any(a <= start < b for start in present) for a, b in numbered)


def ordered(column: Column) -> tuple[Row, ...]:
    """The members that stand in an order: not what is left over (其他)."""
    return tuple(row for row in column.rows if not _REST.match(row.label))


def own_dimensions(column: Column, figure: Figure) -> tuple[Member, ...]:
    """The members that a figure owes to its row."""
    return tuple(d for d in figure.dimensions if d not in column.shared)
