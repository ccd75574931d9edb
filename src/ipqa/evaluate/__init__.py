"""Evaluation: how many questions are answered right, and how many figures are found."""

from .answers import Ask, Marks, QuestionGold, Report, Row, Scored, evaluate, mark, read_golds, score
from .figures import FigureReport, read_figures, score_figures

__all__ = [
    "Ask",
    "FigureReport",
    "Marks",
    "QuestionGold",
    "Report",
    "Row",
    "Scored",
    "evaluate",
    "mark",
    "read_figures",
    "read_golds",
    "score",
    "score_figures",
]
