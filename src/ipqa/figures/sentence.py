"""A sentence under the eye: its mentions of time and place, and where its clauses part. Offsets are the document's."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from .context.periods import Period, mentions
from .context.regions import Region, opens_with_place, places_in
from .context.shorthand import short_places

Span = tuple[int, int]

_BREAK = re.compile(
    r"》[（(][A-Z&]{2,6}[）)]|[，。；：！？\n\t]|,(?!\d)|;|:(?!\d)|——|…|[（(](?P<open>)|[）)](?P<close>)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]`` of a document; ``times``, ``places`` in order; ``breaks`` are the ends of separators.

    ``brackets`` are the spans of bracketed remarks, brackets included; a remark parts no clause for what stands
    behind it (研究与试验发展（R&D）经费支出), but is a clause of its own for what stands inside.
    """

    text: str
    start: int
    end: int
    times: tuple[Period, ...]
    places: tuple[Region, ...]
    breaks: tuple[int, ...] = ()
    brackets: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        return self.start, self.end

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    def clause_of(self, position: int) -> int:
        """Where the clause begins in which a position stands."""
        if not self.brackets:
            before = bisect_left(self.breaks, position + 1)
            return max(self.breaks[before - 1], self.start) if before else self.start
        around = [a for a, b in self.brackets if a < position < b]
        begin = around[-1] + 1 if around else self.start
        for index in range(bisect_left(self.breaks, position + 1) - 1, -1, -1):
            end = self.breaks[index]
            if end <= begin:
                break
            if not any(a < end < b <= position for a, b in self.brackets):
                return end
        return begin

    def times_in(self, start: int, end: int) -> list[Span]:
        """The mentions of time inside a stretch, as offsets into it; 比, 较 before one goes with it."""
        found = []
        for time in self.times:
            if start <= time.start and time.end <= end:
                lead = time.start > start and self.text[time.start - 1] in "比较"
                tail = time.end < end and self.text[time.end] in "末底初"
                found.append((time.start - lead - start, time.end + tail - start))
        return found

    def places_in(self, start: int, end: int) -> list[Region]:
        """The mentions of places inside a stretch, with offsets into it."""
        return [
            replace(r, start=r.start - start, end=r.end - start)
            for r in self.places
            if start <= r.start and r.end <= end
        ]


def plain_sentence(text: str, start: int, end: int, home: str | None) -> Sentence:
    """A sentence without numbers: its times, and its places where it opens with one."""
    words = text[start:end]
    return Sentence(text, start, end, _times(words, start), _places(words, start, home, opens_with_place(words, home)))


def _times(words: str, start: int) -> tuple[Period, ...]:
    found = mentions(words)
    return tuple(p.moved(start) for p in found) if start else tuple(found)


def _places(words: str, start: int, home: str | None, wanted: bool) -> tuple[Region, ...]:
    found = places_in(words, home) if wanted else []
    if wanted and (short := short_places(words, home, found)):
        found = sorted([*found, *short], key=lambda r: r.start)
    return tuple(replace(r, start=r.start + start, end=r.end + start) for r in found)


def sentence_at(text: str, start: int, end: int, home: str | None) -> Sentence:
    """The sentence of a stretch of text; ``home`` is the code of the document's own region."""
    words = text[start:end]
    times, places = _times(words, start), _places(words, start, home, True)
    breaks: list[int] = []
    brackets: list[Span] = []
    opened: list[int] = []
    for match in _BREAK.finditer(text, start, end):
        if match["open"] is not None:
            opened.append(match.start())
        elif match["close"] is not None:
            if opened:
                begin = opened.pop()
                brackets.append((begin, match.end()))
                if not text[max(breaks, default=start) : begin].strip():  # （一）专利申请
                    breaks.append(match.end())
        elif not _inside_number(text, match.start()):
            breaks.append(match.end())
    brackets += ((a, end + 1) for a in opened)  # never closed: what follows stands inside
    return Sentence(text, start, end, times, places, tuple(breaks), tuple(sorted(brackets)))


def _inside_number(text: str, i: int) -> bool:
    return text[i] in ",:：" and text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit()
