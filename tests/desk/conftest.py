import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from fake_rasa import FakeRasa, listen
from fastapi import FastAPI
from merchant import Merchant
from patience import PATIENT

from zhangfang.desk.app import create_app
from zhangfang.desk.serve import server
from zhangfang.desk.settings import Settings, Waits
from zhangfang.guides.load import load
from zhangfang.guides.model import Knowledge

ROOT = Path(__file__).parents[2]

StartDesk = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load(ROOT / "knowledge")


@pytest.fixture
async def rasa(knowledge) -> AsyncIterator[FakeRasa]:
    fake = FakeRasa(knowledge)
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
def settings(tmp_path, rasa) -> Settings:
    return Settings(
        data=tmp_path / "data",
        rasa_url=rasa.url,
        actions_url=rasa.url,
        knowledge=ROOT / "knowledge",
        domain=ROOT / "domain.yml",
        web=tmp_path / "no-pages",
        pictures=False,
    )


@pytest.fixture
def start_desk(settings, knowledge) -> StartDesk:
    """Starts a desk on the test's data; leaving the block stops it.

    `served` puts a real server before it, for what depends on connections.
    """

    @asynccontextmanager
    async def start(
        waits: Waits = PATIENT, *, served: bool = False, **changed: Any
    ) -> AsyncIterator[httpx.AsyncClient]:
        app = create_app(replace(settings, **changed), knowledge=knowledge, waits=waits)
        async with (_served if served else _in_process)(app) as http:
            yield http

    return start


@asynccontextmanager
async def _in_process(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(base_url="http://desk", transport=transport, verify=False) as http,
    ):
        yield http


@asynccontextmanager
async def _served(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    listening = listen()
    running = server(app, 0)
    serving = asyncio.create_task(running.serve(sockets=[listening]))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with httpx.AsyncClient(base_url=url, timeout=20, trust_env=False, verify=False) as http:
        yield http
        running.should_exit = True
        await serving


@pytest.fixture
async def http(start_desk) -> AsyncIterator[httpx.AsyncClient]:
    async with start_desk() as client:
        yield client


@pytest.fixture
async def merchant(http) -> Merchant:
    return await Merchant.arrives(http)


@pytest.fixture
def database_file(settings) -> Path:
    return settings.data / "zhangfang.db"
