"""Names in a question that no rule may look into: ``⟪name⟫``, its characters moved to a plane of private use."""

import re

from ...figures.vocabulary import Member

BEARER = "成员"
"""The dimension of marked names, whatever dimension figures have them in."""
_PLANE = 0xF0000
_MARK = re.compile("⟪([^⟪⟫]+)⟫")
_HIDDEN = re.compile("[\U000f0000-\U000fffff]+")


def hidden(name: str) -> str:
    """A name in a mark, its characters out of reach of any rule."""
    return f"⟪{''.join(chr(_PLANE + ord(c)) if ord(c) < 0x10000 else c for c in name)}⟫"


def shown(text: str) -> str:
    """A text with the characters of its marks back in their places. Same length."""
    return _HIDDEN.sub(lambda m: "".join(chr(ord(c) - _PLANE) for c in m.group()), text)


def bare(text: str) -> str:
    """A text with its marked names as plain words."""
    return shown(text).replace("⟪", "").replace("⟫", "")


def bearers_in(text: str) -> tuple[Member, ...]:
    """The names that are marked in a text, in its order, as members."""
    return tuple(dict.fromkeys((BEARER, shown(m[1])) for m in _MARK.finditer(text)))
