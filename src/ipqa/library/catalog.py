"""The catalog as it is written: the SQL database that is the library's source of truth, through SQLAlchemy.

``reader`` reads it; nothing that only reads imports this module.
"""

import json
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select, update

from . import tables
from .state import STATE_COLUMNS, State


def open_engine(path: Path) -> Engine:
    """An engine on a SQLite file; each transaction sees the commit that was newest when it began."""
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


def migrate(engine: Engine, revision: str = "head") -> None:
    """Create or upgrade the schema, in one transaction; the writer's lock must be held."""
    # Alembic takes a third of a second to import, which only a new or an old index should cost.
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
        command.upgrade(config, revision)


def read_state(connection: Connection) -> State:
    """The state as of the connection's transaction."""
    return State(*connection.execute(select(*_STATE)).one())


def write_state(connection: Connection, state: State) -> None:
    """Set the state; it counts once the transaction commits."""
    connection.execute(update(tables.state).values({name: getattr(state, name) for name in STATE_COLUMNS}))


def truncate_log(engine: Engine) -> None:
    """Move the write-ahead log into the database file if no reader needs it; never waits."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        for statement in ("busy_timeout = 0", "wal_checkpoint(TRUNCATE)", "busy_timeout = 5000"):
            cursor.execute(f"PRAGMA {statement}").fetchall()
    finally:
        connection.close()


_STATE = [tables.state.c[name] for name in STATE_COLUMNS]
