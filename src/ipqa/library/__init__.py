"""The library: catalog (SQL), vectors (FAISS) and lexicon (BM25) of all documents, one generation at a time."""

from .aliases import Alias
from .corrections import Correction, Logged
from .edits import Edit
from .entry import (
    DocumentSummary,
    IndicatorCount,
    Progress,
    PutStatus,
    Scored,
    Stage,
    StoredGraphic,
    StoredPassage,
)
from .library import Library
from .snapshot import Snapshot

__all__ = [
    "Alias",
    "Correction",
    "DocumentSummary",
    "Edit",
    "IndicatorCount",
    "Library",
    "Logged",
    "Progress",
    "PutStatus",
    "Scored",
    "Snapshot",
    "Stage",
    "StoredGraphic",
    "StoredPassage",
]
