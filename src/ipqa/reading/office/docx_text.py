"""The words of a DOCX paragraph as a reader sees them: fields by result, changes accepted, nothing hidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..structure.ordinals import circled, raised
from .docx_styles import Look, Styles, look
from .formulas import linear
from .package import Element, children, find, q, value
from .symbols import symbol, without_private

_GONE = frozenset(q(n) for n in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:instrText"))
_INSIDE = frozenset(
    q(n) for n in ("w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:sdtContent", "w:customXml", "w:dir", "w:bdo")
)
_MARKS: Mapping[str, str] = {
    q("w:tab"): " ",
    q("w:ptab"): " ",
    q("w:cr"): "\n",
    q("w:br"): "\n",
    q("w:noBreakHyphen"): "-",
}
_DRAWINGS = frozenset(q(n) for n in ("w:drawing", "w:pict", "w:object"))
_CONTENTS = ("TOC", "INDEX", "TOA")


@dataclass(frozen=True, slots=True)
class Reference:
    """A mark in the text that points to a note: its kind (footnote, endnote), its id there, and the mark itself."""

    kind: str
    id: str
    mark: str


@dataclass(slots=True)
class Words:
    """The text of one paragraph; ``before`` and ``after`` hold drawings by where they stand to its first word.

    ``contents`` says that lines of a table of contents were left out.
    """

    text: str = ""
    before: list[Element] = field(default_factory=list)
    after: list[Element] = field(default_factory=list)
    notes: list[Reference] = field(default_factory=list)
    contents: bool = False


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: bool = False

    @property
    def is_contents(self) -> bool:
        """Whether its result is a table of contents."""
        return self.code.split()[:1] != [] and self.code.split()[0].upper() in _CONTENTS


class Reader:
    """Reads paragraphs in order: fields may span many of them, and notes are counted.

    ``hidden`` tells afterwards whether unseen text was left out, ``revised`` whether changes were accepted.
    """

    def __init__(self, styles: Styles, whole_fields: bool, paper: bool = True) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self._whole = whole_fields
        self._dark_page = not paper
        self._marks = 0
        self.hidden = False
        self.revised = False

    def words(self, paragraph: Element, shaded: bool = False) -> Words:
        """The words of a paragraph; ``shaded`` says that something dark is behind it."""
        found = Words()
        base = self._styles.paragraph_look(self._styles.of(paragraph))
        self._walk(paragraph, found, base, shaded or self._dark_page)
        return found

    def _walk(self, node: Element, found: Words, base: Look, shaded: bool) -> None:
        for child in children(node):
            if child.tag == q("w:r"):
                self._run(child, found, base, shaded)
            elif child.tag in _GONE:
                self.revised = self.revised or child.tag in (q("w:del"), q("w:moveFrom"))
            elif child.tag in _INSIDE:
                self.revised = self.revised or child.tag == q("w:ins")
                self._walk(child, found, base, shaded)
            elif child.tag == q("w:sdt"):
                # The hint that a form shows while nobody has filled it in is no text.
                if find(child, "w:sdtPr/w:showingPlcHdr") is None:
                    self._walk(child, found, base, shaded)
            elif child.tag == q("w:fldSimple"):
                if not _Field(child.get(q("w:instr")) or "").is_contents:
                    self._walk(child, found, base, shaded)
            elif child.tag in (q("m:oMath"), q("m:oMathPara")):
                self._say(linear(child), found)

    def _run(self, run: Element, found: Words, base: Look, shaded: bool) -> None:
        properties = find(run, "w:rPr")
        own = look(properties).over(self._styles.run_look(value(properties, "w:rStyle"))).over(base)
        unseen = own.unseen(shaded)
        for child in children(run):
            if child.tag in (q("w:fldChar"), q("w:instrText")):
                self._field(child)
            elif unseen and child.tag not in _DRAWINGS:
                self.hidden = self.hidden or (child.tag == q("w:t") and bool((child.text or "").strip()))
            elif child.tag in _DRAWINGS:
                (found.after if found.text.strip() else found.before).append(child)
            else:
                self._piece(child, own, found, base, shaded)

    def _piece(self, child: Element, own: Look, found: Words, base: Look, shaded: bool) -> None:
        if child.tag == q("w:t"):
            text = without_private(child.text or "")
            if own.raised in ("superscript", "subscript"):
                text = raised(text, own.raised == "subscript")
            self._say(text, found)
        elif child.tag in _MARKS:
            self._say(_MARKS[child.tag], found)
        elif child.tag == q("w:sym"):
            self._say(symbol(child.get(q("w:font"), ""), child.get(q("w:char"), "")), found)
        elif child.tag == q("w:ruby"):
            below = find(child, "w:rubyBase")
            if below is not None:
                self._walk(below, found, base, shaded)
        elif child.tag in (q("w:footnoteReference"), q("w:endnoteReference")):
            self._refer(child, found)

    def _refer(self, node: Element, found: Words) -> None:
        kind = "footnote" if node.tag == q("w:footnoteReference") else "endnote"
        # Where a mark of the author's own follows as text, no number is counted.
        own = node.get(q("w:customMarkFollows")) in ("1", "true", "on")
        self._marks += not own
        mark = "" if own else circled(self._marks)
        self._say(mark, found)
        found.notes.append(Reference(kind, node.get(q("w:id"), ""), mark))

    def _say(self, text: str, found: Words) -> None:
        if any(f.is_contents for f in self._fields):
            found.contents = True
        elif all(f.result for f in self._fields):
            found.text += text

    def _field(self, node: Element) -> None:
        if not self._whole:
            return
        if node.tag == q("w:instrText"):
            if self._fields and not self._fields[-1].result:
                self._fields[-1].code += node.text or ""
            return
        kind = node.get(q("w:fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def whole_fields(body: Element) -> bool:
    """Whether every field that begins also ends; where not, only their codes are left out."""
    kinds = [node.get(q("w:fldCharType")) for node in body.iter(q("w:fldChar"))]
    depth = 0
    for kind in kinds:
        depth += (kind == "begin") - (kind == "end")
        if depth < 0:
            return False
    return depth == 0
