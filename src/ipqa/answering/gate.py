"""The number gate: no number leaves that does not stand in a cited quote, a calculation or the question itself.

A sentence is held against the sources of its own marks (of all citations where it has none). Its numbers are of two
kinds:

- identifiers (第四十四条, 文号, dates, 六个月, 12315, 3.15, 十四五) must occur in a source as strings, spaces aside;
- quantities must equal one of a source in value, base unit and comparator: 超过 600 家 is not 600 家.

≈ stands before computed values only.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from ..figures.context.periods import periods
from ..figures.lexicons import longest_first, table
from ..figures.values.numerals import NUMERAL, parse
from ..figures.values.quantities import quantities
from ..records import AnswerFigure, Calculation, Citation
from ..text import simplified
from .amended import CORRECTED
from .timenames import date_names

_MARK = re.compile(r"\[(\d{1,3})\]")
_SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？\n](?:\[\d{1,3}\])*|$)")
_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_YEAR_IN_BRACKETS = re.compile(r"[〔\[（(]((?:19|20)\d{2})[〕\]）)]")
_ABOUT = re.compile(r"≈\s*$")
_CENT = Decimal("0.01")
_FORMS = (
    r"[\u4e00-\u9fff]{1,8}〔(?:19|20)\d{2}〕第?\d+号",
    r"(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|(?:19|20)\d{2}-\d{2}(?:-\d{2})?",
    rf"[{NUMERAL}]{{4}}年|[前第]?[一二三四1-4]个?季度|[上下]半年",
    r"十[一二三四五六]?五(?=[”\"’]|时期|期间|规划|以来|末)",
    rf"第[{NUMERAL}\d]+(?:之[{NUMERAL}]+)?[条款项届章节编批期号位名次类]",
    rf"(?:\d+(?:\.\d+)?|[{NUMERAL}]+|半)[余多]?个?半?(?:工作日|自然日|小时|分钟|年|月|日|天|周)(?!报|常|期)",
    r"[A-Za-z]+[-/]?\d+(?:[-./]\d+)*[A-Za-z]*|\d+(?:[-./·]\d+)+(?![\d%])|\d+[A-Za-z]+(?![a-z])",
)
_IDENTIFIER = re.compile("|".join(rf"(?:(?<![\d.{NUMERAL}]){form})" for form in _FORMS))
# A sentence that only says for which times there is nothing claims no number: 资料中没有2019年的数据。
_DENIED = re.compile(r"资料中没有(?P<times>[\d年月日、至上下半第前一二三四季度]+)的数据。?")
_DIGITS = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?")
_SCALE = re.compile(r"[ \u3000]*(?:万亿|[十百千]?[万亿]|[百千](?!分))[余多]?|[余多]")


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number that counts: its size, base unit ("" where none is written) and comparator ("≈" for computed ones)."""

    value: Decimal
    unit: str
    comparator: str
    written: str

    def equals(self, other: "_Amount") -> bool:
        """Whether ``other``, of a source, says the same; a unit may be left out but not changed."""
        return self.value == other.value and self.comparator == other.comparator and self.unit in ("", other.unit)


@dataclass(frozen=True, slots=True)
class _Sources:
    """What the numbers of a sentence may come from."""

    text: str
    dates: frozenset[str]
    amounts: tuple[_Amount, ...]
    computed: tuple[_Amount, ...]

    def hold(self, identifier: str, comparator: str) -> bool:
        """Whether an identifier occurs as a string, with the same comparator around it."""
        if comparator == "eq" and identifier in self.dates:
            return True
        left = rf"(?<![\d.{NUMERAL}])" if identifier[0] in NUMERAL else r"(?<![\d.])" if identifier[0].isdigit() else ""
        right = r"(?![\d]|\.\d)" if identifier[-1].isdigit() else ""
        found = re.finditer(f"{left}{re.escape(identifier)}{right}", self.text)
        return any(_comparator(self.text, *m.span()) == comparator for m in found)

    def give(self, amount: _Amount) -> bool:
        """Whether an amount stands in a source, or is the rounding of a computed one."""
        if amount.comparator == "≈":
            return any(
                c.unit == amount.unit and amount.value in (c.value, c.value.quantize(_CENT, ROUND_HALF_UP))
                for c in self.computed
            )
        return any(amount.equals(a) for a in (*self.amounts, *(c for c in self.computed if c.comparator != "≈")))


def ungated(
    text: str,
    citations: Sequence[Citation],
    calculation: Calculation | None = None,
    asked: str = "",
    figures: Sequence[AnswerFigure] = (),
) -> list[str]:
    """The numbers and marks of a text that stand nowhere they could come from, as written; empty if it may leave.

    Sources are the quotes, titles, sections and pages of the citations that a sentence marks (all of them where it
    marks none), the figures shown from these citations with their periods written out, the calculation and the
    question.
    """
    numbers = {c.number for c in citations}
    failed: list[str] = []
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        marks = {int(m) for m in _MARK.findall(sentence)}
        failed += [f"[{m}]" for m in sorted(marks - numbers)]
        bare = _plain(_MARK.sub(" ", sentence))
        if _countable(bare) and not _denies(bare):
            chosen = marks & numbers or numbers
            cited = [c for c in citations if c.number in chosen]
            shown = [f for f in figures if f.citation is None or f.citation in chosen]
            computed = calculation
            if CORRECTED not in bare:  # a number that only a person gave is none of the document's
                shown = [f for f in shown if not f.figure.restated]
                computed = None if _restated(calculation, figures) else calculation
            failed += _missing(bare, _sources(cited, shown, computed, asked))
    return failed


def _denies(sentence: str) -> bool:
    """Whether a sentence only denies that there are data of some times, each written as one."""
    found = _DENIED.fullmatch(sentence.strip())
    return found is not None and not _DIGITS.search(_IDENTIFIER.sub("", found["times"]))


def _restated(calculation: Calculation | None, figures: Sequence[AnswerFigure]) -> bool:
    """Whether a calculation rests on a number that a person put in place of the document's."""
    return calculation is not None and any(figures[i].figure.restated for i in calculation.inputs if i < len(figures))


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
        if ungated(match.group(), citations, calculation, asked, figures):
            dropped += 1
        else:
            kept.append(match.group())
    return "".join(kept), dropped


def _missing(text: str, sources: _Sources) -> list[str]:
    """What of a sentence no source holds: identifiers as strings, the other numbers as amounts."""
    identifiers = [m.span() for m in _IDENTIFIER.finditer(text)]
    amounts = _amounts(text)
    # 12.5 个百分点 holds no date, and 2021年 no count: the longer reading of a number wins.
    sized = [(a, b) for a, b, amount in amounts if amount.unit]
    missing = []
    for start, end in identifiers:
        if any(a <= start and end <= b for a, b in sized):
            continue
        if not sources.hold(text[start:end], _comparator(text, start, end)):
            missing.append(text[start:end])
    for start, end, amount in amounts:
        within = any(a < end and start < b for a, b in identifiers) and (start, end) not in sized
        # A spelled numeral is read by what stands around it (共三项。 but not 共三项政策): its own words do as well.
        spelled = not amount.written[:1].isdigit() and sources.hold(amount.written, amount.comparator)
        if not within and not spelled and not sources.give(amount):
            missing.append(amount.written)
    return missing + _spelled(text, sources, [*identifiers, *((a, b) for a, b, _ in amounts)])


def _spelled(text: str, sources: _Sources, read: Sequence[tuple[int, int]]) -> list[str]:
    """Spelled numerals before a unit that the scanner leaves alone (三项政策): as a string or as an amount."""
    missing = []
    for match in _counting().finditer(text):
        start, end = match.span()
        value = parse(match[1])
        counts = value != 1 and bool(set(match[1]) - set("十百千万亿"))
        if value is None or not counts or any(a < end and start < b for a, b in read):
            continue
        amount = _Amount(value, match[2], _comparator(text, start, end), match.group())
        if not sources.hold(match.group(), amount.comparator) and not sources.give(amount):
            missing.append(match.group())
    return missing


@cache
def _counting() -> re.Pattern[str]:
    units = table("units")
    names = longest_first([*units["count"]["units"], *units["amount"]["units"]])
    return re.compile(rf"(?<![第{NUMERAL}\d])([{NUMERAL}]+)({'|'.join(map(re.escape, names))})")


def _sources(
    citations: Sequence[Citation], figures: Sequence[AnswerFigure], calculation: Calculation | None, asked: str
) -> _Sources:
    quoted = [_plain(part) for c in citations for part in (c.title, *c.section)]
    quoted += [_plain(quote) for quote in _joined(citations)]
    quoted += [f"第{c.page}页" for c in citations if c.page is not None]
    said = [*quoted, _plain(asked)]
    records = [shown.figure for shown in figures]
    names = [
        _plain(part)
        for f in records
        for part in (f.indicator, f.raw_indicator, f.region or "", f.entity or "", *(m for _, m in f.dimensions))
    ]
    formula = _plain(calculation.formula) if calculation else ""
    computed = [amount for _, _, amount in _amounts(formula)]
    if calculation is not None:
        computed.append(_Amount(calculation.value, _base(calculation.unit), "eq", calculation.formula))
        computed += _sized(calculation)
    lengths = [f"{f.value}{f.unit}" for f in records if f.cell is not None and f.stat == "quantity"]
    iso = [p.iso for text in said for p in periods(text) if p.iso] + [f.period for f in records if f.period]
    return _Sources(
        "\n".join((*said, *names, formula)),
        frozenset([*lengths, *(date for period in iso for date in date_names(period))]),
        (
            *(amount for text in said for _, _, amount in _amounts(text)),
            *(_Amount(f.normalized_value, f.normalized_unit, f.comparator, str(f.value)) for f in records),
        ),
        tuple(computed),
    )


def _joined(citations: Sequence[Citation]) -> list[str]:
    """The quotes, those that follow one another in their document in one: the pieces of a sentence (see ``pieces``)."""
    quotes: list[str] = []
    last: Citation | None = None
    for c in citations:
        if last and last.document_id == c.document_id and 0 <= c.start - last.end <= 1:
            quotes[-1] += " " * (c.start - last.end) + c.quote
        else:
            quotes.append(c.quote)
        last = c
    return quotes


def _sized(calculation: Calculation) -> Iterable[_Amount]:
    """The value, exact and rounded as it is shown, with its magnitude counted in: 3542.64 万元/笔 -> 35426400 元/笔."""
    for quantity in quantities(f"1{calculation.unit}"):
        exact, short = calculation.value, calculation.value.quantize(_CENT, ROUND_HALF_UP)
        for value, comparator in ((exact, "eq"), (short, "≈")):
            yield _Amount(value * quantity.normalized_value, quantity.normalized_unit, comparator, calculation.formula)


def _amounts(text: str) -> list[tuple[int, int, _Amount]]:
    """Every number of a text that could count, with its span: the quantities, and the bare numbers beside them."""
    found: list[tuple[int, int, _Amount]] = []
    for q in quantities(text):
        comparator: str = "≈" if _ABOUT.search(text[: q.start]) else q.comparator
        written = text[q.start : q.end]
        found.append((q.start, q.end, _Amount(q.normalized_value, _base(q.normalized_unit), comparator, written)))
    taken = [(a, b) for a, b, _ in found]
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b in taken):
            continue
        scale = _SCALE.match(text, end)
        stop = scale.end() if scale else end
        value = Decimal(re.sub(r"[,，]", "", match.group()))
        if scale:
            counted = quantities(f"{text[start:stop]}件")
            value = counted[0].normalized_value if counted else value
        comparator = "≈" if _ABOUT.search(text[:start]) else _comparator(text, start, stop)
        found.append((start, stop, _Amount(value, "", comparator, text[start:stop])))
    return found


def _base(unit: str) -> str:
    """One name for 百分点 and 个百分点."""
    return "百分点" if unit.endswith("百分点") else unit


def _comparator(text: str, start: int, end: int) -> str:
    """The comparator around a span, read as if a count stood there."""
    left, inside = text[max(0, start - 8) : start], text[end - 1 : end] if text[end - 1 : end] in ("余", "多") else ""
    ahead = re.sub(r"\d+$", "", left)
    for q in quantities(f"{ahead} 1{inside}件{text[end : end + 4]}"):
        if q.value_start == len(ahead) + 1:
            return q.comparator
    return "eq"


def _countable(text: str) -> bool:
    return any(c.isdigit() or c in NUMERAL or c == "半" for c in text)


def _plain(text: str) -> str:
    """A text as identifiers are compared: Simplified, half-width digits, one kind of brackets around a year, no spaces.

    White space between two digits stays, for it parts the cells of a table.
    """
    text = _YEAR_IN_BRACKETS.sub(r"〔\1〕", simplified(text).translate(_WIDTH))
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", text)
