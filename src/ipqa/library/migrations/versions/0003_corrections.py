"""What people said of figures and indicators: corrections and aliases; figures counted and found by their ids."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the tables ``corrections``, ``resolutions`` and ``aliases``, and the index of figures by id."""
    op.create_table(
        "corrections",
        sa.Column("key", KEY, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("by", sa.String),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("document_id", sa.String, nullable=False),
        sa.Column("collection", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("anchor", sa.JSON),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("undoes", KEY),
    )
    op.create_index("ix_corrections_document", "corrections", ["document_id"])
    op.create_table(
        "resolutions",
        sa.Column("correction", KEY, sa.ForeignKey("corrections.key"), primary_key=True, autoincrement=False),
        sa.Column("figure_id", sa.String),
        sa.Column("problem", sa.String),
    )
    op.create_table(
        "aliases",
        sa.Column("key", KEY, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("by", sa.String),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("canonical", sa.String, nullable=False),
        sa.Column("alias", sa.String, nullable=False),
    )
    op.create_index("ix_figures_id", "figures", ["id"])
    # The figure index is of a newer format, so that it is derived, and counted, when the library is first used.
    sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("state", recreate="always" if sqlite else "never") as batch:
        batch.add_column(sa.Column("figures", sa.Integer, nullable=False, server_default="0"), insert_after="passages")
