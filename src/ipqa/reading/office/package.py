"""Office Open XML packages: their parts as XML, and how the parts refer to one another. Nothing outside is read."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

from lxml import etree

# The namespaces of the transitional form, by which every reader here knows elements and attributes.
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
# The strict form of the standard has names of its own for the same things.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    "wordprocessingml/main": NAMESPACES["w"],
    "drawingml/main": NAMESPACES["a"],
    "drawingml/chart": NAMESPACES["c"],
    "drawingml/diagram": NAMESPACES["dgm"],
    "drawingml/picture": NAMESPACES["pic"],
    "drawingml/wordprocessingDrawing": NAMESPACES["wp"],
    "officeDocument/math": NAMESPACES["m"],
    "officeDocument/relationships": NAMESPACES["r"],
    "presentationml/main": NAMESPACES["p"],
}
Element = Any


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference of one part to another: the last word of its type (footnotes, chart), and the other's name."""

    kind: str
    target: str


@cache
def q(name: str) -> str:
    """``w:p`` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def find(node: Element | None, path: str) -> Element | None:
    """The first element at a path of prefixed names; None where there is none, or nothing to look in."""
    for tag in _steps(path):
        if node is None:
            return None
        node = next(node.iterchildren(tag), None)
    return node


@cache
def _steps(path: str) -> tuple[str, ...]:
    return tuple(q(name) for name in path.split("/"))


def value(node: Element | None, path: str, attribute: str = "w:val") -> str | None:
    """The attribute of the first element at a path."""
    found = find(node, path)
    return None if found is None else found.get(q(attribute) if ":" in attribute else attribute)


def switched_on(node: Element | None, path: str) -> bool | None:
    """Whether an on-off property (w:vanish) is there and not off; None where it is not there."""
    found = find(node, path)
    return None if found is None else found.get(q("w:val")) not in ("0", "false", "off")


def children(node: Element) -> Iterator[Element]:
    """The child elements, without comments and entities; of alternate content the first choice that holds any."""
    for child in node:
        if not isinstance(child.tag, str):
            continue
        if child.tag == q("mc:AlternateContent"):
            yield from _alternative(child)
        else:
            yield child


def _alternative(node: Element) -> Iterator[Element]:
    """What the newest understood rendering holds; the one for old programs only where that has nothing to say."""
    options = [o for o in node if isinstance(o.tag, str)]
    for option in options:
        if option.tag == q("mc:Choice") and _speaks(option):
            yield from children(option)
            return
    for option in options[-1:]:
        yield from children(option)


def _speaks(node: Element) -> bool:
    wanted = {q(n) for n in ("w:t", "a:t", "c:chart", "dgm:relIds", "pic:pic", "m:t", "w:txbxContent")}
    return any(found.tag in wanted for found in node.iter())


def parse(data: bytes) -> Element:
    """The root element of a part; entities are never expanded, nothing is fetched."""
    if _STRICT in data:
        for strict, transitional in _TRANSITIONAL.items():
            for quote in (b'"', b"'"):
                data = data.replace(quote + _STRICT + strict.encode() + quote, quote + transitional.encode() + quote)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(data, parser)


class Package:
    """The parts of one file. Raises KeyError for a part that is not there, etree.LxmlError for broken XML."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.lower().lstrip("/"): name for name in self._archive.namelist()}
        self._relations: dict[str, dict[str, Relation]] = {}

    def main(self) -> str:
        """The name of the part that holds the document."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument":
                return relation.target
        raise KeyError("officeDocument")

    def xml(self, part: str) -> Element:
        """The root element of a part."""
        return parse(self._archive.read(self._names[part.lower()]))

    def part(self, owner: str, kind: str) -> Element | None:
        """The part of a kind (styles, numbering) that another refers to; None where there is none."""
        for relation in self.relations(owner).values():
            if relation.kind == kind and relation.target.lower() in self._names:
                return self.xml(relation.target)
        return None

    def related(self, owner: str, reference: str | None) -> Element | None:
        """The part that ``owner`` refers to by an id; None where it is missing or outside the file."""
        relation = self.relations(owner).get(reference or "")
        return self.xml(relation.target) if relation and relation.target.lower() in self._names else None

    def related_bytes(self, owner: str, reference: str | None) -> bytes | None:
        """The bytes of the part that ``owner`` refers to by an id; None where it is missing or outside the file."""
        relation = self.relations(owner).get(reference or "")
        name = self._names.get(relation.target.lower()) if relation else None
        return self._archive.read(name) if name else None

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to inside the file, by id."""
        if part not in self._relations:
            self._relations[part] = dict(self._read_relations(part))
        return self._relations[part]

    def _read_relations(self, part: str) -> Iterator[tuple[str, Relation]]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path.lower() not in self._names:
            return
        for node in self.xml(path).iter(f"{{{_RELATIONSHIPS}}}Relationship"):
            if node.get("TargetMode") != "External":
                target = unquote(node.get("Target", ""))
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = node.get("Type", "").rpartition("/")[2]
                yield node.get("Id", ""), Relation(kind, posixpath.normpath(whole))
