"""Scores extracted figures against gold figures of the same documents.

One extracted figure answers for one gold figure: the same value in the same unit (万 and 亿 multiplied out), in quotes
that overlap. Precision counts only documents that have gold, and takes their gold to be exhaustive.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ..contract import JsonObject
from .matching import MAGNITUDES, plain, scaled

# Gold sets name a few values more finely than the records do; a gold value is met by any of these.
ACCEPTED: Mapping[str, frozenset[str]] = {
    "quantity": frozenset({"quantity", "count", "amount"}),
    "rate": frozenset({"rate", "share", "ratio"}),
    "growth_annual_avg": frozenset({"growth_annual"}),
    "forecast": frozenset({"forecast", "target"}),
    "gt_approx": frozenset({"gt_approx", "gt", "approx"}),
}
_OVERLAP = 6  # characters that two quotes share at least


@dataclass(frozen=True, slots=True)
class FigureReport:
    """Rates between 0 and 1; ``attributes`` are those of the figures found; ``missed`` and ``extra`` say which not."""

    gold: int
    recall: float
    precision: float
    attributes: Mapping[str, float]
    missed: tuple[JsonObject, ...]
    extra: tuple[JsonObject, ...]

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision; 0 where both are."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


def read_figures(path: Path) -> list[JsonObject]:
    """The gold figures of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def score_figures(gold: Sequence[JsonObject], extracted: Sequence[JsonObject]) -> FigureReport:
    """``extracted`` as ``ipqa figures --json`` gives them; ``gold`` with ``doc``; an ``optional`` one may be missed."""
    by_document: dict[str, list[JsonObject]] = defaultdict(list)
    for figure in extracted:
        by_document[_stem(figure.get("source"))].append(figure)
    taken: set[int] = set()
    attributes: dict[str, list[bool]] = defaultdict(list)
    missed: list[JsonObject] = []
    for want in gold:
        free = [f for f in by_document[_stem(want["doc"])] if id(f) not in taken and same_figure(f, want)]
        if free:
            found = min(free, key=lambda figure: _misfit(figure, want))
            taken.add(id(found))
            for name, met in _attributes(found, want):
                attributes[name].append(met)
        elif not want.get("optional"):
            missed.append(want)
    asked = len(taken) + len(missed)
    judged = [figure for name in {_stem(want["doc"]) for want in gold} for figure in by_document[name]]
    return FigureReport(
        gold=len(gold),
        recall=len(taken) / asked if asked else 0.0,
        precision=len(taken) / len(judged) if judged else 0.0,
        attributes={name: sum(met) / len(met) for name, met in attributes.items()},
        missed=tuple(missed),
        extra=tuple(figure for figure in judged if id(figure) not in taken),
    )


def same_figure(figure: JsonObject, want: JsonObject) -> bool:
    """The same size, the same base unit, and quotes that overlap."""
    sizes, wanted = {_written(figure), _normalized(figure)} - {None}, _written(want)
    wanted = _normalized(want) if wanted is None else wanted
    return wanted is not None and wanted in sizes and _same_unit(figure, want) and _overlap(figure, want)


def _stem(source: object) -> str:
    return Path(str(source or "")).stem


def _written(figure: JsonObject) -> Decimal | None:
    size = scaled(figure.get("value"), figure.get("unit"))
    return None if size is None else abs(size)


def _normalized(figure: JsonObject) -> Decimal | None:
    size = scaled(figure.get("normalized_value"), None)
    return None if size is None else abs(size)


def _same_unit(figure: JsonObject, want: JsonObject) -> bool:
    ours, theirs = (_base_unit(f.get("unit") or f.get("normalized_unit")) for f in (figure, want))
    if ours == theirs:
        return True
    # 件 and 件/万人, 亿元 and 亿元/年; a percentage is only ever a percentage.
    return bool(ours and theirs) and (ours in theirs or theirs in ours) and "%" not in ours + theirs


def _base_unit(unit: object) -> str:
    name = plain(str(unit or "")).lower()
    return next((name.removeprefix(m) for m in MAGNITUDES if name.startswith(m) and len(name) > len(m)), name)


def _overlap(figure: JsonObject, want: JsonObject) -> bool:
    ours, theirs = plain(figure.get("quote", "")), plain(want["quote"])
    if not ours or not theirs:
        return False
    if ours in theirs or theirs in ours:
        return True
    return any(ours[i : i + _OVERLAP] in theirs for i in range(len(ours) - _OVERLAP + 1))


def _misfit(figure: JsonObject, want: JsonObject) -> tuple[bool, bool, bool]:
    """Smaller is better: of several figures of the same size, the one that is also of the same kind and name."""
    return (
        figure.get("stat") != want.get("stat"),
        not _same_name(figure, want),
        figure.get("dimensions") != want.get("dimensions"),
    )


def _attributes(figure: JsonObject, want: JsonObject) -> list[tuple[str, bool]]:
    marks = [("indicator", _same_name(figure, want)), ("period", _year(figure) == _year(want))]
    for name in ("stat", "comparator", "status"):
        if want.get(name):
            marks.append((name, figure.get(name) in ACCEPTED.get(want[name], {want[name]})))
    if want.get("region"):
        ours = str(figure.get("region") or "").rstrip("省市区县")
        marks.append(("region", bool(ours) and ours in want["region"]))
    return marks


def _same_name(figure: JsonObject, want: JsonObject) -> bool:
    """Whether the names, members of dimensions included, share half of their character pairs."""
    ours, theirs = _pairs(figure), _pairs(want)
    return 4 * (ours & theirs).total() >= ours.total() + theirs.total()


def _pairs(figure: JsonObject) -> Counter[str]:
    indicator = str(figure.get("indicator") or "")
    members = [str(member) for member in (figure.get("dimensions") or {}).values()]
    name = plain(indicator + "".join(member for member in members if member not in indicator))
    return Counter(name[i : i + 2] for i in range(len(name) - 1)) or Counter([name])


def _year(figure: JsonObject) -> str:
    return str(figure.get("period") or "")[:4]
