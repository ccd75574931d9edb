"""Hostile files read as a user's would be, and what became of them."""

from pathlib import Path

from hostile_files import READ

from ipqa.ingestion import EntryRead, Limits, Pool, Reading, ReadingProblem

LIMITS = Limits(workers=1, memory_mb=1024, output_mb=64, seconds=10)


def told(pool: Pool, *paths: Path) -> list[EntryRead | ReadingProblem]:
    events = Reading(pool, paths, "c", {})
    return [event for event in events if isinstance(event, EntryRead | ReadingProblem)]


def outcomes(pool: Pool, *paths: Path) -> list[str]:
    """A sentence without the file's name, or READ and the text, for each thing that was told."""
    said = []
    for event in told(pool, *paths):
        name = (event.path if isinstance(event, EntryRead) else Path(event.source.partition("#")[0])).name
        text = READ + event.entry.document.text if isinstance(event, EntryRead) else event.message
        said.append(text.removeprefix(name.partition(":")[0]).strip())
    return said
