"""Starts a console for tests that share it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy

import desk_parts
import httpx
import pytest
from fake_rasa import FakeRasa
from patience import PATIENT
from staff import CHEAP

from zhangfang.console.app import create_app
from zhangfang.desk.settings import Settings
from zhangfang.guides.model import Knowledge


@asynccontextmanager
async def started(
    rasa: FakeRasa, knowledge: Knowledge, folders: pytest.TempPathFactory, *, served: bool
) -> AsyncIterator[httpx.AsyncClient]:
    """A console in a folder of its own. The client keeps no cookies."""
    folder = folders.mktemp("console")
    settings = Settings(
        data=folder / "data",
        rasa_url=rasa.url,
        actions_url=rasa.url,
        knowledge=desk_parts.ROOT / "knowledge",
        domain=desk_parts.ROOT / "domain.yml",
        web=folder / "no-pages",
        pictures=False,
    )
    app = create_app(settings, knowledge=knowledge, waits=PATIENT, passwords=CHEAP)
    async with (desk_parts.served if served else desk_parts.in_process)(app) as http:
        await http.get("/healthz")
        http.app = app
        http.cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        yield http
