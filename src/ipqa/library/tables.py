"""The catalog's tables, for writing and for migrations; what is read of them is listed in ``rows``.

A change here needs a migration in ``migrations/versions`` and a new ``HEAD`` in ``state``.

Keys are given out by the ``state`` row and never used twice: a passage's key is its FAISS id. Columns that are read
for lists stand before the long texts, so that SQLite need not walk over these. ``boxes`` has a row per page, so that
a citation reads no more than its own. Rows of ``corrections`` and ``aliases`` are only ever added; ``resolutions`` says
which of the corrections count now and of which figure, and is derived anew with each version of a document. ``figures``
stay as they were extracted.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()
_KEY = BigInteger().with_variant(Integer, "sqlite")

state = Table(
    "state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("format", Integer, nullable=False),
    Column("model", String, nullable=False),
    Column("dimensions", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("figures", Integer, nullable=False),
    Column("next_key", BigInteger, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("key", _KEY, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("version", String, nullable=False),
    Column("source", String, nullable=False),
    Column("collection", String, nullable=False),
    Column("title", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("issuer", String),
    Column("number", String),
    Column("issued_on", String),
    Column("effective_on", String),
    Column("expires_on", String),
    Column("region", String),
    Column("page_count", Integer, nullable=False),
    Column("passage_count", Integer, nullable=False),
    Column("figure_count", Integer, nullable=False),
    Column("table_count", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("supersedes", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("graphics", JSON, nullable=False),
    Column("attachments", JSON, nullable=False),
    Column("seams", JSON, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("sections", JSON, nullable=False),
    Column("tables", JSON, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("collection", "source", name="uq_documents_source"),
)

passages = Table(
    "passages",
    metadata,
    Column("key", _KEY, primary_key=True),
    Column("id", String, nullable=False),
    Column("document_key", _KEY, ForeignKey("documents.key"), nullable=False),
    Column("section", JSON, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("content", LargeBinary(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("template", Text, nullable=False),
    Index("ix_passages_document", "document_key"),
    Index("ix_passages_content", "content"),
)

figures = Table(
    "figures",
    metadata,
    Column("key", _KEY, primary_key=True),
    Column("id", String, nullable=False),
    Column("document_key", _KEY, ForeignKey("documents.key"), nullable=False),
    Column("indicator", String, nullable=False),
    Column("raw_indicator", String, nullable=False),
    Column("stat", String, nullable=False),
    Column("value", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("normalized_value", String, nullable=False),
    Column("normalized_unit", String, nullable=False),
    Column("comparator", String, nullable=False),
    Column("status", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("value_start", Integer, nullable=False),
    Column("value_end", Integer, nullable=False),
    Column("dimensions", JSON(none_as_null=True)),
    Column("region", String),
    Column("entity", String),
    Column("direction", String),
    Column("reference", String),
    Column("nature", String),
    Column("period", String),
    Column("basis", String, nullable=False),
    Column("cell", JSON(none_as_null=True)),
    Column("duplicate_of", String),
    Index("ix_figures_id", "id"),
    Index("ix_figures_document", "document_key"),
    Index("ix_figures_indicator", "indicator"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("key", _KEY, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("by", String),
    Column("action", String, nullable=False),
    Column("document_id", String, nullable=False),
    Column("collection", String, nullable=False),
    Column("source", String, nullable=False),
    Column("anchor", JSON(none_as_null=True)),
    Column("changes", JSON, nullable=False),
    Column("reason", String),
    Column("undoes", _KEY),
    Index("ix_corrections_document", "document_id"),
)

resolutions = Table(
    "resolutions",
    metadata,
    Column("correction", _KEY, ForeignKey("corrections.key"), primary_key=True, autoincrement=False),
    Column("figure_id", String),
    Column("problem", String),
)

aliases = Table(
    "aliases",
    metadata,
    Column("key", _KEY, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("by", String),
    Column("action", String, nullable=False),
    Column("canonical", String, nullable=False),
    Column("alias", String, nullable=False),
)

boxes = Table(
    "boxes",
    metadata,
    Column("document_key", _KEY, ForeignKey("documents.key"), primary_key=True, autoincrement=False),
    Column("page", Integer, primary_key=True, autoincrement=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("content", LargeBinary(16), primary_key=True),
    Column("model", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)
