"""In which slots a figure is not what was asked; one function per slot.

Every slot that the question fills is compared as a whole: period, region, statistic, status, kind of right, what is
done to it, members.
"""

import re

from ..figures.periods import year_of
from ..figures.regions import NATION, regions
from ..figures.vocabulary import concept, member_of
from .library import Known, written_in
from .share_sides import part_differs
from .slots import Slots, covered, prepared

_ACCEPTED_STATS = {
    "share": {"share", "rate"},
    "growth": {"growth_yoy", "growth_annual", "change_abs"},
    "rank": {"rank"},
    "per_capita": {"per_capita"},
    "rate": {"rate", "share", "growth_yoy"},
}
_PASSING = frozenset(("申请量", "授权量", "转让量", "许可量"))
"""What happens to rights in the course of a year, and is not how many there are."""
_LEVELS = {"count", "amount", "quantity", "per_capita"}
# A name that is itself a rate or a share: 研发投入强度, 城镇化率, 占…比重.
_RATIO_NAME = re.compile(r"率|强度|比重|占比|占.+|密度|系数")


def differences(slots: Slots, known: Known, question: str) -> tuple[str, ...]:
    """The names of the slots that differ, in the order of the checks; ``question`` is the whole question, prepared."""
    found = tuple(name for name, differs in _CHECKS if differs(slots, known))
    return (*found, "member") if _members_differ(slots, known, question) else found


def _period_differs(slots: Slots, known: Known) -> bool:
    asked, have = slots.period, known.figure.period
    if slots.part and not asked:
        return have != slots.part.replace("YYYY", (have or "")[:4])
    if not asked:
        return False
    if not have:
        return True
    if asked == have:
        return False
    # The end of a plan asked, its target found under the plan's own years; or the other way round.
    if known.figure.status in ("target", "forecast") and (have.endswith(f"/{asked}") or asked.endswith(f"/{have}")):
        return False
    # A year asked, a date within it found: 2021 and 2021-03-15.
    return not (len(asked) == 4 and have.startswith(asked) and "/" not in have)


def _region_differs(slots: Slots, known: Known) -> bool:
    asked, have = slots.region, known.figure.region
    if not asked:
        return _row_of_another(known)
    if asked == NATION and _DOMESTIC.search(slots.text):
        return not _domestic(known)
    if have is None:
        return asked not in known.context and asked != NATION
    return asked != have


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
    return planned  # a target answers only who asks for one


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
    if slots.stat in ("growth", "share", "rank", "rate"):
        return False  # the growth of an amount is no amount
    if slots.unit == "amount":
        return known.figure.stat not in ("amount", "change_abs") and "元" not in known.figure.unit
    return slots.unit == "count" and known.figure.stat == "amount"


def _object_differs(slots: Slots, known: Known) -> bool:
    asked, have = slots.concept.object, known.concept.object
    if asked is None or asked == have:
        return False
    kind = member_of(asked)
    if kind and kind in known.figure.dimensions and have in (None, "专利"):
        return False
    # 专利案件: what is counted is no right, and its sentence may say of which right it is.
    said = _own_words(slots, known) + ("" if slots.concept.measures else known.sentence)
    return not (have is None and prepared(asked) in said)


def _measures_differ(slots: Slots, known: Known) -> bool:
    asked = slots.concept.measures - {"拥有量"}
    have = known.concept.measures - {"拥有量"}
    if "质押融资" in asked and "质押融资" in have:
        asked, have = asked - {"登记量"}, have - {"登记量"}
    if not asked:
        # 拥有量 is the holding: never what was applied for or granted in a year; nor is a bare 有多少件.
        if slots.concept.measures:
            return "拥有量" not in known.concept.measures
        return slots.concept.object is not None and bool(have & _PASSING)
    if not have and known.concept.object is None:
        return not any(covered(word[:2], _own_words(slots, known)) for word in asked)
    return asked != have


def _own_words(slots: Slots, known: Known) -> str:
    """Where the kind of right must stand; with a clause of its own that asks (罚没了多少) the rest sets the scene."""
    return known.name + known.clause + (known.context if slots.focus else "")


def _members_differ(slots: Slots, known: Known, question: str) -> bool:
    have = dict(known.figure.dimensions)
    for dimension, member in slots.members:
        if dimension in have:
            if have[dimension] != member:
                return True
        elif member_of(slots.concept.object or "") != (dimension, member) and not covered(
            prepared(member), known.name + known.clause
        ):
            return True
    asked = dict(slots.members)
    for dimension, member in have.items():
        if dimension in asked or (dimension == "专利类型" and slots.concept.object == known.concept.object):
            continue
        if not covered(prepared(member), question):
            return True
    return False


def _vague(slots: Slots, known: Known) -> bool:
    """An amount of 一件专利 is asked of no indicator at all."""
    return slots.unit == "amount" and bool(slots.words) and all(concept(word).object for word in slots.words)


_CHECKS = (
    ("measure", _vague),
    ("part", part_differs),
    ("period", _period_differs),
    ("region", _region_differs),
    ("status", _status_differs),
    ("stat", _stat_differs),
    ("unit", _unit_differs),
    ("object", _object_differs),
    ("measure", _measures_differ),
)
