"""Counties and districts without 县, 市, 区: 枣阳、老河口、宜城三市; 城阳 880 件 in a document of the city they lie in.

A short name is a common word as often as a place (新华, 和平), so it counts only in a row that says how many districts
it names, or at the opening of a clause where a number, a right or an office of it follows and the document is of the
place that holds it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from ..lexicons import region_lines
from ..values.numerals import parse
from .regions import Region, full_name, short_name

# 两区, 三个县级市: how many, and of which kind.
_COUNTED = re.compile(
    r"(?P<count>[两二三四五六七八九十]|\d{1,2})个?(?P<kind>县级市|县市区|区县|县区|县市|市县|市区|市|区|县|旗|地)(?!场|间|域|长|级|民|方|理|块)"
)
_LINK = re.compile(r"[、和与及]")
_KINDS = {"县级市": "市", "市": "市", "区": "区", "县": "县", "旗": "旗"}
_OPENED = re.compile(r"(?:^|[、，：；。（(和与及,:;\s]|其中|包括|以及|[依其]次是|分别是|分别为)$")
_FOLLOWED = re.compile(
    r"[ \u3000]*(?:\d|分别|依次"
    r"|的?(?:专利|商标|有效|发明|高价值|知识产权|质押|授权|申请|新增|法院|检察院|企业|地理标志))"
)
_MUNICIPALITIES = ("11", "12", "31", "50")


@cache
def _shorts() -> dict[str, tuple[str, ...]]:
    """Short names of two characters and more -> the codes of the counties and districts they may mean."""
    index: dict[str, list[str]] = {}
    for code, name in region_lines():
        short = short_name(name)
        if len(code) == 6 and len(short) >= 2 and short != name:
            index.setdefault(short, []).append(code)
    return {short: tuple(codes) for short, codes in index.items()}


@cache
def _within(prefix: str) -> dict[str, str]:
    """Short names of one city -> code; without those that two of its districts share (岳阳 is a city and a county)."""
    return {
        short: inside[0]
        for short, codes in _shorts().items()
        if len(inside := [c for c in codes if c.startswith(prefix)]) == 1
    }


def short_places(text: str, home: str | None, known: Sequence[Region]) -> list[Region]:
    """The places that a text names in short and that none of the ``known`` mentions covers, in order."""
    found = [*_listed(text, home), *_opening(text, home)]
    taken = [(r.start, r.end) for r in known]
    places: list[Region] = []
    for place in sorted(found, key=lambda r: (r.start, -r.end)):
        if not any(a < place.end and place.start < b for a, b in taken):
            taken.append((place.start, place.end))
            places.append(place)
    return places


def _listed(text: str, home: str | None) -> Iterator[Region]:
    for counted in _COUNTED.finditer(text):
        count = int(parse(counted["count"]) or 0) if not counted["count"].isdecimal() else int(counted["count"])
        names = _names_before(text, counted.start(), count)
        kind = _KINDS.get(counted["kind"], "")
        codes = _together([text[a:b] for a, b in names], kind, home)
        if count > 1 and len(codes) == count:
            for (start, end), code in zip(names, codes, strict=True):
                yield Region(start, counted.end() if end == counted.start() else end, full_name(code), code)


def _names_before(text: str, end: int, count: int) -> list[tuple[int, int]]:
    """The spans of the last ``count`` names of a list that ends at ``end``; fewer where there are fewer."""
    end -= text[:end].endswith("等")
    cuts = [-1, *(m.start() for m in _LINK.finditer(text, max(0, end - 12 * count), end)), end]
    spans = [(a + 1, b) for a, b in pairwise(cuts)][-count:]
    if not spans:
        return []
    start, stop = spans[0]
    longest = next((n for n in range(min(6, stop - start), 1, -1) if text[stop - n : stop] in _shorts()), 0)
    return [(stop - longest, stop), *spans[1:]]


def _together(names: list[str], kind: str, home: str | None) -> list[str]:
    """The codes of names in one city, that of the document first; empty where they lie in none or in several."""
    options = [[c for c in _shorts().get(name, ()) if full_name(c).endswith(kind)] for name in names]
    cities = set.intersection(*({c[:4] for c in one} for one in options)) if options else set()
    own = {city for city in cities if home and (city == home[:4] or (len(home) == 2 and city.startswith(home)))}
    cities = own or cities
    if len(cities) != 1:
        return []
    city = cities.pop()
    return [next(c for c in one if c.startswith(city)) for one in options]


def _opening(text: str, home: str | None) -> Iterator[Region]:
    prefix = home if home in _MUNICIPALITIES else home[:4] if home and len(home) >= 4 else None
    if prefix is None:
        return
    names = _within(prefix)
    for match in _pattern(prefix).finditer(text):
        end = match.end()
        followed = _FOLLOWED.match(text, end)
        if _OPENED.search(text[max(0, match.start() - 3) : match.start()]) and (followed or _goes_on(text, end, names)):
            yield Region(match.start(), end, full_name(names[match.group()]), names[match.group()])


@cache
def _pattern(prefix: str) -> re.Pattern[str]:
    names = sorted(_within(prefix), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)) or "(?!)")


def _goes_on(text: str, end: int, names: dict[str, str]) -> bool:
    """Whether a list of short names goes on, whose last one is followed by a number or a right."""
    while (link := _LINK.match(text, end)) is not None:
        name = next((n for n in names if text.startswith(n, link.end())), None)
        if name is None:
            return False
        end = link.end() + len(name)
        if _FOLLOWED.match(text, end):
            return True
    return False
