"""Figures: how fast they are extracted, and how fast a question over a million of them is planned and computed.

    python benchmarks/figures.py --figures 1000000 [--index DIR]

Extraction is measured in MB of UTF-8 per second on one core, over made-up running text in the manner of reports. Beside
it, as a floor and no equal, stands a bare regular expression that finds digits with a unit and knows nothing of them;
and Recognizers-Text's Chinese number model where it is installed, which finds numbers without units.

A question names an indicator, a member, a place and a year (half of them the sum of two members). The statistics part
of an answer is timed: candidates from the index, dressed with their surroundings, planned, computed. DuckDB (extra
``bench``) answers the same from a table of the same rows, given the very names, as SQL; it reads no question.
"""

import argparse
import csv
import json
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from figure_samples import MEMBERS, Asked, entries, questions, report_document, report_text

from ipqa.candidates import candidates
from ipqa.figures.extraction import extract
from ipqa.library import Library, Snapshot
from ipqa.models.embedder import load_embedder
from ipqa.records import Document
from ipqa.statistics import FigureLibrary, best, carry_out, plan, read_question
from ipqa.statistics.asked.slots import prepared

if TYPE_CHECKING:
    import duckdb

_NUMBER = re.compile(
    r"\d+(?:[,，]\d{3})*(?:\.\d+)?\s*(?:万亿|[百千]?[万亿])?\s*(?:件|项|家|个百分点|个|笔|元|户|人|%|％|倍|成)"
)
_YEAR = 2026


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of many runs by the clock and of the processor."""

    name: str
    seconds: tuple[float, ...]
    processor: tuple[float, ...]
    right: int

    def line(self) -> str:
        ordered = sorted(self.seconds)
        middle, tail = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
        work = statistics.median(self.processor)
        return (
            f"{self.name:12}  median {middle * 1000:7.1f} ms (processor {work * 1000:.1f} ms)  "
            f"95 % {tail * 1000:7.1f} ms  right {self.right} of {len(ordered)}"
        )


def speed(name: str, work: Callable[[], int], size: int) -> str:
    """One line: MB/s of processor time of the best of three runs, and how many numbers were found."""
    best_time, found = float("inf"), 0
    for _ in range(3):
        started = time.process_time()
        found = work()
        best_time = min(best_time, time.process_time() - started)
    return f"{name:24}  {size / best_time / 1e6:8.2f} MB/s  {found} numbers"


def extraction(megabytes: float) -> list[str]:
    """Our extraction, the floor, and the peer where it is installed."""
    text = report_text(int(megabytes * 1e6 / 2.9))
    document, size = report_document(text), len(text.encode())
    extract(report_document(report_text(2000)))  # tables are read, patterns compiled
    lines = [
        f"{size / 1e6:.2f} MB of UTF-8",
        speed("ipqa, figures", lambda: len(extract(document)), size),
        speed("regular expression", lambda: len(_NUMBER.findall(text)), size),
    ]
    try:
        from recognizers_number import NumberRecognizer  # type: ignore[import-not-found]
        from recognizers_text import Culture  # type: ignore[import-not-found]
    except ImportError:
        return [*lines, "Recognizers-Text is not installed"]
    model = NumberRecognizer(Culture.Chinese).get_number_model()
    piece = text[:20_000]
    return [*lines, speed("Recognizers-Text, numbers", lambda: len(model.parse(piece)), len(piece.encode()))]


def build(folder: Path, figures: int) -> None:
    """A library of so many figures, written in one commit."""
    with Library.open(folder, load_embedder("embedded")) as library, library.write() as writer:
        for entry in entries(figures):
            writer.put(entry)


def wordings(asked: Sequence[Asked]) -> list[tuple[str, Asked, tuple[str, ...]]]:
    """Every other question asks for the sum of two members."""
    worded = []
    for index, one in enumerate(asked):
        other = MEMBERS[(MEMBERS.index(one.member) + 1) % len(MEMBERS)]
        if index % 2:
            pair = f"{one.year}年{one.region}{one.member}和{other}{one.indicator}合计多少件？"
            worded.append((pair, one, (one.member, other)))
        else:
            worded.append((one.question, one, (one.member,)))
    return worded


def statistics_part(snapshot: Snapshot, question: str) -> Decimal | None:
    """Candidates, surroundings, plan, result, as an answer makes them; the documents are read anew."""
    read: dict[str, Document] = {}

    def document(identity: str) -> Document:
        if identity not in read:
            read[identity] = snapshot.document(identity)
        return read[identity]

    query = read_question(question, None, _YEAR)
    library = FigureLibrary(candidates(snapshot, question, (), None, None, _YEAR), document)
    known = library.known(library.figures)
    if query.operation == "lookup":
        found = best(query.whole, prepared(query.question), known)
        return found[0].known.figure.value if found else None
    made = plan(query, known)
    return carry_out(made).value if made is not None else None


def timed(name: str, run: Callable[[str, Asked, tuple[str, ...]], Decimal | None], truth: Sequence[Decimal],
          asked: Sequence[tuple[str, Asked, tuple[str, ...]]]) -> Timing:  # fmt: skip
    seconds, processor, right = [], [], 0
    for one, expected in zip(asked, truth, strict=True):
        started, worked = time.perf_counter(), time.process_time()
        value = run(*one)
        seconds.append(time.perf_counter() - started)
        processor.append(time.process_time() - worked)
        right += value == expected
    return Timing(name, tuple(seconds), tuple(processor), right)


def planned(folder: Path, count: int) -> list[str]:
    """Our statistics part beside DuckDB over the same rows."""
    import duckdb

    with Library.open(folder, load_embedder("embedded")) as library, library.snapshot() as snapshot:
        figures = snapshot.figure_count()
        asked = wordings(questions(figures, count))
        database = duckdb.connect()
        database.execute("SET threads = 1")
        table_of(folder, database)

        def sql(_: str, one: Asked, members: tuple[str, ...]) -> Decimal | None:
            marks = ", ".join("?" * len(members))
            row = database.execute(
                f"SELECT sum(value) FROM figures WHERE indicator = ? AND region = ? AND period = ?"
                f" AND member IN ({marks}) AND status = 'actual'",
                [one.indicator, one.region, str(one.year), *members],
            ).fetchone()
            return Decimal(row[0]) if row and row[0] is not None else None

        truth = [sql(*one) or Decimal(-1) for one in asked]
        for question, _, _ in asked[:5]:
            statistics_part(snapshot, question)
        ours = timed("ipqa", lambda question, _a, _m: statistics_part(snapshot, question), truth, asked)
        theirs = timed("DuckDB, SQL", sql, truth, asked)
    return [f"{figures} figures, {count} questions", ours.line(), theirs.line()]


def table_of(folder: Path, database: "duckdb.DuckDBPyConnection") -> None:
    """The rows of the catalog's figures as a table of DuckDB's, by way of a file."""
    rows = sqlite3.connect(folder / "catalog.sqlite").execute(
        "SELECT indicator, dimensions, region, period, status, value, unit FROM figures"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for indicator, dimensions, *rest in rows:
            writer.writerow([indicator, dict(json.loads(dimensions or "[]")).get("权利主体"), *rest])
        file.flush()
        names = ("indicator", "member", "region", "period", "status", "value", "unit")
        columns = ", ".join(f"'{name}': '{'DECIMAL(28, 4)' if name == 'value' else 'VARCHAR'}'" for name in names)
        database.execute(
            f"CREATE TABLE figures AS SELECT * FROM read_csv('{file.name}', header = false, columns = {{{columns}}})"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure extraction, and questions over many figures.")
    parser.add_argument("--figures", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--megabytes", type=float, default=1.0, help="of text to extract from")
    parser.add_argument("--index", type=Path, help="a library made before, or where to make it")
    arguments = parser.parse_args()
    for line in extraction(arguments.megabytes):
        sys.stdout.write(line + "\n")
    with tempfile.TemporaryDirectory() as folder:
        index = arguments.index or Path(folder) / "index"
        if not (index / "catalog.sqlite").exists():
            started = time.perf_counter()
            build(index, arguments.figures)
            sys.stdout.write(f"built in {time.perf_counter() - started:.0f} s\n")
        for line in planned(index, arguments.questions):
            sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
