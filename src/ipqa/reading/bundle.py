"""Bundles: a .jsonl file of documents, one per line, read as a stream."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import ReadingError
from ..records import Document
from ..text import INVISIBLE
from . import text as plain
from .lines import WHOLE, Part, lines_of
from .problems import ReadingProblem, Unchanged, problem_of
from .structure.assembly import assemble
from .structure.blocks import Source, version_of

_FIELDS = ("issuer", "number", "issued_on", "effective_on", "expires_on", "region")
Found = Document | ReadingProblem | Unchanged


@dataclass(frozen=True, slots=True)
class _Lines:
    """What all lines of a bundle have in common, and the ids that were met (as hashes: there may be many)."""

    name: str
    collection: str
    known: Mapping[str, str]
    seen: set[int] = field(default_factory=set)


def read_bundle(
    path: Path, collection: str, known: Mapping[str, str] | None = None, part: Part = WHOLE
) -> Iterator[Found]:
    """The documents of a bundle in order; a line that cannot be read is a ReadingProblem, and the others follow.

    A line whose version is the one in ``known`` (source -> version) is Unchanged. Raises ReadingError when the file
    itself cannot be read.
    """
    try:
        with path.open("rb") as stream:
            yield from _documents(lines_of(stream, part), _Lines(path.name, collection, known or {}))
    except OSError as error:
        raise ReadingError(f"无法读取 {path.name}。", f"{path.name} cannot be read.") from error


def read_bundle_bytes(
    data: bytes, name: str, collection: str, known: Mapping[str, str] | None = None
) -> Iterator[Found]:
    """The documents of a bundle that is at hand as bytes, such as a member of an archive."""
    return _documents(lines_of(io.BytesIO(data), WHOLE), _Lines(name, collection, known or {}))


def _documents(lines: Iterable[tuple[int, bytes]], common: _Lines) -> Iterator[Found]:
    for number, line in lines:
        yield _line(line, number, common)


def _line(line: bytes, number: int, common: _Lines) -> Found:
    name = common.name
    where = f"{name}:{number}"
    try:
        entry = json.loads(line.decode("utf-8-sig"))
    except ValueError:
        return _problem(where, "不是有效的 JSON", "is not valid JSON")
    except RecursionError:
        return _problem(where, "嵌套过深", "is nested too deeply")
    if not isinstance(entry, dict):
        return _problem(where, "不是 JSON 对象", "is not a JSON object")
    identity, text = entry.get("id"), entry.get("text")
    if isinstance(identity, bool) or not isinstance(identity, str | int) or str(identity) == "":
        return _problem(where, "缺少 id", "has no id")
    if not isinstance(text, str):
        return _problem(where, "缺少 text", "has no text")
    key = hash(str(identity))
    if key in common.seen:
        return repeated(where, str(identity))
    common.seen.add(key)
    try:
        f"{identity}{text}{entry.get('title')}".encode()
    except UnicodeEncodeError:
        return _problem(where, "含有无效字符", "holds invalid characters")
    wrong = [field for field in ("title", "collection", *_FIELDS) if not isinstance(entry.get(field), str | None)]
    if wrong:
        return _problem(where, f"的 {wrong[0]} 不是文字", f"has a {wrong[0]} that is not text")
    source, version = f"{name}#{identity}", version_of(line.strip())
    if common.known.get(source) == version:
        return Unchanged(source, version)
    try:
        return _document(entry, source, version, common.collection)
    except ReadingError as error:
        return problem_of(source, error)


def repeated(where: str, identity: str) -> ReadingProblem:
    """The problem of a line whose id an earlier line has."""
    return _problem(where, f"的 id {identity} 重复", f"repeats the id {identity}")


def _problem(where: str, chinese: str, english: str) -> ReadingProblem:
    return ReadingProblem(where, f"{where} 这一行{chinese}。", f"Line {where} {english}.", "corrupt")


def _document(entry: Mapping[str, object], source: str, version: str, collection: str) -> Document:
    def stated(field: str) -> str | None:
        value = entry.get(field)
        return value.strip() or None if isinstance(value, str) else None

    title = stated("title")
    text = str(entry["text"]).replace("\r\n", "\n").replace("\r", "\n").translate(INVISIBLE)
    origin = Source(source, stated("collection") or collection, version, "application/x-ndjson", title)
    document = assemble(plain.blocks(text), origin)
    supersedes = entry.get("supersedes") or ()
    former = (supersedes,) if isinstance(supersedes, str) else supersedes
    return replace(
        document,
        issuer=stated("issuer") or document.issuer,
        number=stated("number") or document.number,
        issued_on=stated("issued_on") or document.issued_on,
        effective_on=stated("effective_on"),
        expires_on=stated("expires_on"),
        region=stated("region"),
        supersedes=tuple(str(s) for s in former) if isinstance(former, list | tuple) else (),
    )
