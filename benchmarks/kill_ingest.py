"""Kill a process that ingests, again and again, and look at what it leaves behind.

    python benchmarks/kill_ingest.py --kills 20

A worker makes small commits whose outcome is a pure function of the generation: a document is put, its figure is
confirmed, now and then another is removed. After each SIGKILL at a random moment the library must open at the last
generation the worker reported or at the next, hold exactly what that generation holds, agree in catalog, vectors,
lexicon and figure index, and answer a search.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ipqa.library import Edit, Library
from ipqa.models.hashing import HashingEmbedder
from ipqa.records import Document, Entry, Figure, Passage, content_id
from ipqa.search import search

_SLOTS = 7
_SENTENCES = 40
_WORDS = ("专利", "商标", "质押", "融资", "登记", "授权", "审查", "保护", "运用", "转让")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one kill left: the last generation reported, the one found, and everything wrong with it."""

    reported: int
    found: int
    problems: tuple[str, ...]


def contents(generation: int) -> dict[str, str]:
    """Source -> version of what a library of this generation holds."""
    held: dict[str, str] = {}
    for step in range(1, generation + 1):
        held[f"{step % _SLOTS}.txt"] = f"v{step}"
        if step % 5 == 0:
            held.pop(f"{(step + 3) % _SLOTS}.txt", None)
    return held


def made_entry(step: int) -> Entry:
    """The document that a step puts: numbered sentences of random words, one passage each."""
    chance = random.Random(step)
    source = f"{step % _SLOTS}.txt"
    lines = [f"第{step}次写入的第{n}句：{''.join(chance.choices(_WORDS, k=8))}。" for n in range(_SENTENCES)]
    identity = content_id("public", source)
    passages, start = [], 0
    for line in lines:
        passages.append(Passage(content_id(step, start), identity, (), start, start + len(line)))
        start += len(line) + 1
    document = Document(identity, f"v{step}", source, "public", source, "text/plain", "\n".join(lines))
    value = (1, 1 + len(str(step)))
    figure = Figure(
        content_id(step, "figure"), identity, "写入次数", "写入", "count", Decimal(step), "次", Decimal(step), "次",
        "eq", "actual", 0, len(lines[0]), *value,
    )  # fmt: skip
    return Entry(document, tuple(passages), tuple(lines), (figure,))


def work(folder: Path) -> None:
    """Commit step after step, telling each generation, until killed."""
    with Library.open(folder, HashingEmbedder()) as library:
        with library.snapshot() as snapshot:
            step = snapshot.generation
        while True:
            sys.stdout.write(f"{step}\n")
            sys.stdout.flush()
            step += 1
            with library.write() as writer:
                entry = made_entry(step)
                writer.put(entry)
                writer.corrections.correct(entry.figures[0].id, "confirm", Edit(), None, None, "2026-01-31")
                if step % 5 == 0:
                    writer.remove(content_id("public", f"{(step + 3) % _SLOTS}.txt"))


def kill_once(folder: Path, reports: int, delay: float) -> int:
    """Start a worker, kill it ``delay`` seconds after that many reports; the last generation it reported."""
    command = [sys.executable, str(Path(__file__).resolve()), "--work", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        output = "".join(worker.stdout.readline() for _ in range(reports))
        time.sleep(delay)
        worker.kill()
        output += worker.stdout.read()
    return int(output.rpartition("\n")[0].split("\n")[-1])


def examine(folder: Path, reported: int) -> Outcome:
    """Open what the kill left."""
    embedder = HashingEmbedder()
    with Library.open(folder, embedder) as library, library.snapshot() as snapshot:
        problems = snapshot.problems()
        generation = snapshot.generation
        if generation not in (reported, reported + 1):
            problems.append(f"generation {generation} after {reported}")
        held = {document.source: document.version for document in snapshot.documents()}
        if held != contents(generation):
            problems.append(f"holds {held}")
        if len(snapshot.corrections()) != generation:
            problems.append(f"{len(snapshot.corrections())} corrections in the log")
        marks = {(figure.document_id, figure.correction) for figure in snapshot.figures()}
        if marks != {(content_id("public", source), "confirmed") for source in held}:
            problems.append(f"figures are {marks}")
        if held and not search(snapshot, embedder, f"第{generation}次写入", 5):
            problems.append("a search finds nothing")
    expected = {
        "catalog.sqlite",
        "lock",
        f"vectors-{generation}.faiss",
        f"lexicon-{generation}",
        f"figures-{generation}",
    }
    left = {path.name for path in folder.iterdir()} - expected
    if generation and left:
        problems.append(f"left behind: {sorted(left)}")
    return Outcome(reported, generation, tuple(problems))


def run(folder: Path, kills: int, seed: int = 0) -> list[Outcome]:
    """``kills`` rounds of working, killing and examining in one folder."""
    chance = random.Random(seed)
    return [
        examine(folder, kill_once(folder, reports=chance.randint(1, 4), delay=chance.uniform(0.0, 0.1)))
        for _ in range(kills)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill an ingesting process and examine the library.")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        work(arguments.work)
    with tempfile.TemporaryDirectory() as folder:
        outcomes = run(Path(folder) / "索引", arguments.kills, arguments.seed)
    for outcome in outcomes:
        sys.stdout.write(
            f"reported {outcome.reported:4}  found {outcome.found:4}  {list(outcome.problems) or 'sound'}\n"
        )
    return any(outcome.problems for outcome in outcomes)


if __name__ == "__main__":
    sys.exit(main())
