"""The number gate: no number leaves that does not stand in a cited quote, a calculation or the question itself."""

import re
from collections.abc import Sequence
from decimal import Decimal

from ..figures.numerals import NUMERAL, parse
from ..figures.quantities import quantities
from ..records import AnswerFigure, Calculation, Citation

_MARK = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:[,，]\d{3})+(?!\d)")
_SPELLED = re.compile(rf"(?:百分之|第)?([{NUMERAL}]{{2,}}|[{NUMERAL}](?=成|倍|番))")
_SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？\n](?:\[\d+\])*|$)")


def ungated(
    text: str,
    citations: Sequence[Citation],
    calculation: Calculation | None = None,
    asked: str = "",
    figures: Sequence[AnswerFigure] = (),
) -> list[str]:
    """The numbers of a text that stand nowhere they could come from, as written; empty if the text may leave.

    Sources are the quotes, titles, sections and pages of the citations, the periods of the figures, the calculation and
    the question. A number must be equal in digits, or in size with its magnitude (14170.56 万 = 141705600).
    """
    sources = [asked, *(part for c in citations for part in (c.quote, c.title, *c.section, f"{c.page}"))]
    sources += [f.figure.period or "" for f in figures]
    if calculation is not None:
        sources += [calculation.formula, f"{calculation.value}{calculation.unit}"]
    known = set().union(*(numbers(source) for source in sources))
    bare = _MARK.sub(" ", text)
    missing = [n for n in _written(bare) if not (_values(n) & known)]
    return missing + [q for q in _sized(bare) if q not in known and not _values(q) & known]


def _sized(text: str) -> list[str]:
    """Spelled numerals that count (三成, 二十五万元)."""
    return [str(q.normalized_value) for q in quantities(text) if not text[q.value_start : q.value_end][:1].isdigit()]


def _written(text: str) -> list[str]:
    return _NUMBER.findall(_ungrouped(text))


def _ungrouped(text: str) -> str:
    return _GROUPED.sub(lambda m: re.sub(r"[,，]", "", m.group()), text)


def _values(number: str) -> set[str]:
    return {_canonical(Decimal(number))}


def _canonical(value: Decimal) -> str:
    return format(value.normalize(), "f")


def numbers(text: str) -> set[str]:
    """Every number of a text in canonical digits: as written, and in size."""
    text = _ungrouped(text)
    found = {_canonical(Decimal(n)) for n in _NUMBER.findall(text)}
    found |= {_canonical(q.normalized_value) for q in quantities(text)}
    for match in _SPELLED.finditer(text):
        value = parse(match[1])
        if value is not None:
            found.add(_canonical(value))
    return found


def passing(
    text: str,
    citations: Sequence[Citation],
    calculation: Calculation | None,
    asked: str,
    figures: Sequence[AnswerFigure],
) -> tuple[str, int]:
    """The text without the sentences that do not pass, and how many were dropped."""
    kept, dropped = [], 0
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        if not sentence:
            continue
        marks = {int(m) for m in re.findall(r"\[(\d+)\]", sentence)}
        unknown = marks - {c.number for c in citations}
        if unknown or ungated(sentence, citations, calculation, asked, figures):
            dropped += 1
        else:
            kept.append(sentence)
    return "".join(kept), dropped
