"""Everyday words -> official ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.everyday import official


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("专利押给银行贷了多少钱？", "专利质押融资融资金额多少？"),
        ("卖假货怎么罚？", "卖假冒伪劣怎么罚？"),
        ("牌子被抢注怎么办？", "商标被恶意申请注册怎么办？"),
        ("小公司能续期吗？", "小微企业能续展吗？"),
        ("2023年专利授权量是多少？", "2023年专利授权量是多少？"),
    ],
)
def test_official(said: str, written: str) -> None:
    assert official(said) == written


@given(st.text(alphabet="0123456789年件%.，、 ", max_size=30))
def test_numbers_are_never_rewritten(text: str) -> None:
    assert official(text) == text
