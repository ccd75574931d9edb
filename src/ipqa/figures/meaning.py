"""What a number measures: the words that name it, from its clause, the figure before it, or the clause before."""

import re
from dataclasses import dataclass, replace

from ..records import Figure, Stat
from .circumstances import State
from .clauses import Setting, bare, head, noun_behind, noun_phrase, weak
from .entities import Entity
from .following import following
from .lists import ListItem
from .naming import Meaning, completed
from .quantities import Quantity
from .regions import Region
from .sentence import Sentence
from .vocabulary import Member, canonical, concept, member_of

_RELATIVE: tuple[Stat, ...] = ("share", "rank", "growth_yoy", "growth_annual", "diff_pp", "change_abs", "ratio")


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
    if item:
        return _listed(state, sentence, item, stat, where, before)
    start = max(where.left_start, entity.end if entity and entity.end < quantity.start else 0)
    phrase = noun_phrase(sentence, start, whole.start if whole else quantity.start)
    if whole:
        phrase += bare(sentence.text[whole.end : quantity.start])
    base = _base(sentence, quantity, where, before)
    if named := _bracketed(where.left):  # 占总人口比重（常住人口城镇化率）为 58 %
        return Meaning(named, named, ())
    if stat in _RELATIVE:
        own = _strip_cues(phrase)
        if base and _says_how(own, stat):
            if not (unread := _unread(sentence, where, before)):
                return _inherited(base)
            own = unread
        phrase = own or phrase
        if _OF.match(phrase):  # 智能算力…，占全国算力的 59%: the subject stands in the clause before
            phrase = _earlier_clause(sentence, where) + phrase
    total = total_before(sentence, quantity, stat, [*before.earlier, *before.figures])
    if total and (member := _member_among(phrase, quantity, total)):
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


def total_before(sentence: Sentence, quantity: Quantity, stat: Stat, produced: list[Figure]) -> Figure | None:
    """The figure whose parts are told behind 其中, where a number is one of them."""
    among = max(sentence.text.rfind(word, sentence.start, quantity.start) for word in ("其中", "包括"))
    if among < 0 and produced and produced[0].value_end < sentence.start and sentence.words.startswith("其中"):
        among = sentence.start
    if among < 0 or re.search(r"[；;]", sentence.text[among : quantity.start]):
        return None
    before = [f for f in reversed(produced) if f.value_end <= among]
    same = [f for f in before if f.normalized_unit == quantity.normalized_unit and f.stat == stat]
    if before and before[0].value_end < sentence.start:
        same.reverse()  # what a sentence counts first is what the next one parts: 受理 8236 件，审结 7905 件。其中…
    return next(iter([*same, *(f for f in before if f.stat not in _RELATIVE)]), None)


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


def _listed(state: State, sentence: Sentence, item: ListItem, stat: Stat, where: Setting, before: Before) -> Meaning:
    last = before.last
    if item.named and last and _AMONG.match(item.left.strip()) and not _HAS_MEASURE.search(item.member):
        return Meaning(last.indicator, item.member, (*last.dimensions, ("成员", item.member)), last)
    if item.named and not member_of(item.member):
        return completed(state, sentence, item.member, item.member, (), before.figures, stat, where.clause_start)
    known = member_of(item.member)
    if item.region:
        extra: tuple[Member, ...] = ()
    else:
        extra = (known or ("成员", item.member),)
    common = _strip_cues(item.common)
    if not common or weak(common) or common in ("市场", "地区", "企业"):
        common = last.indicator if last else item.common if item.common else state.topic
    return completed(state, sentence, common, common, extra, before.figures, stat, where.clause_start)


_HAS_MEASURE = re.compile(r"[量额数率值度费]$|规模|收入|余额|产值|增加值|面积|资金|贷款|投资|算力|支出|里程|价格|比重")


def _member_among(phrase: str, quantity: Quantity, base: Figure) -> Member | None:
    """其中企业 929 户 of a count of 户: the kind of what was counted before; None where it has a measure of its own."""
    phrase = re.sub(r"^其中", "", phrase)
    same = quantity.normalized_unit in (base.normalized_unit, "%", "个百分点") or {
        quantity.normalized_unit,
        base.normalized_unit,
    } <= {"人", "名", "家", "户", "个", "件", "项"}
    if not phrase or len(phrase) > 12 or not same or _HAS_MEASURE.search(phrase) or canonical(phrase):
        return None
    if concept(phrase).object or concept(phrase).measures:
        return None
    return member_of(phrase) or ("成员", phrase)


def _named(
    state: State, sentence: Sentence, quantity: Quantity, where: Setting, stat: Stat, before: Before, phrase: str
) -> tuple[str, str]:
    """The words that name a number, where its own clause has some; and the same before its empty verbs went."""
    behind = noun_behind(where.tail)
    if not phrase or weak(phrase) or len(phrase) == 1:
        last = before.last
        earlier = _before_bracket(sentence, where) or _earlier_clause(sentence, where)
        phrase = behind or earlier or (last.indicator if last else state.topic)
    elif behind and len(behind) >= 2 and phrase.endswith("等") and _AWARD.search(behind):
        phrase = _AWARD_OF.sub("", behind)  # 授予“…”等 63 项成果国家技术发明奖二等奖
    elif behind and len(behind) >= 2 and not concept(phrase).object and not canonical(phrase) and _verbal(phrase):
        phrase = phrase + behind
    raw, phrase = phrase, head(phrase)
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


def _before_bracket(sentence: Sentence, where: Setting) -> str:
    """The noun before the bracket that a number stands in: 实用新型（占比 30%）."""
    opened = where.clause_start - 1
    if opened <= sentence.start or sentence.text[opened] not in "（(":
        return ""
    begin = sentence.clause_of(opened)
    begin = max(begin, sentence.text.rfind("、", begin, opened) + 1, sentence.text.rfind("）", begin, opened) + 1)
    phrase = noun_phrase(sentence, begin, opened)
    return "" if re.search(r"\d", phrase) else phrase


def _earlier_clause(sentence: Sentence, where: Setting) -> str:
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
    r"(?:增长率?|增加|增速|增幅|涨幅|上涨|上升|提高|提升|下降|降低|减少|降幅|回落|下滑|占比|比重|比例|排名|位次|占|达到?|居|位)?"
    r"|(?:(?:位|稳|跃|均|仍)?居(?!民|住)|位列|名列|分列|排名?|列|进入|处于|(?:提|上|跃|晋)?升至)[于在到至]?"
    r"(?:(?:全国|全球|世界|全[省市区县]|国内|中国|各省)[\u4e00-\u9fff]{0,6}|前)?)$"
)


def _strip_cues(phrase: str) -> str:
    """A noun phrase without the words of growth, share and rank at its end."""
    share = re.match(r"(.+?)占(?!比).+", phrase)
    if share and len(share[1]) >= 2:
        return phrase
    previous = None
    while phrase != previous:
        previous = phrase
        phrase = _CUE_WORDS.sub("", phrase)
    return phrase
