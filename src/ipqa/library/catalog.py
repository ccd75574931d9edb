"""The catalog: the SQL database that is the library's source of truth, its schema and its one row of state."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from ..errors import LibraryError, NewerIndex
from . import tables

FORMAT = 1
"""What the vectors and the lexicon on disk look like; with a greater number here older ones are rebuilt."""


@dataclass(frozen=True, slots=True)
class State:
    """The row that a commit sets: everything else in the index is of this generation."""

    generation: int
    format: int
    model: str
    dimensions: int
    passages: int
    next_key: int


@contextmanager
def plain_errors() -> Iterator[None]:
    """Database errors as LibraryError."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise LibraryError(f"索引目录库无法使用：{cause}", f"The index catalog cannot be used: {cause}") from error


def open_engine(path: Path) -> Engine:
    """An engine on a SQLite file; readers see the commit that was newest when they began."""
    engine = create_engine(
        f"sqlite:///{path}",
        max_overflow=-1,
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _configure(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: it would leave reads outside of them.
    connection.isolation_level = None
    # What is removed is overwritten, not only unlinked.
    connection.execute("PRAGMA secure_delete = ON")


def is_current(engine: Engine) -> bool:
    """Whether the schema is the one this package writes; False to create or upgrade. NewerIndex, LibraryError."""
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        if not names:
            return False
        if "alembic_version" not in names:
            raise LibraryError("索引目录中的数据库不是本软件的索引。", "The database in the index folder is not ours.")
        revision = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
        if revision > tables.HEAD or (revision == tables.HEAD and read_state(connection).format > FORMAT):
            raise NewerIndex(
                "索引由更新版本的 ipqa 建立，请升级 ipqa 或重新建立索引。",
                "The index was written by a newer ipqa; upgrade ipqa or ingest again.",
            )
    return revision == tables.HEAD


def migrate(engine: Engine) -> None:
    """Create or upgrade the schema, in one transaction; the writer's lock must be held."""
    # Alembic takes a third of a second to import, which no command that only reads should pay.
    from alembic import command
    from alembic.config import Config

    raw = engine.raw_connection()
    raw.cursor().execute("PRAGMA journal_mode = WAL")
    raw.close()
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def read_state(connection: Connection) -> State:
    """The state as of the connection's transaction."""
    row = connection.execute(select(*_STATE_COLUMNS)).one()
    return State(*row)


def write_state(connection: Connection, state: State) -> None:
    """Set the state; it counts once the transaction commits."""
    connection.execute(update(tables.state).values({name: getattr(state, name) for name in _STATE_NAMES}))


def next_generation(state: State, **changes: Any) -> State:
    """The state after a commit."""
    return replace(state, generation=state.generation + 1, format=FORMAT, **changes)


def truncate_log(engine: Engine) -> None:
    """Move the write-ahead log into the database file if no reader needs it; never waits."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        for statement in ("busy_timeout = 0", "wal_checkpoint(TRUNCATE)", "busy_timeout = 5000"):
            cursor.execute(f"PRAGMA {statement}").fetchall()
    finally:
        connection.close()


_STATE_NAMES = ("generation", "format", "model", "dimensions", "passages", "next_key")
_STATE_COLUMNS = [tables.state.c[name] for name in _STATE_NAMES]
