"""Short names that go on from the figure before: 总数, 许可, 银奖, 结案, 罚没."""

import re

from ..records import Figure, Stat
from .clauses import head
from .vocabulary import concept, leading_member


def following(phrase: str, last: Figure, stat: Stat) -> str:
    """A short phrase that goes on from the figure before it: 总数, 许可, 银奖, 结案, 罚没."""
    part = "成员" in dict(last.dimensions)
    told = _NEW.sub("", last.indicator if part else last.raw_indicator)
    if _TOTAL.fullmatch(phrase) and stat in ("count", "amount", "quantity"):
        return told
    lead = leading_member(phrase)
    if lead and lead[0][0] == "权利主体":
        return phrase  # 企业授权 3 件: of the holder, and completed from the topic
    if concept(phrase).measures and len(phrase) <= 4 and (right := concept(last.indicator).object):
        return right + phrase  # 专利转让 1032 次，许可 245 次
    if _PRIZE.fullmatch(phrase) and (first := _PRIZE_END.search(last.indicator)):
        return last.indicator[: first.start()] + phrase  # 中国专利奖金奖 1 项、银奖 2 项
    if len(phrase) <= 3 and stat in ("count", "amount") and phrase not in _NOUNS and len(told) <= 16:
        # 结案 10 起, 罚没 6.74 万元: a verb says what became of the things counted before.
        counted = head(_VERB.sub("", told)) if len(told) > 3 else _DEED.sub("", last.indicator)
        return counted + phrase if len(counted) > 3 else phrase  # 东区 5 件、西区 6 件 go side by side
    return phrase


_TOTAL = re.compile(r"(?:累计)?(?:总量|总数|总额|总规模|总值)")
_PRIZE = re.compile(r"(?:特等|[一二三]等|金|银|铜|优秀)奖")
_PRIZE_END = re.compile(r"(?:特等|[一二三]等|金|银|铜|优秀)奖$")
_DEED = re.compile(r"(?:案值|货值|罚没款?|结案|审结|办结)$")
_NOUNS = frozenset(("进口", "出口", "学生", "企业", "高校", "项目", "学校", "医院", "产值", "利润", "税收", "投资"))


_NEW = re.compile(r"^(?:新增|新登记|新设立?|新培育|新认定|净增)(?=..)")
_VERB = re.compile(
    r"^(?:共|累计)?(?:立案)?(?:查处|查扣|扣押|受理|破获|办理|查获|立案|审结|收缴|扣留|抓获)(?:的|了)?(?=..)|(?:结案|罚没|审结)$"
)
