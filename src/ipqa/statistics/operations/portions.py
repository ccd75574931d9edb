"""Plans of a part over its whole, where no document states the share."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ...figures.context.regions import contains, regions
from ...figures.vocabulary import concept
from ..asked.lexicon import vocabulary
from ..asked.query import Query
from ..asked.slots import Slots, covered, prepared, slots
from ..matching.bystanders import claim
from ..matching.groups import addable
from ..matching.library import Known, sentence_of, setting
from ..matching.match import best
from .cells import matches
from .inside import as_asked, in_its_whole
from .jointly import part_and_whole
from .operation import Plan
from .rows import share_of_total
from .wholes import member_of_whole, over_all_kinds

_SIZE = r"比(?:是|为|有|达到?)?(?:多少|多大|几|[？?]|$)"  # 占|比是多少
_ASKED = rf"(?:的)?(?:比重|比例|份额|百分之|百分比|多少|几成|几倍|几分之几|多大|{_SIZE})"
_OVER = re.compile(rf"(?P<part>[^，。]+?)(?:占|相当于|是)(?!比[例重是为有达多？?]|比$)(?P<whole>[^，。]+?){_ASKED}")
_INSIDE = r"(?P<whole>[^。？?]+?)(?:里头|里面|当中|之中|里|(?<!其)中)[，,]?"
_WITHIN = re.compile(
    rf"{_INSIDE}(?P<part>[^，。？?]{{1,24}}?)(?:的)?(?:各)?(?:所)?"
    rf"(?:占|贡献|达到?)(?:了|到|据)?(?:全部|总数|总量)?{_ASKED}"
)
# 审结的案件里有多大比例是调解结案的.
_WITHIN_BEHIND = re.compile(
    rf"{_INSIDE}(?:有|大概|大约)*(?:多大|多少|几成|百分之几|百分之多少)的?(?:比例|比重|份额)?(?:的)?(?:是|来自|属于|为|出自|通过|由)"
    r"(?P<part>[^，。？?]{1,24}?)的?(?:[？?。]|$)"
)
_OF_PLACE = re.compile(
    rf"(?P<part>[^，。]+?)(?:占|在)(?:了|到|据)?(?P<scope>[^，。的占]{{0,8}}?(?:全[国省市区县州]|省|市|州|地区))(?:里|内|中|范围内)?(?:所?占)?"
    rf"(?:的?(?:总量|总数|总额|合计|全部))?{_ASKED}"
)
_LEVELS = ("count", "amount", "quantity")
_BEHIND = 12
"""Characters between a number and the share that is told of it."""
_FILLER = re.compile(r"^(?:来自|属于|源自|出自|其中)")


def share(query: Query, figures: Sequence[Known]) -> Plan | None:
    """A share that no document states: the part over the whole, both stated (专利转让里高校院所占多大比例)."""
    placed = _place_in_place(query, figures)
    if placed:
        return Plan("share", placed, percent=True)
    stated = _stated(query, figures)
    if stated is not None:
        return Plan("lookup", (stated,))
    row = share_of_total(query, figures)
    if row:
        return Plan("share", row, percent=True)
    for both in (within(query), sides(query)):
        if both is None:
            continue
        operands = (
            part_and_whole(both, query, figures)
            or _pair(both, query, figures)
            or member_of_whole(*both, query, figures)
            or over_all_kinds(both[0], query, figures)
        )
        if operands and as_asked(query, operands) and _is_the_part(operands[0], both[0].words):
            operands = _over_its_own(operands, both[1].words, figures)
            told = _told_of(operands[0], query, figures)
            return Plan("lookup", (told,)) if told else Plan("share", operands, percent=True)
    operands = share_of_total(query, figures) or in_its_whole(query, *_said_apart(query), figures)
    if operands and _is_the_part(operands[0], _piece(_said_apart(query)[0], query).words):
        told = _told_of(operands[0], query, figures)
        return Plan("lookup", (told,)) if told else Plan("share", operands, percent=True)
    return _member_over_total(query, figures)


def _is_the_part(part: Known, words: Sequence[str]) -> bool:
    """Whether a figure says what makes the part asked another, narrower one: 职务 of 授权中，职务发明占多大比重."""
    said = part.name + part.clause + part.heading
    return all(covered(w, said) for w in words if w in vocabulary().narrowing and concept(w) == concept(""))


def _over_its_own(operands: tuple[Known, ...], words: Sequence[str], figures: Sequence[Known]) -> tuple[Known, ...]:
    """The part over the total that its document parts it from, where that too is called by the words for the whole."""
    f, over = operands[0].figure, operands[-1].figure
    if len(operands) != 2 or not f.dimensions or over.indicator == f.indicator:
        return operands
    for known in figures:
        g = known.figure
        parted = g.indicator == f.indicator and set(g.dimensions) < set(f.dimensions) and setting(g) == setting(f)
        larger = g.normalized_unit == f.normalized_unit and g.normalized_value >= f.normalized_value
        if parted and larger and all(covered(word, known.name + known.clause) for word in words):
            return operands[0], known
    return operands


_PART_IN = re.compile(
    r"(?P<part>[^，。？?]+?)在(?P<whole>[^，。？?]+?)(?:里头?|里面|当中|之中|(?<!其)中)(?:的|所)?(?=占|比重|比例|份额)"
)
_NOTHING = re.compile(r"(?:有|了|到|的|为)*(?:多少|多大|几|什么|全部|总[量数])*")


def _said_apart(query: Query) -> tuple[str, str]:
    """The words of a question for the part and for the whole; empty where it does not say them apart."""
    for pattern in (_PART_IN, _WITHIN_BEHIND, _OVER, _WITHIN):
        found = pattern.search(query.question)
        if found and not _NOTHING.fullmatch(found["whole"]):
            return found["part"], found["whole"]
    return "", ""


def _stated(query: Query, figures: Sequence[Known]) -> Known | None:
    """The share that a clause states of the part asked, in the very whole asked: 占有效发明专利的35%."""
    both = sides(query)
    if both is None or not both[1].words:
        return None
    found = best(replace(both[0], stat="share"), prepared(query.question), figures)
    for match in found:
        over = match.known.clause.rpartition("占")[2]
        if match.known.figure.stat == "share" and all(covered(w, over) for w in both[1].words):
            return match.known
    return None


# 刑事案件 38 件，占 0.77%: of all that the passage is about.
_BARE_SHARE = re.compile(r"占(?:比|了|到)?(?:为|达|约)?[ ]?\d")


def _told_of(part: Known, query: Query, figures: Sequence[Known]) -> Known | None:
    """The share that the part's own sentence states right behind it, of the whole of its passage; None where none is.

    What the document reckons itself goes before what is reckoned from a total that may count something else.
    """
    f = part.figure
    stop = sentence_of(part.document, f.start, f.end)[1]
    for known in figures:
        g = known.figure
        same = (g.document_id, g.indicator, g.dimensions, g.region, g.period, g.status) == (
            f.document_id, f.indicator, f.dimensions, f.region, f.period, f.status)  # fmt: skip
        behind = f.value_end <= g.value_start < min(stop, f.value_end + _BEHIND)
        if same and behind and g.stat == "share" and _BARE_SHARE.search(part.document.text[f.value_end : g.value_end]):
            return known
    return None


def _place_in_place(query: Query, figures: Sequence[Known]) -> tuple[Known, ...]:
    """The same figure of a place and of the one around it: 某区质押金额占全市的比重."""
    found = _OF_PLACE.search(query.question)
    if not found:
        return ()
    part = _piece(found["part"], query)
    if not part.region:
        return ()
    parts = matches(part, query, figures)[:3]
    around = [k for k in figures if _around(k, part.region, found["scope"])]
    pairs = [
        (m.score + n.score, m.known, n.known)
        for m in parts
        for place in dict.fromkeys(k.figure.region for k in around)
        for n in matches(replace(part, region=place), query, [k for k in around if k.figure.region == place])[:3]
        if _part_of_place(m.known, n.known)
    ]
    best_pair = max(pairs, key=lambda pair: pair[0], default=None)
    return best_pair[1:] if best_pair else ()


def _around(known: Known, place: str, scope: str) -> bool:
    """Whether a figure is of the region around a place that the scope names: 全省, 厦门全市, 全国."""
    region = known.figure.region or known.document.region
    if region is None:
        return known.figure.cell is not None and scope[-2:] == known.figure.cell.row.strip()[-2:]
    if "全国" in scope:
        return region == "全国"
    if scope.endswith("省"):
        return contains(region, place) and region.endswith(("省", "自治区"))
    level = {"区": "区", "市": "市", "县": "县旗", "州": "州"}.get(scope[-1], "")
    named = [r.name for r in regions(scope) if not r.relative]
    return contains(region, place) and region != place and (region in named or region[-1] in level)


def _part_of_place(part: Known, whole: Known) -> bool:
    a, b = part.figure, whole.figure
    alike = (a.stat, a.period, a.status, a.normalized_unit, a.dimensions) == (
        b.stat, b.period, b.status, b.normalized_unit, b.dimensions)  # fmt: skip
    return alike and a.stat in _LEVELS and a.id != b.id and a.normalized_value < b.normalized_value


def sides(query: Query) -> tuple[Slots, Slots] | None:
    """The slots of A and B where the question says A 占 B or A 是 B 的几倍."""
    over = _OVER.search(query.question)
    if not over:
        return None
    whole = _piece(over["whole"], query)
    part = _piece(over["part"], query)
    if query.whole.stat == "share" and part.concept.object and not part.concept.measures:
        part = _like_whole(part, whole, over["part"])
    return part, whole


def within(query: Query) -> tuple[Slots, Slots] | None:
    """The slots of A and B where the question says B 里 A 占多少; A takes from B what it does not say."""
    found = _WITHIN_BEHIND.search(query.question) or _WITHIN.search(query.question)
    if not found:
        return None
    whole = _piece(found["whole"], query)
    part = _piece(_FILLER.sub("", found["part"]), query)
    return _like_whole(part, whole, found["part"]), whole


def _like_whole(part: Slots, whole: Slots, said: str) -> Slots:
    """国外 of 发明专利申请 is 国外发明专利申请; 发明 of 专利申请受理量 is 发明专利申请受理量."""
    meant = part.concept
    if not meant.object:
        meant = replace(meant, object=whole.concept.object)
    if not meant.measures:
        meant = replace(meant, measures=whole.concept.measures)
    kept = tuple(m for m in whole.members if m[0] not in dict(part.members))
    kind = prepared(whole.concept.object or "")
    named = concept(said).object is not None
    own = tuple(w for w in whole.words if not (named and (w in kind or kind in w or "专利" in w)))
    if part.concept.measures or (part.words and not whole.concept.object):
        own = ()
    return replace(
        part,
        text=whole.text + part.text,
        concept=meant,
        members=(*kept, *part.members),
        words=tuple(dict.fromkeys((*part.words, *own))),
        region=whole.region if not part.region else part.region,
    )


def _piece(text: str, query: Query) -> Slots:
    """One side of A 占 B, with the place and time of the whole question."""
    found = slots(text)
    return replace(
        found,
        stat=None,
        period=query.whole.period,
        region=found.region or query.whole.region,
        status=query.whole.status,
        unit=None,
        focus=(),
    )


def _pair(both: tuple[Slots, Slots], query: Query, figures: Sequence[Known]) -> tuple[Known, ...]:
    """The best part and whole of one place and time, of one document where that can be had."""
    parts, wholes = (matches(side, query, figures)[:6] for side in both)
    fitting = [
        (_closeness(a.known, b.known), a.score + b.score, a.known, b.known)
        for a in parts
        for b in wholes
        if _part_of(a.known, b.known)
    ]
    best_pair = max(fitting, key=lambda pair: pair[:2], default=None)
    return best_pair[2:] if best_pair else ()


def _closeness(part: Known, whole: Known) -> int:
    """2 for two figures of one sentence, 1 for one document: 其中专利案件 268 件 is part of the total before it."""
    if part.document.id != whole.document.id:
        return 0
    start, end = sentence_of(part.document, part.figure.start, part.figure.end)
    return 2 if start <= whole.figure.value_start < end else 1


def _part_of(part: Known, whole: Known) -> bool:
    """A part is another figure than its whole and no larger, of its place, time, unit and status; both are levels."""
    a, b = part.figure, whole.figure
    levels = all(f.stat in _LEVELS for f in (a, b))
    alike = (a.region, a.period, a.status, a.normalized_unit) == (b.region, b.period, b.status, b.normalized_unit)
    # Of two figures of one name neither is the other's part: the contracts of two colleges.
    return levels and alike and claim(a) != claim(b) and a.normalized_value < b.normalized_value


def _member_over_total(query: Query, figures: Sequence[Known]) -> Plan | None:
    """A member over the figure that lacks only this member."""
    if not query.whole.members:
        return None
    found = best(replace(query.whole, stat=None), prepared(query.question), figures)
    if not found:
        return None
    part = found[0].known
    names = dict(query.whole.members)
    without = tuple(d for d in part.figure.dimensions if d not in query.whole.members)
    if any(d in names for d, _ in without):
        return None
    for candidate in figures:
        f = candidate.figure
        named = (f.indicator, f.dimensions) == (part.figure.indicator, without)
        if named and setting(f) == setting(part.figure) and addable(part, candidate):
            return Plan("share", (part, candidate), percent=True)
    return None
