"""Organisations and the roles that only one of them bears: one role given to two, two that have changed places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..text import sentences
from .findings import Finding, finding, quoted
from .lexicon import lexicon
from .view import View, grouped, pairs

_YEAR = re.compile(r"(?:19|20)\d{2}\s*年|第[一二三四五六七八九十\d]+[批届]")
_PLACE = re.compile(r"^(?:其中|现有|拥有|培育|有|获批|的|全[市省区县]|我[市省区县])+")


@dataclass(frozen=True, slots=True)
class Role:
    """Who bears what: ``role`` in plain words, ``one`` where the text says that there is only one; and where."""

    role: str
    bearer: str
    one: bool
    when: str
    start: int
    end: int


def role_findings(view: View) -> Iterator[Finding]:
    """The findings of this module for one document."""
    told: set[frozenset[str]] = set()
    groups = grouped(_roles(view), lambda r: (r.role, r.when))
    own = _own_years(view)
    for (name, when), stated in groups.items():
        # What is said without a year holds for the year that the document is about.
        bearers = stated + (groups.get((name, ""), []) if when and when in own else [])
        unique = list({r.bearer: r for r in reversed(bearers)}.values())
        if len(unique) < 2 or len(unique) > 3 or not any(r.one for r in unique):
            continue
        for a, b in pairs(unique):
            both = frozenset((a.bearer, b.bearer))
            if both in told or _same(a.bearer, b.bearer):
                continue
            told.add(both)
            yield _conflict(view, name, sorted((a, b), key=lambda r: r.start), groups)


def _own_years(view: View) -> tuple[str, ...]:
    """The years that a document is about, as roles give them: that in its title, or the only one it names."""
    named = {"".join(y.split()) for y in _YEAR.findall(view.document.title)}
    named = named or {"".join(y.split()) for y in _YEAR.findall(view.text)}
    return tuple(named) if len(named) == 1 else ()


def _conflict(view: View, name: str, two: list[Role], groups: dict[tuple[str, str], list[Role]]) -> Finding:
    a, b = two
    names = {a.bearer, b.bearer}
    swapped = [
        (role, bearers)
        for (role, when), bearers in groups.items()
        if role != name and when in (a.when, b.when) and {r.bearer for r in bearers} == names
    ]
    text = f"“{name}”一处为{a.bearer}，另一处为{b.bearer}"
    spans = [(a.start, a.end), (b.start, b.end)]
    if swapped:
        role, bearers = swapped[0]
        text += f"；“{role}”正好相反，两者疑互相对调"
        spans += [(r.start, r.end) for r in bearers]
    quotes = tuple(quoted(view.document, *span) for span in sorted(dict.fromkeys(spans)))
    return finding("role_conflict", "error", text, quotes)


def _same(a: str, b: str) -> bool:
    """Whether two names may be of one organisation, one of them in short."""
    short, long = sorted((a, b), key=len)
    core = re.sub(r"(?:有限责任|股份有限|有限|股份)?公司$|集团$", "", short)
    return short in long or (len(core) >= 2 and core in long)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = lexicon()
    who = rf"(?P<who>[^，。；：、！？\n“”（）()\d]{{2,30}}?{words.organisation})(?=[，。；、！？\n（）()]|$|\s)"
    what = rf"(?P<what>[^，。；：、！？\n\d“”]{{2,24}}{words.role})"
    first = rf"(?P<unique>{words.unique.pattern})(?:的|一家|一个)?"
    return (
        re.compile(
            rf"{what}\s*(?:共|仅)?\s*(?P<count>1|一)\s*[家个所项](?:[，,：:]|\s|（|\()*(?:分别)?(?:为|是|即)?\s*{who}"
        ),
        re.compile(rf"{what}\s*(?:为|是|：|:)\s*{who}"),
        re.compile(rf"{first}(?P<what>[^，。；：、！？\n\d“”为是]{{2,24}}{words.role})\s*(?:为|是|：|:)\s*{who}"),
        re.compile(
            rf"(?P<who>[^，。；：、！？\n“”（）()\d]{{2,30}}?{words.organisation})(?:成为|是|获评|获批|被认定为|被评为)"
            rf"[^，。；！？\n]{{0,8}}{first}(?P<what>[^，。；：、！？\n\d“”]{{2,24}}{words.role})"
        ),
    )


def _roles(view: View) -> Iterator[Role]:
    """Every statement that an organisation bears a role, sentence by sentence."""
    for start, end in sentences(view.text):
        if not re.search(r"[为是：:]|1\s*[家个所项]", view.text[start:end]) or end - start > 2000:
            continue
        seen: set[tuple[str, str]] = set()
        for pattern in _patterns():
            for match in pattern.finditer(view.text, start, end):
                role = _named(view, match, start)
                if (role.role, role.bearer) not in seen:
                    seen.add((role.role, role.bearer))
                    yield role


def _named(view: View, match: re.Match[str], start: int) -> Role:
    given = match.groupdict()
    unique = "".join((given.get("unique") or "").split())
    what = _PLACE.sub("", "".join(match["what"].split()))
    # 河南省知识产权优势企业 and 省知识产权优势企业 are one role inside one document.
    plain = re.sub(r"^[一-鿿]{2,3}?(?=[省市区县](?!级))", "", what)
    who = re.sub(r"^(?:其中|分别为|为|是)", "", "".join(match["who"].split()))
    before = view.text[start : match.start()]
    when = "".join(_YEAR.findall(before + match.group())[-1:])
    one = bool(unique) or given.get("count") is not None
    return Role(unique + plain, who, one, when, match.start(), match.end())
