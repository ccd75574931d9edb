"""The contract as pydantic models: they check requests and describe responses in OpenAPI.

Responses are written by ``ipqa.contract``; the models only mirror them, and a test keeps them equal.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from ..records import AnswerStatus, Comparator, FigureStatus, Mark, Stat


def _only_text(value: Any) -> Any:
    # pydantic would read a bare number as seconds since 1970.
    if value is not None and not isinstance(value, str):
        raise ValueError("a date is text such as 2026-01-31")
    return value


def _writable(text: str) -> str:
    # JSON can name half a character (\\ud800), which no response could repeat.
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise PydanticCustomError("string_unicode", "not valid Unicode")
    return text


Text = Annotated[str, AfterValidator(_writable)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Response(BaseModel):
    # Mirrors must be exact: a field that the contract writes and the model lacks is an error in the tests.
    model_config = ConfigDict(extra="forbid")


class TurnModel(_Request):
    """One turn of the conversation so far."""

    role: Literal["user", "assistant"]
    content: Text


class AskRequest(_Request):
    """A question and what it depends on."""

    question: Text = Field(description="问题", examples=["有效发明专利量是多少？"])
    history: list[TurnModel] = Field(default=[], description="此前的对话，由旧到新", max_length=200)
    collections: list[Text] | None = Field(default=None, description="只用这些集合；null 为全部")
    as_of: Annotated[date | None, BeforeValidator(_only_text)] = Field(
        default=None, description="以哪一天为准判断文件是否有效；null 为今天"
    )


class SearchRequest(_Request):
    """A question for which passages are wanted, not an answer."""

    question: Text = Field(description="问题", examples=["专利质押融资的贴息条件"])
    k: int = Field(default=10, ge=1, le=200, description="返回多少段", strict=True)
    collections: list[Text] | None = Field(default=None, description="只用这些集合；null 为全部")


class BoxModel(_Response):
    """A piece of a line; edges are fractions of the page's width and height as shown, from its upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class CitationModel(_Response):
    """A numbered quote; ``start`` and ``end`` are offsets into the document's text, ``page`` counts from 1."""

    number: int
    document_id: str
    title: str
    source: str
    collection: str
    section: list[str]
    page: int | None
    start: int
    end: int
    quote: str
    boxes: list[BoxModel] = Field(description="引文在页面上的位置；没有页面的格式为空")
    confidence: float | None = Field(description="由图像识别得到的引文的置信度（0 到 1）；原有文字为 null")


class AnswerFigureModel(_Response):
    """A figure record; ``value`` and ``unit`` as written, the normalised pair in the base unit."""

    indicator: str
    stat: Stat
    dimensions: dict[str, str]
    region: str | None
    period: str | None = Field(description="ISO 8601：2021、2021-03-15、2018/2022")
    value: str = Field(description="十进制数，字符串")
    unit: str
    normalized_value: str
    normalized_unit: str
    comparator: Comparator
    status: FigureStatus
    correction: Mark | None = Field(
        default=None, description="人工校核：confirmed 已确认，edited 已更正；未校核为 null"
    )
    original: dict[str, str | None] | None = Field(default=None, description="已更正的字段原来的值；没有更正为 null")
    citation: int | None = Field(description="所在引用的编号；用户自己给出的数为 null")


class CalculationModel(_Response):
    """A displayed calculation; ``inputs`` are positions in ``figures``, ``value`` is unrounded."""

    formula: str
    inputs: list[int]
    value: str
    unit: str


class NoteModel(_Response):
    """A remark and the citations it rests on."""

    kind: str
    text: str
    citations: list[int]


class SeriesModel(_Response):
    """One line or group of bars."""

    name: str
    values: list[str]


class ChartModel(_Response):
    """Data to draw."""

    kind: Literal["bar", "line", "pie"]
    unit: str
    x: list[str]
    series: list[SeriesModel]


class AnswerModel(_Response):
    """The answer contract, version 1."""

    id: str
    contract: int
    generation: int = Field(description="回答时文档库的代次")
    question: str
    standalone_question: str = Field(description="补全了上文之后的问题")
    status: AnswerStatus
    text: str = Field(description="回答；引用标记为 [1][2]")
    citations: list[CitationModel]
    figures: list[AnswerFigureModel]
    calculation: CalculationModel | None
    notes: list[NoteModel]
    chart: ChartModel | None
    mode: str
    elapsed_ms: float


class PassageModel(_Response):
    """A passage that search found; ``score`` only orders the passages of one search."""

    source: str
    score: float
    title: str
    collection: str
    document_id: str
    section: list[str]
    page: int | None
    start: int
    end: int
    quote: str


class SearchResponse(_Response):
    """Ranked passages, best first."""

    question: str
    passages: list[PassageModel]


class DocumentModel(BaseModel):
    """A document of the library; ``pages``, ``passages``, ``figures`` and ``tables`` are counts."""

    id: str
    version: str
    source: str
    collection: str
    title: str
    media_type: str
    pages: int
    passages: int
    figures: int
    tables: int
    issued_on: str | None


class DocumentsResponse(_Response):
    """The documents of the library."""

    documents: list[DocumentModel]


class HealthResponse(_Response):
    """The state of the service."""

    status: Literal["ok"]
    generation: int
    documents: int
    version: str


class ErrorDetail(_Response):
    """What went wrong, in one sentence."""

    kind: str
    message: str


class ErrorResponse(_Response):
    """Every error has this shape."""

    error: ErrorDetail
