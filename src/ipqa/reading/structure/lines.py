"""Lines of a page: their edges, the width and the left edge that they have in common, and what they end in.

Widths are in quarters of an ideograph: a wide character is 4, a narrow one 2, a space 1 (typesetters put a quarter
space between Chinese and Latin). ``left`` and ``right`` are a line's edges in these units.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ...records import Span
from .blocks import Block, Place

EM = 4
_LONGEST_MEASURE = 62 * EM
_CLOSING = "”’」』）)》】]"
_TERMINAL = frozenset("。！？!?…")
_PAUSE = _TERMINAL | frozenset("；;：:")


@dataclass(slots=True)  # not frozen: made in a seventh of the time
class Line:
    """One line of a page. ``frame`` tells columns apart; ``aside`` marks small print that is never part of a sentence.

    ``gap`` says that a blank line stands before it. ``boxes`` say where its pieces stand on the page; their offsets
    count from the line's start. ``table`` is a whole table in place of a line. ``at`` says how many characters other
    than white space stand before it in a text file; None for other formats.
    """

    text: str
    page: int | None = None
    left: float = 0
    right: float = 0
    frame: int = 0
    gap: bool = False
    aside: bool = False
    boxes: tuple[Place, ...] = ()
    table: tuple[Block, ...] = ()
    at: int | None = None

    @property
    def origin(self) -> Span | None:
        """Where its characters other than white space stand among those of its file."""
        return None if self.at is None else (self.at, self.at + solid(self.text))


@dataclass(frozen=True, slots=True)
class Measure:
    """The common full width of a frame's lines; None where the text is not hard-wrapped. ``stripped``: no indents."""

    right: float | None
    stripped: bool


def solid(text: str) -> int:
    """How many characters of a text are not white space."""
    return len("".join(text.split()))


def ends_sentence(text: str) -> bool:
    """Whether a text ends in a full stop or the like, closing quotes and brackets aside."""
    return text.rstrip(_CLOSING)[-1:] in _TERMINAL


def pauses(text: str) -> bool:
    """Whether a text ends a sentence, or a part of one that a new paragraph may follow."""
    return text.rstrip(_CLOSING)[-1:] in _PAUSE or text.endswith(".")


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the lines of a page are hard-wrapped at a common width."""
    return measure_of([line for line in lines if line.text]).right is not None


def measure_of(lines: Sequence[Line]) -> Measure:
    """The full width of the lines of a frame, when enough lines reach it without ending a sentence there."""
    rights = [line.right for line in lines if not line.aside and line.text]
    rights = sorted([r for r in rights if 10 * EM <= r <= _LONGEST_MEASURE], reverse=True)
    wide = [line for line in lines if line.right > _LONGEST_MEASURE]
    # In a short text a few lines may be as wide as each other by chance.
    needed = max(3, len(rights) // 5, min(6, len(lines) // 3))
    indented = sum(1 for line in lines if line.left >= EM)
    for position, right in enumerate(rights):
        # A handful of longer lines (a table, a heading) must not set the measure: enough lines must be near it.
        if position + needed > len(rights):
            break
        if rights[position + needed - 1] >= right - 1.5 * EM:
            full = [x for x in lines if x.text and right - 2 * EM <= x.right <= right + EM]
            stops = sum([ends_sentence(x.text) for x in full])
            if stops > 0.4 * len(full) or len(wide) > len(full):
                return Measure(None, False)
            return Measure(right, indented < 0.03 * len(lines) + 1)
    return Measure(None, False)


def from_base(lines: Sequence[Line]) -> list[Line]:
    """The lines with edges counted from the left edge of their page and frame: the smallest common one."""
    lefts: defaultdict[tuple[int | None, int], list[int]] = defaultdict(list)
    for line in lines:
        if not line.aside:
            lefts[line.page, line.frame].append(round(line.left))
    bases: dict[tuple[int | None, int], int] = {}
    for key, rounded in lefts.items():
        counts = Counter(rounded)
        enough = max(1, len(rounded) // 8)
        bases[key] = min((left for left, count in counts.items() if count >= enough), default=min(counts))
    return [_shifted(line, base) if (base := bases.get((line.page, line.frame), 0)) else line for line in lines]


def _shifted(line: Line, by: int) -> Line:
    # dataclasses.replace takes three times as long, and this is done for nearly every line of a PDF.
    left, right = line.left - by, line.right - by
    return Line(line.text, line.page, left, right, line.frame, line.gap, line.aside, line.boxes, line.table, line.at)
