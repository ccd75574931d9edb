"""HTML: what a reader of the page sees, without scripts, hidden text, menus and footers. Nothing is fetched."""

import re
from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from ...errors import DamagedFile, TooLarge
from ...records import Document
from ...text import INVISIBLE
from .. import text as plain
from ..options import DEFAULTS, Options
from ..structure.assembly import assemble
from ..structure.blocks import Block, Source
from .html_blocks import blocks_of
from .html_furniture import prune
from .html_tree import visible_tree

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TAGS = re.compile(
    r"<(/?)(?:div|span|font|b|i|em|strong|section|article|ul|ol|li|table|tbody|tr|td|blockquote|center)\b", re.I
)
_DEEPEST = 20_000
_SITE = re.compile(
    r"\s*[_|｜]\s*.*$|\s+[-–—]+\s+.*$|[-–—]+[^-–—]{2,24}(?:网站?|局|政府|厅|委员会|部|门户|平台|中心|频道|公报|法规库)$"
)
# What a page is called whose title nobody wrote: the site's name, an editor's or an exporter's word.
_NO_TITLE = re.compile(
    r".{2,20}(?:网|网站|门户|官网|频道|平台|政府|[^关]局|委员会|厅)|首页|详情页?|正文|内容页?|文章(?:内容|详情)?|导出|信息公开(?:目录)?"
    r"|(?:新建|无标题|未命名|untitled|new|microsoft).{0,40}|(?:文档|document|sheet|book|工作簿|表格|table)\s*\d*|index",
    re.IGNORECASE,
)
# Names of <meta> elements on government sites (GB/T 33653 and the State Council's rules on sites), lower case.
_TITLES = ("articletitle",)
_DATES = ("pubdate", "publishdate", "createdate")
_ISSUERS = ("publisher", "fwjg", "contentsource", "source")
_NUMBERS = ("filenumber", "docnumber", "fwzh", "wenhao")
_ORGAN = re.compile(r"[\u4e00-\u9fff（）]{2,30}(?:政府|国务院|办公厅|办公室|委员会|委|局|部|厅|院|署)$")
_DATE = re.compile(r"((?:19|20)\d{2})[-年/.](\d{1,2})[-月/.](\d{1,2})")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[［(（]\s*(?:19|20)\d{2}\s*[〕\]］)）]\s*\d{1,5}\s*号$")
_HEAD = 40
_WRAPPED = 4


def read_html(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """An HTML file as a Document; raises ReadingError or EmptyDocument. Links to files become its attachments."""
    markup = _markup(data, source.name)
    if _depth(markup) > _DEEPEST:
        raise TooLarge(
            f"{source.name} 的标签嵌套过深，已拒绝读取。", f"The tags of {source.name} are nested too deeply."
        )
    tree = LexborHTMLParser(markup)
    if tree.body is None:
        raise DamagedFile(f"{source.name} 不是可读的网页。", f"{source.name} is not a readable web page.")
    root, unseen = visible_tree(tree)
    prune(root)
    blocks, attachments = blocks_of(root)
    said = _metas(tree)
    title, blocks = _titled(blocks, _first(said, _TITLES), _page_title(tree))
    source = _described(source, said, title)
    if unseen:
        source = replace(source, warnings=(*source.warnings, "已忽略页面上看不见的文字。"))
    return replace(assemble(blocks, source), attachments=tuple(attachments))


def _markup(data: bytes, name: str) -> str:
    """The markup decoded: what the bytes are counts for more than what the page declares."""
    if data.startswith(_BOMS):
        return plain.decode(data, name)
    declared = _CHARSET.search(data[:4096])
    encoding = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    # GB2312 is declared where its superset is meant; and any declaration is found over a page in UTF-8.
    for candidate in ("utf-8", "gb18030" if encoding.startswith("gb") or encoding == "hz-gb-2312" else encoding):
        try:
            return data.decode(candidate).translate(INVISIBLE)
        except (LookupError, UnicodeDecodeError):
            continue
    return plain.decode(data, name)


def _depth(markup: str) -> int:
    """How deep tags are nested that are not closed by themselves, roughly."""
    depth = deepest = 0
    for found in _TAGS.finditer(markup):
        depth = max(depth + (-1 if found[1] else 1), 0)
        deepest = max(deepest, depth)
    return deepest


def _page_title(tree: LexborHTMLParser) -> str:
    """The <title> without the site's name behind it."""
    node = tree.css_first("title")
    title = " ".join(node.text(deep=True).translate(INVISIBLE).split()) if node else ""
    return _SITE.sub("", title).strip() or title


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """What the page's <meta> elements say, by name in lower case; the first of each counts."""
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower().strip()
        content = " ".join((node.attributes.get("content") or "").translate(INVISIBLE).split())
        if name and content:
            found.setdefault(name, content)
    return found


def _first(said: dict[str, str], names: Sequence[str]) -> str:
    return next((said[name] for name in names if name in said), "")


def _titled(blocks: list[Block], named: str, title: str) -> tuple[str | None, list[Block]]:
    """The title, and the blocks with its line marked; one that is broken over lines is put together."""
    for wanted in dict.fromkeys(_bare(words) for words in (named, title) if len(_bare(words)) > 3):
        for start in range(min(_HEAD, len(blocks))):
            end = _reaching(blocks, start, wanted)
            if end:
                line = "".join(block.text for block in blocks[start:end]) if end - start > 1 else blocks[start].text
                return line, [*blocks[:start], Block(line, level=0), *blocks[end:]]
    if any(block.level == 1 for block in blocks):
        return None, blocks
    return named or (None if _NO_TITLE.fullmatch(title) else title) or None, blocks


def _reaching(blocks: Sequence[Block], start: int, wanted: str) -> int:
    """The end of the lines from ``start`` that make up the wanted title; 0 when they do not."""
    text = ""
    for end in range(start, min(start + _WRAPPED, len(blocks))):
        if blocks[end].table is not None:
            return 0
        text += _bare(blocks[end].text)
        if text == wanted:
            return end + 1
        if not wanted.startswith(text):
            return 0
    return 0


def _bare(text: str) -> str:
    return "".join(text.split())


def _described(source: Source, said: dict[str, str], title: str | None) -> Source:
    """The source with what the page's <meta> elements say, for where its text is silent."""
    date, number = _DATE.search(_first(said, _DATES)), _first(said, _NUMBERS)
    issuer = next((said[name] for name in _ISSUERS if name in said and _ORGAN.match(said[name])), None)
    return replace(
        source,
        title=source.title or title,
        issuer=source.issuer or issuer,
        number=source.number or (number if _NUMBER.match(number) else None),
        issued_on=source.issued_on or (f"{date[1]}-{int(date[2]):02d}-{int(date[3]):02d}" if date else None),
    )
