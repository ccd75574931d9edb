"""Which unit a bare number in a table has: its headers', the notes', the unit line's, the indicator's own."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from ..lexicons import table as lexicon
from ..values.quantities import quantities
from ..values.quantity import unit_kinds
from ..vocabulary import concept

_SEPARATOR = re.compile(r"\s*[、，,；;]\s*|\s+|和|及|或")
_UNIT_LINE = re.compile(r"单位\s*[：:为]?\s*([^）)。]+)")
_BRACKETS = re.compile(r"[（(\[［【]\s*(?:单位\s*[：:]\s*)?([^（）()\[\]［］【】]{1,16})[）)\]］】]")
# In running text these count no indicator; in a table they say what a bare number is.
_TIMES = {word: word for word in ("工作日", "天", "小时", "学时", "课时", "个月", "分")} | {
    "个工作日": "工作日",
    "月": "个月",
}
_PERCENT = re.compile(r"(?<=[\u4e00-\u9fff±+-])[%％]$")  # 同比%, 增长±%
_BEHIND = re.compile(r"[/:：,，]\s*([^/:：,，\s]{1,6})$")
_NAMED = re.compile(r"^[注\d.、．：:\s（(]*(.{1,24}?)(?:的?(?:计量)?单位)?(?:均?为|是|以|[：:])\s*(.{1,8}?)[计）)]*$")
_REST = re.compile(r"^(?:其余|其他|其它|余)")
RELATIVE = re.compile(r"增速|增长(?!量|额|数)|增幅|涨幅|降幅|同比|环比|比重|占比|比例|占.+比|率(?!先)|投入强度")
# What a column says that gives growth in percent, whatever is counted.
GROWTH = re.compile(
    r"(?:增速|增幅|涨幅|降幅|增长率|(?:同比|环比|[比较](?:上年|上一年|去年)(?:同期|末)?)(?:增长|增减|增速|升降|±)?(?:率|幅度)?|增长)$"
)
_MONEY = re.compile(r"[额款税]|价格|价款|估价|费(?:用|$)|收入|产值|增加值|经费|资金|投入|支出|融资|利润|资产|投资|总值")
_NUMBER_OF = re.compile(r"(?:数|数量|量|人员|次数)$")
# What counting words count; the first row that fits both the name and the units at hand decides.
_COUNTED = (
    (re.compile(r"企业|公司|商户|机构|单位"), ("家", "户", "个")),
    (re.compile(r"人数|人员|人才|代理师|科学家"), ("人", "名", "人次", "万人")),
    (re.compile(r"案|纠纷"), ("件", "起", "宗")),
    (re.compile(r"项目|课题|合同|成果|笔数"), ("项", "笔", "个", "份")),
    (re.compile(r"专利|商标|申请|授权|注册|登记|发明|新型|外观"), ("件", "项", "个")),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, with what brings a number to the base unit."""

    written: str
    factor: Decimal
    base: str


@lru_cache(maxsize=4096)
def unit(words: str) -> Unit | None:
    """The unit that words are, as a whole: 万元, 件/万人, %; None for other words."""
    words = words.strip(" \u3000（）()")
    if words in _TIMES:
        return Unit("个月" if words == "月" else words, Decimal(1), _TIMES[words])
    found = quantities(f"1{words}") if words else []
    if len(found) == 1 and found[0].value == 1 and found[0].end == len(words) + 1 and found[0].comparator == "eq":
        return Unit(found[0].unit, found[0].normalized_value, found[0].normalized_unit)
    return None


def units_in(words: str) -> tuple[Unit, ...]:
    """The units of a list: 件、万元 -> both; empty where one of them is none."""
    found = [unit(part) for part in _SEPARATOR.split(words.strip()) if part]
    return tuple(u for u in found if u) if all(found) else ()


@lru_cache(maxsize=4096)
def header_units(header: str) -> tuple[Unit, ...]:
    """The units in a header's brackets, or behind its stroke: 金额（万元）, 授权量/件."""
    for words in reversed(_BRACKETS.findall(header)):
        if found := units_in(words):
            return found
    behind = _BEHIND.search(header)
    return units_in(behind[1]) if behind else units_in("%") if _PERCENT.search(header.strip()) else ()


def without_units(header: str) -> str:
    """A header without the brackets or the stroke that give its unit."""
    header = _BRACKETS.sub(lambda m: "" if units_in(m[1]) else m.group(), header)
    behind = _BEHIND.search(header)
    return header[: behind.start()] if behind and units_in(behind[1]) else header


def unit_words(line: str) -> str:
    """What a unit line says behind 单位：; the line itself where that word is missing."""
    found = _UNIT_LINE.search(line)
    return (found[1] if found else line).strip()


def named_units(lines: Iterable[str]) -> tuple[tuple[str, Unit], ...]:
    """The units that notes give by name: 质押融资金额单位为万元，其余为件 -> (质押融资金额, 万元), ("", 件)."""
    pairs: list[tuple[str, Unit]] = []
    for line in lines:
        if "单位" not in line:
            continue
        for piece in re.split(r"[，,；;。]", unit_words(line) if line.lstrip("（(").startswith("单位") else line):
            found = _NAMED.match(piece.strip())
            size = unit(found[2]) if found else None
            if found and size:
                names = [""] if _REST.match(found[1]) else re.split("[、和及与]", found[1])
                pairs += [(name.strip(), size) for name in names]
    return tuple(pairs)


def fitting(names: str, units: Sequence[Unit]) -> Unit | None:
    """Which of several units a number called ``names`` has: money in 万元, shares in %, things in 件."""
    if len(units) < 2:
        return _lone(names, units[0]) if units else None
    percent = [u for u in units if _kind(u) in ("percent", "point")]
    money = [u for u in units if _kind(u) == "amount"]
    things = [u for u in units if u not in percent and u not in money]
    if RELATIVE.search(names):
        return percent[0] if percent else None
    if _MONEY.search(names) and not (_NUMBER_OF.search(names) and things):
        return money[0] if money else None
    if things:
        return _counting(names, things)
    return money[0] if money and not percent else (money or percent)[0]


def beside_growth(column: str, given: Unit) -> Unit | None:
    """The unit of a growth column in a row or table of one unit: percent, unless it may be things more or fewer."""
    sure = re.search(r"[速幅率]$|同比增长$|比上年(?:同期|末)?增长$", column) or _kind(given) == "amount"
    return unit("%") if sure or _kind(given) in ("percent", "point") else None


def _lone(names: str, only: Unit) -> Unit | None:
    """The one unit there is; a rate in a table of 件 has none of it."""
    rate = re.search(r"增速|增幅|涨幅|降幅|比重|占比|比例|(?:增长|授权|合格|结案|办结)率", names)
    if rate and _kind(only) in ("count", "amount"):
        return unit("%")
    return None if re.search(r"位次|排名|名次|同比|增长(?!量|额|数)", names) and _kind(only) == "count" else only


def _counting(names: str, units: Sequence[Unit]) -> Unit:
    for pattern, words in _COUNTED:
        if pattern.search(names):
            for word in words:
                for one in units:
                    if one.base == word:
                        return one
    return units[0]


def _kind(one: Unit) -> str:
    if one.base.split("/")[0] == "元":
        return "amount"
    return unit_kinds().get(one.base, "count")


@cache
def _defaults() -> tuple[tuple[re.Pattern[str], Unit], ...]:
    rows = lexicon("indicators")["default_units"]
    return tuple((re.compile(row["name"]), size) for row in rows if (size := unit(row["unit"])))


@lru_cache(maxsize=4096)
def default_unit(indicator: str) -> Unit | None:
    """The unit of an indicator that is counted in one unit only: 专利申请受理量 -> 件."""
    meant = concept(indicator)
    if not meant.complete or meant.per_head or RELATIVE.search(indicator):
        return None
    return next((size for pattern, size in _defaults() if pattern.search(indicator)), None)


# 批次, 笔数, 户数: headers that are a counting word, or end in one.
_COUNTING = re.compile(r"(批次|[笔件户家项起宗次人所个条])数?$")
_ALONE = re.compile(r"(?:批次|.{0,6}(?:笔数|件数|户数|家数|项数|起数|宗数|次数|人数|所数|个数|条数))")


def counted_unit(header: str) -> Unit | None:
    """The unit that a header itself counts in: 批次, 笔数 -> 笔; None for other words."""
    if not _ALONE.fullmatch(header) or RELATIVE.search(header):
        return None
    found = _COUNTING.search(header)
    return unit(found[1]) if found else None
