"""How two numbers of one name look beside each other: both possible, a slip of digits or of magnitude, far apart."""

from decimal import Decimal

from ..records import Figure
from ..statistics.compute import signed
from .exact import half
from .standing import Standing

SAID_OF_ALL = Decimal("1.5")
"""Two numbers that the text says of the whole place disagree only up to this ratio; beyond, they are of two things."""
UNSAID = Decimal("1.1")
"""The same where the text does not say it of one of them."""
LEAST_SWAPPED, LEAST_CHANGED = 3, 4
"""Digits of a number in which two that changed places, or one that is wrong, is no chance."""


def compatible(a: Figure, b: Figure) -> bool:
    """Whether two figures can both be true: bounds, estimates, and numbers rounded to other digits."""
    return _admits(a, b) or _admits(b, a)


def shifted(a: Figure, b: Figure) -> bool:
    """Whether two numbers are the same digits in another magnitude: 1.2 亿元 and 1.2 万元."""
    x, y = a.normalized_value, b.normalized_value
    if a.stat not in ("count", "amount", "quantity") or not x or not y or len(a.value.as_tuple().digits) < 2:
        return False
    high, low = max(x, y), min(x, y)
    return any(low * factor == high for factor in (1000, 10_000, 100_000_000, 10_000_000))


def misprinted(a: Figure, b: Figure, least: int = LEAST_SWAPPED) -> bool:
    """Whether one number is the other with two digits in each other's place, or with one wrong digit of ``least``."""
    x, y = _digits(a), _digits(b)
    if len(x) != len(y) or a.comparator != "eq" or b.comparator != "eq" or _places(a) != _places(b):
        return False
    wrong, telling = [i for i in range(len(x)) if x[i] != y[i]], max(_telling(a), _telling(b))
    if len(wrong) == 2 and telling >= least:
        i, j = wrong
        return x[i] == y[j] and x[j] == y[i]
    # 9218 and 9219 are two days of one register.
    return len(wrong) == 1 and telling >= LEAST_CHANGED and wrong[0] < len(x) - 1


def disagree(a: Figure, b: Figure, standings: tuple[Standing, Standing]) -> bool:
    """Whether two different numbers of one name are of one thing, so that one of them must be wrong."""
    one, other = standings
    if one.subject != other.subject or one.month != other.month:
        return False
    if misprinted(a, b) or shifted(a, b):
        return True
    return nearby(a, b, SAID_OF_ALL if one.whole and other.whole else UNSAID)


def nearby(a: Figure, b: Figure, most: Decimal) -> bool:
    low, high = sorted((abs(signed(a)), abs(signed(b))))
    return high <= low * most


def _digits(figure: Figure) -> str:
    """The digits of a number as written; 45210.0 of a file that writes all its numbers so has five."""
    whole = figure.value == figure.value.to_integral_value()
    return str(abs(int(figure.value))) if whole else "".join(map(str, figure.value.as_tuple().digits))


def _telling(figure: Figure) -> int:
    """How many digits tell a number from others: 1500 has two."""
    return len(figure.value.normalize().as_tuple().digits)


def _places(figure: Figure) -> tuple[int, str]:
    """How many places stand before the point, and the unit."""
    return len(str(abs(int(figure.value)))), figure.unit


def _admits(a: Figure, b: Figure) -> bool:
    """Whether the wording of ``a`` leaves room for the value of ``b``."""
    x, y = signed(a), signed(b)
    room = half(a) or _round_number(x)
    match a.comparator:
        case "gt" | "ge" | "gt_approx":
            return x <= y <= x + max(abs(x) * Decimal("0.2"), half(a) * 2)
        case "lt" | "le":
            return x - abs(x) * Decimal("0.2") <= y <= x
        case "approx":
            return abs(x - y) <= max(abs(x) * Decimal("0.1"), room)
    return abs(x - y) <= room


def _round_number(value: Decimal) -> Decimal:
    """Half of what the last digit before two or more zeros is worth: 12 000 may have been rounded."""
    digits = str(abs(int(value)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** zeros / 2 if zeros >= 2 and value else Decimal(0)
