"""What must be known of a catalog before it can be used: its schema, the files' format, and the one row of state."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from typing import Any

from ..errors import LibraryError, NewerIndex
from ..models.embedder import Embedder

HEAD = "0004"
"""The newest revision of the schema this package knows (see ``tables``); revisions are numbers that sort as text."""
FORMAT = 2
"""What vectors, lexicon and figure index on disk look like; with a greater number here older ones are rebuilt."""


@dataclass(frozen=True, slots=True)
class State:
    """The row that a commit sets: everything else in the index is of this generation."""

    generation: int
    format: int
    model: str
    dimensions: int
    passages: int
    figures: int
    next_key: int


STATE_COLUMNS = tuple(field.name for field in fields(State))


def next_generation(state: State, **changes: Any) -> State:
    """The state after a commit."""
    return replace(state, generation=state.generation + 1, format=FORMAT, **changes)


def refuse_newer(revision: str, format_: int) -> None:
    """NewerIndex when the schema or the files' format is one that this package does not know yet."""
    if revision > HEAD or (revision == HEAD and format_ > FORMAT):
        raise NewerIndex(
            "索引由更新版本的 ipqa 建立，请升级 ipqa 或重新建立索引。",
            "The index was written by a newer ipqa; upgrade ipqa or ingest again.",
        )


def of_other_model(state: State, embedder: Embedder) -> bool:
    """Whether the vectors are of another model than this one."""
    return bool(state.passages) and (state.model, state.dimensions) != (embedder.name, embedder.dimensions)


def refuse_other_model(state: State, embedder: Embedder) -> None:
    """LibraryError when the vectors are of another model than this one."""
    if of_other_model(state, embedder):
        raise LibraryError(
            f"索引由向量模型 {state.model} 建立，与当前模型 {embedder.name} 不同，请重新导入文档。",
            f"The index was embedded with {state.model}, not with {embedder.name}; ingest again.",
        )


@contextmanager
def plain_errors(kind: type[Exception]) -> Iterator[None]:
    """Database errors of a kind (sqlite3.Error, SQLAlchemyError) as LibraryError."""
    try:
        yield
    except kind as error:
        cause = getattr(error, "orig", None) or error
        raise LibraryError(f"索引目录库无法使用：{cause}", f"The index catalog cannot be used: {cause}") from error
