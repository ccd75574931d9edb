"""File -> Entry: the road of a document into the library, without the library."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from .errors import ReadingError
from .figures.extraction import extract
from .figures.regions import document_region
from .reading import ReadingProblem, documents, sources
from .records import Document, Entry
from .splitting import rendering, split

__all__ = ["ReadingProblem", "entry_of", "readable", "sources"]


def readable(path: Path, collection: str) -> Iterator[Document | ReadingProblem]:
    """The documents of a file; an error of the whole file is a problem like any other."""
    try:
        yield from documents(path, collection)
    except ReadingError as error:
        yield ReadingProblem(path.name, str(error), error.english)


def entry_of(document: Document) -> Entry:
    """A document with everything derived from it: region, passages with their renderings, figures."""
    located = replace(document, region=document.region or document_region(document.title, document.text))
    passages = split(located)
    return Entry(located, passages, tuple(rendering(located, p) for p in passages), extract(located))
