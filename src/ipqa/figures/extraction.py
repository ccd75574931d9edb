"""Document -> Figures, paragraph by paragraph, deterministic.

A figure's indicator comes from its clause; where the clause says only how the number is meant (同比增长, 占比, 居第),
it is inherited from the figure before it in the sentence, or completed from the topic of the paragraph. Region and
period come from the nearest mention: clause, sentence, paragraph, section, document.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..records import Document, Figure, Table
from ..text import sentences, simplified
from .consistency import checked
from .context.calendars import Time, calendar, section_time, several_years
from .context.circumstances import State, section_review, section_target
from .context.divisions import placed
from .context.frames import Frame
from .context.scopes import home_of, is_scope_name
from .context.whereabouts import region_of_document
from .sentence_figures import sentence_figures
from .tabular.tables import table_figures

_RUN_IN = re.compile(r"^[（(]?[一二三四五六七八九十\d]*[）)、.．]?\s*([^，。；：\d]{2,20})。")
# A document that sets what is given, taken or asked for, and one that tells what was.
_RULES = re.compile(r"(?:办法|细则|条例|规定|措施|政策|标准)(?:[（(].*[）)])?$")
_TOLD = re.compile(r"情况|报告|总结|解读|统计|成效")
# An item of a list without numbers goes on in the time of its lead-in: ——经济发展再上新台阶。
_ITEM = re.compile(r"\s*(?:\*\*)?(?:——|—|·|●|■|[①-⑳]|[一二三四五六七八九十]是)")
_QUESTION = re.compile(r"\s*(?:\*\*)?(?:问|提问|Q|[\u4e00-\u9fff]{0,10}记者)\d*[：:、.]")
_ANSWER = re.compile(r"\s*(?:\*\*)?(?:答|回答|A)\d*[：:、.]")
_NUMBERING = re.compile(r"^\s*(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十\d]+[、.．])\s*")
_DIGIT = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两半]")
# A line without two ideographs or a word is the debris of a chart: 54.4%　21404　60.0%.
_WORDS = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]|[A-Za-z]{2}")
_VISITS = re.compile(r".{0,80}(?:浏览|阅读|点击|访问)(?:次数|量|数)\s*[:：]\s*\d*\s*次?\s*$")
_CUT = re.compile(r"[，；、：\n]|[,;:](?!\d)|(?<!\d)[ \t\u3000]|[ \t\u3000](?!\d)")
_HEARD = 60
"""Figures of the paragraphs before in the same section that a row of holders may go on from."""
_LONGEST_SENTENCE = 2000
"""Characters; the longest sentences of reports, which list a year's achievements, have a few hundred."""


def extract(document: Document) -> tuple[Figure, ...]:
    """All figures of a document, in the order of the text; names come out in Simplified characters."""
    document = _simplified(document)
    region = region_of_document(document)
    home, scope = home_of(region), region if is_scope_name(region) else None
    dates = calendar(document)
    rules = _RULES.search(document.title) is not None and not _TOLD.search(document.title)
    figures: list[Figure] = []
    position = 0
    lead_in: State | None = None
    before: State | None = None
    frame = Frame()
    for line in document.text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        if not _tells(line) or _in_table(document.tables, start, end):
            continue
        state = _entered(State(document, home, dates, section_time(document, start, dates), region, rules=rules), start)
        state.scope = scope
        frame = frame.at(state, line, start)
        if run_in := _RUN_IN.match(line):
            state.topic = run_in[1]
        if lead_in is not None:  # … 以下工作目标：⏎ the list that follows
            state.time, state.target, state.region = lead_in.time, lead_in.target, lead_in.region
            state.spanned, state.lead = lead_in.spanned, lead_in.lead or _line_of(document, lead_in)
        elif before is not None and before.spanned and _ITEM.match(line) and _same_section(document, before, start):
            state.time, state.spanned = before.time, True
        elif before is not None and _ANSWER.match(line) and _QUESTION.match(document.text, before.start):
            state.time = before.time  # 问：2024年的贷款由哪些银行发放？⏎ 答：某银行 3 亿元
        elif before is not None and _continues(document, before, start):
            # 截至2023年12月31日…⏎ the paragraphs behind it in the same section speak of the same day.
            state.time = before.time
        if before is not None and _same_section(document, before, start):
            _hear(state, before, line)
        figures += _paragraph(state, start, end)
        state.start = start
        before = state
        goes_on = state.lead and line.rstrip().endswith(("；", ";", "，", "、"))
        lead_in = state if goes_on or line.rstrip().endswith(("：", ":")) else None
    for found in document.tables:
        figures += table_figures(document, found, region, dates.anchor)
    figures = placed(figures, region, document.text)
    figures.sort(key=lambda f: (f.value_start, f.value_end))
    return checked(document.text, figures)


def _entered(state: State, start: int) -> State:
    """The state of a paragraph as its section's headings leave it."""
    document = state.document
    state.target, state.review = section_target(document, start), section_review(document, start)
    state.several = several_years(document, start, state.dates)
    state.topic = _NUMBERING.sub("", (document.section_at(start) or ("",))[-1])
    return state


def _hear(state: State, before: State, line: str) -> None:
    """What a paragraph knows of the one before it in its section."""
    state.heard = [*before.heard, *before.found][-_HEARD:]
    if line.lstrip().startswith("其中"):  # a paragraph of its own for the parts
        state.latest, state.time = before.latest, before.time


def _simplified(document: Document) -> Document:
    """The document in Simplified characters, each in its place, so that spans hold for the original too."""
    text, title = simplified(document.text), simplified(document.title)
    if text is document.text and title is document.title:
        return document
    sections = tuple(replace(s, path=tuple(map(simplified, s.path))) for s in document.sections)
    tables = tuple(
        replace(t, title=t.title and simplified(t.title), unit=t.unit and simplified(t.unit)) for t in document.tables
    )
    return replace(document, text=text, title=title, sections=sections, tables=tables)


def _in_table(tables: Sequence[Table], start: int, end: int) -> bool:
    """Whether a line is a part of a table."""
    index = bisect_right(tables, start, key=lambda table: table.end)
    return index < len(tables) and tables[index].start < end


def _continues(document: Document, before: State, start: int) -> bool:
    """Whether a paragraph goes on in the section and in the time that the one before it gave with a date of its own."""
    text = document.text[before.start : document.text.find("\n", before.start)]
    sentence = "，" in text or "。" in text  # no imprint: 某办公室编　2023年12月20日
    titled = before.dates.title is not None and before.time == Time(str(before.dates.title), "paragraph")
    return (before.dated or titled) and sentence and _same_section(document, before, start)


def _line_of(document: Document, state: State) -> str:
    """The line that announces a list, where it tells no number of its own."""
    line = document.text[state.start : document.text.find("\n", state.start)]
    return "" if state.found else line


def _tells(line: str) -> bool:
    """Whether a line may tell a figure, and is no counter of visits."""
    return _DIGIT.search(line) is not None and _WORDS.search(line) is not None and not _VISITS.match(line)


def _same_section(document: Document, before: State, start: int) -> bool:
    return document.section_at(before.start) == document.section_at(start)


def _paragraph(state: State, start: int, end: int) -> Iterator[Figure]:
    for sentence in sentences(state.document.text, start, end):
        here = [f for piece in _pieces(state.document.text, *sentence) for f in sentence_figures(state, *piece)]
        if here:
            state.found = [*state.found, *here]
        yield from here


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is; one that no person wrote in pieces, for its work grows with its square.

    It is cut behind separators; a stretch without any is left out, for a cut might part a number.
    """
    while end - start > _LONGEST_SENTENCE:
        last: int | None = None
        for separator in _CUT.finditer(text, start, end):
            if separator.end() - start > _LONGEST_SENTENCE:
                last = last or separator.end()
                break
            last = separator.end()
        if last is None:
            return
        if last - start <= _LONGEST_SENTENCE:
            yield start, last
        start = last
    yield start, end
