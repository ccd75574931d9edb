"""What single words of questions and names weigh and tell: what narrows, what restricts, what may be left out."""

import re
from functools import lru_cache

from ...figures.vocabulary import concept
from ...text import is_han
from ..asked.lexicon import vocabulary
from ..asked.slots import joined, prepared

_LIGHT = 0.25
DONE = frozenset(("申请", "授权", "注册", "登记", "转让", "许可", "质押", "有效", "受理", "拥有", "授予"))
# What a member is by its kind, which a question leaves out: 邮递渠道, 著作权纠纷, 轨道交通装备.
_KINDS_OF_MEMBERS = frozenset(
    ("渠道", "环节", "领域", "产业", "行业", "方式", "途径", "分支", "类别", "纠纷", "案件", "货物", "产品", "商品",
     "装备", "设备", "制造", "制造业", "技术", "业务", "部门", "单位", "机构", "嫌疑", "涉嫌", "侵犯")
)  # fmt: skip


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


def short_for(word: str, text: str) -> bool:
    """Whether a word is made of the first characters of two that stand side by side in a text: 轨交, 轨道交通."""
    spelled = f"{re.escape(word[0])}[\u4e00-\u9fff]{re.escape(word[-1])}[\u4e00-\u9fff]"
    return len(word) == 2 and re.search(spelled, text) is not None


def is_kind(word: str) -> bool:
    """Whether a word of a member's name says only what kind of member it is, or may be left out anyhow."""
    return word in _KINDS_OF_MEMBERS or may_be_left_out(word)


def may_be_left_out(word: str) -> bool:
    """Whether a question may leave out a word of a figure's name."""
    table = vocabulary()
    return word in table.light or word in table.implied or bool(table.agency.fullmatch(word))


@lru_cache(maxsize=1 << 14)
def own_words(indicator: str) -> tuple[str, ...]:
    """The words of an indicator's name that tell it apart, without titles that it quotes."""
    found = joined(re.sub(r"“[^”]*”|《[^》]*》|\"[^\"]*\"", " ", prepared(indicator)))
    return tuple(dict.fromkeys(w for w in found if len(w) > 1 and not w[0].isdigit()))
