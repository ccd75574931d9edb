"""The process that reads files: ``python -m ipqa.ingestion.worker``. It is told what to read and tells what it found.

Whatever a file does to it, the parent lives on: it is limited, closed off and replaceable. It imports nothing of the
library and of the models.
"""

import argparse
import base64
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import DamagedFile, ReadingError
from ..reading import ALL, Options, ReadingProblem, Unchanged, documents
from ..reading.bundle import read_bundle
from ..reading.lines import Part
from ..records import Document
from .entries import entry_of
from .limits import lock_down
from .wire import (
    Done,
    Item,
    Opened,
    PageImageRequest,
    Pages,
    Picture,
    Problem,
    Read,
    ReadRequest,
    Request,
    Same,
    encoded,
    listed,
    receive,
    request_of,
    send,
)

_REQUEST_LIMIT = 512 << 20
_BATCH_BYTES = 128 << 10
_BATCH_SECONDS = 0.25
_PROGRESS_SECONDS = 0.1

Found = Document | ReadingProblem | Unchanged
Reader = Callable[[ReadRequest, Options], Iterator[Found]]
"""The seam for tests: what reads a file."""


@dataclass(slots=True)
class _Out:
    """Replies, gathered into frames of a good size."""

    target: int
    items: list[bytes] = field(default_factory=list)
    size: int = 0
    sent: float = 0.0
    told: float = 0.0

    def put(self, item: Item) -> None:
        try:
            data = encoded(item)
        except ValueError:  # half a character, which no encoding can hold
            if not isinstance(item, Read):
                raise
            source = item.entry.document.source
            data = encoded(
                Problem(source, f"{source} 含有无效字符。", f"{source} holds invalid characters.", DamagedFile.code)
            )
        self.items.append(data)
        self.size += len(data)
        if self.size > _BATCH_BYTES or time.monotonic() - self.sent > _BATCH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Send what is gathered."""
        if self.items:
            send(self.target, listed(self.items))
        self.items, self.size, self.sent = [], 0, time.monotonic()

    def pages(self, done: int, total: int) -> None:
        """Tell about pages, now and then and at the end."""
        if done >= total or time.monotonic() - self.told > _PROGRESS_SECONDS:
            self.told = time.monotonic()
            self.put(Pages(done, total))
            self.flush()

    def opened(self, number: int, source: str) -> None:
        """Tell which member is next before it can do any harm."""
        self.put(Opened(number, source))
        self.flush()


def read_file(request: ReadRequest, options: Options) -> Iterator[Found]:
    """What the file, or the part of a bundle, holds."""
    if request.end:
        part = Part(request.start, request.end, request.line)
        return read_bundle(Path(request.path), request.collection, request.known, part)
    members = range(request.first, request.last or ALL.stop)
    return documents(Path(request.path), request.collection, options, request.known, members)


def run(reader: Reader = read_file) -> None:
    """Serve requests until the parent closes the pipe."""
    parser = argparse.ArgumentParser(description="Reads files for ipqa; started by it.")
    parser.add_argument("--memory-mb", type=int, default=2048)
    arguments = parser.parse_args()
    source, target = _pipes()
    requests: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(source, requests), daemon=True).start()
    lock_down(arguments.memory_mb)
    out = _Out(target)
    send(target, listed([]))  # ready
    while True:
        _serve(request_of(requests.get()), out, reader)


def _pipes() -> tuple[int, int]:
    """The two ends to the parent; whoever prints from now on prints to standard error."""
    source, target = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return source, target


def _listen(source: int, requests: "queue.Queue[bytes]") -> None:
    """Take requests; when the parent is gone, so is this process, whatever it is doing."""
    while (frame := receive(source, _REQUEST_LIMIT)) is not None:
        requests.put(frame)
    os._exit(0)


def _serve(request: Request, out: _Out, reader: Reader) -> None:
    """Answer one request. What nobody foresaw is told and ends the process: its state is in doubt."""
    try:
        for item in _draw(request) if isinstance(request, PageImageRequest) else _read(request, out, reader):
            out.put(item)
    except ReadingError as error:
        out.put(Problem(request.name, str(error), error.english, error.code, whole=True))
    except Exception as error:
        out.put(_unforeseen(request.name, error))
        out.put(Done(last=True))
        out.flush()
        raise
    out.put(Done())
    out.flush()


def _read(request: ReadRequest, out: _Out, reader: Reader) -> Iterator[Item]:
    options = Options(request.ocr, request.ocr_figures, out.pages, out.opened)
    for found in reader(request, options):
        if isinstance(found, ReadingProblem):
            yield Problem(found.source, found.message, found.english, found.code)
        elif isinstance(found, Unchanged):
            yield Same(found.source, found.version)
        else:
            yield Read(entry_of(found))


def _draw(request: PageImageRequest) -> Iterator[Item]:
    from ..reading.page_image import render_page

    data = Path(request.path).read_bytes()
    png = render_page(data, request.media_type, request.page, request.boxes, request.width)
    yield Picture(base64.b64encode(png).decode())


def _unforeseen(name: str, error: Exception) -> Problem:
    if isinstance(error, MemoryError):
        return Problem(
            name, f"{name} 占用内存过多，已停止读取。", f"Reading {name} takes too much memory.", "limit", True
        )
    said = type(error).__name__
    return Problem(
        name, f"{name} 的内容异常，无法读取（{said}）。", f"{name} cannot be read ({said}).", "corrupt", whole=True
    )


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    run()
