"""The words around a quantity: its clause, the noun phrase before it, the noun behind it. Pure functions of text."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .context.regions import Region, is_scope
from .lexicons import longest_first, table
from .sentence import Sentence
from .values.quantities import Quantity

# A remark in brackets, and the mark of a note, name nothing: 研究与试验发展（R&D）经费支出.
_REMARK = re.compile(r"[（(][^（）()]*[）)]|[¹²³⁰⁴-⁹①-⑳]|^[^（(]*[）)]")
# 地区生产总值连续迈上 3 个千亿元台阶: how it rose, which counts nothing.
STEPS = re.compile(
    r"(?:接?连续?|首次|成功|先后|再次|历史性|相继|又)*(?:迈[上过入]|跨[过越上]|登上|越过|突破|站上|连[跨上过])了?新?的?"
    r"(?:\d+|[一两二三四五六七八九十]+)个[十百千万亿]+元?级?的?新?(?:台阶|大关|关口)(?=[、达])"
)
# What stands before a number without naming what is counted.
_OPENERS = re.compile(
    r"^(?:其中|这里面|这当中|当中|另外?有?|此外|以及|并且?|同时|而且?|且|和|与|及|、|共(?![建享同用])|累计|一共|总共|合计|共计|分别|先后|预计|力争|计划|拟|将|已经?|还(?!款)|仅|再(?![生贷审次制造])|又|"
    r"[一二三四五六七八九]是|第[一二三四五六七八九十百]+条|如今|有(?![效限色机轨关])|今年|全年|当月|当季|当年|过去一年|一年来|我们|(?:各级|两级|有关)?(?:(?:市场监管|市场监督管理|知识产权|公安|检察|审判|版权|文化|文旅|农业农村|司法行政|海关|行政)(?:综合)?(?:执法)?(?:系统|部门|机关|局)|(?:综合)?执法(?:部门|机关)|法院|检察院|海关|(?:知识产权)?法庭)(?=共|累计|新收|受理|审结|审理|查处|立案|办结|办理|处理|查办|开展|出动|检查|组织|批准|提起|起诉|移送|侦办|破获|抓获|打掉|捣毁|查扣|查获|扣留|调解|化解|罚没|收缴|接[收受]|发出|作出|采取|适用|现有|处置)|全区|全市|全省|全县|全国范围内|我[区市省县国]|本[区市省县]|辖区内?|区内|内(?![河陆部容燃源存科蒙江贸需资饰外地乡阁销])|的|中(?=有|共|，|的|获|新|$)|在(?![建校园岗库职编线研役用营管押]|册[^亨])|年[底内](?!前)|(?:期|月|季)末|(?:工作|主要|预期|总体)?目标(?:是|为)|(?:办|做|搞|拿|收|开)了|办成的?|到(?![账位岗期])|至|从(?![业事严快])|由|对(?![外口])|经(?![济营费])|于|期间|(?:学校|[我全本该][校院所行]|[我本该]公司|集团公司|关区|辖区|园区|区内|院内)(?=共|现|企业|每万|地理|累计|新增|全年|签订|申请|授权|获|拥有|转让|许可|有效|专利|发明|实用|外观|商标|企业|到账|提交|完成|计划|力争|预计|目标|将)|该[市省区县院局关校行中心]+(?=[\u4e00-\u9fff]{2})|等(?!级)|实现|完成了?|达成|年末|截至|[：:·—\-\s])+"
)
_FILLERS = re.compile(
    r"(?:(?:约?占)?(?:将|已经?|也|均|都|共|累计|合计|总计|共计|总数|一共|仅|各|再|分别|平均)?"
    r"(?:提高|提升|增长|增加|上升|下降|降|降低|减少|扩大|壮大|发展|增|升|达|涨|回升|回落|稳定|保持|维持|缩短|压缩|压减|缩减)(?:到了?|至|为|在)"
    r"|(?<=[间长期限时用])(?:缩短|压缩|压减|缩减)"
    r"|截[至止]|(?:首次|再次?|成功|历史性)[迈跃站跨]|(?:进一步|力争|努力|争取|有望|依次|首次)|(?:持续|不断|稳步|大幅|快速|显著|逐年|稳定)+(?:扩大|增长|提升|提高|上升|增加|攀升|下降|壮大)|预计|首次|率先|达成|成功达到|达到了?|达|一共|总共|共有|共为|共|共计|合计|总计|累计|分别为|分别达到?|分别是|分别|均为|均达到?|各为|(?<![设统会合])计|为|是|(?<![拥享持所具没])有|到|至|依次为?|突破了?|超过了?|超|逾|约为|(?<![签合预节制特])约|(?<![附邻])近|接近|将近|大约|大概|差不多|不足|不到|"
    r"净增加?|净减少?|不超过|不高于|不少于|不低于|至少|至多|最高|最多|最低|多达|高达|仅为|仅|只有|平均为|平均|控制在|保持在|稳定在|维持在|位居|居|实现|完成|将|已经?|了|上|[呢吧啊哦]|"
    r"(?:从|由|到|至)的|的?(?=从的?$|由的?$)|(?<![服顺听遵])从|(?<![自理缘事])由|将?以|拟?按|(?<![户笔人件单亩家项年])均|(?:折合)?人民币|[\s\u3000、+＋↑↓])+$"
)
# 同比增长, 占比 and the like: cues of how the number is meant, not of what it counts.
_WEAK = re.compile(
    r"^(?:同比|环比|(?:按)?(?:同口径|可比口径|可比价格?|不变价格?)(?:计算)?|较上年(?:同期)?|比上年(?:同期)?|较去年(?:同期)?|比去年(?:同期)?|较上一年同期的?|名义|实际|年均|平均|复合|增长率?|增加|增速|增幅|涨幅|上涨|上升|提高|提升|"
    r"下降|降低|减少|降幅|回落|下滑|前移|后移|前进|后退|跃升|进位|缩短|压缩|压减|缩减|占比|占|约占|比重|比例|分别|速度|达到?|为|其中|高于|低于|快于|收窄|放缓|翻了?|番|是|平均水平|全国|全省|全市|全区|全县|水平|位|次|排名|位居|居|第|"
    r"涉及?(?:约|近)?|[\s\u3000、的了+＋↑↓])*$"
)
_TAIL_VERB = re.compile(r"^(?:的|以上|左右|以内|以下|余|多|等)+")
# 从 28 件|提高到 70 件, 以超过 50%|的速度增长: what follows names nothing.
_NO_NOUN = re.compile(
    r"[和与及、\d]|大关|关口|台阶|居首|居第|居前|位居|排名|[位名分]?列(?:第|全|首|前|居)|排(?:在|第)|次之|紧随|不等|(?:高|多|少|低)[出了]?\s*\d|(?:同比|环比|约|比上年|较上年)*(?:增长|增加|增|下降|减少|降|上升|提高|上涨)了?(?:约|近|超过?|逾)?\d|[一二三四五六七八九十百千万]+(?:万?元|件|倍|%)|(?:的)?(?:速度|增速|幅度|比例|水平)|(?:进一步|再|逐步|稳步|大幅|优化)?(?:提高|提升|增加|增长|上升|攀升|下降|降低|减少|扩大|回落|缩短|压缩|压减|缩减|精简|发展|扩展|壮大|调整|整合|合并|归并|撤并|重组|升|降|增|减|跃升)(?:到|至|为)"
)
_BOUND = re.compile(r"[，。；：！？、\n\t（(）)]|,|;")
_DIGIT = re.compile(r"\d")
_SPACE = re.compile(r"[\s\u3000]+")
# 吞吐量 412 万箱，|年度计划为|400 万箱: the target of the figure before, and no indicator of its own.
AIM_OF_IT = re.compile(
    r"[ \u3000，、]*(?:而)?(?:(?:(?:19|20)\d{2}年度?|年度|全年|年初|当年|本年|既定|原定|预定)+的?)?"
    r"(?:预期)?(?:目标|计划|任务|预算)"
    r"(?:(?:数|值|总额|总量)(?:则)?(?:为|是|[:：])?|(?:任务)?(?:则)?(?:为|是|[:：]))[ \u3000约近超过]*"
)
# 提前实现规划预期的 12 件|目标: the target of the figure before too.
AIM_MET = re.compile(r"的?(?:年度|全年|预期|规划|既定|工作|发展|考核)*(?:目标|任务)(?=任务|值|$|[，。；）])")
# 甲、乙等|丙类机构: what stands behind 等 is counted.
_LISTED = re.compile(r".*、.*?等(?=.{4,})")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a quantity stands in its sentence: ``left`` is the clause before it, ``tail`` the words behind it."""

    clause_start: int
    left_start: int
    left: str
    tail: str
    first_in_clause: bool


def setting(sentence: Sentence, before: Quantity | None, quantity: Quantity) -> Setting:
    """The words before a quantity back to the clause's start or the quantity before it, and those behind it."""
    text = sentence.text
    clause_start = left_start = sentence.clause_of(quantity.start)
    first = True
    kind = before is not None and text[before.end - 1] == "大"  # 7大产业集群对工业贡献率 is one name
    remark = before and next(
        (b for b in sentence.brackets if b[0] < before.start and before.end <= b[1] <= quantity.start), None
    )
    if remark and remark[0] > clause_start and not _DIGIT.search(text, clause_start, remark[0]):
        words = text[clause_start : remark[0]] + text[remark[1] : quantity.start]  # 完成目标（110 亿元）的 49.5 %
        bound = _BOUND.search(text, quantity.end, sentence.end)
        return Setting(
            clause_start, clause_start, words, text[quantity.end : bound.start() if bound else sentence.end], True
        )
    if before is not None and before.end > left_start and not kind:
        left_start, first = before.end, False
    bound = _BOUND.search(text, quantity.end, sentence.end)
    tail = text[quantity.end : bound.start() if bound else sentence.end]
    return Setting(clause_start, left_start, text[left_start : quantity.start], tail, first)


def noun_phrase(sentence: Sentence, start: int, end: int, places: bool = True) -> str:
    """What is counted, of the words before a number: without time, fillers and verbs of reaching.

    Without the place at its start too, unless ``places`` is False.
    """
    spans = sentence.times_in(start, end) + [m.span() for m in STEPS.finditer(sentence.text[start:end])]
    if places:
        spans += [(r.start - start, r.end - start) for r in _opening_places(sentence, start, end)]
    return bare(_without(sentence.text[start:end], spans))


@lru_cache(maxsize=1 << 13)
def bare(words: str) -> str:
    """A phrase without what opens and closes it and names nothing, and without remarks in brackets."""
    plain = _GIVEN_THAT.sub("", _FOR_WHOM.sub("", _REMARK.sub("", words)))
    previous = None
    while plain != previous:
        previous = plain
        plain = _FILLERS.sub("", plain.strip(" \u3000\t，,、"))
        plain = FOR_YEARS.sub("", _OPENERS.sub("", plain))
    return _SPACE.sub("", plain)


# 进出口|在外部压力加大的情况下|增长 12 %: under what circumstances.
_GIVEN_THAT = re.compile(
    r"(?:在|面对)[^，。；、在]{2,24}的(?:情况|背景|条件|形势|前提|基础)[下上]$|(?<=[%％成])的?(?:情况|背景|条件|形势|基础)[下上]$"
)
# 收入|5年|增长 18.7 %, 增速|连续 30 个月|居前, 五年|新设企业: how long, and no part of what is counted.
FOR_YEARS = re.compile(
    r"并?(?:已)?连续(?:多|[\d一二两三四五六七八九十]+)(?:个)?(?:年|月|季度)(?:保持|稳定|实现|稳居|位居|居|位)?$"
    r"|(?:(?<=[\u4e00-\u9fff”])|^)(?:[35]|[三五])年(?:来|间|内)?$"
    r"|^(?:[35]|[三五])年(?:来|间|内)?(?=滚动|累计|共|新[设建增改]|建成|改造|实施|完成|培育|增[长加])|(?<=..)(?:[和、]|(?<![参给赠授])与|(?<![惠涉普触以兼波危])及)$"
)
# 为权利人|挽回经济损失: whom it was done for is no part of what is counted.
_FOR_WHOM = re.compile(
    r"^[ \u3000，、]*(?:已|共|累计|直接)*[为向给帮助][\u4e00-\u9fff]{0,8}?"
    r"(?:权利人|企业|群众|当事人|主体|单位|商户|农户|个人)(?=挽回|减免|节省|节约|减轻|争取|追回|退[还付])"
)


def _opening_places(sentence: Sentence, start: int, end: int) -> list[Region]:
    found: list[Region] = []
    for r in sentence.places:
        listed = bool(found) and sentence.text[found[-1].end : r.start] in ("、", "和", "与", "及")
        inside = start <= r.start and r.end <= end and not is_scope(sentence.text, r)
        if inside and (listed or opens(sentence, start, r.start)):
            found.append(r)
    return found


def _without(words: str, spans: list[tuple[int, int]]) -> str:
    """Words with stretches left out."""
    last = len(words)
    for start, end in sorted(spans, reverse=True):
        words = words[:start] + words[min(end, last) :]
        last = start
    return words


def opens(sentence: Sentence, start: int, position: int) -> bool:
    """Whether a place stands at the opening of the phrase, so that it says where and not what."""
    if position == start:
        return True
    rest = _without(sentence.text[start:position], sentence.times_in(start, position))
    return not _OPENERS.sub("", rest.strip(" \u3000，,、"))


@lru_cache(maxsize=1 << 13)
def head(phrase: str) -> str:
    """The part of a noun phrase that is counted: the last of a list after 为, or what stands behind 等."""
    if phrase.startswith("为") and "、" in phrase:
        phrase = phrase.rsplit("、", 1)[1]
    listed = _LISTED.match(phrase) if "等" in phrase else None
    if listed:
        phrase = phrase[listed.end() :]
    return phrase if _WHO_GOT.match(phrase) else _empty_verbs().sub("", phrase) or phrase


# 获得贷款企业 are those who got one; 获得示范企业称号 is no such thing.
_WHO_GOT = re.compile(
    r"(?:获得|取得)(?:[\u4e00-\u9fff]{0,8}?(?:贷款|融资|授权|认证|支持|资助|补贴|奖励|资金|理赔|授信|服务))的?"
    r"[\u4e00-\u9fff]{0,6}(?:企业|公司|单位|机构|主体|商户|农户|高校|院所|人员|学生|专家|客户|项目)$"
)


@cache
def _empty_verbs() -> re.Pattern[str]:
    # 建设银行 is a bank, 实施细则 a rule.
    return re.compile(
        rf"^(?:{'|'.join(longest_first(table('cues')['verbs']['empty']))})+"
        rf"(?!银行|细则|[局厅部]|时[间限长]|周期|用时|(?<=获)[贷奖利准评证益]|(?<=培育)(?:中心|基地|工程|计划|平台))(?=..)"
    )


@lru_cache(maxsize=1 << 13)
def weak(phrase: str) -> bool:
    """Whether a phrase says only how a number is meant (同比增长, 占比) or nothing."""
    return bool(_WEAK.match(phrase))


@lru_cache(maxsize=1 << 13)
def noun_behind(tail: str) -> str:
    """The noun a number counts when it stands behind it: 250 家|中心企业的知识产权托管."""
    plain = _SPACE.sub("", _TAIL_VERB.sub("", tail))
    named = plain.startswith("“") and "”" in plain
    plain = plain if named else plain.lstrip('”“"')
    plain = plain if plain.count("“") == plain.count("”") else plain.rstrip('”“"') + "”" * ("“" in plain)
    if _NO_NOUN.match(plain):
        return ""
    noun = _SET.sub("", _PREDICATE.sub("", _DID.sub("", plain)))
    told = WHO_DID.fullmatch(noun)
    return told["did"] + told["who"] if told else noun


# 53 家|企业获得贷款 9 亿元: those who are counted, and what they did or got.
WHO_DID = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{0,8}?(?:企业|公司|单位|机构|主体|商户|农户|高校|院所|人员|学生|专家|客户|项目|群众|家庭|纳税人))"
    r"(?P<did>(?:获得|取得|获批|提供|享受|通过|参加|入选)(?P<what>[\u4e00-\u9fff]{2,10})|受益|获益|获贷|参保|参训|参展|获奖|签约|投产)"
)


# 12486 件|有效发明专利中，企业…; 3 家|调解组织共受理纠纷 735 件: what follows the noun says something of it.
_SET = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?<![其高初职集空水])(?:当|之)?中$")
# 3920 个|新投产项目增加产值|5100 亿元: what they did is told by the number behind it.
_DID = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?<=项目|企业|公司|单位|机构|平台|园区|基地|中心|集群|学校|医院|社区|景区|产业|银行|工程|区县|组团|片区|口岸|群众|学生|人员)"
    r"(?:共|累计|已|均|全年|合计|新)?(?:完成|增加|实现|带动|总投资|投资|产值|援助|发放|营业收入|营收|销售|节约|举办|开展|发生|引进|落地|实施"
    r"|超|达|吸纳|吸引|服务|占)[^，。；、]*?(?:超过?|达到?|约|近)?\d.*$"
)
_PREDICATE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:共(?![享同用建管治和识青产体赢])|累计|合计|总计).*$|(?<=[\u4e00-\u9fff]{2})(?<![“A-Z])\d.*$"
)
