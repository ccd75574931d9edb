"""A question in plain words: years written out, the words of each class of asking by one word, remarks left out.

The operation, the cells and the plans all read the plain text, so that a way of speaking is learnt in one place. Reads
``data/spoken.toml`` once.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ...figures.context.periods import periods
from ...figures.context.regions import contains
from .scoping import mentions
from .slots import ASKS_NUMBER, meant


@dataclass(frozen=True, slots=True)
class Spoken:
    """The compiled table of ``data/spoken.toml``."""

    words: tuple[tuple[re.Pattern[str], str], ...]
    form: re.Pattern[str]
    talk: re.Pattern[str]


@cache
def spoken() -> Spoken:
    """The table, compiled."""
    data = tomllib.loads((files(__package__) / "data" / "spoken.toml").read_text("utf-8"))
    return Spoken(
        tuple((re.compile(row["say"]), row["plain"]) for row in data["word"]),
        re.compile(data["form"]["pattern"]),
        re.compile(data["form"]["talk"]),
    )


def plain(question: str, home: str | None = None) -> str:
    """The question in plain words; unchanged where it is plain."""
    text = _to_the_point(in_full(_spaced(question)), home)
    for say, word in spoken().words:
        text = say.sub(word, text)
    return _place_in_place(text, home)


def _spaced(question: str) -> str:
    """A question as running text: white space between ideographs is a pause."""
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])", "，", question.strip())


_DIGITS = "〇一二三四五六七八九"
_SPELLED = re.compile(r"(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}(?=年)")
_SHORT = r"(?:1[6-9]|2\d)"
_COUNTING = "件项家个名人户笔份条万亿元天时分次倍岁位种类批所宗款平公吨亩届篇辆台多余来几号页版"
_LONG = r"(?:19|20)\d{2}"
_ONE = rf"(?:{_LONG}|{_SHORT})(?!\d)(?:年度?(?:[末底]|全年)?)?"
_LINK = r"[、/和与跟及到至比较同—–~～-]+|是|对|还是|相?较于?|相当于|除以|顶得?上?(?:多少|几)个|抵得?上?(?:多少|几)个"
_RUN = re.compile(
    rf"(?<![\d.．,第])(?P<first>{_ONE})(?P<rest>(?:\s*，?(?:{_LINK}|\s|(?<=年)(?=\d))\s*{_ONE})+)"
    rf"(?!\s*[\d%％.件项家个名人户笔起份条万亿元天日月时分次倍号岁])(?P<behind>.{{0,4}})"
)
# 2021那年, 乙市2019授权几件: four digits that count and number nothing are a year.
_BARE = re.compile(
    rf"(?<![\d.．,，A-Za-z第号约近超过达到破共满足—–~～/-])(?<!GB)(?P<year>(?:199|20[0-3])\d)"
    rf"(?=(?:那|这|当|全|一整|整)(?:一)?年|[末底度](?=[\u4e00-\u9fff])|[（(）)，,、。；;？?\s]|$"
    rf"|[\u4e00-\u9fff](?<![{_COUNTING}年月日至到和与比较对是]))(?:(?:那|这|当|一整|整)一?年)?"
)
# 21年多少件: no length of time.
_BARE_SHORT = re.compile(rf"(?<![\d.．,第满近约超过])(?={_SHORT}年(?:多少|几[{_COUNTING}]))")
# 从2020年起算到2024年底, 2020年以来直到2024年: a span, with words between its ends.
_ENDS = re.compile(
    rf"(?!(?:从|自|由|打)?{_LONG}年[到至])(?:从|自|由|打)?(?P<first>{_LONG})年(?:年?初|1月(?:份)?)?(?:以来|起算|算起|开始|往后|起|始)?[，,]?"
    rf"(?:一直|直|持续|累计|算|数|截)*(?:到|至|止于)(?P<last>{_LONG})年(?:年?[末底]|12月(?:份)?)?(?:为?止)?"
)
# What stands behind years: 22、23这两年, 24是20的几倍, 19至23一共.
_YEARS_BEHIND = re.compile(r"这|每年|[两二三四五]年|年|的(?:多少|几)倍|\s*(?:一共|合计|总共|累计|历年|逐年|各年)")
_MEMBER = re.compile(rf"(?P<year>{_LONG}|{_SHORT})(?P<unit>年度?(?:[末底]|全年)?)?")
# 去年——我指2024年——: the year that is meant.
_MEANT = re.compile(
    rf"(?:去年|今年|前年|上一?年|那年)[—–\-，,（(]*(?:我)?(?:们)?(?:指的?是?|是指|说的?是|即|也?就是)(?P<year>{_LONG})年?[—–\-）)，,]*"
)


def in_full(text: str) -> str:
    """A text with its years written out: 24年 -> 2024年, 22、23、24这三年 -> 2022年、2023年、2024年这三年."""
    text = _SPELLED.sub(lambda m: "".join(_digit(c) for c in m.group()), text)
    text = _MEANT.sub(r"\g<year>年", text)
    text = _BARE_SHORT.sub("20", _RUN.sub(_run, text))
    text = _ENDS.sub(r"\g<first>年到\g<last>年", _BARE.sub(r"\g<year>年", text))
    for period in reversed(periods(text, years=True)):
        if re.match(rf"{_SHORT}年", text[period.start :]):
            text = f"{text[: period.start]}20{text[period.start :]}"
    return re.sub(rf"(?<=[比较])(?={_SHORT}年)", "20", text)


def _digit(char: str) -> str:
    return str(_DIGITS.find("〇" if char in "○零" else char))


def _run(match: re.Match[str]) -> str:
    """A run of years; left alone where nothing says that two digits are years."""
    said = match["first"] + match["rest"]
    if not re.search(rf"(?<!\d){_SHORT}(?!\d)", said) and "年" in said:
        return match.group()
    sure = "年" in said or re.search(_LONG, said) or _YEARS_BEHIND.match(match["behind"])
    if not sure and not re.search(r"[比较对顶抵]|还是", match["rest"]):
        return match.group()
    full = _MEMBER.sub(lambda m: f"{m['year'] if len(m['year']) == 4 else '20' + m['year']}{m['unit'] or '年'}", said)
    full = re.sub(r"(?<=年)\s*(?:，\s*)?(?=\d)", "、", full)
    behind = match["behind"]
    return full + (behind[1:] if behind.startswith("年") and full.endswith("年") else behind)


_CLAUSE = re.compile(r"(?<=[，,。；;：:！!？?])|(?=——)")
_ASKS = re.compile(r"谁|哪|几|多少|多大|多高|怎么|什么|如何|占比|比重|趋势|走势|吗")


def _to_the_point(text: str, home: str | None) -> str:
    """A question without remarks about its form, and without what its speaker says of themselves."""
    clauses = [c for c in _CLAUSE.split(text) if c]
    if len(clauses) < 2:
        return text
    kept = [c for c in clauses if not spoken().form.fullmatch(c.strip("，,。；;：:！!？?—")) or _bears(c, home)]
    asking = [c for c in kept if not _is_talk(c)]
    rest = "".join(asking)
    if len(asking) == len(kept) or not asking or not (meant(rest).measures or meant(rest).object):
        return "".join(kept)
    return "".join(c if not _is_talk(c) else _setting(c, rest, home) for c in kept)


def _bears(clause: str, home: str | None) -> bool:
    """Whether a clause says what, where or when."""
    found = meant(clause)
    return bool(found.object or found.measures or periods(clause) or mentions(clause, home))


def _is_talk(clause: str) -> bool:
    """Whether a clause tells of its speaker and asks no number: 我们想估个额度, 听说…."""
    asks = ASKS_NUMBER.search(clause) or _ASKS.search(clause) or "数" in clause
    body = _BODY.search(clause)
    named = body and mentions(clause[: body.start()])
    return bool(spoken().talk.match(clause)) and not asks and not named


# 合作行甲市银行: who is asked about.
_BODY = re.compile(r"(?:银行|公司|集团|大学|学院|法院|检察院|医院|研究[院所])[，,。；;：:]?$")


def _setting(clause: str, rest: str, home: str | None) -> str:
    """The places and times of a clause that the rest does not name."""
    places = [] if mentions(rest, home) else [(r.start, r.end) for r in mentions(clause, home) if not r.relative]
    times = [] if periods(rest) else [(p.start, p.end) for p in periods(clause) if p.iso]
    return "".join(clause[a:b] for a, b in sorted((*places, *times)))


_SHARE = r"(?:百分之(?:多少|几)|百分比|几成|几分之几|(?:多大|多少|什么)(?:的)?(?:比例|比重|份额)|比重|比例|份额|占比)"
_OF_ANOTHER = re.compile(rf"(?:占|来自|在|对)[^。？?]*{_SHARE}|{_SHARE}[^。？?]*来自")
_LEVELS = {"省": "全省", "区": "全区", "市": "全市", "县": "全县", "州": "全州", "国": "全国"}
# What joins a wider place to the rest: 在甘肃全省里, 对全省的.
_JOINED = re.compile(r"(?:占|在|对|于|整个|全)*$")
_BEHIND = re.compile(
    r"^(?:全[国省市区县州])?(?:范围)?(?:里头?|内|中|当中|之中)?(?:的)?(?:总(?:量|数|额|金额|规模|和)|合计|总计)?"
)
# 占了几成, 所占的比重是多少, 里有多大比例: how the share is put, without the part and the whole.
_SAID_SHARE = re.compile(
    rf"(?:一家|总金?额|里头?|当中|中)?(?:所)?(?:占|有|得)?(?:了|到|据|全部|总量)?的?{_SHARE}(?:是|为|有|到|达到?)?(?:多少|多高|多大|几)?"
)


def _place_in_place(text: str, home: str | None) -> str:
    """A share of one place in another that is named too: 甲省的贷款有几成来自乙市 -> 乙市贷款占全省的比重."""
    if not _OF_ANOTHER.search(text):
        return text
    named = [r for r in mentions(text, home) if not r.relative]
    if len(named) != 2:
        return text
    wide, narrow = named if contains(named[0].name, named[1].name) else reversed(named)
    level = _LEVELS.get(wide.name[-1])
    if not contains(wide.name, narrow.name) or wide.name == narrow.name or level is None:
        return text
    before, behind = _JOINED.sub("", text[: wide.start]), _BEHIND.sub("", text[wide.end :], count=1)
    before, behind = (re.sub("光|单单|一家(?!人)", "", side) for side in (before, behind))
    rest = _SAID_SHARE.sub("", f"{before}{behind}").replace("来自", "").strip("，,？?。 ")
    return f"{re.sub('[，,（）()]', '', rest)}占{level}的比重是多少？"
