"""Run by Alembic with the connection that ``ipqa.library.catalog`` has open; it commits there."""

from alembic import context

from ipqa.library.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
