"""Question -> typed plan -> result over figures: slots, match, plan, compute."""

from .compute import Result, carry_out
from .givens import given_plan
from .library import FigureLibrary, Known
from .match import Match, best, near
from .operation import Plan
from .plan import conversion, flaw, plan
from .plan_json import PLAN_SCHEMA, InvalidPlan, plan_from_json
from .query import Query, query_of, read_question
from .slots import Slots

__all__ = [
    "PLAN_SCHEMA",
    "FigureLibrary",
    "InvalidPlan",
    "Known",
    "Match",
    "Plan",
    "Query",
    "Result",
    "Slots",
    "best",
    "carry_out",
    "conversion",
    "flaw",
    "given_plan",
    "near",
    "plan",
    "plan_from_json",
    "query_of",
    "read_question",
]
