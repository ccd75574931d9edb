"""The audit over what looks like a disagreement and is none, beside the like that is one.

The documents are invented; places are real, because regions are read by their names.
"""

from pathlib import Path

import pytest

from ipqa.audit import audit, audit_document, findings_text
from ipqa.audit.naming import tidy, when_said
from ipqa.figures.extraction import extract
from ipqa.reading import documents
from ipqa.records import Document

ALL = "# 鸠江区知识产权\n## 总体\n全区有效发明专利 12486 件。\n"
HEAD = "2023年芜湖市鸠江区知识产权状况\n\n"


def read(folder: Path, text: str, name: str = "状况.md") -> Document:
    path = folder / name
    path.write_text(text, "utf-8")
    return next(d for d in documents(path, "public") if isinstance(d, Document))


def said(folder: Path, text: str, name: str = "状况.md") -> list[tuple[str, str, str | None]]:
    document = read(folder, text, name)
    return [(f.kind, f.severity, f.arithmetic) for f in audit_document(document, extract(document))]


LOOK_ALIKE = {
    "the year before in brackets": "2023年查处专利侵权案件 528 件（2022年 406 件），其中电商案件 484 件。",
    "the year before without brackets": "2023年查处专利侵权案件 528 件，上年同期 406 件，其中电商案件 484 件。",
    "what came to it": "商标代理机构 412 家，新增 26 家，其中具有法律资质的 31 家。",
    "an industry": ALL + "## 生物医药产业\n现有有效发明专利 12846 件。",
    "a heading that names a thing": ALL + "## 船舶海工\n现有有效发明专利 986 件。",
    "a company": "全区有效发明专利 3120 件。\n\n星河智能装备有效专利 720 件，其中有效发明专利 312 件。",
    "a field before the number": "全区专利质押融资 201.3 亿元。\n\n在纺织领域，专利质押融资 210.3 亿元。",
    "two rights and one": "全区专利商标质押融资 312.5 亿元。\n\n全区专利质押融资 201.3 亿元。",
    "another month": "截至6月底，有效发明专利 8960 件。\n\n截至9月底，有效发明专利 9860 件。",
    "far apart": "专利授权量 6120 件。\n\n专利授权量 812 件。",
    "tenths in words": "有效发明专利 9218 件，其中企业 7405 件，占八成。",
    "the rest is given": "有效发明专利占比：企业 64.0%，高校 23.4%，科研机构 7.5%，其他 5.1%。",
    "quarters that add up on": "| 指标 | 一季度 | 上半年 | 前三季度 | 全年 |\n|---|---|---|---|---|\n"
    "| 专利授权量（件） | 201 | 434 | 650 | 947 |\n| 商标注册量（件） | 310 | 604 | 915 | 1301 |",
}

PLANTED: dict[str, tuple[str, list[tuple[str, str, str | None]]]] = {
    "larger than its whole, past the year before": (
        "2023年查处专利侵权案件 360 件（2022年 410 件），其中电商案件 380 件。",
        [("part_gt_whole", "error", "380 件 > 360 件")],
    ),
    "digits in each other's place": (
        "全区专利授权量 5867 件，其中发明专利授权 986 件。\n\n发明专利授权 968 件，增长 12.1%。",
        [("conflict", "warning", "|986 件 − 968 件| = 18 件")],
    ),
    "a cell and the text": (
        "| 地区 | 有效发明专利（件） |\n|---|---|\n"
        "| 镜湖区 | 1902 |\n| 弋江区 | 2410 |\n\n镜湖区有效发明专利 1920 件。",
        [("conflict", "warning", "|1902 件 − 1920 件| = 18 件")],
    ),
    "each year and all years": (
        "2021年至2023年，全区法院共受理知识产权案件 1846 件，其中2021年 512 件，2022年 618 件，2023年 726 件。",
        [("sum_mismatch", "error", "512 + 618 + 726 = 1856 件；合计 1846 件，多 10 件")],
    ),
    "the whole year of a table": (
        "| 项目 | 一季度 | 二季度 | 三季度 | 四季度 | 全年 |\n|---|---|---|---|---|---|\n"
        "| 专利授权量（件） | 201 | 234 | 250 | 262 | 947 |\n| 商标注册量（件） | 1120 | 1004 | 1215 | 1301 | 4640 |\n"
        "| 商标申请量（件） | 1502 | 1409 | 1615 | 1780 | 6406 |",
        [("sum_mismatch", "error", "1502 + 1409 + 1615 + 1780 = 6306 件；合计 6406 件，少 100 件")],
    ),
    "a magnitude": (
        "全区知识产权质押融资登记额 1.2 万元。\n\n2023年知识产权质押融资登记额 1.2 亿元。",
        [("unit_slip", "error", "|1.2 万元 − 1.2 亿元| = 119988000 元")],
    ),
    "two that exclude each other": (
        "全区有效注册商标 960 件，其中境内 810 件、境外 210 件。",
        [("sum_mismatch", "warning", "810 + 210 = 1020 件；合计 960 件，多 60 件")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOK_ALIKE)
def test_what_only_looks_like_a_disagreement(tmp_path: Path, name: str) -> None:
    assert said(tmp_path, HEAD + LOOK_ALIKE[name]) == []


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_one(tmp_path: Path, name: str) -> None:
    text, expected = PLANTED[name]
    assert said(tmp_path, HEAD + text) == expected


def test_a_row_is_shown_with_the_cells_that_are_meant(tmp_path: Path) -> None:
    text = (
        "指标,2022年,2023年\n专利授权量（件）,4236,3650\n发明专利授权量（件）,628,640\n"
        "实用新型专利授权量（件）,2980,2404\n外观设计专利授权量（件）,628,616\n"
    )
    document = read(tmp_path, text, "简表.csv")
    figures = extract(document)
    found = audit([document], lambda _: figures)
    assert [f.arithmetic for f in found] == ["640 + 2404 + 616 = 3660 件；合计 3650 件，多 10 件"]
    shown = [line.strip() for line in findings_text(found).splitlines() if "原文" in line]
    assert shown == [
        "原文：专利授权量（件） 4236 3650",
        "原文：发明专利授权量（件） 628 640",
        "原文：实用新型专利授权量（件） … 2404",
        "原文：外观设计专利授权量（件） 628 616",
    ]
    for quote in found[0].quotes:
        assert document.text[quote.start : quote.end] == quote.quote


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("调处专利侵权纠纷）", "调处专利侵权纠纷"),
        ("市场监管系统共查办知识产权案件", "查办知识产权案件"),
        ("其中电商案件", "电商案件"),
        ("其他案件", "其他案件"),
        ("全市授权专利", "授权专利"),
        ("商标（含地理标志）", "商标（含地理标志）"),
    ],
)
def test_names_for_people(name: str, clean: str) -> None:
    assert tidy(name) == clean


def test_periods_for_people() -> None:
    said = [when_said(p) for p in (None, "2023", "2023-09", "2023-12-31", "2023-01/2023-06")]
    assert said == ["", "2023 年", "2023 年 9 月", "2023 年 12 月 31 日", "2023 年 1 月至 2023 年 6 月"]
