"""Lines of a page become paragraphs: hard wraps are joined, captions stay apart, sentences outlive interruptions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...records import Span
from .blocks import Block, Place, parted
from .lines import EM, Line, Measure, ends_sentence, from_base, measure_of, pauses
from .numbering import LONGEST_LINE, is_contents_line, is_heading_line, opens_heading

_NARROW = re.compile(r"[\x21-\x7e\u00a1-\u00ff\u2002\uff61-\uff9f]")
_THIN = re.compile(r"[ \t\xa0\u2009]")
_CANNOT_START = frozenset("，。、；：！？）》」』”’】％%,;:!?)]〉")
_CANNOT_END = frozenset("，、（《「『“‘【(,〈—-")
_UNFINISHED = frozenset("，、（《「『“‘【(〈")
_CAPTION = re.compile(
    r"(?:.{0,40}(?:统计图|示意图|分布图|趋势图|结构图|占比图|走势图|对比图|变化图|统计表|情况图|情况表|一览表)\s*(?:[（(].{1,20}[）)])?"
    r"|(?:图|表|附图|附表)\s*[\d一二三四五六七八九十][\d.\-—]*[\s：:]\s*(?!所示|显示|可见|中|可以|反映|列出|给出).{1,60}"
    r"|[（(]?单位[：:].{1,20}|(?:数据)?来源[：:].{1,60}|注[：:].{1,60})$"
)
_CAPTION_STARTS = frozenset("图表附（(单数来注")
_CAPTION_ENDS = frozenset("图表）)" + " \u3000")
_BULLET = re.compile(r"[·•]\s|[●○■□◆◇▪►➢✓√]")
_BULLETS = frozenset("·•●○■□◆◇▪►➢✓√")
_HANG = 3 * EM
_ASCII_WORD = re.compile(r"[A-Za-z0-9%)\]\"'.,;:!?]")


def width(text: str) -> int:
    """The width of a text in quarters of an ideograph."""
    thin = len(_THIN.findall(text))
    narrow = len(_NARROW.findall(text))
    return EM * len(text) - 2 * narrow - 3 * thin


def text_line(raw: str, page: int | None = None, gap: bool = False, space: int = 2, at: int | None = None) -> Line:
    """A line of a text file, its edges from its indent and width; ``space`` is what a space of the indent counts."""
    text = raw.strip()
    indent = sum(EM if c == "\u3000" else space for c in raw[: len(raw) - len(raw.lstrip())])
    return Line(text, page, indent, indent + width(text), gap=gap, at=at)


def join(left: str, right: str) -> str:
    """What stands between two joined lines: a space between Latin words, nothing in Chinese."""
    if not left or not right or not right[0].isascii() or not right[0].isalnum():
        return ""
    return " " if _ASCII_WORD.match(left[-1]) else ""


def paragraphs(lines: Sequence[Line]) -> Iterator[Block]:
    """The blocks of hard-wrapped or free lines in reading order."""
    lines = from_base([line for line in lines if line.text or line.table])
    frames = {line.frame for line in lines}
    measures = {frame: measure_of([line for line in lines if line.frame == frame]) for frame in frames}
    flow = _Flow()
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        if line.aside or line.table or is_caption(line.text) or is_contents_line(line.text):
            yield from flow.interrupt(line, measures[line.frame])
            continue
        measure = measures[line.frame]
        if flow.continues(line, measure, following):
            flow.extend(line, measure)
        else:
            yield from flow.close()
            flow.open(line, measure)
    yield from flow.close()


def is_caption(text: str) -> bool:
    """Whether a line is a chart's or table's title, its unit, its source or a note: never part of a sentence."""
    if len(text) > 70 or not (text[:1] in _CAPTION_STARTS or text[-1:] in _CAPTION_ENDS):
        return False
    return bool(_CAPTION.match(text)) and not ends_sentence(text.removesuffix("。"))


class _Flow:
    """The paragraph being built, and the captions that interrupted it."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, Line]] = []  # with the offset of each
        self.parts: list[str] = []
        self.length = 0
        self.asides: list[Line] = []
        self.last = ""
        self.left = 0.0
        self.full = False
        self.free = False

    def open(self, line: Line, measure: Measure) -> None:
        self.lines, self.parts, self.length = [], [], 0
        # A first line whose indent was stripped ends two ideographs early.
        self._add(line, measure, 2 * EM if measure.stripped else 0)

    def extend(self, line: Line, measure: Measure) -> None:
        if between := join(self.last, line.text):
            self.parts.append(between)
            self.length += len(between)
        self._add(line, measure, 0)

    def _add(self, line: Line, measure: Measure, virtual: float) -> None:
        self.lines.append((self.length, line))
        self.parts.append(line.text)
        self.length += len(line.text)
        self.last = line.text
        self.left = line.left
        right = measure.right
        self.free = right is None
        if right is None or line.right > 1.5 * right or line.left > 0.3 * right:
            self.full = False  # a whole paragraph on one line, or a line set to the middle or the right
        else:
            end = line.right + virtual
            # Most lines are full whatever they say.
            self.full = right - 2 * EM <= end or right - self._slack(line, right) <= end

    def _slack(self, line: Line, right: float) -> float:
        """How far before the full width a line may end and still be wrapped: further where it is plainly unfinished."""
        if line.text[-1] in _CANNOT_END:
            return 0.5 * right
        if pauses(line.text) or self._is_heading():
            return 2 * EM
        return 3.5 * EM

    def _text(self) -> str:
        return "".join(self.parts)

    def _pauses(self) -> bool:
        return pauses(self.last)

    def _is_heading(self) -> bool:
        return self.length <= LONGEST_LINE and is_heading_line(self._text())

    def continues(self, line: Line, measure: Measure, following: Line | None) -> bool:
        """Whether ``line`` carries on the open paragraph."""
        if not self.parts:
            return False
        text, left = line.text, line.left
        if text[0] in _CANNOT_START and not line.gap:
            return True
        if self.last[-1] in _UNFINISHED and not line.gap and left < 3 * EM:
            return True
        if self.free or not self.full or (text[0] in _BULLETS and _BULLET.match(text)):
            return False
        # What the last line ends in is looked at only where it matters, for most lines follow plainly.
        if left >= 3 * EM and not self._pauses() and self._heading_goes_on(line, measure.right):
            return True
        if (line.gap and (not self.asides or self._pauses())) or (left >= EM and self._is_set_in(line)):
            return False
        if opens_heading(text) and (self._pauses() or self._is_heading()):
            return False
        if measure.stripped and ends_sentence(self.last) and measure.right is not None:
            return not _first_line(line, measure.right, following)
        return True

    def _is_set_in(self, line: Line) -> bool:
        """Whether an indented line is a first line."""
        if self._pauses() or self._is_heading():
            return True
        # Layout dumps align columns roughly: there a small indent alone does not part a sentence.
        return not self._hangs(line) and (line.frame == 0 or line.left >= 3 * EM)

    def _hangs(self, line: Line) -> bool:
        """Whether a line stands under the text of an item that is set in: its mark stands out, or is drawn."""
        hang = line.left - self.left
        beneath = abs(hang) <= 0.5 * EM and self.left >= EM
        if not (beneath or 0 < hang <= _HANG) or opens_heading(line.text):
            return False
        return beneath or bool(_BULLET.match(self._text())) or opens_heading(self._text())

    def _heading_goes_on(self, line: Line, right: float | None) -> bool:
        """Whether a line is the second one of a heading set deeper than a first line's indent."""
        deep = min(line.left, self.left) >= 3 * EM and abs(line.left - self.left) <= 1.5 * EM
        short = right is not None and line.right < 0.8 * right
        return deep and short and self._is_heading() and not opens_heading(line.text)

    def interrupt(self, line: Line, measure: Measure) -> Iterator[Block]:
        """A caption or footnote: put aside while a sentence is open, else a block of its own."""
        open_sentence = bool(self.parts) and self.full and not self._pauses()
        if not open_sentence and self.parts:
            yield from self.close()
        if self.asides and _same_note(self.asides[-1], line, measure):
            before = self.asides.pop()
            text = before.text + join(before.text, line.text)
            boxes = _places(((0, before), (len(text), line)))
            line = replace(line, text=text + line.text, boxes=boxes)
        elif self.asides and not open_sentence:
            yield from self.close()
        self.asides.append(line)

    def close(self) -> Iterator[Block]:
        if self.parts:
            origin, seams = _origin(self.lines)
            yield Block(self._text(), _pages(self.lines), boxes=_places(self.lines), origin=origin, seams=seams)
        for line in self.asides:
            yield from line.table or (_aside(line),)
        self.parts, self.asides, self.full = [], [], False


def _same_note(before: Line, line: Line, measure: Measure) -> bool:
    """Whether a line of small print carries on the one before it."""
    if (
        not (before.aside and line.aside)
        or before.table
        or line.table
        or before.page != line.page
        or measure.right is None
    ):
        return False
    full = before.right >= measure.right - 3 * EM and line.left <= before.left + EM
    return full and not is_caption(line.text) and not ends_sentence(before.text)


def _first_line(line: Line, right: float, following: Line | None) -> bool:
    """Whether a line has the shape of a first line whose indent was stripped: two ideographs short, yet unfinished."""
    short = right - line.right
    return 1.5 * EM <= short <= 3 * EM and not pauses(line.text) and following is not None and not following.gap


def _places(lines: Sequence[tuple[int, Line]]) -> tuple[Place, ...]:
    """Where lines stand that begin at these offsets of a block."""
    return tuple(
        [
            Place(p.start + at, p.end + at, p.page, p.left, p.top, p.right, p.bottom, p.confidence)
            for at, line in lines
            for p in line.boxes
        ]
    )


def _origin(lines: Sequence[tuple[int, Line]]) -> tuple[Span | None, tuple[int, ...]]:
    """Where a block of lines stands in its text file, and before which of them something else stands there."""
    spans = [line.origin for _, line in lines] if lines[0][1].at is not None else []
    if not spans or spans[0] is None or spans[-1] is None:
        return None, ()
    seams = [at for (at, _), before, span in zip(lines[1:], spans, spans[1:], strict=False) if parted(before, span)]
    return (spans[0][0], spans[-1][1]), tuple(seams)


def _pages(lines: Sequence[tuple[int, Line]]) -> tuple[tuple[int, int], ...]:
    """Where the pages of a block begin."""
    found: list[tuple[int, int]] = []
    last = None
    for at, line in lines:
        if line.page != last and line.page is not None:
            found.append((at, line.page))
            last = line.page
    return tuple(found)


def _aside(line: Line) -> Block:
    pages = ((0, line.page),) if line.page is not None else ()
    return Block(line.text, pages, plain=True, boxes=line.boxes, origin=line.origin)
