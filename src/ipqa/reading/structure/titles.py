"""The title of a document: an explicit one, else the first lines that read as one, wrapped lines put together."""

import re
from collections.abc import Sequence

from .blocks import Block

_EXPLICIT = 50
_FIRST = 20
_LINES = 12
# What stands above the title of an official document (GB/T 9704): masthead, numbers, grades, labels, dates.
_ABOVE = re.compile(
    r"(?:https?://|www\.)\S+$"
    r"|[\u4e00-\u9fff（）、]{2,40}文件$"
    r"|[（(]?第\s*[\d〇零一二三四五六七八九十百]{1,6}\s*[号期][）)]?$|[（(]?总第\s*\d+\s*期[）)]?$"
    r"|.{1,14}[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］)）】]\s*(?:第\s*)?\d{1,5}\s*号"
    r"|(?:索引号|主题分类|发文机关|发布机构|成文日期|发布日期|发文字号|文号|公开方式|信息来源|来源|时间|签发人|密级|紧急程度|份号)"
    r"[：:\s]"
    r"|(?:特急|加急|平急|绝密|机密|秘密|内部资料|内部文件|公开|急件|征求意见稿|送审稿|讨论稿)[★☆\s\d年]*$"
    r"|附\s*(?:件|录)\s*[\d一二三四五六七八九十]{0,3}\s*[：:]?$"
    r"|首页|当前位置|您(?:现在)?的位置|[>›»|·\-—=*\s\d.]+$"
)
_SERIES = re.compile(r"[\u4e00-\u9fff](?:令|公告|通告|公报)$")
_PERIODICAL = re.compile(r"[\u4e00-\u9fff]{2,20}(?:简报|月报|季报|周报|快报|专报|通讯|信息|动态|要情|参考|摘编)$")
_ISSUE_LINE = re.compile(
    r"(?:(?:19|20)\d{2}\s*年\s*)?[（(]?第\s*\d{1,4}\s*期[）)]?\s*(?:[（(]?总?第?\s*\d{1,5}\s*期[）)]?)?"
)
_NUMBER_LINE = re.compile(r".{1,14}[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］)）】]\s*(?:第\s*)?\d{1,5}\s*号")
_ISSUE = re.compile(r"[（(]?(?:\d{4}\s*年\s*)?第\s*[\d〇零一二三四五六七八九十百]{1,6}\s*[号期]")
_OPENS = re.compile(r"[\u4e00-\u9fff（）、 ]{2,60}(?:关于|印发|转发)|关于")
_ABOUT = re.compile(r"关于|印发|转发")
_ORGAN = re.compile(r"[\u4e00-\u9fff（）、 ]{3,60}(?:政府|办公厅|办公室|委员会|局|部|厅|院|署|中心|银行)$")
_CLOSED = re.compile(
    r"(?:通知|意见|办法|决定|公告|通告|通报|批复|复函|函|报告|请示|纪要|方案|规定|细则|规划|纲要|措施|条例|要点|计划|指南|目录|令|议案|解读)"
    r"(?:》)?(?:的(?:通知|决定|批复|函|公告))?(?:[（(][^（）()]{1,20}[）)])?$"
)
_LONGEST = 100


def title_of(blocks: Sequence[Block]) -> str | None:
    """The explicit title, the first highest heading, or the first line that can be one; None where nothing can."""
    for block in blocks[:_EXPLICIT]:
        if block.level == 0:
            return _line(block)
    for block in blocks[:_FIRST]:
        if block.level == 1:
            return _line(block)
    lines = [_line(b) for b in blocks[:_LINES] if b.table is None and not b.plain]
    pairs = zip(lines, [*lines[1:], ""], strict=False)
    found = next((i for i, (line, below) in enumerate(pairs) if not stands_above(line, below)), None)
    if found is None:
        return lines[0][:_LONGEST] if lines else None
    if _PERIODICAL.fullmatch(lines[found]) and _ISSUE_LINE.fullmatch((*lines, "")[found + 1]):
        return f"{lines[found]} {lines[found + 1]}"
    title = _whole(lines[found:])
    return title if len(title) <= _LONGEST else None


def stands_above(line: str, below: str) -> bool:
    """Whether a line stands above the title; an order or a notice does so with its number below, joint issuers too."""
    masthead = _ORGAN.fullmatch(line) and (_ORGAN.fullmatch(below) or _NUMBER_LINE.match(below))
    return bool(masthead or _ABOVE.match(line) or (_SERIES.search(line) and _ISSUE.match(below)))


def _whole(lines: Sequence[str]) -> str:
    """A title that is wrapped over the first lines: it begins as an official one and is not closed yet."""
    title = lines[0]
    if _ORGAN.match(title) and len(lines) > 1 and _ABOUT.match(lines[1]):
        return title + _whole(lines[1:])
    if not _OPENS.match(title) or re.search(r"[。；！？]", title):
        return title
    for line in lines[1:4]:
        if _CLOSED.search(title) or len(line) > 40 or re.search(r"[。；：:！？]", line):
            break
        if _CLOSED.search(title + line) or len(lines) > 2:
            title += line
    return title if _CLOSED.search(title) else lines[0]


def _line(block: Block) -> str:
    return " ".join(block.text.split())
