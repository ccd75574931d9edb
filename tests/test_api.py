"""The HTTP API over a fake service, through the whole application with the page mounted."""

import json
import re
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fakes import ANSWERS, DOCUMENTS, HITS, PNG, BrokenIpqa, FakeIpqa
from starlette.testclient import TestClient
from web import running

from ipqa import __version__
from ipqa.contract import answer_to_json, hits_to_json
from ipqa.errors import SettingsError
from ipqa.records import Turn
from ipqa.settings import Settings
from ipqa.web.api import ERRORS
from ipqa.web.app import serve
from ipqa.web.models import AnswerModel, PassageModel
from ipqa.web.security import BODY_LIMIT, SECURITY_HEADERS, allowed_hosts, host_name, is_loopback

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def service() -> FakeIpqa:
    return FakeIpqa()


@pytest.fixture(scope="module")
def client(service: FakeIpqa) -> Iterator[TestClient]:
    with running(service) as running_client:
        yield running_client


def test_ask_gives_the_contract(client: TestClient, service: FakeIpqa) -> None:
    body = {
        "question": "差",
        "history": [{"role": "user", "content": "前"}, {"role": "assistant", "content": "答"}],
        "collections": ["public"],
        "as_of": "2026-01-31",
    }
    response = client.post("/v1/ask", json=body)
    assert (response.status_code, response.json()) == (200, answer_to_json(ANSWERS["差"]))
    assert service.asked[-1] == ("差", (Turn("user", "前"), Turn("assistant", "答")), ("public",), date(2026, 1, 31))
    client.post("/v1/ask", json={"question": "没有"})
    assert service.asked[-1] == ("没有", (), None, None)


def test_search_documents_health(client: TestClient) -> None:
    response = client.post("/v1/search", json={"question": "发明", "k": 1})
    assert response.json() == {"question": "发明", "passages": hits_to_json(HITS[:1])}
    documents = client.get("/v1/documents").json()["documents"]
    shown = [(d["id"], d["pages"], d["tables"], d["issued_on"]) for d in documents]
    assert shown == [("d1", 12, 5, "2024-04-20"), ("d2", 0, 0, None)]
    assert client.get("/healthz").json() == {
        "status": "ok", "generation": 7, "documents": len(DOCUMENTS), "version": __version__,
    }  # fmt: skip


def test_a_page_is_a_picture(client: TestClient, service: FakeIpqa) -> None:
    response = client.get("/v1/documents/d1/pages/5.png", params={"highlight": "有效发明专利 1250 件&", "width": 800})
    assert (response.status_code, response.headers["content-type"], response.content) == (200, "image/png", PNG)
    assert service.pages[-1] == ("d1", 5, "有效发明专利 1250 件&", 800)
    client.get("/v1/documents/d1/pages/1.png")
    assert service.pages[-1] == ("d1", 1, None, 1200)
    assert {name: response.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


@pytest.mark.parametrize(
    ("path", "status", "kind", "sentence"),
    [
        ("d9/pages/1.png", 404, "not_found", "索引中没有文档 d9。"),
        ("d1/pages/99.png", 422, "reading", "没有第 99 页，文件共 12 页。"),
        ("d1/pages/0.png", 422, "request", "字段 page 太小。"),
        ("d1/pages/x.png", 422, "request", "字段 page 应为整数。"),
        ("d1/pages/1.png?width=5", 422, "request", "字段 width 太小。"),
        ("d1/pages/1.png?highlight=" + "x" * 4001, 422, "request", "字段 highlight 太长。"),
        ("d1/pages/1.gif", 404, "not_found", "没有这个地址。"),
        ("..%2f..%2fcatalog/pages/1.png", 404, "not_found", "没有这个地址。"),
    ],
)
def test_a_page_that_cannot_be_shown(client: TestClient, path: str, status: int, kind: str, sentence: str) -> None:
    response = client.get(f"/v1/documents/{path}")
    assert (response.status_code, response.json()) == (status, {"error": {"kind": kind, "message": sentence}})


def test_pages_are_only_read(client: TestClient) -> None:
    response = client.post("/v1/documents/d1/pages/1.png")
    assert (response.status_code, response.json()["error"]["kind"]) == (405, "method")


@pytest.mark.parametrize("question", sorted(ANSWERS))
def test_the_models_mirror_the_contract(question: str) -> None:
    answer = answer_to_json(ANSWERS[question])
    assert json.loads(AnswerModel.model_validate_json(json.dumps(answer)).model_dump_json()) == answer


def test_the_passage_model_mirrors_the_contract() -> None:
    for hit in hits_to_json(HITS):
        assert PassageModel.model_validate(hit).model_dump() == hit


def test_the_documented_answer_is_an_answer() -> None:
    blocks = re.findall(r"```json\n(.*?)```", (DOCS / "answers.md").read_text("utf-8"), re.DOTALL)
    documented = json.loads(blocks[0])
    AnswerModel.model_validate(documented)
    assert list(documented) == list(answer_to_json(ANSWERS["差"]))


def test_every_setting_and_error_kind_is_documented() -> None:
    settings = (DOCS / "settings.md").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        assert f"| `IPQA_{name.upper()}` | `{field.default}` |" in settings
    api = (DOCS / "api.md").read_text("utf-8")
    assert [kind for _, _, kind in ERRORS if f"`{kind}`" not in api] == []


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "缺少字段 question。"),
        ({"question": 5}, "字段 question 应为字符串。"),
        ({"question": "x", "top": 3}, "不认识字段 top。"),
        ({"question": "x", "as_of": 20260131}, "字段 as_of 的值无效。"),
        ({"question": "x", "as_of": "2026-02-30"}, "字段 as_of 的值无效。"),
        ({"question": "x", "history": [{"role": "system", "content": "y"}]}, "字段 history.0.role 的值无效。"),
        ({"question": "x", "history": {}}, "字段 history 应为数组。"),
        ([], "请求正文 应为 JSON 对象，且 Content-Type 应为 application/json。"),
    ],
)
def test_a_wrong_request_is_told_in_one_sentence(client: TestClient, body: object, sentence: str) -> None:
    response = client.post("/v1/ask", json=body)
    assert (response.status_code, response.json()) == (422, {"error": {"kind": "request", "message": sentence}})


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [(b"{", "request", 422), (b'{"question": "\\ud800"}', "request", 422), (b'{"question": "\xff"}', "http", 400)],
)
def test_broken_bytes_are_refused(client: TestClient, content: bytes, kind: str, status: int) -> None:
    response = client.post("/v1/ask", content=content, headers={"content-type": "application/json"})
    assert (response.status_code, response.json()["error"]["kind"]) == (status, kind)


@pytest.mark.parametrize(
    ("question", "status", "kind", "sentence"),
    [
        (" ", 422, "question", "请输入问题。"),
        ("长" * 51, 422, "question", "问题超过 50 个字。"),
        ("库坏", 503, "library", "索引无法读取。"),
        ("崩溃", 500, "internal", "服务内部出错，详情见服务日志。"),
    ],
)
def test_failures_have_one_shape(client: TestClient, question: str, status: int, kind: str, sentence: str) -> None:
    response = client.post("/v1/ask", json={"question": question})
    assert (response.status_code, response.json()) == (status, {"error": {"kind": kind, "message": sentence}})


def test_errors_can_be_english_and_any_ipqa_error_is_told() -> None:
    with running(BrokenIpqa(), Settings(language="en")) as client:
        response = client.post("/v1/ask", json={"question": " "})
        assert response.json() == {"error": {"kind": "question", "message": "Please ask a question."}}
        response = client.get("/v1/documents")
        assert (response.status_code, response.json()["error"]["message"]) == (500, "The index is damaged.")


def test_the_api_wins_over_the_page(client: TestClient) -> None:
    assert client.get("/v1/nothing").json() == {"error": {"kind": "not_found", "message": "没有这个地址。"}}
    assert client.get("/v1/ask").json() == {"error": {"kind": "method", "message": "这个地址不接受这种请求方法。"}}
    assert list(client.get("/openapi.json").json()["paths"]) == [
        "/v1/ask", "/v1/search", "/v1/documents", "/v1/documents/{document_id}/pages/{page}.png", "/healthz",
    ]  # fmt: skip
    page = client.get("/")
    assert (page.status_code, "window.gradio_config" in page.text) == (200, True)


def test_the_documentation_needs_no_other_machine(client: TestClient) -> None:
    page = client.get("/docs").text
    assets = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert assets == [
        "/static-offline-docs/swagger-ui.css", "/static-offline-docs/favicon.png",
        "/static-offline-docs/swagger-ui-bundle.js",
    ]  # fmt: skip
    assert [client.get(asset).status_code for asset in assets] == [200, 200, 200]


@pytest.mark.parametrize("path", ["/", "/healthz", "/docs", "/v1/nothing"])
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7860", ""])
def test_foreign_host_names_are_refused(client: TestClient, host: str) -> None:
    for path in ("/healthz", "/"):
        response = client.get(path, headers={"host": host})
        assert (response.status_code, response.json()["error"]["kind"]) == (400, "host")
        assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["upload", "file=/etc/passwd", "proxy=http://localhost:1", "info", "call/answer", "mcp"]
)
def test_the_spare_doors_of_the_page_are_closed(client: TestClient, path: str) -> None:
    for response in (client.get(f"/gradio_api/{path}"), client.post(f"/gradio_api/{path}", json={})):
        assert (response.status_code, response.json()["error"]["kind"]) == (404, "not_found")


def test_own_host_names_are_accepted(client: TestClient) -> None:
    for host in ("localhost", "127.0.0.1:7860", "[::1]:7860", "LOCALHOST:1"):
        assert client.get("/healthz", headers={"host": host}).status_code == 200


def test_host_names_are_read_and_chosen() -> None:
    names = ["[::1]:80", "Example.COM:80", "example.com.", "10.0.0.5"]
    assert [host_name(name) for name in names] == ["::1", "example.com", "example.com", "10.0.0.5"]
    assert allowed_hosts("Ipqa.Local") == {"localhost", "127.0.0.1", "::1", "ipqa.local"}
    assert allowed_hosts("0.0.0.0") is None
    loopback = {host: is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost", "0.0.0.0", "ipqa")}
    assert [host for host, own in loopback.items() if own] == ["127.0.0.1", "127.9.9.9", "::1", "localhost"]


def test_a_taken_port_is_told_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        lines: list[str] = []
        with pytest.raises(SettingsError, match=f"^无法监听 127.0.0.1:{port}（.*）：请换一个 IPQA_PORT 或 --port。$"):
            serve(FakeIpqa(), Settings(port=port), lines.append)  # type: ignore[arg-type]
        assert lines == []


def test_a_large_body_is_refused_with_and_without_its_length(client: TestClient) -> None:
    large = json.dumps({"question": "x" * BODY_LIMIT}).encode()
    headers = {"content-type": "application/json"}
    told = {"error": {"kind": "too_large", "message": "请求正文超过 1024 KiB 的上限。"}}
    for content in (large, iter([large[:1000], large[1000:]])):
        response = client.post("/v1/ask", content=content, headers=headers)
        assert (response.status_code, response.json()) == (413, told)
    small = iter([b'{"question"', b': "\xe5\xb7\xae"}'])
    assert client.post("/v1/ask", content=small, headers=headers).json()["id"] == "a1"
