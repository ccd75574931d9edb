"""What stands before a number in its sentence."""

import re
from dataclasses import dataclass

from ...records import Figure, Stat
from ..clauses import Setting, noun_behind
from .partitions import Partition

LEVELS: tuple[Stat, ...] = ("count", "amount", "quantity")


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a number in its sentence: the figures, and those that a list of values goes on from.

    ``earlier`` are the figures of the sentence before, for one that begins with 其中; ``times`` are those of the
    values of a list that tells one thing over time; ``part`` is what the sentence parts into members.
    """

    figures: list[Figure]
    run: list[Figure]
    index: int
    earlier: tuple[Figure, ...] = ()
    times: tuple[str, ...] = ()
    part: Partition | None = None

    @property
    def last(self) -> Figure | None:
        return self.figures[-1] if self.figures else None


def reached_from(where: Setting, before: Before, unit: str) -> Figure | None:
    """The figure that a bare number goes on from: 从 28 件|提高到 70 件; 2025 年超过 3 万，|至 2030 年超过 20 万.

    ``unit`` is the number's own, in base units.
    """
    last, behind = before.last, noun_behind(where.tail)
    if last and _BASELINE.fullmatch(where.left.strip()):
        # 1209 件，较上一年同期的|842 件; 转让备案 812 次，涉及专利 705 件，较上年的|602 次
        return next((f for f in reversed(before.figures) if f.normalized_unit == unit), last)
    if last and not where.first_in_clause and not where.left.strip(" 、和与及—–-~～至到") and not behind:
        return last  # 186 件|352 人, 5 元|—6 元
    if last and not where.first_in_clause and _REACHED.fullmatch(where.left.strip()):
        return last
    return last if last and where.first_in_clause and _ON.match(where.left) and not behind else None


_BASELINE = re.compile(r"[比较][^，。；]{0,14}的")
_ON = re.compile(r"[ \u3000]*(?:到|至|预计|[\d]{4}[ \u3000]*年)")
_REACHED = re.compile(
    r"(?:又|再|进一步|稳步|逐步)?(?:提高|提升|增加|增长|上升|下降|降低|减少|扩大|回落|缩短|压缩|缩减|压减|精简|整合|合并|发展|扩展|翻|升|降|增|减)(?:到|至|为)(?:了)?(?:约|近|超过?|逾|不足)?"
)
