"""Example questions from what the library holds: always the same for the same library, and only ones it answers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from ..figures.vocabulary import canonical, concept
from ..records import Figure, Hit

if TYPE_CHECKING:
    from ..service import Ipqa

# A library may be large: so many documents are looked at, and so many candidates are tried.
_DOCUMENTS, _TRIES = 3, 16
_LONGEST_INDICATOR = 12
_ASKING = ("？", "?", "什么", "哪些", "怎么", "如何", "多少")

_NUMBERING = re.compile(r"^(?:第?[一二三四五六七八九十\d]+[、.．条章节]|[（(][一二三四五六七八九十\d]+[）)])\s*")


class Examples:
    """Examples for a service, worked out once per generation of its library."""

    def __init__(self, service: "Ipqa", count: int) -> None:
        self._service = service
        self._count = count
        self._known: tuple[int, list[str]] | None = None

    def questions(self) -> list[str]:
        """Up to ``count`` questions, the documents in turn."""
        generation = self._service.generation
        if self._known is None or self._known[0] != generation:
            self._known = (generation, list(islice(self._answered(), self._count)))
        return self._known[1]

    def _answered(self) -> Iterator[str]:
        documents = sorted(self._service.documents(), key=lambda d: (not d.figures, d.collection, d.source))
        candidates = [self._about(document.id, document.title) for document in documents[:_DOCUMENTS]]
        for question in in_turn(candidates)[:_TRIES]:
            if self._service.ask(question).status == "answered":
                yield question

    def _about(self, document_id: str, title: str) -> list[str]:
        figures = questions_about(row.figure for row in self._service.figures(document_id=document_id))
        return figures or questions_among(self._service.search(title, 30), document_id)


def questions_about(figures: Iterable[Figure]) -> list[str]:
    """A question per indicator, those with the most figures first; only where the place is known and the name short."""
    first: dict[str, Figure] = {}
    counts: Counter[str] = Counter()
    for figure in figures:
        if figure.region and figure.status == "actual" and figure.stat in ("count", "amount", "quantity"):
            counts[figure.indicator] += 1
            if figure.duplicate_of is None:
                first.setdefault(figure.indicator, figure)
    short = [figure for name, figure in first.items() if len(name) <= _LONGEST_INDICATOR and _plain(name)]
    return [_question(figure) for figure in sorted(short, key=lambda f: -counts[f.indicator])]


def _plain(indicator: str) -> bool:
    """Whether a name is that of an indicator anyone would ask for, and not a piece of a sentence."""
    return canonical(indicator) is not None or (concept(indicator).complete and indicator.endswith(("量", "数", "额")))


def questions_among(hits: Iterable[Hit], document_id: str) -> list[str]:
    """The headings of a document that are questions themselves."""
    headings = [
        hit.passage.section[-1] for hit in hits if hit.passage.document_id == document_id and hit.passage.section
    ]
    asking = {_NUMBERING.sub("", heading) for heading in headings if any(word in heading for word in _ASKING)}
    return sorted(heading if heading.endswith(("？", "?")) else f"{heading}？" for heading in asking)


def in_turn(lists: Sequence[Sequence[str]]) -> list[str]:
    """The first of each list, then the second of each, and so on, without repeats."""
    longest = max(map(len, lists), default=0)
    return list(dict.fromkeys(items[i] for i in range(longest) for items in lists if i < len(items)))


def _question(figure: Figure) -> str:
    # A plain year reads well in front; other periods are left out rather than worded badly.
    year = f"{figure.period}年" if figure.period and figure.period.isdigit() else ""
    return f"{year}{figure.region}{figure.indicator}是多少？"
