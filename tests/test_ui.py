"""The page: what it shows of an answer, that nothing from outside is markup, and that it needs no other machine."""

import asyncio
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import gradio as gr
import pytest
from fakes import ANSWERS, HITS, HOSTILE, QUOTE_1, TOTAL, BrokenIpqa, FakeIpqa, figure
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from web import running

from ipqa.records import Turn
from ipqa.web.examples import Examples, in_turn, questions_about, questions_among
from ipqa.web.render import WORDS, Exchange, badge_html, conversation_html, evidence_html, header_html, marked
from ipqa.web.ui import STATIC, build_page, exchange_of, history_of, respond, theme, too_open
from ipqa.wording import value_text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def page_of(question: str) -> str:
    answer = ANSWERS[question]
    return conversation_html([Exchange(question, answer)], "zh") + evidence_html(answer, "zh")


def test_an_answer_shows_its_quotes_figures_and_formula() -> None:
    html = evidence_html(ANSWERS["差"], "zh")
    assert f"<blockquote><mark>{QUOTE_1}</mark></blockquote>" in html
    assert '<article class="q-cite" id="q-cite-1">' in html
    assert '<div class="q-path">二、专利 › （二）有效量</div>' in html
    assert '<span class="q-page">第 5 页</span>' in html
    assert '<p class="q-formula">1250 件 − 820 件 = 430 件</p>' in html
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", html)[1:]]
    mark = '<a class="q-mark" href="#q-cite-1">[1]</a>'
    assert rows == [
        ["有效发明专利量", "1250 件", "—", "青河市", "2023", "实际", mark],
        ["有效发明专利量", "820 件", "权利主体=企业", "青河市", "2023", "实际", mark],
    ]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("差", "已回答"), ("冲突", "来源不一致"), ("近似", "文档中没有所问的内容，只有近似项"),
        ("没有", "没有找到依据"), ("天气", "超出范围"),
    ],
)  # fmt: skip
def test_every_status_has_its_own_badge_in_words(question: str, words: str) -> None:
    answer = ANSWERS[question]
    assert badge_html(answer, "zh") == f'<span class="q-badge">{words}</span>'
    assert f'<div class="q-bubble q-{answer.status}">' in page_of(question)
    assert answer.status == "answered" or f".q-{answer.status} .q-badge" in (STATIC / "page.css").read_text("utf-8")


def test_a_recognised_quote_is_marked() -> None:
    html = evidence_html(ANSWERS["扫描"], "zh")
    assert '<span class="q-page">第 5 页</span><span class="q-page">图像识别，置信度 93%</span>' in html
    mark = '<a class="q-mark" href="#q-cite-1">[1]</a>'
    assert f'<p class="q-note q-warn">引文{mark}由图像识别得到，请核对原件。</p>' in html


def test_conflicts_are_noted_and_a_refusal_has_no_quotes() -> None:
    note = '两处相差 14 件。<a class="q-mark" href="#q-cite-1">[1]</a><a class="q-mark" href="#q-cite-2">[2]</a>'
    assert f'<p class="q-note q-warn">{note}</p>' in evidence_html(ANSWERS["冲突"], "zh")
    assert WORDS["evidence_none"][0] in evidence_html(ANSWERS["没有"], "zh")


def test_a_document_cannot_write_markup() -> None:
    html = page_of("攻击")
    plain = read(page_of("差").replace(QUOTE_1, "x"))
    hostile = read(html)
    assert set(hostile.tags) <= set(plain.tags) | {"p"}
    assert set(hostile.attributes) <= set(plain.attributes)
    # text, title, quote, figure (indicator, dimension, region), formula, note
    assert hostile.text.count(HOSTILE) == 8


@given(st.text())
def test_marked_text_reads_as_it_was(text: str) -> None:
    reader = read(f"<div>{marked(text)}</div>")
    # A parser joins line ends as browsers do; nothing else may differ.
    assert reader.text.replace("\r\n", "\n").replace("\r", "\n") == text.replace("\r\n", "\n").replace("\r", "\n")
    assert set(reader.tags) <= {"div", "a"}


def test_only_the_last_answer_links_to_the_evidence() -> None:
    html = conversation_html([Exchange("差", ANSWERS["差"]), Exchange("近似", ANSWERS["近似"])], "zh")
    assert re.findall(r'<(a|span) class="q-mark"', html) == ["span", "span", "a"]
    assert "理解为：2023年青河市有效发明专利量与企业有效发明专利量相差多少？" in html


def test_both_languages_have_every_phrase() -> None:
    assert [name for name, (chinese, english) in WORDS.items() if not chinese or not english] == []
    assert '<p class="q-held q-warn">a&lt;b</p>' in header_html("a<b", "zh", True)
    assert "page 5" in evidence_html(ANSWERS["差"], "en")


@pytest.mark.parametrize(
    ("other", "text"),
    [
        ({}, "1250 件"),
        ({"comparator": "gt"}, "超过 1250 件"),
        ({"comparator": "approx", "direction": "decrease", "unit": "%", "stat": "growth_yoy"}, "下降 约 1250 %"),
        ({"stat": "rank", "unit": "位"}, "第 1250 位"),
    ],
)
def test_a_value_keeps_its_comparator(other: dict[str, object], text: str) -> None:
    assert value_text(figure("1250", **other)) == text


def test_a_conversation_is_sent_with_the_next_question() -> None:
    service = FakeIpqa()
    first = list(respond(service, " 差 ", (), "zh"))
    assert [len(view[2]) for view in first] == [0, 1]
    assert "正在查找" in first[0][0]
    assert first[0][3] == ""
    list(respond(service, "没有", first[-1][2], "zh"))
    history = (Turn("user", "差"), Turn("assistant", ANSWERS["差"].text))
    assert service.asked == [("差", (), None, None), ("没有", history, None, None)]


def test_failures_are_sentences_and_no_part_of_the_history(caplog: pytest.LogCaptureFixture) -> None:
    service = FakeIpqa()
    broken = exchange_of(service, "库坏", (), "en")
    assert broken == Exchange("库坏", error="The index cannot be read.")
    with caplog.at_level(logging.ERROR):
        crashed = exchange_of(service, "崩溃", (), "zh")
    assert crashed == Exchange("崩溃", error="服务内部出错，详情见服务日志。")
    assert "secret detail" in caplog.text
    assert history_of([broken, crashed]) == []
    assert '<div class="q-bubble q-error" role="alert">服务内部出错' in conversation_html([crashed], "zh")


def test_an_empty_question_asks_nothing() -> None:
    service = FakeIpqa()
    # Outside a running page Gradio turns its toast into a warning.
    with pytest.warns(UserWarning, match="^请先输入问题。$"):
        views = list(respond(service, " \n", (), "zh"))
    assert [view[2] for view in views] == [()]
    assert service.asked == []


def test_examples_are_questions_that_the_library_answers() -> None:
    service = FakeIpqa()
    assert Examples(service, 4).questions() == []
    assert [asked for asked, *_ in service.asked] == ["2023年青河市有效发明专利量是多少？"]
    service.answers["2023年青河市有效发明专利量是多少？"] = ANSWERS["差"]
    examples = Examples(service, 4)
    assert examples.questions() == examples.questions() == ["2023年青河市有效发明专利量是多少？"]
    assert len(service.asked) == 2


def test_candidates_come_from_figures_and_from_headings() -> None:
    other = figure("3", "企业", indicator="商标注册量", period="2022-01/2022-06")
    target = figure("4", indicator="目标量", status="target")
    long = figure("5", indicator="围绕一个产业形成的各类分析报告")
    assert questions_about([other, TOTAL, target, long, TOTAL]) == [
        "2023年青河市有效发明专利量是多少？",
        "青河市商标注册量是多少？",
    ]
    asking = replace(HITS[0], passage=replace(HITS[0].passage, section=("五、问答", "需要哪些材料？")))
    numbered = replace(HITS[0], passage=replace(HITS[0].passage, section=("（三）什么可以质押",)))
    assert questions_among([HITS[0], asking, numbered, asking, HITS[1]], "d1") == ["什么可以质押？", "需要哪些材料？"]
    assert in_turn([["a", "b"], [], ["a", "c", "d"]]) == ["a", "b", "c", "d"]


def test_the_header_tells_what_the_library_holds() -> None:
    async def arrive(service: FakeIpqa) -> str:
        page = build_page(service)  # type: ignore[arg-type]
        function = next(f for f in page.fns.values() if f.name == "arrive")
        return str(function.fn((), "zh")[0])  # type: ignore[misc]

    assert "文档库：2 份文档，96 个数据项" in asyncio.run(arrive(FakeIpqa()))
    assert 'q-warn">文档库无法使用：索引损坏。' in asyncio.run(arrive(BrokenIpqa()))


def test_the_warning_names_the_host() -> None:
    assert too_open("0.0.0.0", "zh").startswith("注意：服务监听 0.0.0.0，")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with running(FakeIpqa()) as running_client:
        yield running_client


def test_the_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/").text
    loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*?(?:src|href)="([^"]*)"', page)
    assert [address for address in loaded if re.match(r"(https?:)?//", address)] == []
    styles = client.get("/theme.css").text + (STATIC / "page.css").read_text("utf-8")
    assert re.findall(r"""@import|url\(["']?(?:https?:)?//[^)]*""", styles) == []
    assert [font for font in theme()._font if isinstance(font, gr.themes.GoogleFont)] == []


def test_nothing_is_reported_shared_or_recorded(client: TestClient) -> None:
    config = client.get("/config").json()
    assert config["analytics_enabled"] is False
    assert config["footer_links"] == []
    assert not config.get("run_history")
    assert {d["api_visibility"] for d in config["dependencies"]} == {"private"}


def test_the_page_is_chinese_first() -> None:
    async def build() -> gr.Blocks:
        return build_page(FakeIpqa())  # type: ignore[arg-type]

    components = asyncio.run(build()).config["components"]
    values = {c["props"].get("elem_classes", [""])[0]: c["props"] for c in components if c["props"].get("elem_classes")}
    assert values["q-language"]["value"] == "zh"
    assert values["q-box"]["placeholder"] == "输入问题，按回车发送"
