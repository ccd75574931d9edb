"""Names that sums and totals take from the figure before: 总数达到 78 家, 融资金额, 惠及企业 530 家."""

import re
from collections.abc import Sequence

from ...records import Figure, Stat
from ..clauses import Setting
from ..vocabulary import canonical
from .before import LEVELS, Before
from .naming import Meaning
from .parts import wholes

# 新增 2 件，累计达到 17 件: the second number is not of what is new.
SUMMED = re.compile(r"累计|总数|总量|总计|合计|共(?:有|计)|达到?|增至|保有|拥有|存量")
_ADDED = re.compile(
    r"^(?:(?:当?年)?(?:新增|新建|新认定|新获批|新培育|新引进|新核准|新注册|新登记|新设立?|新获|净增)(?:加|了)?)(?=[\u4e00-\u9fffA-Za-z“]{2})"
)


def stock(base: Figure) -> Meaning:
    """What there is in all, of what was added: 新建保护中心 6 家，总数达到 78 家 -> 保护中心."""
    name, raw = (_ADDED.sub("", words) for words in (base.indicator, base.raw_indicator))
    if raw != base.raw_indicator:
        name = raw  # 新增注册商标 3 万件，总量达到 58 万件: no 商标注册量
    return Meaning(canonical(name) or name, raw, base.dimensions, base)


_FUNDS = re.compile(
    r"(?:融资|贷款|登记)(?:总?金额|总?额)|融资|贷款|[放贷]出去?的?(?:钱|资金|贷款|款)|放[款贷](?:总?金额|总?额)?|到手的?(?:钱|资金|贷款)"
)
_WHICH = re.compile(r"^[\u4e00-\u9fff]{1,6}的(?=知识产权|专利|商标|质押)")
_PLEDGED = re.compile(r"^.{0,10}?质押")


_LED_BY = re.compile(r"(?:(?:知识产权|专利权?|商标权?|版权|著作权|地理标志)[、和]?)*质押(?=融资|贷款|登记)")


def pledged(phrase: str, known: list[Figure], text: str, lead: str = "") -> str | None:
    """融资金额 where pledges are told of: 专利商标质押 376 笔，融资金额 3 亿元 -> 专利商标质押融资金额.

    ``known`` are the figures before it in the document's ``text``; those that are parts of others do not count.
    ``lead`` is what the sentence says before them, and its heading: 专利质押融资方面，53 家企业获得贷款 9 亿元.
    """
    if not _FUNDS.fullmatch(phrase):
        return None
    known = wholes(text, known) if known else []
    near = known[-1:] if phrase == "贷款" else known
    found = next(
        (m for f in reversed(near) if (m := _PLEDGED.match(_WHICH.sub("", f.indicator)))), None
    ) or _LED_BY.search(lead)
    if found is None:
        return None
    rest = phrase if phrase == "融资" or phrase.startswith("登记") else "融资金额"
    name = found.group() + rest
    return canonical(name) or name


def in_money(counted: str, known: Sequence[Figure] = ()) -> str | None:
    """The sum of pledges that were counted: 专利质押融资登记 -> 专利质押融资金额; None for other things.

    Where ``known`` figures give a sum behind the same count, by its name.
    """
    for index, figure in enumerate(known):
        if figure.stat == "count" and figure.indicator == counted:
            behind = (f.indicator for f in known[index + 1 : index + 4] if f.stat == "amount" and "质押" in f.indicator)
            if name := next(behind, None):
                return name
    found = _PLEDGED.match(counted)
    return canonical(name := f"{found.group()}融资金额") or name if found else None


def of_trade(phrase: str, figures: Sequence[Figure], stat: Stat) -> Meaning | None:
    """知识产权使用费进出口总额 87 亿元，其中出口额 18 亿元、进口额 68 亿元 -> 知识产权使用费出口额, …进口额."""
    way = _WAY.fullmatch(phrase) if stat in ("amount", "growth_yoy", "growth_annual") else None
    if way is None:
        return None
    told = next(((f, m) for f in reversed(figures) if (m := _BOTH_WAYS.search(f.indicator))), None)
    return Meaning(f"{told[0].indicator[: told[1].start()]}{way[1]}额", phrase, told[0].dimensions) if told else None


_WAY = re.compile(r"(?:其中|[，,、；])*([进出]口)(?:总?额|总值)?")
_BOTH_WAYS = re.compile(r"(?:货物|外贸|对外贸易)?进出口(?:贸易)?(?:总?额|总值)?$")
_EXTREMES = {"最低": "最高", "最高": "最低", "最短": "最长", "最长": "最短", "最少": "最多", "最多": "最少"}


def opposite(phrase: str, where: Setting, base: Figure, stat: Stat) -> Meaning | None:
    """单笔最高融资额 2 亿元，最低 15 万元 -> 单笔最低融资额."""
    said = where.left.strip(" ，、")[:2]
    other = _EXTREMES.get(said)
    if other is None or len(phrase) > len(said) or other not in base.indicator or stat != base.stat:
        return None
    return Meaning(base.indicator.replace(other, said), base.raw_indicator, base.dimensions, base)


BENEFIT = re.compile(r"(?:共|累计)?(?P<verb>惠及|服务|支持|覆盖|带动)(?P<who>[\u4e00-\u9fff]{2,10})$")
_MEASURE = re.compile(r"(?:登记)?(?:总?金额|总?额|总值|总?量|数)$")


def benefiting(raw: str, before: Before) -> str | None:
    """质押融资 41 亿元，惠及企业 530 家 -> 质押融资惠及企业: whom the sum before reached."""
    found, last = BENEFIT.match(raw), next((f for f in reversed(before.figures) if f.stat in LEVELS), None)
    if found is None or last is None or found["verb"] not in ("惠及", "带动"):
        return None
    return f"{_MEASURE.sub('', last.indicator)}{found['verb']}{found['who']}"


IN_ALL = re.compile(r"(?:经济|业务)?(?:总量|总数|总额|总规模|规模|数量)")


PACE = re.compile(r"增速|增幅|增长率|增长速度")


def paced(base: Figure) -> Meaning:
    """总量居首位，增速居第三位: the second rank is that of the growth."""
    name = base.indicator if PACE.search(base.indicator) else f"{base.indicator}增速"
    return Meaning(name, base.raw_indicator, base.dimensions, base)
