"""Numbers of members: of what a sentence parts, of another holder or country, of what was counted just before."""

import re
from dataclasses import replace
from decimal import Decimal
from operator import sub

from ...records import Figure, Stat
from ..clauses import Setting
from ..context.circumstances import State
from ..context.regions import NATION
from ..sentence import Sentence
from ..values.quantities import Quantity
from ..vocabulary import Member, canonical, concept, leading_member, member_of
from .before import LEVELS, Before
from .lists import ListItem
from .naming import Meaning, completed, inherited
from .partitions import Partition, known_member, member_in, name_in, only_done, place_named
from .parts import HAS_MEASURE, RELATIVE, wholes
from .phrases import strip_cues


def in_partition(
    state: State,
    sentence: Sentence,
    quantity: Quantity,
    where: Setting,
    stat: Stat,
    before: Before,
    phrase: str,
    held: bool,
) -> Meaning | None:
    """What the number of a member is of, where the sentence, or one before it, parts something into members."""
    if told := _known_by(phrase, stat, [*state.found, *before.figures]):
        return inherited(told)
    part = before.part
    if part is None or quantity.start < part.start:
        return None
    last = before.last
    if last and last.value_start >= part.start and quantity.normalized_unit != part.unit and phrase in _INVOLVES:
        return inherited(last)  # 海运 62 批次，涉及 1150 万件
    if last and not where.first_in_clause and last.value_start >= part.start:
        if not phrase:
            return None
        if HAS_MEASURE.search(phrase) and (mine := dict(last.dimensions).get("成员")):  # 甲院转让 5 件、合同金额 8 万元
            own = completed(state, sentence, phrase, phrase, (), before.figures, stat, where.clause_start)
            return replace(own, dimensions=tuple(sorted({*own.dimensions, ("成员", mine)})))
    phrase = "" if phrase in ("中国", "我国") else phrase
    name = name_in(sentence, where, phrase)
    known = [*state.heard, *state.found, *before.figures]
    whole = _whole_of(state, sentence, part, stat, known, name)
    bare = (not phrase or (held and only_done(phrase))) and quantity.normalized_unit == part.unit
    if whole and bare and (held or _beside_place(sentence, quantity) or place_named(sentence, where)):
        return whole
    member = member_in(part, name, quantity, stat, whole.indicator) if whole else None
    if whole and member:
        return replace(whole, raw=name, dimensions=tuple(sorted({*whole.dimensions, member})))
    return None


def _beside_place(sentence: Sentence, quantity: Quantity) -> bool:
    return any((r.code or r.name == NATION) and r.end == quantity.start for r in sentence.places)


def _known_by(phrase: str, stat: Stat, known: list[Figure]) -> Figure | None:
    """The figure told before of the member that a share, a growth or a rank is of."""
    name = strip_cues(phrase) if stat in RELATIVE else ""
    kind = name.endswith(("罪", "纠纷", "案件"))  # 侵犯著作权罪下降 40 %
    return None if not name or canonical(name) or (concept(name).object and not kind) else known_member(name, known)


def member_listed(
    state: State, sentence: Sentence, quantity: Quantity, item: ListItem, stat: Stat, before: Before
) -> Meaning | None:
    """从运输方式看，邮件、快件分别扣留 8 批次、3 批次: a member of the list, of what the sentence parts."""
    part = before.part
    if part is None or quantity.start < part.start or item.common or item.region:
        return None
    known = [*state.heard, *state.found, *before.figures]
    whole = _whole_of(state, sentence, part, stat, known, item.member)
    member = member_in(part, item.member, quantity, stat, whole.indicator) if whole else None
    if whole is None or member is None:
        return None
    return replace(whole, raw=item.member, dimensions=tuple(sorted({*whole.dimensions, member})))


def _whole_of(
    state: State, sentence: Sentence, part: Partition, stat: Stat, known: list[Figure], name: str
) -> Meaning | None:
    """What is parted: as the lead-in names it, else the figure before in the same unit."""
    if part.what:
        return completed(state, sentence, part.what, part.what, (), [], "count", part.start)
    if (row := _row_before(known, part, stat)) and not _DEED_BEHIND.search(name):
        kept = tuple(m for m in row.dimensions if m[0] not in (*_OF_ROWS, "权利主体"))
        return Meaning(row.indicator, row.raw_indicator, kept)  # 机械学院授权 216 件，|材料学院 188 件
    alike = [f for f in known if f.value_start < part.start and _alike(f, part)]
    levels = [f for f in alike if "成员" not in dict(f.dimensions)]
    if levels and (summed := next((f for f in reversed(alike) if f.normalized_value in part.sums[1:]), None)):
        levels = [summed]
    if levels:
        told = _total_of(levels, part, state.document.text)
        kept = tuple(m for m in told.dimensions if m[0] not in (*_OF_ROWS, "权利主体"))
        return Meaning(told.indicator, told.raw_indicator, kept)
    deed, right = _DEED_BEHIND.search(name), concept(state.document.title).object
    if deed and right:  # 材料学院转让 52 件 in a report on patents
        return completed(state, sentence, right + deed.group(), right + deed.group(), (), [], "count", part.start)
    return None


def _row_before(known: list[Figure], part: Partition, stat: Stat) -> Figure | None:
    """The member told last in the row that a partition opens, in its unit."""
    behind = (f for f in reversed(known) if f.value_start >= part.start and f.stat == stat)
    return next((f for f in behind if f.normalized_unit == part.unit and "成员" in dict(f.dimensions)), None)


_DEED_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:转让|许可|申请|授权|注册|登记)$")


def _total_of(levels: list[Figure], part: Partition, text: str) -> Figure:
    """The last of what was told in all: 专利授权量, though its kinds came behind it."""
    largest = max(map(sub, part.sums, (Decimal(0), *part.sums)), default=Decimal(0))
    held = [f for f in levels if f.normalized_value >= largest or part.unit != f.normalized_unit]
    last = wholes(text, held or levels)[-1]
    if "专利类型" not in dict(last.dimensions):
        return last
    measures = concept(last.indicator).measures
    patents = (f for f in reversed(levels) if not f.dimensions and concept(f.indicator).object == "专利")
    return next((f for f in patents if concept(f.indicator).measures == measures), last)


def _alike(figure: Figure, part: Partition) -> bool:
    same = figure.normalized_unit == part.unit or (part.unit == "%" and figure.stat == "count")
    return same and figure.stat not in RELATIVE


_BODIES_COUNTED = ("家", "户", "个", "所", "名", "人", "位", "人次", "家次")


_THROUGH = re.compile(
    r"(?:(?P<name>[\u4e00-\u9fff]{2,8}(?:环节|渠道|口岸))(?:共)?(?P<deed>扣留|查扣|查获|扣押|查处|受理)?(?:侵权嫌疑货物|货物)?"
    r"|(?:涉及|涉嫌侵犯|侵犯|属于)(?P<kind>[\u4e00-\u9fff]{2,8}[权类])的?(?:侵权)?(?:货物|商品|案件)?)"
)


def _done_too(deed: str, indicator: str) -> bool:
    """Whether the same was done to what an indicator counts; customs offices say 扣留, 查扣 and 查获 of one thing."""
    return deed in indicator or (deed in _SEIZED and any(word in indicator for word in _SEIZED))


_SEIZED = ("扣留", "查扣", "查获", "扣押")


def _of_known(
    member: Member, raw: str, deed: str, quantity: Quantity, stat: Stat, state: State, before: Before
) -> Meaning | None:
    """A member of what was counted before in the same unit, and for the same deed."""
    known = wholes(state.document.text, [*state.heard, *state.found, *before.figures])
    told = next(
        (
            f
            for f in reversed(known)
            if f.normalized_unit == quantity.normalized_unit and f.stat == stat and _done_too(deed, f.indicator)
        ),
        None,
    )
    if told is None:
        return None
    kept = tuple(m for m in told.dimensions if m[0] not in _OF_ROWS)
    return Meaning(told.indicator, raw, tuple(sorted({*kept, member})))


_INVOLVES = ("涉及", "涉", "合计", "共计")
_INVOLVED = re.compile(r"^(?:其中)?(?:分别)?(?:涉及|来自|包括|归属于?|属于|归|属|落在|出自|由|涉)")
# 企业拿走 8 件, 高校占了 3 件: who has a part of what was counted.
_HELD_BY = re.compile(
    r"(?:一共|共|就|则|也|又|独)*(?:拿走|拿下|拿到|拿|占去|占到|占有|占|包揽|贡献|分走|取得|获得|获|所有|名下|手里|手中|那边|这边)*了?(?:的)?(?:有|是|为)?$"
)


def bare_member(state: State, phrase: str, quantity: Quantity, stat: Stat, before: Before) -> Meaning | None:
    """日本 6.8 万件 behind 全球有效专利 38.6 万件: a country or a kind of holder is nothing counted in 件."""
    if through := _THROUGH.fullmatch(phrase):  # 出口环节扣留 12 批次: of what was seized in all
        return _of_known(
            ("成员", through["name"] or through["kind"]), phrase, through["deed"] or "", quantity, stat, state, before
        )
    member = member_of(phrase) or member_of(_HELD_BY.sub("", _INVOLVED.sub("", phrase)))
    if member is None or member[0] not in ("国家和地区", "区域", "权利主体") or stat not in LEVELS:
        return None
    if member[0] == "权利主体" and quantity.normalized_unit in _BODIES_COUNTED:
        return None
    known = [*state.found, *before.figures]
    told = next((f for f in reversed(known) if f.normalized_unit == quantity.normalized_unit and f.stat == stat), None)
    if told is None:
        return None
    kept = tuple(m for m in told.dimensions if m[0] not in ("成员", "地区", member[0]))
    return Meaning(told.indicator, phrase, tuple(sorted({*kept, member})))


def in_all(state: State, where: Setting, quantity: Quantity, stat: Stat, before: Before) -> Meaning | None:
    """甲 3 件、乙 2 件，合计 5 件, 两市合计占 40 %: of all that the row told."""
    if not _TOGETHER.search(where.left) or before.run:
        return None
    row = [f for f in before.figures or state.found[-_ROW:] if f.stat in LEVELS]
    if stat != "share":
        row = [f for f in row if f.normalized_unit == quantity.normalized_unit]
    last = row[-1] if row else None
    alike = [f for f in row if last and (f.indicator, f.stat, f.unit) == (last.indicator, last.stat, last.unit)]
    if last is None or len({(f.dimensions, f.region) for f in alike}) < 2:
        return None
    kept = tuple(m for m in last.dimensions if m[0] not in (*_OF_ROWS, "权利主体"))
    dimensions = tuple(sorted({*kept, ("成员", "合计")}))
    whole = replace(last, dimensions=dimensions, region=state.region, entity=None)
    return Meaning(last.indicator, last.raw_indicator, dimensions, whole)


_ROW = 8
"""Figures of the sentences before that a total in a sentence of its own may sum up."""
_OF_ROWS = ("成员", "地区", "行业", "国家和地区")
_TOGETHER = re.compile(
    r"^[ \u3000，、]*(?!其[余他])(?:[前以上述这]*[两三四五六七八九十\d]*"
    r"(?:家|个|国|省市|市州|县市|省|地|区|县|市|者|类|大|项)?"
    r"(?:[\u4e00-\u9fff]{0,4}?(?:银行|企业|公司|法院|学院|高校|机构|海关|城市|地区|省份|区县|县区|行业|产业|[分支]行"
    r"|园区|单位|申请人|渠道|环节|领域))?)"
    r"(?:合计|共计|总计|合共)(?!占?(?:有|计))"
)


def also(total: Figure, quantity: Quantity, before: Before) -> Meaning | None:
    """其中，货运渠道 68 批次、174 万件: the second number is of the same member, and of the total in its own unit."""
    last = before.last
    if last is None or last.value_start < total.value_end or last.normalized_unit == quantity.normalized_unit:
        return None
    member = dict(last.dimensions).get("成员")
    if member is None or total.normalized_unit != quantity.normalized_unit:
        return None
    return Meaning(total.indicator, last.raw_indicator, tuple(sorted({*total.dimensions, ("成员", member)})), total)


def share_of_member(phrase: str, before: Before) -> Meaning | None:
    """专利申请 5000 件，企业占 62 %: a holder's share of what was counted just before."""
    last, member = before.last, member_of(strip_cues(phrase))
    if last is None or member is None or member[0] != "权利主体" or last.stat not in LEVELS or before.run:
        return None
    return Meaning(last.indicator, phrase, tuple(sorted({**dict(last.dimensions), member[0]: member[1]}.items())))


_HAS = re.compile(r"(?:则|共|合计)?(?:拥有|持有|占有|有)?")


def has_too(phrase: str, quantity: Quantity, stat: Stat, before: Before) -> Meaning | None:
    """企业拥有有效发明专利 389 件；高校拥有 86 件: another holder of what the first one has."""
    lead = leading_member(phrase)
    if lead is None or lead[0][0] != "权利主体" or stat in RELATIVE or not _HAS.fullmatch(phrase, lead[1]):
        return None
    same = (f for f in reversed(before.figures) if f.normalized_unit == quantity.normalized_unit and f.stat == stat)
    told = next(same, None)
    if told is None or "权利主体" not in dict(told.dimensions):
        return None
    return Meaning(told.indicator, phrase, tuple(sorted({**dict(told.dimensions), **dict([lead[0]])}.items())))


def sibling(member: Member, quantity: Quantity, base: Figure) -> Meaning | None:
    """东部地区贷款 5 亿元，中部地区 3 亿元: another member of the dimension that the figure before is told by."""
    own = dict(base.dimensions)
    if member[0] not in own or member[0] == "专利类型" or quantity.normalized_unit != base.normalized_unit:
        return None
    return Meaning(base.indicator, base.raw_indicator, tuple(sorted({**own, member[0]: member[1]}.items())))
