"""Office formulas (OMML, ISO 29500-1, 22.1) on one line: (a+b)/c, x^2, √(n)."""

from collections.abc import Callable, Mapping

from .package import Element, children, find, q, value

_DEEPEST = 60


def linear(node: Element, depth: int = 0) -> str:
    """The formula under a node."""
    if depth > _DEEPEST:
        return "".join(t.text or "" for t in node.iter(q("m:t")))
    parts: list[str] = []
    for child in children(node):
        if child.tag in (q("m:t"), q("w:t")):
            parts.append(child.text or "")
        elif child.tag in _FORMS:
            parts.append(_FORMS[child.tag](child, depth + 1))
        elif not child.tag.endswith("Pr"):
            parts.append(linear(child, depth + 1))
    return "".join(parts)


def _part(node: Element, name: str, depth: int) -> str:
    found = find(node, name)
    return "" if found is None else linear(found, depth)


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _fraction(node: Element, depth: int) -> str:
    return f"{_grouped(_part(node, 'm:num', depth))}/{_grouped(_part(node, 'm:den', depth))}"


def _script(node: Element, depth: int) -> str:
    below, above = _part(node, "m:sub", depth), _part(node, "m:sup", depth)
    text = _part(node, "m:e", depth)
    return text + (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")


def _root(node: Element, depth: int) -> str:
    return f"{_part(node, 'm:deg', depth)}√({_part(node, 'm:e', depth)})"


def _sum(node: Element, depth: int) -> str:
    sign = value(node, "m:naryPr/m:chr", "m:val") or "∫"
    return sign + _script(node, depth).removeprefix(_part(node, "m:e", depth)) + " " + _part(node, "m:e", depth)


def _fence(node: Element, depth: int) -> str:
    opening, closing = (value(node, f"m:dPr/m:{name}", "m:val") for name in ("begChr", "endChr"))
    inner = ",".join(linear(e, depth) for e in children(node) if e.tag == q("m:e"))
    return f"{'(' if opening is None else opening}{inner}{')' if closing is None else closing}"


_FORMS: Mapping[str, Callable[[Element, int], str]] = {
    q("m:f"): _fraction,
    q("m:sSup"): _script,
    q("m:sSub"): _script,
    q("m:sSubSup"): _script,
    q("m:rad"): _root,
    q("m:nary"): _sum,
    q("m:d"): _fence,
}
