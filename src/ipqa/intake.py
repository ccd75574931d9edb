"""Files into the library: read by the reading processes, written in commits, told event by event."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .errors import ReadingError
from .library import Library
from .records import Document, Entry
from .settings import Settings

if TYPE_CHECKING:
    from .ingestion import Limits, Reading
    from .library.writer import Writer

COMMIT_SECONDS = 120
"""How long documents are gathered before they are committed: a killed ingest of a thousand scans keeps most of them."""
_DOCUMENTS_TOLD = 200


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """How far an ingest is: ``done`` of ``total`` in a stage; ``total`` is 0 where it is not known.

    Stages: ``read`` counts files, ``page`` the pages of the file ``source``, ``document`` the documents found in it;
    then ``commit`` and ``done``.
    """

    stage: str
    done: int
    total: int
    source: str | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of one document of an ingest; ``reason`` is the code of the error when it failed.

    Counts are of documents that were read: an unchanged one has zeros.
    """

    source: str
    status: Literal["added", "replaced", "unchanged", "failed"]
    pages: int = 0
    passages: int = 0
    figures: int = 0
    warnings: tuple[str, ...] = ()
    tables: int = 0
    reason: str | None = None


IngestEvent = IngestProgress | IngestReport


def ingest(
    library: Library,
    settings: Settings,
    paths: Sequence[Path],
    collection: str | None = None,
    commit_seconds: float = COMMIT_SECONDS,
) -> Iterator[IngestEvent]:
    """Read files and folders into a library; a file that fails is reported and the rest goes in.

    What was read is committed at the end, and every ``commit_seconds`` until then. Raises ReadingError for a path that
    is not there, LibraryBusy when another process writes.
    """
    # Readers are imported where files are read: a question need not wait for them.
    from .ingestion import Pool, Reading, sources

    into = collection or settings.collection
    files = sources(paths)
    with Pool(limits_of(settings)) as pool:
        reading = Reading(pool, files, into, library.versions(into), settings.ocr, settings.ocr_figures)
        if library.needs_reembedding:
            yield IngestProgress("reembed", 0, 0)
            library.reembed()
        intake = _Intake(reading, len(files), settings)
        while not intake.done:
            with library.write() as writer:
                yield from intake.batch(writer, commit_seconds)
                yield IngestProgress("commit", intake.begun, len(files))
    yield IngestProgress("done", len(files), len(files))


class _Intake:
    """The events of one ingest, a batch per commit."""

    def __init__(self, reading: "Reading", files: int, settings: Settings) -> None:
        self._events = iter(reading)
        self._files = files
        self._settings = settings
        self._found = 0
        self.begun = 0
        self.done = False

    def batch(self, writer: "Writer", seconds: float) -> Iterator[IngestEvent]:
        """What is read and written until it is time to commit; ``done`` afterwards when that was all."""
        from .ingestion import EntryRead, FileBegun, PagesRead, ReadingProblem, Unchanged

        began = time.monotonic()
        for what in self._events:
            match what:
                case FileBegun(number, path):
                    self._found, self.begun = 0, number
                    yield IngestProgress("read", number, self._files, path.name)
                case PagesRead(source, done, total):
                    yield IngestProgress("page", done, total, source)
                case ReadingProblem(source, message, _, code):
                    yield IngestReport(source, "failed", warnings=(message,), reason=code)
                case Unchanged(source):
                    yield IngestReport(source, "unchanged")
                case EntryRead(entry, path):
                    original = _original(entry.document, path, self._settings)
                    yield _report(entry, writer.put(entry, original=original))
                    self._found += 1
                    if self._found % _DOCUMENTS_TOLD == 0:
                        yield IngestProgress("document", self._found, 0, path.name)
                    if time.monotonic() - began > seconds:
                        return
        self.begun, self.done = self._files, True


def limits_of(settings: Settings) -> "Limits":
    """The limits of the reading processes."""
    from .ingestion import Limits

    return Limits(
        settings.workers,
        settings.read_memory_mb,
        settings.read_output_mb,
        settings.read_seconds,
        settings.read_total_seconds,
    )


def _report(entry: Entry, status: Literal["added", "replaced", "unchanged"]) -> IngestReport:
    document = entry.document
    return IngestReport(
        document.source,
        status,
        len({page.number for page in document.pages}),
        len(entry.passages),
        len(entry.figures),
        tuple(warning.removesuffix("。") + "。" for warning in document.warnings),
        len(document.tables),
    )


def _original(document: Document, path: Path, settings: Settings) -> Path | bytes | None:
    """What to keep of a document whose pages can be shown: its file, or the bytes of a member of an archive."""
    from .reading import original

    shown = document.media_type == "application/pdf" or document.media_type.startswith("image/")
    if not (settings.keep_originals and shown):
        return None
    try:
        return original(path, document.source)
    except ReadingError:  # it was there when it was read, and has changed since
        return None
