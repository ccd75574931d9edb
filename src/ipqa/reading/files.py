"""Paths: which files there are to read, and their bytes."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from ..errors import ReadingError, TooLarge

BYTES_LIMIT = 512 * 1024 * 1024
VERSION_BYTES = 8
"""Bytes of the hash that ``blocks.version_of`` makes as well."""


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
        _check_size(path)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadingError(f"找不到文件：{path}。", f"No such file: {path}.") from error
    except OSError as error:
        raise ReadingError(f"无法读取 {path.name}。", f"{path.name} cannot be read.") from error


def shown(path: Path) -> str:
    """The name of a file as text that can be printed and stored."""
    return path.name.encode("utf-8", "replace").decode()


def check_readable(path: Path) -> None:
    """Raises ReadingError for what is no ordinary file (a pipe has no end), and for a name that no text can hold."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        name = shown(path)
        raise ReadingError(f"{name} 的文件名不是有效的 UTF-8 文字。", f"The name {name} is not valid UTF-8.") from error
    if not path.is_file():
        raise ReadingError(f"{path.name} 不是文件。", f"{path.name} is not a file.")


def _check_size(path: Path) -> None:
    if path.stat().st_size > BYTES_LIMIT:
        raise TooLarge(f"{path.name} 过大，已拒绝读取。", f"{path.name} is too large to read.")


def version_at(path: Path) -> str:
    """The version of a file, the hash of its bytes, read piece by piece; raises ReadingError, TooLarge."""
    try:
        _check_size(path)
        digest = blake2b(digest_size=VERSION_BYTES)
        with path.open("rb") as stream:
            while piece := stream.read(1 << 20):
                digest.update(piece)
        return digest.hexdigest()
    except OSError as error:
        raise ReadingError(f"无法读取 {path.name}。", f"{path.name} cannot be read.") from error
