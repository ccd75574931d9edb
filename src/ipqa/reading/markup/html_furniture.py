"""What surrounds the article on a web page: menus, paths, share bars, lists of other pages, the site's imprint.

An element goes only when it is small beside the page, or hardly more than links beside an article: the article is never
among what is left out.
"""

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from .html_tables import is_data
from .html_tree import Node

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|submenu|bread|breadcrumbs?|crumbs?|sidebar|footer|foot|share|sharing|bdshare\w*|top-?bar|header"
    r"|toolbar|copyright|related|recommend|advert|ads?|login|qrcode|ewm|pagination|pager|cookie|weizhi|dqwz|location|prevnext"
    r"|friendlinks?|hotnews|fontsize|print|dibu|sitemap|search)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TAGS = frozenset(("nav", "footer", "aside", "header"))
_BARS = frozenset(("div", "ul", "ol", "p", "td", "section", "dl", "center", "menu", "table", "span"))
_OTHERS = re.compile(
    r"[【\[■◆>»\s]*(?:相关(?:阅读|链接|文章|新闻|信息|内容|稿件|报道|解读|政策|文件)|政策解读|图解|延伸阅读|热点(?:新闻|推荐|文章|信息)|猜你喜欢|推荐阅读"
    r"|最新(?:发布|文章|信息)|热门(?:文章|新闻)|点击排行|友情链接|网站导航)[】\]：:\s更多>»]*$"
)
_FILES = re.compile(
    r"\.(?:docx?|docm|xlsx?|xlsm|pptx?|pdf|wps|et|dps|ofd|zip|rar|7z|txt|csv|ceb|caj|rtf)$", re.IGNORECASE
)
_SMALL = 600
_BAR = 300
_LIST = 3_000
_ARTICLE = 300

_PATH = re.compile(r"(?:[您你]?(?:当前|现在)?(?:的|所在)?(?:的)?位置|当前页面)\s*[:：>]|(?:网站)?首页\s*[>›»／/→]")
_NEIGHBOUR = re.compile(
    r"[【\[（(<«]?\s*(?:上|下|前|后)一?(?:篇|条|页)(?:文章|信息|新闻)?\s*[】\]）)>»]?\s*(?:[:：].*|$)"
)
_IMPRINT = re.compile(
    r"网站标识码|ICP备|公网安备|版权所有|copyright\s*[©(]|技术支持\s*[:：]|建议使用.{0,30}浏览器|政府网站找错",
    re.IGNORECASE,
)
_BESIDE_IMPRINT = re.compile(
    r"(?:(?:网站)?(?:主办|承办|协办|维护)(?:单位)?|地址|联系地址|邮编|邮政编码|(?:联系)?电话|传真|访问量|您是第)\s*[:：]|联系我们|网站地图|关于我们"
)
# What a control of the page says; a line of nothing else is none of the document.
_CONTROL = re.compile(
    r"打印(?:本页|文章|本文|此页|页面)?|关闭(?:本页|窗口|页面)?|收藏(?:本页|本文)?|返回(?:顶部|列表|首页|上一页|上级)?|加入收藏|设为首页|我要?纠错|纠错"
    r"|分享(?:到|至|本文)?|转发(?:到|至)?|字[号体](?:大小)?|微信(?:朋友圈|好友)?|新浪微博|腾讯微博|微博|QQ空间|QQ好友|人人网|朋友圈"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数|人次)?\s*[:：]\s*[\d,]*\s*次?|(?:浏览|阅读|点击)\s*\d+\s*次|朗读|语音播报|听全文|无障碍(?:浏览|阅读|版)?|(?:进入)?(?:关怀|长者|老年|适老)(?:版|模式|助手)?"
    r"|视力保护色|保护视力色|扫一扫.{0,16}|扫码.{0,12}|打开微信.{0,20}|超大|特大|默认|下载(?:本文|全文)?(?:WORD|PDF)?版?|用微信扫.{0,20}"
    r"|我要(?:评论|留言)|点赞|举报|更多|登录|注册|简体|繁[体體]|English"
)
_SITE_NAME = re.compile(r"[\u4e00-\u9fff]{2,20}(?:政府|局|厅|委员会|办公室|网站?|门户)")
_SIZES = re.compile(r"(?:[\s\[（(【]*[大中小][\s\]）)】/|]*){2,3}")
_BETWEEN = re.compile(r"[\s\[\]【】（）()|｜/、，,:：;；·•+\-—_>»<«]+")
_ABOUT = re.compile(r"(?:发布|发文|公开|更新|成文|印发)?(?:时间|日期)\s*[:：]|来源\s*[:：]|作者\s*[:：]|信息来源")
_INLINE = re.compile(
    r"\s*[|｜]?\s*(?:[【\[（(]?\s*字[号体](?:大小)?\s*[:：]?[\s\[（(【]*[大中小](?:[\s\]）)】/|｜]*[大中小]){1,2}[\s\]）)】]*"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数|人次)?\s*[:：]\s*[\d,]*\s*次?"
    r"|[【\[]\s*(?:打印|关闭|收藏|分享|返回)(?:本页|窗口|文章|正文)?\s*[】\]]|(?:打印|关闭)(?:本页|窗口|页面)?(?=\s|$)"
    r"|分享(?:到|至)\s*[:：]?.*$|扫一扫.{0,16}$)"
)


def attachment(node: Node) -> str | None:
    """The name of the file that a link leads to; None when it leads to a page."""
    path = unquote(urlsplit(node.get("href")).path) if _is_address(node.get("href")) else ""
    words = " ".join(node.text().split())
    if (
        not _FILES.search(path)
        and not (_FILES.search(words) and node.get("href"))
        and "download" not in node.attributes
    ):
        return None
    return words or node.get("title") or path.rpartition("/")[2] or None


def _is_address(href: str) -> bool:
    try:
        return not href.lower().startswith(("javascript:", "mailto:")) and urlsplit(href) is not None
    except ValueError:
        return False


def prune(root: Node) -> None:
    """Takes the furniture out of a page, in place."""
    prose = root.length - root.linked
    _prune(root, max(prose, 1), root.length)


def _prune(node: Node, prose: int, whole: int) -> None:
    kept: list[Node | str] = []
    announced = False
    for position, child in enumerate(node.children):
        if isinstance(child, str) or child.length == 0:
            kept.append(child)
            continue
        label = _is_label(child) and _is_list(_following(node.children[position + 1 :]))
        if label or (announced and _is_list(child)) or _is_furniture(child, prose, whole):
            announced = label
            if _is_imprint(child):
                _take_beside(kept)
            continue
        announced = False
        if not (child.tag == "table" and is_data(child)):
            _prune(child, prose, whole)
        kept.append(child)
    node.children = kept


def _take_beside(kept: list[Node | str]) -> None:
    """Takes away the site's address, keeper and telephone, which stand before its marks of registration."""
    while kept:
        last = kept[-1]
        words = last if isinstance(last, str) else last.text()
        if words.strip() and (len(words.strip()) > 120 or not _BESIDE_IMPRINT.match(words.strip())):
            return
        kept.pop()


def _is_furniture(node: Node, prose: int, whole: int) -> bool:
    own = node.length - node.linked
    if own > 0.4 * prose and own > 40:
        return False  # the article is in here
    if node.tag in _TAGS and not _holds(node, ("h1",)):
        return own < _SMALL
    names = f"{node.get('class')} {node.get('id')}".strip()
    if names and _NAMED.search(names) and not _holds(node, ("h1",)) and not _files(node):
        return own < _SMALL
    if node.tag not in _BARS:
        return False
    if _is_others(node) or _is_imprint(node):
        return True
    return _is_link_bar(node, prose, whole)


def _is_link_bar(node: Node, prose: int, whole: int) -> bool:
    """Whether an element is hardly more than links to other pages."""
    if node.links < 3 or node.linked < 0.7 * node.length or (node.tag == "table" and is_data(node)):
        return False
    if _files(node) or any(inner.tag == "table" and is_data(inner) for inner in node.iter()):
        return False
    if node.length < _BAR and prose > 0.3 * whole:
        return True
    if prose > _ARTICLE and prose > 0.3 * whole:
        return node.length < _LIST and node.links >= 5
    # On a page that is a list of links, only its short menus are furniture.
    return node.length < 60 and node.length < 0.2 * whole


def _is_label(node: Node) -> bool:
    """Whether an element says no more than 相关阅读."""
    return node.length <= 16 and bool(_OTHERS.match(node.text().strip()))


def _following(rest: Sequence[Node | str]) -> Node | None:
    return next((one for one in rest if isinstance(one, Node) and one.length), None)


def _is_list(node: Node | None) -> bool:
    """Whether an element under 相关阅读 is what that announces."""
    if node is None:
        return False
    return node.links > 0 and node.linked >= 0.5 * node.length and node.length < _LIST and not _files(node)


def _is_others(node: Node) -> bool:
    """Whether an element opens with 相关阅读 and goes on with links."""
    if node.links == 0 or node.length > _LIST or _files(node):
        return False
    first = next((c for c in node.children if (c.strip() if isinstance(c, str) else c.length)), None)
    words = first if isinstance(first, str) else first.text() if first is not None and first.length <= 16 else ""
    return bool(_OTHERS.match(words.strip())) and node.linked >= 0.5 * (node.length - len("".join(words.split())))


def _is_imprint(node: Node) -> bool:
    return node.length < _SMALL and node.tag in ("div", "td", "table") and len(_IMPRINT.findall(node.text())) >= 2


def _holds(node: Node, tags: Sequence[str]) -> bool:
    return any(inner.tag in tags for inner in node.iter())


def _files(node: Node) -> bool:
    return any(inner.tag == "a" and attachment(inner) for inner in node.iter())


def without_controls(line: str) -> str:
    """A line without what only works on the page; empty when it holds nothing else."""
    if len(line) > 250:
        return line
    if _PATH.match(line) or _NEIGHBOUR.match(line):
        return ""
    if _CONTROL.search(line) or _SIZES.search(line):
        rest = _SIZES.sub("", _CONTROL.sub("", line)) if len(line) <= 120 else line
        words = _BETWEEN.sub("", rest)
        if not words or (_SITE_NAME.fullmatch(words) and len(_CONTROL.findall(line)) > 1):
            return ""
    return _INLINE.sub("", line).strip() if _ABOUT.search(line) else line


def imprint_start(lines: Sequence[str]) -> int:
    """Where among the last lines the site's imprint begins; their number when there is none."""
    first = next((i for i, line in enumerate(lines) if len(line) <= 160 and _IMPRINT.search(line)), len(lines))
    if any(len(line) > 160 for line in lines[first:]):
        return len(lines)
    while 0 < first < len(lines) and len(lines[first - 1]) <= 160 and _BESIDE_IMPRINT.search(lines[first - 1]):
        first -= 1
    return first
