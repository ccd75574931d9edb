"""Example questions from what the library holds, always the same ones for the same library."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..records import Figure

if TYPE_CHECKING:
    from ..service import Ipqa

_DOCUMENTS = 3


def example_questions(service: "Ipqa", count: int = 4) -> list[str]:
    """Up to ``count`` questions about figures of the first few documents, one per document in turn."""
    held = sorted(service.documents(), key=lambda d: (d.collection, d.source))
    per_document = [
        questions_about(row.figure for row in service.figures(document_id=document.id))
        for document in [d for d in held if d.figures][:_DOCUMENTS]
    ]
    return in_turn(per_document)[:count]


def questions_about(figures: Iterable[Figure]) -> list[str]:
    """A question per indicator, in the order of the document; only of figures whose place and time are known."""
    asked: dict[str, str] = {}
    for figure in figures:
        clear = figure.region and figure.period and figure.duplicate_of is None and figure.status == "actual"
        if not clear or figure.indicator in asked or figure.stat not in ("count", "amount", "quantity"):
            continue
        members = "".join(member for _, member in figure.dimensions[:1])
        what = f"{figure.indicator}中{members}" if members else figure.indicator
        asked[figure.indicator] = f"{_period(figure.period or '')}{figure.region}{what}是多少？"
    return list(asked.values())


def in_turn(lists: Sequence[Sequence[str]]) -> list[str]:
    """The first of each list, then the second of each, and so on, without repeats."""
    longest = max(map(len, lists), default=0)
    return list(dict.fromkeys(items[i] for i in range(longest) for items in lists if i < len(items)))


def _period(period: str) -> str:
    """A plain year in words; other periods are left out rather than worded badly."""
    return f"{period}年" if period.isdigit() else ""
