"""The library: a folder with a catalog (SQL), vectors (FAISS) and a lexicon (BM25) that always agree.

A commit writes ``vectors-N`` and ``lexicon-N`` beside those in use; then one SQL transaction holds all changes of rows
and sets ``generation = N``. A process killed at any point leaves the index at one generation or the next.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, delete, select

from ..errors import LibraryBusy, LibraryError
from ..models.embedder import Embedder
from . import tables
from .catalog import FORMAT, State, is_current, migrate, open_engine, plain_errors, read_state, truncate_log
from .entry import Progress
from .generations import Damaged, Derived, load, stored_generations, sweep
from .locks import PATIENCE, writing
from .snapshot import Snapshot
from .writer import Writer

_ATTEMPTS = 10


@contextmanager
def _write_errors() -> Iterator[None]:
    """What the system, FAISS (RuntimeError) and tantivy (ValueError) raise on a full disk, as LibraryError."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        raise LibraryError(f"写入索引失败：{error}", f"Writing the index failed: {error}") from error


class Library:
    """Opened once per process; ``snapshot`` may be called from any thread."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._folder = folder
        self._embedder = embedder
        self._engine = open_engine(folder / "catalog.sqlite")
        self._lock = Lock()
        self._derived: Derived | None = None

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
            with plain_errors():
                library._prepare()
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Let go of files and connections."""
        self._derived = None
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def needs_reembedding(self) -> bool:
        """Whether the vectors are of another model than this library's embedder."""
        with plain_errors(), self._engine.connect() as connection:
            return self._other_model(read_state(connection))

    def versions(self, collection: str) -> dict[str, str]:
        """Source -> version of the documents of a collection: a file of that version need not be read again."""
        documents = tables.documents
        query = select(documents.c.source, documents.c.version).where(documents.c.collection == collection)
        with plain_errors(), self._engine.connect() as connection:
            return {row.source: row.version for row in connection.execute(query)}

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The library as it is now, for reading; LibraryError when it was embedded with another model."""
        with plain_errors():
            connection, derived = self._pinned()
            try:
                yield Snapshot(connection, derived)
            finally:
                connection.close()

    @contextmanager
    def write(self, progress: Progress | None = None, patience: float = PATIENCE) -> Iterator[Writer]:
        """The one writer: commits when the block ends, undoes everything when it raises.

        LibraryBusy when another process or thread is still writing after ``patience`` seconds.
        """
        with plain_errors(), writing(self._folder, patience), self._engine.connect() as connection:
            state = read_state(connection)
            self._refuse_other_model(state)
            self._heal(connection)
            with self._transaction(connection, progress) as writer:
                yield writer

    def reembed(self, progress: Progress | None = None) -> None:
        """Embed all passages anew with this library's embedder."""
        stored = tables.embeddings
        with plain_errors(), writing(self._folder), self._engine.connect() as connection:
            sweep(self._folder, read_state(connection).generation)
            with self._transaction(connection, progress) as writer:
                connection.execute(delete(stored).where(stored.c.model != self._embedder.name))
                writer.rebuild()

    def _prepare(self) -> None:
        """Create, upgrade or repair; takes the lock only if there is something to do."""
        if not is_current(self._engine):
            with writing(self._folder):
                if not is_current(self._engine):
                    migrate(self._engine)
        with self._engine.connect() as connection:
            state = read_state(connection)
        if not stored_generations(self._folder) - {state.generation}:
            return
        try:
            with writing(self._folder, patience=0), self._engine.connect() as connection:
                sweep(self._folder, read_state(connection).generation)
        except LibraryBusy:
            return  # the files of a writer at work, not of one that died

    def _pinned(self) -> tuple[Connection, Derived]:
        """A connection in a read transaction, and the derived files of the same generation."""
        damage = ""
        for _ in range(_ATTEMPTS):
            connection = self._engine.connect()
            try:
                state = read_state(connection)
                self._refuse_other_model(state)
                return connection, self._load(state)
            except Damaged as error:
                connection.close()
                damage = str(error)
                self._repair(state)
            except BaseException:
                connection.close()
                raise
        raise LibraryError(f"索引无法修复：{damage}", f"The index cannot be repaired: {damage}")

    def _load(self, state: State) -> Derived:
        with self._lock:
            if self._derived is None or self._derived.generation != state.generation:
                self._derived = None
                self._derived = self._load_files(state)
            return self._derived

    def _load_files(self, state: State) -> Derived:
        if state.format < FORMAT:
            raise Damaged("older format")
        return load(self._folder, state)

    def _repair(self, seen: State) -> None:
        """Derive the files anew, unless a writer has made a new generation meanwhile."""
        with self._engine.connect() as connection:
            if read_state(connection).generation != seen.generation:
                return
        with writing(self._folder), self._engine.connect() as connection:
            self._heal(connection)

    def _heal(self, connection: Connection) -> None:
        """Make sure that the current generation's files serve, and no others lie about; the lock must be held."""
        state = read_state(connection)
        sweep(self._folder, state.generation)
        try:
            self._load_files(state)
        except Damaged:
            with self._transaction(connection, None) as writer:
                writer.rebuild()
        connection.rollback()

    @contextmanager
    def _transaction(self, connection: Connection, progress: Progress | None) -> Iterator[Writer]:
        connection.rollback()  # begin after the lock was taken: nobody else commits from here on
        writer = Writer(self._folder, connection, read_state(connection), self._embedder, progress)
        try:
            yield writer
            with _write_errors():
                changed = writer.commit()
        except BaseException:
            writer.abandon()
            raise
        if changed:
            with self._lock:
                self._derived = None
            sweep(self._folder, writer.target)
            truncate_log(self._engine)

    def _other_model(self, state: State) -> bool:
        here = (self._embedder.name, self._embedder.dimensions)
        return bool(state.passages) and (state.model, state.dimensions) != here

    def _refuse_other_model(self, state: State) -> None:
        if self._other_model(state):
            raise LibraryError(
                f"索引由向量模型 {state.model} 建立，与当前模型 {self._embedder.name} 不同，请重新导入文档。",
                f"The index was embedded with {state.model}, not with {self._embedder.name}; ingest again.",
            )
