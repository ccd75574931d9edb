"""What a number is said to be at least, at most or about: 超过 300 件, 20 万元以下, 36 万余元. Cues from cues.toml."""

import re
from functools import cache

from ...records import Comparator
from ..lexicons import longest_first, table

# 签约 120 个, 最近 5 家, 省级以上 3 家: the last character of another word is no comparator.
_WORD_ENDS = {
    "约": "签节合预制集违契条公",
    "近": "最附邻临新靠",
    "上": "以线网之向",
    "超": "赶反",
}
_INCLUSIVE = r"(?:[ \u3000]*[（(]含[^（）()]{0,12}[）)])?"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table("cues")
    before = "|".join(
        (f"(?<![{_WORD_ENDS[word]}])" if _WORD_ENDS.get(word) else "") + word
        for word in longest_first(data["comparator_before"])
    )
    after = "|".join(longest_first(data["comparator_after"]))
    return re.compile(rf"({before})(?:了|过)?[ \u3000]*$"), re.compile(rf"{_INCLUSIVE}[ \u3000]*({after})")


def compare(text: str, start: int, end: int, inside: str | None) -> tuple[Comparator, int]:
    """The comparator around the number at ``start``..``end``, and where the quantity ends with it.

    ``inside`` is the word between number and unit (余, 多, 来). What stands behind wins over it,
    and it over what stands before.
    """
    data = table("cues")
    before, after = _patterns()
    if behind := after.match(text, end):
        word: Comparator = data["comparator_after"][behind[1]]
        return word, behind.end()
    if inside:
        word = data["comparator_inside"][inside]
        return word, end
    if ahead := before.search(text[max(0, start - 7) : start]):
        word = data["comparator_before"][ahead[1]]
        return word, end
    return "eq", end
