"""Which rows of a table name its columns, and which columns name its rows."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ..structure.captions import unit_line
from .cells import Kind, is_index_row, is_unit, kind

_SAMPLE = 200  # rows that are looked at
_DEEPEST = 6  # rows of a header at most
_SERIAL = re.compile(
    r"(?:序\s*号|编\s*号|行\s*[次号]|栏\s*次|代\s*码|排\s*名|位\s*次|名\s*次|序次|No\.?|#|.{0,6}(?:代码|编码|编号|证号|申请号|专利号|注册号|登记号))",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"序\s*号|编\s*号|行\s*[次号]|No\.?|#", re.IGNORECASE)
_GENERIC = re.compile(
    r".{0,4}(?:指\s*标|项\s*目|名\s*称|类\s*[别型]|地\s*[区市]|县\s*区|区\s*县|年\s*[份度]|内\s*容|序\s*号|种\s*类|分\s*类|事\s*项|条\s*款|情\s*形|行\s*业|部\s*门|区域|领域|单位|时间|月份|区划)"
    r"(?:名称)?"
)
_KEY = re.compile(
    r"(?:姓\s*名|性\s*别|电\s*话|.{0,4}(?:联系电话|联系方式|电子邮箱|地址|邮编|负责人|联系人|法定代表人)|索\s*引\s*号|文\s*号|发文(?:机关|字号)|(?:成文|发布|印发|生成|生效|有效)日期"
    r"|主题(?:分类|词)|.{0,4}(?:公开方式|体裁|有效性|机构代码|信用代码|企业名称|单位名称|项目名称|专利名称|专利号|专利权人|发明人|申请人|申报单位|意见))\s*[：:]?"
)
_ORDINAL = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[）)]?[、.．]?")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_NAME = 24

Places = Sequence[Sequence[object | None]]
Texts = Sequence[Sequence[str]]


@lru_cache(maxsize=4096)
def _kind(text: str) -> Kind:
    return kind(text)


def header_rows(texts: Texts, places: Places, flagged: Sequence[bool]) -> int:
    """How many rows at the top name the columns.

    ``texts`` is the rectangle of cells with merged ones repeated, ``places`` tells which places are one cell (None
    where there is none), ``flagged`` which rows the format itself calls headers.
    """
    texts, places = texts[:_SAMPLE], places[:_SAMPLE]
    if not texts or len(texts[0]) == 0:
        return 0
    if (given := _given(flagged, len(texts))) is None and (len(texts) < 2 or not _names_columns(texts, places)):
        return 0
    rows = given or 1
    while rows < min(len(texts) - 1, _DEEPEST) and _goes_on(texts, places, rows):
        rows += 1
    return rows


def label_columns(texts: Texts, places: Places, header: int) -> int:
    """How many columns at the left name the rows: counters, merged groups, and words before the first numbers."""
    body, width = texts[header : header + _SAMPLE], len(texts[0]) if texts else 0
    if width < 2 or not body:
        return 0 if width < 2 else 1
    numeric = [column for column in range(width) if _is_numeric(texts, body, column, header)]
    if numeric:
        return min(numeric[0], width - 1)
    labels = 0
    while labels < width - 2 and (
        _is_serial(texts, body, labels, header) or _is_group(places[header : header + _SAMPLE], labels)
    ):
        labels += 1
    return labels + 1


def _given(flagged: Sequence[bool], height: int) -> int | None:
    """The rows that the format calls headers; None when it calls none of them so, or all."""
    rows = 0
    while rows < min(height, _DEEPEST) and flagged[rows]:
        rows += 1
    return rows if 0 < rows < height else None


def _names_columns(texts: Texts, places: Places) -> bool:
    """Whether the first row names the columns of the others."""
    first, body, width = texts[0], texts[1:], len(texts[0])
    kinds = [_kind(text) for text in first]
    data = range(1, width) if width > 1 else range(0)
    if width < 2 or any(kinds[c] == "number" for c in data) or _ORDINAL.fullmatch(first[0]):
        return False
    if "year" in kinds[1:] and "measure" in kinds:
        return False
    if all(kind in ("empty", "missing") for kind in kinds[1:]):
        return False
    measures = [c for c in data if kinds[c] == "measure"]
    if measures and not all(_mostly(body, c, ("number", "missing")) for c in measures):
        return False
    if any(len(text) > 4 * _LONGEST_NAME or text.endswith("。") for text in first):
        return False
    numbered = any(_kind(row[c]) in ("number", "measure", "year") for row in body for c in data)
    if not numbered:
        return _names_words(texts, places)
    if all(kinds[c] == "year" for c in data):
        return width > 2 or not first[0] or bool(_GENERIC.fullmatch(first[0]))
    return not _is_form(texts, places)


def _names_words(texts: Texts, places: Places) -> bool:
    """Whether the first row of a table without numbers names its columns, and is not a pair of key and value."""
    first, body, width = texts[0], texts[1:], len(texts[0])
    if sum(1 for text in first if not text) > 1 or any(len(text) > _LONGEST_NAME or "。" in text for text in first):
        return False
    if any(text.endswith(("：", ":")) for text in first) or _is_form(texts, places):
        return False
    if width > 2:
        return True
    if _KEY.fullmatch(first[0]):
        return False
    longer = sum(len(row[1]) for row in body) > 1.5 * len(first[1]) * len(body)
    return bool(_GENERIC.fullmatch(first[0])) or (longer and len(first[1]) <= 8 and len(first[0]) <= 8)


def _is_form(texts: Texts, places: Places) -> bool:
    """Whether a table is a form: keys and values side by side, or cells merged across here and there."""
    keys = [sum(1 for text in row if _KEY.fullmatch(text) or text.endswith(("：", ":"))) for row in texts[:12]]
    if sum(1 for count in keys if count) >= max(2, len(keys) // 2) and keys[0] < len(texts[0]):
        return True
    shapes = [shape for row in places[2:40] if (shape := _merged_across(row))]
    return len(shapes) >= 2 and len(shapes) >= 0.4 * len(places[2:40]) and len(set(shapes)) > 1


def _merged_across(row: Sequence[object | None]) -> tuple[int, ...]:
    """Where the cells of a row go on from their left neighbour; nothing for a single cell across all."""
    places = tuple(c for c in range(1, len(row)) if row[c] is not None and row[c] is row[c - 1])
    return places if len(places) < len(row) - 1 else ()


def _goes_on(texts: Texts, places: Places, row: int) -> bool:
    """Whether a row belongs to the header that the rows above it began."""
    above, here, cells = texts[row - 1], texts[row], places[row]
    filled = [text for text in here if text]
    own = [text for c, text in enumerate(here) if text and cells[c] is not places[row - 1][c]]
    if not own:
        return True
    if is_index_row(here):
        # A row named 甲 over one named 乙 is data.
        return row + 1 >= len(texts) or not re.fullmatch("[甲乙丙丁]", texts[row + 1][0])
    if all(is_unit(text) for text in own) or (unit_line(here[0]) and all(is_unit(t) for t in filled if t != here[0])):
        return True
    kinds = [_kind(text) for text in own]
    if any(kind in ("number", "missing") for kind in kinds) or any(len(text) > _LONGEST_NAME for text in own):
        return False
    if not _HAN.search("".join(own)) and _HAN.search("".join(above)) and "year" not in kinds:
        return _numbers_below(texts, row)  # the same names in a foreign language
    names = [kind in ("word", "period", "year") for kind in kinds]
    if _is_under_merged(places, row):
        return all(names) or (sum(names) > 0 and _numbers_below(texts, row))
    if cells[0] is None or cells[0] is places[row - 1][0] or here[0] == above[0]:
        # Nothing names this row, so it can only name columns; unless no numbers follow.
        return all(names) and (len(own) > 1 or not above[-1]) and _numbers_below(texts, row)
    return False


def _is_under_merged(places: Places, row: int) -> bool:
    """Whether a cell right above is merged across columns that have cells of their own here, or reaches down here.

    A group of rows merged in the first column alone makes no header.
    """
    above, here = places[row - 1], places[row]
    width = len(here)
    for c in range(1, width):
        pair = above[c] is not None and above[c] is above[c - 1]
        if pair and (here[c] is not above[c]) and here[c] is not here[c - 1] and (c > 1 or here[0] is not above[0]):
            whole = all(cell is above[c] for cell in above)
            return not whole and (here[0] is None or here[0] is above[0] or above[0] is above[1])
    return any(here[c] is not None and here[c] is above[c] for c in range(1, width)) and here[0] is above[0]


def _numbers_below(texts: Texts, row: int) -> bool:
    return any(_kind(text) in ("number", "measure") for below in texts[row + 1 : row + 12] for text in below[1:])


def _mostly(body: Texts, column: int, kinds: tuple[Kind, ...]) -> bool:
    found = [k for row in body if (k := _kind(row[column])) != "empty"]
    return bool(found) and sum(1 for k in found if k in kinds) >= 0.6 * len(found)


def _is_numeric(texts: Texts, body: Texts, column: int, header: int) -> bool:
    """Whether the cells of a column are quantities and not names; in the first column numbers with units are names."""
    found = [k for row in body if (k := _kind(row[column])) not in ("empty", "missing")]
    values = sum(1 for k in found if k in ("number", "measure", "year"))
    if not found or values < 0.5 * len(found) or _is_serial(texts, body, column, header):
        return False
    if column == 0:
        return sum(1 for k in found if k == "number") >= 0.5 * len(found)
    years = sum(1 for k in found if k == "year")
    headed = any(re.search(r"年[份度]|时间", row[column]) for row in texts[:header])
    return not (headed and years >= 0.8 * len(found))


def _is_serial(texts: Texts, body: Texts, column: int, header: int) -> bool:
    """Whether a column counts or codes the rows: called so, or 1, 2, 3 under no name."""
    names = [row[column] for row in texts[:header] if row[column]]
    if any(_SERIAL.fullmatch(name) for name in names):
        return column == 0 or not any(re.fullmatch(r"排\s*名|[位名]\s*次", name) for name in names)
    numbers = [row[column] for row in body if row[column]]
    if column or names or len(numbers) < 3:
        return False
    counted = [str(i) for i in range(1, len(numbers) + 1)]
    return numbers == counted or (all(_ORDINAL.fullmatch(n) for n in numbers) and not all(n.isdigit() for n in numbers))


def _is_group(places: Places, column: int) -> bool:
    """Whether cells of a column are merged down over rows."""
    return any(a[column] is not None and a[column] is b[column] for a, b in pairwise(places))
