"""What became of a part of a file that gave no document."""

from dataclasses import dataclass

from ..errors import ReadingError


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """What could not be read: where (file, file.jsonl:line, file.zip#member), why in one sentence, and its code."""

    source: str
    message: str
    english: str
    code: str = "unreadable"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A document that was not read because its version is known already."""

    source: str
    version: str


def problem_of(source: str, error: ReadingError) -> ReadingProblem:
    """An error as the problem of one source."""
    return ReadingProblem(source, str(error), error.english, error.code)
