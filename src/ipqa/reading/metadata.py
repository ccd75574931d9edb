"""Issuer, document number and date of issue, where the first or last lines state them plainly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_HEAD, _TAIL = 30, 12
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[［(（]\s*(?:19|20)\d{2}\s*[〕\]］)）]\s*\d{1,5}\s*号")
_DATE = re.compile(r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_HAN_DATE = re.compile(
    r"([一二][〇○零Ｏ一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_LABELLED_ISSUER = re.compile(
    r"(?:发文机关|发布机构|发文单位|制定机关)[：:]?\s*([\u4e00-\u9fff、，（）\s]{2,60}?)(?:\t|$)", re.MULTILINE
)
_LABELLED_NUMBER = re.compile(r"(?:发文字号|文\s*号|发文号)[：:]?\s*(\S+号)")
_LABELLED_DATE = re.compile(
    r"(?:成文日期|发文日期|印发日期|发布日期|发布时间)[：:]?\s*(\d{4})\s*[年-]\s*(\d{1,2})\s*[月-]\s*(\d{1,2})"
)
_ORGAN = re.compile(r"[\u4e00-\u9fff（）]{2,30}(?:人民政府|国务院|办公厅|办公室|委员会|局|部|厅|院|署|中心)")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the lines say of the document itself; None where they do not say it plainly."""

    issuer: str | None = None
    number: str | None = None
    issued_on: str | None = None


def evident(lines: Sequence[str]) -> Evidence:
    """Issuer, number (文号) and date of issue from the first and last lines."""
    if len(lines) < 2:
        return Evidence()
    head, tail = lines[:_HEAD], lines[-_TAIL:] if len(lines) > _TAIL else lines
    labelled = "\n".join(line for line in head if len(line) <= 200)
    issuer, issued = _signature(head) or _signature(tail) or (None, None)
    named = _LABELLED_ISSUER.search(labelled)
    dated = _LABELLED_DATE.search(labelled)
    return Evidence(
        " ".join(named[1].split()) if named else issuer,
        _number(head, labelled),
        _iso(*map(int, dated.groups())) if dated else issued,
    )


def _number(head: Sequence[str], labelled: str) -> str | None:
    """A labelled number, or a line that is nothing but a number."""
    if match := _LABELLED_NUMBER.search(labelled):
        return match[1]
    for line in head:
        if match := _NUMBER.fullmatch(line.strip()):
            return re.sub(r"\s+", "", match[0])
    return None


def _signature(lines: Sequence[str]) -> tuple[str, str] | None:
    """An organ's name alone on a line and a date alone on the next, as a document is signed."""
    for name, date in pairwise(lines):
        issued = _date(date.strip())
        organ = _ORGAN.fullmatch("".join(name.split())) if len(name) <= 80 else None
        if issued and organ:
            return organ[0], issued
    return None


def _date(line: str) -> str | None:
    if match := _DATE.fullmatch(line):
        return _iso(*map(int, match.groups()))
    if match := _HAN_DATE.fullmatch(line):
        year = int("".join(str(_DIGITS[c]) for c in match[1]))
        return _iso(year, _small(match[2]), _small(match[3]))
    return None


def _small(number: str) -> int:
    """A Chinese number below one hundred."""
    tens, ten, ones = number.partition("十")
    if not ten:
        return _DIGITS[number[-1]]
    return (_DIGITS[tens[-1]] if tens else 1) * 10 + (_DIGITS[ones[0]] if ones and ones != "十" else 0)


def _iso(year: int, month: int, day: int) -> str | None:
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None
