"""The words of a row and of a column -> the indicator of the cell where they meet, and its members.

A header names a measure in full (专利授权量), a right (发明专利), what is done to it (授权量), one of a kind (企业),
how a number is meant (同比增长), or something else; what is missing comes from the other header, then from the titles.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..names.titles import (
    MEASURE,
    cases_of,
    counted,
    measured_by,
    pledged_in,
    right_done,
    spoken_of,
    title_indicator,
    topic_of,
)
from ..vocabulary import Concept, Member, canonical, concept, leading_member, member_of, members

Role = Literal["known", "measure", "right", "deed", "act", "generic", "weak", "member", "other"]

_WEAK = re.compile(
    r"(?:(?:同比|环比|比?较?(?:上年|上一年|去年)(?:同期|末)?)?(?:名义|实际)?(?:增长|增速|增幅|增减|增加|减少|下降|升降|涨幅|降幅|变化|±)"
    r"(?:率|额|量|数|幅度|情况|百分点|百分比)?|同比|环比|.{0,4}占.{0,8}(?:比|比重|比例)|占比|比重|比例|构成|.{0,4}(?:排名|位次|名次|排位))"
)
_SUFFIX = re.compile(
    r"(?:同比|环比|比?较?(?:上年|上一年|去年)(?:同期|末)?)(?:增长|增速|增幅|增减|增加|减少|下降|涨幅|降幅)?(?:率|额|量|数)?$"
    r"|(?:增长率|增速|增幅|涨幅|降幅|占比|比重|所占比重|排名|位次)$"
)
_GENERIC = re.compile(r"(?:金额|总额|项数|件数|笔数|家数|户数|人数|宗数|起数|次数|个数|户次|数目)")
_NOTHING = re.compile(
    r"(?:数量|数值|数额|数据|绝对[数值量]|数|值|指标值|本期|当期|本月|当月|累计|本月止累计|全年|实际|实际[数值]|完成|完成[数值]|"
    r"实际完成[数值]?|预期|预期[数值]|目标|目标[数值]|计划|计划[数值]|任务数|预计|预计[数值]|年度目标|指标|项目|名称|类别|情况|小计|合计|总计|总数|共计|基期值?|基数|基准值|现状值|按.{1,8}分)"
)
# What became of cases, behind what they are about: 商标侵权 | 立案.
_ACT = re.compile(
    r"(?:立案|结案|审结|办结|查处|受理|收案|调解|移送|罚没|罚款|没收|处罚|案值|涉案|查获)"
    r"(?:[数量件]|件数|款|金额|总额|值|公安|案件)*"
)
# International registers, which say of what they are.
_SYSTEM = re.compile(r"马德里|海牙")
# Which of a budget's numbers a column holds, whatever the row names.
_ACCOUNT = re.compile(r"(?:年初|调整后?|全年|本年)?(?:预算|决算|执行)(?:数|额|金额)|完成(?:年初)?预算数?")
# Headings over several indicators, which are no part of a name: 知识产权创造, 二级指标.
_CATEGORY = re.compile(r".{0,6}(?:创造|运用|保护|管理|指标|情况|方面|能力|工作|环境|绩效)")


_BUDGETED: tuple[Role, ...] = ("known", "measure", "right", "other")


@dataclass(frozen=True, slots=True)
class Word:
    """One header without time, place and unit, and what it says of a number."""

    text: str
    role: Role
    meant: Concept
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """What a cell measures."""

    indicator: str
    members: tuple[Member, ...]


@lru_cache(maxsize=4096)
def word(text: str) -> Word:
    """What a header says; its text is without the words of growth at its end: 专利授权量同比增长 -> 专利授权量."""
    text = re.sub(r"[±%％+\-]+$", "", re.sub(r"\s+", "", text))
    if _NOTHING.fullmatch(text) or _WEAK.fullmatch(text) or _CATEGORY.fullmatch(text):
        return Word(text, "weak", Concept(None, frozenset()))
    body = _SUFFIX.sub("", text) or text
    own: tuple[Member, ...] = ()
    lead = leading_member(body)
    if lead and lead[0][0] == "权利主体" and lead[1] < len(body):
        rest = body[lead[1] :].lstrip("的")
        if concept(rest).complete:
            own, body = (lead[0],), rest
    meant = concept(body)
    if "高价值" not in body and meant.object not in ("商标", "PCT专利"):
        own += tuple(m for m in members(body) if m[0] == "专利类型")[:1]
    whole = member_of(body)
    if whole and whole not in own:
        own += (whole,)
    return Word(body, _role(body, meant, whole), meant, own)


def _role(body: str, meant: Concept, whole: Member | None) -> Role:
    if _GENERIC.fullmatch(body):
        return "generic"
    if _ACT.fullmatch(body):
        return "act"
    if meant.complete or canonical(body):
        return "known"
    if whole and whole[0] != "专利类型":
        return "member"
    if meant.object:
        return "measure" if MEASURE.fullmatch(body) else "right"
    if meant.measures:
        return "deed"
    return "measure" if MEASURE.fullmatch(body) else "other"


@lru_cache(maxsize=1 << 14)
def named(rows: tuple[str, ...], columns: tuple[str, ...], titles: tuple[str, ...]) -> Name:
    """The indicator of a cell, of the words over its row, those over its column, and the titles, nearest first."""
    columns = tuple(part for text in columns for part in _levels(text))
    found = [*map(word, reversed(columns)), *map(word, reversed(rows))]
    account = next((w for w in found if _ACCOUNT.fullmatch(w.text)), None)
    budgeted = next((w for w in found if w.role in _BUDGETED and w is not account), None)
    if account and budgeted:
        return _with(budgeted.text + account.text, [budgeted, account], found)
    roles = {one.role for one in found}
    if "act" in roles:
        act = _first(found, "act")
        of = next((w for w in found if w.role in ("known", "right", "measure", "other")), None)
        about = of.text if of else cases_of(titles)
        return _with(about + act.text, [act, *([of] if of else [])], found)
    if size := _size_of(rows, columns, titles):
        return _with(size, found, found)
    if "known" in roles:
        base = _first(found, "known")
        rate = next((w for w in found if w.role == "measure" and w.text.endswith("率")), None)
        if rate:  # 专利授权量 over 完成率: not the number granted
            return _with(base.text + rate.text, [base, rate], found)
        return _with(canonical(base.text) or _completed(base, found), [base], found)
    rights, deeds = [w for w in found if w.role == "right"], [w for w in found if w.role == "deed"]
    if rights and deeds:
        return _with(_done(_right(rights[0]), deeds[0].text), [rights[0], deeds[0]], found)
    if "measure" in roles:
        base = _first(found, "measure")
        right = _right(rights[0]) if rights and not base.meant.object else ""
        return _with(right + pledged_in(base.text, titles), [base, *rights[:1]], found)
    if "generic" in roles:
        return _generic(_first(found, "generic"), rights, deeds, found, titles)
    if deeds:
        right = "" if _SYSTEM.search(deeds[0].text) else right_done(deeds[0].text, titles)
        base = word(_done(right, deeds[0].text))
        return _with(base.text, deeds[:1], [*found, base])
    return _from_titles(rights, found, titles)


def _levels(text: str) -> tuple[str, ...]:
    """A header of two levels in one line, as programs export it: 申请_发明 -> 申请, 发明."""
    parts = tuple(text.split("_")) if "_" in text else (text,)
    return parts if all(map(_LEVEL.fullmatch, parts)) else (text,)


_LEVEL = re.compile(r"[\u4e00-\u9fff]{2,12}")
_DEALT = re.compile(r"(?:质押(?:融资|贷款)?|转让|许可|登记|保险|交易|证券化)$")
_REACHED = re.compile(r"(?:惠及|服务|支持|覆盖|涉及|获贷|受益|参与)[^数]{0,4}(?:企业|主体|单位|商户)数?")
_SIZE = re.compile(rf".*(?:金额|总额|余额|价款|保费|保额|.额)|{_REACHED.pattern}|(?:登记)?(?:笔|项|户|家)数")


def _size_of(rows: tuple[str, ...], columns: tuple[str, ...], titles: tuple[str, ...]) -> str:
    """What a column measures of a deal that the row or the title names: 专利质押 | 登记金额, 惠及企业; "" elsewhere."""
    sizes = (word(text) for text in reversed(columns))
    size = next((w for w in sizes if not w.meant.object and _SIZE.fullmatch(w.text)), None)
    if size is None:
        return ""
    deal = next((w.text for w in map(word, reversed(rows)) if _DEALT.search(w.text)), "")
    if deal:
        return f"{deal}{size.text}"
    named_by_column = all(word(text).role in ("member", "weak", "generic") for text in rows)
    if named_by_column and _REACHED.fullmatch(size.text):
        return size.text
    pledged = pledged_in(size.text, titles) if named_by_column else size.text
    return canonical(pledged) or pledged if pledged != size.text else ""


def _first(found: Sequence[Word], role: Role) -> Word:
    return next(w for w in found if w.role == role)


def _with(indicator: str, used: Sequence[Word], found: Sequence[Word]) -> Name:
    """An indicator with the members that the headers name; a word that says something else is a member of its own."""
    own = [m for w in found for m in w.members]
    own += [("成员", w.text) for w in found if w not in used and w.role == "other"]
    own += [("成员", w.text) for w in found if w not in used and w.role == "right" and not w.members]
    return Name(canonical(indicator) or indicator, tuple(sorted(dict.fromkeys(own))))


def _completed(base: Word, found: Sequence[Word]) -> str:
    """专利授权量 over 其中：发明 is 发明专利授权量."""
    finer = next((w for w in found if w.role == "right" and w.meant.object and w.members), None)
    name = counted(base.text)
    if finer and base.meant.object == "专利" and "专利" in name:
        return name.replace("专利", _right(finer), 1)
    return name


def _right(one: Word) -> str:
    """发明 -> 发明专利; a right called otherwise stays as it is called."""
    known = one.meant.object
    return known if known and one.members and member_of(one.text) else one.text


def _done(right: str, deed: str) -> str:
    """A right and what is done to it: 专利, 授权 -> 专利授权量; 商标, 有效量 -> 有效商标量."""
    return f"有效{right}量" if re.fullmatch(r"有效[量数]?", deed) else right + counted(deed)


def _generic(
    base: Word, rights: Sequence[Word], deeds: Sequence[Word], found: Sequence[Word], titles: tuple[str, ...]
) -> Name:
    """金额, 件数: of the right or the deed beside it, else of what the titles speak of."""
    if deeds:
        right = _right(rights[0]) if rights else ""
        return _with(right + deeds[0].text + base.text, [*rights[:1], *deeds[:1]], found)
    topic = next((t for title in titles if (t := topic_of(title))), "")
    if rights and not concept(topic).measures:
        return _with(_right(rights[0]) + base.text, rights[:1], found)
    if topic:
        return _with(topic + base.text, [], found)
    other = next((w for w in found if w.role in ("other", "member")), None)
    return _with((other.text if other else "") + base.text, [other] if other else [], found)


def _from_titles(rights: Sequence[Word], found: Sequence[Word], titles: tuple[str, ...]) -> Name:
    """No header says what is counted: the titles may; else the headers' own words are the name."""
    for title in titles:
        if name := title_indicator(title):
            base = word(name)
            if not rights or rights[0].meant.object == base.meant.object or (rights[0].members and "专利" in name):
                return _with(canonical(name) or _completed(base, found), rights[:1], [*found, base])
        meant = concept(title)
        if rights and len(meant.measures) == 1 and meant.object in (None, rights[0].meant.object, "专利"):
            deed = next(iter(meant.measures))
            right = _right(rights[0])
            return _with(_done(right, deed), rights[:1], found)
    others = [w for w in reversed(found) if w.role in ("other", "right", "member")]
    if not rights and len(others) < 2 and (told := measured_by(titles)):
        return _with(canonical(told) or told, [], found)
    grown = next((w.text for w in found if w.role == "weak" and _WEAK.fullmatch(w.text)), "")
    text = "".join(w.text for w in others) + grown
    dimensions = tuple(sorted(dict.fromkeys(m for w in others for m in w.members)))
    return Name(canonical(text) or text or spoken_of(titles) or "数量", dimensions)
