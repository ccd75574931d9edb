"""Charts whose title is in the text and whose data is not, so that an answer can say so."""

import re
from collections.abc import Sequence

from ...records import Graphic
from .blocks import Block

_KIND = (
    r"(?:统计图|分布图|占比图|结构图|趋势图|走势图|变化图|对比图|比较图|增长图|情况图|构成图|比例图|柱状图|柱形图|条形图|饼图|饼状图|折线图"
    r"|环形图|雷达图|散点图|曲线图)"
)
_UNIT = r"(?:\s*[（(][^（）()]{1,24}[）)])?"
_NAMED = re.compile(rf"(?P<title>[^。；！？]{{2,60}}?{_KIND}){_UNIT}\s*$")
_NUMBERED = re.compile(
    rf"(?P<title>图\s*[\d一二三四五六七八九十]{{1,3}}(?:[-–—.．]\d{{1,3}})?[\s：:．.、]*[^。；！？]{{2,60}}?){_UNIT}\s*$"
)
# A numbered drawing shows data when its title speaks of sizes; others are plans, flows, photographs.
_DATA = re.compile(
    r"规模|增速|增长|占比|比重|比例|数量|情况|分布|趋势|排名|排行|构成|结构|变化|统计|对比|金额|收入|产值|指数|得分|申请|授权|注册|拥有量"
)
_NO_DATA = re.compile(
    r"示意|流程|框架|架构|路线|组织|机构图|地图|照片|效果图|位置|模型|体系|原理|网络|拓扑|技术路径|如图|见图|图中"
)
_LABEL = re.compile(r"[-+]?[\d,.]+\s*(?:[%％‰万亿元件家个人户项]{0,3})")
_NEAR = 10
_LABELS = 3


def graphics(blocks: Sequence[Block], starts: Sequence[int]) -> tuple[Graphic, ...]:
    """The charts without data, in order; ``starts`` of each block. A title's span leaves out its unit."""
    found: list[Graphic] = []
    for position, (block, start) in enumerate(zip(blocks, starts, strict=True)):
        match = _title(block)
        if match is None or _has_data(blocks, position):
            continue
        text = match["title"].rstrip()
        begin = start + match.start("title") + len(text) - len(text.lstrip())
        found.append(Graphic(text.lstrip(), begin, begin + len(text.lstrip())))
    return tuple(found)


def _title(block: Block) -> re.Match[str] | None:
    if block.table is not None or len(block.text) > 90:
        return None
    if _NO_DATA.search(block.text):
        return None
    match = _NUMBERED.match(block.text)
    if match and _DATA.search(match["title"]):
        return match
    return _NAMED.match(block.text)


def _has_data(blocks: Sequence[Block], position: int) -> bool:
    """Whether a table stands next to the title, or the labels of the chart are among the lines around it."""
    around = [*blocks[max(0, position - 1) : position], *blocks[position + 1 : position + 3]]
    if any(block.table is not None for block in around):
        return True
    page = blocks[position].pages[-1][1] if blocks[position].pages else None
    labels = 0
    for block in blocks[max(0, position - _NEAR) : position + _NEAR + 1]:
        if block.plain and page == (block.pages[-1][1] if block.pages else None):
            pieces = re.split(r"[\s\t]+", block.text.strip())
            labels += sum(
                1 for piece in pieces if _LABEL.fullmatch(piece) and not re.fullmatch(r"(?:19|20)\d{2}", piece)
            )
    return labels >= _LABELS
