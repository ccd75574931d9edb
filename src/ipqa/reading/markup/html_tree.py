"""The part of a page that can be seen, as a shallow tree of our own, with what there is of text and links in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .html_style import Sight, declarations, sheet, sight

_BLOCK_TAGS = """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th
    thead tr ul
"""
_DROPPED_TAGS = """
    script style noscript template iframe frame frameset svg canvas select option datalist input textarea button object
    embed audio video head meta link map title annotation annotation-xml rt rp area base
"""
BLOCKS = frozenset(_BLOCK_TAGS.split())
_DROPPED = frozenset(_DROPPED_TAGS.split())
_HAN = re.compile(r"[\u3400-\u9fff]")
_DEEPEST = 80
_UNSEEN = 4  # ideographs; less is an icon or a mark


@dataclass(slots=True)
class Node:
    """An element; ``length`` counts its characters without spaces, ``linked`` those in links, ``links`` the links."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)
    marker: str | None = None
    length: int = 0
    linked: int = 0
    links: int = 0

    def nodes(self) -> Iterator["Node"]:
        """The elements among the children."""
        return (child for child in self.children if isinstance(child, Node))

    def iter(self) -> Iterator["Node"]:
        """The element and all below it, in document order."""
        yield self
        for child in self.nodes():
            yield from child.iter()

    def text(self) -> str:
        """All text in it, as it stands in the source."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""


@dataclass(slots=True)
class _Open:
    """An element that is being built, and the next child of the source to look at."""

    node: Node
    sight: Sight
    following: LexborNode | None
    flat: bool = False  # too deep: its children go to the element above


def visible_tree(tree: LexborHTMLParser) -> tuple[Node, bool]:
    """The page's body without what nobody sees, and whether words were left out for that.

    What lies deeper than elements are ever nested on purpose is put into the last one that is not.
    """
    sheets = sheet(tree)
    linked = any("stylesheet" in (n.attributes.get("rel") or "").lower() for n in tree.css("link[rel]"))
    body = tree.body
    root = Node("body")
    if body is None:
        return root, False
    first = sight(Sight(), _said(body, sheets), False)
    stack = [_Open(root, first or Sight(), body.child)]
    unseen = False
    while stack:
        top = stack[-1]
        child = top.following
        if child is None:
            _close(stack)
            continue
        top.following = child.next
        tag = child.tag or ""
        if tag == "-text":
            words = child.text_content or ""
            if top.sight.readable:
                top.node.children.append(words)
            else:
                unseen = unseen or len(_HAN.findall(words)) >= _UNSEEN
        elif tag and not tag.startswith(("-", "!")) and tag not in _DROPPED:
            seen = _sight(child, top.sight, sheets, linked)
            if seen is None:
                unseen = unseen or _has_words(child)
            else:
                _open(stack, child, tag, seen)
    return root, unseen


def _open(stack: list[_Open], child: LexborNode, tag: str, seen: Sight) -> None:
    if len(stack) > _DEEPEST:
        above = stack[-1].node
        last = above.children[-1] if above.children else None
        if tag in BLOCKS and not (isinstance(last, Node) and last.tag == "br"):
            above.children.append(Node("br"))
        stack.append(_Open(above, seen, child.child, flat=True))
    else:
        stack.append(_Open(Node(tag, dict(child.attributes), marker=seen.marker), seen, child.child))


def _close(stack: list[_Open]) -> None:
    done = stack.pop()
    node = done.node
    if done.flat:
        return
    for child in node.children:
        if isinstance(child, str):
            node.length += len("".join(child.split()))
        else:
            node.length += child.length
            node.linked += child.linked
            node.links += child.links
    if node.tag == "a":
        node.linked, node.links = node.length, 1
    if stack:
        stack[-1].node.children.append(node)


def _said(node: LexborNode, sheets: dict[int, dict[str, str]]) -> dict[str, str]:
    """What style sheets, the style attribute and old attributes say of an element."""
    attributes = node.attributes
    said: dict[str, str] = {}
    if attributes.get("bgcolor"):
        said["background-color"] = (attributes["bgcolor"] or "").lower()
    if attributes.get("background"):
        said["background-image"] = "url()"
    if node.tag == "font" and attributes.get("color"):
        said["color"] = (attributes["color"] or "").lower()
    styled = sheets.get(node.mem_id, {})
    said.update(styled)
    for name, words in declarations(attributes.get("style") or "").items():
        if "!important" in words or "!important" not in styled.get(name, ""):
            said[name] = words
    return said


def _sight(node: LexborNode, outer: Sight, sheets: dict[int, dict[str, str]], linked: bool) -> Sight | None:
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return None
    if node.tag == "dialog" and "open" not in attributes:
        return None
    return sight(outer, _said(node, sheets), linked and bool(attributes.get("class") or attributes.get("id")))


def _has_words(node: LexborNode) -> bool:
    """Whether something hidden holds words that are no menu: text outside links."""
    count, current = 0, node.child
    while current is not None and count < _UNSEEN:
        tag = current.tag or ""
        if tag == "-text":
            count += len(_HAN.findall(current.text_content or ""))
        if current.child is not None and tag not in _DROPPED and tag != "a":
            current = current.child
            continue
        while current is not None and current.next is None:
            current = current.parent
            if current is None or current.mem_id == node.mem_id:
                return count >= _UNSEEN
        current = current.next if current is not None else None
    return count >= _UNSEEN
