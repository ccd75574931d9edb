"""The ``ipqa`` command line. Exit codes: 0 done, 1 some files or lines failed, 2 wrong usage or unreadable index.

Only typer is imported here at once; everything else waits until a command runs, so that ``ipqa --help`` is instant.
"""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from . import __version__
from .console import (
    IndexOption,
    JsonOption,
    Opener,
    day_of,
    echo_json,
    fail,
    open_service,
    opened,
    read_text,
    sentence_of,
    use_utf8,
)
from .curation import aliases_app, figures_app
from .errors import IpqaError
from .usage import failure_sentence, usage_sentence

if TYPE_CHECKING:
    from .batch import BatchQuestion
    from .contract import JsonObject
    from .service import Ipqa


app = typer.Typer(
    name="ipqa",
    help="知识产权文档问答：每一句话都是引文，每一个数字都有出处。",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

BatchOption = Annotated[Path | None, typer.Option("--batch", metavar="IN.jsonl", help="批量问题，每行一个 JSON 对象")]
OutOption = Annotated[Path | None, typer.Option("--out", metavar="OUT.jsonl", help="批量结果写到这个文件")]
QuestionArgument = Annotated[str | None, typer.Argument(metavar="QUESTION", help="问题")]


def main(argv: Sequence[str] | None = None, opener: Opener | None = None) -> int:
    """Run a command and return its exit code; ``opener`` gives the service (default ``Ipqa.open``).

    Without ``argv`` it is the whole program, which ends with it.
    """
    use_utf8()
    if argv is not None:
        return _run(list(argv), opener or open_service)
    # Pydantic would look through all installed packages for plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # What imports make stays to the end. ``opened`` switches the collector on again once all is loaded.
    gc.disable()
    code = _run(None, opener or open_service)
    # Nor is it worth a search for garbage at the end, which takes as long as an answer.
    gc.freeze()
    return code


def _run(argv: list[str] | None, opener: Opener) -> int:
    try:
        code = app(argv, "ipqa", standalone_mode=False, obj=opener)
        sys.stdout.flush()
        # typer turns Ctrl-C into this code.
        return fail("已中断。", 130) if code == 130 else int(code or 0)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(error.format_message())
            return 2
        return fail(usage_sentence(error))
    except (typer.Abort, KeyboardInterrupt):
        return fail("已中断。", 130)
    except BrokenPipeError:
        # Whoever read us has gone; without this the interpreter complains once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except IpqaError as error:
        return fail(sentence_of(error))
    except Exception as error:
        # The last edge: a person gets a sentence, a developer (python -X dev) the traceback.
        if sys.flags.dev_mode:
            raise
        return fail(failure_sentence(error))


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", help="显示版本", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"ipqa {__version__}")
        raise typer.Exit


# A root option alone is no missing command: `ipqa --version` must not ask for one.
app.info.invoke_without_command = True


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="文件或文件夹")],
    collection: Annotated[str | None, typer.Option(metavar="NAME", help="集合（默认 IPQA_COLLECTION）")] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> int:
    """读入文档，建立或更新索引。"""
    from .terminal import ingest_reports

    for path in paths:
        if not path.exists():
            raise typer.BadParameter(f"找不到路径 {path}。")
    with opened(context, index) as (service, _):
        reports = list(ingest_reports(service.ingest(paths, collection), lambda line: typer.echo(line, err=True)))
    if as_json:
        echo_json(
            {
                "documents": [
                    {
                        "source": r.source,
                        "status": r.status,
                        "pages": r.pages,
                        "passages": r.passages,
                        "figures": r.figures,
                        "tables": r.tables,
                        "reason": r.reason,
                        "warnings": list(r.warnings),
                    }
                    for r in reports
                ]
            }
        )
    return int(any(r.status == "failed" for r in reports))


@app.command()
def ask(
    context: typer.Context,
    question: QuestionArgument = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="以哪一天为准，如 2026-01-31（默认今天）")] = None,
    batch: BatchOption = None,
    out: OutOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> int:
    """提问，得到带引文的回答。"""
    day = day_of(as_of)
    if _is_batch(question, batch, out):
        return _batch(context, index, batch, out, lambda service: lambda q: _answer_json(service, q, day))
    with opened(context, index) as (service, settings):
        answer = service.ask(question or "", as_of=day)
    if as_json:
        from .contract import answer_to_json

        echo_json(answer_to_json(answer))
    else:
        from .terminal import answer_text

        typer.echo(answer_text(answer, settings.language))
    return 0


@app.command()
def search(
    context: typer.Context,
    question: QuestionArgument = None,
    k: Annotated[int, typer.Option("-k", min=1, help="返回多少段")] = 10,
    batch: BatchOption = None,
    out: OutOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> int:
    """查找相关段落，不作回答。"""
    from .contract import hits_to_json

    if _is_batch(question, batch, out):
        return _batch(
            context, index, batch, out,
            lambda service: lambda q: {"passages": hits_to_json(service.search(q.question, k))},
        )  # fmt: skip
    with opened(context, index) as (service, _):
        hits = service.search(question or "", k)
    if as_json:
        echo_json({"question": question, "passages": hits_to_json(hits)})
    else:
        from .terminal import hits_text

        typer.echo(hits_text(hits))
    return 0


@app.command()
def documents(context: typer.Context, index: IndexOption = None, as_json: JsonOption = False) -> None:
    """列出文档库中的文档。"""
    with opened(context, index) as (service, _):
        found = service.documents()
    if as_json:
        from dataclasses import asdict

        echo_json({"documents": [asdict(document) for document in found]})
    else:
        from .terminal import documents_text

        typer.echo(documents_text(found))


@app.command()
def remove(
    context: typer.Context,
    document_id: Annotated[str, typer.Argument(metavar="DOCUMENT_ID", help="文档编号（见 ipqa documents）")],
    index: IndexOption = None,
) -> int:
    """从文档库中删除一份文档。"""
    with opened(context, index) as (service, _):
        removed = service.remove(document_id)
    if not removed:
        return fail(f"没有编号为 {document_id} 的文档。")
    typer.echo(f"已删除 {document_id}。")
    return 0


app.add_typer(figures_app, name="figures")
app.add_typer(aliases_app, name="aliases")


@app.command("audit")
def audit_documents(
    context: typer.Context,
    document: Annotated[str | None, typer.Option(metavar="ID", help="只看这份文档")] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """找出文档内部和文档之间的数字矛盾。"""
    with opened(context, index) as (service, _):
        findings = service.audit(document)
    from .audit import finding_to_json, findings_text

    if as_json:
        echo_json([finding_to_json(found) for found in findings])
    else:
        typer.echo(findings_text(findings))


@app.command("eval")
def evaluation(
    context: typer.Context,
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS.jsonl", help="带标准答案的问题")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """用带标准答案的问题评测。"""
    from .evaluate import evaluate
    from .terminal import report_table

    with opened(context, index) as (service, _):
        report = evaluate(questions, service.ask)
    if as_json:
        echo_json(report.to_json())
    else:
        typer.echo(report_table(report))


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="监听地址（默认 IPQA_HOST 或 127.0.0.1，仅本机）")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="端口（默认 IPQA_PORT 或 7860）")] = None,
    index: IndexOption = None,
) -> None:
    """启动网页与 HTTP 接口。"""
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    with opened(context, index, **given) as (service, settings):
        from .web.app import serve as serve_app

        serve_app(service, settings, lambda line: typer.echo(line, err=True))


def _is_batch(question: str | None, batch: Path | None, out: Path | None) -> bool:
    """Whether a batch was asked for; wrong mixtures are wrong usage."""
    if (batch is None) != (out is None):
        raise typer.BadParameter("--batch 与 --out 要一起用。")
    if (batch is None) == (question is None):
        raise typer.BadParameter("请给出一个问题，或者用 --batch 与 --out。")
    if question is not None and any("\ud800" <= character <= "\udfff" for character in question):
        raise typer.BadParameter("问题不是有效的 UTF-8 文字。")
    return batch is not None


def _batch(
    context: typer.Context,
    index: Path | None,
    source: Path | None,
    target: Path | None,
    worker: Callable[["Ipqa"], Callable[["BatchQuestion"], "JsonObject"]],
) -> int:
    """Do every line of ``source``; bad lines are told by number, the rest is done. 1 if there were bad lines."""
    from .batch import BadLine, answered, read_questions, whole_file, write_line
    from .terminal import counted

    assert source is not None
    assert target is not None
    lines = read_questions(read_text(source))
    bad = 0
    try:
        with opened(context, index) as (service, settings), whole_file(target) as out:
            for result in answered(counted(lines, "处理"), worker(service)):
                if isinstance(result, BadLine):
                    bad += 1
                    typer.echo(f"第 {result.line} 行：{sentence_of(result.reason, settings.language)}", err=True)
                else:
                    write_line(out, result)
    except KeyboardInterrupt:
        typer.echo(f"已做完的结果在 {target}.partial。", err=True)
        raise
    typer.echo(f"完成 {len(lines) - bad} 行，失败 {bad} 行：{target}", err=True)
    return int(bad > 0)


def _answer_json(service: "Ipqa", line: "BatchQuestion", day: date | None) -> "JsonObject":
    from .contract import answer_to_json

    return answer_to_json(service.ask(line.question, history=line.history, as_of=line.as_of or day))


if __name__ == "__main__":
    sys.exit(main())
