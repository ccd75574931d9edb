"""What is stored together: one version of a document and all that was made of it."""

from dataclasses import dataclass

from .documents import Document, Passage
from .figures import Figure


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of a document with everything derived from it; a rendering (what is embedded) per passage."""

    document: Document
    passages: tuple[Passage, ...]
    renderings: tuple[str, ...]
    figures: tuple[Figure, ...] = ()

    def __post_init__(self) -> None:
        if len(self.passages) != len(self.renderings):
            raise ValueError(f"{len(self.passages)} passages but {len(self.renderings)} renderings")
