"""Bodies as members of figures: what counts as one, and whether a question names it."""

import re

from ...figures.vocabulary import Concept
from ...records import Figure
from ..asked.slots import Slots, covered, prepared
from ..asked.telling import is_of_the_field
from .library import Known

_BODY = re.compile(
    r"(?:公司|集团|股份|银行|[分支]行|联社|大学|学院|学校|医院|研究[院所]|法院|检察院|中心|协会|商会|[工药]厂|所)$"
)
# How a body is styled behind the name that people call it by; a bank's branch is called by its bank.
_STYLE = re.compile(r"(?<=.{2})(?:科技|技术|实业|控股|集团|股份|有限|责任|公司)+$|(?<=银行).*[分支]行$")
_OF_TRADE = r"(?:产业|行业|领域|行当)?(?:里|中|内)?的?(?:那些|各|各家)?(?:企业|公司|厂)"


def is_body(member: str) -> bool:
    """Whether a member is a company, a bank, a school or another body by its name."""
    return bool(_BODY.search(member))


# What a member is by its kind, which a question leaves out: 邮递渠道, 侵犯著作权, 轨道交通装备.
_OF_A_KIND = re.compile(
    r"^(?:涉嫌|涉及|侵犯|侵害)+|(?<=.{2})(?:渠道|环节|领域|产业|行业|方式|途径|分支|类别|纠纷|案件|货物|产品|商品|装备|设备|制造业?)+$"
    r"|(?<=专利|商标)权$"
)


_EACH_OF_BOTH = re.compile(r"城乡.*(?:分别|各)")


def is_said(member: str, question: str) -> bool:
    """Whether a prepared question names a member; without its kind, or of a body its style: 某科 for 某科科技公司."""
    if covered(prepared(member), question) or (member in ("城镇", "农村") and _EACH_OF_BOTH.search(question)):
        return True
    plain = _OF_A_KIND.sub("", _OF_A_KIND.sub("", member))
    if plain != member and len(plain) > 1 and covered(prepared(plain), question):
        return True
    short = prepared(_STYLE.sub("", member)) if is_body(member) else ""
    telling = short.endswith("银行") or not is_of_the_field(short)
    return len(short) > 1 and short != prepared(member) and telling and short in question


# What only companies are called: 单项冠军 9 家, asked as 单项冠军企业.
_COMPANIES = re.compile(r"小巨人|单项冠军|独角兽|瞪羚|领军者|上市公司|隐形冠军|链主|雏鹰|总部")


def names_companies(figure: Figure) -> bool:
    """Whether an indicator is of companies by what it calls them."""
    return bool(_COMPANIES.search(figure.indicator))


def of_its_trade(figure: Figure, question: str) -> bool:
    """Whether a prepared question asks for the companies of a trade that the figure is of: 新材料企业, row 新材料."""
    trade = prepared(dict(figure.dimensions).get("行业", ""))
    return bool(trade) and bool(re.search(re.escape(trade) + _OF_TRADE, question))


_COUNTS_COMPANIES = re.compile(r"(?:企业|公司|商家)(?:家|户)?数|(?:多少|几)[家户]")


def is_pledger(slots: Slots, figure: Figure) -> bool:
    """Whether 企业 only says who pledges rights for a loan; where companies are counted, a figure must count them."""
    if "质押融资" not in slots.concept.measures:
        return False
    return figure.unit in ("家", "户", "户次", "家次") or not _COUNTS_COMPANIES.search(slots.text)


_REGISTERED = frozenset(("登记", "办理"))
# Whom money besides the loan reached: 贴息 9 万元，惠及企业 3 家.
_HELPED = re.compile(r"贴息|补[贴助偿]|资助|奖[补励]|保险|担保|评估费")
_PAID = frozenset(("放款", "发放", "投放", "放贷"))
_LENT = frozenset(("贷款", "融资", "放款", "获得"))


def is_of_pledges(word: str, asked: Concept, known: Known) -> bool:
    """Whether a word only says how rights are pledged for loans, of which a figure is as well.

    质押登记惠及企业 and 质押贷款的企业 are the companies of 质押; the sum registered and the sum lent are two.
    """
    if "质押融资" not in asked.measures & known.concept.measures:
        return False
    if word in _PAID and known.figure.stat == "amount":
        return True
    if _HELPED.search(known.sentence):
        return False
    return known.figure.unit in ("家", "户") and word in _REGISTERED | _LENT
