"""The most and the least of one: 单案最高判赔, 最高利率. One asked is one told, and the most is no sum and no mean."""

import re

from ..asked.slots import Slots
from .library import Known

# 最高利率, but not 利率最高的, 哪家最高: there the highest of several is asked.
_EXTREME = re.compile(r"最[高低大小](?!的|是|为|[家个])(?=[\u4e00-\u9fff]{2})")
# 最贵的, 单案判赔, 封顶: words that ask for the most or the least of one.
_ASKS_MOST = re.compile(
    r"最|单[案笔件户个项]|顶格|封顶|上限|下限|峰值|极值|第一|首位|[创历]史新|以[内上下]|至[多少]|不[超低]"
)
# 单案最高判赔 is 判赔最高的一件: the most is always that of one.
SINGLE = frozenset(("单案", "单件", "单起", "个案", "单个", "单项", "单笔", "单户"))
MOST_OF = re.compile(r"最[高低大小多少](?!人民|检察?|法|工资|生活)")


def extreme(slots: Slots, known: Known) -> tuple[str, ...]:
    """The extreme that a figure tells and the question does not ask, or asks of a figure that is named an average."""
    if MOST_OF.search(known.figure.indicator) and not _ASKS_MOST.search(slots.text):
        return ("最",)  # the most of one is not asked
    found = _EXTREME.search(slots.text)
    apart = found and "平均" in known.name and "平均" not in slots.text and not re.search(r"哪|谁", slots.text)
    return (found.group(),) if found and apart else ()


def one_most(word: str, label: str) -> bool:
    """Whether a word asks for one of which a name tells the most."""
    return word in SINGLE and bool(MOST_OF.search(label))
