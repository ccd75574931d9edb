"""Of figures that bear one name, the one whose clause speaks of nothing else: 合同金额 of all, not of one college.

Records of one name, place and time in one document differ in something that their names do not hold. The words of
their clauses do: a clause that names 材料学院 is of that college, and whoever does not name it did not ask for it.
"""

import re
from collections.abc import Hashable, Iterable, Sequence

from ...records import Figure
from ..asked.slots import covered, prepared
from .library import Known
from .wording import own_words, weight

_TELLING = 1.0
_SAME = 0.01
_REST = re.compile(r"其[他它余]|另有")


def alien(known: Known, question: str) -> float:
    """The weight of the words before a figure in its clause, but for its name, that a question does not say.

    ``question`` is prepared; 0 for cells, which have no words but their name.
    """
    figure = known.figure
    if figure.cell is not None:
        return 0.0
    ahead = known.document.text[figure.start : figure.value_start]
    said = question + known.name + prepared((figure.region or "") + (known.document.region or ""))
    rest = _TELLING if _REST.search(ahead) and not _REST.search(question) else 0.0
    return rest + sum(weight(w) for w in own_words(ahead) if weight(w) >= _TELLING and not covered(w, said))


def claim(figure: Figure) -> tuple[Hashable, ...]:
    """What a figure says it is, whatever its value, in its document."""
    return (
        figure.document_id, figure.indicator, figure.dimensions, figure.region, figure.period, figure.entity,
        figure.stat, figure.normalized_unit, figure.status,
    )  # fmt: skip


def strangers(named: Sequence[tuple[Known, float]], question: str) -> frozenset[str]:
    """The ids of figures that another one of the same claim and another value answers better.

    ``named`` holds figures with the share of the question's words that they say: the one that says more is meant; of
    several that say as much the one that speaks least of what the question does not.
    """
    groups: dict[tuple[Hashable, ...], list[tuple[Known, float]]] = {}
    for known, share in named:
        groups.setdefault(claim(known.figure), []).append((known, share))
    found: set[str] = set()
    for group in groups.values():
        if len({known.figure.normalized_value for known, _ in group}) < 2:
            continue
        most = max(share for _, share in group)
        first = [known for known, share in group if share > most - _SAME]
        if len({known.figure.normalized_value for known in first}) > 1:
            least = min(alien(known, question) for known, _ in group)
            first = [known for known, _ in group if alien(known, question) <= least]
        found |= {known.figure.id for known, _ in group} - {known.figure.id for known in first}
    return frozenset(found)


def one_of_many(known: Known, others: Iterable[Known]) -> bool:
    """Whether a figure is one of three or more of its claim in its paragraph, so that its name does not tell it."""
    mine = claim(known.figure)
    values = {k.figure.normalized_value for k in others if claim(k.figure) == mine}
    return len(values | {known.figure.normalized_value}) > 2
