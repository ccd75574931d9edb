"""The application as the tests use it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from fakes import FakeIpqa
from fastapi import FastAPI
from starlette.testclient import TestClient

from ipqa.settings import Settings
from ipqa.web.app import create_app


def build(service: FakeIpqa, settings: Settings | None = None) -> FastAPI:
    """The application, built inside an event loop: outside one, Gradio opens loops and never closes them."""

    async def inside() -> FastAPI:
        return create_app(service, settings or Settings())  # type: ignore[arg-type]

    return asyncio.run(inside())


@contextmanager
def running(service: FakeIpqa, settings: Settings | None = None) -> Iterator[TestClient]:
    """A client of the whole application on loopback."""
    app = build(service, settings)
    with TestClient(app, base_url="http://localhost:7860", raise_server_exceptions=False) as client:
        yield client
