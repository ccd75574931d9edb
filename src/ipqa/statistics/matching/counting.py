"""Whether a figure counts what a question counts: things, bodies, persons or times; all so far or those of a year."""

import re

from ...records import Figure
from ..asked.slots import Slots, asked_unit
from .library import Known, sentence_of

_COUNTING_WORDS = tuple(
    frozenset(words.split())
    for words in (
        "件 个 项 份 宗 起 条 种 类 例 单 枚 款 篇 部 套 台 本 笔 件次",
        "家 户 个 所 间 条",
        "人 名 位 个 人次",
        "批 批次 次 场 场次 期 件次 人次 班 个",
    )
)
"""Words of one kind stand for each other in speech: 几起案件 of 9 件, 多少家机构 of 9 所; of two kinds never."""
# 截至2022年底累计, 历年累计: all that there was so far, and not what came in one year.
_SO_FAR = re.compile(
    r"(?:截至|截止|到|至)[^，。？?]{0,12}(?:[末底]|止|目前|现在)[^。？?]*累计"
    r"|[末底][^，。？?]{0,24}累计|历年[^，。？?]{0,6}(?:累计|合计|总)"
)
_STANDS = re.compile(
    r"累计|截[至止]|共有|总数|总量|达到|达[\d ]|拥有|有效|现有|保有|持有|存量|余额|在库|存续|入驻|建成|建有|设有"
    r"|历年|总共|[年月季]末|底[，,]"
)
# 年申请量, 当年授权: what came in one year, and not all that there was so far.
_OF_THE_YEAR = re.compile(r"(?<=[的利标权品])年(?:度)?(?:申请|授权|登记|注册|受理|公开|新增|成交)量|当年")
_FLOWS = ("count", "amount")


# “铁拳”行动期间，春节期间: a number of part of the year; not of the years of a plan.
_DURING = re.compile(
    r"(?P<what>[\u4e00-\u9fffA-Za-z\d“”\"]{2,18})期间[^，。；]{0,4}[，,]"
    r"|(?P<drive>[\u4e00-\u9fffA-Za-z\d“”\"]{0,16}(?:行动|整治))中[，,]"
)
_PLAN = re.compile(r"十[一二三四五六]五|规划|计划|报告|统计|同|此|全年")


def counted_otherwise(slots: Slots, figure: Figure) -> bool:
    """Whether a counting word is asked that is never said of what the figure counts: 多少批次 of 9 件."""
    unit, own = asked_unit(slots.text), figure.normalized_unit
    if unit is None or figure.stat != "count":
        return False
    mine = [words for words in _COUNTING_WORDS if unit in words]
    theirs = [words for words in _COUNTING_WORDS if own in words]
    return bool(mine and theirs) and not any(own in words for words in mine)


def asks_so_far(question: str) -> bool:
    """Whether all that there was until a time is asked."""
    return bool(_SO_FAR.search(question))


def told_so_far(text: str) -> bool:
    """Whether a text may tell how many there are, and not only what came in a time."""
    return bool(_STANDS.search(text))


def of_one_time(slots: Slots, known: Known) -> bool:
    """Whether all so far is asked (截至2022年底累计) and a figure tells what came in a time; or the other way round."""
    if _OF_THE_YEAR.search(slots.text) and "累计" in known.name + known.clause and "累计" not in slots.text:
        return not _OF_THE_YEAR.search(known.name + known.clause)
    if known.figure.stat not in _FLOWS or known.figure.nature in ("stock", "cumulative"):
        return False
    if known.figure.period and "/" in known.figure.period:
        return False
    return asks_so_far(slots.text) and not told_so_far(known.name + known.clause)


def of_an_occasion(slots: Slots, known: Known) -> bool:
    """Whether a figure is of a campaign or a feast that its sentence opens with and the question does not name."""
    figure = known.figure
    if figure.cell is not None:
        return False
    opened = sentence_of(known.document, figure.start, figure.end)[0]
    return tells_an_occasion(known.document.text[opened : figure.value_start].rpartition("；")[2], slots.text)


def tells_an_occasion(text: str, question: str) -> bool:
    """Whether a text speaks of a campaign or a feast that a question does not name."""
    found = _DURING.search(text)
    what = (found["what"] or found["drive"]) if found else ""
    if not what or _PLAN.search(what) or "期间" in question:
        return False
    named = re.sub(r"[“”\"\d]", "", what)
    return not any(named[i : i + 2] in question for i in range(len(named) - 1))
