"""An indicator in full, of the words that name it: canonical name, members, and what the paragraph says is counted."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ...records import Figure, Stat
from ..clauses import bare, head
from ..context.circumstances import State
from ..lexicons import table
from ..sentence import Sentence
from ..vocabulary import Member, canonical, concept, kinds_of_right, leading_member, member_of, members


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a quantity measures, before time and place."""

    indicator: str
    raw: str
    dimensions: tuple[Member, ...]
    base: Figure | None = None


def inherited(base: Figure) -> Meaning:
    """The meaning of a figure, for a number that takes it on."""
    return Meaning(base.indicator, base.raw_indicator, base.dimensions, base)


_BY_KIND = re.compile(r"(?:中|里)?[，,]?按[^，。：:]{2,12}$")


def _lead_in(sentence: Sentence, clause_start: int) -> str | None:
    """What a sentence announces before its colon: 有效发明专利量按权利主体分：企业 328 件 -> 有效发明专利量."""
    colon = max(sentence.text.rfind(c, sentence.start, clause_start) for c in "：:")
    if colon < 0:
        return None
    phrase = _BY_KIND.sub("", sentence.text[sentence.start : colon].strip())
    phrase = bare(phrase.rsplit("，", 1)[-1])
    return _tidy(phrase, "count") if concept(phrase).complete else None


def completed(
    state: State,
    sentence: Sentence,
    phrase: str,
    raw: str,
    extra: tuple[Member, ...],
    produced: list[Figure],
    stat: Stat,
    clause_start: int,
) -> Meaning:
    """The indicator in full: a bare kind of right (发明专利 1217 件) takes its measure from the topic (授权量)."""
    led_by, body = _led_by_member(_aimless(_OF_A_YEAR.sub("", _AROUND.sub("", phrase))))
    dimensions = [*extra, *led_by]
    meant = concept(body)
    dimensions += [m for m in members(body) if m[0] == "专利类型" and "高价值" not in body and m not in dimensions][:1]
    whole = member_of(body)
    led = _lead_in(sentence, clause_start) if whole and not meant.measures else None
    if whole and led:  # 有效发明专利量按权利主体分：企业 328 件
        dimensions.append(whole)
        indicator = led
    elif whole and not meant.measures and meant.object:
        measure = _topic_measure(state, produced)
        indicator = body if not measure else _named(meant.object, measure)
    elif _BARE_DEED.fullmatch(body) and (right := _topic_right(state, produced)):
        right = "专利" if "总" in body and right in _OF_PATENTS else right
        indicator = _tidy(right + body, stat)  # 8 月授权 410 件; 授权总量增长 8 %
    else:
        indicator = canonical(body) or _tidy(body, stat)
    unique = tuple(sorted(dict.fromkeys(dimensions)))
    return Meaning(indicator or state.topic or "数量", raw, unique)


def _aimless(phrase: str) -> str:
    """质押融资目标 30 亿元 is so much of 质押融资, as its status says; 目标任务 by itself stays."""
    rest = _AIM.sub("", phrase)
    known = concept(rest).complete or canonical(rest) or "质押" in rest
    return rest if known else phrase


_AIM = re.compile(r"(?:年度|全年|预期|工作)?(?:目标|任务)(?:任务|值|数|量)?$")
_AROUND = re.compile(r"^(?:其中|共(?![建享同用])|的)+|(?<=..)的$")
# 年申请量, 专利年授权量: of a year, as its period says.
_OF_A_YEAR = re.compile(r"(?:^|(?<=专利)|(?<=商标))年(?=(?:专利)?(?:申请|授权|登记|注册|转让|许可)[量数])")


_OF_SEVERAL = re.compile(
    r"(?:[两三四五六七八九十]|\d{1,2})(?:个|家|所|大(?![\u4e00-\u9fff]{0,6}产业))(?P<who>[\u4e00-\u9fff]{0,6}?(?:园区|开发区|高新区|新区|片区|区县|县区|县市"
    r"|市州|高校|企业|院所|医院|集群|产业链|产业|实验室))的?(?P<rest>.{4,})"
)
_OF_PLACE = re.compile(r"^(?:的|则|在|各省|各地)+")
_OF_HOLDER = re.compile(r"^(?:的|累计|类|所拥有的?|所持有的?)+")


@lru_cache(maxsize=1 << 13)
def _led_by_member(body: str) -> tuple[tuple[Member, ...], str]:
    """The member that a name opens with, and the rest where that names something by itself: 企业|授权专利."""
    row = _OF_SEVERAL.match(body)
    if row and concept(row["rest"]).complete:
        return (("成员", row["who"]),), row["rest"]  # 三个国家级园区|有效发明专利
    lead = leading_member(body)
    if lead and lead[1] < len(body) - 1 and lead[0][0] in ("区域", "国家和地区") and body[lead[1]] not in "、和与及":
        rest = head(bare(_OF_PLACE.sub("", body[lead[1] :])))
        if len(rest) > 1:
            return (lead[0],), rest
    elif lead and lead[1] < len(body) and lead[0][0] == "权利主体":
        rest = _OF_HOLDER.sub("", body[lead[1] :])
        if concept(rest).object or _BARE_DEED.fullmatch(rest):
            return (lead[0],), rest
    return (), body


_RECEIVED = re.compile(r"申请受理(?=[量数]|$)")
_GRANTED = re.compile(r"申请(?=授权[量数]?$)")
_HELD = re.compile(r"^(?:共?拥有|持有)(?=有效(?:发明|实用新型|外观设计|注册)?(?:专利|商标)(?:量|数|拥有量)?$)")
_TURNED = re.compile(r"(?:新增)?(申请|授权|注册|转让|许可)的?(.{2,8})")
_TOTAL = re.compile(r"(?:总量|总数|(?<!案)件数|数量)$")
_DEED = re.compile(r"(?:申请|授权|注册|转让|许可|登记|受理)$")
_PER_HEAD = re.compile(r"^每?万人口?(?=.*(?:专利|拥有))")


@lru_cache(maxsize=1 << 13)
def _tidy(phrase: str, stat: Stat) -> str:
    """A phrase as an indicator's name: 专利申请 -> 专利申请量, 总量 -> 量."""
    phrase = _HELD.sub("", _RECEIVED.sub("申请", _GRANTED.sub("", phrase)))
    turned = _TURNED.fullmatch(phrase)
    if turned and concept(turned[2]).object and not concept(turned[2]).measures:  # 授权专利 5 件
        phrase = turned[2] + turned[1]
    phrase = _TOTAL.sub(lambda m: "量" if m.group() in ("总量", "数量") else "数", phrase)
    if stat in ("count", "per_capita") and concept(phrase).complete and _DEED.search(phrase):
        return phrase + "量"
    return _PER_HEAD.sub("每万人", phrase)


def _named(right: str, measure: str) -> str:
    return f"有效{right}量" if measure == "有效量" else right + measure


# 授权发明专利 9 件，实用新型专利 8 件: what is done to the first kind is done to the next.
_OF_PATENTS = ("发明专利", "实用新型专利", "外观设计专利")
_BARE_DEED = re.compile(r"(?:核准)?(?:申请|授权|注册|登记|转让|许可|受理)(?:总?量|总?数|件数)?")


def _topic_right(state: State, produced: list[Figure]) -> str | None:
    """The right of the figures read before in the paragraph."""
    found = (concept(figure.indicator).object for figure in [*reversed(produced), *reversed(state.found)])
    # Where the paragraph has told of none: the one right that the headings or the title speak of.
    headings = (state.topic, state.document.title)
    return next(filter(None, found), None) or next(filter(None, map(_only_right, headings)), None)


def _only_right(heading: str) -> str | None:
    kinds = kinds_of_right(heading)
    return next(iter(kinds)) if len(kinds) == 1 else None


def _topic_measure(state: State, produced: list[Figure]) -> str | None:
    """申请量, 授权量 … of the figures read before in the paragraph, else of its heading."""
    order = list(table("indicators")["measures"])
    for figure in [*reversed(produced), *reversed(state.found)]:
        measures = concept(figure.indicator).measures
        kind = concept(figure.indicator).object or ""
        if measures and (kind == "专利" or (figure in produced and kind in _OF_PATENTS)):
            return min(measures, key=order.index)
    for phrase in (state.topic, *reversed(state.document.section_at(0))):
        measures = concept(phrase).measures
        if len(measures) == 1:
            return min(measures, key=order.index)
    return None


_PLEDGE = re.compile(r"([\u4e00-\u9fff]{2,8}质押)(?:融资)?")
_SUM = re.compile(r"(?:案值|货值|货款|案款)$")
_FOUND = re.compile(r"(?:查获|查扣|查处|扣留|扣押|涉及)+")


def with_sum(found: Meaning, stat: Stat) -> Meaning:
    """案值, 货值, 货款 and 案款 name sums and nothing that is counted: 侵权货物案值 210 万元、12 批次侵权货物.

    A sum of pledges is one of their finance: 商标质押 6 亿元 -> 商标质押融资金额.
    """
    if stat == "amount" and found.indicator in ("质押融资", "质押贷款"):
        return replace(found, indicator="知识产权质押融资金额")
    if stat == "amount" and (pledged := _PLEDGE.fullmatch(found.indicator)):
        name = f"{pledged[1]}融资金额"
        return replace(found, indicator=canonical(name) or name)
    noun = _SUM.search(found.indicator)
    if noun is None:
        return found
    before = found.indicator[: noun.start()]
    if stat == "count":
        return replace(found, indicator=before or "数量")
    if _SUM.search(before) or _FOUND.fullmatch(before):  # 执行到位案款 3 亿元，发放案款 2 亿元
        named = found.raw if found.raw.endswith(noun.group()) and not _FOUND.match(found.raw) else noun.group()
        return replace(found, indicator=named)
    return found
