"""Bundles: a .jsonl file of documents, one per line, read as a stream."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import ReadingError
from ..records import Document
from ..text import INVISIBLE
from . import text as plain
from .assembly import assemble
from .blocks import Source, version_of

_FIELDS = ("issuer", "number", "issued_on", "effective_on", "expires_on", "region")


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """A line of a bundle that could not be read: where (file.jsonl:line or file.jsonl#id) and why, in one sentence."""

    source: str
    message: str
    english: str


def read_bundle(path: Path, collection: str) -> Iterator[Document | ReadingProblem]:
    """The documents of a bundle in order; a line that cannot be read is a ReadingProblem, and the others follow.

    Raises ReadingError when the file itself cannot be read.
    """
    seen: set[int] = set()
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip(b"\xef\xbb\xbf \t\r\n"):
                    yield _line(line, path.name, number, collection, seen)
    except OSError as error:
        raise ReadingError(f"无法读取 {path.name}。", f"{path.name} cannot be read.") from error


def _line(line: bytes, name: str, number: int, collection: str, seen: set[int]) -> Document | ReadingProblem:
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
    if key in seen:
        return _problem(where, f"的 id {identity} 重复", f"repeats the id {identity}")
    seen.add(key)
    try:
        f"{identity}{text}{entry.get('title')}".encode()
    except UnicodeEncodeError:
        return _problem(where, "含有无效字符", "holds invalid characters")
    wrong = [field for field in ("title", "collection", *_FIELDS) if not isinstance(entry.get(field), str | None)]
    if wrong:
        return _problem(where, f"的 {wrong[0]} 不是文字", f"has a {wrong[0]} that is not text")
    try:
        return _document(entry, f"{name}#{identity}", version_of(line.strip()), collection)
    except ReadingError as error:
        return ReadingProblem(f"{name}#{identity}", str(error), error.english)


def _problem(where: str, chinese: str, english: str) -> ReadingProblem:
    return ReadingProblem(where, f"{where} 这一行{chinese}。", f"Line {where} {english}.")


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
