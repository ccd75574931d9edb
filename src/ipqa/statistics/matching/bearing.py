"""Which names the figures of a library bear as rows: banks, courts, companies, trades, branches, channels."""

import re
from collections.abc import Iterable
from functools import lru_cache

from ...figures.context.regions import regions
from ...figures.vocabulary import concept, member_of
from ...records import Figure
from ..asked.lexicon import vocabulary
from .library import Known

_DIMENSIONS = ("成员", "行业")
_BODY = re.compile(r"(?:银行|信用社|法院|检察院|海关|公司|集团|大学|学院|医院|研究[院所]|分行|支行)$")
_NONE = re.compile(r"^(?:其[他它余]|各|其中|另|合计|全)|[\d%％、，。；（(]|[省市区县]$")
_MOST = 16


def bearers(known: Iterable[Known]) -> dict[str, frozenset[str]]:
    """The names of rows in tables and of bodies in text, each with the regions of its figures."""
    found: dict[str, set[str]] = {}
    for one in known:
        for dimension, name in one.figure.dimensions:
            if dimension in _DIMENSIONS and _is_name(name, one.figure):
                places = (one.figure.region, one.document.region)
                found.setdefault(name, set()).update(place for place in places if place)
    return {name: frozenset(places) for name, places in found.items()}


def _is_name(name: str, figure: Figure) -> bool:
    """Whether a member is the name of a row or of a body."""
    if _BODY.search(name):
        return 3 < len(name) <= _MOST and not _NONE.search(name)
    return figure.cell is not None and name in figure.cell.row.split("/") and _is_own(name)


@lru_cache(maxsize=1 << 12)
def _is_own(name: str) -> bool:
    """Whether words are the name of one row: no right, kind of holder, place or remainder."""
    if not 1 < len(name) <= _MOST or _NONE.search(name) or name in vocabulary().light:
        return False
    whole = any(r.start == 0 and r.end == len(name) for r in regions(name))
    return not whole and member_of(name) is None and concept(name).object is None
