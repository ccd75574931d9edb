"""Whether a figure is of another time than the one asked: years, their ends, parts of years and spans of plans."""

import re

from ..asked.slots import Slots
from .library import Known

_LEVELS = {"count", "amount", "quantity", "per_capita"}


def period_differs(slots: Slots, known: Known) -> bool:
    asked, have = slots.period, known.figure.period
    if slots.part and not asked:
        return have != slots.part.replace("YYYY", (have or "")[:4])
    if not asked:
        return False
    if not have:
        return True
    if asked == have or _ends_alike(slots, known):
        return False
    # The end of a plan asked, its target found under the plan's own years; or the other way round.
    if known.figure.status in ("target", "forecast") and (have.endswith(f"/{asked}") or asked.endswith(f"/{have}")):
        return False
    # A year asked, a date within it found: 2021 and 2021-03-15.
    return not (len(asked) == 4 and have.startswith(asked) and "/" not in have)


_STANDING = re.compile(r"有效|拥有|保有|持有|存量|余额|在库|存续|累计|现有|总户数")
_AT_THE_END = re.compile(r"[年月季]度?[末底]|底[，,前为止]|末[，,]|截[至止]|为止|以来")


def _ends_alike(slots: Slots, known: Known) -> bool:
    """Whether what stands at the end of a time is asked and told: 2024年6月末 and 上半年, 2023年底 and 2023年."""
    asked, have = slots.period or "", known.figure.period or ""
    if _end(asked) != _end(have):
        return False
    standing = known.figure.nature == "stock" or bool(_STANDING.search(known.figure.indicator))
    at_end = bool(_AT_THE_END.search(slots.text))
    one_year = asked[:4] == have[:4] and (len(asked) > 4 or len(have) > 4)
    if len(asked) == 4 and "/" in have and not at_end:
        return False
    return (standing or at_end) if one_year else standing and at_end and known.figure.stat in _LEVELS


def _end(period: str) -> tuple[int, int]:
    """Year and month in which a period ends."""
    parts = period.rsplit("/", 1)[-1].split("-")
    return (int(parts[0]), int(parts[1]) if len(parts) > 1 else 12) if parts[0].isdigit() else (0, 0)
