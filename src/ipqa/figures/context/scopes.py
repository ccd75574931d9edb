"""Scopes: zones and bodies that are no division of the national table (渤东经济技术开发区, 某大学, 某海事法院).

A document about one has the scope's own full name, as its title writes it, as its region, and so have its figures
unless their clause names another place. A scope lies in the division that its own name opens with (青岛市高新区 in
青岛市), else nobody knows where. Bodies are regions as zones are, and no ``Figure.entity``: one slot then says of whom
a number is, and a question about the nation is not answered with a university's.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from ...text import simplified
from .divisions import is_unlisted_division, own_name
from .regions import Region, namesakes, regions

# Kinds of zones, and how people say them in short.
_ZONES = {
    "经济技术开发区": ("经开区", "开发区", "技术开发区"),
    "经济开发区": ("经开区", "开发区"),
    "高新技术产业开发区": ("高新区", "高新技术开发区", "开发区"),
    "高新技术开发区": ("高新区", "开发区"),
    "高新技术产业园区": ("高新区", "高新园区", "园区"),
    "自由贸易试验区": ("自贸试验区", "自贸区"),
    "自贸试验区": ("自贸区", "自由贸易试验区"),
    "自由贸易港": ("自贸港",),
    "自主创新示范区": ("自创区", "示范区"),
    "临空经济示范区": ("临空经济区", "临空示范区"),
    "综合保税区": ("综保区", "保税区"),
    "保税港区": ("保税区",),
    "出口加工区": (),
    "边境经济合作区": ("合作区", "边合区"),
    "经济合作区": ("合作区",),
    "旅游度假区": ("度假区",),
    "高新技术园区": ("高新区", "园区"),
    "工业园区": ("工业园", "园区"),
    "产业园区": ("产业园", "园区"),
    "科技园区": ("科技园", "园区"),
    "科技城": (), "科学城": (), "软件园": (), "工业园": (), "产业园": (), "科技园": (),
    "经开区": ("经济技术开发区", "经济开发区", "开发区"),
    "高新区": ("高新技术产业开发区", "高新技术开发区"),
    "自贸区": ("自贸试验区", "自由贸易试验区"),
    "综保区": ("综合保税区", "保税区"),
    "开发区": (), "保税区": (), "合作区": (), "度假区": (), "示范区": (), "管理区": (), "新区": (),
    "片区": (), "园区": (),
}  # fmt: skip
_BODIES = {
    "集团股份有限公司": ("集团公司", "集团", ""),
    "集团有限责任公司": ("集团公司", "集团", ""),
    "集团有限公司": ("集团公司", "集团", ""),
    "股份有限公司": ("公司", "股份公司", "股份", ""),
    "有限责任公司": ("公司", ""),
    "有限公司": ("公司", ""),
    "高级人民法院": ("高院", "高级法院"),
    "中级人民法院": ("中院", "中级法院"),
    "知识产权法院": ("知产法院",),
    "铁路运输法院": ("铁路法院",),
    "人民检察院": ("检察院",),
    "人民法院": ("法院",),
    "海事法院": (), "金融法院": (), "互联网法院": (),
    "职业技术学院": ("职院",),
    "研究院": (), "研究所": (), "大学": (), "学院": (), "医院": (), "集团": (), "公司": ("",), "银行": (),
    "行业协会": ("协会",), "协会": (), "商会": (), "学会": (), "联合会": (), "联盟": (), "海关": (), "港": ("港口",),
}  # fmt: skip
_KINDS = {**_ZONES, **_BODIES}
_BY_LENGTH = sorted(_KINDS, key=lambda kind: (-len(kind), kind))
# Of a division that the table knows these report on the division.
_OF_A_PLACE = re.compile(r"(?:高级|中级)?(?:人民法院|人民检察院)$|海关$")
_HAN = r"[\u4e00-\u9fffA-Za-z·]"
_NAME = re.compile(
    rf"(?P<name>(?:中国[（(]{_HAN}{{2,8}}[）)])?{_HAN}{{0,24}}(?:{'|'.join(_BY_LENGTH)})"
    rf"(?:[（(][\u4e00-\u9fff]{{2,4}}[）)])?(?:(?<=[区）)]){_HAN}{{2,8}}片区)?)"
    # 高新区企业, 大学生, 协会会员: the kind belongs to the next word.
    r"(?=$|[\d\s《》“”（(、，。_\-—·]|关于|知识产权|专利|商标|政府|管委会|管理委员会|的|年|上半年|第?[一二三四]季度|科技|工作|国民经济|经济|统计"
    r"|审判|生产|运行|建设|发展|财务|年度|投资|进出口|外贸|社会|质量|季度|月|主要|情况|概况|促进|支持|创新|优化|营商|十|司法|检察|成果|半年|信息|数据|"
    r"[“\"]?十[四五]|高质量|保护|执法|工业|商务|财政|预算|决算|党|招商|安全|环境|服务|规划|三年|海关|货物|吞吐|集装箱)"
)
_OPENS = re.compile(
    r"^|《|(?:^|》|[局厅委院会府室部])关于(?:印发|发布|公布|下达|报送|同意|批准|转发)?《?|(?:19|20)\d{2}年(?:度|上半年|[一二三四]季度)?|^[\d年月_.\-—\s]+[_\-—\s]"
)
# Words that name no zone or body by themselves: 全国高新区, 推进开发区建设, 中国大学, 部分公司.
_GENERIC = re.compile(
    r"(?:中国|全国|我国|我们|国家级?|省级|市级|区级|全[省市区县]|[我本各辖]?[省市县]|[我本各]区|各类|各地|各|部分|有关|相关|若干|重点|主要|本|该|全|推进|支持|促进|"
    r"加快|加强|推动|深化|关于|进一步|做好|开展|建设|发展|创新|改革|高质量|知识产权|专利|商标|示范|试点|优势|强国|强省|强市|上市|民营|国有|外资|龙头|"
    r"股份|有限|责任|人民|最高|高级|中级|基层|地方|高等|普通|重点|一流|本科|职业|技术|经济|产业|工业|科技|高新|综合|现代|特色|农业|开放|合作|新型|行业|"
    r"企业|大型|中小|互联网|金融|海事|和|与|及|等|在|对|的|年|度|世界|全球|国际|开发|自由贸易|自主|旅游|临空)+"
)
_PROVINCE = re.compile(r"^[\u4e00-\u9fff]{2,8}(?:省|自治区)$")
_JOINED = re.compile(
    r"[与和及]|关于|支持|推进|促进|推动|加强|深化|印发|召开|举行|组织|开展|走访|调研|赴|实施|做好|获批|入选|建立|成立|打造"
)


def scope_of(title: str, issuer: str | None = None) -> str | None:
    """The scope that a title opens with, behind its year and 关于印发《; else the zone or court that an issuer is of.

    Institutes, universities and companies issue documents about other things than themselves.
    """
    words = simplified(title)
    for opening in _OPENS.finditer(words):
        if (name := _scope_at(words, opening.end())) and not _writes(words, opening.end() + len(name), name):
            return name
    name = _scope_at(simplified(issuer or ""), 0)
    return name if name and (_parted(name)[0] in _ZONES or _parted(name)[0] in _COURTS) else None


def _writes(title: str, end: int, name: str) -> bool:
    """Whether a body is only who writes: 某研究院关于算力发展的报告."""
    return _parted(name)[0] in _WRITERS and _ABOUT.match(title, end) is not None


_ABOUT = re.compile(r"\s*(?:关于|发布|[：:《])")


def _scope_at(words: str, start: int) -> str | None:
    """The longest scope that stands at a place of a title."""
    end = len(words)
    while found := _NAME.match(words, start, end):
        if _is_scope(found["name"]):
            return found["name"]
        end = found.end() - 1
    return None


def _is_scope(name: str) -> bool:
    kind, rest = _parted(name)
    if not kind or len(rest) < 2 or _GENERIC.fullmatch(rest) or _PROVINCE.match(rest):
        return False
    if _JOINED.search(name) or _NESTED.search(name):
        return False
    places = [r for r in regions(name) if r.start == 0 and r.code]
    place = places[0] if places else None
    if place and place.end == len(name):
        return False  # 浦东新区 is a division of the table
    return kind not in _BODIES or _is_body(kind, rest, place)


# 某海关知识产权海关保护情况: the body's name ends before what its report is about.
_NESTED = re.compile(
    r"(?:海关|法院|检察院|大学|学院|公司|集团|银行|开发区|高新区|片区|园区)(?:知识产权|专利|商标|版权)"
)
_COURTS = frozenset(kind for kind in _BODIES if kind.endswith(("法院", "检察院", "海关")))
_UNIONS = frozenset(("行业协会", "协会", "商会", "学会", "联合会", "联盟", "研究院", "研究所"))
_WRITERS = frozenset(kind for kind in _BODIES if kind.endswith(("公司", "集团", "银行"))) | _UNIONS


def _is_body(kind: str, rest: str, place: Region | None) -> bool:
    """Whether a kind of body with what stands before it names one, and no kind of many (云溪市上市公司)."""
    own = rest[place.end :] if place else _LED.sub("", rest)
    if kind in _COURTS:
        return not (place and not own and _OF_A_PLACE.search(kind))  # it reports on its division
    if kind == "港":
        return not namesakes(rest + kind + "市")
    if kind in _UNIONS and rest.startswith("中国"):
        return False  # 中国某协会, 中国某研究院 tell of the whole trade
    whole = place is not None and place.end < len(rest + kind) and rest[place.end - 1] not in "省市区县州盟"
    return not _GENERIC.fullmatch(own) if own else whole


_LED = re.compile(r"^[\u4e00-\u9fff]{2,4}?[省市区县州]")


@lru_cache(maxsize=1 << 10)
def _parted(name: str) -> tuple[str, str]:
    """The kind at the end of a name, and what stands before it; empty where it ends with none."""
    plain = re.sub(r"[（(][\u4e00-\u9fff]{2,4}[）)]$", "", name)
    kind = next((k for k in _BY_LENGTH if plain.endswith(k)), "")
    return (kind, plain[: len(plain) - len(kind)]) if kind else ("", name)


def is_scope_name(name: str | None) -> bool:
    """Whether a region's name is that of a zone or a body, or of a division that the table does not know."""
    return bool(name and ((_parted(name)[0] and _is_scope(name)) or is_unlisted_division(name)))


def is_scope_kind(name: str | None) -> bool:
    """Whether a name is a kind of zone alone, as a city's own table calls its zone: 高新区, 经济技术开发区."""
    return name in _ZONES


def zone_stem(name: str) -> str:
    """What stands before the kind of a zone: 渤东经济技术开发区 -> 渤东; empty for bodies and parts of zones."""
    kind, rest = _parted(name)
    return rest if kind in _ZONES and kind != "片区" else ""


@lru_cache(maxsize=1 << 10)
def home_of(name: str | None) -> str | None:
    """The code of the division that a scope's name opens with: 青岛市高新区 -> 3702; None where it names none."""
    if not name:
        return None
    first = next((r for r in regions(name) if r.code and (r.start == 0 or name.startswith("中国"))), None)
    return first.code if first else None


@lru_cache(maxsize=1 << 10)
def scope_aliases(name: str) -> tuple[str, ...]:
    """A scope's full name and its usual short forms, the longest first.

    渤东经济技术开发区 -> 渤东经开区, 渤东开发区; 云溪科技大学 -> 云溪科大, 云科大.
    """
    bases = {name, re.sub(r"^中国[（(]([^）)]+)[）)]", r"\1", name)}
    bases |= {
        re.sub(r"^(?:[\u4e00-\u9fff]{2,6}省|[\u4e00-\u9fff]{2,6}自治区)(?=[\u4e00-\u9fff]{4})", "", b) for b in bases
    }
    if is_unlisted_division(name) and not (_parted(name)[0] and _is_scope(name)):
        return tuple(sorted({name, own_name(name)}, key=lambda a: (-len(a), a)))
    found = set(bases)
    for base in bases:
        found |= set(_shortened(base))
    found |= {other for one in found for other in _without_division(one)}
    return tuple(sorted((a for a in found if _told_by(a)), key=lambda a: (-len(a), a)))


def _without_division(name: str) -> Iterator[str]:
    """青岛市高新区 -> 青岛高新区; 河北雄安新区 -> 雄安新区, for zones that have a name of their own."""
    if full := _CITY.match(name):
        yield full[1] + name[full.end() :]
    kind, rest = _parted(name)
    place = next((r for r in regions(name) if r.start == 0 and r.code), None)
    if place and kind in _OWN_NAMES and len(rest) - place.end >= 2:
        yield name[place.end :]


_CITY = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:自治州|[省市盟])(?=[\u4e00-\u9fff]{2})")
_OWN_NAMES = frozenset(("新区", "片区", "科学城", "科技城", "软件园", "自主创新示范区"))


def _shortened(name: str) -> Iterator[str]:
    kind, rest = _parted(name)
    if kind == "片区":
        zone = next((z for z in _BY_LENGTH if z in _ZONES and z != "片区" and z in rest), "")
        before, _, area = rest.partition(zone) if zone else ("", "", rest)
        yield from (before + short + area + kind for short in (_ZONES.get(zone, ())))
        if len(area) > 1:
            yield area + kind
        return
    stems = {rest, re.sub(r"国家级?$", "", rest)}
    yield from (stem + short for stem in stems for short in (kind, *_KINDS.get(kind, ())))
    if kind == "大学":
        yield from _university(rest)


def _university(stem: str) -> Iterator[str]:
    """云溪科技大学: 云溪科大, 云科大, 云溪科技; 云溪大学: 云大."""
    if len(stem) == 2:
        yield stem[0] + "大"
    elif len(stem) >= 4:
        yield from (stem, stem[:-1] + "大", stem[0] + stem[-2] + "大")


def _told_by(alias: str) -> bool:
    """Whether a form names the one: no bare kind, no division."""
    return len(alias) >= 2 and alias not in _KINDS and not any(r.end == len(alias) and r.code for r in regions(alias))


# 2023年高新区…: a kind by itself, where the question names no place before it.
_ALONE = re.compile(r"(?:^|[\d年月度底末，。、？?：:\s在看问和与])$")


def scopes_named(text: str, known_scopes: Iterable[str]) -> list[Region]:
    """The known scopes that a text names in full or in short, in order, as regions without a code.

    ``known_scopes`` are the regions of the library's documents and figures; divisions among them are passed over. A
    short form counts where one known scope alone bears it, and so does a bare kind (高新区) at the opening of a clause.
    """
    known = [n for n in dict.fromkeys(known_scopes) if is_scope_name(n)]
    bearers: dict[str, list[str]] = {}
    for name in known:
        for alias in (*scope_aliases(name), *bare_kinds(name)):
            bearers.setdefault(alias, []).append(name)
    taken: list[Region] = []
    for alias in sorted(bearers, key=lambda a: (-len(a), a)):
        names = bearers[alias]
        name = alias if alias in names else names[0]
        if len(names) > 1 and alias not in names:
            continue
        for match in re.finditer(re.escape(alias), text):
            start, end = match.span()
            free = not any(r.start < end and start < r.end for r in taken)
            if free and (alias not in _KINDS or _ALONE.search(text[max(0, start - 1) : start])):
                taken.append(Region(start, end, name))
    return sorted(taken, key=lambda r: r.start)


@cache
def bare_kinds(name: str) -> tuple[str, ...]:
    """The kinds of a zone that stand for it where it is the only one: 渤东经济技术开发区 -> 经开区, 开发区."""
    kind = _parted(name)[0]
    return tuple(k for k in (kind, *_ZONES[kind]) if k != "片区") if kind in _ZONES else ()


def names_scope(text: str, position: int, scope: str | None) -> bool:
    """Whether a mention at a place of a text opens the name of the scope a document is of: 青岛高新区 of 青岛."""
    return scope is not None and any(text.startswith(alias, position) for alias in scope_aliases(scope))
