"""Questions from a JSON-lines file, results to another one: what ``--batch IN --out OUT`` does."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from .contract import JsonObject
from .errors import IpqaError, QuestionError
from .records import Turn


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of the input: ``{"id", "question", "history"?, "as_of"?}``; ``line`` counts from 1."""

    line: int
    id: str | int
    question: str
    history: tuple[Turn, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be done, and why in one sentence."""

    line: int
    reason: IpqaError


def read_questions(text: str) -> list[BatchQuestion | BadLine]:
    """Every line that is not blank, parsed, in order."""
    found: list[BatchQuestion | BadLine] = []
    # Not splitlines(): U+2028 and its like may stand inside a JSON string.
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            try:
                found.append(_question(number, line))
            except QuestionError as error:
                found.append(BadLine(number, error))
    return found


def answered(
    lines: Iterable[BatchQuestion | BadLine], work: Callable[[BatchQuestion], JsonObject]
) -> Iterator[JsonObject | BadLine]:
    """``{"id", …}`` for each line that could be done, a BadLine for each that could not."""
    for line in lines:
        if isinstance(line, BadLine):
            yield line
            continue
        try:
            # The line's id stands first and wins over the answer's own.
            yield {"id": line.id} | {key: value for key, value in work(line).items() if key != "id"}
        except QuestionError as error:
            yield BadLine(line.line, error)


@contextmanager
def whole_file(target: Path) -> Iterator[TextIO]:
    """A file that takes the target's place only when everything is written; until then it is ``<target>.partial``."""
    partial = target.with_name(target.name + ".partial")
    with partial.open("w", encoding="utf-8", newline="\n") as out:
        yield out
    partial.replace(target)


def write_line(out: TextIO, record: JsonObject) -> None:
    """One record as one line of JSON, on disk at once, so that an interrupted run keeps what it has done."""
    out.write(json.dumps(record, ensure_ascii=False) + "\n")
    out.flush()


def _question(number: int, line: str) -> BatchQuestion:
    try:
        record = json.loads(line)
        # JSON can name half a character (\\ud800), which no file could hold.
        json.dumps(record, ensure_ascii=False).encode()
    except ValueError:
        raise QuestionError("不是有效的 JSON。", "This is not valid JSON.") from None
    if not isinstance(record, dict):
        raise QuestionError("应为一个 JSON 对象。", "A JSON object is expected.")
    identity = _field(record, "id", (str, int))
    question = _field(record, "question", (str,))
    history = record.get("history") or []
    if not isinstance(history, list):
        raise QuestionError("history 应为数组。", "history must be an array.")
    return BatchQuestion(number, identity, question, tuple(map(_turn, history)), _as_of(record.get("as_of")))


def _field(record: dict[str, Any], name: str, kinds: tuple[type, ...]) -> Any:
    if name not in record:
        raise QuestionError(f"缺少 {name}。", f"{name} is missing.")
    value = record[name]
    if not isinstance(value, kinds) or isinstance(value, bool):
        raise QuestionError(f"{name} 的类型不对。", f"{name} has the wrong type.")
    return value


def _turn(item: object) -> Turn:
    match item:
        case {"role": "user" | "assistant" as role, "content": str(content)}:
            return Turn(role, content)
    raise QuestionError(
        'history 的每一项应为 {"role": "user"|"assistant", "content": "…"}。',
        'Each item of history must be {"role": "user"|"assistant", "content": "…"}.',
    )


def _as_of(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise QuestionError("as_of 应为日期，如 2026-01-31。", "as_of must be a date such as 2026-01-31.") from None
