"""Numbers that say again what a figure before them said: of another time, more exactly, of some."""

import re

from ...records import Figure, Stat
from ..clauses import Setting, noun_behind
from ..context.circumstances import State
from ..sentence import Sentence
from ..values.quantities import Quantity
from .before import LEVELS, Before
from .naming import Meaning, inherited
from .parts import member_among

_MORE_EXACTLY = re.compile(r"[ \u3000，]*(?:实际|具体|即)?(?:已)?(?:达到?|为|约为|达到了)[ \u3000]*(?:约|近)?")
_HELD = re.compile(r"[比较从由自]|同期")
_PER_ONE = re.compile(r"(?:户|笔|人|件|单|亩|家|项)均")
_RATES: tuple[Stat, ...] = ("share", "rate")


def restated(
    state: State,
    sentence: Sentence,
    quantity: Quantity,
    where: Setting,
    stat: Stat,
    before: Before,
    total: Figure | None,
    phrase: str,
) -> Meaning | None:
    """What a number takes from a figure before it, or of some of whose things it is; None where it names its own.

    授权 120 件。其中，一季度 50 件; 占比超过六成，达 61 %; 奖补 86 万元，惠及 74 家；上年为 72 万元;
    中心 2 家（省级 1 家）; 质押贷款 5 亿元，户均 175 万元.
    """
    timed = not phrase and bool(sentence.times_in(where.left_start, quantity.start)) and not _HELD.search(where.left)
    if total and timed and _alike(total, quantity, stat):
        return inherited(total)
    if again := _said_again(state, quantity, where, stat, before):
        return again
    last = before.last
    if last is None or before.run:
        return None
    if not phrase and _just_before(sentence, where, last) and _alike(last, quantity, stat):
        return inherited(last)
    if timed and quantity.normalized_unit != last.normalized_unit:
        same = next((f for f in reversed(before.figures) if _alike(f, quantity, stat)), None)
        return inherited(same) if same and stat in LEVELS else None
    if _PER_ONE.fullmatch(phrase):
        sums = (f for f in reversed(before.figures) if f.stat == stat and f.stat == "amount")
        told = next(sums, None)
        return Meaning(phrase + told.indicator, phrase, told.dimensions) if told else None
    return _of_some(sentence, quantity, where, stat, last, phrase)


_AGAIN = re.compile(r"(?:^|[在从把])(?:这|那|上述)(?:些|个)?$")


def _said_again(state: State, quantity: Quantity, where: Setting, stat: Stat, before: Before) -> Meaning | None:
    """这 9420 件都在谁手里: the very number that was told before."""
    if not _AGAIN.search(where.left.strip()):
        return None
    told = (f for f in reversed([*state.found, *before.figures]) if f.stat == stat)
    same = next((f for f in told if f.normalized_value == quantity.normalized_value), None)
    return inherited(same) if same and same.normalized_unit == quantity.normalized_unit else None


def _just_before(sentence: Sentence, where: Setting, last: Figure) -> bool:
    """Whether a clause only says more exactly what the clause just before it said: 占比超过六成，达 61 %."""
    if not where.first_in_clause or noun_behind(where.tail) or not _MORE_EXACTLY.fullmatch(where.left):
        return False
    return sentence.clause_of(where.clause_start - 1) <= last.value_start


def _alike(figure: Figure, quantity: Quantity, stat: Stat) -> bool:
    same = figure.stat == stat or (figure.stat in _RATES and stat in _RATES)
    return same and figure.normalized_unit == quantity.normalized_unit


def _of_some(
    sentence: Sentence, quantity: Quantity, where: Setting, stat: Stat, last: Figure, phrase: str
) -> Meaning | None:
    """培育中心 2 家（省级 1 家）: of some of what was counted just before the bracket."""
    opened = where.clause_start - 1
    if sentence.text[opened : opened + 1] not in ("（", "(") or stat != last.stat or stat not in LEVELS:
        return None
    if sentence.text[last.value_end : opened].strip() != last.unit or quantity.normalized_value > last.normalized_value:
        return None
    member = member_among(phrase, quantity, last)
    return Meaning(last.indicator, phrase, tuple(sorted({*last.dimensions, member})), last) if member else None
