"""An embedder without a model: character pairs hashed into buckets. For tests and for trying a library out."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ..text import character_pairs


class HashingEmbedder:
    """Texts that share character pairs are near each other; deterministic on every machine, needs no weights."""

    def __init__(self, dimensions: int = 64) -> None:
        self.dimensions = dimensions
        self.name = f"hashing-{dimensions}"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, dimensions), rows of length 1; a text without letters or digits is the zero row."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for pair in character_pairs(text):
                row[crc32(pair.encode()) % self.dimensions] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, lengths, out=rows, where=lengths > 0)
        return rows

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same as ``embed_passages``."""
        return self.embed_passages(texts)
