"""What reading costs, in units of the library that does the least of it, in the same run.

    python benchmarks/reading.py [--rounds 5] [--scans FOLDER] [FILE.pdf ...]

| what | against | goal |
|---|---|---|
| text pages -> Document | pypdfium2's bare extraction of the same pages | at most 2.5 x |
| pages with ruled tables -> Document | pdfplumber's tables of the same pages | at most 1.2 x |
| scanned pages -> Document | RapidOCR alone on the same rendered pages | at most 1.1 x |
| a PDF of 1,600 pages -> Document | peak memory of the reading process | at most 600 MB |

Rounds are interleaved and the median of the ratios is given, so that a busy machine slows both sides alike. PDFs named
on the command line are measured besides, without a goal. Exit code 1 if a goal is missed.
"""

import argparse
import gc
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from papers import scanned_paper, table_paper, text_paper

from ipqa.reading import read

TEXT_GOAL, TABLE_GOAL, SCAN_GOAL, MEMORY_GOAL = 2.5, 1.2, 1.1, 600
SCANS = Path(__file__).parents[1] / "tests" / "data" / "scans"
_LONG = 1600


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call, garbage of earlier ones out of the way."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """The median of our time over theirs, and both medians in seconds, after one warm-up of each."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    medians = [statistics.median(column) for column in zip(*pairs, strict=True)]
    return statistics.median(a / b for a, b in pairs), medians[0], medians[1]


def bare(path: Path) -> int:
    """The characters of all pages as pypdfium2 gives them."""
    document = pypdfium2.PdfDocument(path)
    found = 0
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        found += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return found


def plumbed(path: Path) -> int:
    """The rows of all tables as pdfplumber gives them."""
    import pdfplumber

    found = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            found += sum(len(table) for table in page.extract_tables())
            page.close()
    return found


def recognised(path: Path) -> int:
    """The lines of all pages as RapidOCR alone reads them, at the resolution that ipqa uses."""
    import numpy as np

    from ipqa.reading.ocr.engine import OCR_DPI, engine

    document = pypdfium2.PdfDocument(path)
    found = 0
    for index in range(len(document)):
        page = document[index]
        image = page.render(scale=OCR_DPI / 72, rev_byteorder=True).to_numpy()
        found += len(engine()(np.ascontiguousarray(image[:, :, 2::-1])).txts or ())
        page.close()
    document.close()
    return found


def peak(path: Path) -> float:
    """Megabytes that a process needs at most to read a file; the interpreter and all libraries included."""
    code = (
        "import resource, sys; from pathlib import Path; from ipqa.reading import read;"
        "read(Path(sys.argv[1]), 'c'); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    out = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True)
    return int(out.stdout) / (1024 if sys.platform != "darwin" else 1 << 20)


def main() -> int:
    """Measure, print a line each, compare with the goals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.pdf")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scans", type=Path, default=SCANS, help="a folder of scanned pages as PNG or JPEG")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        missed = _report(Path(folder), options.rounds, sorted(options.scans.glob("page*.png")), options.files)
    return int(missed)


def _report(folder: Path, rounds: int, scans: list[Path], files: list[Path]) -> bool:
    def made(name: str, data: bytes) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    missed = False
    text, tables = made("text.pdf", text_paper(200)), made("tables.pdf", table_paper(40))
    missed |= _line("text pages / pypdfium2", *ratio(lambda: read(text, "c"), lambda: bare(text), rounds), TEXT_GOAL)
    missed |= _line(
        "table pages / pdfplumber", *ratio(lambda: read(tables, "c"), lambda: plumbed(tables), rounds), TABLE_GOAL
    )
    if scans:
        scanned = made("scanned.pdf", scanned_paper(scans, 4))
        missed |= _line(
            "scanned pages / RapidOCR",
            *ratio(lambda: read(scanned, "c"), lambda: recognised(scanned), max(3, rounds // 2)),
            SCAN_GOAL,
        )
    for path in files:
        _line(path.name, *ratio(lambda path=path: read(path, "c"), lambda path=path: bare(path), rounds), 0)
    memory = peak(made("long.pdf", text_paper(_LONG)))
    sys.stdout.write(f"{'1,600 pages, peak memory':28} {memory:8.0f} MB  (goal {MEMORY_GOAL} MB)\n")
    return missed or memory > MEMORY_GOAL


def _line(name: str, found: float, ours: float, theirs: float, goal: float) -> bool:
    wanted = f"  (goal {goal} x)" if goal else ""
    sys.stdout.write(f"{name:28} {ours:8.2f} s {theirs:8.2f} s {found:6.2f} x{wanted}\n")
    sys.stdout.flush()
    return bool(goal) and found > goal


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
