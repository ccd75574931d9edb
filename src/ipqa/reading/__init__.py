"""Reading: files become Documents. One module per format; ``documents`` and ``read`` choose by suffix."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from ..errors import EmptyDocument, UnsupportedFormat
from ..records import Document
from .blocks import Source, version_of
from .bundle import ReadingProblem, read_bundle
from .files import content, sources
from .options import DEFAULTS, Options

__all__ = ["BUNDLE_SUFFIX", "FORMATS", "Options", "ReadingProblem", "documents", "read", "sources", "supported"]

Reader = Callable[[bytes, Source, Options], Document]
BUNDLE_SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type, and the module and function that read it, imported at first use."""

    media_type: str
    module: str
    function: str

    def reader(self) -> Reader:
        return cast(Reader, getattr(import_module(self.module, __package__), self.function))


_MARKDOWN = Format("text/markdown", ".markdown", "read_markdown")
_HTML = Format("text/html", ".html", "read_html")
FORMATS: dict[str, Format] = {
    ".txt": Format("text/plain", ".text", "read_text"),
    ".text": Format("text/plain", ".text", "read_text"),
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".pdf": Format("application/pdf", ".pdf", "read_pdf"),
    ".docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", "read_docx"),
}


def supported(path: Path) -> bool:
    """Whether there is a reader for files named like this."""
    suffix = path.suffix.lower()
    return suffix == BUNDLE_SUFFIX or suffix in FORMATS


def documents(path: Path, collection: str, options: Options = DEFAULTS) -> Iterator[Document | ReadingProblem]:
    """The documents of one file: one of an ordinary file, one per line of a ``.jsonl`` bundle, as a stream.

    A bundle's line that cannot be read is a ReadingProblem in its place. Raises ReadingError when the file itself
    cannot be read, UnsupportedFormat when there is no reader for it.
    """
    if path.suffix.lower() == BUNDLE_SUFFIX:
        yield from read_bundle(path, collection)
    else:
        yield read(path, collection, options)


def read(path: Path, collection: str, options: Options = DEFAULTS) -> Document:
    """The document of one ordinary file. Raises ReadingError, UnsupportedFormat or EmptyDocument."""
    known = FORMATS.get(path.suffix.lower())
    if known is None:
        raise UnsupportedFormat(
            f"不支持 {path.name} 的格式；可读取 txt、md、html、pdf、docx 和 jsonl。",
            f"The format of {path.name} is not supported; txt, md, html, pdf, docx and jsonl are.",
        )
    data = content(path)
    if not data:
        raise EmptyDocument(f"{path.name} 是空文件。", f"{path.name} is empty.")
    source = Source(path.name, collection, version_of(data), known.media_type, fallback_title=path.stem)
    return known.reader()(data, source, options)
