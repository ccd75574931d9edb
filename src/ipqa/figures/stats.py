"""Which statistic a number is, of its unit and the cues around it: count, amount, share, growth, rank …"""

import re
from functools import cache

from ..records import Direction, Stat
from .lexicons import longest_first, table
from .values.quantities import Quantity

# 提高到, 提升至: a level is reached, nothing is said of growth.
_REACHED = re.compile(r"(?:提高|提升|增加|增长|上升|下降|降低|减少|扩大|回落|回升|稳定|保持|升|降|增)(?:到|至|为|在)")
_RATE_TAIL = re.compile(r"^[ \u3000]*的?(?:速度|增速|增长率|增幅|涨幅|幅度)")
_CHANGE = re.compile(
    r"(?:同比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?|环比|净)"
    r"(?:增加|减少|增长|下降|新增|增|减|多|少)了?[ \u3000]*$"
    r"|[比较][^，。；、]{1,12}?(?:净?增加|净增|净?减少|新增|多|少)了?[ \u3000]*$"
    r"|(?:同比|[比较](?:上年|去年)(?:同期)?)(?:多|少)[\u4e00-\u9fff]{1,4}[ \u3000]*$"
    r"|[比较][^，。；]{1,16}(?:高|低|多|少)出?[ \u3000]*$"
    r"|(?:高于|低于|多于|少于|高出|领先)[\u4e00-\u9fff]{2,12}[ \u3000]*$"
    r"|(?<!新)(?:增加|减少)了?[ \u3000]*$"
    r"|(?:前移|后移|前进|后退|跃升|进位)了?[ \u3000]*$"
    r"|(?:平均)?(?:缩短|压缩|压减|缩减|延长)了?[ \u3000约近超过逾]*$"
)
# 完成年度目标的 49.5 %: of the target, its rate of completion is a share.
GOAL = re.compile(
    r"(?:完成|达到?|占|为|实现|相当于)?(?:[\u4e00-\u9fff“”]{0,8}?的)??(?P<goal>(?:年度|全年|年初|本年|当年|五年|序时|既定|预期|省定|市定|规划|调整)*"
    r"(?:目标|任务|计划|预算|预期)(?:任务|数|值|进度|总额|总量)?)的[ \u3000]*(?:约|近|超过?)?[ \u3000]*$"
)
# 贴息比例为 1.2 个百分点: the level of a rate, and no difference between two.
_LEVEL_OF = re.compile(r"(?<![升降增])(?:率|比例|标准|水平|比重|息差)(?:仅)?(?:为|是|达到?)[约近 \u3000]*$")
# 目标 1400 件，已完成 72.3 %: of the target.
_COMPLETED = re.compile(r"(?:已|累计|实际)(?:累计)?完成了?[约近 \u3000]*$")
# 专利授权 1203 件，同比+8.6%；发明 216 件，+15.1%
_SIGNED = re.compile(r"[+＋↑↓][ \u3000]*$")
_ALL = re.compile(r"全(?:国|球|省|市)$")
_PER_HEAD = re.compile(r"每?万人口?(?=[^，。；]*(?:专利|商标|拥有))|每(?:百|千|十)?万人口?")


_OF_A_YEAR = re.compile(
    r"[、，；和与及 \u3000]*(?:(?:19|20)\d{2}年(?:度|[末底])?|[上去]年(?:同期|[末底])?)"
    r"(?:则|又)?(?:为|是|达到?|有|[:：])?[约近 \u3000]*"
)


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = table("cues")
    alternation = [
        "|".join(map(re.escape, longest_first(words)))
        for words in (data["growth"]["annual"], data["growth"]["yoy"], data["share"]["cues"])
    ]
    return re.compile(alternation[0]), re.compile(alternation[1]), re.compile(alternation[2])


def stat_of(quantity: Quantity, left: str, tail: str, previous: Stat | None) -> Stat | None:
    """The statistic of a quantity between the words ``left`` and ``tail``; None if it counts nothing.

    ``previous`` is the statistic of the figure before it in the sentence, which a bare list value shares.
    """
    match quantity.kind:
        case "rank":
            return "rank"
        case "point":
            return "rate" if _LEVEL_OF.search(left) else "diff_pp"
        case "percent" | "tenths":
            return _percentage(quantity, left, tail, previous)
        case "multiple":
            return "ratio"
        case "amount":
            return "change_abs" if _CHANGE.search(left) else "amount"
        case "unknown":
            return None
    if quantity.per in table("units")["per"]["per_capita"] or (quantity.kind == "count" and _PER_HEAD.search(left)):
        return "per_capita"
    if previous == "per_capita" and quantity.kind == "count" and _OF_A_YEAR.fullmatch(left):
        return "per_capita"  # 每万人口…拥有量2022年为 5 件、2023年为 6 件
    if _CHANGE.search(left):
        return "change_abs"
    return "quantity" if quantity.kind == "quantity" else "count"


def _percentage(quantity: Quantity, left: str, tail: str, previous: Stat | None) -> Stat:
    annual, yoy, share = _cues()
    plain = _REACHED.sub("", left)
    if annual.search(plain) or quantity.per == "/年":
        return "growth_annual"
    if _RATE_TAIL.match(tail) or _SIGNED.search(left):
        return "growth_yoy"
    grown = [m.end() for m in yoy.finditer(plain)]
    shared = [m.end() for m in share.finditer(plain)]
    if grown and (not shared or grown[-1] > shared[-1]):
        return "growth_yoy"
    if shared or GOAL.search(left) or _COMPLETED.search(left) or quantity.kind == "tenths":
        return "share"
    if not plain.strip(" 、和与及—–-~～至到") and previous in ("growth_yoy", "growth_annual", "share", "rate"):
        return previous
    return "share" if _ALL.search(plain) or "一半" in left else "rate"


def growth_direction(words: str) -> Direction:
    """increase or decrease, of the words around a growth figure."""
    decreased = (*table("cues")["growth"]["decrease"], "↓")
    return "decrease" if any(word in words for word in decreased) else "increase"
