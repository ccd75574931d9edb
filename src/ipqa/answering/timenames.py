"""ISO periods -> the words in which people write them. Pure functions; the gate and the phrasing share them."""

import re
from collections.abc import Iterable

_PARTS = {
    "上半年": ("01", "06"), "下半年": ("07", "12"), "前三季度": ("01", "09"), "第一季度": ("01", "03"),
    "第二季度": ("04", "06"), "第三季度": ("07", "09"), "第四季度": ("10", "12"),
}  # fmt: skip


def period_label(period: str | None) -> str:
    """2021 -> 2021年; 2018/2022 -> 2018年至2022年; 2024-01/2024-03 -> 2024年第一季度; else ISO dates."""
    if not period:
        return ""
    for part in _part_of(period):
        return f"{period[:4]}年{part}"
    return "至".join(_date_words(p) for p in period.split("/"))


def date_names(iso: str) -> Iterable[str]:
    """2018-03/2022 -> 2018年, 2018年3月, 2022年; 2024-01/2024-06 -> 上半年 besides."""
    yield from _part_of(iso)
    for date in iso.split("/"):
        words = [f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False)]
        yield from ("".join(words[: i + 1]) for i in range(len(words)))


def _part_of(period: str) -> list[str]:
    """The name of a part of a year: 上半年."""
    months = re.fullmatch(r"(\d{4})-(\d\d)/\1-(\d\d)", period)
    return [name for name, ends in _PARTS.items() if months and ends == (months[2], months[3])]


def _date_words(iso: str) -> str:
    return "".join(f"{int(p)}{unit}" for p, unit in zip(iso.split("-"), "年月日", strict=False))
