"""Documents and their figures -> what does not agree in them, with both quotes: ``audit``.

Pure functions. ``audit`` takes documents one by one and keeps none; ``audit_document`` is the part for one document;
``findings_for`` gives what an answer over some figures should mention, ``concerning`` picks it from findings at hand.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..records import Document, Figure
from .again import again_findings
from .findings import KINDS, SEVERITIES, Finding, Quote, Severity
from .growth import growth_findings
from .hidden import hidden_findings
from .lists import list_findings
from .misspelt import misspelt_findings
from .order import Doubt, doubts, narrower_findings, order_findings, slip
from .parts import part_findings
from .plain import plain_findings
from .report import finding_to_json, findings_text
from .roles import role_findings
from .shares import share_findings
from .sheets import sheet_findings
from .values import Across, value_findings
from .view import View, view
from .wholes import whole_findings

__all__ = [
    "KINDS",
    "SEVERITIES",
    "Doubt",
    "Finding",
    "Quote",
    "Severity",
    "audit",
    "audit_document",
    "concerning",
    "doubts",
    "finding_to_json",
    "findings_for",
    "findings_text",
    "roles_in_conflict",
    "slip",
]

_CHECKS: tuple[Callable[[View], Iterator[Finding]], ...] = (
    order_findings,
    narrower_findings,
    part_findings,
    whole_findings,
    share_findings,
    growth_findings,
    value_findings,
    hidden_findings,
    sheet_findings,
    role_findings,
    list_findings,
    plain_findings,
    again_findings,
    misspelt_findings,
)


def audit(
    documents: Iterable[Document], figures: Callable[[str], Sequence[Figure]], only: str | None = None
) -> list[Finding]:
    """What does not agree inside each document, in the order of the documents, and then between them.

    ``figures`` gives the figures of a document by its id. Each document is let go of before the next one is taken.
    ``only`` leaves the findings that quote this document.
    """
    found: list[Finding] = []
    across = Across()
    for document in documents:
        dressed = view(document, figures(document.id))
        if only is None or document.id == only:
            found += _of(dressed)
        across.add(dressed)
    between = across.findings()
    return [*found, *(f for f in between if only is None or any(q.document_id == only for q in f.quotes))]


def audit_document(document: Document, figures: Sequence[Figure]) -> list[Finding]:
    """What does not agree inside one document, in the order of its text."""
    return _of(view(document, figures))


def roles_in_conflict(document: Document) -> list[Finding]:
    """The roles that one document gives to two bearers."""
    return list(role_findings(view(document, ())))


def concerning(findings: Iterable[Finding], figures: Iterable[Figure]) -> list[Finding]:
    """The findings that rest on any of these figures, errors first: what an answer over them should mention."""
    ids = {f.id for f in figures}
    order = list(SEVERITIES)
    return sorted((f for f in findings if not ids.isdisjoint(f.figures)), key=lambda f: order.index(f.severity))


def findings_for(
    shown: Sequence[Figure], document: Callable[[str], Document], figures: Callable[[str], Sequence[Figure]]
) -> list[Finding]:
    """What an answer over the figures ``shown`` should mention, errors first; only their documents are read."""
    found: list[Finding] = []
    for document_id in dict.fromkeys(f.document_id for f in shown):
        found += audit_document(document(document_id), figures(document_id))
    return concerning(found, shown)


def _of(dressed: View) -> list[Finding]:
    unique: dict[tuple[object, ...], Finding] = {}
    for check in _CHECKS:
        for found in check(dressed):
            # What 其中 names is a family of members too: one of the two says so.
            kind = "sum" if found.kind in ("sum_mismatch", "sum_incomplete", "rounding") else found.kind
            unique.setdefault((kind, frozenset(found.figures) or found.quotes), found)
    return sorted(unique.values(), key=lambda f: (min(q.start for q in f.quotes), f.kind))
