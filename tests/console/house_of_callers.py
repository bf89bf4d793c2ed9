"""A running console with somebody in every role, and the keys of other systems."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy

import desk_parts
import httpx
import pytest_asyncio
from fake_rasa import FakeRasa
from merchant import Merchant
from patience import PATIENT
from staff import CHEAP, Staff, console_of

from zhangfang.console.app import create_app
from zhangfang.desk.settings import Settings
from zhangfang.store.erase import erase

ROLES = ("agent", "supervisor", "administrator")


@dataclass
class House:
    """A running console, and who calls it."""

    http: httpx.AsyncClient
    staff: dict[str, Staff]
    colleague: Staff
    merchant: Merchant
    key: str
    weak_keys: dict[str, str]
    erased: str

    @property
    def desk(self):
        return console_of(self.http).desk


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory, knowledge) -> AsyncIterator[House]:
    rasa = FakeRasa(knowledge)
    await rasa.start()
    folder = tmp_path_factory.mktemp("house")
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
    async with desk_parts.served(app) as http:
        await http.get("/healthz")  # it is up
        http.app = app
        http.cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        staff = {role: await Staff.joins(http, role, role) for role in ROLES}
        keys = [
            (
                await staff["administrator"].post(
                    "/api-keys", json={"name": name, "scopes": scopes}
                )
            ).json()["secret"]
            for name, scopes in [
                ("both", ["cases:read", "packs:read"]),
                ("cases", ["cases:read"]),
                ("packs", ["packs:read"]),
            ]
        ]
        erased = await Merchant.arrives(http)
        with console_of(http).desk.database.write() as connection:
            erase(connection, erased.id)
        yield House(
            http,
            staff,
            await Staff.joins(http, "colleague"),
            await Merchant.arrives(http),
            keys[0],
            {"cases": keys[1], "packs": keys[2]},
            erased.id,
        )
    await rasa.stop()
