"""Sides in terms that they share: 质押融资金额，甲银行比乙银行多多少; 甲银行和乙银行，质押融资总共多少."""

import re
from collections.abc import Iterator
from dataclasses import replace

from .operands import Cells
from .slots import Slots, meant, slots

_VERSUS = re.compile(
    r"^(?P<head>[^？?]{4,}?)[，,](?P<first>[^，,比]{2,24})(?<![对相])比(?![例重较如])(?P<second>[^，,比]{2,20}?)(?:要|还|更)?"
    r"(?:多|少|高|低|大|小|强|弱)"
)


def versus(text: str, whole: Slots, home: str | None, anchor: int | None) -> Iterator[Cells]:
    """One cell per side, in the terms of what stands before them; then, where both measure something, in their own."""
    found = _VERSUS.search(text)
    if not found:
        return
    sides = [slots(found[name], home, anchor) for name in ("first", "second")]
    if sides[1].period or len({s.region for s in sides if s.region}) > 1:
        return
    measured = all(s.concept.measures for s in sides)
    if not (measured and meant(found["head"]).object):  # 企业更爱押专利，商标质押比…: the head is of another right
        yield tuple(_completed(slots(f"{found['head']} {side.text}", home, anchor), whole) for side in sides)
    if measured:
        yield tuple(_completed(side, whole) for side in sides)


def _completed(cell: Slots, whole: Slots) -> Slots:
    return replace(
        cell,
        stat=cell.stat or whole.stat,
        unit=cell.unit or whole.unit,
        period=cell.period or whole.period,
        period_text=cell.period_text or whole.period_text,
        region=cell.region or whole.region,
        status=whole.status,
        focus=(),
    )


def in_terms_of_one(text: str, cells: Cells) -> Cells:
    """Sides without terms of their own, each in those of the one clause that has them.

    甲银行和乙银行，质押融资总共多少: two cells, and not a third for all the 质押融资. A piece
    that only names a place is none.
    """
    cells = tuple(c for c in cells if c.words or c.members or c.concept.object or c.concept.measures)
    bearing = [c for c in cells if c.concept.measures or c.concept.object]
    sides = [c for c in cells if c not in bearing]
    if len(bearing) != 1 or len(sides) < 2 or not _apart(text, sides):
        return cells
    terms = bearing[0]
    return tuple(
        replace(
            side,
            text=f"{terms.text} {side.text}",
            concept=terms.concept,
            members=(*terms.members, *side.members),
            stat=side.stat or terms.stat,
            unit=side.unit or terms.unit,
            words=(*side.words, *terms.words),
        )
        for side in sides
    )


def _apart(text: str, sides: list[Slots]) -> bool:
    """Whether the sides stand in other clauses than the terms."""
    clauses = re.split(r"[，,；;：:？?]", text)
    terms = [c for c in clauses if meant(c).measures or meant(c).object]
    rest = "，".join(c for c in clauses if c not in terms)
    return len(terms) == 1 and all(any(word in rest for word in side.words) for side in sides)


# 甲产业和乙产业，…哪个的专利多: what is asked of the row stands behind it.
_ROW_LEADS = re.compile(
    r"(?P<row>[^，,；;。？?]{2,30}?(?:和|与|跟|、|还是|对比)[^，,；;。？?]{2,20})[，,](?P<rest>.{4,})"
)


def led_by_row(text: str) -> bool:
    """Whether a question opens with the names that it holds against each other, and says behind them of what."""
    found = _ROW_LEADS.match(text)
    if found is None or meant(found["row"]).object or meant(found["row"]).measures:
        return False
    behind = meant(found["rest"])
    return bool(behind.object or behind.measures)
