"""What a desk in a test is made of; the conftest of each folder that starts one imports these fixtures."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from fake_rasa import FakeRasa, listen
from fastapi import FastAPI

from zhangfang.desk.serve import server
from zhangfang.desk.settings import Settings
from zhangfang.guides.load import load
from zhangfang.guides.model import Knowledge

ROOT = Path(__file__).parents[2]


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
def database_file(settings) -> Path:
    return settings.data / "zhangfang.db"


@asynccontextmanager
async def in_process(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client that calls the service without a connection."""
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(base_url="http://desk", transport=transport, verify=False) as http,
    ):
        yield http


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a real server, for what depends on connections."""
    listening = listen()
    running = server(app, 0)
    serving = asyncio.create_task(running.serve(sockets=[listening]))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with httpx.AsyncClient(base_url=url, timeout=20, trust_env=False, verify=False) as http:
        try:
            yield http
        finally:
            running.should_exit = True
            await serving
