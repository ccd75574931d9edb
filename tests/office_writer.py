"""Small Office packages written part by part, so that tests hold exactly the markup they speak of."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOTS = {"styles": "w:styles", "numbering": "w:numbering", "footnotes": "w:footnotes", "endnotes": "w:endnotes"}


def docx(body: str, parts: Mapping[str, str] | None = None, head: str = "") -> bytes:
    """A DOCX with this body; ``parts`` by name: the inside of styles, numbering, footnotes, endnotes, or a whole part.

    A part is referred to by its own name as id; ``head`` stands before the body.
    """
    found = dict(parts or {})
    document = f"<w:document {DECLARED}>{head}<w:body>{body}</w:body></w:document>"
    references = [_relation(name, name) for name in found]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", _relations([_relation("officeDocument", "word/document")]))
        archive.writestr("word/document.xml", document)
        archive.writestr("word/_rels/document.xml.rels", _relations(references))
        for name, inside in found.items():
            root = _ROOTS.get(name)
            archive.writestr(f"word/{name}.xml", f"<{root} {DECLARED}>{inside}</{root}>" if root else inside)
    return buffer.getvalue()


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; a run that is no markup is a text."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph in a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def style(name: str, shown: str, inside: str = "", kind: str = "paragraph") -> str:
    """A style by id and name."""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{shown}"/>{inside}</w:style>'


def levels(*kinds: tuple[str, str], inside: str = "") -> str:
    """The levels of a list: kind of number and text around it."""
    return "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{inside}<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(kinds)
    )


def numbering(abstract: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """A numbering part of one list definition."""
    return f'<w:abstractNum w:abstractNumId="0">{abstract}</w:abstractNum>{nums}'


def cell(text: str, properties: str = "") -> str:
    """A cell of a table; markup stands as it is."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def table(*rows: str, properties: str = "") -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; a cell that is no markup is a text."""
    inside = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def _relation(kind: str, name: str) -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}{kind}" Target="{name}.xml"/>'


def _relations(inside: list[str]) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(inside)}</Relationships>'
