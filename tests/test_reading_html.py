"""HTML: what a reader of the page sees, and what is left out: hidden text, menus, controls, the site's imprint."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.errors import EmptyDocument, ReadingError, TooLarge
from ipqa.reading.markup.html import read_html
from ipqa.reading.structure.blocks import Source, version_of
from ipqa.records import Document

SHARED = Path(__file__).parents[2] / "shared" / "eval" / "dev"
UNSEEN = ("已忽略页面上看不见的文字。",)


def page(body: str, head: str = "", encoding: str = "utf-8") -> Document:
    markup = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read(markup.encode(encoding))


def read(data: bytes) -> Document:
    return read_html(data, Source("a.html", "c", version_of(data), "text/html", fallback_title="a"))


def cells(document: Document, table: int = 0) -> list[list[str]]:
    return [[document.text[a:b] for a, b in row] for row in document.tables[table].rows]


def lines(body: str, head: str = "") -> list[str]:
    return page(f"<p>首段可见。</p>{body}<p>末段可见。</p>", head).text.split("\n")[1:-1]


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">看不见的文字</p>',
        '<p style="DISPLAY: None !important">看不见的文字</p>',
        '<div style="visibility:hidden">看不见的文字</div>',
        '<p style="opacity:0">看不见的文字</p>',
        '<p style="font-size:0">看不见的文字</p>',
        '<p style="font-size:1px">看不见的文字</p>',
        '<p style="color:#fff">看不见的文字</p>',
        '<p style="color:rgb(255, 255, 255)">看不见的文字</p>',
        '<p style="color:transparent">看不见的文字</p>',
        '<p><font color="#FFFFFF">看不见的文字</font></p>',
        '<div style="background:#000"><p style="color:black">看不见的文字</p></div>',
        '<p style="position:absolute;left:-9999px">看不见的文字</p>',
        '<p style="text-indent:-9999px">看不见的文字</p>',
        '<p style="position:absolute;clip:rect(0,0,0,0)">看不见的文字</p>',
        '<div style="height:0;overflow:hidden">看不见的文字</div>',
        "<p hidden>看不见的文字</p>",
        "<dialog>看不见的文字</dialog>",
        '<div class="gone"><span>看不见的文字</span></div>',
        '<div class="box"><p class="faint">看不见的文字</p></div>',
        '<p id="far">看不见的文字</p>',
        '<p class="odd">看不见的文字</p>',
    ],
)
def test_what_nobody_sees_is_left_out_and_reported(hidden: str) -> None:
    style = (
        "<style>/* .x{display:none} */ .gone{display:none} .box .faint{color:#fefefe}"
        "#far{position:absolute;left:-3000px}"
        "@media screen{.odd{visibility:hidden}}</style>"
    )
    found = page(f"<p>首段可见。</p>{hidden}<p>末段可见。</p>", style)
    assert found.text == "首段可见。\n末段可见。"
    assert found.warnings == UNSEEN


@pytest.mark.parametrize(
    "shown",
    [
        '<p style="color:#fff;background:#1a3b7c">看得见的文字</p>',
        '<table bgcolor="#1a3b7c"><tr><td style="color:#fff">看得见的文字</td></tr></table>',
        '<div style="background:url(a.png)"><p style="color:white">看得见的文字</p></div>',
        '<div style="visibility:hidden"><p style="visibility:visible">看得见的文字</p></div>',
        '<div style="font-size:0"><span style="font-size:14px">看得见的文字</span></div>',
        '<p class="printed">看得见的文字</p>',
        '<p class="narrow">看得见的文字</p>',
        '<p class="later">看得见的文字</p>',
        '<p style="color:#ffffe0;background-color:#333">看得见的文字</p>',
        "<details><summary>看得见的文字</summary></details>",
        "<dialog open>看得见的文字</dialog>",
        '<p style="text-indent:-2em">看得见的文字</p>',
        "<form><p>看得见的文字</p></form>",
    ],
)
def test_what_a_reader_sees_stays(shown: str) -> None:
    style = (
        "<style>@media print{.printed{display:none}} @media (max-width:700px){.narrow{display:none}}"
        ".later{display:none} .later{display:block}</style>"
    )
    found = page(f"<p>首段可见。</p>{shown}<p>末段可见。</p>", style)
    assert found.text == "首段可见。\n看得见的文字\n末段可见。"
    assert found.warnings == ()


def test_selectors_that_nobody_knows_are_passed_over() -> None:
    rules = "p[{display:none} >>{display:none} @font-face{a:b} a:hover{display:none} .x::after{display:none}} }"
    style = f"<style>{rules}</style>"
    assert lines("<p class=x>看得见的文字</p><style>.y{display:none</style><p class=y>看不见的字</p>", style) == [
        "看得见的文字"
    ]


def test_a_sheet_that_is_not_here_may_colour_the_ground() -> None:
    link = '<link rel="stylesheet" href="site.css">'
    assert lines('<div class="banner"><b style="color:#fff">横幅上的字</b></div>', link) == ["横幅上的字"]
    assert lines('<p style="color:#fff">插入的白字</p>', link) == []


def test_machinery_is_no_text() -> None:
    body = (
        "<script>脚本里的字</script><noscript>请启用脚本</noscript><template>模板里的字</template>"
        "<iframe srcdoc='<p>框里</p>'>框</iframe><!-- 注释里的字 --><svg><text>图</text></svg>"
        "<select><option>选项一</option></select><button>提交</button>"
    )
    assert lines(body) == []


ARTICLE = "<p>" + "全市知识产权工作扎实推进，各项指标稳中有进，企业创新主体地位进一步增强。" * 8 + "</p>"


def test_the_furniture_of_a_site_is_left_out() -> None:
    body = f"""
    <div class="header"><a href="/">网站首页</a><a href="/x">政务公开</a><a href="/y">办事服务</a></div>
    <div>您现在的位置：<a href="/">首页</a> &gt; <a href="/tz">通知公告</a> &gt; 正文</div>
    <h1>某市通知</h1>
    <div>发布时间：2024-05-06 来源：某市市场监督管理局 浏览次数：1203次 字号：[ <a>大</a> <a>中</a> <a>小</a> ]</div>
    {ARTICLE}
    <p>【打印本页】 【关闭窗口】</p><p>分享到：<a>微信</a> <a>微博</a></p><p>扫一扫在手机打开当前页</p>
    <p>上一篇：<a href="1">别的通知</a></p><p>下一篇：没有了</p><h2>相关信息</h2><p>请关注本局公告。</p>
    <div><h3>相关阅读</h3><ul><li><a href="2">别处的一条新闻</a></li><li><a href="3">别处的二条新闻</a></li></ul></div>
    <h4>相关链接</h4>\n<ul><li><a href="5">别处的三条新闻</a></li></ul>
    <div>主办：某市人民政府办公室</div><div>网站标识码：4100000001 豫ICP备00000000号</div>"""
    article = ARTICLE[3:-4]
    meta = "发布时间：2024-05-06 来源：某市市场监督管理局"
    assert page(body).text == f"某市通知\n{meta}\n{article}\n相关信息\n请关注本局公告。"


def test_the_article_is_never_furniture() -> None:
    assert page(f'<div class="header">{ARTICLE}</div>').text == ARTICLE[3:-4]
    assert page(f"<nav>{ARTICLE}</nav>").text == ARTICLE[3:-4]
    body = f'<div id="footer-wrap"><div class="share">{ARTICLE}</div></div>'
    assert page(body).text == ARTICLE[3:-4]


def test_a_page_that_is_a_list_of_links_keeps_it() -> None:
    titles = [f"关于做好第{i}批知识产权试点工作的通知" for i in range(1, 9)]
    items = "".join(f'<li><a href="{i}">{title}</a></li>' for i, title in enumerate(titles))
    assert page(f"<h1>通知公告</h1><ul>{items}</ul>").text.split("\n") == ["通知公告", *titles]


def test_attached_files_are_named() -> None:
    body = (
        f'<h1>某市通知</h1>{ARTICLE}<p>附件：<a href="files/a.docx">1.申报书.docx</a></p><ul>'
        '<li><a href="/b.pdf?x=1">2.汇总表</a></li><li><a href="c%E8%A1%A8.xls"></a></li>'
        '<li><a href="d.html">不是附件</a></li><li><a href="files/a.docx">1.申报书.docx</a></li></ul>'
    )
    found = page(body)
    assert found.attachments == ("1.申报书.docx", "2.汇总表", "c表.xls")
    assert "2.汇总表" in found.text


def test_tables_with_merged_cells_and_captions() -> None:
    body = """<h1>某市通报</h1><p>数据如下。</p><table><caption>表1 授权量（单位：件）</caption>
    <thead><tr><th rowspan="2">县区</th><th colspan="2">授权量</th></tr><tr><th>2022年</th><th>2023年</th></tr></thead>
    <tbody><tr><td>甲<br>县</td><td>3</td><td>4</td></tr><tr><td>乙县</td>
    <td colspan="2">合并5</td></tr></tbody></table>"""
    found = page(body)
    assert cells(found) == [
        ["县区", "授权量", "授权量"],
        ["县区", "2022年", "2023年"],
        ["甲县", "3", "4"],
        ["乙县", "合并5", "合并5"],
    ]
    assert (found.tables[0].title, found.tables[0].header) == ("表1 授权量", 2)
    assert found.text.startswith("某市通报\n数据如下。\n表1 授权量（单位：件）\n县区\t授权量")


def test_tables_that_lay_out_the_page_are_its_text() -> None:
    body = f"""<table><tr><td width=200><a href=1>栏目一</a><br><a href=2>栏目二</a><br><a href=3>栏目三</a></td><td>
    <table><tr><td><h1>某市通报</h1></td></tr><tr><td>{ARTICLE}<table><tr><th>县区</th><th>件数</th></tr>
    <tr><td>甲县</td><td>3</td></tr></table></td></tr></table></td></tr></table>"""
    found = page(body)
    assert found.text == f"某市通报\n{ARTICLE[3:-4]}\n县区\t件数\n甲县\t3"
    assert cells(found) == [["县区", "件数"], ["甲县", "3"]]


def test_a_row_of_words_is_a_line() -> None:
    body = "<table><tr><td>发布机构：某市知识产权局</td><td>发布日期：2024-03-01</td></tr></table>"
    assert lines(body) == ["发布机构：某市知识产权局 发布日期：2024-03-01"]


def test_broken_tables_lose_nothing() -> None:
    body = (
        "<table><tr><td rowspan=99 colspan=x>甲</td><td>乙"
        "<tr><td rowspan=0>丙<td colspan=0>丁<td colspan=5000>戊</table>"
    )
    assert [word for line in lines(body) for word in line.split()] == ["甲", "乙", "丙", "丁", "戊"]


def test_lists_bear_the_numbers_that_the_page_shows() -> None:
    body = (
        "<ol><li>申请<li>审查<ol type=a><li>初审</li><li>复审</li></ol></li><li value=7>公示</li></ol>"
        "<ol start=3 type=I><li>第三</li></ol><ol style='list-style:none'><li>无号</li></ol>"
        "<ol style='list-style-type:cjk-ideographic'><li>总则</li></ol><ol><li>一、自带编号</li></ol>"
        "<ul><li>圆点</li></ul><dl><dt>用语</dt><dd>含义</dd></dl>"
    )
    assert lines(body) == [
        "1. 申请", "2. 审查", "a. 初审", "b. 复审", "7. 公示", "III. 第三", "无号", "一、总则", "一、自带编号", "圆点",
        "用语", "含义",
    ]  # fmt: skip


def test_raised_and_lowered_digits_stay_apart_from_numbers() -> None:
    assert lines("<p>面积5m<sup>2</sup>，约10<sup>4</sup>件，CO<sub>2</sub>减排<sup>[1]</sup>。</p>") == [
        "面积5m²，约10⁴件，CO₂减排[1]。"
    ]


def test_ruby_and_headings_broken_by_hand() -> None:
    found = page(
        "<h1>关于某项工作<br>的通知</h1><h2>一、总<br/>则</h2><p><ruby>汉<rp>(</rp><rt>han</rt><rp>)</rp></ruby>字</p>"
    )
    assert found.text == "关于某项工作的通知\n一、总则\n汉字"
    assert [s.path for s in found.sections] == [("一、总则",)]


def test_the_title_is_the_pages_own() -> None:
    head = "<title>某市关于印发实施方案的通知-某市人民政府门户网站</title>"
    found = page(f"<h1>某市人民政府</h1><div>某市关于印发</div><div>实施方案的通知</div>{ARTICLE}", head)
    assert found.title == "某市关于印发实施方案的通知"
    assert found.text.split("\n")[:2] == ["某市人民政府", "某市关于印发实施方案的通知"]
    assert page(ARTICLE, "<title>某某通知_某市局</title>").title == "某某通知"
    meta = '<title>某市局</title><meta name="ArticleTitle" content="真正的标题">'
    assert page(ARTICLE, meta).title == "真正的标题"


def test_metas_speak_where_the_text_is_silent() -> None:
    head = (
        '<meta name="PubDate" content="2024-03-05 10:00"><meta name="ContentSource" content="某市知识产权局">'
        '<meta name="FileNumber" content="某知发〔2024〕3号">'
    )
    found = page(ARTICLE, head)
    assert (found.issuer, found.number, found.issued_on) == ("某市知识产权局", "某知发〔2024〕3号", "2024-03-05")
    dated = page(f"<p>发布日期：2023-01-02</p>{ARTICLE}", head)
    assert dated.issued_on == "2023-01-02"
    assert page(ARTICLE, '<meta name="ContentSource" content="张三">').issuer is None


@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("gb2312", "gb18030"), ("gb2312", "utf-8"), ("utf-8", "gb18030"), ("big5", "big5"), ("", "gb18030"),
        ("utf-8", "utf-8-sig"), ("gbk", "utf-16"), ("nonsense", "utf-8"),
    ],
)  # fmt: skip
def test_encodings_are_what_the_bytes_are(declared: str, real: str) -> None:
    text = "全市有效發明專利擁有量" if real == "big5" else "全市有效发明专利拥有量，较上年增长"
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    assert page(f"<p>{text}</p>", head, real).text == text


def test_deep_nesting_is_flat() -> None:
    body = "<div>" * 5_000 + "深处的文字" + '<div style="display:none">藏着的文字</div>' + "</div>" * 5_000
    found = page(f"<p>前。</p>{body}<p>后。</p>")
    assert found.text == "前。\n深处的文字\n后。"
    assert found.warnings == UNSEEN


def test_nesting_without_end_is_refused() -> None:
    started = time.monotonic()
    with pytest.raises(TooLarge, match="嵌套过深"):
        page("<div>" * 100_000 + "深")
    assert time.monotonic() - started < 5


def test_huge_attributes_and_many_cells() -> None:
    body = f'<p title="{"长" * 1_000_000}" style="{"x:y;" * 50_000}">正文。</p>'
    assert lines(body) == ["正文。"]
    rows = "".join(f"<tr><td>{i}号</td><td>{i}</td></tr>" for i in range(2_000))
    found = page(f"<table>{rows}</table>")
    assert len(found.tables[0].rows) == 2_000
    assert cells(found)[-1] == ["1999号", "1999"]


def test_an_empty_page_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        page("<script>x</script><p style='display:none'>藏</p>")


@given(st.text(alphabet="<>/\"'= abptdivrhol12甲乙丙。&;!-", max_size=300))
def test_any_markup_reads_or_is_refused(markup: str) -> None:
    try:
        found = read(markup.encode())
    except ReadingError:
        return
    for table in found.tables:
        assert all(table.start <= start <= end <= table.end for row in table.rows for start, end in row)


def test_the_format_fixture() -> None:
    path = SHARED / "formats" / "f10_boilerplate.html"
    if not path.exists():
        pytest.skip("the format fixtures are not beside this checkout")
    expected = next(
        one for one in json.loads((path.parent / "expected.json").read_text("utf-8")) if one["file"] == path.name
    )
    found = read(path.read_bytes())
    assert [line for line in expected["text_lines"] if line not in found.text.split("\n")] == []
    wrong = [word for key in ("must_not_contain", "should_not_contain") for word in expected[key] if word in found.text]
    assert wrong == []
    assert list(found.attachments) == expected["attachments"]
    assert cells(found) == expected["tables"][0]
