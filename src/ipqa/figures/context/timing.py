"""The time of a figure: the nearest mention, from its clause up to the document."""

import re
from dataclasses import dataclass

from ...records import Basis, Stat
from ..clauses import Setting
from ..sentence import Sentence
from ..values.quantities import Quantity
from .calendars import Calendar, Time, reviewed
from .periods import Period, year_of


@dataclass(frozen=True, slots=True)
class Now:
    """What is in force where a sentence begins; ``several`` are the years that a heading reviews together."""

    time: Time
    dates: Calendar
    target: bool
    spanned: bool
    several: str | None


_LEVEL = re.compile(r"(?:到了?|达|至|突破|超过?|为|稳定在|保持在|居|位列?)[ \u3000约近逾]*$")
_STANDS = re.compile(r"(?:达到?|为|增至|提高到|保持在)[ \u3000]*$")
_FLOW = re.compile(r"累计|年均|新增|增加(?!到|至|值)|共|五年[^，。]*(?:增长|建成)")
_COMPARED = re.compile(r"(?:[比较]|高于|低于|[好快慢优高低多少大小]于|相当于)[ \u3000]*$")
# 2021年以来, 2006年起: since when, not when.
_SINCE = re.compile(r"(?:以来|起|开始|以前|之前|后|建成|成立|颁布|实施|修[订正]|版)")
# 上年旧存 60 件，审结 871 件: the year of what was carried over is that of its number alone.
_CARRIED = re.compile(r"[^，。；\d]{0,4}(?:旧存|结转|遗留|未结|转入|留存)")
_OF_IT = re.compile(
    r"[ \u3000]*(?:末|底|同期|全年|时|首发时)?[ \u3000]*的?[ \u3000]*(?:约|近|超过?|逾|不到|不足)?[ \u3000]*"
    r"|的[\u4e00-\u9fff]{2,10}[ \u3000]*"
)
# 上年同期为 93 件, 去年同期申请量仅为 12 件: a level of the year before.
_WAS_THEN = re.compile(
    r"[ \u3000]*的?(?:(?![增减升降])[\u4e00-\u9fff]){0,10}?(?:仅为|只有|仅有|仅|为|是|有|达到?|[:：])?[ \u3000]*"
    r"(?:约|近|超过?|逾|不到|不足)?[ \u3000]*"
)
_LEVELS: tuple[Stat, ...] = ("count", "amount", "quantity", "share", "rate", "per_capita")
_BEGINS = re.compile(r"(?:从|由|自)[^，。；]{0,6}$")
_START = re.compile(r"[从由][ \u3000]*$")
_FROM = re.compile(r"(?:[比较由从自]|上升自)[ \u3000]*$")


def period_of(sentence: Sentence, quantity: Quantity, where: Setting, stat: Stat, now: Now) -> tuple[str | None, Basis]:
    """The nearest mention before the number in its sentence; a baseline (较上年的 842 件) only for its own number."""
    inside = [p for p in sentence.times if p.end <= quantity.start and not _remarked(sentence, p, quantity)]
    own = inside[-1] if inside and inside[-1].start >= where.left_start else None
    if own and _baseline(sentence, own) and _OF_IT.fullmatch(sentence.text, own.end, quantity.start):
        return _of_baseline(sentence, own, inside[:-1], now), "clause"
    if own and own.baseline and stat in _LEVELS and _was_then(sentence, own, quantity):
        return _of_baseline(sentence, own, inside[:-1], now), "clause"
    if own and stat == "ratio" and _HELD_AGAINST.fullmatch(sentence.text, own.end, quantity.start):
        inside = inside[:-1]  # 是上年的 1.6 倍: what it is held against
    if own and _CARRIED.match(sentence.text, own.end):
        return resolved(own, [], now), "clause"
    plain = [p for p in inside if not aside(sentence, p)]
    if plain:
        nearest = plain[-1]
        basis: Basis = "clause" if nearest.start >= where.clause_start else "sentence"
        iso = resolved(nearest, plain[:-1], now)
        if iso is None and nearest.kind == "span" and nearest.start < where.clause_start and _STANDS.search(where.left):
            return now.time.iso, now.time.basis  # 近六年出货 2000 万台，总规模达到 300
        if in_stock(sentence, nearest) and now.dates.told:
            return now.time.iso, now.time.basis  # 现有 in a report on one year
        if iso or nearest.kind != "part":
            spanned = nearest.kind == "span" and nearest.years > 0
            return _closed(iso, where.left, stat) if spanned else iso, basis
    if not plain and (since := _since(sentence, inside)):
        last = year_of(now.dates.told) or now.dates.review
        return (_closed(f"{since}/{last}", where.left, stat) if last and last > since else None), "sentence"
    later = [
        p
        for p in sentence.times
        if p.start >= quantity.end and p.iso and p.start - quantity.end < 12 and p.kind == "range"
    ]
    if later:
        return later[0].iso, "sentence"
    if now.spanned:
        return _in_review(sentence, quantity, where, stat, now.time.iso), now.time.basis
    if stat == "growth_annual" and now.time.basis in ("section", "document") and len(now.time.iso or "") == 4:
        return now.several or now.time.iso, now.time.basis
    return now.time.iso, now.time.basis


def _in_review(sentence: Sentence, quantity: Quantity, where: Setting, stat: Stat, iso: str | None) -> str | None:
    """The years a review of several tells of, for what was done in them; the last one for what there is: 企业 30 家."""
    closed = _closed(iso, where.left, stat)
    if closed != iso or iso is None or stat not in _LEVELS or _BEGINS.search(where.left):
        return closed
    part = sentence.text.startswith("其中", where.clause_start)  # 累计推出 259 项，其中首创 56 项
    words = sentence.text[sentence.start if part else where.clause_start : quantity.start] + where.tail
    return iso if _DONE.search(words) else iso[-4:]


# What was done, built, given or got in the years under review.
_DONE = re.compile(
    r"(?<![高特创更革清])新(?![能兴型材质三媒])|净增|累计|五年|年均|每年|改[造建善]|扩[建招]|建[设成](?!用地|规模|银行)|完成|治理|整治|实施|推[进动出]|修[复订建]|筹集|培[育训]|打造"
    r"|获|评|入选|进入|制定|提请|出台|印发|发[布放现行]|惠及|服务|投[入产放]|争取|开[展工通挖辟行设]|举办|召开|设[置立]|布局|节[约省]|化解"
    r"|引[进育]|吸引|就业|植树|造林|承[担接]|牵头|清[理退]|淘汰|压减|取消|下放|办[理成结]|解决|查处|破获|应对|消除|重组|组建|创建"
    r"|减[税免]|支持|奖[补励]|兑现|促成|安置|救助|选派|落地|挂牌|签[约订]|退[税出]|完善|[减降]少|转移|带动|追回|成为|跨|迈|迁"
)


def _since(sentence: Sentence, inside: list[Period]) -> int | None:
    """The year that a sum is counted from: 2019年以来，累计融资 621 亿元."""
    opened = (p for p in inside if p.kind == "date" and len(p.iso or "") == 4)
    return next((year_of(p.iso) for p in opened if _COUNTED_FROM.match(sentence.text, p.end)), None)


_COUNTED_FROM = re.compile(r"[ \u3000]*(?:以来|至今|起[，,至累])")


def _remarked(sentence: Sentence, period: Period, quantity: Quantity) -> bool:
    """Whether a mention stands in a bracketed remark with a number of its own: 增长 38 %（2023年为 106 件），其中…."""
    if not sentence.brackets:
        return False
    closed = (b for b in sentence.brackets if b[0] < period.start and period.end < b[1] <= quantity.start)
    return any(_OWN_NUMBER.search(sentence.text, period.end, b[1]) for b in closed)


_OWN_NUMBER = re.compile(r"\d[ \u3000]*(?![年月日\d])")


_HELD_AGAINST = re.compile(r"[ \u3000]*(?:末|底|同期)?[ \u3000]*的[ \u3000]*(?:约|近|超过?)?[ \u3000]*")


def _was_then(sentence: Sentence, own: Period, quantity: Quantity) -> bool:
    """Whether a number is the level of the year before: 授权 98 件，上年同期为 93 件."""
    compared = sentence.text[own.start - 1 : own.start] in ("比", "较")
    return not compared and _WAS_THEN.fullmatch(sentence.text, own.end, quantity.start) is not None


def _baseline(sentence: Sentence, period: Period) -> bool:
    before = sentence.text[max(sentence.start, period.start - 4) : period.start]
    return period.baseline or _FROM.search(before) is not None


def _of_baseline(sentence: Sentence, own: Period, earlier: list[Period], now: Now) -> str | None:
    """The time of what is compared with: 较 2021 年的 12 件, 较上年同期的 842 件."""
    if own.kind not in ("relative", "part"):
        return own.iso
    said = next((p for p in reversed(earlier) if not aside(sentence, p)), None)
    dates = now.dates
    iso = resolved(said, [], now) if said else now.time.iso
    year = year_of(iso) or dates.review or dates.anchor
    if year is None:
        return None
    if own.kind == "relative" and own.baseline and iso and str(year) in iso:
        return iso.replace(str(year), str(year + own.offset))
    counted = dates.counted(own)
    if own.deictic and counted and counted + own.offset < year:
        return own.resolve(counted)  # 去年 is 2024, 前年年底是 4 件
    return own.resolve(year) if own.kind == "relative" and (iso or dates.review) else own.resolve(counted)


_TIMES_OF = re.compile(r"[ \u3000]*(?:末|底|同期)?的[ \u3000约近超过]*[\d.]+[ \u3000]*(?:多|余)?倍")
_LIKENED = re.compile(r"[ \u3000]*(?:末|底|同期)?[ \u3000]*(?:相比|相较|比较|比[，,])")


def in_stock(sentence: Sentence, period: Period) -> bool:
    """Whether a mention says that something is there (现有), and not up to which day (截至目前)."""
    return period.kind == "open" and sentence.text.startswith("现", period.start)


def aside(sentence: Sentence, period: Period) -> bool:
    """Whether a mention says since when, or what is compared with, and not when."""
    text = sentence.text
    before = text[max(sentence.start, period.start - 4) : period.start]
    if period.kind in ("date", "relative") and _START.search(before):  # 从 2021 年的 210 件增加到 365 件
        return True
    if _CARRIED.match(text, period.end) or _TIMES_OF.match(text, period.end):
        return True  # 是 2020 年的 2.3 倍
    if before.endswith(("与", "同", "和", "跟", "比")) and _LIKENED.match(text, period.end):
        return True  # 与上年相比，合同金额增加…
    if period.baseline or (_COMPARED.search(before) and period.kind != "open"):
        return True
    if period.kind == "relative" and period.offset < 0 and before[-1:] == "为":
        return True
    if period.kind == "open":
        return False
    if before.endswith(("到", "至")):  # 到 2027 年建成 40 家
        return False
    return period.kind == "date" and _SINCE.match(text, period.end) is not None and period.iso is not None


def resolved(period: Period, earlier: list[Period], now: Now) -> str | None:
    """The ISO time of a mention behind others of its sentence; None where it names no sure one."""
    dates, time = now.dates, now.time
    dated = (p.resolve(dates.counted(p)) for p in reversed(earlier) if p.kind != "part")
    told = next(filter(None, map(year_of, dated)), None)
    if period.kind == "span":
        if dates.covers and period.covering(year_of(dates.covers)) == dates.covers:
            return dates.covers
        # 近三年 of a document that reports on no one year says no years.
        sure = dates.review or time.basis in ("section", "document") or period.years < 0
        return period.covering(told or (reviewed(dates, time, now.target) if sure else None))
    if period.kind == "part":
        year = told or reviewed(dates, time, now.target) or (dates.anchor if period.part else None)
        return period.resolve(year)
    return period.resolve(dates.counted(period) or (year_of(time.iso) if period.kind == "relative" else None))


def _closed(iso: str | None, left: str, stat: Stat) -> str | None:
    """A level that several years led up to is of the last of them: 五年来…增加到 7 万家."""
    if iso is None or stat.startswith("growth") or stat in ("change_abs", "diff_pp", "ratio"):
        return iso
    if _BEGINS.search(left):
        return iso
    level = stat in ("rate", "share", "per_capita", "rank") or _LEVEL.search(left)
    return iso[-4:] if level and not _FLOW.search(left) else iso


# 比例为 6 %，2022年为 7 %; 2020年的时候，这个数还只有 50 件.
_ONLY_THEN = re.compile(r"[^。；\d]{0,14}(?:只有|才有|才(?=\d)|仅有|仅为|不过|不到|不足)")
_SAID = re.compile(r"[ \u3000]*(?:为|是|达到?|有|[:：])?[ \u3000]*(?:约|近|超过?)?[ \u3000]*\d[\d.,]*[^，；\d]{0,8}")
_BEHIND = re.compile(r"\d[^，；\d]{0,6}[，；]$")


def looks_back(told: str | None, sentence: Sentence, period: Period) -> bool:
    """Whether a year before the one told of is only held against it, and dates no other number."""
    year, review = period.iso or "", (told or "")[:4]
    if period.kind != "date" or len(year) != 4 or len(review) < 4 or year >= review:
        return False
    if _ONLY_THEN.match(sentence.text, period.end):
        return True
    behind = _BEHIND.search(sentence.text[sentence.start : period.start])
    return bool(behind and _SAID.fullmatch(sentence.text, period.end, sentence.end))
