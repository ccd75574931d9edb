"""Along what a question puts figures side by side, and how many of them it asks for."""

import re

_NUMERAL = "一二三四五六七八九十"
# 前三名, 排前五的; 最多的那三家. Not 前三季度, 前两批.
_TOP = re.compile(
    r"(?<![进入身])前(?P<count>[两二三四五六七八九十]|\d{1,2})(?:名|位|强|大)?(?!个?(?:季|月|年|周|天|批|次|期|款|项|条|届|章|类|种|者))"
    r"|(?:最|倒数)[多高大快强少低小慢末后差靠前]{1,2}的?(?:那|这)?(?P<number>[两二三四五六七八九十])(?:个(?![月工自星小])|家|名|位|座|项|类|种|大)"
)
# 近三年, 最近几年: years counted back from the newest in the documents.
_LATEST = re.compile(r"(?:近|最近|过去|这)(?P<count>[一两二三四五六七八九十]|\d{1,2})年")
_DIMENSIONS = (
    ("专利类型", re.compile(r"专利类型|[三各]类专利|[三各]种专利|哪[种类]专利|专利.{0,6}哪一?[类种]|类型")),
    ("权利主体", re.compile(
        r"权利主体|(?<!市场)(?<!经营)(?<!创新)主体|哪类单位|哪种单位|单位类型|哪类(?:主体|机构|申请人)"
    )),
    ("行业", re.compile("(?:哪|什么|各|分|按)一?个?(?:行业|产业)|最[多高大少低小]的(?:行业|产业)")),
    ("地区", re.compile(
        r"各(?:省|市(?!场)|区|县|州|地)|哪(?:一|几)?[个些]?(?:省|市(?!场)|区|县|州|地区|地方|城市)|县市区|区县|县区|哪[里儿]|"
        r"(?:省份|地市|城市|县区|区县|地区)(?:是|有|为|分别|都|各)*(?:哪|谁)|"
        r"[几两二三四五六七八九十]个?(?:省|市(?!场)|县|州|城市|地区)|[几两三四五六七八九十]个区")),
    ("年份", re.compile(
        r"(?:19|20)\d{2}年?以来|逐年|历年|各年|每年|哪年|哪一年|(?:近|最近|过去)[几一两二三四五六七八九十\d]+年")),
)  # fmt: skip


# 在各省里排第几: a rank among places, of the one that is named.
_AMONG = re.compile(
    r"各(?:省|市|区|县|州|地|盟)[省市区县州]*(?:里头?|里面|当中|之中|中间|中)(?=[^，,。]{0,8}(?:第几|名次|位次|几名|几位))"
)


def dimension(text: str) -> str | None:
    """The axis of a question: 地区, 年份, or a dimension of figures."""
    text = _AMONG.sub("", text)
    return next((name for name, pattern in _DIMENSIONS if pattern.search(text)), None)


def latest(text: str) -> int | None:
    """The N of 近N年."""
    found = _LATEST.search(text)
    return _counted(found["count"]) if found else None


def top_of(text: str) -> int | None:
    """How many of the first ones are asked; None where all are."""
    found = _TOP.search(text)
    return _counted(found["count"] or found["number"]) if found else None


def _counted(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _NUMERAL.find(numeral.replace("两", "二")) + 1
