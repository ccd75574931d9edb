"""Question -> Query: the operation asked for, its subject, and the cells it names. Pure functions over tables."""

import re
from dataclasses import dataclass, replace

from ..figures.periods import periods
from .asking import asks_quarters, rows_of_places, subject_text
from .lexicon import operations
from .operands import Cells, by_item, by_member, by_piece, by_place, by_place_member, by_span, by_time
from .operation import Operation
from .plan_json import PlanRequest, looks_like_json, request_from_text
from .slots import ASKS_NUMBER, Slots, slots

_NAMES_NUMBER = re.compile(
    r"占比|比例|比重|份额|增速|增幅|涨幅|排名|利率|金额|总额|数量|[量数额率值]$|[量数额率值]是|同比"
)
_YES_OR_NO = re.compile(r"吗[？?]?$|是否|能否|可否|要不要|能不能|可不可以|行不行|有没有|是不是|合法")
_DURATIONS = re.compile(
    r"多长时间|多久|(?:几|多少)个?(?:工作日|自然日|小时|星期|年|月|周|天|日)|什么时候|何时|期限|哪一?天|哪年"
)
_LOWEST = re.compile(r"最[少低小慢差末]|从少|从低|由低|由少|垫底|倒数|末[位尾]")
_NUMERAL = "一二三四五六七八九十"
# 前三名, 排前五的; 最多的那三家. Not 前三季度, 前两批.
_TOP = re.compile(
    r"(?<![进入身])前(?P<count>[两二三四五六七八九十]|\d{1,2})(?:名|位|强|大)?(?!个?(?:季|月|年|周|天|批|次|期|款|项|条|届|章|类|种|者))"
    r"|(?:最|倒数)[多高大快强少低小慢末后差靠前]{1,2}的(?:那|这)?(?P<number>[两二三四五六七八九十])(?:个|家|名|位|座|项|类|种|大)"
)
_ORDERED: tuple[Operation, ...] = ("lookup", "list", "argmax", "compare", "distribution", "ranking")
_MONEY = re.compile(r"钱|金额|资金|[借贷]到|款额|融资额")
# 湖区平均每笔: the place is where it was, and nothing is held against its average.
_MEAN = re.compile(r"(?<=[省市区县州])(?=平均每|平均一|每[笔家件户])")
_CONTRAST = re.compile(r"(?:多|少|高|低|大|小|快|慢|差|相差)(?:了|出)?(?:多少|几|多大)|差距")
_WINNER = re.compile(r"谁|哪[个种类家边一省市县区]")
# 近三年, 最近几年: years counted back from the newest in the documents.
_LATEST = re.compile(r"(?:近|最近|过去|这)(?P<count>[一两二三四五六七八九十]|\d{1,2})年")
_YEAR_BEFORE = re.compile(r"(?:头|前|上)一年(?:度)?(?:同期)?|上年(?:度)?(?:同期)?|前一年度|去年(?:同期)?")
_OVER_TIME = re.compile(
    r"(?:比|较|相比|对比|到)[^，。]{0,24}(?:增长|增加|上升|提高|提升|上涨|下降|减少|降低|涨|降|升)了?(?:百分之|多少|几)"
)
_RELATIVE = re.compile(r"百分之|增速|增长率|增幅|涨幅|降幅|%|％|增长了?(?:多少|几)(?![件项家个名人户笔起份万亿])")
_COUNTED = re.compile(r"(?:多少|几)(?:万|亿)*(?:[件项家个名人户笔起份元]|百分点)")
_FULL_YEAR = r"(?<!\d)(?:19|20)\d{2}(?!\d)"
_CHANGED = re.compile(
    r"(?:变化|变动|增减)(?:[^，。]{0,4}(?:如何|怎样|怎么样|多大|多少|情况))?[？?]?$|(?:如何|怎样|怎么)(?:变|走)"
)
_DIMENSIONS = (
    ("专利类型", re.compile(r"专利类型|[三各]类专利|[三各]种专利|哪[种类]专利|专利.{0,6}哪一?[类种]|类型")),
    ("权利主体", re.compile(r"权利主体|主体|哪类单位|哪种单位|单位类型|哪类(?:主体|机构|申请人)")),
    ("地区", re.compile(
        r"各(?:省|市(?!场)|区|县|州|地)|哪(?:一|几)?[个些]?(?:省|市(?!场)|区|县|州|地区|地方|城市)|县市区|区县|县区|哪[里儿]|"
        r"[几两二三四五六七八九十]个?(?:省|市(?!场)|县|州|城市|地区)|[几两三四五六七八九十]个区")),
    ("年份", re.compile(
        r"(?:19|20)\d{2}年?以来|逐年|历年|各年|每年|哪年|哪一年|(?:近|最近|过去)[几一两二三四五六七八九十\d]+年")),
)  # fmt: skip
# 占全市合计的比重: the total is what the part is held against, and nothing is added.
_SHARE_OF_TOTAL = re.compile(
    r"占[^，。？?]*(?:合计|总计|总和|之和|总数|总量|总额)数?的?(?:比重|比例|份额|百分之|百分比|几成|多少|多大)"
)
_PLACED = re.compile(r"第几|[几哪]位|名次|位次")
_SINCE = re.compile(rf"({_FULL_YEAR})年?以来")
_OVER_YEARS: tuple[Operation, ...] = ("trend", "argmax", "average")
_QUARTER = re.compile(r"第?[一二三四]季度|[上下]半年")
_UNSPLIT: tuple[Operation, ...] = ("lookup", "distribution", "ranking", "trend", "list")
# 不是企业的有多少件, 除发明专利以外有几件; a remark without a question of its own (…，不是授权量) only sets it apart.
_EXCLUDES = re.compile(
    r"(?:(?<!是)不是|(?<!要)不要|并非|不算|不含|不包括|(?<![扣免删解排清消])除(?:了|去|开)?(?![息权以数]))"
    r"(?:[^，,。；;？?]{1,14}|[^，,。；;？?]{1,12}(?:以外|之外|外)[，,][^，,。；;？?]{0,16})"
    r"(?:多少|几[件项家个名人户笔起份])"
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its operation, the slots of the whole and of what it is about, and the cells it asks for.

    ``subject`` is ``whole`` without the words that only say what to do. ``operands`` are the cells by the first
    reading, ``readings`` all of them, best first. ``latest`` is the N of 近N年; ``contrast``: how far apart is asked
    besides the order; ``relative``: a change is asked in per cent; ``top``: only the first so many are asked.
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
    text = _dated(_MEAN.sub("，", re.sub(r"[，,]?按\d+\S{0,2}?[算计]", "", _spaced(question))))
    operation, top = _operation(text), _top(text)
    if top and operation in _ORDERED:
        operation = "ranking"
    whole = slots(text, home, anchor)
    ordered = operation == "ranking" and _dimension(text) == "地区" and not _PLACED.search(text)
    if (top or ordered) and whole.stat == "rank":
        whole = replace(whole, stat=None)  # 排名前三的 are the largest, and not their ranks
    subject = _subject(text, whole, home, anchor)
    if _SINCE.search(text) and operation in _OVER_YEARS:
        whole, subject = (replace(s, period=None, period_text=None) for s in (whole, subject))
    sides = by_place(text, subject, home) or by_time(text, subject)
    over_time = len(sides) == 2 and sides[0].period != sides[1].period
    changed = over_time and operation in ("lookup", "compare", "trend") and bool(_CHANGED.search(text))
    if changed or (over_time and operation in ("lookup", "compare") and _OVER_TIME.search(text)):
        operation = "growth"
    if sides and operation == "lookup":
        operation = "compare"
    if operation in ("lookup", "distribution", "list") and not sides and asks_quarters(text):
        operation = "trend"
    if operation not in ("lookup", "list"):
        whole = replace(whole, words=subject.words, focus=())
    readings = _readings(text, subject, sides, operation, home, anchor)
    return Query(
        question,
        operation,
        whole,
        readings[0] if readings else (whole,),
        _numeric(text),
        bool(_DURATIONS.search(text)),
        _dimension(text),
        bool(_LOWEST.search(text)),
        subject,
        readings,
        _latest(text),
        bool(_CONTRAST.search(text) and _WINNER.search(text)),
        changed or (bool(_RELATIVE.search(text)) and not _COUNTED.search(text)),
        top,
    )


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


def _spaced(question: str) -> str:
    """A question as running text: white space between ideographs is a pause."""
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])", "，", question.strip())


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
    named = [p for p in periods(text) if p.kind == "date" and p.iso and re.match(r"\d{4}", p.iso)]
    if not named or re.search(r"同比|环比", text):
        return text
    year = int((named[0].iso or "")[:4]) - 1
    return re.sub(rf"(?<=[比较与和跟])(?:{_YEAR_BEFORE.pattern})", f"{year}年", text)


def _subject(text: str, whole: Slots, home: str | None, anchor: int | None) -> Slots:
    """What is asked about: the slots of the text without its asking, in the time and place of the whole."""
    bare = subject_text(re.sub(r"\s+", "", text))
    for start, end, _ in reversed(rows_of_places(bare)):
        bare = f"{bare[:start]}，{bare[end:]}"
    found = slots(bare, home, anchor)
    return replace(
        found,
        stat=(None if found.stat == "rank" and whole.stat is None else found.stat) or _kept_stat(whole),
        unit=found.unit or whole.unit or ("amount" if _MONEY.search(text) and not found.stat else None),
        period=found.period or whole.period,
        period_text=found.period_text or whole.period_text,
        open_period=found.open_period or whole.open_period,
        region=found.region or whole.region,
        status=whole.status,
        focus=(),
    )


def _kept_stat(whole: Slots) -> str | None:
    """A statistic that was taken out with the asking; 提高了多少 asks for a change of whatever is measured."""
    return whole.stat


def _operation(text: str) -> Operation:
    compact = re.sub(r"\s+", "", text)
    if _SHARE_OF_TOTAL.search(compact):
        return "lookup"
    for name, pattern in operations().operations:
        if pattern.search(compact):
            return name  # type: ignore[return-value]
    return "lookup"


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
    if operation in ("sum", "average", "trend", "compare", "ranking", "argmax"):
        found += [cells for cells in (by_span(subject),) if len(cells) > 1]
    if operation not in _UNSPLIT and not found:
        piece = by_piece(text, subject, home, anchor)
        found += [piece] if len(piece) > 1 else []
    if operation != "lookup" or found:
        found += items
    return tuple(dict.fromkeys(found))


def _dimension(text: str) -> str | None:
    return next((name for name, pattern in _DIMENSIONS if pattern.search(text)), None)


def _latest(text: str) -> int | None:
    found = _LATEST.search(text)
    if not found:
        return None
    count = found["count"]
    return _counted(count)


def _top(text: str) -> int | None:
    """How many of the first ones are asked; None where all are."""
    found = _TOP.search(text)
    return _counted(found["count"] or found["number"]) if found else None


def _counted(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _NUMERAL.find(numeral.replace("两", "二")) + 1


def _numeric(text: str) -> bool:
    """Whether a number is asked: by 多少 and its like, or by the bare name of a quantity; not by yes or no."""
    if _DURATIONS.search(text):
        return False
    if ASKS_NUMBER.search(text):
        return True
    return bool(_NAMES_NUMBER.search(text)) and not _YES_OR_NO.search(text)
