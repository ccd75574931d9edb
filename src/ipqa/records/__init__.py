"""The frozen records that cross the boundaries between stages.

| record | 中文 | what |
|---|---|---|
| Document | 文档 | one version of one source file, as logical text with offset ranges |
| Table | 表格 | the cells of a table, headers and notes told apart |
| Box | 位置 | where a stretch of text stands on a page |
| Graphic | 统计图 | a chart whose title is in the text and whose data is not |
| Passage | 段落 | a span of a document that search returns |
| Figure | 数据项 | one number in a document with everything that makes it comparable |
| Citation | 引用 | a numbered quote in an answer |
| Answer | 回答 | the answer contract |

All offsets count characters of ``Document.text``, end exclusive. The invariant of the project:
``document.text[c.start:c.end] == c.quote`` for every citation and every figure.
"""

from .answers import Answer, AnswerFigure, AnswerStatus, Calculation, Chart, Citation, Hit, Note, Series, Turn
from .documents import Box, Document, Graphic, Page, Passage, Section, Span, Table, content_id
from .entries import Entry
from .figures import Basis, Cell, Comparator, Direction, Figure, FigureStatus, Mark, Nature, Stat

__all__ = [
    "Answer",
    "AnswerFigure",
    "AnswerStatus",
    "Basis",
    "Box",
    "Calculation",
    "Cell",
    "Chart",
    "Citation",
    "Comparator",
    "Direction",
    "Document",
    "Entry",
    "Figure",
    "FigureStatus",
    "Graphic",
    "Hit",
    "Mark",
    "Nature",
    "Note",
    "Page",
    "Passage",
    "Section",
    "Series",
    "Span",
    "Stat",
    "Table",
    "Turn",
    "content_id",
]
