"""What became of a part's cases, and a part told apart from a total that is called alike."""

from dataclasses import replace

from ...records import Figure, Stat
from ..clauses import head
from ..context.entities import Entity
from ..sentence import Sentence
from ..values.quantities import Quantity
from .before import Before
from .naming import Meaning
from .parts import DEED


def told_apart(found: Meaning, total: Figure, quantity: Quantity, stat: Stat, before: Before) -> Meaning:
    """A part of a total, told apart from it where both are called alike: 其中专利质押 5 笔、质押金额 2 亿元."""
    known = [f for f in [*before.earlier, *before.figures] if f.value_end <= total.value_end]
    twin = any((f.indicator, f.dimensions, f.stat) == (found.indicator, found.dimensions, stat) for f in known)
    first = next((f for f in reversed(before.figures) if f.value_start > total.value_end), None)
    if not twin or first is None or first.normalized_unit == quantity.normalized_unit:
        return found
    return replace(found, dimensions=tuple(sorted({*found.dimensions, ("成员", head(first.raw_indicator))})))


def done_to_part(
    found: Meaning,
    deed: str,
    sentence: Sentence,
    total: Figure,
    quantity: Quantity,
    before: Before,
    entity: Entity | None,
) -> Meaning:
    """其中甲院受理 5 件、审结 4 件，乙院受理 3 件: what became of a part's cases, which are the total's."""
    last = before.last
    if entity and total.value_end < entity.start and (last is None or last.value_end < entity.start):
        known = [f for f in (*before.earlier, *before.figures) if f.normalized_unit == quantity.normalized_unit]
        same = (f.indicator for f in known if f.indicator.startswith(deed) or f.indicator.endswith(deed))
        dimensions = tuple(sorted({*found.dimensions, ("成员", entity.name)}))
        return replace(found, indicator=next(same, found.indicator), dimensions=dimensions)
    if last is None or last.value_start < total.value_end or last.normalized_unit != quantity.normalized_unit:
        return found
    between = sentence.text[last.value_end : quantity.start].removeprefix(last.unit).strip(" \u3000，、")
    member = next((m for m in last.dimensions if m[0] == "成员"), None)
    if member is None or not DEED.fullmatch(between):
        return found
    return replace(found, dimensions=tuple(sorted({*found.dimensions, member})), base=last)
