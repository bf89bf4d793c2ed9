"""Reads an open stream of server-sent events."""

import asyncio
import json
from typing import Any

import httpx


async def heard(answer: httpx.Response, until: Any) -> list[dict[str, Any]]:
    """Events until one for which `until` holds."""
    seen: list[dict[str, Any]] = []
    async with asyncio.timeout(10):
        async for event in events_of(answer):
            seen.append(event)
            if until(event):
                return seen
    return seen


async def events_of(answer: httpx.Response):
    event: dict[str, Any] = {}
    async for line in answer.aiter_lines():
        if not line and "data" in event:
            yield event
            event = {}
        name, _, value = line.partition(": ")
        if name == "data":
            event["data"] = json.loads(value)
        elif name in ("event", "id"):
            event[name] = value


class Ear:
    """An open stream that is read on and on."""

    def __init__(self, answer: httpx.Response) -> None:
        self._events = events_of(answer)
        self.seen: list[dict[str, Any]] = []

    async def until(self, holds: Any) -> dict[str, Any]:
        async with asyncio.timeout(10):
            async for event in self._events:
                self.seen.append(event)
                if holds(event):
                    return event
        raise AssertionError("the stream has ended")

    async def rest(self) -> list[dict[str, Any]]:
        """Whatever comes until the stream ends."""
        async with asyncio.timeout(10):
            return [event async for event in self._events]
