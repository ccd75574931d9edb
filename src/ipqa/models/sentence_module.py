"""The static model inside sentence-transformers: ``encode(text)`` gives the vectors that ``ipqa.models.static`` gives.

    from ipqa.models.sentence_module import sentence_transformer
    model = sentence_transformer(folder)

``SentenceTransformer(folder, trust_remote_code=True)`` reads the same folder: sentence-transformers 6 asks for that
flag before it imports any class from outside its own package, here this one from the installed ipqa.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import torch
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from .prepared import prepare
from .static import CONFIG, TENSOR, VOCABULARY, WEIGHTS


class StaticWords(StaticEmbedding):
    """A static embedding over words and characters; ``preprocess`` segments, so raw text goes in."""

    def __init__(self, tokens: list[str], weights: torch.Tensor, name: str) -> None:
        rows = {token: row for row, token in enumerate(tokens)}
        tokenizer = Tokenizer(WordLevel(rows, unk_token=tokens[0]))
        tokenizer.pre_tokenizer = WhitespaceSplit()
        super().__init__(tokenizer, embedding_weights=weights)
        self.tokens, self.name = tokens, name

    def preprocess(  # type: ignore[override]
        self, inputs: Sequence[str], prompt: str | None = None, **kwargs: Any
    ) -> dict[str, torch.Tensor]:
        """Raw texts as token ids; an unknown token is row 0, whose vector is zero."""
        prepared: dict[str, torch.Tensor] = super().preprocess([prepare((prompt or "") + text) for text in inputs])
        return prepared

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        """Write the folder that ``load`` and ``ipqa.models.static.load_static`` read."""
        folder = Path(output_path)
        save_file({TENSOR: self.embedding.weight.detach().half().contiguous()}, folder / WEIGHTS)
        (folder / WEIGHTS).chmod(0o644)  # safetensors leaves it to its writer alone
        (folder / VOCABULARY).write_text("\n".join(self.tokens), "utf-8", newline="\n")
        (folder / CONFIG).write_text(json.dumps({"name": self.name}) + "\n", "utf-8")

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **kwargs: Any) -> Self:  # type: ignore[override]
        """The module of a local folder, in single precision."""
        folder = Path(model_name_or_path, subfolder)
        tokens = (folder / VOCABULARY).read_text("utf-8").split("\n")
        name = json.loads((folder / CONFIG).read_text("utf-8"))["name"]
        return cls(tokens, load_file(folder / WEIGHTS)[TENSOR].float(), name)


def sentence_transformer(folder: Path) -> SentenceTransformer:
    """The static model of a folder as a sentence-transformers model, on the CPU."""
    return SentenceTransformer(modules=[StaticWords.load(str(folder)), Normalize()], device="cpu")
