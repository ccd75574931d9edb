"""Mentions of administrative divisions, resolved against the national table (行政区划).

A region's name is written with its prefecture where it is a county (洛阳市西工区), alone where it is a prefecture or a
province. 全国 and 全球 are regions too; 全市, 我区 stand for the document's own region at that level.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from ...text import simplified
from ..lexicons import region_lines
from ..vocabulary import member_at

NATION = "全国"
WORLD = "全球"
_WORLD_WORDS = {"全国": NATION, "我国": NATION, "中国": NATION, "全球": WORLD, "世界": WORLD, "国内": NATION}
_SUFFIXES = (
    "维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区",
    "新区", "省", "市", "区", "县", "旗", "盟", "州",
)  # fmt: skip
# Peoples in the names of autonomous divisions; a name of one character only counts with its 族.
_PEOPLES = re.compile(
    r"(?:(?:[回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒]|哈尼|拉祜|纳西|仫佬|布朗|毛南|仡佬|裕固|保安|独龙|普米|各)族"
    r"|(?:蒙古|哈萨克|柯尔克孜|朝鲜|布依|土家|傈僳|景颇|撒拉|东乡|锡伯|塔吉克|达斡尔|鄂伦春|鄂温克)族?)+$"
)
_RELATIVE = re.compile(r"(?:全|我|本|辖)(省|市|区|县|州|盟|旗|自治区)(?!域|间|块|政|场|民|委|长)")
# A place name that only opens the name of something else.
_NOT_A_PLACE = re.compile(
    r"路|街|大道|大学|学院|银行|集团|公司|股份|机场|高铁|石化|石油|人寿|语|话|菜|酒"
    r"|县(?![区市域级乡城镇])"  # a county of its city's name that the table no longer has
)


# 其中国家级 is no 中国; 国内申请人 is told from 国外申请人, and says of whom a number is.
_NO_WORLD = re.compile(
    r"其中国|.?(?:国内外|全国(?:文物|农业|经济|人口|国土|污染源)?普查|全国第[一二三四五六七八九十]+次|全国(?:优秀|先进|文明|重点|示范|最大|最高|唯一))|.?国内(?:知名|一流|顶尖)|.?国内(?:申请人|权利人|专利权人|主体|机构|用户)"
    r"|.?中国(?:(?:工商|农业|建设|进出口|邮政储蓄|民生|光大|农业发展)?银行|人民银行|人寿|人保|太保|平安|移动|电信|联通|石油|石化|海油"
    r"|中车|中铁|船舶|科学院|中医|农业大学|政法大学|矿业大学|药科大学|专利(?:金|银|优秀)?奖|驰名商标|专利保护协会)"
)


@dataclass(frozen=True, slots=True)
class Region:
    """A mention of a region at ``start``..``end``; ``code`` is "" for 全国 and 全球; ``relative`` for 全市, 我区."""

    start: int
    end: int
    name: str
    code: str = ""
    relative: bool = False


@cache
def _names() -> dict[str, str]:
    return dict(region_lines())


@cache
def _by_alias() -> dict[str, tuple[str, ...]]:
    """Full and, for provinces and prefectures, short names -> codes."""
    index: dict[str, list[str]] = {}
    for code, name in region_lines():
        index.setdefault(name, []).append(code)
        short = short_name(name)
        if len(code) <= 4 and len(short) >= 2 and short != name:
            index.setdefault(short, []).append(code)
            if name.endswith("自治州"):  # 红河州
                index.setdefault(f"{short}州", []).append(code)
        elif name.endswith(("自治县", "自治旗")):  # 长阳县
            index.setdefault(f"{short}{name[-1]}", []).append(code)
    for former, code in _former_counties():
        index.setdefault(former, [code])
    return {alias: tuple(codes) for alias, codes in index.items()}


def _former_counties() -> Iterator[tuple[str, str]]:
    """Counties that became a district or a city of the same name, as older documents write them: 崇明县 -> 崇明区."""
    bearers: dict[str, list[str]] = {}
    for code, name in region_lines():
        bearers.setdefault(short_name(name), []).append(code)
    for stem, codes in bearers.items():
        name = _names()[codes[0]]
        if len(codes) == 1 and len(codes[0]) == 6 and len(stem) == 2 and name in (f"{stem}区", f"{stem}市"):
            yield f"{stem}县", codes[0]


@cache
def _openings() -> frozenset[str]:
    return frozenset(alias[:2] for alias in _by_alias())


def short_name(name: str) -> str:
    """洛阳市 -> 洛阳, 广西壮族自治区 -> 广西, 恩施土家族苗族自治州 -> 恩施."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            stem = name[: -len(suffix)]
            return (_PEOPLES.sub("", stem) if suffix in ("自治州", "自治县", "自治旗") else stem) or stem
    return name


def full_name(code: str) -> str:
    """The name by which a region is known in figures: 410303 -> 洛阳市西工区, 4103 -> 洛阳市, 41 -> 河南省."""
    names = _names()
    if len(code) == 6:
        return names.get(code[:4], names.get(code[:2], "")) + names[code]
    return names[code]


def ancestors(code: str) -> tuple[str, ...]:
    """The codes above a code, nearest first."""
    return tuple(code[:n] for n in (4, 2) if len(code) > n and code[:n] in _names())


def code_of(name: str | None) -> str | None:
    """The code of a full name as ``full_name`` writes it; None for nation, world and unknown names."""
    return _codes().get(name or "")


@cache
def _codes() -> dict[str, str]:
    return {full_name(code): code for code, _ in region_lines()}


def regions(text: str, home: str | None = None) -> list[Region]:
    """All mentions in order; ``home`` is the code of the document's own region and decides between namesakes."""
    return places_in(simplified(text), home)


def places_in(text: str, home: str | None) -> list[Region]:
    """All mentions in a text in Simplified characters."""
    found = sorted(_scan(text, home), key=lambda r: (r.start, -r.end))
    return list(_merge(found)) if found else found


def opens_with_place(text: str, home: str | None) -> bool:
    """Whether a text may open with a place: quickly, and rather once too often."""
    return text[:2] in _openings() or (home is not None and text.startswith(short_name(_names()[home])))


def _scan(text: str, home: str | None) -> Iterator[Region]:
    openings, aliases = _openings(), _by_alias()
    home_short = short_name(_names()[home]) if home else ""
    home_opening = home_short[:2]
    for i in range(len(text) - 1):
        two = text[i : i + 2]
        if two in _WORLD_WORDS and not _NO_WORLD.match(text, max(0, i - 1)):  # 其中国家级, 其中国内
            yield Region(i, i + 2, _WORLD_WORDS[two])
        if two == home_opening and home and text.startswith(home_short, i):
            whole = text.startswith(_names()[home], i)
            end = i + len(_names()[home] if whole else home_short)
            if whole or not _NOT_A_PLACE.match(text, end):
                yield Region(i, end, full_name(home), home)
        if two not in openings:
            continue
        for length in range(min(12, len(text) - i), 1, -1):
            codes = aliases.get(text[i : i + length])
            if (
                codes
                and not _no_place(text, i)
                and not (length == 2 and _NOT_A_PLACE.match(text, i + length))
                and not _KIND_OF.match(text, i + 2)
            ):
                code = _choose(codes, home)
                yield Region(i, i + length, full_name(code) if code else text[i : i + length], code or "")
                break
    if home:
        for match in _RELATIVE.finditer(text):
            if code := _own(match[1], home):
                yield Region(match.start(), match.end(), full_name(code), code, relative=True)


_METAL = re.compile(
    r"(?<=[金铜铅锌铂镍、])白银(?![市区])|白银(?=[、和与](?:黄金|精?[铜铅锌]|铂))|白银(?:产量|价格|期货)"
)
"""Silver, and not the city of that name."""
_KIND_OF = re.compile(r"县(?:[域级乡]|城(?![区镇乡市]))")
"""新建县域医院, 新建县级站: what is built in counties, and none of them."""


def _choose(codes: tuple[str, ...], home: str | None) -> str | None:
    """Among namesakes: the one nearest to home; a lone one; a province or prefecture before counties; else unknown."""
    if len(codes) == 1:
        return codes[0]
    if home:
        near = [c for n in (6, 4) for c in codes if c[:n] == home[:n] and len(c) >= n]
        if near:
            return near[0]
    high = [c for c in codes if len(c) <= 4]
    return min(high, key=len) if high else None


def _own(word: str, home: str) -> str | None:
    """What 全市, 我区 mean in a document of ``home``: it or its ancestor of that kind; None if there is none."""
    for code in (home, *ancestors(home)):
        name = _names()[code]
        level = {"省": 2, "自治区": 2}.get(word)
        if (level == len(code)) or (level is None and name.endswith(word)):
            return code
    return None


def _no_place(text: str, start: int) -> bool:
    """Whether two characters that open a place are none here: 黄金、白银; 中心|城区."""
    if text.startswith("白银", start):
        return any(m.start() == start for m in _METAL.finditer(text))
    return text.startswith("城区", start)


def _merge(found: list[Region]) -> Iterator[Region]:
    """Overlaps dropped (the longest first one stays); 洛阳市 + 西工区 in a row become one mention."""
    last: Region | None = None
    for region in found:
        if last and region.start < last.end:
            if region.end <= last.end:
                continue
            if region.start == last.start:
                last = region
                continue
            continue
        if last and region.start == last.end and last.code and not region.relative:
            nested = _within(region, last.code)
            if nested:
                last = Region(last.start, region.end, full_name(nested), nested)
                continue
        if last:
            yield last
        last = region
    if last:
        yield last


def _within(region: Region, above: str) -> str | None:
    """The code of the namesake of a region that lies in ``above``."""
    name = _names().get(region.code, region.name)
    codes = _by_alias().get(name, ())
    inside = [c for c in codes if c.startswith(above) and c != above]
    return inside[0] if inside else None


def common_home(names: Iterable[str | None]) -> str | None:
    """The one province or city that two divisions or more all lie in; None where they share none."""
    codes = {code for name in names if (code := code_of(name)) and len(code) > 2}
    for length in (4, 2):
        above = {code[:length] for code in codes if len(code) > length}
        if (
            len(codes) > 1
            and len(above) == 1
            and all(len(c) > length for c in codes)
            and (found := above.pop()) in _names()
        ):
            return full_name(found)
    return None


def namesakes(name: str) -> tuple[str, ...]:
    """The codes of all divisions of that name: 鼓楼区 is in four cities."""
    return _by_alias().get(name, ())


def contains(outer: str | None, inner: str | None) -> bool:
    """Whether a region lies in (or is) another, by name: 洛阳市 contains 洛阳市西工区."""
    if outer in (inner, WORLD):
        return True
    if outer == NATION:
        return inner != WORLD and not (inner and member_at(inner, "国家和地区"))
    if outer and inner and inner.startswith(outer) and code_of(outer) is None and outer[-1] in "市县州盟旗区":
        return True  # 桐州市柳溪区 in 桐州市, which the table does not know
    a, b = code_of(outer), code_of(inner) or _opening_code(inner or "")
    return bool(a and b and b.startswith(a))


@lru_cache(maxsize=1 << 12)
def _opening_code(name: str) -> str | None:
    """The code of the division that the name of a zone or a body opens with: 青岛市高新区 lies in 青岛市."""
    words = name.removeprefix("中国（")
    return next((r.code for r in regions(words)[:1] if r.start == 0 and r.end < len(words)), None) or None


# 居全市第 4 位, 高于全国平均, 占全球比重, 全国 12315 平台, 中国专利奖: the place is part of something else.
_SCOPE_BEFORE = re.compile(r"(?:居|占|占到|列|排|于|过|和|与|同|外)[ \u3000]*$")
_SCOPE_AFTER = re.compile(
    r"[ \u3000]*(?:第(?![^，。]{1,4}[届次]|[一二三四][、和]?[一二三四]?(?:产业|季度))"
    r"|首|平均|平均水平|前列|比重|的比重|专利奖|政府|"
    r"知识产权局|"
    r"[“\"](?!十[一二三四五六七]五)|班|籍|驰名|名牌|知识产权(?:优势|示范|强(?![市省县区]建设))|级|市场监督|牌|品牌|"
    r"[^，。、\d量额数率值]{0,8}(?:排名|位列|居(?!民|家|住|委)|排(?=[第在]))第?|[^，。、\d]{0,12}(?:大赛|比赛|竞赛)|[^，。]{0,4}(?:平台|大厦|公司|研究院|大学|学院|实验室|银行)|(?<![省市区县])(?:[分支]行|分公司))"
)


# 占全国 5 %; 市南区 12.1 亿元 is whose number it is.
_NUMBER_AFTER = re.compile(r"[ \u3000]*\d(?!\d{3}[ \u3000]*年)")


def is_scope(text: str, region: Region) -> bool:
    """Whether a mention is part of a ranking, a comparison or a name, and does not say where a number holds."""
    before = text[max(0, region.start - 3) : region.start]
    if (region.relative or not region.code) and _NUMBER_AFTER.match(text, region.end):
        return True
    return bool(_SCOPE_BEFORE.search(before) or _SCOPE_AFTER.match(text, region.end))
