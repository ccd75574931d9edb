"""Score an embedder on ranked search: recall of the gold passages among all passages of a set.

    python training/evaluate_static.py SET... [--model embedded]

A SET is a folder with passages.jsonl.gz (lines {"id", "title", "text"}) and queries.jsonl (lines {"question", "gold"}).
"""

import argparse
import gzip
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CUTS = (5, 10, 100)


@dataclass(frozen=True, slots=True)
class SearchSet:
    """Passages as title, line break and text; for each question the positions of its gold passages."""

    name: str
    passages: list[str]
    questions: list[str]
    gold: list[set[int]]


def read_set(folder: Path) -> SearchSet:
    """The search set of a folder."""
    with gzip.open(folder / "passages.jsonl.gz", "rt", encoding="utf-8") as lines:
        passages = [json.loads(line) for line in lines]
    queries = [json.loads(line) for line in (folder / "queries.jsonl").read_text("utf-8").splitlines() if line.strip()]
    positions = {passage["id"]: i for i, passage in enumerate(passages)}
    return SearchSet(
        folder.name,
        [f"{p['title']}\n{p['text']}" for p in passages],
        [q["question"] for q in queries],
        [{positions[g] for g in q["gold"]} for q in queries],
    )


def ranking(questions: NDArray[np.float32], passages: NDArray[np.float32], depth: int) -> NDArray[np.int64]:
    """For each question the positions of the nearest passages, best first, shape (questions, depth)."""
    scores = questions @ passages.T
    depth = min(depth, scores.shape[1] - 1)
    best = np.argpartition(-scores, depth, axis=1)[:, :depth]
    order = np.argsort(-np.take_along_axis(scores, best, axis=1), axis=1, kind="stable")
    return np.take_along_axis(best, order, axis=1)


def recalls(ranked: NDArray[np.int64], gold: list[set[int]]) -> dict[str, float]:
    """The mean share of gold passages among the first 5, 10 and 100."""
    return {
        f"R@{cut}": float(
            np.mean([len(g & set(row[:cut].tolist())) / len(g) for g, row in zip(gold, ranked, strict=True)])
        )
        for cut in CUTS
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="+", metavar="SET")
    parser.add_argument("--model", default="embedded", help="'embedded', or a sentence-transformers name or folder")
    arguments = parser.parse_args()
    from ipqa.models.embedder import load_embedder

    embedder = load_embedder(arguments.model)
    for folder in arguments.sets:
        data = read_set(folder)
        ranked = ranking(embedder.embed_questions(data.questions), embedder.embed_passages(data.passages), max(CUTS))
        scores = "  ".join(f"{name} {value:.3f}" for name, value in recalls(ranked, data.gold).items())
        sys.stdout.write(f"{data.name}: {len(data.questions)} questions, {len(data.passages)} passages  {scores}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
