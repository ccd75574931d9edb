"""What can be seen at one place: charts without data, units with a slip of the pen, shares over 100 %."""

from collections.abc import Iterator

from ..statistics.compute import written
from .findings import Finding, finding, quoted
from .naming import tidy
from .order import is_slip
from .view import View


def plain_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document."""
    yield from _charts(view)
    for item in view.items:
        figure = item.figure
        if is_slip(figure):
            text = f"“{figure.value} {figure.unit}”的“{figure.unit}”疑为“{figure.normalized_unit}”之误"
            like = [i for i in view.by_sentence().get(item.sentence, []) if i.figure.unit == figure.normalized_unit]
            text += "（同句其他数据都用它）" if like else ""
            yield finding("unit_typo", "warning", text, (view.quote(item),), None, (figure.id,))
        elif figure.stat == "share" and item.done and "占" in item.lead and figure.value > 100:
            text = f"{tidy(figure.indicator)}的占比 {written(figure)} 超过 100%"
            yield finding("part_gt_whole", "warning", text, (view.quote(item),), None, (figure.id,))


def _charts(view: View) -> Iterator[Finding]:
    """All charts of a document whose titles are in the text and whose data is not, in one finding."""
    graphics = view.document.graphics
    if not graphics:
        return
    titles = "、".join("".join(g.title.split()) for g in graphics[:6])
    more = f"等 {len(graphics)} 幅" if len(graphics) > 6 else f"，共 {len(graphics)} 幅"
    text = f"统计图只有图题，数据不在文本里：{titles}{more}"
    yield finding("chart_without_data", "info", text, tuple(quoted(view.document, g.start, g.end) for g in graphics))
