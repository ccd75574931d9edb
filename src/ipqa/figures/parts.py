"""Parts of a total: what 其中 parts, which words name a kind of what was counted, and what became of cases."""

import re
from collections.abc import Sequence

from ..records import Figure, Stat
from .quantities import Quantity
from .sentence import Sentence
from .vocabulary import Member, canonical, concept, member_of

RELATIVE: tuple[Stat, ...] = ("share", "rank", "growth_yoy", "growth_annual", "diff_pp", "change_abs", "ratio")

HAS_MEASURE = re.compile(r"[量额数率值度费]$|规模|收入|余额|产值|增加值|面积|资金|贷款|投资|算力|支出|里程|价格|比重")
DEED = re.compile(r"(?:共|新)?(?:受理|新收|审结|办结|结案|收案|立案|查处|审理|化解|调解)")


def total_before(sentence: Sentence, quantity: Quantity, stat: Stat, produced: list[Figure]) -> Figure | None:
    """The figure whose parts are told behind 其中, where a number is one of them."""
    among = max(sentence.text.rfind(word, sentence.start, quantity.start) for word in ("其中", "包括"))
    if among < 0 and produced and produced[0].value_end < sentence.start and sentence.words.startswith("其中"):
        among = sentence.start
    if among < 0 or re.search(r"[；;]", sentence.text[among : quantity.start]):
        return None
    before = [f for f in reversed(produced) if f.value_end <= among]
    same = [f for f in before if f.normalized_unit == quantity.normalized_unit and f.stat == stat]
    if before and before[0].value_end < sentence.start:
        same.reverse()  # what a sentence counts first is what the next one parts: 受理 8236 件，审结 7905 件。其中…
    return next(iter([*same, *(f for f in before if f.stat not in RELATIVE)]), None)


def member_among(phrase: str, quantity: Quantity, base: Figure) -> Member | None:
    """其中企业 929 户 of a count of 户: the kind of what was counted before; None where it has a measure of its own."""
    phrase = re.sub(r"^其中", "", phrase)
    same = quantity.normalized_unit in (base.normalized_unit, "%", "个百分点") or {
        quantity.normalized_unit,
        base.normalized_unit,
    } <= {"人", "名", "家", "户", "个", "件", "项"}
    if (
        not phrase
        or len(phrase) > 12
        or not same
        or DEED.fullmatch(phrase)
        or HAS_MEASURE.search(phrase)
        or canonical(phrase)
    ):
        return None
    if concept(phrase).measures or (concept(phrase).object and concept(base.indicator).object):
        return None  # 其中发明专利 of 专利授权量; 其中商标 of 知识产权案件 is a member
    return member_of(phrase) or ("成员", phrase)


def cases(found: Sequence[Figure], quantity: Quantity, deed: str) -> str | None:
    """What 审结 871 件 is of: the cases that the figures before count in the same unit, with what became of them."""
    same = [f for f in reversed(found) if f.normalized_unit == quantity.normalized_unit and f.stat == "count"]
    counted = [f.indicator for f in same if _CASES.search(f.indicator)]
    if known := next((name for name in counted if name.startswith(deed) or name.endswith(deed)), None):
        return known
    told = _CASES.search(DEED.sub("", counted[0], count=1)) if counted else None
    return told.group() + deed if told else None


_CASES = re.compile(r"[\u4e00-\u9fff]+?(?:案件|纠纷|案)")
