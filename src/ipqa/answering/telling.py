"""What a passage may not lack to answer: the body asked for by 谁, the stage and the part that a question names."""

import re
from collections.abc import Sequence

from ..figures.vocabulary import members
from ..statistics import Known, Query
from ..statistics.asked.slots import covered, prepared
from ..statistics.matching.match import assess
from .passages import Found

# Of each row one excludes the others, of cases, of rights, and of whose they are.
_APART = (
    ("民事", "刑事", "行政"),
    ("一审", "二审", "再审"),
    ("新收", "审结", "撤诉", "调解", "移送"),
    ("申请", "授权", "转让", "许可"),
    ("出口", "进口"),
    ("公安", "检察", "法院", "海关"),
)
_WHO = re.compile(r"谁|(?:哪|什么)(?:一?个|一?家|些)?(?:机关|部门|机构|单位|主体|组织|法院|银行)")
_BODY_ASKED = re.compile(
    r"(?:机关|部门|机构|单位|法院|银行)(?:是|指)?的?(?:谁|哪|什么)"
    r"|(?:哪|什么)(?:一?个|一?家|些)?(?:机关|部门|机构|单位)"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:局|署|厅|院|委员会|管委会|办公室|海关|银行|公司|中心|协会|政府|大学"
    r"|(?<!本)(?<!干)部门|机构)"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}(?:人|(?<!或)者|方(?![面式法案向可]))|双方|个人|企业|单位")
_ANY_BODY = frozenset(("机关", "部门", "机构", "单位"))
_CLAUSE = re.compile(r"[；。\n]")


def asks_who(question: str) -> bool:
    """Whether a body or a person is asked for."""
    return bool(_WHO.search(question))


def names_who(query: Query, text: str) -> bool:
    """Whether a span names a body or a person in the sentence that says what is asked, where 谁, 哪个部门 is asked."""
    question = query.question
    if not asks_who(question) or query.numeric:
        return True
    head = [word for word in query.whole.words if word not in _ANY_BODY][-1:]
    named = _BODY if _BODY_ASKED.search(question) else re.compile(f"{_BODY.pattern}|{_PERSON.pattern}")
    return any(
        named.search(_without(clause, query.whole.words)) and all(covered(w, prepared(clause)) for w in head)
        for clause in _CLAUSE.split(text)
    )


def _without(clause: str, words: tuple[str, ...]) -> str:
    """A clause without the words of a question, which name no one: 登记机关 is no answer to 登记机关是谁."""
    for word in words:
        clause = clause.replace(word, " ")
    return clause


def of_another_part(question: str, text: str) -> bool:
    """Whether a text names a part or stage beside that of a question and not it: 民事案件, asked 刑事案件."""
    asked, said = prepared(question), prepared(text)
    for row in _APART:
        wanted = {word for word in row if word in asked}
        if wanted and not any(word in said for word in wanted) and any(word in said for word in row):
            return True
    told = members(said)
    told_of = {dimension for dimension, _ in told}
    return any(member[0] in told_of and member not in told for member in dict(members(asked)).items())


def of_another_place(query: Query, found: Found, known: Sequence[Known]) -> bool:
    """Whether a span tells what is asked of another place, and of the place asked only other things.

    作品登记 900 件，软件著作权登记 80 件，其中甲市 30 件 says nothing of 甲市's 作品登记.
    """
    region = query.whole.region
    inside = [
        k for k in known if k.document.id == found.document.id and found.start <= k.figure.value_start < found.end
    ]
    here = [k for k in inside if k.figure.region == region]
    if region is None or not here:
        return False
    asked = prepared(query.question)
    elsewhere = [m for k in inside if (m := assess(query.whole, asked, k)).mismatches == ("region",) and not m.residue]
    nearest = max((m.named for m in elsewhere), default=0.0)
    return nearest >= _NAMED and all(assess(query.whole, asked, k).named < nearest for k in here)


_NAMED = 0.9
"""How much of a figure's name a question must say for the figure to be what it asks of another place."""
