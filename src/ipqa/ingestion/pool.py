"""Processes that read files: started when there is something to read, watched, replaced when they fail.

Each process has a thread that hands it one request after another and takes what it replies. Replies are taken in the
order of the requests while several files are read ahead; what waits to be taken is bounded.
"""

import sys
import threading
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from ..errors import ReadingLimit
from .limits import Limits
from .process import Process
from .wire import BadFrame, FrameTooLarge, Item, Request, asked, decoded, is_done, is_last

WORKER = (sys.executable, "-m", "ipqa.ingestion.worker")
_WAITING_BYTES = 64 << 20
_HEAD_BYTES = 16 << 20
"""What may wait of the job whose replies are being taken, even where others fill the room."""
_LOOK_SECONDS = 0.05


@dataclass(slots=True, eq=False)
class Job:
    """One request, the process that answers it, and the frames that came back and were not yet taken."""

    request: Request
    data: bytes
    frames: deque[bytes] = field(default_factory=deque)
    size: int = 0
    begun: bool = False
    ended: bool = False
    abandoned: bool = False
    failure: ReadingLimit | None = None
    process: Process | None = None


class Pool:
    """Up to ``limits.processes`` reading processes; use it in a ``with`` block, at whose end all of them are gone.

    ``command`` starts one; a test gives one that misbehaves.
    """

    def __init__(self, limits: Limits | None = None, command: Sequence[str] = WORKER) -> None:
        self.limits = limits or Limits()
        self._command = command
        self._changed = threading.Condition()
        self._queue: deque[Job] = deque()
        self._unfinished = 0
        self._waiting = 0
        self._head: Job | None = None
        self._closed = threading.Event()
        self._threads: list[threading.Thread] = []
        self._processes: set[Process] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Kill all processes, also in the middle of a file."""
        with self._changed:
            self._closed.set()
            self._changed.notify_all()
            for process in self._processes:
                process.kill()
        for thread in self._threads:
            thread.join()
        self._threads = []

    @property
    def process_ids(self) -> frozenset[int]:
        """The processes that run now."""
        with self._changed:
            return frozenset(process.id for process in self._processes)

    def submit(self, request: Request) -> Job:
        """Have a request answered as soon as a process is free."""
        job = Job(request, asked(request))
        with self._changed:
            self._queue.append(job)
            self._unfinished += 1
            if len(self._threads) - 1 < min(self._unfinished, self.limits.processes):
                self._start_thread()
            self._changed.notify_all()
        return job

    def replies(self, job: Job) -> Generator[Item, None, None]:
        """What a job gives, as it comes; raises ReadingLimit when its process failed or replied what is no reply."""
        try:
            while (frame := self._taken(job)) is not None:
                yield from decoded(frame)
        except BadFrame as error:
            self.distrust(job)
            raise nonsense(job.request.name) from error
        finally:
            self._abandon(job)
        if job.failure:
            raise job.failure

    def distrust(self, job: Job) -> None:
        """Kill the process that answered a job: what it said was not true. What it reads now is read by another."""
        with self._changed:
            if job.process in self._processes:
                job.process.kill()

    def _start_thread(self) -> None:
        if not self._threads:
            self._threads.append(threading.Thread(target=self._watch, name="ipqa-watch", daemon=True))
            self._threads[0].start()
        thread = threading.Thread(target=self._work, name="ipqa-read", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _taken(self, job: Job) -> bytes | None:
        """The next frame of a job, waited for; None when there are no more."""
        with self._changed:
            self._head = job
            self._changed.notify_all()
            self._changed.wait_for(lambda: job.frames or job.ended or self._closed.is_set())
            if not job.frames:
                return None
            frame = job.frames.popleft()
            job.size -= len(frame)
            self._waiting -= len(frame)
            self._changed.notify_all()
            return frame

    def _abandon(self, job: Job) -> None:
        """Nobody takes what the job still gives."""
        with self._changed:
            job.abandoned = True
            self._waiting -= job.size
            job.size = 0
            job.frames.clear()
            self._changed.notify_all()

    def _watch(self) -> None:
        while not self._closed.wait(_LOOK_SECONDS):
            with self._changed:
                self._changed.wait_for(lambda: self._unfinished or self._closed.is_set())
            for process in self._processes.copy():
                process.watch()

    def _work(self) -> None:
        """A thread's life: job after job, with one process as long as it lasts."""
        process: Process | None = None
        while (job := self._next()) is not None:
            stale = process is not None and process.alive
            if not stale:
                process = self._replaced(process)
            usable = self._answered(process, job)
            if stale and process is not None and job.failure and not job.begun and process.verdict is None:
                # An earlier file may have brought this about: only in a fresh process it is this file's failure.
                job.failure = None
                process = self._replaced(process)
                usable = self._answered(process, job)
            with self._changed:
                job.ended = True
                self._unfinished -= 1
                self._changed.notify_all()
            if process is not None and (not usable or process.swollen):
                self._ended(process)
                process = None
        self._ended(process)

    def _next(self) -> Job | None:
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closed.is_set())
            return None if self._closed.is_set() else self._queue.popleft()

    def _replaced(self, old: Process | None) -> Process | None:
        """A new process; None when the pool was closed meanwhile, or none can be started."""
        self._ended(old)
        with self._changed:
            if self._closed.is_set():
                return None
            try:
                process = Process(self._command, self.limits)
            except OSError:
                return None
            self._processes.add(process)
            return process

    def _ended(self, process: Process | None) -> None:
        if process is not None:
            with self._changed:
                self._processes.discard(process)
            process.end()

    def _answered(self, process: Process | None, job: Job) -> bool:
        """Have a process answer a job; False when it cannot be used again."""
        name = job.request.name
        if process is None:
            job.failure = ReadingLimit(
                f"{name} 无法读取：读取程序无法启动。", f"{name} cannot be read: its reader cannot be started."
            )
            return False
        job.process = process
        try:
            process.ask(job.data)
            while (frame := process.answer()) is not None:
                if not self._delivered(job, frame):
                    return False
                if is_done(frame):
                    return not is_last(frame)
            job.failure = process.failure(name)
        except FrameTooLarge:
            limit = self.limits.output_mb
            job.failure = ReadingLimit(
                f"{name} 读取结果过大（超过 {limit} MB），已停止读取。",
                f"What {name} holds is larger than {limit} MB; stopped.",
            )
        except BadFrame:
            job.failure = process.failure(name) if process.verdict else nonsense(name)
        except OSError:
            job.failure = process.failure(name)
        return False

    def _delivered(self, job: Job, frame: bytes) -> bool:
        """Put a frame where it is taken from, when there is room; False when nobody wants it."""
        size = len(frame)

        def room() -> bool:
            mine = self._head is job and job.size < _HEAD_BYTES
            return self._closed.is_set() or job.abandoned or mine or self._waiting + size <= _WAITING_BYTES

        with self._changed:
            self._changed.wait_for(room)
            if self._closed.is_set() or job.abandoned:
                return False
            job.begun = True
            job.frames.append(frame)
            job.size += size
            self._waiting += size
            self._changed.notify_all()
            return True


def nonsense(name: str) -> ReadingLimit:
    return ReadingLimit(
        f"{name} 无法读取：读取程序给出的结果无效。", f"{name} cannot be read: its reader replied nonsense."
    )
