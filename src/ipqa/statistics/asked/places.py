"""The places that a question names, counties by their short names too, and those that only stand in proper names."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from ...figures.context.regions import Region, full_name, is_scope, short_name
from ...figures.lexicons import region_lines
from ...text import words
from .lexicon import vocabulary
from .scoping import is_marked, mentions

# 甲市授权量排名前三, 甲市授权量在全省排第几: what is ranked stands between the place and the rank.
_RANK_ASKED = re.compile(
    r"(?:位居|位列|名列|排名|居|排|列)[^，。？?]{0,10}第几|(?<=[\u4e00-\u9fff]{2})(?:排名|排行|排|位列|名列|居)(?:在|于)?前(?=[一二三四五六七八九十\d几])"
)


def places_named(text: str, home: str | None = None) -> list[Region]:
    """The places of a question in order; counties by their short names too (2024年沭阳的财政收入)."""
    found = [r for r in mentions(text, home) if not r.relative]
    short = _counties()
    at = 0
    for word in _with_openings(text):
        at = text.find(word, at) if word in text[at:] else at
        end = at + len(word)
        if word in short and not any(r.start < end and at < r.end for r in found):
            found.append(Region(at, end, full_name(short[word]), short[word]))
        at = end if text.startswith(word, at) else at
    found = [replace(r, end=r.end - 1) if text[r.end - 1 : r.end + 1] == "市场" else r for r in found]
    return sorted((r for r in found if not part_of_name(text, r)), key=lambda r: r.start)


def _with_openings(text: str) -> list[str]:
    """The words of a text; two lone characters that open a clause and are a county's short name are one word: 浑|南."""
    found = words(text)
    for i, (a, b) in enumerate(pairwise(found)):
        opens = re.search(rf"(?:^|[，,。；;、？?（( 在]){re.escape(a + b)}", text)
        if len(a) == len(b) == 1 and opens and a + b in _counties():
            found[i : i + 2] = [a + b]
            return found
    return found


@cache
def _counties() -> dict[str, str]:
    """Short names that only one county bears and that are no everyday words -> its code."""
    shorts: dict[str, list[str]] = {}
    for code, name in region_lines():
        shorts.setdefault(short_name(name), []).append(code)
    common = vocabulary().common
    return {s: c[0] for s, c in shorts.items() if len(c) == 1 and len(c[0]) == 6 and len(s) > 1 and s not in common}


# What follows a place in a question and begins no name: 杭州的公司, 杭州拿专利去银行, 杭州2018、2019年.
_GOES_ON = re.compile(r"[“\"「的了在把将去用给向和与及跟同从比有为让拿押贷、，]|(?:19|20)\d{2}")


# 某区公司去年, 某市企业手里: all of them, and no name of one.
_ITS_COMPANIES = re.compile(r"(?:公司|企业|商家|厂家)(?!法|名|债|所得税)")


def part_of_name(text: str, region: Region) -> bool:
    """河南省知识产权优势企业, 中国银行, 全国12315平台: but 比全市, 和郑州市 are places in a question."""
    table = vocabulary()
    if is_marked(text, region) or _ITS_COMPANIES.match(text, region.end):
        return False
    if table.before.search(text[: region.start]) or table.after.match(text, region.end):
        return True
    if _GOES_ON.match(text, region.end):
        return False
    tail = _RANK_ASKED.search(text, region.end)
    said = text[region.start : tail.start() if tail else len(text)]
    return is_scope(said, replace(region, start=0, end=region.end - region.start))
