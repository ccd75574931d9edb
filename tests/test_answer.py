"""Questions over small documents, end to end: status, text, calculation, citations; and what holds of every answer."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from ip_documents import APPLIED, GRANTED, opened, write

from ipqa.answering import ungated
from ipqa.records import Answer, Turn
from ipqa.service import Ipqa

TODAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def ipqa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ipqa]:
    folder = tmp_path_factory.mktemp("answers")
    with opened(folder / "index", write(folder / "docs")) as service:
        yield service


def ask(ipqa: Ipqa, question: str, *before: str) -> Answer:
    return ipqa.ask(question, [Turn("user", text) for text in before], as_of=TODAY)


def quotes(answer: Answer) -> list[str]:
    return [c.quote for c in answer.citations]


def test_lookup(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "2023年鸠江区专利授权量是多少？")
    assert (answer.status, answer.text) == ("answered", "2023年：鸠江区专利授权量 3600 件。[1]")
    assert quotes(answer) == [GRANTED]
    shown = answer.figures[0].figure
    assert (shown.indicator, shown.value, shown.unit, shown.period, shown.region, answer.figures[0].citation) == (
        "专利授权量", Decimal(3600), "件", "2023", "芜湖市鸠江区", 1,
    )  # fmt: skip


def test_a_question_without_a_year_gets_the_latest_and_the_year_is_said(ipqa: Ipqa) -> None:
    assert ask(ipqa, "鸠江区专利授权量是多少？").text == "2023年：鸠江区专利授权量 3600 件。[1]"


def test_another_year_is_another_figure(ipqa: Ipqa) -> None:
    assert ask(ipqa, "2021年鸠江区专利授权量是多少？").text == "2021年：鸠江区专利授权量 3050 件。[1]"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("鸠江区知识产权优势企业有多少家？", "2023年芜湖市鸠江区：累计培育知识产权优势企业超过 60 家。[1]"),
        ("鸠江区商标注册量是多少？", "2023年：鸠江区商标注册量约 9600 件。[1]"),
        ("惠及小微企业多少户？", "2023年芜湖市鸠江区：惠及小微企业 3 万余户。[1]"),
    ],
)
def test_comparators_are_kept(ipqa: Ipqa, question: str, text: str) -> None:
    assert ask(ipqa, question).text == text


def test_a_stated_share_is_quoted(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "实用新型专利占专利授权量的比重是多少？")
    assert "实用新型专利占专利授权量的 69.4%。[1]" in answer.text
    assert answer.calculation is None


def test_a_share_that_is_not_stated_is_computed(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "专利转让里高校占多大比例？")
    assert answer.calculation is not None
    assert answer.calculation.formula == "12 件 ÷ 260 件 × 100% ≈ 4.62%"
    assert answer.calculation.value == Decimal("4.615384615384615384615384615")
    assert (answer.calculation.unit, answer.calculation.inputs) == ("%", (0, 1))
    assert "≈4.62%" in answer.text


def test_difference(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "2023年专利申请量比专利授权量多多少？")
    assert answer.calculation is not None
    assert (answer.calculation.formula, answer.calculation.value) == ("5200 件 − 3600 件 = 1600 件", Decimal(1600))
    assert "专利申请量比专利授权量多 1600 件" in answer.text
    assert quotes(answer) == [APPLIED, GRANTED]


def test_a_difference_over_years_names_the_years(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "2022年专利授权量和2023年专利授权量相差多少？")
    assert "2022年专利授权量比2023年专利授权量少 300 件" in answer.text


def test_a_fall_is_below_zero(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "2022年商标注册量同比增速比2023年高多少个百分点？")
    assert answer.calculation is not None
    assert answer.calculation.formula == "5.1% − (−3.2%) = 8.3 个百分点"
    assert "下降 3.2%[2]" in answer.text


def test_ratio_of_an_amount_to_a_count(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "质押融资金额平均到每笔是多少万元？")
    assert answer.calculation is not None
    assert answer.calculation.formula == "24500 万元 ÷ 16 笔 = 1531.25 万元/笔"
    assert answer.calculation.value == Decimal("1531.25")


def test_a_sum_that_its_stated_total_contradicts_is_a_conflict(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "各权利主体的有效发明专利加在一起总共多少件？")
    assert answer.status == "conflict"
    assert answer.calculation is not None
    assert answer.calculation.formula == "820 件 + 310 件 + 100 件 = 1230 件；1250 件 − 1230 件 = 20 件"
    assert answer.calculation.value == Decimal(1230)
    assert "与原文有效发明专利 1250 件不一致，比原文少 20 件" in answer.text
    assert [(n.kind, n.citations) for n in answer.notes] == [("conflict", (1, 2))]


def test_an_estimate_in_a_sum_stays_one(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "商标注册量和专利授权量合计多少件？")
    assert answer.status == "answered"
    assert answer.calculation is not None
    assert answer.calculation.formula == "约 9600 件 + 3600 件 ≈ 13200 件"
    assert "合计 ≈13200 件" in answer.text


def test_ranking(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "2023年三类专利授权量从多到少怎么排？")
    assert answer.text.endswith(
        "实用新型专利授权量 2500 件[1]、外观设计专利授权量 700 件[1]、发明专利授权量 420 件[1]。"
    )
    assert answer.chart is not None
    assert (answer.chart.kind, answer.chart.series[0].values) == ("bar", (Decimal(2500), Decimal(700), Decimal(420)))


def test_the_winner_of_a_comparison_is_named(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "企业有效发明专利多还是高校有效发明专利多？")
    assert "企业有效发明专利量更多：企业有效发明专利量 820 件[1]、高校有效发明专利量 310 件[1]。" in answer.text


def test_trend(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "2021到2023年鸠江区专利授权量逐年变化？")
    assert "专利授权量，2021年 3050 件[1]、2022年 3300 件[2]、2023年 3600 件[3]。" in answer.text
    assert answer.chart is not None
    assert (answer.chart.kind, answer.chart.x) == ("line", ("2021年", "2022年", "2023年"))


@pytest.mark.parametrize(
    ("question", "twin", "differs"),
    [
        ("2019年鸠江区专利授权量是多少？", "鸠江区专利授权量 3300 件", "统计时间"),
        ("弋江区2023年专利授权量是多少？", "鸠江区专利授权量 3600 件", "地区"),
        ("合肥市专利授权量是多少？", "鸠江区专利授权量 3600 件", "地区"),
        ("2023年鸠江区地理标志商标注册量是多少？", "鸠江区商标注册量约 9600 件", "其中没有提到“地理"),
        ("2024年实际完成质押融资金额多少？", "质押融资金额 3 亿元（目标值）", "目标或实际"),
    ],
)
def test_near_miss(ipqa: Ipqa, question: str, twin: str, differs: str) -> None:
    answer = ask(ipqa, question)
    assert answer.status == "near_miss"
    assert answer.text.startswith("资料中没有所问的数据。最接近的一条是：")
    assert f"{twin}[1]（{differs}" in answer.text
    assert answer.text.endswith("，不能当作答案）。")


def test_target_and_actual(ipqa: Ipqa) -> None:
    assert ask(ipqa, "2024年质押融资金额目标是多少？").text.endswith("质押融资金额 3 亿元（目标值）。[1]")
    assert ask(ipqa, "2023年质押融资金额是多少？").text.endswith("质押融资金额 24500 万元。[1]")


@pytest.mark.parametrize(
    "question", ["今天天气怎么样？", "鸠江区集成电路布图设计登记量多少？", "鸠江区植物新品种权多少件？"]
)
def test_refusal(ipqa: Ipqa, question: str) -> None:
    answer = ask(ipqa, question)
    assert (answer.status, answer.figures, answer.calculation) == ("no_evidence", (), None)
    assert answer.text.startswith("资料中没有找到能回答这个问题的内容")


def test_follow_ups(ipqa: Ipqa) -> None:
    assert "企业有效发明专利量 820 件" in ask(ipqa, "企业呢？", "鸠江区有效发明专利有多少件？").text
    granted = "2023年鸠江区专利授权量是多少？"
    assert ask(ipqa, "2022年呢？", granted).text == "2022年：鸠江区专利授权量 3300 件。[1]"
    assert "发明专利授权量 420 件" in ask(ipqa, "发明专利呢？", granted).text
    assert ask(ipqa, "弋江区呢？", granted).status == "near_miss"
    both = ask(ipqa, "两年相差多少？", granted, "2022年呢？")
    assert both.calculation is not None
    assert both.calculation.formula == "3600 件 − 3300 件 = 300 件"


def test_two_calculations_of_one_question_are_both_shown(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "2023年专利申请量比专利授权量多多少？2023年商标注册量和专利授权量合计多少？")
    assert answer.calculation is not None
    assert answer.calculation.formula == "5200 件 − 3600 件 = 1600 件；约 9600 件 + 3600 件 ≈ 13200 件"
    assert (answer.calculation.value, answer.calculation.inputs) == (Decimal(13200), (0, 1, 2, 1))
    assert "多 1600 件" in answer.text
    assert "合计 ≈13200 件" in answer.text
    assert [n.kind for n in answer.notes] == ["conflict"]  # the audit: the parts of what was granted are more


def test_everyday_words(ipqa: Ipqa) -> None:
    assert "质押融资金额 24500 万元。[1]" in ask(ipqa, "押给银行贷了多少钱？").text


def test_what_is_held_is_no_doubt_against_what_was_granted_in_a_year(ipqa: Ipqa) -> None:
    notes = ask(ipqa, "鸠江区发明专利授权量是多少？").notes
    assert [note.text for note in notes if note.kind == "suspect"] == []


def test_a_footnote_of_the_source_is_no_mark(tmp_path: Path) -> None:
    text = "# 芜湖市知识产权简报\n\n2023年，芜湖市专利授权量[3] 9100 件。\n"
    with opened(tmp_path / "index", write(tmp_path / "docs", {"简报.md": text})) as service:
        answer = ask(service, "2023年芜湖市专利授权量是多少？")
        assert answer.status == "answered"
        assert "9100 件" in answer.text
        assert set(re.findall(r"\[(\d+)\]", answer.text)) == {"1"}


def test_two_documents_that_disagree_are_both_shown(tmp_path: Path) -> None:
    documents = {
        "公报.md": "# 芜湖市统计公报\n\n2023年，芜湖市专利授权量 9100 件。\n",
        "白皮书.md": "# 芜湖市知识产权白皮书\n\n2023年，芜湖市专利授权量 9130 件。\n",
    }
    with opened(tmp_path / "index", write(tmp_path / "docs", documents)) as service:
        answer = ask(service, "2023年芜湖市专利授权量是多少？")
        assert answer.status == "conflict"
        assert {shown.figure.value for shown in answer.figures} == {Decimal(9100), Decimal(9130)}
        assert sorted(c.source for c in answer.citations) == ["公报.md", "白皮书.md"]


QUESTIONS = [
    "2023年鸠江区专利授权量是多少？",
    "鸠江区发明专利授权量是多少？",
    "鸠江区专利授权量",
    "2022年专利申请量多少件？",
    "实用新型专利占专利授权量的比重是多少？",
    "专利转让里高校占多大比例？",
    "企业有效发明专利占有效发明专利的比重？",
    "2023年实用新型专利申请量比发明专利申请量多多少件？",
    "2023年专利授权量相当于专利申请量的百分之多少？",
    "质押融资金额平均到每笔是多少万元？",
    "各权利主体的有效发明专利加在一起总共多少件？",
    "企业、高校和个人的有效发明专利合计等于总量吗？",
    "2023年三类专利授权量从多到少怎么排？",
    "2023年三类专利里申请量最多的是哪一类？",
    "有效发明专利按权利主体分布",
    "2021到2023年鸠江区专利授权量逐年变化？",
    "历年专利申请量",
    "2019年鸠江区专利授权量是多少？",
    "弋江区2023年专利授权量？",
    "合肥市专利授权量是多少？",
    "鸠江区地理标志商标注册量是多少？",
    "2024年质押融资金额目标是多少？",
    "2024年实际完成质押融资金额多少？",
    "鸠江区商标注册量是多少？",
    "2023年商标注册量同比增速？",
    "2022年商标注册量同比增速比2023年高多少个百分点？",
    "累计培育知识产权优势企业多少家？",
    "惠及小微企业多少户？",
    "有效发明专利在全市排第几？",
    "有效发明专利增长了多少？在全市排第几？",
    "每家企业每年贴息多少？",
    "贴息最多能拿50万元吗？",
    "申请贴息要提交哪些材料？",
    "贴息审核要多长时间？",
    "为企业提供哪些服务？",
    "办法第三条规定了什么？",
    "今天天气怎么样？",
    "商标注册量和专利授权量合计多少件？",
    "优势企业比小微企业多多少？",
    "押给银行贷了多少钱？",
    "第五条怎么规定？",
    '{"indicator": "专利授权量", "period": "2022", "region": "鸠江区"}',
    "专利授权量 2023 鸠江区",
    "？",
    "3600件是什么？",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_passes_its_own_gate(ipqa: Ipqa, question: str) -> None:
    answer = ask(ipqa, question)
    said = f"{answer.question} {answer.standalone_question}"
    assert ungated(answer.text, answer.citations, answer.calculation, said, answer.figures) == []
    texts = {c.document_id: ipqa_text(ipqa, c.document_id) for c in answer.citations}
    assert all(texts[c.document_id][c.start : c.end] == c.quote for c in answer.citations)
    numbers = [c.number for c in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)} <= set(numbers)
    assert {n for note in answer.notes for n in note.citations} <= set(numbers)
    assert {shown.citation for shown in answer.figures} <= {None, *numbers}
    assert replace(answer, elapsed_ms=0.0) == replace(ask(ipqa, question), elapsed_ms=0.0)


def ipqa_text(ipqa: Ipqa, document_id: str) -> str:
    with ipqa._library.snapshot() as snapshot:
        return snapshot.document(document_id).text
