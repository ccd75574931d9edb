"""Parts of a total: what 其中 parts, which words name a kind of what was counted, and what became of cases."""

import re
from collections.abc import Sequence

from ...records import Figure, Stat
from ..sentence import Sentence
from ..values.quantities import Quantity
from ..vocabulary import Member, canonical, concept, member_of

RELATIVE: tuple[Stat, ...] = ("share", "rank", "growth_yoy", "growth_annual", "diff_pp", "change_abs", "ratio")

HAS_MEASURE = re.compile(r"[量额数率值度费]$|规模|收入|余额|产值|增加值|面积|资金|贷款|投资|算力|支出|里程|价格|比重")
# 对美国进出口 is the place's own
TRADE = re.compile(r"进口|出口|贸易|投资|往来|合作")
DEED = re.compile(r"(?:共|新)?(?:受理|新收|审结|办结|结案|收案|立案|查处|审理|化解|调解)")


_SEMICOLON = re.compile(r"[；;]")


def total_before(sentence: Sentence, quantity: Quantity, stat: Stat, produced: list[Figure]) -> Figure | None:
    """The figure whose parts are told behind 其中, where a number is one of them."""
    among = max(_last(sentence, "其中", quantity.start), _last(sentence, "包括", quantity.start))
    if among < 0 and produced and produced[0].value_end < sentence.start and sentence.words.startswith("其中"):
        among = sentence.start
    if among < 0:
        return None
    opens = not sentence.text[sentence.start : among].strip(" \u3000，,")
    if not opens and _SEMICOLON.search(sentence.text, among, quantity.start):
        return None
    before = [f for f in reversed(produced) if f.value_end <= among]
    same = [f for f in before if f.normalized_unit == quantity.normalized_unit and f.stat == stat]
    if stat not in RELATIVE:  # a part is no larger than its total
        same = [f for f in same if f.normalized_value >= quantity.normalized_value] or same
    if before and before[0].value_end < sentence.start:
        same.reverse()  # what a sentence counts first is what the next one parts: 受理 8236 件，审结 7905 件。其中…
    return next(iter([*same, *(f for f in before if f.stat not in RELATIVE)]), None)


def is_part(text: str, figure: Figure) -> bool:
    """Whether a figure is told behind 其中 in its sentence, as a part of another one."""
    end = figure.value_start
    start = max(0, end - 300)
    begin = max(text.rfind("。", start, end), text.rfind("\n", start, end))
    return text.find("其中", begin + 1, end) >= 0


def wholes(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that are no parts of another one; all of them where there are only parts."""
    return [f for f in figures if not is_part(text, f)] or list(figures)


def _last(sentence: Sentence, word: str, end: int) -> int:
    """Where a word stands last before a position, outside remarks that closed before it; -1 where nowhere."""
    at = sentence.text.rfind(word, sentence.start, end)
    while at >= 0 and (closed := next((b for b in sentence.brackets if b[0] < at < b[1] <= end), None)):
        at = sentence.text.rfind(word, sentence.start, closed[0])
    return at


def member_among(phrase: str, quantity: Quantity, base: Figure) -> Member | None:
    """其中企业 929 户 of a count of 户: the kind of what was counted before; None where it has a measure of its own."""
    named = re.sub(r"^其中", "", phrase)
    named = named if member_of(named) else _HAD.sub("", named)
    phrase = _ITS.sub("", named)
    some = phrase != named  # 其中有专利授权记录的 15 家: some of what was counted, whatever they are known by
    same = quantity.normalized_unit in (base.normalized_unit, "%", "个百分点") or {
        quantity.normalized_unit,
        base.normalized_unit,
    } <= {"人", "名", "家", "户", "个", "件", "项"}
    if (
        not phrase
        or len(phrase) > 12
        or not same
        or DEED.fullmatch(phrase.removesuffix("案件"))
        or (not some and HAS_MEASURE.search(phrase) and not _HOLDERS.search(phrase))
        or canonical(phrase)
    ):
        return None
    if some:
        return member_of(phrase) or ("成员", phrase)
    named = phrase.replace("申请人", "").replace("权利人", "")
    both = concept(named).object and concept(base.indicator).object and not BY_DUTY.match(named)
    if concept(named).measures or both:
        return None  # 其中发明专利 of 专利授权量; 其中商标 of 知识产权案件 is a member
    return (
        member_of(phrase)
        or member_of(_INVOLVED.sub("", phrase))
        or ("成员", _without_deed(phrase.removesuffix("提交"), base.indicator))
    )


def _without_deed(phrase: str, indicator: str) -> str:
    """货运渠道扣留 of 扣留侵权嫌疑货物 -> 货运渠道: what was done is the total's."""
    deed = _DONE.search(phrase)
    if deed is None or deed.start() < 2:
        return phrase
    name = phrase[: deed.start()]
    return name if deed.group() in indicator or name.endswith(("环节", "渠道", "口岸")) else phrase


# Inventions made in the course of one's duties, and all others: the two parts of what is applied for or granted.
BY_DUTY = re.compile(r"非?职务(?:发明|专利|$)")
_HAD = re.compile(r"(?<=..)(?:独?占了?|占到|占去|拿走|拿下)$")  # 企业占了 6 件
_ITS = re.compile(r"(?<=..)的(?:案件|案子|部分)?$")  # 电商领域的案子
_INVOLVED = re.compile(r"^(?:分别)?(?:涉及|来自|涉)")
_HOLDERS = re.compile(r"(?:企业|户|主体|机构|单位|商户|人员|项目)$")  # 新获贷款的企业
_DONE = re.compile(r"(?:扣留|查扣|查获|新收|收案|受理|审结|转让|许可|申请|授权|登记|注册|拥有|办理|查处|立案|结案)$")


def cases(found: Sequence[Figure], quantity: Quantity, deed: str) -> str | None:
    """What 审结 871 件 is of: the cases that the figures before count in the same unit, with what became of them."""
    same = [f for f in reversed(found) if f.normalized_unit == quantity.normalized_unit and f.stat == "count"]
    counted = [f.indicator for f in same if _CASES.search(f.indicator)]
    if known := next((name for name in counted if name.startswith(deed) or name.endswith(deed)), None):
        return known
    told = _CASES.search(DEED.sub("", counted[0], count=1)) if counted else None
    return told.group() + deed if told else None


def of_cases(phrase: str, figures: Sequence[Figure]) -> str | None:
    """判赔总额, 结案率 behind a count of cases in the same sentence: 惩罚性赔偿案件 5 件，判赔总额 3 万元."""
    if not _OF_CASES.fullmatch(phrase):
        return None
    counted = (f.indicator for f in reversed(figures) if f.stat == "count")
    told = next((m.group() for name in counted if (m := _CASES.search(_APPLIED.sub("", name)))), None)
    return f"{told}{phrase}" if told else None


_OF_CASES = re.compile(r"判赔(?:总?金额|总?额)|判决赔偿(?:总?金额|总?额)|结案率")
_APPLIED = re.compile(r"^(?:共|新)*(?:受理|新收|审结|办结|审理|适用|涉及|判决|立案|查处|查办|各类|的)+")


def same_deed(found: Sequence[Figure], quantity: Quantity, deed: str) -> str | None:
    """What 查扣 276 批次 is of, where the same was counted before: 查扣侵权嫌疑货物."""
    if not _SEIZED.fullmatch(deed):
        return None
    same = (f.indicator for f in reversed(found) if f.normalized_unit == quantity.normalized_unit)
    return next((name for name in same if name.startswith(deed)), None)


_SEIZED = re.compile(r"查扣|扣留|查获|扣押|收缴|销毁|抽检|抽查|检查|移送|培训|培育|转让|许可|开展|受理")
_CASES = re.compile(r"[\u4e00-\u9fff]+?(?:案件|纠纷|案)")
