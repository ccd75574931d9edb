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
from .telling import is_of_the_field


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
# 一三年, 二四年底; 用了二三年, 二三年来 count.
_SHORT_SPELLED = re.compile(
    r"(?<![近过这前两几用了第等再花隔每满要约需有一二三四五六七八九十百零〇○])(?<!过去)(?:一[〇○零一三四五六七八九]|二[〇○零一二三四五六])"
    r"(?=年(?![来间内里以后前多期级左之的]?(?:时间|工夫|功夫)|来|间|内|以|后|前|多(?![出了少还得几])|期|级|左|之))"
)
# 零九到2013年, 2013年减去一二年的: beside a year in full.
_BESIDE_YEAR = re.compile(
    r"(?<![近过这前两几用第等再花隔每满约需有一二三四五六七八九十百零〇○\d])(?<!过去)[〇○零一二][〇○零一二三四五六七八九]"
    r"(?=年(?![来间内以后前])|[到至和与跟、比—–~～-]+20\d{2}年)(?P<said>年?)"
)
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
    rf"(?:一直|直|持续|累计|算|数|截|说|讲|看|排|列|报)*(?:到|至|止于)(?P<last>{_LONG})年(?:年?[末底]|12月(?:份)?)?(?:为?止)?"
)
# What stands behind years: 22、23这两年, 24是20的几倍, 19至23一共.
_YEARS_BEHIND = re.compile(r"这|每年|[两二三四五]年|年|的(?:多少|几)倍|\s*(?:一共|合计|总共|累计|历年|逐年|各年)")
_MEMBER = re.compile(rf"(?P<year>{_LONG}|{_SHORT})(?P<unit>年度?(?:[末底]|全年)?)?")
# 去年——我指2024年——: the year that is meant.
_MEANT = re.compile(
    rf"(?:去年|今年|前年|上一?年|那年)[—–\-，,（(]*(?:我)?(?:们)?(?:指的?是?|是指|说的?是|即|也?就是)(?P<year>{_LONG})年?[—–\-）)，,]*"
    rf"|(?:去年|今年|前年|上一?年)(?:度)?[（(](?P<same>{_LONG})年?(?:度)?[）)]"
)


def in_full(text: str) -> str:
    """A text with its years written out: 24年 -> 2024年, 22、23、24这三年 -> 2022年、2023年、2024年这三年."""
    text = _SPELLED.sub(lambda m: "".join(_digit(c) for c in m.group()), text)
    text = _SHORT_SPELLED.sub(lambda m: "20" + "".join(_digit(c) for c in m.group()), text)
    while re.search(r"20\d{2}年", text) and (beside := _BESIDE_YEAR.search(text)):
        year = "".join(_digit(c) for c in beside.group()[:2])
        text = f"{text[: beside.start()]}20{year}年{text[beside.end() :]}"
    text = _MEANT.sub(lambda m: f"{m['year'] or m['same']}年", text)
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
    if named := _NAMED.fullmatch(clauses[-1]):
        return f"{_setting(''.join(clauses[:-1]), named['name'], home)}{named['name']}是多少？"
    kept = [c for c in clauses if not spoken().form.fullmatch(c.strip("，,。；;：:！!？?—")) or _bears(c, home)]
    asking = [c for c in kept if not (_is_talk(c) or _is_source(c))]
    rest = "".join(asking)
    if len(asking) == len(kept) or not asking:
        return "".join(kept)
    # 我们也想做贯标，已经有多少家企业通过了: what is asked about may stand in what is told of oneself alone.
    aside = not any(is_of_the_field(c) for c in kept if _is_talk(c))
    bears = bool(meant(rest).measures or meant(rest).object or (aside and is_of_the_field(rest)))
    return "".join(_setting(c, rest, home) if _is_source(c) or (bears and _is_talk(c)) else c for c in kept)


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


# 没判就撤了的占多少，就是撤诉率: the name of what was put in other words.
_NAMED = re.compile(
    r"(?:也就是|就是|即|也即|换句话说就?是|俗称|学名)(?:问|说)?(?:那个)?(?P<name>[\u4e00-\u9fff\d]{2,24}(?<![的了这那])(?:率|占比|比重))[？?。吧啊]*"
)

# 据乙省2024年统计公报, 翻了翻贵市的白皮书: where a number is told, and no part of what is asked.
_SOURCE = re.compile(
    r"(?:根据|依据|按照?|参照|对照|依照|依|据|从|在|看了?|翻了?翻?|读了?)[^，,。；;？?]{0,30}"
    r"(?:公报|年报|年度报告|白皮书|蓝皮书|报告|年鉴|通报|简报|公告|统计表|统计资料|资料)(?:[》”])?"
    r"(?:里面?|中|内|上)?的?(?:数据|统计|口径|记载|内容|说法)?(?:显示|披露|公布|反映|记载|提到|来看|看)?[，,：:]"
)


def _is_source(clause: str) -> bool:
    """Whether a clause names a document as the source and asks nothing."""
    return bool(_SOURCE.fullmatch(clause)) and not (ASKS_NUMBER.search(clause) or _ASKS.search(clause))


# 合作行甲市银行: who is asked about.
_BODY = re.compile(r"(?:银行|公司|集团|大学|学院|法院|检察院|医院|研究[院所])[，,。；;：:]?$")


def _setting(clause: str, rest: str, home: str | None) -> str:
    """The places and times of a clause that the rest does not name."""
    places = (
        []
        if any(not r.relative for r in mentions(rest, home))
        else [(r.start, r.end) for r in mentions(clause, home) if not r.relative]
    )
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
