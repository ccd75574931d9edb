"""What the lines around a table say of it: its title, the line that gives the unit, the notes below."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...records import Span, Table
from .blocks import Block

_REACH = 5  # lines above a table that may belong to it
_LONGEST = 60
_NOTE_LENGTH = 400
_UNIT = r"(?:计量|数量|金额|货币)?单位\s*[:：]\s*(?P<{0}>[^（）()。；;]{{1,40}}(?:[（(][^（）()]{{1,12}}[）)])?)"
_UNIT_LINE = re.compile(rf"[（(【\[]?\s*(?P<unit>{_UNIT.format('what')}?)\s*[）)】\]]?")
_UNIT_TAIL = re.compile(
    rf"\s*[（(【\[]\s*(?P<a>{_UNIT.format('x')})\s*[）)】\]]\s*$|\s+(?P<b>{_UNIT.format('y')})\s*$|[，,、；;]\s*(?P<c>{_UNIT.format('z')})\s*$"
)
# 单位 also means an organisation; such a line names who filled in the form.
_ORGAN = re.compile(
    r"(?:局|公司|政府|委员会|大学|学院|中心|协会|厅|办公室|研究院|医院|银行|名称|（?盖章）?|\(盖章\))\s*$"
)
_NUMBERED = re.compile(
    r"(?:附?表|续表|附录表|Table\s)\s*[\dA-Z一二三四五六七八九十]{1,3}(?:[-—–.．]\d{1,3}){0,3}(?!\d)(?!\s*(?:所示|显示|可见|中|可以|反映|列出|给出|的))"
    r"|\d{1,2}(?:[-–—]\d{1,2}){1,2}[\s\u3000]+(?=\S*[\u4e00-\u9fff])"
)
_NAMED = re.compile(
    r"(?:表|情况|统计|一览|清单|名单|目录|明细|汇总|统计图|情况图|趋势图)(?:[（(][^（）()]{1,24}[）)])*$"
)
_POINTER = re.compile(
    r"^附?[表图]\s*[\d-]+\s*(?:所示|显示|可见|反映|列出|给出)|[如见](?:下|附|后)?[表图]|如下|下表|具体情况$|有关情况$"
)
_GROUPS = re.compile(r"(?=.*[\u4e00-\u9fff]{4})(?=.*(?:各|分|按|主要|历年|(?:19|20)\d{2}\s*年)).{5,}$")
_SENTENCE = re.compile(r"[。！？!?；;，,：:、]$|[。！？；]")
_ASIDE = re.compile(
    r"[（(]?(?:截至|截止)?(?:19|20)\d{2}\s*年?(?:度|末|底)?(?:\s*[-—–~至]\s*(?:19|20)?\d{1,4}\s*年?)?(?:\s*\d{1,2}\s*月?(?:\s*[-—–~至]\s*\d{1,2}\s*月)?(?:末|底|\d{1,2}日)?)?\s*[）)]?"
    r"|(?:表\s*号|制定机关|制表机关|制表单位|批准机关|批准文号|备案机关|备案文号|文\s*号|有效期至?|填报单位|填报机关|编制单位|填报日期|报表日期|报告期"
    r"|统计时间|统计期间?|时间|综合机关名称|组织机构代码|统一社会信用代码|行政区划代码)\s*[（(]?(?:盖?章|公章)?[）)]?\s*[:：].{0,40}|[（(]?续表?[）)]?|[（(](?:共\s*\d+\s*[家个项名件人户].{0,20}|.{0,16}(?:不分先后|排序|为序|排列).{0,8})[）)]|附件\s*[\d一二三四五六七八九十]*\s*[:：]?"
)
_YEAR_LINE = re.compile(r"[（(][^（）()]*(?:19|20)\d{2}[^（）()]*[）)]")
_NOTE = re.compile(
    r"(?:附?注|备注|说明|数据说明|指标说明|(?:资料|数据)?来源|Note|Source)\s*\d{0,2}\s*[:：.．、]|[（(]?注\s*\d{0,2}\s*[）):：]|[①-⑳]|[*＊※†]",
    re.IGNORECASE,
)
_BARE_NOTE = re.compile(r"(?:附?注|备注|说明)\s*[:：]")
_MARK = re.compile(r"[①-⑳*＊※†]")
_NUMBERED_NOTE = re.compile(r"[（(]?(\d{1,2})[）).．、]\s*\S")
_NOTE_NUMBER = re.compile(r"(?:^|[:：\s。；;])[（(]?(\d{1,2})[）).．、](?!\d)")


@dataclass(frozen=True, slots=True)
class Caption:
    """A table's title without its unit, and the text of its unit line (单位：件)."""

    title: str | None = None
    unit: str | None = None


def located(blocks: Sequence[Block], starts: Sequence[int]) -> tuple[Table, ...]:
    """The tables of a document in order, with what the lines around them say; ``starts`` of each block."""
    tables: list[Table] = []
    for position, (block, start) in enumerate(zip(blocks, starts, strict=True)):
        if block.table is not None:
            table = _moved(block.table, start)
            found = caption(blocks[max(0, position - _REACH) : position])
            own = split_unit(table.title) if table.title else Caption()
            unit = table.unit or own.unit or found.unit
            notes = _notes(blocks, starts, position, table.notes)
            tables.append(replace(table, title=own.title or found.title, unit=unit, notes=notes))
    return tuple(tables)


def caption(before: Sequence[Block]) -> Caption:
    """What the lines right above a table, the nearest last, say of it."""
    unit: str | None = None
    year = ""
    for block in reversed(before):
        line = " ".join(block.text.split())
        if block.table or len(line) > _LONGEST + 20:
            break
        if unit is None and (given := unit_line(line)):
            unit = given
        elif is_title(line) or (_may_be_title(line) and (unit is not None or _speaks_of_groups(block, line))):
            found = split_unit(line)
            title = found.title and (found.title if year in found.title else found.title + year)
            return Caption(title, unit or found.unit)
        elif not is_aside(line):
            break
        elif _YEAR_LINE.fullmatch(line):
            year = line
    return Caption(None, unit)


def heads_table(blocks: Sequence[Block], position: int) -> bool:
    """Whether a line numbered as a table (表1, 附表1) stands over one, a unit line or an aside between them at most."""
    if not _NUMBERED.match(blocks[position].text) or not is_title(blocks[position].text):
        return False
    for block in blocks[position + 1 : position + 1 + _REACH]:
        if block.table is not None:
            return True
        if not unit_line(block.text) and not is_aside(block.text):
            return False
    return False


def unit_line(line: str) -> str | None:
    """The unit that a line gives, when it says nothing else: 单位：件, without brackets."""
    match = _UNIT_LINE.fullmatch(line.strip())
    if match is None or not match["what"] or _ORGAN.search(match["what"]):
        return None
    return match["unit"].strip()


def split_unit(title: str) -> Caption:
    """A title parted from the unit at its end: 授权量（单位：件）."""
    match = _UNIT_TAIL.search(title)
    if match is None or match.start() == 0:
        return Caption(title.strip() or None, None)
    unit = match["a"] or match["b"] or match["c"]
    if _ORGAN.search(unit):
        return Caption(title.strip(), None)
    return Caption(title[: match.start()].strip(), unit.strip())


def is_title(line: str) -> bool:
    """Whether a line reads as the title of a table: numbered (表1), named (…一览表), or with the unit at its end."""
    found = split_unit(line)
    title = found.title or ""
    if len(title) > _LONGEST or _POINTER.search(title):
        return False
    if _NUMBERED.match(title):
        return not re.search(r"[。！？；]|[，,：:、]$", title)
    return not _SENTENCE.search(title) and (found.unit is not None or bool(_NAMED.search(title)))


def is_aside(line: str) -> bool:
    """Whether a line belongs to a table's head and is neither its title nor its unit: a period, 表号：…, 续表."""
    return bool(_ASIDE.fullmatch(line.strip()))


def is_note(line: str) -> bool:
    """Whether a line opens the notes below a table."""
    return bool(_NOTE.match(line.strip()))


def _may_be_title(line: str) -> bool:
    """Whether a line over a unit line may be a title although nothing in it says so."""
    return len(line) <= 45 and not _SENTENCE.search(line) and not _POINTER.search(line) and not is_aside(line)


def _speaks_of_groups(block: Block, line: str) -> bool:
    """Whether a line over a table speaks of years or of one after the other: 各区县研发经费投入, 2023年主要指标."""
    return (
        block.level is None
        and "，" not in line
        and bool(_GROUPS.match(line))
        and not re.match(r"[（(【第]|.*(?:[〕）)】号日编]$|的$)", line)
    )


def _notes(blocks: Sequence[Block], starts: Sequence[int], position: int, own: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans of the notes below the table at ``position``; ``own`` are those that the table itself holds."""
    notes = list(own)
    number, opened = 0, False
    for block, start in zip(blocks[position + 1 :], starts[position + 1 :], strict=True):
        span = (start, start + len(block.text))
        line = block.text.strip()
        if block.table or block.level is not None or len(line) > _NOTE_LENGTH:
            break
        if span not in own:
            next_one = _NUMBERED_NOTE.match(line)
            goes_on = next_one and (number or opened) and int(next_one[1]) == number + 1
            if not (goes_on or (is_note(line) and _is_marked(line, blocks[position].text))):
                break
            notes.append(span)
        opened = bool(_BARE_NOTE.fullmatch(line))
        number = max((int(m[1]) for m in _NOTE_NUMBER.finditer(line)), default=number)
    return tuple(notes)


def _is_marked(line: str, table: str) -> bool:
    """Whether a note that opens with a mark alone (①, *) explains one that stands in the table."""
    return not _MARK.match(line) or line[0] in table


def _moved(table: Table, by: int) -> Table:
    rows = tuple(tuple((start + by, end + by) for start, end in row) for row in table.rows)
    notes = tuple((start + by, end + by) for start, end in table.notes)
    return replace(table, start=table.start + by, end=table.end + by, rows=rows, notes=notes)
