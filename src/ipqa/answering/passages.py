"""The fewest best sentences of the passages found, quoted whole, and whether they suffice.

A sentence is scored by the words of the question it holds, rare words counting more (inverse document frequency over
all candidate sentences), with part of the credit from its heading and its neighbours. What the question names and
neither the sentence nor its surroundings hold is missing; too much missing means that the passages do not answer.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..figures.context.regions import contains
from ..figures.values.quantities import quantities
from ..figures.vocabulary import kinds_of_right
from ..records import Document, Hit, Table
from ..statistics.asked.query import Query
from ..statistics.asked.slots import covered, prepared
from ..statistics.matching.library import is_digest
from ..text import character_pairs, sentences
from .lists import LIST_LEAD, whole_list

_HEADINGS = (slice(-2, -1), slice(-1, None))
# Whether one may, and the words that say so.
_ALLOWED = re.compile(r"能不能|可不可以|能否|可否|可以.{0,12}吗|能.{0,12}吗|要不要|必须.{0,12}吗|需要.{0,12}吗|用不用")
_RULED = re.compile(r"不得|不能|不可以|可以|应当|应该|必须|不予|禁止|无需|不需要|不必|不是必须|允许|不影响|不受限制")
Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""Question and texts -> the cosine of each text with the question."""

# Weights of a sentence's score beside its own words (1.0), chosen on development questions.
SAME = 0.6
NEIGHBOUR = 0.2
HEADING = 0.35
DEFINITION = 0.25
OTHER_RIGHT = 0.4
RETOLD = 0.1
RANK = 0.06
MEANING = 0.1
_LISTED = re.compile(
    r"哪些|哪几|什么(?:材料|条件|情形|情况|手续|流程|步骤|内容|要求|资料|文件|规定)|材料|条件|流程|步骤|怎么办|如何办|怎样办|包括"
)
_MEANING = re.compile(r"怎么算|如何计算|怎么计算|什么是|是什么|指什么|是指|什么意思|含义|定义|怎么理解|指的是")
DATE = re.compile(
    r"自.{1,20}(?:时|之日)|时设立|\d{4}\s*年|\d+\s*月|\d+\s*[日天]|[一二三四五六七八九十]+(?:个月|年|日|天)|工作日|期限"
)
_HOW_LONG = re.compile(
    r"多长时间|多久|几个?(?:工作日|自然日|小时|星期|年|月|周|天|日)|多少个?(?:工作日|小时|年|月|周|天|日)"
)
# A length of time, or the moment until which one runs; not the years of a plan (第十四个五年规划).
_LASTING = re.compile(
    r"(?<![\d年月个第])(?:\d{1,3}|[一二三四五六七八九十百两半]+)[ \u3000]*个?半?"
    r"(?:工作日|自然日|小时|分钟|星期|周|天|日|月|年)|届满|终身|永久|当[天日场]|即时"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A span that answers, a sentence or a list with its lead-in; ``coverage``: the share of the question it holds."""

    document: Document
    start: int
    end: int
    score: float
    coverage: float
    similarity: float

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Candidate:
    document: Document
    start: int
    end: int
    plain: str
    around: str
    rendering: str
    rank: int


def best_spans(
    query: Query,
    hits: Sequence[Hit],
    document: Callable[[str], Document],
    similarity: Similarity,
    most: int = 1,
) -> list[Found]:
    """The best ``most`` spans, best first; empty where nothing fits at all."""
    candidates = [c for c in _candidates(hits, document) if _of_the_place(query.whole.region, c.document)]
    if not candidates:
        return []
    weights = _weights(query, candidates)
    words = [w for w in query.whole.words if len(w) > 1]
    total = sum(weights.values()) or 1.0
    alike = similarity(query.question, [c.rendering for c in candidates])
    scored = []
    for candidate, near_in_meaning in zip(candidates, alike, strict=True):
        own = sum(w for token, w in weights.items() if token in candidate.plain)
        own += SAME * sum(weights[w] for w in words if w not in candidate.plain and covered(w, candidate.plain))
        near = sum(w for token, w in weights.items() if token in candidate.around and token not in candidate.plain)
        score = (own + NEIGHBOUR * near) / total + RANK / (1 + candidate.rank) + MEANING * near_in_meaning
        headed = HEADING * (2 if _MEANING.search(query.question) else 1)
        if other_right(query, candidate.document, candidate.start, candidate.end):
            score -= OTHER_RIGHT
        if is_digest(candidate.document):
            score -= RETOLD
        score += _fit(query, candidate) + headed * _headed(query, candidate, weights, total)
        scored.append((score, (own + near) / total, near_in_meaning, candidate))
    scored.sort(key=lambda item: (-item[0], item[3].rank, item[3].start))
    found: list[Found] = []
    for score, coverage, near_in_meaning, candidate in scored:
        start, end = _whole_section(query, candidate) or whole_list(candidate.document, candidate.start, candidate.end)
        if any(f.document.id == candidate.document.id and f.start < end and start < f.end for f in found):
            continue
        found.append(Found(candidate.document, start, end, score, coverage, near_in_meaning))
        if len(found) == most:
            break
    return found


def times_asked(question: str) -> re.Pattern[str]:
    """What a sentence must hold that says when, or how long."""
    return _LASTING if _HOW_LONG.search(question) else DATE


def _of_the_place(region: str | None, document: Document) -> bool:
    """Whether a document may speak of a region: it is of that region, of one around or inside it, or of none."""
    own = document.region
    return region is None or own is None or contains(own, region) or contains(region, own)


def _candidates(hits: Sequence[Hit], document: Callable[[str], Document]) -> list[_Candidate]:
    found: list[_Candidate] = []
    seen: set[tuple[str, int]] = set()
    for rank, hit in enumerate(hits):
        source = document(hit.passage.document_id)
        spans = list(sentences(source.text, hit.passage.start, hit.passage.end))
        for i, (start, end) in enumerate(spans):
            if (source.id, start) in seen or _is_heading(source, start, end) or source.text[start:end] == source.title:
                continue
            seen.add((source.id, start))
            neighbours = source.text[spans[max(0, i - 1)][0] : spans[min(len(spans) - 1, i + 1)][1]]
            heading = "".join((*source.section_at(start), source.title))
            found.append(
                _Candidate(
                    source,
                    start,
                    end,
                    prepared(source.text[start:end]),
                    prepared(neighbours + heading),
                    f"{source.title} {' '.join(source.section_at(start)[-2:])} {source.text[start:end]}",
                    rank,
                )
            )
    return found


def _is_heading(document: Document, start: int, end: int) -> bool:
    """Whether a span only names what stands elsewhere: a heading, a chart's title, a table's title or header."""
    if any(g.start <= start and end <= g.end for g in document.graphics):
        return True
    if any(_names_table(document, table, start, end) for table in document.tables):
        return True
    return any(s.start <= start and end <= s.body and end - s.start <= s.body - s.start for s in document.sections)


def _names_table(document: Document, table: Table, start: int, end: int) -> bool:
    """Whether a span is the title of a table, on the line over it, or lies in its header rows."""
    if end <= table.start:
        near = document.text.count("\n", end, table.start) <= 2
        return bool(table.title) and near and document.text.startswith(table.title or "", start)
    header = [right for row in table.rows[: table.header] for _, right in row]
    return table.start <= start and len(table.rows) > table.header and end <= max(header, default=0)


def _weights(query: Query, candidates: Sequence[_Candidate]) -> dict[str, float]:
    """The question's tokens with their rarity: content words count double, character pairs catch what words miss."""
    tokens: dict[str, float] = dict.fromkeys(query.whole.words, 2.0)
    for word in query.whole.words:
        for pair in character_pairs(word) if len(word) > 2 else ():
            tokens.setdefault(pair, 0.5)
    for pair in character_pairs(prepared(query.question)):
        tokens.setdefault(pair, 0.35)
    count = len(candidates)
    return {
        token: weight * math.log(1 + count / (0.5 + sum(token in c.plain for c in candidates)))
        for token, weight in tokens.items()
    }


def other_right(query: Query, document: Document, start: int, end: int) -> bool:
    """Whether a span, or else its heading, speaks of another kind of right than the question: 专利 and not 商标."""
    asked = kinds_of_right(query.question)
    said = kinds_of_right(document.text[start:end]) or kinds_of_right("".join(document.section_at(start)[-1:]))
    return len(asked) == 1 and bool(said) and not asked & said


def _headed(query: Query, candidate: _Candidate, weights: dict[str, float], total: float) -> float:
    """How much of the question the nearest heading names, the one above it counting half as much.

    More for its first sentence where a meaning is asked.
    """
    above, heading = (prepared("".join(candidate.document.section_at(candidate.start)[s])) for s in _HEADINGS)
    share = sum(w for token, w in weights.items() if token in heading) / total
    share += sum(w for token, w in weights.items() if token in above and token not in heading) / total / 2
    first = not candidate.document.text[section_body(candidate.document, candidate.start)[0] : candidate.start].strip()
    return share + (DEFINITION if first and share > 0.3 and _MEANING.search(query.question) else 0.0)


def section_body(document: Document, offset: int) -> tuple[int, int]:
    """The text under the innermost heading over an offset; the whole document where there is none."""
    inner = [s for s in document.sections if s.start <= offset < s.end]
    return (inner[-1].body, inner[-1].end) if inner else (0, len(document.text))


def _fit(query: Query, candidate: _Candidate) -> float:
    """What the kind of question wants to see: a number, a date or time limit, a list."""
    text = candidate.document.text[candidate.start : candidate.end]
    bonus = 0.0
    if query.numeric:
        bonus += 0.12 if quantities(text) else -0.12
    if query.duration:
        bonus += 0.15 if times_asked(query.question).search(text) else -0.1
    if re.search(r"哪些|哪几|包括|内容|条件|材料", query.question):
        bonus += 0.08 if text.count("、") >= 2 or "；" in text or LIST_LEAD.search(text) else 0.0
    if _ALLOWED.search(query.question):
        bonus += 0.08 if _RULED.search(text) and not _ALLOWED.search(text) else 0.0
    if len(text) < 12:
        bonus -= 0.2
    if text.endswith(("；", ";")) and not query.numeric and not _LISTED.search(query.question):
        bonus -= 0.15  # an item of a list says little without its lead-in
    return bonus


def _whole_section(query: Query, candidate: _Candidate, limit: int = 400) -> tuple[int, int] | None:
    """All that stands under a heading which names what is asked, where a list is asked and it is short."""
    if not _LISTED.search(query.question):
        return None
    heading = prepared("".join(candidate.document.section_at(candidate.start)[-1:]))
    named = [w for w in query.whole.words if covered(w, heading)]
    start, end = section_body(candidate.document, candidate.start)
    text = candidate.document.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    enough = len(named) >= 2 and 2 * len(named) >= len(query.whole.words)
    return (start, end) if enough and 0 < end - start <= limit else None
