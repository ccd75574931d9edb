"""Alembic's environment and revisions for the catalog."""
