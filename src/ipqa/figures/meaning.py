"""What a number measures: the words that name it, from its clause, the figure before it, or the clause before."""

import re
from dataclasses import dataclass, replace

from ..records import Figure, Stat
from .circumstances import State
from .clauses import Setting, bare, head, noun_behind, noun_phrase, weak
from .entities import Entity
from .following import following
from .holders import told_of
from .lists import ListItem
from .naming import Meaning, completed
from .parts import DEED, HAS_MEASURE, RELATIVE, cases, member_among, total_before
from .phrases import GOAL_WORDS, before_bracket, earlier_clause, strip_cues
from .quantities import Quantity
from .regions import Region
from .sentence import Sentence
from .vocabulary import Member, canonical, concept, member_of


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a number in its sentence: the figures, and those that a list of values goes on from.

    ``earlier`` are the figures of the sentence before, for one that begins with 其中.
    """

    figures: list[Figure]
    run: list[Figure]
    index: int
    earlier: tuple[Figure, ...] = ()

    @property
    def last(self) -> Figure | None:
        return self.figures[-1] if self.figures else None


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
    kind = _KIND.match(sentence.text, quantity.end - 1)
    if kind:  # 7大产业集群
        return completed(state, sentence, kind[1], kind[1], (), before.figures, stat, where.clause_start)
    if item:
        return _listed(state, sentence, quantity, item, stat, where, before)
    start = max(where.left_start, entity.end if entity and entity.end <= quantity.start else 0)
    phrase = noun_phrase(sentence, start, whole.start if whole else quantity.start)
    if whole:
        phrase += bare(sentence.text[whole.end : quantity.start])
    if not where.first_in_clause and _TO_NEXT.search(where.left) and noun_behind(where.tail):
        phrase = ""  # 3 家|百亿企业、|12 所高校: the words between are those of the number before
    base = _base(sentence, quantity, where, before)
    if named := _bracketed(where.left):  # 占总人口比重（常住人口城镇化率）为 58 %
        return Meaning(named, named, ())
    if stat in RELATIVE:
        told = _of_relative(sentence, where, stat, before, base, phrase)
        if not isinstance(told, str):
            return told
        phrase = told
    held = start > where.left_start
    holder = not phrase and stat not in RELATIVE
    if holder and (mine := _of_holder(state, sentence, quantity, where, stat, before, held)):
        return mine
    total = total_before(sentence, quantity, stat, [*before.earlier, *before.figures])
    if total and (member := member_among(phrase, quantity, total)):
        return Meaning(total.indicator, phrase, tuple(sorted({*total.dimensions, member})), total)
    if base and before.run and (not phrase or weak(phrase)):
        return _inherited(base)
    if base and (member := member_of(phrase)) and (other := _sibling(member, quantity, base)):
        return other
    if (not phrase or weak(phrase)) and (last := _reached_from(where, before)):
        return _inherited(last)
    phrase, raw = _named(state, sentence, quantity, where, stat, before, phrase)
    found = completed(state, sentence, phrase, raw, (), before.figures, stat, where.clause_start)
    return _told_apart(found, total, quantity, stat, before) if total else found


def _of_relative(
    sentence: Sentence, where: Setting, stat: Stat, before: Before, base: Figure | None, phrase: str
) -> Meaning | str:
    """What a share, a rank or a growth is of: the figure before it, or the words that name it without their cues."""
    own = strip_cues(GOAL_WORDS.sub("", phrase) if stat == "share" else phrase)
    if base and _says_how(own, stat):
        if not (unread := _unread(sentence, where, before)):
            return _inherited(base)
        own = unread
    phrase = own or phrase
    if _OF.match(phrase):  # 智能算力…，占全国算力的 59%: the subject stands in the clause before
        return earlier_clause(sentence, where) + phrase
    return phrase


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
    kept = tuple(m for m in told.dimensions if m[0] not in ("成员", "地区"))
    return Meaning(told.indicator, told.raw_indicator, kept)


def _unread(sentence: Sentence, where: Setting, before: Before) -> str:
    """The noun of a number without a unit that stands between: PaaS 市场达 598 亿，同比增长 74.9 %."""
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
    if not own or weak(own) or _OF.match(own) or _VERSUS.match(own):
        return True
    return stat == "rank" and _PEERS.search(own) is not None


def _sibling(member: Member, quantity: Quantity, base: Figure) -> Meaning | None:
    """东部地区贷款 5 亿元，中部地区 3 亿元: another member of the dimension that the figure before is told by."""
    own = dict(base.dimensions)
    if member[0] not in own or member[0] == "专利类型" or quantity.normalized_unit != base.normalized_unit:
        return None
    return Meaning(base.indicator, base.raw_indicator, tuple(sorted({**own, member[0]: member[1]}.items())))


def _told_apart(found: Meaning, total: Figure, quantity: Quantity, stat: Stat, before: Before) -> Meaning:
    """A part of a total, told apart from it where both are called alike: 其中专利质押 5 笔、质押金额 2 亿元."""
    known = [f for f in [*before.earlier, *before.figures] if f.value_end <= total.value_end]
    twin = any((f.indicator, f.dimensions, f.stat) == (found.indicator, found.dimensions, stat) for f in known)
    first = next((f for f in before.figures if f.value_start > total.value_end), None)
    if not twin or first is None or first.normalized_unit == quantity.normalized_unit:
        return found
    return replace(found, dimensions=tuple(sorted({*found.dimensions, ("成员", head(first.raw_indicator))})))


def _bracketed(left: str) -> str | None:
    """The known indicator in the brackets just before a number."""
    found = re.search(r"[（(]([\u4e00-\u9fff]{3,14})[）)](?:达到?|为|约)?[ \u3000]*$", left)
    return canonical(found[1]) if found else None


_OF = re.compile(r"约?占")
_PEERS = re.compile(r"(?:城市|地区|省份|县市|市州|县区|高校|园区|开发区|同类|省会)$")
_VERSUS = re.compile(r"(?:位|稳|跃)?居(?!民|住)|位列|排名|比(?![例重率])|较|高于|低于|快于|慢于|高出|领先|好于|优于")
_AMONG = re.compile(r"(?:其中|其中的|包括)[：:，,]?")


def _inherited(base: Figure) -> Meaning:
    return Meaning(base.indicator, base.raw_indicator, base.dimensions, base)


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


def _listed(
    state: State, sentence: Sentence, quantity: Quantity, item: ListItem, stat: Stat, where: Setting, before: Before
) -> Meaning:
    last = before.last
    if item.named and last and _AMONG.match(item.left.strip()) and not HAS_MEASURE.search(item.member):
        return Meaning(last.indicator, item.member, (*last.dimensions, ("成员", item.member)), last)
    if item.named and not member_of(item.member):
        return completed(state, sentence, item.member, item.member, (), before.figures, stat, where.clause_start)
    known = member_of(item.member)
    if item.region:
        extra: tuple[Member, ...] = ()
    else:
        extra = (known or ("成员", item.member),)
    common = strip_cues(bare(item.common) if item.region else item.common)
    heard = [*state.heard, *state.found]
    if item.region and DEED.fullmatch(common) and (told_of_all := cases(heard, quantity, common)):
        common = told_of_all
    if not common or weak(common) or common in ("市场", "地区", "企业"):
        common = last.indicator if last else item.common
    if not common and item.region:  # 甲、乙两区分别为 8 亿元、5 亿元
        told = told_of(sentence, where.clause_start, quantity, stat, heard)
        common = told if isinstance(told, str) else told.indicator
    common = common or state.topic
    return completed(state, sentence, common, common, extra, before.figures, stat, where.clause_start)


_KIND = re.compile(r"大([\u4e00-\u9fff]{0,6}?(?:产业集群|产业链|产业|集群|园区|基地|平台|板块|中心|体系))")
_TO_NEXT = re.compile(r"[\u4e00-\u9fff][、和与及][ \u3000]*$")


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
    elif behind and len(behind) >= 2 and not concept(phrase).object and not canonical(phrase) and _verbal(phrase):
        phrase = phrase + behind
    raw, phrase = phrase, head(phrase)
    known = [*state.heard, *state.found]
    if not before.figures and DEED.fullmatch(phrase) and (told := cases(known, quantity, phrase)):
        return told, raw  # 全年审结 871 件: of the cases that the paragraph counts
    if before.figures and not canonical(phrase) and not concept(phrase).object and not member_of(phrase):
        phrase = following(phrase, before.figures[-1], stat)
    return phrase, raw


def _reached_from(where: Setting, before: Before) -> Figure | None:
    """The figure that a bare number goes on from: 从 28 件|提高到 70 件; 2025 年超过 3 万，|至 2030 年超过 20 万."""
    last, behind = before.last, noun_behind(where.tail)
    if last and _BASELINE.fullmatch(where.left.strip()):
        return last  # 1209 件，较上一年同期的|842 件
    if last and not where.first_in_clause and not where.left.strip(" 、和与及—–-~～至到") and not behind:
        return last  # 186 件|352 人, 5 元|—6 元
    if last and not where.first_in_clause and _REACHED.fullmatch(where.left.strip()):
        return last
    return last if last and where.first_in_clause and _ON.match(where.left) and not behind else None


_BASELINE = re.compile(r"[比较][^，。；]{0,14}的")
_ON = re.compile(r"[ \u3000]*(?:到|至|预计|[\d]{4}[ \u3000]*年)")
_REACHED = re.compile(
    r"(?:又|再|进一步|稳步|逐步)?(?:提高|提升|增加|增长|上升|下降|降低|减少|扩大|回落|缩短|压缩|缩减|压减|精简|整合|合并|发展|扩展|翻|升|降|增|减)(?:到|至|为)(?:了)?(?:约|近|超过?|逾|不足)?"
)
_AWARD = re.compile(r"奖|称号|荣誉")
_AWARD_OF = re.compile(r"^(?:成果|项目|单位|企业|个人|专家|人选|作品|同志)(?=.{4,})")


def _verbal(phrase: str) -> bool:
    """A short phrase of verbs whose object stands behind the number: 查获|4起|案件, 可实现|250家|托管."""
    return len(phrase) <= 6 and not re.search(r"[量数额率值入度费比]$", phrase)
