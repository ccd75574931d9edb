"""The most memory that processes use, as Linux counts it: what is resident, libraries included."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_READ = (
    "import sys; from pathlib import Path; from ipqa.reading import read;"
    "read(Path(sys.argv[1]), 'c'); print(open('/proc/self/status').read())"
)
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Peaks:
    """Megabytes: of the command itself, of the largest of its children, and of all of them at one moment."""

    command: float
    reader: float
    together: float


def read_peak(path: Path) -> float:
    """Megabytes that a process needs at most to read a file, the interpreter and all libraries included."""
    out = subprocess.run([sys.executable, "-c", _READ, str(path)], check=True, capture_output=True, text=True)
    return _field(out.stdout, "VmHWM")


def ingest_peaks(path: Path, index: Path) -> Peaks:
    """What ``ipqa ingest`` of a file into a new index uses at most, its reading processes by themselves."""
    command = [sys.executable, "-m", "ipqa.cli", "ingest", str(path), "--index", str(index)]
    own = reader = together = 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            statuses = list(_statuses(process.pid))
            own = max(own, *(_field(text, "VmHWM") for pid, text in statuses if pid == process.pid), 0.0)
            reader = max(reader, *(_field(text, "VmHWM") for pid, text in statuses if pid != process.pid), 0.0)
            together = max(together, sum(_field(text, "VmRSS") for _, text in statuses))
            time.sleep(_PAUSE)
    if process.returncode:
        raise SystemExit(f"ipqa ingest failed with exit code {process.returncode}")
    return Peaks(own, reader, together)


def _statuses(parent: int) -> Iterator[tuple[int, str]]:
    """The status of a process and of all it started."""
    left = [parent]
    while left:
        pid = left.pop()
        try:
            text = Path(f"/proc/{pid}/status").read_text()
            for thread in Path(f"/proc/{pid}/task").iterdir():
                children = (thread / "children").read_text()
                left += [int(child) for child in children.split()]
        except OSError:  # it has ended meanwhile
            continue
        yield pid, text


def _field(status: str, name: str) -> float:
    """Megabytes of a field of /proc/PID/status; 0 for a process that has just ended."""
    line = next((line for line in status.splitlines() if line.startswith(f"{name}:")), "")
    return int(line.split()[1]) / 1024 if line else 0.0
