import shutil
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any

import desk_parts
import httpx
import pytest
from desk_parts import database_file, knowledge, rasa, settings  # noqa: F401 - fixtures
from merchant import Merchant
from once import once  # noqa: F401 - a fixture
from patience import PATIENT

from zhangfang.desk import app as desk_app
from zhangfang.desk.app import create_app
from zhangfang.desk.settings import Waits

StartDesk = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture
def start_desk(settings, knowledge, once, monkeypatch) -> StartDesk:  # noqa: F811
    """Starts a desk on the test's data; leaving the block stops it.

    `served` puts a real server before it, for what depends on connections.
    """

    monkeypatch.setattr(desk_app, "load_responses", lambda _: once.responses)
    monkeypatch.setattr(ssl, "create_default_context", lambda *_, **__: once.certificates)

    @asynccontextmanager
    async def start(
        waits: Waits = PATIENT, *, served: bool = False, **changed: Any
    ) -> AsyncIterator[httpx.AsyncClient]:
        if not settings.data.exists():
            settings.data.mkdir(mode=0o700)
            shutil.copy(once.database, settings.data)
        app = create_app(replace(settings, **changed), knowledge=knowledge, waits=waits)
        if "web" not in changed and "parts" not in changed:
            once.share_routes(app)
        async with (desk_parts.served if served else desk_parts.in_process)(app) as http:
            yield http

    return start


@pytest.fixture
async def http(start_desk) -> AsyncIterator[httpx.AsyncClient]:
    async with start_desk() as client:
        yield client


@pytest.fixture
async def merchant(http) -> Merchant:
    return await Merchant.arrives(http)
