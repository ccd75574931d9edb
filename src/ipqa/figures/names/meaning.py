"""What a number measures: the words that name it, from its clause, the figure before it, or the clause before."""

import re
from dataclasses import replace

from ...records import Figure, Stat
from ..clauses import AIM_MET, AIM_OF_IT, Setting, head, noun_behind, weak
from ..context.circumstances import State
from ..context.entities import Entity
from ..context.regions import Region
from ..sentence import Sentence
from ..values.quantities import Quantity
from ..vocabulary import canonical, concept, member_of
from .before import LEVELS, Before, reached_from
from .following import coordinated, following
from .holders import told_of
from .listed import listed
from .lists import ListItem
from .members import also, bare_member, has_too, in_all, in_partition, share_of_member, sibling
from .naming import Meaning, completed, inherited
from .outcomes import done_to_part, told_apart
from .own_words import own_words
from .parts import DEED, RELATIVE, cases, member_among, of_cases, same_deed, total_before
from .phrases import OF_AVERAGE, before_bracket, earlier_clause
from .relative import of_relative, over
from .restated import restated
from .sums import BENEFIT, IN_ALL, SUMMED, benefiting, in_money, of_trade, opposite, pledged, stock


def meaning_of(
    state: State,
    sentence: Sentence,
    quantity: Quantity,
    where: Setting,
    item: ListItem | None,
    stat: Stat,
    before: Before,
    whole: Region | None,
    entity: Entity | None,
) -> Meaning:
    """The indicator and the members of a number.

    ``whole`` is the place that a share is a share of, ``entity`` the body whose number it is.
    """
    if kind := _KIND.match(sentence.text, quantity.end - 1):  # 7大产业集群
        return completed(state, sentence, kind[1], kind[1], (), before.figures, stat, where.clause_start)
    if item:
        return listed(state, sentence, quantity, item, stat, where, before)
    start, phrase = own_words(state, sentence, quantity, where, whole, entity)
    base, held = _base(sentence, quantity, where, before), start > where.left_start
    if aimed := _aimed(quantity, where, stat, before, base, phrase):
        return inherited(aimed)
    phrase = OF_AVERAGE.sub("", phrase) if stat == "rate" else phrase
    sums = base and not held and stat in LEVELS and _sums_up(sentence, where, quantity, before)
    if base and sums and _says_none(phrase) and not where.tail.startswith("的"):
        return stock(base)
    mine = opposite(phrase, where, base, stat) if base else None
    mine = mine or _of_a_row(state, sentence, quantity, where, stat, before, phrase, entity is not None)
    mine = mine or (over(where.left, base) if base and stat in ("rate", "share") else None)
    if mine:
        return mine
    told = _plainly(state, sentence, quantity, where, stat, before, base, phrase, held)
    if not isinstance(told, str):
        return told
    total = total_before(sentence, quantity, stat, [*before.earlier, *before.figures])
    mine = restated(state, sentence, quantity, where, stat, before, total, told)
    mine = mine or _of_part(state, sentence, quantity, where, stat, before, base, total, told)
    return mine or _by_name(state, sentence, quantity, where, stat, before, entity, total, told)


def _plainly(
    state: State,
    sentence: Sentence,
    quantity: Quantity,
    where: Setting,
    stat: Stat,
    before: Before,
    base: Figure | None,
    phrase: str,
    held: bool,
) -> Meaning | str:
    """What a share or a growth is of, or the number of a holder alone; else the words without their cues."""
    if stat in RELATIVE:
        return of_relative(sentence, where, stat, before, base, phrase)
    return phrase or _of_holder(state, sentence, quantity, where, stat, before, held) or ""


def _aimed(
    quantity: Quantity, where: Setting, stat: Stat, before: Before, base: Figure | None, phrase: str
) -> Figure | None:
    """The figure whose target a number is: 拥有量 14 件，提前实现规划预期的 12 件目标."""
    if base and base.stat == stat and where.first_in_clause and AIM_OF_IT.fullmatch(where.left):
        return base
    return _like(before, quantity) if AIM_MET.match(where.tail) and not concept(phrase).measures else None


def _like(before: Before, quantity: Quantity) -> Figure | None:
    """The level told last in a number's unit."""
    levels = (f for f in reversed(before.figures) if f.stat in (*LEVELS, "per_capita", "rate"))
    return next((f for f in levels if f.normalized_unit == quantity.normalized_unit), None)


def _by_name(
    state: State,
    sentence: Sentence,
    quantity: Quantity,
    where: Setting,
    stat: Stat,
    before: Before,
    entity: Entity | None,
    total: Figure | None,
    phrase: str,
) -> Meaning:
    """What the words around a number name, told apart from the total whose part it is."""
    phrase, raw = _named(state, sentence, quantity, where, stat, before, phrase)
    found = completed(state, sentence, phrase, raw, (), before.figures, stat, where.clause_start)
    if total and DEED.fullmatch(raw):
        found = done_to_part(found, raw, sentence, total, quantity, before, entity)
    return told_apart(found, total, quantity, stat, before) if total else found


def _of_a_row(
    state: State,
    sentence: Sentence,
    quantity: Quantity,
    where: Setting,
    stat: Stat,
    before: Before,
    phrase: str,
    held: bool,
) -> Meaning | None:
    """What a number is of as one of a row: of all of it, of a member of what is parted; or by the name in brackets."""
    mine = in_all(state, where, quantity, stat, before)
    mine = mine or in_partition(state, sentence, quantity, where, stat, before, phrase, held)
    if mine is None and (named := _bracketed(where.left)):  # 占总人口比重（常住人口城镇化率）为 58 %
        return Meaning(named, named, ())
    return mine or (share_of_member(phrase, before) if stat == "share" else None)


def _sums_up(sentence: Sentence, where: Setting, quantity: Quantity, before: Before) -> bool:
    """Whether the words before a number, or before the row it stands in, say how many there are in all."""
    words = sentence.text[where.clause_start : quantity.start] if before.index else where.left
    return SUMMED.search(words) is not None


def _says_none(phrase: str) -> bool:
    return not phrase or weak(phrase) or IN_ALL.fullmatch(phrase) is not None


def _of_part(
    state: State,
    sentence: Sentence,
    quantity: Quantity,
    where: Setting,
    stat: Stat,
    before: Before,
    base: Figure | None,
    total: Figure | None,
    phrase: str,
) -> Meaning | None:
    """What a number takes from a figure before it: as a part of a total, a member, or the same again."""
    if traded := of_trade(phrase, [*before.earlier, *before.figures], stat):
        return traded
    if total and (member := member_among(phrase, quantity, total)):
        return Meaning(total.indicator, phrase, tuple(sorted({*total.dimensions, member})), total)
    if total and not phrase and (second := also(total, quantity, before)):
        return second
    unnamed = not phrase or weak(phrase)
    if base and before.run and unnamed:
        return inherited(base)
    holder = phrase or _before_colon(sentence, where)
    if other := bare_member(state, holder, quantity, stat, before) or has_too(phrase, quantity, stat, before):
        return other
    if base and (member := member_of(phrase)) and (other := sibling(member, quantity, base)):
        return other
    # 达到 3115 名的招生规模: what stands behind names it.
    last = (
        reached_from(where, before, quantity.normalized_unit) if unnamed and not where.tail.startswith("的") else None
    )
    if (
        last
        and stat == "amount"
        and last.stat == "count"
        and (sum_of := in_money(last.indicator, [*state.heard, *state.found, *before.figures]))
    ):
        return replace(inherited(last), indicator=sum_of)  # 专利质押融资 12 笔、3 亿元
    return inherited(last) if last else None


def _before_colon(sentence: Sentence, where: Setting) -> str:
    """The words before the colon that a number stands behind: 归属于企业的：5 件."""
    colon = sentence.text[where.clause_start - 1 : where.clause_start] in ("：", ":")
    return earlier_clause(sentence, where) if colon and not where.left.strip() else ""


def _of_holder(
    state: State, sentence: Sentence, quantity: Quantity, where: Setting, stat: Stat, before: Before, held: bool
) -> Meaning | None:
    """What the number of a place or a body is of, where only its name stands before it: 甲区 5 件、乙区 6 件."""
    start = where.left_start
    inside = (r for r in sentence.places if start <= r.start and r.end <= quantity.start)
    if not (held or any(r.code and not r.relative for r in inside)) or noun_behind(where.tail):
        return None
    known = [*state.heard, *state.found, *before.figures]
    told = told_of(sentence, start, quantity, stat, known)
    if isinstance(told, str):
        return completed(state, sentence, told, told, (), before.figures, stat, start) if told else None
    kept = tuple(m for m in told.dimensions if m[0] not in ("成员", "地区", "行业", "国家和地区"))
    return Meaning(told.indicator, told.raw_indicator, kept)


_IN_BRACKETS = re.compile(r"[（(]([\u4e00-\u9fff]{3,14})[）)](?:达到?|为|约)?[ \u3000]*$")


def _bracketed(left: str) -> str | None:
    """The known indicator in the brackets just before a number."""
    found = _IN_BRACKETS.search(left) if "）" in left or ")" in left else None
    return canonical(found[1]) if found else None


def _base(sentence: Sentence, quantity: Quantity, where: Setting, before: Before) -> Figure | None:
    """The figure whose meaning a bare number takes on: the one in its place in the run before, or the last one."""
    if before.run and before.index < len(before.run):
        return before.run[before.index]
    if not before.figures:
        return None
    opened = where.clause_start - 1
    if sentence.text[opened : opened + 1] in ("（", "("):  # 甲 5 件、乙（占比 30%）: of 乙, not of 甲
        between = sentence.text[before.figures[-1].value_end : opened]
        if re.search(r"[、，；]", between):
            return None
    return before.figures[-1]


_KIND = re.compile(r"大([\u4e00-\u9fff]{0,6}?(?:产业集群|产业链|产业|集群|园区|基地|平台|板块|中心|体系))")


def _named(
    state: State, sentence: Sentence, quantity: Quantity, where: Setting, stat: Stat, before: Before, phrase: str
) -> tuple[str, str]:
    """The words that name a number, where its own clause has some; and the same before its empty verbs went."""
    behind = noun_behind(where.tail)
    if not phrase or weak(phrase) or len(phrase) == 1:
        last = before.last
        earlier = before_bracket(sentence, where) or earlier_clause(sentence, where)
        phrase = behind or earlier or (last.indicator if last else state.topic)
    elif behind and len(behind) >= 2 and phrase.endswith("等") and _AWARD.search(behind):
        phrase = _AWARD_OF.sub("", behind)  # 授予“…”等若干项成果某奖某等
    elif stat == "count" and _THING.match(behind) and (row := _listed_before(where)):
        phrase = (row["new"] or row["again"] or "") + behind  # 某甲、某乙等 148 个|行业大模型; 甲行动和 12 个|方案
    elif behind and len(behind) >= 2 and not concept(phrase).object and not canonical(phrase) and _verbal(phrase):
        phrase = phrase + behind
    if before.figures and (agent := _AGENT.fullmatch(where.left.strip(" ，、；"))):
        return agent.group(), agent.group()  # 移送线索 24 起，公安机关立案 17 起
    if phrase.startswith("拥有") and not concept(phrase).object:  # 年末拥有高新技术企业 206 家
        phrase = phrase[2:] or phrase
    if DEED.fullmatch(phrase) and not before.figures and (topic := _told_first(sentence, where)):
        return topic + phrase, topic + phrase  # 纠纷调解：受理 118 件
    raw, phrase = phrase, head(phrase)
    known = [*state.heard, *state.found]
    if not before.figures and (told := same_deed(known, quantity, phrase)):
        return told, raw  # 去年同期查扣 276 批次
    if deed := _CASES_ALONE.fullmatch(phrase):  # 其中，新收案件 6120 件
        return cases([*before.earlier, *before.figures], quantity, deed[1]) or phrase, raw
    if not before.figures and DEED.fullmatch(phrase) and (told := cases(known, quantity, phrase)):
        return told, raw  # 全年审结 871 件: of the cases that the paragraph counts
    lead = sentence.text[sentence.start : where.clause_start] + state.topic
    if told := pledged(phrase, [*known, *before.figures], sentence.text, lead):
        return told, raw
    if before.figures and (told := of_cases(phrase, before.figures)):
        return told, raw
    if before.figures and BENEFIT.match(raw) and (told := benefiting(raw, before)):
        return told, raw
    if before.figures and not canonical(phrase) and not concept(phrase).object and not member_of(phrase):
        last = before.figures[-1]
        phrase = following(phrase, last, stat, quantity.normalized_unit)
        phrase = coordinated(sentence, phrase, last, quantity)
    return phrase, raw


def _told_first(sentence: Sentence, where: Setting) -> str:
    """The words before the colon that opens a sentence in fragments, where they name cases."""
    found = _TOPIC.search(sentence.text, sentence.start, where.clause_start)
    return found[1] if found and found.end() == where.clause_start else ""


_TOPIC = re.compile(r"([\u4e00-\u9fff]{0,8}(?:案|案件|纠纷|调解|裁决|投诉|举报|维权援助))[:：]")
_CASES_ALONE = re.compile(r"(新收|受理|审结|办结|立案|结案)(?:的)?案件")
_AGENT = re.compile(
    r"(?:公安机关|公安部门|检察机关|检察院|法院|市场监管部门|海关|行政机关)(?:共|已)?(?:立案侦查|立案|受理|批准逮捕|提起公诉|审结|结案|查处)$"
)


def _listed_before(where: Setting) -> re.Match[str] | None:
    left = where.left.rstrip()
    return _OF_LIST.fullmatch(left) if where.first_in_clause or left.endswith("等") else None


# A list of names, or one with 等, just before a number whose noun stands behind it.
_OF_LIST = re.compile(
    r"[^，。；、]{0,4}?(?P<new>新[增建设改获认培]{1,2}|入选|获评|获批)?[^，。；]*(?:、[^，。；]{2,}|等)"
    r"|(?P<again>新[增建设改获认培]{1,2})?[^，。；]{3,}[和与]"
)
_THING = re.compile(r"(?!的|以|等|之)(?:[\u4e00-\u9fffA-Z“]|\dG)[^的]")
_AWARD = re.compile(r"奖|称号|荣誉")

_AWARD_OF = re.compile(r"^(?:成果|项目|单位|企业|个人|专家|人选|作品|同志)(?=.{4,})")


def _verbal(phrase: str) -> bool:
    """A short phrase of verbs whose object stands behind the number: 查获|4起|案件, 可实现|250家|托管."""
    return len(phrase) <= 6 and not re.search(r"[量数额率值入度费比]$", phrase)
