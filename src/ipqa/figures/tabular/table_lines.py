"""The headers over one row or one column -> a Line: the words that name a measure, time, place, units, status."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...records import FigureStatus
from ..context.periods import Period, periods, year_of
from ..context.regions import regions
from ..context.scopes import is_scope_kind
from ..vocabulary import Member
from .table_names import word
from .table_units import Unit, header_units, without_units
from .table_values import MARK

_OPENING_YEARS = re.compile(r"^(?:19|20)\d{2}(?:[-—–~～至](?:19|20)\d{2})?(?![\d年.．/\-—–~～至])")
_PART = re.compile(
    r"(?:1[0-2]|[1-9])\s*[-—–~～至到]+\s*(?:1[0-2]|[1-9])月(?:份)?|(?:1[0-2]|0?[1-9])月(?:份)?|[上下]半年|前?第?[一二三四三]个?季度"
)
NUMBERED = re.compile(
    r"^(?:[#＃\-—–·•●]+|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d))\s*"
)
# Print sets names of equal width (全  市), and some programs part digits from words (2024 年 1—9 月).
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])")
_AMONG = re.compile(r"[#＃](?=[\u4e00-\u9fff])")  # a yearbook's sign for 其中
_WITHIN = re.compile(r"^(?:其中|内)\s*[：:，,]?\s*")
_YEAR = re.compile(r"\d{4}")
_TOTAL = re.compile(r"合\s*计|总\s*计|小\s*计|共\s*计|总\s*数|全部|汇总")
_WHOLE = re.compile(r"(?:全|我|本)(?:省|市|区|县|州|盟|旗|自治区)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,7}(?:省|市|区|县|州|盟|旗|镇|乡|街道)")
# Columns whose numbers name things and count nothing.
_NAMES = re.compile(
    r"No\.?|ID|序|年份|年度|届次|(?!平均|加权).{0,8}(?:号|号码|代码|编码|日期|时间|时限|期限|电话|手机|联系方式|传真|邮编|邮箱|网址|地址|备注|说明|依据)"
    r"|(?:备|附)注|联系人?|栏次|行次|列次",
    re.IGNORECASE,
)
SERIAL = re.compile(r"(?:序\s*号?|编\s*号|No\.?|行次|栏次)", re.IGNORECASE)
RANKED = re.compile(r"(?:排名|名次|位次|排序|位序)")
PLACES = re.compile(
    r"地\s*区|.{0,4}区县|县[（(]?市?[、)）]?区.*|.{0,4}县区|县市区?|市州|州市|省[份市区].*|城市|区域|辖区|行政区划?"
    r"|[市县区国]别|属地|所在地|国家.{0,4}|经济体"
)
_TARGET = re.compile(r"(?<!完成)(?<!实现)(?:目标|计划|任务)(?:数|值)?$|^(?:目标|计划|任务)(?:数|值)|预期(?:目标|值|数)")
_FORECAST = re.compile(r"预计|预测|估计|估算|初步|快报|推算|预期")


@dataclass(frozen=True, slots=True)
class Line:
    """One row or column: ``path`` its headers from the top joined by "/", ``words`` those that name what is counted.

    ``part`` is the part of a year whose year stands elsewhere (1—6月); ``place`` a region that no table of divisions
    knows; ``names`` says that the numbers name things (电话, 文号).
    """

    path: str
    words: tuple[str, ...] = ()
    period: str | None = None
    part: str = ""
    region: str | None = None
    place: str | None = None
    units: tuple[Unit, ...] = ()
    status: FigureStatus | None = None
    marks: tuple[str, ...] = ()
    heir: bool = False
    names: bool = False
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What all headers of a table are read with: the document's region, and what 上年 and 同期 count from."""

    home: str | None
    period: str | None
    anchor: int | None


def line(
    headers: Sequence[str],
    scene: Scene,
    places: bool = False,
    members: tuple[Member, ...] = (),
    aside: frozenset[str] = frozenset(),
) -> Line:
    """The line of headers, outermost first; ``places`` says that its last one is the name of a place.

    ``members`` are those of the headers that only name a member (a bank, a college, an industry); what stands ``aside``
    belongs to the path alone.
    """
    result = Line("/".join(headers), members=tuple((kind, NUMBERED.sub("", name)) for kind, name in members))
    named = {name for _, name in members} | aside
    for index, header in enumerate(headers):
        if header in named:
            continue
        result = _read(result, header, scene, places and index == len(headers) - 1)
    return result


def _read(before: Line, header: str, scene: Scene, place: bool) -> Line:
    marks = tuple(m.group().strip() for m in MARK.finditer(header))
    text = _SPACED.sub("", without_units(MARK.sub("", header).strip()).strip())
    text = NUMBERED.sub("", text)
    bare = _WITHIN.sub("", text)
    found = replace(
        before,
        marks=before.marks + marks,
        units=header_units(header) or before.units,
        status=_status(bare) or before.status,
        heir=before.heir or bare != text or _AMONG.match(header.strip()) is not None,
    )
    found, rest = _timed(found, bare, scene)
    rest = _TOTAL.sub("", rest) if _TOTAL.fullmatch(rest) else rest
    if _NAMES.fullmatch(rest):
        return replace(found, names=True)
    found, rest = _placed(found, rest, scene, place)
    rest = _trimmed(rest)
    return replace(found, words=(*found.words, rest)) if rest else found


def _trimmed(text: str) -> str:
    """A header without the marks at its ends; a bracket whose other half stays is kept."""
    rest = text.strip(" \u3000:：，,、()（）-—_/／")
    opened, closed = (sum(rest.count(sign) for sign in pair) for pair in ("(（", ")）"))
    return f"（{rest}" if closed > opened else f"{rest}）" if opened > closed else rest


def _status(text: str) -> FigureStatus | None:
    if _TARGET.search(text):
        return "target"
    return "forecast" if _FORECAST.search(text) else None


def _timed(found: Line, text: str, scene: Scene) -> tuple[Line, str]:
    """The line with the time that a header names, and the header without it: 2023年末, 2024年1—6月, 上年同期."""
    dated = _OPENING_YEARS.sub(r"\g<0>年", text)
    if _PART.fullmatch(dated):
        return replace(found, part=dated), ""
    mentions = [p for p in periods(dated) if p.kind in _DATES and dated[p.start - 1 : p.start] not in ("比", "较")]
    period = found.period
    for mention in mentions:
        period = resolved(mention, dated, scene) or period
    rest = dated
    for mention in reversed(mentions):
        rest = rest[: mention.start] + rest[mention.end :]
    rest = rest.strip(" \u3000")
    part = _PART.match(rest) if mentions else None
    if part:
        found, rest = replace(found, part=part.group()), rest[part.end() :]
    return replace(found, period=period), rest if rest.strip(" \u3000末底数值初份（）()") else ""


_DATES = ("date", "range", "relative", "plan")


def resolved(mention: Period, text: str, scene: Scene) -> str | None:
    """The period of a mention; 上年同期 in a table of 2024-01/2024-06 is the same months of 2023."""
    year = year_of(scene.period) or scene.anchor
    if mention.kind == "relative" and scene.period and year and "同期" in text[mention.start : mention.end + 2]:
        return scene.period.replace(str(year), str(year + mention.offset))
    if mention.kind == "relative" and mention.offset == 0 and not mention.part and scene.period:
        return scene.period
    return mention.resolve(year)


def _placed(found: Line, text: str, scene: Scene, place: bool) -> tuple[Line, str]:
    """The line with the region that a header names, and the header without it where it opens with it."""
    mentions = regions(text, scene.home)
    if mentions and not (mentions[0].code == "" and mentions[0].start):
        last = mentions[0]
        if last.code and last.start == 0 and is_scope_kind(text[last.end :]):
            return replace(found, region=last.name + text[last.end :]), ""  # 甲市经开区
        found = replace(found, region=last.name)
        if last.code or last.end == len(text) or text.startswith(("全国", "我国")) or _world_wide(text, last.end):
            return found, (text[: mentions[0].start] + text[last.end :]) if mentions[0].start == 0 else text
        return found, text
    if _WHOLE.fullmatch(text):
        return found, ""
    if text and (place or _PLACE.fullmatch(text)) and word(text).role == "other":
        return replace(found, place=text), ""
    return found, text


def _world_wide(text: str, end: int) -> bool:
    """Whether a header says of the world or the nation how many there are: 全球申请量, but not 全球创新指数."""
    return text.startswith(("全球", "世界", "中国")) and bool(word(text[end:]).meant.measures)


def inherited(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines in which 其中：发明 and the kinds behind it count what the line above them counts."""
    above = told = None
    for one in _summed(lines):
        roles = {word(w).role for w in one.words}
        if roles & {"known", "measure"}:
            above = told = one
        elif above is not None and one.words and (one.heir or _kind_of(one, above)):
            yield replace(one, words=(*above.words, *one.words), units=one.units or above.units)
            continue
        elif told is not None and _says_how(one, told):
            yield replace(one, words=(*told.words, one.words[-1]))  # 有效发明专利 | 同比增长 | 位次
            continue
        elif one.words:
            above, told = None, one if roles & {"generic", "act", "deed"} else told if roles == {"weak"} else None
        yield one


def _says_how(one: Line, told: Line) -> bool:
    return (
        bool(one.words) and len(one.words) == len(told.words) and _MEANT.fullmatch(_trimmed(one.words[-1])) is not None
    )


# How the number beside it is meant.
_MEANT = re.compile(
    r"(?:(?:同比|环比|比上年(?:同期)?|较上年(?:同期|末)?)(?:增长|增减|增速|升降|增幅)?(?:率|幅度)?|(?:全国|全省|全市|省内|市内)(?:位次|排名|排位)"
    r"|所?占(?:全[国省市区县])?(?:总量|合计|总数|总额)?的?(?:比重|比例|比))"
)


def _summed(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines whose total beside years is of all of them: 2024年 | 2025年 | 合计."""
    years = [one.period for one in lines if one.period]
    if len(set(years)) < 2 or not all(map(_YEAR.fullmatch, years)):
        return lines
    whole = f"{min(years)}/{max(years)}"
    return [replace(one, period=whole) if _of_all(one) else one for one in lines]


def _of_all(one: Line) -> bool:
    return one.period is None and not one.part and not one.words and _TOTAL.fullmatch(one.path) is not None


def _kind_of(one: Line, above: Line) -> bool:
    """Whether a line is one of the kinds of what the line above counts: 实用新型 under 专利授权量."""
    read = [word(w) for w in one.words]
    if not all(w.members and w.role in ("right", "member") for w in read):
        return False
    objects = {word(w).meant.object for w in above.words}
    return all(dimension != "专利类型" or "专利" in objects for w in read for dimension, _ in w.members)
