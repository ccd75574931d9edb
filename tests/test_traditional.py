"""Traditional Chinese is understood as Simplified; documents and quotes stay as they are written."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.answering.gate import ungated
from ipqa.figures.context.periods import periods
from ipqa.figures.context.regions import regions
from ipqa.figures.extraction import extract
from ipqa.figures.values.quantities import quantities
from ipqa.figures.vocabulary import members
from ipqa.models.prepared import static_tokens
from ipqa.reading.structure.assembly import assemble
from ipqa.reading.structure.blocks import Block, Source
from ipqa.reading.tables.grid import plain_rows, table_blocks
from ipqa.records import Citation
from ipqa.service import Ipqa
from ipqa.settings import Settings
from ipqa.statistics.asked.slots import slots
from ipqa.text import fold, lexical_tokens, simplified

BULLETIN = """杭州市2023年知識產權統計公報

一、專利情況
2023年，杭州市發明專利授權量為12345件，同比增長8.6%。西湖區專利質押融資金額為28000萬元。

二、申請條件
申請質押融資貼息的企業應當符合下列條件：
（一）在杭州市註冊登記，具有獨立法人資格；
（二）專利權屬清晰，無法律糾紛。
"""


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("發明專利授權量", "发明专利授权量"),
        ("萬元、億元、佔餘戶", "万元、亿元、占余户"),
        ("關於徵求意見", "关于征求意见"),
        ("乾縣乾安縣", "乾县乾安县"),  # 乾 of place names is right in both
        ("東京特許庁の発明", "东京特许庁の発明"),
        ("발명 특허 • é ①", "발명 특허 • é ①"),
        ("摺页和拚搏", "摺页和拚搏"),
    ],
)
def test_characters_one_by_one(written: str, plain: str) -> None:
    assert simplified(written) == plain


@given(st.text() | st.text(alphabet="發明專利权萬元於0,。\U00020000𠮷"))
def test_length_is_kept_and_twice_is_once(text: str) -> None:
    found = simplified(text)
    assert len(found) == len(text)
    assert simplified(found) == found


def test_simplified_texts_need_no_table() -> None:
    texts = ["专利授权量 3,000 件，同比增长 5%•é①—〇", "patent", "国知发〔2023〕5号"]
    code = f"import sys\nfrom ipqa.text import fold\n[fold(t) for t in {texts!r}]\nsys.exit('opencc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_tokens_of_both_scripts_are_the_same() -> None:
    assert fold("發明專利 ＡＢ") == "发明专利 ab"
    assert lexical_tokens("發明專利授權量") == lexical_tokens("发明专利授权量")
    assert static_tokens("質押融資金額") == static_tokens("质押融资金额")


def test_scanners_give_spans_of_the_original() -> None:
    text = "過去一年，廣東省廣州市質押融資金額達28億元、惠及企業1200家，目標為30萬筆"
    found = quantities(text)
    assert [(text[q.value_start : q.value_end], q.unit, q.normalized_unit) for q in found] == [
        ("28", "亿元", "元"),
        ("1200", "家", "家"),
        ("30", "万笔", "笔"),
    ]
    assert [(text[r.start : r.end], r.name) for r in regions(text)] == [("廣東省廣州市", "广州市")]
    assert [(text[p.start : p.end], p.kind) for p in periods(text)] == [("過去一年", "relative")]
    assert members("發明專利") == [("专利类型", "发明专利")]
    assert slots("廣州市發明專利授權量").region == "广州市"


def test_figures_have_simplified_names_and_quotes_as_written() -> None:
    rows = [["指標", "2022年"], ["專利質押融資金額（萬元）", "3000"]]
    blocks = [Block(line) for line in BULLETIN.splitlines() if line] + table_blocks(plain_rows(rows))
    made = assemble(blocks, Source("公報.txt", "c", "v1", "text/plain"))
    found = extract(made)
    assert [(f.indicator, f.region, f.period, str(f.value), f.unit, str(f.normalized_value)) for f in found] == [
        ("发明专利授权量", "杭州市", "2023", "12345", "件", "12345"),
        ("发明专利授权量", "杭州市", "2023", "8.6", "%", "8.6"),
        ("专利质押融资金额", "杭州市西湖区", "2023", "28000", "万元", "280000000"),
        ("专利质押融资金额", "杭州市", "2022", "3000", "万元", "30000000"),
    ]
    assert made.text[found[0].start : found[0].end] == "杭州市發明專利授權量為12345件"
    assert made.text[found[3].start : found[3].end] == "專利質押融資金額（萬元）\t3000"


def test_a_quote_in_traditional_characters_supports_an_answer() -> None:
    quote = "質押融資金額為28000萬元，超過600家企業"
    citation = Citation(1, "d", "公報", "a.txt", "c", (), None, 0, len(quote), quote)
    assert ungated("质押融资金额 28000 万元。[1]超过 600 家企业。[1]", [citation]) == []
    assert ungated("質押融資金額 28000 萬元。[1]", [citation]) == []
    assert ungated("质押融资金额 28000 元。[1]600 家企业。[1]", [citation]) == ["28000元", "600家"]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ipqa]:
    folder: Path = tmp_path_factory.mktemp("traditional")
    (folder / "公報.txt").write_text(BULLETIN, "utf-8")
    (folder / "公報大五碼.txt").write_bytes(BULLETIN.replace("2023", "2022").replace("12345", "12346").encode("big5"))
    with Ipqa.open(Settings(index=folder / "index")) as opened:
        for _ in opened.ingest([folder / "公報.txt", folder / "公報大五碼.txt"]):
            pass
        yield opened


@pytest.mark.parametrize("question", ["2023年杭州市发明专利授权量是多少？", "2023年杭州市發明專利授權量是多少？"])
def test_a_number_is_found_in_either_script(service: Ipqa, question: str) -> None:
    answer = service.ask(question)
    assert (answer.status, answer.question, answer.standalone_question) == ("answered", question, question)
    assert "12345件" in answer.text.replace(" ", "")
    assert [c.quote for c in answer.citations] == ["2023年，杭州市發明專利授權量為12345件，同比增長8.6%。"]


def test_big5_is_read(service: Ipqa) -> None:
    answer = service.ask("2022年杭州市发明专利授权量是多少？")
    assert [c.quote for c in answer.citations] == ["2022年，杭州市發明專利授權量為12346件，同比增長8.6%。"]


@pytest.mark.parametrize("question", ["申请质押融资贴息要符合哪些条件？", "申請質押融資貼息要符合哪些條件？"])
def test_a_list_is_quoted_as_it_is_written(service: Ipqa, question: str) -> None:
    answer = service.ask(question)
    assert answer.status == "answered"
    assert answer.citations[0].quote == BULLETIN[BULLETIN.index("申請質押") :].rstrip()
