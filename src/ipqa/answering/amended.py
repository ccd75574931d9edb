"""What a person corrected, said as such: a number that the document does not hold never stands without this mark."""

import re
from collections.abc import Callable, Sequence

from ..contract import plain_decimal
from ..records import AnswerFigure, Citation, Document, Figure, Note
from ..statistics.compute import written as in_formula
from .citing import tidy

CORRECTED = "人工更正"
_FIELDS = {"indicator": "指标", "period": "统计期间", "region": "地区", "status": "数据性质"}
_STATUS = {
    "actual": "实际", "target": "目标", "forecast": "预计", "condition": "条件", "given": "用户给定", "suspect": "存疑",
}  # fmt: skip


def restated(figure: Figure, document: Document) -> str:
    """A corrected number with what the document says: 338 件（人工更正，原文为“328 件”）."""
    return f"{_number(figure)}（{CORRECTED}，原文为“{printed(figure, document)}”）"


def printed(figure: Figure, document: Document) -> str:
    """The number as the document prints it, with its unit where that stands right behind it."""
    text = document.text
    unit = dict(figure.original).get("unit") or figure.unit
    behind = re.match(rf"[ \u3000]*{re.escape(unit)}", text[figure.value_end : figure.value_end + 16]) if unit else None
    return tidy(text[figure.value_start : figure.value_end] + (behind.group() if behind else ""))


def correction_notes(
    citations: Sequence[Citation],
    shown: Sequence[AnswerFigure],
    amended: Callable[[str], Sequence[Figure]],
    document: Callable[[str], Document],
) -> list[Note]:
    """A note for each figure that an answer shows or quotes and that a person edited or rejected."""
    notes: list[Note] = []
    told: set[str] = set()
    rows = {row.figure.id: row.citation for row in shown}
    for citation in citations:
        for figure in amended(citation.document_id):
            quoted = citation.start <= figure.value_start and figure.value_end <= citation.end
            if figure.id in told or not (quoted or rows.get(figure.id) == citation.number):
                continue
            told.add(figure.id)
            notes.append(Note("correction", _note(figure, document(figure.document_id)), (citation.number,)))
    return notes


def _note(figure: Figure, document: Document) -> str:
    if figure.correction == "rejected":
        return f"人工剔除：引文中的“{printed(figure, document)}”不作为数据使用。"
    said = [f"原文为“{printed(figure, document)}”，更正为 {_number(figure)}"] if figure.restated else []
    for name, before in figure.original:
        if name in _FIELDS:
            said.append(f"{_FIELDS[name]}由{_quoted(name, before)}改为{_quoted(name, getattr(figure, name))}")
    return f"{CORRECTED}（{figure.indicator}）：{'；'.join(said)}。"


def _number(figure: Figure) -> str:
    if figure.stat == "rank":
        return f"第 {plain_decimal(figure.value)} 位"
    return in_formula(figure).strip("（）()").strip()


def _quoted(name: str, value: str | None) -> str:
    return f"“{_STATUS.get(value, value) if name == 'status' else value}”" if value else "“无”"
