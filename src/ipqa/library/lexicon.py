"""The lexical index of one generation: tantivy's BM25 over the tokens that ``ipqa.text.lexical_tokens`` cuts.

The default of tantivy (k1 1.2, b 0.75) is fixed in its code. Texts are not stored, only tokens: words, and the pairs
of characters of Chinese runs, so that a word of two characters counts twice, in documents and in questions alike.
"""

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from ..text import lexical_tokens
from .entry import Scored

_HEAP_BYTES = 64_000_000
_OPTION = "freq"
_SPARE = 20
"""Results asked for beyond k, so that equal scores around rank k come out in the order of their keys."""

# Words that carry the form of a question, not its matter.
STOP_WORDS = frozenset(
    (*"的了吗呢吧啊是在和与或有对被把哪几", "多少", "哪些", "什么", "如何", "怎么", "怎样", "是否", "请问")
)
# Replaced by rename when they change, hence copied, while all other files never change and are linked.
_CHANGING = ("meta.json", ".managed.json")


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """What the lexicon is told of a passage."""

    key: int
    document_key: int
    collection: str
    rendering: str


def query_tokens(question: str) -> list[str]:
    """The tokens of a question to look up, repeated as in the question; stop words only if there is nothing else."""
    tokens = lexical_tokens(question)
    return [token for token in tokens if token not in STOP_WORDS] or tokens


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", fast=True)
    builder.add_unsigned_field("document", indexed=True)
    builder.add_text_field("collection", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tokens", tokenizer_name="whitespace", index_option=_OPTION)
    return builder.build()


class Lexicon:
    """Passages by the words in them; safe to search from several threads."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        self._schema = index.schema
        self._searcher = index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, question: str, k: int, collections: Sequence[str] | None = None) -> list[Scored]:
        """The ``k`` best keys by BM25, ties by key; the question is cut into terms, never parsed as a query."""
        tokens = query_tokens(question)
        if not tokens or k < 1 or (collections is not None and not collections):
            return []
        query = self._any_of("tokens", tokens)
        if collections is not None:
            wanted = tantivy.Query.term_set_query(self._schema, "collection", list(collections))
            silent = tantivy.Query.const_score_query(wanted, 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, silent)])
        hits = self._searcher.search(query, k + _SPARE, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        found = [Scored(int(key or 0), score) for key, (score, _) in zip(keys, hits, strict=True)]
        return sorted(found, key=lambda s: (-s.score, s.key))[:k]

    def keys(self) -> list[int]:
        """All keys, sorted."""
        return all_keys(self._searcher)

    def _any_of(self, field: str, terms: Iterable[str]) -> tantivy.Query:
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, term, index_option=_OPTION))
                for term in terms
            ]
        )


def all_keys(searcher: tantivy.Searcher) -> list[int]:
    """The keys of all entries of an index, sorted."""
    if not searcher.num_docs:
        return []
    hits = searcher.search(tantivy.Query.all_query(), searcher.num_docs, count=False).hits
    return sorted(int(key or 0) for key in searcher.fast_field_values("key", [address for _, address in hits]))


class IndexWriter:
    """Builds an index of tantivy's for a new generation in a folder of its own."""

    def __init__(self, schema: tantivy.Schema, folder: Path, base: Path | None = None) -> None:
        """Start empty, or from the files of ``base``, which stay as they are."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if base is not None:
            _share_files(base, folder)
        self._folder = folder
        self._index = tantivy.Index(schema, path=str(folder))
        # One thread: the order of passages, and with it that of equal scores, is the same in every build.
        self._writer = self._index.writer(_HEAP_BYTES, 1)

    def remove_documents(self, document_keys: Iterable[int]) -> None:
        """Take out all that belongs to documents."""
        # By query: deletion by a term takes an unsigned number for a signed one, and finds nothing.
        self._writer.delete_documents_by_query(
            tantivy.Query.term_set_query(self._index.schema, "document", list(document_keys))
        )

    def commit(self) -> None:
        """Finish: all files written and synced, merges done."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        sync_folder(self._folder)

    def abandon(self) -> None:
        """Stop, and remove what was written."""
        self._writer.rollback()
        self._writer.wait_merging_threads()
        shutil.rmtree(self._folder, ignore_errors=True)


class LexiconWriter(IndexWriter):
    """Builds the lexicon of a new generation."""

    def __init__(self, folder: Path, base: Path | None = None) -> None:
        """Start empty, or from the files of ``base``, which stay as they are."""
        super().__init__(_schema(), folder, base)

    def add(self, entries: Iterable[LexicalEntry]) -> None:
        """Index passages."""
        for entry in entries:
            row = tantivy.Document()
            row.add_unsigned("key", entry.key)
            row.add_unsigned("document", entry.document_key)
            row.add_text("collection", entry.collection)
            row.add_text("tokens", " ".join(lexical_tokens(entry.rendering)))
            self._writer.add_document(row)


def tombstones(folder: Path) -> int:
    """How many removed passages still take room in a lexicon's segments."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    return sum(segment["deletes"]["num_deleted_docs"] for segment in meta["segments"] if segment.get("deletes"))


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _share_files(base: Path, folder: Path) -> None:
    for file in base.iterdir():
        if file.suffix == ".lock":
            continue
        target = folder / file.name
        if file.name in _CHANGING:
            shutil.copyfile(file, target)
            continue
        try:
            os.link(file, target)
        except OSError:  # a file system without hard links
            shutil.copyfile(file, target)
