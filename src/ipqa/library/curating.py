"""What people may say of figures and indicators, each a commit of its own: the part of the service that keeps it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from .aliases import Alias
from .corrections import Correction, Logged
from .edits import Edit
from .library import Library

_NO_EDIT = Edit()


class Curating:
    """Corrections and aliases of a library; the clock is read here and nowhere below."""

    _library: Library

    def correct(
        self,
        figure_ids: Sequence[str],
        action: Literal["confirm", "edit", "reject"],
        edit: Edit = _NO_EDIT,
        *,
        reason: str | None = None,
        by: str | None = None,
    ) -> list[Correction]:
        """Confirm, edit or reject figures, all in one commit; what is said holds for later versions of the document.

        NotInLibrary, CorrectionError, LibraryBusy; then nothing is changed.
        """
        with self._library.write() as writer:
            return [writer.corrections.correct(id_, action, edit, reason, by, _now()) for id_ in figure_ids]

    def undo(self, correction: int, *, reason: str | None = None, by: str | None = None) -> Correction:
        """Take a correction back by its key: what was said before it holds again. CorrectionError, LibraryBusy."""
        with self._library.write() as writer:
            return writer.corrections.undo(correction, reason, by, _now())

    def corrections(self, document_id: str | None = None) -> list[Logged]:
        """The log of corrections with what became of each, oldest first."""
        with self._library.snapshot() as snapshot:
            return snapshot.corrections(document_id)

    def aliases(self) -> list[Alias]:
        """The names that people gave to indicators."""
        with self._library.snapshot() as snapshot:
            return snapshot.aliases()

    def add_alias(self, canonical: str, alias: str, *, by: str | None = None) -> Alias:
        """Let ``alias`` mean the indicator ``canonical``, in figures and in questions. CorrectionError, LibraryBusy."""
        with self._library.write() as writer:
            return writer.corrections.add_alias(canonical, alias, by, _now())

    def remove_alias(self, alias: str, *, by: str | None = None) -> Alias:
        """Let ``alias`` mean nothing again. CorrectionError where it was not added, LibraryBusy."""
        with self._library.write() as writer:
            return writer.corrections.remove_alias(alias, by, _now())


def _now() -> str:
    """The time as the logs write it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
