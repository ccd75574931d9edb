"""What a reading process may use, and the doors that are closed to it.

Memory is watched from outside as well (``resident``): the address space of a recognition engine is a multiple of the
memory it uses, so that a limit on it must be generous. Platforms without ``resource`` or /proc have the limits of time
and output alone.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_MIB = 1 << 20
_SPARE_ADDRESSES = 8 * 1024
"""MiB of address space beyond the limit of memory: what engines reserve and do not use."""
_OPEN_FILES = 256
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
_CLOSED_DOORS = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname",
    "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "os.remove",
    "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.kill",
    "shutil.", "ftplib.", "http.client.", "urllib.Request", "smtplib.", "webbrowser.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading may use: processes at once; of each its memory in MiB and the MiB of one document it gives; seconds
    without progress, and in all for one file."""

    workers: int = 0
    memory_mb: int = 2048
    output_mb: int = 256
    seconds: float = 120
    total_seconds: float = 3600

    @property
    def processes(self) -> int:
        """How many processes read at once: those asked for, or one for each core this process may use."""
        return self.workers or cores()


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def resident(process: int) -> int | None:
    """The bytes of memory that a process uses; None where the system does not tell."""
    try:
        return int(Path(f"/proc/{process}/statm").read_bytes().split()[1]) * _page_size()
    except (OSError, ValueError, IndexError):
        return None


def _page_size() -> int:
    return os.sysconf("SC_PAGE_SIZE")


def lock_down(memory_mb: int) -> None:
    """Limit this process and close the doors it does not need; there is no way back."""
    if resource is not None:
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_FSIZE, 0)
        _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
        _limit(resource.RLIMIT_AS, (memory_mb + _SPARE_ADDRESSES) * _MIB)
    sys.addaudithook(_refuse)


def _limit(what: int, value: int) -> None:
    """Lower a limit; one that is lower already stays."""
    _, hard = resource.getrlimit(what)
    if hard == resource.RLIM_INFINITY or value < hard:
        resource.setrlimit(what, (value, value))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: nothing is fetched, started, written or removed by a reader."""
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(mode, str) and any(c in mode for c in "wax+")
        if (writes or (isinstance(flags, int) and flags & _WRITING)) and arguments[0] != os.devnull:
            raise PermissionError("a reader does not write files")
    elif event.startswith(_CLOSED_DOORS):
        raise PermissionError(f"a reader has no use for {event}")
