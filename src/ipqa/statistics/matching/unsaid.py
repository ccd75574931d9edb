"""A figure's own name held against a question: which of its words the question does not say."""

import re
from functools import cache

from ...figures.vocabulary import aliases
from ..asked.lexicon import vocabulary
from ..asked.slots import TIME_ASKED, Slots, asked_unit, covered, prepared
from .extremes import MOST_OF, SINGLE
from .heads import addressed
from .library import Known
from .wording import DONE, is_kind, may_be_left_out, narrows, own_words, stem, weight

# What a counting word says of the thing counted: 多少家 asks for companies.
_COUNTED = {"家": ("企业",), "户": ("企业",), "人": ("人员",), "名": ("人员",), "元": ("金额", "资金", "费用", "经费")}
# What is only ever done to one kind of right: 预审 is that of patents.
_IMPLIED = {
    "预审": "专利", "布图设计": "集成电路", "PCT": "专利", "pct": "专利", "海牙": "外观设计", "马德里": "商标",
    "异议": "商标", "续展": "商标", "查扣": "侵权嫌疑进出境", "扣留": "侵权嫌疑进出境",
}  # fmt: skip
# 这类贷款: what the headings speak of.
_POINTS = re.compile(r"[这此该][类种样]")
# A question in plain words says 平均每笔 for 笔均.
_EACH = re.compile(r"平均每一?([笔户件家项人案])")
_BOTH_RIGHTS = re.compile(r"专利(?:权)?[、和及与]?商标(?:权|专用权)?质押")
# Counting words of one kind of thing: whoever asks 多少批次 asks of what is counted so.
_SPECIAL_UNITS = ("批", "批次", "起", "宗", "笔", "人次", "件次")


def unsaid_of(slots: Slots, question: str, known: Known, alias: str) -> tuple[float, tuple[str, ...]]:
    """The weight of a figure's own name, and the words of it that the question does not say."""
    words = own_words(known.figure.indicator) or own_words(known.clause)
    total = sum(weight(w) for w in words)
    if alias or _member_said(slots, question, known) or addressed(slots, question, known):
        return total, ()
    region = prepared((known.figure.region or "") + (known.document.region or ""))
    counted = "".join(_COUNTED.get(asked_unit(question) or "", ()))
    if slots.unit == "amount":
        counted += "".join(_COUNTED["元"])
    people = asked_unit(question) in ("人", "名")
    # The right and what is done to it are slots of their own, compared by differences.
    done = slots.concept.object is not None and known.concept.object is not None
    right = prepared(known.concept.object or "") if done else ""
    if known.figure.unit in ("家", "户") or (known.figure.stat == "amount" and "质押融资" in known.concept.measures):
        counted += "企业"
    if "质押融资" in slots.concept.measures & known.concept.measures:
        counted += "登记办理"  # what is pledged is registered
    if "每万人" in question:
        counted += "每万人口"
    if TIME_ASKED.search(slots.text):
        counted += "平均审理办理时间周期"
    if MOST_OF.search(question):
        counted += "".join(SINGLE) + "一审判决"
    if "质押融资" in slots.concept.measures and slots.concept.object is None and _BOTH_RIGHTS.search(known.name):
        counted += "专利商标"  # the loans on both are all that a document tells of
    pointed = known.heading if _POINTS.search(slots.text) else ""
    counted += "".join(f"{thing}均" for thing in _EACH.findall(question))
    implied = "".join(kind for word, kind in _IMPLIED.items() if word in question)
    said = question + region + counted + right + implied
    return total, tuple(
        w
        for w in words
        if not covered(w, said)
        and not (len(w) == 2 and w not in vocabulary().narrowing and all(c in question for c in w))  # 超|算算|力
        and not (done and stem(w) in DONE)
        and not (people and w[-1] in "人员者")
        and ((narrows(w) and not covered(w, pointed)) or not (may_be_left_out(w) or covered(w, known.heading)))
    )


def _member_said(slots: Slots, question: str, known: Known) -> bool:
    """Whether a question says the words of a list's member as written, and one that it has from its list's head.

    海运渠道扣留 40 批次 of 扣留进出境侵权嫌疑货物 is asked for as 海运渠道扣留了多少批次: a member is told apart by its
    own words, and its list's whole name is seldom said. What is done to which right is compared all the same.
    """
    figure = known.figure
    if figure.cell is not None or not figure.dimensions or figure.indicator in figure.raw_indicator:
        return False
    head = [w for w in own_words(figure.indicator) if weight(w) >= 1]
    own = [w for w in own_words(figure.raw_indicator) if not is_kind(w) and w not in head]
    if not own or not all(covered(w, question) for w in own):
        return False
    if known.concept.object != slots.concept.object and known.concept.object is not None:
        return False
    unit = asked_unit(question) or "-"
    special = unit in _SPECIAL_UNITS and (figure.unit.endswith(unit) or figure.unit.startswith(unit))
    return special or any(covered(w, question) for w in head)


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Every canonical name -> itself and its aliases, prepared, longest first."""
    found: dict[str, list[str]] = {}
    for alias, name in aliases().items():
        found.setdefault(name, []).append(prepared(alias))
    return {name: tuple(sorted(set(said), key=len, reverse=True)) for name, said in found.items()}


def alias_said(question: str, indicator: str) -> str:
    """The longest name of an indicator that the question holds; empty where it holds none."""
    return next((name for name in _names().get(indicator, ()) if name in question), "")
