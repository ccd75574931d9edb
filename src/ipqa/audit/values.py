"""One indicator with several values: what kind of disagreement it is, inside a document and between documents."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ..figures.vocabulary import canonical
from ..records import Figure
from ..statistics.compute import signed, written
from .exact import in_one_unit, number
from .findings import Finding, Quote, Severity, finding
from .likeness import LEAST_SWAPPED, SAID_OF_ALL, compatible, disagree, misprinted, nearby, shifted
from .naming import tidy, when_said
from .shares import bases_of
from .standing import Standing, standing
from .statements import SAID_SO, document_year, is_firm, key_of, scope_of, when_of
from .view import Item, View, grouped, pairs

Relation = Literal["restatement", "rounding", "different_scope", "unit_slip", "revision", "conflict"]

_YEARS = re.compile(r"近.+年|五年|[一二三四五六七八九十]+五")
_FIELD = re.compile(r"(?:产业|领域|行业|业)$")
_EVER = frozenset({"累计", "截至", "历年"})
LEAST_NAME = 5
_MOST_IN_GROUP = 12
"""Where one indicator has more values than this, they are of different things that its name does not tell apart."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as the comparison between documents keeps it, without its document; ``sure``: its text dates it."""

    figure: Figure
    quote: Quote
    scope: frozenset[str]
    standing: Standing
    sure: bool
    issuer: str | None
    issued_on: str | None


@dataclass(slots=True)
class Across:
    """Figures of all documents by what they say; documents come one by one and are not kept."""

    _groups: dict[tuple[object, ...], list[Stated]] = field(default_factory=dict)

    def add(self, view: View) -> None:
        """The figures of a document that say fully what they measure, where and when."""
        document = view.document
        for item in view.items:
            f = item.figure
            if (
                f.region
                and f.period
                and f.basis in (*SAID_SO, "document")
                and f.stat != "share"
                and is_firm(view, item)
            ):
                stated = Stated(
                    f, view.quote(item), scope_of(view, item), standing(view, item), f.basis in SAID_SO,
                    document.issuer, document.issued_on,
                )  # fmt: skip
                self._groups.setdefault(key_of(item), []).append(stated)

    def findings(self) -> Iterator[Finding]:
        """What does not agree between documents, one finding per pair of values."""
        for group in self._groups.values():
            if len({s.quote.document_id for s in group}) < 2:
                continue
            values = {signed(s.figure) for s in group}
            if 2 <= len(values) <= _MOST_IN_GROUP:
                yield from _between(list(_one_each(group)))


def value_findings(view: View) -> Iterator[Finding]:
    """One indicator with several values inside one document."""
    firm = [i for i in view.items if is_firm(view, i)]
    period, bases = document_year(view), bases_of(view)
    told: set[frozenset[str]] = set()
    for group in grouped(firm, lambda i: (*key_of(i, period), bases.get(i.figure.id))).values():
        unique = _distinct(view, group)
        if 2 <= len(unique) <= _MOST_IN_GROUP:
            for found in _inside(view, unique):
                told.add(frozenset(found.figures))
                yield found
    yield from (f for f in _misprints(view, period) if frozenset(f.figures) not in told)
    yield from _over_years(view, firm)


def relation(a: Figure, b: Figure, scopes: tuple[frozenset[str], frozenset[str]]) -> Relation:
    """What two figures of one indicator, place and time are to each other."""
    if scopes[0] != scopes[1]:
        return "different_scope"
    if signed(a) == signed(b) and a.comparator == b.comparator:
        return "restatement"
    if compatible(a, b):
        return "rounding"
    if shifted(a, b):
        return "unit_slip"
    return "conflict"


def _misprints(view: View, known: str | None) -> Iterator[Finding]:
    """One name with two numbers that are the same but for a slip of digits, in the text or between text and table."""
    named = [i for i in view.items if i.sized and not i.aside and _telling(i)]
    for group in grouped(named, lambda i: _named_key(view, i)).values():
        unique = _distinct(view, group)
        for a, b in pairs(unique if len(unique) <= _MOST_IN_GROUP else []):
            f, g = a.figure, b.figure
            kind: Relation = "unit_slip" if f.value == g.value and shifted(f, g) else "conflict"
            # 93 of a row and 39 of the text: a cell is of its year and column, so that two digits do.
            least = 2 if (a.table is None) != (b.table is None) and f.period == g.period else LEAST_SWAPPED
            told = kind == "unit_slip" or misprinted(f, g, least)
            if not told or compatible(f, g) or _apart(a, b, known):
                continue
            scopes = scope_of(view, a), scope_of(view, b)
            if kind == "unit_slip" or scopes[0] == scopes[1] or a.table != b.table:
                yield _told(kind, f, g, (view.quote(a), view.quote(b)), scopes)


def _named_key(view: View, item: Item) -> tuple[object, ...]:
    """What two statements of one thing share besides their time."""
    f, where = item.figure, standing(view, item)
    who = None if where.whole else f.entity
    name = item.kind if item.concept.object else tidy(f.indicator)
    # 生物医药 968 件 of a list and 生物医药产业 … 986 件 are of one thing.
    member = dict(f.dimensions).get("成员")
    dimensions = tuple(d for d in f.dimensions if d[0] != "成员")
    of = _FIELD.sub("", member or where.subject)
    return name, dimensions, f.region, f.stat, f.normalized_unit, f.reference, of, where.month, who


def _apart(a: Item, b: Item, known: str | None) -> bool:
    """Whether two numbers stand side by side, or are of different times."""
    times = when_of(a.figure, known), when_of(b.figure, known)
    dated = a.figure.period is not None and b.figure.period is not None
    one_place = a.sentence == b.sentence or (a.table is not None and b.table is not None)
    return one_place or (dated and times[0] != times[1])


def _telling(item: Item) -> bool:
    """Whether a name says enough that another number of that name is of the same thing."""
    f = item.figure
    known = item.concept.object is not None or canonical(f.indicator) is not None or "知识产权" in f.indicator
    return known and len(f.indicator) >= LEAST_NAME


def _distinct(view: View, items: Iterable[Item]) -> list[Item]:
    """The first item of each value, comparator and subject."""
    unique: dict[tuple[Decimal, str, Standing], Item] = {}
    for item in items:
        unique.setdefault((signed(item.figure), item.figure.comparator, standing(view, item)), item)
    return list(unique.values())


def _one_each(group: Sequence[Stated]) -> Iterator[Stated]:
    """The first two statements of each value and scope, from two documents: more would say nothing new."""
    for same in grouped(group, lambda s: (signed(s.figure), s.figure.comparator, s.scope)).values():
        yield from list({s.quote.document_id: s for s in reversed(same)}.values())[-2:]


def _inside(view: View, items: Sequence[Item]) -> Iterator[Finding]:
    for a, b in pairs(items):
        if a.sentence == b.sentence:
            continue
        scopes = scope_of(view, a), scope_of(view, b)
        kind = relation(a.figure, b.figure, scopes)
        of_one = disagree(a.figure, b.figure, (standing(view, a), standing(view, b)))
        if kind in ("conflict", "unit_slip") and of_one:
            yield _told(kind, a.figure, b.figure, (view.quote(a), view.quote(b)), scopes)


def _over_years(view: View, firm: Sequence[Item]) -> Iterator[Finding]:
    """Numbers of about one size, one counted from the beginning, one over some years: 累计 14 亿元, 近三年 13 亿元."""
    spans = {i.figure.id: span for i in firm if (span := _span(view, i))}
    for group in grouped((i for i in firm if i.figure.id in spans), _outside_time).values():
        firsts = grouped(_distinct(view, group), lambda i: spans[i.figure.id])
        for a, b in pairs([items[0] for items in firsts.values()][:_MOST_IN_GROUP]):
            if _worth_telling(a.figure, b.figure) and a.sentence != b.sentence:
                scopes = scope_of(view, a), scope_of(view, b)
                quotes = view.sentence_quote(a), view.sentence_quote(b)
                yield _told("different_scope", a.figure, b.figure, quotes, scopes)


def _span(view: View, item: Item) -> str | None:
    """Over what years a number was counted, where the text says so."""
    scope = scope_of(view, item)
    years = next((w for w in sorted(scope) if _YEARS.search(w)), None)
    return years or ("累计" if scope & _EVER else None)


def _outside_time(item: Item) -> tuple[object, ...]:
    f = item.figure
    return item.kind, f.dimensions, f.region, f.stat, f.normalized_unit, f.entity


def _worth_telling(a: Figure, b: Figure) -> bool:
    """Whether a reader may take one number for the other: they are of about the same size."""
    return a.stat in ("count", "amount", "quantity") and nearby(a, b, SAID_OF_ALL)


def _between(group: Sequence[Stated]) -> Iterator[Finding]:
    """The disagreements between documents; each value is compared with the first of another document."""
    ordered = sorted(group, key=lambda s: (s.issued_on or "", s.quote.document_id))
    told: set[tuple[Decimal, Decimal]] = set()
    for index, later in enumerate(ordered):
        for earlier in ordered[:index]:
            if earlier.quote.document_id == later.quote.document_id:
                continue
            kind = relation(earlier.figure, later.figure, (earlier.scope, later.scope))
            pair = (signed(earlier.figure), signed(later.figure))
            if kind in ("restatement", "rounding") or pair in told or not _disagree(earlier, later):
                continue
            if kind == "conflict" and earlier.issuer and earlier.issuer == later.issuer:
                kind = "revision"
            told.add(pair)
            yield _told(
                kind, earlier.figure, later.figure, (earlier.quote, later.quote), (earlier.scope, later.scope), True
            )


def _disagree(a: Stated, b: Stated) -> bool:
    """Whether two documents contradict; times that only their titles give do for slips of digits and no more."""
    told = disagree(a.figure, b.figure, (a.standing, b.standing))
    return told and ((a.sure and b.sure) or misprinted(a.figure, b.figure))


_SAID: dict[str, tuple[Severity, str]] = {
    "conflict": ("warning", "同一指标数值不一致"),
    "unit_slip": ("error", "同一指标的数字相同而数量级不同，疑有单位之误"),
    "different_scope": ("info", "同一指标按不同口径统计，引用时须注明口径"),
    "revision": ("info", "同一发布单位先后发布的数值不同，可能经过修订"),
}


def _told(
    kind: Relation,
    a: Figure,
    b: Figure,
    quotes: tuple[Quote, Quote],
    scopes: tuple[frozenset[str], frozenset[str]],
    across: bool = False,
) -> Finding:
    severity, said = _SAID[kind]
    texts = [written(f) + (f"（{'、'.join(sorted(s))}）" if s else "") for f, s in zip((a, b), scopes, strict=True)]
    members = "".join(m for _, m in a.dimensions if m not in a.indicator)
    name = f"{members}{tidy(a.indicator)}"
    when = when_said(a.period)
    where = "两份文档" if across else "文中两处"
    text = f"{a.region or ''}{when}{name}，{where}分别写作 {texts[0]}、{texts[1]}：{said}"
    formula = None
    if kind in ("conflict", "revision", "unit_slip") and a.normalized_unit == b.normalized_unit:
        (x, y), unit = in_one_unit((a, b))
        formula = f"|{written(a)} − {written(b)}| = {number(abs(x - y))} {unit}"
    return finding(kind, severity, text, quotes, formula, (a.id, b.id))
