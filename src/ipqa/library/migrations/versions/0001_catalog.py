"""The first schema: state, documents, passages, figures, embeddings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create all tables and the one row of ``state``."""
    _create_state()
    _create_documents()
    _create_passages()
    _create_figures()
    op.create_table(
        "embeddings",
        sa.Column("content", sa.LargeBinary(16), primary_key=True),
        sa.Column("model", sa.String, primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )


def _create_state() -> None:
    state = op.create_table(
        "state",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("format", sa.Integer, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("dimensions", sa.Integer, nullable=False),
        sa.Column("passages", sa.Integer, nullable=False),
        sa.Column("next_key", sa.BigInteger, nullable=False),
    )
    row = {"id": 1, "generation": 0, "format": 1, "model": "", "dimensions": 0, "passages": 0, "next_key": 1}
    op.bulk_insert(state, [row])


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("key", KEY, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        *[sa.Column(name, sa.String, nullable=False) for name in ("version", "source", "collection", "title")],
        sa.Column("media_type", sa.String, nullable=False),
        *[sa.Column(name, sa.String) for name in ("issuer", "number", "issued_on", "effective_on", "expires_on")],
        sa.Column("region", sa.String),
        *[sa.Column(name, sa.Integer, nullable=False) for name in ("page_count", "passage_count", "figure_count")],
        *[sa.Column(name, sa.JSON, nullable=False) for name in ("supersedes", "warnings")],
        *[sa.Column(name, sa.JSON, nullable=False) for name in ("pages", "sections", "tables")],
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("collection", "source", name="uq_documents_source"),
    )


def _create_passages() -> None:
    op.create_table(
        "passages",
        sa.Column("key", KEY, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("document_key", KEY, sa.ForeignKey("documents.key"), nullable=False),
        sa.Column("section", sa.JSON, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("content", sa.LargeBinary(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("template", sa.Text, nullable=False),
    )
    op.create_index("ix_passages_document", "passages", ["document_key"])
    op.create_index("ix_passages_content", "passages", ["content"])


def _create_figures() -> None:
    words = ("indicator", "raw_indicator", "stat", "value", "unit", "normalized_value", "normalized_unit")
    op.create_table(
        "figures",
        sa.Column("key", KEY, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("document_key", KEY, sa.ForeignKey("documents.key"), nullable=False),
        *[sa.Column(name, sa.String, nullable=False) for name in (*words, "comparator", "status")],
        *[sa.Column(name, sa.Integer, nullable=False) for name in ("start", "end", "value_start", "value_end")],
        sa.Column("dimensions", sa.JSON),
        *[sa.Column(name, sa.String) for name in ("region", "entity", "direction", "reference", "nature", "period")],
        sa.Column("basis", sa.String, nullable=False),
        sa.Column("cell", sa.JSON),
        sa.Column("duplicate_of", sa.String),
    )
    op.create_index("ix_figures_document", "figures", ["document_key"])
    op.create_index("ix_figures_indicator", "figures", ["indicator"])
