"""Tables: total rows and columns that do not come out, rows listed or copied twice.

That a line is the total of others is believed only where it comes out in most of the places it could: a table whose
parts overlap says nothing.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..figures.vocabulary import concept
from ..records import Figure, Span, Table
from .columns import ADDED, Line, Sheet, column_findings, row_quote
from .exact import exact, half, sum_shown
from .findings import Finding, finding, quoted
from .lexicon import lexicon
from .view import Item, View, grouped

TRUSTED = Decimal("0.5")
"""The share of its lines in which a total must come out, so that the others are wrong."""
ALONE = Decimal("0.1")
"""A total with nothing to try it on is doubted where it is off by no more than this."""
LEAST_COPIED = 2


def sheet_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document."""
    by_table = grouped((i for i in view.items if i.table is not None), lambda i: i.table)
    for index, items in by_table.items():
        if index is None:
            continue
        sheet = _sheet(view, view.document.tables[index], items)
        for lines in (sheet.rows, sheet.columns):
            yield from _totals(view, sheet, lines)
        yield from column_findings(view, sheet)
        yield from _copied(view, sheet)
    for table in view.document.tables:
        yield from _listed_twice(view, table)


def _sheet(view: View, table: Table, items: Sequence[Item]) -> Sheet:
    """The figures of a table in their rows and columns."""
    text = view.text
    at = {span: (r, c) for r, row in enumerate(table.rows) for c, span in enumerate(row) if span[0] < span[1]}
    starts = sorted(at)
    rows: dict[int, dict[int, Figure]] = {}
    columns: dict[int, dict[int, Figure]] = {}
    position = 0
    for item in items:
        while position + 1 < len(starts) and starts[position + 1][0] <= item.figure.value_start:
            position += 1
        if not starts or not starts[position][0] <= item.figure.value_start < starts[position][1]:
            continue
        row, column = at[starts[position]]
        rows.setdefault(row, {}).setdefault(column, item.figure)
        columns.setdefault(column, {}).setdefault(row, item.figure)
    labels = max(table.labels, 1)
    named = [_words(text, table.rows[r][:labels]) for r in range(len(table.rows))]
    heads = [_words(text, [row[c] for row in table.rows[: table.header]]) for c in range(len(table.rows[0]))]
    spans = tuple((min(s[0] for s in row), max(s[1] for s in row)) for row in table.rows)
    return Sheet(
        table,
        tuple(Line(r, named[r], cells) for r, cells in sorted(rows.items())),
        tuple(Line(c, heads[c], cells) for c, cells in sorted(columns.items())),
        spans,
    )


def _words(text: str, spans: Sequence[Span]) -> str:
    words = dict.fromkeys("".join(text[a:b].split()) for a, b in dict.fromkeys(spans))
    return "/".join(w for w in words if w)


def _totals(view: View, sheet: Sheet, lines: Sequence[Line]) -> Iterator[Finding]:
    """Each total line with the lines that stand over it, or under it where it comes first."""
    words = lexicon()
    totals = [i for i, line in enumerate(lines) if words.total_label.match(line.label.split("/")[-1])]
    for position, index in enumerate(totals):
        low = totals[position - 1] + 1 if position else 0
        high = totals[position + 1] if position + 1 < len(totals) else len(lines)
        grand = words.total_label.match(lines[index].label) and len(totals) > 1
        for parts in (lines[low:index], lines[index + 1 : high]):
            chosen = [p for p in parts if p.cells and not words.within_label.search(p.label)]
            alike = _like_total(lines[index], chosen)
            if len(alike) < 2 or (grand and position == len(totals) - 1 and low == index):
                continue
            if _comes_out(lines[index], alike):
                yield from _tried(view, sheet, lines[index], alike)
                break


def _like_total(total: Line, parts: Sequence[Line]) -> list[Line]:
    """The lines that measure what the total measures: beside 授权量合计 no 有效量; all where its name says nothing."""
    own = {concept(f.indicator).measures for f in total.cells.values()}
    if len(own) != 1 or not next(iter(own)):
        return list(parts)
    return [p for p in parts if {concept(f.indicator).measures for f in p.cells.values()} <= own]


def _comes_out(total: Line, parts: Sequence[Line]) -> bool:
    """Whether a total is that of these lines in most places; where there are few to try it on, it may be."""
    trials = list(_trials(total, parts))
    return len(trials) <= 2 or sum(bool(gap) for *_, gap in trials) <= len(trials) * (1 - TRUSTED)


def _trials(total: Line, parts: Sequence[Line]) -> Iterator[tuple[Figure, list[Figure], Decimal]]:
    """Each place of a total with its parts there, and by how much it is off, 0 within rounding."""
    for place, whole in total.cells.items():
        figures = [p.cells[place] for p in parts if place in p.cells]
        if len(figures) < 2 or not _addable(whole, figures):
            continue
        gap = sum((f.normalized_value for f in figures), Decimal(0)) - whole.normalized_value
        tolerance = sum(map(half, figures), Decimal(0)) + half(whole)
        yield whole, figures, gap if abs(gap) > tolerance else Decimal(0)


def _tried(view: View, sheet: Sheet, total: Line, parts: Sequence[Line]) -> Iterator[Finding]:
    """The places where a total does not come out, if it does in most of the others."""
    trials = list(_trials(total, parts))
    wrong = [t for t in trials if t[2]]
    trusted = len(wrong) <= len(trials) * (1 - TRUSTED) if len(trials) > 1 else True
    for whole, figures, gap in wrong:
        off = abs(gap) / whole.normalized_value if whole.normalized_value else Decimal(1)
        if not trusted or (len(trials) <= 2 and off > ALONE):
            continue
        cell = f"{whole.cell.row}，{whole.cell.column}" if whole.cell else total.label
        quotes = (row_quote(view, sheet, whole), *(row_quote(view, sheet, f) for f in figures))
        ids = (whole.id, *(f.id for f in figures))
        text = f"表格中“{cell}”与各项之和不符"
        yield finding("sum_mismatch", "error", text, quotes, sum_shown(figures, whole), ids)


def _addable(whole: Figure, parts: Sequence[Figure]) -> bool:
    same = {(f.stat, f.normalized_unit) for f in (whole, *parts)}
    return len(same) == 1 and whole.stat in ADDED and exact(whole, *parts)


def _copied(view: View, sheet: Sheet) -> Iterator[Finding]:
    """Rows of different labels whose numbers are all the same: one was copied over the other."""
    for cells in grouped(sheet.rows, lambda line: tuple((c, f.value) for c, f in sorted(line.cells.items()))).values():
        values = {f.value for f in cells[0].cells.values()}
        telling = [v for v in values if v >= 100 and v % 100]
        if len(cells) < 2 or len(telling) < LEAST_COPIED or len({c.label for c in cells}) < 2:
            continue
        a, b = cells[0], cells[1]
        if lexicon().total_label.match(a.label) or lexicon().total_label.match(b.label):
            continue
        quotes = tuple(quoted(view.document, *sheet.row_spans[line.index]) for line in (a, b))
        ids = tuple(f.id for line in (a, b) for f in line.cells.values())
        text = f"表格中“{a.label}”与“{b.label}”两行数值完全相同，疑有误植"
        yield finding("suspicious_equal", "warning", text, quotes, None, ids)


def _listed_twice(view: View, table: Table) -> Iterator[Finding]:
    """Rows of a list that are the same but for their number."""
    if not table.rows:
        return
    heads = [_words(view.text, [row[c] for row in table.rows[: table.header]]) for c in range(len(table.rows[0]))]
    column = next((c for c, h in enumerate(heads) if lexicon().names_label.match(h.split("/")[-1])), None)
    if column is None or not table.header:
        return
    first: dict[tuple[str, ...], int] = {}
    for r, row in enumerate(table.rows[table.header :], table.header):
        cells = tuple("".join(view.text[a:b].split()) for a, b in row)
        key = tuple(c for i, c in enumerate(cells) if not (i < column and c.isdigit()))
        name = cells[column]
        if len(name) < 4:
            continue
        before = first.setdefault(key, r)
        if before != r and row[column] != table.rows[before][column]:
            spans = [
                (min(s[0] for s in table.rows[i] if s[0] < s[1]), max(s[1] for s in table.rows[i])) for i in (before, r)
            ]
            quotes = tuple(quoted(view.document, *span) for span in spans)
            yield finding("duplicate_item", "warning", f"表格中“{name}”列了两次", quotes)
