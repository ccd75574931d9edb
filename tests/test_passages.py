"""Answers in the documents' own sentences: the whole sentence, a list with its lead-in, and when to refuse."""

from collections.abc import Iterator
from datetime import date

import pytest
from ip_documents import RULES, opened, write

from ipqa.records import Answer
from ipqa.service import Ipqa

GUIDE = """# 芜湖市专利快速预审指南

## 一、办理条件

申请快速预审的企业应当在芜湖市注册，并属于新材料产业。

## 二、办理时限

保护中心收到材料后五个工作日内出具预审意见。

## 三、收费

快速预审不收取任何费用。

## 四、不予受理的情形

有下列情形之一的，不予受理：
1. 提交的材料不齐全；
2. 属于非正常专利申请；
3. 企业被列入严重失信名单。

## 五、咨询

咨询电话由保护中心另行公布。
"""


@pytest.fixture(scope="module")
def ipqa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ipqa]:
    folder = tmp_path_factory.mktemp("extract")
    documents = {"指南.md": GUIDE, "办法.md": RULES}
    with opened(folder / "index", write(folder / "docs", documents)) as service:
        yield service


def ask(ipqa: Ipqa, question: str) -> Answer:
    return ipqa.ask(question, as_of=date(2024, 6, 1))


@pytest.mark.parametrize(
    ("question", "quote", "section"),
    [
        ("快速预审多长时间出具意见？", "保护中心收到材料后五个工作日内出具预审意见。", "二、办理时限"),
        ("快速预审收费吗？", "快速预审不收取任何费用。", "三、收费"),
        (
            "申请快速预审的企业要满足什么条件？",
            "申请快速预审的企业应当在芜湖市注册，并属于新材料产业。",
            "一、办理条件",
        ),
    ],
)
def test_the_sentence_that_answers_is_quoted_whole(ipqa: Ipqa, question: str, quote: str, section: str) -> None:
    answer = ask(ipqa, question)
    assert answer.status == "answered"
    assert answer.text.split("\n")[0] == f"{quote}[1]"
    first = answer.citations[0]
    assert (first.quote, first.section[-1], first.source, first.page) == (quote, section, "指南.md", None)
    assert (answer.figures, answer.calculation, answer.mode) == ((), None, "extractive")


def test_a_list_comes_with_its_lead_in_and_all_its_items(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "快速预审哪些情形不予受理？")
    items = "1. 提交的材料不齐全；\n2. 属于非正常专利申请；\n3. 企业被列入严重失信名单。"
    assert answer.citations[0].quote == f"有下列情形之一的，不予受理：\n{items}"
    assert answer.text.startswith(f"有下列情形之一的，不予受理：\n{items}[1]")
    assert "咨询电话" not in answer.text


def test_items_keep_the_numbering_of_the_source(ipqa: Ipqa) -> None:
    quote = "申请贴息应当提交下列材料：\n（一）贴息申请表；\n（二）质押登记证明；\n（三）还款凭证。"
    answer = ask(ipqa, "申请贴息应当提交哪些材料？")
    assert answer.citations[0].quote.endswith(quote)
    assert [line[:3] for line in answer.text.split("\n")[1:4]] == ["（一）", "（二）", "（三）"]


def test_a_time_limit_is_not_answered_by_a_sentence_without_one(ipqa: Ipqa) -> None:
    answer = ask(ipqa, "贴息审核要多长时间？")
    assert answer.citations[0].quote.endswith("自受理之日起十五个工作日内完成审核。")


@pytest.mark.parametrize(
    "question",
    [
        "快速预审在合肥市哪里办理？",
        "植物新品种权的保护期限是多长时间？",
        "2024年快速预审受理了多少件？",
        "怎样办理护照？",
        "商标续展要交多少钱？",
    ],
)
def test_what_the_sentences_do_not_say_is_refused(ipqa: Ipqa, question: str) -> None:
    answer = ask(ipqa, question)
    assert answer.status in ("no_evidence", "near_miss")
    assert answer.text.startswith("资料中没有")


def test_a_refusal_says_what_was_looked_for(ipqa: Ipqa) -> None:
    assert ask(ipqa, "植物新品种权的保护期限是多长时间？").text.startswith(
        "资料中没有找到能回答这个问题的内容（查找了：植物、新品种"
    )
