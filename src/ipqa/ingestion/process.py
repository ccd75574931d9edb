"""One reading process: started, talked to, watched, ended."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from ..errors import ReadingLimit
from .limits import Limits, resident
from .wire import receive, send

Verdict = Literal["memory", "stalled", "total"]
_STDERR_BYTES = 4096
_START_SECONDS = 60
"""How long a process may take until it is ready: that is no file's fault."""
# No plugins are looked for; an arena per thread would reserve addresses that are never used.
_ENVIRONMENT = {"PYDANTIC_DISABLE_PLUGINS": "__all__", "MALLOC_ARENA_MAX": "4", "PYTHONUTF8": "1"}
_MIB = 1 << 20


@dataclass(slots=True)
class _Clock:
    """How long the parent has waited for the process: since when now, and for this request altogether before."""

    since: float | None = None
    spent: float = 0.0

    def start(self) -> None:
        self.since = time.monotonic()

    def stop(self) -> None:
        if self.since is not None:
            self.spent += time.monotonic() - self.since
        self.since = None


class Process:
    """A child that answers requests; ``watch`` is called now and then from another thread."""

    def __init__(self, command: Sequence[str], limits: Limits) -> None:
        self._limits = limits
        self._clock = _Clock()
        self._said = b""
        self._ready = False
        self.verdict: Verdict | None = None
        self._popen = subprocess.Popen(
            [*command, "--memory-mb", str(limits.memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **_ENVIRONMENT},
            start_new_session=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def id(self) -> int:
        return self._popen.pid

    @property
    def alive(self) -> bool:
        return self._popen.poll() is None

    @property
    def swollen(self) -> bool:
        """Whether it keeps so much memory that a fresh one is better for the next file."""
        return (resident(self._popen.pid) or 0) > self._limits.memory_mb * _MIB // 2

    def ask(self, request: bytes) -> None:
        """Hand over a request; OSError when the process is gone."""
        assert self._popen.stdin is not None
        if not self._ready and self.answer() is None:
            raise BrokenPipeError
        self._ready = True
        self._clock.spent = 0.0
        self._clock.start()
        try:
            send(self._popen.stdin.fileno(), request)
        finally:
            self._clock.stop()

    def answer(self) -> bytes | None:
        """The next frame, None when the process is gone; BadFrame. The clock runs while it is waited for."""
        assert self._popen.stdout is not None
        self._clock.start()
        try:
            return receive(self._popen.stdout.fileno(), self._limits.output_mb * _MIB)
        finally:
            self._clock.stop()

    def watch(self) -> None:
        """Kill the process when it takes too much memory or time."""
        since = self._clock.since
        if since is None or self.verdict:
            return
        waited = time.monotonic() - since
        patience = self._limits.seconds if self._ready else max(self._limits.seconds, _START_SECONDS)
        if (resident(self._popen.pid) or 0) > self._limits.memory_mb * _MIB:
            self.verdict = "memory"
        elif waited > patience:
            self.verdict = "stalled"
        elif self._ready and waited + self._clock.spent > self._limits.total_seconds:
            self.verdict = "total"
        if self.verdict:
            self.kill()

    def kill(self) -> None:
        """Kill it and all that it may have started."""
        if self._popen.returncode is not None:
            return
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._popen.pid, signal.SIGKILL)
            else:
                self._popen.kill()

    def end(self) -> None:
        """Kill it, and let go of its pipes."""
        self.kill()
        self._popen.wait()
        self._listener.join()
        for pipe in (self._popen.stdin, self._popen.stdout, self._popen.stderr):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def failure(self, name: str) -> ReadingLimit:
        """Why it ended while it read the file of that name."""
        limits = self._limits
        match self.verdict:
            case "memory":
                return ReadingLimit(
                    f"{name} 占用内存过多（超过 {limits.memory_mb} MB），已停止读取。",
                    f"Reading {name} takes more than {limits.memory_mb} MB of memory; stopped.",
                )
            case "stalled":
                return ReadingLimit(
                    f"{name} 读取超时（{limits.seconds:g} 秒没有进展），已停止读取。",
                    f"Reading {name} made no progress for {limits.seconds:g} seconds; stopped.",
                )
            case "total":
                return ReadingLimit(
                    f"{name} 读取超时（超过 {limits.total_seconds:g} 秒），已停止读取。",
                    f"Reading {name} takes more than {limits.total_seconds:g} seconds; stopped.",
                )
        self.end()
        return ReadingLimit(
            f"{name} 无法读取：读取程序意外退出。",
            f"{name} cannot be read: its reader ended unexpectedly ({self._popen.returncode}). {self._last_words()}",
        )

    def _last_words(self) -> str:
        """The end of what it wrote to standard error, on one line."""
        return " ".join(self._said.decode("utf-8", "replace").split())[-200:]

    def _listen(self) -> None:
        """Keep the end of standard error, so that a talkative library neither blocks nor fills memory."""
        assert self._popen.stderr is not None
        while piece := os.read(self._popen.stderr.fileno(), _STDERR_BYTES):
            self._said = (self._said + piece)[-_STDERR_BYTES:]
