"""Questions that suspect a contradiction: 到底是多少，我看到两个数; 是 32 件、32 项还是 4 笔; 是谁.

What the documents say otherwise is shown, each with its quote.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from ..audit import roles_in_conflict
from ..figures.values.quantities import Quantity, quantities
from ..records import Document, Figure, Note
from ..statistics import Known, Query
from ..statistics.asked.slots import covered, prepared
from ..statistics.matching.wording import own_words, weight
from .checking import doubts_parts
from .citing import Citing, mark
from .phrasing import itemised

# What a suspicion is told by: 两个数, 前后不一致, 说法一致吗, 以哪个为准.
_DOUBT = (
    r"(?:两|几|多)(?:个|种|处)(?:不同的?)?(?:数(?!据中心)|版本|说法|口径)|不一样|不一致|对不上|矛盾|打架|出入|不统一|不相符|冲突"
    r"|哪(?:一)?(?:个|处|边)(?:数|才)?(?:是)?(?:对|准)|以(?:哪|谁)(?:一)?[个处边]?为准|(?:说法|口径|写法|前后|两处|各处|处处|几处)[^，,。；;？?]{0,6}(?:一致|一样|统一|相同|同一个)"
)
_DISPUTED = re.compile(rf"到底|究竟|{_DOUBT}")
# A clause that only tells of the suspicion and asks for no number of its own.
_REMARK = re.compile(
    rf"[，,。；;？?\s]+[^，,。；;？?\s多]{{0,10}}?(?:{_DOUBT})[^，,。；;？?\s多几]{{0,6}}(?=[，,。；;？?\s]|$)"
)
# 报告前后说法不一，专利授权量是多少: the same in front.
_ONLY = re.compile(rf"[^多]{{0,12}}?(?:{_DOUBT})[^多几]{{0,6}}")
_FORE = re.compile(rf"^[^，,。；;？?\s多少]{{0,12}}?(?:{_DOUBT})[^，,。；;？?\s多几]{{0,4}}[，,。；;？?]+(?=.{{4,}})")
# 怎么有两个数, 为什么…会有两种说法.
_CAUSE = re.compile(r"为(?:什么|何|啥)|怎么|咋|凭什么")
_TWO = re.compile(
    rf"(?:{_CAUSE.pattern})?(?:会|又)?(?:有|出现|存在)了?(?:两|几|多)(?:个|种|处)(?:不同的?)?(?:数[字值据]?|版本|说法|口径)(?:是?多少)?"
)
# 专利授权量在前后两处的说法一致吗: what is asked is the number, and whether it is one.
_AGREES = re.compile(
    r"(?:在|于|的)?(?:(?:文中|文内|报告|白皮书|公报|正文|表[格中里]?|发布会|里|中|内|和|与|跟|同)*)"
    r"(?:前后|两处|各处|几处|多处|不同地方|上下文)+(?:的|里)?(?:说法|写法|数[字值据]?|口径|记载|表述|写的|说的)?(?:都|是不是|是否|有没有)*"
    r"(?:一致|一样|统一|相同|同一个(?:数)?|矛盾|冲突|出入|打架|对得上|不一致|不一样|对不上)(?:的)?[吗么呢嘛没有]*[？?。]?$"
)
# 正文和表里的专利授权量一样吗.
_BOTH = re.compile(
    r"(?:正文|文[中字内]|表格?[里中内]?|附表|图[中里]?|前面|后面|概述|摘要)[和与跟同]"
    r"(?:正文|文[中字内]|表格?[里中内]?|附表|图[中里]?|前面|后面|概述|摘要)(?:[里中内]|写|说|给出|的)*"
)
_ALIKE = re.compile(
    r"(?:都|是不是|是否|有没有)*(?:一致|一样|统一|相同|同一个数?|矛盾|冲突|出入|打架|对得上|不一致|不一样|对不上)(?:的)?[吗么呢嘛没有]*[？?。]?$"
)
_ASKS = re.compile(r"一致|一样|统一|相同|同一个|矛盾|冲突|出入|打架|对[得不]上")
# Why one number is less than another that should not exceed it: the two numbers and what lies between them.
_WHY = re.compile(
    r"(?:为(?:什么|何|啥)|怎么(?:会|反而)?|咋(?:会)?|凭什么)(?=[^，,。；;？?]{0,30}比|.{0,6}[多少大小高低])"
)
_LESS = re.compile(
    r"(?P<than>比.{2,40}?)(?:还要?|反而|竟然?|居然|倒)?(?:要|来得)?(?P<way>[多少大小高低])(?:呢|啊|了|些)?[？?。]?$"
)
_MEASURED = re.compile(r"(?:总?[量数额]|金额|总额|规模)$")
_REVISED = re.compile(r"修订|更正|调整|核[减增定]|此前|相等|一致")
_WHO = re.compile(r"谁|哪[一]?[家个所]")
_MOST = 4


def without_suspicion(question: str) -> tuple[str, bool]:
    """A question without the clause that tells of a suspicion, and whether it suspects a contradiction."""
    if _WHY.search(question) and (less := _LESS.search(question)):
        way = {"大": "多", "小": "少"}.get(less["way"], less["way"])
        return f"{_CAUSE.sub('', question[: less.start()])}{less['than']}{way}多少？", True
    if not doubts_parts(question) and (both := _BOTH.search(question)) and (alike := _ALIKE.search(question)):
        return f"{question[: both.start()]}{question[both.end() : alike.start()]}是多少？", True
    if not _DISPUTED.search(question):
        return question, False
    plain = _FORE.sub("", _REMARK.sub("", question)).strip()
    if plain == question and not doubts_parts(question) and (agrees := _AGREES.search(question)):
        return f"{question[: agrees.start()].rstrip('，, ')}是多少？", True
    if _TWO.search(plain):
        plain = _CAUSE.sub("", _TWO.sub("是多少", plain))
    return (question if doubts_parts(question) else plain or question), True


def settled(question: str, status: str, said: Sequence[str]) -> list[str]:
    """What is said behind an answer in which nothing contradicts: that nothing does, or that no reason is given."""
    if _WHY.search(question) and _LESS.search(question):
        return ["资料没有说明原因，两者的口径或名称可能有出入，存疑，请核对原文。"]
    plain = status == "answered" and not _REVISED.search("".join(said))
    return ["资料中没有查到与此不同的数值。"] if plain and _ASKS.search(question) else []


def is_suspicion(piece: str) -> bool:
    """Whether a piece of a turn only tells of a contradiction: 以哪个为准, 为什么两处不一样."""
    return bool(_ONLY.fullmatch(re.sub(r"[，,。；;？?\s]", "", piece)))


def otherwise(query: Query, first: Known, known: Iterable[Known]) -> list[Known]:
    """The figures that claim to be what was asked with another number than the one shown, by whatever name.

    Their own names say nothing that the question does not, and their sentences and headings say all of it.
    """
    asked, words = prepared(query.question), [w for w in query.whole.words if len(w) > 1]
    kept: list[Known] = []
    values = {first.figure.normalized_value}
    for other in known:
        figure = other.figure
        if other.digest or figure.normalized_value in values or not _alike(first.figure, other):
            continue
        own = prepared(figure.region or "") + (other.document.region or "")
        # 质押融资金额 is 质押融资: how much of it there is need not be said.
        plain = _MEASURED.sub("", figure.indicator)
        unsaid = [w for w in own_words(plain) if not covered(w, asked + own)]
        if not unsaid and all(covered(w, other.name + other.sentence + other.heading + own) for w in words):
            values.add(figure.normalized_value)
            kept.append(other)
    return kept[:_MOST]


def _alike(a: Figure, other: Known) -> bool:
    """Whether two figures are of one kind, place and time, as far as both say when."""
    b = other.figure
    periods_fit = a.period == b.period or not (a.period and b.period) or _last_year(other) == a.period
    members = dict(a.dimensions), dict(b.dimensions)
    apart = any(members[0][d] != members[1][d] for d in members[0].keys() & members[1].keys())
    same = (a.stat, a.normalized_unit, a.region, a.status) == (b.stat, b.normalized_unit, b.region, b.status)
    return same and periods_fit and not apart


def _last_year(known: Known) -> str | None:
    """The year that 去年 is where it is said in a document of a known date."""
    f, issued = known.figure, known.document.issued_on
    if not issued or not re.search("去年|上年(?!同期)", known.document.text[max(0, f.start - 30) : f.value_start]):
        return None
    return str(int(issued[:4]) - 1)


def offered(question: str) -> list[Quantity]:
    """The numbers that a question offers for choice: 是 32 件、32 项还是 4 笔; empty where it offers none."""
    at = question.find("还是")
    if at < 0:
        return []
    numbers = [q for q in quantities(question) if q.kind != "rank"]
    around = any(q.end <= at for q in numbers) and any(q.start >= at for q in numbers)
    return numbers if around else []


def chosen(query: Query, numbers: Iterable[Quantity], known: Iterable[Known]) -> list[tuple[Quantity, Known | None]]:
    """For each number offered the figure that has it and is of what is asked; None where there is none."""
    spoken = prepared("".join(query.question[q.start : q.end] for q in numbers))
    words = [w for w in query.whole.words if len(w) > 1 and not w[0].isdigit() and not covered(w, spoken)]
    figures = [k for k in known if not k.digest and k.figure.duplicate_of is None]
    return [(q, _bearer(q, words, query.whole.region, figures)) for q in numbers]


def _bearer(number: Quantity, words: Sequence[str], region: str | None, figures: Iterable[Known]) -> Known | None:
    total = sum(map(weight, words)) or 1.0
    best, most = None, 0.5
    for known in figures:
        figure = known.figure
        same = (figure.normalized_value, figure.normalized_unit) == (number.normalized_value, number.normalized_unit)
        if not same or (region and figure.region and figure.region != region):
            continue
        said = known.name + known.clause + known.sentence
        share = sum(weight(w) for w in words if covered(w, said)) / total
        if share > most:
            best, most = known, share
    return best


def write_choice(pairs: Sequence[tuple[Quantity, Known | None]], question: str, citing: Citing) -> str:
    """What each number offered is in the documents, and which of them is nowhere; empty where none is there."""
    held = list(dict.fromkeys(k.figure.id for _, k in pairs if k))
    if not held:
        return ""
    shown = {k.figure.id: f"{itemised(k)}{mark(citing.figure(k))}" for _, k in pairs if k}
    text = "；".join(dict.fromkeys(shown.values()))
    said = "资料的记载不一致" if contradict(pairs) else "所问的几个数在资料中各有出处，口径不同"
    text = f"{said}：{text}。" if len(held) > 1 else f"{text}。"
    lost = "、".join(question[q.start : q.end].strip("是") for q, k in pairs if k is None)
    return f"{text}资料中没有“{lost}”这个数。" if lost else text


def contradict(pairs: Sequence[tuple[Quantity, Known | None]]) -> bool:
    """Whether the numbers found are of one and the same thing, place and time."""
    found = {k.figure.id: k.figure for _, k in pairs if k}.values()
    what = {(f.indicator, f.dimensions, f.region, f.period, f.stat, f.normalized_unit, f.status) for f in found}
    return len(what) == 1 < len({f.normalized_value for f in found})


def role_notes(question: str, citing: Citing, document: Callable[[str], Document]) -> tuple[list[str], list[Note]]:
    """Where it is asked who bears a role and a document cited names two: the sentence that says so, and its note."""
    if not _WHO.search(question):
        return [], []
    sentences: list[str] = []
    notes: list[Note] = []
    for cited in list(citing.citations)[:_MOST]:
        source = document(cited.document_id)
        for found in roles_in_conflict(source):
            touched = [q for q in found.quotes if q.start < cited.end and cited.start < q.end]
            if not touched or any(note.text.startswith(found.explanation) for note in notes):
                continue
            numbers = tuple(dict.fromkeys(citing.quote(source, q.start, q.end) for q in found.quotes))
            sentences.append(f"注意：原文前后不一致，{found.explanation}。{mark(*numbers)}")
            notes.append(Note("conflict", f"{found.explanation}，请核对原文。", numbers))
    return sentences, notes
