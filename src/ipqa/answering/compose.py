"""What an answer says: each function writes sentences, citations and notes of one kind into a draft."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..audit import doubts, slip
from ..records import AnswerStatus, Calculation, Chart, Document, Note
from ..statistics import Known, Match, Query, Result, best, carry_out, conversion
from ..statistics.asked.slots import prepared
from ..statistics.matching.match import compared, rivals
from .charts import chart_of
from .citing import Citing, article_around, mark, quote_span, tidy
from .courses import course
from .disputed import otherwise
from .passages import Found, other_right
from .phrasing import brief, itemised, stated, twin, written
from .sentences import computed, converted, listed, ordered
from .timenames import period_label

MOST_TIED = 6
"""More figures than this that fit a question equally well mean that the question names none of them."""
CLOSE = 0.88
"""A second quote is given where it scores at least this share of the first one."""


_COMPUTED = (
    "difference", "ratio", "share", "sum", "verify", "growth", "annual", "average", "target", "adjustment", "convert",
    "portion",
)  # fmt: skip


@dataclass(slots=True)
class Draft:
    """An answer while it is written."""

    status: AnswerStatus = "answered"
    sentences: list[str] = field(default_factory=list)
    citing: Citing = field(default_factory=Citing)
    calculation: Calculation | None = None
    chart: Chart | None = None
    notes: list[Note] = field(default_factory=list)
    disputed: bool = False

    def copy(self) -> "Draft":
        """A draft to try something in."""
        citing = Citing([*self.citing.citations], [*self.citing.figures])
        return replace(self, sentences=[*self.sentences], citing=citing, notes=[*self.notes])


def write_figure(query: Query, found: Sequence[Match], known: Sequence[Known], draft: Draft) -> None:
    """The best figure, what it is compared with, the records that contradict it, and what makes it doubtful."""
    found = newest_first(found)
    first = found[0].known
    article = article_around(first.document, first.figure.start)
    if article:
        # A rule's number holds under the article's conditions: the article is the answer.
        draft.citing.figure(first, article)
        number = draft.citing.quote(first.document, *article)
        draft.sentences.append(f"{tidy(first.document.text[slice(*article)])}{mark(number)}")
        return
    draft.sentences.append(stated(first, draft.citing))
    if draft.calculation is None and (made := conversion(query, first)):
        result = carry_out(made)
        draft.sentences.append(converted(result, draft.citing))
        draft.calculation = _calculation(result, draft)
    if "平均" in query.question or "相比" in query.question:
        draft.sentences += [stated(k, draft.citing) for k in compared(first, known)]
    others = [m.known for m in rivals(found)] or (otherwise(query, first, known) if draft.disputed else [])
    _write_rivals(first, others, draft)
    _warn(first, known, draft)


def _write_rivals(first: Known, others: Sequence[Known], draft: Draft) -> None:
    """The other values that the documents give for the figure shown: earlier ones of its issuer, or a conflict."""
    if not others:
        return
    revised = all(_revises(first.document, k.document) for k in others)
    numbers = []
    for other in others[:3]:
        lead = "此前同一机关发布的数值：" if revised else "另一处记载不一致："
        draft.sentences.append(lead + stated(other, draft.citing))
        numbers.append(draft.citing.figure(other))
    cited = (draft.citing.figure(first), *numbers)
    if revised:
        draft.notes.append(Note("revision", "同一机关先后发布的数值不同，以较新的为准。", cited))
        return
    draft.status = "conflict"
    text = "资料中对同一指标有不同的数值，口径可能不同，请核对原文。"
    draft.notes.append(Note("conflict", text, cited))


def _revises(newer: Document, older: Document) -> bool:
    """Whether a document is a later one of the same issuer."""
    dated = newer.issued_on is not None and older.issued_on is not None and newer.issued_on > older.issued_on
    return dated and newer.issuer is not None and newer.issuer == older.issuer


def newest_first(found: Sequence[Match]) -> list[Match]:
    """The matches with the first one's latest revision in front, where its own issuer has published another since."""
    others = [m for m in rivals(found) if _revises(m.known.document, found[0].known.document)]
    if not others:
        return list(found)
    newest = max(others, key=lambda m: m.known.document.issued_on or "")
    return [newest, *(m for m in found if m is not newest)]


def growth_of(query: Query, shown: Known, known: Sequence[Known]) -> Known | None:
    """The growth that the documents state of the figure shown, where its course is asked and only one year is there."""
    figure = shown.figure
    grown = best(replace(query.whole, stat="growth", period=figure.period), prepared(query.question), known)
    for match in grown:
        other = match.known.figure
        if (other.indicator, other.region, other.dimensions) == (figure.indicator, figure.region, figure.dimensions):
            return match.known
    return None


def write_list(tied: Sequence[Match], draft: Draft) -> bool:
    """Figures that the question does not tell apart, each under its own name; False where they are too many."""
    if len(tied) > MOST_TIED:
        return False
    items = [f"{itemised(m.known)}{mark(draft.citing.figure(m.known))}" for m in tied]
    draft.sentences.append(f"所问的指标在资料中不止一条，分别为：{'；'.join(items)}。")
    return True


def write_result(result: Result, known: Sequence[Known], draft: Draft) -> bool:
    """Figures in order, or a calculation over them, with their chart; False where nothing could be computed."""
    operation = result.plan.operation
    if operation in _COMPUTED and result.value is None:
        return False
    if operation == "lookup":
        draft.sentences.append(stated(result.operands[0], draft.citing))
    elif operation == "list":
        draft.sentences.append(listed(result, draft.citing))
    elif operation in _COMPUTED:
        draft.sentences.append(computed(result, draft.citing))
    else:
        draft.sentences.append(ordered(result, draft.citing))
    draft.calculation = _calculation(result, draft) or draft.calculation
    _write_course(result, draft)
    _write_conflict(result, draft)
    draft.chart = chart_of(result) or draft.chart
    if operation in ("difference", "growth", "ratio", "share", "annual"):
        _warn(result.operands[0], known, draft)
    return True


def _write_course(result: Result, draft: Draft) -> None:
    """Which way a series went, and which of its years are not there."""
    if result.plan.stock:
        draft.sentences.append("这是时点上的存量，各年的数值不能相加。")
        draft.notes.append(Note("stock", "存量指标各年相加没有意义，故只列出各年数值。"))
    elif way := course(result):
        draft.sentences.append(way)
    if result.plan.missing:
        years = "、".join(period_label(year) for year in result.plan.missing)
        draft.sentences.append(f"资料中没有{years}的数据。")
        draft.notes.append(Note("partial", f"所问的年份中，{years}在资料中没有数据。"))


def _write_conflict(result: Result, draft: Draft) -> None:
    """A sum that is not its stated total: a conflict, or no more than rounding."""
    if not result.difference or result.plan.total is None:
        return
    cited = tuple(dict.fromkeys(draft.citing.figure(k) for k in result.operands))
    if result.rounding:
        draft.notes.append(Note("rounding", "各分项之和与原文所载合计的差额在四舍五入的误差范围内。", cited))
        return
    draft.status = "conflict"
    draft.notes.append(Note("conflict", "各分项之和与原文所载合计不一致。", cited))


def _calculation(result: Result, draft: Draft) -> Calculation | None:
    """The calculation of a result, behind that of an earlier part of the same question."""
    if result.formula is None or result.value is None:
        return None
    positions = {shown.figure.id: i for i, shown in enumerate(draft.citing.figures)}
    inputs = tuple(positions[result.operands[i].figure.id] for i in result.inputs)
    before, value = draft.calculation, result.value.normalize()
    if before is None:
        return Calculation(result.formula, inputs, value, result.unit)
    return Calculation(f"{before.formula}；{result.formula}", (*before.inputs, *inputs), value, result.unit)


def _warn(shown: Known, known: Sequence[Known], draft: Draft) -> None:
    """What speaks against the figure shown: said after it, with its own citation."""
    _warn_of_slip(shown, draft.citing.figure(shown), draft)
    for doubt in doubts(shown, known)[:3]:
        number = draft.citing.figure(shown)
        other = draft.citing.quote(doubt.other.document, *quote_span(doubt.other))
        text = f"{doubt.text}（原文{brief(doubt.other)} {written(doubt.other)}），请核对原文"
        draft.sentences.append(f"注意：{text}。{mark(number, other)}")
        draft.notes.append(Note("suspect", text, (number, other)))
    draft.sentences[:] = list(dict.fromkeys(draft.sentences))


def _warn_of_slip(shown: Known, number: int, draft: Draft) -> None:
    """A slip of the pen in the unit of a figure that citation ``number`` quotes."""
    typo = slip(shown)
    if typo:
        draft.sentences.append(f"注意：{typo}。{mark(number)}")
        draft.notes.append(Note("suspect", typo, (number,)))


def write_quotes(query: Query, spans: Sequence[Found], known: Sequence[Known], draft: Draft) -> None:
    """The best span, and others only where they are as good or add words of the question that it lacks."""
    for span in _worth_quoting(query, spans):
        start, end = (query.numeric and article_around(span.document, span.start)) or (span.start, span.end)
        number = draft.citing.quote(span.document, start, end)
        lines = [tidy(line) for line in span.document.text[start:end].split("\n") if line.strip()]
        said = "\n".join(lines) + mark(number)
        if said in draft.sentences:
            continue
        draft.sentences.append(said)
        for figure in known:
            if figure.document.id == span.document.id and span.start <= figure.figure.value_start < span.end:
                _warn_of_slip(figure, number, draft)


def _worth_quoting(query: Query, spans: Sequence[Found]) -> list[Found]:
    kept = [spans[0]]
    wanted = set(query.whole.words)
    held = {w for w in wanted if w in prepared(spans[0].text)}
    for span in spans[1:]:
        added = {w for w in wanted if w in prepared(span.text)} - held
        if other_right(query, span.document, span.start, span.end):
            continue
        close = span.score >= CLOSE * spans[0].score and len(kept) < 2
        if close or (len(added) >= 2 and span.score >= 0.7 * spans[0].score):
            kept.append(span)
            held |= added
    return kept


def write_twin(match: Match, draft: Draft) -> None:
    """What was asked is not there; the nearest figure as what it is."""
    draft.status = "near_miss"
    draft.sentences.append(twin(match, draft.citing))


def write_refusal(query: Query, spans: Sequence[Found], draft: Draft) -> None:
    """Nothing answers: what was looked for, and the nearest passage where one comes close."""
    words = "、".join(word for word in query.whole.words[:6] if not word[0].isdigit())
    draft.status = "no_evidence"
    text = f"资料中没有找到能回答这个问题的内容（查找了：{words or '问题中的词语'}）。"
    if spans and spans[0].coverage >= 0.45:
        number = draft.citing.quote(spans[0].document, spans[0].start, spans[0].end)
        section = " › ".join(spans[0].document.section_at(spans[0].start)[-1:]) or spans[0].document.title
        text += f"较相关的段落见《{spans[0].document.title}》{section}{mark(number)}，但它没有回答所问。"
    draft.sentences.append(text)
