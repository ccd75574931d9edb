"""When a text holds a key, which numbers it gives, and when a quote covers another one. Pure functions.

Numbers are read here by a second, simpler reader than the one that is being scored.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

MAGNITUDES = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 10**3}
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
# What may follow a number that counts something; a bare digit before anything else (a list number, a name) does not.
_COUNTER = re.compile(
    r"百分点|分之|平方|公里|件次|[件项家个名人户笔起次份条种类级倍成年月日天元万亿%吨届批部位间所宗场幅枚套亩]"
)
_DIGITS = re.compile(r"(?P<written>\d+(?:\.\d+)?)(?P<magnitude>万亿|亿|万|千)?")
_HAN_NUMBER = re.compile(
    r"(?P<prefix>百分之|第)?(?P<digits>[〇零一二两三四五六七八九十百千][〇零一二两三四五六七八九十百千万亿]*)"
)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")
_COVERED = 0.8


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in digits: as written, in base units, before a counter, and whether it could stand for a quantity."""

    written: Decimal
    value: Decimal
    counted: bool
    counts: bool


def plain(text: str) -> str:
    """Full-width forms folded; no white space, thousands separators or Markdown marks."""
    joined = _THOUSANDS.sub(lambda match: match.group().replace(",", ""), text)
    return re.sub(r"[\s*_`|\u200b\ufeff]+", "", unicodedata.normalize("NFKC", joined))


def cells(text: str) -> str:
    """Plain text with the cells of a table row kept apart."""
    return plain(re.sub(r"[\t|]+", "；", text))


def holds(text: str, key: str) -> bool:
    """Whether a plain text has the key, a number at either end of it not being part of a longer number."""
    key = plain(key)
    start = text.find(key)
    while start >= 0:
        before, after = text[:start][-1:], text[start + len(key) :][:2]
        cut_left = key[0].isdigit() and (before.isdigit() or before == ".")
        cut_left |= _is_numeral(key[0]) and _is_numeral(before)
        cut_right = key[-1].isdigit() and (after[:1].isdigit() or (after[:1] == "." and after[1:].isdigit()))
        if not cut_left and not cut_right:
            return True
        start = text.find(key, start + 1)
    return False


def scaled(value: object, unit: str | None) -> Decimal | None:
    """A value in the base unit (14170.56 万元 -> 141705600); None if it is no number."""
    try:
        number = Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None
    return number * next((size for name, size in MAGNITUDES.items() if (unit or "").startswith(name)), 1)


def numbers(text: str) -> set[Decimal]:
    """Every number of a plain text in base units, written in digits or, before a counter, in Chinese."""
    return {mention.value for mention in mentions(text)} | set(_han_numbers(text))


def mentions(text: str) -> list[Mention]:
    """The numbers in digits of a plain text; those of two digits and more, or at the end, count something too."""
    found = []
    for match in _DIGITS.finditer(text):
        written = Decimal(match["written"])
        value = written * MAGNITUDES.get(match["magnitude"] or "", 1)
        counted = match["magnitude"] is not None or _COUNTER.match(text, match.end()) is not None
        counts = counted or (match["written"][:2].isdecimal() and len(match["written"]) > 1) or match.end() == len(text)
        found.append(Mention(written, value, counted, counts))
    return found


def covers(quote: str, gold: str) -> bool:
    """Whether a quote holds at least 80 % of the gold in one piece."""
    quote, gold = plain(quote), plain(gold)
    if gold in quote:
        return True
    match = SequenceMatcher(None, quote, gold, autojunk=False).find_longest_match()
    return match.size >= _COVERED * len(gold)


def _han_numbers(text: str) -> Iterable[Decimal]:
    """百分之三十 -> 30; 三千五百家 -> 3500; nothing for 一般."""
    for match in _HAN_NUMBER.finditer(text):
        if match["prefix"] or _COUNTER.match(text, match.end()) or match.end() == len(text):
            total = section = digit = 0
            for character in match["digits"]:
                if character in _NUMERALS:
                    digit = _NUMERALS[character]
                elif character in _POWERS:
                    section, digit = section + (digit or 1) * _POWERS[character], 0
                else:
                    total, section, digit = (total + section + digit) * MAGNITUDES[character], 0, 0
            yield Decimal(total + section + digit)


def _is_numeral(character: str) -> bool:
    return character in _NUMERALS or character in _POWERS
