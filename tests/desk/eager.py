"""Clients that don't give up: each request is made again until a desk answers it."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import httpx
from merchant import Merchant

PAUSE = 0.02
"""Seconds until the next try."""

WAITING, AGAIN = 0.1, 0.05
"""Shares: messages whose sender waits for the bot's answer; after which an earlier one is resent."""


async def insist(request: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """As the page does: the same request again until the desk answers."""
    while True:
        try:
            return await request()
        except httpx.TransportError:
            await asyncio.sleep(PAUSE)


class Writer:
    """Sends message after message, each again and again until it is acknowledged."""

    def __init__(self, name: str, merchant: Merchant, chance: random.Random) -> None:
        self.name = name
        self.merchant = merchant
        self.acknowledged: dict[str, dict] = {}
        self.enough = False
        self._chance = chance

    async def write(self, heard: asyncio.Event) -> None:
        """Go on until it is enough, and then until the last message is answered."""
        number = 0
        while not self.enough:
            number += 1
            await self._send(f"{self.name}-{number}", wait=self._chance.random() < WAITING)
            heard.set()
            if self._chance.random() < AGAIN:
                await self._send(self._chance.choice(list(self.acknowledged)), wait=False)
        answered = False
        while not answered:  # a long queue may be left, and the notice come first
            answered = await self._send(f"{self.name}-last", wait=True)

    async def _send(self, name: str, *, wait: bool) -> bool:
        """Whether the bot has answered."""
        body = {"client_message_id": name, "text": f"多扣了 {name}"}
        answer = await insist(lambda: self.merchant.post(body, wait=wait))
        assert answer.status_code == 201, answer.text
        first = self.acknowledged.setdefault(name, answer.json())
        assert answer.json()["receipt"] == first["receipt"]
        return [m["actor"] for m in answer.json().get("replies", [])] == ["bot"]


class Watcher:
    """Asks for the log's last checkpoint all the time, as a witness may, and keeps them all."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.seen: set[str] = set()
        self.enough = False
        self._http = http

    async def watch(self) -> None:
        while not self.enough:
            answer = await insist(lambda: self._http.get("/api/v1/log"))
            assert answer.status_code == 200, answer.text
            self.seen.add(answer.json()["checkpoint"])
            await asyncio.sleep(PAUSE)
