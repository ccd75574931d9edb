"""Ingestion: files become Entries in processes of their own, for a file may be hostile, and all cores shall work."""

from ..reading import ReadingProblem, Unchanged, sources
from .drawing import draw_page
from .files import EntryRead, FileBegun, PagesRead, Reading, What
from .limits import Limits
from .pool import Pool

__all__ = [
    "EntryRead", "FileBegun", "Limits", "PagesRead", "Pool", "Reading", "ReadingProblem", "Unchanged", "What",
    "draw_page", "sources",
]  # fmt: skip
