"""Scores answers against gold questions; knows only the contract's JSON.

| mark | an answer has it when |
|---|---|
| right | it gives what was asked, with any caveat that is due, and asserts nothing wrong; or it refuses as it must |
| evidence | its first five citations cover at least half of the gold quotes |
| page | a citation that covers a gold quote names its page |
| wrong_number | it gives a number, and not the gold one: the worst failure |
| gated | every number of the text that counts something stands in something shown |
| quoted | every quote stands in the document it names |
| concise | the text is at most three times as long as the gold's, or 120 characters |

A mark is None where it does not apply (no gold quote, no pages, no documents at hand).
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from ..contract import JsonObject, answer_to_json
from ..errors import QuestionError
from ..records import Answer, Turn
from .matching import cells, covers, holds, mentions, numbers, plain, scaled

REFUSALS = frozenset({"near_miss", "no_evidence", "out_of_scope"})
_CITATION_MARK = re.compile(r"\[\d+\]")
_CITATIONS, _QUOTE_LENGTH = 5, 400


class Ask(Protocol):
    """What answers a question: ``Ipqa.ask``, or anything with its signature."""

    def __call__(self, question: str, *, history: Sequence[Turn], as_of: date | None) -> Answer: ...


@dataclass(frozen=True, slots=True)
class QuestionGold:
    """A question with everything that is known about its answer: a line of a questions file."""

    id: str
    type: str
    question: str
    answerable: bool
    text: str
    history: tuple[Turn, ...] = ()
    value: Decimal | None = None
    unit: str = ""
    tolerance: Decimal | None = None
    key_strings: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    pages: tuple[int | None, ...] = ()
    paraphrase: bool = False
    as_of: date | None = None

    @classmethod
    def from_json(cls, record: JsonObject) -> "QuestionGold":
        """One line; each group of ``key_strings`` must be met by one of its strings, strict caveats likewise."""
        answer = record["answer"]
        caveats = answer.get("must_mention_any") or [] if answer.get("caveat_strict") else []
        value, unit = answer.get("value"), answer.get("unit") or ""
        quotes = [q["quote"] if isinstance(q, dict) else q for q in record.get("gold_quotes") or []]
        pages = [*(record.get("gold_pages") or []), *[None] * len(quotes)]
        return cls(
            id=str(record["id"]),
            type=record["type"],
            question=record["question"],
            answerable=record["answerable"],
            text=str(answer.get("text") or ""),
            history=tuple(Turn(t["role"], t["content"]) for t in record.get("history") or []),
            value=None if isinstance(value, bool) else scaled(value, unit),
            unit=unit,
            tolerance=scaled(answer.get("tolerance"), unit),
            key_strings=tuple(map(tuple, [*(answer.get("key_strings") or []), *caveats])),
            must_not=tuple(answer.get("must_not") or []),
            quotes=tuple(quotes),
            pages=tuple(pages[: len(quotes)]),
            paraphrase=bool(record.get("paraphrase_heavy")),
            as_of=date.fromisoformat(record["as_of"]) if record.get("as_of") else None,
        )


@dataclass(frozen=True, slots=True)
class Marks:
    """What is right with one answer; None where a mark does not apply."""

    right: bool
    wrong_number: bool
    gated: bool
    evidence: bool | None = None
    page: bool | None = None
    quoted: bool | None = None
    concise: bool | None = None


MARKS = tuple(field.name for field in fields(Marks))


@dataclass(frozen=True, slots=True)
class Scored:
    """A question, what was answered, and its marks."""

    gold: QuestionGold
    answer: JsonObject
    marks: Marks


@dataclass(frozen=True, slots=True)
class Row:
    """Rates over a group of questions: mark -> share that has it, without the marks that apply to none."""

    name: str
    count: int
    rates: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Report:
    """All scored questions; ``rows`` is the table."""

    scored: tuple[Scored, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All questions first, then answerable, unanswerable, paraphrased, then each type."""
        groups: dict[str, list[Marks]] = {"all": [], "answerable": [], "unanswerable": [], "paraphrase": []}
        for one in self.scored:
            own = ["all", "answerable" if one.gold.answerable else "unanswerable", one.gold.type]
            for name in dict.fromkeys([*own, "paraphrase"] if one.gold.paraphrase else own):
                groups.setdefault(name, []).append(one.marks)
        first = list(groups)[:4]
        return tuple(_row(name, groups[name]) for name in [*first, *sorted(set(groups) - set(first))] if groups[name])

    @property
    def overall(self) -> Mapping[str, float]:
        """The rates over all questions."""
        return self.rows[0].rates if self.scored else {}

    @property
    def failures(self) -> tuple[Scored, ...]:
        """The questions whose answer is not right, in order."""
        return tuple(one for one in self.scored if not one.marks.right)

    def table(self) -> str:
        """The rows for a terminal, a dash where a mark applies to no question of the group."""
        lines = [f"{'':16}{'n':>5}" + "".join(f"{column:>14}" for column in MARKS)]
        for row in self.rows:
            rates = [f"{row.rates[column]:.3f}" if column in row.rates else "-" for column in MARKS]
            lines.append(f"{row.name:16}{row.count:>5}" + "".join(f"{rate:>14}" for rate in rates))
        return "\n".join(lines)

    def to_json(self) -> JsonObject:
        """``{"rows": [{"name", "n", mark: rate…}…], "failures": [{"id", "question", "want", "got", "status"}…]}``."""
        return {
            "rows": [{"name": row.name, "n": row.count} | dict(row.rates) for row in self.rows],
            "failures": [
                {
                    "id": one.gold.id,
                    "question": one.gold.question,
                    "want": one.gold.text,
                    "got": one.answer.get("text", ""),
                    "status": one.answer.get("status"),
                }
                for one in self.failures
            ],
        }


def read_golds(questions: Path) -> list[QuestionGold]:
    """The questions of a file of JSON lines; QuestionError names the line that is not one."""
    golds = []
    for number, line in enumerate(questions.read_text("utf-8").split("\n"), start=1):
        if line.strip():
            try:
                golds.append(QuestionGold.from_json(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                message = f"{questions.name} 第 {number} 行不是评测题目。", f"Line {number} is not a gold question."
                raise QuestionError(*message) from error
    return golds


def evaluate(questions: Path, ask: Ask, texts: Mapping[str, str] | None = None) -> Report:
    """Asks every question of the file and scores the answers; ``texts`` (file name -> text) lets quotes be checked."""
    given = ((gold, ask(gold.question, history=gold.history, as_of=gold.as_of)) for gold in read_golds(questions))
    return score([(gold, answer_to_json(answer)) for gold, answer in given], texts)


def score(pairs: Iterable[tuple[QuestionGold, JsonObject]], texts: Mapping[str, str] | None = None) -> Report:
    """Scores answers that are there already."""
    known = {name: plain(text) for name, text in (texts or {}).items()}
    return Report(tuple(Scored(gold, answer, mark(gold, answer, known)) for gold, answer in pairs))


def mark(gold: QuestionGold, answer: JsonObject, texts: Mapping[str, str] | None = None) -> Marks:
    """The marks of one answer; ``texts`` are plain (see ``plain``)."""
    text = plain(answer.get("text", ""))
    refused = answer.get("status") in REFUSALS
    clean = not any(holds(text, wrong) for wrong in gold.must_not)
    gated, quoted = not ungated(gold, answer), _quoted(answer, texts or {})
    if not gold.answerable:
        numbered = bool(answer.get("figures")) or any(m.counted for m in mentions(text))
        return Marks(right=refused and clean, wrong_number=not refused and numbered, gated=gated, quoted=quoted)
    met = gold.value is None or gives(answer, gold.value, gold.tolerance)
    ratio = len(text) / max(1, len(plain(gold.text)))
    keyed = all(any(holds(text, key) for key in group) for group in gold.key_strings)
    asked = numbers(_asked(gold))
    numbered = bool(answer.get("figures")) or bool(numbers(text) - asked)
    evidence, page = _evidence(gold, answer)
    return Marks(
        right=bool(answer.get("status"))
        and not refused
        and keyed
        and clean
        and met
        and not (ratio > 8 and len(text) > 400),
        wrong_number=gold.value is not None and not refused and numbered and not met,
        gated=gated,
        evidence=evidence,
        page=page,
        quoted=quoted,
        concise=ratio <= 3 or len(text) <= 120,
    )


def gives(answer: JsonObject, want: Decimal, tolerance: Decimal | None) -> bool:
    """Whether the gold value is among the figures, the calculation or the text; a fall may lack its sign."""
    if tolerance is None:
        exponent = want.normalize().as_tuple().exponent
        # A computed gold with more than two decimals is met by its rounding.
        tolerance = Decimal("0.005") if isinstance(exponent, int) and exponent < -2 else Decimal(0)
    shown = [*(answer.get("figures") or []), answer.get("calculation") or {}]
    given = [scaled(item.get("value"), item.get("unit")) for item in shown]
    given += numbers(cells(answer.get("text", "")))
    return any(have is not None and abs(abs(have) - abs(want)) <= tolerance for have in given)


def ungated(gold: QuestionGold, answer: JsonObject) -> list[str]:
    """The numbers of the text that count something and stand in nothing shown: quote, title, calculation, question."""
    calculation = answer.get("calculation") or {}
    shown = [
        _asked(gold),
        calculation.get("formula", ""),
        f"{calculation.get('value', '')}{calculation.get('unit', '')}",
    ]
    for citation in answer.get("citations") or []:
        shown += [citation.get("quote", ""), citation.get("title", ""), f"{citation.get('page')}页"]
        shown += citation.get("section") or []
    shown += [str(figure.get("period") or "") for figure in answer.get("figures") or []]
    known: set[Decimal] = set()
    for source in map(cells, shown):
        known |= numbers(source) | {mention.written for mention in mentions(source)}
    text = cells(_CITATION_MARK.sub("；", answer.get("text", "")))
    loose = [m for m in mentions(text) if m.counts and not {m.written, m.value} & known]
    return [str(mention.written) for mention in loose]


def _asked(gold: QuestionGold) -> str:
    return plain(" ".join([gold.question, *(turn.content for turn in gold.history)]))


def _evidence(gold: QuestionGold, answer: JsonObject) -> tuple[bool | None, bool | None]:
    citations = (answer.get("citations") or [])[:_CITATIONS]
    hits = [[c for c in citations if covers(c.get("quote", "")[:_QUOTE_LENGTH], quote)] for quote in gold.quotes]
    paged = [(page, c.get("page")) for page, found in zip(gold.pages, hits, strict=True) for c in found if page]
    page = any(want == have for want, have in paged) if paged else None
    return (2 * sum(map(bool, hits)) >= len(hits), page) if hits else (None, None)


def _quoted(answer: JsonObject, texts: Mapping[str, str]) -> bool | None:
    """Only citations of documents at hand are checked; those of other files cannot be."""
    named: list[tuple[Any, str]] = [
        (citation, Path(str(citation.get("source") or "").split("#")[0]).name)
        for citation in answer.get("citations") or []
    ]
    checked = [(citation, name) for citation, name in named if name in texts]
    return all(plain(c.get("quote", "")) in texts[name] for c, name in checked) if checked else None


def _row(name: str, group: Sequence[Marks]) -> Row:
    columns = {column: [getattr(marks, column) for marks in group] for column in MARKS}
    known = {column: [met for met in column_marks if met is not None] for column, column_marks in columns.items()}
    return Row(name, len(group), {column: sum(met) / len(met) for column, met in known.items() if met})
