"""A service with the methods of ``ipqa.service.Ipqa`` and fixed contents, for the tests of the faces."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from ipqa.contract import FigureRow
from ipqa.errors import IpqaError, LibraryError, NotInLibrary, QuestionError, ReadingError
from ipqa.library.entry import DocumentSummary
from ipqa.records import (
    Answer,
    AnswerFigure,
    Box,
    Calculation,
    Chart,
    Citation,
    Figure,
    Hit,
    Note,
    Passage,
    Series,
    Turn,
)
from ipqa.service import IngestProgress, IngestReport

PNG = b"\x89PNG\r\n"
QUOTE_1 = "2023年，青河市有效发明专利量达 1250 件，其中企业 820 件"
QUOTE_2 = "截至2023年底，青河市有效发明专利 1236 件"
HOSTILE = '<script>alert("x")</script> ${1+1} {{value}} <img src=x onerror=alert(1)> & 3 < 5'


def citation(number: int, quote: str, page: int | None = 5, title: str = "青河市知识产权白皮书") -> Citation:
    section = ("二、专利", "（二）有效量")
    return Citation(number, "d1", title, "青河白皮书.pdf", "public", section, page, 100, 100 + len(quote), quote)


def figure(value: str, member: str | None = None, **other: object) -> Figure:
    number = Decimal(value)
    fields: dict[str, object] = {
        "id": f"f{value}", "document_id": "d1", "indicator": "有效发明专利量", "raw_indicator": "有效发明专利量",
        "stat": "count", "value": number, "unit": "件", "normalized_value": number, "normalized_unit": "件",
        "comparator": "eq", "status": "actual", "start": 100, "end": 133, "value_start": 116, "value_end": 120,
        "dimensions": (("权利主体", member),) if member else (), "region": "青河市", "period": "2023",
        "nature": "stock", "basis": "sentence",
    }  # fmt: skip
    return Figure(**(fields | other))  # type: ignore[arg-type]


TOTAL, FIRMS = figure("1250"), figure("820", "企业")

ANSWERS: dict[str, Answer] = {
    "差": Answer(
        "a1", 7, "差", "2023年青河市有效发明专利量与企业有效发明专利量相差多少？", "answered",
        "青河市有效发明专利量 1250 件[1]，其中企业 820 件[1]，相差 430 件。",
        (citation(1, QUOTE_1),), (AnswerFigure(TOTAL, 1), AnswerFigure(FIRMS, 1)),
        Calculation("1250 件 − 820 件 = 430 件", (0, 1), Decimal("430"), "件"),
        chart=Chart("bar", "件", ("合计", "企业"), (Series("有效发明专利量", (Decimal("1250"), Decimal("820"))),)),
        elapsed_ms=12.34,
    ),
    "冲突": Answer(
        "a2", 7, "冲突", "冲突", "conflict", "两处说法不同：1250 件[1]，1236 件[2]。",
        (citation(1, QUOTE_1), citation(2, QUOTE_2, None)),
        (AnswerFigure(TOTAL, 1), AnswerFigure(figure("1236"), 2)),
        notes=(Note("conflict", "两处相差 14 件。", (1, 2)),),
    ),
    "近似": Answer(
        "a3", 7, "近似", "近似", "near_miss", "文档中没有发明专利授权量；只有有效发明专利量 1250 件[1]。",
        (citation(1, QUOTE_1),), (AnswerFigure(TOTAL, 1),),
    ),
    "扫描": Answer(
        "a7", 7, "扫描", "扫描", "answered", "查处商标侵权案件 86 起。[1]",
        (replace(citation(1, "查处商标侵权案件 86 起"), confidence=0.9312, boxes=(
            Box(100, 105, 5, 0.1, 0.2, 0.9, 0.22, 0.9312), Box(105, 112, 6, 0.1, 0.05, 0.412345, 0.07, 0.97),
        )),),
        notes=(Note("ocr", "引文[1]由图像识别得到，请核对原件。", (1,)),),
    ),
    "没有": Answer("a4", 7, "没有", "没有", "no_evidence", "文档中没有找到 2023年青河市商标转让 的内容。"),
    "天气": Answer("a5", 7, "天气", "天气", "out_of_scope", "这个问题不属于知识产权文档的范围。"),
    "攻击": Answer(
        "a6", 7, "攻击", "攻击", "answered", f"原文：{HOSTILE}[1]", (citation(1, HOSTILE, title=HOSTILE),),
        (AnswerFigure(figure("5", HOSTILE, region=HOSTILE, indicator=HOSTILE, unit="<b>"), 1),),
        Calculation(HOSTILE, (0,), Decimal(5), "件"), (Note("gate", HOSTILE, (1,)),),
    ),
}  # fmt: skip

HITS = [
    Hit(
        Passage("p1", "d1", ("二、专利",), 90, 140), 0.5, "青河市知识产权白皮书", "青河白皮书.pdf", "public", 5, QUOTE_1
    ),
    Hit(Passage("p2", "d2", (), 0, 27), 0.25, "统计公报", "公报.txt", "public", None, QUOTE_2),
]
DOCUMENTS = [
    DocumentSummary(
        "d1", "v1", "青河白皮书.pdf", "public", "青河市知识产权白皮书", "application/pdf", None, None, "2024-04-20",
        None, None, "青河市", 12, 40, 96, 5,
    ),
    DocumentSummary(
        "d2", "v1", "公报.txt", "public", "统计公报", "text/plain", None, None, None, None, None, None, 0, 3, 0
    ),
]  # fmt: skip


class FakeIpqa:
    """Answers from ``ANSWERS``, repeats other questions as no_evidence, and remembers what it was asked."""

    def __init__(self, question_limit: int = 50) -> None:
        self.question_limit = question_limit
        self.answers = dict(ANSWERS)
        self.asked: list[tuple[str, tuple[Turn, ...], tuple[str, ...] | None, date | None]] = []
        self.pages: list[tuple[str, int, str | None, int]] = []
        self.removed: list[str] = []
        self.closed = False

    def close(self) -> None:
        self.closed = True

    @property
    def generation(self) -> int:
        return 7

    def ingest(self, paths: Sequence[Path], collection: str | None = None) -> Iterator[IngestProgress | IngestReport]:
        for i, path in enumerate(paths):
            yield IngestProgress("read", i, len(paths), path.name)
            if path.suffix == ".bad":
                yield IngestReport(path.name, "failed", 0, 0, 0, ("不认识这种文件。",))
            else:
                yield IngestReport(path.name, "added", 2, 3, 4, ())

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        collections: Sequence[str] | None = None,
        as_of: date | None = None,
    ) -> Answer:
        self._check(question)
        self.asked.append((question, tuple(history), None if collections is None else tuple(collections), as_of))
        if question == "库坏":
            raise LibraryError("索引无法读取。", "The index cannot be read.")
        if question == "崩溃":
            raise RuntimeError("secret detail")
        return self.answers.get(question) or Answer(
            "a0", 7, question, question, "no_evidence", f"没有找到“{question}”。"
        )

    def search(self, question: str, k: int = 10, collections: Sequence[str] | None = None) -> list[Hit]:
        self._check(question)
        return HITS[:k]

    def figures(self, document_id: str | None = None, query: str | None = None) -> list[FigureRow]:
        rows = [FigureRow(f, "青河白皮书.pdf", QUOTE_1, 5) for f in (TOTAL, FIRMS)]
        return [row for row in rows if document_id in (None, row.figure.document_id)]

    def documents(self) -> list[DocumentSummary]:
        return list(DOCUMENTS)

    def remove(self, document_id: str) -> bool:
        self.removed.append(document_id)
        return document_id == "d1"

    def page_image(self, document_id: str, page: int, highlight: str | None = None, width: int = 1200) -> bytes:
        if document_id != "d1":
            raise NotInLibrary(f"索引中没有文档 {document_id}。", f"No document {document_id} in the index.")
        if page > 12:
            raise ReadingError(f"没有第 {page} 页，文件共 12 页。", f"No page {page}: the file has 12.")
        self.pages.append((document_id, page, highlight, width))
        return PNG

    def _check(self, question: str) -> None:
        if not question.strip():
            raise QuestionError("请输入问题。", "Please ask a question.")
        if len(question) > self.question_limit:
            raise QuestionError(
                f"问题超过 {self.question_limit} 个字。", f"Longer than {self.question_limit} characters."
            )


class BrokenIpqa(FakeIpqa):
    """A service whose index cannot be read."""

    def documents(self) -> list[DocumentSummary]:
        raise IpqaError("索引损坏。", "The index is damaged.")
