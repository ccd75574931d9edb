"""Headings: numbering and explicit levels become a tree of sections.

A heading is an explicit one (Markdown #, h1–h6, a DOCX style) or a paragraph that opens with one of the numberings
below. ``_KINDS`` lists them from the highest to the lowest.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ...records import Section
from ...text import simplified

_HAN = "〇零一二三四五六七八九十百千"
_SPACE = r"[ \t\u3000\xa0\u2002\u2003]"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of numbering: its rank among the others, and the longest titles it may carry.

    ``longest`` without a full stop, ``sentence`` as a paragraph of its own with one, ``run_in`` with text behind it.
    """

    rank: int
    name: str
    pattern: re.Pattern[str]
    longest: int
    run_in: int
    sentence: int


def _kind(rank: int, name: str, pattern: str, longest: int = 40, run_in: int = 0, sentence: int = 0) -> Kind:
    return Kind(rank, name, re.compile(pattern), longest, run_in, sentence or run_in)


# Explicit levels have ranks 1 to 6; an article ends only at what stands above it.
_KINDS = (
    _kind(10, "part", rf"第([{_HAN}\d]+)(?:部分|编|篇)(?![{_HAN}\d]*[款项])"),
    _kind(11, "subpart", rf"第([{_HAN}\d]+)分编"),
    _kind(12, "chapter", rf"第([{_HAN}\d]+)章"),
    _kind(13, "division", rf"第([{_HAN}\d]+)节"),
    _kind(
        19,
        "annex",
        rf"附(?:件|录|表)[ \u3000]?([{_HAN}]{{1,2}}|\d{{1,2}}|[A-Z])[：: \u3000](?!.*\.(?:docx?|xlsx?|pdf)$)",
    ),
    _kind(20, "han", rf"([{_HAN}]{{1,3}})[、．.]", run_in=40, sentence=52),
    _kind(21, "han-bracket", rf"[（(]{_SPACE}?([{_HAN}]{{1,3}}){_SPACE}?[）)]、?", run_in=44, sentence=52),
    _kind(22, "digit", r"(\d{1,2})(?:[.．](?!\d)|、)", longest=32, run_in=38, sentence=26),
    _kind(23, "digit-bracket", r"[（(](\d{1,2})[）)]、?", longest=30, run_in=20),
    _kind(30, "article", rf"第([{_HAN}]+|\d{{1,4}})条(?:之[{_HAN}]+)?(?![款项])"),
)
_ARTICLE = _KINDS[-1].rank
# How every numbering begins; most lines are told by it at once.
_OPENING = re.compile(rf"[第附（(]|\d{{1,2}}[.．、]|[{_HAN}]{{1,3}}[、．.]")
_LONGEST_LINE = 200  # characters: no heading without text behind it is as long
_CONTENTS_ENDS = frozenset("0123456789ivxIVX.．·… \u3000\t")
_NAMED = frozenset(("前言", "序言", "引言", "导言", "内容摘要", "内容提要", "结语", "结束语", "后记", "参考文献"))
_LONGEST_NAMED = 12
_DECIMAL = re.compile(
    rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\.?{_SPACE}+(?=[\u4e00-\u9fff])(?![万亿元件个倍年月家项人吨米亩户次辆台])"
)
_NOT_AFTER_ARTICLE = re.compile(r"(?:规定|第|和|及|与|或|、|至|的|之|所|中|以|款|项|，|。|,)")
_TITLED = re.compile(r"[【\[（(][^】\])）]{1,30}[】\])）]")
_SENTENCE = re.compile(
    r"应当|应于|不得|必须|可以(?!说)|是指|的，|的；|有权|奖励\s*\d"
    r"|\d+(?:\.\d+)?\s*(?:万元|亿元|元|%|％|件|个工作日)"
)
# What somebody is told to do is a sentence of its own.
_DIRECTIVE = re.compile(r"(?<![主需重首纲概提必])要(?![素求点务件闻领旨])")
_LEADERS = re.compile(r"(?:[.．·…]{4,}|(?:\.\s){4,})\s*[\divxIVX]*\s*$")
_ENDS_OPEN = tuple("；;，,、")
_STOP = re.compile(r"[。！？]")
_ATTACHED = re.compile(r"^附件\s*[：:]\s*")
_LONGEST_ITEM = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block as the outline sees it: where it starts, its text, an explicit level, and whether it can be a heading."""

    start: int
    text: str
    level: int | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class _Heading:
    index: int
    rank: int
    kind: str
    number: str
    title: str
    body: int | None  # offset into the block where a run-in heading's text begins; None: the whole block is heading


def opens_heading(text: str) -> bool:
    """Whether a line begins with a numbering, so that it begins a paragraph."""
    return _numbered(text) is not None


def is_heading_line(text: str) -> bool:
    """Whether a whole line reads as a numbered heading, with nothing after it."""
    if len(text) > _LONGEST_LINE:
        return False
    heading = _recognise(0, text, None, 0)
    return heading is not None and heading.body is None


def is_contents_line(text: str) -> bool:
    """Whether a line belongs to a table of contents: it ends in dot leaders and a page number."""
    return text[-1:] in _CONTENTS_ENDS and bool(_LEADERS.search(text[-60:]))


def outline(blocks: Sequence[Candidate], length: int) -> tuple[Section, ...]:
    """The sections of a text of ``length`` characters made of ``blocks``, in order, nested by rank."""
    headings = _select(blocks)
    sections: list[Section] = []
    stack: list[tuple[int, int]] = []  # (rank, position in sections)
    ends: list[int] = []
    for heading in headings:
        start = blocks[heading.index].start
        while stack and stack[-1][0] >= heading.rank:
            ends[stack.pop()[1]] = start
        parent = sections[stack[-1][1]].path if stack else ()
        stack.append((heading.rank, len(sections)))
        ends.append(length)
        sections.append(Section(len(stack), (*parent, heading.title), start, _body(blocks, heading, length), length))
    return tuple(
        Section(s.level, s.path, s.start, min(s.body, end), end) for s, end in zip(sections, ends, strict=True)
    )


def _body(blocks: Sequence[Candidate], heading: _Heading, length: int) -> int:
    if heading.body is not None:
        return blocks[heading.index].start + heading.body
    return blocks[heading.index + 1].start if heading.index + 1 < len(blocks) else length


def _select(blocks: Sequence[Candidate]) -> list[_Heading]:
    found: list[_Heading] = []
    article = 0
    in_article = False
    items: dict[str, int] = {}  # the last number of each kind that was an item of a list
    for index, block in enumerate(blocks):
        if block.plain:
            continue
        heading = _recognise(index, block.text, block.level, article)
        if block.level is None and _is_item(block.text, heading, items):
            continue
        if heading is None:
            continue
        if in_article and block.level is None and 20 <= heading.rank < _ARTICLE:
            continue  # items of an article are its text
        if heading.kind == "article":
            in_article, article = True, article + 1
        else:
            in_article = False
            article = article if heading.rank > 6 else 0 if heading.rank == 1 else article
        found.append(heading)
    return _without_lists(found, blocks)


def _is_item(text: str, heading: _Heading | None, items: dict[str, int]) -> bool:
    """Whether a numbered paragraph is an item of a list: it ends in a semicolon, or follows one that did."""
    numbered = _numbered(text.lstrip())
    if numbered is None or numbered[0].rank < 20 or numbered[0].rank == _ARTICLE:
        return False
    kind, value = numbered[0].name, number_value(numbered[1][1])
    if text.rstrip().endswith(_ENDS_OPEN) or (heading is not None and items.get(kind) == value - 1):
        items[kind] = value
        return True
    return False


def _without_lists(found: list[_Heading], blocks: Sequence[Candidate]) -> list[_Heading]:
    """Headings without runs of items that have no text of their own, and without a list of contents."""
    again = Counter(h.title for h in found)
    seen: Counter[str] = Counter()
    kept: list[_Heading] = []
    for position, heading in enumerate(found):
        seen[heading.title] += 1
        if blocks[heading.index].level is not None or heading.kind == "article":
            kept.append(heading)
            continue
        before = found[position - 1] if position else None
        after = found[position + 1] if position + 1 < len(found) else None
        bare = after is not None and after.index == heading.index + 1 and heading.body is None
        listed = (bare and after is not None and _next_item(heading, after)) or (
            heading.body is None
            and before is not None
            and before.body is None
            and before.index == heading.index - 1
            and _next_item(before, heading)
        )
        contents = bare and seen[heading.title] < again[heading.title]
        if not listed and not contents and not _beside_item(heading, blocks):
            kept.append(heading)
    return kept


def _beside_item(heading: _Heading, blocks: Sequence[Candidate]) -> bool:
    """Whether the line right above or below carries the number before or after, and no text: 1. 2. 3. of a list."""
    if heading.body is not None or heading.kind not in ("digit", "digit-bracket"):
        return False
    value, above, below = number_value(heading.number), heading.index - 1, heading.index + 1
    if below < len(blocks) and _item(blocks[below]) == (heading.kind, value + 1):
        return True
    short = (
        above >= 0 and len(blocks[above].text) <= _LONGEST_ITEM and not _STOP.search(blocks[above].text.rstrip()[:-1])
    )
    return short and _item(blocks[above]) == (heading.kind, value - 1)


def _item(block: Candidate) -> tuple[str, int] | None:
    """The kind and the value of the number that a line opens with, behind 附件： too."""
    numbered = None if block.plain or block.level is not None else _numbered(_ATTACHED.sub("", block.text.lstrip()))
    return (numbered[0].name, number_value(numbered[1][1])) if numbered else None


def _next_item(one: _Heading, other: _Heading) -> bool:
    """Whether two headings are numbered alike, one after the other."""
    if one.kind != other.kind or not one.number or "." in one.number:
        return False
    return number_value(other.number) == number_value(one.number) + 1


def _numbered(text: str) -> tuple[Kind, re.Match[str]] | None:
    if not text or not _OPENING.match(text):
        return None
    text = simplified(text)  # 第一條 is numbered like 第一条; offsets stay
    for kind in _KINDS:
        if match := kind.pattern.match(text):
            return kind, match
    return None


def _recognise(index: int, text: str, level: int | None, articles: int) -> _Heading | None:
    stripped = text.lstrip()
    shift = len(text) - len(stripped)
    if level is None and len(stripped) > _LONGEST_NAMED and not _OPENING.match(stripped):
        return None  # most lines; what follows takes longer
    if is_contents_line(stripped):
        return None
    numbered = _numbered(stripped)
    if level is not None:
        kind, number = (numbered[0].name, numbered[1][1]) if numbered else ("explicit", "")
        return _Heading(index, max(1, min(level, 6)), kind, number, _clean(stripped), None)
    if numbered is None:
        if len(stripped) <= _LONGEST_NAMED and "".join(stripped.split()) in _NAMED:
            return _Heading(index, 20, "named", "", _clean(stripped), None)
        return _decimal(index, stripped)
    kind_, match = numbered
    if kind_.name == "article":
        return _article(index, stripped, match, shift, articles)
    rest = stripped[match.end() :]
    split = _title_end(rest, kind_)
    if split is None:
        return None
    title_end, body = split
    title = _clean(stripped[: match.end() + title_end])
    return _Heading(
        index, kind_.rank, kind_.name, match[1], title, None if body is None else shift + match.end() + body
    )


def _title_end(rest: str, kind: Kind) -> tuple[int, int | None] | None:
    """Where in ``rest`` a heading's title ends and its run-in text begins; None when it is no heading."""
    text = rest.rstrip()
    if not text.strip() or text.endswith(_ENDS_OPEN):
        return None
    stop = _STOP.search(text)
    if stop is None or stop.end() == len(text):
        title = text if stop is None else text[: stop.start()]
        if 0 < (colon := max(title.find("："), title.find(":"))) <= 14 and kind.run_in and colon < len(title) - 1:
            return _colon(title, colon, rest)
        limit = kind.longest if stop is None else kind.sentence
        if len(title.strip()) > limit or (title.endswith(("：", ":")) and len(title) > 14):
            return None
        if _SENTENCE.search(title) or (stop is not None and _DIRECTIVE.search(title)):
            return None
        return len(title.rstrip("：:")), None
    if 0 < (colon := text.find("：")) <= 14 and colon < stop.start() and kind.run_in:
        return _colon(text, colon, rest)
    title = text[: stop.start()]
    if stop[0] != "。" or len(title.strip()) > kind.run_in or _SENTENCE.search(title):
        return None
    return stop.start(), _past_space(rest, stop.end())


def _colon(text: str, colon: int, rest: str) -> tuple[int, int | None] | None:
    title = text[:colon]
    if re.search(r"[，、；“”]", title) or _SENTENCE.search(title):
        return None
    return colon, _past_space(rest, colon + 1)


def _past_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _article(index: int, text: str, match: re.Match[str], shift: int, articles: int) -> _Heading | None:
    after = text[match.end() :]
    spaced = after[:1].isspace() or not after
    # Without a space behind it, 第三条 may be a mention; the count of articles so far tells.
    if not spaced and (
        after[0] not in "【[" and (_NOT_AFTER_ARTICLE.match(after) or number_value(match[1]) != articles + 1)
    ):
        return None
    end = match.end()
    begin = _past_space(text, end)
    titled = _TITLED.match(text, begin)
    if titled and text[begin] in "【[":
        end = titled.end()
        begin = _past_space(text, end)
    body = None if begin >= len(text) else shift + begin
    return _Heading(index, _ARTICLE, "article", match[1], _clean(text[:end]), body)


def _decimal(index: int, text: str) -> _Heading | None:
    match = _DECIMAL.match(text)
    rest = text[match.end() :] if match else ""
    if match is None or len(rest) > 30 or re.search(r"[。；，：]", rest):
        return None
    return _Heading(index, 22 + min(match[1].count("."), 3), "decimal", match[1], _clean(text), None)


def _clean(title: str) -> str:
    return " ".join(title.split()).rstrip("。")


def number_value(number: str) -> int:
    """The value of a Chinese or Arabic ordinal as laws use it: 一百二十三 is 123."""
    if number.isascii():
        return int(number) if number.isdigit() else ord(number[0])
    total = current = 0
    for character in number:
        if character in "十百千":
            total += max(current, 1) * {"十": 10, "百": 100, "千": 1000}[character]
            current = 0
        else:
            current = current * 10 + "〇一二三四五六七八九".find(character.replace("零", "〇"))
    return total + current
