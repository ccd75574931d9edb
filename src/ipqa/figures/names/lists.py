"""Numbers side by side: 分别-lists whose values belong to members."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...text import words
from ..clauses import noun_phrase
from ..context.regions import Region, regions
from ..sentence import Sentence
from ..values.quantities import Quantity
from ..vocabulary import canonical, concept, leading_member


def runs(text: str, found: list[Quantity]) -> Iterator[list[Quantity]]:
    """Quantities in a row that only 、和 separate: the values of a 分别-list."""
    run: list[Quantity] = []
    for quantity in found:
        if run and not _joins(text, run, quantity):
            yield run
            run = []
        run.append(quantity)
    if run:
        yield run


def _joins(text: str, run: list[Quantity], quantity: Quantity) -> bool:
    """Whether a value goes on in a list: 3 件、4 件和 5 件; 分别下降 3 %、上升 2 %."""
    between = text[run[-1].end : quantity.start]
    if _AND.fullmatch(between):
        return True
    percents = quantity.kind == run[-1].kind == "percent" and "分别" in text[max(0, run[0].start - 12) : run[0].start]
    return percents and _MOVED.fullmatch(between) is not None


_AND = re.compile(r"\s*[、和与及]\s*")
_MOVED = re.compile(r"\s*[、，,和与及]\s*(?:同比)?(?:增长|上升|提高|下降|减少|回落|增加|上涨|下滑)\s*")


@dataclass(frozen=True, slots=True)
class ListItem:
    """A 分别-list: the member that belongs to a value, what all values measure, the words before the first one.

    ``region`` is the place that a member is; ``named`` says that the member is an indicator of its own (销量和销售额).
    """

    member: str
    common: str
    left: str
    region: Region | None = None
    named: bool = False


_AT_END = re.compile(
    r"(?:分别|依次|各自?|同比|环比|年均|比上年(?:末|同期)?|较上年(?:末|同期)?|增长|增加|下降|提高|回落|增速|(?:全球|全国|世界|全省|全市)?占比|占|以|达|列)+$"
)
_WITHIN = re.compile(
    r"在(?P<list>[^在，]{2,40}?)(?:中|上|方面|领域)的?(?P<common>[^，]{0,12}?)"
    r"(?:占比|比重|份额)?(?:分别|各)?(?:达到?|为|是|占)?[ \u3000]*$"
)
_VALUE = re.compile(r"\d(?:万|亿)?(?:元|件|家|个|人|%|项|户|笔|起|倍)")
_WHOLE = re.compile(r"^(?:(?:我国|全国|全球|世界|全[省市区县])(?![、和与及])的?)+")
_LINK = re.compile(r"[和与]|(?<![涉普触])及|以及")
_MEASURES = re.compile(
    r".*(?:[量额数值率]|规模|收入|利润|余额|总值|产值|面积|价格|金额|里程|人口|投资|强度|出口|进口|人次|花费|时间|成本|能耗|浓度)$"
)
_LINKS = re.compile(r"[、和与]|(?<![涉普触以])及|以及")
_ORDINALS = re.compile(r"[一二三]")
_SECTORS = re.compile(r"(?:三次|一二三次?)产业?")


def aligned(sentence: Sentence, run: list[Quantity], index: int) -> ListItem | None:
    """Member and common noun for one value of a list: 企业、医院的申请量分别为 3 件、4 件."""
    if len(run) < 2:
        return None
    first = run[0]
    clause = sentence.clause_of(first.start)
    head = sentence.text[clause : first.start]
    phrase = _AT_END.sub("", noun_phrase(sentence, clause, first.start, places=_heads(sentence, clause)))
    within = _WITHIN.search(head)
    if within and (parts := _parts(within["list"], len(run))):
        return ListItem(parts[index], within["common"], head, named=not within["common"])
    if _VALUE.search(phrase):
        return None  # the values of a list before this one in its clause
    if len(run) == 2 and "、" not in phrase and (both := _BOTH.match(phrase)):
        return ListItem(("城镇", "农村")[index], phrase[both.end() :], head)
    parts = _parts(_WHOLE.sub("", phrase), len(run)) or _parts(phrase, len(run))
    if not parts:
        return _from_before(sentence, run, index, clause, phrase, head)
    behind = _noun_behind_all(sentence, run)
    counted = not behind and not head.rstrip().endswith("以") and not _place(sentence, parts[0]) and _things(parts, run)
    measured = all(map(_MEASURES.fullmatch, parts))
    if not measured and len({q.normalized_unit for q in run}) > 1 and "分别" not in head:
        return None  # 快件和跨境渠道 73 批次、8 万件: one name with two numbers
    if measured or counted:
        return ListItem(_prefixed(parts)[index] if measured else parts[index], "", head, named=True)
    if not behind and (own := _own_names(parts)):
        return ListItem(own[index], "", head, named=True)
    names, common = _divided(parts, sentence)
    common = common.replace("分别", "") or behind
    if common in ("数", "数量", "起数", "人数"):
        return ListItem(names[index] + common, "", head, _place(sentence, names[index]), named=True)  # 甲案件、乙案数
    return ListItem(names[index], common, head, _place(sentence, names[index]))


def _own_names(parts: list[str]) -> list[str]:
    """事故起数, 死亡人数, 刑事案件, 命案数: each as it is, where one before the last has a measure of its own.

    A part without one takes the last one's where that names nothing by itself: 高中阶段, 高等教育毛入学率.
    """
    if parts[-1].endswith(("比重", "比例", "占比", "份额")) or not any(map(_MEASURED.search, parts[:-1])):
        return []
    shared = _RATE.search(parts[-1])
    lent = shared.group() if shared else ""
    return [p if _MEASURED.search(p) or not lent else p + lent for p in parts[:-1]] + parts[-1:]


_MEASURED = re.compile(
    r"(?:[量额数值率]|收入|利润|余额|面积|里程|人口|投资|强度|[进出]口|人次|损失|比重|比例|时间|成本|能耗|浓度)$"
)
_RATE = re.compile(
    r"(?:毛入[园学]|入学|覆盖|普及|参保|达标|优良|合格|利用|处理|治理|巩固|建成|贡献|收集|回收|转化|满意|就业)率$"
)


def _heads(sentence: Sentence, clause: int) -> bool:
    """Whether the place that opens a clause holds for the whole list, and is no member of it."""
    for place in sentence.places:
        if place.start >= clause:
            if _OF_BODY.match(sentence.text, place.end):
                return False
            return sentence.text[place.end : place.end + 1] not in ("、", "和", "与", "及")
    return False


_OF_BODY = re.compile(
    r"[\u4e00-\u9fff]{0,3}?(?:银行|农商行|农信社|信用社|大学|学院|海关|法院|公司|集团"
    r"|科[技学]城|软件园|[产工]业园|创新[带港谷区]|科创[带港谷]|孵化器|基地|研究院|医院)"
)
_BANK = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:银行|农商行)(?:[\u4e00-\u9fff]{1,8}?[分支]行)?")


def _things(parts: list[str], run: list[Quantity]) -> bool:
    """Whether the parts are the very things counted: 概念验证中心、中试基地分别达到 69 家、107 家."""
    counted = all(q.kind == "count" for q in run)
    last = parts[-1]
    return counted and "的" not in last and not any(map(leading_member, parts)) and not (
        _MEASURES.fullmatch(last) or concept(last).measures or regions(last)
    )  # fmt: skip


def _parts(phrase: str, count: int) -> list[str]:
    """The members of a list of ``count``; 社会保障和就业、科技 keeps its 和. Empty where it has another number."""
    if (_SECTORS.match(phrase) and count == 3) or re.match(rf"[一二三四五六]{{{count}}}次?产", phrase):
        rest = re.sub(r"^(?:三次|[一二三]{3}次?|[一二三]{2}次?)产业?", "", phrase)
        return [*(f"{n}产" for n in "一二三"[: count - 1]), f"{'一二三'[count - 1]}产{rest}"]
    by_comma = [p for p in phrase.split("、") if p]
    last = [p for p in _LINK.split(by_comma[-1], maxsplit=1) if p] if by_comma else []
    everywhere = [p for p in _LINKS.split(phrase) if p]
    return next((p for p in (by_comma, [*by_comma[:-1], *last], everywhere) if len(p) == count > 1), [])


# 城乡居民人均收入分别为 3 万元、2 万元: the towns' comes first.
_BOTH = re.compile(r"城乡(?=(?:居民|低保|特困|最低生活)(?!.{0,6}(?:之比|收入比|差距|倍差)))")


def _prefixed(parts: list[str]) -> list[str]:
    """服务器出货量, 销售额 -> 服务器出货量, 服务器销售额."""
    found = words(parts[0])
    lead = "".join(found[:-1]) if len(found) > 1 and "".join(found) == parts[0].lower() else ""
    prefix = parts[0][: len(lead)]
    return [parts[0], *(prefix + p if len(p) <= 4 and not p.startswith(prefix) else p for p in parts[1:])]


def _divided(parts: list[str], sentence: Sentence) -> tuple[list[str], str]:
    """Members and what they share: 企业, 医院的申请量 -> 企业, 医院; 申请量."""
    last = parts[-1]
    told = _COLLECTIVE.fullmatch(last)
    if told and _COUNTS.get(told["count"], told["count"]) == str(len(parts)):
        return [*parts[:-1], told["member"]], told["common"]  # 甲园、乙园、丙园三个园区发明专利授权
    inside = _INSIDE.fullmatch(last)
    if inside:  # 美国、日本在全球算力规模中的份额
        return [*parts[:-1], inside["member"]], _WHOLE.sub("", inside["of"]) + inside["share"]
    member, _, common = last.partition("的")
    if not common:
        size = _placed(sentence, last) or _size(parts[-2], last)
        member, common = last[:size], last[size:]
    names = [*parts[:-1], _HOW_MANY.sub("", member) or member]
    if all(map(_ORDINALS.fullmatch, names[:-1])) and re.fullmatch(r"[一二三]次?产业?", member):
        names = [f"{name[0]}产" for name in names]
    if common.startswith("地区") and not canonical(common) and all(len(n) <= 3 for n in names):
        common = common[2:]
    return names, _NUMBERED.sub("", common)


_COUNTS = {count: str(number) for number, count in enumerate("两三四五六七八九十", 2)}
_COLLECTIVE = re.compile(
    r"(?P<member>.{2,}?)(?:这)?(?P<count>[两三四五六七八九十]|\d{1,2})(?:个|大|家|类|所|项|座|处|种)?(?:主要|重点|基层)?"
    r"(?:(?:产业|科技|工业)?园区|开发区|高新区|经开区|片区|新区|地区|城市|区县|县区|企业|公司|银行|机构|高校|大学|学院|医院|法院|中心"
    r"|基地|平台|产业|行业|领域|环节|渠道|方式|主体|部门|单位|国家|省份|口岸|港口|市|县|区|省|州)的?(?P<common>.+)"
)
_HOW_MANY = re.compile(r"(?<=..)(?:等)?(?:[两三四五六七八九十]|\d{1,2})(?:个|大|类|家|项)(?:主导|重点|特色|优势)?$")
_INSIDE = re.compile(r"(?P<member>.{1,10}?)在(?P<of>.{2,}?)(?:中|里)所?(?:的|占)?(?P<share>.{0,6})")
_NUMBERED = re.compile(
    r"^(?:[两三四五六七八九十]|\d{1,2})(?:个|大|类|地|省|市)(?:环节|方面|板块|领域|产业|行业|地区|企业|单位)?(?=..)"
)


def _placed(sentence: Sentence, last: str) -> int:
    """How many characters of the last part are a place that the sentence names: 宜城三市|专利授权."""
    names = (sentence.text[r.start : r.end] for r in sentence.places)
    return max((len(name) for name in names if last.startswith(name)), default=0)


def _size(before: str, last: str) -> int:
    """How many characters of the last part are its member."""
    known = leading_member(last)
    if known:
        return known[1]
    if bank := _BANK.match(last):
        return bank.end()
    place = next((r for r in regions(last) if r.start == 0), None)
    if place:
        return place.end
    for length in (3, 2, 1):
        at = last.find(before[-length:], 1) if len(before) > length else -1
        if 0 < at < len(last) - length:
            return at + length
    ends, at = [], 0
    for one in words(last):
        at += len(one)
        ends.append(at)
    inner = [e for e in ends[:-1] if e + 1 < len(last)] if ends and ends[-1] == len(last) else []
    named = [e for e in inner if canonical(last[e:])]
    return named[0] if named else min(inner, key=lambda e: abs(e - len(before)), default=_whole_or(before, last))


def _whole_or(before: str, last: str) -> int:
    """Where no word ends inside the last part: as much as the part before has, or all of it (HPE)."""
    return len(before) if 1 < len(before) < len(last) and not re.search(r"[A-Za-z]", last) else len(last)


def _noun_behind_all(sentence: Sentence, run: list[Quantity]) -> str:
    """浪潮、戴尔分别以 20%、13% 的市占率位列前二: what stands behind the last value."""
    found = re.match(
        r"[ \u3000]*的?([^，。；、\d的分]{2,12}?)(?:位列|位居|稳居|居|排名|排在|领先|占据|$|(?=[，。；、]))",
        sentence.text[run[-1].end : sentence.end],
    )
    return found[1] if found else ""


_SEVERAL_OF = re.compile(r"(?<=..)[两三四五六七八九十](?:区|市|县|地|省|州)$")  # 襄城|两区


def _place(sentence: Sentence, name: str) -> Region | None:
    said = [(r, sentence.text[r.start : r.end]) for r in sentence.places]
    found = [r for r, words in said if words == name or _SEVERAL_OF.sub("", words) == name]
    return found[0] if found else None


_BOUND_FOR = re.compile(
    r"^[^、]{0,16}?(?:主要|大多|多|分别)(?:运往|发往|销往|流向|出口到|来自|源自|涉及|集中在|分布在|投向|流入|[是为有])"
)
# 质押金额排名前三的省份依次是浙江、江苏、广东
_TOLD = re.compile(r"(?P<what>.+?)(?:依次|分别|主要)(?:是|为|有)(?P<list>.+[、和].+)")
# 出口目的地主要为甲、乙: whose numbers follow, and not what they count.
_WHERE = re.compile(
    r"^.{0,6}(?:目的[地国]|来源[地国]|国家和?地区|国家|地区|市场|省份|城市|区县|银行|机构|企业|行业|产业|领域|申请人|权利人|方向)$"
)
_BEST = re.compile(r"(?:排名|位居|位列|居|排在)?前[^的]{1,3}的.*$")


_AS_HOLDERS = re.compile(
    r"^[^，、]{0,10}?(?:又|则|主要|均)以(?=[\u4e00-\u9fff]{2})|作?为(?:第一)?(?:权利人|专利权人|申请人|注册人|主体|主)$"
)


def _from_before(
    sentence: Sentence, run: list[Quantity], index: int, clause: int, phrase: str, head: str
) -> ListItem | None:
    """The members where the clause before lists them: A、B 和 C 位列前三，市场份额分别为 5%、4% 和 3%."""
    end = clause
    for _ in range(2):
        if end <= sentence.start:
            return None
        begin = sentence.clause_of(end - 1)
        words_before = noun_phrase(sentence, begin, max(begin, end - 1), places=False)
        if re.search(r"\d", words_before):
            return None  # numbers of its own: the list goes on from those
        told = _TOLD.fullmatch(words_before)
        if told and (parts := _parts(told["list"], len(run))):
            common = phrase or _WHERE.sub("", _BEST.sub("", told["what"]))
            return ListItem(parts[index], common, head, _place(sentence, parts[index]))
        listed = re.sub(
            r"(?:分列|位列|位居|居(?=前)|排名|稳居|名列|继续|凭借|依托|借助|通过|依次|分别).*$", "", words_before
        )
        listed = _AS_HOLDERS.sub("", listed)  # 又以企业、高校为权利人，授权量分别为
        listed = _BOUND_FOR.sub("", listed)  # 货物主要运往美国、英国，分别为 61 批次、20 批次
        parts = _parts(listed, len(run)) if "、" in listed or len(run) == 2 else []
        if parts and all(len(p) <= 16 for p in parts):
            common = phrase or _noun_behind_all(sentence, run)
            names, common = (parts, common) if common else _divided(parts, sentence)
            return ListItem(names[index], common, head, _place(sentence, names[index]))
        end = begin
    return None
