"""Numbered headings: whether a line is one by its numbering (第一章, 一、, （二）), and where its title ends.

``KINDS`` lists the numberings from the highest to the lowest.
"""

import re
from dataclasses import dataclass

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
KINDS = (
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
ARTICLE = KINDS[-1].rank
# How every numbering begins; most lines are told by it at once.
_OPENING = re.compile(rf"[第附（(]|\d{{1,2}}[.．、]|[{_HAN}]{{1,3}}[、．.]")
LONGEST_LINE = 200
"""Characters: no heading without text behind it is longer."""
_CONTENTS_ENDS = frozenset("0123456789ivxIVX.．·… \u3000\t")
_NAMED = frozenset(("前言", "序言", "引言", "导言", "内容摘要", "内容提要", "结语", "结束语", "后记", "参考文献"))
_LONGEST_NAMED = 12
# “十四五”时期工作回顾, 2026年重点工作, 今后五年的主要目标任务: the parts of a report that numbers none of them.
_OF_YEARS = re.compile(
    r"[“\"]?(?:十[一二三四五六七八九]五[”\"]?(?:时期|期间)|(?:19|20)\d{2}年度?|(?:过去|今后|未来)[一三五]?年|[一五]年来)"
    r"(?:和[“\"]?(?:十[一二三四五六七八九]五[”\"]?(?:时期|期间)|(?:19|20)\d{2}年度?|(?:过去|今后|未来)[一三五]?年))?的?"
    r"(?:政府|经济社会|发展|主要|重点|总体|预期|工作|经济社会发展){0,3}"
    r"(?:回顾|目标任务|目标|任务|重点工作|主要工作|工作安排|工作任务|工作打算|工作部署|工作)"
)
_LONGEST_OF_YEARS = 30
_DECIMAL = re.compile(
    rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\.?{_SPACE}+(?=[\u4e00-\u9fff])(?![万亿元件个倍年月家项人吨米亩户次辆台])"
)
_NOT_AFTERARTICLE = re.compile(r"(?:规定|第|和|及|与|或|、|至|的|之|所|中|以|款|项|，|。|,)")
_TITLED = re.compile(r"[【\[（(][^】\])）]{1,30}[】\])）]")
_SENTENCE = re.compile(
    r"应当|应于|不得|必须|可以(?!说)|是指|的，|的；|有权|奖励\s*\d"
    r"|\d+(?:\.\d+)?\s*(?:万元|亿元|元|%|％|件|个工作日)"
)
# What somebody is told to do is a sentence of its own.
_DIRECTIVE = re.compile(r"(?<![主需重首纲概提必])要(?![素求点务件闻领旨])")
_LEADERS = re.compile(r"(?:[.．·…]{4,}|(?:\.\s){4,})\s*[\divxIVX]*\s*$")
ENDS_OPEN = tuple("；;，,、")
STOP = re.compile(r"[。！？]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A block that is a heading: its place among the blocks, rank, kind and number, and where its text ends."""

    index: int
    rank: int
    kind: str
    number: str
    title: str
    body: int | None  # offset into the block where a run-in heading's text begins; None: the whole block is heading


def opens_heading(text: str) -> bool:
    """Whether a line begins with a numbering, so that it begins a paragraph."""
    return bool(_OPENING.match(text)) and numbering_of(text) is not None


def is_heading_line(text: str) -> bool:
    """Whether a whole line reads as a numbered heading, with nothing after it."""
    if len(text) > LONGEST_LINE:
        return False
    heading = recognise(0, text, None, 0)
    return heading is not None and heading.body is None


def is_contents_line(text: str) -> bool:
    """Whether a line belongs to a table of contents: it ends in dot leaders and a page number."""
    return text[-1:] in _CONTENTS_ENDS and bool(_LEADERS.search(text[-60:]))


def numbering_of(text: str) -> tuple[Kind, re.Match[str]] | None:
    """The kind of numbering that a line opens with, and the match of it; None for any other line."""
    if not _OPENING.match(text):
        return None
    text = simplified(text)  # 第一條 is numbered like 第一条; offsets stay
    for kind in KINDS:
        if match := kind.pattern.match(text):
            return kind, match
    return None


def recognise(index: int, text: str, level: int | None, articles: int) -> Heading | None:
    """The heading that a block is, by its explicit level or its numbering; ``articles`` is how many came before it."""
    stripped = text.lstrip()
    shift = len(text) - len(stripped)
    if level is None and index and len(stripped) <= _LONGEST_OF_YEARS and _OF_YEARS.fullmatch(stripped.rstrip()):
        return Heading(index, 20, "named", "", _clean(stripped), None)
    if level is None and len(stripped) > _LONGEST_NAMED and not _OPENING.match(stripped):
        return None  # most lines; what follows takes longer
    if is_contents_line(stripped):
        return None
    numbered = numbering_of(stripped)
    if level is not None:
        kind, number = (numbered[0].name, numbered[1][1]) if numbered else ("explicit", "")
        return Heading(index, max(1, min(level, 6)), kind, number, _clean(stripped), None)
    if numbered is None:
        if len(stripped) <= _LONGEST_NAMED and "".join(stripped.split()) in _NAMED:
            return Heading(index, 20, "named", "", _clean(stripped), None)
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
    return Heading(index, kind_.rank, kind_.name, match[1], title, None if body is None else shift + match.end() + body)


def _title_end(rest: str, kind: Kind) -> tuple[int, int | None] | None:
    """Where in ``rest`` a heading's title ends and its run-in text begins; None when it is no heading."""
    text = rest.rstrip()
    if not text.strip() or text.endswith(ENDS_OPEN):
        return None
    stop = STOP.search(text)
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


def _article(index: int, text: str, match: re.Match[str], shift: int, articles: int) -> Heading | None:
    after = text[match.end() :]
    spaced = after[:1].isspace() or not after
    # Without a space behind it, 第三条 may be a mention; the count of articles so far tells.
    if not spaced and (
        after[0] not in "【[" and (_NOT_AFTERARTICLE.match(after) or number_value(match[1]) != articles + 1)
    ):
        return None
    end = match.end()
    begin = _past_space(text, end)
    titled = _TITLED.match(text, begin)
    if titled and text[begin] in "【[":
        end = titled.end()
        begin = _past_space(text, end)
    body = None if begin >= len(text) else shift + begin
    return Heading(index, ARTICLE, "article", match[1], _clean(text[:end]), body)


def _decimal(index: int, text: str) -> Heading | None:
    match = _DECIMAL.match(text)
    rest = text[match.end() :] if match else ""
    if match is None or len(rest) > 30 or re.search(r"[。；，：]", rest):
        return None
    return Heading(index, 22 + min(match[1].count("."), 3), "decimal", match[1], _clean(text), None)


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
