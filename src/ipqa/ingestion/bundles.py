"""Bundles cut in parts, so that all processes read one large file, and known lines need not be read at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ..errors import ReadingError
from ..reading.lines import BLANK, LINE_LIMIT
from ..reading.structure.blocks import version_of

_PART_BYTES = 1 << 20


@dataclass(slots=True)
class PartPlan:
    """A part of a bundle, in bytes, and the number of its first line.

    ``lines`` counts those that are not blank; ``known`` are the (source, version) of those that were read before.
    """

    start: int
    end: int
    first_line: int
    lines: int = 0
    known: list[tuple[str, str]] = field(default_factory=list)

    @property
    def all_known(self) -> bool:
        return len(self.known) == self.lines


def parts(path: Path, known: Mapping[str, str]) -> Iterator[PartPlan]:
    """The parts of a bundle in order, each of whole lines; ``known`` is source -> version. Raises ReadingError."""
    versions = {v: source for source, v in known.items() if source.startswith(f"{path.name}#")}
    plan = PartPlan(0, 0, 1)
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(_lines(stream), 1):
                if plan.end - plan.start >= _PART_BYTES:
                    yield plan
                    plan = PartPlan(plan.end, plan.end, number)
                plan.end += line.size
                if line.filled:
                    plan.lines += 1
                    version = version_of(line.text) if versions else ""
                    if version in versions:
                        plan.known.append((versions[version], version))
    except OSError as error:
        raise ReadingError(f"无法读取 {path.name}。", f"{path.name} cannot be read.") from error
    yield plan


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its length in bytes, and its text (of an endless one, the beginning)."""

    size: int
    text: bytes

    @property
    def filled(self) -> bool:
        return bool(self.text.strip(BLANK))


def _lines(stream: BinaryIO) -> Iterator[_Line]:
    while text := stream.readline(LINE_LIMIT):
        size = len(text)
        while not text.endswith(b"\n") and (more := stream.readline(LINE_LIMIT)):
            size += len(more)
            if more.endswith(b"\n"):
                break
        yield _Line(size, text.strip())
