"""Cells of tables as the formats give them, and what a cell is by its words: a quantity, a period, nothing, a name."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ...records import Box

Kind = Literal["empty", "missing", "number", "measure", "year", "period", "word"]

_MARKS = re.compile(r"[①-⑳❶-❿ⓐ-ⓩ*＊※†‡]+|[\[［]\d{1,2}[\]］]$|[（(](?:注|备注)?\d?[）)]$")
_DASHES = ("-", "--", "---", "—", "——", "―", "–", "－", "…", "……", "...", "/", "\\", "×", "#")
_MISSING = frozenset((*_DASHES, "无", "暂无", "不详", "未公布", "空缺", "n/a", "na", "null", "nan", "none", "x"))
_DIGITS = r"(?:\d[\d,]*(?:\.\d+)?|\.\d+|\d{1,3}(?: \d{3})+(?:\.\d+)?)(?:e[-+]?\d+)?"
_NUMBER = re.compile(
    rf"[约近超逾≥≤><~≈]{{0,2}}\s*[-+−±(]?\s*[¥$]?{_DIGITS}\s*[%‰)]?(?:\s*[-~—–至]\s*{_DIGITS}\s*[%‰]?)?"
)
_MEASURE = re.compile(r"\s*[\u4e00-\u9fff/·%‰℃㎡²³a-z]{1,7}")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_PERIOD = re.compile(
    r"(?:截至|截止)?(?:(?:19|20)\d{2}\s*[-—–~至]\s*)?(?:(?:19|20)\d{2}\s*年?(?:度|末|底|初)?)?"
    r"(?:(?:第?[一二三四1-4]|上|前[一二三四])\s*(?:季度|季末|半年)|[上下]半年|全年"
    r"|\d{1,2}\s*(?:月份?\s*)?(?:[-—–~至]\s*\d{1,2}\s*)?月份?(?:末|底)?(?:\d{1,2}日)?)?"
)
_DATE = re.compile(r"(?:19|20)\d{2}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_UNIT = re.compile(
    r"(?:[千百十]?[万亿]?(?:件|项|个|家|元|美元|人|户|次|起|宗|名|位|份|篇|公顷|亩|吨|千克|公斤|公里|平方米|平方公里|千瓦时|天|年|月|日|批|所|处|册|种|台|套|例|笔)"
    r"|[万亿百千]|[%‰]|百分点|个百分点|人年|[万亿]?[件元人]/[\u4e00-\u9fff]{1,4}|标准煤|以上年为100|上年=100)"
)
_BRACKETS = re.compile(r"^[（(\[［【](.*)[）)\]］】]$")
_INDEX_NAME = re.compile(r"[甲乙丙丁戊己庚辛]|[A-Da-d]|栏次|行次|栏目|序号|列次|\d{1,3}")
_INDEX = re.compile(r"[（(]?(\d{1,3})[）)]?(?:\s*[=＝]\s*[\d+\-*/×÷（）()＋－%\s]+)?")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as a format gives it: its text on one line, where it begins (from 0), and how far it reaches.

    ``heading`` says that the format itself calls it a header (th, a repeated header row). ``boxes`` count from the
    start of the text; ``page`` is the page on which the cell stands.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    heading: bool = False
    page: int | None = None
    boxes: tuple[Box, ...] = ()


def plain_rows(rows: Sequence[Sequence[str]], heading: int = 0) -> list[GridCell]:
    """The cells of rows without merged ones; the format itself calls the first ``heading`` rows a header."""
    return [GridCell(text, r, c, heading=r < heading) for r, row in enumerate(rows) for c, text in enumerate(row)]


def kind(text: str) -> Kind:
    """What a cell says; "measure" is a number with its unit, "year" a bare number that may be one."""
    bare = _MARKS.sub("", text).strip()
    if not bare:
        return "empty" if not text.strip() else "missing"
    plain = unicodedata.normalize("NFKC", bare).lower().strip()
    if plain in _MISSING or bare in _MISSING:
        return "missing"
    if _YEAR.fullmatch(plain):
        return "year"
    if _PERIOD.fullmatch(plain) or _DATE.fullmatch(plain):
        return "period"
    if number := _NUMBER.match(plain):
        if number.end() == len(plain):
            return "number"
        if _MEASURE.fullmatch(plain, number.end()):
            return "measure"
    return "word"


def is_unit(text: str) -> bool:
    """Whether a cell is nothing but a unit of measure: （件）, 万元, %."""
    bare = "".join(text.split())
    inner = _BRACKETS.sub(r"\1", bare)
    parts = re.split(r"[、，,]", inner)
    return bool(inner) and all(_UNIT.fullmatch(part) for part in parts)


def is_index_row(texts: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 甲 | 乙 | 1 | 2 | 3=1+2."""
    filled = [text.strip() for text in texts if text.strip()]
    numbers = [int(m[1]) for text in filled if (m := _INDEX.fullmatch(text))]
    names = [text for text in filled if not _INDEX.fullmatch(text)]
    if len(numbers) + len(names) < 2 or not all(_INDEX_NAME.fullmatch(name) for name in names):
        return False
    if not numbers:
        return names == list("甲乙丙丁戊己庚辛"[: len(names)])
    run = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return run and numbers[0] in (0, 1) and (bool(names) or len(numbers) >= 3)
