"""Two values of one indicator in a row: 从 28 件提高到 70 件, 较上年的 842 件增长 43.6 %."""

import re
from dataclasses import replace

from ...records import Figure
from ..sentence import Sentence
from ..values.quantities import Quantity
from ..vocabulary import concept

_TO = re.compile(
    r"[ \u3000]*(?:又|再|进一步|稳步|逐步|大幅|优化)*(?:提高|提升|增加|增长|上升|下降|降低|减少|扩大|回落|缩短|压缩"
    r"|缩减|压减|精简|整合|合并|归并|撤并|重组|攀升|跃升|发展|扩展|壮大|调整|升|降|增|减)"
    r"(?:到了?|至|为)[ \u3000]*的?[ \u3000]*(?:约|近|超过?|逾|不足|不到)?[ \u3000]*"
)
_FROM = re.compile(r"(?:从|由|自)[^，。；]{0,12}$")
_BASELINE = re.compile(r"[比较][^，。；从由]{0,12}的[ \u3000]*$")
BASE = "基期"
"""The ``reference`` of a value that another one is reached from or compared with."""


def reaches(sentence: Sentence, row: list[Figure], run: list[Quantity]) -> bool:
    """Whether a list of values is where the row before it got to: 分别从 3 家、4 家增加到 5 家、6 家."""
    if not len(row) == len(run) > 1:
        return False
    left = sentence.text[sentence.clause_of(row[0].value_start) : row[0].value_start]
    return bool(_FROM.search(left) and _TO.fullmatch(_between(sentence, row[-1], run[0])))


def paired(
    sentence: Sentence, produced: list[Figure], row: list[Figure], own: list[Figure], several: str | None
) -> list[Figure]:
    """The ends of as many changes as two rows tell; ``produced``, which ends in both rows, gets their starts too."""
    pairs = [_reached(first, second, sentence, several) for first, second in zip(row, own, strict=True)]
    ends = [second for _, second in pairs]
    produced[-2 * len(own) :] = [*(first for first, _ in pairs), *ends]
    return ends


def joined(sentence: Sentence, before: list[Figure], figure: Figure, several: str | None) -> list[Figure]:
    """The figures of a sentence so far with a new one; the value it is reached from gets its own time.

    ``several`` are the years that the heading reviews together.
    """
    if not before or figure.stat not in (
        "count",
        "amount",
        "quantity",
        "share",
        "rate",
        "per_capita",
        "change_abs",
        "growth_yoy",
    ):
        return [*before, figure]
    first = before[-1]
    clause = sentence.clause_of(first.value_start)
    left = sentence.text[clause : first.value_start]
    rates = {first.stat, figure.stat} <= {"share", "rate"}
    like = first.stat == figure.stat or rates or (first.stat == "per_capita" and figure.unit == first.unit)
    if like and _FROM.search(left) and _TO.fullmatch(_between(sentence, first, figure)):
        return [*before[:-1], *_reached(first, figure, sentence, several)]
    if figure.stat in ("growth_yoy", "change_abs") and _BASELINE.search(left) and figure.stat != first.stat:
        size = sentence.text[first.value_start : first.value_start] or _size(sentence, first)
        return [*before[:-1], replace(first, reference=BASE, status="actual"), replace(figure, reference=size)]
    return [*before, figure]


_MORE = re.compile(r"(?:高|多|少|低|超|差|增加|减少|领先|落后)出?了?(?:约|近|超过?)?[ \u3000]*$")
_THAN = re.compile(r"(?:相?较|(?<![占环同对])比(?![例重率值]))(?:于|之)?(?P<other>[^，。；]{2,30})$")


def against_other(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number says only by how much another thing or place differs: 注册量 9 件，比申请量 12 件少 3 件.

    It is no level of either and no change over time.
    """
    if not _MORE.search(sentence.text, max(sentence.start, quantity.start - 6), quantity.start):
        return False
    left = sentence.text[sentence.clause_of(quantity.start) : quantity.start]
    more = _MORE.search(left)
    than = _THAN.search(left, 0, more.start()) if more else None
    if than is None:
        return False
    begin = quantity.start - len(left) + than.start("other")
    if any(begin <= p.start < quantity.start for p in sentence.times) or _PAST.search(than["other"]):
        return False
    other = than["other"]
    place = any(begin <= r.start < quantity.start and r.code and not r.relative for r in sentence.places)
    return bool(place or concept(other).measures or _LEVEL.search(other) or re.search(r"\d", other))


_PAST = re.compile(r"平均|年初|期初|同期|上[一个]?[年月季]|上半年|去年|往年|以往|此前|疫情前|计划|目标")
_LEVEL = re.compile(r"(?:[量额数值]|规模|收入|产值)(?:总额|总量)?$")


def _between(sentence: Sentence, first: Figure, second: Figure | Quantity) -> str:
    """The words between two values, without mentions of time and the first one's unit."""
    start, stop = first.value_end, second.value_start
    times = sentence.times_in(start, stop)
    words = "".join(
        c for i, c in enumerate(sentence.text[start:stop]) if not any(a <= i < b for a, b in times)
    ).lstrip()
    for unit in (first.unit, first.unit[-1:]):
        if unit and words.startswith(unit):
            return words[len(unit) :].lstrip("，, ")
    return words.lstrip("，, ")


def _size(sentence: Sentence, figure: Figure) -> str:
    digits = sentence.text[figure.value_start : figure.value_end]
    return digits if digits.endswith(figure.unit) else digits + figure.unit


def _reached(first: Figure, second: Figure, sentence: Sentence, several: str | None) -> tuple[Figure, Figure]:
    """The value at the start of a change and that at its end, each with its own time."""
    start, end = first.period, second.period
    if end and re.fullmatch(r"\d{4}/\d{4}", end):
        end = end[5:]
    if (
        start
        and re.fullmatch(r"\d{4}/\d{4}", start)
        and any(p.kind == "range" and p.iso == start for p in sentence.times)
    ):
        start = start[:4]  # 2014—2023年，由 2 件增长至 9 件
    elif start and re.fullmatch(r"\d{4}/\d{4}", start) and start.endswith(end or "?"):
        start = str(int(start[:4]) - 1)
    elif start == end:
        start = str(int(several[:4]) - 1) if several and end and several.endswith(end) else None
    first = replace(
        first,
        indicator=second.indicator if not first.indicator else first.indicator,
        reference=BASE,
        status="actual",
        period=start,
        basis=first.basis if start else "none",
        end=max(first.end, second.end) if first.end == second.end else first.end,
    )
    behind = second.value_start + len(_size(sentence, second))
    if sentence.text.startswith("的", behind) and second.indicator:  # 以 1540 名为基数，达到 3115 名的招生规模
        return first, replace(second, stat=first.stat, reference=_size(sentence, first), period=end)
    return first, replace(
        second, stat=first.stat, indicator=first.indicator, raw_indicator=first.raw_indicator,
        dimensions=first.dimensions,
        region=first.region, reference=_size(sentence, first), period=end,
    )  # fmt: skip
