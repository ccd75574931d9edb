"""Question -> Query: the operation asked for and the slots of each of its operands. Pure functions over tables."""

import json
import re
from dataclasses import dataclass, replace
from typing import Literal

from ..figures.periods import periods
from ..figures.regions import contains, regions
from ..figures.vocabulary import members
from ..text import words
from .lexicon import expand, operations
from .slots import ASKS_NUMBER, Slots, content_words, part_of_name, slots

Operation = Literal[
    "lookup", "verify", "ratio", "difference", "sum", "ranking", "argmax", "compare", "distribution",
]  # fmt: skip
_NAMES_NUMBER = re.compile(
    r"占比|比例|比重|份额|增速|增幅|涨幅|排名|利率|金额|总额|数量|[量数额率值]$|[量数额率值]是|同比"
)
_YES_OR_NO = re.compile(r"吗[？?]?$|是否|能否|可否|要不要|能不能|可不可以|行不行|有没有|是不是|合法")
_DURATIONS = re.compile(
    r"多长时间|多久|(?:几|多少)个?(?:工作日|自然日|小时|星期|年|月|周|天|日)|什么时候|何时|期限|哪一?天|哪年"
)
_LOWEST = re.compile(r"最少|最低|最小|最慢|从少|从低|由低|由少")
_SPLIT = re.compile(
    r"[，,；;、？?]|还是|对比|相比|(?<![对相])比(?![例重较赛如照])|和(?!谐)|与(?!否)|跟|以及|\bvs\b|VS|及(?!时|其)|(?<=[里中])(?=[^心国])"
)
_QUESTION_TAIL = re.compile(
    r"(?:多|少|高|低|大|小|差|快|慢)(?:了|出)?(?:多少|几|多大).*$|(?:谁|哪[个种类家边一]).*$|(?:更?[多少高低大小快慢])(?:一些|些|点)?[呢吗]?$|合计.*$|加起来.*$|一共.*$|总共.*$|相差.*$|差距.*$|的?对比$"
)
_DIMENSIONS = (
    ("专利类型", re.compile(r"专利类型|[三各]类专利|[三各]种专利|哪[种类]专利|专利.{0,6}哪一?[类种]|类型")),
    ("权利主体", re.compile(r"权利主体|主体|哪类单位|哪种单位|单位类型|哪类(?:主体|机构|申请人)")),
    ("地区", re.compile(r"各(?:省|市(?!场)|区|县|地)|哪[个些]?(?:省|市(?!场)|区|县|地区|地方)|县市区|区县|县区|哪里")),
    ("年份", re.compile(r"逐年|历年|各年|每年|哪年|哪一年")),
)
# The operations of a question given as JSON, in the words of a question.
_SPOKEN = {
    "sum": "合计",
    "difference": "相差多少",
    "ratio": "是几倍",
    "compare": "对比",
    "share": "占比",
    "ranking": "从多到少",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its operation, the slots of the whole and those of its operands (one or more)."""

    question: str
    operation: Operation
    whole: Slots
    operands: tuple[Slots, ...]
    numeric: bool
    duration: bool
    dimension: str | None = None
    lowest: bool = False


def read_question(question: str, home: str | None = None, anchor: int | None = None) -> Query:
    """The query of a question; ``home`` is the code of the library's own region, ``anchor`` the year of 今年."""
    text = re.sub(r"[，,]?按\d+\S{0,2}?[算计]", "", _plain(question))
    operation = _operation(text)
    whole = slots(text, home, anchor)
    operands = _by_place(text, whole, home) or _by_time(text, whole) or _by_member(whole)
    if operands and operation == "lookup":
        operation = "compare"
    if not operands:
        pieces = _operands(text) if operation not in ("lookup", "distribution", "ranking") else []
        operands = tuple(slots(piece, home, anchor) for piece in pieces)
        operands = _share(operands, whole) if len(operands) > 1 else (whole,)
    return Query(
        question,
        operation,
        whole,
        operands,
        _numeric(text),
        bool(_DURATIONS.search(text)),
        _dimension(text),
        bool(_LOWEST.search(text)),
    )


def _plain(question: str) -> str:
    """A question as running text; one given as JSON ({"indicator": …, "region": …}) is written out."""
    stripped = question.strip()
    if stripped.startswith("{"):
        try:
            data = json.loads(stripped)
        except json.JSONDecodeError:
            return stripped
        if isinstance(data, dict):
            return _written_out(data)
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])", "，", stripped)


def _written_out(data: dict[str, object]) -> str:
    """A question given as JSON, as running text: its values, the year spelled out, then its operation."""
    parts = []
    members_of = data.get("members")
    if isinstance(members_of, list) and "indicator" in data:
        indicator = str(data["indicator"])
        data = {**data, "indicator": "和".join(f"{member}{indicator}" for member in members_of), "members": []}
    for key, value in data.items():
        if key in ("op", "operation") or not value:
            continue
        values = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else [value]
        text = "和".join(str(v) for v in values)
        parts.append(f"{text}年" if key == "period" and re.fullmatch(r"\d{4}", text) else text)
    return "，".join(parts) + _SPOKEN.get(str(data.get("op") or data.get("operation") or ""), "")


def _operation(text: str) -> Operation:
    compact = re.sub(r"\s+", "", text)
    for name, pattern in operations().operations:
        if pattern.search(compact):
            return name  # type: ignore[return-value]
    return "lookup"


def _dimension(text: str) -> str | None:
    return next((name for name, pattern in _DIMENSIONS if pattern.search(text)), None)


def _numeric(text: str) -> bool:
    """Whether a number is asked: by 多少 and its like, or by the bare name of a quantity; not by yes or no."""
    if _DURATIONS.search(text):
        return False
    if ASKS_NUMBER.search(text):
        return True
    return bool(_NAMES_NUMBER.search(text)) and not _YES_OR_NO.search(text)


def _by_place(text: str, whole: Slots, home: str | None) -> tuple[Slots, ...]:
    """One operand per region where several are named side by side: 贵州和河南，谁…"""
    names = dict.fromkeys(
        r.name for r in regions(text, home) if not r.relative and r.code and not part_of_name(text, r)
    )
    apart = [n for n in names if not any(n != other and contains(other, n) for other in names)]
    return tuple(replace(whole, region=name) for name in apart) if len(apart) >= 2 else ()


def _by_time(text: str, whole: Slots) -> tuple[Slots, ...]:
    """One operand per year where several are named: 2021 和 2025 年的目标分别是多少."""
    spelled = re.sub(r"((?:19|20)\d{2})(?=[和与、]\s*(?:19|20)\d{2}年)", r"\1年", text)
    years = list(dict.fromkeys(p.iso for p in periods(spelled) if p.kind == "date" and p.iso and len(p.iso) == 4))
    return tuple(replace(whole, period=year) for year in years) if len(years) >= 2 else ()


def _by_member(whole: Slots) -> tuple[Slots, ...]:
    """One operand per member where several of one dimension are named and only one thing is measured of them."""
    if len(whole.concept.measures - {"拥有量"}) > 1:
        return ()
    for dimension in dict.fromkeys(d for d, _ in whole.members):
        named = [m for m in whole.members if m[0] == dimension]
        if len(named) >= 2 and dimension != "专利类型":
            others = tuple(m for m in whole.members if m[0] != dimension)
            drop = {w for _, member in named for w in words(expand(member))}
            kept = tuple(w for w in whole.words if w not in drop)
            return tuple(replace(whole, members=(*others, m), words=kept) for m in named)
    return ()


def _operands(text: str) -> list[str]:
    """The pieces of a question that may each name a figure: split at 比, 和, 还是, 、."""
    pieces = []
    for piece in _SPLIT.split(text):
        bare = _QUESTION_TAIL.sub("", piece.strip())
        if (bare and content_words(bare, periods(bare), [])) or members(bare):
            pieces.append(bare)
    return pieces


def _share(operands: tuple[Slots, ...], whole: Slots) -> tuple[Slots, ...]:
    """Operands with what they leave to each other filled in: 发明和实用新型的授权量 -> both are 授权量."""
    measured = [o for o in operands if o.concept.measures]
    named = [o for o in operands if o.concept.object]
    # 有效发明专利里，企业…: a piece that names only the total is a setting, not an operand.
    bearing = [o for o in operands if not re.search(r"[里中]$", o.text)] or list(operands)
    filled = []
    for operand in bearing:
        meant = operand.concept
        if not meant.measures and (meant.object or operand.members) and measured:
            donor = measured[-1].concept
            meant = replace(meant, measures=donor.measures, object=meant.object or donor.object)
        if not meant.object and meant.measures and named:
            meant = replace(meant, object=named[0].concept.object)
            if not operand.members and named[0].members:
                operand = replace(operand, members=tuple(m for m in named[0].members if m[0] == "专利类型"))
        filled.append(
            replace(
                operand,
                concept=meant,
                stat=operand.stat or whole.stat,
                unit=operand.unit or whole.unit,
                period=operand.period or (None if operand.open_period else whole.period),
                period_text=operand.period_text or whole.period_text,
                region=operand.region or whole.region,
                status=operand.status or (whole.status if not operand.open_period else "actual"),
            )
        )
    return tuple(filled)
