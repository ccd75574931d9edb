"""Numbers side by side: 分别-lists whose values belong to members, and slips of the pen among siblings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from .clauses import noun_phrase, setting
from .quantities import Quantity, quantities
from .regions import Region
from .vocabulary import leading_member

_SLIP = re.compile(r"(?P<number>\d{2,}(?:\.\d+)?)[ \u3000]*(?P<unit>[\u4e00-\u9fff])(?=[，。；、,;])")


def with_slips(sentence: str) -> list[Quantity]:
    """The quantities, and numbers whose unit is a slip of the pen (5424 将) between siblings that have a unit."""
    found = quantities(sentence)
    counted = [q for q in found if q.kind == "count" and not q.per]
    if len(counted) < 2:
        return found
    for match in _SLIP.finditer(sentence):
        start, end = match.span()
        if any(q.start < end and start < q.end for q in found):
            continue
        sibling = counted[0]
        if (
            all(q.normalized_unit == sibling.normalized_unit for q in counted)
            and match["unit"] not in "年月日天周号届级条款章页岁时分秒"
        ):
            value = Decimal(match["number"])
            found.append(
                Quantity(
                    start,
                    end,
                    start,
                    match.end("number"),
                    value,
                    match["unit"],
                    "count",
                    value,
                    sibling.normalized_unit,
                    "eq",
                )
            )
    return sorted(found, key=lambda q: q.start)


def shifted(quantity: Quantity, by: int) -> Quantity:
    return replace(
        quantity,
        start=quantity.start + by,
        end=quantity.end + by,
        value_start=quantity.value_start + by,
        value_end=quantity.value_end + by,
    )


def runs(text: str, found: list[Quantity]) -> Iterator[list[Quantity]]:
    """Quantities in a row that only 、和 separate: the values of a 分别-list."""
    run: list[Quantity] = []
    for quantity in found:
        if (run and not re.fullmatch(r"[\s、，,和与及]*", text[run[-1].end : quantity.start])) or (
            run and re.fullmatch(r"\s*[，,]\s*", text[run[-1].end : quantity.start])
        ):
            yield run
            run = []
        run.append(quantity)
    if run:
        yield run


@dataclass(frozen=True, slots=True)
class ListItem:
    """A 分别-list: the member that belongs to a value, what all values measure, the words before the first one."""

    member: str
    common: str
    left: str


def aligned(text: str, span: tuple[int, int], run: list[Quantity], index: int, places: list[Region]) -> ListItem | None:
    """Member and common noun for one value of a list: 企业、医院的申请量分别为 3 件、4 件."""
    if len(run) < 2:
        return None
    first = run[0]
    where = setting(text, span, None, first)
    head = text[where.clause_start : first.start]
    local = [
        replace(r, start=r.start - where.clause_start, end=r.end - where.clause_start)
        for r in places
        if where.clause_start <= r.start < first.start
    ]
    phrase = noun_phrase(head, local)
    phrase = re.sub(r"(?:分别|同比|增长|增加|下降|占比)+$", "", phrase)
    parts = [p for p in re.split(r"[、和与及]", phrase) if p]
    if (
        len(parts) < len(run)
        and len(parts) == 1
        and re.fullmatch(rf"[一二三四五六]{{{len(run)}}}(?:次?产业?).*", phrase)
    ):
        parts = [*phrase[: len(run) - 1], phrase[len(run) - 1 :]]
    if len(parts) != len(run):
        return None
    last = parts[-1]
    member, _, common = last.partition("的")
    if not common:
        known = leading_member(last)
        size = known[1] if known else min(len(parts[-2]), len(last))
        member, common = last[:size], last[size:]
    names = [*parts[:-1], member]
    if re.fullmatch(r"[一二三]", names[0]) and common.startswith(("产", "次产业")):
        names = [f"{name}产" for name in names]
        common = re.sub(r"^(?:次?产业|产)", "", common)
    return ListItem(names[index], common, head)
