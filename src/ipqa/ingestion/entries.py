"""Document -> Entry: everything that is derived from a document, without the library."""

from dataclasses import replace

from ..figures.context.whereabouts import region_of_document
from ..figures.extraction import extract
from ..records import Document, Entry
from ..splitting import rendering, split


def entry_of(document: Document) -> Entry:
    """A document with everything derived from it: region, passages with their renderings, figures."""
    located = replace(document, region=region_of_document(document))
    passages = split(located)
    return Entry(located, passages, tuple(rendering(located, p) for p in passages), extract(located))
