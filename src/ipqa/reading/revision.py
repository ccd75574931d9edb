"""Which readers a document was read with: it grows when they give other documents for the same bytes."""

REVISION = 5
"""A document of the library that was read at an earlier revision is read anew when its file is ingested again."""
