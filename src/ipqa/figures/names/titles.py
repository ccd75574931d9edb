"""What the titles of a table say of its numbers: an indicator, a topic, what is pledged, what its cases are."""

import re
from functools import cache, lru_cache

from ..context.periods import periods
from ..lexicons import longest_first
from ..lexicons import table as lexicon
from ..vocabulary import concept

MEASURE = re.compile(
    r".+(?:[量额率度]|(?<!分)数|收入|产值|增加值|经费|支出|总值|人员|投入|强度|余额|周期|指数|得分|比|差额|面积|价格)"
)


def cases_of(titles: tuple[str, ...]) -> str:
    """What the cases of a table are, by its own title; plain cases in what a court tells."""
    own = _CASES.search(titles[0]) if titles else None
    return own.group() if own else "案件" if any(map(_COURT.search, titles)) else ""


# What a title says its cases are: 民事一审案件案由分布.
_CASES = re.compile(r"(?:(?![分各按类历近年市县区省及与和、])[\u4e00-\u9fff]){0,10}(?:案件|纠纷)")


_COURT = re.compile(r"法院|审判|司法|收结案")


_FUNDS = re.compile(
    r"(?:融资|贷款|登记|授信|放款|发放|投放|放贷)?(?:[笔户]均|平均)?(?:贷款|融资|发放)?(?:总?金额|总?额|笔数|项目数|余额)"
)


def pledged_in(name: str, titles: tuple[str, ...]) -> str:
    """融资金额 in a table of pledges is 质押融资金额; what a title nearest to the table speaks of decides."""
    told = next((m.group() for title in titles if (m := _PLEDGES.search(title))), "")
    if not told or not _FUNDS.fullmatch(name):
        return name
    return (
        f"{told}登记{name.removeprefix('登记')}"
        if name.startswith("登记")
        else f"{told}融资{name.removeprefix('融资')}"
    )


_PLEDGES = re.compile(r"(?:知识产权|专利权?、?商标权?|专利权?|商标权?|地理标志|版权|著作权)?质押")


def counted(name: str) -> str:
    # What yearbooks call 申请授权量 was granted, 申请受理量 was applied for.
    name = re.sub(r"申请受理(?=[量数]|$)", "申请", re.sub(r"申请(?=授权[量数]?$)", "", name))
    return name + "量" if re.search(r"(?:申请|授权|注册|转让|许可|登记|受理)$", name) else name


_SHORT_TITLE = 16


_AIM = re.compile(r"(?:建设)?(?:目标|任务)$")


_WHOLE_REPORT = re.compile(r"报告|白皮书|公报|状况|情况|[简年月季]报|统计|总结|规划|附[表件]")


def measured_by(titles: tuple[str, ...]) -> str:
    """The sum or number that a table's own title names by its kinds: 分行业融资金额 -> 融资金额; "" for others."""
    found = _BY_KIND.search(re.sub(r"\s+", "", FRAME.sub("", titles[0]))) if titles else None
    if found is None or not MEASURE.fullmatch(found["what"]):
        return ""
    return pledged_in(found["what"], titles)


_BY_KIND = re.compile(
    r"^(?:\d{4}年度?)?[\u4e00-\u9fff]{0,6}?[分各按](?:行业|产业|领域|地区|区县|县区|银行|机构|学院|类型|类别|年度|渠道|国家|申请人)的?(?P<what>[\u4e00-\u9fff]{2,12})$"
)


@cache
def _in_title() -> re.Pattern[str]:
    data = lexicon("indicators")
    rights = "|".join(map(re.escape, longest_first([w for ws in data["objects"].values() for w in ws if len(w) > 1])))
    deeds = "|".join(map(re.escape, longest_first([w for ws in data["measures"].values() for w in ws])))
    return re.compile(
        rf"(?:每万人口?)?(?:有效)?(?:{rights})权?的?(?:{deeds})(?:受理|授权|注册|拥有|登记|许可)?(?:总?量|件?数|金额|总?额|率)?"
        rf"|有效(?:{rights})(?:拥有|保有)?(?:总?量|件?数)?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1024)
def title_indicator(title: str) -> str:
    """The indicator that a title names: 分县区专利授权量情况表 -> 专利授权量; "" where it names several or none."""
    found = list(dict.fromkeys(m.group() for m in _in_title().finditer(title)))
    if len(found) != 1 or re.search(rf"{re.escape(found[0])}\s*(?:[、/]|[和及与])", title):
        return ""
    return counted(found[0])


def right_done(deed: str, titles: tuple[str, ...]) -> str:
    """The right to which titles say that a deed is done: 专利 of 申请量, in 专利申请量与有效发明专利; "" for none.

    A kind of which a title tells something else stands for its whole: 有效发明专利 says nothing of what was
    applied for.
    """
    done = concept(deed).measures
    for title in titles:
        told = [concept(m.group()) for m in _in_title().finditer(title)]
        if own := next((c.object for c in told if c.object and c.measures & done), None):
            return own
        if (right := concept(title).object) is not None:
            apart = any(c.object == right and c.measures and not c.measures & done for c in told)
            return "专利" if apart and right.endswith("专利") else right
    return ""


FRAME = re.compile(
    r"^附?[表图]\s*[\d一二三四五六七八九十\-－—.．]*[:：\s]*|[（(].*?[）)]|(?:主要)?(?:指标|数据|统计|基本|工作|总体)*(?:情况)?(?:一览|汇总|明细|统计|对照|对比|数据)*表?$|^[一二三四五六七八九十]+、"
)


@lru_cache(maxsize=1024)
def topic_of(title: str) -> str:
    """What a title speaks of, without its number, brackets and 情况表: 表2 质押登记 -> 质押登记; "" for a long one."""
    topic = title.strip()
    for mention in reversed(periods(topic)):
        topic = topic[: mention.start] + topic[mention.end :]
    topic = re.sub(r"\s+", "", FRAME.sub("", topic))
    topic = re.sub(
        r"^.*?(?:[分各按][^\d]{0,6}?(?:类别|地区|区县|县区|行业|产业|领域|类型|银行|机构|学院)|各[^\d]{1,4}?[市区县])",
        "",
        topic,
    )
    if len(topic) > _LONG and (core := _CORE.search(topic)):
        topic = core.group()  # 银行业金融机构知识产权质押融资 -> 知识产权质押融资
    return topic if 2 <= len(topic) <= _LONG and (concept(topic).object or concept(topic).measures) else ""


_LONG = 10


_CORE = re.compile(
    r"(?:知识产权|专利权?、?商标权?|专利权?|商标权?|版权|著作权|地理标志)(?:质押(?:融资|贷款)?(?:登记)?|保险|证券化|转让|许可|转化|侵权案件|侵权)$"
)


# 2024年按运输渠道扣留 -> 扣留: when, and by what it is divided.
_DIVIDED = re.compile(
    r"^(?:(?:19|20)\d{2}年度?)?(?:[分各按][\u4e00-\u9fff]{0,6}?(?:渠道|方式|环节|类型|类别|种类|品类|行业|产业|领域|地区|口岸|来源))?的?(?=.{2})"
)


def spoken_of(titles: tuple[str, ...]) -> str:
    """What titles speak of where no header and no title names an indicator; "" where that is only a whole report."""
    if topic := next(filter(None, map(topic_of, titles)), ""):
        return topic
    bare = (FRAME.sub("", t) for t in titles)
    plain = (_DIVIDED.sub("", _AIM.sub("", t).strip()) for t in bare if not _WHOLE_REPORT.search(t))
    return next((t for t in plain if 1 < len(t) <= _SHORT_TITLE), "")
