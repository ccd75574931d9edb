"""A quote that is not in one piece in its source is cited by its pieces: [1][2] in place of [1]. Pure functions.

Columns of a text file are read one after the other, so that in the file the other column stands between the lines of a
sentence. Each piece is there as it is; of a claim's pieces those are cited that hold its numbers and its words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..records import Answer, AnswerFigure, Citation, Document, Note, Span
from ..text import fold, words
from .citing import mark
from .gate import ungated

MOST = 4
"""Pieces cited for one claim, unless the gate needs more."""
_MARKS = re.compile(r"(?:\[\d{1,3}\])+")
_MARK = re.compile(r"\[(\d{1,3})\]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD, _COUNT, _VALUE = 1, 3, 5

Item = tuple[int, frozenset[int]]
"""Something that a claim says: what it weighs, and the pieces any one of which holds it."""


@dataclass(slots=True)
class _Cut:
    """A citation with its pieces, and those of them that are cited."""

    citation: Citation
    document: Document
    spans: tuple[Span, ...]
    figures: tuple[AnswerFigure, ...]
    used: set[int] = field(default_factory=set)

    def part(self, index: int) -> Citation:
        """The citation of one piece, with the number of the whole."""
        start, end = self.spans[index]
        quote, section = self.document.text[start:end], self.document.section_at(start)
        page = self.document.page_at(start)
        return replace(self.citation, start=start, end=end, quote=quote, section=section, page=page)

    def touched(self, start: int, end: int) -> frozenset[int]:
        """The pieces that hold a character of ``text[start:end]``."""
        return frozenset(i for i, (a, b) in enumerate(self.spans) if a < end and start < b)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What stands before some marks of the text, up to the marks before it, and the marks."""

    text: str
    marks: str

    def numbers(self) -> list[int]:
        return [int(number) for number in _MARK.findall(self.marks)]


def pieced(answer: Answer, document: Callable[[str], Document], asked: str) -> Answer:
    """The answer with each citation that has seams inside replaced by its pieces, numbered in order.

    ``asked`` is what the numbers of the text may come from besides (see ``gate.ungated``). The text loses nothing.
    """
    cuts = {c.number: cut for c in answer.citations if (cut := _cut(c, document(c.document_id), answer.figures))}
    if not cuts:
        return answer
    chosen: list[tuple[_Claim, dict[int, list[int]]]] = []
    for claim in _claims(answer.text):
        taken = {n: _chosen(claim, cuts[n], answer, asked) for n in claim.numbers() if n in cuts}
        for number, pieces in taken.items():
            cuts[number].used.update(pieces)
        chosen.append((claim, taken))
    for cut in cuts.values():
        _complete(cut, answer.notes, chosen)
    return _renumbered(answer, cuts, chosen)


def _cut(citation: Citation, document: Document, figures: Sequence[AnswerFigure]) -> _Cut | None:
    spans = document.pieces(citation.start, citation.end)
    own = tuple(f for f in figures if f.citation == citation.number)
    return _Cut(citation, document, spans, own) if len(spans) > 1 else None


def _claims(text: str) -> Iterator[_Claim]:
    position = 0
    for match in _MARKS.finditer(text):
        yield _Claim(text[position : match.start()], match.group())
        position = match.end()
    yield _Claim(text[position:], "")


def _chosen(claim: _Claim, cut: _Cut, answer: Answer, asked: str) -> list[int]:
    """The pieces cited for a claim: the few that hold what it says, and more where the gate would not let it pass."""
    said = f"{claim.text}{claim.marks}"
    failing = len(ungated(said, answer.citations, answer.calculation, asked, answer.figures))
    others = [c for c in answer.citations if c is not cut.citation]
    order = _by_need(claim.text, cut)
    count = min(len(order), MOST) or min(len(cut.spans), MOST)
    order += [i for i in range(len(cut.spans)) if i not in order]
    while count < len(order):
        # The pieces bear the number of the whole here.
        cited = [*others, *(cut.part(i) for i in sorted(order[:count]))]
        if len(ungated(said, cited, answer.calculation, asked, answer.figures)) <= failing:
            break
        count += 1
    return sorted(order[:count])


def _by_need(claim: str, cut: _Cut) -> list[int]:
    """The pieces that hold something of a claim that none before them holds, the one that adds most first."""
    items = [*_items(claim, cut)]
    order: list[int] = []
    while items:
        gains = [sum(weight for weight, pieces in items if i in pieces) for i in range(len(cut.spans))]
        best = gains.index(max(gains))
        order.append(best)
        items = [item for item in items if best not in item[1]]
    return order


def _items(claim: str, cut: _Cut) -> Iterator[Item]:
    """What of a claim stands in which pieces; of what a seam cuts through, every part is an item of its own."""
    said = _squeezed(claim)
    texts = [_squeezed(cut.document.text[start:end]) for start, end in cut.spans]
    for shown in cut.figures:
        start, end = shown.figure.value_start, shown.figure.value_end
        if _squeezed(cut.document.text[start:end]) in said:
            yield from ((_VALUE, frozenset({i})) for i in cut.touched(start, end))
    for number in dict.fromkeys(_NUMBER.findall(said)):
        yield from _held(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", texts, _COUNT)
    for word in dict.fromkeys(words(claim)):
        if len(word) > 1 and not word[0].isdigit():
            yield from _held(re.escape(word), texts, _WORD)


def _held(pattern: str, texts: Sequence[str], weight: int) -> Iterator[Item]:
    """The items of a word or number: one where it stands whole in a piece, else a part in each of several."""
    places = [(i, i + 1) for i, text in enumerate(texts) for _ in text]
    found = [
        frozenset(i for i, _ in places[match.start() : match.end()]) for match in re.finditer(pattern, "".join(texts))
    ]
    whole = frozenset[int]().union(*(pieces for pieces in found if len(pieces) == 1))
    if whole:
        yield weight, whole
    elif found:
        yield from ((weight, frozenset({i})) for i in sorted(found[0]))


def _squeezed(text: str) -> str:
    return "".join(fold(text).split())


def _complete(cut: _Cut, notes: Iterable[Note], chosen: Sequence[tuple[_Claim, dict[int, list[int]]]]) -> None:
    """The pieces that the text gives no mark: those that only a note cites, and those that a figure stands in."""
    number = cut.citation.number
    marked = [taken[number] for _, taken in chosen if number in taken]
    if not cut.used:
        said = "".join(note.text for note in notes if number in note.citations)
        cut.used.update(_by_need(said, cut)[:MOST] or range(min(len(cut.spans), MOST)))
    for shown in cut.figures:
        missing = cut.touched(shown.figure.value_start, shown.figure.value_end) - cut.used
        cut.used |= missing
        if missing and marked:
            marked[-1][:] = sorted({*marked[-1], *missing})


def _renumbered(answer: Answer, cuts: dict[int, _Cut], chosen: Sequence[tuple[_Claim, dict[int, list[int]]]]) -> Answer:
    """The answer with its citations counted anew: the whole quotes, then piece by piece what is cut."""
    parts = [(c.number, -1, c) for c in answer.citations if c.number not in cuts]
    parts += [(n, i, cut.part(i)) for n, cut in cuts.items() for i in sorted(cut.used)]
    numbers: dict[int, dict[int, int]] = {}
    for new, (old, index, _) in enumerate(parts, 1):
        numbers.setdefault(old, {})[index] = new

    def of(old: int, pieces: Iterable[int] | None = None) -> list[int]:
        own = numbers.get(old, {-1: old})
        return list(own.values()) if pieces is None else [own[i] for i in pieces]

    def of_figure(shown: AnswerFigure) -> AnswerFigure:
        if shown.citation is None:
            return shown
        cut, figure = cuts.get(shown.citation), shown.figure
        value = sorted(cut.touched(figure.value_start, figure.value_end))[:1] if cut else None
        return replace(shown, citation=of(shown.citation, value or None)[0])

    said = [f"{c.text}{mark(*(m for n in c.numbers() for m in of(n, taken.get(n))))}" for c, taken in chosen]
    return replace(
        answer,
        text="".join(said),
        citations=tuple(replace(part, number=new) for new, (_, _, part) in enumerate(parts, 1)),
        figures=tuple(map(of_figure, answer.figures)),
        notes=tuple(replace(note, citations=tuple(m for n in note.citations for m in of(n))) for note in answer.notes),
    )
