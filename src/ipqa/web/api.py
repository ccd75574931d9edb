"""The HTTP API: FastAPI over a built ``Ipqa``. JSON is written by ``ipqa.contract`` alone."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import FastAPI, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException

from .. import __version__
from ..contract import answer_to_json, hits_to_json
from ..errors import (
    IpqaError,
    LibraryBusy,
    LibraryError,
    ModelError,
    NotInLibrary,
    QuestionError,
    ReadingError,
    SettingsError,
)
from ..records import Turn
from ..wording import Language, say
from .models import (
    AnswerModel,
    AskRequest,
    DocumentsResponse,
    ErrorResponse,
    HealthResponse,
    SearchRequest,
    SearchResponse,
)
from .security import error_body

if TYPE_CHECKING:
    from ..service import Ipqa

# The first class that fits decides.
ERRORS: tuple[tuple[type[IpqaError], int, str], ...] = (
    (QuestionError, 422, "question"),
    (ReadingError, 422, "reading"),
    (LibraryBusy, 503, "library_busy"),
    (NotInLibrary, 404, "not_found"),
    (LibraryError, 503, "library"),
    (ModelError, 503, "model"),
    (SettingsError, 500, "settings"),
    (IpqaError, 500, "internal"),
)
_HTTP = {
    404: ("not_found", ("没有这个地址。", "There is nothing at this address.")),
    405: ("method", ("这个地址不接受这种请求方法。", "This address does not accept this method.")),
}
# What pydantic calls a mistake, and what we tell; {0} is the field.
_MISTAKES = {
    "missing": ("缺少字段 {0}。", "The field {0} is missing."),
    "extra_forbidden": ("不认识字段 {0}。", "The field {0} is unknown."),
    "json_invalid": ("请求正文不是有效的 JSON。", "The body is not valid JSON."),
    "string_type": ("字段 {0} 应为字符串。", "The field {0} must be a string."),
    "string_unicode": ("字段 {0} 含有无效的字符。", "The field {0} holds invalid characters."),
    "list_type": ("字段 {0} 应为数组。", "The field {0} must be an array."),
    "too_long": ("字段 {0} 的项数过多。", "The field {0} has too many items."),
    "int_type": ("字段 {0} 应为整数。", "The field {0} must be an integer."),
    "int_parsing": ("字段 {0} 应为整数。", "The field {0} must be an integer."),
    "string_too_long": ("字段 {0} 太长。", "The field {0} is too long."),
    "greater_than_equal": ("字段 {0} 太小。", "The field {0} is too small."),
    "less_than_equal": ("字段 {0} 太大。", "The field {0} is too large."),
    "model_attributes_type": ("{0} 应为 JSON 对象，且 Content-Type 应为 application/json。",
                              "{0} must be a JSON object, sent as application/json."),
}  # fmt: skip
_MISTAKE = ("字段 {0} 的值无效。", "The field {0} has no usable value.")
_INTERNAL = ("服务内部出错，详情见服务日志。", "The service failed; its log has the details.")
_RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorResponse, "description": description}
    for status, description in ((422, "请求无法处理"), (503, "文档库或模型暂不可用"), (500, "服务内部出错"))
}
_PAGE = "/v1/documents/{document_id}/pages/{page}.png"
_IMAGE_RESPONSES: dict[int | str, dict[str, Any]] = {
    **_RESPONSES,
    200: {"content": {"image/png": {}}, "description": "页面的 PNG 图片"},
    404: {"model": ErrorResponse, "description": "没有这份文档，或没有保存它的原件"},
}
_KNOWN = re.compile(r"/v1/(?:ask|search|documents|documents/[^/]+/pages/[^/]+\.png)")
PageNumber = Annotated[int, Path(ge=1, le=1_000_000, description="页码，从 1 开始")]
Highlight = Annotated[str | None, Query(max_length=4000, description="要在页面上标出的引文")]
Width = Annotated[int, Query(ge=100, le=3000, description="图片宽度（像素）")]


def create_api(service: "Ipqa", language: Language = "zh") -> FastAPI:
    """The API over a service, with its documentation at /docs served from this machine."""
    api = FastAPIOffline(
        redoc_url=None,
        title="ipqa",
        version=__version__,
        description="知识产权文档问答：每一句话都是引文，每一个数字都有出处。",
    )
    _handle_errors(api, language)

    @api.post("/v1/ask", response_model=AnswerModel, responses=_RESPONSES, summary="提问", tags=["问答"])
    def ask(request: AskRequest) -> JSONResponse:
        history = [Turn(turn.role, turn.content) for turn in request.history]
        answer = service.ask(request.question, history, request.collections, request.as_of)
        return JSONResponse(answer_to_json(answer))

    @api.post("/v1/search", response_model=SearchResponse, responses=_RESPONSES, summary="查找段落", tags=["问答"])
    def search(request: SearchRequest) -> JSONResponse:
        hits = service.search(request.question, request.k, request.collections)
        return JSONResponse({"question": request.question, "passages": hits_to_json(hits)})

    @api.get("/v1/documents", response_model=DocumentsResponse, summary="文档列表", tags=["文档库"])
    def documents() -> JSONResponse:
        return JSONResponse({"documents": [asdict(document) for document in service.documents()]})

    @api.get(_PAGE, response_class=Response, responses=_IMAGE_RESPONSES, summary="页面图片", tags=["文档库"])
    def page_image(document_id: str, page: PageNumber, highlight: Highlight = None, width: Width = 1200) -> Response:
        return Response(service.page_image(document_id, page, highlight, width), media_type="image/png")

    @api.get("/healthz", response_model=HealthResponse, summary="服务状态", tags=["运行"])
    def health() -> JSONResponse:
        state = {"generation": service.generation, "documents": len(service.documents()), "version": __version__}
        return JSONResponse({"status": "ok"} | state)

    # The page is mounted at "/" and would answer for a mistyped API address with HTML.
    @api.api_route("/v1/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    def unknown(rest: str) -> JSONResponse:
        raise HTTPException(405 if _KNOWN.fullmatch(f"/v1/{rest}") else 404)

    return api


def _handle_errors(api: FastAPI, language: Language) -> None:
    """One handler per kind of failure; all give the same shape."""

    def failure(status: int, kind: str, message: str) -> JSONResponse:
        return JSONResponse(error_body(kind, message), status_code=status)

    @api.exception_handler(IpqaError)
    def known(_: Request, error: IpqaError) -> JSONResponse:
        status, kind = next((status, kind) for cls, status, kind in ERRORS if isinstance(error, cls))
        return failure(status, kind, say((str(error), error.english), language))

    @api.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return failure(422, "request", mistake(error.errors()[0], language))

    @api.exception_handler(HTTPException)
    def refused(_: Request, error: HTTPException) -> JSONResponse:
        kind, pair = _HTTP.get(error.status_code, ("http", (str(error.detail), str(error.detail))))
        return failure(error.status_code, kind, say(pair, language))

    # Starlette answers with this and raises the error again, so that the server logs it with its traceback.
    @api.exception_handler(Exception)
    def unexpected(_: Request, __: Exception) -> JSONResponse:
        return failure(500, "internal", say(_INTERNAL, language))


def mistake(error: Mapping[str, Any], language: Language = "zh") -> str:
    """One of pydantic's errors about a request as one sentence."""
    path = [str(part) for part in error["loc"] if part not in ("body", "path", "query")]
    name = ".".join(path) or ("请求正文" if language == "zh" else "The body")
    return say(_MISTAKES.get(error["type"], _MISTAKE), language).format(name)
