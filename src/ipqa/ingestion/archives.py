"""Archives cut in parts, so that all processes read one large archive."""

import os
from pathlib import Path

from ..reading.kinds import ARCHIVE, suffix_of

_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_END = b"PK\x05\x06"
_END_SIZE = 22
_COUNT = slice(10, 12)
_COMMENT = 1 << 16
_FEWEST = 4
_PARTS_PER_PROCESS = 2


def is_packed(path: Path) -> bool:
    """Whether a file begins as ZIP archives and Office files do."""
    with path.open("rb") as stream:
        return stream.read(4) in _MARKS


def part_starts(path: Path, processes: int) -> list[int]:
    """The numbers of the first members of the parts in which an archive is read; [0] when it is not worth it."""
    if suffix_of(path.name) not in ("", *ARCHIVE.suffixes):
        return [0]
    count = _count(path)
    size = max(_FEWEST, -(-count // (_PARTS_PER_PROCESS * processes)))
    return list(range(0, count, size)) or [0]


def _count(path: Path) -> int:
    """How many members an archive says it has: a hint, for the last part takes whatever else there is."""
    with path.open("rb") as stream:
        stream.seek(max(0, stream.seek(0, os.SEEK_END) - _END_SIZE - _COMMENT))
        tail = stream.read()
    found = tail.rfind(_END)
    return int.from_bytes(tail[found:][_COUNT], "little") if found >= 0 else 0
