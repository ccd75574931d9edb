"""Question to ranked passages: the dense and the lexical ranking, fused by their scores."""

from collections.abc import Sequence

from .library import Scored, Snapshot
from .models.embedder import Embedder
from .records import Hit

DENSE, LEXICAL = 0.4, 0.6
"""Shares of the two rankings: the embedded model knows statutes better than other subjects, BM25 knows all alike."""


def fuse(rankings: Sequence[Sequence[Scored]], weights: Sequence[float]) -> list[Scored]:
    """Keys by the weighted sum of their scores, each ranking's scaled to 0..1 from its last to its first, best first.

    A key that a ranking does not hold gets nothing from it. Equal sums go by the best rank in any ranking, then by key.
    A convex combination of scores (Bruch, Gai and Ingber 2023) instead of reciprocal ranks, because ranks hide
    how sure a ranking is: with them a model that knows nothing of a subject weighs as much as the words themselves.
    """
    sums: dict[int, float] = {}
    best: dict[int, int] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        if not ranking:
            continue
        low, high = ranking[-1].score, ranking[0].score
        for rank, found in enumerate(ranking):
            share = (found.score - low) / (high - low) if high > low else 1.0
            sums[found.key] = sums.get(found.key, 0.0) + weight * share
            best[found.key] = min(rank, best.get(found.key, rank))
    ordered = sorted(sums, key=lambda key: (-sums[key], best[key], key))
    return [Scored(key, sums[key]) for key in ordered]


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
    dense = snapshot.dense(vector, depth, collections) if vector.any() else []
    lexical = snapshot.lexical(question, depth, collections)
    fused = fuse((dense, lexical), (DENSE, LEXICAL))[:k]
    keys = [found.key for found in fused]
    dense_ranks, lexical_ranks = _ranks(dense), _ranks(lexical)
    similarities = snapshot.similarities(vector, keys)
    return [
        Hit(
            passage=stored.passage,
            score=found.score,
            title=stored.title,
            source=stored.source,
            collection=stored.collection,
            page=stored.page,
            text=stored.text,
            dense_rank=dense_ranks.get(found.key),
            lexical_rank=lexical_ranks.get(found.key),
            similarity=similarity,
        )
        for found, stored, similarity in zip(fused, snapshot.passages(keys), similarities, strict=True)
    ]


def _ranks(ranking: Sequence[Scored]) -> dict[int, int]:
    return {found.key: rank for rank, found in enumerate(ranking, start=1)}
