"""Positions of text, charts, attachments, and with which readers a document was read."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_BATCH = 200


def upgrade() -> None:
    """Add the columns and the table ``boxes``; what is there counts as read by the first readers."""
    _add_columns()
    _count_tables()
    op.create_table(
        "boxes",
        sa.Column("document_key", KEY, sa.ForeignKey("documents.key"), primary_key=True, autoincrement=False),
        sa.Column("page", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def _add_columns() -> None:
    # SQLite keeps columns in their order: short ones must come before the text, so the table is written anew there.
    sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("documents", recreate="always" if sqlite else "never") as batch:
        after = "figure_count"
        for name in ("table_count", "revision"):
            batch.add_column(_column(name, sa.Integer, "0"), insert_after=after)
            after = name
        after = "warnings"
        for name in ("graphics", "attachments"):
            batch.add_column(_column(name, sa.JSON, "[]"), insert_after=after)
            after = name


def _column(name: str, kind: type[sa.types.TypeEngine[Any]], default: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, server_default=default)


def _count_tables() -> None:
    documents = sa.table("documents", sa.column("key"), sa.column("tables", sa.JSON), sa.column("table_count"))
    bind = op.get_bind()
    last = -1
    while True:
        query = sa.select(documents.c.key, documents.c.tables).where(documents.c.key > last)
        rows = bind.execute(query.order_by(documents.c.key).limit(_BATCH)).all()
        for row in rows:
            count = len(row.tables)
            bind.execute(documents.update().where(documents.c.key == row.key).values(table_count=count))
        if not rows:
            return
        last = rows[-1].key
