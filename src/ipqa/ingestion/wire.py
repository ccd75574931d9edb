"""What parent and reading processes say to each other: JSON in frames of a length (4 bytes, big endian) and its bytes.

Requests go to a process that is trusted with nothing but them; what it replies is data from a stranger (``checks``).
"""

import base64
import binascii
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from ..records import Box, Entry

_PREFIX = 4
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """Read a file. ``name`` is the source of its document; ``known`` (source -> version) need not be read again.

    ``start``, ``end`` and ``line`` are a part of a bundle (end 0: all of it); of an archive the members from number
    ``first`` on are read, and before ``last`` where it is not 0.
    """

    path: str
    name: str
    collection: str
    known: dict[str, str] = field(default_factory=dict)
    ocr: bool = True
    ocr_figures: bool = False
    start: int = 0
    end: int = 0
    line: int = 1
    first: int = 0
    last: int = 0
    op: Literal["read"] = "read"


@dataclass(frozen=True, slots=True)
class PageImageRequest:
    """Draw a page (from 1) of a file, ``width`` pixels wide, with boxes marked."""

    path: str
    name: str
    media_type: str
    page: int
    boxes: tuple[Box, ...] = ()
    width: int = 1200
    op: Literal["page_image"] = "page_image"


Request = ReadRequest | PageImageRequest


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read, with all that is derived from it."""

    entry: Entry
    kind: Literal["entry"] = "entry"


@dataclass(frozen=True, slots=True)
class Same:
    """A document whose version is the known one."""

    source: str
    version: str
    kind: Literal["same"] = "same"


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of the file, or with ``whole`` the file, could not be read."""

    source: str
    message: str
    english: str
    code: str
    whole: bool = False
    kind: Literal["problem"] = "problem"


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages of a file are done."""

    done: int
    total: int
    kind: Literal["pages"] = "pages"


@dataclass(frozen=True, slots=True)
class Opened:
    """A member of an archive is about to be read."""

    number: int
    source: str
    kind: Literal["opened"] = "opened"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page: PNG in base 64."""

    png: str
    kind: Literal["picture"] = "picture"

    def data(self) -> bytes:
        """The PNG; ValueError when it is none."""
        try:
            data = base64.b64decode(self.png, validate=True)
        except binascii.Error as error:
            raise ValueError("not base 64") from error
        if not data.startswith(b"\x89PNG\r\n\x1a\n"):
            raise ValueError("not a PNG")
        return data


@dataclass(frozen=True, slots=True)
class Done:
    """The request is done; nothing more comes. ``last``: the process ends, for its state is in doubt."""

    last: bool = False
    kind: Literal["done"] = "done"


Item = Read | Same | Problem | Pages | Opened | Picture | Done
Reply = Annotated[Item, Field(discriminator="kind")]


@cache
def _replies() -> "TypeAdapter[list[Item]]":
    """What the parent needs, made when it is needed: it takes a while."""
    return TypeAdapter(list[Reply])


@cache
def _reply() -> "TypeAdapter[Item]":
    """What the process needs."""
    return TypeAdapter(Reply)


_DONE = b'"kind":"done"}]'
_LAST = b'{"last":true,"kind":"done"}]'


def is_done(frame: bytes) -> bool:
    """Whether a frame ends a request: nothing inside a text of JSON looks like this at the end."""
    return frame.endswith(_DONE)


def is_last(frame: bytes) -> bool:
    """Whether the process will answer no other request."""
    return frame.endswith(_LAST)


def asked(request: Request) -> bytes:
    """A request as JSON."""
    return json.dumps(asdict(request)).encode()


def request_of(frame: bytes) -> Request:
    """The request in a frame; it comes from the parent, which is trusted."""
    fields = json.loads(frame)
    if fields["op"] == "read":
        return ReadRequest(**fields)
    return PageImageRequest(**fields | {"boxes": tuple(Box(**box) for box in fields["boxes"])})


class BadFrame(ValueError):
    """What came is no frame, or not one that was agreed upon."""


class FrameTooLarge(BadFrame):
    """A frame is longer than allowed."""


def encoded(item: Item) -> bytes:
    """One item as JSON."""
    return _reply().dump_json(item)


def listed(items: Sequence[bytes]) -> bytes:
    """Encoded items as the contents of one frame."""
    return b"[" + b",".join(items) + b"]"


def decoded(frame: bytes) -> list[Item]:
    """The items of a frame, every field of its type; BadFrame when they are not."""
    try:
        return _replies().validate_json(frame, strict=True)
    except (ValidationError, RecursionError) as error:
        raise BadFrame(str(error)[:500]) from error


def send(target: int, frame: bytes) -> None:
    """Write a frame to a file descriptor; OSError when the other side is gone."""
    view = memoryview(len(frame).to_bytes(_PREFIX, "big") + frame)
    while view:
        view = view[os.write(target, view) :]


def receive(source: int, limit: int) -> bytes | None:
    """Read a frame; None at the end, in the middle of a frame too. FrameTooLarge above ``limit`` bytes."""
    prefix = _exactly(source, _PREFIX)
    size = int.from_bytes(prefix, "big")
    if len(prefix) < _PREFIX:
        return None
    if size > limit:
        raise FrameTooLarge(f"{size} bytes")
    frame = _exactly(source, size)
    return frame if len(frame) == size else None


def _exactly(source: int, size: int) -> bytes:
    """``size`` bytes, or fewer at the end."""
    return b"".join(_pieces(source, size))


def _pieces(source: int, size: int) -> Iterator[bytes]:
    while size:
        piece = os.read(source, min(size, _PIECE))
        if not piece:
            return
        size -= len(piece)
        yield piece
