"""Plans over the rows of one table: which of them is the most, and those that a question names, set side by side.

A row's name is taken as the table writes it, whatever it holds (轴承与轴套, 甲市法院); what the question says besides
must be said by every cell, as for any other figure. So no row is left out, and no other table stands in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...everyday import official
from ...figures.context.periods import year_of
from ...figures.context.regions import contains, short_name
from ...figures.vocabulary import concept
from ..asked.asking import subject_text
from ..asked.marks import bare
from ..asked.query import Query
from ..asked.slots import Slots, covered, prepared, slots
from ..matching.bodies import is_body
from ..matching.columns import Column, Row, columns, ordered, own_dimensions
from ..matching.groups import varying
from ..matching.library import Known
from ..matching.match import Match, assess, best
from ..matching.wording import own_words
from .operation import Plan
from .row_kinds import asked_kind, of_kind

_LEAST = 2
_HEAD = 3
_EACH_ASKED = re.compile(r"平均每[^年]|[笔户件家]均|每[笔户件家]")
_EACH_NAMED = re.compile(r"[笔户件家案]均|平均每|每[笔户件家]|单[笔户件]平均")
_LINK = re.compile(r"以及|[与和及、/]")
_MARK = re.compile(r"⟦([^⟦⟧]+)⟧")
_ABOVE = re.compile(r"^.+?(?:省|自治区|自治州|地区|市|盟)(?=.{2,})")
_TAIL = re.compile(r"(?:股份)?(?:有限|责任)*(?:集团)?(?:股份)?(?:有限)?(?:公司|分行|支行|营业部)$")
_OF_WHOLE = re.compile(r"(?P<part>[^。]+?)(?:占|在)(?!比[例重是为])(?P<whole>[^。]+)")
_OF_ALL = re.compile(r"占|的?(?:比重|比例|份额|百分比)")
_WHOLES = ("总量", "总数", "总额", "全部", "总计", "合计")
_LEVEL_WORDS = {"全国": 3, "全省": 2, "全市": 1}


@dataclass(frozen=True, slots=True)
class Said:
    """A row whose name stands in a text, and where."""

    start: int
    end: int
    row: Row


@dataclass(frozen=True, slots=True)
class Candidate:
    """Rows of a column that may be what a question asks; ``loose``: only by their heads. Better ones are worth more."""

    column: Column
    operands: tuple[Known, ...]
    loose: bool
    worth: tuple[float, ...]


def ordered_column(query: Query, figures: Sequence[Known]) -> Plan | None:
    """All rows of the column asked about, where the question asks which of them is the most: 哪家银行发放金额最多.

    The rows are of the place and of the kind asked for; where no place is asked, of the widest place.
    """
    kind = asked_kind(query.question, query.dimension)
    words = tuple(w for w in query.whole.words if not kind or w not in prepared(kind))
    base = replace(query.whole, words=words, stat=None if query.whole.stat == "rank" else query.whole.stat)
    found = []
    for column in columns(figures):
        rows = ordered(column)
        if len(rows) < _LEAST or not column.whole or column.nested or not of_kind(column, kind):
            continue
        if _ranges_over(column, base.region, query.question) and _alike_each(query.question, column):
            found += _candidates(column, rows, base, prepared(query.question))
    chosen = _chosen(found)
    if chosen is None:
        return None
    axis = varying(chosen.operands) or ("地区" if chosen.column.of_places else None)
    return Plan(query.operation, chosen.operands, lowest=query.lowest, dimension=axis, contrast=query.contrast)


def _ranges_over(column: Column, region: str | None, question: str) -> bool:
    """Whether the members of a column are those of the place asked, and not of a part of it or of one around it."""
    if region is not None:
        return column.scope == region
    level = next((width for word, width in _LEVEL_WORDS.items() if word in question), None)
    return level is None or column.width == level


def _candidates(column: Column, rows: Sequence[Row], base: Slots, question: str, length: int = 0) -> list[Candidate]:
    """The rows of a column where each, asked for by its own name, is what was asked; empty where one is not."""
    scores, loose = [], False
    for row in rows:
        asked = question + prepared(row.label)
        found = best(_granted(column, row, base), asked, [row.known])
        if not found:
            found, loose = _addressed(column, row, base, asked), True
        if not found:
            return []
        scores.append(found[0].score)
    year = year_of(rows[0].known.figure.period) or 0
    wide = column.width if base.region is None else 0
    worth = (length, wide, round(min(scores), 1), column.of_places, year)
    return [Candidate(column, tuple(row.known for row in rows), loose, worth)]


def _chosen(found: Sequence[Candidate]) -> Candidate | None:
    """The best of the candidates; none where cells that only their heads name say other numbers elsewhere."""
    exact = [c for c in found if not c.loose]
    chosen = max(exact or found, key=lambda c: (c.worth, len(c.operands)), default=None)
    if chosen is None or not chosen.loose:
        return chosen
    values = {tuple(k.figure.normalized_value for k in c.operands) for c in found if c.worth == chosen.worth}
    return chosen if len(values) == 1 else None


def _addressed(column: Column, row: Row, base: Slots, question: str) -> list[Match]:
    """The cell as its row and its head alone name it, where the question says the head.

    What its indicator says besides comes from its surroundings, and may be left out; but not the kind of right that the
    title of the table or its section tells.
    """
    head = prepared(column.head)
    if len(head) < _HEAD or head not in question:
        return []
    known = row.known
    granted = _granted(column, row, base)
    more = tuple(m for m in column.shared if m not in granted.members and prepared(m[1]) not in known.sentence)
    right = known.concept.object
    titled = right not in (None, "知识产权") and prepared(right or "") in known.sentence
    meant = replace(known.concept, object=granted.concept.object) if titled else known.concept
    own = [w for w in own_words(known.figure.indicator) if concept(w).object in (None, "知识产权") or not titled]
    asked = replace(granted, members=(*granted.members, *more), concept=meant)
    match = assess(asked, question + "".join(own) + prepared("".join(m for _, m in more)), known)
    return [match] if match.exact else []


def _granted(column: Column, row: Row, base: Slots) -> Slots:
    """What is asked as if the question had named this row, its place and its members."""
    figure = row.known.figure
    own = own_dimensions(column, figure)
    meant = base.concept
    if any(d == "专利类型" for d, _ in own) and meant.object in (None, "专利"):
        meant = replace(meant, object=row.known.concept.object)
    names = {d for d, _ in own}
    kept = tuple(m for m in base.members if m[0] not in names)
    region = figure.region if base.region is None or column.of_places else base.region
    return replace(base, concept=meant, members=(*kept, *own), region=region)


def _alike_each(question: str, column: Column) -> bool:
    """Whether 笔均, 户均 is asked and told, or neither."""
    return bool(_EACH_ASKED.search(question)) == bool(_EACH_NAMED.search(column.rows[0].known.name))


def named_rows(query: Query, figures: Sequence[Known], least: int = _LEAST) -> tuple[Known, ...]:
    """The rows of one column that a question names, in its order; empty where it asks for more than their numbers."""
    text = re.sub(r"\s+", "", query.question)
    found = []
    for column, plain, said in _saying(text, figures, least):
        base = _rest(plain, said, query)
        inside = all(contains(base.region, s.row.known.figure.region) for s in said)
        if base.region is None or column.scope == base.region or inside:
            found += _candidates(column, [s.row for s in said], base, prepared(text), _length(said))
    chosen = _chosen(found)
    return chosen.operands if chosen else ()


def _length(said: Sequence[Said]) -> int:
    return sum(s.end - s.start for s in said)


def stated_mean(query: Query, figures: Sequence[Known]) -> tuple[Known, ...]:
    """The mean that a document states itself, where one per thing is asked: 笔均金额, 户均贷款."""
    told = [k for k in figures if _EACH_NAMED.search(k.figure.indicator)]
    found = best(query.subject, prepared(query.question), told)
    return (found[0].known,) if found else ()


def share_of_total(query: Query, figures: Sequence[Known]) -> tuple[Known, ...]:
    """A row that a question names and the total of its column: 甲区占全市的比重; empty where it names another whole."""
    text = re.sub(r"\s+", "", query.question)
    found = []
    for column, plain, said in _saying(text, figures, 1):
        over = _OF_WHOLE.search(plain)
        if over is None or len(said) > 1 or column.total is None or said[0].end > over.end("part"):
            continue
        base = _rest(plain, said, query)
        base = replace(base, stat=None, words=tuple(w for w in base.words if w not in _WHOLES))
        if base.region in (None, column.scope) and _is_whole(over["whole"], column.total):
            found += _candidates(column, [said[0].row], base, prepared(text), _length(said))
    chosen = _chosen(found)
    total = chosen.column.total if chosen else None
    return (chosen.operands[0], total) if chosen and total else ()


def _is_whole(said: str, total: Known) -> bool:
    """Whether a total, and not its part again, is what a text names."""
    words = [w for w in slots(subject_text(_OF_ALL.sub("", said))).words if w not in _WHOLES]
    return all(covered(w, total.name + total.sentence + total.heading) for w in words)


def _saying(text: str, figures: Sequence[Known], least: int) -> Iterator[tuple[Column, str, list[Said]]]:
    """The columns of which a text names so many rows, with the text and these; zones that are rows are not marked."""
    text = bare(text)
    for column in columns(figures):
        plain = _unmarked(text, column)
        said = _said(column, plain)
        if len(said) >= least and _alike_each(text, column):
            yield column, plain, said


def _unmarked(text: str, column: Column) -> str:
    """A text without the marks of zones that are rows of a column."""
    return _MARK.sub(lambda m: m[1] if any(row.label in m[1] for row in column.rows) else m.group(), text)


def _said(column: Column, text: str) -> list[Said]:
    """The rows of a column that a text names, in its order; of names that overlap the longest."""
    found: list[Said] = []
    every = [(name, row) for row in column.rows for name in _names(column, row)]
    for name, row in sorted(every, key=lambda pair: -len(pair[0])):
        if row.label in {s.row.label for s in found}:
            continue
        pattern = _LINK.sub("(?:以及|[与和及、/])?" if "/" in name else "(?:以及|[与和及、])", re.escape(name))
        for match in re.finditer(pattern, text):
            if not any(s.start < match.end() and match.start() < s.end for s in found):
                found.append(Said(*match.span(), row))
                break
    return sorted(found, key=lambda s: s.start)


def _names(column: Column, row: Row) -> Iterator[str]:
    """The names of a row: as written, in official words, and shorter where no other row bears the short form."""
    full = {row.label, official(row.label)}
    # What stands beside a body is an attribute of it: its trade, its place.
    parts = {part for label in full for part in label.split("/")[: 1 if is_body(label.split("/")[0]) else None]}
    around = short_name(_ABOVE.sub("", column.scope or ""))
    short = {form for part in parts for form in _shorter(part, around)} | parts
    others = [other.label for other in column.rows if other is not row]
    yield from full
    yield from sorted(s for s in short - full if len(s) >= _LEAST and not any(s in other for other in others))


def _shorter(name: str, around: str) -> Iterator[str]:
    """Short forms: 建设银行 of 建设银行某市分行, 甲市法院 and 甲法院 of 甲市人民法院, 甲 of 甲区."""
    branch = re.sub(rf"{re.escape(around)}(?:省|市|区|县)?(?=(?:分行|支行|营业部)$)", "", name) if around else name
    yield _TAIL.sub("", branch)
    yield short_name(name)
    court = re.sub(r"人民(?=法院$|检察院$)", "", name)
    yield court
    yield re.sub(r"[省市区县](?=法院$|检察院$|海关$)", "", court)


def _rest(text: str, said: Sequence[Said], query: Query) -> Slots:
    """What a question asks besides the rows that it names, in its own time and place."""
    plain = text
    for one in reversed(said):
        plain = f"{plain[: one.start]}，{plain[one.end :]}"
    found = slots(subject_text(_OF_ALL.sub("", plain)))
    return replace(
        found,
        stat=None if found.stat == "rank" else found.stat,
        period=found.period or query.whole.period,
        period_text=found.period_text or query.whole.period_text,
        status=query.whole.status,
        focus=(),
    )
