"""Question -> typed plan -> result over figures: slots, match, plan, compute."""

from .asked.plan_json import PLAN_SCHEMA, InvalidPlan, plan_from_json
from .asked.query import Query, query_of, read_question
from .asked.slots import Slots
from .compute import Result, carry_out
from .matching.library import FigureLibrary, Known
from .matching.match import Match, best, near
from .operations.givens import given_plan
from .operations.operation import Plan
from .plan import conversion, flaw, plan

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
