"""Mutated files of every format through the reading processes: nothing may crash, hang, or touch a foreign file.

    python benchmarks/fuzz_reading.py [--inputs 20000] [--seed 1] [--keep FOLDER] [FILE_OR_FOLDER ...]

The seeds are small files of every format made in code (``fuzz_seeds``), and the files named on the command line. An
input is a seed with some of: bits flipped, pieces cut, doubled, swapped, filled with extreme numbers, tags moved, or
spliced in from another seed; members of ZIP containers (DOCX, XLSX, PPTX, ZIP) are mutated inside. Each input is
ingested as a user's would be. Of the inputs ``--ocr-share`` are pictures and scans, which take a hundred times as long.

A run fails (exit code 1) when an input yields no report or two, when the process of the library itself raises, when a
file outside of the index has changed, when a reader raised what it should not, or, with ``--strict``, when a reading
process crashed or had to be stopped at a limit. Such inputs are counted, named and, with ``--keep``, kept.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fuzz_seeds import mutated, seeds

from ipqa.reading.kinds import BY_SUFFIX
from ipqa.service import IngestReport, Ipqa
from ipqa.settings import Settings

_BATCH = 200
_READ_SECONDS = 20
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
_RAISED = re.compile(r"内容异常，无法读取（(\w+)）")
_STOPS = {"意外退出": "crash", "没有进展": "stalled", "内存": "memory", "结果过大": "output", "读取超时": "total"}


@dataclass(slots=True)
class Tally:
    """What became of the inputs so far."""

    keep: Path | None
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def count(self, report: IngestReport, folder: Path) -> None:
        """Count a report; one of an exception or a stop is named, and its input kept."""
        outcome = _outcome(report)
        self.outcomes[outcome] += 1
        if outcome.startswith(("raised", "stopped")):
            sys.stdout.write(f"\n{outcome}: {report.source!r}\n")
            name = report.source.partition("#")[0].partition(":")[0]
            if self.keep and (folder / name).exists():
                self.keep.mkdir(parents=True, exist_ok=True)
                (self.keep / name).write_bytes((folder / name).read_bytes())
        if outcome.startswith("raised"):
            self.faults.append(f"{report.source!r}: {outcome}")

    @property
    def stops(self) -> int:
        return sum(count for outcome, count in self.outcomes.items() if outcome.startswith("stopped"))


def main() -> int:
    """Make inputs, ingest them in batches, count what became of them."""
    options = _options()
    tally = Tally(options.keep)
    given = seeds()
    for path in options.files:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        given |= {file.name: file.read_bytes() for file in files if file.suffix in BY_SUFFIX}
    made = inputs(given, options.inputs, options.ocr_share, random.Random(options.seed))
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        for done in range(0, options.inputs, _BATCH):
            batch = [one for _, one in zip(range(_BATCH), made, strict=False)]
            _run(Path(place) / "inputs", batch, tally)
            seconds = time.monotonic() - began
            sys.stdout.write(f"\r{done + len(batch)}/{options.inputs} inputs, {tally.stops} stopped, {seconds:.0f} s")
            sys.stdout.flush()
    sys.stdout.write("\n" + "\n".join(f"{count:8}  {name}" for name, count in tally.outcomes.most_common()) + "\n")
    sys.stdout.write("\n".join(tally.faults[:50]) + "\n" if tally.faults else "no fault\n")
    return int(bool(tally.faults) or (options.strict and tally.stops > 0))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ocr-share", type=float, default=0.05, help="share of pictures and scans among the inputs")
    parser.add_argument("--keep", type=Path, help="folder for inputs that raise, crash or exhaust a reading process")
    parser.add_argument("--strict", action="store_true", help="a crash or a stop at a limit fails the run")
    return parser.parse_args()


def inputs(given: dict[str, bytes], count: int, ocr_share: float, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """``count`` names with their mutated contents; the seeds take turns, those that are recognised among themselves."""
    contents = list(given.values())
    slow = [name for name in given if name.endswith(_PICTURES) or "scan" in name]
    quick = [name for name in given if name not in slow]
    for number in range(count):
        names = slow if chance.random() < ocr_share else quick
        name = names[number % len(names)]
        yield f"{number:06d}{name if name.startswith('.') else '-' + name}", mutated(given[name], contents, chance)


def outside(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of each file among the inputs, beside them, in the working directory, and at home."""
    found = {}
    for place in {folder, folder.parent, Path.cwd(), Path.home()}:
        for path in place.iterdir():
            if not path.is_symlink() and path.is_file():
                status = path.stat()
                found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


def _run(folder: Path, batch: list[tuple[str, bytes]], tally: Tally) -> None:
    """Ingest one batch into a fresh index."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, data in batch:
        (folder / name).write_bytes(data)
    before, whole, parts = outside(folder), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as index:
        settings = Settings(index=Path(index), read_seconds=_READ_SECONDS, read_total_seconds=60)
        try:
            with Ipqa.open(settings) as service:
                for event in service.ingest([folder]):
                    if isinstance(event, IngestReport):
                        whole[event.source] += 1
                        parts[event.source.partition("#")[0].partition(":")[0]] += 1
                        tally.count(event, folder)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what this run looks for
            tally.faults.append(f"{batch[0][0]} … {batch[-1][0]}: {type(error).__name__}: {error}")
    tally.faults += [f"{name}: no report" for name, _ in batch if not parts[name]]
    tally.faults += [f"{name}: {whole[name]} reports" for name, _ in batch if whole[name] > 1]
    after = outside(folder)
    tally.faults += [f"{path} was changed" for path in sorted({*before, *after}) if before.get(path) != after.get(path)]


def _outcome(report: IngestReport) -> str:
    if report.status != "failed":
        return report.status
    said = " ".join(report.warnings)
    if raised := _RAISED.search(said):
        return f"raised {raised[1]}"
    if report.reason == "limit":
        return "stopped: " + next((stop for words, stop in _STOPS.items() if words in said), "nonsense")
    return f"failed: {report.reason}"


if __name__ == "__main__":
    sys.exit(main())
