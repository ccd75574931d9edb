"""The lines of a bundle, as bytes, of all of it or of a part."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

BLANK = b"\xef\xbb\xbf \t\r\n"
LINE_LIMIT = 64 * 1024 * 1024
"""What is longer is cut; a document of that length is not text."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bundle: the bytes from ``start`` to ``end`` (None: to its end); ``line`` is its first line."""

    start: int = 0
    end: int | None = None
    line: int = 1


WHOLE = Part()


def lines_of(stream: BinaryIO, part: Part) -> Iterator[tuple[int, bytes]]:
    """The (number, line) of the lines in a part of a bundle that are not blank; a line that is too long is cut."""
    stream.seek(part.start)
    position, number = part.start, part.line
    while part.end is None or position < part.end:
        line = stream.readline(LINE_LIMIT)
        if not line:
            return
        position += len(line)
        if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
            position += sum(map(len, _rest_of_line(stream)))
        if line.strip(BLANK):
            yield number, line
        number += 1


def _rest_of_line(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.readline(LINE_LIMIT):
        yield piece
        if piece.endswith(b"\n"):
            return
