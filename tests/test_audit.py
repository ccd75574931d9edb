"""The audit: what does not agree is found, with its quotes and arithmetic, and nothing else.

The documents are invented; places are real, because regions are read by their names.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ipqa.audit import Finding, audit_document
from ipqa.figures.extraction import extract
from ipqa.reading import documents
from ipqa.records import Document

HEAD = "2023年芜湖市鸠江区知识产权状况\n\n"


def read(folder: Path, text: str, name: str = "状况.txt") -> Document:
    """The document of one file."""
    path = folder / name
    path.write_text(text, "utf-8")
    return next(d for d in documents(path, "public") if isinstance(d, Document))


def found(folder: Path, text: str, name: str = "状况.txt") -> list[Finding]:
    document = read(folder, text, name)
    findings = audit_document(document, extract(document))
    for finding in findings:
        for quote in finding.quotes:
            assert document.text[quote.start : quote.end] == quote.quote
    return findings


def said(findings: Sequence[Finding]) -> list[tuple[str, str, str | None]]:
    return [(f.kind, f.severity, f.arithmetic) for f in findings]


PLANTED: dict[str, tuple[str, list[tuple[str, str, str | None]]]] = {
    "parts by type": (
        "2023年，全区专利授权量 2364 件，其中，发明专利授权 412 件，"
        "实用新型专利授权 1590 件，外观设计专利授权 326 件。",
        [("sum_mismatch", "error", "412 + 1590 + 326 = 2328 件；合计 2364 件，少 36 件")],
    ),
    "parts by owner, too many": (
        "截至2023年底，全区有效发明专利 900 件。其中企业 620 件，高校 305 件。",
        [("sum_mismatch", "error", "620 + 305 = 925 件；合计 900 件，多 25 件")],
    ),
    "parts by owner, too few": (
        "2023年，全区商标申请量 6120 件。企业商标申请量 3920 件，个人及个体工商户商标申请量 1560 件。",
        [("sum_incomplete", "info", "3920 + 1560 = 5480 件；合计 6120 件，少 640 件")],
    ),
    "counted off behind": (
        "全年查处商标侵权案件 32 件、假冒专利案件 11 件，两类案件共 45 件。",
        [("sum_mismatch", "error", "32 + 11 = 43 件；合计 45 件，少 2 件")],
    ),
    "in the lines below": (
        "2023年全区商标注册量1260件，其中：\n（1）商品商标980件；\n（2）服务商标310件。",
        [("sum_mismatch", "warning", "980 + 310 = 1290 件；合计 1260 件，多 30 件")],
    ),
    "sectors": (
        "2023年，全区地区生产总值 215.6 亿元。其中，第一产业增加值 18.3 亿元，第二产业增加值 90.7 亿元，"
        "第三产业增加值 109.6 亿元。",
        [("sum_mismatch", "error", "18.3 + 90.7 + 109.6 = 218.6 亿元；合计 215.6 亿元，多 3 亿元")],
    ),
    "larger than the whole": (
        "全区国家知识产权优势企业 3 家，其中新认定 5 家。",
        [("part_gt_whole", "error", "5 家 > 3 家")],
    ),
    "more granted than applied for": (
        "截至2023年底，累计商标申请量 9640 件，累计商标注册量 10220 件。",
        [("part_gt_whole", "warning", "10220 件 − 9640 件 = 580 件")],
    ),
    "more granted in one year": (
        "2023年，专利申请量 980 件。2023年，专利授权量 1040 件。",
        [("part_gt_whole", "info", "1040 件 − 980 件 = 60 件")],
    ),
    "equal by mistake": (
        "截至目前，全区发明专利申请量 3215 件，发明专利授权量 1136 件，有效发明专利 3215 件。",
        [
            ("suspicious_equal", "warning", "3215 件 = 3215 件"),
            ("part_gt_whole", "warning", "3215 件 − 1136 件 = 2079 件"),
        ],
    ),
    "share": (
        "2023年，全区专利授权量 2000 件，其中发明专利授权 300 件，占 18.0%。",
        [("share_mismatch", "error", "300 件 ÷ 2000 件 × 100% = 15% ≠ 18.0%")],
    ),
    "one share in a row": (
        "全区专利申请 425 件。企业 283 件，占 66.6%；个人 109 件，占 25.6%；其他主体 33 件，占 8.8%。",
        [("share_mismatch", "warning", "33 件 ÷ 425 件 × 100% = 7.76% ≠ 8.8%")],
    ),
    "shares over 100": (
        "企业、高校、科研机构的专利申请量占比分别为 61.2%、25.4%、18.3%。",
        [("shares_not_100", "error", "61.2% + 25.4% + 18.3% = 104.9%")],
    ),
    "shares that are not all": (
        "企业、高校、医院的专利申请量占比分别为 47.2%、15.4%、3.9%。",
        [("share_incomplete", "info", "47.2% + 15.4% + 3.9% = 66.5%")],
    ),
    "structure": ("三次产业结构为 8.7:42.0:50.8。", [("shares_not_100", "warning", "8.7 + 42 + 50.8 = 101.5")]),
    "growth of two years": (
        "2023年专利申请量 480 件，2022年专利申请量 450 件，同比增长 16.7%。",
        [("growth_mismatch", "error", "(480 件 − 450 件) ÷ 450 件 × 100% = 6.67% ≠ 16.7%")],
    ),
    "growth from and to": (
        "专利转让量由2022年的 86 件增长到2023年的 129 件，增长 40%。",
        [("growth_mismatch", "error", "(129 件 − 86 件) ÷ 86 件 × 100% = 50% ≠ 40%")],
    ),
    "two values": (
        "2023年，全区专利授权量 412 件。\n\n2023年，全区专利授权量 421 件。",
        [("conflict", "warning", "|412 件 − 421 件| = 9 件")],
    ),
    "another magnitude": (
        "2023年，知识产权质押融资金额 2.35 亿元。\n\n2023年，知识产权质押融资金额 2.35 万元。",
        [("unit_slip", "error", "|2.35 亿元 − 2.35 万元| = 234976500 元")],
    ),
    "two scopes": (
        "截至目前，全区累计知识产权质押融资金额 21.6 亿元。\n\n近三年，全区知识产权质押融资金额超过 18 亿元。",
        [("different_scope", "info", None)],
    ),
    "a slip of the pen": (
        "转让发明专利 120 件，实用新型专利 540 仵，外观设计专利 140 件。",
        [("unit_typo", "warning", None)],
    ),
    "a sum not mentioned": (
        "热线转办诉求 2615 件，窗口接收 416 件；商标类诉求 1206 件，专利类诉求 893 件，版权类诉求 516 件。",
        [("hidden_sum", "info", "1206 + 893 + 516 = 2615 件；合计 2615 件，相等")],
    ),
    "titles": (
        "出台《专利资助办法》、《商标培育方案》、《专利资助办法》等文件。",
        [("duplicate_item", "warning", None)],
    ),
    "names": ("在东湖街道、南桥街道、北苑街道、南桥街道设立工作站。", [("duplicate_item", "warning", None)]),
    "one role, two bearers": (
        "国家知识产权示范企业 1 家，为芜湖晶诚光电有限公司。\n\n国家知识产权示范企业：芜湖恒远新材料有限公司。",
        [("role_conflict", "error", None)],
    ),
    "charts": (
        "图1 2018—2023年鸠江区商标申请量走势图\n\n图2 鸠江区专利类型分布图\n\n",
        [("chart_without_data", "info", None)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_what_does_not_agree_is_found(name: str, tmp_path: Path) -> None:
    text, expected = PLANTED[name]
    assert said(found(tmp_path, HEAD + text + "\n")) == expected


HARMLESS = {
    "rounding": "2023年，全区专利授权 1.24 万件，其中，发明专利授权 1863 件，"
    "实用新型专利授权 8932 件，外观设计专利授权 1612 件。",
    "shares rounded and cut off": "2023年，全区专利授权量 892 件，其中发明专利授权 22 件，占 2%；"
    "实用新型专利授权 300 件，占 34%。",
    "bounds": "2023年，全区质押融资金额超过 12 亿元。\n\n2023年，全区质押融资金额 12.4 亿元。",
    "stock and flow": "截至2023年底，有效发明专利 9456 件。2023年，发明专利授权量 1863 件。",
    "stock of marks": "2023年，全区商标申请量 4127 件。截至2023年底，全区有效注册商标 28460 件。",
    "two years": "2023年，商标注册量 1520 件。\n\n2022年，商标注册量 1610 件。",
    "share of the province": "2023年，发明专利授权量 1863 件，占全省的 4.2%。\n\n2023年，"
    "发明专利授权量 1863 件，占 15.0%。",
    "constant prices": "2023年全区地区生产总值 1523.6 亿元，增长 5.1%；2022年为 1488.9 亿元。",
    "overlapping kinds": "全区高新技术企业 612 家，其中规模以上工业企业 350 家，上市企业 28 家，"
    "专精特新企业 290 家。",
    "another thing behind": "全区专利授权 200 件，其中发明 50 件；商标注册 400 件。",
    "target": "2023年，专利授权量 964 件。2024年，力争专利授权量达到 1200 件。",
    "half year": "1—6月，全区专利授权量 1530 件。2023年，全区专利授权量 2980 件。",
    "all cases closed": "立案查处商标违法案件 158 件，办结 158 件，罚没金额 112.5 万元。",
    "roles of two years": "2022年，国家知识产权示范企业 1 家，为芜湖铸造有限公司；"
    "2023年，国家知识产权示范企业 1 家，为芜湖生物科技有限公司。",
    "two roles of one": "芜湖铸造有限公司是省知识产权优势企业，同时是省技术创新示范企业。",
    "figures of speech": "推动共建、共治、共享，走进企业、走进园区，涉及 0.1%、0.1%、0.2%。",
    "titles apart": "宣传《专利法》《商标法》，开展《专利法》培训 3 场。",
    "best five hundred": "获奖企业 12 家，入围企业 30 家，跻身全国民营企业 500 强。",
    "total that is explained": "2023年，全区专利申请量 5200 件，其中发明专利申请 1300 件，"
    "实用新型专利申请 3100 件，外观设计专利申请 800 件。",
    "shares of different things": "高校专利申请量占比 18.5%；高新技术企业专利申请量占全市的 61.2%，"
    "规模以上工业企业专利申请量占全市的 55.7%。",
    "five years and one": "五年来，累计新增就业 31 万人。\n\n2023年，城镇新增就业 6.2 万人。",
    "structure": "三次产业结构为 6.1:41.3:52.6。",
    "nested members": "2023年，专利申请量 100 件。高校专利申请量 60 件，高校和科研院所专利申请量 80 件。",
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_alike_is_left_alone(name: str, tmp_path: Path) -> None:
    assert said(found(tmp_path, HEAD + HARMLESS[name] + "\n")) == []
