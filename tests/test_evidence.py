"""Where the quotes of answers stand, what was recognised, which charts hold what no text says, quotes on pages."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pdf_writer import Text, pdf
from PIL import Image

from ipqa.answering import ungated
from ipqa.answering.citing import Citing
from ipqa.answering.graphics import chart_notes
from ipqa.contract import answer_to_json
from ipqa.errors import NotInLibrary, ReadingError
from ipqa.ingestion.entries import entry_of
from ipqa.library import StoredGraphic
from ipqa.reading.structure.blocks import version_of
from ipqa.records import Answer, Box, Document, Graphic, Note, Page, content_id
from ipqa.service import IngestReport, Ipqa
from ipqa.settings import Settings
from ipqa.statistics import read_question

LINES = (
    "芜湖市鸠江区知识产权保护情况通报",
    "2024年，鸠江区立案查处商标侵权案件 86 起。",
    "2024年，鸠江区办理专利权质押登记 37 项，质押金额 2.45 亿元。",
    "图1 2020—2024年鸠江区发明专利授权量变化趋势",
    "联系人为鸠江区知识产权局综合科。",
)
TEXT = "\n".join(LINES)
STARTS = [TEXT.index(line) for line in LINES]
SCAN = pdf([[Text(72, 700, line) for line in LINES[:3]], [Text(72, 700, line) for line in LINES[3:]]])
CONFIDENCE = (0.99, 0.93, None, None, None)


def scanned(graphics: bool = True) -> Document:
    """Two pages of lines, the first ones recognised, each in a box as wide as its page."""
    boxes = tuple(
        Box(start, start + len(line), 1 if i < 3 else 2, 0.1, 0.1 + 0.05 * i, 0.9, 0.12 + 0.05 * i, sure)
        for i, (start, line, sure) in enumerate(zip(STARTS, LINES, CONFIDENCE, strict=True))
    )
    chart = Graphic(LINES[3], STARTS[3], STARTS[3] + len(LINES[3]))
    return Document(
        content_id("public", "通报.pdf"), version_of(SCAN), "通报.pdf", "public", LINES[0], "application/pdf", TEXT,
        (Page(1, 0, STARTS[3], 0.95), Page(2, STARTS[3], len(TEXT))), boxes=boxes,
        graphics=(chart,) if graphics else (),
    )  # fmt: skip


@pytest.fixture
def ipqa(tmp_path: Path) -> Iterator[Ipqa]:
    with Ipqa.open(Settings(index=tmp_path / "index")) as opened:
        put(opened, scanned(), SCAN)
        yield opened


def put(ipqa: Ipqa, document: Document, original: bytes | None = None) -> None:
    with ipqa._library.write() as writer:
        writer.put(entry_of(document), original=original)


def holds(answer: Answer) -> None:
    """What holds of every answer."""
    assert ungated(answer.text, answer.citations, answer.calculation, answer.question, answer.figures) == []
    for citation in answer.citations:
        assert TEXT[citation.start : citation.end] == citation.quote
        said = "".join(TEXT[box.start : box.end] for box in citation.boxes)
        assert "".join(said.split()) == "".join(citation.quote.split())
        assert all(0 <= b.left < b.right <= 1 and 0 <= b.top < b.bottom <= 1 for b in citation.boxes)
    assert {n for note in answer.notes for n in note.citations} <= {c.number for c in answer.citations}


def test_a_recognised_quote_says_where_it_stands_and_how_sure_it_is(ipqa: Ipqa) -> None:
    answer = ipqa.ask("2024年鸠江区查处商标侵权案件多少起？")
    holds(answer)
    assert answer.text == "2024年：鸠江区立案查处商标侵权案件 86 起。[1]"
    (citation,) = answer_to_json(answer)["citations"]
    assert (citation["page"], citation["confidence"]) == (1, 0.93)
    assert citation["boxes"] == [{"page": 1, "left": 0.1, "top": 0.15, "right": 0.9, "bottom": 0.17}]
    assert [(n.kind, n.text, n.citations) for n in answer.notes] == [
        ("ocr", "引文[1]由图像识别得到，请核对原件。", (1,))
    ]


def test_a_quote_of_the_text_layer_has_no_confidence(ipqa: Ipqa) -> None:
    answer = ipqa.ask("2024年鸠江区专利权质押登记多少项？")
    holds(answer)
    assert [(c.page, c.confidence, len(c.boxes)) for c in answer.citations] == [(1, None, 1)]
    assert answer.notes == ()


def test_without_boxes_the_page_tells_the_confidence(ipqa: Ipqa) -> None:
    put(ipqa, replace(scanned(), boxes=(), version="another"))
    (citation,) = ipqa.ask("2024年鸠江区查处商标侵权案件多少起？").citations
    assert (citation.boxes, citation.confidence) == ((), 0.95)


@pytest.mark.parametrize("question", ["2022年鸠江区发明专利授权量是多少？", "鸠江区历年发明专利授权量怎么变化？"])
def test_a_refusal_names_the_chart_on_the_subject(ipqa: Ipqa, question: str) -> None:
    answer = ipqa.ask(question)
    holds(answer)
    assert answer.status in ("no_evidence", "near_miss")
    (note,) = [n for n in answer.notes if n.kind == "graphic"]
    assert note.text == f"《{LINES[3]}》（通报.pdf，第 2 页）是统计图，其数据不在文字中。"
    (cited,) = [c for c in answer.citations if c.number in note.citations]
    assert (LINES[3] in cited.quote, cited.page) == (True, 2)


@pytest.mark.parametrize(
    "question",
    [
        "2015年鸠江区发明专利授权量是多少？",  # not one of the chart's years
        "2022年鸠江区发明专利申请量是多少？",  # another measure
        "2022年鸠江区商标授权量是多少？",  # another kind of right
        "2022年合肥市发明专利授权量是多少？",  # another place
        "2022年鸠江区地理标志产品有多少个？",
        "2024年鸠江区查处商标侵权案件多少起？",  # answered
    ],
)
def test_no_chart_is_named_that_is_not_on_the_subject(ipqa: Ipqa, question: str) -> None:
    answer = ipqa.ask(question)
    holds(answer)
    assert [n for n in answer.notes if n.kind == "graphic"] == []


def test_no_chart_of_another_collection(ipqa: Ipqa) -> None:
    answer = ipqa.ask("2022年鸠江区发明专利授权量是多少？", collections=["内部"])
    assert (answer.status, answer.notes) == ("no_evidence", ())


def notes_of(question: str, title: str, region: str | None = "芜湖市", pages: tuple[Page, ...] = ()) -> list[Note]:
    """The notes on one chart of a document of a region."""
    document = Document("d", "v", "统计.docx", "public", "年报", "x", title, pages, region=region)
    citing, stored = Citing(), StoredGraphic("d", Graphic(title, 0, len(title)))
    notes = chart_notes(read_question(question), [stored], lambda _: document, citing)
    assert [c.quote for c in citing.citations] == [title] * len(notes)
    return notes


@pytest.mark.parametrize(
    ("question", "title", "fits"),
    [
        ("2022年鸠江区专利授权量是多少？", "图2 2022年鸠江区专利授权量", True),
        ("2018年到2022年鸠江区商标注册的变化趋势怎样？", "2018-2022年鸠江区商标注册情况统计图", True),
        ("2022年弋江区专利授权量是多少？", "图2 2022年鸠江区专利授权量", False),
        ("2022年芜湖市专利授权量是多少？", "图2 2022年各县区专利授权量", True),
        ("2022年专利授权量是多少？", "图2 2018—2022年专利授权量走势", True),
        ("2023年专利授权量是多少？", "图2 2018—2022年专利授权量走势", False),
        ("质押融资金额有多少？", "知识产权质押融资金额（亿元）", True),
        ("质押融资需要哪些材料？", "知识产权质押融资金额（亿元）", False),
        ("贷款利率是多少？", "知识产权质押融资金额（亿元）", False),
    ],
)
def test_which_charts_are_on_the_subject(question: str, title: str, fits: bool) -> None:
    said = [Note("graphic", f"《{title}》（统计.docx）是统计图，其数据不在文字中。", (1,))]
    assert notes_of(question, title) == (said if fits else [])


def test_the_best_two_charts_are_named_best_first() -> None:
    titles = ("图1 专利授权量构成", "图2 发明专利授权量", "图3 发明专利授权量增速")
    text = "\n".join(titles)
    document = Document("d", "v", "统计.docx", "public", "年报", "x", text)
    stored = [StoredGraphic("d", Graphic(t, text.index(t), text.index(t) + len(t))) for t in titles]
    citing = Citing()
    notes = chart_notes(read_question("发明专利授权量是多少？"), stored, lambda _: document, citing)
    assert [note.text[1:3] for note in notes] == ["图2", "图3"]
    assert [(c.number, c.quote) for c in citing.citations] == [(1, titles[1]), (2, "图3 发明专利授权量增速")]


def pixels(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def marked_rows(png: bytes) -> list[float]:
    """The shares of the page's height between which anything is marked."""
    image = pixels(png)
    rows = [
        y for y in range(image.height)
        if any(blue < 200 < red for red, _, blue in (image.getpixel((x, y)) for x in range(0, image.width, 4)))  # type: ignore[misc]
    ]  # fmt: skip
    return [round(rows[0] / image.height, 2), round(rows[-1] / image.height, 2)] if rows else []


def test_a_page_shows_the_quote_where_it_stands(ipqa: Ipqa) -> None:
    document = scanned().id
    image = pixels(ipqa.page_image(document, 1, width=500))
    assert image.size == (500, 708)
    assert marked_rows(ipqa.page_image(document, 1, width=500)) == []
    assert marked_rows(ipqa.page_image(document, 1, "商标侵权案件 86 起", 500)) == [0.15, 0.17]
    # But for white space; over two lines; not on this page.
    assert marked_rows(ipqa.page_image(document, 1, "商标侵权案件86起", 500)) == [0.15, 0.17]
    assert marked_rows(ipqa.page_image(document, 1, f"86 起。 {LINES[2]}", 500)) == [0.15, 0.22]
    assert marked_rows(ipqa.page_image(document, 1, LINES[4], 500)) == []
    assert marked_rows(ipqa.page_image(document, 2, LINES[4], 500)) == [0.3, 0.32]
    # A quote that goes on over the page is marked on both.
    both = f"{LINES[2]}\n{LINES[3]}"
    assert marked_rows(ipqa.page_image(document, 1, both, 500)) == [0.2, 0.22]
    assert marked_rows(ipqa.page_image(document, 2, both, 500)) == [0.25, 0.27]


def test_pages_that_cannot_be_shown(ipqa: Ipqa) -> None:
    with pytest.raises(NotInLibrary, match=r"^索引中没有文档 没有。$"):
        ipqa.page_image("没有", 1)
    with pytest.raises(ReadingError, match=r"^没有第 3 页，文件共 2 页。$"):
        ipqa.page_image(scanned().id, 3)
    put(ipqa, replace(scanned(), version="another"))
    with pytest.raises(NotInLibrary, match=rf"^没有保存《{LINES[0]}》的原件，无法显示页面。$"):
        ipqa.page_image(scanned().id, 1)


def ingested(index: Path, path: Path, **settings: bool) -> list[str]:
    with Ipqa.open(Settings(index=index, **settings)) as ipqa:  # type: ignore[arg-type]
        reports = [event for event in ipqa.ingest([path]) if isinstance(event, IngestReport)]
        return [report.status for report in reports]


def test_originals_of_pdf_are_kept_unless_the_setting_says_no(tmp_path: Path) -> None:
    path = tmp_path / "通报.pdf"
    path.write_bytes(SCAN)
    (tmp_path / "附.txt").write_text("鸠江区专利授权量 3 件。", "utf-8")
    assert ingested(tmp_path / "with", path) == ["added"]
    assert (tmp_path / "with" / "originals" / version_of(SCAN)).read_bytes() == SCAN
    assert ingested(tmp_path / "with", tmp_path / "附.txt") == ["added"]
    assert [p.name for p in (tmp_path / "with" / "originals").iterdir()] == [version_of(SCAN)]
    assert ingested(tmp_path / "without", path, keep_originals=False) == ["added"]
    assert not (tmp_path / "without" / "originals").exists()
