"""What reading costs, in units of the library that does the least of it, in the same run.

    python benchmarks/reading.py [--rounds 5] [--cut] [FILE.pdf ...]

| what | against | goal |
|---|---|---|
| text pages -> Document | pypdfium2's bare extraction of the same pages | at most 2.5 x |
| pages with ruled tables -> Document | pdfplumber's tables of the same pages | at most 1.2 x |
| scanned pages -> Document | RapidOCR alone on the same rendered pages | at most 1.1 x |
| a PDF of 1,600 pages -> Document | peak memory of the reading process | at most 600 MB |

Rounds are interleaved and the median of the ratios is given, so that a busy machine slows both sides alike. PDFs named
on the command line are measured besides, without a goal; with ``--cut`` they are first cut down to their pages of mere
text (no rules that may make a table, no table read, no picture over half of the page, some text), which have the goal
of text pages. Exit code 1 if a goal is missed.
"""

import argparse
import gc
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import papers
import pypdfium2
from memory import ingest_peaks, read_peak

from ipqa.reading import read
from ipqa.reading.ocr.engine import OCR_DPI
from ipqa.reading.pdf.rules import has_rules

TEXT_GOAL, TABLE_GOAL, SCAN_GOAL, MEMORY_GOAL = 2.5, 1.2, 1.1, 600
_TEXT_PAGES, _TABLE_PAGES, _SCANNED, _LONG = 200, 40, 2, 1600
_SCANS = Path(__file__).parents[1] / "tests" / "data" / "scans"
_MOST = 0.5  # of the page: a larger picture makes it no page of text


@dataclass(frozen=True, slots=True)
class Ratio:
    """Our time over theirs (the median over the rounds), and the medians of both in seconds."""

    found: float
    ours: float
    theirs: float


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call, garbage of earlier ones out of the way."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> Ratio:
    """Interleaved rounds of both after one warm-up of each; every other round begins with theirs."""
    ours(), theirs()
    pairs: list[tuple[float, float]] = []
    for number in range(rounds):
        if number % 2:
            later = seconds(theirs)
            pairs.append((seconds(ours), later))
        else:
            pairs.append((seconds(ours), seconds(theirs)))
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Ratio(statistics.median(a / b for a, b in pairs), mine, other)


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


def extracted(path: Path) -> int:
    """The rows of all tables with their texts, as pdfplumber gives them."""
    return _plumbed(path, lambda page: sum(len(table) for table in page.extract_tables()))


def outlined(path: Path) -> int:
    """The tables as pdfplumber finds them, without their texts."""
    return _plumbed(path, lambda page: len(page.find_tables()))


def _plumbed(path: Path, count: Callable[[Any], int]) -> int:
    import pdfplumber

    found = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            found += count(page)
            page.close()
    return found


def stock_engine() -> Any:
    """RapidOCR as its own documentation builds it; the models in its package are those that ipqa uses, too."""
    import rapidocr

    return rapidocr.RapidOCR(params={"Global.log_level": "critical"})


def recognised(path: Path, engine: Any) -> int:
    """The lines of all pages as RapidOCR alone reads them, rendered at the resolution that ipqa uses."""
    document = pypdfium2.PdfDocument(path)
    found = 0
    for index in range(len(document)):
        page = document[index]
        found += len(engine(page.render(scale=OCR_DPI / 72).to_numpy()[:, :, :3]).txts or ())
        page.close()
    document.close()
    return found


def cut(path: Path) -> bytes:
    """The pages of mere text of a PDF, as a PDF; empty where it has none."""
    tabled = _tabled(path)
    document = pypdfium2.PdfDocument(path)
    kept = [i for i in range(len(document)) if i + 1 not in tabled and _is_text(document[i])]
    if not kept:
        return b""
    result = pypdfium2.PdfDocument.new()
    result.import_pages(document, kept)
    out = io.BytesIO()
    result.save(out)
    return out.getvalue()


def _tabled(path: Path) -> set[int]:
    """The pages on which a table stands."""
    found = read(path, "c")
    return {p.number for p in found.pages for t in found.tables if t.start < p.end and t.end > p.start}


def _is_text(page: Any) -> bool:
    area = page.get_width() * page.get_height()
    for picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _MOST * area:
            return False
    return not has_rules(page) and len(page.get_textpage().get_text_range().strip()) > 0


@dataclass(slots=True)
class Report:
    """Prints a line per measurement and remembers whether a goal was missed."""

    rounds: int
    missed: bool = field(default=False)

    def pair(self, name: str, ours: Callable[[], object], theirs: Callable[[], object], goal: float = 0) -> None:
        found = ratio(ours, theirs, self.rounds)
        self._line(f"{name:36} {found.ours:8.2f} s {found.theirs:8.2f} s {found.found:6.2f} x", f"{goal} x", goal)
        self.missed |= bool(goal) and found.found > goal

    def memory(self, name: str, megabytes: float, goal: float = 0) -> None:
        self._line(f"{name:36} {megabytes:8.0f} MB", f"{goal:.0f} MB", goal)
        self.missed |= bool(goal) and megabytes > goal

    def _line(self, text: str, wanted: str, goal: float) -> None:
        self.say(text + (f"  (goal {wanted})" if goal else ""))

    def say(self, text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def texts(font: str | None) -> Iterator[tuple[str, bytes]]:
    """Papers of mere text, each as another kind of program writes it."""
    yield "text, font of the viewer", papers.text_paper(_TEXT_PAGES)
    yield "text, character by character", papers.text_paper(_TEXT_PAGES // 4, spread=True)
    if font:
        yield "text, embedded font", papers.text_paper(_TEXT_PAGES, font)
        yield "text, embedded, char. by char.", papers.text_paper(_TEXT_PAGES // 4, font, spread=True)


def scans(font: str | None) -> Iterator[tuple[str, bytes]]:
    """Papers without a text layer."""
    files = sorted(path for path in _SCANS.iterdir() if path.suffix == ".png")
    yield "scans, short notice and table", papers.scanned_paper(files, len(files))
    if font:
        page = range(1)
        full = papers.pictures(papers.text_paper(1, font), OCR_DPI, page)
        ruled = papers.pictures(papers.table_paper(1, font), OCR_DPI, page)
        yield "scans, full pages of text", papers.scanned_paper(full, _SCANNED)
        yield "scans, full pages of a ruled table", papers.scanned_paper(ruled, _SCANNED)


def main() -> int:
    """Measure, print a line each, compare with the goals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.pdf")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cut", action="store_true", help="only the pages of mere text of the files named")
    parser.add_argument("--only", choices=("text", "tables", "scans", "files", "memory"), help="one part alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = Report(options.rounds)
        font = papers.embedded_font()
        if font is None:
            report.say("no Chinese TrueType font here (fonts-wqy-zenhei): papers with embedded fonts are left out")
        for part, measure in PARTS.items():
            if options.only in (None, part):
                measure(report, Path(folder), font)
        if options.only in (None, "files"):
            for path in options.files:
                _file(report, Path(folder), path, options.cut)
    return int(report.missed)


def _made(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _texts(report: Report, folder: Path, font: str | None) -> None:
    for name, data in texts(font):
        path = _made(folder, "text.pdf", data)
        report.pair(name, partial(read, path, "c"), partial(bare, path), TEXT_GOAL)


def _tables(report: Report, folder: Path, font: str | None) -> None:
    for name in filter(None, (papers.FONT, font)):
        path = _made(folder, "tables.pdf", papers.table_paper(_TABLE_PAGES, name))
        kind = "embedded font" if name == font else "font of the viewer"
        report.pair(f"ruled tables, {kind}", partial(read, path, "c"), partial(extracted, path), TABLE_GOAL)
        report.pair("  against find_tables alone", partial(read, path, "c"), partial(outlined, path))


def _scans(report: Report, folder: Path, font: str | None) -> None:
    engine = stock_engine()
    for name, data in scans(font):
        path = _made(folder, "scans.pdf", data)
        report.pair(name, partial(read, path, "c"), partial(recognised, path, engine), SCAN_GOAL)


def _memory(report: Report, folder: Path, font: str | None) -> None:
    for name in filter(None, (papers.FONT, font)):
        path = _made(folder, "long.pdf", papers.text_paper(_LONG, name))
        kind = "embedded" if name == font else "viewer's"
        report.memory(f"1,600 pages, {kind} font: reader", read_peak(path), MEMORY_GOAL)
    peaks = ingest_peaks(path, folder / "index")
    report.memory("  ipqa ingest: its reader", peaks.reader, MEMORY_GOAL)
    report.memory("  ipqa ingest: the command itself", peaks.command)
    report.memory("  ipqa ingest: all at one moment", peaks.together)


def _file(report: Report, folder: Path, path: Path, only_text: bool) -> None:
    data = cut(path) if only_text else path.read_bytes()
    if not data:
        report.say(f"{path.stem[:34]:36} has no pages of mere text")
        return
    own = _made(folder, "file.pdf", data)
    report.pair(path.stem[:24], lambda: read(own, "c"), lambda: bare(own), TEXT_GOAL if only_text else 0)


PARTS = {"text": _texts, "tables": _tables, "scans": _scans, "memory": _memory}


if __name__ == "__main__":
    sys.exit(main())
