"""The format fixtures of the shared evaluation data, where they are at hand: each gives what is expected."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from ipqa.errors import ReadingError
from ipqa.reading import Options, read
from ipqa.reading.tables.grid import column_path
from ipqa.records import Document, Table

FOLDER = Path(__file__).parents[2] / "shared" / "eval" / "dev" / "formats"
EXPECTED: list[dict[str, Any]] = (
    json.loads((FOLDER / "expected.json").read_text("utf-8")) if (FOLDER / "expected.json").exists() else []
)
READABLE = [entry for entry in EXPECTED if entry["result"] == "ok"]
UNREADABLE = [entry for entry in EXPECTED if entry["result"] != "ok"]

pytestmark = pytest.mark.skipif(not EXPECTED, reason="the shared format fixtures are not beside the checkout")


def expected(name: str) -> dict[str, Any]:
    return next(entry for entry in EXPECTED if entry["file"].startswith(name))


@lru_cache
def document(name: str) -> Document:
    return read(FOLDER / expected(name)["file"], "public")


def packed(text: str) -> str:
    return "".join(text.split())


def captioned(line: str) -> tuple[str, str]:
    """A table's title and its unit, of a line that holds both: 表名（单位：件）."""
    title, _, unit = line.removesuffix("）").partition("（")
    return title, unit


def grid(found: Document, table: Table) -> list[list[str]]:
    return [[found.text[a:b] for a, b in row] for row in table.rows]


@pytest.mark.parametrize("entry", READABLE, ids=lambda entry: entry["file"])
def test_texts_stand_in_order_and_nothing_else_does(entry: dict[str, Any]) -> None:
    found = document(entry["file"])
    text, position = packed(found.text), 0
    for line in entry.get("text_lines", []):
        position = text.find(packed(line), position)
        assert position >= 0, line
    unwanted = ("must_not_contain", "should_not_contain", "boilerplate", "hidden_text", "off_page_text")
    for line in [line for key in (*unwanted, "must_not_contain_joined") for line in entry.get(key, [])]:
        assert packed(line) not in text, line


@pytest.mark.parametrize("entry", UNREADABLE, ids=lambda entry: entry["file"])
def test_errors_name_their_reason(entry: dict[str, Any]) -> None:
    with pytest.raises(ReadingError) as raised:
        read(FOLDER / entry["file"], "public", Options(ocr=False))
    assert raised.value.code == entry["error_class"].removesuffix("_uncompressed")
    assert str(raised.value).endswith("。")


def test_word_headings_and_tables() -> None:
    found, entry = document("f01"), expected("f01")
    assert found.title == entry["headings"][0][1]
    assert [(f"Heading {s.level}", s.title) for s in found.sections] == [tuple(h) for h in entry["headings"][1:]]
    first, second = found.tables
    assert grid(found, first) == entry["tables"][0]
    title, unit = next(captioned(line) for line in entry["text_lines"] if "单位" in line)
    assert (first.title, first.unit, first.header, first.labels) == (title, unit, 1, 1)
    assert grid(found, second)[-2:] == entry["tables"][1][-2:]
    # The cell over all columns is the table's title, or its first row.
    assert entry["tables"][1][0] in (grid(found, second)[0], [second.title] * len(second.rows[0]))


def test_workbook_headers_units_notes_hidden_sheets_and_formulas() -> None:
    found, entry = document("f02"), expected("f02")
    table = found.tables[0]
    rows = grid(found, table)
    paths = ["/".join(column_path(table, found.text, c)) for c in range(len(rows[0]))]
    assert paths == entry["flat_header"]
    assert rows[table.header :] == entry["tables"][0]
    assert (table.title, table.unit) == (entry["title"], entry["unit_line"])
    assert [packed(found.text[a:b]) for a, b in table.notes] == [packed(line) for line in entry["notes_lines"]]
    for hidden in entry["hidden_sheets"]:
        assert any(hidden in warning for warning in found.warnings)
    assert [s.title for s in found.sections if s.title in entry["sheets"]] == entry["sheets"]


def test_a_scan_is_recognised_with_its_digits() -> None:
    found, entry = document("f03"), expected("f03")
    text = packed(found.text)
    for line in entry["text_lines_after_ocr"]:
        assert packed(line) in text
    assert all(box.confidence is not None and 0 < box.confidence <= 1 for box in found.boxes)
    assert [(p.number, p.confidence is not None) for p in found.pages] == [(1, True)]
    assert found.warnings


def test_columns_are_read_one_after_the_other() -> None:
    found, entry = document("f04"), expected("f04")
    assert packed(found.text) == packed("".join(entry["reading_order"]))


def test_hidden_text_of_a_pdf_is_left_out_and_reported() -> None:
    found, entry = document("f11"), expected("f11")
    assert any("看不见" in warning for warning in found.warnings)
    assert not any(word in found.text for word in entry["must_not_answer"])


def test_a_web_page_gives_number_date_table_and_attachments() -> None:
    found, entry = document("f10"), expected("f10")
    assert (found.title, found.number, found.issued_on) == (entry["title"], entry["doc_number"], entry["publish_date"])
    assert [grid(found, table) for table in found.tables] == entry["tables"]
    assert list(found.attachments) == entry["attachments"]
    caption = next(captioned(line) for line in entry["text_lines"] if "单位" in line)
    assert (found.tables[0].title, found.tables[0].unit) == caption


def test_boxes_cover_the_text_of_each_pdf_page() -> None:
    for name in ("f04", "f11"):
        found = document(name)
        covered = set().union(*(range(box.start, box.end) for box in found.boxes))
        assert [c for i, c in enumerate(found.text) if i not in covered and not c.isspace()] == []
        assert all(box.page == found.page_at(box.start) for box in found.boxes)
