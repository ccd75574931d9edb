"""Question -> Query: the operation asked for, its subject, and the cells it names. Pure functions over tables."""

import re
from dataclasses import dataclass, replace

from ...figures.context.periods import periods
from .aims import fulfilment_asked, gap_asked
from .asking import asks_quarters, rows_of_places, subject_text, unsourced
from .axes import dimension, latest, top_of
from .courses import between_ends, in_all_years, over_years
from .lexicon import operations
from .manner import Kind, directed, kind_wanted, misread
from .operands import Cells, by_item, by_member, by_piece, by_place, by_place_member, by_span, by_time
from .operation import Operation
from .plan_json import PlanRequest, looks_like_json, request_from_text
from .slots import ASKS_NUMBER, TIME_ASKED, Slots, slots
from .spoken import plain
from .versus import in_terms_of_one, led_by_row, versus

_NAMES_NUMBER = re.compile(
    r"占比|比例|比重|份额|增速|增幅|涨幅|排名|名次|位次|利率|金额|总额|数量|[量数额率值][。！!]?$|[量数额率值]是|同比"
)
_YES_OR_NO = re.compile(r"吗[？?]?$|是否|能否|可否|要不要|能不能|可不可以|行不行|有没有|是不是|合法")
_DURATIONS = re.compile(
    r"多长时间|多久|(?:几|多少)个?(?:工作日|自然日|小时|星期|年|月|周|天|日)|什么时候|何时|期限|哪一?天|哪年"
)
_LOWEST = re.compile(
    r"最[少低小慢差末]|从少|从低|由低|由少|垫底|倒数|末[位尾]"
    r"|(?:谁|哪)[^，。？?]{0,16}?(?<![多大高快减至不缩降])[少低小慢](?:一?些|一点)?(?=[？?，,。]|$)"
)
_ORDERED: tuple[Operation, ...] = ("lookup", "list", "argmax", "compare", "distribution", "ranking")
_SUM_CHANGED = re.compile(
    r"[额量数值](?:合计|共计|总计)[^，。？?]{0,4}(?:比|较|与|和|跟|同)[^，。？?]*(?:增|减|涨|降|升|跌|多|少)[加长少涨降]?了?(?:多少|几|百分之)"
)
# 甲行平均每笔比乙行多多少: the means are what is held against each other.
_EACH = re.compile(r"平均每")
_TIMES = re.compile(r"倍|番|相当于|百分之|几成")
_OVER_MEANS: tuple[Operation, ...] = ("difference", "ranking", "argmax", "compare", "trend", "list")
_MONEY = re.compile(r"钱|金额|资金|[借贷]到|款额|融资额")
# 湖区平均每笔: the place is where it was, and nothing is held against its average.
_MEAN = re.compile(r"(?<=[省市区县州])(?=平均每|平均一|每[笔家件户])")
_CONTRAST = re.compile(r"(?:多|少|高|低|大|小|快|慢|差|相差)(?:了|出)?(?:多少|几|多大)|差距")
_WINNER = re.compile(r"谁|哪[个种类家边一省市县区]")
_YEAR_BEFORE = re.compile(r"(?:头|前|上)一年(?:度)?(?:同期)?|上年(?:度)?(?:同期)?|前一年度|去年(?:同期)?")
_OVER_TIME = re.compile(
    r"(?:比|较|相比|对比|到)[，,]?[^，。]{0,24}(?:增长|增加|上升|提高|提升|上涨|下降|减少|降低|涨|降|升)了?(?:百分之|多少|几)"
)
_RELATIVE = re.compile(r"百分之|增速|增长率|增幅|涨幅|降幅|%|％|增长了?(?:多少|几)(?![件项家个名人户笔起份万亿])")
_COUNTED = re.compile(r"(?:多少|几)(?:万|亿)*(?:[件项家个名人户笔起份元]|百分点)")
_FULL_YEAR = r"(?<!\d)(?:19|20)\d{2}(?!\d)"
_CHANGED = re.compile(
    r"(?:变化|变动|增减)(?:[^，。]{0,4}(?:如何|怎样|怎么样|多大|多少|情况))?[？?]?$|(?:如何|怎样|怎么)(?:变|走)"
)
# 占全市合计的比重: the total is what the part is held against, and nothing is added.
_SHARE_OF_TOTAL = re.compile(
    r"占[^，。？?]*(?:合计|总计|总和|之和|总数|总量|总额)数?的?(?:比重|比例|份额|百分之|百分比|几成|多少|多大)"
)
_PLACED = re.compile(r"第几|[几哪]位|名次|位次")
_SINCE = re.compile(rf"({_FULL_YEAR})年?以来")
_OVER_YEARS: tuple[Operation, ...] = ("trend", "argmax", "average")
_QUARTER = re.compile(r"第?[一二三四]季度|[上下]半年")
_OF_TARGETS: tuple[Operation, ...] = ("target", "adjustment", "verify", "ranking", "argmax", "trend")
_UNSPLIT: tuple[Operation, ...] = ("lookup", "distribution", "ranking", "trend", "list")
# 不是企业的有多少件, 除发明专利以外有几件; a remark without a question of its own (…，不是授权量) only sets it apart.
_EXCLUDES = re.compile(
    r"(?:(?<!是)不是|(?<!要)不要|并非|不算|不含|不包括|(?<![扣免删解排清消])除(?:了|去|开)?(?![息权以数]))"
    r"(?:[^，,。；;？?]{1,14}|[^，,。；;？?]{1,12}(?:以外|之外|外)[，,][^，,。；;？?]{0,16})"
    r"(?:多少|几[件项家个名人户笔起份])"
    r"|(?<![^，,。；;])(?:去掉|刨[去除]|剔除|撇开|抛开|扣掉)[^。；;？?]{1,30}(?:多少|几[件项家个名人户笔起份])"
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its operation, the slots of the whole and of what it is about, and the cells it asks for.

    ``question`` is as read, in plain words. ``subject`` is ``whole`` without the words that only say what to do.
    ``operands`` are the cells by the first reading, ``readings`` all of them, best first. ``latest`` is the N of
    近N年; ``contrast``: how far apart is asked besides the order; ``relative``: a change is asked in per cent; ``top``:
    only the first so many are asked; ``timed``: a length of time in a unit that it names (多少个月); ``wanted``: the
    kind of thing that an answer is; ``unread``: what is to be done with the figures was not understood, so that none
    of them answers.
    """

    question: str
    operation: Operation
    whole: Slots
    operands: Cells
    numeric: bool
    duration: bool
    dimension: str | None = None
    lowest: bool = False
    subject: Slots = None  # type: ignore[assignment]
    readings: tuple[Cells, ...] = ()
    latest: int | None = None
    contrast: bool = False
    relative: bool = False
    top: int | None = None
    timed: bool = False
    wanted: Kind = "words"
    unread: bool = False

    def __post_init__(self) -> None:
        if self.subject is None:
            object.__setattr__(self, "subject", self.whole)


def excludes(question: str) -> bool:
    """Whether a number is asked of all but some members, which no figure states and no plan computes."""
    return bool(_EXCLUDES.search(re.sub(r"\s+", "", question)))


def read_question(question: str, home: str | None = None, anchor: int | None = None) -> Query:
    """The query of a question; ``home`` is the code of the library's own region, ``anchor`` the year of 今年."""
    if looks_like_json(question) and (request := request_from_text(question)):
        return query_of(request, question, home, anchor)
    question = plain(unsourced(question), home)
    text = _dated(_MEAN.sub("，", re.sub(r"[，,]?按(?!\d{4}年)\d+\S{0,2}?[算计]", "", question)))
    top = top_of(text)
    operation = _operation(text, top)
    whole = slots(text, home, anchor)
    if whole.stat == "rank" and (top or _orders_places(text, operation)):
        whole = replace(whole, stat=None)  # 排名前三的 are the largest, and not their ranks
    subject = _subject(text, whole, home, anchor)
    if operation in _OVER_YEARS and _SINCE.search(text):
        whole, subject = (replace(s, period=None, period_text=None) for s in (whole, subject))
    sides = by_place(text, subject, home) or by_time(text, subject)
    span = by_span(subject)
    operation, stat, changed = _intended(text, operation, sides, span)
    if operation not in _OF_TARGETS and fulfilment_asked(text):
        operation, stat = "lookup", "share"
        whole, subject = replace(whole, status="actual"), replace(subject, status="actual")
    if stat:
        whole, subject = replace(whole, stat=stat), replace(subject, stat=stat)
    whole = whole if operation in ("lookup", "list") else replace(whole, words=subject.words, focus=())
    readings = _readings(text, subject, sides, operation, home, anchor)
    return Query(
        question,
        operation,
        whole,
        readings[0] if readings else (whole,),
        _numeric(text),
        bool(_DURATIONS.search(text)),
        dimension(text),
        bool(_LOWEST.search(text)),
        subject,
        readings,
        latest(text),
        bool(_CONTRAST.search(text) and _WINNER.search(text)),
        changed or (bool(_RELATIVE.search(text)) and not _COUNTED.search(text)),
        top,
        bool(TIME_ASKED.search(text)),
        kind_wanted(text),
        misread(text, operation, len(sides or span)),
    )


def _orders_places(text: str, operation: Operation) -> bool:
    return operation == "ranking" and dimension(text) == "地区" and not _PLACED.search(text)


def _intended(text: str, operation: Operation, sides: Cells, span: Cells) -> tuple[Operation, str | None, bool]:
    """What is to be done with sides or a span: operation, statistic, and whether 变化如何 is asked between times."""
    over_time = len(sides) == 2 and sides[0].period != sides[1].period
    changed = over_time and operation in ("lookup", "compare", "trend") and bool(_CHANGED.search(text))
    if changed or (over_time and operation in ("lookup", "compare") and _OVER_TIME.search(text)):
        operation = "growth"
    if sides and operation == "lookup":
        operation = "compare"
    if operation in ("lookup", "distribution", "list") and not sides and asks_quarters(text):
        operation = "trend"
    operation, stat = directed(text, operation, len(sides or span), over_time or bool(span))
    if over_years(text, operation, sides, span):
        operation, stat = "trend", None
    elif in_all_years(text, operation, sides):
        operation = "sum"
    elif between_ends(text, operation, span) or (operation not in _OF_TARGETS and gap_asked(text)):
        operation, stat = "difference", None
    return operation, stat, changed


def query_of(request: PlanRequest, question: str, home: str | None = None, anchor: int | None = None) -> Query:
    """The query that a validated plan asks for; executed as a question is."""

    def cell(text: str, period: str | None) -> Slots:
        found = slots(text, home, anchor)
        return replace(
            found,
            stat=request.stat or found.stat,
            status=request.status or found.status,
            period=period or found.period,
        )

    cells = tuple(cell(text, period) for text, period in request.cells())
    whole = cell(request.text(), request.periods[0] if len(request.periods) == 1 else None)
    readings = (cells,) if len(cells) > 1 else ()
    return Query(
        question,
        request.operation,
        whole,
        cells if readings else (whole,),
        True,
        False,
        request.by,
        request.lowest,
        whole,
        readings,
        relative=True,
    )


def _dated(text: str) -> str:
    """A question with 头一年, 上一年 spelled out where it names the year that they stand before."""
    # 2018、2019、2020这三年; 2015至2022年末 is a span of years.
    text = re.sub(rf"({_FULL_YEAR})(?=[、，和与]\s*{_FULL_YEAR}|这)", r"\1年", text)
    text = re.sub(
        rf"({_FULL_YEAR})年?(?:末|底)?([至到—~－-]+)({_FULL_YEAR})(?:年(?:末|底)?|(?=[）)，]))", r"\1年\2\3年", text
    )
    # 2025年第四季度比第一季度: the quarter without a year is of the year before it.
    text = re.sub(
        rf"({_FULL_YEAR}年)([^，。]{{0,24}}?)(?P<first>{_QUARTER.pattern})([^，。\d]{{1,24}}?)(?P<second>{_QUARTER.pattern})",
        r"\1\g<first>\2\4\1\g<second>",
        text,
    )
    text = re.sub(
        r"([上下]半年|前三季度|全年)[（(][^（()）]{0,16}季度[^（()）]{0,10}[）)]", r"\1", text
    )  # 上半年（一、二季度）
    named = [p for p in periods(text) if p.kind == "date" and p.iso and re.match(r"\d{4}", p.iso)]
    if not named or re.search(r"同比|环比", text):
        return text
    year = int((named[0].iso or "")[:4]) - 1
    return re.sub(rf"(?<=[比较与和跟同])(?:{_YEAR_BEFORE.pattern})", f"{year}年", text)


def _subject(text: str, whole: Slots, home: str | None, anchor: int | None) -> Slots:
    """What is asked about: the slots of the text without its asking, in the time and place of the whole."""
    bare = subject_text(re.sub(r"\s+", "", text))
    for start, end, _ in reversed(rows_of_places(bare)):
        bare = f"{bare[:start]}，{bare[end:]}"
    found = slots(bare, home, anchor)
    return replace(
        found,
        stat=(None if found.stat == "rank" and whole.stat is None else found.stat) or whole.stat,
        unit=found.unit or whole.unit or ("amount" if _MONEY.search(text) and not found.stat else None),
        period=found.period or whole.period,
        period_text=found.period_text or whole.period_text,
        open_period=found.open_period or whole.open_period,
        region=found.region or whole.region,
        status=whole.status,
        focus=(),
    )


def _operation(text: str, top: int | None) -> Operation:
    """The operation that the phrases of a question name; where only the first are asked, their order."""
    compact = re.sub(r"\s+", "", text)
    named: Operation = "lookup"
    if not _SHARE_OF_TOTAL.search(compact):
        found = (name for name, pattern in operations().operations if pattern.search(compact))
        named = next(found, "lookup")  # type: ignore[arg-type]
        if named == "sum" and _SUM_CHANGED.search(compact):
            named = "lookup"  # 授权量合计比上年增加多少: the sum is what has changed
        if named == "ratio" and _EACH.search(compact) and not _TIMES.search(compact):
            named = next((name for name in found if name in _OVER_MEANS), named)
    return "ranking" if top and named in _ORDERED else named


def _readings(
    text: str, subject: Slots, sides: Cells, operation: Operation, home: str | None, anchor: int | None
) -> tuple[Cells, ...]:
    """All readings of the cells, those by place, time and member before those by the words between marks."""
    if sides:  # what a question names itself, no other reading replaces
        return tuple(cells for cells in (sides, by_place_member(text, subject)) if cells)
    bare = subject_text(re.sub(r"\s+", "", text))
    items = [cells for cells in by_item(bare, subject, home, anchor) if len(cells) > 1]
    members = by_member(subject)
    # A row of four of which the lexicon knows three is four things before it is three members.
    found = [cells for cells in items if len(cells) > len(members) > 0] + ([members] if len(members) > 1 else [])
    span = by_span(subject)
    if operation in ("sum", "average", "trend", "compare", "ranking", "argmax") and len(span) > 1:
        found.append(span)
    if operation == "difference" and len(span) > 1 and not found:
        found.append((span[-1], span[0]))  # 从2020年到2024年多了多少: between its ends
    if operation not in _UNSPLIT and not found:
        pieces = [*versus(text, subject, home, anchor)]
        pieces = pieces or [in_terms_of_one(text, by_piece(text, subject, home, anchor))]
        found += [piece for piece in pieces if len(piece) > 1]
    if operation != "lookup" or found:
        found = items + found if led_by_row(bare) else found + items
    return tuple(dict.fromkeys(found))


def _numeric(text: str) -> bool:
    """Whether a number is asked: by 多少 and its like, or by the bare name of a quantity; not by yes or no."""
    if _DURATIONS.search(text):
        return False
    if ASKS_NUMBER.search(text):
        return True
    return bool(_NAMES_NUMBER.search(text)) and not _YES_OR_NO.search(text)
