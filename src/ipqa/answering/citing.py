"""Collects the citations of an answer: one number per quote, marks in the text."""

import re
from dataclasses import dataclass, field

from ..records import AnswerFigure, Citation, Document
from ..statistics.matching.library import Known, sentence_of


@dataclass(slots=True)
class Citing:
    """The citations and figure rows of one answer, numbered in the order they are used (``pieces`` may renumber)."""

    citations: list[Citation] = field(default_factory=list)
    figures: list[AnswerFigure] = field(default_factory=list)

    def quote(self, document: Document, start: int, end: int) -> int:
        """The number of the citation for ``text[start:end]``; the same span is cited once."""
        for citation in self.citations:
            if citation.document_id == document.id and citation.start <= start and end <= citation.end:
                return citation.number
        number = len(self.citations) + 1
        self.citations.append(
            Citation(
                number=number,
                document_id=document.id,
                title=document.title,
                source=document.source,
                collection=document.collection,
                section=document.section_at(start),
                page=document.page_at(start),
                start=start,
                end=end,
                quote=document.text[start:end],
            )
        )
        return number

    def figure(self, known: Known, span: tuple[int, int] | None = None) -> int:
        """Cite the sentence of a figure, or ``span`` around it, and list the figure; the citation's number.

        A number of the user's own is listed and cites nothing: 0.
        """
        if known.figure.status == "given":
            self.figures.append(AnswerFigure(known.figure, None))
            return 0
        start, end = span or quote_span(known)
        number = self.quote(known.document, start, end)
        if all(shown.figure.id != known.figure.id for shown in self.figures):
            self.figures.append(AnswerFigure(known.figure, number))
        return number


def quote_span(known: Known, limit: int = 240) -> tuple[int, int]:
    """The figure's sentence, or, where that is long, its clauses up to the nearest semicolons."""
    figure, document = known.figure, known.document
    start, end = sentence_of(document, figure.start, figure.end)
    if end - start <= limit:
        return start, end
    left = max(document.text.rfind(c, start, figure.start) for c in "；;")
    rights = [i for c in "；;" if (i := document.text.find(c, figure.end, end)) >= 0]
    a = left + 1 if left >= 0 else start
    b = min(rights) if rights else end
    if b - a > limit:
        a, b = figure.start, figure.end
    while a < b and document.text[a].isspace():
        a += 1
    return a, b


def article_around(document: Document, offset: int, limit: int = 400) -> tuple[int, int] | None:
    """The article (第X条) of a rule over an offset, whole; None outside of articles and for long ones."""
    inner = [s for s in document.sections if s.start <= offset < s.end]
    if not inner or not _ARTICLE.match(inner[-1].title):
        return None
    start, end = inner[-1].start, inner[-1].end
    while end > start and document.text[end - 1].isspace():
        end -= 1
    return (start, end) if end - start <= limit else None


_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条")


def mark(*numbers: int) -> str:
    """[1][2]"""
    return "".join(f"[{n}]" for n in dict.fromkeys(numbers) if n)


def tidy(text: str) -> str:
    """A quote on one line, without the spaces a PDF left between ideographs; digits and words keep theirs.

    The source's own [3] is written 〔3〕, for in an answer it would be taken for a mark.
    """
    text = re.sub(r"\[(\d+)\]", r"〔\1〕", text)
    text = re.sub(r"\s+", " ", text.replace("\t", "；")).strip()
    # 第四条 企业…: the space behind the number of an article is a full stop of sorts.
    return re.sub(r"(?<=[\u4e00-\u9fff，。；：、（）])(?<!条) (?=[\u4e00-\u9fff，。；：、（）])", "", text)
