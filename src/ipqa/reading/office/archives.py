"""Office packages are ZIP files: what they unpack to is checked, streaming, before anything inside is parsed."""

import io
import re
import zipfile
import zlib

from ...errors import DamagedFile, EncryptedFile, TooLarge

_EXPANDED_LIMIT = 400 * 1024 * 1024
_RATIO_LIMIT = 150
_RATIO_FREE = 20 * 1024 * 1024  # small files may compress as well as they like
_ENTRY_LIMIT = 20_000
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Office never writes a document type; only entity bombs and external references need one.
_WIDTHS = ("ascii", "utf-16-le", "utf-32-le")
_FORBIDDEN = re.compile(
    b"|".join(re.escape(word.encode(code)) for word in ("<!DOCTYPE", "<!ENTITY") for code in _WIDTHS), re.IGNORECASE
)
_OVERLAP = 64


def check_package(data: bytes, name: str, what: str) -> None:
    """Refuses a package (``what``: DOCX, XLSX, PPTX) that is not safe to parse; nothing is kept in memory.

    Raises EncryptedFile when a password is needed, TooLarge when its declared or its actual size is out of proportion,
    DamagedFile when it is broken, not such a file, or declares XML entities.
    """
    if data.startswith(_OLE):
        raise _container(data, name, what)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive, len(data), name, what)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        raise damaged(name, what) from error


def damaged(name: str, what: str) -> DamagedFile:
    return DamagedFile(f"{name} 已损坏，或不是 {what} 文件。", f"{name} is damaged or not {what}.")


def _container(data: bytes, name: str, what: str) -> EncryptedFile | DamagedFile:
    """An old container holds either the encrypted package or a document of the old binary format."""
    if _ENCRYPTED in data:
        return EncryptedFile(f"{name} 已加密，请去除密码后再导入。", f"{name} is encrypted; remove its password first.")
    return DamagedFile(
        f"{name} 是旧版 Office 格式，请用 Office 或 WPS 另存为 {what} 后再导入。",
        f"{name} is in the old binary Office format; save it as {what} first.",
    )


def _check_entries(archive: zipfile.ZipFile, size: int, name: str, what: str) -> None:
    too_large = TooLarge(f"{name} 解压后过大，已拒绝读取。", f"{name} is too large once unpacked.")
    entries = archive.infolist()
    allowed = min(_EXPANDED_LIMIT, max(_RATIO_FREE, _RATIO_LIMIT * size))
    if len(entries) > _ENTRY_LIMIT or sum(entry.file_size for entry in entries) > allowed:
        raise too_large
    if any(entry.flag_bits & 1 for entry in entries):
        raise EncryptedFile(f"{name} 已加密，请去除密码后再导入。", f"{name} is encrypted; remove its password first.")
    actual = 0
    for entry in entries:
        markup = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
        before = b""
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                actual += len(chunk)
                if actual > allowed:
                    raise too_large
                if markup and _FORBIDDEN.search(before + chunk):
                    raise DamagedFile(
                        f"{name} 含有不安全的 XML 实体声明，已拒绝读取。", f"{name} declares XML entities, refused."
                    )
                before = chunk[-_OVERLAP:]
