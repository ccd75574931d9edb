"""Units with a slip of the pen that nothing could read: 396 伴 among numbers in 件."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from ..figures.lexicons import table
from ..figures.values.quantities import quantities
from .findings import Finding, finding, quoted
from .lexicon import lexicon
from .view import View

_BARE = re.compile(r"(?<![第\d.A-Za-z])(\d[\d,]*)\s?(?P<unit>[一-鿿])(?=[，。；、,;]|$)")
_NEVER = frozenset(
    "年月日时分秒点号条款届次期批章节度第余多几个强佳亿万千百十岁届维星级线代元倍番成列眼口扇棵根卷堂节页字行块片朵串桌瓶箱袋辑案员届盏尊丈尺寸里路孔票城县市区省国校院厂矿店馆园库港湖河山岛层楼梯方面大小多家所"
)
LEAST = 2


def misspelt_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document: each odd unit of a paragraph whose other numbers share one."""
    known = {i.figure.value_start for i in view.items}
    for start, end in view.by_sentence():
        line = view.between((view.text.rfind("\n", 0, start) + 1, _stop(view.text, end)))
        units = Counter(i.figure.unit for i in line if i.sized and i.figure.stat == "count" and i.table is None)
        meant, often = units.most_common(1)[0] if units else ("", 0)
        if often < LEAST or len(meant) != 1:
            continue
        for match in _BARE.finditer(view.text, start, end):
            unit = match["unit"]
            if match.start(1) in known or unit in _units() or quantities(match.group()):
                continue
            text = f"“{match[1]} {unit}”的“{unit}”疑为“{meant}”之误（同段其他数据多用它）"
            begin = max(view.text.rfind(c, start, match.start()) for c in "，。；、：") + 1
            quote = quoted(view.document, max(begin, start), match.end())
            yield finding("unit_typo", "warning", text, (quote,))


def _stop(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


@cache
def _units() -> frozenset[str]:
    """Every single character that may stand behind a number: units, magnitudes, and what is neither."""
    rows = [row for row in table("units").values() if isinstance(row, dict)]
    listed = [word for row in rows for words in row.values() if isinstance(words, list) for word in words]
    single = {word for word in (*listed, *(name for row in rows for name in row)) if len(word) == 1}
    return frozenset(single | set(lexicon().no_units) | _NEVER)
