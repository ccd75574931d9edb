"""What people said, laid over the figures as they are read: corrections by figure, names by alias."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..records import Figure
from .aliases import ALIAS_COLUMNS, Alias, alias_key, current, renaming
from .corrections import (
    CORRECTION_COLUMNS,
    Correction,
    Logged,
    Resolution,
    corrected,
    logged,
    to_changes,
    to_correction,
)
from .edits import Changes
from .reader import Reading, names

_APPLIED = (
    'SELECT r.figure_id, c.action, c.changes FROM resolutions r JOIN corrections c ON c."key" = r.correction'
    " WHERE r.figure_id IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Overlay:
    """The corrections that are applied, by figure id, and the aliases in force, by key."""

    corrections: dict[str, tuple[str, Changes]]
    aliases: dict[str, Alias]

    @classmethod
    def read(cls, reading: Reading) -> "Overlay":
        """All of a generation; a library that nobody corrected has an empty one."""
        applied = {id_: (action, to_changes(changes)) for id_, action, changes in reading.rows(_APPLIED)}
        return cls(applied, current(alias_log(reading)))

    def apply(self, figures: Sequence[Figure], rejected: bool = False) -> list[Figure]:
        """The figures under their current names and as corrected; rejected ones only where they are asked for."""
        if not self.corrections and not self.aliases:
            return list(figures)
        return list(self._applied(figures, rejected))

    @property
    def amended(self) -> list[str]:
        """Ids of the figures that were edited or rejected."""
        return [id_ for id_, (action, _) in self.corrections.items() if action != "confirm"]

    @property
    def moved(self) -> list[str]:
        """Ids of the figures that were given another name, place or time."""
        places = {"indicator", "region", "period"}
        return [id_ for id_, (_, changes) in self.corrections.items() if places & {name for name, _ in changes}]

    def name(self, indicator: str) -> str:
        """The name that an indicator goes by."""
        line = self.aliases.get(alias_key(indicator)) if self.aliases else None
        return line.canonical if line else indicator

    def other_names(self, indicators: Sequence[str]) -> list[str]:
        """The names with those that stand for them."""
        wanted = set(indicators)
        return [*indicators, *(line.alias for line in self.aliases.values() if line.canonical in wanted)]

    @property
    def alternatives(self) -> dict[str, list[str]]:
        """The names that stand for an indicator in documents, by the name it goes by."""
        names: dict[str, list[str]] = {}
        for line in self.aliases.values():
            names.setdefault(line.canonical, []).append(line.alias)
        return names

    def renaming(self) -> Callable[[str], str]:
        """Puts indicators' names in place of aliases in a question."""
        return renaming(self.aliases.values())

    def renamed(self, indicators: Sequence[str]) -> list[str]:
        """Ids of the figures to which a person gave one of these names."""
        wanted = set(indicators)
        return [id_ for id_, (_, changes) in self.corrections.items() if dict(changes).get("indicator") in wanted]

    def _applied(self, figures: Sequence[Figure], rejected: bool) -> Iterator[Figure]:
        for figure in figures:
            name = self.name(figure.indicator)
            if name != figure.indicator:
                figure = replace(figure, indicator=name)
            if figure.id in self.corrections:
                figure = corrected(figure, *self.corrections[figure.id])
                if figure.correction == "rejected" and not rejected:
                    continue
            yield figure


def alias_log(reading: Reading) -> list[Alias]:
    """All lines of the log of aliases, oldest first."""
    return [Alias(*row) for row in reading.rows(f'SELECT {names(ALIAS_COLUMNS)} FROM aliases ORDER BY "key"')]


def correction_log(reading: Reading, document_id: str | None = None) -> list[Logged]:
    """All lines of the log of corrections, or those of one document, oldest first."""
    where = " WHERE document_id = :id" if document_id is not None else ""
    values = {"id": document_id} if document_id is not None else {}
    query = f'SELECT {names(CORRECTION_COLUMNS)} FROM corrections{where} ORDER BY "key"'
    log: list[Correction] = [to_correction(row) for row in reading.rows(query, values)]
    stored = reading.rows("SELECT correction, figure_id, problem FROM resolutions")
    return logged(log, {row[0]: Resolution(*row) for row in stored})
