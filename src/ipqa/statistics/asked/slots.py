"""Text -> Slots: which indicator, where, when, of whom a piece of a question names. Pure functions over tables."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ...figures.context.periods import Period, periods
from ...figures.context.regions import Region, contains
from ...figures.vocabulary import Concept, Member, concept, members
from ...text import fold, is_han, simplified, words
from .lexicon import expand, operations, vocabulary
from .marks import bearers_in, shown
from .places import places_named
from .scoping import unmarked
from .telling import marks, roles_said, telling

ASKS_NUMBER = re.compile(
    r"多少|(?<!哪)几(?=[件项家个名人户笔起份条种类批所宗款成倍万亿百千位元])|多大|第几|多高|百分之几|几成|几倍"
)
# 目标实现了吗, 到 8 亿了没有: what happened is asked, not what was planned.
_ACHIEVED = re.compile(r"(?:实现|完成|达到|达成|达|到|做到).{0,10}了(?:吗|没有|没|么)")
_ASKED = re.compile(
    r"^(?:[一两二三四五六七八九十]{1,2}(?:个|项|种|类|者|区|县|市|省|地|国|州)|哪.*"
    r"|[多几每]?[几每][\u4e00-\u9fff]{1,2}|多几.|增长势头)$"
)
_ASKED_UNIT = re.compile(
    r"(?:多少|几|每)(?:万|亿|千|百|号|个(?=人))*(件次|人次|批次|件|项|家|个|名|人|户|笔|起|份|条|种|类|批|所|宗)"
)
# 居全国第几, 在全省能排第几: how far a rank reaches, not where the number holds.
_SCOPE = re.compile(
    r"(?:全国|全球|世界|中国|我国|国内|[\u4e00-\u9fff]{2,4}(?:省|市))(?=(?:范围)?(?:内|里|中)?(?:能|可)?(?:排|居|列|位|第(?![一二三四](?:产业|季度))))"
)
_RANKED_IN = re.compile(
    r"(?:全[省市国]|境)?(?:范围)?(?:内|里面|里|中)?(?:能|可以|可|又|大概|究竟|到底)?(?:排|居|列|位列|位居|是?第几)"
)
_PART = re.compile(r"(?:上|下)半年|第?[一二三四]季度|前[三两]个?季度|1[ ]?[-—–至到~]+[ ]?(?:1[0-2]|[2-9])月(?:份)?")
_APPLIED = re.compile(r"申请|申报|递交|提交|PCT|pct")
# 压减到多少个月, 平均几天: a length of time in the unit named.
TIME_ASKED = re.compile(r"(?:多少|几)个?(工作日|自然日|小时|星期|月|周|天)(?![份底末初度])")
_GRANTED = re.compile(r"申请授权|授权公告")
# Bodies that act, and hold no rights.
_BODIES = re.compile(r"(?:公安|检察|税务|行政|司法|执法|海关|审判|监管|行政执法)机关")
# 几个人 counts heads; 个人 as a member holds rights.
_HEADS = re.compile(r"(?:多少|几|[一两二三四五六七八九十百千万])个人")
_NO_RIGHT = re.compile(r"发明奖|发明人|发明家|发明创造|发明者|商标局|专利局|专利法|商标法|著作权法")


@dataclass(frozen=True, slots=True)
class Slots:
    """What one operand of a question names; None and empty mean that it does not say.

    ``part`` is a part of a year that is not named (上半年), as an ISO period with YYYY for the year.
    """

    text: str
    concept: Concept
    members: tuple[Member, ...] = ()
    stat: str | None = None
    unit: str | None = None
    period: str | None = None
    period_text: str | None = None
    open_period: bool = False
    region: str | None = None
    status: str | None = None
    words: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    part: str | None = None


def slots(text: str, home: str | None = None, anchor: int | None = None) -> Slots:
    """The slots of one piece of text."""
    text = simplified(text)
    table = operations()
    dated = _years(text)
    times = [p for p in periods(dated) if not p.baseline and not _held_against(text, p)]
    said = _blanked(text, roles_said(text))
    stat = next((name for name, pattern in table.stats if pattern.search(text)), None)
    ranked = _SCOPE.search(text) if stat == "rank" else None
    everywhere = places_named(text, home)
    places = _ranked(text, everywhere, ranked) if stat == "rank" else everywhere
    if stat == "share":
        places = _of_the_part(text, places)
    resolved = [(p, p.resolve(anchor)) for p in times]
    named = [(p, iso) for p, iso in resolved if iso]
    return Slots(
        text=text,
        concept=meant(said),
        members=tuple(dict.fromkeys((*members(_BODIES.sub("", _HEADS.sub("", said))), *bearers_in(text)))),
        stat=stat,
        unit=next((name for name, pattern in table.units if pattern.search(text)), None),
        period=named[-1][1] if named else None,
        period_text=dated[named[-1][0].start : named[-1][0].end] if named else None,
        open_period=any(p.kind == "open" for p in times),
        region=places[-1].name if places else None,
        status=_status(said),
        words=content_words(text, times, everywhere),
        focus=_focus(text, home),
        part=_part(text) if not named else None,
    )


def _held_against(text: str, time: Period) -> bool:
    """Whether a time is only what is compared with: 比2022年, 跟上年比."""
    if text[time.start - 1 : time.start] in ("比", "较"):
        return True
    relative = not re.search(r"\d", text[time.start : time.end])
    return relative and bool(re.match(r"(?:同期)?相?比", text[time.end :])) and text[time.start - 1] in "跟同与和"


def _of_the_part(text: str, places: list[Region]) -> list[Region]:
    """Of a share the places of its part, where it has any: 思明区…占厦门市的比重."""
    at = text.find("占")
    return [r for r in places if r.start < at] or places


def _ranked(text: str, places: list[Region], scope: re.Match[str] | None) -> list[Region]:
    """Of a rank the place that has it, not the one around it: 甲省各市…位次里，乙市排第几."""
    within = [r for r in places if any(r.name != o.name and contains(o.name, r.name) for o in places)]
    if within:
        return within
    around = [r for r in places if (scope and scope.start() == r.start) or _RANKED_IN.match(text, r.end)]
    alone = len(around) == len(places) == 1 and text[around[0].start - 1 : around[0].start] not in (
        "在",
        "于",
        "占",
        "居",
    )
    has_it = alone and around[0].name not in ("全国", "全球", "中国")
    return places if has_it else [r for r in places if r not in around]


def _part(text: str) -> str | None:
    """The part of a year that a question names without the year: 上半年 -> YYYY-01/YYYY-06."""
    found = _PART.search(text)
    iso = periods(f"2000年{found.group()}")[0].iso if found else None
    return iso.replace("2000", "YYYY") if iso else None


def _status(text: str) -> str | None:
    """Whether a target, a forecast or what happened is asked."""
    table = operations()
    achieved = _ACHIEVED.search(text)
    if table.target.search(text) and not achieved:
        return "target"
    if table.forecast.search(text) and not achieved:
        return "forecast"
    return "actual" if achieved or table.actual.search(text) else None


def meant(text: str) -> Concept:
    """The concept of a phrase: 申请授权量 is what is granted, 发明奖 and 发明人 are no patents."""
    found = concept(_GRANTED.sub("授权", _NO_RIGHT.sub("", text)))
    if found.object is None and "授权量" in found.measures and "授权" not in text:
        return replace(found, measures=found.measures - {"授权量"})  # 授予一等奖
    if found.object is None and "申请量" in found.measures and not _APPLIED.search(text):
        return replace(found, measures=found.measures - {"申请量"})  # 案件受理数
    return found


def asked_unit(question: str) -> str | None:
    """The counting word a question asks with: 几笔, 多少家."""
    found = _ASKED_UNIT.search(question)
    return found[1] if found else None


def _focus(text: str, home: str | None) -> tuple[str, ...]:
    """The words of the clause that asks, where a question has several: 查处商标侵权案件，罚没了多少 -> 罚没."""
    clauses = [c for c in re.split(r"[，,；;？?]", text) if c.strip()]
    asking = [c for c in clauses if ASKS_NUMBER.search(c)]
    if len(clauses) < 2 or len(asking) != 1:
        return ()
    return content_words(asking[0], periods(asking[0]), places_named(asking[0], home))


def _years(text: str) -> str:
    """A bare year between separators is a year: 投诉量 2021 西工区. Same length."""
    return re.sub(r"(?<![\d.])((?:19|20)\d{2})[ ，,](?!\d)", r"\1年", text + " ")[: len(text) + 1].rstrip() or text


def content_words(text: str, times: list[Period], places: list[Region]) -> tuple[str, ...]:
    """The words that say what is asked, without those of time, place, source, asking and counting; folded, in order."""
    spans = [(p.start, p.end) for p in times] + [(r.start, r.end) for r in places]
    spans += [m.span() for pattern in (vocabulary().asides, _SCOPE, _PART) for m in pattern.finditer(text)]
    plain = shown(_blanked(text, [*spans, *roles_said(text)]))
    plain = re.sub(r"(?<![\d.])(?:19|20)\d{2}(?![\d.])", " ", plain)
    clauses = [(clause, _clause_words(clause)) for clause in re.split(r"[，。；,;:：？?！!—]+", plain)]
    found = telling(clauses)
    done = [m[1] for m in _DONE.finditer(plain)]
    return tuple(dict.fromkeys([*done, *found, *marks(text)]))


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """A text with blanks in place of spans. Same length."""
    return "".join(" " if any(a <= i < b for a, b in spans) else c for i, c in enumerate(text)) if spans else text


def _clause_words(clause: str) -> list[str]:
    """The words of a clause but those of asking and lone characters."""
    parts = re.split(r"[\s、（）()“”‘’\"《》⟪⟫]+", clause)
    found = [w for part in parts for w in joined(expand(part))]
    return [w for w in found if (len(w) > 1 or not is_han(w)) and not _ASKED.match(w)]


# What was done, told by one character before how much: 撤了多少件, 赔了多少. Without it another thing is asked.
_DONE = re.compile(
    r"(?<![起上公审裁评宣吸回征营行推经核新])([结判审收撤驳退缴卖租毁封诉告赔捐拍])(?:了|(?:掉|出去|进来|走)了?)(?=多少|几)"
)


def joined(text: str) -> list[str]:
    """Words without stop words, and what single characters side by side spell that the dictionary lacks (质|权)."""
    stop = operations().stop
    kept: list[str] = []
    run = ""
    for word in [*words(text), ""]:
        if len(word) == 1 and is_han(word):
            run += word
            continue
        kept += _spelled(run, stop)
        run = ""
        if word and word not in stop:
            kept.append(word)
    return kept


def _spelled(run: str, stop: frozenset[str]) -> list[str]:
    """The terms of the field in a run of single characters; where there are none, what stop words leave of it."""
    if terms := operations().terms.findall(run):
        return list(terms)
    short = "|".join(map(re.escape, sorted(stop & set(run)))) or "$^"
    return [] if run in stop else [part for part in re.split(short, run) if part and part not in stop]


def covered(word: str, text: str) -> bool:
    """Whether a folded, expanded text holds a word, one of its group, or its parts (贯标认证 in 贯标…认证)."""
    if word.startswith("出口"):
        text = text.replace("进出口", "□")  # 出口 is no 进出口
    if word in text:
        return True
    same = vocabulary().same
    if vocabulary().kinds.get(word, word) in text or any(other in text for other in same.get(word, ())):
        return True
    if len(word) < 3 or not is_han(word[0]):
        return False
    if len(word) == 3:  # 授权量: the quantity of something; 侵权|案, 班|招生: what the dictionary cut amiss
        whole = word[-1] in "量数额值级" or (word[-1] in "案班" and word[-1] in text)
        return (whole and covered(word[:2], text)) or (word[0] in text and covered(word[1:], text))
    pairs = [word[i : i + 2] for i in range(0, len(word) - 1, 2)] + [word[-2:]]
    return all(pair in text or any(other in text for other in same.get(pair, ())) for pair in pairs)


@lru_cache(maxsize=1 << 14)
def prepared(text: str) -> str:
    """A text ready for ``covered``."""
    return fold(expand(unmarked(simplified(text))))
