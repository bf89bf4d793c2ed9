import shutil
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import desk_parts
import httpx
import pytest
from desk_parts import database_file, knowledge, rasa, settings  # noqa: F401 - fixtures
from house_of_callers import house  # noqa: F401 - a fixture
from merchant import Merchant
from once import once  # noqa: F401 - a fixture
from patience import PATIENT
from small_world import lead, world  # noqa: F401 - fixtures
from staff import CHEAP, Staff
from webhook_world import clock, database, messenger, receiver  # noqa: F401 - fixtures

from zhangfang.console.app import create_app
from zhangfang.desk import app as desk_app
from zhangfang.desk.settings import Waits

StartConsole = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture
def start_console(settings, knowledge, once, monkeypatch) -> StartConsole:  # noqa: F811
    """Starts the whole web service on the test's data; leaving the block stops it.

    `served` puts a real server before it, for what depends on connections. The client keeps no
    cookies: each Staff has its own.
    """

    monkeypatch.setattr(desk_app, "load_responses", lambda _: once.responses)
    monkeypatch.setattr(ssl, "create_default_context", lambda *_, **__: once.certificates)
    settings.data.mkdir(mode=0o700)
    shutil.copy(once.database, settings.data)

    @asynccontextmanager
    async def start(
        waits: Waits = PATIENT, *, served: bool = False, **changed: Any
    ) -> AsyncIterator[httpx.AsyncClient]:
        app = create_app(
            replace(settings, **changed), knowledge=knowledge, waits=waits, passwords=CHEAP
        )
        if "web" not in changed:  # its pages are among them
            once.share_routes(app)
        async with (desk_parts.served if served else desk_parts.in_process)(app) as http:
            if served:
                await http.get("/healthz")  # it is up
            http.app = app
            http.cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
            yield http

    return start


@pytest.fixture
async def console(start_console) -> AsyncIterator[httpx.AsyncClient]:
    async with start_console() as client:
        yield client


@pytest.fixture
async def merchant(console) -> Merchant:
    return await Merchant.arrives(console)


@pytest.fixture
async def agent(console) -> Staff:
    return await Staff.joins(console, "小周")


@pytest.fixture
async def colleague(console) -> Staff:
    return await Staff.joins(console, "小林")


@pytest.fixture
async def supervisor(console) -> Staff:
    return await Staff.joins(console, "吴主管", "supervisor")


@pytest.fixture
async def administrator(console) -> Staff:
    return await Staff.joins(console, "管理员", "administrator")
