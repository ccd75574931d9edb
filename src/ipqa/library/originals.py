"""The bytes of the source files whose pages can be shown, ``originals/<version>``: kept, found, removed.

A version is the hash of its file's bytes, so that a file which changed since it was read is not taken for it. What
stands there without a document that refers to it is what a writer left that was killed.
"""

import os
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from ..errors import LibraryError
from .lexicon import sync_folder

_NAME = re.compile(r"[0-9a-z]{1,64}")
_PIECE = 1 << 20
_DIGEST = 8
"""Bytes of the hash that ``reading.blocks.version_of`` makes."""


def originals_folder(folder: Path) -> Path:
    """Where the originals of an index stand."""
    return folder / "originals"


def original_path(folder: Path, version: str) -> Path | None:
    """The original of a version; None when it was not kept."""
    path = originals_folder(folder) / version
    return path if _NAME.fullmatch(version) and path.is_file() else None


def keep(folder: Path, version: str, original: Path | bytes) -> bool:
    """Keep the bytes of a version, synced to the disk; False when they are not (or no longer) those of the version."""
    if not _NAME.fullmatch(version) or original_path(folder, version):
        return original_path(folder, version) is not None
    try:
        originals_folder(folder).mkdir(exist_ok=True)
        part = originals_folder(folder) / f"{version}.part"
        with part.open("wb") as target:
            same = _copied(original, target) == version
            os.fsync(target.fileno())
        if same:
            part.rename(part.with_suffix(""))
            sync_folder(originals_folder(folder))
        else:
            part.unlink()
    except OSError as error:
        raise LibraryError(f"无法保存原件：{error}", f"The original cannot be kept: {error}") from error
    return same


def sweep_originals(folder: Path, versions: Iterable[str]) -> None:
    """Remove all originals but those of these versions; the writer's lock must be held."""
    kept = set(versions)
    for path in list(stored_originals(folder)):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def stored_originals(folder: Path) -> Iterator[Path]:
    """The files that are there."""
    try:
        yield from originals_folder(folder).iterdir()
    except FileNotFoundError:
        return


def _copied(original: Path | bytes, target: BinaryIO) -> str:
    """Write the original piece by piece; the hash of what was written."""
    digest = blake2b(digest_size=_DIGEST)
    for piece in [original] if isinstance(original, bytes) else _pieces(original):
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
