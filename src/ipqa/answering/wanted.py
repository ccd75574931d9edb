"""What kind of thing a question asks for, and whether a sentence or a single figure gives that kind.

Both roads to an answer pass here. A question for a number is answered by a number of its kind: money by money, things
by a count, a share by a share. One for an order wants several numbers; one for the foremost a clause that says who it
is; one for a course two times or a change; and a computed thing no sentence gives that holds an operand of it.
"""

import re
from collections.abc import Sequence
from typing import Literal

from ..figures.context.periods import periods, year_of
from ..figures.context.regions import code_of, contains, regions
from ..figures.values.quantities import Quantity, quantities
from ..records import Document
from ..statistics import Known, Match, Plan, Query, flaw
from ..statistics.asked.asking import asks_quarters
from ..statistics.asked.lexicon import operations, vocabulary
from ..statistics.asked.places import places_named
from ..statistics.asked.slots import asked_unit, covered, prepared
from ..statistics.matching.wording import restricts, weight
from ..text import words
from .passages import Found, section_body

Kind = Literal["words", "number", "order", "foremost", "course", "verdict", "computed"]

_KINDS: dict[str, Kind] = {
    "difference": "computed", "ratio": "computed", "share": "computed", "sum": "computed", "growth": "computed",
    "annual": "computed", "average": "computed", "verify": "computed", "convert": "computed", "portion": "computed",
    "ranking": "order", "compare": "order", "distribution": "order", "list": "order", "argmax": "foremost",
    "trend": "course", "target": "verdict", "adjustment": "verdict",
}  # fmt: skip
_RATES = ("percent", "tenths", "point", "multiple")
_NUMBERS = ("rank", "multiple", "percent", "points")
_NOT_YET = ("target", "forecast")
_MOST = 0.6
_NEAR = 300
_CLAUSE = re.compile(r"[，。；：\n]|,(?!\d)|;")
# Nouns that name a sum of money, asked without a counting word behind 多少: 案值是多少, 贷款多少.
_MONEY = re.compile(
    r"(?:金额|案值|货值|货款|案款|款项|价款|价格|价值|产值|增加值|总值|收入|支出|资金|经费|贷款|借款|费用|营收|利润|税收"
    r"|罚没款?|罚款|奖金|补贴|补助|赔偿|(?<![名配份])额)"
    r"(?:一共|总共|合计|大概|大约|分别|又|各)?(?:是|有|为|达到?)?了?(?:多少|多大|几)?"
    r"(?:[百千万亿]*元|钱|(?:[百千万]|个?亿)*(?=[？?，,。；呢啊呀吧]|$))|(?:钱|金额|案值|产值|收入|[款费税])(?=(?:最|更)[多高大少低小])"
)
_PERCENT = re.compile(r"百分之(?:多少|几)|百分比|几成(?![立为交])|几个(?:百分)?点")
_FOREMOST = re.compile(r"最|第[一1](?![季产批])|首位|居首|榜首|末位|垫底|冠军|领跑|领先")
_ORDERED = re.compile(
    r"依次|从[多高大]到|由[多高大]到|位[居列]|居前|前[两三四五六七八九十\d]|排名|名列|高于|低于|多于|少于|超过|相比|最"
)
# What a question asks for, and how a clause that gives it says so: a share is no rate of interest, the highest no mean.
_MANNERS = (
    (
        re.compile(r"占比|比重|比例|份额|百分之|几成(?![立为交])"),
        re.compile(r"占|比[重例]|份额|率|幅|速|[增降升涨跌减完]|成(?![立为交])"),
    ),
    (re.compile(r"占比|比重|份额"), re.compile(r"占|比重|份额|成(?![立为交])")),
    (re.compile(r"最[高低多少大小强弱狠贵快慢重轻长短](?!人民)"), re.compile(r"最|首|第一|榜")),
    (re.compile(r"(?<![效频概功])率(?![先领])"), re.compile(r"率|比例|占比|[%％]")),
)
_MOVED = re.compile(r"增长|增加|上升|提高|提升|下降|减少|降低|回落|缩短|延长|扩大|收窄|上涨|下跌|持平|增至|升至|降至")
_COURSE = re.compile(r"逐[年季月步]|连续|持续|一路|稳步|先[升降增减]后|总体[上下]|历年")
_PLANNED = re.compile(r"目标|预期|任务|计划|规划|安排|重点|打算|展望|力争")
_AHEAD = re.compile(r"目标|安排|打算|工作重点|展望|下一步")
_LEAD_IN = re.compile(r"(?:(?:下表|下图|附表|表\s?\d+)[^。；]{0,40}|如下|(?:下列|以下)[^。]{0,12}|[：:])[。：:]?$")
_ROW = re.compile(r"\t|(?:[^；;，。]{1,14}[；;]){3,}[^；;，。]{0,14}$")


def kind_of(query: Query) -> Kind:
    """What a question asks for."""
    if query.operation in _KINDS:
        return _KINDS[query.operation]
    return "number" if query.numeric or query.wanted in _NUMBERS else "words"


def asks_money(query: Query) -> bool:
    """Whether a sum of money is asked: by its unit, or by a noun that names nothing else (案值, 贴息资金)."""
    if asked_unit(prepared(query.question)):
        return False
    return query.whole.unit == "amount" or bool(_MONEY.search(re.sub(r"\s+", "", query.question)))


def years_asked(query: Query) -> set[int]:
    """The years that a question names, without those that something is only held against."""
    named = (p for p in periods(query.question, years=True) if p.iso and not p.baseline and p.kind != "plan")
    return {int(year) for p in named for year in re.findall(r"(?:19|20)\d{2}", p.iso or "")}


def gives(query: Query, known: Known) -> bool:
    """Whether one figure by itself is what a question asks for, and not an operand or a neighbour of it."""
    figure, kind = known.figure, kind_of(query)
    if flaw(query, Plan("lookup", (known,))):
        return False
    if asks_money(query) and figure.stat == "count":
        return False
    if _PERCENT.search(query.question) and figure.stat in ("count", "amount", "quantity"):
        return False
    if query.whole.period is None and _planned(query, known.document, figure.start, ""):
        return False
    if figure.stat in ("growth_yoy", "growth_annual", "change_abs", "diff_pp"):
        return kind != "foremost" or bool(_FOREMOST.search(known.clause))
    if kind == "foremost":
        return bool(_FOREMOST.search(known.clause))
    if kind == "order":
        return bool(_ORDERED.search(known.clause))
    times = years_asked(query)
    if query.operation == "lookup" and (query.latest or 0) > 1 and not _OF_YEARS.search(known.clause):
        return _years_long(figure.period or "")
    if query.operation in ("trend", "sum"):
        spanned = query.latest is not None and query.latest > 1
        if asks_quarters(query.question) or spanned or len(times) > 1:
            return _years_long(figure.period or "")
    return len(times) < 2 or times <= _years_of(known)


_OF_YEARS = re.compile(
    r"[两二三四五六七八九十\d]年[来间]|(?:近|过去|最近)[两二三四五六七八九十\d]年|累计|年均|平均|以来|翻"
)


def _years_long(period: str) -> bool:
    """Whether a period spans several years: 2018/2022."""
    first, _, last = period.partition("/")
    return bool(last) and first[:4] != last[:4]


def _years_of(known: Known) -> set[int]:
    """The years that a figure's time and clause name."""
    said = [known.figure.period, *(p.iso for p in periods(known.clause))]
    found = {int(year) for iso in said if iso for year in re.findall(r"(?:19|20)\d{2}", iso)}
    return found | (set(range(min(found), max(found) + 1)) if _years_long(known.figure.period or "") else set())


def says(query: Query, found: Found) -> bool:
    """Whether a span gives the kind of thing that a question asks for; questions for words are not judged here."""
    kind = kind_of(query)
    if kind == "words":
        return True
    if kind == "computed" or not _tells(found) or not _holds(query, found):
        return False
    text = found.text
    planned = _planned(query, found.document, found.start, text)
    if kind == "number":
        aimed = query.whole.status != "target" or bool(_PLANNED.search(text)) or _ahead(found.document, found.start)
        return _beside(query, text) and not planned and aimed and _in_the_part_asked(query, text)
    if kind == "verdict":
        return bool(_PLANNED.search(text))
    if kind == "course":
        return _runs(query, text)
    if planned:
        return False
    return _orders(query, text) or (kind == "foremost" and _is_foremost(query, text))


def of_another_time(found: Found, twin: Match | None) -> bool:
    """Whether a span is where the twin stands, which was found to be of another time, or of none that is known."""
    if twin is None or not {"period", "status"} & set(twin.mismatches):
        return False
    figure = twin.known.figure
    return figure.document_id == found.document.id and found.start <= figure.value_start < found.end


def only_planned(query: Query, found: Found, known: Sequence[Known]) -> bool:
    """Whether a span tells numbers and all of them are aims, where what came about is asked."""
    if query.whole.status in _NOT_YET:
        return False
    inside = (k.figure for k in known if k.figure.document_id == found.document.id)
    told = {f.status for f in inside if found.start <= f.value_start < found.end}
    return bool(told) and told <= set(_NOT_YET)


def _tells(found: Found) -> bool:
    """Whether a span is a sentence: no row of a table, no lead-in of a list or table."""
    text = found.text.strip()
    inside = any(t.start <= found.start and found.end <= t.end for t in found.document.tables)
    return not (inside or _ROW.search(text) or (len(text) < 120 and _LEAD_IN.search(text)))


def _holds(query: Query, found: Found) -> bool:
    """Whether a span, its paragraph or article so far and its headings hold what is asked: most of it, and every part.

    A word that asks for a part (高校, 海外) or says who acted (法院) may not be missing, nor may another body act;
    an order or a course is told in other words than asked.
    """
    document = found.document
    start = min(document.text.rfind("\n", 0, found.start) + 1, section_body(document, found.start)[0])
    start = max(start, found.start - _NEAR)
    headings = (*document.section_at(found.start), document.title, document.issuer or "")
    held = prepared("".join((document.text[start : found.end], *headings)))
    asked = [w for w in query.whole.words if len(w) > 1]
    missing = [w for w in asked if not covered(w, held)]
    acting = [w for w in asked if vocabulary().agency.fullmatch(w)]
    if any(restricts(w) or w in acting for w in missing) or (acting and _acts_another(acting, found.text)):
        return False
    return sum(map(weight, missing)) <= (1 - _MOST) * sum(map(weight, asked))


def _acts_another(acting: Sequence[str], text: str) -> bool:
    """Whether a span names a body and none of those that are asked about."""
    said = prepared(text)
    bodies = [w for w in words(said) if len(w) > 2 and vocabulary().agency.fullmatch(w)]
    return bool(bodies) and not any(covered(w, said) for w in acting)


def _beside(query: Query, text: str) -> bool:
    """Whether a number of the kind asked stands in a clause with the last word before 是多少: 利率, 补助, 代理机构."""
    kinds = [said for asked, said in _MANNERS if asked.search(query.question)]
    if query.whole.stat == "share" and not _MANNERS[-1][0].search(query.question):
        kinds.append(_MANNERS[1][1])
    for clause in _CLAUSE.split(text):
        if any(_of_the_kind(query, q) for q in quantities(clause)) and all(said.search(clause) for said in kinds):
            named = prepared(clause)
            # 代理|机构: things that are counted have names of two words as often as of one.
            head = query.whole.words[-2:] if asked_unit(prepared(query.question)) else query.whole.words[-1:]
            if all(covered(word, named) for word in head):
                return True
    return False


def _of_the_kind(query: Query, quantity: Quantity) -> bool:
    """几项 wants items, 多少万元 and 案值 money, a rate per cent, 第几 a rank."""
    if asks_money(query):
        return quantity.kind == "amount"
    if query.whole.stat in ("share", "growth", "rate") or query.wanted == "percent":
        return quantity.kind in _RATES
    if query.whole.stat == "rank":
        return quantity.kind == "rank"
    unit = asked_unit(prepared(query.question))
    # 几个 is said of all that is counted: 家, 所, 项.
    return unit is None or quantity.unit.endswith(unit) or (unit == "个" and quantity.kind == "count")


def _planned(query: Query, document: Document, offset: int, text: str) -> bool:
    """Whether a text tells what is to be, by its words or the heading over it, and this is not what is asked."""
    if query.whole.status in ("target", "forecast"):
        return False
    return bool(operations().target.search(text)) or _ahead(document, offset)


def _ahead(document: Document, offset: int) -> bool:
    return bool(_AHEAD.search("".join(document.section_at(offset)[-1:])))


def _in_the_part_asked(query: Query, text: str) -> bool:
    """Whether a span that names months or quarters names those that are asked; one that names none may be of any."""
    asked, told = query.whole.period or "", {p.iso for p in periods(text) if p.iso and len(p.iso) > 4}
    return len(asked) == 4 or not asked or asked in told or not told


def _like(query: Query, text: str) -> list[Quantity]:
    """The numbers of the kind asked, of the one unit that occurs most: rates only where a rate is asked."""
    rates = query.whole.stat in ("share", "growth", "rate")
    numbers = [q for q in quantities(text) if _of_the_kind(query, q) and (q.kind in _RATES) == rates]
    units = [f"{q.normalized_unit}{q.per}" for q in numbers if q.kind != "rank"]
    most = max(units, key=units.count, default="")
    return [q for q in numbers if f"{q.normalized_unit}{q.per}" == most and q.kind != "rank"]


def _orders(query: Query, text: str) -> bool:
    """Whether a span sets several things side by side: numbers of one kind, of every place that is compared."""
    said = prepared(text)
    if query.whole.words and not any(covered(w, said) for w in query.whole.words if len(w) > 1):
        return False
    if query.dimension == "地区" and len(_places_in(query.whole.region, text)) < 2:
        return False
    if query.whole.stat == "growth" and not _MOVED.search(text):
        return False  # 占 69% does not say how fast it grew
    places = {r.name for r in places_named(query.question)}
    named = all(_short(place) in text for place in places if len(places) > 1)
    return named and len(_like(query, text)) >= max(2, query.top or 2)


def _places_in(around: str | None, text: str) -> set[str]:
    """The places of a text, but of a division that is asked (某市各区县) only those inside."""
    named = {r.name for r in regions(text) if not r.relative}
    return {name for name in named if contains(around, name)} if around and code_of(around) else named


def _short(place: str) -> str:
    return re.sub(r"^.+?(?:省|市|州|盟)(?=.{2,})|(?:省|市|区|县|州)$", "", place)[:2]


def _is_foremost(query: Query, text: str) -> bool:
    """Whether a clause says who is the first or the last, with the last word of what is asked."""
    return any(
        _FOREMOST.search(clause) and (not query.whole.words or covered(query.whole.words[-1], prepared(clause)))
        for clause in _CLAUSE.split(text)
    )


def _runs(query: Query, text: str) -> bool:
    """Whether a span tells a course: of every year that is named, of several times, or a change where one is asked."""
    years = years_asked(query)
    inside = [p for p in periods(text, parts=True) if p.iso or p.kind == "part"]
    told = {year_of(p.iso) for p in inside if p.iso}
    if len(years) > 1:
        return years <= told
    if asks_quarters(query.question) or (query.latest or 1) > 1:
        return len(inside) > 1 and len(_like(query, text)) > 1
    return bool(_MOVED.search(text)) and (bool(_COURSE.search(text)) or bool(quantities(text)))
