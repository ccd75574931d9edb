"""Of what kind the rows are that a question asks which of: 哪家银行, 哪个县, 哪类案由. Tables of words."""

import re

from ..matching.bodies import is_body
from ..matching.columns import Column

_PLACES = {
    "国家": "", "地区": "", "地方": "", "省份": "province", "省": "province", "地市": "city", "城市": "city",
    "市州": "city", "地级市": "city", "县级市": "county", "区县": "county", "县区": "county", "县市区": "county",
    "市县": "county", "县": "county", "区": "county",
}  # fmt: skip
# A kind of body or of thing, and what a row or its head may call it.
_THINGS = {
    "银行": "银行|信用社|农信|农商", "金融机构": "银行|机构|信用社|农商|担保|保险", "企业": "企业|公司|集团|厂|主体",
    "公司": "企业|公司|集团|厂", "法院": "法院|法庭", "检察院": "检察院", "海关": "海关", "高校": "高校|大学|学院|学校",
    "大学": "大学|高校", "学院": "学院|系|院系", "院系": "学院|系", "院所": "院所|研究院|研究所", "园区": "园|区",
    "申请人": "申请人|公司|大学|学院|企业", "权利人": "权利人|公司|大学|企业", "专利权人": "权利人|公司|大学|企业",
    "代理机构": "代理|事务所", "行业": "行业|产业|业$", "产业": "产业|行业|业$", "领域": "领域|产业|行业|技术|方向",
    "技术分支": "分支|技术|环节", "分支": "分支|技术", "环节": "环节|分支", "案由": "案由|类型|纠纷|案",
}  # fmt: skip
_KINDS = "|".join(sorted({*_PLACES, *_THINGS}, key=len, reverse=True))
_ASKED = re.compile(
    rf"(?:哪|各|每)(?:一|几|些|两|三)?(?:[个家所类种项座条起宗名位款门]|大类)?(?P<kind>{_KINDS})(?!域|级|外|内)"
    r"|(?:最[多高大快强少低小慢]|前(?:[一二两三四五六七八九十]|\d+)(?:名|位|强|大|家|个)?)的?"
    rf"(?:那|这)?(?:[两三四五六七八九十几])?[个家所类种]?(?P<named>{_KINDS})(?!域|级|外|内)"
)
_MOST = 0.5


def asked_kind(question: str, dimension: str | None) -> str | None:
    """The kind of thing that a question asks which of; None where it names none."""
    found = _ASKED.search(question)
    if found:
        return found["kind"] or found["named"]
    return dimension if dimension in (*_PLACES, *_THINGS, "专利类型", "权利主体") else None


def of_kind(column: Column, kind: str | None) -> bool:
    """Whether the rows of a column are of a kind, by their head, their names or their places."""
    if kind is None:
        return True
    if kind in _PLACES:
        level = _PLACES[kind]
        return column.of_places and (not level or level in column.levels)
    if kind in ("专利类型", "权利主体"):
        return all(kind in dict(r.known.figure.dimensions) for r in column.rows) and not _shares(column, kind)
    said = re.compile(_THINGS[kind])
    firsts = [row.label.split("/")[0] for row in column.rows]
    if all("/" in row.label for row in column.rows) and all(map(is_body, firsts)):
        return all(map(said.search, firsts))  # companies with their trades beside them are no trades
    named = [row for row in column.rows if said.search(row.label)]
    return bool(said.search(column.stub)) or len(named) > _MOST * len(column.rows)


def _shares(column: Column, dimension: str) -> bool:
    return any(d == dimension for d, _ in column.shared)
