import asyncio
import json
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from merchant import Merchant
from patience import HASTY


@pytest.fixture
async def http(start_desk):
    async with start_desk(served=True) as client:
        yield client


class Events:
    """The events of one open stream, one by one."""

    def __init__(self, response):
        self._lines = response.aiter_lines()

    async def next(self) -> dict:
        event = {}
        async for line in self._lines:
            if not line and event:
                return {**event, "data": json.loads(event["data"])}
            name, _, value = line.partition(": ")
            if name:
                event[name] = value
        raise EOFError

    async def until(self, name: str) -> list[dict]:
        """Everything up to the next event of this name."""
        events = [await self.next()]
        while events[-1]["event"] != name:
            events.append(await self.next())
        return events


@asynccontextmanager
async def listening(merchant, after=None, **headers):
    params = {} if after is None else {"after": after}
    async with merchant.http.stream(
        "GET", f"{merchant.path}/stream", params=params, headers={**merchant.auth, **headers}
    ) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert "no-store" in response.headers["cache-control"]
        yield Events(response)


async def test_a_turn_is_seen_as_it_happens(merchant):
    async with listening(merchant, after=1) as events:
        assert (await events.next())["event"] == "case"
        sent = await merchant.says("多扣了", wait=True)
        seen = [await events.next()]
        while seen[-1] != {"event": "typing", "data": {"on": False, "who": "bot"}}:
            seen.append(await events.next())
    messages = [event for event in seen if event["event"] == "message"]
    assert [event["data"] for event in messages] == [sent["message"], *sent["replies"]]
    assert [event["id"] for event in messages] == [str(m["data"]["seq"]) for m in messages]
    [case] = [event for event in seen if event["event"] == "case"]
    assert case["data"] == sent["case"]
    assert all("id" not in event for event in seen if event["event"] != "message")


async def test_it_begins_with_the_whole_conversation_and_the_case(merchant):
    sent = await merchant.taps("1-1")
    async with listening(merchant) as events:
        seen = await events.until("case")
    assert [event["data"] for event in seen[:-1]] == await merchant.sees()
    assert seen[-1]["data"] == sent["case"]


async def test_it_resumes_after_the_last_event_id(merchant):
    sent = await merchant.says("多扣了", wait=True)
    seq = str(sent["message"]["seq"])
    async with listening(merchant, after=0, **{"Last-Event-ID": seq}) as events:
        seen = await events.until("case")
    assert [event["data"] for event in seen[:-1]] == sent["replies"]


@pytest.mark.parametrize("strange", ["x", "-1", "", "9" * 40])
async def test_a_strange_last_event_id_is_passed_over(merchant, strange):
    async with listening(merchant, **{"Last-Event-ID": strange}) as events:
        assert (await events.next())["id"] == "1"


async def test_nothing_is_lost_or_told_twice_over_many_breaks(merchant):
    sending = asyncio.create_task(_talk(merchant, 12))
    seen: list[int] = []
    while len(seen) < 25:
        resume = {"Last-Event-ID": str(seen[-1])} if seen else {}
        async with listening(merchant, **resume) as events:
            heard = [await events.next() for _ in range(2)]
        seen += [event["data"]["seq"] for event in heard if event["event"] == "message"]
    await sending
    assert seen == [message["seq"] for message in await merchant.sees()]


async def _talk(merchant, count):
    for n in range(count):
        await merchant.says(f"第 {n} 条", wait=True)


async def test_the_notice_is_streamed_and_typing_ends(start_desk, rasa):
    rasa.behaviour = rasa.hang
    async with start_desk(HASTY, served=True) as http:
        merchant = await Merchant.arrives(http)
        async with listening(merchant, after=1) as events:
            await events.next()
            await merchant.says("多扣了")
            seen = []
            while not any(it["data"].get("actor") == "system" for it in seen):
                seen.append(await events.next())
            if seen[-1]["event"] != "typing":
                typing = [it["data"]["on"] for it in seen if it["event"] == "typing"]
                typing += [] if typing[-1:] == [False] else [(await events.next())["data"]["on"]]
    assert typing[-1] is False


async def test_another_conversation_is_not_heard(http, merchant):
    other = await Merchant.arrives(http)
    async with listening(merchant, after=1) as events:
        await events.next()
        await other.says("别家的事", wait=True)
        own = await merchant.says("自家的事", wait=True)
        seen = await events.until("message")
    assert seen[-1]["data"] == own["message"]


async def test_a_stopping_desk_ends_its_streams(start_desk):
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(start_desk(served=True))
        merchant = await Merchant.arrives(http)
        async with listening(merchant) as events:
            await events.until("case")
            stopping = asyncio.create_task(stack.pop_all().aclose())
            with pytest.raises(EOFError):
                await events.next()
        await stopping
