"""Which figures a question may be about, of all that a large library holds: found by index, never by looking at each.

The figures that answer share words, place and time with the question, and come first. Behind them come those of
another time, of another place, and of both, fewer each: the twins, the series and the places to compare with. What
stands beside the best of them, and in the best passages, comes with them: members, totals, neighbours.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .everyday import official
from .figures.context.periods import periods
from .figures.context.regions import regions
from .figures.vocabulary import aliases
from .library import Snapshot
from .library.figure_index import FigureQuery
from .records import Figure, Hit
from .statistics.asked.lexicon import expand, operations, vocabulary
from .text import fold

MANY = 30
_LONGEST_SPAN = 12
"""Years of a range that are looked for one by one."""
_AROUND = 300
"""Characters before and behind a figure in which its neighbours stand."""


_TIMES = re.compile(
    "历年|逐年|每年|各年|哪一?年|[近最]近?.{1,2}年|趋势|变化|走势|[增升涨降减]|年均|比.{0,8}年|[上去前]一?年"
)
"""A question that may look at more than one time."""
_PLACES = re.compile("各|哪|谁|排|几个?[省市县区]|[省市县区][、和与].{0,8}[省市县区]|分布|地区")
"""A question that may look at more than one place."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many figures the look-ups of a question give.

    ``exact`` are of the place and time asked for, ``other_times`` and ``other_places`` of another, ``others`` of both;
    neighbours are taken around so many of the first figures and passages.
    """

    exact: int
    other_times: int
    other_places: int
    others: int
    neighbours: int = 5
    passages: int = 5


def amounts_of(question: str, wanted: FigureQuery) -> Amounts:
    """Many of another time or place where the question looks at several or names none; else a few, for the twins."""
    several_times = len(wanted.periods) != 1 or bool(_TIMES.search(question))
    several_places = len(wanted.regions) != 1 or bool(_PLACES.search(question))
    return Amounts(
        exact=100 if several_times or several_places else 60,
        other_times=40 if several_times else 8,
        other_places=40 if several_places else 4,
        others=30 if several_times or several_places else 4,
        neighbours=5 if several_times or several_places else 2,
        passages=5 if several_times or several_places else 1,
    )


def candidates(
    snapshot: Snapshot,
    question: str,
    hits: Sequence[Hit],
    collections: Sequence[str] | None = None,
    home: str | None = None,
    anchor: int | None = None,
) -> list[Figure]:
    """The figures that a question may be about, likely ones first; ``home`` and ``anchor`` as for ``slots``."""
    said = official(snapshot.overlay.renaming()(question))
    wanted = figure_query(said, snapshot.overlay.alternatives, home, anchor)
    amounts = amounts_of(said, wanted)
    if collections is not None:
        wanted = replace(wanted, collections=tuple(collections))
    found: dict[str, Figure] = {}
    for query, most in _lookups(wanted, amounts):
        # Looking everywhere costs most, and a few twins of another place are worth it only where there is nothing here.
        if found and most < MANY and wanted.regions and not query.regions:
            continue
        found |= {f.id: f for f in snapshot.named_figures(query, most) if f.id not in found}
    first = list(found.values())[: amounts.neighbours]
    places = [(f.document_id, f.value_start - _AROUND, f.value_end + _AROUND) for f in first]
    places += [(h.passage.document_id, h.passage.start, h.passage.end) for h in hits[: amounts.passages]]
    for place in places:
        found |= {f.id: f for f in snapshot.nearby_figures(*place) if f.id not in found}
    return list(found.values())


def figure_query(
    question: str,
    alternatives: Mapping[str, Sequence[str]] | None = None,
    home: str | None = None,
    anchor: int | None = None,
) -> FigureQuery:
    """The words, places and times of a question; ``alternatives`` are other names of indicators."""
    times = periods(question)
    places = [r for r in regions(question, home) if not r.relative]
    spans = [*((p.start, p.end) for p in times), *((r.start, r.end) for r in places)]
    plain = "".join(" " if any(a <= i < b for a, b in spans) else c for i, c in enumerate(question))
    terms = [term for p in times if not p.baseline and (iso := p.resolve(anchor)) for term in _period_terms(iso)]
    return FigureQuery(
        tuple(dict.fromkeys(_words(plain, alternatives or {}))),
        tuple(dict.fromkeys(r.name for r in places)),
        tuple(dict.fromkeys(terms)),
    )


def _lookups(wanted: FigureQuery, amounts: Amounts) -> Iterator[tuple[FigureQuery, int]]:
    yield wanted, amounts.exact
    if wanted.periods:
        yield replace(wanted, periods=()), amounts.other_times
    if wanted.regions:
        yield replace(wanted, regions=()), amounts.other_places
    if wanted.periods and wanted.regions:
        yield replace(wanted, periods=(), regions=()), amounts.others


def _words(text: str, alternatives: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The pieces of a question, written out, with what may stand for a word of theirs in a document."""
    folded = fold(text)
    written = expand(folded)
    yield from folded.split()
    if written != "".join(folded.split()):
        yield written
    yield from (other for word, others in vocabulary().same.items() if word in written for other in others)
    yield from (name for alias, name in aliases().items() if alias in written)
    yield from (short for short, full in operations().abbreviations if full in written)
    yield from (other for name, others in alternatives.items() if name in written for other in others)


def _period_terms(iso: str) -> Iterable[str]:
    """A period and, for a range, its years: 2018/2020 -> 2018/2020, 2018, 2019, 2020."""
    yield iso
    years = [part[:4] for part in iso.split("/")]
    first, last = int(years[0]), int(years[-1])
    if last - first <= _LONGEST_SPAN:
        yield from map(str, range(first, last + 1))
