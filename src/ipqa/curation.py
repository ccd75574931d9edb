"""``ipqa figures`` and ``ipqa aliases``: figures listed, confirmed, edited, rejected; names given to indicators."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console import IndexOption, JsonOption, echo_json, opened

if TYPE_CHECKING:
    from .contract import JsonObject
    from .library import Correction, Logged
    from .service import Ipqa

figures_app = typer.Typer(help="列出从文档中提取的数据项；确认、更正或剔除其中的数据项。")
aliases_app = typer.Typer(help="列出人工添加的指标别名；添加或删除别名。")

FigureArguments = Annotated[list[str], typer.Argument(metavar="ID…", help="数据项编号（见 ipqa figures --json）")]
FigureArgument = Annotated[str, typer.Argument(metavar="ID", help="数据项编号（见 ipqa figures --json）")]
ReasonOption = Annotated[str | None, typer.Option(metavar="TEXT", help="理由，记入更正记录")]
ByOption = Annotated[str | None, typer.Option(metavar="NAME", help="更正人，记入更正记录")]
_ACTIONS = {"confirm": "确认", "edit": "更正", "reject": "剔除", "undo": "撤销"}
_STATES = {
    "applied": "有效",
    "superseded": "已被后来的更正取代",
    "undone": "已撤销",
    "not_applied": "未生效",
    "done": "—",
}


@figures_app.callback(invoke_without_command=True)
def figures(
    context: typer.Context,
    document: Annotated[str | None, typer.Option(metavar="ID", help="只看这份文档")] = None,
    query: Annotated[str | None, typer.Option(metavar="TEXT", help="只看与这些词相符的数据项")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV")] = False,
    everything: Annotated[bool, typer.Option("--all", help="也列出已剔除的数据项")] = False,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """列出从文档中提取的数据项；确认、更正或剔除其中的数据项。"""
    context.meta["index"] = index
    if context.invoked_subcommand is not None:
        return
    if as_json and as_csv:
        raise typer.BadParameter("--json 与 --csv 只能选一个。")
    with opened(context, index) as (service, settings):
        rows = service.figures(document, query, rejected=True) if everything else service.figures(document, query)
    if as_json:
        from .contract import figure_to_json

        echo_json([figure_to_json(row) for row in rows])
        return
    from .terminal import figures_csv, figures_text

    typer.echo(figures_csv(rows) if as_csv else figures_text(rows, settings.language), nl=not as_csv)


@figures_app.command()
def confirm(
    context: typer.Context,
    ids: FigureArguments,
    reason: ReasonOption = None,
    by: ByOption = None,
    index: IndexOption = None,
) -> None:
    """确认数据项与原文一致。"""
    _correct(context, index, lambda service: service.correct(ids, "confirm", reason=reason, by=by))


@figures_app.command()
def edit(
    context: typer.Context,
    figure: FigureArgument,
    value: Annotated[str | None, typer.Option(metavar="VALUE", help="数值，可带单位，如 338 或 3.2万件")] = None,
    unit: Annotated[str | None, typer.Option(metavar="UNIT", help="单位")] = None,
    indicator: Annotated[str | None, typer.Option(metavar="NAME", help="指标")] = None,
    period: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="统计期间，如 2023、2023年上半年；留空为无")
    ] = None,
    region: Annotated[str | None, typer.Option(metavar="REGION", help="地区，如 河南省；留空为无")] = None,
    status: Annotated[str | None, typer.Option(metavar="STATUS", help="实际、目标、预计、条件或存疑")] = None,
    reason: ReasonOption = None,
    by: ByOption = None,
    index: IndexOption = None,
) -> None:
    """更正一个数据项；原文不变，回答中注明是人工更正。"""
    from .library import Edit

    wanted = Edit(value, unit, indicator, period, region, status)
    if wanted == Edit():
        raise typer.BadParameter("请给出要更正的内容，如 --value、--period。")
    _correct(context, index, lambda service: service.correct([figure], "edit", wanted, reason=reason, by=by))


@figures_app.command()
def reject(
    context: typer.Context,
    ids: FigureArguments,
    reason: ReasonOption = None,
    by: ByOption = None,
    index: IndexOption = None,
) -> None:
    """剔除数据项，不再用于回答和核查。"""
    _correct(context, index, lambda service: service.correct(ids, "reject", reason=reason, by=by))


@figures_app.command()
def undo(
    context: typer.Context,
    correction: Annotated[int, typer.Argument(metavar="CORRECTION", help="更正编号（见 ipqa figures log）")],
    reason: ReasonOption = None,
    by: ByOption = None,
    index: IndexOption = None,
) -> None:
    """撤销一次确认、更正或剔除。"""
    _correct(context, index, lambda service: [service.undo(correction, reason=reason, by=by)])


@figures_app.command()
def log(context: typer.Context, index: IndexOption = None, as_json: JsonOption = False) -> None:
    """列出全部更正及其是否有效。"""
    with opened(context, _index(context, index)) as (service, _):
        lines = service.corrections()
    if as_json:
        echo_json([_line_json(line) for line in lines])
        return
    from .terminal import aligned

    header = ("编号", "时间", "更正人", "操作", "数据项", "原文", "更正为", "状态", "理由", "来源")
    typer.echo("\n".join(aligned([header, *map(_line_cells, lines)])) if lines else "没有更正记录。")


@aliases_app.callback(invoke_without_command=True)
def aliases(context: typer.Context, index: IndexOption = None, as_json: JsonOption = False) -> None:
    """列出人工添加的指标别名；添加或删除别名。"""
    context.meta["index"] = index
    if context.invoked_subcommand is not None:
        return
    with opened(context, index) as (service, _):
        found = service.aliases()
    if as_json:
        fields = ("canonical", "alias", "at", "by")
        echo_json([{name: getattr(line, name) for name in fields} for line in found])
        return
    from .terminal import aligned

    rows = [(line.alias, line.canonical, line.at, line.by or "—") for line in found]
    typer.echo("\n".join(aligned([("别名", "指标", "时间", "添加人"), *rows])) if rows else "没有添加别名。")


@aliases_app.command("add")
def add_alias(
    context: typer.Context,
    canonical: Annotated[str, typer.Argument(metavar="CANONICAL", help="指标的名称")],
    alias: Annotated[str, typer.Argument(metavar="ALIAS", help="它的别名")],
    by: ByOption = None,
    index: IndexOption = None,
) -> None:
    """添加别名：提问和列出数据项时，别名即该指标。"""
    with opened(context, _index(context, index)) as (service, _):
        line = service.add_alias(canonical, alias, by=by)
    typer.echo(f"已添加别名：“{line.alias}”即“{line.canonical}”。")


@aliases_app.command("remove")
def remove_alias(
    context: typer.Context,
    alias: Annotated[str, typer.Argument(metavar="ALIAS", help="要删除的别名")],
    by: ByOption = None,
    index: IndexOption = None,
) -> None:
    """删除别名。"""
    with opened(context, _index(context, index)) as (service, _):
        line = service.remove_alias(alias, by=by)
    typer.echo(f"已删除别名“{line.alias}”。")


def _index(context: typer.Context, index: Path | None) -> Path | None:
    """The index given behind the command, or else before it."""
    return index if index is not None else context.meta.get("index")


def _correct(context: typer.Context, index: Path | None, act: Callable[["Ipqa"], "list[Correction]"]) -> None:
    with opened(context, _index(context, index)) as (service, _):
        lines = act(service)
    for line in lines:
        undone = f"更正 {line.undoes}" if line.undoes is not None else ""
        typer.echo(f"已{_ACTIONS[line.action]}{undone}（更正编号 {line.key}）。")


def _line_json(line: "Logged") -> "JsonObject":
    correction = line.correction
    anchor = correction.anchor
    return {
        "correction": correction.key,
        "at": correction.at,
        "by": correction.by,
        "action": correction.action,
        "document_id": correction.document_id,
        "collection": correction.collection,
        "source": correction.source,
        "anchor": asdict(anchor) if anchor else None,
        "changes": dict(correction.changes),
        "reason": correction.reason,
        "undoes": correction.undoes,
        "state": line.state,
        "figure_id": line.figure_id,
        "problem": line.problem,
    }


def _line_cells(line: "Logged") -> tuple[str, ...]:
    correction, anchor = line.correction, line.correction.anchor
    shown = ("value", "unit", "indicator", "period", "region", "status", "comparator")
    changes = "；".join(f"{name}={value or '无'}" for name, value in correction.changes if name in shown)
    cells = (
        str(correction.key),
        correction.at,
        correction.by,
        _ACTIONS[correction.action] + (f" {correction.undoes}" if correction.undoes is not None else ""),
        anchor.indicator if anchor else None,
        anchor.value if anchor else None,
        changes,
        _STATES[line.state] + (f"：{line.problem}" if line.problem else ""),
        correction.reason,
        correction.source,
    )
    return tuple(cell or "—" for cell in cells)
