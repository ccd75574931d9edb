"""Dates of official documents, in Arabic and Chinese numerals, as ISO 8601 text."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

_HAN_DIGITS = "〇○零Ｏ一二三四五六七八九"
DATE = (
    rf"(?:(?:19|20)\d{{2}}\s*年\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?"
    rf"|[一二][{_HAN_DIGITS}]{{3}}年[一二三四五六七八九十]{{1,3}}月(?:[一二三四五六七八九十]{{1,3}}日)?"
    r"|(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2})"
)
"""The forms of a date, as a pattern without groups."""
_PARTS = re.compile(
    rf"([\d{_HAN_DIGITS}]{{4}})\s*[年./-]\s*([\d一二三四五六七八九十]{{1,3}})\s*(?:[月./-]\s*([\d一二三四五六七八九十]{{1,3}}))?"
)
_DATE = re.compile(DATE)
_VALUES = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "两": 2}


def dates_in(text: str) -> Iterator[tuple[str, int]]:
    """Each date as ISO 8601 (a month where no day is given) and the offset where it ends."""
    for match in _DATE.finditer(text):
        if iso := _iso(match[0]):
            yield iso, match.end()


def first_date(text: str) -> str | None:
    """The first date of a text as ISO 8601."""
    return next((iso for iso, _ in dates_in(text)), None)


def years_later(
    start: str, *, years: str = "0", months: str = "0", days: str = "0", last_day: bool = False
) -> str | None:
    """The date a while after ``start``; with ``last_day`` the day before it. Lengths are Arabic or Chinese numerals."""
    begin = date.fromisoformat(start)
    month = begin.month - 1 + number(months) + 12 * number(years)
    year, month = begin.year + month // 12, month % 12 + 1
    if year > date.max.year - 1:
        return None
    end = date(year, month, min(begin.day, monthrange(year, month)[1])) + timedelta(days=number(days))
    return (end - timedelta(days=1) if last_day else end).isoformat()


def number(text: str) -> int:
    """A number below one hundred in Arabic or Chinese numerals."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(_VALUES[c]) for c in text))
    return (_VALUES[tens] if tens else 1) * 10 + (_VALUES[ones] if ones else 0)


def _iso(text: str) -> str | None:
    match = _PARTS.match(text)
    if match is None:
        return None
    try:
        year, month = number(match[1]), number(match[2])
        if match[3] is None:
            return f"{year:04d}-{month:02d}" if 1 <= month <= 12 else None
        return date(year, month, number(match[3])).isoformat()
    except (ValueError, KeyError):
        return None
