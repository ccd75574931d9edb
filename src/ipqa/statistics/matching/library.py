"""Figures with the words around them, as the matcher wants them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from ...everyday import official
from ...figures.vocabulary import Concept
from ...records import Document, Figure
from ...text import sentences
from ..asked.slots import meant, prepared

Documents = Callable[[str], Document]


@dataclass(frozen=True, slots=True)
class Known:
    """A figure with its document and the prepared words that name it and surround it.

    ``name`` is its indicator with members and headers, ``clause`` what its quote says, ``sentence`` the sentence it
    stands in or the title of its table, ``heading`` the titles above it, ``context`` these and the paragraph,
    ``before`` the sentence before its own, whose subject a bare one goes on with (罚没金额 46 万元).
    """

    figure: Figure
    document: Document
    concept: Concept
    name: str
    clause: str
    context: str
    digest: bool
    sentence: str = ""
    heading: str = ""
    before: str = ""


@dataclass(slots=True)
class FigureLibrary:
    """The figures that may answer one question, dressed on demand."""

    figures: list[Figure]
    document: Documents
    _dressed: dict[str, Known] = field(default_factory=dict)

    def known(self, figures: Iterable[Figure]) -> list[Known]:
        """Figures dressed with their surroundings; each is dressed once."""
        return [self._once(f) for f in figures]

    def _once(self, figure: Figure) -> Known:
        if figure.id not in self._dressed:
            self._dressed[figure.id] = dressed(figure, self.document(figure.document_id))
        return self._dressed[figure.id]


def dressed(figure: Figure, document: Document) -> Known:
    """A figure with the words that name it and surround it."""
    members = "".join(member for _, member in figure.dimensions)
    name = figure.indicator + members + _official(members) + figure.raw_indicator
    if figure.cell:
        name += figure.cell.row + figure.cell.column
    text = document.text
    clause = subject_before(text, figure) + text[figure.start : figure.end]
    section = document.section_at(figure.start)
    start, end = paragraph_of(document, figure.start)
    # What comes after the sentence is of other figures: 用标企业年产值 5 亿元。茶叶的用标企业最多.
    stop = figure.end + 120 if figure.cell else _told_until(document, figure)
    opened = figure.start if figure.cell else sentence_of(document, figure.start, figure.end)[0]
    around = _ASIDE.sub("", text[max(start, figure.start - 300) : opened]) + text[opened : min(end, stop)]
    # The region's and the period's own words count as accounted for: they were compared as slots.
    context = "".join((around, *section, document.title, figure.region or "", document.region or ""))
    return Known(
        figure,
        document,
        meant(figure.indicator),
        prepared(name),
        prepared(clause),
        prepared(context),
        is_digest(document),
        prepared(_told(figure, document)),
        prepared("".join((*section, document.title, *_table_titles(figure, document)))),
        prepared(_sentence_before(figure, document)),
    )


@lru_cache(maxsize=1 << 12)
def _official(members: str) -> str:
    """Members in official words, where those are others: 邮储银行 -> 邮政储蓄银行; else empty."""
    said = official(members)
    return said if said != members else ""


def _sentence_before(figure: Figure, document: Document) -> str:
    """The sentence before a figure's own in its paragraph; empty for cells and where there is none."""
    if figure.cell is not None:
        return ""
    opened = sentence_of(document, figure.start, figure.end)[0]
    start = paragraph_of(document, figure.start)[0]
    return _ASIDE.sub("", document.text[slice(*sentence_of(document, opened - 1, opened))]) if opened > start else ""


# What a part was told of is no subject of the sentences behind it: 其中甲公司投入 5 亿元。全年转让专利 9 件.
_ASIDE = re.compile(r"其中[^。；\n]*(?=[。；\n]|$)")


# 占全国 59%, 同比增长 4%: the subject of such a clause stands in one before it.
_LEANING = re.compile(
    r"[ \u3000]*(?:其中|并且?|且|也|均|已)?(?:在[^，。；]{1,12})?"
    r"(?:占(?!地|道)|同比|比上年|较上年|比去年|环比|增长|增速|增幅|下降|增加(?!值)|减少|位居|居(?!民|住|家|委)|位列|排名?|全[国球省市]占比|[^，。；]{0,8}占比)"
)
_LEANS = ("share", "rank", "growth_yoy", "growth_annual", "diff_pp", "rate")


def subject_before(text: str, figure: Figure) -> str:
    """The nearest clause of a sentence that has a subject of its own, before a clause that leans on it; else empty."""
    if figure.stat not in _LEANS or figure.cell is not None:
        return ""
    start = figure.start
    while _LEANING.match(text, start):
        if start == 0 or text[start - 1] not in "，,":
            return ""
        stop = start - 1
        start = max((text.rfind(c, 0, stop) for c in "，,。；;！？\n"), default=-1) + 1
        if not _LEANING.match(text, start):
            return text[start:stop] + "，"
    return ""


def _told(figure: Figure, document: Document) -> str:
    """The sentence of a figure; of a cell the title of its table and the heading above it."""
    if figure.cell is None:
        return document.text[sentence_of(document, figure.start, figure.end)[0] : _told_until(document, figure)]
    return "".join((*_table_titles(figure, document), *document.section_at(figure.start)[-1:]))


def _told_until(document: Document, figure: Figure) -> int:
    """Where what is told of a figure ends: with its sentence, or the next semicolon."""
    end = sentence_of(document, figure.start, figure.end)[1]
    found = document.text.find("；", figure.end, end)
    return end if found < 0 else found


def _table_titles(figure: Figure, document: Document) -> list[str]:
    if figure.cell is None:
        return []
    return [t.title or "" for t in document.tables if t.start <= figure.value_start < t.end]


def written_in(document: Document) -> int:
    """The year in which a document was written, of its date or its title; 0 where neither says."""
    found = _YEARS.findall(document.issued_on or "") or _YEARS.findall(f"{document.title} {document.source}")
    return int(found[0]) if found else 0


_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def paragraph_of(document: Document, offset: int) -> tuple[int, int]:
    """The paragraph around an offset."""
    start = document.text.rfind("\n", 0, offset) + 1
    end = document.text.find("\n", offset)
    return start, len(document.text) if end < 0 else end


def sentence_of(document: Document, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span."""
    paragraph = paragraph_of(document, start)
    for a, b in sentences(document.text, *paragraph):
        if a <= start < b:
            return a, max(b, end)
    return start, end


def setting(figure: Figure) -> tuple[str, str | None, str | None, str, str]:
    """What figures that belong together share: document, region, period, status and statistic."""
    return (figure.document_id, figure.region, figure.period, figure.status, figure.stat)


_DIGEST_WORDS = ("摘编", "摘要整理", "以原文为准", "以正式文本为准", "以官方文本为准", "以官方发布")


def is_digest(document: Document) -> bool:
    """Whether a document says in its first lines that it retells another one, whose figures then win over its own."""
    opening = document.text[:400]
    return any(word in opening for word in _DIGEST_WORDS) or "摘编" in document.title
