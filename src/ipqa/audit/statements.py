"""Figures whose names say in full what they measure, with their time and scope, so that they can be compared."""

import re

from ..figures.context.periods import periods
from ..figures.context.regions import regions
from ..figures.vocabulary import canonical, concept
from ..records import Figure
from .lexicon import lexicon
from .view import Item, View

_FILLERS = re.compile(
    r"[\s\d\W_]|截至?|止|目前|全[市省区县国州年]|我[市省区县国]|本[市省区县年]|底|末|初|累计|共有?|达到?|为|是|有|实现|完成|约|超过?|突破"
    r"|已|的|分别|其中|同时|此外|另|年|月|日|以来|当年|历年|总|量|数|额|已经|现有|拥有|新增|期间"
)
_MANY_YEARS = re.compile(
    r"五年|[一二三四五六七八九十]+五(?:时期|期间|以来|规划)?|以来|年均|连年|近[一二两三四五六几\d]+年|历年|逐年"
)
SAID_SO = ("clause", "sentence", "paragraph")
_OF_YEARS = frozenset({"其中", "全年", "当年"})
_OF_STOCKS = frozenset({"其中", "截至"})
_HELD = frozenset({"有效量", "拥有量"})
LONG_NAME = 7
"""Characters of a name that says in full what is measured: 地理标志产品年产值."""


def is_firm(view: View, item: Item) -> bool:
    """Whether a figure's name says what it measures, so that another figure of that name measures the same."""
    f = item.figure
    if not item.done or f.stat in ("rank", "ratio", "change_abs", "diff_pp") or item.table is not None:
        return False
    if f.period and f.basis not in SAID_SO and _MANY_YEARS.search(_setting_words(view, item)):
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


def scope_of(view: View, item: Item) -> frozenset[str]:
    """The words that say over what a number was counted, in its sentence up to it."""
    before = view.text[item.sentence[0] : item.figure.value_start]
    usual = _OF_STOCKS if item.figure.nature == "stock" else _OF_YEARS
    return frozenset(_plain(w) for w in lexicon().scope.findall(before)) - usual


def _plain(word: str) -> str:
    return "截至" if word in ("截止", "截至") else word


def document_year(view: View) -> str | None:
    """The one year that the title of a document names: what a sentence without a time is about."""
    years = {y for p in periods(view.document.title) if (y := p.resolve(None))}
    return years.pop() if len(years) == 1 else None


def key_of(item: Item, known: str | None = None) -> tuple[object, ...]:
    """What figures of one indicator share; ``known`` is meant where a figure has no time of its own."""
    f = item.figure
    return item.kind, f.dimensions, f.region, when_of(f, known), f.stat, f.normalized_unit, f.entity, f.reference


def when_of(figure: Figure, known: str | None) -> str | None:
    """The time of a figure; what is held at the end of December is what is held at the end of the year."""
    period = figure.period or known
    held = figure.nature in ("stock", "cumulative") or concept(figure.indicator).measures & _HELD
    if period and held:
        period = re.sub(r"-12(?:-31)?$", "", period.split("/")[-1])
    return period
