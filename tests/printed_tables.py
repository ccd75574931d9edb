"""Documents printed from templates for the property tests, and answers over them without an index.

The places are real, because regions are read by their names; every number is drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from figure_documents import make_document
from hypothesis import strategies as st

from ipqa.answering.respond import Asked, answer
from ipqa.figures.extraction import extract
from ipqa.records import Answer, Document, Figure
from ipqa.statistics import FigureLibrary, Known

PLACES = ("芜湖市", "绍兴市", "宝鸡市", "湘潭市")
YEARS = (2020, 2021, 2022, 2023)
MEMBERS = ("企业", "高校", "科研机构", "个人")
COUNTED, MONEY = "专利申请量", "专利质押融资金额"

Cell = tuple[str, int, str]
"""A place, a year and a member."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A table place x year x member of counts, its totals by place and year, and amounts of money in 万元."""

    cells: Mapping[Cell, int]
    totals: Mapping[tuple[str, int], int]
    money: Mapping[tuple[str, int], Decimal]

    def paragraphs(self) -> list[str]:
        """A paragraph per cell, each with a year and a place of its own."""
        return [
            *(f"{y}年，{p}{m}{COUNTED} {v} 件。" for (p, y, m), v in self.cells.items()),
            *(f"{y}年，{p}{COUNTED} {v} 件。" for (p, y), v in self.totals.items()),
            *(f"{y}年，{p}{MONEY} {v} 万元。" for (p, y), v in self.money.items()),
        ]


@st.composite
def tables(draw: st.DrawFn, missing: bool = True) -> Printed:
    """Tables with unique values; with ``missing`` some cells are left out."""
    keys = [(p, y, m) for p in PLACES for y in YEARS for m in MEMBERS]
    values = draw(st.lists(st.integers(2, 99_999), min_size=len(keys), max_size=len(keys), unique=True))
    cells = dict(zip(keys, values, strict=True))
    totals = {(p, y): sum(cells[p, y, m] for m in MEMBERS) for p in PLACES for y in YEARS}
    sums = draw(st.lists(st.integers(101, 9_999_999), min_size=len(totals), max_size=len(totals), unique=True))
    money = {key: Decimal(v) / 100 for key, v in zip(totals, sums, strict=True)}
    gone = draw(st.sets(st.sampled_from(keys), max_size=24)) if missing else frozenset[Cell]()
    return Printed({key: v for key, v in cells.items() if key not in gone}, totals, money)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some documents with their figures, asked without an index."""

    documents: tuple[Document, ...]
    figures: tuple[Figure, ...]

    def known(self) -> list[Known]:
        """All figures, as the matcher wants them."""
        return FigureLibrary(list(self.figures), self._document).known(self.figures)

    def ask(self, question: str) -> Answer:
        """The answer over all figures; there are no passages."""
        return answer(
            Asked(
                question=question,
                history=(),
                as_of=date(2025, 6, 1),
                generation=1,
                search=lambda _: [],
                figures=lambda *_: list(self.figures),
                document=self._document,
                similarity=lambda _, texts: [0.0] * len(texts),
            )
        )

    def _document(self, identity: str) -> Document:
        return next(d for d in self.documents if d.id == identity)


def shelf(paragraphs: Iterable[str], title: str = "专利统计资料汇编", headings: Sequence[str] = ()) -> Shelf:
    """One document of these paragraphs."""
    document = make_document("\n".join(paragraphs), title, headings=headings)
    return Shelf((document,), extract(document))
