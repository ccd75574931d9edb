"""Documents as bureaus make them: annexes, lists of attachments, joint issuers, bulletins, pages saved by a browser."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.util import Inches

from ipqa.reading.markup.html import read_html
from ipqa.reading.office.pptx import read_pptx
from ipqa.reading.structure.assembly import assemble
from ipqa.reading.structure.blocks import Block, Source
from ipqa.reading.tables.grid import plain_rows, table_blocks
from ipqa.reading.text import read_text
from ipqa.records import Document
from ipqa.splitting import rendering, split

SOURCE = Source("甲.docx", "c", "v", "text/plain", fallback_title="甲")


def document(*lines: str | Block) -> Document:
    return assemble([Block(line) if isinstance(line, str) else line for line in lines], SOURCE)


def paths(found: Document) -> list[tuple[str, ...]]:
    return [section.path for section in found.sections]


def page(body: str, title: str) -> Document:
    markup = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return read_html(markup.encode(), replace(SOURCE, name="甲.htm"))


def test_an_annex_ends_the_sections_before_it_and_opens_its_own() -> None:
    rows = table_blocks(plain_rows([["序号", "企业名称", "备注"], ["1", "甲公司", "新增"], ["2", "乙公司", ""]]))
    found = document(
        "关于印发行动方案的通知", "各单位：", "请遵照执行。", "附件：1.行动方案", "2.企业名单", "附件1", "行动方案",
        "一、目标", "力争达到9件。", "附件2", "重点企业名单", "（排名不分先后）", *rows,
    )  # fmt: skip
    assert paths(found) == [
        ("附件1",), ("附件1", "行动方案"), ("附件1", "行动方案", "一、目标"), ("附件2",), ("附件2", "重点企业名单"),
    ]  # fmt: skip
    assert found.tables[0].title == "重点企业名单"


@pytest.mark.parametrize(
    "lines",
    [
        ["附件：", "1.申请表", "2.承诺书"],
        ["附件：1.申请表", "2.承诺书"],
        ["附件：1.申请表.docx", "2.承诺书.docx", "3.清单.xlsx"],
        ["1. 入库的中小企业", "2. 研发费用不低于100万元的企业"],
        ["1. 有效专利不少于8件", "2. 投入比重不低于5%", "3. 设有管理机构，配备专人"],
    ],
)
def test_short_items_of_a_list_are_no_sections(lines: list[str]) -> None:
    assert paths(document("关于申报的通知", "一、条件", "符合以下各项：", *lines, "某局")) == [("一、条件",)]


def test_numbered_headings_with_text_of_their_own_stay_sections() -> None:
    found = document("工作总结", "1.抓好创造。全年授权专利9件。", "2.抓好保护", "查处案件3件。")
    assert paths(found) == [("1.抓好创造",), ("2.抓好保护",)]


def test_the_caption_of_a_table_is_no_section() -> None:
    rows = table_blocks(plain_rows([["指标", "2022年", "2023年"], ["授权量", "7", "9"]]))
    found = document(
        "统计公报", "一、总体", "增长平稳。", "附表1 各区主要指标", "单位：件", *rows, "二、其他", "没有。"
    )
    assert paths(found) == [("一、总体",), ("二、其他",)]
    assert (found.tables[0].title, found.tables[0].unit) == ("附表1 各区主要指标", "单位：件")


def test_a_line_that_speaks_of_years_or_groups_names_the_table_below() -> None:
    rows = table_blocks(plain_rows([["县区", "金额"], ["甲县", "7"]]))
    assert document("快报", "增长平稳。", "各县区研发经费投入", *rows).tables[0].title == "各县区研发经费投入"
    assert document("快报", "增长平稳。", "各县区高度重视，扎实推进", *rows).tables[0].title is None
    assert document("快报", "增长平稳。", "2024年1月5日", *rows).tables[0].title is None


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            [
                "某省财政厅",
                "某省知识产权局",
                "某财规〔2022〕5号",
                "某省财政厅 某省知识产权局关于印发",
                "资金管理办法的通知",
            ],
            "某省财政厅 某省知识产权局关于印发资金管理办法的通知",
        ),
        (["附件2", "项目资金安排表", "单位：万元"], "项目资金安排表"),
        (["知识产权工作简报", "第12期（总第86期）", "某市办公室编"], "知识产权工作简报 第12期（总第86期）"),
    ],
)
def test_what_stands_over_a_title_is_none(lines: list[str], title: str) -> None:
    assert document(*lines, "正文一句。", "正文又一句。").title == title


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["发布日期：[2024-01-05]   来源：某局"], "2024-01-05"),
        (["正文。", "三、受理时间", "2024年9月2日至9月30日。", "某市科技局", "2024年8月26日"], "2024-08-26"),
        (["发布时间：2024-04-20", "正文。", "某市知识产权局", "2024年4月18日"], "2024-04-18"),
        (["发布日期：2024-04-20", "成文日期：2024-04-18", "正文。"], "2024-04-18"),
        (["某市知识产权办公室编      2023年12月20日", "正文。"], "2023-12-20"),
    ],
)
def test_the_day_of_issue(lines: list[str], day: str) -> None:
    assert document("关于申报的公告", *lines).issued_on == day


def test_short_wrapped_texts_are_joined_by_their_indents() -> None:
    text = (
        "　　2023年，我局围绕创新驱动发展战略，扎实推进各项工作，现将有关情\n况报告如下。\n"
        "　　一、主要成效\n"
        "　　（一）创造质量提升。全年发明专利授权量1102件，同比增长16.8%，占\n全市的60.1%；申请87件。\n"
        "　　二、计划\n　　力争授权1250件。\n"
    )
    assert read_text(text.encode("gb18030"), SOURCE).text.split("\n") == [
        "2023年，我局围绕创新驱动发展战略，扎实推进各项工作，现将有关情况报告如下。",
        "一、主要成效",
        "（一）创造质量提升。全年发明专利授权量1102件，同比增长16.8%，占全市的60.1%；申请87件。",
        "二、计划",
        "力争授权1250件。",
    ]


def test_a_title_that_nobody_wrote_gives_way_to_the_text() -> None:
    assert page("<p>调解规则</p><p>第一条　调解不收费。</p>", "新建 Microsoft Word 文档").title == "调解规则"
    assert page("<p>投入统计快报</p><p>增长8%。</p>", "某市统计信息网").title == "投入统计快报"
    rows = "<tr><td colspan=2>授权情况统计表</td></tr><tr><td>县区</td><td>授权量</td></tr>"
    rows += "<tr><td>甲县</td><td>9</td></tr>"
    assert page(f"<table border=1>{rows}</table>", "").title == "授权情况统计表"


def test_the_bar_at_the_top_of_a_page_is_none_of_its_text() -> None:
    found = page("<div>某市人民政府 无障碍 长者模式</div><p>关于放假的通知</p><p>放假三天。</p>", "关于放假的通知")
    assert found.text == "关于放假的通知\n放假三天。"


def test_a_slide_without_a_title_is_named_by_its_numbered_first_line() -> None:
    deck = Presentation()
    for layout, words in ((0, ("工作汇报",)), (5, ("四、走势",)), (6, ("五、安排", "（一）创造"))):
        slide = deck.slides.add_slide(deck.slide_layouts[layout])
        for at, line in enumerate(words):
            if at == 0 and slide.shapes.title is not None:
                slide.shapes.title.text = line
            else:
                box = slide.shapes.add_textbox(Inches(1), Inches(0.3 + 2 * at), Inches(4), Inches(1))
                box.text_frame.text = line
    data = io.BytesIO()
    deck.save(data)
    assert paths(read_pptx(data.getvalue(), SOURCE)) == [("四、走势",), ("五、安排",), ("五、安排", "（一）创造")]


def test_a_list_leads_in_to_nothing_of_the_next_section() -> None:
    found = document("公告", "一、条件", "须同时满足以下条件：", "1. 专利不少于8件", "二、奖励", "给予20万元。" * 60)
    last = next(p for p in split(found) if p.section == ("二、奖励",))
    assert rendering(found, last).split("\n")[:3] == ["公告", "二、奖励", "二、奖励"]


def test_numbered_notes_under_a_bare_word_are_the_tables_and_no_sections() -> None:
    rows = table_blocks(plain_rows([["指标", "2022年", "2023年"], ["授权量", "7", "9"]]))
    found = document(
        "通知", "一、总体", "如下。", "附：", "考核指标表", *rows, "注：", "1.全部采用上述指标", "2.指标自动生成。"
    )
    assert paths(found) == [("一、总体",), ("附：",), ("附：", "考核指标表")]
    assert [found.text[a:b] for a, b in found.tables[0].notes] == ["注：", "1.全部采用上述指标", "2.指标自动生成。"]
