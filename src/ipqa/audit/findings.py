"""What the audit reports: findings with their quotes, and what the kinds are called."""

from dataclasses import dataclass, replace
from typing import Literal

from ..records import Document, Span, content_id

Severity = Literal["error", "warning", "info"]

# kind -> its Chinese name, in the order of the report
KINDS: dict[str, str] = {
    "part_gt_whole": "部分大于总体",
    "sum_mismatch": "分项之和与合计不符",
    "share_mismatch": "占比与数值不符",
    "shares_not_100": "占比之和不是 100%",
    "growth_mismatch": "增幅与两期数值不符",
    "conflict": "同一指标数值不一",
    "unit_slip": "数量级或单位疑误",
    "unit_typo": "单位疑有错字",
    "suspicious_equal": "数值相同，疑有误植",
    "role_conflict": "主体与称号不一致",
    "duplicate_item": "列举重复",
    "different_scope": "同一指标口径不同",
    "revision": "先后发布的数值不同",
    "sum_incomplete": "分项未列全",
    "share_incomplete": "占比未列全",
    "hidden_sum": "未说明的合计关系",
    "rounding": "四舍五入引起的差",
    "chart_without_data": "统计图没有数据",
}
SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "存疑", "info": "提示"}


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim span of a document: ``text[start:end]``; ``page`` is None where the format has none.

    ``cells`` are the spans inside it that a row of a table is quoted for.
    """

    document_id: str
    source: str
    quote: str
    start: int
    end: int
    page: int | None = None
    cells: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree, with the quotes it rests on.

    ``kind`` is a key of ``KINDS``. ``arithmetic`` is the displayed calculation, None where there is none to show.
    ``figures`` are the ids of the figures concerned, so that an answer over them can say so.
    """

    id: str
    kind: str
    severity: Severity
    explanation: str
    quotes: tuple[Quote, ...]
    arithmetic: str | None = None
    figures: tuple[str, ...] = ()

    @property
    def document_id(self) -> str:
        """The document of the first quote."""
        return self.quotes[0].document_id


def quoted(document: Document, start: int, end: int, cells: tuple[Span, ...] = ()) -> Quote:
    """A span of a document as a quote, without white space at its ends."""
    text = document.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quote(document.id, document.source, text[start:end], start, end, document.page_at(start), cells)


def _joined(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Each span once, with all the cells that it is quoted for."""
    spans: dict[tuple[str, int, int], Quote] = {}
    for quote in quotes:
        known = spans.setdefault((quote.document_id, quote.start, quote.end), quote)
        cells = tuple(sorted({*known.cells, *quote.cells}))
        spans[quote.document_id, quote.start, quote.end] = replace(known, cells=cells)
    return tuple(spans.values())


def _widest(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """The quotes without those that stand inside another one."""
    return tuple(
        q for q in quotes
        if not any(o != q and o.document_id == q.document_id and o.start <= q.start and q.end <= o.end for o in quotes)
    )  # fmt: skip


def finding(
    kind: str,
    severity: Severity,
    explanation: str,
    quotes: tuple[Quote, ...],
    arithmetic: str | None = None,
    figures: tuple[str, ...] = (),
) -> Finding:
    """A finding with its id, which is made of its content; what two quotes share is given once."""
    unique = _widest(_joined(quotes))
    places = "/".join(f"{q.document_id}:{q.start}:{q.end}" for q in unique)
    name = content_id(kind, places, arithmetic or explanation)
    return Finding(name, kind, severity, explanation, unique, arithmetic, tuple(dict.fromkeys(figures)))
