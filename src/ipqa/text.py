"""Forms of Chinese text that several rooms share: folding, words, lexical tokens, sentences. Pure functions."""

import re
import unicodedata
from collections.abc import Iterator

import rjieba

_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)*|[a-z]+(?:[-'][a-z]+)*|[\u3400-\u9fff\U00020000-\U0003ffff]+", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)》\]]*|\n+")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def fold(text: str) -> str:
    """Compatibility forms folded (full width, ligatures), lower case; the length may change."""
    return unicodedata.normalize("NFKC", text).lower()


def is_han(character: str) -> bool:
    """Whether a character is a Chinese ideograph."""
    return bool(_HAN.match(character))


def words(text: str) -> list[str]:
    """The words of a text after folding: Chinese as jieba's dictionary segments it, Latin words and numbers whole."""
    found: list[str] = []
    for match in _WORD.finditer(fold(text)):
        run = match.group()
        if is_han(run[0]):
            found += rjieba.cut(run, hmm=False)
        else:
            found.append(run)
    return found


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
