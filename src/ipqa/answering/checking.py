"""Sums that a question doubts: the total it speaks of and the parts listed behind it or in a table's column.

各区加起来跟正文说的对得上吗; 各类之和是否等于 500 件. The planner knows the parts that a question names; here they are
found from the total: whatever its own paragraph lists behind it, or the rows of a table on the same subject.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..figures.context.regions import contains
from ..figures.values.quantities import quantities
from ..statistics import Known, Plan, Query
from ..statistics.asked.slots import covered, prepared
from ..statistics.matching.wording import own_words, weight
from ..text import sentences

_ADDS = re.compile(
    r"加起来|加在一起|加总|加一块|相加|之和|总和|合起来|合计起来|合在一起|汇总|累加|各[^，。？?]{1,8}(?:加|合计)"
)
_PARTS = re.compile(r"合计|总计|等于|分项|各[项类种部]|总数")
_CHECKS = re.compile(
    r"对得?上|对不上|等于|相等|等不等|一致|相符|吻合|一样|差|够不够|矛盾|出入|是不是|是否|有没有|符合|对吗|对不对|没错"
)
_PLACES = re.compile(r"各(?:个)?(?:地|区|县|市|州|镇|街道|园区)|各[县市区（(、)）]+")
_TEXT = re.compile(r"正文|文[中字内]|前面|概述|摘要")
_LISTED = re.compile(r"其中|包括|分别|[：:]|中，|按|从")
_WITHIN = re.compile(r"其中|占比|比重|增[长速幅]|同比")
_TOTAL = re.compile(r"^(?:合|总|共|小)\s*计|^总[数量和]|^全[国省市区县州]")
_NAMELESS = re.compile(
    r"正文|原文|文中|文内|表格?|表[中里内]|所[载列述]|总[数量和额]|合计|公报|报告|白皮书|数[据字]?|够不够"
)
_SIZED = ("count", "amount", "quantity")
_OFF, _CLOSE = Decimal("0.2"), Decimal("0.05")
"""Parts that miss their total by more than this share of it are parts of something else; the latter where no parts
are spoken of."""
_HELD, _MOST = 0.5, 0.8
"""How much of a question's words must be said of a total whose number it gives, and of one that it only names."""
_LEAST = 2


def doubts_parts(question: str) -> bool:
    """Whether a question speaks of parts and their total, whatever it asks of them."""
    return bool(_ADDS.search(question) or _PARTS.search(question))


def doubts_sum(query: Query) -> bool:
    """Whether a question asks if parts add up to a total."""
    text = query.question
    return query.operation == "verify" or bool(_ADDS.search(text) and _CHECKS.search(text))


def checked(query: Query, known: Sequence[Known]) -> Plan | None:
    """The parts and the total that a question doubts; None where no list and no column is surely of that total."""
    if not doubts_sum(query):
        return None
    places = query.dimension == "地区" or bool(_PLACES.search(query.question))
    for total in _totals(query, known):
        for parts in (_behind(total, known), *_columns(total, known, prepared(query.question))):
            if _of_it(parts, total) and _of_places(parts, total) == places and _said(query, total, parts):
                return Plan("verify", tuple(parts), total=total)
    return None


def in_table(query: Query, known: Sequence[Known]) -> Plan | None:
    """The rows of a table and the total of the text, where it is asked if text and table agree, and they come near."""
    if not (_TEXT.search(query.question) and "表" in query.question and _CHECKS.search(query.question)):
        return None
    asked = prepared(query.question)
    for total in _totals(query, known):
        for parts in () if total.figure.cell else _columns(total, known, asked):
            if _of_it(parts, total, _CLOSE) and _said(query, total, parts):
                return Plan("verify", tuple(parts), total=total)
    return None


def _totals(query: Query, known: Sequence[Known]) -> list[Known]:
    """The figures with a number that the question gives, best named first; else those that it names."""
    asked, given = prepared(query.question), _given(query)
    region, period = query.whole.region, query.whole.period
    fitting = [
        (_named(k, asked), k)
        for k in known
        if k.figure.stat in _SIZED
        and not k.digest
        and k.figure.duplicate_of is None
        and (not given or (k.figure.normalized_value, k.figure.normalized_unit) in given)
        and (region is None or k.figure.region in (None, region))
        and (period is None or k.figure.period in (None, period))
    ]
    ordered = sorted(fitting, key=lambda pair: (pair[1].figure.cell is not None, -pair[0]))
    return [k for named, k in ordered if given or named >= _HELD]


def _given(query: Query) -> set[tuple[Decimal, str]]:
    return {(q.normalized_value, q.normalized_unit) for q in quantities(query.question) if q.kind != "rank"}


def _named(known: Known, asked: str) -> float:
    """How much of a figure's own name a question says."""
    words = own_words(known.figure.indicator)
    return sum(weight(w) for w in words if covered(w, asked)) / (sum(map(weight, words)) or 1.0)


def _said(query: Query, total: Known, parts: Sequence[Known]) -> bool:
    """Whether most of what a question names is said of the total or by its parts: all but little without a number."""
    document = total.document
    around = (total.name, total.clause, total.before, total.heading, prepared(document.title + (document.issuer or "")))
    said = "".join((*around, *(k.name for k in parts)))
    words = [w for w in query.whole.words if len(w) > 1 and not w[0].isdigit() and not _NAMELESS.fullmatch(w)]
    held = sum(weight(w) for w in words if covered(w, said))
    return held >= (_HELD if _given(query) else _MOST) * sum(map(weight, words))


def _behind(total: Known, known: Sequence[Known]) -> list[Known]:
    """What one sentence lists: behind its total, or the next one that names the total again."""
    f, text = total.figure, total.document.text
    if f.cell is not None:
        return []
    stop = text.find("\n", f.value_end)
    stop = stop if stop >= 0 else len(text)
    like = sorted((k for k in known if _like(k, total)), key=lambda k: k.figure.value_start)
    for start, end in sentences(text, f.value_end, stop):
        inside = [k for k in like if k.figure.cell is None and start <= k.figure.value_start < end]
        begun = text.find("其中", start, inside[-1].figure.value_start) if inside else -1
        inside = [k for k in inside if k.figure.value_start > begun]
        if len(inside) < _LEAST:
            continue
        lead = text[start : inside[0].figure.value_start]
        again = start <= f.value_end or all(covered(w, prepared(lead)) for w in own_words(f.indicator))
        if again and _LISTED.search(lead):
            return inside
    return []


def _columns(total: Known, known: Sequence[Known], asked: str) -> Iterator[list[Known]]:
    """The rows of each column of a table on the total's subject, without what is a part of a row or a total itself."""
    columns: dict[tuple[int, str], list[Known]] = {}
    for other in known:
        cell = other.figure.cell
        if cell is None or not _like(other, total) or _TOTAL.match(cell.row) or _WITHIN.search(cell.column + cell.row):
            continue
        at = next((t.start for t in other.document.tables if t.start <= other.figure.value_start < t.end), -1)
        columns.setdefault((at, cell.column), []).append(other)
    named = [w for w in own_words(total.figure.indicator) if len(w) > 1]
    wanted = [w for w in named if covered(w, asked)] or named
    for rows in columns.values():
        told = rows[0].name + rows[0].sentence + rows[0].heading
        held = sum(weight(w) for w in wanted if covered(w, told))
        if held >= _HELD * sum(map(weight, wanted)):
            yield sorted(rows, key=lambda k: k.figure.value_start)


def _like(other: Known, total: Known) -> bool:
    """Whether a figure may be a part of a total: of its document, kind and unit, and no larger."""
    f, g = other.figure, total.figure
    same = (f.document_id, f.stat, f.normalized_unit) == (g.document_id, g.stat, g.normalized_unit)
    done = {f.status, g.status} <= {"actual", "suspect"} and f.id != g.id and f.duplicate_of is None
    return same and done and f.normalized_value < g.normalized_value and f.comparator == "eq"


def _of_it(parts: Sequence[Known], total: Known, off: Decimal = _OFF) -> bool:
    """Whether parts are of one time and come near their total, so that they were surely meant to make it."""
    if len(parts) < _LEAST or len({k.figure.period for k in parts}) > 1:
        return False
    added = sum((k.figure.normalized_value for k in parts), Decimal(0))
    return abs(added - total.figure.normalized_value) <= off * total.figure.normalized_value


def _of_places(parts: Sequence[Known], total: Known) -> bool:
    """Whether parts are those of the places inside that of their total."""
    around = total.figure.region
    inside = [k for k in parts if "地区" in dict(k.figure.dimensions) or _inside(k.figure.region, around)]
    return len(inside) * 2 > len(parts)


def _inside(region: str | None, around: str | None) -> bool:
    return region != around and (around is None or contains(around, region))
