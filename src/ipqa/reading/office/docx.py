"""DOCX: paragraphs, tables, notes, text boxes and charts in document order, as a reader of the pages sees them.

Headers, footers and comments are not text; changes are read as accepted; a table of contents is left out. Notes stand
right after the paragraph that refers to them, for a figure and the condition that a note puts on it belong together.
"""

import zipfile
from dataclasses import replace

from lxml.etree import LxmlError

from ...errors import DamagedFile
from ...records import Document
from ..options import DEFAULTS, Options
from ..structure.assembly import assemble
from ..structure.blocks import Source
from .archives import check_package
from .docx_body import Body
from .package import Package
from .scans import read_scans


def read_docx(data: bytes, source: Source, options: Options = DEFAULTS) -> Document:
    """A DOCX file as a Document; raises ReadingError when it is broken, too large once unpacked, or not a DOCX."""
    check_package(data, source.name, "DOCX")
    try:
        package = Package(data)
        body = Body(package, package.main())
        blocks = body.blocks()
        pictures = [] if blocks else body.pictures()
    except (KeyError, ValueError, zipfile.BadZipFile, LxmlError, RecursionError) as error:
        raise DamagedFile(
            f"{source.name} 已损坏，或不是 DOCX 文件。", f"{source.name} is damaged or not a DOCX file."
        ) from error
    if pictures:
        return read_scans(pictures, source, options)
    return assemble(blocks, replace(source, warnings=(*source.warnings, *body.warnings())))
