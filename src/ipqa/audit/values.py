"""One indicator with several values: what kind of disagreement it is, inside a document and between documents."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ..figures.periods import periods, year_of
from ..figures.regions import regions
from ..figures.vocabulary import canonical, concept
from ..records import Figure
from ..statistics.compute import signed, written
from .exact import half, number
from .findings import Finding, Quote, Severity, finding
from .lexicon import lexicon
from .shares import bases_of
from .view import Item, View, grouped, pairs

Relation = Literal["restatement", "rounding", "different_scope", "unit_slip", "revision", "conflict"]

_FILLERS = re.compile(
    r"[\s\d\W_]|截至?|止|目前|全[市省区县国州年]|我[市省区县国]|本[市省区县年]|底|末|初|累计|共有?|达到?|为|是|有|实现|完成|约|超过?|突破"
    r"|已|的|分别|其中|同时|此外|另|年|月|日|以来|当年|历年|总|量|数|额|已经|现有|拥有|新增|期间"
)
_MANY_YEARS = re.compile(
    r"五年|[一二三四五六七八九十]+五(?:时期|期间|以来|规划)?|以来|年均|连年|近[一二两三四五六几\d]+年|历年|逐年"
)
_SAID_SO = ("clause", "sentence", "paragraph")
_YEARS = re.compile(r"近.+年|五年|[一二三四五六七八九十]+五")
_OF_YEARS = frozenset({"其中", "全年", "当年"})
_OF_STOCKS = frozenset({"其中", "截至"})
_EVER = frozenset({"累计", "截至", "历年"})
LONG_NAME = 7
"""Characters of a name that says in full what is measured: 地理标志产品年产值."""
_MOST_IN_GROUP = 12
"""Where one indicator has more values than this, they are of different things that its name does not tell apart."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as the comparison between documents keeps it: without its document."""

    figure: Figure
    quote: Quote
    scope: frozenset[str]
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
            if f.region and f.period and f.basis in _SAID_SO and f.stat != "share" and _firm(view, item):
                stated = Stated(f, view.quote(item), _scope(view, item), document.issuer, document.issued_on)
                self._groups.setdefault(_key(item), []).append(stated)

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
    firm = [i for i in view.items if _firm(view, i)]
    year, bases = year_of(document_year(view)), bases_of(view)
    for group in grouped(firm, lambda i: (*_key(i, year), bases.get(i.figure.id))).values():
        unique = _distinct(group)
        if 2 <= len(unique) <= _MOST_IN_GROUP:
            yield from _inside(view, unique)
    yield from _over_years(view, firm)


def relation(a: Figure, b: Figure, scopes: tuple[frozenset[str], frozenset[str]]) -> Relation:
    """What two figures of one indicator, place and time are to each other."""
    if scopes[0] != scopes[1]:
        return "different_scope"
    if signed(a) == signed(b) and a.comparator == b.comparator:
        return "restatement"
    if _compatible(a, b):
        return "rounding"
    if _shifted(a, b):
        return "unit_slip"
    return "conflict"


def document_year(view: View) -> str | None:
    """The one year that the title of a document names: what a sentence without a time is about."""
    years = {y for p in periods(view.document.title) if (y := p.resolve(None))}
    return years.pop() if len(years) == 1 else None


def _key(item: Item, year: int | None = None) -> tuple[object, ...]:
    """What figures of one indicator share; ``year`` is meant where a figure has no time of its own."""
    f = item.figure
    period = f.period or (str(year) if year else None)
    return item.kind, f.dimensions, f.region, period, f.stat, f.normalized_unit, f.entity, f.reference


def _firm(view: View, item: Item) -> bool:
    """Whether a figure's name says what it measures, so that another figure of that name measures the same."""
    f = item.figure
    if not item.done or f.stat in ("rank", "ratio", "change_abs", "diff_pp") or item.table is not None:
        return False
    if f.period and f.basis not in _SAID_SO and _MANY_YEARS.search(_setting_words(view, item)):
        return False
    spelled_out = item.concept.object is not None and len(f.indicator) >= LONG_NAME and f.raw_indicator == f.indicator
    known = canonical(f.indicator) or (item.concept.complete and not item.kind[2]) or spelled_out
    if not known or any(d == "成员" for d, _ in f.dimensions):
        return False
    return not _more_than_named(view, item)


def _setting_words(view: View, item: Item) -> str:
    """The paragraph of a figure and the headings over it."""
    return view.text[slice(*item.line)] + "".join(view.document.section_at(item.figure.start))


def _more_than_named(view: View, item: Item) -> bool:
    """Whether the clause says more before the number than the indicator's name, members, time and place."""
    f = item.figure
    start = max(f.start, item.figure.value_start - len(item.lead)) if f.start < f.value_start else f.value_start
    left = re.split(r"[，。；：、]", view.text[start : f.value_start])[-1]
    if f.stat not in ("count", "amount", "quantity", "per_capita") and not re.search(r"[一-鿿]{4}", left):
        return not canonical(f.raw_indicator) and not concept(f.raw_indicator).complete
    spans = [(p.start, p.end) for p in periods(left)] + [(r.start, r.end) for r in regions(left, None)]
    rest = "".join(c for i, c in enumerate(left) if not any(a <= i < b for a, b in spans))
    for word in (f.raw_indicator, f.indicator, *(m for _, m in f.dimensions)):
        rest = rest.replace(word, "")
    if concept(f.indicator).complete and concept(rest).object:
        rest = "" if concept(rest) == concept(f.indicator) else rest
    extra = _FILLERS.sub("", lexicon().scope.sub("", rest))
    raw = f.raw_indicator
    return len(extra) > 2 or not (canonical(raw) or concept(raw).complete or raw == f.indicator or raw in f.indicator)


def _scope(view: View, item: Item) -> frozenset[str]:
    """The words that say over what a number was counted, in its sentence up to it."""
    before = view.text[item.sentence[0] : item.figure.value_start]
    usual = _OF_STOCKS if item.figure.nature == "stock" else _OF_YEARS
    return frozenset(_plain(w) for w in lexicon().scope.findall(before)) - usual


def _plain(word: str) -> str:
    return "截至" if word in ("截止", "截至") else word


def _distinct(items: Iterable[Item]) -> list[Item]:
    """The first item of each value and comparator."""
    unique: dict[tuple[Decimal, str], Item] = {}
    for item in items:
        unique.setdefault((signed(item.figure), item.figure.comparator), item)
    return list(unique.values())


def _one_each(group: Sequence[Stated]) -> Iterator[Stated]:
    """The first two statements of each value and scope, from two documents: more would say nothing new."""
    for same in grouped(group, lambda s: (signed(s.figure), s.figure.comparator, s.scope)).values():
        yield from list({s.quote.document_id: s for s in reversed(same)}.values())[-2:]


def _inside(view: View, items: Sequence[Item]) -> Iterator[Finding]:
    for a, b in pairs(items):
        if a.sentence == b.sentence:
            continue
        scopes = _scope(view, a), _scope(view, b)
        kind = relation(a.figure, b.figure, scopes)
        if kind in ("conflict", "unit_slip"):
            yield _told(kind, a.figure, b.figure, (view.quote(a), view.quote(b)), scopes)


def _over_years(view: View, firm: Sequence[Item]) -> Iterator[Finding]:
    """Numbers of about one size, one counted from the beginning, one over some years: 累计 14 亿元, 近三年 13 亿元."""
    spans = {i.figure.id: span for i in firm if (span := _span(view, i))}
    for group in grouped((i for i in firm if i.figure.id in spans), _outside_time).values():
        firsts = grouped(_distinct(group), lambda i: spans[i.figure.id])
        for a, b in pairs([items[0] for items in firsts.values()][:_MOST_IN_GROUP]):
            if _worth_telling(a.figure, b.figure) and a.sentence != b.sentence:
                scopes = _scope(view, a), _scope(view, b)
                quotes = view.sentence_quote(a), view.sentence_quote(b)
                yield _told("different_scope", a.figure, b.figure, quotes, scopes)


def _span(view: View, item: Item) -> str | None:
    """Over what years a number was counted, where the text says so."""
    scope = _scope(view, item)
    years = next((w for w in sorted(scope) if _YEARS.search(w)), None)
    return years or ("累计" if scope & _EVER else None)


def _outside_time(item: Item) -> tuple[object, ...]:
    f = item.figure
    return item.kind, f.dimensions, f.region, f.stat, f.normalized_unit, f.entity


def _worth_telling(a: Figure, b: Figure) -> bool:
    """Whether a reader may take one number for the other: they are of about the same size."""
    low, high = sorted((abs(a.normalized_value), abs(b.normalized_value)))
    return a.stat in ("count", "amount", "quantity") and high <= low * Decimal("1.5")


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
            if kind in ("restatement", "rounding") or pair in told:
                continue
            if kind == "conflict" and earlier.issuer and earlier.issuer == later.issuer:
                kind = "revision"
            told.add(pair)
            yield _told(
                kind, earlier.figure, later.figure, (earlier.quote, later.quote), (earlier.scope, later.scope), True
            )


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
    when = f"{a.period} 年" if a.period and len(a.period) == 4 else a.period or ""
    where = "两份文档" if across else "文中两处"
    text = f"{a.region or ''}{when}{members}{a.indicator}，{where}分别写作 {texts[0]}、{texts[1]}：{said}"
    formula = None
    if kind in ("conflict", "revision", "unit_slip") and a.normalized_unit == b.normalized_unit:
        gap = abs(signed(a) - signed(b))
        formula = f"|{written(a)} − {written(b)}| = {number(gap)} {a.normalized_unit}"
    return finding(kind, severity, text, quotes, formula, (a.id, b.id))


def _compatible(a: Figure, b: Figure) -> bool:
    """Whether two figures can both be true: bounds, estimates, and numbers rounded to other digits."""
    return _admits(a, b) or _admits(b, a)


def _admits(a: Figure, b: Figure) -> bool:
    """Whether the wording of ``a`` leaves room for the value of ``b``."""
    x, y = signed(a), signed(b)
    room = half(a) or _round_number(x)
    match a.comparator:
        case "gt" | "ge" | "gt_approx":
            return x <= y <= x + max(abs(x) * Decimal("0.2"), half(a) * 2)
        case "lt" | "le":
            return x - abs(x) * Decimal("0.2") <= y <= x
        case "approx":
            return abs(x - y) <= max(abs(x) * Decimal("0.1"), room)
    return abs(x - y) <= room


def _round_number(value: Decimal) -> Decimal:
    """Half of what the last digit before two or more zeros is worth: 12 000 may have been rounded."""
    digits = str(abs(int(value)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** zeros / 2 if zeros >= 2 and value else Decimal(0)


def _shifted(a: Figure, b: Figure) -> bool:
    """Whether two numbers are the same digits in another magnitude: 1.2 亿元 and 1.2 万元."""
    x, y = a.normalized_value, b.normalized_value
    if a.stat not in ("count", "amount", "quantity") or not x or not y or len(a.value.as_tuple().digits) < 2:
        return False
    high, low = max(x, y), min(x, y)
    return any(low * factor == high for factor in (1000, 10_000, 100_000_000, 10_000_000))
