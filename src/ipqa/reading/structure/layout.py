"""Lines of a page become paragraphs: hard wraps are joined, captions stay apart, sentences outlive interruptions.

Widths are in quarters of an ideograph: a wide character is 4, a narrow one 2, a space 1 (typesetters put a quarter
space between Chinese and Latin). ``left`` and ``right`` are a line's edges in these units.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...records import Box
from .blocks import Block, moved
from .numbering import is_contents_line, is_heading_line, opens_heading

EM = 4
_NARROW = re.compile(r"[\x21-\x7e\u00a1-\u00ff\u2002\uff61-\uff9f]")
_THIN = re.compile(r"[ \t\xa0\u2009]")
_LONGEST_MEASURE = 62 * EM
_TERMINAL = re.compile(r"[。！？!?…][”’」』）)》】\]]*$")
_PAUSE = re.compile(r"(?:[。！？!?…；;：:][”’」』）)》】\]]*|\.)$")
_CANNOT_START = tuple("，。、；：！？）》」』”’】％%,;:!?)]〉")
_CANNOT_END = tuple("，、（《「『“‘【(,〈—-")
_UNFINISHED = tuple("，、（《「『“‘【(〈")
_CAPTION = re.compile(
    r"(?:.{0,40}(?:统计图|示意图|分布图|趋势图|结构图|占比图|走势图|对比图|变化图|统计表|情况图|情况表|一览表)\s*(?:[（(].{1,20}[）)])?"
    r"|(?:图|表|附图|附表)\s*[\d一二三四五六七八九十][\d.\-—]*[\s：:]\s*(?!所示|显示|可见|中|可以|反映|列出|给出).{1,60}"
    r"|[（(]?单位[：:].{1,20}|(?:数据)?来源[：:].{1,60}|注[：:].{1,60})$"
)
_CAPTION_STARTS = frozenset("图表附（(单数来注")
_CAPTION_ENDS = frozenset("图表）)" + " \u3000")
_BULLET = re.compile(r"[·•]\s|[●○■□◆◇▪►➢✓√]")
_HANG = 3 * EM
_ASCII_WORD = re.compile(r"[A-Za-z0-9%)\]\"'.,;:!?]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. ``frame`` tells columns apart; ``aside`` marks small print that is never part of a sentence.

    ``gap`` says that a blank line stands before it. ``boxes`` say where its pieces stand on the page; their offsets
    count from the line's start. ``table`` is a whole table in place of a line.
    """

    text: str
    page: int | None = None
    left: float = 0
    right: float = 0
    frame: int = 0
    gap: bool = False
    aside: bool = False
    boxes: tuple[Box, ...] = ()
    table: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """The common full width of a frame's lines; None where the text is not hard-wrapped. ``stripped``: no indents."""

    right: float | None
    stripped: bool


def width(text: str) -> int:
    """The width of a text in quarters of an ideograph."""
    thin = len(_THIN.findall(text))
    narrow = len(_NARROW.findall(text))
    return EM * len(text) - 2 * narrow - 3 * thin


def text_line(raw: str, page: int | None = None, gap: bool = False, space: int = 2) -> Line:
    """A line of a text file, its edges from its indent and width; ``space`` is what a space of the indent counts."""
    text = raw.strip()
    indent = sum(EM if c == "\u3000" else space for c in raw[: len(raw) - len(raw.lstrip())])
    return Line(text, page, indent, indent + width(text), gap=gap)


def join(left: str, right: str) -> str:
    """What stands between two joined lines: a space between Latin words, nothing in Chinese."""
    if not left or not right or left.endswith(("-", "/", "_")) or right.startswith(("-", "/")):
        return ""
    return " " if _ASCII_WORD.match(left[-1]) and right[0].isascii() and right[0].isalnum() else ""


def paragraphs(lines: Sequence[Line]) -> Iterator[Block]:
    """The blocks of hard-wrapped or free lines in reading order."""
    lines = _from_base([line for line in lines if line.text or line.table])
    measures = {frame: _measure([line for line in lines if line.frame == frame]) for frame in {x.frame for x in lines}}
    flow = _Flow()
    for position, line in enumerate(lines):
        if line.aside or line.table or is_caption(line.text) or is_contents_line(line.text):
            yield from flow.interrupt(line, measures[line.frame])
            continue
        following = lines[position + 1] if position + 1 < len(lines) else None
        measure = measures[line.frame]
        if flow.continues(line, measure, following):
            flow.extend(line, measure)
        else:
            yield from flow.close()
            flow.open(line, measure)
    yield from flow.close()


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the lines of a page are hard-wrapped at a common width."""
    return _measure([line for line in lines if line.text]).right is not None


def is_caption(text: str) -> bool:
    """Whether a line is a chart's or table's title, its unit, its source or a note: never part of a sentence."""
    if len(text) > 70 or not (text[:1] in _CAPTION_STARTS or text[-1:] in _CAPTION_ENDS):
        return False
    return bool(_CAPTION.match(text)) and not _TERMINAL.search(text.removesuffix("。"))


def _measure(lines: Sequence[Line]) -> Measure:
    """The full width, when enough lines reach it without ending a sentence there."""
    rights = sorted((line.right for line in lines if not line.aside and line.text), reverse=True)
    rights = [r for r in rights if 10 * EM <= r <= _LONGEST_MEASURE]
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
            stops = sum(1 for x in full if _TERMINAL.search(x.text))
            if stops > 0.4 * len(full) or len(wide) > len(full):
                return Measure(None, False)
            return Measure(right, indented < 0.03 * len(lines) + 1)
    return Measure(None, False)


def _from_base(lines: Sequence[Line]) -> list[Line]:
    """The lines with edges counted from the left edge of their page and frame: the smallest common one."""
    lefts: dict[tuple[int | None, int], Counter[float]] = {}
    for line in lines:
        if not line.aside:
            lefts.setdefault((line.page, line.frame), Counter())[round(line.left)] += 1
    bases: dict[tuple[int | None, int], float] = {}
    for key, counts in lefts.items():
        enough = max(1, sum(counts.values()) // 8)
        bases[key] = min((left for left, count in counts.items() if count >= enough), default=min(counts))
    if not any(bases.values()):
        return list(lines)
    shifted = []
    for line in lines:
        base = bases.get((line.page, line.frame), 0)
        left, right = line.left - base, line.right - base
        shifted.append(
            # dataclasses.replace takes three times as long, and this is done for every line.
            Line(line.text, line.page, left, right, line.frame, line.gap, line.aside, line.boxes, line.table)
        )
    return shifted


class _Flow:
    """The paragraph being built, and the captions that interrupted it."""

    def __init__(self) -> None:
        self.text = ""
        self.pages: list[tuple[int, int]] = []
        self.boxes: list[Box] = []
        self.asides: list[Line] = []
        self.last = ""
        self.left = 0.0
        self.full = False
        self.free = False

    def open(self, line: Line, measure: Measure) -> None:
        self.text, self.pages, self.boxes = "", [], []
        self._add(line)
        # A first line whose indent was stripped ends two ideographs early.
        virtual = 2 * EM if measure.stripped else 0
        self._edge(line, measure, virtual)

    def extend(self, line: Line, measure: Measure) -> None:
        self.text += join(self.text, line.text)
        self._add(line)
        self._edge(line, measure, 0)

    def _add(self, line: Line) -> None:
        if line.page is not None and (not self.pages or self.pages[-1][1] != line.page):
            self.pages.append((len(self.text), line.page))
        self.boxes += moved(line.boxes, len(self.text))
        self.text += line.text
        self.last = line.text

    def _edge(self, line: Line, measure: Measure, virtual: float) -> None:
        self.free = measure.right is None
        self.left = line.left
        right = measure.right
        self.full = right is not None and right - self._slack(line, right) <= line.right + virtual
        if right is not None and (line.right > 1.5 * right or line.left > 0.3 * right):
            self.full = False  # a whole paragraph on one line, or a line set to the middle or the right

    def _slack(self, line: Line, right: float) -> float:
        """How far before the full width a line may end and still be wrapped: further where it is plainly unfinished."""
        if line.text.endswith(_CANNOT_END):
            return 0.5 * right
        if _PAUSE.search(line.text) or is_heading_line(self.text):
            return 2 * EM
        return 3.5 * EM

    def continues(self, line: Line, measure: Measure, following: Line | None) -> bool:
        """Whether ``line`` carries on the open paragraph."""
        if not self.text:
            return False
        if line.text.startswith(_CANNOT_START) and not line.gap:
            return True
        if self.last.endswith(_UNFINISHED) and not line.gap and line.left < 3 * EM:
            return True
        if self.free or not self.full or _BULLET.match(line.text):
            return False
        ended = bool(_PAUSE.search(self.last))
        if self._heading_goes_on(line, measure.right) and not ended:
            return True
        heading = is_heading_line(self.text)
        # Layout dumps align columns roughly: there a small indent alone does not part a sentence.
        indent: float = EM if ended or heading or line.frame == 0 else 3 * EM
        if not ended and not heading and self._hangs(line):
            indent = line.left + 1
        if (line.gap and (ended or not self.asides)) or line.left >= indent:
            return False
        if opens_heading(line.text) and (ended or heading):
            return False
        if ended and measure.stripped and _TERMINAL.search(self.last) and measure.right is not None:
            return not _first_line(line, measure.right, following)
        return True

    def _hangs(self, line: Line) -> bool:
        """Whether a line stands under the text of an item that is set in: its mark stands out, or is drawn."""
        hang = line.left - self.left
        if opens_heading(line.text):
            return False
        marked = bool(_BULLET.match(self.text)) or opens_heading(self.text)
        return (abs(hang) <= 0.5 * EM and self.left >= EM) or (marked and 0 < hang <= _HANG)

    def _heading_goes_on(self, line: Line, right: float | None) -> bool:
        """Whether a line is the second one of a heading set deeper than a first line's indent."""
        deep = min(line.left, self.left) >= 3 * EM and abs(line.left - self.left) <= 1.5 * EM
        short = right is not None and line.right < 0.8 * right
        return deep and short and is_heading_line(self.text) and not opens_heading(line.text)

    def interrupt(self, line: Line, measure: Measure) -> Iterator[Block]:
        """A caption or footnote: put aside while a sentence is open, else a block of its own."""
        open_sentence = bool(self.text) and self.full and not _PAUSE.search(self.last)
        if not open_sentence and self.text:
            yield from self.close()
        if self.asides and _same_note(self.asides[-1], line, measure):
            before = self.asides.pop()
            text = before.text + join(before.text, line.text)
            boxes = (*before.boxes, *moved(line.boxes, len(text)))
            line = replace(line, text=text + line.text, boxes=boxes)
        elif self.asides and not open_sentence:
            yield from self.close()
        self.asides.append(line)

    def close(self) -> Iterator[Block]:
        if self.text:
            yield Block(self.text, tuple(self.pages), boxes=tuple(self.boxes))
        for line in self.asides:
            yield from line.table or (_aside(line),)
        self.text, self.asides, self.full = "", [], False


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
    return full and not is_caption(line.text) and not _TERMINAL.search(before.text)


def _first_line(line: Line, right: float, following: Line | None) -> bool:
    """Whether a line has the shape of a first line whose indent was stripped: two ideographs short, yet unfinished."""
    short = right - line.right
    return 1.5 * EM <= short <= 3 * EM and not _PAUSE.search(line.text) and following is not None and not following.gap


def _aside(line: Line) -> Block:
    return Block(line.text, ((0, line.page),) if line.page is not None else (), plain=True, boxes=line.boxes)
