"""The cache of embeddings in the catalog, inside the transaction of a writer."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, insert, select

from ..models.embedder import Embedder
from . import tables
from .vectors import Matrix, compact

_embeddings = tables.embeddings
_CHUNK = 500


class EmbeddingCache:
    """Vectors by content: what was embedded once with the same model is not embedded again."""

    def __init__(self, connection: Connection, embedder: Embedder) -> None:
        self._connection = connection
        self._embedder = embedder

    def vectors(self, contents: Sequence[bytes], renderings: Sequence[str]) -> Matrix:
        """A float32 row per rendering, in half precision's values; ``contents`` are the hashes of the renderings."""
        known = self._stored(set(contents))
        missing = {c: r for c, r in zip(contents, renderings, strict=True) if c not in known}
        if missing:
            fresh = compact(self._embedder.embed_passages(list(missing.values())))
            added = {content: row.tobytes() for content, row in zip(missing, fresh, strict=True)}
            name = self._embedder.name
            rows = [{"content": content, "model": name, "vector": blob} for content, blob in added.items()]
            self._connection.execute(insert(_embeddings), rows)
            known |= added
        joined = np.frombuffer(b"".join(known[content] for content in contents), dtype=np.float16)
        return joined.reshape(len(contents), self._embedder.dimensions).astype(np.float32)

    def _stored(self, contents: set[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        wanted = sorted(contents)
        for i in range(0, len(wanted), _CHUNK):
            query = select(_embeddings.c.content, _embeddings.c.vector).where(
                _embeddings.c.model == self._embedder.name, _embeddings.c.content.in_(wanted[i : i + _CHUNK])
            )
            found |= {bytes(content): bytes(vector) for content, vector in self._connection.execute(query)}
        return found
