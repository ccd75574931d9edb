"""Mentions of time: what they date, where they stand, and words that only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.figures.context.periods import periods, year_of

PIECES = st.sampled_from(
    [
        *"0123456789年月日-至到十一二三四五〇零“”上下前去今明末 ",
        "2023年",
        "十四五",
        "上半年",
        "截至",
        "目前",
        "同期",
        "规划",
        "季度",
    ]
)
TEXTS = st.one_of(st.text(max_size=50), st.lists(PIECES, max_size=30).map("".join))


@pytest.mark.parametrize(
    ("text", "mention", "iso"),
    [
        ("截至2021年底，", "2021年", "2021"),
        ("于 2021 年 3 月 5 日印发", "2021 年 3 月 5 日", "2021-03-05"),
        ("２０２１年", "２０２１年", "2021"),
        ("2023年度", "2023年度", "2023"),
        ("2023年3月份", "2023年3月份", "2023-03"),
        ("2023年上半年", "2023年上半年", "2023-01/2023-06"),
        ("2023年前三季度", "2023年前三季度", "2023-01/2023-09"),
        ("2023年1-9月", "2023年1-9月", "2023-01/2023-09"),
        ("2023年1月至9月", "2023年1月至9月", "2023-01/2023-09"),
        ("2023年3月15日至4月20日", "2023年3月15日至4月20日", "2023-03-15/2023-04-20"),
        ("2018-2022年", "2018-2022年", "2018/2022"),
        ("2018年至2022年", "2018年至2022年", "2018/2022"),
        ("“十四五”时期", "“十四五”时期", "2021/2025"),
        ("十四五末", "十四五末", "2025"),
        ("“十五五”规划", "“十五五”规划", "2026/2030"),
        ("十五期间", "十五期间", "2001/2005"),
        ("二〇二三年三月", "二〇二三年三月", "2023-03"),
        ("二○二五年十二月三十一日", "二○二五年十二月三十一日", "2025-12-31"),
        ("一九八五年四月一日", "一九八五年四月一日", "1985-04-01"),
        ("2021-03-15", "2021-03-15", "2021-03-15"),
        ("截至目前", "截至目前", None),
        ("近三年", "近三年", None),
    ],
)
def test_dates(text: str, mention: str, iso: str | None) -> None:
    (found,) = periods(text)
    assert (text[found.start : found.end], found.iso) == (mention, iso)


@pytest.mark.parametrize(
    ("text", "resolved", "baseline"),
    [
        ("今年", "2023", False),
        ("截至今年6月", "2023-06", False),
        ("今年上半年", "2023-01/2023-06", False),
        ("今年1-9月", "2023-01/2023-09", False),
        ("本年度", "2023", False),
        ("去年", "2022", False),
        ("上年末", "2022", False),
        ("较上年同期", "2022", True),
        ("上一年同期", "2022", True),
        ("前年", "2021", False),
        ("明年", "2024", False),
    ],
)
def test_relative_mentions_count_from_the_anchor(text: str, resolved: str, baseline: bool) -> None:
    (found,) = periods(text)
    assert (found.kind, found.iso, found.baseline) == ("relative", None, baseline)
    assert (found.resolve(2023), found.resolve(None)) == (resolved, None)


@pytest.mark.parametrize(
    "text",
    [
        "发明年均增长",
        "以上年限",
        "项目前期工作",
        "以前年度",
        "首次年检",
        "成本年均",
        "实现有效",
        "十五件",
        "二十五期间",
        "12021年",
        "",
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert periods(text) == []


def test_mentions_in_order() -> None:
    text = "2021年申请 5 件，2022年上半年 7 件，截至目前共 12 件。"
    assert [(p.iso, p.kind, text[p.start : p.end]) for p in periods(text)] == [
        ("2021", "date", "2021年"),
        ("2022-01/2022-06", "date", "2022年上半年"),
        (None, "open", "截至目前"),
    ]


@pytest.mark.parametrize(
    ("iso", "year"), [("2021", 2021), ("2018/2022", 2022), ("2023-01/2023-06", 2023), (None, None)]
)
def test_year_of(iso: str | None, year: int | None) -> None:
    assert year_of(iso) == year


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 28))
def test_dates_round_trip(year: int, month: int, day: int) -> None:
    (found,) = periods(f"于{year}年{month}月{day}日发布")
    assert found.iso == f"{year}-{month:02}-{day:02}"


@given(TEXTS)
def test_mentions_are_ordered_disjoint_and_inside_the_text(text: str) -> None:
    end = 0
    for found in periods(text):
        assert end <= found.start < found.end <= len(text)
        assert (found.iso is None) == (found.kind in ("relative", "span", "open"))
        end = found.end
