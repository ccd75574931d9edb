"""A question and a figure's name aligned word by word, in both directions.

Forward: every word of the question is said by the figure's name or clause, by its surroundings (paragraph, section,
title), or by a word of the same group of ``data/words.toml``; a word that nothing says is residue, and the question
is another one. Backward: a word of the figure's own name that the question does not say narrows it (授权, 规模以上,
海外), and the figure is another, narrower one.

Words weigh what they tell apart: those of asking and counting nothing; verbs of doing and holding and nouns that stand
for any number (规模, 总额) a little, for documents leave them out as they please; nouns of the field by their length.
What is done to a right (申请, 授权) is compared as a slot and not here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...text import is_han
from ..asked.lexicon import vocabulary
from ..asked.slots import Slots, covered, prepared
from .bodies import is_of_pledges, is_pledger, of_its_trade
from .extremes import MOST_OF, extreme, one_most
from .library import Known
from .unsaid import alias_said, unsaid_of
from .wording import may_be_left_out, narrows, own_words, restricts, weight

_MOST_UNSAID = 0.5
"""A figure whose name holds a larger share of words that the question does not say is another one."""
_PERSONS = ("人员", "人数", "人口")


@dataclass(frozen=True, slots=True)
class Alignment:
    """How far a question and a figure say the same.

    ``own``, ``named``, ``told`` and ``placed`` are the shares of the question's words that the figure's name, its name
    or clause, its sentence and its surroundings say; ``headed``: its name or clause says the last telling word asked;
    ``said`` is the share of the figure's own name that the question says; ``other``: not so its last word, which says
    what is counted (专利申请前评估).
    """

    own: float
    named: float
    told: float
    placed: float
    headed: bool
    said: float
    residue: tuple[str, ...]
    unsaid: tuple[str, ...]
    other: bool = False
    words: frozenset[str] = frozenset()

    @property
    def narrower(self) -> bool:
        """Whether the figure's own name makes it another indicator than the one asked."""
        return self.said < 1 - _MOST_UNSAID or self.other or any(narrows(word) for word in self.unsaid)


def align(slots: Slots, question: str, known: Known) -> Alignment:
    """The alignment of one operand with one figure; ``question`` is the whole question, prepared."""
    label = known.name + known.clause
    weights = {word: weight(word) for word in slots.words}
    total = sum(weights.values())
    alias = alias_said(question, known.figure.indicator)
    named = {w for w in weights if covered(w, label) or w in alias or one_most(w, label) or implied_by(w, known)}
    around = known.sentence + known.before
    around += known.heading if _bare(known) else ""
    told = {w for w in weights if w in named or covered(w, around) or covered(_BODY.sub("", w), around)}
    placed = {w for w in weights if covered(w, known.context) or covered(w, known.sentence)}
    if known.figure.indicator in {member for _, member in slots.members}:
        named = {w for w in told if w in named or _led_by(w, slots, known)}  # 有效发明专利中，企业 8 件
    telling = [w for w in weights if weight(w) >= 1 and not _counted_person(w, known)] or list(weights)
    own, unsaid = unsaid_of(slots, question, known, alias)
    lost = sum(weight(w) for w in unsaid)
    by_name = sum(weights[w] for w in weights if covered(w, known.name) or w in alias)
    return Alignment(
        by_name / total if total else 0.0,
        sum(weights[w] for w in named) / total if total else 0.0,
        sum(weights[w] for w in told) / total if total else 0.0,
        sum(weights[w] for w in placed) / total if total else 0.0,
        bool(telling) and (telling[-1] in named or (telling[-1] in told and not unsaid and _leans(known))),
        1 - lost / own if own else 1.0,
        (*_residue(weights, named, placed, slots, known), *extreme(slots, known), *_counting(slots, known)),
        unsaid,
        known.figure.cell is None and bool(unsaid) and _counts_another(own_words(known.figure.indicator), unsaid),
        frozenset(named),
    )


def _bare(known: Known) -> bool:
    """Whether a figure's name leaves what it is of to its headings: 平均利率, 平均用时, a column 发放金额."""
    figure = known.figure
    if known.concept.object is not None or known.concept.measures:
        return False
    mean = figure.stat == "quantity" and "平均" in figure.indicator
    column = figure.cell is not None and all(may_be_left_out(w) for w in own_words(figure.indicator))
    return figure.stat == "rate" or mean or column


def _leans(known: Known) -> bool:
    """Whether a figure has its subject from its headings or, behind 其中 or as the most of one, from before."""
    if known.figure.cell is None and MOST_OF.search(known.figure.indicator):
        return True
    return _bare(known) or (known.figure.cell is None and known.sentence.startswith("其中"))


def _residue(words: Iterable[str], named: set[str], placed: set[str], slots: Slots, known: Known) -> list[str]:
    """The words of a question that nothing of a figure accounts for."""
    return [w for w in words if w not in named and not _excused(w, slots, known, w in placed)]


# 笔数 asks for a count, also where no counting word does; 笔数和金额 asks for both.
_COUNTING = re.compile(r"(?:(?<!案)件|[笔家户人项次个批])数(?![额目值])")


def _counting(slots: Slots, known: Known) -> tuple[str, ...]:
    """The count asked of a sum, or of what counts other things: 质押笔数 and 质押金额, 查扣件数 and 查扣批次."""
    found = _COUNTING.search(slots.text)
    if found is None:
        return ()
    money = known.figure.stat == "amount" and not re.search(r"金额|[额款钱元]", slots.text)
    batches = found.group() == "件数" and known.figure.unit in ("批", "批次")
    return (found.group(),) if money or batches else ()


def _counts_another(own: tuple[str, ...], unsaid: tuple[str, ...]) -> bool:
    """Whether the last word of a name, which says what is counted, is not said: 评估, but not 刑事案件."""
    return own[-1:] == unsaid[-1:] and not may_be_left_out(own[-1][-2:]) and not covered(own[-1][-2:], "案件纠纷")


def excused(word: str, slots: Slots, known: Known) -> bool:
    """Whether a word of a question need not stand in a figure's own name."""
    return _excused(word, slots, known, covered(word, known.context) or covered(word, known.sentence))


def _excused(word: str, slots: Slots, known: Known, placed: bool) -> bool:
    """Whether a word need not stand in a figure's own name: a lone character, a light one, or its surroundings say it.

    Where a clause of its own asks (罚没了多少), its words must stand in the figure's clause.
    """
    if len(word) < 2:
        return not is_han(word)
    if word in vocabulary().light:
        return True
    if _counted_person(word, known):
        return True
    companies = word == "企业" or "企业" in vocabulary().same.get(word, ())
    if companies and (is_pledger(slots, known.figure) or of_its_trade(known.figure, prepared(slots.text))):
        return True
    if is_of_pledges(word, slots.concept, known):
        return True
    if word in _ANYBODY and not known.figure.dimensions and slots.concept.object and slots.concept.measures:
        return True
    if word in slots.focus and not vocabulary().agency.fullmatch(word):
        return False
    if word in vocabulary().stages and _other_stage(slots, known):
        return False
    if placed and (not restricts(word) or covered(word, known.heading) or _led_by(word, slots, known)):
        return True
    if known.figure.stat == "rate" and covered(word, known.sentence):
        return True  # a bare rate is that of what its sentence tells: 质押登记 9 笔，平均利率 4%
    if not vocabulary().agency.fullmatch(word):
        return False
    acting = prepared(known.document.issuer or "") + known.context
    return covered(word, prepared(known.document.issuer or "")) or covered(_BODY.sub("", word), acting)


def _other_stage(slots: Slots, known: Known) -> bool:
    """Whether a figure's own name tells a stage of a case that the question does not: 新收, asked 撤诉."""
    asked = prepared(slots.text)
    return any(w in vocabulary().stages and not covered(w, asked) for w in own_words(known.figure.indicator))


def _led_by(word: str, slots: Slots, known: Known) -> bool:
    """Whether a bare figure goes on with what its sentence says before it: 专利质押融资 9 笔，融资金额 2 亿元.

    A bare figure names neither a right nor a part that the question does not name.
    """
    if slots.focus or known.figure.cell is not None or known.concept.object is not None:
        return False
    asked = prepared(slots.text)
    if any(narrows(own) and not covered(own, asked) for own in own_words(known.figure.indicator)):
        return False
    lead = known.sentence.partition(known.clause)[0]
    return covered(word, lead) or covered(word, known.before)


# How many there are, by their counting word.
_COUNTS = ("笔数", "件数", "户数", "家数", "起数", "批数", "项数", "人数")


def implied_by(word: str, known: Known) -> bool:
    """Whether a figure says a word without writing it: 登记 of pledges, registered; 笔数 of what counts 笔."""
    if word in ("登记", "办理") and "质押融资" in known.concept.measures and known.concept.object is not None:
        return True
    if word == "企业" and "质押融资" in known.concept.measures:
        return True  # who pledges rights for a loan
    return word in _COUNTS and known.figure.stat == "count" and known.figure.unit.startswith(word[0])


# Who applies for rights and holds them, whoever it is: 某市市场主体注册的商标 are its 商标注册.
_ANYBODY = frozenset(("市场主体", "经营主体", "创新主体", "申请人", "权利人", "专利权人", "注册人", "商标注册人"))


# 监管部门, 监管系统 and 监管局 are one body.
_BODY = re.compile(r"(?<=.{2})(?:主管)?(?:部门|系统|机关|机构|单位)$")


def _counted_person(word: str, known: Known) -> bool:
    """Whether a word says no more than the figure's unit: 科研人员, counted in 人."""
    return word[-2:] in _PERSONS and known.figure.unit in ("人", "名", "位", "人次", "万人")
