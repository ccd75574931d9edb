"""What every request passes first: the Host check, the size limit, and the headers every response carries."""

import ipaddress
import json
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 1024 * 1024
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

# Gradio starts from inline scripts and compiles its templates in the browser, hence 'unsafe-inline' and 'unsafe-eval';
# what matters is that nothing is loaded from, or sent to, anywhere else.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
# Of everything Gradio offers under this path the page needs these; uploads, file serving and its own API stay closed.
_PAGE_PATH = "/gradio_api/"
_PAGE_CALLS = frozenset({"queue", "heartbeat", "cancel", "reset", "startup-events"})
SECURITY_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def allowed_hosts(host: str) -> frozenset[str] | None:
    """The names a request may use for a service that listens on ``host``; None for any, where it listens everywhere."""
    if host in ("", "0.0.0.0", "::"):
        return None
    return LOOPBACK_NAMES | {host.lower()}


def host_name(header: str) -> str:
    """The name in a Host header, without port, brackets and final dot: ``[::1]:7860`` -> ``::1``."""
    name = header.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0].rstrip(".")


def error_body(kind: str, message: str) -> dict[str, dict[str, str]]:
    """The one shape of an error: ``{"error": {"kind", "message"}}``."""
    return {"error": {"kind": kind, "message": message}}


class Guard:
    """ASGI middleware: refuses foreign Host names, Gradio's spare doors and large bodies; adds the headers."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] | None = None, body_limit: int = BODY_LIMIT) -> None:
        self._app = app
        self._hosts = None if hosts is None else frozenset(hosts)
        self._body_limit = body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with 400, 404 or 413."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if self._hosts is not None and host_name(headers.get("host", "")) not in self._hosts:
            await _refuse(scope, send, 400, "host", "请求的主机名不在允许之列。")
            return
        path: str = scope["path"]
        if path.startswith(_PAGE_PATH) and path.removeprefix(_PAGE_PATH).partition("/")[0] not in _PAGE_CALLS:
            await _refuse(scope, send, 404, "not_found", "没有这个地址。")
            return
        if scope["type"] == "http":
            replay = await self._bounded(headers, receive)
            if replay is None:
                await _refuse(scope, send, 413, "too_large", f"请求正文超过 {self._body_limit // 1024} KiB 的上限。")
                return
            receive = replay
        await self._app(scope, receive, _with_headers(send))

    async def _bounded(self, headers: Headers, receive: Receive) -> Receive | None:
        """A receive whose body is within the limit, or None; a body of unknown length is read here first."""
        length = headers.get("content-length")
        if length is not None:
            return receive if length.isdigit() and int(length) <= self._body_limit else None
        if headers.get("transfer-encoding") is None:
            return receive
        messages: list[Message] = []
        size = 0
        while True:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > self._body_limit:
                return None
            if message["type"] != "http.request" or not message.get("more_body", False):
                break

        async def replay() -> Message:
            return messages.pop(0) if messages else await receive()

        return replay


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(SECURITY_HEADERS)
        await send(message)

    return wrapped


async def _refuse(scope: Scope, send: Send, status: int, kind: str, sentence: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    body = json.dumps(error_body(kind, sentence), ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    start: Message = {"type": "http.response.start", "status": status, "headers": headers}
    await _with_headers(send)(start)
    await send({"type": "http.response.body", "body": body})
