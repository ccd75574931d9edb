"""One formula has one unit: 25846 件 less 2.3857 万件 is computed and shown in 件."""

from pathlib import Path

from ip_documents import opened, write

REPORTS = {
    "a2023.md": "# 宣城市2023年专利公报\n\n2023年，宣城市专利授权量2.31万件。\n",
    "b2024.md": "# 宣城市2024年专利公报\n\n2024年，宣城市专利授权量25846件。\n",
}


def test_counts_of_unlike_sizes_are_subtracted_in_one_unit(tmp_path: Path) -> None:
    service = opened(tmp_path / "index", write(tmp_path / "documents", REPORTS))
    answer = service.ask("宣城市2024年专利授权量比2023年多多少件？")
    assert answer.calculation is not None
    assert answer.calculation.formula == "25846 件 − 23100 件 = 2746 件"
    assert (answer.status, answer.calculation.unit) == ("answered", "件")
    assert "2746 件" in answer.text
