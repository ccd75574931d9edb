"""The embedder: text to vectors, behind one Protocol, so that the library and search never know which model it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .static import is_static_model, load_static

EMBEDDED = "embedded"
EMBEDDED_WEIGHTS = Path(__file__).parent / "weights"


class Embedder(Protocol):
    """Passages and questions as vectors whose inner product is their similarity.

    ``name`` identifies the model and its version; cached vectors are kept by it. Both methods give float32 arrays of
    shape (number of texts, ``dimensions``) with rows of length 1; a text in which the model knows nothing may give a
    row of zeros, never NaN.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]: ...

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


def load_embedder(name: str) -> Embedder:
    """The embedder of a name: 'embedded', a folder, or a sentence-transformers name.

    A folder with a static model, as ``training/train_static.py`` writes it, is read without torch. Raises ModelError.
    """
    if name == EMBEDDED:
        return load_static(EMBEDDED_WEIGHTS)
    if is_static_model(Path(name)):
        return load_static(Path(name))
    from .external import load_external

    return load_external(name)
