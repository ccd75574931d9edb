"""Embedders that a user names: any sentence-transformers model, from a folder or by name. Imports torch when called."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_SAMPLE = 1 << 16
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class SentenceTransformerEmbedder:
    """A sentence-transformers model; its own prompts for questions and passages are used where it has any."""

    name: str
    dimensions: int
    model: "SentenceTransformer"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of passages, shape (texts, dimensions)."""
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        vectors = self.model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of questions, shape (texts, dimensions)."""
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        vectors = self.model.encode_query(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)


def load_external(name: str) -> SentenceTransformerEmbedder:
    """The sentence-transformers model of a folder or name, on the CPU or what torch finds. Raises ModelError."""
    folder = Path(name)
    if _is_path(name) and not folder.is_dir():
        raise ModelError(f"找不到向量模型文件夹：{name}", f"There is no folder with an embedding model: {name}")
    model = _open(name, local=True)
    if model is None and not folder.is_dir():
        model = _open(name, local=False)
    dimensions = model and model.get_embedding_dimension()
    if model is None or not dimensions:
        raise ModelError(
            f"无法加载向量模型 {name}，请检查名称，或改用本机上的模型文件夹。",
            f"The embedding model {name} cannot be loaded: check its name, or give a folder on this machine.",
        )
    version = folder_version(folder) if folder.is_dir() else _cached_commit(name)
    return SentenceTransformerEmbedder(f"{name}@{version}" if version else name, int(dimensions), model)


def _open(name: str, local: bool) -> "SentenceTransformer | None":
    """The model, from this machine only or from wherever it is; None if that fails, for the reason in the log."""
    try:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(name, local_files_only=local)
    # What a foreign model's configuration and files can raise; what is on the machine is tried without the network.
    except (OSError, ValueError, ImportError, RuntimeError, LookupError, TypeError, AttributeError) as error:
        _log.info("embedding model %s (local: %s): %s", name, local, error)
        return None


def _cached_commit(name: str) -> str:
    """The commit of a hub's model as it lies in the cache; empty where that cannot be told."""
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, local_files_only=True)).name
    except (OSError, ValueError):
        return ""


def folder_version(folder: Path) -> str:
    """A digest of a model's files: names, sizes, and the beginning and end of each, as weights can be gigabytes."""
    digest = blake2b(digest_size=8)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(_SAMPLE))
            if size > _SAMPLE:
                file.seek(max(_SAMPLE, size - _SAMPLE))
                digest.update(file.read(_SAMPLE))
    return digest.hexdigest()


def _is_path(name: str) -> bool:
    """Whether a name can only be a path: a model on a hub is 'name' or 'owner/name'."""
    return Path(name).is_absolute() or name.startswith((".", "~")) or name.count("/") > 1 or "\\" in name
