"""Short names that go on from the figure before: 总数, 许可, 银奖, 结案, 罚没."""

import re

from ...records import Figure, Stat
from ..clauses import head
from ..sentence import Sentence
from ..values.quantities import Quantity
from ..vocabulary import concept, leading_member


def following(phrase: str, last: Figure, stat: Stat, unit: str) -> str:
    """A short phrase that goes on from the figure before it: 总数, 许可, 银奖, 结案, 罚没; ``unit`` is its number's."""
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
    if stat == "count" and last.stat == "amount" and not concept(last.indicator).object:
        return phrase  # 合同金额 8630 万元；许可 38 项
    if (
        len(phrase) <= 3
        and stat in ("count", "amount")
        and phrase not in _NOUNS
        and phrase[-1] not in "数量"
        and len(told) <= 16
    ):
        # 结案 10 起, 罚没 6.74 万元: a verb says what became of the things counted before.
        told = _COUNTED.sub("", told) if phrase in ("金额", "总额") else told
        counted = head(_VERB.sub("", told)) if len(told) > 3 else _DEED.sub("", last.indicator)
        if stat == "count" and counted.endswith(phrase):
            return counted  # 扣留侵权嫌疑货物 5 批次，涉及货物 8 万件
        if stat == "count" and unit != last.normalized_unit and not _DONE.fullmatch(phrase):
            return phrase  # 在校学生 5 人；小学 8 所
        return counted + phrase if len(counted) > 3 else phrase  # 东区 5 件、西区 6 件 go side by side
    return phrase


_COUNTED = re.compile(r"(?:次数|笔数|项数|件数|数量|量)$")
_FLOW = re.compile(r"^(?:新增|新认定|新获批|新培育|新建成?|新引进|新登记|净增|新入选|新评定)")
_THINGS = re.compile(
    r"(?:企业|中心|基地|机构|站点?|园区?|平台|示范区|联盟|产品|单位|品牌|团队|项目|县|城市|人才|孵化器|众创空间|实验室|工作[站室]|学校|小镇|冠军)$"
)
_OF_RANK = re.compile(r"(?:国家|全国|省|市|区|县|部)级?(?:级)?(?:知识产权|专利|商标|版权|地理标志)?$")


def coordinated(sentence: Sentence, phrase: str, last: Figure, quantity: Quantity) -> str:
    """新增国家级示范企业 3 家、优势企业 5 家: the second name with what opens the first."""
    between = sentence.text[last.value_end : quantity.start].removeprefix(last.unit).strip()
    if last.normalized_unit != quantity.normalized_unit or between[:1] not in ("、", "和", "与", "及"):
        return phrase
    flow = _FLOW.match(last.raw_indicator)
    told = _FLOW.sub("", last.raw_indicator)
    if not _THINGS.search(phrase) or _FLOW.match(phrase) or phrase[-2:] != told[-2:] or len(told) - len(phrase) < 2:
        return f"{flow.group()}{phrase}" if flow and _THINGS.search(phrase) and not _FLOW.match(phrase) else phrase
    shared = _OF_RANK.search(told[: -len(phrase)])
    return f"{flow.group() if flow else ''}{shared.group() if shared else ''}{phrase}"


_DONE = re.compile(r"查处|查扣|受理|破获|立案|审结|结案|收缴|扣留|抓获|移送|查获|办结|起诉|逮捕|批捕|没收|罚没")
_TOTAL = re.compile(r"(?:累计)?(?:总量|总数|总额|总规模|总值)")
_PRIZE = re.compile(r"(?:特等|[一二三]等|金|银|铜|优秀)奖")
_PRIZE_END = re.compile(r"(?:特等|[一二三]等|金|银|铜|优秀)奖$")
_DEED = re.compile(r"(?:案值|货值|罚没款?|结案|审结|办结)$")
_NOUNS = frozenset(("进口", "出口", "学生", "企业", "高校", "项目", "学校", "医院", "产值", "利润", "税收", "投资"))


_NEW = re.compile(r"^(?:新增|新登记|新设立?|新培育|新认定|新建|新获批|新引进|新核准|新注册|净增)(?=..)")
_VERB = re.compile(
    r"^(?:共|累计)?(?:立案)?(?:查处|查扣|扣押|受理|破获|办理|查获|立案|审结|收缴|扣留|抓获|(?:新收|收案)(?=.{4}))(?:的|了)?(?=..)|(?:结案|罚没|审结)$"
)
