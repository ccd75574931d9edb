"""Zones and bodies of a library's documents, named in a question in full or in short."""

from pathlib import Path

from ip_documents import known, write

from ipqa.figures.context.regions import Region
from ipqa.statistics import best
from ipqa.statistics.asked.localities import localised
from ipqa.statistics.asked.operands import by_place
from ipqa.statistics.asked.scoping import marked, mentions, unmarked
from ipqa.statistics.asked.slots import prepared, slots

ZONE = "渤东经济技术开发区"
PORT = "中国（河北）自由贸易试验区曹妃湾港片区"
SCHOOL = "云溪科技大学"
KNOWN = [ZONE, PORT, SCHOOL, "石家庄市", None]


def test_short_forms_are_written_out_and_marked() -> None:
    assert marked("渤东经开区2025年专利授权量是多少？", KNOWN) == f"⟦{ZONE}⟧2025年专利授权量是多少？"
    assert marked("云溪科大转让了多少件专利", KNOWN) == f"⟦{SCHOOL}⟧转让了多少件专利"
    assert marked("曹妃湾港去年办了多少案子", KNOWN) == f"⟦{PORT}⟧去年办了多少案子"


def test_a_question_without_a_known_scope_stays() -> None:
    assert marked("石家庄市2025年专利授权量", KNOWN) == "石家庄市2025年专利授权量"
    assert localised("全国专利授权量", KNOWN) == "全国专利授权量"


def test_a_marked_scope_is_the_place_and_no_word() -> None:
    found = slots(f"⟦{ZONE}⟧2025年专利授权量是多少")
    assert (found.region, found.period, found.words) == (ZONE, "2025", ("专利", "授权量"))


def test_a_mark_hides_the_division_in_a_name() -> None:
    text = f"⟦{PORT}⟧和石家庄市"
    assert mentions(text) == [Region(0, 21, PORT), Region(22, 26, "石家庄市", "1301")]


def test_scopes_and_divisions_stand_side_by_side() -> None:
    text = f"⟦{ZONE}⟧和石家庄市谁的专利授权量多"
    assert tuple(s.region for s in by_place(text, slots(text), None)) == (ZONE, "石家庄市")


def test_marks_are_no_text() -> None:
    assert unmarked("⟦甲大学⟧有") == "甲大学有"
    assert "⟦" not in prepared(f"⟦{ZONE}⟧专利")


def test_the_unit_asked_is_the_unit_answered(tmp_path: Path) -> None:
    paper = "# 渤东经开区2025年知识产权年报\n\n2025年，渤东经开区专利质押融资登记36笔，融资金额8.2亿元，涉及专利145件。"
    figures = known(write(tmp_path, {"年报.md": paper}))

    def values(question: str) -> list[str]:
        found = best(slots(question), prepared(question), figures)
        return [f"{m.known.figure.value}{m.known.figure.unit}" for m in found]

    assert values("2025年专利质押融资登记多少笔") == ["36笔"]
    assert values("2025年专利质押融资金额是多少") == ["8.2亿元"]
