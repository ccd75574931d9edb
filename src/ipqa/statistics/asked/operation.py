"""The operations over figures that a question can ask for."""

from typing import Literal

Operation = Literal[
    "lookup", "verify", "ratio", "share", "difference", "growth", "annual", "sum", "average", "ranking", "argmax",
    "compare", "distribution", "trend", "target", "adjustment", "list", "convert", "portion",
]  # fmt: skip
