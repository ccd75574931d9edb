"""What the command line prints for people: answers, passages, documents and figures as plain text; progress bars."""

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from .contract import FigureRow, figure_to_json
from .records import Answer, Figure, Hit
from .text import display_width, harmless
from .wording import (
    ANSWER_STATUS,
    FIGURE_STATUS,
    Language,
    dimensions_text,
    indicator_text,
    note_text,
    period_text,
    place_text,
    recognised_text,
    say,
    value_text,
)

if TYPE_CHECKING:
    from rich.console import Console

    from .evaluate import Report
    from .library import DocumentSummary
    from .service import IngestProgress, IngestReport

T = TypeVar("T")

_STAGES = {
    "read": "阅读",
    "page": "阅读",
    "document": "阅读",
    "commit": "写入索引",
    "reembed": "重新计算向量",
    "done": "完成",
}
# Stages inside one file, while the bar counts files.
_WITHIN_A_FILE = {"page": "（第 {done} / {total} 页）", "document": "（{done} 个文档）"}
_INGEST_STATUS = {"added": "新增", "replaced": "替换", "unchanged": "未变", "failed": "失败"}
_HEADINGS = {
    "citations": ("引用", "Citations"),
    "figures": ("数据", "Figures"),
    "calculation": ("计算", "Calculation"),
    "notes": ("说明", "Notes"),
    "mark": ("引用", "mark"),
}
_FIGURE_COLUMNS = (
    ("指标", "indicator"), ("维度", "dimensions"), ("地区", "region"), ("期间", "period"), ("数值", "value"),
    ("性质", "status"),
)  # fmt: skip


def aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as lines whose columns start at the same place; a Chinese character takes two."""
    table = [tuple(harmless(cell).replace("\n", " ") for cell in row) for row in rows]
    widths = [max(map(display_width, column)) for column in zip(*table, strict=True)]
    lines = []
    for row in table:
        cells = (cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True))
        lines.append("  ".join(cells).rstrip())
    return lines


def answer_text(answer: Answer, language: Language = "zh") -> str:
    """The answer, then its numbered citations, its figures, the calculation and the notes."""

    def heading(name: str) -> str:
        return say(_HEADINGS[name], language)

    lines = [] if answer.status == "answered" else [f"【{say(ANSWER_STATUS[answer.status], language)}】"]
    lines.append(answer.text)
    if answer.citations:
        lines += ["", heading("citations")]
        for citation in answer.citations:
            recognised = recognised_text(citation, language)
            sure = f"（{recognised}）" if recognised else ""
            lines += [f"[{citation.number}] {place_text(citation, language)}（{citation.source}）{sure}"]
            lines += [f"    {line}" for line in citation.quote.splitlines()]
    if answer.figures:
        columns = [*(say(pair, language) for pair in _FIGURE_COLUMNS), heading("mark")]
        rows = [
            [*_figure_cells(shown.figure, language), f"[{shown.citation}]" if shown.citation else "—"]
            for shown in answer.figures
        ]
        lines += ["", heading("figures"), *aligned([columns, *rows])]
    if answer.calculation:
        lines += ["", f"{heading('calculation')}：{answer.calculation.formula}"]
    if answer.notes:
        lines += ["", heading("notes"), *(f"· {note_text(note)}" for note in answer.notes)]
    return harmless("\n".join(lines))


def _figure_cells(figure: Figure, language: Language) -> list[str]:
    cells = [
        indicator_text(figure, language),
        dimensions_text(figure),
        figure.region or "",
        period_text(figure),
        value_text(figure, language),
        say(FIGURE_STATUS[figure.status], language),
    ]
    return [cell or "—" for cell in cells]


def hits_text(hits: Sequence[Hit]) -> str:
    """Ranked passages, best first, each with its place and its text."""
    blocks = []
    for rank, hit in enumerate(hits, start=1):
        page = f"，第 {hit.page} 页" if hit.page is not None else ""
        place = " › ".join((hit.title, *hit.passage.section))
        body = "\n".join(f"   {line}" for line in hit.text.splitlines())
        blocks.append(f"{rank}. {place}{page}（{hit.source}，{hit.score:.4f}）\n{body}")
    return harmless("\n\n".join(blocks)) if blocks else "没有找到相关段落。"


def documents_text(documents: Sequence["DocumentSummary"]) -> str:
    """The documents of the library, a line each."""
    if not documents:
        return "文档库是空的：请先运行 ipqa ingest 路径。"
    header = ("编号", "集合", "标题", "来源", "页", "段落", "数据项", "表格", "发布日期")
    rows = [
        (
            d.id,
            d.collection,
            d.title,
            d.source,
            *map(str, (d.pages, d.passages, d.figures, d.tables)),
            d.issued_on or "—",
        )
        for d in documents
    ]
    return "\n".join(aligned([header, *rows]))


def figures_text(rows: Sequence[FigureRow], language: Language = "zh") -> str:
    """Figures, a line each."""
    if not rows:
        return "没有找到数据项。"
    header = (*(say(pair, language) for pair in _FIGURE_COLUMNS), "来源")
    cells = (
        (*_figure_cells(row.figure, language), row.source + (f" 第 {row.page} 页" if row.page is not None else ""))
        for row in rows
    )
    return "\n".join(aligned([header, *cells]))


def figures_csv(rows: Sequence[FigureRow]) -> str:
    """Figures as comma-separated values with a header; dimensions as 名=值；名=值, the cell as 行 | 列 | 单位行."""
    out = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        record = figure_to_json(row)
        record["dimensions"] = dimensions_text(row.figure)
        cell = row.figure.cell
        record["cell"] = " | ".join((cell.row, cell.column, cell.unit_line or "")) if cell else ""
        record["original"] = "；".join(f"{name}={value or ''}" for name, value in row.figure.original)
        if writer is None:
            writer = csv.DictWriter(out, record, lineterminator="\n")
            writer.writeheader()
        writer.writerow(record)
    return out.getvalue()


def report_text(report: "IngestReport") -> str:
    """One line about one file: 新增 文件.pdf：5 页，34 段，2 张表，120 个数据项; no pages where there are none."""
    line = f"{_INGEST_STATUS.get(report.status, report.status)} {_on_a_line(report.source)}"
    if report.status in ("added", "replaced"):
        pages = [f"{report.pages} 页"] if report.pages else []
        tables = [f"{report.tables} 张表"] if report.tables else []
        line += "：" + "，".join([*pages, f"{report.passages} 段", *tables, f"{report.figures} 个数据项"])
    return line + "".join(f"\n    注意：{_on_a_line(warning)}" for warning in report.warnings)


def progress_text(event: "IngestProgress") -> str:
    """What an ingest is doing: 阅读 年报.pdf（第 3 / 120 页）."""
    stage = _STAGES.get(event.stage, event.stage)
    within = _WITHIN_A_FILE.get(event.stage, "").format(done=event.done, total=event.total)
    return (f"{stage} {_on_a_line(event.source)}" if event.source else stage) + within


def _on_a_line(text: str) -> str:
    """A name or a sentence that strangers may have chosen, as a part of a line."""
    return " ".join(harmless(text).split())


def report_table(report: "Report") -> str:
    """The rates of an evaluation, a line per group of questions, and the questions that were not answered right."""
    marks = list(dict.fromkeys(mark for row in report.rows for mark in row.rates))
    rows = [
        (row.name, str(row.count), *(f"{row.rates[mark]:.3f}" if mark in row.rates else "—" for mark in marks))
        for row in report.rows
    ]
    wrong = [f"{one.gold.id}  {one.gold.question}" for one in report.failures]
    return "\n".join([*aligned([("分组", "题数", *marks), *rows]), *(["", "答错的题", *wrong] if wrong else [])])


def ingest_reports(
    events: Iterable["IngestProgress | IngestReport"], say_line: Callable[[str], None]
) -> Iterator["IngestReport"]:
    """The reports among the events, while a bar on a terminal's stderr, or a line per file elsewhere, shows them."""
    from .service import IngestReport

    if not sys.stderr.isatty():
        for event in events:
            if isinstance(event, IngestReport):
                say_line(report_text(event))
                yield event
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_stderr_console(), transient=True) as bar:
        task = bar.add_task("准备", total=None)
        for event in events:
            if isinstance(event, IngestReport):
                bar.console.print(report_text(event), markup=False, highlight=False)
                yield event
            else:
                # The description is markup: a bracket in a file name must stay a bracket.
                bar.update(task, description=progress_text(event).replace("[", r"\["))
                if event.stage not in _WITHIN_A_FILE:
                    bar.update(task, completed=event.done, total=event.total or None)


def counted(items: Sequence[T], title: str) -> Iterator[T]:
    """The items, one by one, while a bar on a terminal's stderr counts them."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.progress import track

    yield from track(items, description=title, console=_stderr_console(), transient=True)


def _stderr_console() -> "Console":
    from rich.console import Console

    return Console(stderr=True)
