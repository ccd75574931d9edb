"""Reading the catalog with plain SQL, without SQLAlchemy: importing that takes longer than answering a question.

Queries keep to the SQL that SQLite and PostgreSQL share: quoted names, parameters written ``:name`` (which SQLAlchemy's
``text()`` takes too), JSON as text. So a reader over a SQLAlchemy engine, for a catalog in another database, can stand
beside ``SqliteReader`` behind the same two protocols.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from ..errors import LibraryError
from .state import HEAD, STATE_COLUMNS, State, plain_errors, refuse_newer

Row = tuple[Any, ...]
_NOTHING: Mapping[str, object] = {}
_IDLE = 5
"""Connections kept open between snapshots."""


class Reading(Protocol):
    """One read transaction: every query sees the commit that was newest when the first one ran."""

    def rows(self, query: str, values: Mapping[str, object] = _NOTHING) -> list[Row]:
        """All rows of a query."""
        ...

    def end(self) -> None:
        """End the transaction; to be called once."""
        ...


class Reader(Protocol):
    """A catalog that can be read from several threads, each in transactions of its own."""

    def begin(self) -> Reading:
        """Begin a read transaction, for one thread."""
        ...

    def revision(self) -> str | None:
        """The revision of the schema; None for a database without tables, LibraryError for one that is not ours."""
        ...

    def errors(self) -> AbstractContextManager[None]:
        """The database's errors inside the block as LibraryError."""
        ...

    def close(self) -> None:
        """Let go of connections; those in use go when their transaction ends."""
        ...


class SqliteReader:
    """A catalog in a SQLite file, read with the standard library alone; nothing can be written through it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._idle: list[sqlite3.Connection] | None = []

    def begin(self) -> Reading:
        """Begin a read transaction on a connection of its own."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connected()
        try:
            connection.execute("BEGIN")
        except BaseException:
            connection.close()
            raise
        return _SqliteReading(self, connection)

    def revision(self) -> str | None:
        """The revision that Alembic noted; None for a new file."""
        with read(self) as reading:
            names = {name for (name,) in reading.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not names:
                return None
            if "alembic_version" not in names:
                raise LibraryError(
                    "索引目录中的数据库不是本软件的索引。", "The database in the index folder is not ours."
                )
            return str(_only(reading.rows("SELECT version_num FROM alembic_version"))[0])

    def errors(self) -> AbstractContextManager[None]:
        """Errors of sqlite3 as LibraryError."""
        return plain_errors(sqlite3.Error)

    def close(self) -> None:
        """Close the connections that wait; the others are closed when they come back."""
        with self._lock:
            idle, self._idle = self._idle, None
        for connection in idle or ():
            connection.close()

    def give_back(self, connection: sqlite3.Connection) -> None:
        """Keep a connection outside of any transaction for the next one, or close it."""
        try:
            connection.rollback()
        except BaseException:
            connection.close()
            raise
        with self._lock:
            if self._idle is not None and len(self._idle) < _IDLE:
                self._idle.append(connection)
                return
        connection.close()

    def _connected(self) -> sqlite3.Connection:
        # Without an isolation level the driver leaves transactions to us: else reads would stand outside of them.
        # A connection is used by one thread at a time, not always the same one.
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        return connection


class _SqliteReading:
    """A transaction on one connection of a reader."""

    def __init__(self, reader: SqliteReader, connection: sqlite3.Connection) -> None:
        self._reader = reader
        self._connection = connection

    def rows(self, query: str, values: Mapping[str, object] = _NOTHING) -> list[Row]:
        """All rows; fetched at once, since a statement that is not done would hold on to the old transaction."""
        return self._connection.execute(query, dict(values)).fetchall()

    def end(self) -> None:
        """Give the connection back."""
        self._reader.give_back(self._connection)


@contextmanager
def read(reader: Reader) -> Iterator[Reading]:
    """A read transaction for the length of a block."""
    reading = reader.begin()
    try:
        yield reading
    finally:
        reading.end()


def read_state(reading: Reading) -> State:
    """The state as of the transaction."""
    return State(*_only(reading.rows(f"SELECT {names(STATE_COLUMNS)} FROM state")))


def is_current(reader: Reader) -> bool:
    """Whether the schema is the one this package writes; False to create or upgrade. NewerIndex, LibraryError."""
    revision = reader.revision()
    if revision is None:
        return False
    if revision >= HEAD:
        with read(reader) as reading:
            refuse_newer(revision, read_state(reading).format if revision == HEAD else 0)
    return revision == HEAD


def names(columns: Sequence[str], table: str = "") -> str:
    """Columns as SQL: quoted, since some (``end``) are words of SQL, and with the table's name or alias if given."""
    prefix = f"{table}." if table else ""
    return ", ".join(f'{prefix}"{column}"' for column in columns)


def among(column: str, name: str, values: Sequence[object]) -> tuple[str, dict[str, object]]:
    """The condition that a column holds one of some values, and its parameters ``name0``, ``name1`` and so on."""
    if not values:
        return "1 = 0", {}
    parameters: dict[str, object] = {f"{name}{i}": value for i, value in enumerate(values)}
    return f"{column} IN ({', '.join(f':{key}' for key in parameters)})", parameters


def _only(rows: Sequence[Row]) -> Row:
    if len(rows) != 1:
        raise LibraryError("索引目录库不完整。", "The index catalog is incomplete.")
    return rows[0]
