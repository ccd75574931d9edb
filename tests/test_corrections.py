"""Corrections: what is said of a figure holds, survives new versions, can be taken back, and is told as such."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
from entries import document_id, make_entry, make_figure
from hypothesis import given, settings
from hypothesis import strategies as st

from ipqa.errors import CorrectionError, NotInLibrary
from ipqa.library import Edit, Library
from ipqa.library.anchors import AMBIGUOUS, GONE, NO_CELL, NOT_EXTRACTED
from ipqa.library.corrections import REMOVED
from ipqa.library.edits import changes_of
from ipqa.models.hashing import HashingEmbedder
from ipqa.records import Cell, Entry, Figure, content_id

EMBEDDER = HashingEmbedder()
AT = "2026-01-31T08:00:00+00:00"
SOURCE = "甲.txt"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "索引", EMBEDDER) as opened:
        yield opened


def entry(*lines: tuple[str, int], source: str = SOURCE, cells: bool = False, silent: bool = False) -> Entry:
    """A document of sentences 甲指标12件。 with a figure each; with ``cells`` each is a table's cell."""
    text = "\n".join(f"{name}{value}件。" for name, value in lines)
    figures, start = [], 0
    for name, value in lines:
        end = start + len(f"{name}{value}件")
        figure = Figure(
            content_id(text, start), document_id(source), name, name, "count", Decimal(value), "件",
            Decimal(value), "件", "eq", "actual", start, end, start + len(name), end - 1,
            region="河南省", period="2023",
            cell=Cell(name, "数量") if cells else None,
        )  # fmt: skip
        figures.append(figure)
        start = end + 2
    return make_entry(source, text, figures=() if silent else tuple(figures))


def put(library: Library, *entries: Entry) -> None:
    with library.write() as writer:
        for one in entries:
            writer.put(one)


Action = Literal["confirm", "edit", "reject"]


def say(library: Library, figure_id: str, action: Action, **edit: str) -> int:
    with library.write() as writer:
        return writer.corrections.correct(figure_id, action, Edit(**edit), "理由", "张三", AT).key


def undo(library: Library, key: int) -> None:
    with library.write() as writer:
        writer.corrections.undo(key, None, None, AT)


def figures(library: Library, rejected: bool = False) -> list[Figure]:
    with library.snapshot() as snapshot:
        assert snapshot.problems() == []
        return snapshot.figures(rejected=rejected)


def shown(library: Library) -> list[tuple[str, str, str | None]]:
    """Indicator, value and mark of every figure, rejected ones too."""
    return [(f.indicator, str(f.value), f.correction) for f in figures(library, rejected=True)]


def states(library: Library) -> list[tuple[str, str, str | None]]:
    with library.snapshot() as snapshot:
        return [(line.correction.action, line.state, line.problem) for line in snapshot.corrections()]


def test_what_is_said_of_figures_holds_from_the_next_generation_on(library: Library) -> None:
    put(library, entry(("甲指标", 12), ("乙指标", 30), ("丙指标", 45)))
    before = figures(library)
    with library.snapshot() as old:
        say(library, before[0].id, "confirm")
        say(library, before[1].id, "edit", value="33", period="2022")
        say(library, before[2].id, "reject")
        assert (old.generation, old.figures()) == (1, before)
    assert shown(library) == [("甲指标", "12", "confirmed"), ("乙指标", "33", "edited"), ("丙指标", "45", "rejected")]
    edited = figures(library)[1]
    assert (edited.period, edited.original) == (
        "2022",
        (("value", "30"), ("normalized_value", "30"), ("period", "2023")),
    )
    assert edited.restated
    assert [f.indicator for f in figures(library)] == ["甲指标", "乙指标"]
    with library.snapshot() as snapshot:
        assert snapshot.generation == 4
        assert [f.id for f in snapshot.amended_figures(document_id(SOURCE))] == [before[1].id, before[2].id]
        assert snapshot.amended_figures(document_id("乙.txt")) == []


def test_a_second_edit_keeps_the_first_and_undoing_goes_back_step_by_step(library: Library) -> None:
    put(library, entry(("甲指标", 12)))
    (before,) = figures(library)
    first = say(library, before.id, "edit", value="13")
    second = say(library, before.id, "edit", region="洛阳市")
    (both,) = figures(library)
    assert (both.value, both.region) == (Decimal(13), "洛阳市")
    assert states(library) == [("edit", "superseded", None), ("edit", "applied", None)]
    undo(library, second)
    (once,) = figures(library)
    assert (once.value, once.region, once.original[0]) == (Decimal(13), "河南省", ("value", "12"))
    undo(library, first)
    assert figures(library) == [before]
    assert states(library) == [("edit", "undone", None)] * 2 + [("undo", "done", None)] * 2


def test_what_makes_no_sense_is_refused_and_changes_nothing(library: Library) -> None:
    put(library, entry(("甲指标", 12)))
    (figure,) = figures(library)
    with pytest.raises(NotInLibrary, match="没有编号为 f9 的数据项"):
        say(library, "f9", "confirm")
    with pytest.raises(CorrectionError, match="没有要更正的内容"):
        say(library, figure.id, "edit", value="12")
    with pytest.raises(CorrectionError, match="没有编号为 1 的更正"):
        undo(library, 1)
    key = say(library, figure.id, "edit", value="13")
    with pytest.raises(CorrectionError, match="已经人工更正"):
        say(library, figure.id, "confirm")
    undo(library, key)
    with pytest.raises(CorrectionError, match="更正 1 已经撤销"):
        undo(library, key)
    assert states(library) == [("edit", "undone", None), ("undo", "done", None)]
    assert figures(library) == [figure]


def test_an_edit_back_to_the_document_is_no_longer_another_number(library: Library) -> None:
    put(library, entry(("甲指标", 12)))
    (figure,) = figures(library)
    say(library, figure.id, "edit", value="13", period="2022")
    say(library, figure.id, "edit", value="12")
    (now,) = figures(library)
    assert (now.value, now.original, now.restated) == (Decimal(12), (("period", "2023"),), False)


def test_a_revision_keeps_what_is_found_again_and_lists_the_rest(library: Library) -> None:
    put(library, entry(("甲指标", 12), ("乙指标", 30)))
    a, b = figures(library)
    say(library, a.id, "edit", value="13")
    say(library, b.id, "reject")
    put(library, entry(("新指标", 7), ("甲指标", 12), ("乙指标", 31)))
    assert shown(library) == [("新指标", "7", None), ("甲指标", "13", "edited"), ("乙指标", "31", None)]
    assert states(library) == [("edit", "applied", None), ("reject", "not_applied", GONE)]
    put(library, entry(("乙指标", 30)))
    assert shown(library) == [("乙指标", "30", "rejected")]
    assert states(library) == [("edit", "not_applied", GONE), ("reject", "applied", None)]
    put(library, entry(("甲指标", 12), silent=True))
    assert states(library) == [("edit", "not_applied", NOT_EXTRACTED), ("reject", "not_applied", GONE)]


def test_a_removed_documents_corrections_wait_for_it(library: Library) -> None:
    put(library, entry(("甲指标", 12)))
    say(library, figures(library)[0].id, "confirm")
    with library.write() as writer:
        writer.remove(document_id(SOURCE))
    assert states(library) == [("confirm", "not_applied", REMOVED)]
    put(library, entry(("甲指标", 12)))
    assert shown(library) == [("甲指标", "12", "confirmed")]


def test_of_equal_sentences_the_one_that_was_meant(library: Library) -> None:
    put(library, entry(("甲指标", 12), ("乙指标", 30), ("甲指标", 12)))
    say(library, figures(library)[2].id, "reject")
    put(library, entry(("甲指标", 12), ("甲指标", 12), ("乙指标", 30)))
    assert shown(library) == [("甲指标", "12", None), ("甲指标", "12", "rejected"), ("乙指标", "30", None)]
    put(library, entry(("甲指标", 12), ("甲指标", 12), ("甲指标", 12)))
    assert states(library) == [("reject", "not_applied", AMBIGUOUS)]


def test_a_cell_is_found_by_its_row_and_column(library: Library) -> None:
    put(library, entry(("甲指标", 12), ("乙指标", 12), cells=True))
    say(library, figures(library)[1].id, "edit", value="15")
    put(library, entry(("乙指标", 12), ("甲指标", 90), cells=True))
    assert shown(library) == [("乙指标", "15", "edited"), ("甲指标", "90", None)]
    put(library, entry(("丙指标", 12), cells=True))
    assert states(library) == [("edit", "not_applied", NO_CELL)]


def test_white_space_and_width_do_not_count(library: Library) -> None:
    put(library, entry(("Ａ指标", 12)))
    say(library, figures(library)[0].id, "confirm")
    spaced = entry(("A 指标", 12))
    put(library, spaced)
    assert shown(library) == [("A 指标", "12", "confirmed")]


def test_a_write_that_fails_says_nothing(library: Library) -> None:
    put(library, entry(("甲指标", 12)))
    (figure,) = figures(library)
    with pytest.raises(RuntimeError), library.write() as writer:
        writer.corrections.correct(figure.id, "reject", Edit(), None, None, AT)
        raise RuntimeError
    assert (figures(library), states(library)) == ([figure], [])


def test_figures_are_found_by_the_names_they_were_given(library: Library) -> None:
    put(library, entry(("甲指标", 12), ("乙指标", 30)))
    say(library, figures(library)[0].id, "edit", indicator="丙指标")
    with library.write() as writer:
        writer.corrections.add_alias("丁指标", "乙指标", None, AT)
    with library.snapshot() as snapshot:
        named = {
            name: [str(f.value) for f in snapshot.figures(indicators=[name])] for name in ("甲指标", "丙指标", "丁指标")
        }
    assert named == {"甲指标": [], "丙指标": ["12"], "丁指标": ["30"]}


LINES = st.lists(st.sampled_from([(f"第{n}指标", 10 + n) for n in range(8)]), unique=True, min_size=1)


@settings(max_examples=15, deadline=None)
@given(LINES, LINES, st.data())
def test_any_revision_keeps_corrections_and_undoing_all_restores(
    tmp_path_factory: pytest.TempPathFactory, first: Sequence[tuple[str, int]], second: Sequence[tuple[str, int]],
    data: st.DataObject,
) -> None:  # fmt: skip
    with Library.open(tmp_path_factory.mktemp("x") / "ix", EMBEDDER) as library:
        put(library, entry(*first))
        said: dict[str, tuple[str, int]] = {}
        for figure in figures(library):
            action: Action = data.draw(st.sampled_from(("confirm", "edit", "reject")))
            key = say(library, figure.id, action, **({"value": "99"} if action == "edit" else {}))
            said[figure.indicator] = (action, key)
        put(library, entry(*second))
        marks = {"confirm": "confirmed", "edit": "edited", "reject": "rejected"}
        wanted = [
            (
                name,
                "99" if name in said and said[name][0] == "edit" else str(value),
                marks.get(said.get(name, ("",))[0]),
            )
            for name, value in second
        ]
        assert shown(library) == wanted
        for _, key in said.values():
            undo(library, key)
        assert figures(library) == list(entry(*second).figures)


FIGURE = replace(make_figure(SOURCE), comparator="eq")


@pytest.mark.parametrize(
    ("edit", "changes"),
    [
        (Edit(value="900"), {"value": "900", "normalized_value": "900"}),
        (Edit(value="3.2万件"), {"value": "3.2", "unit": "万件", "normalized_value": "32000.0"}),
        (Edit(value="超过886件"), {"comparator": "gt"}),
        (Edit(value="12", unit="万人"), {
            "value": "12", "unit": "万人", "normalized_value": "120000", "normalized_unit": "人"}),
        (Edit(value="886"), {}),
        (Edit(period="2023年上半年", region="洛阳", status="目标"),
         {"period": "2023-01/2023-06", "region": "洛阳市", "status": "target"}),
        (Edit(period="", region=""), {"period": None, "region": None}),
    ],
)  # fmt: skip
def test_edits_are_read_by_the_scanners_of_documents(edit: Edit, changes: dict[str, str | None]) -> None:
    assert dict(changes_of(FIGURE, edit)) == changes


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (Edit(value="很多"), "“很多”不是一个带单位的数值。"),
        (Edit(value="1件2件"), "“1件2件”不是一个带单位的数值。"),
        (Edit(unit="%"), "单位“%”与这条数据项的统计口径（count）不符。"),
        (Edit(period="2024-13"), "“2024-13”不是统计期间，请写成 2023、2023-06、2018/2022 或 2023年上半年。"),
        (Edit(region="火星"), "“火星”不是行政区划的名称，请写全称，如 河南省、洛阳市。"),
        (Edit(status="大概"), "“大概”不是数据性质，可用：实际、目标、预计、预测、条件、存疑。"),
        (Edit(indicator="12"), "“12”不是指标名称。"),
    ],
)
def test_an_edit_that_cannot_be_read_is_refused(edit: Edit, problem: str) -> None:
    with pytest.raises(CorrectionError) as raised:
        changes_of(FIGURE, edit)
    assert str(raised.value) == problem
