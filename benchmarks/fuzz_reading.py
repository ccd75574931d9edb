"""Mutated files of every format through the reading processes: nothing may crash, hang, or touch a foreign file.

    python benchmarks/fuzz_reading.py [--inputs 20000] [--seed 1] [--keep FOLDER] [FILE_OR_FOLDER ...]

The seeds are small files of every format made here, and the files named on the command line. An input is a seed with
some of: bits flipped, pieces cut, doubled, swapped, filled with extreme numbers, or spliced in from another seed;
members of ZIP containers (DOCX, XLSX, PPTX, ZIP) are mutated inside too. Each input is ingested as a user's would be.

A run fails (exit code 1) when an input yields no report, when the process of the library itself raises, when a file
outside of the index has changed, or, with ``--strict``, when a reading process crashed or had to be stopped at a limit.
Inputs that do this are counted, named and, with ``--keep``, kept.
"""

import argparse
import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from papers import table_paper, text_paper

from ipqa.service import IngestReport, Ipqa
from ipqa.settings import Settings

_BATCH = 200
_EXTREMES = (b"0", b"-1", b"4294967295", b"99999999999999999999", b"\0\0\0\0", b"\xff\xff\xff\xff", b"1e309", b"")
_ZIPPED = frozenset((".docx", ".xlsx", ".pptx", ".zip"))
_READ_SECONDS = 20


def mutated(seed: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A copy of a seed after one to six mutations."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        length = min(len(data) - at, chance.choice((1, 2, 4, 16, 64, 512, 4096)))
        kind = chance.randrange(7)
        if kind == 0 and length:
            for _ in range(min(length, 16)):
                data[chance.randrange(at, at + length)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[at : at + length]
        elif kind == 2:
            data[at:at] = data[at : at + length] * chance.choice((1, 2, 50))
        elif kind == 3:
            data[at : at + length] = chance.choice(_EXTREMES)
        elif kind == 4:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            data[at : at + length] = other[start : start + chance.choice((4, 64, 1024))]
        elif kind == 5:
            data[at : at + length] = chance.randbytes(length)
        else:
            del data[at:]
    return bytes(data)


def mutated_package(seed: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A ZIP container with one to three members mutated, renamed to a climbing path, or doubled."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(seed)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            names = source.namelist()
            chosen = set(chance.sample(names, min(len(names), chance.randint(1, 3))))
            for name in names:
                content = source.read(name)
                if name in chosen:
                    content = mutated(content, others, chance)
                    name = chance.choice((name, name, name, f"../{name}", f"/{name}", name + "x"))
                target.writestr(name, content)
    except (zipfile.BadZipFile, OSError, ValueError):
        return mutated(seed, others, chance)
    return out.getvalue()


def seeds() -> dict[str, bytes]:
    """Small files of every format."""
    import docx
    import openpyxl
    import pptx
    from PIL import Image

    text = "某市通报\n一、总体情况\n2023年专利授权量1234件，同比增长5.6%。\n（一）质押\n质押登记12项，金额3.4亿元。\n"
    rows = [["县区", "2022年", "2023年"], ["甲区", "12", "34"], ["乙区", "56", "78"]]
    page = f"<html><head><title>通报</title></head><body><h1>通报</h1><p>{text}</p><table>"
    page += "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table></body></html>"
    found = {
        ".txt": text.encode("gb18030"),
        ".md": ("# 通报\n\n" + text + "\n|甲|乙|\n|---|---|\n|1|2|\n").encode(),
        ".html": page.encode(),
        ".csv": "\n".join(",".join(row) for row in rows).encode("utf-8-sig"),
        ".jsonl": '{"id": "1", "title": "甲", "text": "专利授权量12件。"}\n'.encode() * 3,
        ".pdf": text_paper(2),
    }
    word, book, slides = docx.Document(), openpyxl.Workbook(), pptx.Presentation()
    word.add_heading("通报", 0)
    word.add_paragraph(text)
    table = word.add_table(3, 3)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            table.cell(r, c).text = value
        book.active.append(row)
    book.active.merge_cells("A5:C5")
    slides.slides.add_slide(slides.slide_layouts[1]).shapes.title.text = text
    for suffix, made in ((".docx", word), (".xlsx", book), (".pptx", slides)):
        out = io.BytesIO()
        made.save(out)
        found[suffix] = out.getvalue()
    for suffix, format_ in ((".png", "PNG"), (".jpg", "JPEG"), (".tiff", "TIFF")):
        out = io.BytesIO()
        Image.new("RGB", (60, 40), "white").save(out, format_)
        found[suffix] = out.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for suffix in (".txt", ".csv", ".pdf"):
            archive.writestr(f"件{suffix}", found[suffix])
    return {**found, ".tables.pdf": table_paper(1), ".zip": out.getvalue()}


def inputs(given: dict[str, bytes], count: int, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """``count`` names with their mutated contents; the seeds take turns."""
    names, contents = list(given), list(given.values())
    for number in range(count):
        name = names[number % len(names)]
        seed = given[name]
        package = Path(name).suffix in _ZIPPED and chance.random() < 0.7
        data = (mutated_package if package else mutated)(seed, contents, chance)
        yield f"{number:06d}{name if name.startswith('.') else '-' + name}", data


def outside(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of each file that stands beside the index, in the working directory, and at home."""
    places = [*folder.parent.iterdir(), *Path.cwd().iterdir(), *Path.home().iterdir()]
    found = {}
    for path in places:
        if path != folder and not path.is_symlink() and path.is_file():
            status = path.stat()
            found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


def main() -> int:
    """Make inputs, ingest them in batches, count what became of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for inputs that crash or exhaust a reading process")
    parser.add_argument("--strict", action="store_true", help="a stop at a limit fails the run")
    options = parser.parse_args()

    given = seeds()
    for path in options.files:
        given |= {p.name: p.read_bytes() for p in (sorted(path.iterdir()) if path.is_dir() else [path]) if p.is_file()}
    chance = random.Random(options.seed)
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "inputs"
        batch: list[tuple[str, bytes]] = []
        for number, one in enumerate(inputs(given, options.inputs, chance), 1):
            batch.append(one)
            if len(batch) == _BATCH or number == options.inputs:
                faults += _run(folder, batch, outcomes, options.keep)
                batch = []
                _say(number, options.inputs, outcomes, began)
    sys.stdout.write("\n" + "\n".join(f"{count:8}  {name}" for name, count in outcomes.most_common()) + "\n")
    sys.stdout.write("\n".join(faults[:50]) + "\n" if faults else "no fault\n")
    return int(bool(faults) or (options.strict and outcomes["failed: limit"] > 0))


def _run(folder: Path, batch: list[tuple[str, bytes]], outcomes: Counter[str], keep: Path | None) -> list[str]:
    """Ingest one batch into a fresh index; what went wrong, a line each."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, data in batch:
        (folder / name).write_bytes(data)
    before = outside(folder)
    faults = []
    with tempfile.TemporaryDirectory() as index:
        settings = Settings(index=Path(index), read_seconds=_READ_SECONDS)
        reports: Counter[str] = Counter()
        try:
            with Ipqa.open(settings) as service:
                for event in service.ingest([folder]):
                    if isinstance(event, IngestReport):
                        reports[event.source.partition("#")[0].partition(":")[0]] += 1
                        outcomes[f"failed: {event.reason}" if event.status == "failed" else event.status] += 1
                        if event.reason == "limit":
                            _keep(folder, event.source, keep)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what this run looks for
            faults.append(f"{batch[0][0]} … {batch[-1][0]}: {type(error).__name__}: {error}")
    faults += [f"{name}: no report" for name, _ in batch if not reports[name]] if not faults else []
    after = outside(folder)
    faults += [f"{path} was changed" for path in sorted({*before, *after}) if before.get(path) != after.get(path)]
    return faults


def _keep(folder: Path, source: str, keep: Path | None) -> None:
    name = source.partition("#")[0]
    sys.stdout.write(f"\nstopped at a limit: {name}\n")
    if keep and (folder / name).exists():
        keep.mkdir(exist_ok=True)
        (keep / name).write_bytes((folder / name).read_bytes())


def _say(done: int, total: int, outcomes: Counter[str], began: float) -> None:
    limited = outcomes["failed: limit"]
    sys.stdout.write(f"\r{done}/{total} inputs, {limited} stopped at a limit, {time.monotonic() - began:.0f} s")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
