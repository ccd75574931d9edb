"""What each table and check of the figures is worth: everything measured again with one of them switched off.

    python benchmarks/ablation.py DOCS QUESTIONS.jsonl FIGURES.jsonl [--scopes SCOPES.jsonl] [--only NAME,NAME]

DOCS is read once. For every switch the figures are extracted and the questions asked anew. Columns: F1 of the figures
and how often the attributes of those found are right, then the questions: right, wrong number, and right of those that
cannot be answered. Precision counts only what stands inside a scope ({"doc", "start", "end"} a line: the first and last
words of a stretch all of whose figures are in FIGURES); without scopes all figures of the named documents count.

The package has no switches: each one (``ablation_switches``) puts another function in the place of one, here only.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ablation_switches import SWITCHES, replaced

from ipqa.candidates import figure_query
from ipqa.contract import FigureRow, answer_to_json, figure_to_json
from ipqa.evaluate import FigureReport, QuestionGold, read_figures, read_golds, score, score_figures
from ipqa.evaluate.matching import plain
from ipqa.everyday import official
from ipqa.figures import extraction
from ipqa.library import Library, Snapshot
from ipqa.library.figure_index import figure_label
from ipqa.models.embedder import load_embedder
from ipqa.records import Document, Figure, Hit
from ipqa.service import Ipqa
from ipqa.settings import Settings
from ipqa.statistics import FigureLibrary, Known
from ipqa.statistics.matching import library as figure_library
from ipqa.text import character_pairs

TYPES = "lookup,share,compare,difference,ratio,sum,ranking,trend,contradictory,unanswerable"
_MOST = 800
"""Figures that a question looks at, by the pairs of characters they share: more would only take longer."""
_ATTRIBUTES = ("indicator", "stat", "comparator", "status", "period", "region")
_HEAD = f"{'without':24}{'F1':>7}" + "".join(f"{name[:6]:>7}" for name in _ATTRIBUTES) + "  right  wrong  unans."


@dataclass(frozen=True, slots=True)
class Gold:
    """What is measured against; ``scopes`` are plain texts by the stem of their file."""

    figures: list[dict[str, Any]]
    questions: list[QuestionGold]
    scopes: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Measured:
    """One row: F1, attribute -> share right, and of the questions the rates of right, wrong number, refused rightly."""

    f1: float
    attributes: Mapping[str, float]
    right: float
    wrong: float
    unanswerable: float

    def line(self, name: str, full: "Measured | None" = None) -> str:
        """The row; where it differs from the full system by what would be printed, with a mark of its direction."""
        mine, theirs = self._cells(), full._cells() if full else self._cells()
        cells = [f"{a:.3f}" + ("" if round(a, 3) == round(b, 3) else "*") for a, b in zip(mine, theirs, strict=True)]
        return f"{name:24}" + "".join(f"{cell:<7}".rjust(8) if cell.endswith("*") else f"{cell:>7} " for cell in cells)

    def _cells(self) -> list[float]:
        told = [self.attributes.get(name, 0.0) for name in _ATTRIBUTES]
        return [self.f1, *told, self.right, self.wrong, self.unanswerable]


class Bench(Ipqa):
    """The service over an index, with figures of our own making; of these the ones whose names a question shares."""

    made: tuple[Figure, ...] = ()
    _pairs: Mapping[str, Sequence[int]] = MappingProxyType({})

    def use(self, figures: tuple[Figure, ...], documents: Mapping[str, Document]) -> None:
        """Answer from these figures."""
        pairs: dict[str, list[int]] = {}
        for index, figure in enumerate(figures):
            label = figure_label(figure, documents[figure.document_id].text[figure.start : figure.end])
            for pair in set(character_pairs(label)):
                pairs.setdefault(pair, []).append(index)
        self.made, self._pairs = figures, pairs

    def _figures_for(self, snapshot: Snapshot, question: str, hits: Sequence[Hit], *_: object) -> list[Figure]:
        words = figure_query(official(question)).words
        shared = Counter(i for word in words for pair in set(character_pairs(word)) for i in self._pairs.get(pair, ()))
        return [self.made[i] for i in sorted(sorted(shared, key=lambda i: (-shared[i], i))[:_MOST])]


@dataclass(slots=True)
class Bed:
    """What every measurement shares: the documents read once, the service over them, and the gold."""

    bench: Bench
    documents: dict[str, Document]
    gold: Gold

    def measure(self, extracted: "Extracted") -> Measured:
        """The row of the system as it is just now."""
        self.bench.use(extracted.figures, self.documents)
        with _shared(self.documents):
            asked = [(gold, answer_to_json(self._ask(gold))) for gold in self.gold.questions]
        report = score(asked)
        rates = {row.name: row.rates for row in report.rows}
        told = rates.get("unanswerable", {}).get("right", 0.0)
        return Measured(
            extracted.f1, extracted.attributes, report.overall["right"], report.overall["wrong_number"], told
        )

    def _ask(self, gold: QuestionGold) -> Any:
        return self.bench.ask(gold.question, history=gold.history, as_of=gold.as_of)

    def extract(self) -> "Extracted":
        """The figures as they come out just now, and their marks."""
        rows: list[dict[str, Any]] = []
        figures: list[Figure] = []
        for document in self.documents.values():
            for figure in extraction.extract(replace(document, region=None)):
                figures.append(figure)
                rows.append(
                    figure_to_json(FigureRow(figure, document.source, document.text[figure.start : figure.end]))
                )
        report = score_figures(self.gold.figures, rows)
        return Extracted(tuple(figures), self._f1(report, rows), report.attributes)

    def _f1(self, report: FigureReport, rows: Sequence[dict[str, Any]]) -> float:
        named = {Path(want["doc"]).stem for want in self.gold.figures}
        taken = sum(Path(row["source"]).stem in named for row in rows) - len(report.extra)
        wrong = sum(self._judged(row) for row in report.extra)
        precision = taken / (taken + wrong) if taken else 0.0
        both = precision + report.recall
        return 2 * precision * report.recall / both if both else 0.0

    def _judged(self, row: Mapping[str, Any]) -> bool:
        scopes = self.gold.scopes
        return scopes is None or plain(row["quote"]) in scopes.get(Path(row["source"]).stem, "")


@dataclass(frozen=True, slots=True)
class Extracted:
    """The figures of all documents, their F1 and how often their attributes are right."""

    figures: tuple[Figure, ...]
    f1: float
    attributes: Mapping[str, float]


@contextmanager
def _shared(documents: Mapping[str, Document]) -> Iterator[None]:
    """Questions that share documents and dressed figures, which an answer otherwise makes anew."""
    dressed: dict[str, Known] = {}

    def once(_: FigureLibrary, figure: Figure) -> Known:
        if figure.id not in dressed:
            dressed[figure.id] = figure_library.dressed(figure, documents[figure.document_id])
        return dressed[figure.id]

    swaps = {"statistics.matching.library:FigureLibrary._once": lambda _: once}
    with replaced({**swaps, "service:_Documents": lambda _: lambda snapshot: documents.__getitem__}):
        yield


def scopes_of(path: Path, documents: Mapping[str, Document]) -> dict[str, str]:
    """The plain text of every scope, by the stem of its file."""
    texts = {Path(d.source).stem: plain(d.text) for d in documents.values()}
    found: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        scope = json.loads(line)
        stem = Path(scope["doc"]).stem
        text, last = texts.get(stem, ""), plain(scope["end"])
        start = text.find(plain(scope["start"]))
        end = text.find(last, max(start, 0))
        if 0 <= start <= end:
            found[stem] = found.get(stem, "") + text[start : end + len(last)] + "\0"
    return found


def _opened(index: Path) -> Bench:
    embedder = load_embedder("embedded")
    return Bench(Settings(index=index), Library.open(index, embedder), embedder)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure what each table and check is worth.")
    parser.add_argument("docs", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("figures", type=Path)
    parser.add_argument("--scopes", type=Path, help="stretches all of whose figures are known")
    parser.add_argument("--only", default="", help="names of switches, parted by commas")
    parser.add_argument("--types", default=TYPES, help="types of questions")
    arguments = parser.parse_args()
    wanted = [s for s in SWITCHES if not arguments.only or s.name in arguments.only.split(",")]
    with tempfile.TemporaryDirectory() as folder, _opened(Path(folder) / "index") as bench:
        list(bench.ingest([arguments.docs]))
        with Library.open(Path(folder) / "index", load_embedder("embedded")) as library, library.snapshot() as snapshot:
            documents = {row.id: snapshot.document(row.id) for row in snapshot.documents()}
        scopes = scopes_of(arguments.scopes, documents) if arguments.scopes else None
        golds = [g for g in read_golds(arguments.questions) if g.type in arguments.types.split(",")]
        bed = Bed(bench, documents, Gold(read_figures(arguments.figures), golds, scopes))
        full = bed.extract()
        base = bed.measure(full)
        _write(f"{_HEAD}\n{base.line('nothing')}")
        for switch in wanted:
            started = time.perf_counter()
            with switch.off():
                row = bed.measure(bed.extract() if switch.extracts else full)
            _write(f"{row.line(switch.name, base)}  {time.perf_counter() - started:.0f} s")
    return 0


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
