"""The static embedder: a learned vector per word and character, summed and brought to length 1. Needs only numpy.

A model is a folder: ``model.safetensors`` (one tensor, ``embedding.weight``, a row per token), ``vocabulary.txt`` (a
token per line, in the order of the rows; the first stands for unknown tokens and its row is zero) and ``config.json``
(its name). The same folder is a sentence-transformers model, see ``ipqa.models.sentence_module``.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..errors import ModelError
from .prepared import static_tokens

WEIGHTS, VOCABULARY, CONFIG = "model.safetensors", "vocabulary.txt", "config.json"
TENSOR = "embedding.weight"
# Texts summed at once: large enough that numpy does the work, small enough that their vectors stay in cache.
_BLOCK = 256


@dataclass(frozen=True, slots=True, eq=False)
class StaticEmbedder:
    """Token vectors of shape (tokens, dimensions), usually half precision on disk, and the row of each token.

    A text without any known token gives a row of zeros: it is similar to nothing.
    """

    name: str
    vectors: NDArray[np.float16]
    rows: Mapping[str, int]

    @property
    def dimensions(self) -> int:
        return int(self.vectors.shape[1])

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of passages, shape (texts, dimensions)."""
        return self._embed(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of questions; the same model reads both sides."""
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        sums = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), _BLOCK):
            self._add_block(texts[start : start + _BLOCK], sums[start : start + _BLOCK])
        lengths = np.sqrt(np.einsum("ij,ij->i", sums, sums))[:, None]
        np.divide(sums, lengths, out=sums, where=lengths > 0)
        return sums

    def _add_block(self, texts: Sequence[str], sums: NDArray[np.float32]) -> None:
        found = [[row for token in static_tokens(text) if (row := self.rows.get(token)) is not None] for text in texts]
        lengths = np.fromiter(map(len, found), np.int64, len(found))
        known = lengths > 0
        if known.any():
            flat = np.fromiter((row for text in found for row in text), np.int64, int(lengths.sum()))
            # reduceat needs segments that are not empty, so only texts with a known token take part.
            starts = np.concatenate([[0], np.cumsum(lengths[known])[:-1]])
            sums[known] = np.add.reduceat(self.vectors[flat].astype(np.float32), starts, axis=0)


def is_static_model(folder: Path) -> bool:
    """Whether a folder holds a static model."""
    return all((folder / name).is_file() for name in (WEIGHTS, VOCABULARY, CONFIG))


def load_static(folder: Path) -> StaticEmbedder:
    """The static model of a folder, mapped into memory. Raises ModelError."""
    try:
        name = str(json.loads((folder / CONFIG).read_text("utf-8"))["name"])
        tokens = (folder / VOCABULARY).read_text("utf-8").split("\n")
        vectors = _map_tensor(folder / WEIGHTS)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder) from error
    if len(tokens) != len(vectors):
        raise _damaged(folder)
    rows = dict(zip(tokens, range(len(tokens)), strict=True))
    del rows[tokens[0]]  # stands for unknown tokens, which are left out here
    return StaticEmbedder(name, vectors, rows)


def _map_tensor(path: Path) -> NDArray[np.float16]:
    """The one tensor of a safetensors file: 8 bytes of length, a JSON header, then the numbers, row by row."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        if size > path.stat().st_size:
            raise ValueError("the header is longer than the file")
        tensor = json.loads(file.read(size))[TENSOR]
    if tensor["dtype"] != "F16" or len(tensor["shape"]) != 2:
        raise ValueError("not a matrix of half-precision numbers")
    start = 8 + size + int(tensor["data_offsets"][0])
    # Mapped, not read: a question needs twenty rows of fifty thousand.
    return np.asarray(np.memmap(path, np.float16, "r", start, tuple(tensor["shape"])))


def _damaged(folder: Path) -> ModelError:
    return ModelError(f"向量模型已损坏或不完整：{folder}", f"The embedding model is damaged or incomplete: {folder}")
