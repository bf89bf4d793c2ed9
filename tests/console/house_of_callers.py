"""A running console with somebody in every role, and the keys of other systems."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest_asyncio
from fake_rasa import FakeRasa
from merchant import Merchant
from running_console import started
from staff import Staff, console_of

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
    async with started(rasa, knowledge, tmp_path_factory, served=True) as http:
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
