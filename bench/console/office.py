"""Agents who hold conversations, answer in them, and watch the queue."""

import asyncio
import random
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from bench.console.crowd import Clocks, events

ANSWERS = (
    "我在看你这笔",
    "收到，稍等一下",
    "小票上的订单号发我一下",
    "已经转给清算了，有消息告诉你",
    "你那边几点刷的",
)
OPEN_FOR = 20.0
"""Seconds that an agent stays in one conversation, on average: no two do it in step."""


@dataclass
class Seen:
    """How long after it was sent a message was there, in seconds: in the open conversation, in the list."""

    opened: list[float] = field(default_factory=list)
    listed: list[float] = field(default_factory=list)


@dataclass
class Agent:
    """One console."""

    http: httpx.AsyncClient
    clocks: Clocks
    seen: Seen
    mine: list[str] = field(default_factory=list)
    rows: deque[tuple[str, int, float]] = field(default_factory=lambda: deque(maxlen=200_000))

    async def signs_in(self, name: str, password: str) -> str:
        """Sign in, with a first password that must be changed. Returns the new one."""
        me = await self._post("/sign-in", {"name": name, "password": password})
        self.http.headers["X-CSRF-Token"] = me["csrf"]
        new = uuid4().hex
        changed = await self.http.post(
            "/api/v1/agent/password", json={"current": password, "new": new}
        )
        changed.raise_for_status()
        me = (await self.http.get("/api/v1/agent/session")).raise_for_status().json()
        self.http.headers["X-CSRF-Token"] = me["csrf"]
        return new

    async def claims(self, conversation: str) -> None:
        """Take a conversation."""
        await self._post(f"/conversations/{conversation}/claim")
        self.mine.append(conversation)

    async def watches_the_lists(self, until: float) -> None:
        """What the queue page does: one stream for all rows."""
        while time.monotonic() < until:
            try:
                async for kind, data in events(self.http, "/api/v1/agent/stream", {}):
                    if kind == "row":
                        at = (str(data["conversation"]), int(str(data["last_seq"])))
                        self.rows.append((*at, time.perf_counter()))
                    if time.monotonic() > until:
                        return
            except httpx.HTTPError:
                await asyncio.sleep(1)

    async def works(self, until: float) -> None:
        """Go from one of its conversations to the next, and answer in each."""
        while time.monotonic() < until:
            for conversation in self.mine:
                leave = min(until, time.monotonic() + random.uniform(0.5, 1.5) * OPEN_FOR)
                try:
                    await asyncio.gather(
                        self._reads(conversation, leave), self._answers(conversation, leave)
                    )
                except httpx.HTTPError:
                    self.clocks.failed += 1
                    await asyncio.sleep(1)

    async def _reads(self, conversation: str, leave: float) -> None:
        path = f"/conversations/{conversation}"
        shown = (await self.http.get(f"/api/v1/agent{path}")).raise_for_status().json()
        after = shown["entries"][-1]["seq"] if shown["entries"] else 0
        try:
            async with asyncio.timeout(max(leave - time.monotonic(), 0.1)):
                stream = f"/api/v1/agent{path}/stream?after={after}"
                async for kind, data in events(self.http, stream, {}):
                    if kind == "entry":
                        self._note(data)
        except (TimeoutError, httpx.HTTPError):
            return

    async def _answers(self, conversation: str, leave: float) -> None:
        await asyncio.sleep(random.uniform(0.2, 0.8) * max(leave - time.monotonic(), 0))
        said = {"client_message_id": uuid4().hex, "text": random.choice(ANSWERS)}
        await self._post(f"/conversations/{conversation}/messages", said)

    def _note(self, entry: dict[str, Any]) -> None:
        message = entry.get("message") or {}
        sent = self.clocks.sent.get(message.get("client_message_id") or "")
        if sent is not None:
            self.seen.opened.append(time.perf_counter() - sent)

    async def _post(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = await self.http.post(f"/api/v1/agent{path}", json=body)
        found: dict[str, Any] = answer.raise_for_status().json()
        return found


def listed(agents: list[Agent], clocks: Clocks) -> list[float]:
    """How long after it was sent each message was in an agent's list: the first row that has it."""
    found: list[float] = []
    for agent in agents:
        first: dict[tuple[str, int], float] = {}
        for conversation, seq, at in agent.rows:
            first.setdefault((conversation, seq), at)
        found += [
            at - clocks.numbered[message]
            for message, at in first.items()
            if message in clocks.numbered
        ]
    return found
