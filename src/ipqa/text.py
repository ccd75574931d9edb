"""Forms of Chinese text that several rooms share: folding, words, lexical tokens, sentences. Pure functions."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)*|[a-z]+(?:[-'][a-z]+)*|[\u3400-\u9fff\U00020000-\U0003ffff]+", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)》\]]*|\n+")
_TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that turn the direction of writing: what is shown is then not what is quoted."""
INVISIBLE = dict.fromkeys(map(ord, f"\u200b\u200c\u200d\u2060\ufeff\u00ad{_TURNS}"))
_COMMANDS = re.compile(f"[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f{_TURNS}]")
# Characters of the Simplified standard set that are Traditional spellings wherever they occur in ordinary prose. Others
# that the table maps as well (乾, 摺, 拚) are right in Simplified texts too and stay.
_SPELLED_OUT = "後於徵菸麽"


def fold(text: str) -> str:
    """Compatibility forms folded (full width, ligatures), lower case, Simplified; the length may change."""
    return simplified(unicodedata.normalize("NFKC", text)).lower()


def simplified(text: str) -> str:
    """A text in Simplified characters, each by itself, so that offsets stay: 發明專利 -> 发明专利.

    Words are not replaced (資訊 does not become 信息). A text of Simplified characters alone comes back as it is,
    without a table being loaded.
    """
    if text.isascii() or not _may_be_traditional(text):
        return text
    table = _traditional()
    return text if table.keys().isdisjoint(map(ord, set(text))) else text.translate(table)


def _may_be_traditional(text: str) -> bool:
    """Whether an ideograph stands in a text that no Simplified text is likely to hold."""
    for character in _SPELLED_OUT:  # a loop, for this runs on every text there is
        if character in text:
            return True
    # A stray sign (•, é, 〇) sends no one to the table.
    return not (_in_gb2312(text) or _in_gb2312("".join(filter(is_han, set(text)))))


def _in_gb2312(text: str) -> bool:
    """Whether all characters are of the set that Simplified texts are written in."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _traditional() -> dict[int, str]:
    """Traditional characters and their one Simplified form each, from OpenCC's table of single characters."""
    from opencc import OpenCC

    characters = [chr(code) for first, last in _IDEOGRAPHS for code in range(first, last + 1)]
    # A character per line: no words, so the single characters of the table decide.
    forms = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(before): after
        for before, after in zip(characters, forms, strict=True)
        if before != after and len(after) == 1 and (before in _SPELLED_OUT or not _in_gb2312(before))
    }


# The ideographs of ordinary texts: the unified block, its first extension, and the second, where a few place names are.
_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2A6DF))


def harmless(text: str) -> str:
    """A text without characters that a terminal obeys (escape sequences, carriage returns) or that turn the writing."""
    return _COMMANDS.sub("", text)


def is_han(character: str) -> bool:
    """Whether a character is a Chinese ideograph."""
    return bool(_HAN.match(character))


def words(text: str) -> list[str]:
    """The words of a text after folding: Chinese as jieba's dictionary segments it, Latin words and numbers whole."""
    # Its dictionary takes a tenth of a second to load, and whoever reads files does not need it.
    import rjieba

    found: list[str] = []
    for match in _WORD.finditer(fold(text)):
        run = match.group()
        if is_han(run[0]):
            found += rjieba.cut(run, hmm=False)
        else:
            found.append(run)
    return found


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a Chinese text with the parts of speech of jieba's dictionary (n, v, a, …)."""
    import rjieba

    return [(word, tag) for word, tag in rjieba.tag(text, hmm=False)]


def lexical_tokens(text: str) -> list[str]:
    """What the lexicon indexes: words, and the character pairs of Chinese runs that are not words already."""
    found = words(text)
    for match in _WORD.finditer(fold(text)):
        run = match.group()
        if is_han(run[0]) and len(run) > 1:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def character_pairs(text: str) -> list[str]:
    """The overlapping pairs of letters, digits and ideographs of a folded text, in order, across punctuation."""
    plain = "".join(_WORD.findall(fold(text)))
    return [plain[i : i + 2] for i in range(len(plain) - 1)]


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The (start, end) of each sentence of ``text[start:end]``, without surrounding white space.

    A sentence ends at 。！？ with the closing quotes behind it, or at a line break; a full stop inside a number never
    ends one.
    """
    stop = len(text) if end is None else end
    position = start
    for match in [*_SENTENCE_END.finditer(text, start, stop), None]:
        boundary = match.end() if match else stop
        left, right = position, boundary
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            yield left, right
        position = boundary


def display_width(text: str) -> int:
    """Columns that a text takes in a fixed-width rendering: 2 for wide characters, 1 for others."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
