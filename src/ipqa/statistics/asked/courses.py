"""Whether a question asks for several years in a row, or for the change between the ends of a span."""

import re

from .axes import latest
from .operands import Cells
from .operation import Operation

_WHOLE_YEAR = re.compile(r"\d{4}")
_UP_OR_DOWN = re.compile(
    r"(?:[升涨增多高大](?:了|加|长|起来)?|上升|上涨|走高)(?:还是|或者?|或是)(?:在|变)?(?:下?[降跌减少低小]|回落|走低)|是[升涨增]是[降跌减]"
    r"|[涨升降跌增减][没不][涨升降跌增减]|(?:多|高)了没有?"
)
_WHICH = re.compile(r"谁|哪")
# 近三年新增了多少家, 近五年累计: one number of all the years.
_OF_ALL = re.compile(
    r"了(?:多少|几)|累计|一?共|合计|总计|平均|年均|新增|净增|增加|增长|减少|下降|提高|上升|涨|跌|[占比]|倍|最|第几|哪|谁|排名"
)
_BETWEEN = re.compile(
    r"(?<![新累])(?:净?增加|净?减少|净[增减]|[变增]多|[变减]少|多出?|少)了?(?:多少|几)(?!成|倍|分|个?百分|%|％)"
)
_TOGETHER = re.compile(
    r"(?:一|总)?(?<![公享同用])共(?![享同用建管治和识青产])[^，。？?]{0,8}(?:多少|几)"
    r"|累计[^，。？?]{0,8}(?:多少|几)"
)
_RELATIVE = re.compile(r"百分之|增速|增幅|涨幅|降幅|增长率|几成|几倍|多少倍|累计|年均|平均")


def over_years(text: str, operation: Operation, sides: Cells, span: Cells) -> bool:
    """Whether a figure is asked year by year: 2021、2022、2023年各多少, 从2020到2023年涨没涨, 近三年利润总额."""
    years = [cell.period or "" for cell in sides]
    in_years = len(set(years)) == len(years) > 1 and all(map(_WHOLE_YEAR.fullmatch, years))
    if operation == "distribution" and in_years:
        return True
    in_a_row = bool(span) or (in_years and len(years) > 2)
    asked = operation in ("lookup", "compare", "distribution") and not _WHICH.search(text)
    if in_a_row and asked and _UP_OR_DOWN.search(text):
        return True
    several = (latest(text) or 0) > 1 and not sides
    return operation == "lookup" and several and not _OF_ALL.search(text)


def in_all_years(text: str, operation: Operation, sides: Cells) -> bool:
    """Whether the newest years are asked for together: 近三年共查处多少件."""
    several = (latest(text) or 0) > 1 and not sides
    return operation == "lookup" and several and bool(_TOGETHER.search(text))


def between_ends(text: str, operation: Operation, span: Cells) -> bool:
    """Whether a span is asked for the change of a level from its first to its last year, in units."""
    changed = operation in ("lookup", "trend") and len(span) > 1 and bool(_BETWEEN.search(text))
    return changed and not _RELATIVE.search(text)
