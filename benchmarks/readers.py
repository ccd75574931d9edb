"""What reading gives and what it loses: ipqa beside llama-index's SimpleDirectoryReader, on the same files.

    pip install -e '.[bench]'
    python benchmarks/readers.py [--rounds 3] [--formats FOLDER]

SimpleDirectoryReader is used as its documentation begins: ``SimpleDirectoryReader(input_files=[...]).load_data()``.
Both are judged by the same checks, with white space taken out of both sides:

- lines: sentences found, in the order of the document
- rows: values that stand in one line (or one row of a table) with the label of their row
- heads: values whose whole header can be told: from a table that the reader gives, from ``header: value`` beside it, or
  from a line above with as many fields
- numbers: of the sentences and tables, those that are found
- hidden, furniture: text nobody sees, and menus or running heads, that came out as text
- pages: sentences whose page the reader tells rightly
- said: a file that cannot be read must be reported, by an error or a printed line

The table is printed in Markdown. Without the extra only ipqa's half is.
"""

import argparse
import contextlib
import importlib
import io
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from content import Cell, Sample
from samples import described, samples

from ipqa.errors import ReadingError
from ipqa.reading import documents
from ipqa.records import Document

_SPACE = re.compile(r"\s+")
_ROW_END = re.compile(r"\n|</tr>|\. (?=Row \d)")
_TAGS = re.compile(r"(?:\s*<[^>]*>\s*)+")
_NAMED = re.compile(r"(.*)(?:: |=)(.*)")
_PARTED = (re.compile(r"\t|\|"), re.compile(r","), re.compile(r"[\s,，|]+"))
"""How readers part the cells of a row: the first two keep empty ones."""
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?%?")
_NEAR = 12  # lines above a row in which its header is looked for


@dataclass(frozen=True, slots=True)
class Placed:
    """A value of a table that the reader gives as such."""

    row: str
    heads: str
    value: str


@dataclass(slots=True)
class Reading:
    """What a reader gave for one file: pieces of text with their page, values of tables, what it said was wrong."""

    pieces: list[tuple[int | None, str]] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    said: str = ""

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.pieces)


Reader = Callable[[Path], Reading]


def ipqa_reads(path: Path) -> Reading:
    """The documents of a file as ``ipqa ingest`` gets them."""
    found = Reading()
    try:
        for document in documents(path, "c"):
            if isinstance(document, Document):
                _take(found, document)
            else:
                found.said = getattr(document, "message", "problem")
    except ReadingError as error:
        found.said = error.code
    return found


def _take(found: Reading, document: Document) -> None:
    pages = [(page.number, document.text[page.start : page.end]) for page in document.pages]
    found.pieces += pages or [(None, document.text)]
    if document.title not in document.text:
        found.pieces.insert(0, (None, document.title))
    for table in document.tables:
        texts = [[document.text[start:end] for start, end in row] for row in table.rows]
        for row in texts[table.header :]:
            for column, value in enumerate(row):
                heads = "/".join(above[column] for above in texts[: table.header])
                found.placed.append(Placed("/".join(row[: table.labels]), heads, value))


def llama_index_reads(path: Path) -> Reading:
    """The documents of a file as SimpleDirectoryReader gives them by default; what it prints is what it says."""
    from llama_index.core import SimpleDirectoryReader

    found, printed = Reading(), io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            loaded = SimpleDirectoryReader(input_files=[str(path)]).load_data()
    except Exception as error:  # noqa: BLE001 what it raises is a result here
        return Reading(said=type(error).__name__)
    for document in loaded:
        page = str(document.metadata.get("page_label") or document.metadata.get("page_number") or "")
        found.pieces.append((int(page) if page.isdigit() else None, document.text or ""))
    found.said = "printed" if "Failed to load" in printed.getvalue() else ""
    return found


def bare(text: str) -> str:
    """A text without white space."""
    return _SPACE.sub("", text)


def in_order(lines: Sequence[str], text: str) -> int:
    """How many of the lines stand in a text, each behind the one before."""
    whole, position, count = bare(text), 0, 0
    for line in map(bare, lines):
        at = whole.find(line, position)
        if at >= 0:
            position, count = at + len(line), count + 1
    return count


def in_row(cell: Cell, reading: Reading) -> bool:
    """Whether a value stands with the label of its row."""
    if any(cell.row in bare(p.row) and cell.value == bare(p.value) for p in reading.placed):
        return True
    return any(_holds(fields, cell) for rows in _split(reading.text) for fields in rows)


def under_head(cell: Cell, reading: Reading) -> bool:
    """Whether it can be told what heads the column of a value."""
    for placed in reading.placed:
        same = cell.row in bare(placed.row) and cell.value == bare(placed.value)
        if same and all(bare(head) in bare(placed.heads) for head in cell.heads):
            return True
    for rows in _split(reading.text):
        for number, fields in enumerate(rows):
            above = rows[max(0, number - _NEAR) : number]
            at = [i for i, (_, value) in enumerate(fields) if value == cell.value]
            if _holds(fields, cell) and any(_headed(cell, fields, i, above) for i in at):
                return True
    return False


Field = tuple[str, str]
"""What is said before a colon, and the text."""


def _headed(cell: Cell, fields: Sequence[Field], at: int, above: Sequence[Sequence[Field]]) -> bool:
    """By ``header: value`` in the line itself, or by lines above with as many fields (one less without a corner)."""
    said = fields[at][0]
    for row in above:
        shift = len(fields) - len(row)
        if 0 <= shift <= 1 and 0 <= at - shift < len(row):
            said += row[at - shift][1]
    return all(head in said for head in cell.heads)


def _holds(fields: Sequence[Field], cell: Cell) -> bool:
    texts = [text for _, text in fields]
    return cell.row in texts and cell.value in texts


def _split(text: str) -> Iterator[list[list[Field]]]:
    """The lines of a text in fields, once for each way in which readers part them."""
    lines = [_TAGS.sub("\t", line).strip("\t") for line in _ROW_END.split(text)]
    for parted in _PARTED:
        yield [[_field(part) for part in parted.split(line)] for line in lines if line]


def _field(part: str) -> Field:
    named = _NAMED.match(part.strip())
    return (bare(named[1]), bare(named[2])) if named else ("", bare(part))


def judged(sample: Sample, reading: Reading) -> list[str]:
    """The cells of the report's line."""
    text, whole = reading.text, bare(reading.text)
    numbers = [n for part in (*sample.lines, *(cell.value for cell in sample.cells)) for n in _NUMBER.findall(part)]
    pages = sum(
        any(number == page and bare(line) in bare(t) for page, t in reading.pieces) for line, number in sample.pages
    )
    rows = [sum(check(cell, reading) for cell in sample.cells) for check in (in_row, under_head)]
    return [
        _of(in_order(sample.lines, text), len(sample.lines)),
        *(_of(count, len(sample.cells)) for count in rows),
        _of(sum(number in whole for number in numbers), len(numbers)),
        _of(sum(bare(line) in whole for line in sample.hidden), len(sample.hidden)),
        _of(sum(bare(line) in whole for line in sample.furniture), len(sample.furniture)),
        _of(pages, len(sample.pages)),
        _outcome(sample, reading, whole),
    ]


def _of(count: int, whole: int) -> str:
    return f"{count}/{whole}" if whole else ""


def _outcome(sample: Sample, reading: Reading, whole: str) -> str:
    if reading.said:
        return f"reported ({reading.said})"
    if not whole:
        return "**nothing, silently**"
    if sample.fails:
        return "**text, silently**"
    wanted = {character for line in sample.lines for character in line if not character.isascii()}
    return "**garbage as text**" if len(wanted - set(whole)) > len(wanted) / 2 else "text"


def seconds(reader: Reader, path: Path, rounds: int) -> tuple[float, Reading]:
    """The median time of some rounds after one more, and what was read."""
    found = reader(path)
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        reader(path)
        spent.append(time.perf_counter() - start)
    return statistics.median(spent), found


def readers() -> dict[str, Reader]:
    """The readers that are installed."""
    found: dict[str, Reader] = {"ipqa": ipqa_reads}
    try:
        for name in ("docx2txt", "llama_index.readers.file"):
            importlib.import_module(name)
    except ImportError:
        sys.stdout.write("llama-index-readers-file or docx2txt is missing (pip install -e '.[bench]'): ipqa alone\n\n")
        return found
    return {**found, "llama-index": llama_index_reads}


def main() -> int:
    """Read all files with all readers and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--formats", type=Path, metavar="FOLDER", help="more files, described by an expected.json")
    options = parser.parse_args()
    found = readers()
    sys.stdout.write(
        "| file | reader | ms | lines | rows | heads | numbers | hidden | furniture | pages | outcome |\n"
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|---|\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        for sample in [*samples(), *(described(options.formats) if options.formats else ())]:
            path = Path(folder) / sample.name
            path.write_bytes(sample.data)
            for name, reader in found.items():
                spent, reading = seconds(reader, path, options.rounds)
                cells = [sample.name, name, f"{1000 * spent:.0f}", *judged(sample, reading)]
                sys.stdout.write(f"| {' | '.join(cells)} |\n")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
