"""Figures by the words that name them, where and when: the index that finds the few a question may mean among millions.

A figure is known by the pairs of characters in its name, its members, its table heads and its clause; by its region;
by its period and the years in it. Like the lexicon it belongs to a generation and is derived from the catalog.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from ..figures.context.periods import year_of
from ..records import Figure
from ..text import character_pairs
from .lexicon import IndexWriter, all_keys

NOWHERE = "-"
"""What stands for a region that no one knows."""
_HERE = 4.0
"""What a figure of the region asked for gains over one that names none."""


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """What the index is told of a figure."""

    key: int
    document_key: int
    collection: str
    figure: Figure
    clause: str


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """What figures are looked for: ``words`` as they may stand in names and clauses; empty is any region, any time."""

    words: tuple[str, ...]
    regions: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    collections: tuple[str, ...] | None = None


def figure_label(figure: Figure, clause: str) -> str:
    """The words that name a figure: in a table its heads, for its clause is the whole row."""
    cell = figure.cell
    parts = [figure.indicator, *(member for _, member in figure.dimensions), figure.raw_indicator]
    parts += [cell.row, cell.column] if cell else [clause]
    return "\n".join(parts)


def period_terms(period: str | None) -> tuple[str, ...]:
    """A period and the first and the last year in it: 2018/2022 -> 2018/2022, 2018, 2022."""
    if not period:
        return ()
    return tuple(dict.fromkeys((period, period[:4], str(year_of(period) or period[:4]))))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", fast=True)
    builder.add_unsigned_field("document", indexed=True)
    for name in ("collection", "region"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("period", "pairs"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    return builder.build()


class FigureIndex:
    """The figures of one generation; safe to search from several threads."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        self._schema = index.schema
        self._searcher = index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, wanted: FigureQuery, k: int) -> list[int]:
        """The keys of the ``k`` figures whose names share most with the words, rare pairs first; none without words."""
        pairs = dict.fromkeys(pair for word in wanted.words for pair in character_pairs(word))
        if not pairs or k < 1 or wanted.collections == ():
            return []
        clauses = [(tantivy.Occur.Must, self._any("pairs", pairs))]
        if wanted.regions:
            clauses.append((tantivy.Occur.Must, self._filter("region", (*wanted.regions, NOWHERE))))
            here = tantivy.Query.const_score_query(self._set("region", wanted.regions), _HERE)
            clauses.append((tantivy.Occur.Should, here))
        if wanted.periods:
            clauses.append((tantivy.Occur.Must, self._filter("period", wanted.periods)))
        if wanted.collections is not None:
            clauses.append((tantivy.Occur.Must, self._filter("collection", wanted.collections)))
        hits = self._searcher.search(tantivy.Query.boolean_query(clauses), k, count=False).hits
        return [int(key or 0) for key in self._searcher.fast_field_values("key", [address for _, address in hits])]

    def keys(self) -> list[int]:
        """All keys, sorted."""
        return all_keys(self._searcher)

    def _any(self, field: str, terms: Iterable[str]) -> tantivy.Query:
        queries = (tantivy.Query.term_query(self._schema, field, term, index_option="basic") for term in terms)
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])

    def _set(self, field: str, terms: Sequence[str]) -> tantivy.Query:
        return tantivy.Query.term_set_query(self._schema, field, list(terms))

    def _filter(self, field: str, terms: Sequence[str]) -> tantivy.Query:
        return tantivy.Query.const_score_query(self._set(field, terms), 0.0)


class FigureIndexWriter(IndexWriter):
    """Builds the figure index of a new generation in a folder of its own."""

    def __init__(self, folder: Path, base: Path | None = None) -> None:
        """Start empty, or from the files of ``base``, which stay as they are."""
        super().__init__(_schema(), folder, base)

    def add(self, entries: Iterable[FigureEntry]) -> None:
        """Index figures."""
        for entry in entries:
            self._writer.add_document(_row(entry))


def _row(entry: FigureEntry) -> tantivy.Document:
    row = tantivy.Document()
    row.add_unsigned("key", entry.key)
    row.add_unsigned("document", entry.document_key)
    row.add_text("collection", entry.collection)
    row.add_text("region", entry.figure.region or NOWHERE)
    row.add_text("period", " ".join(period_terms(entry.figure.period)))
    row.add_text("pairs", " ".join(set(character_pairs(figure_label(entry.figure, entry.clause)))))
    return row
