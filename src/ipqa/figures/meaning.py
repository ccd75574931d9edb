"""What a number measures: the indicator in full, from its clause, the figure before it, or the paragraph's topic."""

import re
from dataclasses import dataclass, replace

from ..records import Figure, Stat
from .circumstances import State
from .clauses import Setting, head, noun_behind, noun_phrase, weak
from .lexicons import table
from .lists import ListItem
from .quantities import Quantity
from .regions import Region, is_scope
from .vocabulary import Member, canonical, concept, leading_member, member_of, members


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a quantity measures, before time and place."""

    indicator: str
    raw: str
    dimensions: tuple[Member, ...]


def meaning_of(
    state: State,
    quantity: Quantity,
    where: Setting,
    aligned: ListItem | None,
    stat: Stat,
    produced: list[Figure],
    places: list[Region],
) -> Meaning:
    if aligned:
        known = member_of(aligned.member)
        extra = (known or ("成员", aligned.member),)
        common = _strip_cues(aligned.common) or (produced[-1].indicator if produced else state.topic)
        return _complete(state, common, common, extra, produced, stat, where.clause_start)
    local = [
        replace(r, start=r.start - where.left_start, end=r.end - where.left_start)
        for r in places
        if where.left_start <= r.start and r.end <= quantity.start and not is_scope(state.document.text, r)
    ]
    phrase = noun_phrase(where.left, local)
    if stat in ("share", "rank", "growth_yoy", "growth_annual", "diff_pp", "change_abs", "ratio"):
        own = _strip_cues(phrase)
        if (not own or weak(own) or own.startswith("占")) and produced:
            base = produced[-1]
            return Meaning(base.indicator, base.raw_indicator, base.dimensions)
        phrase = own or phrase
        if phrase.startswith("占"):  # 智能算力…，占全国算力的 59%: the subject stands in the clause before
            phrase = _earlier_clause(state.document.text, where, places) + phrase
    behind = noun_behind(where.tail)
    if not phrase or weak(phrase) or len(phrase) == 1:
        earlier = _earlier_clause(state.document.text, where, places)
        phrase = behind or earlier or (produced[-1].indicator if produced else state.topic)
    elif behind and len(behind) >= 2 and not concept(phrase).object and not canonical(phrase) and _verbal(phrase):
        phrase = phrase + behind
    raw, phrase = phrase, head(phrase)
    if (
        len(phrase) <= 3
        and produced
        and not canonical(phrase)
        and not concept(phrase).object
        and not member_of(phrase)
        and stat in ("count", "amount")
    ):
        # 结案 10 起, 罚没 6.74 万元: a verb says what became of the things counted before.
        phrase = head(_VERB.sub("", produced[-1].raw_indicator)) + phrase
    return _complete(state, phrase, raw, (), produced, stat, where.clause_start)


_VERB = re.compile(
    r"^(?:共|累计)?(?:查处|受理|破获|办理|查获|立案|审结|收缴|扣留|抓获)(?:的|了)?(?=..)|(?:结案|罚没|审结)$"
)


def _verbal(phrase: str) -> bool:
    """A short phrase of verbs whose object stands behind the number: 查获|4起|案件, 可实现|250家|托管."""
    return len(phrase) <= 6 and not re.search(r"[量数额率值入度费比]$", phrase)


def _earlier_clause(text: str, where: Setting, places: list[Region]) -> str:
    """The noun phrase of the clause just before, if that clause has no number of its own."""
    stop = where.clause_start - 1
    begin = max((text.rfind(c, max(0, stop - 60), stop) for c in "，。；：\n,;"), default=-1) + 1
    clause = text[begin:stop]
    if stop <= begin or re.search(r"\d", clause):
        return ""
    local = [replace(r, start=r.start - begin, end=r.end - begin) for r in places if begin <= r.start and r.end <= stop]
    phrase = noun_phrase(clause, local)
    return phrase if 2 <= len(phrase) <= 30 else ""


_CUE_WORDS = re.compile(
    r"(?:同比|环比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?|较上一年同期的?|名义|实际|年均|年平均|平均|复合|分别)*"
    r"(?:增长率?|增加|增速|增幅|涨幅|上涨|上升|提高|提升|下降|降低|减少|降幅|回落|下滑|占比|比重|比例|排名|位次|占|达到?|居|位)?$"
)


def _strip_cues(phrase: str) -> str:
    """A noun phrase without the words of growth, share and rank at its end."""
    share = re.match(r"(.+?)占.+", phrase)
    if share and len(share[1]) >= 2:
        return phrase
    previous = None
    while phrase != previous:
        previous = phrase
        phrase = _CUE_WORDS.sub("", phrase)
    return phrase


def _lead_in(text: str, clause_start: int) -> str | None:
    """What a sentence announces before its colon: 有效发明专利量按权利主体分：企业 328 件 -> 有效发明专利量."""
    sentence = max(text.rfind(c, 0, clause_start) for c in "。！？\n") + 1
    colon = max(text.rfind(c, sentence, clause_start) for c in "：:")
    if colon < 0:
        return None
    phrase = re.sub(r"(?:中|里)?[，,]?按[^，。：:]{2,12}$", "", text[sentence:colon].strip())
    phrase = noun_phrase(phrase.rsplit("，", 1)[-1], [])
    return _tidy(phrase, "count") if concept(phrase).complete else None


def _complete(
    state: State,
    phrase: str,
    raw: str,
    extra: tuple[Member, ...],
    produced: list[Figure],
    stat: Stat,
    clause_start: int,
) -> Meaning:
    """The indicator in full: a bare kind of right (发明专利 1217 件) takes its measure from the topic (授权量)."""
    dimensions = [*extra]
    body = re.sub(r"^(?:其中|共|的)+", "", phrase)
    lead = leading_member(body)
    if lead and lead[1] < len(body) and lead[0][0] == "权利主体":
        rest = re.sub(r"^(?:的|累计|类)+", "", body[lead[1] :])
        if concept(rest).object:
            dimensions.append(lead[0])
            body = rest
    meant = concept(body)
    dimensions += [m for m in members(body) if m[0] == "专利类型" and "高价值" not in body and m not in dimensions][:1]
    whole = member_of(body)
    led = _lead_in(state.document.text, clause_start) if whole and not meant.measures else None
    if whole and led:  # 有效发明专利量按权利主体分：企业 328 件
        dimensions.append(whole)
        indicator = led
    elif whole and not meant.measures and meant.object:
        measure = _topic_measure(state, produced)
        indicator = body if not measure else _named(meant.object, measure)
    else:
        indicator = canonical(body) or _tidy(body, stat)
    unique = tuple(sorted(dict.fromkeys(dimensions)))
    return Meaning(indicator or state.topic or "数量", raw, unique)


def _tidy(phrase: str, stat: Stat) -> str:
    """A phrase as an indicator's name: 专利申请 -> 专利申请量, 总量 -> 量."""
    phrase = re.sub(r"(?:总量|总数|件数|数量)$", lambda m: "量" if m.group() in ("总量", "数量") else "数", phrase)
    meant = concept(phrase)
    if (
        stat in ("count", "per_capita")
        and meant.complete
        and re.search(r"(?:申请|授权|注册|转让|许可|登记|受理)$", phrase)
    ):
        return phrase + "量"
    return re.sub(r"^每?万人口?(?=.*(?:专利|拥有))", "每万人", phrase)


def _named(right: str, measure: str) -> str:
    return f"有效{right}量" if measure == "有效量" else right + measure


def _topic_measure(state: State, produced: list[Figure]) -> str | None:
    """申请量, 授权量 … of the figures read before in the paragraph, else of its heading."""
    order = list(table("indicators")["measures"])
    for figure in [*reversed(produced), *reversed(state.found)]:
        measures = concept(figure.indicator).measures
        if measures and concept(figure.indicator).object == "专利":
            return min(measures, key=order.index)
    for phrase in (state.topic, *reversed(state.document.section_at(0))):
        measures = concept(phrase).measures
        if len(measures) == 1:
            return min(measures, key=order.index)
    return None
