"""Money that a budget sets aside: a target until the year is over, and asked for by 安排."""

import re

from ..asked.slots import Slots
from .library import Known

_DONE = re.compile(r"实际|已经?安排|完成|到位|落实|执行|支出")


def arranged(slots: Slots, known: Known) -> bool:
    """Whether money is asked that a plan sets aside, and its sentence sets it so: 2031年安排专项资金多少."""
    asked = "安排" in slots.text and not _DONE.search(slots.text)
    return asked and known.figure.stat in ("amount", "rate", "share") and "安排" in known.sentence
