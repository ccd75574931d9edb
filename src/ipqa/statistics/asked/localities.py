"""Short names of places in a question, written out as the documents' own figures know them. Pure functions."""

import re
from collections.abc import Iterable, Mapping

from ...figures.context.regions import contains, regions
from .bearers import with_bearers
from .scoping import marked

_ABOVE = re.compile(r"^.+?(?:省|自治区|自治州|地区|市|盟)(?=.{2,})")
_SUFFIX = re.compile(r"(?:自治[州县旗]|新区|[省市区县旗盟州])$")
_SHORTEST = 2
# 望江科技城, 望江软件园: a place that begins the name of a site is no place by itself.
_OF_NAME = re.compile(r"[\u4e00-\u9fff]{0,3}?(?:科[技学]城|软件园|[产工]业园|创新[带港谷]|科创[带港谷]|孵化器)")


def localised(question: str, places: Iterable[str | None], bearers: Mapping[str, frozenset[str]] | None = None) -> str:
    """The question with places named by half their name in full: 甲、乙两个区 -> 某市甲区、某市乙区两个区.

    ``places`` are the regions that figures are of. A short name counts only where the place around it is named too, or
    another place of the same one beside it, and where it is the name of one place only. Zones and bodies are marked,
    and so are ``bearers``, the rows of tables with the regions of their figures.
    """
    known = sorted({p for p in places if p})
    question = with_bearers(question, bearers or {})
    named = _named(question, known)
    around = {r.name for r in regions(question) if r.code}
    parents = [_parent(p) for p in named.values()]
    for short, place in sorted(named.items(), key=lambda pair: -len(pair[0])):
        parent = _parent(place)
        beside = parents.count(parent) > 1 or any(contains(name, place) for name in around)
        if parent and beside:
            question = _replaced(question, short, place)
    return marked(question, known)


def _named(question: str, known: list[str]) -> dict[str, str]:
    """Short name -> the one known place that bears it, for those that the question holds."""
    found: dict[str, list[str]] = {}
    for place in known:
        base = _ABOVE.sub("", place)
        for short in {base, _SUFFIX.sub("", base)}:
            if len(short) >= _SHORTEST and short in question and base != place:
                found.setdefault(short, []).append(place)
    return {short: places[0] for short, places in found.items() if len(places) == 1}


def _parent(place: str) -> str:
    found = _ABOVE.match(place)
    return found.group() if found else ""


def _replaced(question: str, short: str, place: str) -> str:
    """Every mention of a short name that is no part of a region's own mention, in full."""
    taken = [(r.start, r.end) for r in regions(question) if r.code]
    base = _ABOVE.sub("", place)
    pieces, last = [], 0
    for match in re.finditer(re.escape(short), question):
        start, end = match.span()
        if any(a < end and start < b for a, b in taken) or _OF_NAME.match(question, end):
            continue
        if question.startswith(base, start):
            end = start + len(base)
        pieces += [question[last:start], place]
        last = end
    return "".join((*pieces, question[last:]))
