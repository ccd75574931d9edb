"""What the values of a 分别-list measure: members of one thing, or things side by side."""

import re

from ...records import Stat
from ..clauses import Setting, bare, weak
from ..context.circumstances import State
from ..sentence import Sentence
from ..values.quantities import Quantity
from ..vocabulary import Member, member_of
from .before import Before
from .holders import PLACES, told_of
from .lists import ListItem
from .members import member_listed
from .naming import Meaning, completed
from .parts import DEED, HAS_MEASURE, cases
from .phrases import strip_cues
from .sums import pledged

_AMONG = re.compile(r"(?:其中|其中的|包括)[：:，,]?")


def listed(
    state: State, sentence: Sentence, quantity: Quantity, item: ListItem, stat: Stat, where: Setting, before: Before
) -> Meaning:
    last = before.last
    if mine := member_listed(state, sentence, quantity, item, stat, before):
        return mine
    if item.named and last and _AMONG.match(item.left.strip()) and not HAS_MEASURE.search(item.member):
        return Meaning(last.indicator, item.member, (*last.dimensions, ("成员", item.member)), last)
    if item.named and not member_of(item.member):
        return completed(state, sentence, item.member, item.member, (), before.figures, stat, where.clause_start)
    known = member_of(item.member)
    if item.region:
        extra: tuple[Member, ...] = ()
    else:
        extra = (known or ("地区" if item.member.endswith(PLACES) else "成员", item.member),)
    common = strip_cues(bare(item.common) if item.region else item.common)
    heard = [*state.heard, *state.found]
    if item.region and DEED.fullmatch(common) and (told_of_all := cases(heard, quantity, common)):
        common = told_of_all
    if not common or weak(common) or common in ("市场", "地区", "企业"):
        common = last.indicator if last else item.common
    if not common or _GIVEN.fullmatch(common):  # 甲、乙两区分别为 8 亿元、5 亿元
        told = told_of(sentence, where.clause_start, quantity, stat, heard)
        common = told if isinstance(told, str) else told.indicator
    common = pledged(common, heard, sentence.text) or common or state.topic
    return completed(state, sentence, common, common, extra, before.figures, stat, where.clause_start)


_GIVEN = re.compile(r"(?:共|累计)?(?:发放|办理|提供|投放|放款|完成|实现|获得|取得|拥有|持有)")
