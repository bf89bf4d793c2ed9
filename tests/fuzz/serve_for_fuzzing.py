"""A whole service of its own for the fuzzer, with conversations and accounts to fuzz with.

Prints where it is and what opens it, as one line of JSON; serves until its input ends.
"""

import asyncio
import json
import logging
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), *(str(ROOT / "tests" / it) for it in ("desk", "console"))]

import httpx  # noqa: E402
from desk_parts import served  # noqa: E402
from fake_rasa import FakeRasa  # noqa: E402
from merchant import Merchant  # noqa: E402
from staff import CHEAP, Staff  # noqa: E402

from zhangfang.console.app import create_app  # noqa: E402
from zhangfang.desk.settings import Settings  # noqa: E402
from zhangfang.guides.load import load  # noqa: E402

CONVERSATIONS = 12
ACCOUNTS = 60
"""Enough for calls that end the session they are made in."""


async def main() -> None:
    logging.getLogger("zhangfang").setLevel(logging.ERROR)
    knowledge = load(ROOT / "knowledge")
    rasa = FakeRasa(knowledge)
    await rasa.start()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data=Path(folder),
            rasa_url=rasa.url,
            actions_url=rasa.url,
            knowledge=ROOT / "knowledge",
            domain=ROOT / "domain.yml",
            web=Path(folder) / "no-pages",
            pictures=False,
        )
        app = create_app(settings, knowledge=knowledge, passwords=CHEAP)
        async with served(app) as http:
            http.app = app  # type: ignore[attr-defined]
            print(json.dumps(await opened(http)), flush=True)
            await asyncio.to_thread(sys.stdin.read)
    await rasa.stop()


async def opened(http: httpx.AsyncClient) -> dict[str, object]:
    """Where the service is, the tokens of conversations, and sessions of administrators."""
    merchants = [await Merchant.arrives(http) for _ in range(CONVERSATIONS)]
    for merchant in merchants[2:]:
        await merchant.gets_a_secret()
    sessions = []
    for number in range(ACCOUNTS):
        http.cookies.clear()
        staff = await Staff.joins(http, f"fuzz-{number}", "administrator")
        sessions.append({"id": staff.id, "cookie": staff.cookie, "csrf": staff.me["csrf"]})
        if number == 0:
            for merchant in merchants[2:8]:
                await staff.post(f"/conversations/{merchant.id}/claim")
    return {
        "url": str(http.base_url),
        "tokens": {it.id: it.opened["token"] for it in merchants},
        "sessions": sessions,
    }


if __name__ == "__main__":
    asyncio.run(main())
