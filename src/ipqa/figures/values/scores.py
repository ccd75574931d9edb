"""Scores that are statistics: 满意度 84.9 分, 综合得分由 78 分提高到 92 分.

Only where the clause speaks of a score: 8 分钟, 三分之一 and the 3 分 of a scale count nothing.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from .comparators import compare
from .quantity import Quantity

_TOLD = re.compile(r"满意[度率]|得分|总分|均分|评分|评价|分值|考核|指数|成绩|测评")
_SCORE = re.compile(
    r"(?<![\d.])(?P<number>\d{1,3}(?:\.\d+)?)[ \u3000]*"
    r"分(?![钟之公局行支期类别级布享散析院店册辨解配数段制割批组红秒米])"
)
_SENTENCE_PART = re.compile(r"[。；\n]")


def scores(sentence: str) -> Iterator[Quantity]:
    """The scores of a sentence, in order."""
    if "分" not in sentence or not _TOLD.search(sentence):
        return
    for match in _SCORE.finditer(sentence):
        cuts = [m.end() for m in _SENTENCE_PART.finditer(sentence, 0, match.start())]
        if _TOLD.search(sentence, cuts[-1] if cuts else 0, match.start()):
            value = Decimal(match["number"])
            comparator, end = compare(sentence, match.start(), match.end(), None)
            a, b = match.span("number")
            yield Quantity(match.start(), end, a, b, value, "分", "quantity", value, "分", comparator)
