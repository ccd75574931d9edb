"""The figures of one generation, as people corrected them, and the logs of what they said."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from ..records import Figure
from .aliases import Alias
from .corrections import Logged
from .entry import IndicatorCount
from .figure_index import FigureQuery
from .generations import Derived
from .overlay import Overlay, alias_log, correction_log
from .reader import Reading, among, names
from .rows import FIGURE_COLUMNS, to_figure

T = TypeVar("T")
_CHUNK = 5000
_FIGURES_JOINED = 'figures f JOIN documents d ON d."key" = f.document_key'
_FIGURE_ROW = f"{names(FIGURE_COLUMNS, 'f')}, d.id"
_FIGURES = f"SELECT {_FIGURE_ROW} FROM {_FIGURES_JOINED}"


class FigureQueries:
    """The part of a snapshot that reads figures."""

    def __init__(self, reading: Reading, derived: Derived) -> None:
        self._reading = reading
        self._derived = derived
        self._overlay: Overlay | None = None

    def figures(
        self,
        document_id: str | None = None,
        collections: Sequence[str] | None = None,
        indicators: Sequence[str] | None = None,
        rejected: bool = False,
    ) -> list[Figure]:
        """The figures that meet every condition given, document by document in their order, as people corrected them.

        Figures that a person rejected are left out unless ``rejected``.
        """
        conditions = []
        if document_id is not None:
            conditions.append(among("d.id", "id", [document_id]))
        if collections is not None:
            conditions.append(among("d.collection", "collection", collections))
        if indicators is not None:
            conditions.append(self._named(indicators))
        where = " WHERE " + " AND ".join(condition for condition, _ in conditions) if conditions else ""
        values = {name: value for _, given in conditions for name, value in given.items()}
        rows = self._reading.rows(f'{_FIGURES}{where} ORDER BY f."key"', values)
        found = self.overlay.apply([to_figure(row) for row in rows], rejected)
        # Some may go by another name now.
        return found if indicators is None else [f for f in found if f.indicator in indicators]

    def named_figures(self, wanted: FigureQuery, k: int) -> list[Figure]:
        """The ``k`` figures whose names and clauses share most with the words of a query, best first.

        Figures that a person gave another name, place or time come besides, as long as they are few.
        """
        index = self._derived.figures
        found = self._keyed(index.search(wanted, k)) if index else []
        known = {figure.id for figure in found}
        moved = [f for f in self._moved_figures(wanted.collections) if f.id not in known]
        return [*found, *moved]

    def nearby_figures(self, document_id: str, start: int, end: int) -> list[Figure]:
        """The figures of a document whose numbers stand in ``text[start:end]``, in its order."""
        where = "d.id = :id AND f.value_start >= :first AND f.value_start < :last"
        rows = self._reading.rows(
            f'{_FIGURES} WHERE {where} ORDER BY f."key"', {"id": document_id, "first": start, "last": end}
        )
        return self.overlay.apply([to_figure(row) for row in rows])

    def figure_count(self) -> int:
        """How many figures the library holds, as they were extracted."""
        return len(self._derived.figures) if self._derived.figures else 0

    def _keyed(self, keys: Sequence[int]) -> list[Figure]:
        """The figures of these keys, in their order."""
        found: dict[int, Figure] = {}
        for chunk in chunks(keys):
            condition, values = among('f."key"', "key", chunk)
            rows = self._reading.rows(f'SELECT f."key", {_FIGURE_ROW} FROM {_FIGURES_JOINED} WHERE {condition}', values)
            found |= {key: to_figure(row) for key, *row in rows}
        return self.overlay.apply([found[key] for key in keys if key in found])

    def _moved_figures(self, collections: Sequence[str] | None) -> list[Figure]:
        """The figures to which a person gave another name, place or time, which the index does not know them by."""
        found = []
        for chunk in chunks(self.overlay.moved):
            conditions = [among("f.id", "figure", chunk)]
            if collections is not None:
                conditions.append(among("d.collection", "collection", collections))
            where = " AND ".join(condition for condition, _ in conditions)
            values = {name: value for _, given in conditions for name, value in given.items()}
            found += [
                to_figure(row) for row in self._reading.rows(f'{_FIGURES} WHERE {where} ORDER BY f."key"', values)
            ]
        return self.overlay.apply(found)

    def amended_figures(self, document_id: str) -> list[Figure]:
        """The figures of a document that a person edited or rejected."""
        amended = self.overlay.amended
        if not amended:
            return []
        found = []
        for chunk in chunks(amended):
            condition, values = among("f.id", "figure", chunk)
            query = f'{_FIGURES} WHERE d.id = :id AND {condition} ORDER BY f."key"'
            found += [to_figure(row) for row in self._reading.rows(query, values | {"id": document_id})]
        return self.overlay.apply(found, rejected=True)

    @property
    def overlay(self) -> Overlay:
        """What people said of figures and indicators."""
        if self._overlay is None:
            self._overlay = Overlay.read(self._reading)
        return self._overlay

    def corrections(self, document_id: str | None = None) -> list[Logged]:
        """The log of corrections with what became of each, oldest first."""
        return correction_log(self._reading, document_id)

    def aliases(self) -> list[Alias]:
        """The names that people gave to indicators and that hold, in the order they were given."""
        return list(self.overlay.aliases.values())

    def alias_log(self) -> list[Alias]:
        """Every name that was given to an indicator or taken back, oldest first."""
        return alias_log(self._reading)

    def figure_indicators(self, collections: Sequence[str] | None = None) -> list[IndicatorCount]:
        """Every indicator with the number of its figures, sorted by name; figures as extracted, under today's names."""
        where, values = where_collection(collections)
        source = _FIGURES_JOINED if where else "figures f"
        query = f"SELECT f.indicator, count(*) FROM {source}{where} GROUP BY f.indicator"
        counts: dict[str, int] = {}
        for indicator, count in self._reading.rows(query, values):
            name = self.overlay.name(indicator)
            counts[name] = counts.get(name, 0) + count
        return [IndicatorCount(indicator, count) for indicator, count in sorted(counts.items())]

    def _named(self, indicators: Sequence[str]) -> tuple[str, dict[str, object]]:
        """The condition that figures are called by one of these names, or were renamed by a person."""
        condition, values = among("f.indicator", "indicator", self.overlay.other_names(indicators))
        edited = self.overlay.renamed(indicators)
        if not edited:
            return condition, values
        also, more = among("f.id", "figure", edited)
        return f"({condition} OR {also})", values | more


def where_collection(collections: Sequence[str] | None) -> tuple[str, dict[str, object]]:
    """The clause that keeps the documents ``d`` of some collections; no clause for all."""
    if collections is None:
        return "", {}
    condition, values = among("d.collection", "collection", collections)
    return f" WHERE {condition}", values


def chunks(keys: Sequence[T]) -> Iterable[Sequence[T]]:
    """Keys in portions that a query can take."""
    return (keys[i : i + _CHUNK] for i in range(0, len(keys), _CHUNK))
