"""Paths: which files there are to read, and their bytes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import ReadingError

BYTES_LIMIT = 512 * 1024 * 1024


def sources(paths: Sequence[Path]) -> list[Path]:
    """The files under paths: a file as it is, a folder's files recursively in order without hidden ones.

    Raises ReadingError for a path that does not exist. A file named twice is given once.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_inside(path)))
        elif path.exists():
            found[path] = None
        else:
            raise ReadingError(f"找不到文件或文件夹：{path}。", f"No such file or folder: {path}.")
    return list(found)


def _inside(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise ReadingError(f"无法打开文件夹 {folder}。", f"The folder {folder} cannot be opened.") from error
    for entry in entries:
        if entry.name.startswith(".") or entry.name.startswith("~$"):
            continue
        if entry.is_dir():
            if not entry.is_symlink():  # a link may lead back up
                yield from _inside(entry)
        elif entry.is_file():
            yield entry


def content(path: Path) -> bytes:
    """The bytes of a file; raises ReadingError when it cannot be read or is too large."""
    try:
        if path.stat().st_size > BYTES_LIMIT:
            raise ReadingError(f"{path.name} 过大，已拒绝读取。", f"{path.name} is too large to read.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadingError(f"找不到文件：{path}。", f"No such file: {path}.") from error
    except OSError as error:
        raise ReadingError(f"无法读取 {path.name}。", f"{path.name} cannot be read.") from error
