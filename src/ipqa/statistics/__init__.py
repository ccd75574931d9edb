"""Question -> typed plan -> result over figures: slots, match, plan, compute."""

from .compute import Result, carry_out
from .library import FigureLibrary, Known
from .match import Match, best, near
from .plan import Plan, plan
from .query import Query, read_question
from .slots import Slots

__all__ = [
    "FigureLibrary",
    "Known",
    "Match",
    "Plan",
    "Query",
    "Result",
    "Slots",
    "best",
    "carry_out",
    "near",
    "plan",
    "read_question",
]
