"""An index of tantivy's on its way from one generation to the next."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from .lexicon import tombstones

_REBUILD_SHARE = 0.1
"""Share of removed entries in an index from which on it is built anew: they distort BM25's counts and take room."""

E = TypeVar("E")
E_contra = TypeVar("E_contra", contravariant=True)


class EntryWriter(Protocol[E_contra]):
    """What writes an index in a folder of its own: see ``lexicon.IndexWriter``."""

    def add(self, entries: Iterable[E_contra]) -> None: ...
    def remove_documents(self, document_keys: Iterable[int]) -> None: ...
    def commit(self) -> None: ...
    def abandon(self) -> None: ...


class TextIndex(Generic[E]):
    """Collects what is added; ``gone`` counts the entries that must leave. Nothing is written until there is a need."""

    def __init__(
        self, make: Callable[[Path, Path | None], EntryWriter[E]], target: Path, base: Path | None = None
    ) -> None:
        self._make = make
        self._target = target
        self._base = base
        self._writer: EntryWriter[E] | None = None
        self.gone = 0

    def add(self, entries: Sequence[E]) -> None:
        """Add entries to those of the last generation."""
        self._opened().add(entries)

    def finish(
        self, gone_documents: Iterable[int], total: int, stored: Callable[[], Iterator[Sequence[E]]], rebuild: bool
    ) -> None:
        """Write all files; from the ``stored`` entries alone with ``rebuild`` or where much of ``total`` is gone."""
        if rebuild or self._much_gone(total):
            self.abandon()
            self._writer = self._make(self._target, None)
            for entries in stored():
                self._writer.add(entries)
        else:
            self._opened().remove_documents(gone_documents)
        writer, self._writer = self._opened(), None
        writer.commit()

    def abandon(self) -> None:
        """Stop, and remove what was written."""
        if self._writer:
            self._writer.abandon()
            self._writer = None

    def _opened(self) -> EntryWriter[E]:
        if self._writer is None:
            self._writer = self._make(self._target, self._base)
        return self._writer

    def _much_gone(self, total: int) -> bool:
        if not self.gone or self._base is None:
            return False
        return tombstones(self._base) + self.gone > _REBUILD_SHARE * total
