"""Which place a document as a whole is about: of its title, its issuer, its opening, its file's name, in this order."""

import re
from collections import Counter
from collections.abc import Iterator

from ...records import Document
from ...text import simplified
from .divisions import titled_division
from .regions import NATION, Region, ancestors, full_name, namesakes, regions
from .scopes import scope_of

_OPENING = 600
# The place is part of the name of something else, of a rank or of a comparison.
_NAME_AFTER = re.compile(
    r"[ \u3000]*(?:第(?![^，。]{1,6}[届次])|首|平均|前列|的?比重|专利奖|[“\"](?!十[一二三四五六七]五)|驰名|名牌|"
    r"级|班|牌|品牌|"
    r"[^，。、\d]{0,8}(?:排名|位列|居)第?|[^，。、\d]{0,12}(?:大赛|比赛|竞赛)|"
    r"[^，。、\d]{0,4}(?:平台|大厦|公司|集团|研究院|大学|银行|路|街|大道))"
)
_SCOPE_BEFORE = re.compile(r"(?:居|占|占到|列|排|于|过|和|与|同|外)[ \u3000]*$")
_LAW = re.compile(r"(?:法|条例|实施细则)(?:[（(_].*)?$")
_OFFICE = re.compile(
    r"第?[^，。\n\d]{0,6}(?:人民政府|政府|人民代表大会|人大|人民法院|法院|检察院|知识产权局|市场监督管理局|市场监管局|统计局|科学?技术?局|财政局|公安局|公安机关|税务局|版权局|文旅局|农业农村局|海关|司法局|发展改革委|发改委)"
)
_TOLD_OF = re.compile(r"(?:全|我|本)(省|市|区|县|州|盟|旗)(?!域|间|块|政|场|民|委|长)")
_NATIONAL_BODY = (
    r"(?:国务院|国家(?!级)[\u4e00-\u9fff]{1,10}[局委会院]|最高人民(?:法院|检察院)|全国人民代表大会|中华人民共和国)"
)
_NATIONAL = re.compile(_NATIONAL_BODY)
# The line of an issuer: a national body by itself, perhaps with a date; the note of how a law was passed.
_IMPRINT = re.compile(
    rf"(?m)^[ \u3000#*]*{_NATIONAL_BODY}[\u4e00-\u9fff、 \u3000]*(?:[（(]?\d{{4}}.*)?$"
    r"|全国人民代表大会(?:常务委员会)?第?[^，。\n]{0,14}(?:会议)?通过|^[ \u3000]*国务院.*(?:令|通知|办公厅)"
)


def region_of_document(document: Document) -> str | None:
    """The region that the reader was told, or that the document itself says it is about."""
    known = document_region(document.title, outside_tables(document), document.issuer, document.source)
    return document.region or known


def outside_tables(document: Document) -> str:
    """The text without its tables: a place that names one row of several says nothing of the whole."""
    kept, position = [], 0
    for table in document.tables:
        kept.append(document.text[position : table.start])
        position = max(position, table.end)
    return "".join((*kept, document.text[position:]))


def document_region(title: str, text: str, issuer: str | None = None, source: str = "") -> str | None:
    """The region a document is about: the most specific one of its title; its issuer's; that named most in its opening.

    A zone or a body that the title, or the issuer's name, opens with is the region by its own name (``scopes``).
    A file's name tells only where nothing else does, with a full name of the table. None where none says; 全国 where
    the title, the issuer or an imprint names a national body, or the opening speaks of the nation alone.
    """
    title, opening, issuer = simplified(title), simplified(text[:_OPENING]), simplified(issuer or "")
    around = f"{opening}\n{issuer}\n{simplified(source)}"
    if scope := scope_of(title):
        return scope
    if _NATIONAL.match(title):
        return NATION
    if unlisted := titled_division(title):
        return unlisted
    if titled := _most_specific(title, around):
        return titled
    if _NATIONAL.search(title) or NATION in title:
        return NATION
    if scope := scope_of("", issuer):
        return scope
    if issued := _most_specific(issuer, around):
        return issued
    if _NATIONAL.search(issuer):
        return NATION
    if named := _named_most(opening):
        return named
    if _IMPRINT.search(opening) or (_LAW.search(title) and "中华人民共和国" in opening):
        return NATION
    if sum(opening.count(word) for word in ("我国", "全国")) >= 2:
        return NATION
    return _in_full(simplified(source)) or _of_the_nation(source)


def _most_specific(words: str, around: str) -> str | None:
    """The most specific place of a title; one of several of its name is the one whose province stands around it."""
    found = [r for r in regions(words) if not _NAME_AFTER.match(words, r.end)]
    coded = [r for r in found if r.code]
    if coded:
        return max(coded, key=lambda r: len(r.code)).name
    return next((name for r in found if r.name not in _WORLD and (name := _told_apart(r, around))), None)


_WORLD = frozenset((NATION, "全球"))


def _told_apart(region: Region, around: str) -> str:
    """The full name of one of several namesakes, where a place that holds it is named around; else its bare name."""
    above = {r.code for r in regions(around) if r.code}
    above |= {code for one in above for code in ancestors(one)}
    holders = [(len(above & {*ancestors(code), code}), code) for code in namesakes(region.name)]
    most = max((n for n, _ in holders), default=0)
    best = [code for n, code in holders if n == most]
    return full_name(best[0]) if most and len(best) == 1 else region.name


def _named_most(opening: str) -> str | None:
    """The place that an opening names twice or more; one naming is enough for an office of it, or beside 全市, 我县."""
    counts: Counter[str] = Counter()
    told = {match[1] for match in _TOLD_OF.finditer(opening)}
    for place in _places(opening):
        sure = _OFFICE.match(opening, place.end) or place.name[-1] in told
        counts[place.name] += 2 if sure and not counts[place.name] else 1
    best, times = counts.most_common(1)[0] if counts else ("", 0)
    return best if times >= 2 else None


def _places(text: str) -> Iterator[Region]:
    for place in regions(text):
        before = text[max(0, place.start - 3) : place.start]
        if place.code and not _SCOPE_BEFORE.search(before) and not _NAME_AFTER.match(text, place.end):
            yield place


# What national offices are called in the names of the files that they publish.
_NATIONAL_FILE = re.compile(r"(?:^|[^a-z])(?:nbs|cnipa|spc|ncac)(?![a-z])|国家统计局|国家知识产权局", re.IGNORECASE)


def _of_the_nation(source: str) -> str | None:
    """全国 for a file of a national office by its name, where that names no place: nbs_年度数据.csv."""
    name = source.rsplit("/", 1)[-1]
    return NATION if _NATIONAL_FILE.search(name) and not any(r.code for r in regions(name)) else None


def _in_full(source: str) -> str | None:
    """The most specific place that a file's name gives with its full name: 宜兴市专利统计.csv."""
    name = source.rsplit("/", 1)[-1]
    full = [r for r in regions(name) if r.code and re.search(r"[省市区县旗盟州]$", name[r.start : r.end])]
    return max(full, key=lambda r: len(r.code)).name if full else None
