"""The library: a folder with a catalog (SQL), vectors (FAISS) and a lexicon (BM25) that always agree.

A commit writes ``vectors-N`` and ``lexicon-N`` beside those in use; then one SQL transaction holds all changes of rows
and sets ``generation = N``. A process killed at any point leaves the index at one generation or the next. The bytes of
source files whose pages can be shown stand in ``originals``, written before the commit that refers to them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ..errors import LibraryBusy, LibraryError
from ..models.embedder import Embedder
from .entry import Progress
from .generations import Damaged, Derived, load, stored_generations, sweep
from .locks import PATIENCE, writing
from .originals import original_path
from .reader import Reader, Reading, SqliteReader, is_current, read, read_state
from .snapshot import Snapshot
from .state import State, of_other_model, refuse_other_model

if TYPE_CHECKING:
    from .maintenance import Maintenance
    from .writer import Writer

_ATTEMPTS = 10


class Library:
    """Opened once per process; ``snapshot`` may be called from any thread."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._folder = folder
        self._embedder = embedder
        self._reader: Reader = SqliteReader(folder / "catalog.sqlite")
        self._lock = Lock()
        self._derived: Derived | None = None
        self._maintenance: Maintenance | None = None

    @classmethod
    def open(cls, folder: Path, embedder: Embedder) -> "Library":
        """Open the index in ``folder``; create it if there is none; clear up after a writer that was killed.

        NewerIndex, LibraryError when it is not usable. An index made with another embedding model opens, but is only
        good for ``reembed``.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"无法建立索引目录 {folder}。", f"Cannot create the index folder {folder}.") from error
        library = cls(folder, embedder)
        try:
            library._prepare()
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Let go of files and connections."""
        self._derived = None
        self._reader.close()
        if self._maintenance:
            self._maintenance.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def needs_reembedding(self) -> bool:
        """Whether the vectors are of another model than this library's embedder."""
        return of_other_model(self._state(), self._embedder)

    def versions(self, collection: str) -> dict[str, str]:
        """Source -> version of the documents of a collection: a file of that version need not be read again.

        Documents that earlier readers read are left out.
        """
        # The readers' room is heavier than this number, and no question needs it.
        from ..reading.revision import REVISION

        query = "SELECT source, version FROM documents WHERE collection = :collection AND revision = :revision"
        with self._reader.errors(), read(self._reader) as reading:
            return dict(reading.rows(query, {"collection": collection, "revision": REVISION}))

    def original(self, version: str) -> Path | None:
        """The file with the bytes of a version; None when they were not kept."""
        return original_path(self._folder, version)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The library as it is now, for reading; LibraryError when it was embedded with another model."""
        with self._reader.errors():
            reading, derived = self._pinned()
            try:
                yield Snapshot(reading, derived)
            finally:
                reading.end()

    @contextmanager
    def write(self, progress: Progress | None = None, patience: float = PATIENCE) -> Iterator["Writer"]:
        """The one writer: commits when the block ends, undoes everything when it raises.

        LibraryBusy when another process or thread is still writing after ``patience`` seconds.
        """
        with self._maintained().write(progress, patience) as writer:
            yield writer

    def reembed(self, progress: Progress | None = None) -> None:
        """Embed all passages anew with this library's embedder."""
        self._maintained().reembed(progress)

    def _prepare(self) -> None:
        """Create, upgrade or repair; takes the lock only if there is something to do."""
        with self._reader.errors():
            if not is_current(self._reader):
                with writing(self._folder):
                    if not is_current(self._reader):
                        self._maintained().migrate()
        if not stored_generations(self._folder) - {self._state().generation}:
            return
        try:
            with writing(self._folder, patience=0):
                sweep(self._folder, self._state().generation)
        except LibraryBusy:
            return  # the files of a writer at work, not of one that died

    def _state(self) -> State:
        with self._reader.errors(), read(self._reader) as reading:
            return read_state(reading)

    def _pinned(self) -> tuple[Reading, Derived]:
        """A read transaction, and the derived files of the same generation."""
        damage = ""
        for _ in range(_ATTEMPTS):
            reading = self._reader.begin()
            try:
                state = read_state(reading)
                refuse_other_model(state, self._embedder)
                return reading, self._load(state)
            except Damaged as error:
                reading.end()
                damage = str(error)
                self._repair(state)
            except BaseException:
                reading.end()
                raise
        raise LibraryError(f"索引无法修复：{damage}", f"The index cannot be repaired: {damage}")

    def _load(self, state: State) -> Derived:
        with self._lock:
            if self._derived is None or self._derived.generation != state.generation:
                self._derived = None
                self._derived = load(self._folder, state)
            return self._derived

    def _repair(self, seen: State) -> None:
        """Derive the files anew, unless a writer has made a new generation meanwhile."""
        if self._state().generation == seen.generation:
            self._maintained().repair()

    def _maintained(self) -> "Maintenance":
        """The writing side, made when it is first needed: a question does without SQLAlchemy."""
        from .maintenance import Maintenance

        with self._lock:
            if self._maintenance is None:
                self._maintenance = Maintenance(self._folder, self._embedder, self._forget)
            return self._maintenance

    def _forget(self) -> None:
        """Let go of the generation in use, so that it can be removed."""
        with self._lock:
            self._derived = None
