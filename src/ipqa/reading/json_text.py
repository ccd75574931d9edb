"""JSON as a document: a line for each value under the names that lead to it."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ..errors import DamagedFile
from ..records import Document
from . import text as plain
from .options import DEFAULTS, Options
from .structure.assembly import assemble
from .structure.blocks import Block, Source

_LINES = 200_000
_NAME_LENGTH = 200
"""Characters of a name that are kept: it is repeated before each value under it."""


def read_json(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """A JSON file as a Document, a value a line (``versions.1.label：…``); raises DamagedFile when it is no JSON."""
    try:
        value = json.loads(plain.decode(data, source.name))
    except (ValueError, RecursionError) as error:
        raise DamagedFile(f"{source.name} 不是有效的 JSON。", f"{source.name} is not valid JSON.") from error
    return assemble([Block(line, plain=True) for line in islice(_lines(value, ""), _LINES)], source)


def _lines(value: Any, path: str) -> Iterator[str]:
    """The values in order; a list's are numbered from 1."""
    if isinstance(value, dict):
        members = [(str(name)[:_NAME_LENGTH], member) for name, member in value.items()]
    elif isinstance(value, list):
        members = [(str(number), member) for number, member in enumerate(value, 1)]
    else:
        if value is not None and str(value).strip():
            yield f"{path}：{' '.join(str(value).split())}" if path else " ".join(str(value).split())
        return
    for name, member in members:
        yield from _lines(member, f"{path}.{name}" if path else name)
