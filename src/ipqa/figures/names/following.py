"""Short names that go on from the figure before: 总数, 许可, 银奖, 结案, 罚没."""

import re

from ...records import Figure, Stat
from ..clauses import head
from ..sentence import Sentence
from ..values.quantities import Quantity
from ..vocabulary import concept, leading_member
from .before import LEVELS


def following(phrase: str, last: Figure, stat: Stat, unit: str) -> str:
    """A short phrase that goes on from the figure before it: 总数, 许可, 银奖, 结案, 罚没; ``unit`` is its number's."""
    part = "成员" in dict(last.dimensions)
    told = _NEW.sub("", last.indicator if part else last.raw_indicator)
    amount = _QUANTITY_OF.fullmatch(phrase)
    if amount and unit != last.normalized_unit and amount["deed"] in last.indicator and len(last.indicator) > 4:
        return f"{last.indicator}数量"  # 扣留侵权货物 12 批次，扣留数量 3 万件
    if _TOTAL.fullmatch(phrase) and stat in ("count", "amount", "quantity"):
        return told
    lead = leading_member(phrase)
    if lead and lead[0][0] == "权利主体":
        return phrase  # 企业授权 3 件: of the holder, and completed from the topic
    if concept(phrase).measures and len(phrase) <= 4 and (right := concept(last.indicator).object):
        if "质押" in phrase and concept(last.indicator).measures & _HELD:
            return phrase  # 有效发明专利 9 件，质押贷款 2 亿元: no loans on 发明专利 alone
        return right + phrase  # 专利转让 1032 次，许可 245 次
    if gone_on := _gone_on(phrase, told, last, stat, unit):
        return gone_on
    if stat == "count" and last.stat == "amount" and not concept(last.indicator).object:
        return phrase  # 合同金额 8630 万元；许可 38 项
    short = len(phrase) <= 3 and phrase not in _NOUNS and phrase[-1] not in "数量"
    return _became(phrase, told, last, stat, unit) if short and stat in LEVELS[:2] and len(told) <= 16 else phrase


def _gone_on(phrase: str, told: str, last: Figure, stat: Stat, unit: str) -> str:
    """A name of the figure before with its end exchanged, or something put before it; "" where neither is so."""
    if phrase in _MONEY_IN and stat == last.stat == "amount" and told.endswith("金额"):
        return told.removesuffix("金额") + phrase + "金额"  # 合同金额 640 万元，到账 120 万元
    if _ADDED.fullmatch(phrase) and stat == "count" and unit == last.normalized_unit and not _ADDED.match(told):
        return phrase + head(told)  # 高新技术企业 1206 家，全年新增 182 家
    if _JUDGED.fullmatch(phrase) and _JUDGED.search(last.indicator):
        told = _JUDGED.sub("", last.indicator)
    if _JUDGED.fullmatch(phrase) and _CASES.search(told):
        told = _MEDIATED.sub("", told) if "调解" in phrase else _VERB.sub("", told)
        return told + phrase  # 批准逮捕侵犯商标权犯罪 14 件，提起公诉 22 件
    if _PRIZE.fullmatch(phrase) and (first := _PRIZE_END.search(last.indicator)):
        return last.indicator[: first.start()] + phrase  # 中国专利奖金奖 1 项、银奖 2 项
    if stat == "count" and unit == last.normalized_unit and phrase[-1] == told[-1:] and _STATION.fullmatch(phrase):
        return head(told)[: -len(phrase)] + phrase  # 商标品牌指导站 4 个、工作站 7 个
    return ""


def _became(phrase: str, told: str, last: Figure, stat: Stat, unit: str) -> str:
    """结案 10 起, 罚没 6.74 万元: a verb says what became of the things counted before."""
    told = _COUNTED.sub("", told) if phrase in ("金额", "总额", "案值", "货值") else told
    counted = head(_VERB.sub("", told)) if len(told) > 3 else _DEED.sub("", last.indicator)
    if counted in _BARE_THINGS:  # 扣留侵权货物 12 批次，涉及货物 3 万件，案值 58 万元
        counted = max(told, _COUNTED.sub("", last.indicator), key=len)
    again = stat == "count" or phrase in _SPENT
    if counted == phrase or (again and counted.endswith(phrase)):
        return counted  # 扣留侵权嫌疑货物 5 批次，涉及货物 8 万件; 2022年支出 5 万元，2023年支出 6 万元
    done = _DONE.search(phrase) is not None
    if unit != last.normalized_unit and not (_CASES.search(counted) if done else stat == "amount"):
        return phrase  # 在校学生 5 人；小学 8 所; 检查商户 312 户次，立案 6 件，罚没款 4 万元
    if stat == "count" and phrase in counted and len(counted) > 3:
        return counted  # 新增备案知识产权 9 项，累计备案 62 项
    return counted + phrase if len(counted) > 3 else phrase  # 东区 5 件、西区 6 件 go side by side


_SPENT = frozenset(("支出", "收入", "投入", "安排", "拨付", "兑现"))
_HELD = frozenset(("申请量", "授权量", "有效量", "拥有量", "注册量"))
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
_QUANTITY_OF = re.compile(rf"(?P<deed>{_DONE.pattern})(?:的)?(?:总?数量|件数|总数|总量)")
_TOTAL = re.compile(r"(?:累计)?(?:总量|总数|总额|总规模|总值)")
_PRIZE = re.compile(r"(?:特等|[一二三]等|金|银|铜|优秀)奖")
_PRIZE_END = re.compile(r"(?:特等|[一二三]等|金|银|铜|优秀)奖$")
_DEED = re.compile(r"(?:案值|货值|罚没款?|结案|审结|办结)$")
_MONEY_IN = frozenset(("到账", "到位", "实到", "兑付", "拨付", "支付"))
_MEDIATED = re.compile(r"^.*(?:调解|受理|处理|办理|接收)(?=[\u4e00-\u9fff]{2})")
_BARE_THINGS = frozenset(("货物", "商品", "物品", "产品", "案件", "纠纷"))
_STATION = re.compile(r"[\u4e00-\u9fff]{2}[站点室]")
_ADDED = re.compile(r"(?:年内)?(?:新增|新认定|新获批|新培育|新备案|新登记|新建|新引进|新入选)")
_JUDGED = re.compile(
    r"(?:提起公诉|(?:不予?)?批准逮捕|(?:受理)?审查起诉|移送(?:审查)?起诉|不起诉|调解成功|成功调解|司法确认"
    r"|刑事拘留|立案侦[查办])"
)
# What deeds are done to: cases and what they are about, goods that are seized.
_CASES = re.compile(r"案|纠纷|线索|举报|投诉|货物|商品|物品|产品|侵权|犯罪|违法|假冒|诉讼|窝点|[件批]次$|嫌疑")
_NOUNS = frozenset(
    ("进口", "出口", "学生", "企业", "高校", "项目", "学校", "医院", "产值", "利润", "税收", "投资", "贷款", "融资")
)


_NEW = re.compile(r"^(?:新增|新登记|新设立?|新培育|新认定|新建|新获批|新引进|新核准|新注册|净增)(?=..)")
_VERB = re.compile(
    r"^(?:共|累计)?(?:立案)?(?:受理)?(?:审查逮捕|审查起诉|查处|查扣|扣押|受理|破获|办理|查获|立案|审结|收缴|扣留|抓获|批准逮捕|提起公诉|(?:侦办|侦破|移送|通报|新收|收案)(?=.{4}))(?:的|了)?(?=..)"
    r"|^组织(?=.{4})|(?:结案|罚没|审结|办结|备案|受理)$"
)
