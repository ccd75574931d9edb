"""The page: one chat column with its evidence beside it (Gradio). It holds no logic beyond the conversation."""

import logging
import os
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Read by Gradio while it is imported: a closed network must not wait for calls home.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

import gradio as gr

from ..errors import IpqaError
from ..records import Answer, Turn
from ..wording import Language, say
from .examples import Examples
from .render import Exchange, conversation_html, evidence_html, header_html, word

if TYPE_CHECKING:
    from ..service import Ipqa

STATIC = Path(__file__).parent / "static"
EXAMPLES = 4
_LANGUAGES: list[tuple[str, str]] = [("中文", "zh"), ("English", "en")]
_FONTS = ["system-ui", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
logger = logging.getLogger(__name__)

Exchanges = tuple[Exchange, ...]
# conversation, evidence, exchanges, question box
View = tuple[str, str, Exchanges, Any]


def theme() -> gr.themes.Base:
    """Colours and system fonts; a list of plain names makes Gradio load no web font."""
    return gr.themes.Default(
        primary_hue="blue", neutral_hue="slate", font=_FONTS, font_mono=["ui-monospace", "Consolas", "monospace"]
    )


def history_of(exchanges: Sequence[Exchange]) -> list[Turn]:
    """The answered part of the conversation as the service takes it."""
    turns: list[Turn] = []
    for exchange in exchanges:
        if exchange.answer:
            turns += [Turn("user", exchange.question), Turn("assistant", exchange.answer.text)]
    return turns


def exchange_of(service: "Ipqa", question: str, before: Sequence[Exchange], language: Language) -> Exchange:
    """Ask; whatever happens becomes something that can be shown."""
    try:
        return Exchange(question, answer=service.ask(question, history_of(before)))
    except IpqaError as error:
        return Exchange(question, error=say((str(error), error.english), language))
    except Exception:
        logger.exception("answering failed")
        return Exchange(question, error=word("failed", language))


def respond(service: "Ipqa", question: str, exchanges: Exchanges, language: Language) -> Iterator[View]:
    """First the question with a sign of work, then the answer with its evidence."""
    question = question.strip()
    if not question:
        gr.Warning(word("empty", language), duration=4, title=word("notice", language))
        yield conversation_html(exchanges, language, True), _evidence(exchanges, language), exchanges, gr.skip()
        return
    waiting = (*exchanges, Exchange(question))
    # The state stays as it was until the answer is there, so that a broken connection leaves no half exchange.
    yield conversation_html(waiting, language), _evidence(waiting, language), exchanges, ""
    done = (*exchanges, exchange_of(service, question, exchanges, language))
    yield conversation_html(done, language), _evidence(done, language), done, gr.skip()


def _evidence(exchanges: Sequence[Exchange], language: Language) -> str:
    shown: Answer | None = exchanges[-1].answer if exchanges else None
    return evidence_html(shown, language)


def build_page(service: "Ipqa", default: Language = "zh") -> gr.Blocks:
    """The page over a service; conversations live in the browser's session and nowhere else."""

    examples = Examples(service, EXAMPLES)

    def held(language: Language) -> str:
        try:
            documents = service.documents()
        except IpqaError as error:
            return header_html(word("broken", language, say((str(error), error.english), language)), language, True)
        if not documents:
            return header_html(word("empty_library", language), language, True)
        figures = sum(document.figures for document in documents)
        return header_html(word("library", language, f"{len(documents):,}", f"{figures:,}"), language)

    def arrive(exchanges: Exchanges, language: Language) -> list[Any]:
        try:
            questions = examples.questions()
        except IpqaError:
            questions = []
        buttons = [
            gr.Button(questions[i], visible=not exchanges) if i < len(questions) else gr.Button(visible=False)
            for i in range(EXAMPLES)
        ]
        return [held(language), conversation_html(exchanges, language, bool(questions)), *buttons]

    def translate(exchanges: Exchanges, language: Language) -> list[Any]:
        box = gr.Textbox(placeholder=word("placeholder", language), submit_btn=word("send", language))
        return [
            held(language),
            conversation_html(exchanges, language, True),
            _evidence(exchanges, language),
            box,
            gr.Button(word("clear", language)),
        ]

    def without_examples(exchanges: Exchanges) -> list[Any]:
        return [gr.Button(visible=False) if exchanges else gr.skip() for _ in range(EXAMPLES)]

    def answer(question: str, exchanges: Exchanges, language: Language) -> Iterator[View]:
        yield from respond(service, question, exchanges, language)

    page: gr.Blocks = gr.Blocks(title="ipqa", analytics_enabled=False, fill_width=True)
    with page:
        state = gr.State((), time_to_live=3600)
        with gr.Row(elem_classes="q-top"):
            header = gr.HTML(header_html("", default), scale=8)
            language = gr.Radio(
                _LANGUAGES, value=default, show_label=False, container=False, min_width=160, elem_classes="q-language"
            )
        with gr.Row(elem_classes="q-columns"):
            with gr.Column(scale=5, min_width=340):
                conversation = gr.HTML(conversation_html((), default))
                buttons = [gr.Button("", visible=False, size="sm", elem_classes="q-example") for _ in range(EXAMPLES)]
                box = gr.Textbox(
                    label=word("question", default),
                    show_label=False,
                    placeholder=word("placeholder", default),
                    submit_btn=word("send", default),
                    autofocus=True,
                    elem_classes="q-box",
                )
                clear = gr.Button(word("clear", default), size="sm", variant="secondary", elem_classes="q-clear")
            with gr.Column(scale=4, min_width=340):
                evidence = gr.HTML(evidence_html(None, default))
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        view = [conversation, evidence, state, box]
        page.load(arrive, [state, language], [header, conversation, *buttons], **quiet)
        language.change(translate, [state, language], [header, conversation, evidence, box, clear], **quiet)
        hide: dict[str, Any] = {"fn": without_examples, "inputs": [state], "outputs": buttons}
        for button in buttons:
            button.click(answer, [button, state, language], view, trigger_mode="once", **quiet).then(**hide, **quiet)
        box.submit(answer, [box, state, language], view, trigger_mode="once", **quiet).then(**hide, **quiet)
        clear.click(lambda: ((), ""), None, [state, box], **quiet).then(
            arrive, [state, language], [header, conversation, *buttons], **quiet
        ).then(lambda language: evidence_html(None, language), [language], [evidence], **quiet)
    return page


def too_open(host: str, language: Language) -> str:
    """The warning for a service that other machines can reach."""
    return say(
        (
            f"注意：服务监听 {escape(host)}，网络上的其他人也能访问，而本服务没有登录。",
            f"Careful: the service listens on {escape(host)}; others on the network can reach it, and it has no login.",
        ),
        language,
    )
