"""Which words of a question can tell figures apart; the others say nothing of what is counted and are let go.

Words of the field do, wherever they stand: what tables of indicators, rights, members, deeds and marks hold. So do
names and nouns that no table knows (a company, a product), unless they only surround the question: in a clause with a
verb of its own and no word of the field (家里做茶叶的多，…). General language does not: verbs that are no deeds,
adjectives, adverbs, pronouns, and nouns for people, papers, occasions and ways. The parts of speech are those of the
segmenter's dictionary; a word that it lacks is a name where one of its pieces is a noun.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from ...figures.lexicons import table as figure_table
from ...figures.vocabulary import aliases
from ...text import fold, is_han, tagged
from .lexicon import operations, vocabulary


@dataclass(frozen=True, slots=True)
class Telling:
    """The compiled table of ``data/telling.toml``; ``roles`` finds what a speaker says of himself."""

    field: re.Pattern[str]
    general: frozenset[str]
    deeds: frozenset[str]
    heads: frozenset[str]
    tags: frozenset[str]
    latin: frozenset[str]
    harmless: frozenset[str]
    roles: re.Pattern[str]
    denied: re.Pattern[str]
    ordinal: re.Pattern[str]
    without: re.Pattern[str]
    industry: re.Pattern[str]
    sex: re.Pattern[str]


@cache
def telling_table() -> Telling:
    """The table, compiled together with the words that the other tables of the field know."""
    data = tomllib.loads((files(__package__) / "data" / "telling.toml").read_text("utf-8"))
    general = frozenset(word for theme in data["general"].values() for word in theme.split())
    deeds = {word for theme in data["deeds"].values() for word in theme.split()}
    known = {fold(word) for word in deeds | (_of_the_field() - general) if len(word) > 1}
    return Telling(
        re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True)))),
        general - deeds,
        frozenset(deeds),
        frozenset(data["heads"]["words"].split()),
        frozenset(data["tags"]["general"].split()),
        frozenset(data["latin"]["words"].split()),
        frozenset(data["harmless"]["words"].split()),
        re.compile("|".join(data["roles"]["patterns"])),
        *(re.compile(data["marks"][name]) for name in ("denied", "ordinal", "without", "industry", "sex")),
    )


def _of_the_field() -> set[str]:
    """The words of the other tables: groups of one meaning, indicators, rights, members, what narrows."""
    words = vocabulary()
    found = {*words.same, *words.kinds, *words.narrowing, *words.implied, *aliases(), *aliases().values()}
    found |= set(operations().terms.pattern.split("|")) | {full for pair in operations().abbreviations for full in pair}
    table = figure_table("indicators")
    found |= {word for kind in ("objects", "measures") for names in table[kind].values() for word in names}
    found |= {word for members in table["dimensions"].values() for names in members.values() for word in names}
    return found - words.light - set(words.things.values())


def roles_said(text: str) -> list[tuple[int, int]]:
    """Where a question says who asks, what others worry about, who grants; not where that holds words of the field."""
    found = telling_table().roles.finditer(text)
    return [m.span() for m in found if not is_of_the_field(m["rest"] or "")]


@lru_cache(maxsize=1 << 14)
def is_of_the_field(word: str) -> bool:
    """Whether a word is, or holds, a word of the field."""
    return bool(telling_table().field.search(word))


@lru_cache(maxsize=1 << 14)
def is_general(word: str) -> bool:
    """Whether a word is of general language and can tell no figures apart."""
    table = telling_table()
    if not is_han(word[0]):
        return word in table.latin
    if word in table.general or (not is_of_the_field(word) and not any(map(_names, _tags(word)))):
        return True
    pieces = _pieces(word)
    return len(pieces) > 1 and not is_of_the_field(word) and all(map(_is_plain, pieces))


def _is_plain(piece: tuple[str, str]) -> bool:
    """Whether a piece of a word that the dictionary lacks names nothing: 钱|来着, 替|人."""
    return piece[0] in telling_table().general or not _names(piece[1])


def _names(tag: str) -> bool:
    return tag not in telling_table().tags


@lru_cache(maxsize=1 << 14)
def _pieces(word: str) -> tuple[tuple[str, str], ...]:
    """A word, or what the dictionary takes it apart into, with parts of speech."""
    return tuple(tagged(word))


def _tags(word: str) -> tuple[str, ...]:
    """The parts of speech of a word or of its pieces; a set phrase of two nouns is a noun, any other a verb."""
    pieces = _pieces(word)
    if len(pieces) == 1 and pieces[0][1] == "l" and len(word) == 4:
        halves = [tag for half in (word[:2], word[2:]) for _, tag in _pieces(half)]
        return ("n",) if all(map(_names, halves)) else ("v",)
    return tuple(("n" if piece[-1] in _NOMINAL else "v") if tag == "l" else tag for piece, tag in pieces)


# What ends a phrase of the dictionary that is a noun: 软件业, 有价证.
_NOMINAL = frozenset("业品费率额量税权证机器厂店院站")


def telling(clauses: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """Of the words of a question's clauses, given with their texts, those that can tell figures apart.

    Where none is, or only words of quantity are left (规模, 总额), all stay: what they are of is not known.
    """
    light = vocabulary().light
    whole = [word for _, words in clauses for word in words]
    fields = [any(w not in light and is_of_the_field(w) for w in words) for _, words in clauses]
    kept: list[str] = []
    for (text, words), of_field in zip(clauses, fields, strict=True):
        aside = not of_field and any(fields) and not _ASKS.search(text) and _speaks(text)
        names = _compounds(words, text)
        kept += [w for w in words if w in light or w in names or not (is_general(w) or (aside and _is_thing(w)))]
    return whole if all(w in light for w in kept) else kept


_ASKS = re.compile(r"多少|几|哪|谁|什么|啥|多[大高长久快]|怎|如何|吗|占比|比例|比重")


def _compounds(words: Sequence[str], text: str) -> set[str]:
    """Words of general language that narrow what is counted all the same.

    A noun that begins a name (材料学院), an adjective or verb right before what is counted (年轻代理师, 解除质押),
    whoever is counted (老师多少人), and a verb that stands as a clause before it (退回的合同, 被抢走的商标).
    """
    table = telling_table()
    pairs = [(a, b) for a, b in pairwise(words) if re.search(rf"{re.escape(a)}的?{re.escape(b)}", text)]
    found = {
        a
        for a, b in pairs
        if a + b in text and _is_thing(a) and (b in table.heads or not (is_of_the_field(b) or is_general(b)))
    }
    found |= {a for a, b in pairs if b in _WAYS and a + b in text and a not in table.general}
    found |= {a for a, b in pairs if _describes(a) and not is_general(b) and b not in vocabulary().light}
    found |= {
        w for w in words if re.search(rf"{re.escape(w)}(?:一共|总共|共)?有?(?:多少|几)万?[个名位]?人(?!次)", text)
    }
    clauses = [w for w in words if w not in table.harmless and _before(w, text)]
    return found | {w for w in clauses if len(_pieces(w)) == 1 and _tags(w)[0].startswith("v")}


# What came by one way is not what came by all: 旅检渠道, 线下方式.
_WAYS = frozenset(("渠道", "环节", "方式", "途径", "口岸", "领域", "类型", "路径"))


def _describes(word: str) -> bool:
    """Whether a word of the dictionary is an adjective or a verb that no list calls harmless."""
    table = telling_table()
    known = word in table.general or word in table.harmless or word in vocabulary().light
    return not known and len(word) == 2 and len(_pieces(word)) == 1 and _tags(word)[0] in _DESCRIBING


_DESCRIBING = frozenset(("a", "b", "z", "v", "an"))


def _before(word: str, text: str) -> bool:
    """Whether a word stands before 的 and a noun, or behind 被."""
    return bool(re.search(rf"{re.escape(word)}的(?=[一-龥])|被{re.escape(word)}", text))


def marks(text: str) -> list[str]:
    """What tells figures apart and is no word of the segmenter's: 未授权, 第二次, 除企业, 女性, 线上, 茶, 中车."""
    table = telling_table()
    found = [("不" if m["not"] else "未") + m["deed"] for m in table.denied.finditer(text)]
    found += [m.group() for m in table.ordinal.finditer(text)]
    found += [f"除{m['rest']}" for m in table.without.finditer(text)]
    found += [m.group() for m in table.industry.finditer(text)]
    found += [f"{m.group()}性" for m in table.sex.finditer(text)]
    found += sorted(w for w in vocabulary().narrowing if len(w) == 3 and w in text)  # 高|价值
    return found + _apart(text)


def _apart(text: str) -> list[str]:
    """Words of the field that the segmenter takes apart (线|上), and things that one character names (鞋, 茶)."""
    things = vocabulary().things
    tagged_words = tagged(text)
    tokens = [word for word, _ in tagged_words]
    runs = re.split(r"\0+", "".join(w if len(w) == 1 and is_han(w) else "\0" for w in tokens))
    short = {abbreviation for abbreviation, _ in operations().abbreviations}
    found = [m.group() for run in runs for m in telling_table().field.finditer(run) if m.group() not in short]
    found += [
        a + b
        for (a, one), (b, two), (c, _) in zip(tagged_words, tagged_words[1:], tagged_words[2:], strict=False)
        if c in _OWNERS and len(a) == len(b) == 1 and one in _NAMING and two in _NAMING
    ]
    cut = {a + b[0] for a, b in pairwise(tokens) if len(a) == 1 and len(b) > 1 and not is_of_the_field(b)}
    found += sorted(cut & telling_table().deeds)  # 判|赔额
    return found + [things[word] for word in tokens if word in things]


# What two characters that the dictionary lacks as a word name before it: 中|车|公司.
_OWNERS = frozenset(("公司", "集团", "银行", "医院", "学院", "大学", "协会", "股份", "电气", "科技"))
_NAMING = frozenset(("n", "zg", "ng", "nr", "ns", "nz", "f", "a", "b", "g", "j"))


@lru_cache(maxsize=1 << 10)
def _speaks(text: str) -> bool:
    """Whether a clause says something and is no bare name: it has a verb or a pronoun of general language."""
    found = tagged(text)
    return any((tag in _SPEAKING or word in _SPEAKERS) and not is_of_the_field(word) for word, tag in found)


_SPEAKING = frozenset(("v", "vd", "vi", "a"))
_SPEAKERS = frozenset(("我", "我们", "咱", "咱们", "你", "你们", "他", "他们", "大家", "人家"))


def _is_thing(word: str) -> bool:
    """Whether a word is a plain noun of the dictionary and no name."""
    return is_han(word[0]) and _tags(word) in (("n",), ("vn",), ("s",), ("b",))
