"""Markdown inside a line and around it: emphasis, links, notes and hidden markup taken out, the words kept."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..structure.layout import join
from ..structure.ordinals import circled

_BOLD = re.compile(r"\*\*(?=\S)(.{1,1000}?)(?<=\S)\*\*|(?<!\w)__(?=\S)(.{1,1000}?)(?<=\S)__(?!\w)")
_ITALIC = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![*\w])")
_MARKED = re.compile(r"(?<!=)==(?=[^\s=])([^=]+?)(?<=[^\s=])==(?!=)|~~(?=\S)(.{1,1000}?)(?<=\S)~~")
_CODE = re.compile(r"(`+)(?!`)(.{1,1000}?)(?<!`)\1(?!`)")
_IMAGE = re.compile(r"!\[([^\]]{0,300})\](?:\([^)\s]{0,2000}(?:\s+\"[^\"]{0,300}\")?\)|\[[^\]]{0,300}\])")
_UNNAMED_IMAGE = re.compile(
    r"(?:image|img|图片|figure|alt(?: text)?)?[\s\d_-]*(?:\.(?:png|jpe?g|gif|webp))?", re.IGNORECASE
)
_LINK = re.compile(
    r"(?<!!)\[([^\]]{1,300})\]\(\s*<?(?:[^()\s]|\([^()\s]{0,300}\)){0,2000}>?(?:\s+\"[^\"]*\"|\s+'[^']*')?\s*\)"
)
_REFERENCE = re.compile(r"(?<!!)\[([^\]^]{1,300})\]\s?\[([^\]]{0,300})\]")
_SHORTCUT = re.compile(r"(?<!!)\[([^\]^]{1,300})\](?![(\[:])")
_NOTE = re.compile(r"\[\^([^\]\s]{1,100})\]")
_ADDRESS = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]+|[^<>@\s]+@[^<>@\s]+)>")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|code|del|em|font|i|img|ins|kbd|mark|q|s|small|span|strong|sub|sup|tt|u|nobr|wbr|input|o:p)\b[^<>]*>",
    re.IGNORECASE,
)
_MATH = re.compile(r"\$\s*([-+]?\d[\d.,\s]*(?:\\?%)?)\s*\$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~^\"'$&:;/?@=,])")
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\]^]+)\]:[ \t]*<?\S+>?(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?[ \t]*$", re.MULTILINE
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SILENT = re.compile(r"<(script|style|noscript|template|head)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_UNSEEN = re.compile(
    r"<(\w+)\b(?=[^<>]*(?:\shidden(?=[\s>=])"
    r"|style\s*=\s*(?:\"[^\"]*|'[^']*)(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d]))"
    r"))[^<>]*>",
    re.IGNORECASE,
)
_FENCED = re.compile(r"^ {0,3}(```+|~~~+)[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_ALONE = frozenset(("br", "img", "hr", "input", "meta", "link"))


@dataclass(slots=True)
class Inline:
    """What lines refer to: the links defined somewhere, and the marks of footnotes by their names, in order."""

    links: frozenset[str] = frozenset()
    notes: dict[str, str] = field(default_factory=dict)

    def words(self, text: str) -> str:
        """A line without emphasis marks, links and images; marks that do not pair stay."""
        if not any(mark in text for mark in "*_`[<\\~=&$"):
            return text.strip()
        kept: list[str] = []

        def aside(words: str) -> str:
            kept.append(words)
            return f"\0{len(kept) - 1}\0"

        # What is code or escaped is taken as it stands.
        text = _CODE.sub(lambda m: aside(m[2].strip()), text)
        text = _ESCAPE.sub(lambda m: aside(m[1]) if m[1] != "%" else "%", _MATH.sub(_number, text))
        text = _IMAGE.sub(lambda m: "" if _UNNAMED_IMAGE.fullmatch(m[1]) else m[1], text)
        text = _NOTE.sub(lambda m: self.mark(m[1]), _LINK.sub(r"\1", text))
        text = _REFERENCE.sub(lambda m: m[1] if self._defined(m[2] or m[1]) else m[0], text)
        text = _SHORTCUT.sub(lambda m: m[1] if self._defined(m[1]) else m[0], text)
        text = _BOLD.sub(lambda m: m[1] or m[2], text)
        text = _MARKED.sub(lambda m: m[1] or m[2], _ITALIC.sub(r"\1", text))
        text = html.unescape(_TAG.sub("", _ADDRESS.sub(r"\1", joined(_BREAK.split(text)))))
        for number, words in reversed(list(enumerate(kept))):
            text = text.replace(f"\0{number}\0", words)
        return text.replace("\xa0", " ").strip()

    def mark(self, name: str) -> str:
        """The mark of a footnote: ① for the first that is named."""
        return self.notes.setdefault(name, circled(len(self.notes) + 1))

    def _defined(self, name: str) -> bool:
        return " ".join(name.split()).lower() in self.links


def _number(match: re.Match[str]) -> str:
    return match[1].strip().replace("\\%", "%")


def joined(lines: Iterable[str]) -> str:
    """Lines put together as Chinese joins them."""
    text = ""
    for line in lines:
        text += join(text, line) + line
    return text


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without comments, hidden elements and link definitions; the names of the links; whether any was hidden."""

    text: str
    links: frozenset[str]
    hidden: bool


def cleaned(text: str) -> Cleaned:
    """Takes out what nobody sees; code blocks stay as they are."""
    fences: list[str] = []

    def aside(match: re.Match[str]) -> str:
        fences.append(match[0])
        return f"\0F{len(fences) - 1}\0"

    text = _FENCED.sub(aside, text)
    text = _SILENT.sub("", _COMMENT.sub("", text))
    seen = _without_unseen(text)
    names = frozenset(" ".join(m[1].split()).lower() for m in _DEFINITION.finditer(seen))
    shown = _DEFINITION.sub("", seen)
    for number, fence in enumerate(fences):
        shown = shown.replace(f"\0F{number}\0", fence)
    return Cleaned(shown, names, seen != text)


def _without_unseen(text: str) -> str:
    """The text without elements that their own style hides, with everything inside them."""
    parts: list[str] = []
    at = 0
    while match := _UNSEEN.search(text, at):
        parts.append(text[at : match.start()])
        at = match.end() if match[1].lower() in _ALONE else _end_of(text, match[1], match.end())
    return "".join((*parts, text[at:]))


def _end_of(text: str, tag: str, start: int) -> int:
    """Where the element that was opened before ``start`` ends."""
    depth = 1
    for match in re.compile(rf"<(/?){re.escape(tag)}\b[^<>]*>", re.IGNORECASE).finditer(text, start):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.end()
    return len(text)
