"""The numbers that programs put before items of lists, written as each kind of numbering writes them."""

from collections.abc import Callable, Mapping

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Unicode's circled numbers stand in three runs: (first number, last number, code point of the first).
_CIRCLED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))


def han(number: int) -> str:
    """一, 十, 十一, 二十, 一百零一, up to 9999; larger ones in digits."""
    return _counted(number, _DIGITS, "十百千")


def legal(number: int) -> str:
    """壹, 壹拾, 壹拾壹."""
    return _counted(number, _LEGAL, "拾佰仟")


def han_digits(number: int) -> str:
    """一, 二, 一〇, 一一: digit by digit."""
    return str(number).translate({ord("0") + i: c for i, c in enumerate("〇" + _DIGITS[1:])})


def circled(number: int) -> str:
    """① to ㊿; larger ones in brackets."""
    for first, last, code in _CIRCLED:
        if first <= number <= last:
            return chr(code + number - first)
    return f"（{number}）"


def roman(number: int) -> str:
    """i, ii, iii, iv; beyond 3999 in digits."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def letter(number: int) -> str:
    """a to z, then aa, bb, as word processors go on."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else str(number)


def full_width(number: int) -> str:
    """１, ２, １０."""
    return str(number).translate({ord("0") + i: chr(0xFF10 + i) for i in range(10)})


def _counted(number: int, digits: str, units: str) -> str:
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += (digits[0] if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    # Ten to nineteen drop the one before the ten, except in the forms that guard against forgery.
    return text[1:] if digits is _DIGITS and 10 <= number < 20 else text


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _from_code(first: int, count: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 0 < number <= count else str(number)


# The names that WordprocessingML (ISO 29500-1, 17.18.59) gives to kinds of numbering; others are written in digits.
FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": full_width,
    "decimalFullWidth2": full_width,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": _from_code(0x2488, 20),
    "decimalEnclosedParen": _from_code(0x2474, 20),
    "ideographEnclosedCircle": _from_code(0x3280, 10),
    "chineseCounting": han,
    "chineseCountingThousand": han,
    "taiwaneseCounting": han,
    "taiwaneseCountingThousand": han,
    "japaneseCounting": han,
    "chineseLegalSimplified": legal,
    "ideographLegalTraditional": legal,
    "ideographDigital": han_digits,
    "taiwaneseDigital": han_digits,
    "japaneseDigitalTenThousand": han_digits,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "none": lambda number: "",
}
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUBSCRIPTS = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def written(number: int, kind: str) -> str:
    """A number in the kind of numbering that WordprocessingML calls ``kind``."""
    return FORMATS.get(kind, str)(number)


def raised(text: str, lowered: bool = False) -> str:
    """Digits set as an exponent (10⁴, m²) or an index (CO₂) as such, so that they never read as part of a number."""
    digits = text.strip()
    if digits and not digits.strip("0123456789+-") and digits.strip("+-"):
        return text.translate(_SUBSCRIPTS if lowered else _SUPERSCRIPTS)
    return text
