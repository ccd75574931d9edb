"""What a document says of itself: title, issuer, number, dates, validity, what it replaces; contents; charts."""

from dataclasses import replace

import pytest

from ipqa.reading.structure.assembly import assemble
from ipqa.reading.structure.blocks import Block, Source
from ipqa.reading.structure.contents import without_contents
from ipqa.reading.structure.dates import first_date, years_later
from ipqa.reading.structure.metadata import Evidence, evident
from ipqa.reading.structure.titles import title_of
from ipqa.reading.tables.grid import plain_rows, table_blocks
from ipqa.records import Document

SOURCE = Source("f.txt", "public", "v", "text/plain", fallback_title="f")


def blocks(*lines: str) -> list[Block]:
    return [Block(line) for line in lines]


def document(*lines: str) -> Document:
    return assemble(blocks(*lines), SOURCE)


def test_an_official_document_with_masthead_signature_validity_and_repeal() -> None:
    found = document(
        "临江市人民政府办公室文件",
        "临政办〔2024〕16号　　签发人：王平",
        "临江市人民政府办公室",
        "关于印发临江市专利质押贷款贴息办法的通知",
        "各县（区）人民政府：",
        "现将《临江市专利质押贷款贴息办法》印发给你们，请遵照执行。",
        "临江市人民政府办公室",
        "二〇二四年五月十日",
        "第一条　贴息比例为50%。",
        "第九条　本办法自2024年7月1日起施行，有效期三年。《临江市专利质押贴息暂行办法》（临政办〔2019〕3号）同时废止。",
    )
    assert found.title == "临江市人民政府办公室关于印发临江市专利质押贷款贴息办法的通知"
    assert found.issuer == "临江市人民政府办公室"
    assert found.number == "临政办〔2024〕16号"
    assert found.issued_on == "2024-05-10"
    assert found.effective_on == "2024-07-01"
    assert found.expires_on == "2027-06-30"
    assert found.supersedes == ("临政办〔2019〕3号", "临江市专利质押贴息暂行办法")


def test_an_amended_law_replaces_its_earlier_versions_and_has_no_first_day_of_its_own() -> None:
    lines = [
        "某某法",
        "1990年3月1日第七届全国人民代表大会常务委员会第三次会议通过",
        "根据2021年4月2日第十三届全国人民代表大会常务委员会第二十次会议《关于修改〈某某法〉的决定》第二次修正",
        "第一条　为了保护权利，制定本法。",
        "第九条　本法自1990年6月1日起施行。",
    ]
    assert evident(lines, "某某法") == Evidence(
        issuer="全国人民代表大会常务委员会", issued_on="2021-04-02", supersedes=("某某法",)
    )
    lines[-1] = "第九条　本法自2021年6月1日起施行。"
    assert evident(lines, "某某法").effective_on == "2021-06-01"


@pytest.mark.parametrize(
    ("sentence", "effective", "expires"),
    [
        ("本细则自发布之日起施行，有效期至2026年12月31日。", "2024-03-05", "2026-12-31"),
        ("本通知自印发之日起执行，试行期一年。", "2024-03-05", "2025-03-04"),
        ("本办法自发布之日起三十日后施行。", "2024-04-04", None),
        ("本政策自2024年4月1日至2025年12月31日执行。", "2024-04-01", "2025-12-31"),
        ("本规定自2024年10月1日起试行，有效期2年。", "2024-10-01", "2026-09-30"),
        ("质押登记证书有效期为3年。", None, None),
        ("企业应当自2024年5月1日起执行新的申报表。", None, None),
    ],
)
def test_validity(sentence: str, effective: str | None, expires: str | None) -> None:
    found = evident(["关于某事的通知", "某市知识产权局", "2024年3月5日", "正文。", sentence], "关于某事的通知")
    assert (found.issued_on, found.effective_on, found.expires_on) == ("2024-03-05", effective, expires)


def test_only_whole_documents_are_repealed() -> None:
    found = evident(["通知", "《甲乙丙管理办法》第三条、《丁戊己实施细则》（某知〔2020〕8号）同时废止。"], "通知")
    assert found.supersedes == ("某知〔2020〕8号", "丁戊己实施细则")
    listed = ["某局关于废止部分文件的决定", "一、《甲乙丙管理办法》", "二、《丁戊己实施细则》（某知〔2020〕8号）"]
    assert evident(listed, listed[0]).supersedes == ("甲乙丙管理办法", "某知〔2020〕8号", "丁戊己实施细则")


def test_labelled_fields_orders_and_delivered_reports() -> None:
    page = [
        "关于某事的公告",
        "索引号：A1",
        "发文机关：某省知识产权局  成文日期：2023年6月7日",
        "发文字号：某知发〔2023〕9号",
        "正文",
    ]
    assert evident(page, page[0]) == Evidence("某省知识产权局", "某知发〔2023〕9号", "2023-06-07")
    order = ["国家某某局令", "第七十八号", "某某规定", "第一条　甲。", "第二条　本规定自2024年1月20日起施行。"]
    found = evident(order, "某某规定")
    assert (found.issuer, found.number, found.effective_on) == ("国家某某局", "国家某某局令第七十八号", "2024-01-20")
    report = ["某省工作报告", "——2026年1月26日在某省第十四届", "人民代表大会第五次会议上", "时间：2026-02-03", "正文"]
    assert evident(report, report[0]).issued_on == "2026-01-26"


def test_dates() -> None:
    assert first_date("二〇二三年十二月三十一日") == "2023-12-31"
    assert first_date("2024年2月30日") is None
    assert first_date("截至2024 年 3 月底") == "2024-03"
    assert years_later("2024-02-29", years="1") == "2025-02-28"
    assert years_later("2024-01-31", months="一") == "2024-02-29"


def test_titles() -> None:
    assert title_of(blocks("特急", "某市文件", "某发〔2020〕1号", "关于甲的意见", "正文。")) == "关于甲的意见"
    assert (
        title_of(blocks("某市知识产权局关于开展", "专利转化专项行动的通知", "各区："))
        == "某市知识产权局关于开展专利转化专项行动的通知"
    )
    assert title_of([Block("页眉"), Block("真正的标题", level=0)]) == "真正的标题"
    assert title_of(blocks("2023年全市专利工作情况", "一、概况")) == "2023年全市专利工作情况"


def test_contents_pages_are_no_text_but_a_catalogue_is() -> None:
    text = [Block("一、总体情况"), Block("甲。"), Block("二、保护"), Block("（一）执法"), Block("乙。")]
    entries = blocks("目　录", "一、总体情况………………1", "二、保护 2", "（一）执法......3")
    assert without_contents([Block("白皮书"), *entries, *text]) == [Block("白皮书"), *text]
    bare = blocks("目录", "一、总体情况", "二、保护", "（一）执法")
    assert without_contents([Block("白皮书"), *bare, *text]) == [Block("白皮书"), *text]
    catalogue = blocks("目录", "专利奖", "商标奖", "地理标志奖")
    assert without_contents([*catalogue, *text]) == [*catalogue, *text]
    leaders = blocks("图1 甲 ........ 3", "图2 乙 ........ 4", "图3 丙 ........ 9")
    assert without_contents([*leaders, *text]) == text


def test_charts_without_data_are_named_without_their_unit() -> None:
    found = document(
        "报告", "2019—2023年商标注册情况统计图（单位：件）", "图 3 各区专利申请数量", "图 4 申请流程", "正文。"
    )
    assert [g.title for g in found.graphics] == ["2019—2023年商标注册情况统计图", "图 3 各区专利申请数量"]
    assert [found.text[g.start : g.end] for g in found.graphics] == [g.title for g in found.graphics]


def test_a_chart_with_a_table_or_labels_has_its_data() -> None:
    table = table_blocks(plain_rows([["区", "件"], ["甲", "3"]]))
    labels = [replace(block, plain=True) for block in blocks("3,210", "45.2%", "66", "2021")]
    for around in (table, labels):
        assert assemble([Block("报告"), Block("商标申请占比图"), *around, Block("正文。")], SOURCE).graphics == ()
