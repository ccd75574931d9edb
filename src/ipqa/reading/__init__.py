"""Reading: files become Documents, a module per format; which one reads a file its content decides, then its name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..errors import EmptyDocument, ReadingError, UnsupportedFormat
from ..records import Document
from .files import content, sources, version_at
from .kinds import ARCHIVE, BUNDLE, contradiction, kind_of, suffix_of
from .options import DEFAULTS, Options
from .problems import ReadingProblem, Unchanged, problem_of
from .revision import REVISION
from .structure.blocks import Source, version_of

__all__ = [
    "DEFAULTS", "REVISION", "Options", "ReadingProblem", "Unchanged", "documents", "is_bundle", "original", "read",
    "sources", "version_at",
]  # fmt: skip

Found = Document | ReadingProblem | Unchanged
Known = Mapping[str, str]
"""Source -> version of what need not be read again."""
ALL = range(1 << 32)
"""The numbers of all members of an archive."""
ARCHIVE_DEPTH = 2
"""An archive and those inside it are read; those inside these are not."""
_BINARY = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is the same for all documents of a file."""

    collection: str
    options: Options = DEFAULTS
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A file, or a member of an archive: the source of its document, its own name, how deep it lies (1: a file)."""

    source: str
    name: str
    data: bytes
    depth: int = 1


def is_bundle(path: Path) -> bool:
    """Whether a file is a bundle: by its name, unless its first bytes say that it is something else."""
    if suffix_of(path.name) not in BUNDLE.suffixes:
        return False
    try:
        with path.open("rb") as stream:
            return not stream.read(8).startswith(_BINARY)
    except OSError:
        return True


def documents(
    path: Path, collection: str, options: Options = DEFAULTS, known: Known | None = None, part: range = ALL
) -> Iterator[Found]:
    """The documents of a file, as a stream: one of an ordinary file, one per line of a bundle or per member of a ZIP.

    A line or member that cannot be read is a ReadingProblem in its place, one whose version is in ``known`` is
    Unchanged. Of a ZIP the members are given whose number is in ``part``. Raises ReadingError when the file as a whole
    cannot be read, UnsupportedFormat when there is no reader for it.
    """
    if is_bundle(path):
        from .bundle import read_bundle

        yield from read_bundle(path, collection, known)
    else:
        yield from _found(_Piece(path.name, path.name, content(path)), _Asked(collection, options, known), part)


def read(path: Path, collection: str, options: Options = DEFAULTS) -> Document:
    """The document of one ordinary file. Raises ReadingError, UnsupportedFormat or EmptyDocument."""
    found = next(_found(_Piece(path.name, path.name, content(path)), _Asked(collection, options)), None)
    if isinstance(found, Document) and found.source == path.name:
        return found
    raise UnsupportedFormat(f"{path.name} 里有多个文档。", f"{path.name} holds several documents.")


def original(path: Path, source: str) -> Path | bytes:
    """The bytes a document was made of: its file, or for ``archive.zip#member`` the member. Raises ReadingError."""
    inner = source.removeprefix(path.name).removeprefix("#")
    if not inner:
        return path
    try:
        with path.open("rb") as stream:
            return _member(stream, path.name, inner)
    except OSError as error:
        raise ReadingError(f"无法读取 {path.name}。", f"{path.name} cannot be read.") from error


def _found(piece: _Piece, asked: _Asked, part: range = ALL) -> Iterator[Found]:
    """The documents of a piece, which may be an archive or a bundle itself."""
    if not piece.data:
        raise EmptyDocument(f"{piece.source} 是空文件。", f"{piece.source} is empty.")
    kind = kind_of(piece.data, piece.name)
    if kind is ARCHIVE:
        yield from _members(piece, asked, part)
    elif part.start:  # it was taken for an archive, and its first part is all of it
        return
    elif kind is BUNDLE:
        from .bundle import read_bundle_bytes

        yield from read_bundle_bytes(piece.data, piece.source, asked.collection, asked.known)
    else:
        version = version_of(piece.data)
        if asked.known and asked.known.get(piece.source) == version:
            yield Unchanged(piece.source, version)
            return
        stem = piece.name.removesuffix(Path(piece.name).suffix) if suffix_of(piece.name) else piece.name
        source = Source(
            piece.source,
            asked.collection,
            version,
            kind.media_type,
            fallback_title=stem,
            warnings=contradiction(kind, piece.name),
        )
        yield kind.reader()(piece.data, source, asked.options)


def _members(archive: _Piece, asked: _Asked, part: range) -> Iterator[Found]:
    """The documents of an archive; what is wrong with one member is no other's problem."""
    from .zipped import members

    if archive.depth > ARCHIVE_DEPTH:
        raise UnsupportedFormat(
            f"{archive.source} 是压缩包里的压缩包，嵌套过深，已拒绝读取。", f"{archive.source} is nested too deeply."
        )
    empty = True
    for member in members(archive.data, archive.source, part):
        empty = False
        if isinstance(member, ReadingProblem):
            yield member
            continue
        where = f"{archive.source}#{member.name}"
        if archive.depth == 1:
            asked.options.member_opened(member.number, where)
        try:
            piece = _Piece(where, member.name.rpartition("/")[2], member.content(), archive.depth + 1)
            yield from _found(piece, asked)
        except ReadingError as error:
            yield problem_of(where, error)
    if empty and part == ALL:
        raise EmptyDocument(f"{archive.source} 里没有文件。", f"{archive.source} holds no files.")


def _member(archive_file: bytes | BinaryIO, archive: str, inner: str) -> bytes:
    """The bytes of a member by its name in the archive, of a member of an archive inside too."""
    from .zipped import members

    for member in members(archive_file, archive):
        if isinstance(member, ReadingProblem):
            continue
        if member.name == inner:
            return member.content()
        if inner.startswith(f"{member.name}#"):
            return _member(member.content(), f"{archive}#{member.name}", inner.removeprefix(f"{member.name}#"))
    raise ReadingError(f"{archive} 里没有 {inner}。", f"{archive} holds no {inner}.")
