"""A Table of a document as words: header over body, the columns that name the rows, those that hold values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...records import Span, Table
from ..vocabulary import Member
from .table_lines import NUMBERED, PLACES, RANKED, SERIAL
from .table_names import word
from .table_units import unit

_UNIT_COLUMN = re.compile(r"(?:计量|数量)?单\s*位(?:名称)?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_LABEL = 12
"""A column behind the labels belongs to them when it holds words only, of this many characters at most."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table as words: ``header`` rows over ``body`` rows, each row led by ``labels`` columns."""

    header: tuple[tuple[str, ...], ...]
    body: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[Span, ...], ...]
    labels: tuple[int, ...]
    values: tuple[int, ...]
    captions: tuple[str, ...]
    units: int | None


def grid_of(text: str, table: Table) -> Grid | None:
    """A table's cells told apart; None where no cell stands under or beside a header."""
    words = [tuple(text[a:b].strip() for a, b in row) for row in table.rows]
    width = len(words[0]) if words else 0
    top = min(table.header, len(words))
    if len(words) <= top or width < 2:
        return None
    captions = tuple(words[r][0] for r in range(top) if width > 1 and len(set(table.rows[r])) == 1)
    header = tuple(words[r] for r in range(top) if len(set(table.rows[r])) > 1)
    body = [(w, s) for w, s in zip(words[top:], table.rows[top:], strict=True) if w not in header]
    if not body:
        return None
    names = ["".join(dict.fromkeys(row[c] for row in header)) for c in range(width)]
    first = _labels(table, names, [w for w, _ in body])
    units = next((c for c in range(width) if _UNIT_COLUMN.fullmatch(names[c]) and _gives_units(body, c)), None)
    labels = tuple(c for c in range(first) if c != units and not _serial(names[c], [w[c] for w, _ in body]))
    values = tuple(c for c in range(first, width) if c != units)
    return Grid(header, tuple(w for w, _ in body), tuple(s for _, s in body), labels, values, captions, units)


def unfolded(text: str, table: Table) -> tuple[Table, ...]:
    """The tables that stand side by side in one whose columns begin again: 排名 | 城市 | 排名 | 城市."""
    width = len(table.rows[0]) if table.rows else 0
    names = ["/".join(text[a:b].strip() for a, b in column) for column in zip(*table.rows[: table.header], strict=True)]
    for count in (2, 3, 4):
        part = width // count
        if part > 1 and names and part * count == width and all(names) and names[:part] * count == names:
            return tuple(
                replace(
                    table, rows=tuple(row[at : at + part] for row in table.rows), labels=min(table.labels, part - 1)
                )
                for at in range(0, width, part)
            )
    return (table,)


def _labels(table: Table, names: Sequence[str], body: Sequence[Sequence[str]]) -> int:
    """How many columns name the rows: those the table says, and the short words behind them (序号 | 地区 | 类别)."""
    count = max(1, table.labels)
    count += count == 1 and len(names) > 2 and _serial(names[0], [row[0] for row in body])
    while count < len(names) - 1:
        cells = [row[count] for row in body if row[count]]
        wordy = len(cells) * 2 > len(body) and not any(any(c.isdecimal() for c in cell) for cell in cells)
        if not wordy or max(map(len, cells)) > _LABEL or all(set(cell) <= set("—-–…/.\\") for cell in cells):
            break
        count += 1
    return min(count, len(names) - 1)


def _serial(name: str, cells: Sequence[str]) -> bool:
    """Whether a column only counts the rows."""
    if SERIAL.fullmatch(name):
        return True
    if RANKED.fullmatch(name):
        return all(cell.isdecimal() for cell in cells)
    numbers = [cell for cell in cells if cell.isdecimal() and not _YEAR.fullmatch(cell)]
    return not name and len(numbers) == len(cells) and numbers == [str(i + 1) for i in range(len(cells))]


def _gives_units(body: Sequence[tuple[Sequence[str], Sequence[Span]]], column: int) -> bool:
    cells = [words[column] for words, _ in body if words[column]]
    return 2 * sum(unit(cell) is not None for cell in cells) > len(cells)


def over(grid: Grid, column: int) -> tuple[str, ...]:
    """The distinct words over a column, from the top."""
    return tuple(dict.fromkeys(row[column] for row in grid.header if row[column]))


# What stands over the names of bodies, goods or causes, which are members whatever their names say.
_MEMBERS = re.compile(
    r"(?:学院|院系|.{0,4}银行|.{0,6}金融机构|.{0,4}机构|保险公司|担保公司|.{0,4}法院|.{0,2}(?:申请|权利|专利权|持有)人|(?:获贷|质押|投保|参保|承保)?企业"
    r"|单位|.{0,2}高校|院校|学校|.{0,2}海关|部门|案由|.{0,4}渠道|.{0,4}环节|(?:货物|商品|产品)(?:类别|种类|品类)?|品类|口岸)(?:名称)?"
)
_INDUSTRIES = re.compile(
    r"(?:所属|重点|主导|优势|特色|细分)?(?:行业|产业|领域|产业链|技术领域|行业门类|产业集群)(?:名称|类别|分类)?"
)
_IN_ALL = re.compile(r"(?:合|总|小|共)\s*计|总\s*数|全部|汇总|全[省市区县州校行院国]")


def member_kind(header: str) -> str:
    """The dimension of the names under a header: 银行 -> 成员, 行业 -> 行业; "" where they name what is counted."""
    plain = re.sub(r"\s+", "", header)
    return "行业" if _INDUSTRIES.fullmatch(plain) else "成员" if _MEMBERS.fullmatch(plain) else ""


def _members(words: Sequence[str], kinds: Sequence[tuple[int, str]]) -> tuple[Member, ...]:
    """The members that the labels of a row are; a total is none."""
    return tuple((kind, words[c]) for c, kind in kinds if words[c] and not _IN_ALL.fullmatch(words[c]))


def before(grid: Grid) -> Iterator[tuple[tuple[str, ...], bool, tuple[Member, ...], frozenset[str]]]:
    """For each row the distinct words that name it, those of a row that heads a group first; and if it is a place.

    The third is what of them names a member, by the header over its column (银行, 学院, 行业); the fourth what only
    says where such a member is from (企业 | 所在区), and neither where nor of what its numbers are.
    """
    headed = ["".join(dict.fromkeys(row[c] for row in grid.header)) for c in grid.labels]
    kinds = [(c, kind) for c, name in zip(grid.labels, headed, strict=True) if (kind := member_kind(name))]
    origins = _origins(grid, headed, kinds)
    places = bool(headed) and bool(PLACES.fullmatch(headed[-1])) and grid.labels[-1] not in origins
    group = ""
    for words, spans in zip(grid.body, grid.spans, strict=True):
        own = tuple(dict.fromkeys(words[c] for c in grid.labels if words[c]))
        empty = bool(own) and not any(words[c] for c in grid.values)
        heads = len(set(spans)) == 1 or (empty and (len(grid.values) > 1 or bool(NUMBERED.match(own[0]))))
        if heads:
            group = own[0] if own and word(own[0]).role != "other" else ""
            yield (), False, (), frozenset()
        else:
            grouped = group and own and not _own_name(group, own[0])
            aside = frozenset(words[c] for c in origins)
            yield ((group, *own) if grouped else own), places, _members(words, kinds), aside


def _origins(grid: Grid, headed: Sequence[str], kinds: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    """The columns of places behind one whose names are members, each in one row only."""
    keys = [c for c, kind in kinds if kind == "成员"]
    if not keys:
        return ()
    names = [row[keys[0]] for row in grid.body if row[keys[0]]]
    if len(set(names)) < len(names):
        return ()
    return tuple(c for c, name in zip(grid.labels, headed, strict=True) if c > keys[0] and _ORIGIN.fullmatch(name))


_ORIGIN = re.compile(rf"(?:所属|所在|注册|归属)(?:地区?|区县?|县[市区]?|市|城市|省[份市]?|国家?|区域)|{PLACES.pattern}")


def _own_name(group: str, label: str) -> bool:
    """Whether a row names in full what it counts, so that the group's heading is no part of it."""
    role = word(label).role
    return role == "known" or (role == "measure" and word(NUMBERED.sub("", group)).role == "known")


def numbers_columns(words: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 甲 | 1 | 2 | 3."""
    digits = [w for w in words if w.isdecimal()]
    return len(digits) > 1 and digits == [str(i + int(digits[0])) for i in range(len(digits))] and (
        len(digits) == len(words) or words[0] in ("甲", "乙", "栏次", "列次", "行次", "A")
    ) and int(digits[0]) <= 2  # fmt: skip
