"""Indicator phrases -> canonical names, concepts and members of dimensions, over the tables of indicators.toml."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from ..text import fold
from .lexicons import longest_first, table

Member = tuple[str, str]
# 每万人有效发明专利拥有量, 万人发明专利拥有量, 每万人口高价值发明专利拥有量
_PER_HEAD = re.compile(r"每?万人口?(?=[^/]*(?:专利|商标|拥有))|每(?:百|千|十)?万人口?")
_COMPACT = re.compile(r"[\s\u3000]+")


@dataclass(frozen=True, slots=True)
class Concept:
    """What an intellectual-property indicator counts: 有效发明专利拥有量 -> ("发明专利", ("有效量", "拥有量"))."""

    object: str | None
    measures: frozenset[str]
    per_head: bool = False

    @property
    def complete(self) -> bool:
        """Whether both the object and what is done to it are known."""
        return self.object is not None and bool(self.measures)


@cache
def _alias_index() -> dict[str, str]:
    index: dict[str, str] = {}
    for canonical, names in table("indicators")["aliases"].items():
        for name in (canonical, *names):
            index[fold(_COMPACT.sub("", name))] = canonical
    # A user's row may rename an indicator of ours: then all its names lead to the user's.
    return {alias: index.get(fold(_COMPACT.sub("", name)), name) for alias, name in index.items()}


@lru_cache(maxsize=1 << 13)
def canonical(phrase: str) -> str | None:
    """The canonical name of an indicator known by this very phrase; None if the table has none."""
    return _alias_index().get(fold(_COMPACT.sub("", phrase)))


def aliases() -> dict[str, str]:
    """Every folded alias -> its canonical name."""
    return _alias_index()


@cache
def _words(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile("|".join(re.escape(fold(_COMPACT.sub("", w))) for w in longest_first(words))))
        for name, words in table("indicators")[kind].items()
    )


@cache
def _other_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, longest_first(table("indicators")["other_words"]["words"]))))


def _rights_only(plain: str) -> str:
    """A folded phrase without the words that hold the name of a right and mean none (技术发明奖). Same length."""
    return _other_words().sub(lambda m: "□" * len(m.group()), plain)


@lru_cache(maxsize=1 << 13)
def concept(phrase: str) -> Concept:
    """The intellectual-property concept of a phrase; its object is None where it names none."""
    # Yearbooks call what was granted 申请授权量, and what was applied for 申请受理量.
    plain = _rights_only(fold(_COMPACT.sub("", phrase))).replace("申请授权", "授权")
    found = next((name for name, pattern in _words("objects") if pattern.search(plain)), None)
    measures = frozenset(name for name, pattern in _words("measures") if pattern.search(plain))
    return Concept(found, measures, bool(_PER_HEAD.search(plain)))


@cache
def _member_patterns() -> tuple[tuple[str, re.Pattern[str], dict[str, str]], ...]:
    patterns = []
    for dimension, members in table("indicators")["dimensions"].items():
        names = {fold(alias): member for member, words in members.items() for alias in words} | _joined(dimension)
        patterns.append((dimension, re.compile("|".join(map(re.escape, longest_first(names)))), names))
    return tuple(patterns)


def _joined(dimension: str) -> dict[str, str]:
    """The aliases of members made of two words and a link."""
    return {
        fold(first + link + second): member
        for member, row in table("indicators")["joined"].items()
        if row["dimension"] == dimension
        for first, link, second in product(row["first"], row["link"], row["second"])
    }


def members(phrase: str) -> list[Member]:
    """All (dimension, member) pairs a phrase names, longest alias first, in order of the text."""
    return list(_members(phrase))


@lru_cache(maxsize=1 << 13)
def _members(phrase: str) -> tuple[Member, ...]:
    plain = _rights_only(fold(phrase))
    return tuple(
        (dimension, names[match.group()])
        for dimension, pattern, names in _member_patterns()
        for match in pattern.finditer(plain)
    )


def member_at(phrase: str, dimension: str) -> str | None:
    """The first member of one dimension that a phrase names."""
    return next((member for d, member in members(phrase) if d == dimension), None)


@lru_cache(maxsize=1 << 13)
def leading_member(phrase: str) -> tuple[Member, int] | None:
    """The member a phrase opens with, and its length: 企业的商标申请量 -> (("权利主体", "企业"), 2)."""
    plain = _rights_only(fold(phrase))
    best: tuple[Member, int] | None = None
    for dimension, pattern, names in _member_patterns():
        match = pattern.match(plain)
        if match and (best is None or match.end() > best[1]):
            best = ((dimension, names[match.group()]), match.end())
    return best


def member_of(word: str) -> Member | None:
    """The (dimension, member) a word is, as a whole; None for any other word."""
    found = leading_member(word)
    return found[0] if found and found[1] == len(word) else None


def kinds_of_right(text: str) -> frozenset[str]:
    """The kinds of right a text speaks of; every kind of patent is 专利."""
    plain = fold(_COMPACT.sub("", text))
    found = {name for name, pattern in _words("objects") if pattern.search(plain)}
    return frozenset("专利" if name.endswith("专利") else name for name in found)
