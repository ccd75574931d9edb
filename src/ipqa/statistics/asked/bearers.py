"""Rows and bodies that a question names, in full or in short, marked so that every piece of it keeps them whole.

慈溪市法院 is a row of a table of courts and no place; 隔膜与集流体 is one thing; 负极材料分支 is the row 负极材料 of
a table of branches; 建设银行 is its branch in the one city that a library knows. Which rows there are only the figures
say, so the question is marked with them before it is read, and no rule finds a link, a place or a right in a name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from ...everyday import official
from ...figures.context.regions import contains, regions
from ...figures.context.scopes import scope_aliases
from ...text import words
from .marks import hidden
from .telling import is_of_the_field

# What says of which kind a name is, behind it; not where it goes on (产业增加值, 类型).
_KIND = re.compile(
    r"(?:(?:这|那)[个家条类种])?(?:的)?(?:产业链?(?!化|园|园区|增加值|[总产]值|规模|基地|联盟|导航|数)|行业(?!协会|数)|(?:技术)?分支(?!机构)|(?:技术)?方向"
    r"|(?:技术)?领域|渠道|(?:技术)?路线|途径|环节|板块|赛道|品类|类别|类(?![型似别]))"
)
# Whoever belongs to a trade: the companies of 航空动力, where not they are counted.
_OF_TRADE = re.compile(r"(?:类|的)?(?:那些)?(?:企业|公司|(?<=那些)家)(?![数户]|有?多少[家户]|有?几[家户]|[家总]数)")
_BEHIND = re.compile(
    r"$|[\s\d，,。；;、？?：:（）()⟪⟦]|[的在比占是有里中和与跟及同这那各到谁哪多共一两二三四五六七八九十还更较拿放被向对从把为比]|以及|合计|分别|年|PCT|pct|vs|VS"
)
_BEFORE = re.compile(r"[全非半准亚超次]$")
_BODY = re.compile(
    r"(?:法院|检察院|公安局|分局|海关|银行|分行|支行|营业部|信用社|公司|集团|大学|学院|学校|医院|研究[院所]|中心|局|所|院|厂|店)$"
)
_SEATED = (
    r"(?=(?:(?:高级|中级|人民)*法院|(?:人民)?检察院|公安局|海关|分行|支行|营业部|农商行|农商银行|银行|市场监管局)$)"
)
_COMPANY = re.compile(r"(?:股份|有限|责任|集团|控股|科技|技术)*(?:公司|集团)$")
_TRADE = re.compile(
    r"(?:股份|科技|技术|电子|微电子|装备|工具|材料|能源|汽车|药业|生物|医药|制药|智能|重工|机械|化工|电气|光电|半导体|实业|工业|动力|航空|切削|先进|新)+$"
)
_BRANCH = re.compile(
    r"^(?P<bank>.{2,8}?(?:银行|信用社))(?:股份有限公司)?(?P<place>.{2,8}?)(?P<level>省|市|县|区)?(?P<kind>分行|支行)$"
)
_SHORTEST = 3


def with_bearers(question: str, known: Mapping[str, frozenset[str]]) -> str:
    """The question with the known names that it says marked; ``known`` gives the regions of each name's figures.

    A short form counts where it is that of one name alone, or of one whose figures lie in a place that is asked.
    """
    question = _with_shared_kind(question, known)
    bearers: dict[str, list[str]] = {}
    for name in known:
        for alias in bearer_aliases(name):
            if alias in question:
                bearers.setdefault(alias, []).append(name)
    places = [r.name for r in regions(question)]
    for alias in sorted(bearers, key=lambda a: (-len(a), a)):
        if (bearer := _bearer(alias, bearers[alias], known, places)) is not None:
            question = _marked(question, alias, bearer)
    return _added(question)


# 甲法院加乙法院: what is asked is their sum.
_PLUS = re.compile(r"(?<=⟫)\s*(?:加上?|[+＋])\s*(?=⟪)")
_SUM_SAID = re.compile(r"合计|加起来|之和|总和|一共|总共|共计")


def _added(question: str) -> str:
    """The question with a sum of names told by a word for it."""
    joined = _PLUS.sub("和", question)
    return joined if joined == question or _SUM_SAID.search(joined) else f"{joined.rstrip('？?。')}合计"


def _bearer(alias: str, names: list[str], known: Mapping[str, frozenset[str]], places: Iterable[str]) -> str | None:
    """The one name that a form stands for; None where several may be meant."""
    if alias in names or len(names) == 1:
        return alias if alias in names else names[0]
    told = [n for n in names if any(contains(p, r) for p in places if p not in ("全国", "全球") for r in known[n])]
    return told[0] if len(told) == 1 else None


def _marked(question: str, alias: str, name: str) -> str:
    """Every mention of a form that is no part of a longer word, marked, without the word of its kind behind it."""
    done, position = "", 0
    while (at := question.find(alias, position)) >= 0:
        end = at + len(alias)
        if not _alone(question, at, end, alias):
            done, position = done + question[position:end], end
            continue
        kind = None if _BODY.search(name) else _KIND.match(question, end) or _OF_TRADE.match(question, end)
        done += question[position:at] + hidden(name)
        position = kind.end() if kind else end
    return done + question[position:]


def _alone(question: str, start: int, end: int, alias: str) -> bool:
    """Whether a form stands by itself: the name of a body, or words with what goes on behind them."""
    if question[max(0, start - 1) : start] == "⟦" or question.count("⟦", 0, start) > question.count("⟧", 0, start):
        return False
    if _BODY.search(alias):
        return True
    bounds = _bounds(question)
    unknown = len(words(alias)) > 1 and len(alias) <= 4 and all(len(w) == 1 for w in words(alias))
    if (not unknown and (start not in bounds or end not in bounds)) or _BEFORE.search(question[:start]):
        return False
    behind = question[end:]
    if _KIND.match(behind) or _OF_TRADE.match(behind) or _BEHIND.match(behind):
        return True
    return any(is_of_the_field(w) for w in words(behind)[:1])


@lru_cache(maxsize=64)
def _bounds(text: str) -> frozenset[int]:
    """Where the words of a text begin and end."""
    found, at = {0, len(text)}, 0
    for word in words(text):
        at = text.find(word, at)
        if at < 0:
            break
        found |= {at, at + len(word)}
        at += len(word)
    return frozenset(found)


# 鄞州、慈溪两家基层法院, 甲区跟乙市法院: the kind stands once, behind the places.
_SEAT = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,6}?[省市州](?=[\u4e00-\u9fff]{2,8}[市区县旗]))?(?P<seat>[\u4e00-\u9fff]{2,8}?)(?P<level>[省市区县])?"
    r"(?:人民)?(?P<kind>法院|检察院|海关|公安局)$"
)
_AND = "(?:、|和|跟|与|及|以及|，)"


def _with_shared_kind(question: str, known: Iterable[str]) -> str:
    """The question with bodies of which only the last says its kind marked, each by itself."""
    kinds: dict[str, dict[str, str]] = {}
    for name in known:
        if found := _SEAT.match(name):
            seats = kinds.setdefault(found["kind"], {})
            seats |= {found["seat"]: name, found["seat"] + (found["level"] or ""): name}
    for kind, seats in kinds.items():
        if kind in question:
            question = _each_seat(question, kind, seats)
    return question


def _each_seat(question: str, kind: str, seats: Mapping[str, str]) -> str:
    either = "|".join(map(re.escape, sorted(seats, key=len, reverse=True)))
    counted = r"(?:这)?(?:[两二三四五六七八九\d]+[家个所])?(?:基层|地方)?(?:人民)?"
    row = re.compile(rf"(?P<seats>(?:{either})(?:{_AND}(?:{either}))+){counted}{kind}")
    return row.sub(lambda m: "、".join(hidden(seats[s]) for s in re.findall(either, m["seats"])), question)


@lru_cache(maxsize=1 << 13)
def bearer_aliases(name: str) -> tuple[str, ...]:
    """A name and its usual short forms, the longest first.

    慈溪市法院: 慈溪法院, 慈溪市人民法院; 建设银行某市分行: 建设银行; 某某航发科技公司: 某某航发; 机械工程学院:
    机械学院.
    """
    found = {name, official(name)}
    for form in tuple(found):
        found |= {f for f in _forms(form) if _tells(f)}
    return tuple(sorted(found, key=lambda a: (-len(a), a)))


def _forms(name: str) -> Iterator[str]:
    if _BODY.search(name):
        yield from scope_aliases(name) if name.endswith(("法院", "大学", "公司", "集团")) else ()
        yield from chain.from_iterable(_courts(form) for form in _unseated(name))
    if branch := _BRANCH.match(name):
        bank, place, kind = (
            branch["bank"].removeprefix("中国") if len(branch["bank"]) > 4 else branch["bank"],
            branch["place"],
            branch["kind"],
        )
        yield from (bank, f"中国{bank}", f"{bank}{place}{kind}", f"{place}{bank}", f"{bank}{place}")
    if _COMPANY.search(name):
        stem = _COMPANY.sub("", name)
        yield from (stem, f"{stem}公司", f"{stem}科技", _TRADE.sub("", stem))
    if len(name) > 4 and name.endswith("学院"):
        yield name[:2] + "学院"


def _unseated(name: str) -> set[str]:
    """A body's name without the level of its place, and without the city around it: 慈溪市法院 -> 慈溪法院."""
    inner = re.sub(r"^[\u4e00-\u9fff]{2,6}?[省市州](?=[\u4e00-\u9fff]{2,6}[市区县].*$)", "", name)
    return {
        one
        for form in (name, inner)
        for one in (form, re.sub(rf"(?<=[\u4e00-\u9fff]{{2}})[省市区县]{_SEATED}", "", form))
    }


def _courts(name: str) -> Iterator[str]:
    yield name
    for kind in ("法院", "检察院"):
        if name.endswith(f"人民{kind}"):
            yield name.removesuffix(f"人民{kind}") + kind
        elif name.endswith(kind) and not re.search(rf"(?:中级|高级|知识产权|海事|互联网|金融){kind}$", name):
            yield name.removesuffix(kind) + f"人民{kind}"
    yield re.sub("中级人民法院$", "中院", name)
    yield re.sub("高级人民法院$", "高院", name)


def _tells(form: str) -> bool:
    """Whether a short form names one body: no place alone, no word of the field, no kind alone."""
    if len(form) < _SHORTEST or any(r.start == 0 and r.end == len(form) for r in regions(form)):
        return False
    if is_of_the_field(form) and not _BODY.search(form):
        return False
    return form == "中国银行" or not _KIND_ALONE.fullmatch(form)


_KIND_ALONE = re.compile(r"(?:中国|人民|商业|中级|高级|基层|农村)*(?:银行|法院|检察院|海关|大学|学院|公司|集团)")
