"""Chinese numerals to Decimal and back to what they count."""

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
NUMERAL = "〇零一二三四五六七八九十百千万亿两"


def parse(text: str) -> Decimal | None:
    """The value of a Chinese numeral: 三千五百 -> 3500, 二十五万 -> 250000, 二〇二一 -> 2021; None if it is not one.

    A numeral may start with a multiplier (千万 -> 10000000, 十五 -> 15).
    """
    if not text or any(c not in NUMERAL for c in text):
        return None
    if all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    total = section = 0
    digit: int | None = None
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in TENS:
            section += (1 if digit is None else digit) * TENS[character]
            digit = None
        else:
            section += digit or 0
            digit = None
            total = (total + section or 1) * MYRIADS[character] if character == "亿" else total + (section or 1) * 10**4
            section = 0
    return Decimal(total + section + (digit or 0))
