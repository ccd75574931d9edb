"""ZIP archives: their members as bytes, one by one, from memory; nothing is ever written to disk."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from ..errors import DamagedFile, EncryptedFile, ReadingError, TooLarge
from .problems import ReadingProblem

_MEMBERS = 10_000
_MEMBER_BYTES = 256 * 1024 * 1024
_TOTAL_BYTES = 4 * 1024 * 1024 * 1024
_RATIO = 100
_RATIO_FREE = 20 * 1024 * 1024  # small archives may compress as well as they like
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075
_LOCAL_HEADER = 30
# Characters that move a cursor or turn the direction of writing have no business in a name.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FAR_LETTERS = re.compile(r"[\u0080-\u07ff]")
_DRIVE = re.compile(r"[A-Za-z]:")
_LITTER = frozenset(("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"))
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its place in the directory, its name there, and how to get its bytes (ReadingError)."""

    number: int
    name: str
    content: Callable[[], bytes]


def members(source: bytes | BinaryIO, archive: str, part: range | None = None) -> Iterator[Member | ReadingProblem]:
    """The files in an archive (bytes, or an open file) in the order of its directory; those numbered in ``part``.

    One that must not be read (a path that climbs, a link, a second file of the same name) is a ReadingProblem. Raises
    DamagedFile when the archive is broken, TooLarge when it is out of proportion.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    try:
        file = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise _damaged(archive) from error
    with file:
        entries = file.infolist()
        _check(entries, stream.seek(0, io.SEEK_END), archive)
        seen: set[str] = set()
        for number, entry in enumerate(entries):
            name = name_of(entry)
            if entry.is_dir() or name.endswith("/") or _is_litter(name):
                continue
            refusal = _refusal(entry, name, seen)
            seen.add(name)
            if part is not None and number not in part:
                continue
            where = f"{archive}#{name}"
            if refusal:
                yield ReadingProblem(where, f"{where} {refusal[0]}。", f"{where} {refusal[1]}.", "unsafe")
            else:
                yield Member(number, name, partial(_content, file, entry, where))


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of a member as its author wrote it: many programs write GBK and say nothing; ``/`` parts folders."""
    raw = entry.orig_filename
    if not entry.flag_bits & _UTF8_FLAG:
        stated = _stated_name(entry.extra)
        raw = stated if stated is not None else _decoded(raw)
    return _CONTROL.sub("_", raw.replace("\\", "/"))


def _decoded(name: str) -> str:
    """A name that was taken for code page 437, in the encoding that its bytes are in."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    readings = [text for encoding in ("utf-8", "gb18030") if (text := _tried(raw, encoding)) is not None]
    # Some words in GBK happen to be UTF-8 as well: 通知 would be two letters of Coptic and Hebrew.
    return next((text for text in readings if not _FAR_LETTERS.search(text)), readings[0] if readings else name)


def _tried(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _stated_name(extra: bytes) -> str | None:
    """The name in the extra field that Info-ZIP writes beside an old name; None where there is none."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return None


def _is_litter(name: str) -> bool:
    """What systems and office programs leave beside files."""
    parts = name.split("/")
    return any(part in _LITTER for part in parts) or parts[-1].startswith(("~$", "._", "."))


def _refusal(entry: zipfile.ZipInfo, name: str, seen: set[str]) -> tuple[str, str] | None:
    """Why a member must not be read, in Chinese and in English; None when it may."""
    if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
        return "的路径指向压缩包之外，已拒绝读取", "has a path that leads out of the archive; refused"
    mode = stat.S_IFMT(entry.external_attr >> 16)
    if mode not in (0, stat.S_IFREG):
        return "是链接或特殊文件，已拒绝读取", "is a link or a special file; refused"
    if name in seen:
        return "与压缩包里另一个文件重名，只读取了第一个", "has the name of an earlier member; only the first is read"
    return None


def _check(entries: Sequence[zipfile.ZipInfo], size: int, archive: str) -> None:
    """Refuses an archive with too many members, that share their bytes, or that unpack to too much."""
    too_large = TooLarge(f"{archive} 解压后过大，已拒绝读取。", f"{archive} is too large once unpacked.")
    declared = sum(entry.file_size for entry in entries)
    if declared > min(_TOTAL_BYTES, max(_RATIO_FREE, _RATIO * size)):
        raise too_large
    if len(entries) > _MEMBERS:
        raise TooLarge(
            f"{archive} 里的文件超过 {_MEMBERS} 个，已拒绝读取。", f"{archive} holds more than {_MEMBERS} files."
        )
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            raise too_large
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size


def _content(file: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str) -> bytes:
    """The bytes of a member; what it declares is not trusted."""
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise EncryptedFile(f"{where} 已加密，需要密码。", f"{where} is encrypted; it needs a password.")
    try:
        with file.open(entry) as stream:
            data = stream.read(_MEMBER_BYTES + 1)
    except _BROKEN as error:
        raise _damaged(where) from error
    if len(data) > _MEMBER_BYTES:
        raise TooLarge(f"{where} 解压后过大，已拒绝读取。", f"{where} is too large once unpacked.")
    return data


def _damaged(name: str) -> ReadingError:
    return DamagedFile(f"{name} 已损坏，或不是 ZIP 压缩包。", f"{name} is damaged or not a ZIP archive.")
