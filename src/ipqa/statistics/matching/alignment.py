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
from functools import cache, lru_cache

from ...figures.vocabulary import aliases, concept
from ...text import is_han
from ..asked.lexicon import vocabulary
from ..asked.slots import Slots, asked_unit, covered, joined, prepared
from .library import Known

_LIGHT = 0.25
_MOST_UNSAID = 0.5
"""A figure whose name holds a larger share of words that the question does not say is another one."""
# What a counting word says of the thing counted: 多少家 asks for companies.
_COUNTED = {"家": ("企业",), "户": ("企业",), "人": ("人员",), "名": ("人员",), "元": ("金额", "资金", "费用", "经费")}
_PERSONS = ("人员", "人数", "人口")
# What is only ever done to one kind of right: 预审 is that of patents.
_IMPLIED = {
    "预审": "专利", "布图设计": "集成电路", "PCT": "专利", "pct": "专利", "海牙": "外观设计", "马德里": "商标",
    "异议": "商标", "续展": "商标",
}  # fmt: skip
DONE = frozenset(("申请", "授权", "注册", "登记", "转让", "许可", "质押", "有效", "受理", "拥有", "授予"))


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
    alias = _alias_said(question, known.figure.indicator)
    named = {w for w in weights if covered(w, label) or w in alias}
    around = known.sentence + known.before
    told = {w for w in weights if w in named or covered(w, around) or covered(_BODY.sub("", w), around)}
    placed = {w for w in weights if covered(w, known.context) or covered(w, known.sentence)}
    if known.figure.indicator in {member for _, member in slots.members}:
        named = {w for w in told if w in named or _led_by(w, slots, known)}  # 有效发明专利中，企业 8 件
    telling = [w for w in weights if weight(w) >= 1 and not _counted_person(w, known)] or list(weights)
    own, unsaid = _own(slots, question, known, alias)
    lost = sum(weight(w) for w in unsaid)
    by_name = sum(weights[w] for w in weights if covered(w, known.name) or w in alias)
    return Alignment(
        by_name / total if total else 0.0,
        sum(weights[w] for w in named) / total if total else 0.0,
        sum(weights[w] for w in told) / total if total else 0.0,
        sum(weights[w] for w in placed) / total if total else 0.0,
        bool(telling) and telling[-1] in named,
        1 - lost / own if own else 1.0,
        (*_residue(weights, named, placed, slots, known), *_extreme(slots, known), *_counting(slots, known)),
        unsaid,
        known.figure.cell is None and bool(unsaid) and _counts_another(own_words(known.figure.indicator), unsaid),
        frozenset(named),
    )


def _residue(words: Iterable[str], named: set[str], placed: set[str], slots: Slots, known: Known) -> list[str]:
    """The words of a question that nothing of a figure accounts for."""
    return [w for w in words if w not in named and not _excused(w, slots, known, w in placed)]


# 最高利率, but not 利率最高的, 哪家最高: there the highest of several is asked.
_EXTREME = re.compile(r"最[高低大小](?!的|是|为|[家个])(?=[\u4e00-\u9fff]{2})")


def _extreme(slots: Slots, known: Known) -> tuple[str, ...]:
    """The extreme asked of a figure that is named an average."""
    found = _EXTREME.search(slots.text)
    apart = found and "平均" in known.name and "平均" not in slots.text and not re.search(r"哪|谁", slots.text)
    return (found.group(),) if found and apart else ()


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


def weight(word: str) -> float:
    """What a word tells apart: longer ones more; a number or a Latin word names something."""
    if not is_han(word[0]):
        return 1.5
    return _LIGHT if word in vocabulary().light else min(len(word), 4) / 2


def narrows(word: str) -> bool:
    """Whether a word, or one of its group, is of those that make another indicator."""
    table = vocabulary().narrowing
    return word in table or stem(word) in table


def restricts(word: str) -> bool:
    """Whether a word of a question asks for a part (高校, 海外), which a paragraph that names several does not grant.

    Kinds of right are compared as slots.
    """
    if concept(word).object is not None or word in vocabulary().light:
        return False
    return any(narrows(w) for w in (word, *vocabulary().same.get(word, ())))


def stem(word: str) -> str:
    """授权量 -> 授权, 案件数 -> 案件: the name of a quantity without its last character."""
    return word[:-1] if len(word) > 2 and word[-1] in "量数额值" else word


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
    if "质押融资" in slots.concept.measures and (word == "企业" or "企业" in vocabulary().same.get(word, ())):
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


# 监管部门, 监管系统 and 监管局 are one body.
_BODY = re.compile(r"(?<=.{2})(?:主管)?(?:部门|系统|机关|机构|单位)$")


def _counted_person(word: str, known: Known) -> bool:
    """Whether a word says no more than the figure's unit: 科研人员, counted in 人."""
    return word[-2:] in _PERSONS and known.figure.unit in ("人", "名", "位", "人次", "万人")


def _own(slots: Slots, question: str, known: Known, alias: str) -> tuple[float, tuple[str, ...]]:
    """The weight of a figure's own name, and the words of it that the question does not say."""
    words = own_words(known.figure.indicator) or own_words(known.clause)
    total = sum(weight(w) for w in words)
    if alias:
        return total, ()
    region = prepared((known.figure.region or "") + (known.document.region or ""))
    counted = "".join(_COUNTED.get(asked_unit(question) or "", ()))
    if slots.unit == "amount":
        counted += "".join(_COUNTED["元"])
    people = asked_unit(question) in ("人", "名")
    # The right and what is done to it are slots of their own, compared by differences.
    done = slots.concept.object is not None and known.concept.object is not None
    right = prepared(known.concept.object or "") if done else ""
    if known.figure.unit in ("家", "户"):
        counted += "企业"
    implied = "".join(kind for word, kind in _IMPLIED.items() if word in question)
    said = question + region + counted + right + implied
    return total, tuple(
        w
        for w in words
        if not covered(w, said)
        and not (len(w) == 2 and w not in vocabulary().narrowing and all(c in question for c in w))  # 超|算算|力
        and not (done and stem(w) in DONE)
        and not (people and w[-1] in "人员者")
        and (narrows(w) or not (may_be_left_out(w) or covered(w, known.heading)))
    )


def may_be_left_out(word: str) -> bool:
    """Whether a question may leave out a word of a figure's name."""
    table = vocabulary()
    return word in table.light or word in table.implied or bool(table.agency.fullmatch(word))


@lru_cache(maxsize=1 << 14)
def own_words(indicator: str) -> tuple[str, ...]:
    """The words of an indicator's name that tell it apart, without titles that it quotes."""
    found = joined(re.sub(r"“[^”]*”|《[^》]*》|\"[^\"]*\"", " ", prepared(indicator)))
    return tuple(dict.fromkeys(w for w in found if len(w) > 1 and not w[0].isdigit()))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Every canonical name -> itself and its aliases, prepared, longest first."""
    found: dict[str, list[str]] = {}
    for alias, name in aliases().items():
        found.setdefault(name, []).append(prepared(alias))
    return {name: tuple(sorted(set(said), key=len, reverse=True)) for name, said in found.items()}


def _alias_said(question: str, indicator: str) -> str:
    """The longest name of an indicator that the question holds; empty where it holds none."""
    return next((name for name in _names().get(indicator, ()) if name in question), "")
