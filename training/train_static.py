"""Train the static embedder that ships with ipqa, on the CPU, from pairs that need no other model.

    python training/train_static.py --data FOLDER --out src/ipqa/models/weights [--evaluate SET...]

A passage and a question are bags of words and characters; their vectors are sums of learned token vectors. A clause of
an article is a question to the rest of the article; a heading is one to what stands under it; and there are real
questions. All other passages of a batch are wrong answers (InfoNCE). The same seed gives the same batches; on the same
machine and number of threads, the same weights.
"""

import argparse
import json
import math
import sys
import time
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path

import numpy as np
import torch
from batches import Batch, QuestionTable, Recipe, UnitTable, general_batch, law_batch, question_table, unit_table
from evaluate_static import SearchSet, ranking, read_set, recalls
from numpy.typing import NDArray
from pairs import QUESTION_FILES, Ids, encode, government_units, questions, statute_units, vocabulary
from safetensors.torch import save_file
from torch import Tensor, nn

UNKNOWN = "[UNK]"
MODULES = (
    "ipqa.models.sentence_module.StaticWords",
    "sentence_transformers.sentence_transformer.modules.Normalize",
)


def bags(rows: list[Ids], size: int, dropout: float, rng: np.random.Generator | None) -> tuple[Tensor, Tensor]:
    """Rows as one run of ids with offsets, each id once a row, some of them dropped."""
    owners = np.repeat(np.arange(len(rows), dtype=np.int64), [len(r) for r in rows])
    keys = np.unique(owners * size + np.concatenate(rows))
    if rng is not None and dropout:
        keys = keys[rng.random(len(keys), dtype=np.float32) >= dropout]
    offsets = np.searchsorted(keys, np.arange(len(rows), dtype=np.int64) * size)
    return torch.from_numpy(keys % size), torch.from_numpy(offsets)


def embed(layer: nn.EmbeddingBag, ids: Tensor, offsets: Tensor) -> Tensor:
    return nn.functional.normalize(layer(ids, offsets), dim=1)


def loss_of(layer: nn.EmbeddingBag, batch: Batch, recipe: Recipe, rng: np.random.Generator) -> Tensor:
    """InfoNCE in both directions; the same passage elsewhere in the batch is not a wrong answer."""
    size = layer.num_embeddings
    asked = embed(layer, *bags(batch.questions, size, recipe.question_dropout, rng))
    found = embed(layer, *bags(batch.answers, size, recipe.passage_dropout, rng))
    numbers = torch.tensor(batch.passages)
    twins = (numbers[:, None] == numbers[None, :]) & ~torch.eye(len(numbers), dtype=torch.bool)
    scores = (asked @ found.T / recipe.temperature).masked_fill(twins, -math.inf)
    target = torch.arange(len(numbers))
    forward, backward = nn.functional.cross_entropy(scores, target), nn.functional.cross_entropy(scores.T, target)
    return 0.7 * forward + 0.3 * backward


def initial_weights(units: UnitTable, size: int, recipe: Recipe) -> Tensor:
    """Random directions, as long as the token is rare: idf to a power."""
    counts = np.bincount(units.bodies.ids, minlength=size)
    idf = np.log(len(units.bodies.ends) / (counts + 10)).clip(0.3) / 5
    directions = torch.randn(size, recipe.dimensions, generator=torch.Generator().manual_seed(recipe.seed))
    return directions * torch.from_numpy(idf.astype(np.float32) ** recipe.idf_power)[:, None]


def train(units: UnitTable, law: QuestionTable, general: QuestionTable, size: int, recipe: Recipe) -> nn.EmbeddingBag:
    """The trained layer; token 0 is the unknown one and stays zero."""
    rng = np.random.default_rng(recipe.seed)
    layer = nn.EmbeddingBag.from_pretrained(initial_weights(units, size, recipe), freeze=False, mode="sum")
    optimizer = torch.optim.Adam(layer.parameters(), lr=recipe.learning_rate, betas=(0.9, 0.99), fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, recipe.learning_rate, total_steps=recipe.steps, pct_start=0.1, anneal_strategy="cos"
    )
    began, losses = time.perf_counter(), []
    for step in range(recipe.steps):
        is_general = step % recipe.general_every == 0
        batch = general_batch(general, recipe, rng) if is_general else law_batch(units, law, recipe, rng)
        loss = loss_of(layer, batch, recipe, rng)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        if not is_general:
            losses.append(loss.item())
        if (step + 1) % 100 == 0:
            say(f"step {step + 1}  loss {np.mean(losses):.3f}  {time.perf_counter() - began:.0f} s")
            losses.clear()
    with torch.no_grad():
        layer.weight[0] = 0
    return layer


def evaluate(layer: nn.EmbeddingBag, index: dict[str, int], data: SearchSet) -> dict[str, float]:
    """Recall of the layer on a search set."""

    def vectors(texts: list[str]) -> NDArray[np.float32]:
        table = encode(texts, index)
        ids, offsets = bags([table.span(i, i + 1) for i in range(len(texts))], layer.num_embeddings, 0.0, None)
        with torch.no_grad():
            return embed(layer, ids, offsets).numpy()

    return recalls(ranking(vectors(data.questions), vectors(data.passages), 100), data.gold)


def save(layer: nn.EmbeddingBag, tokens: list[str], recipe: Recipe, folder: Path) -> None:
    """Weights, vocabulary and configuration, as ``ipqa.models`` and sentence-transformers read them."""
    folder.mkdir(parents=True, exist_ok=True)
    vectors = layer.weight.detach()
    # One factor for all vectors changes no direction of a sum, and keeps them in the range of half precision.
    weights = (vectors / vectors.norm(dim=1).max()).half().contiguous()
    save_file({"embedding.weight": weights}, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)  # safetensors leaves it to its writer alone
    (folder / "vocabulary.txt").write_text("\n".join(tokens), "utf-8", newline="\n")
    digest = blake2b(digest_size=8)
    for name in ("model.safetensors", "vocabulary.txt"):
        digest.update((folder / name).read_bytes())
    name = f"ipqa-static-{recipe.dimensions}-{digest.hexdigest()[:8]}"
    write_json(folder / "config.json", {"name": name, "digest": digest.hexdigest(), "recipe": asdict(recipe)})
    write_json(
        folder / "modules.json", [{"idx": i, "name": str(i), "path": "", "type": t} for i, t in enumerate(MODULES)]
    )


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", "utf-8", newline="\n")


def load_data(folder: Path, recipe: Recipe) -> tuple[list[str], UnitTable, QuestionTable, QuestionTable]:
    """The vocabulary and the three tables."""
    units = list(statute_units(folder / "statutes.jsonl.gz"))
    units += government_units(folder / "government_documents.jsonl.gz", units[-1].group + 1)
    units = [u for u in units if u.clauses]
    asked = {kind: questions([folder / f"{name}.jsonl.gz" for name in names]) for kind, names in QUESTION_FILES.items()}
    both = asked["law"] + asked["general"]
    texts = ["".join(u.clauses) for u in units] + ["".join(q.clauses) for q in both] + [q.text for q in both]
    tokens = [UNKNOWN, *vocabulary(iter(texts), recipe.vocabulary - 1)]
    index = {token: i for i, token in enumerate(tokens)}
    return (
        tokens,
        unit_table(units, index),
        question_table(asked["law"], index),
        question_table(asked["general"], index),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training files")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--evaluate", type=Path, nargs="*", default=[], metavar="SET", help="search sets to score")
    parser.add_argument("--threads", type=int, default=2)
    for name, value in asdict(Recipe()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    arguments = vars(parser.parse_args())
    recipe = Recipe(**{name: arguments[name] for name in asdict(Recipe())})
    torch.set_num_threads(arguments["threads"])
    tokens, units, law, general = load_data(arguments["data"], recipe)
    say(f"{len(tokens)} tokens  {len(units.first) - 1} units  {len(law.answer) + len(general.answer)} questions")
    layer = train(units, law, general, len(tokens), recipe)
    save(layer, tokens, recipe, arguments["out"])
    index = {token: i for i, token in enumerate(tokens)}
    for folder in arguments["evaluate"]:
        scores = "  ".join(f"{name} {value:.3f}" for name, value in evaluate(layer, index, read_set(folder)).items())
        say(f"{folder.name}  {scores}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
