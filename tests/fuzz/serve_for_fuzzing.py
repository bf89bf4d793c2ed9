"""A whole service of its own for the fuzzer, with conversations and accounts to fuzz with.

Prints where it is and what opens it, as one line of JSON; serves until its input ends.
"""

import asyncio
import json
import logging
import secrets
import sys
import tempfile
from ipaddress import IPv4Address
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), *(str(ROOT / "tests" / it) for it in ("desk", "console"))]

import httpx  # noqa: E402
from callers import WANTS_A_PERSON, understands  # noqa: E402
from desk_parts import served  # noqa: E402
from fake_rasa import FakeRasa  # noqa: E402
from merchant import Merchant  # noqa: E402
from sent_files import photo, post_file  # noqa: E402
from staff import CHEAP, PASSWORD, Staff, console_of, make_account  # noqa: E402
from starlette.types import ASGIApp, Receive, Scope, Send  # noqa: E402

from zhangfang.console.app import create_app  # noqa: E402
from zhangfang.desk.settings import Settings  # noqa: E402
from zhangfang.guides.load import load  # noqa: E402

CONVERSATIONS, ACCOUNTS = 12, 16
CALLS_FROM_ONE_ADDRESS = 12
"""Calls come from many addresses: wrong tries from one of them soon bring 429 for all else."""


class ManyPlaces:
    """Makes the requests of one client look as if they came from many."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.calls = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            self.calls += 1
            place = self.calls // CALLS_FROM_ONE_ADDRESS
            scope["client"] = (str(IPv4Address(0x0A000000 + place)), 443)
        await self.app(scope, receive, send)


async def main() -> None:
    """Serve until the input ends."""
    logging.getLogger("zhangfang").setLevel(logging.ERROR)
    knowledge = load(ROOT / "knowledge")
    rasa = FakeRasa(knowledge)
    await rasa.start()
    understands(rasa)
    with tempfile.TemporaryDirectory() as folder:
        identity = Path(folder) / "identity"
        identity.write_text(secrets.token_hex())
        settings = Settings(
            data=Path(folder) / "data",
            rasa_url=rasa.url,
            actions_url=rasa.url,
            knowledge=ROOT / "knowledge",
            domain=ROOT / "domain.yml",
            web=Path(folder) / "no-pages",
            identity_secret=identity,
        )
        app = create_app(settings, knowledge=knowledge, passwords=CHEAP)
        app.add_middleware(ManyPlaces)
        async with served(app) as http:
            http.app = app  # type: ignore[attr-defined]
            begun = {**await begin(http), "identity": identity.read_text()}
            print(json.dumps(begun), flush=True)
            await asyncio.to_thread(sys.stdin.read)
    await rasa.stop()


async def begin(http: httpx.AsyncClient) -> dict[str, object]:
    """Where the service is, conversations in several states, a key, and administrators' accounts."""
    merchants = [await Merchant.arrives(http) for _ in range(CONVERSATIONS)]
    for merchant in merchants[2:]:
        await merchant.gets_a_secret()
    for number, merchant in enumerate(merchants[3:6]):
        await post_file(merchant, photo(number))
    for merchant in merchants[6:9]:
        await merchant.says(WANTS_A_PERSON, wait=True)
    names = [f"fuzz-{number}" for number in range(ACCOUNTS)]
    accounts = [
        {"id": make_account(console_of(http), name, "administrator"), "name": name}
        for name in names
    ]
    lead = await Staff(http, names[0]).signs_in()
    scopes = ["cases:read", "packs:read"]
    key = await lead.post("/api-keys", json={"name": "fuzz", "scopes": scopes})
    topics = ["case_opened", "phase_changed", "handed_over", "overdue", "resolved"]
    await lead.post("/webhooks", json={"url": "http://127.0.0.1:9/told", "topics": topics})
    return {
        "url": str(http.base_url),
        "tokens": {it.id: it.opened["token"] for it in merchants},
        "accounts": [{**it, "password": PASSWORD} for it in accounts],
        "key": key.json()["secret"],
    }


if __name__ == "__main__":
    asyncio.run(main())
