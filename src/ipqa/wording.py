"""The words in which the faces (CLI and page) name statuses, kinds of figures and comparators, in both languages."""

from collections.abc import Mapping
from typing import Literal

from .contract import plain_decimal, whole_percents
from .records import AnswerStatus, Citation, Comparator, Direction, Figure, FigureStatus, Note, Stat

Language = Literal["zh", "en"]
Pair = tuple[str, str]

ANSWER_STATUS: Mapping[AnswerStatus, Pair] = {
    "answered": ("已回答", "Answered"),
    "conflict": ("来源不一致", "Sources disagree"),
    "near_miss": ("文档中没有所问的内容，只有近似项", "Not in the documents; only something similar"),
    "no_evidence": ("没有找到依据", "No evidence found"),
    "out_of_scope": ("超出范围", "Out of scope"),
}
FIGURE_STATUS: Mapping[FigureStatus, Pair] = {
    "actual": ("实际", "actual"),
    "target": ("目标", "target"),
    "forecast": ("预测", "forecast"),
    "condition": ("条件", "condition"),
    "given": ("用户给定", "given"),
    "suspect": ("存疑", "suspect"),
}
# Counts, amounts and quantities are named by their unit; only the derived kinds need a word of their own.
STAT: Mapping[Stat, Pair] = {
    "share": ("占比", "share"),
    "rate": ("比率", "rate"),
    "growth_yoy": ("同比", "year on year"),
    "growth_annual": ("年均", "per year"),
    "change_abs": ("变化量", "change"),
    "rank": ("排名", "rank"),
    "diff_pp": ("百分点差", "difference"),
    "per_capita": ("人均", "per head"),
    "ratio": ("倍数", "ratio"),
}
COMPARATOR: Mapping[Comparator, Pair] = {
    "gt": ("超过", "more than"),
    "ge": ("不少于", "at least"),
    "lt": ("低于", "less than"),
    "le": ("不超过", "at most"),
    "approx": ("约", "about"),
    "gt_approx": ("略多于", "somewhat over"),
}
DIRECTION: Mapping[Direction, Pair] = {
    "increase": ("上升", "up"),
    "decrease": ("下降", "down"),
    "above": ("高于", "above"),
    "below": ("低于", "below"),
}
NO_VALUE: Pair = ("—", "—")


def say(pair: Pair, language: Language) -> str:
    """The Chinese or the English of a pair."""
    return pair[language == "en"]


def value_text(figure: Figure, language: Language = "zh") -> str:
    """Value and unit as written, behind direction and comparator: 下降 约 12.5 %."""
    words = []
    if figure.direction and figure.value >= 0:
        words.append(say(DIRECTION[figure.direction], language))
    words.append(say(COMPARATOR.get(figure.comparator, ("", "")), language))
    number = plain_decimal(figure.value)
    words.append(
        f"第 {number} {figure.unit}" if figure.stat == "rank" and language == "zh" else f"{number} {figure.unit}"
    )
    return " ".join(word for word in words if word).strip()


def indicator_text(figure: Figure, language: Language = "zh") -> str:
    """The indicator with the derived kind behind it: 有效发明专利量（占比）."""
    kind = STAT.get(figure.stat)
    return f"{figure.indicator}（{say(kind, language)}）" if kind else figure.indicator


def dimensions_text(figure: Figure) -> str:
    """Dimension members: 权利主体=企业；类型=发明."""
    return "；".join(f"{name}={member}" for name, member in figure.dimensions)


def period_text(figure: Figure) -> str:
    """The period with a dash between its ends: 2018—2022."""
    return (figure.period or "").replace("/", "—")


def recognised_text(citation: Citation, language: Language = "zh") -> str:
    """How sure the recognition of a quote is: 图像识别，置信度 93%; empty where it is a text of its own."""
    if citation.confidence is None:
        return ""
    sure = f"{whole_percents(citation.confidence):.0%}"
    return f"图像识别，置信度 {sure}" if language == "zh" else f"recognised in a picture, confidence {sure}"


def note_text(note: Note) -> str:
    """A note with the marks of the citations that it does not name itself."""
    return note.text + "".join(mark for n in note.citations if (mark := f"[{n}]") not in note.text)


def place_text(citation: Citation, language: Language = "zh") -> str:
    """Title, headings and page of a citation: 白皮书 › 二、… › （二）…，第 5 页."""
    path = " › ".join((citation.title, *citation.section))
    if citation.page is None:
        return path
    return f"{path}，第 {citation.page} 页" if language == "zh" else f"{path}, page {citation.page}"
