"""Style sheets of a page, as far as they decide whether its text can be seen. CSS 2.2, without what is not fetched."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

Declarations = Mapping[str, str]
Colour = tuple[int, int, int]

_PROPERTIES = """
    display visibility opacity font-size color background background-color background-image position left top
    text-indent margin-left clip clip-path width height max-height overflow overflow-y list-style list-style-type
    transform mso-hide
"""
_WATCHED = frozenset(_PROPERTIES.split())
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SPECIFIC = (re.compile(r"#[\w-]+"), re.compile(r"\.[\w-]+|\[[^\]]*\]"), re.compile(r"(?:^|[\s>+~])[a-zA-Z][\w-]*"))
_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*$", re.IGNORECASE)
_RULES_LIMIT = 4_000
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%|vw|vh|in|cm|mm|pc|ex|ch)?")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "rem": 16.0, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "vw": 12.0, "vh": 8.0}
_SIZES = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32}
_NAMED: Mapping[str, Colour] = {
    "white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "blue": (0, 0, 255), "green": (0, 128, 0),
    "gray": (128, 128, 128), "grey": (128, 128, 128), "yellow": (255, 255, 0), "navy": (0, 0, 128),
    "snow": (255, 250, 250), "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "silver": (192, 192, 192),
}  # fmt: skip
_FLAT = re.compile(r"(?:[01](?:\.\d+)?(?:px|pt)?|0(?:em|rem|%))(?:\s*!important)?$")
_FAR = -900.0  # pixels: nothing is scrolled there
_FAINTEST = 0.05
_SMALLEST = 1.5  # pixels


def declarations(text: str) -> dict[str, str]:
    """The watched properties of a style attribute or a rule, in lower case; later ones win."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, colon, said = part.partition(":")
        name = name.strip().lower()
        if colon and name in _WATCHED:
            found[name] = " ".join(said.lower().split())
    return found


def sheet(tree: LexborHTMLParser) -> dict[int, dict[str, str]]:
    """What the page's own style sheets say of each element, by the element's ``mem_id``."""
    rules = [rule for style in tree.css("style") for rule in _rules(_COMMENT.sub("", style.text(deep=True)))]
    found: dict[int, dict[str, tuple[tuple[int, ...], str]]] = {}
    for selector, said in rules[:_RULES_LIMIT]:
        try:
            matched = tree.css(selector)
        except SelectolaxError:  # a selector that this engine does not know
            continue
        weight = [len(pattern.findall(selector)) for pattern in _SPECIFIC]
        for node in matched:
            own = found.setdefault(node.mem_id, {})
            for name, words in said.items():
                rank: tuple[int, ...] = (int("!important" in words), *weight)
                if name not in own or own[name][0] <= rank:
                    own[name] = (rank, words)
    return {key: {name: words for name, (_, words) in own.items()} for key, own in found.items()}


def _rules(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Selectors with what they ask for, of rules that hold on every screen."""
    position = 0
    while (opening := text.find("{", position)) >= 0:
        head = text[position:opening].rpartition(";")[2].strip()
        closing = _closing(text, opening)
        body = text[opening + 1 : closing]
        position = closing + 1
        if head.startswith("@"):
            if _SCREEN.match(head):
                yield from _rules(body)
        elif said := declarations(body):
            for selector in head.split(","):
                if selector.strip() and ":" not in selector:
                    yield selector.strip(), said


def _closing(text: str, opening: int) -> int:
    depth = 0
    for found in re.compile(r"[{}]").finditer(text, opening):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.start()
    return len(text)


@dataclass(frozen=True, slots=True)
class Sight:
    """What an element hands down: ink and paper (None: unknown), size in pixels, visibility, the marks of lists."""

    ink: Colour | None = (0, 0, 0)
    paper: Colour | None = (255, 255, 255)
    size: float = 16.0
    shown: bool = True
    marker: str | None = None

    @property
    def readable(self) -> bool:
        """Whether text here can be seen."""
        if not self.shown or self.size < _SMALLEST:
            return False
        if self.ink is None or self.paper is None:
            return True
        return any(abs(a - b) > 12 for a, b in zip(self.ink, self.paper, strict=True))


def sight(outer: Sight, said: Declarations, unknown: bool) -> Sight | None:
    """What an element with these declarations hands down; None when nothing in it can be seen.

    ``unknown``: a style sheet that is not here may say more of it, such as the colour behind its text.
    """
    return _sight(outer, tuple(said.items()), unknown) if said or unknown else outer


@lru_cache(maxsize=4096)
def _sight(outer: Sight, items: tuple[tuple[str, str], ...], unknown: bool) -> Sight | None:
    said = dict(items)
    if _gone(said):
        return None
    size = _size(said.get("font-size", ""), outer.size)
    if unknown and "font-size" not in said:
        size = max(size, 16.0)
    ink: Colour | None = None if unknown else outer.ink
    if "color" in said:
        if said["color"].startswith("transparent") or re.search(r",\s*0(?:\.0+)?\s*\)$", said["color"]):
            return replace(outer, shown=False, size=size)
        ink = colour(said["color"])
    shown = outer.shown
    if "visibility" in said:
        shown = not said["visibility"].startswith(("hidden", "collapse"))
    listed = said.get("list-style-type") or said.get("list-style")
    return Sight(ink, _paper(outer, said, unknown), size, shown, listed.split()[0] if listed else outer.marker)


def _paper(outer: Sight, said: Declarations, unknown: bool) -> Colour | None:
    words = (
        f"{said.get('background', '')} {said.get('background-color', '')} {said.get('background-image', '')}".strip()
    )
    if "url(" in words or "gradient(" in words:
        return None
    words = words.replace("!important", "").strip()
    if not words or words in ("none", "transparent", "inherit", "initial", "unset"):
        return None if unknown else outer.paper
    return colour(words)


def _gone(said: Declarations) -> bool:
    """Whether an element is not drawn, or drawn where nobody looks."""
    if said.get("display", "").startswith("none") or said.get("mso-hide") == "all":
        return True
    opacity = said.get("opacity", "").replace("!important", "").strip().rstrip("%")
    if opacity.replace(".", "", 1).isdigit() and float(opacity) <= _FAINTEST:
        return True
    if said.get("position", "").startswith(("absolute", "fixed")):
        if any(_pixels(said.get(edge, "")) <= _FAR for edge in ("left", "top")):
            return True
        if re.match(r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]", said.get("clip", "")):
            return True
    if any(_pixels(said.get(name, "")) <= _FAR for name in ("text-indent", "margin-left")):
        return True
    if re.match(r"inset\((?:50|100)%", said.get("clip-path", "")) or re.search(
        r"scale\(0\)", said.get("transform", "")
    ):
        return True
    flat = any(_FLAT.match(said.get(name, "")) for name in ("height", "max-height", "width"))
    return flat and any(said.get(n, "").startswith("hidden") for n in ("overflow", "overflow-y"))


def _pixels(words: str) -> float:
    """A length in pixels; 0 where it is none, or a share of something."""
    found = _LENGTH.match(words)
    if found is None:
        return 0.0
    unit = found[2]
    return float(found[1]) * (16.0 if unit in ("em", "ex", "ch") else _PIXELS.get(unit or "px", 0.0))


def _size(words: str, outer: float) -> float:
    """A font size in pixels."""
    if words.split()[:1] and words.split()[0] in _SIZES:
        return float(_SIZES[words.split()[0]])
    found = _LENGTH.match(words)
    if found is None:
        return outer
    if found[2] in ("em", "%"):
        return outer * float(found[1]) / (100 if found[2] == "%" else 1)
    return float(found[1]) * _PIXELS.get(found[2] or "px", 1.0)


def colour(words: str) -> Colour | None:
    """The first colour in some words; None where it is not known."""
    if found := re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])", words):
        digits = found[1] if len(found[1]) == 6 else "".join(2 * c for c in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if found := re.search(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)", words):
        return int(found[1]), int(found[2]), int(found[3])
    return next((_NAMED[word] for word in words.split() if word in _NAMED), None)
