"""What hangs in a DOCX paragraph besides its words: text boxes, charts, SmartArt; pictures are counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...text import INVISIBLE
from ..structure.blocks import Block
from .charts import chart_blocks
from .docx_styles import is_white
from .package import Element, Package, children, find, q, value


@dataclass(frozen=True, slots=True)
class Shown:
    """A text box, and whether it is filled with a colour; or the blocks of something drawn."""

    box: Element | None = None
    shaded: bool = False
    blocks: tuple[Block, ...] = ()


class Drawings:
    """Reads the drawings of one document; ``pictures`` are the ids of those whose text nobody has read."""

    def __init__(self, package: Package, main: str, body: Element) -> None:
        self._package, self._main = package, main
        # White words may stand on a picture that lies behind the text, as covers have one.
        self._backdrop = any(a.get("behindDoc") in ("1", "true") for a in body.iter(q("wp:anchor")))
        self.pictures: list[str | None] = []

    def shown(self, node: Element, shaded: bool = False) -> Iterator[Shown]:
        """What a drawing holds, in its own order; of two renderings of a shape only the newer."""
        for child in children(node):
            shaded_here = shaded or _filled(child) or self._backdrop
            if child.tag == q("w:txbxContent"):
                yield Shown(child, shaded_here)
            elif child.tag == q("c:chart"):
                chart = self._package.related(self._main, child.get(q("r:id")))
                if chart is not None:
                    yield Shown(blocks=tuple(chart_blocks(chart)))
            elif child.tag == q("dgm:relIds"):
                diagram = self._package.related(self._main, child.get(q("r:dm")))
                if diagram is not None:
                    yield Shown(blocks=tuple(diagram_blocks(diagram)))
            elif child.tag == q("pic:pic"):
                self.pictures.append(value(child, "pic:blipFill/a:blip", "r:embed"))
            elif child.tag == q("v:imagedata"):
                self.pictures.append(child.get(q("r:id")))
            else:
                yield from self.shown(child, shaded_here)


def diagram_blocks(root: Element) -> list[Block]:
    """The words of a SmartArt diagram, a line per node."""
    lines = []
    for point in root.iter(q("dgm:pt")):
        if point.get("type", "node") in ("node", "asst", "doc"):
            words = "".join(t.text or "" for t in point.iter(q("a:t"))).translate(INVISIBLE)
            lines.append(" ".join(words.split()))
    return [Block(line, plain=True) for line in lines if line]


def _filled(node: Element) -> bool:
    """Whether a shape has a colour or a picture of its own behind its text."""
    properties = find(node, "wps:spPr")
    if properties is not None:
        if any(find(properties, f"a:{kind}") is not None for kind in ("gradFill", "pattFill", "blipFill")):
            return True
        colour = find(properties, "a:solidFill")
        if colour is not None:
            own = value(colour, "a:srgbClr", "val")
            return not is_white(own) if own else value(colour, "a:schemeClr", "val") not in ("bg1", "lt1")
        reference = value(node, "wps:style/a:fillRef", "idx")
        return find(properties, "a:noFill") is None and reference not in (None, "0")
    colour = node.get("fillcolor")
    return bool(colour) and not is_white(colour.split()[0]) and node.get("filled") not in ("f", "false")
