"""What a share, a rank or a growth is of: the figure before it, or the words that name it without their cues."""

import re

from ...records import Figure, Stat
from ..clauses import Setting, noun_phrase, weak
from ..sentence import Sentence
from ..vocabulary import canonical
from .before import Before
from .naming import Meaning, inherited
from .phrases import GOAL_WORDS, earlier_clause, strip_cues
from .references import RANKED_AMONG
from .sums import IN_ALL, PACE, paced


def of_relative(
    sentence: Sentence, where: Setting, stat: Stat, before: Before, base: Figure | None, phrase: str
) -> Meaning | str:
    """What a share, a rank or a growth is of: the figure before it, or the words that name it without their cues."""
    own = strip_cues(GOAL_WORDS.sub("", phrase) if stat == "share" else phrase)
    if base and _says_how(own, stat):
        if not (unread := _unread(sentence, where, before)):
            return paced(base) if stat == "rank" and PACE.search(phrase) else inherited(base)
        own = unread
    phrase = own or phrase
    if _OF.match(phrase):  # 智能算力…，占全国算力的 59%: the subject stands in the clause before
        return earlier_clause(sentence, where) + phrase
    return phrase


def over(left: str, base: Figure) -> Meaning | None:
    """研发经费支出 98 亿元，与地区生产总值之比为 2.2 %: the ratio of what was told before to another thing."""
    found = _OVER.fullmatch(left.strip(" ，,、"))
    if found is None:
        return None
    name = f"{base.indicator}与{canonical(found['other']) or found['other']}之比"
    return Meaning(canonical(name) or name, left.strip(" ，,、"), base.dimensions, base)


_OVER = re.compile(
    r"(?:其?与|和)(?P<other>[\u4e00-\u9fffA-Z]{2,10}?)(?:之比|的比[例值率]?|比例|比值)(?:为|是|达到?|约|提高到|升至|上升到)*"
)


def _unread(sentence: Sentence, where: Setting, before: Before) -> str:
    """The noun of a number without a unit that stands between: 软件市场达 40 亿，同比增长 8%."""
    last = before.last
    if last is None or before.run or last.value_end >= where.clause_start or not where.first_in_clause:
        return ""
    begin = sentence.clause_of(where.clause_start - 1)
    if begin <= last.value_end:
        return ""
    taken = [(a + begin, b + begin) for a, b in sentence.times_in(begin, where.clause_start)]
    digits = (m.start() for m in re.finditer(r"(?<![A-Za-z\d.])\d", sentence.text[begin : where.clause_start]))
    number = next((begin + d for d in digits if not any(a <= begin + d < b for a, b in taken)), None)
    phrase = noun_phrase(sentence, begin, number) if number else ""
    return phrase if 2 <= len(phrase) <= 16 else ""


def _says_how(own: str, stat: Stat) -> bool:
    """Whether the words before a share, a rank or a growth say only how it is meant, or what it is compared with."""
    if not own or weak(own) or IN_ALL.fullmatch(own) or _OF.match(own) or _VERSUS.match(own):
        return True
    if stat == "change_abs" and _BY.fullmatch(own):
        return True  # 企业 61 件，比2023年多|3 件
    return stat == "rank" and bool(_PEERS.search(own) or RANKED_AMONG.fullmatch(own))


_BY = re.compile(r"[多少高低大小快慢长短](?:出来?|了)?")
_OF = re.compile(r"约?占")


_PEERS = re.compile(
    r"连续[一二三四五六七八九十两\d]+年$|^在?各[省市县区州盟院校]{1,2}(?:之|当)?[中里内]$|(?:省份|高校|城市|地区|市州|县区|开发区|高新区|园区)(?:之|当)?[中里]$|(?:城市|地区|省份|县市|市州|县区|高校|园区|开发区|同类|省会)$"
)


_VERSUS = re.compile(
    r"(?:位|稳|跃)?居(?!民|住)|位列|排名|比(?![例重率])|较|高于|低于|快于|慢于|高出|领先|好于|优于"
    r"|(?:仅|只)?(?:是|为|相当于|达到?)[^，。；]{0,12}(?:平均(?:水平|值|数)?|同期|[十几两三五]年前)的?$"
)
