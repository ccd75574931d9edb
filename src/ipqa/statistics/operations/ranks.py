"""Plans of lists by a condition: which figures of a subject hold a certain place (哪些指标排全国第一)."""

import re
from collections.abc import Sequence
from decimal import Decimal

from ...figures.values.numerals import parse
from ..asked.query import Query
from ..asked.slots import Slots, covered
from ..matching.library import Known
from .operation import Plan

_PLACE = re.compile(r"第(?P<place>[一二三四五六七八九十]+|\d+)|(?P<first>首位|榜首|第1|冠军)")
_ASKING = frozenset(
    ("有关", "相关", "指标", "全国", "第一", "首位", "全省", "全市", "世界", "全球", "位居", "跟", "数据", "方面")
)


def ranked_at(query: Query, figures: Sequence[Known]) -> Plan | None:
    """The ranks of the subject that are of the place asked, in the order of the documents."""
    found = _PLACE.search(query.question)
    if not found:
        return None
    place = Decimal(1) if found["first"] else parse(found["place"])
    held = [k for k in figures if k.figure.stat == "rank" and k.figure.value == place and _of_subject(query.whole, k)]
    held.sort(key=lambda k: (k.figure.document_id, k.figure.value_start))
    return Plan("list", tuple(held)) if held else None


def _of_subject(asked: Slots, known: Known) -> bool:
    """Whether a rank is of the region and time asked, and its clause names the subject."""
    figure = known.figure
    if asked.region and figure.region and asked.region != figure.region:
        return False
    if asked.period and figure.period and asked.period != figure.period:
        return False
    topics = [w for w in asked.words if w not in _ASKING and len(w) > 1]
    return all(covered(w, known.name + known.clause) for w in topics)
