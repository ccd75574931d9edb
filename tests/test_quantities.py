"""Numbers with units: what is found, its exact span, its value in the base unit, and what is no quantity."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.figures.values.numerals import NUMERAL, parse
from ipqa.figures.values.quantities import Quantity, quantities

# Texts dense in what the scanner reacts to, so that arbitrary ones reach its corners.
PIECES = st.sampled_from(
    [
        *"0123456789０３％%.,，、。-～至到和与 　一二三十百千万亿两半成倍番第位名件家个元年月日点余多来上约近超",
        *"（）(){}《》",
        *["万元", "个百分点", "百分之", "以上", "不超过", "居全省", "第", "同比增长", "/万人", "件/万人", "前", "平台"],
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join))


def only(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind", "normalized", "base"),
    [
        ("专利授权量 8091 件", "8091", "件", "count", "8091", "件"),
        ("融资 14170.56 万元", "14170.56", "万元", "amount", "141705600", "元"),
        ("总值 3.2 亿元", "3.2", "亿元", "amount", "320000000", "元"),
        ("达到1.5万亿元", "1.5", "万亿元", "amount", "1500000000000", "元"),
        ("贷款500亿日元", "500", "亿日元", "amount", "50000000000", "日元"),
        ("受理1,234件", "1234", "件", "count", "1234", "件"),
        ("占比１２．５％", "12.5", "%", "percent", "12.5", "%"),
        ("提高 12.5 个百分点", "12.5", "个百分点", "point", "12.5", "个百分点"),
        ("拥有量 23.69 件/万人", "23.69", "件/万人", "count", "23.69", "件/万人"),
        ("是上年的2.5倍", "2.5", "倍", "multiple", "2.5", "倍"),
        ("约3成", "3", "成", "tenths", "30", "%"),
        ("占三成半", "3.5", "成", "tenths", "35", "%"),
        ("占七成二", "7.2", "成", "tenths", "72", "%"),
        ("百分之三十", "30", "%", "percent", "30", "%"),
        ("百分之百", "100", "%", "percent", "100", "%"),
        ("百分之零点五", "0.5", "%", "percent", "0.5", "%"),
        ("千分之五", "5", "‰", "percent", "5", "‰"),
        ("翻两番", "2", "番", "multiple", "2", "番"),
        ("一点五倍", "1.5", "倍", "multiple", "1.5", "倍"),
        ("罚款二十五万元", "250000", "元", "amount", "250000", "元"),
        ("资助一点五亿元", "150000000", "元", "amount", "150000000", "元"),
        ("提高三个百分点", "3", "个百分点", "point", "3", "个百分点"),
        ("超过一半", "50", "%", "percent", "50", "%"),
        ("受理三百二十五起", "325", "起", "count", "325", "起"),
        ("共2亿3000万元", "230000000", "元", "amount", "230000000", "元"),
        ("增长-1.2%", "-1.2", "%", "percent", "-1.2", "%"),
    ],
)
def test_value_and_unit(text: str, value: str, unit: str, kind: str, normalized: str, base: str) -> None:
    found = only(text)
    assert (found.value, found.unit, found.kind) == (Decimal(value), unit, kind)
    assert (found.normalized_value, found.normalized_unit) == (Decimal(normalized), base)


@pytest.mark.parametrize(
    ("text", "whole", "digits", "comparator"),
    [
        ("融资 36 万余元。", "36 万余元", "36", "gt_approx"),
        ("企业300多家", "300多家", "300", "gt_approx"),
        ("企业十余家", "十余家", "十余家", "gt_approx"),
        ("处二十五万元以下的罚款", "二十五万元以下", "二十五万元", "le"),
        ("最高不超过50万元", "50万元", "50", "le"),
        ("贷款不超 5%", "5%", "5", "le"),
        ("未超过 5%", "5%", "5", "le"),
        ("突破 2 万件", "2 万件", "2", "gt"),
        ("不少于 3 项", "3 项", "3", "ge"),
        ("5万元（含）以上", "5万元（含）以上", "5", "ge"),
        ("上百家企业", "百家", "百家", "ge"),
        ("近千件", "千件", "千件", "approx"),
        ("约 20 家", "20 家", "20", "approx"),
        ("20家左右", "20家左右", "20", "approx"),
        ("不足10%", "10%", "10", "lt"),
        ("省级以上 5 家", "5 家", "5", "eq"),
        ("签约 120 个", "120 个", "120", "eq"),
        ("最近 5 家", "5 家", "5", "eq"),
        ("节约 30%", "30%", "30", "eq"),
    ],
)
def test_comparator_and_spans(text: str, whole: str, digits: str, comparator: str) -> None:
    found = only(text)
    assert text[found.start : found.end] == whole
    assert text[found.value_start : found.value_end] == digits
    assert found.comparator == comparator


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator", "span"),
    [
        ("增速居全市第 4 位", "4", "位", "eq", "第 4 位"),
        ("居全国第二十三位", "23", "位", "eq", "第二十三位"),
        ("总量排名第三。", "3", "位", "eq", "第三"),
        ("位列榜首", "1", "位", "eq", "榜首"),
        ("进入全国前 10 名", "10", "名", "le", "前 10 名"),
        ("排名前五位，", "5", "位", "le", "前五位"),
    ],
)
def test_ranks(text: str, value: str, unit: str, comparator: str, span: str) -> None:
    found = only(text)
    assert (found.kind, found.value, found.unit, found.normalized_unit) == ("rank", Decimal(value), unit, "位次")
    assert (found.comparator, text[found.start : found.end]) == (comparator, span)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12、15 和 20 件", [("12", "件"), ("15", "件"), ("20", "件")]),
        ("30-50件", [("30", "件"), ("50", "件")]),
        ("5-10万元", [("50000", "元"), ("100000", "元")]),
        ("10万至20万元", [("100000", "元"), ("200000", "元")]),
        ("分别提高3.7个、12.7个百分点", [("3.7", "个百分点"), ("12.7", "个百分点")]),
        ("百分之五至百分之十", [("5", "%"), ("10", "%")]),
    ],
)
def test_numbers_of_a_list_share_the_unit_of_the_last(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(q.normalized_value, q.normalized_unit) for q in quantities(text)] == [(Decimal(v), u) for v, u in expected]


@pytest.mark.parametrize(
    "text",
    [
        "2021年3月15日", "从52天缩短到39天", "15个工作日内办结", "五年以上", "12315平台", "3.15晚会", "C919",
        "第十五条", "（2020）448号", "洛政〔2021〕12号", "《100项重点》", "由12成员组成", "一成不变", "统一部署",
        "一般情况", "一种方法", "保持第15届", "位居第一梯队", "数十万件", "几十万元", "三五百家",
        "21世纪", "5G网络", "第一产业", "",
    ],
)  # fmt: skip
def test_what_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三千五百", "3500"), ("二十五万", "250000"), ("一亿二千万", "120000000"), ("二〇二一", "2021"),
        ("二○二一", "2021"), ("千万", "10000000"), ("十五", "15"), ("一万五", "15000"), ("三百五", "350"),
        ("三百零五", "305"), ("两千三", "2300"), ("一点五", "1.5"), ("二点二五万", "22500"), ("零", "0"),
    ],
)  # fmt: skip
def test_numeral(text: str, value: str) -> None:
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "三五百", "三四十", "点五", "一点", "一点十", "一件", "12", "点"])
def test_not_a_numeral(text: str) -> None:
    assert parse(text) is None


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_numerals_round_trip(number: int) -> None:
    assert parse(spell(number)) == number


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=99))
def test_spelled_fractions_round_trip(whole: int, cents: int) -> None:
    digits = f"{cents:02}"
    assert parse(f"{spell(whole)}点{''.join('零一二三四五六七八九'[int(d)] for d in digits)}") == Decimal(
        f"{whole}.{digits}"
    )


@given(st.text(alphabet=NUMERAL + "点", max_size=20))
def test_any_run_of_numerals_is_parsed_or_refused(text: str) -> None:
    value = parse(text)
    assert value is None or (value >= 0 and value.is_finite())


@given(st.decimals(min_value=0, max_value=10**8, places=2), st.sampled_from(["件", "万元", "%", "个百分点", "家"]))
def test_arabic_numbers_round_trip(value: Decimal, unit: str) -> None:
    text = f"共 {value} {unit}。"
    found = only(text)
    assert (found.value, found.unit) == (value, unit)
    assert Decimal(text[found.value_start : found.value_end]) == value


@given(TEXTS)
def test_spans_are_ordered_disjoint_and_inside_the_text(text: str) -> None:
    end = 0
    for found in quantities(text):
        assert end <= found.start <= found.value_start < found.value_end <= found.end <= len(text)
        assert found.kind != "unknown"
        assert found.value.is_finite()
        end = found.end


def spell(number: int) -> str:
    """The Chinese numeral of a whole number below 10**12, with 零 where digits are skipped."""
    if number == 0:
        return "零"
    groups = [(number // 10**8, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")]
    text = ""
    for value, name in groups:
        if value:
            text += ("零" if text and (value < 1000 or text.endswith("零")) else "") + _spell_group(value) + name
        elif text and not text.endswith("零") and name:
            text += "零"
    return text.replace("零零", "零").rstrip("零")


def _spell_group(value: int) -> str:
    text = ""
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            text += "零一二三四五六七八九"[digit] + name
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")


@pytest.mark.parametrize("text", ["8539¹件", "8539①件", "8539[2]件", "8539件³"])
def test_the_mark_of_a_note_parts_no_number_from_its_unit(text: str) -> None:
    assert [(str(q.value), q.unit) for q in quantities(text)] == [("8539", "件")]


def test_a_power_of_ten_is_not_ten() -> None:
    assert [q.unit for q in quantities("10⁴件") if q.unit] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [("授权12 345件", ["12345"]), ("金额为1 002 345.6万元", ["1002345.6"]), ("甲 100 200 300 件", ["300"])],
)
def test_thousands_may_be_parted_by_spaces(text: str, values: list[str]) -> None:
    assert [str(q.value) for q in quantities(text)] == values
