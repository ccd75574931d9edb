"""Who may write, and which generations are being read: advisory locks that the system drops when a process dies."""

import fcntl
import os
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import LibraryBusy, LibraryError

PATIENCE = 2.0
"""Seconds to wait for another writer: a repair is over sooner, an ingest is not."""


@contextmanager
def writing(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the one writer's lock of an index folder.

    LibraryBusy when another still holds it after ``patience`` seconds; LibraryError when the folder is not writable.
    """
    try:
        descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise LibraryError(f"索引目录 {folder} 不可写。", f"The index folder {folder} is not writable.") from error
    try:
        _acquire(descriptor, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, deadline: float) -> None:
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        if time.monotonic() >= deadline:
            raise LibraryBusy("另一个进程正在写入索引，请稍后再试。", "Another process is writing to the index.")
        time.sleep(0.02)


class Pin:
    """A file of a generation held in place: while a pin lives, no writer in any process removes the generation.

    The pin is dropped with its last reference. FileNotFoundError when the file is gone already.
    """

    def __init__(self, path: Path) -> None:
        descriptor = os.open(path, os.O_RDONLY)
        self._drop = weakref.finalize(self, os.close, descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        if os.fstat(descriptor).st_nlink == 0:
            self.drop()
            raise FileNotFoundError(path)

    def drop(self) -> None:
        """Let the generation go."""
        self._drop()


@contextmanager
def unpinned(path: Path) -> Iterator[bool]:
    """Whether nobody pins the file; if so, nobody can as long as the block runs."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        yield True
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)
