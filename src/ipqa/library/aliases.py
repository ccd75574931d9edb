"""Names that people gave to indicators, beside the table of ``figures/data``: how they are kept and how they are read.

They are applied when figures are read and when a question is: stored figures keep the name they were extracted with,
so a name that is taken back leaves nothing behind. Pure functions.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ..errors import CorrectionError
from ..figures.vocabulary import canonical as known_name
from ..text import fold

ALIAS_COLUMNS = ("key", "at", "by", "action", "canonical", "alias")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Alias:
    """A line of the log of aliases: ``alias`` means ``canonical`` from then on, or no longer."""

    key: int
    at: str
    by: str | None
    action: Literal["add", "remove"]
    canonical: str
    alias: str


def alias_key(name: str) -> str:
    """What a name is known by: white space, width and case do not count."""
    return fold("".join(name.split()))


def current(log: Iterable[Alias]) -> dict[str, Alias]:
    """The aliases in force by their keys, of a log in the order it was written."""
    held: dict[str, Alias] = {}
    for line in log:
        if line.action == "add":
            held[alias_key(line.alias)] = line
        else:
            held.pop(alias_key(line.alias), None)
    return held


def checked(canonical: str, alias: str, held: Mapping[str, Alias]) -> tuple[str, str]:
    """A pair to add, the first as the indicator is named in figures; CorrectionError where it makes no sense."""
    canonical, alias = (" ".join(name.split()) for name in (canonical, alias))
    for name in (canonical, alias):
        if not 2 <= len(name) <= _LONGEST or not any(c.isalpha() for c in name):
            raise CorrectionError(f"“{name}”不是指标名称。", f"“{name}” is not the name of an indicator.")
    canonical = known_name(canonical) or canonical
    meant = held.get(alias_key(canonical))
    if meant is not None:
        raise CorrectionError(
            f"“{canonical}”本身是“{meant.canonical}”的别名，请用“{meant.canonical}”。", f"“{canonical}” is an alias."
        )
    if alias_key(alias) == alias_key(canonical):
        raise CorrectionError(f"“{alias}”就是指标的名称。", f"“{alias}” is the indicator's own name.")
    for line in held.values():
        if alias_key(line.canonical) == alias_key(alias):
            raise CorrectionError(
                f"“{alias}”有别名“{line.alias}”，不能再作别名。", f"“{alias}” has aliases and cannot be one."
            )
    return canonical, alias


def renaming(held: Iterable[Alias]) -> Callable[[str], str]:
    """A function that puts indicators' names in place of aliases in a question, longest first.

    Where the indicator's own name stands already, an alias inside of it is left alone.
    """
    names = {line.alias: line.canonical for line in held}
    if not names:
        return lambda text: text
    own = {name: name for name in names.values() if name not in names}
    meant = own | names
    forms = {alias_key(name): canonical for name, canonical in meant.items()}
    pattern = re.compile("|".join(_loosely(name) for name in sorted(meant, key=len, reverse=True)), re.IGNORECASE)
    return lambda text: pattern.sub(lambda match: forms.get(alias_key(match.group()), match.group()), text)


def _loosely(name: str) -> str:
    return r"\s*".join(re.escape(character) for character in "".join(name.split()))
