"""Aliases: names given to indicators, in figures and in questions, checked, logged and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from entries import make_entry, make_figure

from ipqa.errors import CorrectionError
from ipqa.library import Library
from ipqa.library.aliases import Alias, renaming
from ipqa.models.hashing import HashingEmbedder

AT = "2026-01-31T08:00:00+00:00"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "索引", HashingEmbedder()) as opened:
        yield opened


def add(library: Library, canonical: str, alias: str) -> Alias:
    with library.write() as writer:
        return writer.corrections.add_alias(canonical, alias, "张三", AT)


def remove(library: Library, alias: str) -> Alias:
    with library.write() as writer:
        return writer.corrections.remove_alias(alias, None, AT)


def indicators(library: Library) -> list[tuple[str, str]]:
    with library.snapshot() as snapshot:
        assert [c.indicator for c in snapshot.figure_indicators()] == sorted({f.indicator for f in snapshot.figures()})
        return [(f.indicator, f.raw_indicator) for f in snapshot.figures()]


def test_figures_stored_before_and_after_go_by_the_name_until_it_is_taken_back(library: Library) -> None:
    for source, name in (("甲.txt", "专利获准数"), ("乙.txt", "专利 获准数")):
        with library.write() as writer:
            writer.put(make_entry(source, f"{name} 886 件", figures=(make_figure(source, name),)))
        if source == "甲.txt":
            add(library, "获准专利总数", "专利获准数")
    assert indicators(library) == [("获准专利总数", "专利获准数"), ("获准专利总数", "专利 获准数")]
    remove(library, "专利获准数")
    assert indicators(library) == [("专利获准数", "专利获准数"), ("专利 获准数", "专利 获准数")]
    with library.snapshot() as snapshot:
        log = [(line.action, line.canonical, line.alias, line.by) for line in snapshot.alias_log()]
        assert (snapshot.aliases(), snapshot.generation) == ([], 4)
    assert log == [("add", "获准专利总数", "专利获准数", "张三"), ("remove", "获准专利总数", "专利获准数", None)]


def test_the_table_of_indicators_knows_the_name_that_figures_bear(library: Library) -> None:
    assert add(library, "国内生产总值", "经济总产出").canonical == "地区生产总值"


@pytest.mark.parametrize(
    ("canonical", "alias", "problem"),
    [
        ("授权总数", "授权 总数", "“授权 总数”就是指标的名称。"),
        ("获准数", "核准数", "“获准数”本身是“批准总数”的别名，请用“批准总数”。"),
        ("核准数", "批准总数", "“批准总数”有别名“获准数”，不能再作别名。"),
        ("核准数", "12", "“12”不是指标名称。"),
    ],
)
def test_a_name_that_makes_no_sense_is_refused(library: Library, canonical: str, alias: str, problem: str) -> None:
    add(library, "批准总数", "获准数")
    with pytest.raises(CorrectionError) as raised:
        add(library, canonical, alias)
    assert str(raised.value) == problem
    with pytest.raises(CorrectionError, match="“无名”不是已添加的别名。"):
        remove(library, "无名")


def test_questions_are_asked_in_the_names_of_figures() -> None:
    held = [Alias(1, AT, None, "add", "每万人专利密度", "专利密度"), Alias(2, AT, None, "add", "商标注册量", "TM 数")]
    renamed = renaming(held)
    assert renamed("河南的专利密度是多少") == "河南的每万人专利密度是多少"
    assert renamed("河南的每万人专利密度是多少") == "河南的每万人专利密度是多少"
    assert renamed("tm数和专利 密度") == "商标注册量和每万人专利密度"
    assert renaming([])("专利密度") == "专利密度"
