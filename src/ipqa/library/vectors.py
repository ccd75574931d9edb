"""The dense index of one generation: FAISS, inner product on normalised float32 vectors, ids are catalog keys."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from .entry import Scored

Matrix = NDArray[np.float32]
Keys = NDArray[np.int64]


class Vectors:
    """Vectors by key, searched exactly."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def empty(cls, dimensions: int) -> "Vectors":
        """No vectors yet."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions)))

    @classmethod
    def load(cls, path: Path, *, writable: bool = False) -> "Vectors":
        """The index of a file; mapped into memory unless ``writable``. RuntimeError when it cannot be read."""
        return cls(faiss.read_index(str(path), 0 if writable else faiss.IO_FLAG_MMAP_IFC))

    def save(self, path: Path) -> None:
        """Write and sync the file; any path that Python can open will do."""
        with path.open("wb") as stream:
            faiss.write_index(self._index, faiss.PyCallbackIOWriter(stream.write, 1 << 22))  # type: ignore[attr-defined]
            stream.flush()
            os.fsync(stream.fileno())

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        return int(self._index.d)

    def keys(self) -> Keys:
        """All keys, in the order in which they were added."""
        return np.array(faiss.vector_to_array(self._index.id_map), dtype=np.int64)

    def add(self, keys: Sequence[int], matrix: Matrix) -> None:
        """Add a row of ``matrix`` per key."""
        if len(keys):
            self._index.add_with_ids(np.ascontiguousarray(matrix, np.float32), np.asarray(keys, np.int64))

    def remove(self, keys: Sequence[int]) -> None:
        """Take vectors out; keys that are not there are ignored."""
        if len(keys):
            self._index.remove_ids(faiss.IDSelectorBatch(np.asarray(keys, np.int64)))

    def search(self, vector: Matrix, k: int, among: Keys | None = None) -> list[Scored]:
        """The ``k`` keys of the greatest inner product with ``vector`` (dimensions,), best first, ties by key."""
        if not len(self) or k < 1 or (among is not None and not len(among)):
            return []
        parameters = faiss.SearchParameters()
        if among is not None:
            parameters.sel = selector = faiss.IDSelectorBatch(among)  # noqa: F841 (FAISS borrows it)
        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        scores, keys = self._index.search(query, min(k, len(self)), params=parameters)
        found = [Scored(int(key), float(score)) for key, score in zip(keys[0], scores[0], strict=True) if key >= 0]
        return sorted(found, key=lambda s: (-s.score, s.key))

    def similarities(self, vector: Matrix, keys: Sequence[int]) -> list[float]:
        """The inner product of ``vector`` with the vector of each key."""
        if not keys:
            return []
        matrix = self._index.reconstruct_batch(np.asarray(keys, np.int64))
        return [float(x) for x in matrix @ np.asarray(vector, np.float32).reshape(-1)]


def compact(matrix: Matrix) -> NDArray[np.float16]:
    """Half precision, as the cache of embeddings keeps vectors.

    What goes into FAISS passes through here too, so that an index rebuilt from the cache equals the one lost.
    """
    return matrix.astype(np.float16)
