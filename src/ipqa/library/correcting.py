"""The writing side of corrections and aliases, inside the transaction of a writer."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text

from ..errors import CorrectionError, NotInLibrary
from ..records import Document, Figure
from . import tables
from .aliases import ALIAS_COLUMNS, Alias, alias_key, checked, current
from .anchors import anchor_of
from .corrections import (
    CORRECTION_COLUMNS,
    REMOVED,
    Action,
    Correction,
    Resolution,
    corrected,
    correction_row,
    effective,
    resolve,
    to_correction,
)
from .edits import Edit, changes_of, edited
from .reader import names
from .rows import FIGURE_COLUMNS, to_figure

_corrections, _resolutions, _aliases = tables.corrections, tables.resolutions, tables.aliases


class Correcting:
    """Adds lines to the logs and keeps ``resolutions`` true; ``changed`` once it did."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._corrected = set(connection.execute(select(_corrections.c.document_id).distinct()).scalars())
        self.changed = False

    def correct(
        self, figure_id: str, action: Action, edit: Edit, reason: str | None, by: str | None, at: str
    ) -> Correction:
        """Confirm, edit or reject a figure; NotInLibrary, CorrectionError."""
        document_id, collection, source, content = self._document_of(figure_id)
        figures = self._figures(document_id)
        figure = next(f for f in figures if f.id == figure_id)
        before = self._before(figure)
        changes: tuple[tuple[str, str | None], ...] = ()
        if action == "edit":
            changes = _merged(figure, before, edit)
        elif action == "confirm" and before is not None and before.action == "edit":
            raise CorrectionError(
                "这条数据项已经人工更正；要恢复提取的内容，请撤销那次更正。",
                "The figure was edited; undo that correction to get back what was extracted.",
            )
        # What is the same figure to an earlier correction is so to this one.
        anchor = before.anchor if before is not None else anchor_of(figure, content, figures)
        line = Correction(
            self._next(_corrections), at, by, action, document_id, collection, source, anchor, changes, reason
        )  # fmt: skip
        self._connection.execute(insert(_corrections), [correction_row(line)])
        self._corrected.add(document_id)
        self._settle(document_id, content, figures)
        return line

    def undo(self, key: int, reason: str | None, by: str | None, at: str) -> Correction:
        """Take a correction back, as a line of its own; CorrectionError where there is no such correction to undo."""
        line = next((c for c in self._log() if c.key == key), None)
        if line is None or line.action == "undo":
            raise CorrectionError(f"没有编号为 {key} 的更正。", f"There is no correction {key}.")
        if any(c.undoes == key for c in self._log(line.document_id)):
            raise CorrectionError(f"更正 {key} 已经撤销。", f"Correction {key} was undone already.")
        undone = Correction(
            self._next(_corrections), at, by, "undo", line.document_id, line.collection, line.source, None,
            reason=reason, undoes=key,
        )  # fmt: skip
        self._connection.execute(insert(_corrections), [correction_row(undone)])
        documents = tables.documents
        stored = select(documents.c.text).where(documents.c.id == line.document_id)
        content = self._connection.execute(stored).scalar_one_or_none()
        self._settle(line.document_id, content, self._figures(line.document_id))
        return undone

    def put(self, document: Document, figures: Sequence[Figure]) -> None:
        """A document has a new version: find the figures of its corrections in it."""
        if document.id in self._corrected:
            self._settle(document.id, document.text, figures)

    def removed(self, document_id: str) -> None:
        """A document has gone: its corrections wait."""
        if document_id in self._corrected:
            self._settle(document_id, None, ())

    def add_alias(self, canonical: str, alias: str, by: str | None, at: str) -> Alias:
        """Let another name mean an indicator; CorrectionError."""
        canonical, alias = checked(canonical, alias, self._held())
        return self._name(Alias(self._next(_aliases), at, by, "add", canonical, alias))

    def remove_alias(self, alias: str, by: str | None, at: str) -> Alias:
        """Let a name mean nothing again; CorrectionError where it is no alias."""
        line = self._held().get(alias_key(alias))
        if line is None:
            raise CorrectionError(f"“{alias}”不是已添加的别名。", f"“{alias}” is no alias that was added.")
        return self._name(Alias(self._next(_aliases), at, by, "remove", line.canonical, line.alias))

    def _name(self, line: Alias) -> Alias:
        self._connection.execute(insert(_aliases), [{name: getattr(line, name) for name in ALIAS_COLUMNS}])
        self.changed = True
        return line

    def _held(self) -> dict[str, Alias]:
        query = text(f'SELECT {names(ALIAS_COLUMNS)} FROM aliases ORDER BY "key"')
        return current(Alias(*row) for row in self._connection.execute(query))

    def _log(self, document_id: str | None = None) -> list[Correction]:
        where = " WHERE document_id = :id" if document_id is not None else ""
        query = text(f'SELECT {names(CORRECTION_COLUMNS)} FROM corrections{where} ORDER BY "key"')
        values = {"id": document_id} if document_id is not None else {}
        return [to_correction(row) for row in self._connection.execute(query, values)]

    def _before(self, figure: Figure) -> Correction | None:
        """The correction that counts for a figure now."""
        query = select(_resolutions.c.correction).where(_resolutions.c.figure_id == figure.id)
        key = self._connection.execute(query).scalar_one_or_none()
        return next((c for c in effective(self._log(figure.document_id)) if c.key == key), None)

    def _settle(self, document_id: str, content: str | None, figures: Sequence[Figure]) -> None:
        """Derive the resolutions of a document's corrections anew; without ``content`` it is not there."""
        log = self._log(document_id)
        gone = _resolutions.c.correction.in_([line.key for line in log])
        self._connection.execute(delete(_resolutions).where(gone))
        if content is None:
            found = [Resolution(line.key, None, REMOVED) for line in effective(log)]
        else:
            found = resolve(log, content, figures)
        if found:
            rows = [{"correction": r.correction, "figure_id": r.figure_id, "problem": r.problem} for r in found]
            self._connection.execute(insert(_resolutions), rows)
        self.changed = True

    def _document_of(self, figure_id: str) -> tuple[str, str, str, str]:
        query = text(
            "SELECT d.id, d.collection, d.source, d.text FROM figures f"
            ' JOIN documents d ON d."key" = f.document_key WHERE f.id = :id'
        )
        row = self._connection.execute(query, {"id": figure_id}).first()
        if row is None:
            raise NotInLibrary(f"没有编号为 {figure_id} 的数据项。", f"There is no figure {figure_id}.")
        return row[0], row[1], row[2], row[3]

    def _figures(self, document_id: str) -> list[Figure]:
        query = text(
            f"SELECT {names(FIGURE_COLUMNS, 'f')}, d.id FROM figures f"
            ' JOIN documents d ON d."key" = f.document_key WHERE d.id = :id ORDER BY f."key"'
        )
        return [to_figure(tuple(row)) for row in self._connection.execute(query, {"id": document_id})]

    def _next(self, table: Any) -> int:
        return int(self._connection.execute(select(func.coalesce(func.max(table.c.key), 0))).scalar_one()) + 1


def _merged(figure: Figure, before: Correction | None, edit: Edit) -> tuple[tuple[str, str | None], ...]:
    """All that an edit and the ones before it change; CorrectionError where nothing is left to change."""
    earlier = before.changes if before is not None and before.action == "edit" else ()
    seen = corrected(figure, "edit", earlier) if earlier else figure
    fresh = changes_of(seen, edit)
    if not fresh:
        raise CorrectionError("没有要更正的内容：所给的值与现有的相同。", "The edit changes nothing.")
    merged = edited(figure, tuple((dict(earlier) | dict(fresh)).items()))
    kept = {name for name, _ in merged.original}
    return tuple((name, value) for name, value in (dict(earlier) | dict(fresh)).items() if name in kept)
