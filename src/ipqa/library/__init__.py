"""The library: catalog (SQL), vectors (FAISS) and lexicon (BM25) of all documents, one generation at a time."""

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
    "DocumentSummary",
    "IndicatorCount",
    "Library",
    "Progress",
    "PutStatus",
    "Scored",
    "Snapshot",
    "Stage",
    "StoredGraphic",
    "StoredPassage",
]
