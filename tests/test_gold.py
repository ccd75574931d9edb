"""Figures of the shared sample document against its gold; skipped where the shared folder is not beside the project."""

import json
import re
from pathlib import Path

import pytest

from ipqa.contract import FigureRow, figure_to_json
from ipqa.evaluate import read_figures, score_figures
from ipqa.figures.extraction import extract
from ipqa.reading import read
from ipqa.records import Document, Figure

SHARED = Path(__file__).parents[2] / "shared"
CORPUS, SEED = SHARED / "corpus", SHARED / "eval" / "seed"

pytestmark = pytest.mark.skipif(
    not (CORPUS.is_dir() and SEED.is_dir()), reason=f"the shared corpus and its gold are not at {SHARED.name}/"
)

Extracted = tuple[Document, tuple[Figure, ...]]


@pytest.fixture(scope="module")
def extracted() -> list[Extracted]:
    documents = [read(path, "public") for path in sorted(CORPUS.iterdir())]
    return [(document, extract(document)) for document in documents]


def test_gold_figures_are_found(extracted: list[Extracted]) -> None:
    rows = [
        figure_to_json(FigureRow(figure, document.source, document.text[figure.start : figure.end]))
        for document, figures in extracted
        for figure in figures
    ]
    report = score_figures(read_figures(SEED / "figures.jsonl"), rows)
    extra = [(f["indicator"], f["value"], f["quote"]) for f in report.extra]
    assert report.f1 >= 0.95, {"missed": [f["id"] for f in report.missed], "extra": extra}
    assert report.attributes["stat"] >= 0.95


def test_numerals_that_count_nothing_are_no_figures(extracted: list[Extracted]) -> None:
    values = {(d.id, figure.value_start, figure.value_end): figure for d, figures in extracted for figure in figures}
    wrong = []
    for line in (SEED / "nonfigures.jsonl").read_text("utf-8").splitlines():
        numeral = json.loads(line)
        spans = [
            (document.id, *span)
            for document, _ in extracted
            for span in occurrences(document.text, numeral["context"], numeral["text"])
        ]
        assert spans, numeral
        wrong += [(numeral["id"], values[span].indicator) for span in spans if span in values]
    assert wrong == []


def test_every_quote_and_value_re_slices(extracted: list[Extracted]) -> None:
    for document, figures in extracted:
        for figure in figures:
            assert figure.start <= figure.value_start < figure.value_end <= figure.end
            value = document.text[figure.value_start : figure.value_end]
            assert re.search(r"[\d一二三四五六七八九十百千半首]", value), (value, figure)


def occurrences(text: str, context: str, numeral: str) -> list[tuple[int, int]]:
    """The spans of a numeral inside a context, white space in either text not counting."""
    loose = r"\s*".join(re.escape(c) for c in "".join(context.split()))
    number = re.compile(r"\s*".join(re.escape(c) for c in "".join(numeral.split())))
    return [m.span() for found in re.finditer(loose, text) for m in number.finditer(text, *found.span())]
