"""Numbers and dates of a workbook as its reader sees them: the cell's own format, without thousands separators."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from openpyxl.styles.numbers import BUILTIN_FORMATS

# The formats that Chinese versions of the programs mean by these numbers; openpyxl knows the common ones alone.
_CHINESE = {
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒",
    34: "h时mm分", 35: "h时mm分ss秒", 36: "yyyy年m月", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日",
    54: "m月d日", 55: "h时mm分", 56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|!(.)|_.|\*.')
_BRACKET = re.compile(r"\[([^\]]*)\]")
_CORE = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?,*")
_DATE_CODE = re.compile(r"[ymdhs]|上午/下午|am/pm", re.IGNORECASE)
_DATE_WORD = re.compile(r"am/pm|a/p|[ymdhs]+|e+|a{3,4}")
_MINUTES = re.compile(r"(?<=h)(\W{0,4}|时|:)m+|m+(?=\W{0,3}s|:s|分)", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_DAYS = 2_958_466  # the year 10000
_HIDDEN = ";;;"


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a number format: what stands before and behind the digits, and the digits' pattern."""

    before: str
    core: str
    after: str
    simple: bool


def format_code(number: int, custom: str | None) -> str:
    """The code of a number format by its id."""
    return custom or _CHINESE.get(number) or BUILTIN_FORMATS.get(number, "General")


def displayed(raw: str, code: str, from_1904: bool = False) -> str:
    """A stored number as it is shown under a format; the plain number where the format is beyond us."""
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return raw.strip()
    if not value.is_finite() or abs(value.adjusted()) > 400:
        return raw.strip()
    if code.replace(" ", "").startswith(_HIDDEN):
        return ""
    if is_date(code):
        return _moment(float(value), code, from_1904) or general(raw)
    sections = _sections(code)
    section = _chosen(sections, value)
    if section is None:
        return general(raw)
    if not section.core:
        return "" if not (section.before + section.after).strip() and code not in ("General", "@") else general(raw)
    return _numeral(value, section) if section.simple else general(raw)


@lru_cache(maxsize=1024)
def is_date(code: str) -> bool:
    """Whether a format shows a date or a time."""
    first = _BRACKET.sub(lambda m: m[1] if _ELAPSED.fullmatch(m[1]) else "", _LITERAL.sub("", code.split(";")[0]))
    words = re.search("[a-z]", _DATE_WORD.sub("", first.lower()))
    return bool(_DATE_CODE.search(first)) and not words and not re.search("[0#?]", first.split(".")[0])


def general(raw: str) -> str:
    """A number in 15 significant digits, as the programs keep it, without exponent or noise: 0.1 + 0.2 is 0.3."""
    value = Decimal(f"{float(raw):.15g}")
    return _plain(value) if abs(value.adjusted()) < 30 else raw.strip()


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section | None, ...]:
    return tuple(_section(part) for part in _split(code))


def _split(code: str) -> list[str]:
    """The sections of a format; a semicolon in quotes parts nothing."""
    parts, quoted = [""], False
    for character in code:
        quoted ^= character == '"'
        if character == ";" and not quoted:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _section(part: str) -> _Section | None:
    """None where the section depends on a condition or writes Chinese numerals."""
    for inner in _BRACKET.findall(part):
        if re.match(r"[<>=]|DBNum", inner, re.IGNORECASE):
            return None
    part = _BRACKET.sub(lambda m: m[1][1:].split("-")[0] if m[1].startswith("$") else "", part)
    if part.strip().lower() in ("general", "@", ""):
        return _Section("", "", "x", False) if part.strip() else _Section("", "", "", False)
    # Digits in quotes must not be taken for the pattern: they are put aside as private characters.
    kept: list[str] = []

    def aside(match: re.Match[str]) -> str:
        kept.append(match[1] or match[2] or match[3] or "")
        return chr(0xE000 + len(kept) - 1)

    bare = _LITERAL.sub(aside, part)
    core = _CORE.search(bare)
    if core is None:
        return _Section(_restored(bare, kept), "", "", False)
    before, after = bare[: core.start()], bare[core.end() :]
    simple = not re.search(r"[#0?eE/@.]|General", before + after)
    return _Section(_restored(before, kept), core.group(), _restored(after, kept), simple)


def _restored(text: str, kept: list[str]) -> str:
    return "".join(kept[ord(c) - 0xE000] if 0xE000 <= ord(c) < 0xE000 + len(kept) else c for c in text)


def _chosen(sections: tuple[_Section | None, ...], value: Decimal) -> _Section | None:
    if None in sections:
        return None
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2:
        # A dash for nothing is how accountants write zero.
        dash = sections[2]
        return sections[0] if dash and not dash.core.strip("?") and dash.before.strip() in ("-", "—", "–") else dash
    return sections[0]


def _numeral(value: Decimal, section: _Section) -> str:
    core = section.core.rstrip(",")
    thousands = len(section.core) - len(core)
    whole, _, part = core.partition(".")
    percent = (section.before + section.after).count("%") + 1.5 * (section.before + section.after).count("‰")
    size = abs(value).scaleb(int(2 * percent) - 3 * thousands)
    places, least = len(part), part.count("0")
    shown = f"{size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}" if size.adjusted() < 26 else f"{size:f}"
    digits, _, fraction = shown.partition(".")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    digits = digits.zfill(whole.count("0"))
    body = f"{digits}.{fraction}" if fraction else digits
    before, after = section.before.strip(), section.after.strip()
    if value < 0:
        before = before.replace("(", "").replace("（", "").replace("-", "").replace("−", "")
        after = after.replace(")", "").replace("）", "")
        before = f"-{before}" if Decimal(body) else before
    return f"{before}{body}{after}"


def _moment(serial: float, code: str, from_1904: bool) -> str | None:
    """A date as 2024-03-01; a month, a year or a time of day alone where the format shows no more."""
    if not 0 <= serial < _DAYS:
        return None
    # The day count holds a 29 February 1900 that never was.
    base = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if serial >= 60 else 31)
    moment = base + timedelta(seconds=round(serial * 86_400))
    bare = _BRACKET.sub("", _LITERAL.sub(lambda m: m[1] or m[2] or m[3] or " ", code.split(";")[0])).lower()
    calendar = _MINUTES.sub(" ", bare)
    if "[h" in code.lower():
        return f"{round(serial * 86_400) // 3600}:{moment:%M}"
    year, month, day = "y" in calendar or "e" in calendar, "m" in calendar, "d" in calendar
    time = f"{moment:%H:%M:%S}" if "s" in bare else f"{moment:%H:%M}"
    if not (year or month or day):
        return time if "h" in bare else None
    if year and month and day:
        date = f"{moment:%Y-%m-%d}"
    elif year:
        date = f"{moment.year}年{moment.month}月" if month else f"{moment.year}{'年' if '年' in bare else ''}"
    else:
        date = (
            f"{moment.month}月{moment.day}日"
            if day and month
            else (f"{moment.month}月" if month else f"{moment.day}日")
        )
    return f"{date} {time}" if "h" in bare and (moment.hour or moment.minute or moment.second) else date
