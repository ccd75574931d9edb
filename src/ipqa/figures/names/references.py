"""What a number is held against: the whole of a share, 全国 of a rank, 上年 of a growth, the target that was met."""

import re

from ...records import Stat
from ..context.regions import Region
from ..sentence import Sentence
from ..stats import GOAL
from ..values.quantities import Quantity
from ..vocabulary import concept

_SHARE_BEFORE = re.compile(r"占(?:到|据)?[ \u3000]*$")
_SHARE_BEHIND = re.compile(r"[ \u3000]*的?(?:市场|总量|市场总)?(?:占比|份额|比重|市占率|占有率)")


def place_of_share(sentence: Sentence, begin: int, quantity: Quantity, stat: Stat) -> Region | None:
    """The place that a share is a share of: 全球占比约为 33%."""
    if stat not in ("share", "rate"):
        return None
    for place in reversed(sentence.places):
        if begin <= place.start and place.end <= quantity.start:
            behind = _SHARE_BEHIND.match(sentence.text, place.end, quantity.start)
            if behind and not _SHARE_BEFORE.search(sentence.text, sentence.start, place.start):
                return place
    return None


_REFERENCES = re.compile(
    r"全国|全省|全市|全区|全县|全球|世界|中国|同类[\u4e00-\u9fff]{0,4}|上年同期|去年同期|上年|去年"
)
RANKED_AMONG = re.compile(
    r"[东中西]部(?:地区|省份|[两三四五六七八九十]省)?|中西部|东北|省内|市内|国内|长三角|珠三角|粤港澳大湾区|京津冀|[东西南北中]{2}地区"
    r"|(?:副省级|省会|地级|沿海|直辖|万亿)[\u4e00-\u9fff]{0,4}?(?:市|城市)|计划单列市|[苏浙皖鲁豫鄂湘粤川陕晋冀辽赣闽][东西南北中]"
)
_EARLIER = re.compile(r"上年同期|去年同期|上年|去年")
_SEQUENTIAL = re.compile(r"环比|比上(?:个?月|季度?)|较上(?:个?月|季度?)")


def reference_of(stat: Stat, left: str) -> str | None:
    """What a number is compared with: 全国 of a rank, 上年 of growth, 环比 where the month before is meant."""
    if stat in ("growth_yoy", "change_abs", "diff_pp") and _SEQUENTIAL.search(left):
        return "环比"
    if stat in ("rank", "diff_pp"):
        found = _REFERENCES.search(left) or (RANKED_AMONG.search(left) if stat == "rank" else None)
    elif stat == "growth_yoy":
        found = _EARLIER.search(left)
    elif stat == "share":
        return _whole_of(left)
    else:
        return None
    return found.group().removeprefix("到").removeprefix("据") if found else None


_SHARE_OF = re.compile(
    r"占(?!比|有[率量份])(?:到|据|了)?(?P<whole>[^，。；、\d占]{2,26}?)(?:的?(?:比重|比例|份额)[^，。；、\d占]{0,10}|的)?"
    r"(?:分别|已|约|近|超过?|为|达到?|提高到|提升到|提升至|提高至|上升到|上升至|下降至|接近|突破|[ \u3000])*$"
)
_SCOPES = re.compile(r"(?:全国|全省|全市|全区|全县|全球|世界)")


def _whole_of(left: str) -> str | None:
    """What a share is a share of, as written: 占|有效发明专利|的 35.1 %; 全国 of 占全国算力的; 年度目标 of a target."""
    if goal := GOAL.search(left):
        return goal["goal"]
    found = _SHARE_OF.search(left)
    if found is None:
        return None
    scope = _SCOPES.match(found["whole"])
    rest = found["whole"][scope.end() if scope else 0 :].strip("的 \u3000")
    own = scope and scope.group() in ("全省", "全市", "全区", "全县") and concept(rest).object
    return rest if own or not scope else scope.group()
