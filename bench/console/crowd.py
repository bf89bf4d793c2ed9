"""Merchants who keep writing, each with an open stream."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx

LINES = (Path(__file__).parent / "lines.txt").read_text(encoding="utf-8").splitlines()
ASKS_FOR_A_PERSON = "转人工"


@dataclass
class Clocks:
    """When each message was sent, by its client's id, and which seq it got, by conversation."""

    sent: dict[str, float] = field(default_factory=dict)
    numbered: dict[tuple[str, int], float] = field(default_factory=dict)
    failed: int = 0


@dataclass
class Merchant:
    """One conversation that goes on."""

    http: httpx.AsyncClient
    clocks: Clocks
    id: str = ""
    token: str = ""
    heard: int = 0

    async def arrives(self, *, wants_a_person: bool) -> None:
        """Open the conversation and tell what happened."""
        opened = (await self.http.post("/api/v1/conversations")).raise_for_status().json()
        self.id, self.token = opened["id"], opened["token"]
        await self.says(random.choice(LINES[:5]))
        if wants_a_person:
            await self.says(ASKS_FOR_A_PERSON)

    async def says(self, text: str) -> None:
        """Send one message; when it was sent is noted before it goes out."""
        client_id = uuid4().hex
        self.clocks.sent[client_id] = begun = time.perf_counter()
        try:
            answer = await self.http.post(
                f"/api/v1/conversations/{self.id}/messages",
                json={"client_message_id": client_id, "text": text},
                headers={"Authorization": f"Bearer {self.token}"},
            )
            seq = answer.raise_for_status().json()["message"]["seq"]
        except httpx.HTTPError:
            self.clocks.failed += 1
            return
        self.clocks.numbered[self.id, seq] = begun

    async def goes_on(self, every: float, until: float) -> None:
        """Write now and then, one line every so many seconds on average."""
        while time.monotonic() < until:
            await asyncio.sleep(random.uniform(0.5, 1.5) * every)
            await self.says(random.choice(LINES))

    async def listens(self, until: float) -> None:
        """Keep the stream open, as a page does."""
        headers = {"Authorization": f"Bearer {self.token}"}
        while time.monotonic() < until:
            try:
                async for _ in events(
                    self.http, f"/api/v1/conversations/{self.id}/stream", headers
                ):
                    if time.monotonic() > until:
                        return
            except httpx.HTTPError:
                await asyncio.sleep(1)


async def events(
    http: httpx.AsyncClient, path: str, headers: dict[str, str]
) -> AsyncIterator[tuple[str, dict[str, object]]]:
    """The events of a stream, each with its kind, as they arrive."""
    async with http.stream("GET", path, headers=headers, timeout=None) as answer:
        answer.raise_for_status()
        kind = "message"
        async for line in answer.aiter_lines():
            name, _, value = line.partition(": ")
            if name == "event":
                kind = value
            elif name == "data":
                yield kind, json.loads(value)
