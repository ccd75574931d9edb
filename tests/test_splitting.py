"""Splitting: passages follow sections, cut only where sentences, items or rows end, and lose nothing."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.reading.structure.assembly import assemble
from ipqa.reading.structure.blocks import Block, Source
from ipqa.reading.tables.grid import GridCell, plain_rows, table_blocks
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
    assert rendering(found, first) == "某市通报\n一、标准\n补助办法表\n" + found.text[first.start : first.end]
    assert rendering(found, second) == (
        "某市通报\n一、标准\n补助办法表\n类别 首次 复核\n" + found.text[second.start : second.end]
    )
    rows = {row[0][0] for row in found.tables[0].rows}
    assert all(p.start in rows for p in split(found)[1:])


def wide_table() -> Document:
    """Two header rows, a line that heads a group, a unit and a note, long enough for several passages."""
    cells = [GridCell("县区", 0, 0, rows=2), GridCell("授权量", 0, 1, columns=2)]
    cells += [GridCell("2022年", 1, 1), GridCell("2023年", 1, 2), GridCell("一、北部", 2, 0, columns=3)]
    cells += [GridCell(t, r + 3, c) for r in range(4) for c, t in enumerate((f"{r}镇" + "丁" * 120, "1", "2"))]
    blocks = [Block("表1 授权情况"), Block("单位：件"), *table_blocks(cells), Block("注：为年末数。", plain=True)]
    found = assemble([Block("丙" * 280 + "。"), *blocks, Block("末段" * 100 + "。")], SOURCE)
    (table,) = found.tables
    start = found.text.index("注：")
    made = replace(table, title="表1 授权情况", unit="单位：件", header=2, labels=1, notes=((start, start + 7),))
    return replace(found, tables=(made,))


def test_a_table_keeps_its_title_unit_header_and_notes_with_its_rows() -> None:
    found = texts(wide_table())
    rows = [f"{r}镇{'丁' * 120}\t1\t2" for r in range(4)]
    opening = "表1 授权情况\n单位：件\n县区\t授权量\t\n\t2022年\t2023年\n一、北部\t\t\n"
    assert [one.strip() for one in found] == [
        "丙" * 280 + "。",
        opening + rows[0] + "\n" + rows[1],
        rows[2] + "\n" + rows[3] + "\n注：为年末数。",
        "末段" * 100 + "。",
    ]


def test_a_later_passage_of_a_table_is_embedded_with_all_that_names_its_rows() -> None:
    found = wide_table()
    later = split(found)[2]
    assert rendering(found, later).split("\n")[:-3] == [
        "某市通报",
        "表1 授权情况",
        "单位：件",
        "县区 授权量/2022年 授权量/2023年",
        "一、北部",
    ]


def test_the_later_items_of_a_list_are_embedded_with_its_lead_in() -> None:
    items = [f"（{n}）{'乙' * 200}；" for n in "一二三"]
    inner = [f"{n}.{'丙' * 200}；" for n in (1, 2)]
    found = document(
        "办法。符合下列条件的，可以申请：", *items, "（四）材料包括：", *inner, "另行通知。" + "丁" * 300 + "。"
    )
    leads = [rendering(found, p).removesuffix(found.text[p.start : p.end]).split("\n")[1:-1] for p in split(found)]
    starts = [found.text[p.start : p.start + 3] for p in split(found)]
    assert list(zip(starts, leads, strict=True)) == [
        ("办法。", []),
        ("（二）", ["符合下列条件的，可以申请："]),
        ("（三）", ["符合下列条件的，可以申请："]),
        ("1.丙", ["符合下列条件的，可以申请：", "（四）材料包括："]),
        ("2.丙", ["符合下列条件的，可以申请：", "（四）材料包括："]),
        ("另行通", []),
    ]


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
