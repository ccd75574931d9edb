"""Where the text of a document is not in one piece in its source."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column ``seams`` of documents; what is there has none until it is read anew."""
    # SQLite keeps columns in their order: it must come before the text, so the table is written anew there.
    sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("documents", recreate="always" if sqlite else "never") as batch:
        batch.add_column(sa.Column("seams", sa.JSON, nullable=False, server_default="[]"), insert_after="attachments")
