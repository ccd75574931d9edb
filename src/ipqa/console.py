"""What every command needs: its settings, the open service, dates and texts as they are typed, errors of one line."""

import gc
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .errors import IpqaError, SettingsError
from .text import harmless

if TYPE_CHECKING:
    from .service import Ipqa
    from .settings import Settings

Opener = Callable[["Settings"], "Ipqa"]
IndexOption = Annotated[
    Path | None, typer.Option("--index", metavar="DIR", help="索引文件夹（默认 IPQA_INDEX 或 index/）")
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def open_service(settings: "Settings") -> "Ipqa":
    from .service import Ipqa

    return Ipqa.open(settings)


def settings_of(index: Path | None, **given: Any) -> "Settings":
    from pydantic import ValidationError

    from .settings import Settings

    try:
        return Settings(**given) if index is None else Settings(index=index, **given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = f"IPQA_{first['loc'][0]}".upper() if first["loc"] else "IPQA_*"
        raise SettingsError(f"设置 {name} 的值无效：{first['msg']}。", f"{name} has no usable value.") from None


@contextmanager
def opened(context: typer.Context, index: Path | None, **given: Any) -> Iterator[tuple["Ipqa", "Settings"]]:
    """The open service and its settings; closed on the way out."""
    settings = settings_of(index, **given)
    context.meta["language"] = settings.language
    opener: Opener = context.find_root().obj
    try:
        service = opener(settings)
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        try:
            yield service, settings
        finally:
            service.close()
    except IpqaError as error:
        raise typer.Exit(fail(sentence_of(error, settings.language))) from error


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{path} 不是 UTF-8 文本。") from None


def day_of(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"日期 {text} 无效，请写成 2026-01-31。") from None


def echo_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def use_utf8() -> None:
    """JSON and Chinese are UTF-8 wherever they go; a terminal keeps its own encoding and never fails on a character."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(**({"errors": "replace"} if stream.isatty() else {"encoding": "utf-8"}))


def fail(sentence: str, code: int = 2) -> int:
    typer.echo(" ".join(harmless(sentence).split()), err=True)
    return code


def sentence_of(error: IpqaError, language: str = "zh") -> str:
    return error.english if language == "en" else str(error)
