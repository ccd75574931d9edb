"""Words that name a number from elsewhere: before a bracket, in the clause before; and a name without its cues."""

import re
from functools import lru_cache

from ..clauses import FOR_YEARS, Setting, noun_phrase
from ..sentence import Sentence
from ..vocabulary import concept

# 投资完成|年度目标的: the target is the whole, not what is measured.
GOAL_WORDS = re.compile(
    r"(?:已|均|超额|提前|顺利)*(?:完成|达到?|占|为|实现|相当于)?(?:年度|全年|年初|本年|当年|五年|序时|既定|预期|省定|市定|规划|调整)*"
    r"(?:目标|任务|计划|预算|预期)(?:任务|数|值|进度|总额|总量)?的?$"
)


def before_bracket(sentence: Sentence, where: Setting, places: bool = True) -> str:
    """The noun before the bracket that a number stands in: 实用新型（占比 30%）; without the place before it."""
    opened = where.clause_start - 1
    if opened <= sentence.start or sentence.text[opened] not in "（(":
        return ""
    begin = sentence.clause_of(opened)
    begin = max(begin, sentence.text.rfind("、", begin, opened) + 1, sentence.text.rfind("）", begin, opened) + 1)
    phrase = GOAL_WORDS.sub("", noun_phrase(sentence, begin, opened, places=places))
    if _AGAINST.match(phrase):  # 均高于全区平均水平（8.0 件）
        return ""
    return "" if re.search(r"\d", phrase) else phrase


def earlier_clause(sentence: Sentence, where: Setting) -> str:
    """The noun phrase of the clause just before, if that clause has no number of its own."""
    stop = where.clause_start - 1
    if stop <= sentence.start:
        return ""
    begin = max(sentence.clause_of(stop), stop - 60)
    clause = sentence.text[begin:stop]
    if re.search(r"\d", _dateless(sentence, begin, stop)) or not clause.strip():
        return ""
    phrase = noun_phrase(sentence, begin, stop)
    return phrase if 2 <= len(phrase) <= 30 else ""


def _dateless(sentence: Sentence, begin: int, stop: int) -> str:
    times = sentence.times_in(begin, stop)
    return "".join(c for i, c in enumerate(sentence.text[begin:stop]) if not any(a <= i < b for a, b in times))


_CUE_WORDS = re.compile(
    r"(?:(?:同比|环比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?|较上一年同期的?|名义|实际|年均|年平均|平均|复合|分别|均|都)*"
    r"(?:微降|微增|略降|略增|微涨|增长率?|增加|增速|增幅|涨幅|上涨|上升|提高|提升|下降|降低|减少|降幅|回落|下滑|缩短|压缩|压减|缩减|占比|比重|比例|排名|位次|占|达到?|居|(?<![床吨泊单席学车部岗摊铺工机库诸品地])位)?"
    r"|(?:(?:位|稳|跃|均|仍)?居(?!民|住)|位列|名列|分列|排名?|列|进入|处于|(?:提|上|跃|晋)?升至)[于在到至]?"
    r"(?:(?:全国|全球|世界|全[省市区县]|国内|中国|各省)[\u4e00-\u9fff]{0,6}|前)?)$"
)


_AGAINST = re.compile(r"(?:均|都|也)?(?:高于|低于|快于|慢于|好于|优于|超过|不及)")
# 拥有量仅为全国平均水平的|17.6 %
OF_AVERAGE = re.compile(r"(?<=..)(?:仅|只)?(?:是|为|相当于)[\u4e00-\u9fff]{0,8}平均(?:水平|值|数)?的?$")
_SHARE = re.compile(r"(.+?)占(?!比).+")


@lru_cache(maxsize=1 << 13)
def strip_cues(phrase: str) -> str:
    """A noun phrase without the words of growth, share and rank at its end."""
    share = _SHARE.match(phrase) if "占" in phrase else None
    if share and len(share[1]) >= 2:
        if share[1].endswith(("仅", "只", "也", "则")):
            return share[1][:-1]  # 高价值专利仅占有效发明的 40 %
        return share[1] if concept(share[1]).object and phrase.endswith("的") else phrase  # 发明专利占专利授权量的
    phrase = OF_AVERAGE.sub("", phrase)
    previous = None
    while phrase != previous:
        previous = phrase
        phrase = FOR_YEARS.sub("", _CUE_WORDS.sub("", phrase))
    return phrase[:-1] if len(phrase) > 2 and phrase.endswith(("则", "仅", "只", "均", "也")) else phrase
