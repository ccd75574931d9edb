"""Headings: numbering and styles become nested sections."""

from pathlib import Path

import pytest

from ipqa.reading import read
from ipqa.reading.structure.headings import Candidate, outline
from ipqa.reading.structure.numbering import number_value
from ipqa.records import Document, Section


def sections(*paragraphs: str) -> tuple[Section, ...]:
    candidates, position = [], 0
    for paragraph in paragraphs:
        candidates.append(Candidate(position, paragraph))
        position += len(paragraph) + 1
    return outline(candidates, position - 1)


def paths(*paragraphs: str) -> list[tuple[str, ...]]:
    return [section.path for section in sections(*paragraphs)]


def test_nesting_with_offsets() -> None:
    text = ["引子。", "一、总体情况", "（一）申请情况", "全年申请9件。", "1.企业", "占一半。", "二、打算", "继续努力。"]
    whole = "\n".join(text)
    found = sections(*text)
    one, sub, item, two = found
    assert one == Section(1, ("一、总体情况",), 4, 11, whole.index("二、打算"))
    assert sub == Section(2, ("一、总体情况", "（一）申请情况"), 11, 19, whole.index("二、打算"))
    assert item == Section(3, ("一、总体情况", "（一）申请情况", "1.企业"), 27, 32, whole.index("二、打算"))
    assert two == Section(1, ("二、打算",), whole.index("二、打算"), whole.index("继续"), len(whole))


def test_run_in_heading_has_no_full_stop_and_its_body_in_the_same_paragraph() -> None:
    (found,) = sections("（二）专利申请情况。本年共申请专利9件，其中发明专利3件。")
    assert found == Section(1, ("（二）专利申请情况",), 0, 10, 29)


def test_run_in_heading_with_a_colon() -> None:
    (found,) = sections("三、受理处：6月8日开门，为期两天。")
    assert (found.path, found.body) == (("三、受理处",), 6)


def test_articles_stand_below_chapters_and_keep_their_items() -> None:
    assert paths(
        "第一章　总　　则",
        "第一条　为了鼓励创造，制定本法。",
        "第二条　有下列情形之一的，不予批准：",
        "（一）材料不齐；",
        "（二）其他情形。",
        "第二章　附则",
        "第三条【施行】本法自公布之日起施行。",
    ) == [
        ("第一章 总 则",),
        ("第一章 总 则", "第一条"),
        ("第一章 总 则", "第二条"),
        ("第二章 附则",),
        ("第二章 附则", "第三条【施行】"),
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "第九条规定的条件变化后，应当报告。",
        "第三条第二款所称单位，是指企业。",
        "（一）评为甲等的，补助9万元；",
        "（三）申请人应当在收到通知之日起两个月内答复。",
        "（三）各区要指定专人办理此事。",
        "2021.3",
        "1.5 万元",
        "2021年是关键的一年",
        "一是加强保护。二是促进运用。",
        "一、总体情况.................1",
        "3.为进一步做好知识产权质押融资相关工作，各单位要高度重视，加强组织领导，明确责任分工，完善工作机制，抓好落实",
        "一般情况下不予受理",
    ],
)
def test_what_is_no_heading(paragraph: str) -> None:
    assert paths(paragraph, "正文。") == []


def test_list_items_are_no_headings() -> None:
    assert paths("提交下列材料：", "（一）申请书；", "（二）营业执照。", "前款材料应当真实。") == []
    assert paths("附件：", "1.申报书", "2.承诺书", "某市局") == []


def test_contents_page_is_no_section() -> None:
    assert paths(
        "目 录", "一、概况", "（一）申请", "二、打算", "一、概况", "（一）申请", "正文。", "二、打算", "正文。"
    ) == [
        ("一、概况",),
        ("一、概况", "（一）申请"),
        ("二、打算",),
    ]


@pytest.mark.parametrize(("text", "value"), [("十", 10), ("十二", 12), ("一百零五", 105), ("二百三十", 230), ("7", 7)])
def test_number_value(text: str, value: int) -> None:
    assert number_value(text) == value


def test_markdown_levels_and_title(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# 某市办法\n\n说明。\n\n## 第一章　总则\n\n**第一条**　甲。\n\n**第二条**　乙。\n", encoding="utf-8"
    )
    document: Document = read(path, "c")
    assert document.title == "某市办法"
    assert [(s.level, s.path) for s in document.sections] == [
        (1, ("第一章 总则",)),
        (2, ("第一章 总则", "第一条")),
        (2, ("第一章 总则", "第二条")),
    ]
    assert [document.text[s.body : s.end].strip() for s in document.sections[1:]] == ["甲。", "乙。"]
