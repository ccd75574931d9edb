"""Everything that changes an index: create, upgrade, write, embed anew, repair. Imported when there is a need.

Importing it brings SQLAlchemy, which a question does without.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import SQLAlchemyError

from ..errors import LibraryError
from ..models.embedder import Embedder
from . import tables
from .catalog import migrate, open_engine, read_state, truncate_log
from .entry import Progress
from .generations import Damaged, load, sweep
from .locks import writing
from .originals import stored_originals, sweep_originals
from .state import plain_errors, refuse_other_model
from .writer import Writer


@contextmanager
def _write_errors() -> Iterator[None]:
    """What the system, FAISS (RuntimeError) and tantivy (ValueError) raise on a full disk, as LibraryError."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        raise LibraryError(f"写入索引失败：{error}", f"Writing the index failed: {error}") from error


class Maintenance:
    """The writing side of a library; ``changed`` is called after a commit, before older generations are removed."""

    def __init__(self, folder: Path, embedder: Embedder, changed: Callable[[], None]) -> None:
        self._folder = folder
        self._embedder = embedder
        self._changed = changed
        self._engine = open_engine(folder / "catalog.sqlite")

    def close(self) -> None:
        """Let go of connections."""
        self._engine.dispose()

    def migrate(self) -> None:
        """Create or upgrade the schema; the writer's lock must be held."""
        with plain_errors(SQLAlchemyError):
            migrate(self._engine)

    @contextmanager
    def write(self, progress: Progress | None, patience: float) -> Iterator[Writer]:
        """See ``Library.write``."""
        with plain_errors(SQLAlchemyError), writing(self._folder, patience), self._engine.connect() as connection:
            refuse_other_model(read_state(connection), self._embedder)
            self._heal(connection)
            try:
                with self._transaction(connection, progress) as writer:
                    yield writer
            finally:
                self._sweep_originals(connection)

    def reembed(self, progress: Progress | None) -> None:
        """See ``Library.reembed``."""
        stored = tables.embeddings
        with plain_errors(SQLAlchemyError), writing(self._folder), self._engine.connect() as connection:
            sweep(self._folder, read_state(connection).generation)
            with self._transaction(connection, progress) as writer:
                connection.execute(delete(stored).where(stored.c.model != self._embedder.name))
                writer.rebuild()

    def repair(self) -> None:
        """Derive the files anew, unless another process has done so before the lock was ours."""
        with plain_errors(SQLAlchemyError), writing(self._folder), self._engine.connect() as connection:
            self._heal(connection)

    def _heal(self, connection: Connection) -> None:
        """Make sure that the current generation's files serve, and no others lie about; the lock must be held."""
        state = read_state(connection)
        sweep(self._folder, state.generation)
        try:
            load(self._folder, state)
        except Damaged:
            with self._transaction(connection, None) as writer:
                writer.rebuild()
        self._sweep_originals(connection)

    def _sweep_originals(self, connection: Connection) -> None:
        """Remove originals that no document refers to; outside of a transaction, with the lock held."""
        if any(stored_originals(self._folder)):
            sweep_originals(self._folder, connection.execute(select(tables.documents.c.version)).scalars())
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
            self._changed()
            sweep(self._folder, writer.target)
            truncate_log(self._engine)
