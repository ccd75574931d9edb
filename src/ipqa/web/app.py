"""One process, one port: the API with the page mounted at ``/``."""

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import gradio as gr
import uvicorn
from fastapi import FastAPI

from ..errors import SettingsError
from ..wording import say
from .api import create_api
from .security import Guard, allowed_hosts, is_loopback
from .ui import STATIC, build_page, theme, too_open

if TYPE_CHECKING:
    from ..service import Ipqa
    from ..settings import Settings

_CONCURRENT_ANSWERS = 8


def create_app(service: "Ipqa", settings: "Settings") -> FastAPI:
    """The whole application over a service: /v1, /healthz and /docs first, the page for everything else."""
    api = create_api(service, settings.language)
    page = build_page(service, settings.language)
    page.queue(default_concurrency_limit=_CONCURRENT_ANSWERS, api_open=False)
    app: FastAPI = gr.mount_gradio_app(
        api,
        page,
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1mb",
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        enable_monitoring=False,
        theme=theme(),
        js="() => { document.documentElement.lang = 'zh-CN'; }",
        css_paths=[STATIC / "page.css"],
    )
    app.add_middleware(Guard, hosts=allowed_hosts(settings.host))
    return app


class _Announcing(uvicorn.Server):
    """A server that says when it can be visited."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as uvicorn does, then announce it."""
        await super().startup(sockets)
        if self.started:
            self._announce()


def serve(service: "Ipqa", settings: "Settings", say_line: Callable[[str], None]) -> None:
    """Serve until interrupted; SettingsError where the address is taken or not ours."""
    listener = _listen(settings.host, settings.port)
    port = listener.getsockname()[1]
    if not is_loopback(settings.host):
        say_line(too_open(settings.host, settings.language))
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    told = say(
        (f"服务已启动：http://{name}:{port}（接口说明 /docs，按 Ctrl-C 停止）",
         f"Serving at http://{name}:{port} (API at /docs, Ctrl-C stops)"),
        settings.language,
    )  # fmt: skip
    app = create_app(service, settings)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    # uvicorn shuts down in order and then raises the Ctrl-C again; to stop a service so is no failure.
    with listener, suppress(KeyboardInterrupt):
        _Announcing(config, lambda: say_line(told)).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that a taken port is one sentence and port 0 has a number before it is told."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"无法监听 {host}:{port}（{error.strerror or error}）：请换一个 IPQA_PORT 或 --port。",
            f"Cannot listen on {host}:{port} ({error.strerror or error}): choose another IPQA_PORT or --port.",
        ) from None
    return listener
