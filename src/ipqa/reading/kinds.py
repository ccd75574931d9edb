"""Kinds of files: what a file is, by its content first and by its name only where content does not tell."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from ..errors import DamagedFile, EncryptedFile, UnsupportedFormat
from ..records import Document
from .advice import READABLE, advice_for
from .options import Options
from .structure.blocks import Source

Reader = Callable[[bytes, Source, Options], Document]
_SUFFIX = re.compile(r"\.(?=[0-9a-z]*[a-z])[0-9a-z]{1,10}$", re.IGNORECASE)
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what people call it, its media type, and its reader, which is imported at first use.

    ``texts``: its content has no mark of its own, so that only the name tells it from other texts. An archive and a
    bundle have no reader: they hold documents.
    """

    label: str
    media_type: str
    suffixes: tuple[str, ...]
    module: str = ""
    function: str = ""
    texts: bool = False

    def reader(self) -> Reader:
        return cast(Reader, getattr(import_module(self.module, __package__), self.function))


_OFFICE = "application/vnd.openxmlformats-officedocument."
TEXT = Kind("纯文本", "text/plain", (".txt", ".text"), ".text", "read_text", texts=True)
MARKDOWN = Kind("Markdown", "text/markdown", (".md", ".markdown"), ".markup.markdown", "read_markdown", texts=True)
CSV = Kind("CSV 表格", "text/csv", (".csv", ".tsv"), ".delimited", "read_csv", texts=True)
JSON = Kind("JSON", "application/json", (".json",), ".json_text", "read_json", texts=True)
BUNDLE = Kind("文档集", "application/x-ndjson", (".jsonl",), texts=True)
HTML = Kind("网页", "text/html", (".html", ".htm", ".xhtml", ".shtml"), ".markup.html", "read_html", texts=True)
PDF = Kind("PDF", "application/pdf", (".pdf",), ".pdf.reader", "read_pdf")
DOCX = Kind(
    "Word 文档", _OFFICE + "wordprocessingml.document", (".docx", ".docm", ".dotx"), ".office.docx", "read_docx"
)
XLSX = Kind("Excel 表格", _OFFICE + "spreadsheetml.sheet", (".xlsx", ".xlsm", ".xltx"), ".office.sheet", "read_xlsx")
PPTX = Kind(
    "演示文稿", _OFFICE + "presentationml.presentation", (".pptx", ".pptm", ".ppsx"), ".office.pptx", "read_pptx"
)
PNG = Kind("图片", "image/png", (".png",), ".ocr.image", "read_image")
JPEG = Kind("图片", "image/jpeg", (".jpg", ".jpeg", ".jpe"), ".ocr.image", "read_image")
TIFF = Kind("图片", "image/tiff", (".tif", ".tiff"), ".ocr.image", "read_image")
BMP = Kind("图片", "image/bmp", (".bmp",), ".ocr.image", "read_image")
WEBP = Kind("图片", "image/webp", (".webp",), ".ocr.image", "read_image")
ARCHIVE = Kind("ZIP 压缩包", "application/zip", (".zip",))
KINDS = (TEXT, MARKDOWN, CSV, JSON, BUNDLE, HTML, PDF, DOCX, XLSX, PPTX, PNG, JPEG, TIFF, BMP, WEBP, ARCHIVE)
BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
)
# Marks of formats that there is advice about.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", ".rtf"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\x1f\x8b", ".gz"),
    (b"CAJ\0", ".caj"),
    (b"ITSF", ".chm"),
    (b"AT&TFORM", ".djvu"),
    (b"ID3", ".mp3"),
    (b"OggS", ".ogg"),
    (b"\x7fELF", ".exe"),
)
# Folders inside an Office file that say which one it is.
_PARTS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
# What the streams of an old binary Office file are called, and the suffix that says what to do about it.
_STREAMS = (("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"), ("PowerPoint Document", ".ppt"))
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<(?:!--|head|meta|title|style|body|table|div|p|h\d|span|font|center|br|ul)[\s>/]", re.IGNORECASE)
_OFFICE_XML = (('progid="Word.Document"', ".doc"), ('progid="Excel.Sheet"', ".xls"), ("<pkg:package", ".doc"))


def suffix_of(name: str) -> str:
    """The suffix of a file name in lower case; empty when what follows the last dot is no suffix (通知2024.12)."""
    found = _SUFFIX.search(name)
    return found[0].lower() if found else ""


def kind_of(data: bytes, name: str) -> Kind:
    """What a file is. ``data`` is its whole content, for an archive's directory stands at its end.

    Raises UnsupportedFormat with a sentence on what to do, EncryptedFile for an Office file under a password,
    DamagedFile for content that is nothing and contradicts the name.
    """
    suffix = suffix_of(name)
    by_name = BY_SUFFIX.get(suffix)
    found = _marked(data, name, suffix) or _markup(data, name, suffix)
    if found:
        return found
    if by_name is None and suffix and not _is_text_in_disguise(data, suffix):
        raise _advised(suffix, name)
    if by_name is None:
        return CSV if suffix and b"\t" in data[:_HEAD] else TEXT
    if not by_name.texts:
        label = _spaced(by_name.label)
        raise DamagedFile(f"{name} 已损坏，或不是{label}。", f"{name} is damaged, or not what its name says.")
    return by_name


def contradiction(kind: Kind, name: str) -> tuple[str, ...]:
    """The warning about a name that says something else than the content; none when they agree."""
    suffix = suffix_of(name)
    by_name = BY_SUFFIX.get(suffix)
    if not suffix or (by_name is not None and by_name.label == kind.label):
        return ()
    return (f"文件名为 {suffix}，内容是{_spaced(kind.label)}，已按内容读取。",)


def _spaced(label: str) -> str:
    return f" {label}" if label[0].isascii() else label


def _unsupported(name: str) -> tuple[str, str]:
    return f"不支持 {name} 的格式；{READABLE[0]}。", f"The format of {name} is not supported; {READABLE[1]}."


def _marked(data: bytes, name: str, suffix: str) -> Kind | None:
    """What the first bytes say; None when they are no mark."""
    for mark, kind in _MAGIC:
        if data.startswith(mark):
            return kind
    if b"%PDF-" in data[:1024] and (suffix in ("", ".pdf") or suffix not in BY_SUFFIX):
        return PDF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" and len(data) > 26:
        return BMP
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _packed(data, name, suffix)
    if data.startswith(_OLE):
        raise _old_office(data, name, suffix)
    for mark, said in _FOREIGN:
        if data.startswith(mark):
            raise _advised(said, name)
    return None


def _packed(data: bytes, name: str, suffix: str) -> Kind:
    """What a ZIP container holds: one of the Office formats, or files."""
    names = inner_names(data)
    for folder, kind in _PARTS:
        if any(inner.startswith(folder) for inner in names):
            return kind
    if "OFD.xml" in names:
        raise _advised(".ofd", name)
    if "mimetype" in names and suffix != ".zip":
        raise _advised(suffix if advice_for(suffix) else ".odt", name)
    if suffix and suffix not in BY_SUFFIX and advice_for(suffix) is None:  # programs are packed like this too
        raise UnsupportedFormat(*_unsupported(name))
    return ARCHIVE


def inner_names(data: bytes) -> Sequence[str]:
    """The names in a ZIP container; of a broken one those that its beginning still tells."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
        heads = re.finditer(rb"PK\x03\x04.{22}(..)..", data[: 1 << 16], re.DOTALL)
        return [
            data[head.end() : head.end() + int.from_bytes(head[1], "little")].decode("utf-8", "replace")
            for head in heads
        ]


def _old_office(data: bytes, name: str, suffix: str) -> EncryptedFile | UnsupportedFormat:
    """What to say about a file in the binary container of the nineties."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return EncryptedFile(f"{name} 已加密，需要密码。", f"{name} is encrypted; it needs a password.")
    if advice_for(suffix):
        return _advised(suffix, name)
    known = [said for stream, said in _STREAMS if stream.encode("utf-16-le") in data]
    return _advised(known[0] if known else ".doc", name)


def _advised(suffix: str, name: str) -> UnsupportedFormat:
    advice = advice_for(suffix)
    return UnsupportedFormat(*(advice.sentences(name) if advice else _unsupported(name)))


def _markup(data: bytes, name: str, suffix: str) -> Kind | None:
    """A web page under any name; Word's and Excel's own XML is refused with advice."""
    head = _head(data).lstrip("\ufeff \t\r\n")
    if not head.startswith("<"):
        if head[:200].lower().startswith("mime-version:") and "multipart/related" in head.lower():
            raise _advised(".mht", name)
        return None
    for mark, said in _OFFICE_XML:
        if mark in head:
            raise _advised(said, name)
    foreign = suffix not in BY_SUFFIX or not BY_SUFFIX[suffix].texts
    if suffix not in MARKDOWN.suffixes and _PAGE.search(head):
        return HTML
    return HTML if foreign and _TAG.match(head) else None


def _head(data: bytes) -> str:
    """The beginning as text, good enough to see tags in."""
    encoding = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2], "utf-8")
    return data[:_HEAD].decode(encoding, "replace")


def _is_text_in_disguise(data: bytes, suffix: str) -> bool:
    """Whether a file named like a table or a letter of an old program is plain text, as many exports are."""
    return suffix in (".xls", ".doc", ".wps", ".et") and bool(data.strip()) and b"\0" not in data[:_HEAD]
