"""Indicator phrases: canonical names, concepts, and the members of dimensions they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.figures.vocabulary import Concept, aliases, canonical, concept, leading_member, member_at, member_of, members


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("GDP", "地区生产总值"),
        ("ｇｄｐ", "地区生产总值"),
        ("生产 总值", "地区生产总值"),
        ("质押融资金额", "知识产权质押融资金额"),
        ("高新技术企业", "高新技术企业数"),
        ("商标注册量", None),
        ("", None),
    ],
)
def test_canonical(phrase: str, name: str | None) -> None:
    assert canonical(phrase) == name


@given(st.sampled_from(sorted(aliases())))
def test_a_canonical_name_is_its_own(alias: str) -> None:
    name = canonical(alias)
    assert name is not None
    assert canonical(name) == name


@pytest.mark.parametrize(
    ("phrase", "expected", "complete"),
    [
        ("有效发明专利拥有量", Concept("发明专利", frozenset({"有效量", "拥有量"})), True),
        ("每万人口高价值发明专利拥有量", Concept("高价值发明专利", frozenset({"拥有量"}), True), True),
        ("实用新型专利授权量", Concept("实用新型专利", frozenset({"授权量"})), True),
        ("PCT 国际专利申请量", Concept("PCT专利", frozenset({"申请量"})), True),
        ("商标注册量", Concept("商标", frozenset({"注册量"})), True),
        ("专利", Concept("专利", frozenset()), False),
        ("地区生产总值", Concept(None, frozenset()), False),
    ],
)
def test_concept(phrase: str, expected: Concept, complete: bool) -> None:
    found = concept(phrase)
    assert (found, found.complete) == (expected, complete)


def test_members() -> None:
    assert members("企业的发明专利和外观设计") == [
        ("专利类型", "发明专利"),
        ("专利类型", "外观设计"),
        ("权利主体", "企业"),
    ]
    assert (member_at("高校发明", "权利主体"), member_at("高校发明", "产业")) == ("高校", None)


@pytest.mark.parametrize(
    ("phrase", "lead"),
    [
        ("企业的商标申请量", (("权利主体", "企业"), 2)),
        ("个体工商户商标", (("权利主体", "个体工商户"), 5)),
        ("个人及个体工商户", (("权利主体", "个人及个体工商户"), 8)),
        ("商标申请量", None),
    ],
)
def test_leading_member(phrase: str, lead: tuple[tuple[str, str], int] | None) -> None:
    assert leading_member(phrase) == lead


def test_member_of_a_whole_word() -> None:
    assert (member_of("二产"), member_of("二产增加值"), member_of("")) == (("产业", "第二产业"), None, None)


@given(st.text(max_size=30))
def test_any_phrase_has_a_concept(phrase: str) -> None:
    assert concept(phrase).complete == (concept(phrase).object is not None and bool(concept(phrase).measures))
    assert canonical(phrase) is None or phrase
