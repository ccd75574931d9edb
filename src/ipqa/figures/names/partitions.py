"""Members of what a sentence or the line before it announces.

12486 件有效发明专利中，企业 8610 件；高校 2297 件. 有效发明专利按产业分布为：新材料 5 件、新能源 3 件. 从权利类型看，
涉及商标权 7 批次、专利权 2 批次. 居前三位的省份依次是甲（8 万件）、乙（7 万件）. The numbers are of what is announced;
their names are members.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from ...records import Figure, Stat
from ..clauses import Setting, noun_phrase, weak
from ..context.regions import Region
from ..sentence import Sentence
from ..values.quantities import Quantity
from ..vocabulary import Member, canonical, concept, member_of
from .parts import BY_DUTY, DEED, HAS_MEASURE
from .phrases import before_bracket, earlier_clause
from .titles import title_indicator

_AMONG = re.compile(r"(?P<what>[^，。；：]{2,40}?)(?:(?:当|之)?(?<!其)中|里头?|里面)[，,：:]")
_NO_WHOLE = re.compile(
    r"(?:过程|工作|活动|行动|实践|审理|执法|建设|发展|服务|调研|检查|竞争|大赛|比赛|会议|改革|推进|办案|审判|案|集|年)$"
)
_THINGS = re.compile(
    r"(?:案件|纠纷|企业|项目|货物|合同|贷款|机构|人员|人才|主体|商户|产品|投诉|举报|线索|成果|专家|代理师)$"
)
_KINDS = (
    r"设区市|地市|州市|各市|类|型|产业|行业|领域|区域|地区|地域|区县|县区|市州|主体|权利人|专利权人|注册人|申请人|持有人|渠道|方式|环节|对象|性质|来源|来看|案由|部门"
    r"|单位|学院|院系|技术|种类|法院|审级|国别|省|城市|机构|用途|阶段|年龄|专业|品类|罪名|门类|级别|等级|层级|所有制|板块|口岸|程序|结构|分布|来源国|目标国|市场|分支|省市|银行|县市|市县|镇街|园区|群体|链|环节|种类|品种|区间|期限|规模"
)
_BY = re.compile(
    rf"(?:按照?|依照?|分|从)(?P<by>[^，。；：\d]{{0,14}}?(?:{_KINDS})[^，。；：\d]{{0,4}}?)"
    r"(?:划分|区分|分类|分组|分布|统计|来看|看|来说|来讲|讲|上看|分|计)(?![析级散享])"
)
_SPREAD = re.compile(
    r"(?:分布|构成|组成|结构|(?<!其他)情况|前[一二三四五六七八九十\d]+[位名]?的?[^，。：]{0,16}?)(?:情况)?(?:依次|分别)?(?:为|是|如下|有)?[：:]"
    r"|前[一二三四五六七八九十\d]+[位名强]的?[^，。：；\d]{0,8}?(?:依次|分别)?[为是](?=[^，。；：\d]{2,12}\d)"
)
_OPENED = re.compile(r"^(?:涉及|包括|其中|分别[是为]|依次[是为]|有(?![色限机线])|为|属于|来自|[、，,和与及：:\s])+")
_DEED_END = re.compile(
    r"(?:分别|依次|融资|贷款|发放|投放|放款|投保|扣留|查扣|查获|受理|审结|转让|许可|申请|授权|登记|注册|拥有|持有|办理|查处|立案|结案|受让|提交|合计|共计|独?占比?|占了|占到|拿走|拿下|拿到|方面|的|则?有|达到?|为)+$"
)
# Most sentences part nothing, and have none of these.
_MAY_PART = re.compile(
    r"[中里面头][，,：:]|[按依从分][^，。；：\d]{1,18}[看分计说讲布类组]|[为是下有况][：:]|[（(]\d"
    r"|[类型][独占共有为达则是最多]*[ \u3000]*\d"
)
_CLASS = re.compile(
    r"(?:^|[，、；：:])[ \u3000]*(?:其中[，：:]?)?[\u4e00-\u9fff]{1,10}[类型]"
    r"(?:独?占|共?有|为|达到?|则有?|是|共|最多)*[ \u3000]*$"
)
_RELATIVE: tuple[Stat, ...] = ("growth_yoy", "growth_annual", "diff_pp", "change_abs", "rank")
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Partition:
    """What the numbers behind ``start`` are parts of: ``what`` in words, else the figure before them in their unit."""

    start: int
    unit: str
    what: str
    sums: tuple[Decimal, ...] = ()
    """What its first members make together, as many as there are: 3 件、4 件、5 件 -> 3, 7, 12 in the base unit."""


def partition_of(sentence: Sentence, found: Sequence[Quantity], lead: str) -> Partition | None:
    """What a sentence parts; ``lead`` is the line before that announced it (居前五位的企业为：)."""
    if not found:
        return None
    text, first = sentence.text, found[0]
    if lead:
        sums = _sums(found, first.normalized_unit)
        return Partition(sentence.start, first.normalized_unit, _what(lead), sums) if _what(lead) else None
    if len(found) < 2 and "中" not in sentence.words:
        return None
    if not _MAY_PART.search(text, sentence.start, found[-1].start):
        return None
    for among in _AMONG.finditer(text, sentence.start, found[-1].start):
        if _OF_THESE.search(among["what"]) and (part := _behind(among.end(), found, "")):
            return part
        if (what := _whole(sentence, among, found)) and (part := _behind(among.end(), found, what, 1)):
            return part
    marks = [
        *_BY.finditer(text, sentence.start, found[-1].start),
        *_SPREAD.finditer(text, sentence.start, found[-1].start),
    ]
    for mark in marks:
        behind = next((q for q in found if q.start >= mark.end()), None)
        if behind and not any(mark.start() <= q.start < mark.end() for q in found):
            end = _members_from(sentence, mark.end(), behind)
            before = max(sentence.start, _last_end(found, mark.start()))
            what = _what(text[mark.end() : behind.start]) or _what(text[before : behind.start])
            return _behind(end, found, what)
    return _bracketed(sentence, found) or _of_classes(sentence, found)


def _of_classes(sentence: Sentence, found: Sequence[Quantity]) -> Partition | None:
    """美术类 158 件，摄影类 23 件: classes in a row, of what was counted before in their unit."""
    ends = [sentence.start, *(q.end for q in found)]
    named = [_CLASS.search(sentence.text[end : q.start]) is not None for end, q in zip(ends, found, strict=False)]
    rows = [q for q, classed in zip(found, named, strict=True) if classed]
    if len(rows) < 2 or len({q.normalized_unit for q in rows}) > 1:
        return None
    before = _last_end(found, rows[0].start)
    words = sentence.text[max(before, sentence.start) : rows[0].start]
    start = rows[0].start - len(words) + max(words.rfind(mark) for mark in "，、；：:") + 1
    return Partition(start, rows[0].normalized_unit, "", _sums(rows, rows[0].normalized_unit))


def _last_end(found: Sequence[Quantity], position: int) -> int:
    return max((q.end for q in found if q.end <= position), default=0)


def _members_from(sentence: Sentence, position: int, first: Quantity) -> int:
    """Where the first member's name begins: behind the colon, or the last comma, before its number."""
    colon = max(sentence.text.rfind(c, position, first.start) for c in "：:—")
    return colon + 1 if colon >= 0 else position


def _behind(start: int, found: Sequence[Quantity], what: str, least: int = 2) -> Partition | None:
    """A partition from a position, where two numbers of one unit, or two shares, stand behind it."""
    behind = [q for q in found if q.start >= start]
    if not behind or sum(q.normalized_unit == behind[0].normalized_unit for q in behind) < least:
        return None
    return Partition(start, behind[0].normalized_unit, what, _sums(behind, behind[0].normalized_unit))


def _sums(found: Sequence[Quantity], unit: str) -> tuple[Decimal, ...]:
    return tuple(accumulate(q.normalized_value for q in found if q.normalized_unit == unit))


def _whole(sentence: Sentence, among: re.Match[str], found: Sequence[Quantity]) -> str:
    """What is parted in …中，: without the number that counts it."""
    begin = max(among.start(), _last_end(found, among.end("what")))
    what = noun_phrase(sentence, begin, among.end("what"))
    counted = any(among.start() <= q.start and q.end <= among.end() for q in found)
    known = concept(what).object or canonical(what) or (_THINGS.search(what) and counted)
    return what if known and not _NO_WHOLE.search(what) else ""


# 在审结的案件中，判决 5 件、调解 3 件: of what was counted before.
_OF_THESE = re.compile(
    r"(?:在|上述|已|全部|所有)*(?:受理|审结|办结|查处|立案|扣留|获奖|获批|授权|登记|转让|许可)的[\u4e00-\u9fff]{2,10}$"
)


def _what(words: str) -> str:
    """The one indicator that a lead-in names: 有效发明专利拥有量居前五位的企业为 -> 有效发明专利拥有量."""
    if told := title_indicator(words):
        return told
    found = _TOLD.search(words)
    if found is None:
        return ""
    known = concept(found["what"])  # 申请量排名前五的申请人: of the right that the document tells of
    return found["what"] if known.object or known.measures or canonical(found["what"]) else ""


_TOLD = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,14}?)(?:按[^，。：]{1,10})?的?(?:居前|排名|排在|位居|位列|前[一二三四五六七八九十\d]|较多|最多|分布|构成|组成|去向|流向|归属|来源|按)"
)


def _bracketed(sentence: Sentence, found: Sequence[Quantity]) -> Partition | None:
    """甲（8 件）、乙（7 件）: names with nothing but their number in brackets, behind what they are led in by."""
    rows = [q for q in found if _alone_in_bracket(sentence, q)]
    if len(rows) < 2 or len({q.normalized_unit for q in rows}) > 1:
        return None
    begin = _last_end(found, rows[0].start)
    what = _what(sentence.text[max(sentence.start, begin) : rows[0].start])
    return Partition(rows[0].start, rows[0].normalized_unit, what) if what else None


def _alone_in_bracket(sentence: Sentence, quantity: Quantity) -> bool:
    begin = sentence.clause_of(quantity.start)
    opened = begin == quantity.start and sentence.text[begin - 1 : begin] in ("（", "(")
    return opened and sentence.text[quantity.end : quantity.end + 1] in ("）", ")", "，", ",")


def name_in(sentence: Sentence, where: Setting, phrase: str) -> str:
    """The name of a number in a partition: before it, before its bracket, or alone in the clause before."""
    words = phrase or _whole_name(sentence, where) or earlier_clause(sentence, where)
    return _OPENED.sub("", _LED.sub("", words))


def _whole_name(sentence: Sentence, where: Setting) -> str:
    """The name before a bracket with the place that it begins with, 宁海新材（32 件）; no place alone."""
    name = before_bracket(sentence, where)
    full = before_bracket(sentence, where, places=False)
    return full if name and full.endswith(name) else name


_LED = re.compile(r"^.*(?:依次|分别|前[^是为]{1,16})(?:是|为|有)")


def place_named(sentence: Sentence, where: Setting) -> Region | None:
    """The place that stands alone before a number's bracket or in the clause before it: 广东（87.6万件）."""
    edge = where.clause_start - 1
    return next((r for r in sentence.places if r.end == edge and where.left.strip() in ("", "（", "(")), None)


def member_in(part: Partition, name: str, quantity: Quantity, stat: Stat, indicator: str) -> Member | None:
    """The member that a name is of what is parted; None where it names something of its own."""
    if (
        quantity.start < part.start
        or stat in _RELATIVE
        or not name
        or len(name) > _LONGEST
        or weak(name)
        or name[0] == "占"
    ):
        return None
    if quantity.normalized_unit != part.unit and stat != "share":
        return None
    plain = _DEED_END.sub("", name)
    if not plain and name not in _ENDED:
        return None  # 某分行投放 3 亿元
    plain = plain if len(plain) > 1 else name
    if (
        _SEVERAL.search(plain)
        or canonical(plain)
        or (concept(plain).measures and not plain.endswith(("罪", "纠纷")))
        or (DEED.fullmatch(plain) and plain not in _ENDED)
        or HAS_MEASURE.search(plain)
    ):
        return None
    if (
        concept(plain).object
        and concept(indicator).object
        and member_of(plain) is None
        and not plain.endswith(("罪", "纠纷"))
        and not BY_DUTY.match(plain)
    ):
        return None
    if (known := member_of(plain)) and known[0] == "专利类型":
        return None
    return known or ("成员", plain)


def only_done(name: str) -> bool:
    """Whether words say only that something was given out or got: 某分行|投放 3 亿元."""
    return not _DEED_END.sub("", name) and not concept(name).measures and not DEED.fullmatch(name)


# How cases end, which are kinds of those that ended.
_ENDED = ("调解", "化解")
_SEVERAL = re.compile(r"合计|占全|、.*[省市区县]$")


def known_member(name: str, figures: Sequence[Figure]) -> Figure | None:
    """The figure told before of the member that a share, a growth or a rank names: 企业占比较上年提高 2 个百分点."""
    plain = _DEED_END.sub("", name) or name
    member = member_of(plain) or ("成员", plain)
    if member[0] == "专利类型" or len(plain) < 2:
        return None
    return next((f for f in reversed(figures) if member in f.dimensions and f.indicator != name), None)
