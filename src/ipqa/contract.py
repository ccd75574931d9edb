"""The answer contract as JSON: what the CLI's --json, the HTTP API and batch files give, and nothing else.

Fields may be added; none is removed, renamed or changes meaning. Decimals are strings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor
from typing import Any

from .records import Answer, AnswerFigure, Box, Chart, Citation, Figure, Hit

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with the file it stands in and its quote: a line of ``ipqa figures``."""

    figure: Figure
    source: str
    quote: str
    page: int | None = None


def plain_decimal(value: Decimal) -> str:
    """A Decimal without exponent: 1E+2 -> 100; trailing zeros as they are."""
    return format(value, "f")


def whole_percents(confidence: float) -> float:
    """A confidence in hundredths, rounded down: what is not certain is not shown as 1."""
    return floor(confidence * 100 + 1e-6) / 100


def answer_to_json(answer: Answer) -> JsonObject:
    """The answer as the contract's object."""
    calculation = answer.calculation
    return {
        "id": answer.id,
        "contract": answer.contract,
        "generation": answer.generation,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status,
        "text": answer.text,
        "citations": [citation_to_json(c) for c in answer.citations],
        "figures": [_answer_figure(f) for f in answer.figures],
        "calculation": calculation
        and {
            "formula": calculation.formula,
            "inputs": list(calculation.inputs),
            "value": plain_decimal(calculation.value),
            "unit": calculation.unit,
        },
        "notes": [{"kind": n.kind, "text": n.text, "citations": list(n.citations)} for n in answer.notes],
        "chart": answer.chart and _chart(answer.chart),
        "mode": answer.mode,
        "elapsed_ms": round(answer.elapsed_ms, 1),
    }


def citation_to_json(citation: Citation) -> JsonObject:
    """One citation of the contract."""
    return {
        "number": citation.number,
        "document_id": citation.document_id,
        "title": citation.title,
        "source": citation.source,
        "collection": citation.collection,
        "section": list(citation.section),
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "boxes": [_box(box) for box in citation.boxes],
        "confidence": None if citation.confidence is None else whole_percents(citation.confidence),
    }


def figure_to_json(row: FigureRow) -> JsonObject:
    """One line of ``ipqa figures --json``: the figure's fields with source and quote."""
    figure = row.figure
    return {
        "id": figure.id,
        "document_id": figure.document_id,
        "source": row.source,
        "page": row.page,
        "indicator": figure.indicator,
        "raw_indicator": figure.raw_indicator,
        "stat": figure.stat,
        "dimensions": dict(figure.dimensions),
        "region": figure.region,
        "entity": figure.entity,
        "value": plain_decimal(figure.value),
        "unit": figure.unit,
        "normalized_value": plain_decimal(figure.normalized_value),
        "normalized_unit": figure.normalized_unit,
        "comparator": figure.comparator,
        "direction": figure.direction,
        "reference": figure.reference,
        "nature": figure.nature,
        "status": figure.status,
        "period": figure.period,
        "basis": figure.basis,
        "start": figure.start,
        "end": figure.end,
        "cell": figure.cell
        and {"row": figure.cell.row, "column": figure.cell.column, "unit_line": figure.cell.unit_line},
        "duplicate_of": figure.duplicate_of,
        "correction": figure.correction,
        "original": dict(figure.original) or None,
        "quote": row.quote,
    }


def hits_to_json(hits: Sequence[Hit]) -> list[JsonObject]:
    """Ranked passages as ``ipqa search`` and ``/v1/search`` give them."""
    return [
        {
            "source": hit.source,
            "score": round(hit.score, 6),
            "title": hit.title,
            "collection": hit.collection,
            "document_id": hit.passage.document_id,
            "section": list(hit.passage.section),
            "page": hit.page,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "quote": hit.text,
        }
        for hit in hits
    ]


def _answer_figure(shown: AnswerFigure) -> JsonObject:
    figure = shown.figure
    return {
        "indicator": figure.indicator,
        "stat": figure.stat,
        "dimensions": dict(figure.dimensions),
        "region": figure.region,
        "period": figure.period,
        "value": plain_decimal(figure.value),
        "unit": figure.unit,
        "normalized_value": plain_decimal(figure.normalized_value),
        "normalized_unit": figure.normalized_unit,
        "comparator": figure.comparator,
        "status": figure.status,
        "correction": figure.correction,
        "original": dict(figure.original) or None,
        "citation": shown.citation,
    }


def _box(box: Box) -> JsonObject:
    edges = {name: round(getattr(box, name), 4) for name in ("left", "top", "right", "bottom")}
    return {"page": box.page} | edges


def _chart(chart: Chart) -> JsonObject:
    return {
        "kind": chart.kind,
        "unit": chart.unit,
        "x": list(chart.x),
        "series": [{"name": s.name, "values": [plain_decimal(v) for v in s.values]} for s in chart.series],
    }
