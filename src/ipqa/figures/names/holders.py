"""A row of bodies with a number each: 甲银行 33 亿元、乙银行 41 亿元. Two make a row; one alone may be anything."""

import re
from collections.abc import Sequence

from ...records import Figure, Stat
from ..context.entities import Entity
from ..sentence import Sentence
from ..values.quantities import Quantity
from ..vocabulary import Member, canonical, concept, leading_member
from .parts import wholes

_BODY = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z·（）()]{2,24}?(?:银行|农商行|信用社|农信社|联社|公司|集团|大学|学院|学校|中学|研究院|研究所|实验室"
    r"|医院|法院|检察院|海关|证券|保险|基金|事务所|保护中心)(?:[\u4e00-\u9fff]{1,8}[分支]行)?|[\u4e00-\u9fff]{2,6}?(?:[分支]行|营业部|分局|分公司)|[\u4e00-\u9fff]{2,7}(?:镇|街道|乡|区(?![县市])|县(?![市区])))"
    r"(?P<rest>[\u4e00-\u9fffA-Za-z ]{0,16}?)(?:为|达到?|约|超过?|突破|分别为|[:： ])*$"
)
# Kinds of bodies, and what is said of them: 上市公司 3 家, 全市法院, 新增企业集团.
_KINDS = re.compile(
    r"^(?:前?[两三四五六七八九十\d]+(?:大)?[家所个]|其中|全|各|我|本|辖|驻|两级|基层|地方|国有|商业|政策性|大型|中小|股份制|上市|民营|龙头|骨干|本科|高等|普通|三级|二级|互联|专门|新型|知名|一流|重点)"
    r"|^建设(?!银行)|有(?!色|限|线|机)|新增|引进|培育|累计|获批|建成|共(?!享)|设立|成立|支持|推动|组织|指导|占"
)
_OPENING = re.compile(r"^(?:[、，,；;：:和与及\s]|其中|包括|以及|依次(?:是|为)|分别(?:是|为))+")
PLACES = ("镇", "街道", "乡", "区", "县")
_UNITS = ("家", "所", "个", "户", "名", "人", "位")


def holders(sentence: Sentence, found: Sequence[Quantity]) -> dict[int, Entity]:
    """Where a number begins -> the body whose number it is, for a row of two or more; empty where there is none."""
    rows: dict[int, Entity] = {}
    said: list[str] = []
    placed = 0
    for index, quantity in enumerate(found):
        start = sentence.clause_of(quantity.start)
        if index and found[index - 1].end > start:
            start = found[index - 1].end
        if any(r.code and start <= r.start and r.end == quantity.start for r in sentence.places):
            placed += 1  # a place of the table, which is no body
        elif (name := _body(sentence, start, quantity)) is None:
            continue
        elif any(r.code and (r.start, r.end) == (name[0].start, name[0].end) for r in sentence.places):
            placed += 1
        else:
            rows[quantity.start] = name[0]
            said.append(name[1])
    if not rows:
        return {}
    least = 0 if _BY_BODY.search(sentence.text, sentence.start, found[0].start) else 1
    told = not all(said) or (len(said) > 1 and len(set(said)) == 1) or (not least and bool(said))
    if len(rows) + placed <= least or not told or len({e.name for e in rows.values()}) < len(rows):
        return {}
    return _with_more(sentence, found, rows)


# 从放贷银行看，某银行发放贷款 8 亿元: here one alone is a row.
_BY_BODY = re.compile(
    r"[按分从][^，。；\d]{0,8}(?:银行|机构|法院|学院|院系|高校|企业|单位)[^，。；\d]{0,3}(?:来看|看|分|统计)"
)
_MORE = re.compile(
    r"[ \u3000]*[、，](?:共|累计|实际|合同|到账|获得?|发明|专利|商标|贷款|融资|转化|有效)*"
    r"(?:授权|申请|转让|许可|受理|审结|办结|结案|登记|金额|余额|收入|利润|专利|商标)[ \u3000]*"
)


def _with_more(sentence: Sentence, found: Sequence[Quantity], rows: dict[int, Entity]) -> dict[int, Entity]:
    """甲院申请 5 件、授权 3 件；乙院申请…: the numbers behind a body's first one that say what else it did."""
    last: Entity | None = None
    for index, quantity in enumerate(found):
        if quantity.start in rows:
            last = rows[quantity.start]
        elif last and _MORE.fullmatch(sentence.text, found[index - 1].end, quantity.start):
            rows[quantity.start] = last
        else:
            last = None
    return rows


def _body(sentence: Sentence, start: int, quantity: Quantity) -> tuple[Entity, str] | None:
    """The body before a number, and the words that stand between them."""
    words = sentence.text[start : quantity.start]
    for a, b in reversed(sentence.times_in(start, quantity.start)):
        if not words[:a].strip(" 、，,"):
            words = " " * b + words[b:]
    opening = _OPENING.match(words)
    begin = opening.end() if opening else 0
    body = _BODY.fullmatch(words, begin)
    if body is None or _KINDS.search(body["name"]) or quantity.unit in _UNITS or leading_member(body["name"]):
        return None
    return Entity(body["name"], start + body.start("name"), start + body.end("name")), body["rest"].strip()


def body_named(member: str, position: int) -> Entity | None:
    """The body that a member of a list is: 甲银行、乙银行分别为 3 亿元、2 亿元; ``position`` is that of the value."""
    body = _BODY.fullmatch(member)
    if body is None or body["rest"] or _KINDS.search(member):
        return None
    return Entity(member, position, position)


def member_named(body: Entity) -> Member:
    """The member of a body of a row; a town or a zone that no table of divisions knows is a place."""
    return ("地区" if body.name.endswith(PLACES) else "成员", body.name)


_BY_WHAT = re.compile(r"(?<=..)[按分从][\u4e00-\u9fff]{2,10}$")
_LEAD = re.compile(
    r"(?:按照?|从|以)?(?P<what>[\u4e00-\u9fff]{2,14}(?:额|量|数|收入|产值|利润|规模|余额|件))(?:计(?!划)|居前|排名|排在|位居|位列|前|较高|最高|较多|最多|靠前|看|方面|情况|依次|分别|中|的|[：:])"
)


def told_of(sentence: Sentence, position: int, quantity: Quantity, stat: Stat, known: Sequence[Figure]) -> Figure | str:
    """What a row of places or bodies counts: the words that lead in to it, else the figure before it in its unit."""
    opening = sentence.text[sentence.start : sentence.text.find("，", sentence.start, position)].strip()
    opening = _BY_WHAT.sub("", opening)
    if 4 <= len(opening) <= 24 and not re.search(r"\d", opening) and (concept(opening).complete or canonical(opening)):
        return opening  # 每万人口发明专利拥有量，甲市 18 件，乙市 17 件
    leads = [m["what"] for m in _LEAD.finditer(sentence.text[sentence.start : position])]
    for lead in reversed(leads):
        if canonical(lead) or concept(lead).measures:
            return lead
    like = (
        f
        for f in reversed(wholes(sentence.text, known))
        if f.stat == stat and f.normalized_unit == quantity.normalized_unit
    )
    return next(like, leads[-1] if leads else "")
