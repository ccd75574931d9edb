"""A document with its figures as the checks want them: each with its sentence, section, table and concept."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TypeVar

from ..figures.lexicons import longest_first, table
from ..figures.vocabulary import Concept, canonical, concept, member_of
from ..records import Document, Figure, Span
from ..text import fold, sentences, simplified
from .asides import is_aside, past_aside
from .findings import Quote, quoted
from .lexicon import lexicon

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
Kind = tuple[str | None, tuple[str, ...], str, bool]

_SIZED = ("count", "amount", "quantity")
BESIDE = 8
"""Numbers of a sentence among which one that was said aside is looked for."""
_PLACE = re.compile(r"^.{0,4}?(?:全|我|本)[省市区县州盟旗镇乡校院]")
_SPEECH = re.compile(r"发布会|实录|访谈|答问|讲话|致辞")
_LAST_YEAR = re.compile(r"去年(?!同期)[^，。；]{0,8}[，,]?[^，。；]*$")
_ENDING = re.compile(r"(?:总?[量数]|件数|总额|总值)$")


@dataclass(frozen=True, slots=True)
class Item:
    """A figure where it stands.

    ``lead`` is what is said between the number before it (or the sentence) and itself; ``ruled``: in a rule, which
    says what shall be and not what was; ``aside``: in brackets or after 比上年的, a number beside the one that counts.
    """

    figure: Figure
    concept: Concept
    kind: Kind
    sentence: Span
    line: Span
    section: int
    table: int | None
    lead: str
    ruled: bool = False
    aside: bool = False

    @property
    def done(self) -> bool:
        """Whether it was reached, not planned; one that extraction already doubts is for the audit to judge."""
        return self.figure.status in ("actual", "suspect") and not self.ruled

    @property
    def sized(self) -> bool:
        """Whether it says how many or how much there was."""
        return self.figure.stat in _SIZED and self.done


@dataclass(frozen=True, slots=True)
class View:
    """A document, its text in Simplified characters (offsets stay), and its figures in order."""

    document: Document
    text: str
    items: tuple[Item, ...]
    _sentences: dict[Span, list[Item]] = field(default_factory=dict)
    standings: dict[str, object] = field(default_factory=dict)

    def quote(self, item: Item) -> Quote:
        """The quote of a figure: its clause; for a cell the whole row."""
        f = item.figure
        return quoted(self.document, f.start, f.end, ((f.value_start, f.value_end),) if f.cell else ())

    def quotes(self, items: Iterable[Item]) -> tuple[Quote, ...]:
        return tuple(self.quote(i) for i in items)

    def sentence_quote(self, item: Item) -> Quote:
        """The quote of the whole sentence, in which time and scope stand."""
        return quoted(self.document, *item.sentence)

    def between(self, span: Span) -> tuple[Item, ...]:
        """The figures whose numbers begin inside a span."""
        first = bisect_left(self.items, span[0], key=lambda i: i.figure.value_start)
        last = bisect_left(self.items, span[1], key=lambda i: i.figure.value_start)
        return self.items[first:last]

    def by_sentence(self) -> dict[Span, list[Item]]:
        """The figures of running text, sentence by sentence."""
        if not self._sentences:
            self._sentences.update(grouped((i for i in self.items if i.table is None), lambda i: i.sentence))
        return self._sentences


def view(document: Document, figures: Sequence[Figure]) -> View:
    """A document with its figures placed; linear in both."""
    text = simplified(document.text)
    ordered = sorted(figures, key=lambda f: (f.value_start, f.value_end))
    items: list[Item] = []
    topic: Item | None = None
    for written in ordered:
        line, sentence = _around(text, written, items[-1] if items else None)
        before = items[-1].figure.value_end if items and items[-1].sentence == sentence else sentence[0]
        main = _main(items, sentence)
        written = _timed(text, written, [i for i in items[-BESIDE:] if i.sentence == sentence], main)
        written = _spoken(document, text, written)
        figure = _adopted(written, topic if topic is not None and topic.line == line else None)
        items.append(
            Item(
                figure, concept(figure.indicator), kind_of(figure.indicator), sentence, line,
                _section(document, figure.value_start), _table(document, figure.value_start),
                text[max(before, sentence[0]) : figure.value_start], _ruled(text[slice(*line)], items, line),
                is_aside(text, sentence[0], figure, main.figure if main else None),
            )
        )  # fmt: skip
        if figure is written and not items[-1].aside and items[-1].sized and member_of(figure.indicator) is None:
            topic = items[-1]
    return View(document, text, tuple(items))


def _main(items: Sequence[Item], sentence: Span) -> Item | None:
    """The last number of a sentence that is not said beside another one."""
    for item in reversed(items):
        if item.sentence != sentence:
            return None
        if item.sized and not item.aside:
            return item
    return None


def _timed(text: str, figure: Figure, before: Sequence[Item], main: Item | None) -> Figure:
    """A number behind one that was said aside, which gave it its own time: 152 件（2023年 110 件），其中 …."""
    aside = next((i.figure for i in reversed(before) if i.aside), None)
    if aside is None or main is None or figure.period != aside.period:
        return figure
    return replace(figure, period=main.figure.period) if past_aside(text, aside, figure) else figure


def _spoken(document: Document, text: str, figure: Figure) -> Figure:
    """A number of 去年底 in what was said on a day: of the year before that day, whatever year the talk is about."""
    if not document.issued_on or not _SPEECH.search(document.title + text[:80]):
        return figure
    if not _LAST_YEAR.search(text[max(0, figure.start - 20) : figure.value_start]):
        return figure
    return replace(figure, period=str(int(document.issued_on[:4]) - 1))


def _ruled(words: str, items: Sequence[Item], line: Span) -> bool:
    """Whether a paragraph lays down a rule; asked once for each."""
    return items[-1].ruled if items and items[-1].line == line else bool(lexicon().rule.search(words))


def _adopted(figure: Figure, topic: Item | None) -> Figure:
    """A number whose clause names a member only (有效发明专利 3120 件。其中企业 1985 件) as one of its topic's."""
    member = member_of(figure.indicator)
    # Who holds a right is a member of that right's number only: 高校 80 所 stands for itself.
    if (
        topic is None
        or topic.concept.object is None
        or member is None
        or figure.stat not in (*_SIZED, "share")
        or figure.cell is not None
    ):
        return figure
    of = topic.figure
    if figure.stat != "share" and figure.normalized_unit != of.normalized_unit:
        return figure
    dimensions = tuple(sorted({*(d for d in of.dimensions if d[0] != member[0]), member}))
    own = figure.basis in ("clause", "sentence")
    return replace(
        figure, indicator=of.indicator, dimensions=dimensions, region=of.region,
        period=figure.period if own else of.period,
    )  # fmt: skip


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Items by a key, both in the order of their first occurrence."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def pairs(items: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Every item with each one behind it; only for groups that are small by their nature."""
    for index, one in enumerate(items):
        for other in items[index + 1 :]:
            yield one, other


@cache
def _named() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words for the objects and for the measures of indicators."""
    data = table("indicators")
    return tuple(
        re.compile("|".join(re.escape(fold(w)) for w in longest_first([w for row in data[k].values() for w in row])))
        for k in ("objects", "measures")
    )  # type: ignore[return-value]


@lru_cache(maxsize=1 << 13)
def kind_of(indicator: str) -> Kind:
    """What an indicator is under whatever name: its object, what is done to it, and the words that are left."""
    name = fold(_PLACE.sub("", re.sub(r"\s+", "", canonical(indicator) or indicator)))
    meant = concept(indicator)
    measures = meant.measures - {"拥有量"} if "有效量" in meant.measures else meant.measures
    if meant.object is None:
        return None, tuple(sorted(measures)), _ENDING.sub("", name), meant.per_head
    objects, doings = _named()
    # 专利商标质押融资 is of more than 专利质押融资.
    several = sorted({o for o in objects.findall(name) if not any(o != p and o in p for p in objects.findall(name))})
    left = re.sub(r"[量数件额的]+$", "", _ENDING.sub("", doings.sub("", objects.sub("", name))))
    left = left if len(several) < 2 else "".join((left, *several))
    return meant.object, tuple(sorted(measures)), left, meant.per_head


def _around(text: str, figure: Figure, before: Item | None) -> tuple[Span, Span]:
    """The line and the sentence of a figure."""
    at = figure.value_start
    if before is not None and before.sentence[0] <= at < before.sentence[1]:
        return before.line, before.sentence
    start = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", at)
    line = (start, len(text) if stop < 0 else stop)
    if before is not None and before.line == line:
        start = before.sentence[1]
    return line, next(((a, b) for a, b in sentences(text, start, line[1]) if a <= at < b), line)


def _section(document: Document, offset: int) -> int:
    """Where the innermost section over an offset begins; -1 outside all sections."""
    sections = document.sections
    for index in range(bisect_right(sections, offset, key=lambda s: s.start) - 1, -1, -1):
        if offset < sections[index].end:
            return sections[index].start
    return -1


def _table(document: Document, offset: int) -> int | None:
    """The index of the table over an offset."""
    index = bisect_right(document.tables, offset, key=lambda t: t.start) - 1
    return index if index >= 0 and offset < document.tables[index].end else None
