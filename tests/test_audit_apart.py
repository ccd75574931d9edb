"""Findings over what stands apart: lists that name their total again, rows of a table, kinds within kinds."""

from pathlib import Path

import pytest

from ipqa.audit import audit_document
from ipqa.figures.extraction import extract
from ipqa.reading import documents
from ipqa.records import Document

HEAD = "# 2023年安庆市知识产权状况\n\n"
ROWS = "表1 各县区查办商标、专利违法案件情况\n\n| 地区 | 案件数（件） | 结案（件） |\n| --- | --- | --- |\n"
PLACES = "| 迎江区 | 40 | 38 |\n| 大观区 | 32 | 30 |\n| 宜秀区 | 28 | 28 |\n| 怀宁县 | 34 | 33 |\n"
IN_ROWS = "2023年，安庆市市场监管部门查办商标、专利违法案件{}件。\n\n" + ROWS + PLACES
AGAIN = (
    "2023年，安庆市法院新收案件中，民事案件{}件，行政案件30件。"
    "新收民事案件中，著作权纠纷200件，商标权纠纷150件，专利权纠纷70件。\n"
)
SHARES = "2023年，甲类商品 400 件，占40%；乙类商品 300 件，占30%；丙类商品 200 件，占{}%；丁类商品 100 件，占10%。\n"
CHOSEN = "2023年末，全市有效发明专利拥有量 900 件，高价值发明专利拥有量 {} 件。\n"
UNIT = "2023年，全市专利授权 500 件，商标注册 700 件，结案 396{}，新收 420 件。\n"

_KINDS = ("sum_mismatch", "share_mismatch", "part_gt_whole", "unit_typo", "conflict")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (IN_ROWS.format(130), ["sum_mismatch"]),
        (IN_ROWS.format(134), []),
        (AGAIN.format(410), ["sum_mismatch"]),
        (AGAIN.format(420), []),
        (SHARES.format(25), ["share_mismatch"]),
        (SHARES.format(20), []),
        (CHOSEN.format(950), ["part_gt_whole"]),
        (CHOSEN.format(350), []),
        (UNIT.format("伴"), ["unit_typo"]),
        (UNIT.format("件"), []),
    ],
)
def test_what_stands_apart(tmp_path: Path, text: str, kinds: list[str]) -> None:
    path = tmp_path / "状况.md"
    path.write_text(HEAD + text, encoding="utf-8")
    document = next(d for d in documents(path, "public") if isinstance(d, Document))
    found = audit_document(document, extract(document))
    assert [f.kind for f in found if f.severity != "info" and f.kind in {*kinds, *_KINDS}] == kinds
