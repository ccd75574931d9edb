"""Question to ranked passages: the dense and the lexical ranking, fused by reciprocal rank."""

from collections.abc import Sequence

from .library import Snapshot
from .models.embedder import Embedder
from .records import Hit

CONSTANT = 10.0
"""Reciprocal rank fusion's k (Cormack, Clarke and Büttcher 2009, who take 60).

A small one lets the top of one ranking stand even if the other has never heard of it: which of the two is right
depends on the subject, and 10 was better than 30 and 60 on statutes and on admission rules alike.
"""
WEIGHTS = (1.0, 1.0)
"""Of the dense and of the lexical ranking."""


def fuse(
    rankings: Sequence[Sequence[int]], weights: Sequence[float], constant: float = CONSTANT
) -> list[tuple[int, float]]:
    """Keys with the sum of weight / (constant + rank) over the rankings they stand in (ranks from 1), best first.

    Equal sums are ordered by the best rank in any ranking, then by key.
    """
    scores: dict[int, float] = {}
    best: dict[int, int] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + weight / (constant + rank)
            best[key] = min(rank, best.get(key, rank))
    return sorted(scores.items(), key=lambda item: (-item[1], best[item[0]], item[0]))


def search(
    snapshot: Snapshot,
    embedder: Embedder,
    question: str,
    k: int,
    depth: int = 100,
    collections: Sequence[str] | None = None,
) -> list[Hit]:
    """The ``k`` best passages for a question; each ranking contributes ``max(depth, k)`` candidates.

    ``similarity`` is the cosine of question and passage, also for passages that only the lexical ranking found.
    """
    if not snapshot.generation or k < 1:
        return []
    depth = max(depth, k)
    vector = embedder.embed_questions([question])[0]
    # A question without a known word has the zero vector, to which everything is equally near.
    dense = [found.key for found in snapshot.dense(vector, depth, collections)] if vector.any() else []
    lexical = [found.key for found in snapshot.lexical(question, depth, collections)]
    fused = fuse((dense, lexical), WEIGHTS)[:k]
    keys = [key for key, _ in fused]
    dense_ranks, lexical_ranks = _ranks(dense), _ranks(lexical)
    similarities = snapshot.similarities(vector, keys)
    return [
        Hit(
            passage=stored.passage,
            score=score,
            title=stored.title,
            source=stored.source,
            collection=stored.collection,
            page=stored.page,
            text=stored.text,
            dense_rank=dense_ranks.get(key),
            lexical_rank=lexical_ranks.get(key),
            similarity=similarity,
        )
        for (key, score), stored, similarity in zip(fused, snapshot.passages(keys), similarities, strict=True)
    ]


def _ranks(ranking: Sequence[int]) -> dict[int, int]:
    return {key: rank for rank, key in enumerate(ranking, start=1)}
