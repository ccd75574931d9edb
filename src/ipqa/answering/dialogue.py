"""A follow-up question -> a standalone one, by slots: what the new turn names replaces what the last one named.

企业呢？ after 西工区有效发明专利有多少件？ asks for 西工区有效发明专利，企业呢？ Pure functions of texts.
"""

import re
from collections.abc import Sequence

from ..everyday import official
from ..figures.context.periods import periods
from ..figures.context.regions import regions
from ..figures.vocabulary import concept, members
from ..records import Turn
from ..statistics.asked.slots import slots
from .disputed import is_suspicion

_FOLLOW = re.compile(
    r"^(?:那么?|其中|它|他们|她|这|该|再|换成|换作|改成|还有|另外|同样|如果是|要是|以及|平均|罚没)|呢[？?]?$|呢[，,？?]|看看$|^前一年|^上一年|^去年"
)
_TAIL = re.compile(
    r"(?:在|居)?全[国省市区县球](?:范围)?[内里中]?(?:能)?(?:排名?|居|位列|位居|列)?(?:在)?第(?:几|多少)[位名]?$"
    r"|(?:一共|总共|共)?(?:有|是|为|给|达到?|做了|完成了?|发生了?)?(?:了)?(?:多少|几|多大|怎么样|如何|什么|哪些|谁)[^，。]{0,3}$|(?:的)?(?:情况|数据|目标)?(?:是|有)?$"
)
_OTHER = re.compile(r"^(?:那么?)?[\u4e00-\u9fff]{2,8}的呢[？?]?$")
_PAIR = re.compile(r"(?:这|它们?)?(?:两者|二者|两个|两年|两类)(?:之间)?|它们|这两类")
_ASKING = re.compile(r"多少|第几|几成|几[件项家个名户笔起份]|[啥什]么?水平|百分之几|多高|多大")
# 新增了多少人，失业率多高; 来了多少游客 挣了多少钱: a pause before another thing that is asked.
_NEXT = re.compile(rf"(?:[，,、；;]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]))(?=[^，,；;]*(?:{_ASKING.pattern}))")
_BOTH = re.compile(r"两者|二者|它们|两个|两年|两类|这两|分别相差|差多少|相差")


def standalone(question: str, history: Sequence[Turn], home: str | None = None) -> str:
    """The question as it would be asked without the conversation; unchanged where it already stands alone."""
    asked = [turn.content for turn in history if turn.role == "user"]
    if not asked:
        return question
    # 托管的呢？ after 贯标的目标: the thing itself is another one.
    if _OTHER.match(question) and (other := new_subject(question, history, home)):
        return other
    previous = asked[0]
    for earlier in asked[1:]:
        previous = _merge(previous, earlier, home)
    if _BOTH.search(question) and not _named(question, home) and len(asked) >= 2:
        first = _topic(_merge(asked[0], asked[-2], home) if len(asked) > 2 else asked[0])
        return f"{first}和{_topic(previous)}{_plain(_PAIR.sub('', question))}"
    return _merge(previous, question, home)


def new_subject(question: str, history: Sequence[Turn], home: str | None = None) -> str | None:
    """A follow-up that names something else (托管的呢？ after 贯标认证的目标), with the place and time asked before.

    None where it names nothing of its own.
    """
    asked = [turn.content for turn in history if turn.role == "user"]
    new = slots(question, home)
    if not asked or not new.words or new.members or new.concept.object or new.concept.measures:
        return None
    before = slots(standalone(asked[-1], [Turn("user", text) for text in asked[:-1]], home), home)
    place = "" if new.region else before.region or ""
    time = "" if new.period else before.period_text or ""
    return f"{time}{place}{_plain(question).rstrip('？?')}{'（目标）' if before.status == 'target' else ''}"


def follows(question: str, home: str | None = None) -> bool:
    """Whether a question leans on the one before it."""
    if _FOLLOW.search(question.strip()):
        return True
    named = slots(question, home)
    if named.stat == "rank" and not named.words and not named.concept.object:
        return True  # 在全国能排第几: of what was asked before
    return len(named.words) <= 1 and not named.region and not (named.concept.complete and named.period)


def _merge(previous: str, question: str, home: str | None) -> str:
    if not follows(question, home):
        return question
    previous, said = official(previous), official(question)
    # 授权量呢: of the right that was asked before, and not of all patents.
    added = concept(said).object and not concept(question).object
    question = question if added and concept(previous).object else said
    new = slots(question, home)
    topic = _topic(previous)
    if new.period or re.search(r"前一年|上一年|去年", question):
        anchor = slots(previous, home).period
        if not new.period and anchor and re.match(r"\d{4}", anchor):
            question = re.sub(r"前一年|上一年|去年", f"{int(anchor[:4]) - 1}年", question)
        topic = _without(topic, [(p.start, p.end) for p in periods(topic)])
    if new.region:
        topic = _without(topic, [(r.start, r.end) for r in regions(topic, home) if not r.relative])
    if new.concept.measures and concept(topic).measures:
        topic = _drop(topic, _MEASURE_WORDS)
    if new.concept.object:
        topic = _drop(topic, _OBJECT_WORDS)
    for contrast in _CONTRASTS:
        if other := contrast.search(question):
            topic = contrast.sub(other.group(), topic)
    if new.stat:
        topic = re.sub(r"(?:的)?(?:同比)?(?:增速|增长率|增幅|占比|比重|排名)", "", topic)
    dimensions = {d for d, _ in new.members} - {"专利类型"}
    if dimensions:
        for dimension, member in members(topic):
            if dimension in dimensions:
                topic = topic.replace(member, "", 1)
    topic = re.sub(r"[里中的，,、在]+$", "", topic.strip())
    rest = _plain(question)
    return f"{topic}，{rest}" if topic and rest else topic + rest


# Words of which only one holds at a time: 那二等奖呢 after 一等奖 asks for the other.
_CONTRASTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[特一二三四]等奖|[金银铜]奖|优秀奖", r"城镇|农村", r"[一二再]审", r"出口|进口", r"国内|国外|海外|境外",
        r"新收|受理|立案|审结|结案|办结", r"民事|刑事|行政(?=案件)",
        r"[上下]半年|第?[一二三四]季度", r"第[一二三]产业", r"男性?|女性?",
    )
)  # fmt: skip
_MEASURE_WORDS = re.compile(
    r"(?:申请受理量|申请量|授权量|注册量|拥有量|有效量|登记量|转让量|许可量|申请数|授权数|受理量|申请|授权)"
)
_OBJECT_WORDS = re.compile(
    r"(?:高价值发明专利|发明专利|实用新型专利|实用新型|外观设计专利|外观设计|商标(?!侵权)|专利(?!权|侵权))"
)


# Values that a question offers for choice: 是 32 件、32 项还是 4 笔.
_OFFERED = re.compile(r"(?:到底|究竟)?是?(?:\d[\d.]*[\u4e00-\u9fff%]{1,2}[、，,]?)+还是\d[\d.]*[\u4e00-\u9fff%]{1,2}$")


def _drop(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub("", text, count=1)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    return "".join(c for i, c in enumerate(text) if not any(a <= i < b for a, b in spans))


def _topic(question: str) -> str:
    """What a question is about, without its asking: 西工区有效发明专利有多少件？ -> 西工区有效发明专利."""
    text = question.strip().rstrip("？?。！ ")
    text = _TAIL.sub("", _OFFERED.sub("", text))
    return re.sub(
        r"(?:办了|做了|有|搞了|开展了)?(?:多少|几)(?:件|项|家|个|名|人|户|笔|起|份|条|种|类|批|场|次)(?=.{2,})",
        "",
        text,
    )


def _plain(question: str) -> str:
    text = question.strip()
    stripped = re.sub(r"^(?:那么?|再看看?|换成|换作|改成)[，,、]?", "", text)
    return re.sub(r"(?<=.)(?:呢|吧|啊|看看)+(?=[？?，,]|$)", "", stripped) or text


def _named(question: str, home: str | None) -> bool:
    named = slots(question, home)
    return bool(named.members or named.concept.object or len(named.words) > 1)


# What makes a piece of a turn a question of its own, and not a remark on the one before it (按百分比说).
_QUESTION = re.compile(r"多少|几|哪|谁|吗|呢|什么|怎|如何|为何|是否|多大|多高|[？?]$|占比|增速|排名")


# 说的是新收案件，哪年多: which of the things before was meant.
_SINCE = re.compile(r"^(?:就)?[从自]\s?((?:19|20)\d{2})\s?年?(?:开始)?(?:算|统计|看|数)?起?[。？?]?$")
_MEANT = re.compile(r"^(?:我)?(?:说的|指的|问的|讲的|我是说|就是说|也就是|按|只[看说算要])(?:就)?是?(?!.*[？?].)")


def _with_remarks(pieces: list[str]) -> list[str]:
    """The pieces of a turn, remarks joined to the question that they stand behind."""
    found: list[str] = []
    for piece in pieces:
        remark = not _QUESTION.search(piece) or _MEANT.match(piece) or is_suspicion(piece)
        if found and (since := _SINCE.match(piece)):
            found[-1] = f"{since[1]}年以来{found[-1]}"
        elif found and remark:
            found[-1] += piece
        else:
            found.append(piece)
    return found


_SUM = r"(?:总金?额|金额|[款贷资]额|案值|货值|产值|罚没款|资金|费用)"
_COUNT = r"(?:[笔件户家人项次宗起]数|项目数|批次数?|企业数?|数量|人次)"
# 登记金额及惠及企业数, 笔数和金额: a sum and a count of one subject are two questions.
_BOTH_OF_ONE = tuple(
    re.compile(
        rf"^(?P<head>[^，,。；;？?]{{4,}}?)(?P<first>{first})(?:以?及其?|和|与|、|跟)(?P<second>[\u4e00-\u9fff]{{0,6}}?{second})"
        r"(?:各自?|分别)?(?:是|为|有|达)*(?:多少|几何)?[？?。]?$"
    )
    for first, second in ((_SUM, _COUNT), (_COUNT, _SUM))
)


def _measures_of_one(question: str) -> list[str]:
    """The two questions of one that asks for a sum and a count of one subject; empty for any other."""
    found = next((m for pattern in _BOTH_OF_ONE if (m := pattern.match(question))), None)
    if found is None or re.search(r"[比谁哪占和与跟]", found["head"]):
        return []
    return [f"{found['head']}{found[name]}是多少？" for name in ("first", "second")]


def parts(question: str) -> list[str]:
    """The questions of one turn: 增速呢？在全市排第几？ -> two."""
    found = [p.strip() for p in re.split(r"(?<=[？?])", question) if p.strip()]
    found = _with_remarks(found)
    if len(found) > 1:
        return found
    question = found[0] if found else question
    both = re.match(
        r"^(.{4,}?)(?:和|及|与|，|、)(?:其|它的)?((?:同比|平均)?(?:增速|增幅|占比|排名))(?:各?(?:是|分别)?(?:多少|如何|怎样|一起说下?))?[？?]?$",
        question,
    )
    if both and not re.search(r"比|谁|哪", both[1]):
        return [both[1], both[2] + "是多少？"]
    if paired := _measures_of_one(question):
        return paired
    clauses = [c.strip() for c in _NEXT.split(question) if c.strip()]
    if len(clauses) > 1 and all(_ASKING.search(c) for c in clauses):
        return clauses
    return [question]
