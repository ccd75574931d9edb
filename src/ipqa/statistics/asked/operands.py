"""The cells that a question asks for: its subject with each of the places, years, members or things it names.

Every reading gives one ``Slots`` per cell. A question may bear several readings (企业和高校 as members, or as two
indicators); the plan takes the first of which all cells are in the documents.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...figures.context.periods import periods
from ...figures.context.regions import Region, contains
from ...figures.vocabulary import members
from ...text import words
from .asking import asking, rows_of_places
from .lexicon import expand
from .marks import bearers_in
from .places import part_of_name
from .scoping import is_marked, mentions
from .slots import Slots, content_words, slots

Cells = tuple[Slots, ...]

_SPLIT = re.compile(
    r"[，,；;、？?]|还是|对比|相比|(?<![对相])比(?![例重较赛如照])|和(?!谐)|与(?!否)|跟|以及|\bvs\b|VS|(?:有没有|是否|是不是)?(?:超过|多于|高于|少于|低于)(?!\d)|及(?!时|其)|(?<=[里中])(?=[^心国])"
)
_LINK = re.compile(r"、|和(?!谐)|与(?!否)|跟|以及|及(?!时|其)|还是|(?<![对相])比(?![例重较赛如照])|\bvs\.?\b|VS")
_STARTS = re.compile(r"[，,；;：:？?（(\s]|(?<=.)的|里|(?<!其)中(?!部|国|小|央|西|东|心|医|学)|年(?=\D)")
_ENDS = re.compile(r"[，,；;：:？?）)\s]|的|谁|哪|分别|各|里|(?<!其)中(?!部|国|小|央|西|东|心|医|学)")
# 总额超过7.2亿元，和…: the number that is held against the documents; 商标两项: how many things were named.
_GIVEN = re.compile(r"(?:超过|突破|达到?|约|为)?\d+(?:\.\d+)?(?:万亿|亿|万)?(?:元|件|家|项|起|笔|个|人|户)(?!.)")
_UNIT_ONLY = re.compile(r"(?:的|按)?(?:批次|(?:件|笔|户|家|人|次|起|批)数|数量|数目)(?:上|来说|看)?")
_TOTAL = re.compile(r"总[额量数和]|合计|总计")
_COUNTED = re.compile(r"(?<=[\u4e00-\u9fff])[两三四五六](?:项|类|种|者|个)$")
_QUESTION_TAIL = re.compile(
    r"(?:多|少|高|低|大|小|差|快|慢)(?:了|出)?(?:多少|几|多大).*$|(?:谁|哪[个种类家边一]).*$|(?:更?[多少高低大小快慢])(?:一些|些|点)?[呢吗]?$|合计.*$|加起来.*$|一共.*$|总共.*$|相差.*$|差距.*$|的?对比$"
)


def by_place(text: str, whole: Slots, home: str | None) -> Cells:
    """One cell per region where several are named side by side: 贵州和河南，谁…; 苏浙沪三地…"""
    for _, _, places in rows_of_places(text):
        return tuple(replace(whole, region=_known_as(place)) for place in places)
    named = [
        r
        for r in mentions(text, home)
        if not r.relative and (r.code or is_marked(text, r)) and not part_of_name(text, r)
    ]
    names = dict.fromkeys(r.name for r in named)
    # 芜湖市…弋江区和镜湖区: the city only says where both are.
    around = [n for n in names if sum(n != other and contains(n, other) for other in names) >= 2]
    inner = [n for n in names if n not in around]
    apart = [n for n in inner if not any(n != other and contains(other, n) for other in inner)]
    if len(apart) < 2 and (pair := _against_wider(text, home)):
        apart = list(pair)
    if len(apart) < 2 or _another_named(text, named, len(apart)):
        return ()
    return tuple(replace(whole, region=name) for name in apart)


def _against_wider(text: str, home: str | None) -> tuple[str, ...]:
    """A place and the wider one that it is held against: 甲市…比全国平均水平高还是低."""
    names = list(dict.fromkeys(r.name for r in mentions(text, home) if not r.relative))
    if len(names) != 2:
        return ()
    wider = [n for n in names if any(n != other and contains(n, other) for other in names)]
    said = f"(?:{'|'.join(re.escape(n) for n in wider)})" if wider else "$^"
    averages = rf"(?:[比较与和跟同]|高于|低于|超过){said}的?(?:平均|总体|整体)"
    against = rf"(?:比|高于|低于|超过){said}(?:的?水平)?(?:[，,？?吗]|[多高大少低])"
    return tuple(names) if re.search(f"{averages}|{against}", text) else ()


def _another_named(text: str, named: Sequence[Region], count: int) -> bool:
    """Whether a row holds a place that is not known: 三个区县 of which two are; 甲区、乙区、某地."""
    said = _SO_MANY.search(text)
    if said and _COUNTS[said["count"]] != count:
        return True
    starts = {r.start for r in named}
    return any(text[r.end : r.end + 1] == "、" and r.end + 1 not in starts for r in named)


_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_SO_MANY = re.compile(
    r"(?P<count>[两二三四五六七八九十])(?:个)?(?:省区?市?|县级市|地级市|县市区|区县|县区|县市|市县|区市|旗县|盟市|州市|市州|城市|地区|市|县|区|州|地|省份)"
    r"(?![\u4e00-\u9fff]{0,4}[里中]?(?:最|哪))"
)


def by_place_member(text: str, whole: Slots) -> Cells:
    """The places of a row as members of a figure of a wider region: 全球算力里中美各占多少 -> 美国, 中国."""
    for _, _, places in rows_of_places(text):
        return tuple(
            replace(whole, text=f"{whole.text}，{place}", words=(*whole.words, place), region=whole.region)
            for place in places
        )
    return ()


def _known_as(place: str) -> str:
    return "全国" if place == "中国" else place


def by_time(text: str, whole: Slots) -> Cells:
    """One cell per year where several are named: 2021 和 2025 年的目标分别是多少."""
    spelled = re.sub(r"((?:19|20)\d{2})(?=[和与、]\s*(?:19|20)\d{2}年)", r"\1年", text)
    dates = [p for p in periods(spelled) if p.kind in ("date", "plan") and p.iso]
    years = list(dict.fromkeys(p.iso for p in dates if p.iso))
    alike = len({len(y) for y in years}) == 1 or all(re.fullmatch(r"\d{4}|\d{4}/\d{4}", y) for y in years)
    if len(years) < 2 or not alike:
        return ()
    stops = [*(p.start for p in dates[1:]), len(spelled)]
    said = {p.iso: _status(spelled[p.start : stop]) for p, stop in zip(dates, stops, strict=True)}
    if said[years[0]] == "target" and _AGAINST.search(spelled) and not _ADJUSTED.search(spelled):
        # 2026年目标比2024年多: what a target is held against has happened.
        said = {iso: status or "actual" for iso, status in said.items()}
    if list(said.values()) == [None, "target"] and _MEASURED.search(spelled):
        said[years[0]] = "actual"  # 2024年增速是否高于2025年目标
    if {"target", "actual"} <= set(said.values()):
        return tuple(replace(whole, period=year, status=said[year] or whole.status) for year in years)
    return tuple(replace(whole, period=year) for year in years)


_MEASURED = re.compile(r"(?:高于|低于|多于|少于|超过|不及|超出)(?:了)?(?:19|20)\d{2}年")
_ADJUSTED = re.compile(r"调高|调低|上调|下调|调整|(?:提高|降低)了?(?:还是|或)")
_AGAINST = re.compile(
    r"(?:比|较|距离?|离)[^，。？?]{0,12}(?:19|20)\d{2}年|(?:与|和|跟|同)[^，。？?]{0,12}(?:19|20)\d{2}年[^，。？?]*比"
)


def _status(piece: str) -> str | None:
    """What a piece behind a year asks of it: 2025年目标, 2024年实际."""
    if re.search(r"目标|计划(?!单列)|任务|预期", piece):
        return "target"
    return "actual" if re.search(r"实际|完成|实绩|已经|达到了|基期|基数|现状|水平", piece) else None


def by_span(whole: Slots) -> Cells:
    """One cell per year of a span of years: 2019到2023年."""
    if not whole.period or not re.fullmatch(r"\d{4}/\d{4}", whole.period):
        return ()
    first, last = (int(year) for year in whole.period.split("/"))
    return tuple(replace(whole, period=str(year)) for year in range(first, last + 1)) if last - first < 40 else ()


def by_member(whole: Slots) -> Cells:
    """One cell per member where several of one dimension are named and only one thing is measured of them."""
    if len(whole.concept.measures - {"拥有量"}) > 1:
        return ()
    for dimension in dict.fromkeys(d for d, _ in whole.members):
        named = [m for m in whole.members if m[0] == dimension]
        if len(named) >= 2 and dimension != "专利类型":
            others = tuple(m for m in whole.members if m[0] != dimension)
            drop = {w for _, member in named for w in words(expand(member))}
            kept = tuple(w for w in whole.words if w not in drop)
            return tuple(replace(whole, members=(*others, m), words=kept) for m in named)
    return ()


def by_piece(text: str, whole: Slots, home: str | None, anchor: int | None) -> Cells:
    """The pieces of a question that may each name a figure: split at 比, 和, 还是, 、."""
    pieces = []
    for piece in _SPLIT.split(text):
        bare = _COUNTED.sub("", _GIVEN.sub("", _QUESTION_TAIL.sub("", piece.strip())))
        if _UNIT_ONLY.fullmatch(bare):
            continue  # …，批次相差多少: how both sides are counted
        if (bare and content_words(bare, periods(bare), [])) or members(bare):
            pieces.append(slots(bare, home, anchor))
    if len(bearers_in(text)) == 1 and any(p.members and not (p.concept.measures or p.concept.object) for p in pieces):
        return ()  # 做航空动力的那些家，有效发明专利: what is named alone is whose the rest is
    return _shared(tuple(pieces), whole) if len(pieces) > 1 else ()


def by_item(text: str, whole: Slots, home: str | None, anchor: int | None) -> Iterator[Cells]:
    """One cell per item of a row (甲、乙和丙的营业收入): what stands before and behind the row holds for each."""
    for first, last, items in rows(text):
        head, tail = text[:first], asking().classifier.sub("", text[last:], count=1)
        # A space, lest the words of an item and of what stands behind it run together: 超算|算力.
        found = tuple(slots(f"{head}{item} {tail}", home, anchor) for item in items)
        yield tuple(_completed(cell, whole) for cell in found)


def rows(text: str) -> list[tuple[int, int, list[str]]]:
    """The rows of two items or more in a text: where each begins and ends, and its items.

    The last item of a row has no mark behind it: it is taken up to the next boundary, then as long as the first.
    """
    links = list(_LINK.finditer(text))
    if not links:
        return []
    before = [m.end() for m in _STARTS.finditer(text, 0, links[0].start())]
    before += [r.end for r in mentions(text) if r.end < links[0].start() and not part_of_name(text, r)]
    start = max(before, default=0)
    edge = _ENDS.search(text, links[-1].end() + 1) if links[-1].end() < len(text) else None
    stop = edge.start() if edge else len(text)
    number = asking().classifier.search(text, links[-1].end(), stop)
    stop = number.start() if number else stop
    inner = [text[a:b] for a, b in zip([start, *(m.end() for m in links)], [m.start() for m in links], strict=False)]
    begin = links[-1].end()
    found = []
    for end in dict.fromkeys((stop, begin + _as_long(inner[0], text[begin:stop]))):
        items = [item.strip() for item in (*inner, text[begin:end])]
        if all(items) and len(set(items)) == len(items):
            found.append((start, end, items))
    return found


def _as_long(first: str, rest: str) -> int:
    """The length of the opening of ``rest`` with as many words as the first item."""
    count = len(words(first))
    position = 0
    for word in words(rest)[:count]:
        at = rest.lower().find(word, position)
        if at < 0:
            return len(rest)
        position = at + len(word)
    return position


def _completed(cell: Slots, whole: Slots) -> Slots:
    """A cell with the time, place, status and statistic of the whole question where it names none."""
    return replace(
        cell,
        stat=cell.stat or whole.stat,
        unit=cell.unit or whole.unit,
        period=cell.period or (None if cell.open_period else whole.period),
        period_text=cell.period_text or whole.period_text,
        region=cell.region or whole.region,
        status=cell.status or (whole.status if not cell.open_period else "actual"),
    )


def _without_others(text: str, operand: Slots, all_of_them: Sequence[Slots]) -> str:
    """The text of the whole without the rights of the other operands, where several are pledged: 专利、商标两项."""
    own = operand.concept.object
    others = {o.concept.object for o in all_of_them if o.concept.object} - {own}
    if not own or not re.search("质押", text) or any(own in other or other in own for other in others):
        return text
    return re.sub("|".join(map(re.escape, sorted(others))) or "$^", "", text)


def _shared(operands: Cells, whole: Slots) -> Cells:
    """Operands with what they leave to each other filled in: 发明和实用新型的授权量 -> both are 授权量."""
    measured = [o for o in operands if o.concept.measures]
    named = [o for o in operands if o.concept.object]
    # 有效发明专利里，企业…: a piece that names only the total is a setting, not an operand.
    bearing = [o for o in operands if not re.search(r"[里中]$", o.text)] or list(operands)
    filled = []
    for operand in bearing:
        meant = operand.concept
        if not meant.measures and (meant.object or operand.members) and measured:
            donor = measured[-1].concept
            meant = replace(meant, measures=donor.measures, object=meant.object or donor.object)
        total = bool(_TOTAL.search(operand.text))
        if not meant.object and meant.measures and named and not total:
            meant = replace(meant, object=named[0].concept.object)
            if not operand.members and named[0].members:
                operand = replace(operand, members=tuple(m for m in named[0].members if m[0] == "专利类型"))
        text = operand.text if total else _without_others(whole.text, operand, bearing)
        filled.append(replace(_completed(replace(operand, concept=meant), whole), text=text))
    return tuple(filled)
