"""In which slots a figure is not what was asked; one function per slot.

Every slot that the question fills is compared as a whole: period, region, statistic, status, kind of right, what is
done to it, members.
"""

import re

from ...figures.context.periods import year_of
from ...figures.context.regions import NATION, ancestors, code_of, contains, full_name, regions, short_name
from ...figures.vocabulary import Concept, concept, kinds_of_right, member_of
from ..asked.marks import BEARER
from ..asked.slots import TIME_ASKED, Slots, covered, meant, prepared
from .arranged import arranged
from .bodies import is_body, is_pledger, is_said, names_companies, of_its_trade
from .counting import counted_otherwise, of_an_occasion, of_one_time
from .extremes import MOST_OF
from .heads import addressed, names_row
from .library import Known, written_in
from .share_sides import part_differs, sides
from .timing import period_differs
from .wording import may_be_left_out, own_words

_ACCEPTED_STATS = {
    "share": {"share", "rate"},
    "growth": {"growth_yoy", "growth_annual", "change_abs"},
    "rank": {"rank"},
    "per_capita": {"per_capita"},
    "rate": {"rate", "share", "growth_yoy"},
}
_PASSING = frozenset(("申请量", "授权量", "转让量", "许可量"))
"""What happens to rights in the course of a year, and is not how many there are."""
_ENFORCED = frozenset(("侵权案件",))
_LEVELS = {"count", "amount", "quantity", "per_capita"}
# A name that is itself a rate or a share: 研发投入强度, 城镇化率, 占…比重.
_RATIO_NAME = re.compile(r"率|强度|比重|占比|占.+|密度|系数")


def differences(slots: Slots, known: Known, question: str) -> tuple[str, ...]:
    """The names of the slots that differ, in the order of the checks; ``question`` is the whole question, prepared."""
    found = tuple(name for name, differs in _CHECKS if differs(slots, known))
    return (*found, "member") if _members_differ(slots, known, question) else found


def _region_differs(slots: Slots, known: Known) -> bool:
    asked, have = slots.region, known.figure.region
    if names_row(slots, known):
        beside = (
            {r.name for r in regions(known.figure.cell.row, code_of(known.document.region))}
            if known.figure.cell
            else ()
        )
        return bool(asked and have) and not (contains(asked, have) or contains(have, asked) or asked in beside)
    if not asked:
        return _row_of_another(known)
    if asked == NATION and _DOMESTIC.search(slots.text):
        return have not in (NATION, None) or not _domestic(known)
    if have is None:
        return asked != NATION and not _names_place(asked, known)
    # 某银行甲市分行 in a document of a zone: the place is part of the bank's name.
    if asked == known.document.region and short_name(have) in (known.figure.entity or ""):
        return False
    return asked != have


def _names_place(asked: str, known: Known) -> bool:
    """Whether a figure without a place stands in a document of the place asked: of 沭阳县, asked 宿迁市沭阳县."""
    if known.document.region:
        return known.document.region == asked
    code = code_of(asked) or ""
    around = next((full_name(above) for above in ancestors(code)), "")
    own = prepared(full_name(code).removeprefix(around) if len(code) == 6 else asked)
    return prepared(asked) in known.context or (len(code) == 6 and own in prepared(known.document.title))


_DOMESTIC = re.compile(r"国内(?!外|生产)")


def _row_of_another(known: Known) -> bool:
    """Whether a cell stands in the row of one place of several, none of which was named."""
    figure = known.figure
    if figure.cell is None or figure.region is None or figure.region == known.document.region:
        return False
    own = {r.name for r in regions(figure.cell.row)}
    return figure.region in own or bool(own & {figure.region[-len(name) :] for name in own})


def _domestic(known: Known) -> bool:
    """Whether a figure is one of 国内 and not of 国内外 together."""
    return "国内" in known.name + known.clause or "国外" not in known.document.text


def _status_differs(slots: Slots, known: Known) -> bool:
    figure = known.figure
    planned = figure.status in ("target", "forecast")
    if slots.status == "target":
        aimed = figure.status == "target" or bool(_PLANNED.search(known.name))
        ahead = figure.status == "forecast" and (year_of(figure.period) or 9999) >= written_in(known.document)
        return not (aimed or ahead)
    if slots.status == "forecast":
        return False  # what was expected, or what has come of it
    # A target answers only who asks for one; 安排 asks for what a budget sets, which is one until the year is over.
    return planned and not arranged(slots, known)


_PLANNED = re.compile(r"计划(?!单列|书)|目标|任务|规划")


def _stat_differs(slots: Slots, known: Known) -> bool:
    stat = known.figure.stat
    if slots.stat:
        if slots.stat == "per_capita":
            return stat != "per_capita"
        return stat not in _ACCEPTED_STATS[slots.stat]
    if stat == "per_capita":
        return not slots.concept.per_head
    if stat == "rate":
        return False
    if stat == "share":
        return not _RATIO_NAME.search(known.figure.indicator)
    return stat not in _LEVELS


def _unit_differs(slots: Slots, known: Known) -> bool:
    time = TIME_ASKED.search(slots.text)
    if time and not known.figure.unit.endswith(time[1]):
        return True
    if slots.stat in ("growth", "share", "rank", "rate"):
        return False  # the growth of an amount is no amount
    if counted_otherwise(slots, known.figure):
        return True
    if slots.unit == "amount":
        return known.figure.stat not in ("amount", "change_abs") and "元" not in known.figure.unit
    return slots.unit == "count" and known.figure.stat == "amount"


def _object_differs(slots: Slots, known: Known) -> bool:
    asked, have = _of_part(slots).object, known.concept.object
    if asked is not None and "质押融资" in slots.concept.measures and _other_rights(slots, known):
        return True
    if asked is None or asked == have:
        return False
    kind = member_of(asked)
    if kind and kind in known.figure.dimensions and have in (None, "专利"):
        return False
    # 专利案件: what is counted is no right, and its sentence may say of which right it is.
    said = _own_words(slots, known) + ("" if slots.concept.measures else known.sentence)
    if not slots.concept.measures and all(concept(word).object for word in slots.words):
        said = known.name  # 专利有多少: not how many cases of a sentence that says 专利
    said += _told_of(slots, known) if have is None else ""
    if have is None and known.concept.measures & slots.concept.measures and not kinds_of_right(known.clause):
        said += known.heading  # 质押贷款平均利率 under a title that tells of 专利质押
    # 著作权 is the right 版权.
    return not (have is None and (prepared(asked) in said or asked in kinds_of_right(said) - {"专利"}))


def _of_part(slots: Slots) -> Concept:
    """What is asked about; of a share its part: 高价值发明专利占有效发明专利的比例 asks of the former."""
    found = sides(prepared(slots.text)) if slots.stat == "share" else None
    part = meant(found[0]) if found else slots.concept
    return part if part.object else slots.concept


def _other_rights(slots: Slots, known: Known) -> bool:
    """Whether rights are pledged together of which one is asked, or the other way round: 商标, and 专利商标质押融资."""
    pledged = kinds_of_right(known.figure.indicator) or kinds_of_right(known.clause)
    return bool(pledged) and pledged != kinds_of_right(slots.text)


def _told_of(slots: Slots, known: Known) -> str:
    """The sentence of a bare figure, else its headings, where they tell of the rights asked and of no other.

    专利质押登记 9 笔、融资金额 2 亿元; 发放贴息 300 万元 under a title that tells of 专利质押融资.
    """
    asked = kinds_of_right(slots.text)
    if known.figure.stat == "rate" and not asked:
        return known.sentence + known.before
    if not asked or kinds_of_right(known.clause):
        return ""
    told = next((text for text in (known.sentence, known.before, known.heading) if kinds_of_right(text)), "")
    return told if kinds_of_right(told) == asked else ""


def _measures_differ(slots: Slots, known: Known) -> bool:
    asked = slots.concept.measures - {"拥有量"}
    have = known.concept.measures - {"拥有量"}
    if slots.stat == "share" and _of_part(slots).measures - {"拥有量"} == have:
        return False
    if "质押融资" in asked and "质押融资" in have:
        asked, have = asked - {"登记量"}, have - {"登记量"}
    if asked < have and addressed(slots, prepared(slots.text), known):
        return False
    if not asked:
        # 拥有量 is the holding: never what was applied for or granted in a year; nor is a bare 有多少件.
        if slots.concept.measures:
            return "拥有量" not in known.concept.measures
        return slots.concept.object is not None and bool(have & _PASSING)
    if not have and known.concept.object is None:
        said = _own_words(slots, known) + _told_of(slots, known)
        if asked == _ENFORCED and known.figure.cell is None:
            said += known.before if known.sentence.startswith("其中") else ""
            said += known.sentence.partition(known.clause)[0]  # 扣留侵权货物 9 批次，案值 3 万元
        if "质押融资" in asked and (
            "贷" in known.name or MOST_OF.search(known.figure.indicator)
        ):  # 获贷企业 80 家, told of 质押融资
            said += known.sentence + known.before + known.heading
        return not any(covered(word[:2], said) or _in_heading(word, slots, known) for word in asked)
    return asked != have


# What columns under a title that tells of loans on rights are called: 惠及企业, 融资金额, 贷款户数.
_OF_LOANS = frozenset(("惠及", "受益", "企业", "获贷", "贷款", "融资", "放款"))


def _in_heading(measure: str, slots: Slots, known: Known) -> bool:
    """Whether a number bears the last half of a measure and its headings the first: 融资金额 under 质押融资情况."""
    if kinds_of_right(slots.text):
        return False
    if known.figure.stat == "rate" and measure in known.heading:
        return True  # 平均利率 under a title that tells of 质押融资
    bare = (may_be_left_out(w) or w in _OF_LOANS for w in own_words(known.figure.indicator))
    if measure in known.heading and all(bare):
        return True  # 发放金额, 笔数
    return measure[:2] in known.heading and len(measure) == 4 and measure[2:] in known.name


def _own_words(slots: Slots, known: Known) -> str:
    """Where the kind of right must stand; with a clause of its own that asks (罚没了多少) the rest sets the scene."""
    return known.name + known.clause + (known.context if slots.focus else "")


def grouped_row(known: Known, question: str) -> bool:
    """Whether a cell's row is said and only the group that it stands in is not: 商标侵权 of 行政类/商标侵权.

    A body is no group: the row 某公司/航空 is the company's, and not that of its trade.
    """
    cell = known.figure.cell
    group, _, row = (cell.row if cell else "").rpartition("/")
    left = [m for _, m in known.figure.dimensions if not covered(prepared(m), question)]
    return bool(group) and covered(prepared(row), question) and all(m in group and not is_body(m) for m in left)


def _members_differ(slots: Slots, known: Known, question: str) -> bool:
    have = dict(known.figure.dimensions)
    for dimension, member in slots.members:
        if dimension == BEARER and member in have.values():
            continue
        companies = dimension not in have and member == "企业"
        if companies and (
            names_companies(known.figure) or is_pledger(slots, known.figure) or of_its_trade(known.figure, question)
        ):
            continue
        if dimension in have:
            own = have[dimension]  # 甲公司研发投入 as a member in text is told of 甲公司
            if own != member and not (own.startswith(member) and is_said(own, question)):
                return True
        elif member_of(slots.concept.object or "") != (dimension, member) and not covered(
            prepared(member), known.name + known.clause
        ):
            return True
    if any(is_body(member) and is_said(member, question) for member in have.values()):
        have.pop("行业", None)  # who is named need not be told in which trade
    for dimension, member in have.items():
        if (dimension, member) in slots.members or (
            dimension == "专利类型" and slots.concept.object == known.concept.object
        ):
            continue
        if not is_said(member, question):
            return True
    return False


def _vague(slots: Slots, known: Known) -> bool:
    """An amount of 一件专利 is asked of no indicator at all."""
    return slots.unit == "amount" and bool(slots.words) and all(concept(word).object for word in slots.words)


# 非职务 is what 职务 is not. Not 非常, 非遗, 非洲, 除非.
_NOT = re.compile(r"(?<![除莫无并而是])非(?![遗常洲法凡但得])([\u4e00-\u9fff]{2})")


def _denied_differs(slots: Slots, known: Known) -> bool:
    """Whether one of the two names what the other says that it is not: 职务 and 非职务."""
    asked, told = slots.text, known.figure.raw_indicator + known.figure.indicator
    return any(
        word in one and f"非{word}" not in one
        for other, one in ((asked, told), (told, asked))
        for word in _NOT.findall(other)
    )


_CHECKS = (
    ("measure", _vague),
    ("part", part_differs),
    ("period", period_differs),
    ("region", _region_differs),
    ("status", _status_differs),
    ("stat", _stat_differs),
    ("unit", _unit_differs),
    ("object", _object_differs),
    ("measure", _measures_differ),
    ("nature", of_one_time),
    ("denied", _denied_differs),
    ("occasion", of_an_occasion),
)
