"""The training data as arrays: texts cut into clauses, clauses into token ids, and question-passage pairs over them.

A unit is what search returns: an article of a law, a paragraph under a heading, a paragraph that answers questions.
It is a run of clauses, so that a clause can be held out of it in constant time.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ipqa.models.prepared import static_tokens

Ids = NDArray[np.int32]
QUESTION_FILES = {
    "law": ("law_question_statute", "law_question_answer"),
    "general": ("cmrc2018", "drcd_traditional", "xquad_zh", "csl_title_abstract"),
}
_ARTICLE = re.compile(r"^[ \u3000]*(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)[ \u3000]*", re.M)
_HEADING = re.compile(r"^#+[ \u3000]*(.+)$", re.M)
_CLAUSE = re.compile(r"[^。；：！？，\n]+[。；：！？，\n]*")
_CHAPTER = re.compile(r"^第[一二三四五六七八九十百]+[编章节][ \u3000]*")
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十]+[、）)]")
_SHORTEST_CLAUSE = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage to be found: the title of its document, the heading over it, its clauses; ``group`` is the document."""

    title: str
    heading: str
    clauses: tuple[str, ...]
    group: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the clauses of the passage that answers it; ``answer`` is the clause of the answer, or -1."""

    text: str
    clauses: tuple[str, ...]
    answer: int
    passage: int


def clauses(text: str) -> tuple[str, ...]:
    """A text cut behind its punctuation; a short clause joins the one before it."""
    found: list[str] = []
    for match in _CLAUSE.finditer(text):
        if found and (len(match.group()) < _SHORTEST_CLAUSE or len(found[-1]) < _SHORTEST_CLAUSE):
            found[-1] += match.group()
        else:
            found.append(match.group())
    return tuple(found)


def read_lines(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def statute_units(path: Path) -> Iterator[Unit]:
    """The articles of laws, each under its chapter; a law without articles gives its paragraphs."""
    for group, law in enumerate(read_lines(path)):
        title = re.sub(r"\(\d{4}-\d{2}-\d{2}\)$", "", law["title"])
        body = law["text"].split("<!-- INFO END -->")[-1]
        marks = list(_ARTICLE.finditer(body))
        if not marks:
            yield from _paragraph_units(title, body, group)
            continue
        headings = [(m.start(), _CHAPTER.sub("", m.group(1)).strip()) for m in _HEADING.finditer(body)]
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            text = body[mark.end() : following.start() if following else len(body)].split("\n#")[0]
            chapter = next((name for start, name in reversed(headings) if start < mark.start()), "")
            yield Unit(title + mark.group(1), chapter, clauses(text.strip()), group)


def government_units(path: Path, first_group: int) -> Iterator[Unit]:
    """The paragraphs of reports and notices under their numbered headings."""
    for group, document in enumerate(read_lines(path), first_group):
        yield from _paragraph_units(document["title"], document["text"], group)


def _paragraph_units(title: str, text: str, group: int) -> Iterator[Unit]:
    heading = ""
    for line in map(str.strip, text.split("\n")):
        if line.startswith("#") or (_NUMBERED.match(line) and len(line) < 40 and not line.endswith("。")):
            heading = _NUMBERED.sub("", line.strip("# "))
        elif len(line) >= 40 and "http" not in line and "|" not in line:
            yield from (Unit(title, heading, tuple(c), group) for c in _batched(clauses(line), 12))


def _batched(items: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    iterator = iter(items)
    while batch := tuple(islice(iterator, size)):
        yield batch


def questions(paths: list[Path]) -> list[Question]:
    """Questions with the clauses of their passages; equal passages share a number, so that none is its own negative."""
    numbers: dict[str, int] = {}
    found = []
    for line in (line for path in paths for line in read_lines(path)):
        cut = clauses(line["pos"])
        ends = np.cumsum([len(c) for c in cut])
        answer = int(np.searchsorted(ends, int(line["start"]), side="right")) if "start" in line else -1
        found.append(Question(line["q"], cut, min(answer, len(cut) - 1), numbers.setdefault(line["pos"], len(numbers))))
    return found


def vocabulary(texts: Iterator[str], size: int) -> list[str]:
    """The most frequent tokens of the texts, the most frequent first, ties in the order of the alphabet."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(static_tokens(text))
    # A Latin word or number of more than 12 characters is a link or a code.
    usual = ((token, n) for token, n in counts.items() if n > 1 and (token[0] >= "\u3400" or len(token) <= 12))
    return [token for token, _ in sorted(usual, key=lambda pair: (-pair[1], pair[0]))[:size]]


@dataclass(frozen=True, slots=True)
class Clauses:
    """Token ids of many clauses, one behind the other; clause i is ``ids[ends[i]:ends[i + 1]]``."""

    ids: Ids
    ends: NDArray[np.int64]

    def span(self, first: int, last: int) -> Ids:
        """The ids of clauses first to last, last exclusive."""
        return self.ids[self.ends[first] : self.ends[last]]


def encode(texts: list[str], index: dict[str, int]) -> Clauses:
    """Texts as token ids; unknown tokens are left out."""
    rows = [[index[t] for t in static_tokens(text) if t in index] for text in texts]
    ends = np.concatenate([[0], np.cumsum([len(r) for r in rows])]).astype(np.int64)
    return Clauses(np.fromiter((i for r in rows for i in r), np.int32, int(ends[-1])), ends)
