"""Plans over the user's own numbers (评估800万，按50%能贷多少; 1.2亿元换算成万元), which stand in no document."""

import re
from decimal import Decimal

from ...figures.values.numerals import NUMERAL, parse
from ...figures.vocabulary import concept
from ...records import Document, Figure, FigureStatus, Stat, content_id
from ..matching.library import Known
from .operation import Plan

_MAGNITUDES = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8, "万亿": Decimal(10) ** 12}
_AMOUNT = re.compile(
    rf"(?<![\d.第])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?![万亿])[{NUMERAL}]+?)\s*"
    r"(?:(?P<size>万亿|亿|万)(?P<unit>元|块钱|块|人民币)?|(?P<bare>元|块钱))(?![件项家个名人户笔起份条种类批吨])"
)
_RATE = re.compile(
    r"按(?:照)?(?:评估(?:价|值|价值)的?)?(?P<rate>\d+(?:\.\d+)?\s*[%％]|百分之(?P<spelled>[〇零一二三四五六七八九十百]+)|(?P<tenths>[一二三四五六七八九])成)"
    r"(?:的?(?:比例|质押率|抵押率|折扣|成数|标准|额度))?(?:来)?(?:计算|算|计|折算|授信|放款|发放|放贷)?[，,]?"
    r"(?:大概|大约|最多|最高|一共)?(?:能|可以?|应该?|会)?(?:贷|借|融|拿|得|补|放|批|授信|获得|贷款|融资|折算|是|有|为)?(?:到|出|款)?(?:多少|几)"
)
_CONVERT = re.compile(
    r"(?:换算|折算|折合|换|换成|合|等于|相当于|是)(?:成|为|到)?(?:多少|几)?个?(?P<unit>(?:万亿|亿|万)?元|万亿|亿|万)(?:是多少|[呢？?。]|$)"
)


def given_plan(question: str) -> Plan | None:
    """A plan over one amount of the user's own, and a rate or a unit of it; None where documents are asked."""
    text = re.sub(r"\s+", "", question)
    amounts = [m for m in _AMOUNT.finditer(text) if _value(m["number"]) is not None]
    if len(amounts) != 1:
        return None
    amount = _amount(text, amounts[0])
    rate = _RATE.search(text)
    if rate:
        share = _given(text, *rate.span("rate"), _percent(rate), "%", "share")
        return Plan("portion", (amount, share))
    wanted = _CONVERT.search(text, amounts[0].end())
    if wanted and wanted.start() - amounts[0].end() <= 1 and amounts[0].start() <= 6:
        unit = wanted["unit"] if wanted["unit"].endswith("元") else wanted["unit"] + "元"
        return Plan("convert", (amount,), money=unit)
    return None


def _value(written: str) -> Decimal | None:
    plain = written.replace(",", "")
    return Decimal(plain) if plain[0].isdigit() else parse(plain)


def _amount(text: str, match: re.Match[str]) -> Known:
    value = _value(match["number"])
    assert value is not None
    return _given(text, *match.span(), value, f"{match['size'] or ''}元", "amount")


def _percent(match: re.Match[str]) -> Decimal:
    if match["tenths"]:
        return (parse(match["tenths"]) or Decimal(0)) * 10
    if match["spelled"]:
        return parse(match["spelled"]) or Decimal(0)
    return Decimal(re.sub(r"[%％\s]", "", match["rate"]))


def _given(text: str, start: int, end: int, value: Decimal, unit: str, stat: Stat) -> Known:
    """A number of the question as a record; its document is the question itself and is never cited."""
    status: FigureStatus = "given"
    base = unit if unit == "%" else "元"
    size = _MAGNITUDES[unit.removesuffix("元")] if unit != "%" else Decimal(1)
    figure = Figure(
        id=content_id("given", text, start, end),
        document_id="",
        indicator="所给金额" if stat == "amount" else "所给比例",
        raw_indicator="",
        stat=stat,
        value=value,
        unit=unit,
        normalized_value=value * size,
        normalized_unit=base,
        comparator="eq",
        status=status,
        start=start,
        end=end,
        value_start=start,
        value_end=end,
    )
    return Known(figure, _QUESTION, concept(""), "", "", "", False)


_QUESTION = Document(id="", version="", source="", collection="", title="", media_type="text/plain", text="")
