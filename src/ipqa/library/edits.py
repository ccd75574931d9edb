"""What a person types as a correction, read by the scanners that read documents; the same fields of a Figure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from ..errors import CorrectionError
from ..figures.context.periods import periods
from ..figures.context.regions import regions
from ..figures.values.quantities import quantities
from ..figures.values.quantity import Quantity
from ..figures.vocabulary import canonical
from ..records import Figure, Stat

Changes = tuple[tuple[str, str | None], ...]
"""(field of Figure, its new value as text) in the order of the fields."""

STATUSES: Mapping[str, str] = {
    "实际": "actual", "目标": "target", "预计": "forecast", "预测": "forecast", "条件": "condition", "存疑": "suspect",
}  # fmt: skip
_ISO = re.compile(r"(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LONGEST_NAME = 80
_PLAIN_NUMBER = re.compile(r"[-−]?\d[\d,，]*(?:\.\d+)?")
# Which statistics a number of a kind can be; the first one is taken where the figure's own does not fit.
_STATS: Mapping[str, tuple[Stat, ...]] = {
    "count": ("count", "change_abs", "per_capita", "amount", "quantity"),
    "amount": ("amount", "change_abs", "per_capita", "count", "quantity"),
    "quantity": ("quantity", "change_abs", "per_capita", "count", "amount"),
    "percent": ("share", "rate", "growth_yoy", "growth_annual"),
    "tenths": ("share", "rate", "growth_yoy", "growth_annual"),
    "point": ("diff_pp", "change_abs"),
    "multiple": ("ratio", "growth_yoy"),
    "rank": ("rank",),
}
_LEVELS = ("count", "amount", "quantity")


@dataclass(frozen=True, slots=True)
class Edit:
    """New values as typed; None leaves a field as it is, an empty period or region says that there is none."""

    value: str | None = None
    unit: str | None = None
    indicator: str | None = None
    period: str | None = None
    region: str | None = None
    status: str | None = None


def changes_of(figure: Figure, edit: Edit) -> Changes:
    """The fields of a figure that an edit gives another value; CorrectionError where one cannot be read."""
    wanted: dict[str, str | None] = {}
    if edit.value is not None or edit.unit is not None:
        wanted |= _number(figure, edit)
        if edit.value is None:
            wanted.pop("comparator", None)
    for name, read in _READERS.items():
        given = getattr(edit, name)
        if given is not None:
            wanted[name] = read(" ".join(given.split()))
    return tuple((name, value) for name, value in _in_order(wanted) if value != field_text(figure, name))


def edited(figure: Figure, changes: Changes) -> Figure:
    """A figure with its changed fields, and what they were; a figure that they do not change is as it was."""
    original = tuple((name, field_text(figure, name)) for name, value in changes if value != field_text(figure, name))
    values: dict[str, Any] = {name: Decimal(v) if name in _DECIMALS and v else v for name, v in changes}
    return replace(figure, **values, original=original, correction="edited")


def field_text(figure: Figure, name: str) -> str | None:
    """A field of a figure as text."""
    value = getattr(figure, name)
    return None if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


_DECIMALS = ("value", "normalized_value")
_ORDER = {field.name: index for index, field in enumerate(fields(Figure))}


def _in_order(wanted: Mapping[str, str | None]) -> list[tuple[str, str | None]]:
    return sorted(wanted.items(), key=lambda pair: _ORDER[pair[0]])


def _number(figure: Figure, edit: Edit) -> dict[str, str | None]:
    """Value, unit, comparator and the normalised pair."""
    typed = " ".join((edit.value if edit.value is not None else format(figure.value, "f")).split())
    unit = " ".join((edit.unit if edit.unit is not None else figure.unit).split())
    bare = _PLAIN_NUMBER.fullmatch(typed)
    if bare and unit == figure.unit and figure.value:
        # The unit is the figure's own, which a table's head may have given in words that the scanner does not know.
        value = _decimal(typed)
        scaled = value * (figure.normalized_value / figure.value)
        return {"value": format(value, "f"), "normalized_value": format(scaled, "f"), "comparator": "eq"}
    return _scanned(figure, typed, unit if bare else edit.unit)


def _scanned(figure: Figure, typed: str, unit: str | None) -> dict[str, str | None]:
    """A number as the scanner of documents reads it, with the unit behind it."""
    if figure.stat == "rank":
        typed = re.sub(r"^第|[位名]$", "", typed)
        if not typed.isdigit():
            raise _unreadable(typed, unit)
        return {"value": typed, "normalized_value": typed, "comparator": "eq"}
    sign, spoken = ("-", typed[1:]) if typed[:1] in ("-", "−") else ("", typed)
    whole = f"{spoken} {unit}" if unit else spoken
    found = quantities(whole)
    if len(found) != 1 or found[0].end != len(whole) or not _only_comparator(whole[: found[0].start]):
        raise _unreadable(typed, unit)
    quantity = found[0]
    signed = -1 if sign else 1
    return {
        "stat": _stat(figure, quantity),
        "value": format(quantity.value * signed, "f"),
        "unit": quantity.unit,
        "normalized_value": format(quantity.normalized_value * signed, "f"),
        "normalized_unit": quantity.normalized_unit,
        "comparator": quantity.comparator,
    }


def _only_comparator(text: str) -> bool:
    """Whether nothing but 约, 超过 and their like stands before a number."""
    return not text.strip() or (len(text.strip()) <= 4 and not any(c.isdigit() for c in text))


def _stat(figure: Figure, quantity: Quantity) -> str:
    fitting = _STATS.get(quantity.kind, ())
    if figure.stat not in fitting:
        raise CorrectionError(
            f"单位“{quantity.unit}”与这条数据项的统计口径（{figure.stat}）不符。",
            f"The unit {quantity.unit} does not fit the statistic {figure.stat}.",
        )
    # An amount that turns out to be a count is one.
    return quantity.kind if figure.stat in _LEVELS and quantity.kind in _LEVELS else figure.stat


def _decimal(typed: str) -> Decimal:
    try:
        return Decimal(re.sub("[,，]", "", typed).replace("−", "-"))
    except InvalidOperation:
        raise _unreadable(typed, None) from None


def _unreadable(typed: str, unit: str | None) -> CorrectionError:
    shown = f"{typed} {unit}" if unit else typed
    return CorrectionError(f"“{shown}”不是一个带单位的数值。", f"“{shown}” is not one number with its unit.")


def _indicator(typed: str) -> str:
    if not typed or len(typed) > _LONGEST_NAME or not any(c.isalpha() for c in typed):
        raise CorrectionError(f"“{typed}”不是指标名称。", f"“{typed}” is not the name of an indicator.")
    return canonical(typed) or typed


def _period(typed: str) -> str | None:
    if not typed:
        return None
    parts = typed.split("/")
    if len(parts) <= 2 and all(_ISO.fullmatch(part) for part in parts) and parts == sorted(parts):
        return typed
    found = periods(typed)
    if len(found) == 1 and found[0].iso and (found[0].start, found[0].end) == (0, len(typed)):
        return found[0].iso
    raise CorrectionError(
        f"“{typed}”不是统计期间，请写成 2023、2023-06、2018/2022 或 2023年上半年。", f"“{typed}” is not a period."
    )


def _region(typed: str) -> str | None:
    if not typed:
        return None
    found = [r for r in regions(typed) if not r.relative]
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(typed)):
        return found[0].name
    raise CorrectionError(
        f"“{typed}”不是行政区划的名称，请写全称，如 河南省、洛阳市。", f"“{typed}” is no administrative division."
    )


def _status(typed: str) -> str:
    status = STATUSES.get(typed, typed)
    if status not in STATUSES.values():
        known = "、".join(dict.fromkeys(STATUSES))
        raise CorrectionError(f"“{typed}”不是数据性质，可用：{known}。", f"“{typed}” is not a status.")
    return status


_READERS: Mapping[str, Callable[[str], str | None]] = {
    "indicator": _indicator, "period": _period, "region": _region, "status": _status,
}  # fmt: skip
