"""Splitting: passages follow sections, cut only where sentences, items or rows end, and lose nothing."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.reading.assembly import assemble
from ipqa.reading.blocks import Block, Source
from ipqa.reading.grid import GridCell, plain_rows, table_blocks
from ipqa.reading.text import blocks
from ipqa.records import Document, content_id
from ipqa.splitting import LONGEST, LONGEST_ARTICLE, rendering, split

SOURCE = Source("文.txt", "c", "v1", "text/plain", title="某市通报")


def document(*paragraphs: str) -> Document:
    return assemble([Block(paragraph) for paragraph in paragraphs], SOURCE)


def texts(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in split(document)]


def sentence(length: int) -> str:
    return "甲" * (length - 1) + "。"


def test_passages_follow_sections_and_headings_stay_with_their_text() -> None:
    found = document("引子。", "一、总体", "（一）申请", "申请9件。", "（二）授权。授权3件。", "二、打算", "努力。")
    assert texts(found) == ["引子。", "一、总体\n（一）申请\n申请9件。", "（二）授权。授权3件。", "二、打算\n努力。"]
    assert [p.section for p in split(found)] == [
        (),
        ("一、总体", "（一）申请"),
        ("一、总体", "（二）授权"),
        ("二、打算",),
    ]


def test_ids_come_from_version_and_place() -> None:
    found = document("一、总体", "申请9件。")
    (passage,) = split(found)
    assert (passage.id, passage.document_id) == (content_id("v1", 0, 10), found.id)


def test_short_paragraphs_are_merged_up_to_the_target() -> None:
    assert texts(document(*[sentence(100)] * 7)) == ["\n".join([sentence(100)] * 2)] * 2 + [
        "\n".join([sentence(100)] * 3)
    ]


def test_long_paragraph_is_cut_between_sentences_and_a_long_sentence_stays_whole() -> None:
    long = sentence(600)
    assert texts(document(sentence(200) + sentence(200) + long + sentence(90) + sentence(90))) == [
        sentence(200),
        sentence(200),
        long,
        sentence(90) + sentence(90),
    ]


def test_a_long_paragraph_begins_its_own_passage_with_its_leading_sentence() -> None:
    long = [sentence(20), sentence(200), sentence(200), sentence(200)]
    assert texts(document(sentence(200), "".join(long))) == [sentence(200), long[0] + long[1], long[2], long[3]]


def test_decimals_are_not_cut() -> None:
    text = "产值增长3.5%，达到42.9亿元，比上年多1.25万元" * 30
    assert texts(document(text)) == [text]


def test_article_stays_whole_up_to_its_limit_and_is_cut_between_items_beyond() -> None:
    items = [f"（{n}）{'乙' * 140}；" for n in "一二三四"]
    whole = document("第一条　下列情形：", *items, "第二条　甲。")
    assert texts(whole) == ["第一条　下列情形：\n" + "\n".join(items), "第二条　甲。"]
    items = [f"（{n}）{'乙' * 140}；" for n in "一二三四五六七八"]
    long = document("第一条　下列情形：", *items, "第二条　甲。")
    assert texts(long) == [
        "第一条　下列情形：\n" + items[0] + "\n" + items[1],
        "\n".join(items[2:4]),
        "\n".join(items[4:6]),
        "\n".join(items[6:8]),
        "第二条　甲。",
    ]
    assert {p.section for p in split(long)} == {("第一条",), ("第二条",)}


def table_document() -> Document:
    rows = [["类别", "首次", "复核"], *([f"第{n}类" + "丙" * 60, f"{n}.5", "。"] for n in range(12))]
    return assemble([Block("一、标准"), *table_blocks(plain_rows(rows), "补助办法表")], SOURCE)


def test_tables_are_cut_between_rows_and_later_passages_repeat_the_header_in_their_rendering() -> None:
    found = table_document()
    first, second, *_ = split(found)
    assert found.text[first.start : first.end].startswith("一、标准\n类别\t首次\t复核\n第0类")
    assert found.text[second.start : second.end].startswith("第4类")
    assert rendering(found, first) == "某市通报\n一、标准\n" + found.text[first.start : first.end]
    assert rendering(found, second) == (
        "某市通报\n一、标准\n补助办法表\n类别 首次 复核\n" + found.text[second.start : second.end]
    )
    rows = {row[0][0] for row in found.tables[0].rows}
    assert all(p.start in rows for p in split(found)[1:])


def test_rendering_repeats_merged_cells_above_a_row() -> None:
    names = [("质量", 0, 0, 3), ("安全", 0, 1, 2), ("效率", 2, 1, 1)]
    cells = plain_rows([["一级", "二级", "说明"]])
    cells += [GridCell(name, row + 1, column, rows=reach) for name, row, column, reach in names]
    cells += [GridCell(text * 200, row + 1, 2) for row, text in enumerate("丙丁戊")]
    found = assemble(table_blocks(cells), SOURCE)
    assert [rendering(found, p).split("\n")[1:-1] for p in split(found)[1:]] == [
        ["一级 二级 说明", "质量 安全"],
        ["一级 二级 说明", "质量"],
    ]


def test_rendering_has_title_and_headings() -> None:
    found = document("一、总体", "（一）申请", "申请9件。")
    assert rendering(found, split(found)[0]) == "某市通报\n一、总体 > （一）申请\n一、总体\n（一）申请\n申请9件。"


PIECES = st.sampled_from(
    [
        *("一、总体", "（一）申请情况", "（二）授权。本年授权3件。", "第一条　甲乙丙。", "1.项目", "单位：件"),
        *("甲乙丙丁3.5%，", "戊己庚。", "辛壬癸；", "子丑寅卯" * 40 + "。"),
    ]
)


@given(st.lists(st.lists(PIECES, min_size=1, max_size=9).map("".join), min_size=1, max_size=14), st.booleans())
def test_passages_cover_the_text_once_in_order_and_end_with_sentences(paragraphs: list[str], table: bool) -> None:
    given_blocks = [Block(paragraph) for paragraph in paragraphs]
    if table:
        given_blocks += table_blocks(plain_rows([[paragraph, "3"] for paragraph in paragraphs]))
    found = assemble(given_blocks, SOURCE)
    passages = split(found)
    text = found.text
    assert "".join("".join(text[p.start : p.end].split()) for p in passages) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(passages))
    for passage in passages:
        assert text[passage.end - 1] in "。\n" or text[passage.end : passage.end + 1] in ("", "\n", "\t")
        assert passage.section == found.section_at(passage.end - 1)
        inside = text[passage.start : passage.end]
        if passage.end - passage.start > LONGEST_ARTICLE:
            assert inside.count("。") + inside.count("\n") <= inside.rstrip("。").count("\n") + 2 or "\t" in inside
    for one in found.tables:
        for row in one.rows:
            start, end = row[0][0], row[-1][1]
            assert any(p.start <= start and end <= p.end for p in passages)


def test_the_sample_paper_splits_without_loss() -> None:
    folder = Path(__file__).parents[2] / "shared" / "corpus"
    files = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    if not files:
        pytest.skip("the sample document is not beside this checkout")
    raw = files[0].read_text(encoding="utf-8")
    found = assemble(blocks(raw), SOURCE)
    assert "".join(found.text.split()) == "".join(raw.split())
    assert [page.number for page in found.pages] == list(range(1, 14))
    assert all(len(text) <= LONGEST for text in texts(found))
    squeezed = "".join(raw.split())
    assert all("".join(text.split()) in squeezed for text in texts(found))
