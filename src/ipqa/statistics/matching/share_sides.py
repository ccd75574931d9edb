"""A share has a part and a whole, and both must be those asked: 智能算力占全国算力 is not 某行业占智能算力."""

import re

from ...text import is_han
from ..asked.lexicon import vocabulary
from ..asked.slots import Slots, covered, joined, prepared
from .library import Known
from .wording import stem, weight

_TO = r"(?=的|比重|比例|份额|百分|多少|多大|几|约|超|近|达|提高|提升|下降|降|上升|\d|$)"
_NAMED = r"(?!多少|多大|几|比例|比重|百分|多|的)"
_SIDES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<part>[^。；、]*?)[，,]?(?:所)?占(?:了|到)?{_NAMED}(?P<whole>[^，。；\d]{{2,}}?){_TO}",
        r"(?:^|[，,。；])(?P<part>[^，。；\d]*?)在(?P<whole>[^，。；\d]{2,}?)[里中]?(?:的|所)?(?:占|比重|份额)",
        r"(?:^|[，,。；])在?(?P<whole>[^，。；\d]{2,}?)[里中](?:的)?(?P<part>[^，。；\d]*?)(?:的)?(?:各|分别)?占",
    )
)
_NO_WHOLE = re.compile(r"^(?:比|领|有(?!效)|用|据|地)")


_NUMBER = re.compile(r"(?:19|20)\d{2}年|\d[\d.,]*(?:[万亿千百]*[^\s\d,，。;；、的占在为]{0,3})")


_DONE_OF = re.compile(r"(?:完成|占|达到|实现).{0,10}(?:目标|任务|计划|预算)")


def part_differs(slots: Slots, known: Known) -> bool:
    """Whether a share is asked of which the figure is of another part or another whole."""
    asked = sides(prepared(slots.text)) if slots.stat == "share" else None
    if asked is None:
        return False
    have = sides(known.clause) or sides(prepared(known.figure.indicator))
    if have is None and _DONE_OF.search(known.clause) and not _DONE_OF.search(slots.text):
        return True  # 完成年度目标的 49.5%
    if have is None:  # 企业 328 件，占比 37%: of what the figure itself counts
        alone = [w for w in _telling(asked[0], slots) if w not in asked[1]]
        return not all(covered(w, known.name + known.clause) for w in alone)
    return any(_apart(a, h, "".join(asked), slots, known) for a, h in zip(asked, have, strict=True))


def sides(text: str) -> tuple[str, str] | None:
    """Part and whole of a share: A占B, B中A占, A在B中占; None where the text names no whole."""
    plain = _NUMBER.sub("", text)
    for pattern in _SIDES:
        found = pattern.search(plain)
        if found and not _NO_WHOLE.match(found["whole"]):
            return found["part"].strip("，,"), found["whole"]
    return None


def _apart(asked: str, have: str, both: str, slots: Slots, known: Known) -> bool:
    """Whether one side as asked and as found names different things; a side that is silent fits."""
    wanted = _telling(asked, slots)
    own = [w for w in joined(have) if len(w) > 1 and is_han(w[0]) and weight(stem(w)) >= 1]
    if not wanted or not own:
        return False
    place = prepared((known.figure.region or "") + (known.document.region or ""))
    if not all(covered(w, have + place) for w in wanted):
        return True
    return any(not covered(w, both + place) and w not in vocabulary().implied for w in own)


def _telling(side: str, slots: Slots) -> list[str]:
    return [w for w in slots.words if w in side and weight(w) >= 1]
