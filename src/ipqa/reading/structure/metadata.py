"""What a document says of itself: issuer, number, dates of issue, of effect and of expiry, and what it replaces.

Forms follow GB/T 9704 (official documents of party and government organs) and the headings of laws. Only plain
statements count; where the text is silent, or a date cannot be one, the field stays None.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ...text import simplified
from .dates import DATE, dates_in, first_date
from .validity import NUMBER, repealed, speaking, validity

_HEAD, _TAIL = 30, 12
_ORGAN_END = "(?:人民政府|国务院|办公厅|办公室|委员会|人民代表大会|局|部|厅|院|署|中心|银行|协会)"
_ORGAN = re.compile(rf"[\u4e00-\u9fff（）]{{2,30}}{_ORGAN_END}")
_ORDER = re.compile(
    r"([\u4e00-\u9fff]{2,20}(?:令|公告|通告))\s*[（(]?\s*((?:\d{4}\s*年\s*)?第\s*[\d〇零一二三四五六七八九十百]{1,6}\s*号)\s*[）)]?"
)
_SIGNED_BY = re.compile(r"\s*(?:签发人[:：].*)?$")
_LABELLED_ISSUER = re.compile(
    r"(?:发文机关|发布机构|发文单位|发布单位|制定机关|公开责任部门|发文机构)[：:]?\s*"
    r"([\u4e00-\u9fff、，（）\s]{2,60}?)(?=\s{2,}|\t|$|成文|发文|文号|主题|索引)",
    re.MULTILINE,
)
_LABELLED_NUMBER = re.compile(r"(?:发文字号|文件编号|公文文号|文\s*号|发文号)[：:]?\s*(\S+?号)")
_DAY = r"[\[［【（(]?[^\S\n]*(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})"
_LABELLED_DATE = re.compile(rf"(?:成文|发文|印发|生成)(?:日期|时间)[：:]?\s*{_DAY}")
# 时间 alone is a label only where it begins one: 受理时间 says when something else is done.
_LABELLED_PUBLICATION = re.compile(
    rf"(?:(?:发布|公布|公开)(?:日期|时间)[：:]?\s*|(?:^|(?<=[\s|｜]))(?:时间|日期)[：:][^\S\n]*){_DAY}", re.MULTILINE
)
_TITLE_ISSUER = re.compile(rf"([\u4e00-\u9fff（）、 ]{{2,60}}?{_ORGAN_END})(?:关于|印发|转发|公布)")
_MASTHEAD = re.compile(rf"([\u4e00-\u9fff（）]{{2,30}}{_ORGAN_END})(?:文件|令|公告|通告|公报)$")
_ADOPTED = re.compile(
    r"(全国人民代表大会(?:常务委员会)?|[\u4e00-\u9fff]{2,12}人民代表大会(?:常务委员会)?)[^。；]{0,30}?通过"
)
_AMENDED = re.compile(r"(?:修正|修订|修改)[）)]?[。；]?$|第[一二三四五六七八九十]+次(?:修正|修订)")
_PASSED = re.compile(r"通过|公布|发布|修正|修订|修改|批准")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the lines say of the document itself; None where they do not say it plainly.

    Dates are ISO 8601 (a month where no day is given). ``effective_on`` is when this version took effect,
    ``expires_on`` the last day on which it is in force. ``supersedes`` holds the numbers and titles of what it
    replaces: for a revised rule its own title too, meaning its earlier versions.
    """

    issuer: str | None = None
    number: str | None = None
    issued_on: str | None = None
    effective_on: str | None = None
    expires_on: str | None = None
    supersedes: tuple[str, ...] = ()


def evident(lines: Sequence[str], title: str = "") -> Evidence:
    """What the lines of a document with this title say of the document itself."""
    if len(lines) < 2:
        return Evidence()
    lines = [simplified(line) for line in speaking(lines, title)]
    head, tail = list(lines[:_HEAD]), list(lines[-_TAIL:]) if len(lines) > _TAIL else list(lines)
    labelled = "\n".join(line for line in head if len(line) <= 200)
    signature = _signature(tail) or _signature(head)
    issued = (
        _delivered(head)
        or _labelled_date(_LABELLED_DATE, labelled)
        or _published(labelled, signature[1] if signature else None)
        or _history(head)
        or (signature[1] if signature else None)
        or _lone_date(head)
        or _edited(head)
    )
    effective, expires = validity(lines, issued)
    named = _LABELLED_ISSUER.search(labelled)
    issuer = (
        " ".join(named[1].split())
        if named
        else _titled(title) or _masthead(head) or (signature and signature[0]) or None
    )
    revised = (title,) if title and any(_AMENDED.search(line) for line in head[:12] if first_date(line)) else ()
    return Evidence(
        issuer or _adopter(head),
        _number(head, labelled),
        issued,
        effective,
        expires,
        tuple(dict.fromkeys((*repealed(lines, title), *revised))),
    )


def _number(head: Sequence[str], labelled: str) -> str | None:
    """A labelled number, or a line that is nothing but a number, or an order's."""
    if match := _LABELLED_NUMBER.search(labelled):
        return match[1]
    for line in head:
        stripped = line.strip()
        if (match := NUMBER.match(stripped)) and _SIGNED_BY.fullmatch(stripped[match.end() :]):
            return re.sub(r"\s+", "", match[0])
    for first, second in pairwise(["", *head[:8]]):
        if match := _ORDER.fullmatch(f"{first.strip()} {second.strip()}".strip()) or _ORDER.fullmatch(second.strip()):
            return re.sub(r"\s+", "", match[1] + match[2])
    return None


def _labelled_date(label: re.Pattern[str], labelled: str) -> str | None:
    match = label.search(labelled)
    return _iso(*map(int, match.groups())) if match else None


def _published(labelled: str, signed: str | None) -> str | None:
    """The day on which a page says it was published, or the day before that on which its document was signed."""
    published = _labelled_date(_LABELLED_PUBLICATION, labelled)
    return signed if published and signed and published[:4] == signed[:4] and signed < published else published


def _signature(lines: Sequence[str]) -> tuple[str, str] | None:
    """An organ's name alone on a line and a date alone on the next, as a document is signed; joint signers together."""
    for index, (first, second) in enumerate(pairwise(lines)):
        day = first_date(second) if len(second.strip()) <= 20 else None
        if day is None or not _whole_date(second):
            continue
        signers = [s for line in lines[max(0, index - 3) : index + 1] for s in line.split() if _ORGAN.fullmatch(s)]
        if signers and (_ORGAN.fullmatch("".join(first.split())) or _ORGAN.fullmatch(first.split()[-1])):
            return "、".join(dict.fromkeys(signers)) or "".join(first.split()), day
    return None


def _delivered(head: Sequence[str]) -> str | None:
    """When a report was given, as the line under its title says: （2026年1月27日在…会议上）."""
    for first, second in pairwise([*head[:8], ""]):
        stripped = first.strip().lstrip("（(—-* ") + second.strip()  # the line may be wrapped
        if len(first) <= 80 and re.match(rf"{DATE}\s*在[^。]{{4,60}}(?:会议|大会)上", stripped):
            return first_date(stripped)
    return None


def _whole_date(line: str) -> bool:
    return bool(re.fullmatch(rf"[（(]?\s*{DATE}\s*[）)]?", line.strip()))


def _lone_date(head: Sequence[str]) -> str | None:
    """A date alone on one of the first lines, as on a cover."""
    for line in head[:15]:
        if len(line.strip()) <= 20 and _whole_date(line):
            return first_date(line)
    return None


def _edited(head: Sequence[str]) -> str | None:
    """The date in the line under a bulletin's name that says who edits it: …办公室编　　2023年12月20日."""
    for line in head[:6]:
        if len(line) <= 60 and re.fullmatch(
            rf"[\u4e00-\u9fff（）]{{4,30}}\s*(?:主办|编印?|编发)?\s{{2,}}{DATE}", line.strip()
        ):
            return first_date(line)
    return None


def _history(head: Sequence[str]) -> str | None:
    """The last date on which a law was adopted or amended, from the lines under its title."""
    found: list[str] = []
    for line in head[:15]:
        stripped = line.strip().lstrip("（(>* ")
        if len(stripped) <= 300 and _PASSED.search(stripped) and re.match(rf"(?:根据\s*)?{DATE}", stripped):
            last = [day for day, end in dates_in(stripped) if not _effect_follows(stripped[end:])]
            found += last[-1:] if re.search(r"[；;、，]", stripped) else last[:1]
    return max((day for day in found if len(day) == 10), default=None)


def _effect_follows(rest: str) -> bool:
    return bool(re.match(r"\s*(?:起)?(?:施行|实施|生效)", rest))


def _adopter(head: Sequence[str]) -> str | None:
    for line in head[:8]:
        if len(line) <= 200 and (match := _ADOPTED.search(line)):
            return match[1].rpartition("届")[2]
    return None


def _titled(title: str) -> str | None:
    match = _TITLE_ISSUER.match(title)
    return "、".join(match[1].split()) if match else None


def _masthead(head: Sequence[str]) -> str | None:
    for line in head[:6]:
        if match := _MASTHEAD.fullmatch("".join(line.split())):
            return match[1]
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
