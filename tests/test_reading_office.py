"""DOCX and PPTX: numbers, styles, merged cells, notes, charts and boxes as a reader sees them; the unseen left out."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document as new_docx
from office_writer import DECLARED, cell, docx, item, levels, numbering, p, r, row, style, table
from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu, Inches, Pt

from ipqa.errors import DamagedFile, EmptyDocument, NeedsOcr
from ipqa.reading.office.docx import read_docx
from ipqa.reading.office.pptx import read_pptx
from ipqa.reading.options import Options
from ipqa.reading.structure.blocks import Source, version_of
from ipqa.reading.structure.ordinals import circled, han, legal, letter, raised, roman, written
from ipqa.records import Document

UNSEEN = "已忽略文档中看不见的文字。"


def read(data: bytes) -> Document:
    return read_docx(data, Source("a.docx", "c", version_of(data), "x", fallback_title="a"))


def lines(body: str, **parts: str) -> list[str]:
    return read(docx(body, parts)).text.split("\n")


def cells(document: Document, at: int = 0) -> list[list[str]]:
    return [[document.text[a:b] for a, b in row] for row in document.tables[at].rows]


@pytest.mark.parametrize(
    ("number", "counted", "formal", "latin", "letters"),
    [
        (1, "一", "壹", "i", "a"),
        (10, "十", "壹拾", "x", "j"),
        (14, "十四", "壹拾肆", "xiv", "n"),
        (20, "二十", "贰拾", "xx", "t"),
        (27, "二十七", "贰拾柒", "xxvii", "aa"),
        (101, "一百零一", "壹佰零壹", "ci", "wwww"),
        (110, "一百一十", "壹佰壹拾", "cx", "fffff"),
        (2024, "二千零二十四", "贰仟零贰拾肆", "mmxxiv", "v" * 9),
    ],
)
def test_numbers_are_written_as_programs_write_them(
    number: int, counted: str, formal: str, latin: str, letters: str
) -> None:
    assert (han(number), legal(number), roman(number), letter(number)) == (counted, formal, latin, letters)


def test_rarer_numberings() -> None:
    assert [circled(n) for n in (1, 20, 21, 36, 51)] == ["①", "⑳", "㉑", "㊱", "（51）"]
    kinds = ("ideographDigital", "ideographTraditional", "decimalFullWidth", "decimalZero", "upperRoman", "unheardOf")
    assert [written(12, kind) for kind in kinds] == ["一二", "乙", "１２", "12", "XII", "12"]
    assert [raised("2"), raised("2", lowered=True), raised("[1]"), raised("")] == ["²", "₂", "[1]", ""]


OFFICIAL = levels(
    ("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"),
    ("decimalEnclosedCircleChinese", "%5"),
)  # fmt: skip


def test_automatic_numbers_stand_in_the_text() -> None:
    body = [
        ("总体要求", 0),
        ("指导思想", 1),
        ("基本原则", 1),
        ("重点任务", 0),
        ("强化创造", 1),
        ("奖励2万元。", 2),
        ("细目", 3),
    ]
    found = read(docx("".join(item(text, level=level) for text, level in body), {"numbering": numbering(OFFICIAL)}))
    assert found.text.split("\n") == [
        "一、总体要求", "（一）指导思想", "（二）基本原则", "二、重点任务", "（一）强化创造",
        "1. 奖励2万元。", "（1）细目",
    ]  # fmt: skip
    assert [s.path for s in found.sections][1:3] == [("二、重点任务",), ("二、重点任务", "（一）强化创造")]


def test_lists_restart_as_word_does() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    body = item("甲") + item("乙", 2) + item("丙", 3) + item("丁", 3) + item("戊", 0) + item("己", 9)
    assert lines(body, numbering=numbering(OFFICIAL, nums)) == ["一、甲", "二、乙", "五、丙", "六、丁", "戊", "己"]


def test_chapters_and_articles_are_numbered_by_their_styles() -> None:
    abstract = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="Z"/>'
        '<w:suff w:val="space"/><w:lvlText w:val="第%1章"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlRestart w:val="0"/><w:pStyle w:val="T"/><w:suff w:val="space"/><w:lvlText w:val="第%2条"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>'
        '<w:lvlText w:val="%1.%2.%3"/></w:lvl>'
    )
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("Z", "章", number) + style("T", "条", number) + style("T2", "条二", '<w:basedOn w:val="T"/>')
    chapter, article = '<w:pStyle w:val="Z"/>', '<w:pStyle w:val="T2"/>'
    body = (
        p("总则", properties=chapter) + p("为规范管理，制定本办法。", properties=article)
        + p("罚则", properties=chapter) + p("违反的，应当处罚。", properties=article) + item("细目", level=2)
    )  # fmt: skip
    found = read(docx(body, {"numbering": numbering(abstract), "styles": styles}))
    assert found.text.split("\n") == [
        "第一章 总则", "第一条 为规范管理，制定本办法。", "第二章 罚则", "第二条 违反的，应当处罚。", "2.2.1 细目",
    ]  # fmt: skip
    assert [s.path for s in found.sections] == [
        ("第一章 总则",), ("第一章 总则", "第一条"), ("第二章 罚则",), ("第二章 罚则", "第二条"),
    ]  # fmt: skip


def test_bullets_are_the_documents_own_or_nothing() -> None:
    dot, letter_dot = (
        levels(("bullet", "●")),
        levels(("bullet", "l"), inside='<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'),
    )
    assert lines(item("甲"), numbering=numbering(dot)) == ["● 甲"]
    assert lines(item("甲"), numbering=numbering(levels(("bullet", "\uf0b7")))) == ["甲"]
    assert lines(item("甲"), numbering=numbering(letter_dot)) == ["甲"]


def test_headings_by_style_outline_level_and_inheritance() -> None:
    styles = (
        style("a", "Title") + style("1", "heading 1") + style("B", "标题 2")
        + style("C", "自定", '<w:basedOn w:val="1"/>')
        + style("O", "章标题", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>') + style("s", "Subtitle")
    )  # fmt: skip
    long = "加强组织领导。" + "各部门要密切配合，形成合力。" * 8
    body = "".join(
        p(text, properties=f'<w:pStyle w:val="{name}"/>')
        for text, name in [
            ("某市规划", "a"),
            ("（2024年）", "s"),
            ("发展现状", "1"),
            ("创造", "B"),
            ("细节", "O"),
            ("打算", "C"),
        ]
    )
    body += p("保障措施", properties='<w:outlineLvl w:val="0"/>') + p(long, properties='<w:outlineLvl w:val="1"/>')
    found = read(docx(body, {"styles": styles}))
    assert found.title == "某市规划"
    assert [(s.level, s.path) for s in found.sections] == [
        (1, ("发展现状",)), (2, ("发展现状", "创造")), (3, ("发展现状", "创造", "细节")), (1, ("打算",)),
        (1, ("保障措施",)),
    ]  # fmt: skip


def test_hidden_words_are_left_out_and_reported() -> None:
    styles = style("G", "藏", "<w:rPr><w:vanish/></w:rPr>", "character") + style(
        "H", "藏段", "<w:rPr><w:vanish/></w:rPr>"
    )
    body = (
        p("看得见", r("藏一", "<w:vanish/>"), r("藏二", '<w:color w:val="FFFFFF"/>'), r("藏三", '<w:sz w:val="2"/>'))
        + p(r("藏四", '<w:rStyle w:val="G"/>'), r("不藏", '<w:rStyle w:val="G"/><w:vanish w:val="0"/>'))
        + p("藏五", properties='<w:pStyle w:val="H"/>')
        + p(r("白底外", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="C00000"/>'))
        + table(
            row(cell(p(r("表头", '<w:color w:val="FFFFFF"/>')), '<w:shd w:val="clear" w:fill="1F4E79"/>'), "件数"),
            row("甲", "3"),
        )
    )
    found = read(docx(body, {"styles": styles}))
    assert found.text == "看得见\n不藏\n白底外\n表头\t件数\n甲\t3"
    assert found.warnings == (UNSEEN,)


def test_changes_are_accepted() -> None:
    body = (
        p(
            "共",
            '<w:del w:id="1"><w:r><w:delText>5</w:delText></w:r></w:del>',
            '<w:ins w:id="2"><w:r><w:t>6</w:t></w:r></w:ins>',
            "件",
            '<w:moveFrom w:id="3"><w:r><w:t>走</w:t></w:r></w:moveFrom>',
            '<w:moveTo w:id="4"><w:r><w:t>。</w:t></w:r></w:moveTo>',
        )
        + p("上半句，", properties='<w:rPr><w:del w:id="5"/></w:rPr>')
        + p("下半句。")
    )
    found = read(docx(body))
    assert found.text == "共6件。\n上半句，下半句。"
    assert found.warnings == ("文档带有修订痕迹，已按接受全部修订读取。",)


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_fields_give_their_results_and_contents_are_no_text() -> None:
    contents = p(char("begin"), code('TOC \\o "1-3"'), char("separate"), "一、创造\t1") + p("二、运用\t2", char("end"))
    gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('目录')}{p('一、创造1')}</w:sdtContent></w:sdt>"
    )
    body = p("见", char("begin"), code("REF a"), char("separate"), "表1", char("end"), "。")
    simple = p('<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>', "页")
    entry = p("三、保护 3", properties='<w:pStyle w:val="M"/>')
    assert lines(p("目　录") + contents + p("甲。")) == ["甲。"]
    assert lines(gallery + contents + entry + body + simple, styles=style("M", "toc 1")) == ["见表1。", "7页"]


def test_a_field_without_end_hides_nothing() -> None:
    assert lines(p(char("begin"), code("TOC"), "甲。") + p("乙。")) == ["甲。", "乙。"]


def test_notes_follow_their_paragraph() -> None:
    def note(kind: str, number: int, text: str) -> str:
        return f'<w:{kind} w:id="{number}">{p(f"<w:r><w:{kind}Ref/></w:r>", text)}</w:{kind}>'

    def mark(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    body = p("共3000件", mark("footnote", 2), "，增长5%", mark("endnote", 1), "。") + p("后文。")
    body += table(row("县区", "件数"), row("甲", cell(p("3", mark("footnote", 3)))))
    found = read(
        docx(
            body,
            {
                "footnotes": note("footnote", 2, " 为预计数。") + note("footnote", 3, "初步数。"),
                "endnotes": note("endnote", 1, "可比口径。"),
            },
        )
    )
    assert found.text == ("共3000件①，增长5%②。\n① 为预计数。\n② 可比口径。\n后文。\n县区\t件数\n甲\t3③\n③ 初步数。")


def test_tables_with_merged_cells_and_repeated_headers() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    found = read(
        docx(
            p("表1 授权量")
            + table(
                row(cell("县区", down), cell("授权量", wide), properties="<w:tblHeader/>"),
                row(cell("", on), "2022年", "2023年", properties="<w:tblHeader/>"),
                row(cell(p("甲") + p("县")), "3", "4"),
                row("5", "6", properties='<w:gridBefore w:val="1"/>'),
                row("删去", "1", "2", properties='<w:del w:id="9"/>'),
            )
        )
    )
    assert cells(found) == [
        ["县区", "授权量", "授权量"], ["县区", "2022年", "2023年"], ["甲县", "3", "4"], ["", "5", "6"],
    ]  # fmt: skip
    assert (found.tables[0].header, found.tables[0].title) == (2, "表1 授权量")


def test_tables_that_only_arrange_text_are_paragraphs() -> None:
    masthead = table(row(cell(p("某市人民政府文件")))) + table(row("某政发〔2024〕3号", "签发人：某某"))
    outer = table(row(cell("左"), cell(table(row("县区", "件数"), row("甲", "3"), row("乙", "4")))), row("下", "文"))
    found = read(docx(masthead + outer))
    assert found.text == "某市人民政府文件\n某政发〔2024〕3号\n签发人：某某\n左\n县区\t件数\n甲\t3\n乙\t4\n下\n文"
    assert cells(found) == [["县区", "件数"], ["甲", "3"], ["乙", "4"]]


def test_a_table_in_a_cell_is_part_of_its_text() -> None:
    inner = table(row("子一", "子二"))
    found = read(docx(table(row("项目", "说明", "数"), row("甲", cell(p("含") + inner), "3"), row("乙", "无", "4"))))
    assert cells(found) == [["项目", "说明", "数"], ["甲", "含 子一 子二", "3"], ["乙", "无", "4"]]


def box(text: str, properties: str = "<a:noFill/>") -> str:
    inside = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>"
        f"<wps:spPr>{properties}</wps:spPr><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once_where_they_hang() -> None:
    inside = f"<v:textbox><w:txbxContent>{p('旧框')}</w:txbxContent></v:textbox>"
    old = f"<w:r><w:pict><v:shape>{inside}</v:shape></w:pict></w:r>"
    assert lines(p(box("红头"), "正文一。") + p("正文二。", box("框内"), old)) == [
        "红头", "正文一。", "正文二。", "框内", "旧框",
    ]  # fmt: skip


def test_white_words_in_a_filled_box_are_seen() -> None:
    def white(properties: str) -> list[str]:
        inside = r("白字", '<w:color w:val="FFFFFF"/>')
        return lines(p("甲。", box("框").replace(r("框"), inside).replace("<a:noFill/>", properties)))

    assert white('<a:solidFill><a:srgbClr val="C00000"/></a:solidFill>') == ["甲。", "白字"]
    assert white("<a:noFill/>") == ["甲。"]


def points(*values: str) -> str:
    return "".join(f'<c:pt idx="{i}"><c:v>{value}</c:v></c:pt>' for i, value in enumerate(values))


def series(name: str, pattern: str, categories: str, *values: str) -> str:
    return (
        f"<c:ser><c:tx><c:strRef><c:strCache>{points(name)}</c:strCache></c:strRef></c:tx><c:cat>{categories}</c:cat>"
        f"<c:val><c:numRef><c:numCache><c:formatCode>{pattern}</c:formatCode>{points(*values)}</c:numCache></c:numRef>"
        "</c:val></c:ser>"
    )


YEARS = f"<c:strRef><c:strCache>{points('2022年', '2023年')}</c:strCache></c:strRef>"
DAYS = f"<c:numRef><c:numCache><c:formatCode>yyyy/m/d</c:formatCode>{points('45292')}</c:numCache></c:numRef>"


def chart(inside: str, title: str = "图1 授权情况") -> str:
    named = (
        f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>" if title else ""
    )
    return (
        f"<c:chartSpace {DECLARED}><c:chart>{named}<c:plotArea><c:barChart>{inside}</c:barChart></c:plotArea></c:chart>"
        "</c:chartSpace>"
    )


DRAWN = (
    '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart r:id="chart"/></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)


def test_charts_are_tables_of_their_data() -> None:
    two = series("授权量", "General", YEARS, "3217.9999999999995", "3218") + series(
        "增速", "0.0%", YEARS, "0.123", "-0.046"
    )
    found = read(docx(p("前文。") + p(DRAWN) + p("后文。"), {"chart": chart(two)}))
    assert found.text == ("前文。\n图1 授权情况\n\t授权量\t增速\n2022年\t3218\t12.3%\n2023年\t3218\t-4.6%\n后文。")
    assert found.tables[0].title == "图1 授权情况"
    day = read(docx(p(DRAWN), {"chart": chart(series("受理量", "0", DAYS, "7"), "")}))
    assert day.text == "受理量\n\t受理量\n2024年1月1日\t7"


@pytest.mark.parametrize(("shows", "value"), [("Val", "18.6%"), ("Percent", "0.186")])
def test_shares_are_percentages_where_only_the_labels_say_so(shows: str, value: str) -> None:
    labels = f'<c:dLbls><c:numFmt formatCode="0.0%" sourceLinked="0"/><c:show{shows} val="1"/></c:dLbls>'
    inside = series("占比", "General", YEARS, "0.712", "0.186").replace("<c:cat>", f"{labels}<c:cat>")
    assert labels in inside
    found = read(docx(p(DRAWN), {"chart": chart(inside)}))
    assert found.text.split("\n")[-1] == f"2023年\t{value}"


def test_diagrams_formulas_symbols_and_ruby() -> None:
    node = "<dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t>"
    diagram = (
        f'<dgm:dataModel {DECLARED}><dgm:ptLst><dgm:pt type="doc"/><dgm:pt>{node.format("受理")}</dgm:pt>'
        f'<dgm:pt type="parTrans">{node.format("不是节点")}</dgm:pt></dgm:ptLst></dgm:dataModel>'
    )
    shown = '<w:r><w:drawing><wp:inline><dgm:relIds r:dm="data"/></wp:inline></w:drawing></w:r>'
    formula = (
        "<m:oMath><m:r><m:t>增速=</m:t></m:r><m:f><m:num><m:r><m:t>本年-上年</m:t></m:r></m:num><m:den><m:r><m:t>上年</m:t></m:r>"
        "</m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>han</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    signs = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:noBreakHyphen/><w:sym w:font="其他" w:char="F041"/></w:r>'
    square = r("2", '<w:vertAlign w:val="superscript"/>')
    body = p(formula) + p(ruby, "字", signs, "m", square) + p("流程", shown)
    assert lines(body, data=diagram) == ["增速=(本年-上年)/上年x^2", "汉字☑-m²", "流程", "受理"]


def test_drop_caps_hints_and_breaks() -> None:
    cap = p("知", properties='<w:framePr w:dropCap="drop"/>') + p("识产权。")
    hint = (
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>"
    )
    assert lines(cap + hint) == ["知识产权。", "甲", "乙 丙"]


def test_pictures_are_counted() -> None:
    found = read(docx(p("正文。", "<w:r><w:drawing><wp:inline><pic:pic/></wp:inline></w:drawing></w:r>")))
    assert found.warnings == ("文档中有 1 幅图片，图片里的文字没有读取。",)


def test_the_strict_form_is_read_too() -> None:
    data = docx(p("严格格式的正文。"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            for kind in (b"wordprocessingml", b"officeDocument"):
                text = text.replace(
                    b"http://schemas.openxmlformats.org/" + kind + b"/2006", b"http://purl.oclc.org/ooxml/" + kind
                )
            new.writestr(name, text)
    assert read(buffer.getvalue()).text == "严格格式的正文。"


def test_what_is_missing_or_broken() -> None:
    assert lines(p("甲。", DRAWN)) == ["甲。"]  # a reference to nothing
    with pytest.raises(EmptyDocument):
        read(docx(p("")))
    with pytest.raises(DamagedFile, match="已损坏，或不是 DOCX 文件"):
        read(docx("<w:p>"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(DamagedFile, match="已损坏，或不是 DOCX 文件"):
        read(buffer.getvalue())


def test_tables_deep_in_one_another_end() -> None:
    body = p("底")
    for _ in range(45):
        body = table(row(cell(body)))
    assert read(docx(p("前。") + body)).text.startswith("前。")


# Slides


def slides(made: object, tmp_path: Path) -> Document:
    path = tmp_path / "a.pptx"
    made.save(str(path))  # type: ignore[attr-defined]
    data = path.read_bytes()
    return read_pptx(data, Source("a.pptx", "c", version_of(data), "x", fallback_title="a"))


def words(slide: object, text: str, left: float, top: float, size: int = 18, white: bool = False) -> None:
    shape = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(3), Inches(1))  # type: ignore[attr-defined]
    run = shape.text_frame.paragraphs[0].add_run()
    run.text, run.font.size = text, Pt(size)
    if white:
        run.font.color.rgb = RGBColor(255, 255, 255)


def test_each_slide_is_a_page_and_a_section(tmp_path: Path) -> None:
    made = Presentation()
    cover = made.slides.add_slide(made.slide_layouts[0])
    cover.shapes.title.text, cover.placeholders[1].text = "某市工作汇报", "某市局"
    first = made.slides.add_slide(made.slide_layouts[1])
    first.shapes.title.text, first.placeholders[1].text = "总体情况", "授权3218件\n增长4.6%"
    first.notes_slide.notes_text_frame.text = "备注不读"
    hidden = made.slides.add_slide(made.slide_layouts[5])
    hidden.shapes.title.text = "隐藏页"
    hidden._element.set("show", "0")
    last = made.slides.add_slide(made.slide_layouts[6])
    words(last, "右下", 5, 4.05)
    words(last, "左下", 1, 4.1)
    words(last, "下一步打算", 1, 0.3, size=32)
    words(last, "页外", 1, -5)
    words(last, "白字", 1, 6, white=True)
    found = slides(made, tmp_path)
    assert found.text == "某市工作汇报\n某市局\n总体情况\n授权3218件\n增长4.6%\n下一步打算\n左下\n右下"
    assert found.title == "某市工作汇报"
    assert [(s.path, found.text[s.start : s.end].split("\n")[-1] or "—") for s in found.sections] == [
        (("总体情况",), "—"),
        (("下一步打算",), "右下"),
    ]
    assert [(page.number, found.text[page.start : page.end].split("\n")[0]) for page in found.pages] == [
        (1, "某市工作汇报"), (2, "总体情况"), (4, "下一步打算"),
    ]  # fmt: skip
    assert found.warnings == ("已忽略页面上看不见的文字。", "已忽略隐藏的幻灯片：第 3 页。")


def test_the_largest_line_of_a_cover_without_placeholders_names_the_deck(tmp_path: Path) -> None:
    made = Presentation()
    blank = made.slide_layouts[6]
    cover = made.slides.add_slide(blank)
    words(cover, "海外维权政策宣讲", 1, 3, size=32)
    words(cover, "某市维权中心", 1, 5)
    body = made.slides.add_slide(blank)
    words(body, "问题一：补助什么？", 1, 0.3, size=32)
    words(body, "律师费可以申请补助。", 1, 3)
    found = slides(made, tmp_path)
    assert found.title == "海外维权政策宣讲"
    assert [s.path for s in found.sections] == [("问题一：补助什么？",)]
    assert [found.text[page.start : page.end].strip() for page in found.pages] == [
        "海外维权政策宣讲\n某市维权中心",
        "问题一：补助什么？\n律师费可以申请补助。",
    ]


def test_a_first_slide_of_contents_names_no_deck(tmp_path: Path) -> None:
    made = Presentation()
    first = made.slides.add_slide(made.slide_layouts[6])
    words(first, "一、总体情况", 1, 0.3, size=32)
    words(first, "授权3218件", 1, 3)
    words(first, "增长4.6%", 1, 4)
    found = slides(made, tmp_path)
    assert [s.path for s in found.sections] == [("一、总体情况",)]


def test_white_words_on_a_coloured_shape_are_seen(tmp_path: Path) -> None:
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    band = slide.shapes.add_shape(1, 0, 0, Inches(10), Inches(2))
    band.fill.solid()
    band.fill.fore_color.rgb = RGBColor(0xC0, 0, 0)
    words(slide, "看得见的白字", 1, 0.5, white=True)
    found = slides(made, tmp_path)
    assert (found.text, found.warnings) == ("看得见的白字", ())


def test_slides_with_tables_charts_and_groups(tmp_path: Path) -> None:
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "数据"
    data = CategoryChartData(number_format="0.0%")
    data.categories = ["2022年", "2023年"]
    data.add_series("增速", (0.123, 0.0455))
    drawn = slide.shapes.add_chart(XL_CHART_TYPE.LINE, Inches(1), Inches(2), Inches(4), Inches(2), data).chart
    drawn.has_title = True
    drawn.chart_title.text_frame.text = "专利增速"
    grid = slide.shapes.add_table(3, 3, Inches(1), Inches(5), Inches(4), Inches(1)).table
    for i, text in enumerate(["县区", "授权量", "", "甲", "3", "4", "乙", "5", "6"]):
        grid.cell(i // 3, i % 3).text = text
    grid.cell(0, 1).merge(grid.cell(0, 2))
    group = slide.shapes.add_group_shape()
    for text, left in (("组右", 6), ("组左", 5)):
        group.shapes.add_textbox(Inches(left), Inches(6.5), Emu(900_000), Emu(300_000)).text_frame.text = text
    found = slides(made, tmp_path)
    assert found.text == (
        "数据\n专利增速\n\t增速\n2022年\t12.3%\n2023年\t4.55%\n县区\t授权量\t\n甲\t3\t4\n乙\t5\t6\n组左\n组右"
    )
    assert cells(found) == [["", "增速"], ["2022年", "12.3%"], ["2023年", "4.55%"]]
    assert cells(found, 1) == [["县区", "授权量", "授权量"], ["甲", "3", "4"], ["乙", "5", "6"]]


def test_slides_count_their_lists(tmp_path: Path) -> None:
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "任务"
    frame = slide.placeholders[1].text_frame
    frame.text = "甲\n乙\n丙"
    for paragraph in list(frame.paragraphs)[:2]:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(properties.makeelement(f"{{{properties.nsmap['a']}}}buAutoNum", {"type": "ea1ChsPeriod"}))
    assert slides(made, tmp_path).text == "任务\n一、甲\n二、乙\n丙"


def test_a_broken_deck_is_refused() -> None:
    data = docx(p("不是幻灯片"))
    with pytest.raises(DamagedFile, match="已损坏，或不是 PPTX 文件"):
        read_pptx(data, Source("a.pptx", "c", "v", "x"))


def scan_of(text: str) -> bytes:
    """A picture of a page with one line of digits and letters on it."""
    image = Image.new("RGB", (1200, 800), "white")
    ImageDraw.Draw(image).text((100, 100), text, fill="black", font=ImageFont.load_default(80))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_slides_that_are_pictures_are_read_as_scans(tmp_path: Path) -> None:
    made = Presentation()
    for text in ("PATENT 2024", "COUNT 3218"):
        slide = made.slides.add_slide(made.slide_layouts[6])
        slide.shapes.add_picture(io.BytesIO(scan_of(text)), 0, 0)
    found = slides(made, tmp_path)
    assert "".join(found.text.split()) == "PATENT2024COUNT3218"
    assert [page.number for page in found.pages] == [1, 2]


def test_pictures_only_need_recognition() -> None:
    made = new_docx()
    made.add_picture(io.BytesIO(scan_of("PATENT 2024")))
    buffer = io.BytesIO()
    made.save(buffer)
    source = Source("扫描.docx", "c", "v", "x")
    assert "".join(read_docx(buffer.getvalue(), source).text.split()) == "PATENT2024"
    with pytest.raises(NeedsOcr, match=r"扫描\.docx 里只有图片，需要打开文字识别"):
        read_docx(buffer.getvalue(), source, Options(ocr=False))
