"""Document -> Entry: everything that is derived from a document, without the library."""

from dataclasses import replace

from ..figures.extraction import extract
from ..figures.regions import document_region, outside_tables
from ..records import Document, Entry
from ..splitting import rendering, split


def entry_of(document: Document) -> Entry:
    """A document with everything derived from it: region, passages with their renderings, figures."""
    located = replace(document, region=document.region or document_region(document.title, outside_tables(document)))
    passages = split(located)
    return Entry(located, passages, tuple(rendering(located, p) for p in passages), extract(located))
