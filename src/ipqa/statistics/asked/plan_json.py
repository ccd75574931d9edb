"""A plan as JSON, all that a language model may emit: validated here, executed by the same code as a question.

    {"operation": "sum", "indicator": "发明专利授权量", "periods": ["2021", "2022"], "regions": ["某市"]}

What does not validate is refused with the field and the reason. The keys ``op``, ``period`` and ``region`` are taken
as the short forms of ``operation``, ``periods`` and ``regions``.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, get_args

from ...figures.context.periods import periods
from .operation import Operation

MOST_CELLS = 60
"""More cells than this are no question that an answer could show."""
LONGEST = 80
"""Characters of one name."""
_STATS = ("share", "growth", "rank", "per_capita", "rate")
_STATUSES = ("actual", "target")
_AXES = ("专利类型", "权利主体", "地区", "年份")
_PERIOD = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:/\d{4}(?:-\d{2}(?:-\d{2})?)?)?")
_SHORT = {"op": "operation", "period": "periods", "region": "regions", "member": "members", "years": "periods"}
_ASKABLE = tuple(name for name in get_args(Operation) if name not in ("convert", "portion"))

PLAN_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["indicator"],
    "properties": {
        "operation": {"enum": list(_ASKABLE)},
        "indicator": {"type": "string", "minLength": 2, "maxLength": LONGEST},
        "members": {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": LONGEST}},
        "regions": {"type": "array", "items": {"type": "string", "minLength": 2, "maxLength": LONGEST}},
        "periods": {"type": "array", "items": {"type": "string", "pattern": f"^{_PERIOD.pattern}$"}},
        "stat": {"enum": list(_STATS)},
        "status": {"enum": list(_STATUSES)},
        "by": {"enum": list(_AXES)},
        "lowest": {"type": "boolean"},
    },
}
"""The JSON Schema of a plan, to hand to a language model."""


class InvalidPlan(ValueError):
    """A plan that does not validate; the message names the field and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """A validated plan: one indicator, and the values it is asked for along each axis."""

    indicator: str
    operation: Operation = "lookup"
    members: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    stat: str | None = None
    status: str | None = None
    by: str | None = None
    lowest: bool = False

    def cells(self) -> list[tuple[str, str | None]]:
        """The running text and the period of each cell: every place with every period and every member."""
        axes = (self.regions or ("",), self.periods or (None,), self.members or ("",))
        return [(f"{place}{member}{self.indicator}", period) for place, period, member in product(*axes)]

    def text(self) -> str:
        """The running text of the whole, with the place and the member that all cells share."""
        place = self.regions[0] if len(self.regions) == 1 else ""
        member = self.members[0] if len(self.members) == 1 else ""
        return f"{place}{member}{self.indicator}"


def plan_from_json(data: object) -> PlanRequest:
    """A validated plan; InvalidPlan where a field is unknown, missing, of the wrong kind or out of bounds."""
    if not isinstance(data, Mapping):
        raise InvalidPlan("a plan is an object")
    fields = {_SHORT.get(str(key), str(key)): value for key, value in data.items()}
    unknown = sorted(set(fields) - set(PLAN_SCHEMA["properties"]))
    if unknown:
        raise InvalidPlan(f"{unknown[0]}: unknown field")
    lowest = fields.get("lowest", False)
    if not isinstance(lowest, bool):
        raise InvalidPlan("lowest: true or false")
    times = tuple(_iso(period) for period in _names(fields, "periods"))
    request = PlanRequest(
        _name(fields.get("indicator"), "indicator"),
        _one_of(fields, "operation", _ASKABLE) or "lookup",  # type: ignore[arg-type]
        _names(fields, "members"),
        _names(fields, "regions"),
        times,
        _one_of(fields, "stat", _STATS),
        _one_of(fields, "status", _STATUSES),
        _one_of(fields, "by", _AXES),
        lowest,
    )
    return _bounded(request)


def _bounded(request: PlanRequest) -> PlanRequest:
    cells = max(1, len(request.members)) * max(1, len(request.regions)) * max(1, len(request.periods))
    if cells > MOST_CELLS:
        raise InvalidPlan(f"{cells} cells, {MOST_CELLS} at most")
    if request.operation == "lookup" and cells > 1:
        return PlanRequest(**{**{f: getattr(request, f) for f in request.__slots__}, "operation": "compare"})
    return request


def looks_like_json(question: str) -> bool:
    """Whether a question is given as an object."""
    return question.lstrip().startswith("{")


def request_from_text(question: str) -> PlanRequest | None:
    """The plan of a question given as JSON; None where it is none or does not validate."""
    try:
        return plan_from_json(json.loads(question))
    except (json.JSONDecodeError, RecursionError, InvalidPlan):
        return None


def _name(value: object, field: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and field == "periods":
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise InvalidPlan(f"{field}: a text")
    if len(value) > LONGEST:
        raise InvalidPlan(f"{field}: {LONGEST} characters at most")
    return value.strip()


def _iso(period: str) -> str:
    """A period in ISO 8601; one in words (2024年上半年, 2024上半年) is read."""
    if _PERIOD.fullmatch(period):
        return period
    worded = re.sub(r"^(\d{4})(?=\D)(?!年)", r"\1年", period)
    found = [p for p in periods(worded) if p.iso]
    if len(found) != 1 or found[0].end - found[0].start != len(worded) or found[0].iso is None:
        raise InvalidPlan(f"periods: {period} is no period")
    return found[0].iso


def _names(fields: Mapping[str, object], field: str) -> tuple[str, ...]:
    """The texts of a list, of an object's values or a single one."""
    value = fields.get(field)
    if value is None or value == "":
        return ()
    values: Sequence[object]
    if isinstance(value, Mapping):
        values = list(value.values())
    else:
        values = value if isinstance(value, list | tuple) else [value]
    return tuple(dict.fromkeys(_name(v, field) for v in values))


def _one_of(fields: Mapping[str, object], field: str, allowed: Sequence[str]) -> str | None:
    value = fields.get(field)
    if value is None or value == "":
        return None
    if value not in allowed:
        raise InvalidPlan(f"{field}: one of {', '.join(allowed)}")
    return str(value)
