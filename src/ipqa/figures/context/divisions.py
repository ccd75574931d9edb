"""Cities, counties and districts that the table of divisions does not know: renamed, new, or anonymised ones.

桐州市知识产权白皮书, 成都市柳溪区工作总结: what a title opens with is a place by the name it is written with. Pure
functions.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from ...records import Figure
from .regions import code_of, namesakes, regions

_NAME = re.compile(r"(?P<own>[\u4e00-\u9fff]{2,3}?)(?P<kind>自治[县州旗]|[市县区州盟旗])")
# What a title or the name of an office goes on with.
_BEHIND = re.compile(
    r"$|[\d\s《》“”（(、，。_\-—·]|关于|知识产权|专利|商标|版权|人民|政府|市场监|第|的|年|上半年|科技|工作|国民经济|经济|统计|财政|法院|检察|发展|"
    r"质押|地理标志|创新|优化|营商|支持|促进|推进|高质量|十[四五]|保护|规划|教育|文化|工业|农业|商务|卫生|生态|环境|预算|决算|海关|税务|公安|司法"
)
# Words that are no name of one place: 城市, 上市, 示范区, 贫困县, 沿海地区.
_COMMON = re.compile(
    r"知识|产权|专利|商标|国家|全国|我国|中国|示范|试点|创新|重点|优势|中心|首批|部分|直辖|省会|设区|地级|县级|省级|市级|沿海|贫困|脱贫|百强|经济|工业|"
    r"科技|开发|开放|保税|自贸|自由|贸易|试验|高新|产业|功能|集聚|合作|管理|保护|发展|旅游|度假|民族|自治|行政|长三角|京津|湾区|流域|[东西中南北]部|东北|"
    r"农村|建设|改革|关于|推进|加快|支持|促进|全面|深化|加强|做好|印发|若干|有关|相关|各地|主要|以及|[和与及在对的了等年]"
)
_ENDS = {
    "市": frozenset("城上都超门股楼夜菜集花黑早大小我本全各该两三几强级"),
    "县": frozenset("各我本全该两三几强级山农"),
    "区": frozenset("社园小地山景校厂灾牧林矿郊街片特军战专辖新老各我本全该两三几县市强级城港自治"),
    "州": frozenset("各我本全该两三几"),
    "盟": frozenset("联同结加各我本全"),
    "旗": frozenset("各我本全国红"),
}


@lru_cache(maxsize=1 << 10)
def division_at(words: str, start: int = 0) -> str | None:
    """The division that a title names at a place though no table knows it, behind the known place that it lies in."""
    place = next((r for r in regions(words) if r.start == start and r.code), None)
    begin = place.end if place else start
    if place and words[place.end - 1] not in "省市区州盟":
        return None
    found = next((m for m in _names(words, begin) if _BEHIND.match(words, m.end())), None)
    if found is None or _COMMON.search(found["own"]) or found["own"][-1] in _ENDS.get(found["kind"], ()):
        return None
    if any(r.start < found.end() and begin < r.end for r in regions(words)) or namesakes(found.group()):
        return None
    return words[start : found.end()]


def _names(words: str, begin: int) -> list[re.Match[str]]:
    """The readings of a name from a place: 沂河市, 洪泽湖县."""
    lengths = (re.compile(_NAME.pattern.replace("{2,3}?", f"{{{n}}}")) for n in (2, 3))
    return [m for pattern in lengths if (m := pattern.match(words, begin))]


@lru_cache(maxsize=1 << 10)
def is_unlisted_division(name: str | None) -> bool:
    """Whether a region is a city, a county or a district that the table does not know, or lies in one."""
    return bool(name) and (division_at(name or "") == name or _city_of(name or "") is not None)


def _city_of(name: str) -> str | None:
    """The unlisted city that the name of a part of it opens with: 桐州市柳溪区 -> 桐州市."""
    found = _NESTED.fullmatch(name)
    return found["city"] if found and division_at(found["city"]) == found["city"] else None


_NESTED = re.compile(
    r"(?P<city>[\u4e00-\u9fff]{2,3}[市州盟])[\u4e00-\u9fff]{1,12}(?:区|县|市|旗|镇|乡|街道|园|片区|新城)"
)
_LOCAL = re.compile(r"[\u4e00-\u9fff]{1,10}(?:区|县|市|旗|镇|乡|街道)")
_ABOVE = re.compile(r"^.+?(?:省|自治区|自治州|地区|市|盟)(?=.{2,})")


def placed(figures: Iterable[Figure], region: str | None, text: str) -> list[Figure]:
    """The figures of a document of an unlisted city, its parts named in it: 柳溪区 -> 桐州市柳溪区."""
    if not is_unlisted_division(region) or region is None or region[-1] not in "市州盟":
        return list(figures)
    return [_placed(figure, region, text) for figure in figures]


def _placed(figure: Figure, city: str, text: str) -> Figure:
    part = dict(figure.dimensions).get("地区")
    if part and _LOCAL.fullmatch(part) and figure.region in (city, part, None):
        kept = tuple(m for m in figure.dimensions if m[0] != "地区")
        return replace(figure, region=_within(city, part), dimensions=kept)
    own = _local_name(figure.region or "", city, text)
    return replace(figure, region=_within(city, own)) if own else figure


def _local_name(name: str, city: str, text: str) -> str:
    """What a part of the city is called, where the table gave it to a city that the text never names."""
    if name == city or not _LOCAL.fullmatch(name) or name.startswith(city):
        return ""
    above = _ABOVE.match(name)
    if above is None:
        return name if code_of(name) is None else ""
    return name[above.end() :] if above.group()[:2] not in text else ""


def _within(city: str, part: str) -> str:
    stem = city[:-1]
    rest = part.removeprefix(city)
    return city + (rest.removeprefix(stem) if len(rest) > len(stem) + 1 else rest)


def own_name(name: str) -> str:
    """An unlisted division without the place that it lies in: 成都市柳溪区, 桐州市柳溪区 -> 柳溪区."""
    if city := _city_of(name):
        return name.removeprefix(city)
    place = next((r for r in regions(name) if r.start == 0 and r.code), None)
    return name[place.end :] if place else name


_OPENS = re.compile(r"^(?:关于(?:印发|发布|公布)?|[\d年_.\-—\s]*)《?")


def titled_division(title: str) -> str | None:
    """The unlisted division that a title opens with, behind its year and 关于印发《."""
    found = _OPENS.match(title)
    return division_at(title, found.end() if found else 0)
