"""What holds of any document: numbers come back as written, and what is unrelated changes nothing."""

from dataclasses import fields
from decimal import Decimal
from random import Random

from figure_documents import make_document
from hypothesis import given, settings
from hypothesis import strategies as st
from printed_tables import Printed, shelf, tables
from test_quantities import spell

from ipqa.figures.extraction import extract
from ipqa.records import Figure

LEADS = {
    "": "eq", "约": "approx", "近": "approx", "接近": "approx", "大约 ": "approx", "超过": "gt", "突破": "gt",
    "超": "gt", "逾 ": "gt", "不足": "lt", "不到": "lt", "未达到": "lt", "低于": "lt", "不少于": "ge", "不低于": "ge",
    "至少": "ge", "不超过": "le", "未超过": "le", "不高于": "le", "最多": "le", "高于": "gt",
    "达": "eq", "为": "eq", "达到 ": "eq",
}  # fmt: skip
TAILS = {"": None, "以上": "ge", "及以上": "ge", "以下": "le", "左右": "approx", "以内": "le"}
COUNTERS = ("件", "家", "项", "个", "人", "户", "笔", "起", "份", "人次")
MONEYS = ("元", "美元", "欧元")
MAGNITUDES = {"万": 10**4, "亿": 10**8, "万亿": 10**12, "百万": 10**6, "千万": 10**7}
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def arabic(value: Decimal) -> list[str]:
    """A number in every Arabic notation: plain, in full width, with thousands."""
    grouped = f"{value:,}"
    return [f"{value}", f"{value}".translate(_WIDE), grouped, grouped.replace(",", "，")]


def only(text: str) -> Figure:
    (found,) = extract(make_document(text))
    return found


def comparator(lead: str, inside: str, tail: str) -> str:
    return TAILS[tail] or {"余": "gt_approx", "多": "gt_approx"}.get(inside) or LEADS[lead]


def check(figure: Figure, text: str, number: str, unit: str, value: Decimal, size: Decimal, base: str) -> None:
    """Value, unit, base unit, and the spans, which re-slice to the number as written and the clause around it."""
    assert (figure.value, figure.unit) == (value, unit)
    assert (figure.normalized_value, figure.normalized_unit) == (size, base)
    assert text[figure.value_start : figure.value_end] == number
    assert number in text[figure.start : figure.end]


@given(st.data(), st.decimals(Decimal("0.01"), Decimal(10**9), places=2) | st.integers(1, 10**9).map(Decimal))
@settings(max_examples=150, deadline=None)
def test_arabic_numbers_in_every_notation(data: st.DataObject, value: Decimal) -> None:
    number = data.draw(st.sampled_from(arabic(value)))
    whole = value == value.to_integral()
    scale = data.draw(st.sampled_from(["", *MAGNITUDES]))
    base = data.draw(st.sampled_from(COUNTERS + MONEYS if whole or scale else MONEYS))
    lead = data.draw(st.sampled_from([*LEADS]))
    inside = data.draw(st.sampled_from(["", "余", "多"] if scale or value % 10 == 0 else [""]))
    tail = data.draw(st.sampled_from([*TAILS]))
    gap = data.draw(st.sampled_from(["", " "]))
    text = f"2023年，芜湖市专利质押规模{lead}{number}{gap}{scale}{inside}{base}{tail}。"
    found = only(text)
    check(found, text, number, scale + base, value, value * MAGNITUDES.get(scale, 1), base)
    assert found.comparator == comparator(lead, inside, tail)
    assert (found.region, found.period) == ("芜湖市", "2023")


@given(st.data(), st.integers(11, 10**9))
@settings(max_examples=100, deadline=None)
def test_spelled_numbers(data: st.DataObject, value: int) -> None:
    lead = data.draw(st.sampled_from([*LEADS]))
    tail = data.draw(st.sampled_from([*TAILS]))
    base = data.draw(st.sampled_from(COUNTERS + MONEYS))
    number = spell(value) + base
    text = f"2023年，芜湖市专利质押规模{lead}{number}{tail}。"
    found = only(text)
    check(found, text, number, base, Decimal(value), Decimal(value), base)
    assert found.comparator == comparator(lead, "", tail)


@given(st.data(), st.integers(1, 9), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_parts_spelled(data: st.DataObject, whole: int, cents: int) -> None:
    """三成, 百分之三十点五, 三点五倍, 30.5%: each is the same number of its own unit."""
    percent = whole * 10 + Decimal(cents) / 100
    fraction = f"点{''.join('零一二三四五六七八九'[int(d)] for d in f'{cents:02}')}" if cents else ""
    forms = {
        f"{'零一二三四五六七八九'[whole]}成": ("成", Decimal(whole), Decimal(whole * 10), "%"),
        f"百分之{spell(whole * 10)}{fraction}": ("%", percent, percent, "%"),
        f"{percent}%": ("%", percent, percent, "%"),
        f"{percent}％".translate(_WIDE): ("%", percent, percent, "%"),
        f"{percent}倍": ("倍", percent, percent, "倍"),
        f"{spell(whole * 10)}{fraction}倍": ("倍", percent, percent, "倍"),
        f"{percent} 个百分点": ("个百分点", percent, percent, "个百分点"),
    }
    number, (unit, value, size, base) = data.draw(st.sampled_from([*forms.items()]))
    lead = data.draw(st.sampled_from([*LEADS]))
    found = only(f"2023年，芜湖市高价值专利占比{lead}{number}。")
    assert (found.value, found.unit, found.normalized_value, found.normalized_unit) == (value, unit, size, base)
    assert found.comparator == LEADS[lead]


def told(figure: Figure, text: str) -> tuple[object, ...]:
    """All that a figure says, without its offsets and ids: the quote stands for them."""
    moving = {"id", "start", "end", "value_start", "value_end", "duplicate_of"}
    kept = tuple(getattr(figure, f.name) for f in fields(figure) if f.name not in moving)
    return (*kept, text[figure.start : figure.end], text[figure.value_start : figure.value_end])


REPORT = (
    "2023年，芜湖市专利申请量 {0} 件，同比增长 {1}%，其中发明专利申请量 {2} 件。有效发明专利拥有量达 {3} 件，"
    "居全省第 {4} 位。",
    "2022年，绍兴市商标注册量约 {0} 件，比上年增加 {2} 件。企业、高校专利授权量分别为 {3} 件、{4} 件。",
    "2021年，宝鸡市专利质押融资金额从 {1} 亿元提高到 {0} 亿元。专利转让 {2} 次，许可 {3} 次。",
    "2020年，湘潭市查处商标侵权案件 {2} 起，罚没金额 {0} 万元，占全部案件的 {1}%。",
)
# Alike in what they are: they name neither a time nor a place.
PLAIN = (
    "会议要求，各单位要提高认识，抓好落实。", "全体干部职工团结一心，克服困难。", "服务水平和能力显著增强。",
    "公众满意度持续提高，营商环境不断优化。",
)  # fmt: skip
NUMBERED = (
    "开展业务培训 {0} 场，参训人员 {1} 人次。", "接听咨询电话 {0} 个。", "发放宣传手册 {0} 份，制作展板 {1} 块。",
    "调解物业纠纷 {0} 起，调解成功率为 {1}%。",
)  # fmt: skip

# Told of the year and the place of the title, or of the mention that opens the paragraph.
REVIEW = (
    "一年来，专利授权量达到 {0} 件，增长 {1}%。发明专利授权量 {2} 件，企业占比 {4}%。",
    "商标有效注册量突破 {0} 件。地理标志产品产值 {1} 亿元，带动就业 {2} 人。",
    "五年来，累计查处侵权案件 {0} 起。知识产权服务机构由 {1} 家增加到 {2} 家。",
    "上半年，新增企业 {0} 户。全年技术合同成交额 {1} 亿元，下降 {4}%。",
    "2024年，力争专利质押融资超过 {0} 亿元。新增高新技术企业 {1} 家以上。",
)
NUMBERS = st.tuples(*[st.integers(3, 9999) for _ in range(5)])


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A title and the paragraphs under it: with years and places of their own, or those of the title."""
    title, templates = draw(st.sampled_from([("工作简报", REPORT), ("芜湖市2024年知识产权工作报告", REVIEW)]))
    return title, [template.format(*draw(NUMBERS)) for template in templates]


def kept(title: str, before: str, after: str, added: str) -> None:
    """All figures of a text are told alike in a longer one, whose other figures stand in what was added."""
    start = after.index(added)
    old = [told(f, before) for f in extract(make_document(before, title))]
    new = [f for f in extract(make_document(after, title)) if not start <= f.value_start < start + len(added)]
    assert [told(f, after) for f in new] == old


@given(reports(), st.data(), st.sampled_from(PLAIN + NUMBERED), NUMBERS)
@settings(max_examples=80, deadline=None)
def test_a_sentence_about_something_else_changes_no_figure(
    report: tuple[str, list[str]], data: st.DataObject, sentence: str, numbers: tuple[int, ...]
) -> None:
    title, paragraphs = report
    sentence = sentence.format(*numbers)
    at = data.draw(st.integers(0, len(paragraphs) - 1))
    first, second = paragraphs[at].split("。", 1)
    changed = [*paragraphs]
    changed[at] = f"{first}。{sentence}{second}"
    kept(title, "\n".join(paragraphs), "\n".join(changed), sentence)


@given(reports(), st.data(), st.sampled_from(PLAIN + NUMBERED), NUMBERS)
@settings(max_examples=80, deadline=None)
def test_a_paragraph_about_something_else_changes_no_figure(
    report: tuple[str, list[str]], data: st.DataObject, sentence: str, numbers: tuple[int, ...]
) -> None:
    title, paragraphs = report
    sentence = sentence.format(*numbers)
    at = data.draw(st.integers(0, len(paragraphs)))
    dated = data.draw(st.sampled_from(["", "2019年，延安市"]))
    changed = [*paragraphs[:at], dated + sentence, *paragraphs[at:]]
    kept(title, "\n".join(paragraphs), "\n".join(changed), dated + sentence)


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_paragraphs_with_their_own_year_and_place_may_stand_in_any_order(table: Printed, order: Random) -> None:
    ordered = table.paragraphs()
    mixed = [*ordered]
    order.shuffle(mixed)
    one, other = shelf(ordered), shelf(mixed)
    rows = [sorted((told(f, s.documents[0].text) for f in s.figures), key=str) for s in (one, other)]
    assert rows[0] == rows[1]


@given(tables())
@settings(max_examples=15, deadline=None)
def test_every_cell_of_a_printed_table_is_a_figure_in_its_place(table: Printed) -> None:
    found: dict[tuple[str | None, ...], Decimal] = {
        (f.region, f.period, dict(f.dimensions).get("权利主体"), f.normalized_unit): f.normalized_value
        for f in shelf(table.paragraphs()).figures
    }
    expected: dict[tuple[str | None, ...], Decimal] = {
        (p, str(y), m, "件"): Decimal(v) for (p, y, m), v in table.cells.items()
    }
    expected |= {(p, str(y), None, "件"): Decimal(v) for (p, y), v in table.totals.items()}
    expected |= {(p, str(y), None, "元"): v * 10_000 for (p, y), v in table.money.items()}
    assert found == expected
