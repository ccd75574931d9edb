"""Every operation over a printed table gives what a reference computes from the table itself, or refuses as it must."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printed_tables import COUNTED, MEMBERS, MONEY, PLACES, YEARS, Printed, Shelf, shelf, tables

from ipqa.answering.gate import passing
from ipqa.records import Answer

PICK = st.randoms(use_true_random=False)


def computed(answer: Answer) -> Decimal | None:
    return answer.calculation.value if answer.calculation and answer.status == "answered" else None


def cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def shown(answer: Answer) -> list[tuple[str | None, str | None, str | None, Decimal]]:
    """Place, year, member and value of every figure of an answer."""
    return [
        (f.figure.region, f.figure.period, dict(f.figure.dimensions).get("权利主体"), f.figure.value)
        for f in answer.figures
    ]


def sound(answer: Answer, desk: Shelf) -> None:
    """An answer passes its own gate, and its quotes stand where they say.

    Only the years that are missing may have been held back: the note of what is missing names them.
    """
    text, dropped = passing(answer.text, answer.citations, answer.calculation, answer.question, answer.figures)
    assert (text, dropped) == (answer.text, 0)
    kinds = [note.kind for note in answer.notes]
    assert "gate" not in kinds or "partial" in kinds
    for citation in answer.citations:
        (document,) = (d for d in desk.documents if d.id == citation.document_id)
        assert document.text[citation.start : citation.end] == citation.quote


def asked(desk: Shelf, question: str) -> Answer:
    answer = desk.ask(question)
    sound(answer, desk)
    return answer


def refused(answer: Answer) -> None:
    assert (answer.calculation, answer.status == "answered") == (None, False), answer.text


@given(tables(), PICK)
@settings(max_examples=15, deadline=None)
def test_lookup(table: Printed, pick: Random) -> None:
    desk = shelf(table.paragraphs())
    place, year, member = pick.choice(PLACES), pick.choice(YEARS), pick.choice(MEMBERS)
    answer = asked(desk, f"{year}年{place}{member}{COUNTED}是多少件？")
    value = table.cells.get((place, year, member))
    if value is None:
        refused(answer)
    else:
        assert answer.status == "answered"
        assert shown(answer) == [(place, str(year), member, Decimal(value))]
        assert f"{value} 件" in answer.text


def over(a: int, b: int) -> Decimal:
    with localcontext(prec=50):
        return Decimal(a) / b


PAIRS: list[tuple[str, Callable[[int, int], Decimal]]] = [
    ("{y}年{p}{m}{c}比{n}多多少件？", lambda a, b: Decimal(abs(a - b))),
    ("{y}年{p}{m}和{n}{c}相差多少件？", lambda a, b: Decimal(abs(a - b))),
    ("{y}年{p}{m}{c}是{n}的几倍？", over),
    ("{y}年{p}{m}和{n}{c}合计多少件？", lambda a, b: Decimal(a + b)),
]


@pytest.mark.parametrize(("wording", "reference"), PAIRS)
@given(table=tables(), pick=PICK)
@settings(max_examples=8, deadline=None)
def test_two_members(wording: str, reference: Callable[[int, int], Decimal], table: Printed, pick: Random) -> None:
    desk = shelf(table.paragraphs())
    place, year = pick.choice(PLACES), pick.choice(YEARS)
    one, other = pick.sample(MEMBERS, 2)
    answer = asked(desk, wording.format(y=year, p=place, m=one, n=other, c=COUNTED))
    pair(answer, table.cells.get((place, year, one)), table.cells.get((place, year, other)), reference)


def pair(answer: Answer, a: int | None, b: int | None, reference: Callable[[int, int], Decimal]) -> None:
    if a is None or b is None:
        refused(answer)
        return
    found = computed(answer)
    assert found is not None, (answer.status, answer.text)
    assert cents(found) == cents(reference(a, b))


ACROSS: list[tuple[str, Callable[[int, int], Decimal]]] = [
    ("{y}年{p}{m}{c}比{q}多多少件？", lambda a, b: Decimal(abs(a - b))),
    ("{y}年{p}和{q}的{m}{c}一共多少件？", lambda a, b: Decimal(a + b)),
    ("{y}年{p}{m}{c}是{q}的多少倍？", over),
    ("{y}年{p}和{q}{m}{c}相差多少件？", lambda a, b: Decimal(abs(a - b))),
]


@pytest.mark.parametrize(("wording", "reference"), ACROSS)
@given(table=tables(), pick=PICK)
@settings(max_examples=8, deadline=None)
def test_two_places(wording: str, reference: Callable[[int, int], Decimal], table: Printed, pick: Random) -> None:
    desk = shelf(table.paragraphs())
    year, member = pick.choice(YEARS), pick.choice(MEMBERS)
    one, other = pick.sample(PLACES, 2)
    answer = asked(desk, wording.format(y=year, p=one, q=other, m=member, c=COUNTED))
    pair(answer, table.cells.get((one, year, member)), table.cells.get((other, year, member)), reference)


def grown(later: int, earlier: int) -> Decimal:
    with localcontext(prec=50):
        return abs(Decimal(later) / earlier - 1) * 100


TIMES: list[tuple[str, Callable[[int, int], Decimal]]] = [
    ("{p}{m}{c}{z}年比{y}年增长百分之几？", grown),
    ("{z}年{p}{m}{c}比{y}年增加了多少件？", lambda a, b: Decimal(abs(a - b))),
    ("{p}{m}{c}{z}年是{y}年的几倍？", over),
]


@pytest.mark.parametrize(("wording", "reference"), TIMES)
@given(table=tables(), pick=PICK)
@settings(max_examples=8, deadline=None)
def test_two_years(wording: str, reference: Callable[[int, int], Decimal], table: Printed, pick: Random) -> None:
    desk = shelf(table.paragraphs())
    place, member = pick.choice(PLACES), pick.choice(MEMBERS)
    early, late = sorted(pick.sample(YEARS, 2))
    answer = asked(desk, wording.format(y=early, z=late, p=place, m=member, c=COUNTED))
    later, earlier = table.cells.get((place, late, member)), table.cells.get((place, early, member))
    pair(answer, later, earlier, reference)
    if later is not None and earlier is not None and "增" in wording and later != earlier:
        assert any(word in answer.text for word in (("增", "多") if later > earlier else ("降", "少", "减")))


@given(tables(), PICK)
@settings(max_examples=12, deadline=None)
def test_share(table: Printed, pick: Random) -> None:
    desk = shelf(table.paragraphs())
    place, year, member = pick.choice(PLACES), pick.choice(YEARS), pick.choice(MEMBERS)
    answer = asked(desk, f"{year}年{place}{member}{COUNTED}占{COUNTED}的比重是多少？")
    part = table.cells.get((place, year, member))
    pair(answer, part, table.totals[place, year], lambda a, b: over(a, b) * 100)


@given(tables(), PICK)
@settings(max_examples=12, deadline=None)
def test_years_added_averaged_and_told_in_order(table: Printed, pick: Random) -> None:
    desk = shelf(table.paragraphs())
    place, member = pick.choice(PLACES), pick.choice(MEMBERS)
    values = [table.cells.get((place, year, member)) for year in YEARS]
    present = [(year, value) for year, value in zip(YEARS, values, strict=True) if value is not None]
    added = asked(desk, f"2020到2023年{place}{member}{COUNTED}一共多少件？")
    mean = asked(desk, f"2020到2023年{place}{member}{COUNTED}平均每年多少件？")
    if len(present) < len(YEARS):
        refused(added)
        refused(mean)
    else:
        assert computed(added) == sum(value for _, value in present)
        assert computed(mean) == Decimal(sum(value for _, value in present)) / len(present)
    told = asked(desk, f"2020到2023年{place}{member}{COUNTED}逐年是多少？")
    if len(present) >= 2:
        assert shown(told) == [(place, str(year), member, Decimal(value)) for year, value in present]
        missing = [str(year) for year, value in zip(YEARS, values, strict=True) if value is None]
        notes = "".join(note.text for note in told.notes if note.kind == "partial")
        assert all(year in notes for year in missing)
        # Across a gap nothing is told as a change on the year before.
        assert not (missing and "比上年" in told.text and any(a[0] - b[0] > 1 for b, a in pairwise(present)))


@given(tables(), PICK, st.booleans())
@settings(max_examples=12, deadline=None)
def test_places_and_members_in_order(table: Printed, pick: Random, down: bool) -> None:
    desk = shelf(table.paragraphs())
    year, member = pick.choice(YEARS), pick.choice(MEMBERS)
    order = "从高到低" if down else "从低到高"
    a, b, c = pick.sample(PLACES, 3)
    answer = asked(desk, f"{year}年{a}、{b}和{c}{member}{COUNTED}{order}排序")
    found = [(table.cells.get((p, year, member)), p) for p in (a, b, c)]
    if any(value is None for value, _ in found):
        refused(answer)
    else:
        ordered = sorted(((v, p) for v, p in found if v is not None), reverse=down)
        assert shown(answer) == [(p, str(year), member, Decimal(v)) for v, p in ordered]


@given(tables(missing=False), PICK, st.booleans())
@settings(max_examples=12, deadline=None)
def test_the_most_and_the_least(table: Printed, pick: Random, most: bool) -> None:
    desk = shelf(table.paragraphs())
    place, member = pick.choice(PLACES), pick.choice(MEMBERS)
    year = pick.choice(YEARS)
    word = "最多" if most else "最少"
    best = max if most else min
    by_year = asked(desk, f"2020到2023年{place}{member}{COUNTED}哪一年{word}？")
    assert shown(by_year)[0][1] == str(best(YEARS, key=lambda y: table.cells[place, y, member]))
    by_place = asked(desk, f"{year}年哪个市的{member}{COUNTED}{word}？")
    assert shown(by_place)[0][0] == best(PLACES, key=lambda p: table.cells[p, year, member])
    by_member = asked(desk, f"{year}年{place}哪类权利主体的{COUNTED}{word}？")
    assert shown(by_member)[0][2] == best(MEMBERS, key=lambda m: table.cells[place, year, m])


@given(tables(missing=False), PICK, st.sampled_from([0, 0, 1, 37]))
@settings(max_examples=12, deadline=None)
def test_a_total_held_against_its_parts(table: Printed, pick: Random, off: int) -> None:
    place, year = pick.choice(PLACES), pick.choice(YEARS)
    parts = [table.cells[place, year, m] for m in MEMBERS]
    told = "，".join(f"{m}{COUNTED} {v} 件" for m, v in zip(MEMBERS, parts, strict=True))
    desk = shelf([f"{year}年，{place}{COUNTED} {sum(parts) + off} 件，其中{told}。"])
    answer = asked(desk, f"{year}年{place}各类权利主体{COUNTED}之和与总数对得上吗？")
    assert answer.calculation is not None, answer.text
    assert answer.calculation.value == sum(parts)
    assert (
        "不一致" in answer.text or "对不上" in answer.text or "不等于" in answer.text or "少" in answer.text
    ) == bool(off), answer.text


@given(tables(), PICK)
@settings(max_examples=12, deadline=None)
def test_money_in_another_size(table: Printed, pick: Random) -> None:
    desk = shelf(table.paragraphs())
    (place, year), value = pick.choice([*table.money.items()])
    answer = asked(desk, f"{year}年{place}{MONEY}是多少亿元？")
    assert computed(answer) == value / 10_000


@given(tables(), PICK)
@settings(max_examples=5, deadline=None)
def test_another_size_of_the_units_changes_no_answer(table: Printed, pick: Random) -> None:
    """万元 printed as 元 and 件 as 万件: the same values in the base unit, the same order."""
    a, b, c = pick.sample(PLACES, 3)
    year = pick.choice(YEARS)
    lines = table.paragraphs()
    small = [f"{y}年，{p}{MONEY} {v * 10_000:f} 元。" for (p, y), v in table.money.items()]
    large = [f"{y}年，{p}{MONEY} {v / 10_000:f} 亿元。" for (p, y), v in table.money.items()]
    counted = [f"{y}年，{p}{m}{COUNTED} {Decimal(v) / 10_000:f} 万件。" for (p, y, m), v in table.cells.items()]
    size = len(table.cells)
    written = (lines, [*lines[:-16], *small], [*counted, *lines[size:-16], *large])
    questions = (
        f"{year}年{a}{MONEY}比{b}多多少？",
        f"{year}年{a}和{b}{MONEY}合计多少？",
        f"{year}年{a}{MONEY}是{c}的几倍？",
        f"{year}年{a}、{b}和{c}{MONEY}从高到低排序",
        f"{year}年{a}企业{COUNTED}是多少？",
        f"{year}年{a}企业和高校{COUNTED}合计多少？",
    )
    desks = [shelf(text) for text in written]
    for question in questions:
        first, *others = [in_base(asked(desk, question)) for desk in desks]
        assert [first] * len(others) == others, question


def in_base(answer: Answer) -> tuple[object, ...]:
    """Status and, of an answer, the figures in their base unit and the result in it."""
    if answer.status != "answered":
        return (answer.status,)  # any of the twins may be named
    figures = [
        (f.figure.region, f.figure.period, f.figure.dimensions, f.figure.normalized_value) for f in answer.figures
    ]
    result = answer.calculation
    if result is None:
        return answer.status, figures, None
    unit = next(
        (size for name, size in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)) if result.unit.startswith(name)), 1
    )
    return answer.status, figures, cents(result.value * unit)


@given(tables(), PICK)
@settings(max_examples=5, deadline=None)
def test_the_order_of_paragraphs_changes_no_answer(table: Printed, pick: Random) -> None:
    lines = table.paragraphs()
    mixed = pick.sample(lines, len(lines))
    a, b = pick.sample(PLACES, 2)
    year, member = pick.choice(YEARS), pick.choice(MEMBERS)
    for question in (
        f"{year}年{a}{member}{COUNTED}是多少件？",
        f"{year}年{a}和{b}{member}{COUNTED}相差多少件？",
        f"{year}年{a}{member}{COUNTED}占{COUNTED}的比重是多少？",
        f"{year}年各市{member}{COUNTED}从高到低排序",
        f"2020到2023年{a}{member}{COUNTED}逐年是多少？",
    ):
        one, other = (in_base(asked(shelf(text), question)) for text in (lines, mixed))
        assert one == other, question
