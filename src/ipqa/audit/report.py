"""Findings as JSON, and as text for people: by document, then by kind."""

from collections.abc import Sequence

from ..contract import JsonObject
from .findings import KINDS, SEVERITIES, Finding, Quote
from .view import grouped

LONG_ROW = 20
"""Characters of a table's row that is still shown whole."""
_ORDER = {name: index for index, name in enumerate(KINDS)}


def finding_to_json(found: Finding) -> JsonObject:
    """One finding as ``ipqa audit --json`` gives it."""
    return {
        "id": found.id,
        "kind": found.kind,
        "severity": found.severity,
        "explanation": found.explanation,
        "arithmetic": found.arithmetic,
        "document_id": found.document_id,
        "figures": list(found.figures),
        "quotes": [_quote_json(q) for q in found.quotes],
    }


def _quote_json(quote: Quote) -> JsonObject:
    return {
        "source": quote.source,
        "quote": quote.quote,
        "document_id": quote.document_id,
        "page": quote.page,
        "start": quote.start,
        "end": quote.end,
    }


def findings_text(findings: Sequence[Finding]) -> str:
    """The report for people."""
    if not findings:
        return "没有发现矛盾。"
    lines = [_summary(findings)]
    for source, of_document in grouped(findings, lambda f: _place(f)).items():
        lines += ["", f"《{source}》"]
        for kind, of_kind in sorted(grouped(of_document, lambda f: f.kind).items(), key=lambda pair: _ORDER[pair[0]]):
            lines += [f"  {KINDS[kind]}（{len(of_kind)}）"]
            for found in of_kind:
                lines += _lines(found)
    return "\n".join(lines)


def _summary(findings: Sequence[Finding]) -> str:
    counts = [f"{name} {n}" for key, name in SEVERITIES.items() if (n := sum(f.severity == key for f in findings))]
    return f"共 {len(findings)} 条：{'，'.join(counts)}"


def _place(found: Finding) -> str:
    return "》与《".join(dict.fromkeys(q.source for q in found.quotes))


def _shown(quote: Quote) -> str:
    """A quote on one line; of a long row of a table its label and the cells that are meant."""
    label, tab, _ = quote.quote.partition("\t")
    if not (quote.cells and tab and len(quote.quote) > LONG_ROW):
        return " ".join(quote.quote.split())
    cells = [quote.quote[a - quote.start : b - quote.start] for a, b in quote.cells if b > quote.start + len(label)]
    return " … ".join(("".join(label.split()), *("".join(c.split()) for c in cells)))


def _lines(found: Finding) -> list[str]:
    several = len({q.source for q in found.quotes}) > 1
    lines = [f"    · [{SEVERITIES[found.severity]}] {found.explanation}"]
    if found.arithmetic:
        lines.append(f"      算式：{found.arithmetic}")
    for quote in found.quotes:
        where = f"第 {quote.page} 页" if quote.page is not None else ""
        place = "，".join(p for p in (quote.source if several else "", where) if p)
        text = _shown(quote)
        lines.append(f"      原文{f'（{place}）' if place else ''}：{text}")
    return lines
