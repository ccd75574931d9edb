"""What people said of figures: the log of corrections, which of them count, and figures with them. Pure functions.

The log is only added to. Of the corrections of one figure the latest that was not undone counts; an edit holds all
that the edits before it changed. A correction belongs to a document, not to a version of it: in each version its
figure is looked for anew (``anchors``), and where it is not found the correction waits, with the reason.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any, Literal

from ..records import Figure
from .anchors import Anchor, locate
from .edits import Changes, edited

Action = Literal["confirm", "edit", "reject", "undo"]
State = Literal["applied", "superseded", "undone", "not_applied", "done"]
REMOVED = "文档已不在文档库中"
CORRECTION_COLUMNS = (
    "key", "at", "by", "action", "document_id", "collection", "source", "anchor", "changes", "reason", "undoes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the log: who said what of which figure when (UTC, ISO 8601); ``undoes`` is the key of another line."""

    key: int
    at: str
    by: str | None
    action: Action
    document_id: str
    collection: str
    source: str
    anchor: Anchor | None
    changes: Changes = ()
    reason: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """A correction that counts: the figure it is applied to, or the reason why it is to none."""

    correction: int
    figure_id: str | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the log and what became of it; an undo is ``done``, a line that a later one replaces ``superseded``."""

    correction: Correction
    state: State
    figure_id: str | None = None
    problem: str | None = None


def effective(log: Iterable[Correction]) -> list[Correction]:
    """The corrections of one document that count, in the order they were made."""
    lines = list(log)
    undone = {line.undoes for line in lines if line.action == "undo"}
    latest: dict[object, Correction] = {}
    for line in lines:
        if line.anchor is not None and line.key not in undone:
            latest[line.anchor] = line
    return sorted(latest.values(), key=lambda line: line.key)


def resolve(log: Iterable[Correction], text: str, figures: Sequence[Figure]) -> list[Resolution]:
    """Which figures of a version the corrections of its document are applied to; of two on one figure the later."""
    found: dict[str, Resolution] = {}
    lost: list[Resolution] = []
    for line in effective(log):
        assert line.anchor is not None
        place = locate(line.anchor, text, figures)
        if place.figure is None:
            lost.append(Resolution(line.key, None, place.problem))
        else:
            found[place.figure.id] = Resolution(line.key, place.figure.id)
    return [*found.values(), *lost]


def corrected(figure: Figure, action: str, changes: Changes) -> Figure:
    """A figure as a person corrected it; a rejected one keeps all but its mark."""
    if action == "edit":
        return edited(figure, changes)
    return replace(figure, correction="confirmed" if action == "confirm" else "rejected")


def logged(log: Sequence[Correction], resolutions: Mapping[int, Resolution]) -> list[Logged]:
    """Every line of the log with what became of it, oldest first."""
    undone = {line.undoes for line in log if line.action == "undo"}
    return [_logged(line, undone, resolutions.get(line.key)) for line in log]


def _logged(line: Correction, undone: set[int | None], resolution: Resolution | None) -> Logged:
    if line.action == "undo":
        return Logged(line, "done")
    if line.key in undone:
        return Logged(line, "undone")
    if resolution is None:
        return Logged(line, "superseded")
    if resolution.figure_id is None:
        return Logged(line, "not_applied", None, resolution.problem)
    return Logged(line, "applied", resolution.figure_id)


def correction_row(line: Correction) -> dict[str, Any]:
    """The row of ``corrections`` for a line."""
    values = {name: getattr(line, name) for name in CORRECTION_COLUMNS}
    anchor = list(astuple(line.anchor)) if line.anchor else None
    return values | {"anchor": anchor, "changes": [list(pair) for pair in line.changes]}


def to_correction(row: Sequence[Any]) -> Correction:
    """The line of a row of ``CORRECTION_COLUMNS``, JSON as text."""
    values = dict(zip(CORRECTION_COLUMNS, row, strict=True))
    anchor = Anchor(*json.loads(values["anchor"])) if values["anchor"] else None
    return Correction(**values | {"anchor": anchor, "changes": to_changes(values["changes"])})


def to_changes(stored: str) -> Changes:
    """The changes of a row's JSON."""
    return tuple((name, value) for name, value in json.loads(stored))
