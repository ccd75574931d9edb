"""What the audit found about the figures of an answer: a note each, with the quotes that do not agree."""

from collections.abc import Callable, Iterable, Sequence

from ..audit import Finding
from ..records import Document, Figure, Note
from .citing import Citing

Findings = Callable[[Sequence[Figure]], Sequence[Finding]]
"""The figures shown -> what the audit found about them, errors first."""

_SAID = ("error", "warning")
_CONFLICTS = ("conflict", "sum_mismatch", "unit_slip", "role_conflict")
_MOST = 2
_QUOTES = 3
"""A finding over more quotes than this is no doubt about one figure; its first ones are cited."""


def audit_notes(
    citing: Citing, findings: Findings, document: Callable[[str], Document], notes: Iterable[Note]
) -> list[Note]:
    """Notes on the shown figures of which the audit reports an error or doubt, at most two; none said before.

    The quotes of a finding are cited behind those of the answer.
    """
    shown = [f.figure for f in citing.figures if f.citation is not None and not f.figure.restated]
    if not shown or any(note.kind in ("conflict", "suspect", "revision") for note in notes):
        return []
    grave = [f for f in findings(shown) if f.severity in _SAID][:_MOST]
    return [_note(found, citing, document) for found in grave]


def _note(found: Finding, citing: Citing, document: Callable[[str], Document]) -> Note:
    cited = tuple(citing.quote(document(q.document_id), q.start, q.end) for q in found.quotes[:_QUOTES])
    arithmetic = f"（{found.arithmetic}）" if found.arithmetic else ""
    kind = "conflict" if found.kind in _CONFLICTS else "suspect"
    return Note(kind, f"{found.explanation}{arithmetic}，请核对原文。", tuple(dict.fromkeys(cited)))
