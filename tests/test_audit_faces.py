"""The audit over tables, between documents, for an answer's figures, and as the command line shows it."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from fakes import FakeIpqa
from figure_documents import make_document
from hypothesis import given, settings
from hypothesis import strategies as st

from ipqa.audit import Finding, Quote, audit, audit_document, concerning, finding_to_json, findings_for, findings_text
from ipqa.cli import main
from ipqa.errors import NotInLibrary
from ipqa.figures.extraction import extract
from ipqa.reading import documents
from ipqa.records import Document, Figure
from ipqa.service import Ipqa
from ipqa.settings import Settings

FIRST = "芜湖市2022年知识产权白皮书\n\n芜湖市知识产权局\n2023年4月20日\n\n2022年，芜湖市专利授权量 8650 件。\n"
SECOND = (
    "芜湖市2023年知识产权白皮书\n\n芜湖市知识产权局\n2024年4月22日\n\n"
    "2023年，芜湖市专利授权量 9120 件。2022年，芜湖市专利授权量 8612 件。\n"
)
PAPER = (
    "2023年芜湖市鸠江区知识产权状况\n\n2023年，全区专利授权量 2000 件，其中发明专利授权 300 件，占 18.0%。\n\n"
    "2023年，全区商标注册量 812 件。\n"
)
SUM = Finding(
    "f0",
    "sum_mismatch",
    "error",
    "有效发明专利量 900 件，企业、高校：各项之和大于合计",
    (
        Quote("d1", "白皮书.pdf", "有效发明专利量 900 件", 10, 22, 4),
        Quote("d1", "白皮书.pdf", "企业\n620 件", 24, 32, 4),
    ),
    "620 + 305 = 925 件；合计 900 件，多 25 件",
    ("a", "b"),
)
REVISED = Finding(
    "f1",
    "revision",
    "info",
    "先后不同",
    (Quote("d1", "甲.txt", "8650 件", 0, 6), Quote("d2", "乙.txt", "8612 件", 3, 9)),
    None,
    ("c",),
)


def read(folder: Path, name: str, text: str) -> tuple[Document, list[Figure]]:
    path = folder / name
    path.write_text(text, "utf-8")
    document = next(d for d in documents(path, "public") if isinstance(d, Document))
    return document, list(extract(document))


def said(findings: Sequence[Finding]) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(f.kind, f.arithmetic, tuple(q.quote for q in f.quotes)) for f in findings]


TABLES = {
    "a total row": (
        "类型,2021年,2022年,2023年\n企业,820,905,1012\n高校,312,330,351\n个人,205,188,176\n合计,1337,1423,1593\n",
        [
            (
                "sum_mismatch",
                "1012 + 351 + 176 = 1539 件；合计 1593 件，少 54 件",
                (
                    "合计\t1337\t1423\t1593",
                    "企业\t820\t905\t1012",
                    "高校\t312\t330\t351",
                    "个人\t205\t188\t176",
                ),
            )
        ],
    ),
    "parts that overlap": (
        "类型,2021年,2022年,2023年\n规上企业,820,905,1012\n高新企业,312,330,351\n合计,900,1011,1100\n",
        [],
    ),
    "a share": (
        "县区,专利授权量（件）,占比（%）\n繁昌区,412,24.7\n湾沚区,366,21.9\n无为市,597,35.7\n南陵县,295,19.7\n合计,1670,100\n",
        [
            (
                "share_mismatch",
                "295 件 ÷ 1670 件 × 100% = 17.66% ≠ 19.7%",
                ("南陵县\t295\t19.7", "合计\t1670\t100"),
            )
        ],
    ),
    "growth from row to row": (
        "年份,专利授权量（件）,授权量增长（%）\n2020,345,11.3\n2021,372,7.8\n2022,391,5.1\n2023,430,12.9\n",
        [
            (
                "growth_mismatch",
                "(430 件 − 391 件) ÷ 391 件 × 100% = 9.97% ≠ 12.9%",
                ("2023\t430\t12.9", "2022\t391\t5.1"),
            )
        ],
    ),
    "two rows alike": (
        "乡镇,专利申请量（件）,专利授权量（件）\n青龙镇,187,121\n石桥镇,187,121\n柳林镇,95,61\n",
        [("suspicious_equal", None, ("青龙镇\t187\t121", "石桥镇\t187\t121"))],
    ),
    "a firm listed twice": (
        "序号,企业名称,认定年份\n1,芜湖宏远机械有限公司,2021\n2,芜湖天成电子有限公司,2022\n3,芜湖宏远机械有限公司,2021\n",
        [
            (
                "duplicate_item",
                None,
                ("1\t芜湖宏远机械有限公司\t2021", "3\t芜湖宏远机械有限公司\t2021"),
            )
        ],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str, tmp_path: Path) -> None:
    text, expected = TABLES[name]
    assert said(audit_document(*read(tmp_path, "2023年专利授权量统计（单位：件）.csv", text))) == expected


def test_between_documents(tmp_path: Path) -> None:
    found = dict(read(tmp_path, name, text) for name, text in (("一.txt", FIRST), ("二.txt", SECOND)))
    figures = {document.id: figures for document, figures in found.items()}
    findings = audit(iter(found), figures.__getitem__)
    quotes = ("芜湖市专利授权量 8650 件", "芜湖市专利授权量 8612 件")
    assert said(findings) == [("revision", "|8650 件 − 8612 件| = 38 件", quotes)]
    assert [q.source for q in findings[0].quotes] == ["一.txt", "二.txt"]
    for document in found:
        assert audit(iter(found), figures.__getitem__, only=document.id) == findings
    assert audit(iter(found), figures.__getitem__, only="d0") == []


def test_an_answer_mentions_what_concerns_its_figures(tmp_path: Path) -> None:
    document, figures = read(tmp_path, "状况.txt", PAPER)
    findings = audit_document(document, figures)
    share = next(f for f in figures if f.stat == "share")
    marks = next(f for f in figures if "商标" in f.indicator)
    assert [f.kind for f in concerning(findings, [share])] == ["share_mismatch"]
    assert concerning(findings, [marks]) == []
    assert findings_for([share, marks], {document.id: document}.__getitem__, lambda _: figures) == findings
    assert concerning([REVISED, SUM], [_with_id(share, "c"), _with_id(share, "a")]) == [SUM, REVISED]


def _with_id(figure: Figure, name: str) -> Figure:
    from dataclasses import replace

    return replace(figure, id=name)


def test_a_finding_as_json_and_as_text() -> None:
    assert finding_to_json(SUM) == {
        "id": "f0", "kind": "sum_mismatch", "severity": "error",
        "explanation": "有效发明专利量 900 件，企业、高校：各项之和大于合计",
        "arithmetic": "620 + 305 = 925 件；合计 900 件，多 25 件", "document_id": "d1", "figures": ["a", "b"],
        "quotes": [
            {
                "source": "白皮书.pdf", "quote": "有效发明专利量 900 件", "document_id": "d1", "page": 4,
                "start": 10, "end": 22,
            },
            {"source": "白皮书.pdf", "quote": "企业\n620 件", "document_id": "d1", "page": 4, "start": 24, "end": 32},
        ],
    }  # fmt: skip
    assert findings_text([SUM, REVISED]).splitlines() == [
        "共 2 条：错误 1，提示 1",
        "",
        "《白皮书.pdf》",
        "  分项之和与合计不符（1）",
        "    · [错误] 有效发明专利量 900 件，企业、高校：各项之和大于合计",
        "      算式：620 + 305 = 925 件；合计 900 件，多 25 件",
        "      原文（第 4 页）：有效发明专利量 900 件",
        "      原文（第 4 页）：企业 620 件",
        "",
        "《甲.txt》与《乙.txt》",
        "  先后发布的数值不同（1）",
        "    · [提示] 先后不同",
        "      原文（甲.txt）：8650 件",
        "      原文（乙.txt）：8612 件",
    ]
    assert findings_text([]) == "没有发现矛盾。"


class Audited(FakeIpqa):
    """A service with one finding in one document."""

    def audit(self, document_id: str | None = None) -> list[Finding]:
        if document_id not in (None, "d1"):
            raise NotInLibrary(f"索引中没有文档 {document_id}。", f"No document {document_id} in the index.")
        return [SUM]


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("audit", "--json"), lambda _: Audited()) == 0
    assert json.loads(capsys.readouterr().out) == [finding_to_json(SUM)]
    assert main(("audit", "--document", "d1"), lambda _: Audited()) == 0
    assert capsys.readouterr().out == findings_text([SUM]) + "\n"
    assert main(("audit", "--document", "d9"), lambda _: Audited()) == 2
    assert capsys.readouterr().err == "索引中没有文档 d9。\n"


def test_the_service(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "状况.txt").write_text(PAPER, "utf-8")
    (folder / "一.txt").write_text(FIRST, "utf-8")
    with Ipqa.open(Settings(index=tmp_path / "index")) as service:
        list(service.ingest([folder]))
        ids = {d.source: d.id for d in service.documents()}
        found = service.audit()
        assert said(found) == [
            (
                "share_mismatch",
                "300 件 ÷ 2000 件 × 100% = 15% ≠ 18.0%",
                ("其中发明专利授权 300 件，占 18.0%", "全区专利授权量 2000 件"),
            )
        ]
        assert service.audit(ids["状况.txt"]) == found
        assert service.audit(ids["一.txt"]) == []
        with pytest.raises(NotInLibrary):
            service.audit("none")


PIECES = st.lists(
    st.sampled_from(
        ["2023年，", "全区", "专利授权量", "发明专利授权", "企业", "其中", "占", "同比增长", "由", "到", "合计",
         "分别为", "、", "，", "；", "。", "\n", "100 件", "37.5%", "1.2 万件", "约 300 件", "0 件", "3 伴",
         "《办法》", "0%"]
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_every_quote_is_a_quote(pieces: list[str]) -> None:
    document = make_document("".join(pieces), region="芜湖市鸠江区")
    for found in audit_document(document, extract(document)):
        assert all(document.text[q.start : q.end] == q.quote and q.quote for q in found.quotes)
