"""What a question says, held against the figures that are to answer it: nothing that it names may be left over.

The rules read what no way of speaking can change, numbers and names, and the kind of thing that is asked for.

1. Every year that is named is a year of the operands, or one that the answer says is missing; where years are named,
   no operand is of another. Of a span (2020年以来, 从2020到2024年) that is added up, averaged or followed, every
   year is there or said to be missing. 上年 and its like are what something is held against.
2. Every other numeral is accounted for: the asker's own number, the first so many, a length of time, part of a name.
3. Every place that is named is that of an operand, or around it, or in its words.
4. Of several members that two figures are asked of, each is in one of them; no word of the field is left over.
5. The answer is of the kind asked for: a part in a hundred, a number of times, an amount, a rate, one of several.
"""

import re
from collections.abc import Callable, Sequence

from ..figures.context.periods import periods, year_of
from ..figures.context.regions import code_of, contains
from ..figures.vocabulary import concept
from .asked.lexicon import operations
from .asked.places import places_named
from .asked.query import Query
from .asked.slots import asked_unit, covered, prepared
from .matching.alignment import implied_by
from .matching.groups import KINDS
from .matching.library import Known
from .matching.wording import may_be_left_out, restricts, short_for, weight
from .operations.operation import Plan

_WHOLE_SPAN = ("sum", "average", "trend", "argmax", "ranking", "list", "distribution")
_RATES = ("share", "rate", "growth_yoy", "growth_annual", "diff_pp", "ratio")
_UNWORDED = ("verify", "target", "convert", "portion", "adjustment")
_LEVELS = ("count", "amount", "quantity", "per_capita")
_COMPUTED = ("difference", "ratio", "share", "sum", "growth", "annual", "average")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_BARE = re.compile(r"(?<![\d.．第])(?:19|20)\d{2}(?![\d.]|\s?(?:件|项|家|个|名|人|户|笔|起|份|条|种|类|万|亿|元|%|％))")
_SPAN = re.compile(
    r"(?P<first>(?:19|20)\d{2})年?(?:度|[初末底]|\d{1,2}月)?(?:以来|开始|起算?|至今|往后)?"
    r"(?:[，,]?(?:一直|直)?(?:[到至]|—|–|~|～|-)+(?:了)?)(?P<last>(?:19|20)\d{2})"
)
_SINCE = re.compile(r"(?P<first>(?:19|20)\d{2})年?(?:以来|至今)")
_NUMERAL = re.compile(r"(?<![\dA-Za-z.．])\d+(?:\.\d+)?")
_TIMED = re.compile(r"\d+(?:[年月日天周季号]|个月|季度|小时)")
_RATE_NAME = re.compile(r"(?<![效频概功])(?:比率|[不合满回成利增贡转实覆普][\u4e00-\u9fff]{1,3}率|率)(?![先领])")
# What is reckoned of two numbers, and no order and no list of them says.
_RECKONED = re.compile(
    r"减[掉去]|减(?![少免缓轻税费负半排持资产值弱退速])(?=[\u4e00-\u9fff]{2,}[量数额值])|扣[掉除去]|还剩|(?:顶|抵)(?:得?上|得?过)?[^，。？?]{0,8}(?:多少|几|一个)|(?:多少|几)个?[^，。？?]{1,8}(?:才|能)?(?:顶|抵)"
    r"|(?:当|算作?|看作|作为)(?:成|是)?1(?!\d)|合几|几倍|多少倍"
)
_WHICH = re.compile(r"谁|哪|更|第几")
_WHICH_PLACE = re.compile(r"谁(?!能|可以|知道|来|帮|告诉|有)|哪(?:一?个|家|里|儿|一)?(?:市|省|区|县|州|地|城市|地方)")
# A sum of money, which no count of cases or loans is.
_COUNTS_FOR_MONEY = re.compile(r"金额|[贷款融资成交]额|产值|案值|货值|罚没款|经费|利润")
# How fast something went, which no level tells.
_PACE = re.compile(r"多快|增速|增幅|涨幅|降幅|增长率|跑得|提速")
_EACH = re.compile(r"(?:平均|均摊|摊)[^，。？?]{0,6}每|每(?:一)?(?:[件笔家户宗起单批]|个企业)|均摊|摊(?:下来|到)")
_EACH_SAID = re.compile(r"每|平均|人均|均|单[件笔]")
# 甲行笔均比乙行高多少: means are held against means.
_MEANS = re.compile(r"平均每(?![年月季])|[笔户件家案]均|均摊")
_SET_AGAINST = ("difference", "compare", "ranking", "argmax", "trend", "sum", "distribution", "growth")
_FOREMOST = re.compile(r"最[高低多少大小强弱狠贵快慢重轻长短]")
_FOREMOST_SAID = re.compile(r"最|首[位个]?|第一|居前|榜首|[超高低]")


def unaccounted(query: Query, plan: Plan, unit: str = "") -> str | None:
    """The first rule that an answer breaks; ``unit`` is that of its computed value. None where all is accounted for."""
    return next((name for name, holds in _RULES if not holds(query, plan, unit)), None)


def years_named(question: str) -> set[int]:
    """The years that a question names, whatever stands behind them; not those of plans, nor 上年 and its like."""
    named = {int(year) for year in _BARE.findall(question)}
    for period in periods(question, years=True):
        if period.iso and not period.baseline and period.kind in ("date", "range"):
            named |= {int(year) for year in re.findall(r"\d{4}", period.iso)}
    return named


def _years(query: Query, plan: Plan, unit: str) -> bool:
    asked = years_named(query.question)
    if not asked or not plan.operands:
        return True
    spans = [m for pattern in (_SPAN, _SINCE) for m in pattern.finditer(query.question)]
    told = {year for k in plan.operands for year in _years_of(k)} | {int(y) for y in plan.missing if y.isdecimal()}
    if spans and plan.operation in _WHOLE_SPAN:
        return _complete(spans, plan, told)
    # What stands against a target may be of an earlier year, and the target of the end of a plan.
    return asked <= told and (bool(spans) or plan.dimension == "目标" or all(_of(k, asked) for k in plan.operands))


def _complete(spans: Sequence[re.Match[str]], plan: Plan, told: set[int]) -> bool:
    """Whether all years of a span are there, or one figure is of the whole span."""
    for span in spans:
        bounds = span.groupdict()
        first = int(bounds["first"])
        last = int(bounds.get("last") or max(told, default=first))
        if not set(range(first, last + 1)) <= told:
            return False
    return True


def _of(known: Known, asked: set[int]) -> bool:
    """Whether a figure is of one of the years asked, of the year before one, or of no known time."""
    have = year_of(known.figure.period)
    return have is None or bool(_years_of(known) & asked) or have + 1 in asked


def _years_of(known: Known) -> set[int]:
    """The years of a figure: those of its time, all of a span; else what its clause, or its sentence, names."""
    own = [int(year) for year in re.findall(r"\d{4}", known.figure.period or "")]
    if len(own) == 1 and known.figure.stat in ("change_abs", "growth_yoy") and known.figure.reference != "环比":
        return {own[0] - 1, own[0]}  # 较上年减少 26 件: of the year before too
    if own:
        return set(range(min(own), max(own) + 1))
    said = _YEAR.findall(known.clause + known.figure.raw_indicator)
    return {int(year) for year in said or _YEAR.findall(known.heading + known.sentence)}


def _numerals(query: Query, plan: Plan, unit: str) -> bool:
    """Whether every numeral but years and times is used or stands in the operands' words."""
    if plan.operation in ("verify", "target", "convert", "portion"):
        return True
    text = query.question
    spans = [m.span() for m in _TIMED.finditer(text)]
    spans += [(p.start, p.end) for p in periods(text, years=True)]
    spans += [m.span() for m in _BARE.finditer(text)]
    words = "".join(k.name + k.clause + k.sentence + k.heading for k in plan.operands)
    for found in _NUMERAL.finditer(text):
        used = {str(n) for n in (query.top, query.latest, plan.top, len(plan.operands)) if n is not None}
        if any(a <= found.start() < b for a, b in spans) or found.group() in used or _stands(found.group(), words):
            continue
        return False
    return True


def _places(query: Query, plan: Plan, unit: str) -> bool:
    """Whether every place that is named is that of an operand, around it, or in its words; and no other one is."""
    places = [place.name for place in places_named(query.question)]
    if not all(any(_is_of(k, place) for k in plan.operands) for place in places):
        return False
    return not places or plan.operation in _UNWORDED or all(_related(k, places) for k in plan.operands)


def _related(known: Known, places: Sequence[str]) -> bool:
    """Whether a figure is of one of the places, of one inside or around one, or of none that is known."""
    own = known.figure.region
    if own is None or code_of(own) is None:
        return True
    return any(own == p or contains(own, p) or contains(p, own) or _is_of(known, p) for p in places)


def _members(query: Query, plan: Plan, unit: str) -> bool:
    """Whether each of several members that two figures are asked of (企业, 高校) is in one of the two."""
    if plan.operation not in ("difference", "ratio", "compare") or len(plan.operands) != 2:
        return True
    named = [member for dimension, member in query.whole.members if dimension != "专利类型"]
    words = prepared("".join(k.name + k.clause + "".join(m for _, m in k.figure.dimensions) for k in plan.operands))
    return len(named) < 2 or all(prepared(member) in words for member in named)


def _words(query: Query, plan: Plan, unit: str) -> bool:
    """Whether every telling word of the question is said by an operand, its sentence or its headings.

    A comparison is read piece by piece, and a piece may be lost between two: 甲产业和乙产业，哪个有效专利多. What is
    no right and no part may stand anywhere in the paragraph.
    """
    if len(plan.operands) < 2 or plan.operation in _UNWORDED:
        return True
    beside = "".join(k.name + k.clause + k.sentence + k.before + k.heading for k in plan.operands)
    beside += prepared("".join((k.figure.region or "") + (k.figure.entity or "") for k in plan.operands))
    around = "".join(k.context for k in plan.operands)
    kinds = KINDS if query.dimension and plan.dimension else frozenset()
    kinds |= {w for w in query.whole.words for k in plan.operands if implied_by(w, k) or short_for(w, beside)}
    left = [w for w in query.whole.words if w not in kinds and _must_be_said(w) and not covered(w, beside)]
    return all(covered(w, around) and not (restricts(w) or concept(w).object or concept(w).measures) for w in left)


def _must_be_said(word: str) -> bool:
    """Whether a word says what is counted, and not what is to be done with it (占比, 增速)."""
    phrases = (*operations().stats, *operations().operations)
    asks = word in ("占比", "占有") or any(pattern.search(word) for _, pattern in phrases)
    return weight(word) >= 1 and not (asks or may_be_left_out(word))


def _is_of(known: Known, place: str) -> bool:
    own = known.figure.region or known.document.region
    if own is None or own == place or contains(place, own):
        return True
    short = re.sub(r"^.+?(?:省|自治区|市|州|盟)(?=.{2,})|(?:省|市|区|县|州)$", "", place)
    words = known.name + known.clause + known.sentence + known.heading + (known.figure.entity or "")
    return prepared(short) in prepared(words)


def _stands(numeral: str, words: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(numeral)}(?![\d.])", words) is not None


def _kind(query: Query, plan: Plan, unit: str) -> bool:
    """Whether the answer is of the kind of thing asked for."""
    if len(plan.operands) == 1 and plan.operation == "lookup":
        return _single(query, plan.operands[0])
    if plan.operation in ("compare", "ranking", "trend", "sum") and _RECKONED.search(query.question):
        return False
    counts = {k.figure.stat for k in plan.operands} == {"count"}
    if counts and _COUNTS_FOR_MONEY.search(query.question) and asked_unit(query.question) is None:
        return False
    if plan.operation in _SET_AGAINST and _MEANS.search(query.question) and not all(map(_is_mean, plan.operands)):
        return False
    if query.wanted == "multiple" and plan.operation in ("compare", "ranking", "trend", "difference", "sum"):
        return False
    if query.wanted == "percent" and plan.operation in _COMPUTED:
        rates = {k.figure.stat for k in plan.operands} <= set(_RATES)
        return rates or unit in ("%", "个百分点") or bool(_WHICH.search(query.question))
    return True


def _is_mean(known: Known) -> bool:
    """Whether a figure is one of a mean by its own name."""
    return known.figure.stat == "per_capita" or bool(_EACH_SAID.search(known.name + known.clause))


def _single(query: Query, known: Known) -> bool:
    """Whether one figure by itself is of the kind asked: a rate, a mean, the foremost, a change, or a level."""
    question, said = query.question, known.name + known.clause
    if known.figure.stat in _LEVELS and (
        query.wanted in ("percent", "multiple") or _RATE_NAME.search(question) or _RECKONED.search(question)
    ):
        return False
    if known.figure.stat in _LEVELS and _PACE.search(question) and not _PACE.search(said):
        return False
    if _EACH.search(question) and known.figure.stat != "per_capita" and not _EACH_SAID.search(said + known.sentence):
        return False
    if _FOREMOST.search(question) and not _FOREMOST_SAID.search(said):
        return False
    return not (
        _WHICH_PLACE.search(question)
        and not known.figure.dimensions
        and known.figure.region in (query.whole.region, known.document.region)
    )


Rule = Callable[[Query, Plan, str], bool]
_RULES: tuple[tuple[str, Rule], ...] = (
    ("a year is left over", _years),
    ("a numeral is left over", _numerals),
    ("a place is left over", _places),
    ("a member is left over", _members),
    ("a word is left over", _words),
    ("another kind of answer", _kind),
)
