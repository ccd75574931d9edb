"""Chinese numerals to Decimal."""

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
NUMERAL = "〇○零一二三四五六七八九十百千万亿两"


def parse(text: str) -> Decimal | None:
    """The value of a Chinese numeral: 三千五百 -> 3500, 二〇二一 -> 2021, 一点五亿 -> 150000000; None if it is not one.

    A numeral may start with a multiplier (千万 -> 10000000, 十五 -> 15) and end in a short digit (一万五 -> 15000).
    Approximate pairs (三五百, 三四十) have no one value and give None.
    """
    whole, point, rest = text.partition("点")
    if point:
        return _fractional(whole, rest)
    if not text or any(c not in NUMERAL for c in text):
        return None
    if all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    return _counted(text)


def _counted(text: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    unit = 1  # the multiplier just before
    for character in text:
        if character in DIGITS:
            if digit:  # 三五百: three to five hundred
                return None
            digit = DIGITS[character]
            unit = 1 if digit == 0 else unit
        elif character in TENS:
            unit = TENS[character]
            section += (1 if digit is None else digit) * unit
            digit = None
        else:
            unit = MYRIADS[character]
            section += digit or 0
            digit = None
            total = (total + section or 1) * unit if character == "亿" else total + (section or 1) * unit
            section = 0
    short = unit // 10 if unit >= 100 else 1  # 三百五 is 350, 三百零五 is 305
    return Decimal(total + section + (digit or 0) * short)


def _fractional(whole: str, rest: str) -> Decimal | None:
    digits = rest.rstrip("万亿")
    if not digits or any(c not in DIGITS for c in digits):
        return None
    base = parse(whole)
    if base is None:
        return None
    value = Decimal(f"{base:f}.{''.join(str(DIGITS[c]) for c in digits)}")
    for magnitude in rest[len(digits) :]:
        value *= MYRIADS[magnitude]
    return value.normalize() if value != value.to_integral() else value.to_integral()
