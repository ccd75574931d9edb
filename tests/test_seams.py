"""Text of two columns: read one after the other, kept with its seams, and cited piece by piece."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import pytest
from entries import make_entry
from ip_documents import opened

from ipqa.answering.gate import ungated
from ipqa.answering.pieces import pieced
from ipqa.library import Library
from ipqa.models.hashing import HashingEmbedder
from ipqa.reading import read
from ipqa.records import Answer, Citation, Document, Note
from ipqa.service import Ipqa
from ipqa.text import display_width, sentences

PLEDGED = (
    "2031年，芜湖市着力推动知识产权金融服务扩面提质，全市专利商标质押登记金额达到1234万元，比上年增长35.6%，惠及科技型中小企业78家，"
    "其中首次办理质押登记的企业超过四成。市知识产权局会同金融监管部门开展入园惠企活动，走访重点园区和孵化载体，帮助企业梳理可以质押的专利，"
    "并与银行约定办理的时限。下一步，还将建立质押项目库，编制企业名录，定期向银行推送，让更多轻资产的企业把专利变成资金。"
)
PRESSED = (
    "在保护方面，全市加强行政执法与司法衔接，健全快速协同保护机制，处理各类侵权纠纷，维护市场秩序和创新主体的合法权益。各县区设立维权援助工作站，"
    "为企业和群众提供咨询、取证、调解等服务，办结时间明显缩短，当事人满意度持续提高，营商环境进一步优化，社会各界反映良好。"
    "与周边城市签署协作协议，统一证据标准，移送跨区域线索，形成共同治理的合力，让侵权者付出应有的代价。"
)
HEAD = "芜湖市知识产权运行报告"


def lines(text: str) -> list[str]:
    """A text broken into lines as wide as twenty ideographs, numbers whole."""
    found = [""]
    for part in re.findall(r"[\d.]+%?|[^\d]", text):
        if display_width(found[-1] + part) > 40 and part not in "，。、":
            found.append("")
        found[-1] += part
    return [line.strip() for line in found]


def side_by_side(left: str, right: str) -> str:
    """Two columns, as programs that keep the layout of a PDF write them."""
    rows = zip_longest(lines(left), lines(right), fillvalue="")
    return "\n".join(f"{a:<30}{b}".rstrip() for a, b in rows)


TWO_COLUMNS = (
    f"{HEAD}\n\n{side_by_side(PLEDGED, PRESSED)}\n\f{side_by_side(PRESSED, PLEDGED.replace('2031', '2032'))}\n"
)


def solid(text: str) -> str:
    return re.sub(r"\s+", "", text)


def document(tmp_path: Path, text: str, name: str = "双栏.txt") -> Document:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return read(path, "c")


def quotes(found: Document, start: int, end: int) -> list[str]:
    return [found.text[a:b] for a, b in found.pieces(start, end)]


def test_a_sentence_of_a_column_is_whole_in_the_text_and_its_pieces_stand_in_the_file(tmp_path: Path) -> None:
    found = document(tmp_path, TWO_COLUMNS)
    first = PLEDGED[: PLEDGED.index("。") + 1]
    start = found.text.index(first)
    assert quotes(found, start, start + len(first)) == lines(first)
    assert first not in solid(TWO_COLUMNS)
    for span in sentences(found.text):
        assert all(solid(quote) in solid(TWO_COLUMNS) for quote in quotes(found, *span))
        assert solid("".join(quotes(found, *span))) == solid(found.text[slice(*span)])


@pytest.mark.parametrize("name", ["双栏.txt", "双栏.md"])
def test_a_span_inside_a_piece_is_one(tmp_path: Path, name: str) -> None:
    found = document(tmp_path, TWO_COLUMNS, name)
    start = found.text.index("质押登记金额")
    assert found.pieces(start, start + 4) == ((start, start + 4),)


def test_a_page_number_inside_a_sentence_is_a_seam(tmp_path: Path) -> None:
    pages = ["\n".join([*lines(PRESSED[i : i + 60]), f"          {n}"]) for n, i in enumerate((0, 60, 120), 1)]
    found = document(tmp_path, "\n\f".join(pages))
    assert found.text == PRESSED
    assert (found.seams, quotes(found, 50, 70)) == ((60, 120), [PRESSED[50:60], PRESSED[60:70]])


def test_a_caption_that_is_put_behind_its_sentence_leaves_seams(tmp_path: Path) -> None:
    wrapped = lines(PRESSED)
    found = document(tmp_path, "\n".join([*wrapped[:2], "图 1 芜湖市侵权纠纷处理流程", *wrapped[2:]]))
    assert found.text == f"{PRESSED}\n图 1 芜湖市侵权纠纷处理流程"
    assert found.seams == (40, len(PRESSED) + 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("单栏.txt", "\n".join([HEAD, "", *lines(PLEDGED)])),
        ("单栏.txt", f"{HEAD}\n\n{PLEDGED}\n\n{PRESSED}\n"),
        ("单栏.txt", f"{HEAD}\n{PLEDGED}\n\f{PRESSED}\n"),
        ("单栏.md", f"# {HEAD}\n\n{PLEDGED}\n\n- {PRESSED}\n\n> {PLEDGED}\n"),
        ("单栏.html", f"<h1>{HEAD}</h1><pre>{PLEDGED}</pre><p>{PRESSED}</p><pre>{PLEDGED}</pre>"),
        ("单栏.csv", "地区,件数\n芜湖市,12\n白石县,3\n"),
    ],
)
def test_text_that_stands_as_it_is_read_has_no_seams(tmp_path: Path, name: str, text: str) -> None:
    assert document(tmp_path, text, name).seams == ()


def test_a_library_keeps_seams(tmp_path: Path) -> None:
    entry = make_entry("双栏.txt", "专利质押融资")
    entry = replace(entry, document=replace(entry.document, seams=(2, 4)))
    with Library.open(tmp_path / "index", HashingEmbedder()) as library:
        with library.write() as writer:
            writer.put(entry)
        with library.snapshot() as snapshot:
            assert snapshot.document(entry.document.id).seams == (2, 4)


@pytest.fixture
def ipqa(tmp_path: Path) -> Iterator[Ipqa]:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "双栏.txt").write_text(f"{HEAD}\n\n{side_by_side(PLEDGED, PRESSED)}\n\f{PRESSED}\n", "utf-8")
    with opened(tmp_path / "index", folder) as service:
        yield service


YEAR = "2031年，芜湖市着力推动知识产权金融服务扩"
AMOUNT = "面提质，全市专利商标质押登记金额达到1234"
GROWN = "万元，比上年增长35.6%，惠及科技型中小企"
FIRMS = "业78家，其中首次办理质押登记的企业超过四"


@pytest.mark.parametrize(
    ("question", "text", "cited", "values"),
    [
        (
            "2031年芜湖市专利商标质押登记金额是多少？",
            "2031年芜湖市：全市专利商标质押登记金额达到1234万元。[1][2][3]",
            [YEAR, AMOUNT, GROWN],
            [("1234", 2)],
        ),
        (
            "首次办理质押登记的企业占几成？",
            "2031年芜湖市：其中首次办理质押登记的企业超过四成。[1][2][3]",
            [YEAR, FIRMS, "成。"],
            [("4", 2)],
        ),
    ],
)
def test_an_answer_is_whole_and_cites_pieces(
    ipqa: Ipqa, question: str, text: str, cited: list[str], values: list[tuple[str, int]]
) -> None:
    answer = ipqa.ask(question)
    assert (answer.status, answer.text) == ("answered", text)
    assert [c.quote for c in answer.citations] == cited
    assert [(str(f.figure.value), f.citation) for f in answer.figures] == values
    assert ungated(answer.text, answer.citations, answer.calculation, question, answer.figures) == []
    for c in answer.citations:
        assert solid(c.quote) in solid(PLEDGED) and c.number == answer.citations.index(c) + 1


def seamed(*parts: str) -> Document:
    """A document of one sentence whose parts are not neighbours in its source."""
    made = make_entry("双栏.txt", "".join(parts)).document
    ends = [sum(map(len, parts[: i + 1])) for i in range(len(parts))]
    return replace(made, seams=tuple(ends[:-1]))


def cited(source: Document, number: int = 1) -> Citation:
    return Citation(
        number, source.id, "公报", source.source, "public", (), None, 0, len(source.text), source.text
    )  # fmt: skip


def given(text: str, *citations: Citation, notes: tuple[Note, ...] = ()) -> Answer:
    return Answer("a", 1, "问", "问", "answered", text, citations, notes=notes)


def in_pieces(answer: Answer, *sources: Document) -> tuple[str, list[str]]:
    found = pieced(answer, {source.id: source for source in sources}.__getitem__, "")
    assert [c.number for c in found.citations] == list(range(1, len(found.citations) + 1))
    return found.text, [c.quote for c in found.citations]


def test_each_claim_cites_its_own_pieces() -> None:
    source = seamed("临湖街道申请商标", "12件，滨江街道注册", "版权34件，此外", "并无其他。")
    answer = given("临湖商标 12 件[1]；滨江版权 34 件[1]。", cited(source))
    expected = ["临湖街道申请商标", "12件，滨江街道注册", "版权34件，此外"]
    assert in_pieces(answer, source) == ("临湖商标 12 件[1][2]；滨江版权 34 件[2][3]。", expected)


def test_a_number_that_a_seam_cuts_is_cited_with_both_parts() -> None:
    source = seamed("质押登记", "超过12", "34件，", "为上年的两倍。")
    answer = given("登记超过1234件。[1]", cited(source))
    assert in_pieces(answer, source) == ("登记超过1234件。[1][2][3]", ["质押登记", "超过12", "34件，"])


def test_what_the_gate_needs_is_cited_although_no_word_asks_for_it() -> None:
    source = seamed("全市的企业共不少", "于", "600家，", "成绩显著。")
    answer = given("企业不少于600家。[1]", cited(source))
    assert in_pieces(answer, source) == ("企业不少于600家。[1][2][3]", ["全市的企业共不少", "于", "600家，"])


def test_of_a_long_claim_four_pieces_are_cited_those_with_numbers_first() -> None:
    parts = ("建立机制，", "开展培训，", "登记12件，", "走访园区，", "完善政策，", "办结34件。")
    source = seamed(*parts)
    text, quotes = in_pieces(given(f"{''.join(parts)}[1]", cited(source)), source)
    assert (text, quotes) == (f"{''.join(parts)}[1][2][3][4]", [parts[0], parts[1], parts[2], parts[5]])


def test_whole_quotes_come_before_pieces_and_a_note_cites_all_that_is_left() -> None:
    cut, whole = seamed("甲县商标", "12件。"), replace(seamed("乙县商标7件。"), id="other")
    note = Note("conflict", "请核对", (1, 2))
    answer = given("甲县商标 12 件[1]，乙县商标 7 件[2]。", cited(cut), cited(whole, 2), notes=(note,))
    found = pieced(answer, {cut.id: cut, "other": whole}.__getitem__, "")
    assert (found.text, [c.quote for c in found.citations]) == (
        "甲县商标 12 件[2][3]，乙县商标 7 件[1]。",
        ["乙县商标7件。", "甲县商标", "12件。"],
    )
    assert found.notes == (Note("conflict", "请核对", (2, 3, 1)),)


def test_a_quote_that_only_a_note_cites_keeps_the_pieces_that_the_note_is_about() -> None:
    source = seamed("甲县商标", "12件，", "社会反响好。")
    answer = given("见附注。", cited(source), notes=(Note("suspect", "商标12件存疑", (1,)),))
    found = pieced(answer, {source.id: source}.__getitem__, "")
    assert [c.quote for c in found.citations] == ["甲县商标", "12件，"]
    assert (found.text, found.notes[0].citations) == ("见附注。", (1, 2))


def test_an_answer_without_seams_is_left_alone() -> None:
    source = seamed("甲县商标12件。")
    answer = given("甲县商标 12 件[1]。", cited(source))
    assert pieced(answer, {source.id: source}.__getitem__, "") is answer


def test_the_gate_reads_pieces_that_follow_one_another_as_one() -> None:
    first, second, far = "登记超过12", "34件", "其中56件"
    quotes = [(1, 0, first), (2, 6, second), (3, 20, far)]
    citations = [Citation(n, "d", "公报", "a.txt", "public", (), None, a, a + len(q), q) for n, a, q in quotes]
    assert ungated("登记超过1234件[1][2]。", citations) == []
    assert ungated("登记1234件[1][2]。", citations) == ["1234件"]
    assert ungated("登记超过1234件[1][3]。", citations) == ["1234件"]
