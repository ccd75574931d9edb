"""Answers as HTML for the page. Everything that comes from a document, a question or a setting is escaped here."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from ..records import Answer, AnswerFigure, Citation, Note
from ..wording import (
    ANSWER_STATUS,
    FIGURE_STATUS,
    Language,
    Pair,
    dimensions_text,
    indicator_text,
    note_text,
    period_text,
    recognised_text,
    say,
    value_text,
)

_MARK = re.compile(r"\[(\d{1,4})\]")

WORDS: dict[str, Pair] = {
    "title": ("知识产权文档问答", "Questions to IP documents"),
    "tagline": ("每一句话都是引文，每一个数字都有出处。", "Every claim is a quote, every number is a record."),
    "library": ("文档库：{0} 份文档，{1} 个数据项", "Library: {0} documents, {1} figures"),
    "empty_library": (
        "文档库是空的：请先运行 ipqa ingest 路径。",
        "The library is empty: run ipqa ingest PATH first.",
    ),
    "broken": ("文档库无法使用：{0}", "The library cannot be used: {0}"),
    "welcome": ("请输入问题，例如：", "Ask a question, for example:"),
    "welcome_plain": ("请在下方输入问题。", "Ask a question below."),
    "evidence": ("依据", "Evidence"),
    "evidence_empty": (
        "回答的引文、数据和计算过程会显示在这里。",
        "The quotes, figures and calculation behind an answer appear here.",
    ),
    "evidence_none": ("这个回答没有引用任何文档。", "This answer quotes no document."),
    "citations": ("引文", "Quotes"),
    "figures": ("数据", "Figures"),
    "calculation": ("计算", "Calculation"),
    "notes": ("说明", "Notes"),
    "searching": ("正在查找", "Searching"),
    "you": ("问", "Q"),
    "answer": ("答", "A"),
    "page": ("第 {0} 页", "page {0}"),
    "standalone": ("理解为：{0}", "Understood as: {0}"),
    "placeholder": ("输入问题，按回车发送", "Type a question and press Enter"),
    "question": ("问题", "Question"),
    "send": ("发送", "Send"),
    "clear": ("新对话", "New conversation"),
    "empty": ("请先输入问题。", "Please type a question first."),
    "notice": ("提示", "Notice"),
    "failed": ("服务内部出错，详情见服务日志。", "The service failed; its log has the details."),
}
# The value stands second, so that a narrow screen shows it without scrolling.
_COLUMNS: tuple[Pair, ...] = (
    ("指标", "Indicator"), ("数值", "Value"), ("维度", "Dimensions"), ("地区", "Region"), ("期间", "Period"),
    ("性质", "Status"), ("引文", "Quote"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, an error sentence, or (neither) still being looked for."""

    question: str
    answer: Answer | None = None
    error: str | None = None


def word(name: str, language: Language, *values: object) -> str:
    """A phrase of the page."""
    return say(WORDS[name], language).format(*values)


def header_html(held: str, language: Language, warns: bool = False) -> str:
    """Title, tagline and a sentence about the library (a warning where it cannot answer anything)."""
    return (
        f'<header class="q-head"><h1>{word("title", language)}</h1><p>{word("tagline", language)}</p>'
        f'<p class="q-held{" q-warn" if warns else ""}">{escape(held)}</p></header>'
    )


def conversation_html(exchanges: Sequence[Exchange], language: Language, has_examples: bool = False) -> str:
    """The chat column, oldest first; marks in the last answer lead to the evidence beside it."""
    if not exchanges:
        return f'<p class="q-welcome">{word("welcome" if has_examples else "welcome_plain", language)}</p>'
    last = len(exchanges) - 1
    turns = (_exchange(exchange, language, linked=i == last) for i, exchange in enumerate(exchanges))
    return f'<div class="q-chat" role="log" aria-live="polite"><div class="q-turns">{"".join(turns)}</div></div>'


def _exchange(exchange: Exchange, language: Language, linked: bool) -> str:
    asked = (
        f'<div class="q-turn q-asked"><span class="q-who">{word("you", language)}</span>'
        f'<div class="q-bubble">{escape(exchange.question)}</div></div>'
    )
    if exchange.answer:
        body = _answer(exchange.answer, language, linked)
    elif exchange.error is not None:
        body = f'<div class="q-bubble q-error" role="alert">{escape(exchange.error)}</div>'
    else:
        body = f'<div class="q-bubble q-pending" role="status">{word("searching", language)}<i></i><i></i><i></i></div>'
    return f'{asked}<div class="q-turn"><span class="q-who">{word("answer", language)}</span>{body}</div>'


def _answer(answer: Answer, language: Language, linked: bool) -> str:
    understood = ""
    if answer.standalone_question.strip() not in ("", answer.question.strip()):
        sentence = word("standalone", language, answer.standalone_question)
        understood = f'<p class="q-understood">{escape(sentence)}</p>'
    return (
        f'<div class="q-bubble q-{answer.status}">{badge_html(answer, language)}{understood}'
        f'<div class="q-text">{marked(answer.text, linked)}</div></div>'
    )


def badge_html(answer: Answer, language: Language) -> str:
    """The status of an answer in words; its colour comes from its class."""
    return f'<span class="q-badge">{say(ANSWER_STATUS[answer.status], language)}</span>'


def marked(text: str, linked: bool = True) -> str:
    """Escaped text whose marks [1] are links to the quotes (or, in older answers, plain superscripts)."""

    def mark(match: re.Match[str]) -> str:
        number = match.group(1)
        if not linked:
            return f'<span class="q-mark">[{number}]</span>'
        return f'<a class="q-mark" href="#q-cite-{number}">[{number}]</a>'

    return _MARK.sub(mark, escape(text))


def evidence_html(answer: Answer | None, language: Language) -> str:
    """Quotes, figures, calculation and notes behind an answer."""
    title = f"<h2>{word('evidence', language)}</h2>"
    if answer is None:
        return f'<section class="q-evidence">{title}<p class="q-none">{word("evidence_empty", language)}</p></section>'
    parts = [
        _calculation(answer, language),
        _part("notes", (_note(note) for note in answer.notes), language),
        _figure_table(answer.figures, language),
        _part("citations", (_citation(citation, language) for citation in answer.citations), language),
    ]
    body = "".join(parts) or f'<p class="q-none">{word("evidence_none", language)}</p>'
    return f'<section class="q-evidence">{title}{body}</section>'


def _part(name: str, items: Iterable[str], language: Language) -> str:
    body = "".join(items)
    return f"<h3>{word(name, language)}</h3>{body}" if body else ""


def _citation(citation: Citation, language: Language) -> str:
    page = "" if citation.page is None else f'<span class="q-page">{word("page", language, citation.page)}</span>'
    if recognised := recognised_text(citation, language):
        page += f'<span class="q-page">{recognised}</span>'
    path = " › ".join(map(escape, citation.section))
    section = f'<div class="q-path">{path}</div>' if path else ""
    return (
        f'<article class="q-cite" id="q-cite-{citation.number}"><div class="q-place">'
        f'<b class="q-number">[{citation.number}]</b> <span class="q-title">{escape(citation.title)}</span>{page}</div>'
        f"{section}<blockquote><mark>{escape(citation.quote)}</mark></blockquote>"
        f'<div class="q-source">{escape(citation.source)}</div></article>'
    )


def _figure_table(figures: Sequence[AnswerFigure], language: Language) -> str:
    if not figures:
        return ""
    head = "".join(f'<th scope="col">{say(pair, language)}</th>' for pair in _COLUMNS)
    rows = "".join(_figure_row(shown, language) for shown in figures)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return _part("figures", [f'<div class="q-scroll" tabindex="0">{table}</div>'], language)


def _figure_row(shown: AnswerFigure, language: Language) -> str:
    figure = shown.figure

    def cell(text: str, kind: str = "") -> str:
        return f'<td class="{kind}">{escape(text) or "—"}</td>'

    cells = (
        cell(indicator_text(figure, language), "q-wrap"),
        cell(value_text(figure, language), "q-value"),
        cell(dimensions_text(figure), "q-wrap"),
        cell(figure.region or "", "q-wrap"),
        cell(period_text(figure)),
        cell(say(FIGURE_STATUS[figure.status], language), f"q-is-{figure.status}"),
        f"<td>{marked(f'[{shown.citation}]') if shown.citation else '—'}</td>",
    )
    return f"<tr>{''.join(cells)}</tr>"


def _calculation(answer: Answer, language: Language) -> str:
    if answer.calculation is None:
        return ""
    return _part("calculation", [f'<p class="q-formula">{escape(answer.calculation.formula)}</p>'], language)


def _note(note: Note) -> str:
    warns = " q-warn" if note.kind in ("conflict", "gate", "ocr") else ""
    return f'<p class="q-note{warns}">{marked(note_text(note))}</p>'
