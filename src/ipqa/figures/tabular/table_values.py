"""One cell of a table -> its number: 1,500 / 3000① / 120（扩招） / ≥300 / 2.1万 / 12.5%; None where there is none."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ...records import Comparator
from ..lexicons import longest_first
from ..lexicons import table as lexicon
from ..values.comparators import compare
from ..values.quantities import quantities

# Same length after translation, so that spans stay true.
_WIDTH = str.maketrans("０１２３４５６７８９．％／，－−＋", "0123456789.%/,--+")
_NUMBER = re.compile(
    r"[-+]?(?:\d{1,3}(?:(?:,\d{3})+|(?:[ \u00a0\u2009\u202f]\d{3})+)(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?)"
)
_SIGNS: dict[str, Comparator] = {
    "≥": "ge", "≧": "ge", ">=": "ge", "≤": "le", "≦": "le", "<=": "le", ">": "gt", "＞": "gt", "<": "lt", "＜": "lt",
}  # fmt: skip
_BEFORE = re.compile(r"\s*(?P<sign>[≥≧≤≦＞＜]|[<>]=?)?\s*(?P<words>[\u4e00-\u9fff]{1,4})?\s*")
MARK = re.compile(
    r"\s*(?:[①-⑳⑴-⒇❶-❿]|[*＊※★☆▲△†‡#＃]+|[¹²³⁰⁴-⁹]+|[\[［〔【]\s*(?:注\s*)?\d{1,2}\s*[\]］〕】]"
    r"|[（(]\s*注\s*\d{0,2}\s*[）)]|注\s*\d{1,2}|(?<=\d)注$)"
)
_REMARK = re.compile(r"\s*[（(][^（）()]*[）)]")
_PHONE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True, slots=True)
class Value:
    """The number of a cell, at ``start``..``end`` of its text, with the unit behind it ("" where there is none).

    ``factor`` brings it to ``base``, the base unit; ``marks`` are the footnote marks behind it.
    """

    number: Decimal
    start: int
    end: int
    unit: str
    factor: Decimal
    base: str
    comparator: Comparator
    marks: tuple[str, ...]

    @property
    def bare(self) -> bool:
        """Whether the cell itself gives no unit, at most a magnitude."""
        return not self.base


def value_of(cell: str) -> Value | None:
    """The one size that a cell holds; None for words, ranges, dates, numbers that name things, and empty cells."""
    plain = cell.translate(_WIDTH)
    opening = _BEFORE.match(plain)
    number = _NUMBER.match(plain, opening.end() if opening else 0)
    if opening is None or number is None or re.match(r"[-+]?0\d", number.group()) or _PHONE.fullmatch(number.group()):
        return None
    marks, position = _marks(plain, number.end())
    unit, factor, base, after, position = _unit(plain, position)
    more, position = _marks(plain, position)
    remark = _REMARK.match(plain, position)
    if remark:
        last, position = _marks(plain, remark.end())
        more += last
    if plain[position:].strip():
        return None
    comparator: Comparator = after
    if opening["sign"]:
        comparator = _SIGNS[opening["sign"]]
    elif opening["words"]:
        comparator, _ = compare(plain, number.start(), number.end(), None)
        if comparator == "eq":
            return None
    value = Decimal(re.sub(r"[,\s]", "", number.group()))
    return Value(value, *number.span(), unit, factor, base, comparator, (*marks, *more))


def _marks(text: str, position: int) -> tuple[tuple[str, ...], int]:
    found = []
    while match := MARK.match(text, position):
        found.append(match.group().strip())
        position = match.end()
    return tuple(found), position


def _unit(text: str, position: int) -> tuple[str, Decimal, str, Comparator, int]:
    """The unit at ``position`` as written, its factor and base unit, the comparator around it, and where it ends."""
    rest = text[position:].lstrip()
    shift = len(text) - position - len(rest)
    found = quantities(f"1{rest}") if rest else []
    if found and found[0].start == 0 and found[0].value == 1:
        one = found[0]
        return one.unit, one.normalized_value, one.normalized_unit, one.comparator, position + shift + one.end - 1
    for name in longest_first(lexicon("units")["magnitudes"]):
        if rest.startswith(name):
            factor = Decimal(lexicon("units")["magnitudes"][name])
            return name, factor, "", "eq", position + shift + len(name)
    comparator, end = compare(f"1{rest}", 0, 1, rest[:1] if rest[:1] in lexicon("cues")["comparator_inside"] else None)
    if comparator != "eq":
        return "", Decimal(1), "", comparator, position + shift + max(end - 1, int(end == 1))
    return "", Decimal(1), "", "eq", position
