"""What the static embedder is trained on, batch by batch: rows of token ids for questions and for passages."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from pairs import Clauses, Ids, Question, Unit, encode


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the weights besides the data; written beside them."""

    seed: int = 7
    dimensions: int = 128
    vocabulary: int = 50_000
    steps: int = 1_500
    batch: int = 2_048
    temperature: float = 0.05
    learning_rate: float = 0.05
    neighbours: int = 4
    law_questions: float = 0.06
    general_every: int = 6
    question_dropout: float = 0.25
    passage_dropout: float = 0.15
    title_in_passage: float = 0.6
    title_in_question: float = 0.1
    heading_as_question: float = 0.08
    clause_kept: float = 0.15
    idf_power: float = 1.0


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Units as clause ranges: unit i has title i, heading i and the clauses ``first[i]`` to ``first[i + 1]``."""

    titles: Clauses
    headings: Clauses
    bodies: Clauses
    first: NDArray[np.int64]
    group_start: NDArray[np.int64]
    group_end: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """Questions as ids, and the clauses of their passages; ``answer`` is relative to ``first``, -1 if not known."""

    texts: Clauses
    bodies: Clauses
    first: NDArray[np.int64]
    answer: NDArray[np.int64]
    passage: NDArray[np.int64]


@dataclass(slots=True)
class Batch:
    """Rows of token ids on both sides; equal ``passages`` are the same passage."""

    questions: list[Ids] = field(default_factory=list)
    answers: list[Ids] = field(default_factory=list)
    passages: list[int] = field(default_factory=list)

    def add(self, question: Ids, answer: Ids, passage: int) -> None:
        self.questions.append(question)
        self.answers.append(answer)
        self.passages.append(passage)


def unit_table(units: list[Unit], index: dict[str, int]) -> UnitTable:
    """The units with every text as ids."""
    groups = np.array([u.group for u in units])
    return UnitTable(
        encode([u.title for u in units], index),
        encode([u.heading for u in units], index),
        encode([c for u in units for c in u.clauses], index),
        np.concatenate([[0], np.cumsum([len(u.clauses) for u in units])]),
        np.searchsorted(groups, groups, side="left"),
        np.searchsorted(groups, groups, side="right"),
    )


def question_table(found: list[Question], index: dict[str, int]) -> QuestionTable:
    """The questions with every text as ids."""
    return QuestionTable(
        encode([q.text for q in found], index),
        encode([c for q in found for c in q.clauses], index),
        np.concatenate([[0], np.cumsum([len(q.clauses) for q in found])]),
        np.array([q.answer for q in found]),
        np.array([q.passage for q in found]),
    )


def add_unit_pair(batch: Batch, table: UnitTable, i: int, recipe: Recipe, rng: np.random.Generator) -> None:
    """A clause or two of unit i against the rest of it, or its heading against the whole."""
    first, last = int(table.first[i]), int(table.first[i + 1])
    title, heading = table.titles.span(i, i + 1), table.headings.span(i, i + 1)
    chance = rng.random(4)
    parts = [title] if chance[0] < recipe.title_in_passage else []
    if chance[1] < recipe.heading_as_question and len(heading) > 1:
        batch.add(np.concatenate([title, heading]), np.concatenate([*parts, table.bodies.span(first, last)]), i)
        return
    length = min(int(rng.integers(1, 4)), max(1, (last - first) // 2))
    start = int(rng.integers(first, last - length + 1))
    question = table.bodies.span(start, start + length)
    if chance[2] < recipe.title_in_question:
        question = np.concatenate([title, question])
    if last - first == length or chance[3] < recipe.clause_kept:
        parts.append(table.bodies.span(first, last))
    else:
        parts += [table.bodies.span(first, start), table.bodies.span(start + length, last)]
    batch.add(question, np.concatenate(parts), i)


def add_question_pair(batch: Batch, table: QuestionTable, i: int, offset: int, rng: np.random.Generator) -> None:
    """Question i with its passage, or with a window of clauses around the answer."""
    first, last = int(table.first[i]), int(table.first[i + 1])
    answer = int(table.answer[i])
    if answer >= 0 and rng.random() < 0.6:
        last = min(last, first + answer + 1 + int(rng.integers(1, 6)))
        first = max(first, first + answer - int(rng.integers(1, 6)))
    batch.add(table.texts.span(i, i + 1), table.bodies.span(first, last), offset + int(table.passage[i]))


def law_batch(units: UnitTable, law: QuestionTable, recipe: Recipe, rng: np.random.Generator) -> Batch:
    """Neighbouring units of many documents, with questions of law among them."""
    batch = Batch()
    asked = int(recipe.batch * recipe.law_questions)
    for i in rng.choice(len(law.answer), asked, replace=False):
        add_question_pair(batch, law, int(i), -1_000_000, rng)
    for i in rng.integers(0, len(units.group_start), (recipe.batch - asked) // recipe.neighbours):
        start, end = int(units.group_start[i]), int(units.group_end[i])
        low = max(start, min(int(i) - 8, end - 17))
        near = np.arange(low, min(end, low + 17))
        for j in rng.choice(near, min(recipe.neighbours, len(near)), replace=False):
            add_unit_pair(batch, units, int(j), recipe, rng)
    return batch


def general_batch(table: QuestionTable, recipe: Recipe, rng: np.random.Generator) -> Batch:
    """Questions of general knowledge with their paragraphs."""
    batch = Batch()
    for i in rng.choice(len(table.answer), recipe.batch, replace=False):
        add_question_pair(batch, table, int(i), 0, rng)
    return batch
