"""Lines of a page: what they end in, their common left edge, and where their text stands once they are a document."""

import pytest

from ipqa.reading.structure.assembly import assemble
from ipqa.reading.structure.blocks import Place, Source
from ipqa.reading.structure.layout import paragraphs
from ipqa.reading.structure.lines import Line, ends_sentence, from_base, pauses
from ipqa.records import Box


@pytest.mark.parametrize(
    ("text", "ends", "paused"),
    [
        ("授权专利三件。", True, True),
        ("“授权专利三件！”）", True, True),
        ("授权专利三件：", False, True),
        ("See table 3.", False, True),
        ("授权专利三件，", False, False),
        ("（授权专利三件）", False, False),
        ("）", False, False),
        ("", False, False),
    ],
)
def test_what_a_line_ends_in(text: str, ends: bool, paused: bool) -> None:
    assert (ends_sentence(text), pauses(text)) == (ends, paused)


def test_edges_count_from_the_left_edge_of_page_and_column() -> None:
    given = [Line("甲", 1, 30.0, 70.0), Line("乙", 1, 38.0, 70.0), Line("丙", 1, 130.0, 170.0, 1), Line("丁", 2, 0, 40)]
    found = from_base(given)
    assert [(line.left, line.right) for line in found] == [(0.0, 40.0), (8.0, 40.0), (0.0, 40.0), (0, 40)]
    assert [line.left for line in given] == [30.0, 38.0, 130.0, 0]  # the caller's lines stay


def test_places_of_lines_become_boxes_of_the_document() -> None:
    first, second = "一二三四五六七八九十甲乙", "丙丁戊己。"
    lines = [
        Line("标题一行", 1, 0, 16, boxes=(Place(0, 4, 1, 0.1, 0.1, 0.2, 0.12),)),
        *(Line(first, 1, 0, 48, boxes=(Place(0, 12, 1, 0.1, 0.2, 0.9, 0.22),)) for _ in range(3)),
        Line(second, 2, 0, 20, boxes=(Place(0, 2, 2, 0.1, 0.1, 0.2, 0.12), Place(2, 5, 2, 0.2, 0.1, 0.4, 0.12, 0.9))),
    ]
    document = assemble(paragraphs(lines), Source("甲.pdf", "c", "v", "pdf"), 2)
    assert document.text == f"标题一行\n{3 * first}{second}"
    assert document.boxes == (
        Box(0, 4, 1, 0.1, 0.1, 0.2, 0.12),
        *(Box(5 + 12 * n, 17 + 12 * n, 1, 0.1, 0.2, 0.9, 0.22) for n in range(3)),
        Box(41, 43, 2, 0.1, 0.1, 0.2, 0.12),
        Box(43, 46, 2, 0.2, 0.1, 0.4, 0.12, 0.9),
    )
    assert [(page.number, page.start, page.end) for page in document.pages] == [(1, 0, 41), (2, 41, 46)]
